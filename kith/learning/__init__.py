"""What to learn next: what an authority asks, misses and judges differently, side by side, and the plan of a term.

Serves findings F6 and F7 of the study: training is offered everywhere and not fitted to what people need, and what a
specialist knows about that leaves with them. Every figure here is of the service; none is of one person, none of a child,
and no two are merged into one.
"""
