"""Short modules: invented stories of ten minutes with choices, what follows from them, and questions some weeks later.

Serves finding F6 of the study (training is offered and not taken up) and F1 (cases are rare, so experience is rare). What a
module tells is a page of the toolkit, with its source, layers and editions; here stands who went through it. What somebody
chose is theirs alone: others are told that a module was gone through, by the room that keeps training, and nothing else.
"""
