"""What is being written: one page of one layer, before and after it is published."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail import blocks
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import CommentPanel, FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState
from wagtail.rich_text import expand_db_html

from kith.people.queries import person_by_key
from kith.toolkit.actions import BadContent, Content, publish_piece, retire_piece
from kith.toolkit.queries import as_shown, piece_of_layer
from kith.toolkit.words import HEADINGS, About, Doing, Evidence, Fits, Kind, Shelf, Theme

from .rules import writers_since, wrote
from .widgets import Day, Moment

WRITTEN_WITH = ["h3", "h4", "bold", "italic", "ol", "ul", "link"]


class LayerPage(Page):
    """The place below which one authority, or one region, writes. Readers never see it."""

    authority = models.OneToOneField("people.Authority", models.PROTECT, null=True, blank=True, related_name="+")
    region = models.OneToOneField("people.Region", models.PROTECT, null=True, blank=True, related_name="+")

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["editing.ToolkitPage"]
    max_count_per_parent = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(authority__isnull=True, region__isnull=False)
                | Q(authority__isnull=False, region__isnull=True),
                name="place_of_one_layer",
            )
        ]

    @property
    def layer(self) -> str:
        """“local” or “regional”, as the toolkit calls it."""
        return "local" if self.authority_id else "regional"


class SectionBlock(blocks.StructBlock):
    """One heading with its words."""

    heading = blocks.CharBlock(
        max_length=80, help_text="Each kind of page has its own headings; see “What this page needs”."
    )
    text = blocks.RichTextBlock(features=WRITTEN_WITH, max_length=20_000)

    class Meta:
        icon = "list-ul"
        label = "Section"


class ChoiceBlock(blocks.StructBlock):
    """One thing that a reader may do in a scene, or answer to a question for later."""

    words = blocks.CharBlock(max_length=300, label="What the worker does")
    then = blocks.TextBlock(required=False, max_length=2000, label="What follows", help_text="In the story; no blame.")
    why = blocks.TextBlock(max_length=2000, label="What experienced workers say, and why")
    fits = blocks.ChoiceBlock(choices=Fits.choices, label="How well it fits")
    to = blocks.CharBlock(
        required=False, max_length=60, label="Leads to", help_text="The short name of the scene that follows."
    )

    class Meta:
        icon = "arrow-right"
        label = "Choice"


class SceneBlock(blocks.StructBlock):
    """One scene of a short module. Where nothing is asked, the story ends."""

    key = blocks.RegexBlock(
        r"^[a-z0-9-]+$",
        max_length=60,
        label="Short name",
        help_text="Small letters, figures and hyphens; choices lead to it by this name.",
        error_messages={"invalid": "Use small letters, figures and hyphens alone."},
    )
    title = blocks.CharBlock(max_length=120)
    text = blocks.TextBlock(max_length=4000, label="What happens", help_text="Leave a line empty between paragraphs.")
    ask = blocks.CharBlock(
        required=False, max_length=300, label="The question", help_text="Empty where the story ends."
    )
    choices = blocks.ListBlock(ChoiceBlock(), default=[], label="Choices")

    class Meta:
        icon = "doc-full"
        label = "Scene"


class FollowUpBlock(blocks.StructBlock):
    """A question some days after the end of a short module."""

    days = blocks.IntegerBlock(min_value=1, max_value=200, label="After how many days?")
    ask = blocks.TextBlock(max_length=1000, label="The question")
    choices = blocks.ListBlock(ChoiceBlock(), default=[], label="Answers")

    class Meta:
        icon = "history"
        label = "Question for later"


def _as_kept(stream) -> list[dict]:
    """Scenes or questions of the editor as the toolkit keeps them: plain words and figures alone."""
    return [{**block.value, "choices": [dict(choice) for choice in block.value["choices"]]} for block in stream or ()]


# What no database of ours and no page can hold; it comes hidden in what the box for words sends.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
NOT_WRITABLE = "The words hold a sign that cannot be written. Take it out and type it anew."
# Parts of the toolkit’s own page that are called otherwise here.
FIELD_OF = {"sections": "body", "owner": "owner_role", "last_checked": "checked_on", "next_review": "review_on"}


class ToolkitForm(WagtailAdminPageForm):
    """Lists as boxes to tick; what is missing is said before anybody is asked to approve."""

    doing = forms.MultipleChoiceField(
        choices=Doing.choices, widget=forms.CheckboxSelectMultiple, required=False, label="For somebody who says"
    )
    themes = forms.MultipleChoiceField(choices=Theme.choices, widget=forms.CheckboxSelectMultiple, required=False)
    about = forms.MultipleChoiceField(
        choices=About.choices, widget=forms.CheckboxSelectMultiple, required=False, label="What one becomes surer of"
    )

    # The days stand in a tab of their own, so that a writer sets them who may not publish.
    show_schedule_publishing_toggle = False

    def clean(self):
        said = super().clean()
        if self.instance.pk and self.instance.first_published_at and said.get("slug"):
            before = ToolkitPage.objects.values_list("slug", flat=True).get(pk=self.instance.pk)
            if said["slug"] != before:
                self.add_error("slug", "The address stays once a page was shown. Retire this page and begin another.")
        if any(
            UNWRITABLE.search(f"{block.value['heading']}{block.value['text'].source}")
            for block in said.get("body") or ()
        ):
            self.add_error("body", NOT_WRITABLE)
        for name in ("scenes", "follow_ups"):
            if UNWRITABLE.search(str(said[name].get_prep_value()) if said.get(name) else ""):
                self.add_error(name, NOT_WRITABLE)
        # A draft may be unfinished; only what is to be approved must be whole.
        if "action-submit" in self.data or "action-restart-workflow" in self.data:
            page = ToolkitPage(**{name: said.get(name) for name in ToolkitPage.SAID if said.get(name) is not None})
            page.body, page.slug = said.get("body") or [], said.get("slug") or "page"
            page.scenes, page.follow_ups = said.get("scenes") or [], said.get("follow_ups") or []
            try:
                page.as_whole()
            except BadContent as bad:
                for part, words in bad.faults:
                    field = FIELD_OF.get(part, part)
                    # What is wrong with a field by itself was said, and what is missing may be there.
                    if field not in self.errors:
                        self.add_error(field if field in self.fields else None, ValidationError(words))
        return said


class ToolkitPage(Page):
    """One page of the toolkit as its layer writes it: drafts, comments and history here; what is published in `toolkit`."""

    SAID = (
        *("title", "kind", "summary", "source", "source_date", "owner_role", "audience", "checked_on", "review_on"),
        *("doing", "themes", "steps", "contacts", "related", "asked", "evidence", "seen_where", "local_sign_off"),
        *("minutes", "tier", "about", "care"),
    )

    kind = models.CharField(max_length=30, choices=Kind, default=Kind.GUIDANCE)
    summary = models.CharField(max_length=300, blank=True, help_text="One sentence that says what the reader gets.")
    body = StreamField([("section", SectionBlock())], blank=True)
    source = models.CharField(max_length=400, blank=True, help_text="Documents by name and publisher.")
    source_date = models.CharField(max_length=160, blank=True)
    owner_role = models.CharField("owner", max_length=120, blank=True, help_text="A role, never a person’s name.")
    audience = models.CharField(max_length=160, blank=True, default="Everyone")
    checked_on = models.DateField("last checked", null=True, blank=True)
    review_on = models.DateField("next review", null=True, blank=True)
    doing = models.JSONField(default=list, blank=True)
    themes = models.JSONField(default=list, blank=True)
    steps = models.JSONField(default=list, blank=True)
    contacts = models.JSONField(default=list, blank=True)
    related = models.JSONField(default=list, blank=True)
    asked = models.TextField(
        "ways of asking for it", blank=True, help_text="One on each line, in workers’ words. Search reads them."
    )
    # Of a short module: what is told and asked, and what it is about.
    scenes = StreamField([("scene", SceneBlock())], blank=True)
    follow_ups = StreamField([("question", FollowUpBlock())], blank=True, verbose_name="questions for later")
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For a short module: how long it takes."
    )
    tier = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For which tier of training it is first meant, from 1."
    )
    about = models.JSONField(default=list, blank=True)
    care = models.CharField(
        "what may be hard in it", max_length=300, blank=True, help_text="One sentence, said before the story begins."
    )
    evidence = models.CharField(
        max_length=30, choices=Evidence, blank=True, help_text="For an indicator: how sound it is."
    )
    seen_where = models.CharField(
        max_length=200, blank=True, help_text="For an indicator: where it was seen. Name no child."
    )
    local_sign_off = models.BooleanField("needs local sign-off", default=False)
    why = models.CharField(
        "what changed, and why", max_length=400, blank=True, help_text="Readers see this under “What has changed”."
    )
    # The national page that this one began from, and its digest then, so that a later change beneath can be shown.
    beneath = models.SlugField(max_length=80, blank=True, editable=False)
    beneath_digest = models.CharField(max_length=64, blank=True, editable=False)

    base_form_class = ToolkitForm
    parent_page_types = ["editing.LayerPage"]
    subpage_types: list[str] = []
    show_in_menus_default = False

    content_panels = [
        FieldPanel("title", help_text="As readers see it."),
        FieldPanel("kind"),
        FieldPanel("summary"),
        HelpPanel(template="editing/needs.html", heading="What this page needs"),
        FieldPanel("body"),
        FieldPanel("scenes"),
        FieldPanel("follow_ups"),
        FieldPanel("why"),
    ]
    about_panels = [
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("source_date"), FieldPanel("owner_role"), FieldPanel("audience")],
            heading="Where it comes from",
        ),
        MultiFieldPanel(
            [FieldPanel("checked_on", widget=Day), FieldPanel("review_on", widget=Day), FieldPanel("local_sign_off")],
            heading="How old it is",
        ),
        MultiFieldPanel([FieldPanel("doing"), FieldPanel("themes")], heading="Where it is found"),
        FieldPanel("asked"),
        MultiFieldPanel([FieldPanel("evidence"), FieldPanel("seen_where")], heading="For an indicator"),
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("tier"), FieldPanel("about"), FieldPanel("care")],
            heading="For a short module",
        ),
        FieldPanel("slug", help_text="The same as a national page’s: this page stands in its place."),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Words"),
            ObjectList(about_panels, heading="About this page"),
            ObjectList(
                [
                    CommentPanel(),
                    FieldPanel(
                        "go_live_at",
                        heading="Shown from",
                        widget=Moment,
                        help_text="Once it is approved. Empty: at once.",
                    ),
                ],
                heading="When",
            ),
        ]
    )
    promote_panels: list = []
    settings_panels: list = []

    def place(self) -> LayerPage:
        """The layer below which this page stands."""
        return self.get_parent().specific

    @property
    def subject(self) -> str:
        """What the trail calls the page: by its address once readers were shown it. Before that the address is what its
        writer made of a title, and the page is called by an identifier that says nothing.
        """
        return f"toolkit:{self.slug}" if self.first_published_at else f"page:{self.translation_key}"

    def as_content(self) -> Content:
        """What the page says now, in the toolkit’s shape; not yet cleaned, and perhaps not whole."""
        today = timezone.localdate()
        return Content(
            slug=self.slug,
            kind=self.kind,
            title=self.title or "",
            summary=self.summary or "",
            sections=tuple(
                (block.value["heading"], expand_db_html(block.value["text"].source)) for block in (self.body or [])
            ),
            source=self.source or "",
            source_date=self.source_date or "",
            owner=self.owner_role or "",
            audience=self.audience or "",
            last_checked=self.checked_on or today,
            next_review=self.review_on or today,
            shelves={
                Shelf.DOING.value: list(self.doing or []),
                Shelf.THEME.value: list(self.themes or []),
                Shelf.STEP.value: list(self.steps or []),
            },
            asked=[line.strip() for line in (self.asked or "").splitlines() if line.strip()],
            related=list(self.related or []),
            links=self._links_beneath(),
            contacts=list(self.contacts or []),
            more=self._more(),
            needs_local_sign_off=self.local_sign_off,
        )

    def _more(self) -> dict:
        """What only an indicator, or a short module, has."""
        if self.kind == Kind.MODULE:
            said: dict[str, object] = {"minutes": self.minutes, "tier": self.tier or 0}
            said |= {"about": list(self.about or []), "care": self.care or ""}
            return {**said, "scenes": _as_kept(self.scenes), "follow_ups": _as_kept(self.follow_ups)}
        seen = (("evidence", self.evidence), ("seen_where", self.seen_where))
        return {key: value for key, value in seen if value and self.kind == Kind.INDICATOR}

    def as_whole(self) -> Content:
        """What the page says, fit to be shown. Raises BadContent with a sentence for everything that is missing.

        The days are a person’s word: none is made up for whoever gave none.
        """
        days = (
            ("last_checked", self.checked_on, "does not say on which day it was last checked"),
            ("next_review", self.review_on, "does not say when it is to be reviewed next"),
        )
        undated = [(part, f"“{self.title or self.slug}” {words}.") for part, day, words in days if day is None]
        content, faults = self.as_content(), []
        try:
            content = content.cleaned()
        except BadContent as bad:
            faults = [row for row in bad.faults if not undated or row[0] != "next_review"]
        faults += undated
        if faults:
            raise BadContent(" ".join(words for _, words in faults), faults)
        return content

    def _links_beneath(self) -> list:
        """The links of the page that this one began from: whoever changes its words keeps its sources."""
        national = piece_of_layer(self.beneath, authority_id=None, region_id=None) if self.beneath else None
        return national.links if national is not None else []

    def publish(self, revision, user=None, **how):
        """The revision is live, and the toolkit shows it, approved by another than its writer. All or nothing.

        Wagtail asks here for a permission to publish, which nobody has: what counts is the approval of this very
        revision. Raises PermissionDenied without one, and BadContent where the page lacks what its kind must have.
        """
        state = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).order_by("-pk").first()
        approver, writers = (state.finished_by if state else None), writers_since(self, up_to=revision.pk)
        if approver is None or not writers or approver.pk in writers:
            raise PermissionDenied("A page is approved by another person than its writer.")
        if revision.created_at > state.finished_at:
            raise PermissionDenied("What was approved was changed afterwards.")
        before = ToolkitPage.objects.get(pk=self.pk)
        if before.first_published_at and revision.content.get("slug") != before.slug:
            raise BadContent("The address stays once a page was shown. Retire this page and begin another.")
        with transaction.atomic():
            super().publish(revision, user=user, **{**how, "skip_permission_checks": True})
            live = ToolkitPage.objects.get(pk=self.pk)
            if not live.live or live.live_revision_id != revision.pk:
                return  # scheduled: `kith worker` publishes it when its time has come
            publish_piece(
                approver,
                content=live.as_whole(),
                layer=live.place().layer,
                why=live.why,
                written_by=person_by_key(writers[-1]),
                draft=self.translation_key,
            )

    def retire(self, by, why: str) -> None:
        """The page is taken out of the toolkit, which says why; its history stays."""
        with transaction.atomic():
            place = self.place()
            piece = piece_of_layer(self.slug, authority_id=place.authority_id, region_id=place.region_id)
            if piece is not None:
                retire_piece(by, piece=piece, why=why)
            # Who may retire was asked by the toolkit's rule; nobody has Wagtail's permission to unpublish.
            UnpublishPageAction(self, user=by).execute(skip_permission_checks=True)

    def get_url_parts(self, request=None):
        """Readers find the page in the toolkit."""
        return (1, "", reverse("toolkit:piece", args=[self.slug]))

    def serve_preview(self, request, mode_name):
        """The page as readers will see it, from what is typed now."""
        faults = ""
        content = self.as_content()
        try:
            content = self.as_whole()
        except BadContent as fault:
            faults = str(fault)
        now = timezone.now()
        return TemplateResponse(
            request,
            "editing/preview.html",
            {
                "piece": as_shown(content),
                "whole": True,
                "faults": faults,
                "now": now,
                "expires": (now + timedelta(days=91)).date(),
            },
        )

    def headings_wanted(self) -> tuple[str, ...]:
        return HEADINGS.get(self.kind, ())


class WaitsForSecondPerson(WorkflowLock):
    """Nobody changes what waits for an answer; the frame says where the answer is given."""

    def get_message(self, user):
        return format_html(
            "This page waits for a second person, and nobody changes it meanwhile. "
            '<a href="{}">Read it, and see who may answer</a>',
            reverse("editing:answer", args=[self.object.translation_key]),
        )

    def get_description(self, user, can_lock=False):
        return "It waits for a second person’s answer"


class SecondPerson(AbstractGroupApprovalTask):
    """Approval by somebody of the layer who did not write the page. Nobody approves their own words, by any door."""

    lock_class = WaitsForSecondPerson

    def get_actions(self, obj, user):
        return [] if wrote(user, obj) else super().get_actions(obj, user)

    def locked_for_user(self, obj, user):
        # Whoever changed a word would be its writer, and could not approve: while it waits, nobody changes it.
        return True

    def on_action(self, task_state, user, action_name, **kwargs):
        """Raises PermissionDenied for the writer, whichever address was used."""
        if action_name in ("approve", "reject"):
            obj = task_state.workflow_state.content_object
            if not self._user_in_groups(user) or wrote(user, obj):
                raise PermissionDenied("A page is approved by another person than its writer.")
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)

    @classmethod
    def get_description(cls):
        return "Somebody of the same layer approves; never the writer"
