"""Pages of screening: get from queries, give to an action, render or redirect."""

from . import deciding, decisions, queue, steps, workspace

__all__ = ["deciding", "decisions", "queue", "steps", "workspace"]
