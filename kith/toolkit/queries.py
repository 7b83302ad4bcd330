"""Reading the toolkit. The authority's own words stand before the national ones; nothing about a child decides."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.html import escape

from kith.access.rules import NOTHING, find, require

from . import embedding
from .content import Content
from .links import addresses_of, dead_in, last_tried, outside
from .markdown import plain
from .models import (
    BankHoliday,
    Category,
    ChangesByMail,
    Clock,
    Edition,
    EmptySearch,
    Filed,
    Hiding,
    LastLook,
    Left,
    LocalNote,
    PageDocument,
    Pathway,
    Piece,
    Proposal,
    ReferralHeading,
    Route,
    SearchCount,
    SignedOff,
    Synonym,
    SynonymChange,
    Useful,
)
from .retrieval import known_words, memory
from .rules import (
    in_force,
    layer_rows,
    layers_of,
    layers_written_by,
    may_publish,
    own_layers,
    sees_document,
    sees_piece,
    shown_in,
    valid_on,
)
from .words import BROKEN_LINKS, Change, ClockUnit, Evidence, Kind, ProposalState, Settled, Shelf, Since, When
from .working_days import BeyondTheCalendar, add_months, add_working_days, is_working_day

WEEK = timedelta(days=7)
# How long before a review its editors are told; the board shows it as long before.
SOON = timedelta(days=30)
MOST_COMPARED = 1_000_000


def _in_force(authority_id: int, at: date | None = None) -> Q:
    """Rows of the authority or as delivered, valid on the day."""
    return (Q(authority_id=authority_id) | Q(authority__isnull=True)) & valid_on(at)


def _local_first(rows, key):
    """One row for each key: the authority's where it has one."""
    chosen: dict = {}
    for row in rows:
        known = chosen.get(key(row))
        if known is None or (known.authority_id is None and row.authority_id is not None):
            chosen[key(row)] = row
    return list(chosen.values())


def _shown(person):
    return Piece.objects.filter(sees_piece(person))


def pieces_for_step(person, step: str, limit: int = 3) -> list[Piece]:
    """The two or three pages that fit a step of the work, the nearest layer’s first. The step alone decides."""
    rows = _shown(person).filter(filed__shelf=Shelf.STEP, filed__key=step)
    return list(rows.order_by(F("authority_id").desc(nulls_last=True), "kind", "title")[:limit])


def pieces_of(person, *, shelf: str = "", on: str = "", kind: str = ""):
    """Pages that this person is shown, by title: all, those on one shelf, or those of one kind."""
    rows = _shown(person).order_by("title", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    if shelf:
        rows = rows.filter(filed__shelf=shelf, filed__key=on)
    return rows


@dataclass(frozen=True)
class Then:
    """One page as it stood at a moment, and what became of it since: a word of `Since`."""

    edition: Edition
    since: Since

    @property
    def layer(self) -> str:
        return self.edition.piece.layer


def pieces_then(person, step: str, at: datetime, limit: int = 3) -> list[Then]:
    """What `pieces_for_step` gave at a moment, each in the edition that was current then."""
    local, regional, national = layers_of(person)
    last = Edition.objects.filter(piece=OuterRef("pk"), at__lte=at).order_by("-number")
    newest = Piece.objects.filter(local | regional | national).annotate(then=Subquery(last.values("pk")[:1]))
    hidden = set(
        Hiding.objects.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=at), authority_id=person.authority_id, at__lte=at
        )
        .values_list("slug", flat=True)
        .order_by("slug")
    )
    day = _day(at).isoformat()
    nearest: dict[str, Any] = {}
    rows = Edition.objects.filter(pk__in=newest.values("then")).exclude(change=Change.RETIRED)
    for row in rows.order_by(
        F("piece__authority_id").desc(nulls_last=True), F("piece__region_id").desc(nulls_last=True), "pk"
    ).values(
        "pk",
        "piece__slug",
        "piece__authority_id",
        "content__kind",
        "content__title",
        "content__shelves__step",
        "content__valid_from",
        "content__valid_to",
    ):
        valid = (row["content__valid_from"] or "") <= day < (row["content__valid_to"] or "9999")
        seen = row["piece__authority_id"] is not None or row["piece__slug"] not in hidden
        if valid and seen:
            nearest.setdefault(row["piece__slug"], row)
    shown = [row for row in nearest.values() if step in (row["content__shelves__step"] or [])]
    shown.sort(key=lambda row: (row["piece__authority_id"] is None, row["content__kind"], row["content__title"]))
    editions = Edition.objects.select_related("piece").in_bulk([row["pk"] for row in shown[:limit]])
    now = dict(_shown(person).filter(slug__in=[row["piece__slug"] for row in shown[:limit]]).values_list("slug", "pk"))
    return [Then(edition, _since(edition, now)) for edition in (editions[row["pk"]] for row in shown[:limit])]


def _since(edition: Edition, now: dict[str, int]) -> Since:
    piece = edition.piece
    if piece.retired:
        return Since.RETIRED
    if now.get(piece.slug) != piece.pk:
        return Since.REPLACED if piece.slug in now else Since.HIDDEN
    return Since.CHANGED if piece.editions.filter(number__gt=edition.number).exists() else Since.SAME


def piece_for(person, slug: str, layer: str = "") -> Piece:
    """One page, of the nearest layer; a retired one where nothing took its place. Raises NotFound.

    With a layer, the page of that one, whatever stands in its place or hides it now: for what was read once.
    """
    if layer:
        known = dict(zip(("local", "regional", "national"), layers_of(person), strict=True))
        return find(Piece.objects.filter(known.get(layer, NOTHING), slug=slug))
    shown = _shown(person).filter(slug=slug).first()
    if shown is not None:
        return shown
    local, regional, national = layers_of(person)
    return find(
        Piece.objects.filter(local | regional | national, slug=slug, retired=True).order_by(
            F("authority_id").desc(nulls_last=True), F("region_id").desc(nulls_last=True)
        )
    )


def indicators_for(person) -> list[Piece]:
    """The published signs, each with its innocent explanations, by title."""
    return list(pieces_of(person, kind=Kind.INDICATOR))


def how_many(person) -> dict[str, dict[str, int]]:
    """How many pages stand on each shelf and are of each kind, for the ways in."""
    rows = (
        Filed.objects.filter(piece__in=_shown(person), shelf__in=[Shelf.DOING, Shelf.THEME])
        .values_list("shelf", "key")
        .annotate(count=Count("pk"))
    )
    counts: dict[str, dict[str, int]] = {Shelf.DOING: {}, Shelf.THEME: {}}
    for shelf, key, count in rows:
        counts[shelf][key] = count
    counts["kind"] = dict(_shown(person).order_by().values_list("kind").annotate(count=Count("pk")))
    return counts


def piece_of_layer(slug: str, *, authority_id: int | None, region_id: int | None) -> Piece | None:
    """The page of exactly this layer, whether it is shown or not; for those who write it."""
    layer = Q(authority_id=authority_id) if authority_id else Q(authority__isnull=True)
    layer &= Q(region_id=region_id) if region_id else Q(region__isnull=True)
    return Piece.objects.filter(layer, slug=slug).first()


def shown_at(person, slug: str) -> Piece | None:
    """The page that this person is shown at this address, or none."""
    return _shown(person).filter(slug=slug).first()


def as_shown(content: Content) -> Piece:
    """A page that is kept nowhere, to be looked at before it is published."""
    return Piece(
        slug=content.slug,
        kind=content.kind,
        title=content.title or "No title yet",
        summary=content.summary,
        sections=[{"heading": heading, "text": text} for heading, text in content.sections],
        source=content.source,
        source_date=content.source_date,
        owner=content.owner,
        audience=content.audience,
        asked=content.asked,
        last_checked=content.last_checked,
        next_review=content.next_review,
        needs_local_sign_off=content.needs_local_sign_off,
        more=content.more,
    )


def related_to(person, piece: Piece) -> list[Piece]:
    """The pages that go with this one and that the person is shown, in the page’s own order."""
    rows = {row.slug: row for row in _shown(person).filter(slug__in=piece.related)}
    return [rows[slug] for slug in piece.related if slug in rows]


def notes_on(person, piece: Piece):
    """What the person’s authority adds to a page that is not its own, oldest first."""
    return (
        LocalNote.objects.filter(authority_id=person.authority_id, slug=piece.slug, ended_at__isnull=True)
        .select_related("by", "authority")
        .order_by("at", "pk")
    )


def _documents(person):
    """Documents that this person sees, without their files, which are large."""
    rows = PageDocument.objects.filter(sees_document(person)).defer("content")
    return rows.select_related("by", "approved_by", "authority", "region", "replaces")


def documents_on(person, slug: str):
    """The documents that readers of the person’s layers are shown on a page, by title."""
    return _documents(person).filter(slug=slug, approved_at__isnull=False).order_by("title", "pk")


def documents_waiting(person):
    """The documents that wait for an answer in the layers in which the person writes, oldest first."""
    return _documents(person).filter(approved_at__isnull=True).order_by("at", "pk")


def documents_sent_back(person, *, since: datetime):
    """Documents that this person attached and that a second person sent back, the newest first."""
    rows = PageDocument.objects.filter(
        layers_written_by(person), by=person, approved_at__isnull=True, ended_at__gt=since
    )
    return rows.exclude(ended_by=person).select_related("ended_by").defer("content").order_by("-ended_at", "-pk")


def document_for(person, uuid) -> PageDocument:
    """One document that the person sees, on a page that they are shown. Raises NotFound."""
    document = find(_documents(person).filter(uuid=uuid))
    piece_for(person, document.slug)
    return document


def layer_document(person, uuid) -> PageDocument:
    """One document of a layer in which the person writes, also one that was answered or ended. Raises NotFound."""
    rows = PageDocument.objects.filter(layers_written_by(person), uuid=uuid).defer("content")
    return find(rows.select_related("by", "approved_by", "ended_by", "authority", "region", "replaces"))


def file_of(person, uuid) -> tuple[PageDocument, bytes]:
    """A document that the person sees, and its file. Raises NotFound."""
    document = document_for(person, uuid)
    return document, bytes(document.content)


def editions_of(piece: Piece):
    """Every edition of a page, the newest first."""
    return piece.editions.select_related("written_by", "approved_by").order_by("-number")


def edition_on(piece: Piece, day: date) -> Edition | None:
    """What the page said at the end of a day, or None where it was not published then."""
    found = editions_of(piece).filter(at__date__lte=day).first()
    return None if found is None or found.change == Change.RETIRED else found


def edition_beneath_on(person, piece: Piece, day: date) -> Edition | None:
    """What readers of this person’s layers were shown at the page’s address at the end of a day before it was there."""
    local, regional, national = layers_of(person)
    rows = Piece.objects.filter(local | regional | national, slug=piece.slug).exclude(pk=piece.pk)
    nearest = rows.order_by(F("authority_id").desc(nulls_last=True), F("region_id").desc(nulls_last=True))
    return next((edition for row in nearest if (edition := edition_on(row, day)) is not None), None)


def sign_off_of(person, piece: Piece) -> SignedOff | None:
    """The authority’s word on the page as it stands now, or None."""
    last = piece.editions.order_by("-number").values("pk")[:1]
    return SignedOff.objects.filter(authority_id=person.authority_id, edition__in=last).select_related("by").first()


def last_look_of(person) -> datetime | None:
    """When the person last said that they had seen what changed."""
    return LastLook.objects.filter(person=person).values_list("at", flat=True).first()


def search_understands() -> bool:
    """True where a question’s meaning is compared, and not its words alone."""
    return embedding.available()


def warm_search() -> None:
    """This process has the model and the toolkit’s passages in memory."""
    embedding.warm()
    memory()


def proposals_for(person):
    """What waits for the editors of the person’s authority, oldest first; for those who write there."""
    if not may_publish(person, "local"):
        return Proposal.objects.none()
    return (
        Proposal.objects.filter(authority_id=person.authority_id, state__in=[ProposalState.NEW, ProposalState.TAKEN])
        .select_related("by", "answered_by")
        .annotate(about_title=_title_of(person, "about"))
        .order_by("at", "pk")
    )


def _title_of(person, name: str) -> Coalesce:
    """What a page is called, by its address in another row: as it is shown, else as the national one is, else its address."""
    at = {"slug": OuterRef(name)}
    national = Piece.objects.filter(authority__isnull=True, region__isnull=True, **at)
    titles = (Subquery(rows.values("title")[:1]) for rows in (_shown(person).filter(**at), national))
    return Coalesce(*titles, name, output_field=CharField())


def proposals_of(person):
    """What this person proposed, the newest first."""
    rows = Proposal.objects.filter(by=person).select_related("answered_by")
    return rows.annotate(about_title=_title_of(person, "about")).order_by("-at", "-pk")


def proposal_for(person, uuid) -> Proposal:
    """One proposal of the authority, for its editors. Raises NotFound."""
    require(may_publish(person, "local"))
    return find(
        Proposal.objects.filter(authority_id=person.authority_id, uuid=uuid).select_related("by", "answered_by")
    )


def hidden_by(person):
    """What the person’s authority does not show, by page."""
    return (
        Hiding.objects.filter(authority_id=person.authority_id, ended_at__isnull=True)
        .select_related("by")
        .annotate(title=_title_of(person, "slug"))
        .order_by("slug")
    )


def empty_searches_of(person):
    """Words that found nothing in the person’s authority, the most frequent first; never who asked."""
    return EmptySearch.objects.filter(authority_id=person.authority_id, answered=False).order_by("-times", "words")


def searches_of(person, *, since: date) -> dict:
    """How many searches the authority made since a day, and how many found nothing."""
    rows = SearchCount.objects.filter(authority_id=person.authority_id, day__gte=since)
    return rows.aggregate(asked=Sum("asked"), empty=Sum("empty"))


def review_board_of(person, *, until: date):
    """Pages of the layers that reach this person whose review comes by a day, the soonest first."""
    return _shown(person).filter(next_review__lte=until).order_by("next_review", "title")


def _beneath(person, **which):
    """Published pages of the layers below the authority’s, with the moment and number of their newest edition."""
    _, regional, national = layers_of(person)
    last = Edition.objects.filter(piece=OuterRef("pk")).order_by("-number")
    return (
        Piece.objects.filter(regional | national, retired=False, **which)
        .annotate(last_at=Subquery(last.values("at")[:1]), last_edition=Subquery(last.values("pk")[:1]))
        .order_by("slug", F("region_id").desc(nulls_last=True))
    )


def moved_beneath(person) -> list[tuple[Piece, Piece]]:
    """The authority’s pages whose page beneath has another edition since, unread: (ours, what is beneath)."""
    last = Edition.objects.filter(piece=OuterRef("pk")).order_by("-number")
    ours = {
        row.slug: row
        for row in Piece.objects.filter(layers_of(person)[0], retired=False).annotate(
            last_at=Subquery(last.values("at")[:1])
        )
    }
    left = set(Left.objects.filter(authority_id=person.authority_id).values_list("edition_id", flat=True))
    found: dict[str, tuple[Piece, Piece]] = {}
    for row in _beneath(person, slug__in=ours):
        if row.slug not in found and row.last_at > ours[row.slug].last_at and row.last_edition not in left:
            found[row.slug] = (ours[row.slug], row)
    return list(found.values())


def beneath_ours(person, slug: str) -> tuple[Piece, Piece]:
    """A page of the authority and the one beneath it. Raises NotFound."""
    require(may_publish(person, "local"))
    ours = find(Piece.objects.filter(layers_of(person)[0], slug=slug, retired=False))
    return ours, find(_beneath(person, slug=slug))


def moved_words(ours: Piece, beneath: Piece) -> list[tuple[str, list[tuple[str, str]]]]:
    """By heading, what the page beneath says now against what it said when ours was published."""
    since = ours.editions.order_by("-number").values_list("at", flat=True).first()
    before = editions_of(beneath).filter(at__lte=since).first() if since else None
    return differences(before.content["sections"] if before else [], as_pairs(beneath))


def as_pairs(piece: Piece) -> list[tuple[str, str]]:
    """A page’s sections as (heading, text)."""
    return [(part["heading"], part["text"]) for part in piece.sections]


def said_in(piece: Piece) -> list[tuple[str, str]]:
    """Everything that a page says of itself, as (heading, text): its title and sections, and where they come from."""
    return [
        ("Title", escape(piece.title)),
        ("Address", piece.slug),
        ("Summary", escape(piece.summary)),
        *as_pairs(piece),
        ("Source", escape(f"{piece.source} {piece.source_date}".strip())),
        ("Owner", escape(piece.owner)),
        ("For", escape(piece.audience)),
        ("Last checked", f"{piece.last_checked:%-d %B %Y}"),
        ("Next review", f"{piece.next_review:%-d %B %Y}"),
        ("Ways of asking", escape("; ".join(piece.asked))),
        ("Evidence", escape(dict(Evidence.choices).get(piece.more.get("evidence"), ""))),
        ("Where it was seen", escape(piece.more.get("seen_where", ""))),
    ]


def differences(before, after) -> list[tuple[str, list[tuple[str, str]]]]:
    """By heading, where the words of two lists of (heading, text) differ, as (how, words).

    `how` is “same”, “in” or “out”. Where a link leads is compared with its words. Sections of thousands of words are
    given whole, since comparing them word by word could keep the server.
    """
    then, now = _by_heading(before), _by_heading(after)
    found = []
    for key in dict.fromkeys([*then, *now]):
        old, new = then.get(key, []), now.get(key, [])
        if old == new:
            continue
        parts: list[tuple[str, str]] = []
        if len(old) * len(new) > MOST_COMPARED:
            parts = [("out", " ".join(old)), ("in", " ".join(new))]
        else:
            for how, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
                if how == "equal":
                    parts.append(("same", " ".join(old[i1:i2])))
                    continue
                if i1 < i2:
                    parts.append(("out", " ".join(old[i1:i2])))
                if j1 < j2:
                    parts.append(("in", " ".join(new[j1:j2])))
        found.append((key[0], parts))
    return found


def _by_heading(sections) -> dict[tuple[str, int], list[str]]:
    """The words of each section by its heading and which one of that name it is."""
    times: Counter[str] = Counter()
    said = {}
    for heading, text in sections:
        times[heading] += 1
        with_links = re.sub(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', r"\2 (\1)", text, flags=re.DOTALL)
        said[heading, times[heading]] = plain(with_links).split()
    return said


def changes_for(person, *, since: datetime | None = None, until: datetime | None = None):
    """Editions since a moment (or ever), until another (or now), of pages that reach this person, the newest first."""
    local, regional, national = layers_of(person)
    reached = Piece.objects.filter(local | regional | national).filter(Q(retired=True) | Q(pk__in=_shown(person)))
    rows = Edition.objects.filter(piece__in=reached).select_related("piece").order_by("-at", "-pk")
    if since is not None:
        rows = rows.filter(at__gt=since)
    return rows if until is None else rows.filter(at__lte=until)


def wants_changes(person) -> bool:
    """True where the person asked to be sent what changes."""
    return ChangesByMail.objects.filter(person=person).exists()


def wishes_due(now: datetime) -> list[tuple[ChangesByMail, datetime]]:
    """Who asked to be sent what changes, may sign in, and was sent nothing for a week, with the moment from which
    something is new to them; for the worker alone.
    """
    newest = Edition.objects.order_by("-at").values_list("at", flat=True).first()
    if newest is None:
        return []
    rows = ChangesByMail.objects.filter(
        until__lte=now - WEEK, until__lt=newest, person__is_active=True, person__wants_mail=True
    )
    rows = rows.select_related("person__authority").order_by("pk")
    looked = dict(LastLook.objects.filter(person__in=rows.values("person")).values_list("person_id", "at"))
    return [(row, max(row.until, looked.get(row.person_id, row.until))) for row in rows]


def reviews_to_tell(today: date) -> list[tuple[Piece, str, str]]:
    """Pages whose review is near or late, with which of both and whose editors are told; for the worker alone.

    A page is its own layer’s to review. One of another layer is the business of an authority that signed it off: its
    word stands on the page as it is.
    """
    due = Piece.objects.filter(in_force(today), next_review__lte=today + SOON)

    def told(piece: Piece, whose: str) -> tuple[Piece, str, str]:
        return piece, When.LATE if piece.is_late(today) else When.SOON, whose

    own = due.exclude(authority__isnull=True, region__isnull=True).select_related("authority", "region")
    found = [
        told(piece, f"{layer}:{home.key}")
        for piece in own.order_by("pk")
        for layer, home in (("authority", piece.authority), ("region", piece.region))
        if home is not None
    ]
    newest = Edition.objects.filter(piece=OuterRef("edition__piece")).order_by("-number").values("pk")[:1]
    words = SignedOff.objects.filter(edition__piece__in=due, edition=Subquery(newest)).select_related("authority")
    signed: dict = {}
    for word in words.order_by("authority_id"):
        signed.setdefault(word.authority, set()).add(word.edition_id)
    for authority, editions in signed.items():
        rows = due.filter(shown_in(authority), authority__isnull=True, editions__in=editions)
        found += [told(piece, f"authority:{authority.key}") for piece in rows.order_by("pk")]
    return found


def synonyms_of(person) -> list[tuple[str, list[Synonym]]]:
    """The groups of each layer in which the person writes, by name: (layer, groups)."""
    return [
        (layer, list(Synonym.objects.filter(**layer_rows(person, layer)).order_by("title", "pk")))
        for layer in own_layers(person)
    ]


def synonym_for(person, layer: str, title: str) -> Synonym:
    """One group of a layer in which the person writes. Raises NotFound."""
    require(may_publish(person, layer))
    return find(Synonym.objects.filter(title=title, **layer_rows(person, layer)))


def _synonym_changes(person):
    which = Q(pk__in=[])
    for layer in own_layers(person):
        which |= Q(**layer_rows(person, layer))
    return SynonymChange.objects.filter(which).select_related("by").order_by("-at", "-pk")


def synonym_changes_of(person, limit: int = 10) -> list[SynonymChange]:
    """What was done lately to the synonyms of the layers in which the person writes, the newest first."""
    return list(_synonym_changes(person)[:limit])


def synonym_change_for(person, uuid) -> tuple[SynonymChange, str]:
    """One change of the person’s own layers, and the layer. Raises NotFound."""
    change = find(_synonym_changes(person).filter(uuid=uuid))
    return change, "local" if change.authority_id else "regional"


def answer_by_editors(person, question: str) -> Piece | None:
    """The page that the authority’s editors said answers these very words, where it is still shown."""
    kept = known_words(question, person.authority_id, person.authority.region_id)
    settled = EmptySearch.objects.filter(
        authority_id=person.authority_id, words=kept, answered=True, settled=Settled.PAGE
    )
    return _shown(person).filter(slug__in=settled.values("slug")).first() if kept else None


def useful_of(person, *, since: date) -> list[dict]:
    """How often pages were said to be useful or not since a day, by title: in the person’s authority, and for who writes
    for a region the region’s pages in all of its authorities. Figures about pages; whoever said it is kept nowhere.
    """
    which = Q(authority_id=person.authority_id) if may_publish(person, "local") else Q(pk__in=[])
    region = person.authority.region_id
    if may_publish(person, "regional") and region:
        which |= Q(authority__region_id=region, slug__in=Piece.objects.filter(region_id=region).values("slug"))
    rows = Useful.objects.filter(which, month__gte=since.replace(day=1)).values("slug")
    counts = {row["slug"]: row for row in rows.annotate(yes=Sum("yes"), no=Sum("no")).order_by("slug")}
    local, regional, national = layers_of(person)
    reached = Piece.objects.filter(local | regional | national, slug__in=counts).order_by("pk")
    titles = dict(reached.values_list("slug", "title"))
    titles |= dict(_shown(person).filter(slug__in=counts).values_list("slug", "title"))
    return sorted(({**row, "title": titles.get(slug, slug)} for slug, row in counts.items()), key=lambda r: r["title"])


def dead_links_of(person) -> list:
    """Links of pages that the person’s authority shows to pages that it does not; those of pages of its own first."""
    return sorted(dead_in(person.authority), key=lambda row: row.piece.layer == "national")


def broken_in(piece: Piece) -> set[str]:
    """Addresses of this page that led nowhere when they were last tried."""
    return {url for url, row in last_tried(outside(piece)).items() if row.state in BROKEN_LINKS}


def outside_links_of(person) -> list[dict]:
    """Addresses outside Kith that pages shown to this person name: what they answered when last tried, broken ones first.

    `checked` is the day on which a person looked, as the page says it; empty where nobody did.
    """
    found = addresses_of(_shown(person).order_by("title", "pk"))
    tried = last_tried(found)
    rows = []
    for url, pieces in found.items():
        checked = [str(link.get("checked") or "") for piece in pieces for link in piece.links if link.get("url") == url]
        checked += [str(p.more.get("link_checked") or "") for p in pieces if p.more.get("link") == url]
        row = tried.get(url)
        broken = row is not None and row.state in BROKEN_LINKS
        rows.append({"url": url, "pieces": pieces, "tried": row, "broken": broken, "checked": max(checked, default="")})
    return sorted(rows, key=lambda row: (not row["broken"], row["pieces"][0].title))


def categories(authority_id: int, list_key: str) -> list[tuple[str, str]]:
    """The entries of one list, as choices, in the list's order."""
    return list(lists_of_categories(authority_id, list_key)[0].items())


def lists_of_categories(authority_id: int, *list_keys: str) -> list[dict[str, str]]:
    """The entries of several lists, each by key, in the order in which they were asked for; one question for all."""
    rows = Category.objects.filter(_in_force(authority_id), list__in=list_keys).order_by("order", "label")
    chosen = _local_first(rows, lambda row: (row.list, row.key))
    return [{row.key: row.label for row in chosen if row.list == list_key} for list_key in list_keys]


def clock_of(authority_id: int, key: str, at: date | None = None) -> Clock | None:
    """The clock in force on a day: the authority's own, else as delivered; None where there is none."""
    rows = Clock.objects.filter(_in_force(authority_id, at), key=key).order_by("-valid_from")
    chosen = _local_first(rows, lambda row: row.key)
    return chosen[0] if chosen else None


def clocks_of(authority_id: int) -> list[Clock]:
    """Every clock in force, by title."""
    rows = Clock.objects.filter(_in_force(authority_id)).order_by("title")
    return _local_first(rows, lambda row: row.key)


@cache
def _holidays() -> tuple[frozenset[date], int]:
    days = frozenset(BankHoliday.objects.values_list("date", flat=True))
    return days, max((day.year for day in days), default=0)


def forget_holidays() -> None:
    """The next question reads the bank holidays anew (after loading them)."""
    _holidays.cache_clear()


def holidays() -> frozenset[date]:
    """The bank holidays that are loaded."""
    return _holidays()[0]


def _day(start: date | datetime) -> date:
    return timezone.localtime(start).date() if isinstance(start, datetime) else start


def due_on(authority_id: int, key: str, start: date | datetime) -> date | None:
    """The day by which a clock runs out, or None where the authority has it switched off or it has no limit.

    Raises BeyondTheCalendar where that year's bank holidays are not loaded.
    """
    day = _day(start)
    clock = clock_of(authority_id, key, day)
    if clock is None or not clock.on:
        return None
    if clock.unit == ClockUnit.NOW:
        return day
    if clock.limit is None:
        return None
    if clock.unit == ClockUnit.WORKING_DAYS:
        known, last_year = _holidays()
        return add_working_days(day, clock.limit, known, last_year)
    if clock.unit == ClockUnit.MONTHS:
        return add_months(day, clock.limit)
    if clock.unit == ClockUnit.CALENDAR_DAYS:
        return day + timedelta(days=clock.limit)
    return day + timedelta(hours=clock.limit)


def due_on_at_the_latest(authority_id: int, key: str, start: date | datetime) -> date | None:
    """As `due_on`; where that year's bank holidays are not loaded, the day that comes without any, which is earlier.

    Work never stops for want of a calendar, and an earlier day is the safe side. `kith check` tells the operator.
    """
    try:
        return due_on(authority_id, key, start)
    except BeyondTheCalendar:
        clock = clock_of(authority_id, key, _day(start))
        limit = clock.limit if clock else None
        return add_working_days(_day(start), limit or 0, frozenset())


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(day, holidays()):
        day += timedelta(days=1)
    return day


def pathway_of(authority_id: int, outcome: str) -> Pathway | None:
    """The local pathway of one outcome with its steps, else the one as delivered."""
    rows = Pathway.objects.filter(_in_force(authority_id), outcome=outcome).prefetch_related("steps")
    chosen = _local_first(rows, lambda row: row.outcome)
    return chosen[0] if chosen else None


def pathways_of(authority_id: int) -> list[Pathway]:
    """Every local pathway with its steps, by title: outcomes are of equal standing."""
    rows = Pathway.objects.filter(_in_force(authority_id)).order_by("title", "pk").prefetch_related("steps")
    return sorted(_local_first(rows, lambda row: row.outcome), key=lambda row: row.title)


def headings_of(authority_id: int) -> list[ReferralHeading]:
    """The headings of the Prevent referral form: the authority's own, all of them, in its order; else as delivered."""
    rows = list(ReferralHeading.objects.filter(_in_force(authority_id)).order_by("order", "pk"))
    return [row for row in rows if row.authority_id is not None] or rows


def route_of(authority_id: int) -> Route | None:
    """The questions and answers of *what do I do now*."""
    chosen = _local_first(Route.objects.filter(_in_force(authority_id)), lambda row: 1)
    return chosen[0] if chosen else None
