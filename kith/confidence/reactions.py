"""What this room answers to rooms below."""

from kith.toolkit.words import shelves_about
from kith.training.actions import WorkedOn, answers_worked_on

from . import queries, rules


@answers_worked_on
def worked_on(person) -> WorkedOn:
    """What fits the themes that the person chose, and modules of these that they have not gone through yet."""
    if not rules.may_rate(person):
        return WorkedOn()
    themes = queries.themes_of(person)
    modules = queries.modules_chosen_by(person, themes)
    return WorkedOn(
        shelves=shelves_about(themes),
        modules=[one for one in modules if one.completed_on is None],
    )
