"""What an authority does with a page that is not its own: hide, note, sign off, keep ours."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.queries import locked_person

from ..events import NoteKept, PieceHidden, PieceSignedOff
from ..markdown import clean, html
from ..models import Hiding, Left, LocalNote, SignedOff
from ..queries import beneath_ours, piece_for
from ..rules import may_publish


@transaction.atomic
def hide_piece(by, *, slug: str, why: str) -> None:
    """The person’s authority does not show this page. A second time changes nothing."""
    require(may_publish(by, "local"))
    piece = piece_for(by, slug)
    _, made = Hiding.objects.get_or_create(
        authority=by.authority, slug=piece.slug, ended_at=None, defaults={"why": why, "by": by}
    )
    if made:
        record(PieceHidden(subject=f"toolkit:{piece.slug}", hidden=True), by=by)


@transaction.atomic
def show_piece(by, *, slug: str) -> None:
    """A hidden page is shown again."""
    require(may_publish(by, "local"))
    if Hiding.objects.filter(authority=by.authority, slug=slug, ended_at=None).update(ended_at=timezone.now()):
        record(PieceHidden(subject=f"toolkit:{slug}", hidden=False), by=by)


@transaction.atomic
def add_note(by, *, slug: str, text: str) -> None:
    """The authority’s own words stand at the top of a page that is not its own."""
    require(may_publish(by, "local"))
    piece = piece_for(by, slug)
    kept = clean(html(text))
    locked_person(by)
    if not LocalNote.objects.filter(authority=by.authority, slug=piece.slug, text=kept, ended_at=None).exists():
        LocalNote.objects.create(authority=by.authority, slug=piece.slug, text=kept, by=by)
        record(NoteKept(subject=f"toolkit:{piece.slug}", kept=True), by=by)


@transaction.atomic
def take_away_notes(by, *, slug: str) -> None:
    """The authority’s notes on a page are gone from it; they stay in the database with their end."""
    require(may_publish(by, "local"))
    if LocalNote.objects.filter(authority=by.authority, slug=slug, ended_at=None).update(ended_at=timezone.now()):
        record(NoteKept(subject=f"toolkit:{slug}", kept=False), by=by)


@transaction.atomic
def sign_off_piece(by, *, slug: str) -> None:
    """The authority says that the page may be used as it stands now; another edition asks again."""
    require(may_publish(by, "local"))
    edition = piece_for(by, slug).editions.order_by("-number")[0]
    _, made = SignedOff.objects.get_or_create(authority=by.authority, edition=edition, defaults={"by": by})
    if made:
        record(PieceSignedOff(subject=f"toolkit:{slug}", edition=edition.number), by=by)


@transaction.atomic
def keep_ours(by, *, slug: str) -> None:
    """The authority has read what changed beneath its page and leaves its own as it is. A bookmark; it leaves no event."""
    _, beneath = beneath_ours(by, slug)
    Left.objects.get_or_create(
        authority=by.authority, edition=beneath.editions.order_by("-number")[0], defaults={"by": by}
    )
