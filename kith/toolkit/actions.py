"""Putting pages into the toolkit and taking them out. Every text is cleaned here, whoever brings it."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

from .content import BadContent, Content
from .events import (
    ChangesAsked,
    DocumentApproved,
    DocumentAttached,
    DocumentSentBack,
    DocumentTakenOut,
    LinksTried,
    NoteKept,
    PageReviewDue,
    PieceHidden,
    PiecePublished,
    PieceRetired,
    PieceSignedOff,
    ProposalAnswered,
    ProposalMade,
    SearchSettled,
    StarterLoaded,
    SynonymsKept,
)
from .links import try_outside
from .markdown import clean, html, plain, seen
from .models import (
    ChangesByMail,
    Edition,
    EmptySearch,
    Filed,
    Hiding,
    LastLook,
    Left,
    LocalNote,
    OutsideLink,
    PageDocument,
    Piece,
    Proposal,
    ReviewReminder,
    SearchCount,
    SignedOff,
    Synonym,
    SynonymChange,
    Useful,
)
from .passages import index, mark_changed, unindex
from .queries import (
    beneath_ours,
    changes_for,
    layer_document,
    piece_for,
    reviews_to_tell,
    synonym_change_for,
    wishes_due,
)
from .retrieval import known_words
from .rules import (
    is_command,
    is_worker,
    layer_rows,
    may_answer_document,
    may_publish,
    may_take_out_document,
    people_who_answer,
)
from .uploads import LARGEST, NotUsable, cleaned
from .words import BROKEN_LINKS, Change, ProposalState, Settled

STARTER = "system:starter"
__all__ = ["LARGEST", "BadContent", "Content", "NotUsable"]  # what other rooms write with
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
    content, why = content.cleaned(), seen(why)
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
    kept = known_words(question, by.authority_id, by.authority.region_id)
    if not found and kept:
        empty, made = EmptySearch.objects.get_or_create(
            authority_id=by.authority_id, words=kept, defaults={"last_day": day}
        )
        if not made:
            # What is not for the toolkit stays settled; what a page was said to answer, and still finds nothing, does not.
            back = {} if empty.settled == Settled.NOT_OURS else {"answered": False}
            EmptySearch.objects.filter(pk=empty.pk).update(times=F("times") + 1, last_day=day, **back)


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


@transaction.atomic
def ask_for_changes(by, *, wanted: bool) -> None:
    """The person is sent what changes, at most once a week and first in a week; or no longer."""
    if wanted:
        _, changed = ChangesByMail.objects.get_or_create(person=by, defaults={"until": timezone.now()})
    else:
        changed = bool(ChangesByMail.objects.filter(person=by).delete()[0])
    if changed:
        record(ChangesAsked(subject=f"person:{by.uuid}", wanted=wanted), by=by)


@transaction.atomic
def claim_changes(by: str, *, now: datetime) -> list[tuple]:
    """Who is to be sent now what changed, each with the moment from which: (person, since).

    For them the week begins anew, so that nobody is claimed twice, by a second worker neither.
    """
    require(is_worker(by))
    claimed = []
    for wish, since in wishes_due(now):
        if not changes_for(wish.person, since=since, until=now).exists():
            continue
        if ChangesByMail.objects.filter(pk=wish.pk, until=wish.until).update(until=now):
            claimed.append((wish.person, since))
    return claimed


@transaction.atomic
def remind_of_page_reviews(by: str, *, today) -> int:
    """Whoever answers for a page was told once that its review is near, and once that it is late. Returns how many."""
    require(is_worker(by))
    count = 0
    for piece, when, told in reviews_to_tell(today):
        _, made = ReviewReminder.objects.get_or_create(piece=piece, review=piece.next_review, when=when, told=told)
        if made:
            record(PageReviewDue(subject=f"toolkit:{piece.slug}", when=when, told=told), by=by)
            count += 1
    return count


def _meant(words: list[str]) -> list[str]:
    """The words as they are kept: plain, in small letters, each once."""
    return list(dict.fromkeys(word for word in (plain(word).lower()[:60] for word in words) if word))


def _put_synonyms(by, layer: str, *, title: str, words: list[str], how: str = "") -> None:
    """The layer’s group has these words, or is gone where there are none. What it had stands beside the change."""
    rows = layer_rows(by, layer)
    group = Synonym.objects.select_for_update().filter(title=title, **rows).first()
    before = group.words if group else []
    if before == words:
        return
    if words:
        Synonym.objects.update_or_create(title=title, **rows, defaults={"words": words})
    elif group:
        group.delete()
    mark_changed()
    change = SynonymChange.objects.create(title=title, before=before, after=words, by=by, **rows)
    how = how or ("removed" if not words else "changed" if before else "added")
    record(SynonymsKept(subject=f"synonyms:{change.uuid}", layer=layer, how=how), by=by)


@transaction.atomic
def keep_synonyms(by, *, layer: str, title: str, words: list[str]) -> None:
    """These words mean the same in the person’s own layer, and search knows it from now on. Raises BadContent for one alone."""
    require(may_publish(by, layer))
    title, kept = plain(title)[:80], _meant(words)
    if not title or len(kept) < 2:
        raise BadContent("Give at least two words or phrases that mean the same, each on a line of its own.")
    _put_synonyms(by, layer, title=title, words=kept)


@transaction.atomic
def remove_synonyms(by, *, layer: str, title: str) -> None:
    """The layer’s group is gone. A second time changes nothing."""
    require(may_publish(by, layer))
    _put_synonyms(by, layer, title=title, words=[])


@transaction.atomic
def undo_synonyms(by, *, uuid) -> str:
    """The group is as it was before this change, whatever was done to it since; returns its name."""
    change, layer = synonym_change_for(by, uuid)
    require(may_publish(by, layer))
    _put_synonyms(by, layer, title=change.title, words=change.before, how="undone")
    return change.title


@transaction.atomic
def settle_search(by, *, words: str, settled: str, slug: str = "") -> None:
    """Words that found nothing are off the list: a page answers them and is shown to who asks, or they are not for the
    toolkit. Raises NotFound for words or a page that are not there.
    """
    require(may_publish(by, "local") and settled in Settled.values)
    slug = piece_for(by, slug).slug if settled == Settled.PAGE else ""
    rows = EmptySearch.objects.filter(authority_id=by.authority_id, words=words)
    require(rows.exists())
    if rows.exclude(answered=True, settled=settled, slug=slug).update(answered=True, settled=settled, slug=slug):
        record(SearchSettled(subject="toolkit:searches", settled=settled, about=slug), by=by)


def try_links(by: str, *, urls: list[str], seconds: float, also: frozenset[tuple[str, int]] = frozenset()) -> int:
    """Each of these addresses outside Kith was tried, and what it answered is kept. Returns how many are broken.

    No transaction is open while another machine is waited for.
    """
    require(is_command(by))
    broken = 0
    for url in urls:
        found = try_outside(url, seconds=seconds, also=also)
        broken += found.state in BROKEN_LINKS
        OutsideLink.objects.update_or_create(
            url=url, defaults={"state": found.state, "status": found.status, "tried_at": timezone.now()}
        )
    with transaction.atomic():
        # What no page names any more is forgotten; by key, since the addresses may be many.
        kept = set(urls)
        gone = [key for key, url in OutsideLink.objects.values_list("pk", "url") if url not in kept]
        OutsideLink.objects.filter(pk__in=gone).delete()
        record(LinksTried(subject="toolkit:links", tried=len(urls), broken=broken), by=by)
    return broken


def attach_document(
    by, *, slug: str, layer: str, title: str, content: bytes, once_key: str, replaces=None
) -> PageDocument:
    """A clean file waits, with its page, for a second person of the layer. The same sending twice makes one.

    `replaces` is the uuid of a document of the same page and layer. Raises NotUsable where the file cannot be kept,
    NotFound where the person may not.
    """
    require(may_publish(by, layer))
    piece = piece_for(by, slug)
    # Another file from the same page, reached by the browser’s way back, is another document.
    once_key = sha256(b"\n".join([once_key.encode(), title.encode(), content])).hexdigest()[:60]
    there = PageDocument.objects.filter(by=by, once_key=once_key).first()
    if there is not None:
        return there
    kind, made = cleaned(content, title=title)  # takes a while, and so stands before the transaction
    with transaction.atomic():
        old = layer_document(by, replaces) if replaces else None
        require(old is None or (old.is_shown and old.layer == layer and old.slug == slug))
        document, new = PageDocument.objects.get_or_create(
            by=by,
            once_key=once_key,
            defaults={
                "authority": by.authority if layer == "local" else None,
                "region": by.authority.region if layer == "regional" else None,
                "slug": piece.slug,
                "title": title,
                "kind": kind,
                "content": made,
                "size": len(made),
                "digest": sha256(made).hexdigest(),
                "replaces": old,
            },
        )
        if new:
            others = tuple(f"person:{one.uuid}" for one in people_who_answer(document))
            event = DocumentAttached(subject=f"document:{document.uuid}", page=piece.slug, layer=layer, to=others)
            record(event, by=by)
    return document


def _locked_document(by, uuid) -> PageDocument:
    layer_document(by, uuid)
    return PageDocument.objects.select_for_update().get(uuid=uuid)


def _end(by, document: PageDocument, why: str) -> None:
    document.ended_by, document.ended_at, document.ended_because = by, timezone.now(), why
    document.save(update_fields=["ended_by", "ended_at", "ended_because"])


@transaction.atomic
def approve_document(by, *, uuid) -> PageDocument:
    """Readers of the layer are shown it from now on, and no longer the one in whose place it stands.

    Never by who attached it. What was answered meanwhile stays as it was answered.
    """
    document = _locked_document(by, uuid)
    if not document.waits:
        return document
    require(may_answer_document(by, document))
    document.approved_by, document.approved_at = by, timezone.now()
    document.save(update_fields=["approved_by", "approved_at"])
    old = None
    if document.replaces_id is not None:
        old = PageDocument.objects.select_for_update().filter(pk=document.replaces_id, ended_at=None).first()
    if old is not None:
        _end(by, old, "A newer document took its place.")
    event = DocumentApproved(
        subject=f"document:{document.uuid}",
        page=document.slug,
        to=f"person:{document.by.uuid}",
        replaces=f"document:{old.uuid}" if old else "",
    )
    record(event, by=by)
    return document


@transaction.atomic
def send_document_back(by, *, uuid, why: str) -> PageDocument:
    """Readers are never shown it, and whoever attached it is told why. Its file is not kept."""
    document = _locked_document(by, uuid)
    if not document.waits:
        return document
    require(may_answer_document(by, document))
    _end(by, document, why)
    PageDocument.objects.filter(pk=document.pk).update(content=b"")
    event = DocumentSentBack(subject=f"document:{document.uuid}", page=document.slug, to=f"person:{document.by.uuid}")
    record(event, by=by)
    return document


@transaction.atomic
def take_out_document(by, *, uuid, why: str) -> PageDocument:
    """A document is no longer shown, with the reason; or whoever attached it takes it back before it was."""
    document = _locked_document(by, uuid)
    if document.ended_at is not None:
        return document
    require(may_take_out_document(by, document))
    if document.waits:
        PageDocument.objects.filter(pk=document.pk).update(content=b"")
    _end(by, document, why)
    event = DocumentTakenOut(subject=f"document:{document.uuid}", page=document.slug, to=f"person:{document.by.uuid}")
    record(event, by=by)
    return document
