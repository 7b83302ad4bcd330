"""Reading the toolkit. The authority's own words stand before the national ones; nothing about a child decides."""

from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from functools import cache

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from kith.access.rules import find, require

from . import embedding
from .content import Content
from .markdown import plain
from .models import (
    BankHoliday,
    Category,
    Clock,
    Edition,
    EmptySearch,
    Filed,
    Hiding,
    LastLook,
    Left,
    LocalNote,
    Pathway,
    Piece,
    Proposal,
    ReferralHeading,
    Route,
    SearchCount,
    SignedOff,
)
from .retrieval import memory
from .rules import layers_of, may_publish, sees_piece, valid_on
from .words import Change, ClockUnit, Kind, ProposalState, Shelf
from .working_days import BeyondTheCalendar, add_months, add_working_days, is_working_day


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


def piece_for(person, slug: str) -> Piece:
    """One page, of the nearest layer; a retired one where nothing took its place. Raises NotFound."""
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


def editions_of(piece: Piece):
    """Every edition of a page, the newest first."""
    return piece.editions.select_related("written_by", "approved_by").order_by("-number")


def edition_on(piece: Piece, day: date) -> Edition | None:
    """What the page said at the end of a day, or None where it was not published then."""
    found = editions_of(piece).filter(at__date__lte=day).first()
    return None if found is None or found.change == Change.RETIRED else found


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
        .order_by("at", "pk")
    )


def proposals_of(person):
    """What this person proposed, the newest first."""
    return Proposal.objects.filter(by=person).select_related("answered_by").order_by("-at", "-pk")


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
    """By heading, what the page beneath says now against what it said when ours was published, as (how, words).

    `how` is “same”, “in” or “out”.
    """
    since = ours.editions.order_by("-number").values_list("at", flat=True).first()
    before = editions_of(beneath).filter(at__lte=since).first() if since else None
    then = {heading: plain(text) for heading, text in (before.content["sections"] if before else [])}
    now = {part["heading"]: plain(part["text"]) for part in beneath.sections}
    found = []
    for heading in dict.fromkeys([*then, *now]):
        if then.get(heading, "") == now.get(heading, ""):
            continue
        old, new = then.get(heading, "").split(), now.get(heading, "").split()
        parts: list[tuple[str, str]] = []
        for how, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if how == "equal":
                parts.append(("same", " ".join(old[i1:i2])))
                continue
            if i1 < i2:
                parts.append(("out", " ".join(old[i1:i2])))
            if j1 < j2:
                parts.append(("in", " ".join(new[j1:j2])))
        found.append((heading, parts))
    return found


def changes_for(person, *, since: datetime):
    """Editions since a moment of pages that reach this person, the newest first."""
    local, regional, national = layers_of(person)
    reached = Piece.objects.filter(local | regional | national).filter(Q(retired=True) | Q(pk__in=_shown(person)))
    return Edition.objects.filter(at__gt=since, piece__in=reached).select_related("piece").order_by("-at", "-pk")


def categories(authority_id: int, list_key: str) -> list[tuple[str, str]]:
    """The entries of one list, as choices, in the list's order."""
    rows = Category.objects.filter(_in_force(authority_id), list=list_key).order_by("order", "label")
    return [(row.key, row.label) for row in _local_first(rows, lambda row: row.key)]


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


def headings_of(authority_id: int) -> list[ReferralHeading]:
    """The headings of the Prevent referral form: the authority's own, all of them, in its order; else as delivered."""
    rows = list(ReferralHeading.objects.filter(_in_force(authority_id)).order_by("order", "pk"))
    return [row for row in rows if row.authority_id is not None] or rows


def route_of(authority_id: int) -> Route | None:
    """The questions and answers of *what do I do now*."""
    chosen = _local_first(Route.objects.filter(_in_force(authority_id)), lambda row: 1)
    return chosen[0] if chosen else None
