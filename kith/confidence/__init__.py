"""Confidence: how sure somebody says they are, by theme, over time. It is theirs, and nobody else reads it.

Serves findings F1 and F6 of the study: cases are rare, so confidence is low, and training is not known to change it. Managers
and the training lead see groups of five or more, of half years that are over, and nothing from which fewer could be worked
out. What somebody knows, by short modules and vignettes, stands beside it for themselves alone: one without the other can be
false comfort. It is never part of an appraisal, and nothing here is about a child.
"""
