"""What this room answers to rooms below."""

from kith.training.beside import WorkedOn, answers_worked_on

from . import queries, rules


@answers_worked_on
def worked_on(person) -> WorkedOn:
    """What fits the themes that the person chose, and modules of these that they have not gone through yet."""
    if not rules.may_rate(person):
        return WorkedOn()
    themes = queries.themes_of(person)
    modules = queries.modules_chosen_by(person, themes)
    return WorkedOn(
        shelves=queries.shelves_about(themes),
        modules=[one for one in modules if one.completed_on is None],
    )
