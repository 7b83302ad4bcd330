"""An authority's own Word form: read once, looked through, filled, and written anew.

What is read here is the only reading: the same trees are looked through, filled and written out, under names that Kith
gives, so that nothing can be one thing to who looks and another to who fills. Nothing in a form is run. What is not on
the lists of word_lists.py is refused, or, where it only says who wrote the form, left behind.
"""

from .form import Form, read_form
from .limits import LARGEST, LARGEST_OPEN, TOO_LARGE, NotUsable
from .places import plain

__all__ = [
    "Form",
    "LARGEST",
    "LARGEST_OPEN",
    "NotUsable",
    "TOO_LARGE",
    "plain",
    "read_form",
]
