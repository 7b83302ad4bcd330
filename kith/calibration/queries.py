"""Reading rounds: one's own answers while they run; what everybody answered, and how alike, once they are over."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from kith.access.rules import find, require
from kith.audit.seals import keyed_hash
from kith.design.small_numbers import FEWEST, shown_apart
from kith.thresholds.queries import levels_in
from kith.toolkit.queries import lists_of_categories

from . import rules
from .agreement import Agreement, agreement_of
from .models import (
    AgreedLevel,
    Asked,
    Discussion,
    DiscussionPresent,
    Round,
    RoundTeam,
    RoundVignette,
    Vignette,
    VignetteAnswer,
)
from .words import CONCERNS, FIRST_STEPS, HARM_KINDS, ORDINAL, Asks

ROUNDS_PAGE = 20
OVER_TIME = 6  # rounds of which one page shows the agreement


@dataclass(frozen=True)
class Spread:
    """How many gave each answer to one question about one vignette, in the order of its answers.

    Every level is named; of the other lists those that somebody chose, and `others` says that there were more to choose.
    """

    asks: str
    rows: list[tuple[str, int]]
    others: bool = False


@dataclass(frozen=True)
class Answers:
    """What was answered of one vignette: one’s own, and, from five on, the spread and the reasons of all."""

    item: RoundVignette
    mine: VignetteAnswer | None
    shown: bool
    spreads: list[Spread] = field(default_factory=list)
    reasons: list[VignetteAnswer] = field(default_factory=list)


@dataclass(frozen=True)
class AgreementLine:
    """How alike one group of answers was in one round: for each question a figure, or none."""

    title: str
    figures: list[tuple[str, Agreement | None]]
    hidden: bool = False


@dataclass(frozen=True)
class RoundAgreement:
    """The agreement of one round that is over: all together, by team, and by kind of harm."""

    round: Round
    together: AgreementLine
    teams: list[AgreementLine]
    harms: list[AgreementLine]


def vignettes_for(person) -> list[Vignette]:
    """The vignettes that a round may ask about today, by kind of harm and title, each with the words of its kind."""
    if not rules.may_open_round(person):
        return []
    today = timezone.localdate()
    rows = Vignette.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gt=today),
        retired=False,
    )
    (harms,) = lists_of_categories(person.authority_id, HARM_KINDS)
    order = list(harms)
    found = list(rows)
    for row in found:
        row.harm_words = harms.get(row.harm, row.harm)
    return sorted(found, key=lambda row: (order.index(row.harm) if row.harm in order else len(order), row.title))


def rounds_for(person):
    """The rounds that this person sees, newest first, with how far their own answers are."""
    return (
        Round.objects.filter(rules.sees_round(person))
        .select_related("opened_by", "document")
        .annotate(
            asks=Count("vignettes", distinct=True),
            mine=Count("vignettes__answers", filter=Q(vignettes__answers__asked__person=person), distinct=True),
            asks_me=Count("asked", filter=Q(asked__person=person), distinct=True),
        )
        .order_by("-opened_at", "-pk")
    )


def rounds_running():
    """For a handover: the rounds that are not over."""
    return Round.objects.filter(closed_at__isnull=True, last_day__gte=timezone.localdate()).select_related("authority")


def rounds_run_by(person, carried):
    """The running rounds that the person opened, and those with these uuids, which they see to; the next to end first."""
    rows = rounds_running().filter(authority_id=person.authority_id)
    return rows.filter(Q(opened_by=person) | Q(uuid__in=carried)).order_by("last_day", "pk")


def round_for(person, uuid) -> Round:
    """One round that this person sees. Raises NotFound."""
    return find(rounds_for(person).filter(uuid=uuid))


def rounds_waiting_for(person) -> list[Round]:
    """The open rounds that wait for this person’s answers, the next to end first."""
    today = timezone.localdate()
    rows = rounds_for(person).filter(asks_me__gt=0, closed_at__isnull=True, last_day__gte=today, mine__lt=F("asks"))
    return list(rows.order_by("last_day", "pk"))


def item_for(person, round: Round, uuid) -> RoundVignette:
    """One vignette of a round that this person sees. Raises NotFound."""
    return find(RoundVignette.objects.filter(round=round_for(person, round.uuid), uuid=uuid).select_related("round"))


def own_answers(person, round: Round) -> dict[int, VignetteAnswer]:
    """What this person answered, by the vignette’s key."""
    rows = VignetteAnswer.objects.filter(vignette__round=round, asked__person=person)
    return {row.vignette_id: row for row in rows}


@dataclass(frozen=True)
class BesideOthers:
    """In how many vignettes a person chose the level that was agreed on, of how many; and so the one that most chose."""

    as_agreed: int
    agreed: int
    as_most: int
    most: int


def own_beside_others(person) -> BesideOthers:
    """How one's own levels stand beside those that were agreed on, in rounds that are over; and where none was agreed on and
    five or more answered, beside those that most chose. Where two levels were chosen as often, either is one that most chose.

    For themselves alone: a room above that asks it shows it to nobody else.
    """
    items = set(VignetteAnswer.objects.filter(asked__person=person).values_list("vignette_id", flat=True))
    over = Q(vignette__round__closed_at__isnull=False) | Q(vignette__round__last_day__lt=timezone.localdate())
    given: dict[int, Counter] = defaultdict(Counter)
    mine: dict[int, int] = {}
    rows = VignetteAnswer.objects.filter(over, vignette__in=items, vignette__round__in=rounds_for(person))
    for vignette, level, whose in rows.values_list("vignette_id", "level_id", "asked__person_id"):
        given[vignette][level] += 1
        if whose == person.pk:
            mine[vignette] = level
    # What was written down last stands.
    said = AgreedLevel.objects.filter(vignette__in=list(mine)).order_by("discussion__at", "discussion_id")
    agreed = dict(said.values_list("vignette_id", "level_id"))
    enough = {key: level for key, level in mine.items() if key not in agreed and given[key].total() >= FEWEST}
    return BesideOthers(
        as_agreed=sum(mine[key] == level for key, level in agreed.items()),
        agreed=len(agreed),
        as_most=sum(given[key][level] == max(given[key].values()) for key, level in enough.items()),
        most=len(enough),
    )


def how_many(person, round: Round) -> tuple[int, int] | None:
    """How many have answered every vignette, of how many; for who opened it and who manages a team, and never who."""
    if not rules.sees_how_many(person, round):
        return None
    asks = round.vignettes.count()
    rows = Asked.objects.filter(round=round)
    done = rows.annotate(given=Count("answers")).filter(given__gte=asks).count()
    return done, rows.count()


def choices_of(round: Round) -> dict[str, list[tuple[str, str]]]:
    """The answers that can be given, by question: levels in the document’s order, the others as the authority lists them."""
    concerns, steps = lists_of_categories(round.authority_id, CONCERNS, FIRST_STEPS)
    return {
        Asks.LEVEL: [(str(level.pk), level.name) for level in levels_in(round.document)],
        Asks.CONCERN: list(concerns.items()),
        Asks.FIRST_STEP: list(steps.items()),
    }


def _given(answer: VignetteAnswer, asks: str) -> tuple[str, str]:
    if asks == Asks.LEVEL:
        return str(answer.level_id), answer.level_words
    return getattr(answer, asks), getattr(answer, f"{asks}_words")


def _columns(round: Round, answers: list[VignetteAnswer]) -> dict[str, dict[str, str]]:
    """The possible answers by question; one that left the list since and was given stands at its end."""
    found = {asks: dict(rows) for asks, rows in choices_of(round).items()}
    for answer in answers:
        for asks, column in found.items():
            key, words = _given(answer, asks)
            column.setdefault(key, words)
    return found


def results_of(person, round: Round) -> list[Answers]:
    """What was answered of each vignette, once the round is over. Fewer than five answers: one’s own, and no others.

    Reasons come in an order drawn anew for each vignette, so that no two can be laid side by side by person.
    """
    require(rules.sees_results(person, round))
    items = list(round.vignettes.all())
    answers: dict[int, list[VignetteAnswer]] = defaultdict(list)
    for row in VignetteAnswer.objects.filter(vignette__in=items).select_related("level", "asked"):
        answers[row.vignette_id].append(row)
    columns = _columns(round, [row for rows in answers.values() for row in rows])
    found = []
    for item in items:
        rows = answers[item.pk]
        mine = next((row for row in rows if row.asked.person_id == person.pk), None)
        if len(rows) < FEWEST:
            found.append(Answers(item, mine, False))
            continue
        spreads = []
        for asks in Asks:
            given = Counter(_given(row, asks)[0] for row in rows)
            named = [(words, given[key]) for key, words in columns[asks].items() if asks in ORDINAL or given[key]]
            spreads.append(Spread(asks.label, named, len(named) < len(columns[asks])))
        drawn = sorted(rows, key=lambda row: keyed_hash(f"calibration:{item.uuid}:{row.uuid}"))
        found.append(Answers(item, mine, True, spreads, drawn))
    return found


def discussions_of(person, round: Round) -> list[Discussion]:
    """What was written down about a round that is over, oldest first, with who was there."""
    if not rules.sees_results(person, round):
        return []
    present = DiscussionPresent.objects.select_related("person").order_by("person__name", "pk")
    rows = Discussion.objects.filter(round=round).select_related("written_by")
    levels = AgreedLevel.objects.select_related("vignette")
    return list(rows.prefetch_related(Prefetch("present", present), Prefetch("levels", levels)))


def _line(title: str, items, answers: list[VignetteAnswer], columns, seed: int, fewest: int) -> AgreementLine:
    """The figures of these answers about these vignettes; a vignette with fewer answers than `fewest` is left out."""
    by_item: dict[int, list[VignetteAnswer]] = {item.pk: [] for item in items}
    for row in answers:
        if row.vignette_id in by_item:
            by_item[row.vignette_id].append(row)
    enough = [rows for rows in by_item.values() if len(rows) >= fewest]
    figures: list[tuple[str, Agreement | None]] = []
    for asks in Asks:
        keys = list(columns[asks])
        counts = [[sum(_given(row, asks)[0] == key for row in rows) for key in keys] for rows in enough]
        figures.append((asks.label, agreement_of(counts, ordinal=asks in ORDINAL, seed=seed) if counts else None))
    return AgreementLine(title, figures)


def agreement_over_time(person, rounds: list[Round]) -> list[RoundAgreement]:
    """The agreement of each of these rounds that is over and that this person sees."""
    seen = Round.objects.filter(rules.sees_round(person), pk__in=[row.pk for row in rounds])
    over = [row for row in seen.select_related("document").order_by("-opened_at", "-pk") if row.is_over]
    answers: dict[int, list[VignetteAnswer]] = defaultdict(list)
    for row in VignetteAnswer.objects.filter(vignette__round__in=over).select_related("asked", "vignette"):
        answers[row.vignette.round_id].append(row)
    items: dict[int, list[RoundVignette]] = defaultdict(list)
    for item in RoundVignette.objects.filter(round__in=over):
        items[item.round_id].append(item)
    teams = defaultdict(list)
    for one in RoundTeam.objects.filter(round__in=over).select_related("team").order_by("team__name"):
        teams[one.round_id].append(one.team)
    return [_of_round(row, items[row.pk], answers[row.pk], teams[row.pk]) for row in over]


def _of_round(row: Round, items, answers: list[VignetteAnswer], teams) -> RoundAgreement:
    columns = _columns(row, answers)
    seed = int(keyed_hash(f"calibration:{row.uuid}")[:8], 16)
    answered: dict[int, set[int]] = {team.pk: set() for team in teams}
    for answer in answers:
        answered.setdefault(answer.asked.team_id, set()).add(answer.asked_id)
    apart = shown_apart({team: len(answered[team]) for team in sorted(answered)}, FEWEST)
    by_team = []
    for team in teams:
        if team.pk in apart:
            own = [answer for answer in answers if answer.asked.team_id == team.pk]
            by_team.append(_line(team.name, items, own, columns, seed, FEWEST))
        else:
            by_team.append(AgreementLine(team.name, [(asks.label, None) for asks in Asks], hidden=True))
    kinds: dict[str, list] = {}
    for item in items:
        kinds.setdefault(item.harm_words, []).append(item)
    by_harm = [_line(words, some, answers, columns, seed, FEWEST) for words, some in kinds.items()]
    return RoundAgreement(row, _line("All together", items, answers, columns, seed, FEWEST), by_team, by_harm)


def rounds_over(person):
    """The rounds of this person’s that are over, newest first."""
    rows = rounds_for(person)
    return rows.filter(Q(closed_at__isnull=False) | Q(last_day__lt=timezone.localdate()))
