"""Writing pages: who may touch what in the editor, beginning a page, taking one out."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.text import slugify
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import (
    GroupPagePermission,
    Locale,
    Page,
    Revision,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from kith.access.rules import WORKER, NotFound, find, require
from kith.audit.actions import record
from kith.people.models import Authority, Carried, Region
from kith.toolkit.actions import BadContent, take_up_proposal
from kith.toolkit.content import LONGEST_SLUG
from kith.toolkit.queries import piece_for, proposal_for, shown_at
from kith.toolkit.rules import writers_of
from kith.toolkit.words import HEADINGS, Kind

from . import queries, rules
from .events import PageBegun, PageHandedOver, PageNotShown, PageUnscheduled
from .models import LayerPage, SecondPerson, ToolkitPage
from .words import GROUP

__all__ = ["BadContent"]
ALLOWED = ("add_page", "change_page")  # never publish: that is the second person’s, through approval


class ReadAnother(Exception):
    """The page that waits is not the one that the person had before them."""


def _root() -> Page:
    """The root of the tree, which Wagtail’s own set-up makes; made here where the tables were emptied since."""
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    # Without a site the frame warns that pages have no address; theirs is in the toolkit.
    Site.objects.get_or_create(is_default_site=True, defaults={"hostname": "kith", "root_page": root})
    return root


@transaction.atomic
def prepare_layer(*, authority: Authority | None = None, region: Region | None = None) -> LayerPage:
    """The layer has its place in the tree, its group, and its approval by a second person. Doing it twice changes nothing."""
    layer = LayerPage.objects.filter(authority=authority, region=region).first()
    if layer is None:
        home = authority or region
        if home is None:
            raise LookupError("A layer is of an authority or a region.")
        kind = "authority" if authority else "region"
        layer = _root().add_child(
            instance=LayerPage(
                title=home.name, slug=f"{kind}-{home.key}", authority=authority, region=region, live=False
            )
        )
        group, _ = Group.objects.get_or_create(name=GROUP.format(f"{kind} {home.key}"))
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        for codename in ALLOWED:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page=layer, permission=permission)
        task = SecondPerson.objects.create(name=f"Second person, {home.name}")
        task.groups.add(group)
        workflow = Workflow.objects.create(name=f"a second person of {home.name}")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=layer)
    return layer


def keep_groups(person) -> None:
    """The person’s groups in the editor are those that their roles of this moment give, no more and no less."""
    wanted = queries.group_names_of(person)
    held = set(person.groups.values_list("name", flat=True))
    if held == wanted:
        return
    with transaction.atomic():
        if any(name.startswith(GROUP.format("authority ")) for name in wanted):
            prepare_layer(authority=person.authority)
        if any(name.startswith(GROUP.format("region ")) for name in wanted):
            prepare_layer(region=person.authority.region)
        person.groups.set(Group.objects.filter(name__in=wanted))


def _begin(by, page: ToolkitPage, *, layer: str, began_from: str) -> ToolkitPage:
    keep_groups(by)
    place = next((row for row in queries.places_of(by) if row.layer == layer), None)
    require(place is not None)
    there = ToolkitPage.objects.child_of(place).filter(slug=page.slug).first()
    if there is not None:
        return there
    page.owner, page.live, page.has_unpublished_changes = by, False, True
    place.add_child(instance=page)
    page.save_revision(user=by)
    record(PageBegun(subject=page.subject, began_from=began_from, layer=layer), by=by)
    return page


def _blank(kind: str) -> list:
    return [("section", {"heading": heading, "text": ""}) for heading in HEADINGS[kind]]


@transaction.atomic
def begin_page(by, *, title: str, kind: str, layer: str = "local") -> ToolkitPage:
    """A draft of the person’s layer with the headings of its kind; the one that is there, where the name is taken."""
    require(kind in Kind.values)
    page = ToolkitPage(title=title, slug=slugify(title)[:LONGEST_SLUG] or "page", kind=kind, body=_blank(kind))
    return _begin(by, page, layer=layer, began_from="blank")


@transaction.atomic
def begin_replacement(by, *, slug: str, layer: str = "local") -> ToolkitPage:
    """A draft that will stand in place of the page that the layer is shown now, with its words to begin from."""
    piece = piece_for(by, slug)
    page = ToolkitPage(
        title=piece.title,
        slug=piece.slug,
        kind=piece.kind,
        summary=piece.summary,
        body=[("section", {"heading": part["heading"], "text": part["text"]}) for part in piece.sections],
        source=piece.source,
        source_date=piece.source_date,
        owner_role=piece.owner,
        audience=piece.audience,
        checked_on=piece.last_checked,
        review_on=piece.next_review,
        asked="\n".join(piece.asked),
        related=piece.related,
        contacts=piece.contacts,
        scenes=[("scene", dict(row)) for row in piece.more.get("scenes", ())],
        follow_ups=[("question", dict(row)) for row in piece.more.get("follow_ups", ())],
        minutes=piece.more.get("minutes"),
        tier=piece.more.get("tier"),
        about=piece.more.get("about", []),
        care=piece.more.get("care", ""),
        evidence=piece.more.get("evidence", ""),
        seen_where=piece.more.get("seen_where", ""),
        beneath=piece.slug,
        beneath_digest=piece.digest,
        **{
            name: [row.key for row in piece.filed.all() if row.shelf == shelf]
            for name, shelf in (("doing", "doing"), ("themes", "theme"), ("steps", "step"))
        },
    )
    return _begin(by, page, layer=layer, began_from="national")


@transaction.atomic
def begin_from_proposal(by, *, uuid) -> ToolkitPage:
    """A draft from what a practitioner proposed; the proposal says that it was taken up, and by whom."""
    proposal = proposal_for(by, uuid)
    if proposal.about:
        page = begin_replacement(by, slug=proposal.about)
    else:
        words = {
            "Seen": proposal.seen,
            "May matter because": proposal.may_matter,
            "May also be": proposal.may_also_be,
            "Ask": proposal.ask,
            "How sound this is": "From practice. Nobody has checked it against a published source yet.",
        }
        page = _begin(
            by,
            ToolkitPage(
                title=proposal.title,
                slug=slugify(proposal.title)[:LONGEST_SLUG] or "sign",
                kind=Kind.INDICATOR,
                body=[
                    ("section", {"heading": h, "text": linebreaks(words[h], autoescape=True)})
                    for h in HEADINGS[Kind.INDICATOR]
                ],
                evidence="practice-knowledge",
                seen_where=proposal.where[:200],
                source="Practice knowledge of this authority",
                audience="Practitioners",
            ),
            layer="local",
            began_from="proposal",
        )
    take_up_proposal(by, proposal=proposal, slug=page.slug, draft=page.translation_key)
    return page


@transaction.atomic
def begin_from_answer(
    by, *, title: str, asked: str, first: str, why: str, themes: list[str], source: str, review_on
) -> ToolkitPage:
    """A draft from a question and its answer, whole, which waits for a second person from now on. Readers see its source.

    `asked` is found by search. Asked by coaching, after its own rule.
    """
    words = dict(zip(HEADINGS[Kind.GUIDANCE], (first, why), strict=True))
    slug = slugify(title)[:LONGEST_SLUG] or "answer"
    taken = set(ToolkitPage.objects.filter(slug__startswith=slug[:70]).values_list("slug", flat=True))
    free = (f"{slug[: LONGEST_SLUG - 4]}-{number}" for number in range(2, 999))
    page = ToolkitPage(
        title=title,
        slug=slug if slug not in taken and shown_at(by, slug) is None else next(s for s in free if s not in taken),
        kind=Kind.GUIDANCE,
        summary=asked,
        body=[("section", {"heading": h, "text": linebreaks(text, autoescape=True)}) for h, text in words.items()],
        source=source,
        owner_role="Specialist",
        audience="Practitioners",
        checked_on=timezone.localdate(),
        review_on=review_on,
        asked=asked,
        themes=themes,
    )
    page = _begin(by, page, layer="local", began_from="answer")
    page.get_workflow().start(page, by)
    return page


@transaction.atomic
def retire_page(by, *, slug: str, why: str) -> None:
    """A page of the person’s layer is taken out of the toolkit, with the reason."""
    page = find(queries.pages_of(by).filter(slug=slug))
    page.retire(by, why)


@transaction.atomic
def answer_page(by, *, page: ToolkitPage, approved: bool, comment: str = "", read: int | None = None) -> ToolkitPage:
    """A page that waited is approved, and shown now or from the day that it names; or back with its writer.

    Whoever wrote it never answers it. What was answered meanwhile stays as it was answered. Raises NotFound,
    ReadAnother where `read` (the version that the person had before them) is not the one that waits, and BadContent
    where the words lack what their kind must have; then nothing was changed.
    """
    require(rules.may_answer(by, page))
    state = page.workflow_states.filter(status=WorkflowState.STATUS_IN_PROGRESS).select_for_update(of=("self",)).first()
    if state is None:
        return page
    task = state.current_task_state.specific
    if read is not None and read != task.revision_id:
        raise ReadAnother
    keep_groups(by)
    try:
        if approved:
            task.revision.as_object().as_whole()
        task.task.specific.on_action(task, by, "approve" if approved else "reject", comment=comment)
    except ValidationError as fault:
        raise BadContent(" ".join(fault.messages)) from fault
    return ToolkitPage.objects.get(pk=page.pk)


@transaction.atomic
def unschedule_page(by, *, page: ToolkitPage) -> None:
    """What was approved for a later day is not shown then: it is a draft again. A second time changes nothing."""
    require(writers_of(page.place()).filter(pk=by.pk).exists())
    if page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None):
        record(PageUnscheduled(subject=page.subject), by=by)


def publish_what_is_due() -> None:
    """Pages that were approved for a moment that has come are shown.

    What cannot be shown any more (its approver writes here no longer, or it is not whole) is a draft again, and its
    writer is told; nothing else waits for it.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now()).order_by("approved_go_live_at", "pk")
    for revision in due.select_related("user"):
        try:
            with transaction.atomic():
                revision.publish()
        except (BadContent, NotFound, PermissionDenied, ValidationError):
            with transaction.atomic():
                Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
                page = revision.content_object
                to = f"person:{revision.user.uuid}" if revision.user else ""
                record(PageNotShown(subject=page.subject, to=to), by=WORKER)


@transaction.atomic
def hand_over_page(by, *, key, to) -> None:
    """Another writer of the layer sees to the page. Asked by handover, after its own rule."""
    page = find(ToolkitPage.objects.filter(translation_key=key))
    require(writers_of(page.place()).filter(pk=to.pk).exists())
    Page.objects.filter(pk=page.pk).update(owner=to)
    Carried.objects.filter(kind="page", key=str(key)).delete()
    record(PageHandedOver(subject=page.subject, to=f"person:{to.uuid}"), by=by)
