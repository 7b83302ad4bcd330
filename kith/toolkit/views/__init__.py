"""Pages of the toolkit: get from queries, give to an action, render or redirect. Nothing here is about a child."""

from . import changes, local, reading, saying, searching, taking_along, what_now

__all__ = ["changes", "local", "reading", "saying", "searching", "taking_along", "what_now"]
