"""Learning platforms by LTI 1.3: a Moodle opens short modules and My training, and is told who went through a module.

Serves finding F6 of the study: take-up lives where an authority’s training lives. What a platform opens is training alone,
never casework; what goes back to it is that somebody went through a module, never what they chose.
"""
