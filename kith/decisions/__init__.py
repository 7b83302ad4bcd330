"""A reason kept: who, when, on what, why, what was set aside; the child's voice; and drafts.

Serves promises 2, 4 and 8.
"""
