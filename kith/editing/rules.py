"""Who writes in a layer, and who may answer a page that waits for a second person."""

from kith.people.queries import people_of_region, people_with_role
from kith.toolkit.rules import LOCAL_EDITORS, REGIONAL_EDITORS


def writers_of(place):
    """Everybody who writes in this layer now, by name."""
    if place.authority_id:
        return people_with_role(place.authority_id, *LOCAL_EDITORS)
    return people_of_region(place.region.key, *REGIONAL_EDITORS)


def writers_since(page, up_to: int | None = None) -> set[int]:
    """Everybody who kept a version of the page since the one that is shown: each of them wrote what waits."""
    rows = page.revisions.filter(pk__gt=page.live_revision_id or 0)
    if up_to is not None:
        rows = rows.filter(pk__lte=up_to)
    return set(rows.order_by().values_list("user_id", flat=True)) - {None}


def wrote(person, page) -> bool:
    """True for everybody who wrote a part of the words that wait, and for whoever sent them to be approved."""
    state = page.current_workflow_state
    return person.pk in writers_since(page) | {getattr(state, "requested_by_id", None)}


def may_answer(person, page) -> bool:
    """Whoever writes in the page’s layer now, and did not write these words."""
    return not wrote(person, page) and writers_of(page.place()).filter(pk=person.pk).exists()
