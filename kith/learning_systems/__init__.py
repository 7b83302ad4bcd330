"""Learning systems that tell by xAPI who completed what: their keys, what their activities count for, and what they told.

Serves finding F6 of the study: training is offered everywhere, and its take-up is known elsewhere. Kith is told statements
and gives none out; of each it keeps what a completion needs and no more.
"""
