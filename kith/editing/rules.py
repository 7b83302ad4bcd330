"""Who writes in a layer, and who may answer a page that waits for a second person."""

from kith.people.queries import people_of_region, people_with_role
from kith.toolkit.rules import LOCAL_EDITORS, REGIONAL_EDITORS


def writers_of(place):
    """Everybody who writes in this layer now, by name."""
    if place.authority_id:
        return people_with_role(place.authority_id, *LOCAL_EDITORS)
    return people_of_region(place.region.key, *REGIONAL_EDITORS)


def wrote(person, page) -> bool:
    """True for whoever wrote the words that wait, and for whoever sent them to be approved."""
    state, last = page.current_workflow_state, page.latest_revision
    return person.pk in {getattr(state, "requested_by_id", None), getattr(last, "user_id", None)}


def may_answer(person, page) -> bool:
    """Whoever writes in the page’s layer now, and did not write these words."""
    return not wrote(person, page) and writers_of(page.place()).filter(pk=person.pk).exists()
