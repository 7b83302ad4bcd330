"""Putting pages into the toolkit and taking them out. Every text is cleaned here, whoever brings it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

from .content import BadContent, Content
from .events import (
    NoteKept,
    PieceHidden,
    PiecePublished,
    PieceRetired,
    PieceSignedOff,
    ProposalAnswered,
    ProposalMade,
    StarterLoaded,
)
from .markdown import clean, html
from .models import (
    Edition,
    EmptySearch,
    Filed,
    Hiding,
    LastLook,
    Left,
    LocalNote,
    Piece,
    Proposal,
    SearchCount,
    SignedOff,
    Useful,
)
from .passages import index, unindex
from .queries import beneath_ours, piece_for
from .retrieval import known_words
from .rules import may_publish
from .words import Change, ProposalState

STARTER = "system:starter"
__all__ = ["BadContent", "Content"]  # what other rooms write with
# Written in `Content` and in `Piece` under the same name.
SAME_NAMED: tuple[str, ...] = (
    *("slug", "kind", "title", "summary", "source", "source_date", "owner", "audience", "last_checked", "next_review"),
    *("valid_from", "valid_to", "needs_local_sign_off", "unverified", "asked", "related", "contacts", "links", "more"),
    *("innocent", "digest"),
)


def _edition(piece: Piece, content: Content, *, change: str, why: str = "", written_by=None, approved_by=None):
    last = piece.editions.order_by("-number").values_list("number", flat=True).first() or 0
    return Edition.objects.create(
        piece=piece,
        number=last + 1,
        change=change,
        why=why,
        written_by=written_by,
        approved_by=approved_by,
        content=content.as_kept(),
    )


def _put(content: Content, *, authority=None, region=None, **said) -> tuple[Piece, Edition | None]:
    """The layer's page says this from now on; no new edition where it says so already."""
    piece = Piece.objects.select_for_update().filter(authority=authority, region=region, slug=content.slug).first()
    if piece is not None and piece.digest == content.digest and not piece.retired:
        return piece, None
    change = Change.NEW if piece is None or piece.retired else Change.CHANGED
    piece = piece or Piece(authority=authority, region=region)
    for name in SAME_NAMED:
        setattr(piece, name, getattr(content, name))
    piece.sections = [{"heading": heading, "text": text} for heading, text in content.sections]
    piece.retired, piece.retired_because = False, ""
    piece.save()
    piece.filed.all().delete()
    Filed.objects.bulk_create(
        Filed(piece=piece, shelf=shelf, key=key)
        for shelf, keys in content.shelves.items()
        for key in dict.fromkeys(str(key) for key in keys)
    )
    index(piece)
    return piece, _edition(piece, content, change=change, **said)


def _take_out(piece: Piece, *, why: str, **said) -> Edition:
    """The page is retired: on no shelf and in no search, still readable at its address, and says why."""
    last = piece.editions.order_by("-number")[0]
    piece.retired, piece.retired_because = True, why
    piece.save(update_fields=["retired", "retired_because"])
    unindex(piece)
    return Edition.objects.create(
        piece=piece, number=last.number + 1, change=Change.RETIRED, why=why, content=last.content, **said
    )


@transaction.atomic
def load_national(contents: list[Content]) -> dict[str, int]:
    """The national layer holds these pages and no others; returns how many were new, changed, retired, the same.

    Pages of regions and authorities are never touched.
    """
    counts = {"new pages": 0, "changed pages": 0, "retired pages": 0, "pages as before": 0}
    national = Piece.objects.filter(authority=None, region=None, retired=False)
    known = dict(national.values_list("slug", "digest"))
    for content in contents:
        # Most loads change nothing, and ask once for all pages.
        edition = None if known.get(content.slug) == content.digest else _put(content)[1]
        name = "pages as before" if edition is None else f"{edition.change} pages"
        counts[name] += 1
    gone = national.exclude(slug__in=[content.slug for content in contents])
    for piece in gone.order_by("slug"):
        _take_out(piece, why="No longer part of what comes with Kith.")
        counts["retired pages"] += 1
    if counts["new pages"] or counts["changed pages"] or counts["retired pages"]:
        record(
            StarterLoaded(
                subject="toolkit:national",
                new=counts["new pages"],
                changed_pages=counts["changed pages"],
                retired=counts["retired pages"],
                same=counts["pages as before"],
            ),
            by=STARTER,
        )
    return {name: count for name, count in counts.items() if count}


@transaction.atomic
def publish_piece(by, *, content: Content, layer: str, why: str = "", written_by=None) -> Piece:
    """The page stands in the person's own layer, approved by them and written by somebody else.

    `layer` is “local” or “regional”. Raises BadContent where the page is not whole, NotFound where the person may not.
    """
    require(may_publish(by, layer) and (written_by is None or written_by != by))
    content = content.cleaned()
    piece, edition = _put(
        content,
        authority=by.authority if layer == "local" else None,
        region=by.authority.region if layer == "regional" else None,
        why=why,
        written_by=written_by,
        approved_by=by,
    )
    for proposal in Proposal.objects.filter(
        authority=by.authority, slug=piece.slug, state=ProposalState.TAKEN
    ).select_for_update():
        _answer(by, proposal, state=ProposalState.PUBLISHED)
    if edition is not None:
        event = PiecePublished(subject=f"toolkit:{piece.slug}", layer=layer, edition=edition.number)
        record(event, by=by)
    return piece


@transaction.atomic
def retire_piece(by, *, piece: Piece, why: str) -> None:
    """A page of the person's own layer is retired, and says why. A second time changes nothing."""
    require(may_publish(by, piece.layer))
    piece = Piece.objects.select_for_update().get(pk=piece.pk)
    if piece.retired:
        return
    edition = _take_out(piece, why=why, approved_by=by)
    record(PieceRetired(subject=f"toolkit:{piece.slug}", layer=piece.layer, edition=edition.number), by=by)


@transaction.atomic
def note_look(by) -> None:
    """What changed until now is seen. Leaves no event: it is a bookmark, not an act."""
    LastLook.objects.update_or_create(person=by, defaults={"at": timezone.now()})


@transaction.atomic
def count_search(by, *, question: str, found: int) -> None:
    """One more search of the authority on this day; words that found nothing go to its editors. Never who asked.

    Of the words only those are kept that the toolkit knows, so that no name is ever among them (security.md, part 8).
    """
    day = timezone.localdate()
    row, _ = SearchCount.objects.get_or_create(authority_id=by.authority_id, day=day)
    SearchCount.objects.filter(pk=row.pk).update(asked=F("asked") + 1, empty=F("empty") + (0 if found else 1))
    kept = known_words(question)
    if not found and kept:
        empty, made = EmptySearch.objects.get_or_create(
            authority_id=by.authority_id, words=kept, defaults={"last_day": day}
        )
        if not made:
            EmptySearch.objects.filter(pk=empty.pk).update(times=F("times") + 1, last_day=day, answered=False)


@transaction.atomic
def propose(by, *, once_key: str, about: str = "", **words) -> Proposal:
    """What a practitioner proposes waits for the editors of their authority. The same button twice makes one.

    `about` is a page that they are shown; without it the proposal is a new sign and says what else it may mean.
    """
    there = Proposal.objects.filter(by=by, once_key=once_key).first()
    if there is not None:
        return there
    if about:
        about = piece_for(by, about).slug
    proposal = Proposal.objects.create(authority=by.authority, about=about, by=by, once_key=once_key, **words)
    record(ProposalMade(subject=f"proposal:{proposal.uuid}", about=about, authority_key=by.authority.key), by=by)
    return proposal


def _answer(by, proposal: Proposal, *, state: str, why: str = "", slug: str = "") -> None:
    proposal.state, proposal.why, proposal.slug = state, why, slug or proposal.slug
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.save(update_fields=["state", "why", "slug", "answered_by", "answered_at"])
    record(
        ProposalAnswered(subject=f"proposal:{proposal.uuid}", state=state, proposer=f"person:{proposal.by.uuid}"), by=by
    )


@transaction.atomic
def take_up_proposal(by, *, proposal: Proposal, slug: str) -> None:
    """An editor writes a page from it; whoever proposed it is told."""
    require(may_publish(by, "local") and proposal.authority_id == by.authority_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state == ProposalState.NEW:
        _answer(by, proposal, state=ProposalState.TAKEN, slug=slug)


@transaction.atomic
def decline_proposal(by, *, proposal: Proposal, why: str) -> None:
    """It is not taken up, and whoever proposed it is told why."""
    require(may_publish(by, "local") and proposal.authority_id == by.authority_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state in (ProposalState.NEW, ProposalState.TAKEN):
        _answer(by, proposal, state=ProposalState.DECLINED, why=why)


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
def say_useful(by, *, slug: str, useful: bool) -> None:
    """One more yes or no for the page in this month. Who said it is kept nowhere, so it leaves no event."""
    piece = piece_for(by, slug)
    month = timezone.localdate().replace(day=1)
    row, _ = Useful.objects.get_or_create(authority=by.authority, slug=piece.slug, month=month)
    name = "yes" if useful else "no"
    Useful.objects.filter(pk=row.pk).update(**{name: F(name) + 1})


@transaction.atomic
def keep_ours(by, *, slug: str) -> None:
    """The authority has read what changed beneath its page and leaves its own as it is. A bookmark; it leaves no event."""
    _, beneath = beneath_ours(by, slug)
    Left.objects.get_or_create(
        authority=by.authority, edition=beneath.editions.order_by("-number")[0], defaults={"by": by}
    )
