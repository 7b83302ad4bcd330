"""Reading what is being written."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision, WorkflowState

from kith.access.rules import find
from kith.toolkit.queries import piece_of_layer, proposals_written, shown_at
from kith.toolkit.rules import LOCAL_EDITORS, REGIONAL_EDITORS, writers_of

from .models import LayerPage, ToolkitPage
from .rules import writers_in, wrote
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


def waiting_page(person, key) -> ToolkitPage:
    """A page of the person’s layers, as it was sent to be approved. Raises NotFound."""
    return find(pages_of(person).filter(translation_key=key))


def state_of(page: ToolkitPage) -> WorkflowState | None:
    """The approval that the page waits for, or none."""
    rows = page.workflow_states.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return rows.select_related("requested_by", "current_task_state").first()


def others_for(page: ToolkitPage) -> list:
    """Who may answer the page: the writers of its layer but those who wrote it."""
    return [person for person in writers_of(page.place()) if not wrote(person, page)]


def shown_before(person, page: ToolkitPage, slug: str):
    """What is shown at the page’s address until it is approved: the layer’s own, else what stands beneath, or none."""
    place = page.place()
    own = piece_of_layer(slug, authority_id=place.authority_id, region_id=place.region_id)
    return own if own is not None and not own.retired else shown_at(person, slug)


def proposals_behind(person, page: ToolkitPage) -> list:
    """What a colleague proposed and this page is being written from, until it is published or not taken up."""
    place = page.place()
    return (
        list(proposals_written(person, page.slug, draft=page.translation_key))
        if place.authority_id == person.authority_id
        else []
    )


def said_of(page: ToolkitPage) -> ToolkitPage:
    """The page with its newest words, published or not."""
    return page.get_latest_revision_as_object()


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
    """Pages of the person’s layers with words that are not published: who wrote last, and what they wait for."""
    found = []
    rows = pages_of(person).filter(has_unpublished_changes=True).select_related("latest_revision__user")
    states_of = ContentType.objects.get_for_model(Page)
    states = WorkflowState.objects.active().filter(
        base_content_type=states_of, object_id__in=[str(page.pk) for page in rows]
    )
    by_page = {row.object_id: row for row in states.select_related("current_task_state__finished_by")}
    kept = Revision.objects.filter(base_content_type=states_of, object_id__in=[str(page.pk) for page in rows])
    versions: dict[str, list] = {str(page.pk): [] for page in rows}
    shown = {str(page.pk): page.live_revision_id or 0 for page in rows}
    for key, *version in kept.order_by("pk").values_list("object_id", "pk", "user_id", "content"):
        if version[0] >= shown[key]:
            versions[key].append(version)
    wrote_it = {key: writers_in(of, shown[key]) for key, of in versions.items()}
    for page in rows:
        state = by_page.get(str(page.pk))
        back = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        found.append(
            {
                "page": page,
                "waits": state is not None and not back,
                "shown_from": getattr(page.latest_revision, "approved_go_live_at", None),
                "sent_back": state.current_task_state if state is not None and back else None,
                "writer": page.latest_revision.user if page.latest_revision else None,
                "mine": person.pk in wrote_it[str(page.pk)],
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


def page_shown(slug: str, authority_id: int | None) -> tuple | None:
    """Of a page of an authority that is shown at this address: its name in the editor, and its words; for a reaction."""
    rows = ToolkitPage.objects.filter(slug=slug)
    for page in rows:
        if page.place().authority_id == authority_id:
            content = page.as_content()
            texts = [content.title, content.summary, *content.asked, *(text for _, text in content.sections)]
            return page.translation_key, "\n".join(texts)
    return None
