"""What has changed: since somebody last looked, and by mail."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from ..models import ChangesByMail, Edition, LastLook, LocalNote, PageDocument, Piece
from ..rules import layers_of
from ..words import Beside, Change, Kind
from .layers import _shown
from .searching import WEEK


@dataclass(frozen=True)
class Changed:
    """One thing that changed for a reader: the page it is about, what happened and when.

    `key` is of this change alone, `about` of all of its sort on one page. `why` and `title` are public; `more` (a
    document’s title, and why it was taken out) is for pages of Kith alone.
    """

    key: str
    about: str
    change: Change | Beside
    at: datetime
    slug: str
    title: str
    kind: str
    why: str = ""
    more: str = ""

    @property
    def words(self) -> str:
        """What happened, in a word or a few: “New”, “Document added”."""
        return str(self.change.label)

    @property
    def kind_words(self) -> str:
        """The kind of the page, as a reader is told it."""
        return str(Kind(self.kind).label)


def last_look_of(person) -> datetime | None:
    """When the person last said that they had seen what changed."""
    return LastLook.objects.filter(person=person).values_list("at", flat=True).first()


def _editions(person, within, at_most) -> list[Changed]:
    local, regional, national = layers_of(person)
    reached = Piece.objects.filter(local | regional | national).filter(Q(retired=True) | Q(pk__in=_shown(person)))
    rows = Edition.objects.filter(within("at"), piece__in=reached).select_related("piece").order_by("-at", "-pk")
    return [
        Changed(
            key=f"{row.piece.layer}/{row.piece.slug}/{row.number}",
            about=f"page:{row.piece_id}",
            change=Change(row.change),
            at=row.at,
            slug=row.piece.slug,
            title=row.piece.title,
            kind=row.piece.kind,
            why=row.why,
        )
        for row in rows[:at_most]
    ]


def _besides(person, within, at_most) -> list[tuple[str, str, Beside, datetime, str]]:
    """What stands beside pages of the person’s layers, added or gone: (key, slug, what, when, more)."""
    notes = LocalNote.objects.filter(authority_id=person.authority_id, slug__in=_shown(person).values("slug"))
    local, regional, _ = layers_of(person)
    documents = PageDocument.objects.filter(local | regional, approved_at__isnull=False).defer("content")
    documents = documents.filter(slug__in=_shown(person).values("slug"))
    # One in whose place a newer one stands is not gone: the newer one is what changed.
    newer = PageDocument.objects.filter(replaces=OuterRef("pk"), approved_at__lte=OuterRef("ended_at"))
    gone = documents.exclude(Exists(newer))

    def newest(rows, field):
        return rows.filter(within(field)).order_by(f"-{field}", "-pk")[:at_most]

    return [
        *((f"note/{row.pk}", row.slug, Beside.NOTE, row.at, "") for row in newest(notes, "at")),
        *((f"note/{row.pk}/gone", row.slug, Beside.NOTE_GONE, row.ended_at, "") for row in newest(notes, "ended_at")),
        *(
            (f"document/{row.uuid}", row.slug, Beside.DOCUMENT, row.approved_at, f"“{row.title}”.")
            for row in newest(documents, "approved_at")
        ),
        *(
            (
                f"document/{row.uuid}/gone",
                row.slug,
                Beside.DOCUMENT_GONE,
                row.ended_at,
                f"“{row.title}”. {row.ended_because}",
            )
            for row in newest(gone, "ended_at")
        ),
    ]


def changes_for(
    person, *, since: datetime | None = None, until: datetime | None = None, at_most: int | None = None
) -> list[Changed]:
    """What changed since a moment (or ever), until another (or now), for this person, the newest first: editions of pages
    that reach them, and local notes and documents on pages that they are shown, of their own authority and region alone.
    """

    def within(field: str) -> Q:
        rows = Q(**{f"{field}__isnull": False})
        if since is not None:
            rows &= Q(**{f"{field}__gt": since})
        return rows if until is None else rows & Q(**{f"{field}__lte": until})

    found = _editions(person, within, at_most)
    besides = _besides(person, within, at_most)
    if besides:
        pages = {row.slug: row for row in _shown(person).filter(slug__in={slug for _, slug, *_ in besides})}
        for key, slug, what, at, more in besides:
            page = pages[slug]
            found.append(
                Changed(
                    key=key,
                    about=f"{what}:{slug}",
                    change=what,
                    at=at,
                    slug=slug,
                    title=page.title,
                    kind=page.kind,
                    more=more,
                )
            )
    # Editions of one moment stay in their order; what stands beside comes after them.
    found.sort(key=lambda row: row.at, reverse=True)
    return found[:at_most]


def wants_changes(person) -> bool:
    """True where the person asked to be sent what changes."""
    return ChangesByMail.objects.filter(person=person).exists()


def _newest() -> datetime | None:
    """When anything changed last, for anybody."""
    moments = [
        Edition.objects.order_by("-at").values_list("at", flat=True).first(),
        LocalNote.objects.order_by("-at").values_list("at", flat=True).first(),
        LocalNote.objects.order_by(F("ended_at").desc(nulls_last=True)).values_list("ended_at", flat=True).first(),
        PageDocument.objects.order_by(F("approved_at").desc(nulls_last=True))
        .values_list("approved_at", flat=True)
        .first(),
        PageDocument.objects.order_by(F("ended_at").desc(nulls_last=True)).values_list("ended_at", flat=True).first(),
    ]
    return max((at for at in moments if at is not None), default=None)


def wishes_due(now: datetime) -> list[tuple[ChangesByMail, datetime]]:
    """Who asked to be sent what changes, may sign in, and was sent nothing for a week, with the moment from which
    something is new to them; for the worker alone.
    """
    newest = _newest()
    if newest is None:
        return []
    rows = ChangesByMail.objects.filter(
        until__lte=now - WEEK, until__lt=newest, person__is_active=True, person__wants_mail=True
    )
    rows = rows.select_related("person__authority").order_by("pk")
    looked = dict(LastLook.objects.filter(person__in=rows.values("person")).values_list("person_id", "at"))
    return [(row, max(row.until, looked.get(row.person_id, row.until))) for row in rows]
