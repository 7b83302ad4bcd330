"""What this room tells the rooms below where they ask."""

from kith.concerns.rules import answers, contexts_standing

from . import queries


@answers(contexts_standing)
def which_contexts(consultation, person) -> list:
    """The contexts that touch the child of a consultation, as far as the person sees both sides."""
    return queries.standing_of(person, consultation)
