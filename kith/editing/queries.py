"""Reading what is being written."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, WorkflowState

from kith.toolkit.rules import LOCAL_EDITORS, REGIONAL_EDITORS

from .models import LayerPage, ToolkitPage
from .words import GROUP


def group_names_of(person) -> set[str]:
    """The groups that a person’s roles of this moment give them in the editor."""
    names = set()
    if person.holds(*LOCAL_EDITORS):
        names.add(GROUP.format(f"authority {person.authority.key}"))
    if person.holds(*REGIONAL_EDITORS) and person.authority.region_id:
        names.add(GROUP.format(f"region {person.authority.region.key}"))
    return names


def places_of(person) -> list[LayerPage]:
    """The layers in which the person writes now."""
    found = []
    if person.holds(*LOCAL_EDITORS):
        found += LayerPage.objects.filter(authority_id=person.authority_id)
    if person.holds(*REGIONAL_EDITORS) and person.authority.region_id:
        found += LayerPage.objects.filter(region_id=person.authority.region_id)
    return found


def pages_of(person):
    """Every page of the person’s layers, by next review."""
    rows = ToolkitPage.objects.none()
    for place in places_of(person):
        rows = rows | ToolkitPage.objects.child_of(place)
    return rows.order_by("review_on", "title")


def places_layer(person) -> str:
    """The layer in which the person begins a page: their authority’s where they write there, else their region’s."""
    return "local" if person.holds(*LOCAL_EDITORS) else "regional"


def in_work(person) -> list[dict]:
    """Pages of the person’s layers with words that are not published: who wrote last, and whether they may approve."""
    found = []
    rows = pages_of(person).filter(has_unpublished_changes=True).select_related("latest_revision__user")
    going = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=ContentType.objects.get_for_model(Page)
    )
    waiting = set(going.filter(object_id__in=[str(page.pk) for page in rows]).values_list("object_id", flat=True))
    for page in rows:
        found.append(
            {
                "page": page,
                "waits": str(page.pk) in waiting,
                "writer": page.latest_revision.user if page.latest_revision else None,
                "mine": bool(page.latest_revision and page.latest_revision.user_id == person.pk),
            }
        )
    return found


def reachable_by(person) -> set[int]:
    """The pages of the tree that the person may meet in the editor: its root, their layers, and the pages below."""
    places = places_of(person)
    return {
        *Page.objects.filter(depth=1).values_list("pk", flat=True),
        *(place.pk for place in places),
        *pages_of(person).order_by().values_list("pk", flat=True),
    }
