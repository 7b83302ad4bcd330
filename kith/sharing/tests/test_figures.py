"""The figures: from the trail alone, hidden where small, and never to be worked out."""

import csv
import datetime
import io
import itertools
import random
import uuid
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.audit.models import Entry
from kith.demo.moments import as_of
from kith.design import small_numbers
from kith.design.small_numbers import HIDDEN, hidden_in, rounded, shown
from kith.desk.tests.factories import fresh, raised
from kith.sharing import actions, figures, queries
from kith.sharing.figures import NONE, times_of
from kith.sharing.models import Answer, InformationRequest
from kith.sharing.queries import figures as counting
from kith.sharing.words import AnswerKind
from kith.toolkit.queries import holidays

from .factories import answered, asked, asked_by_partner, told, written

LONDON = timezone.get_default_timezone()
KINDS = [AnswerKind.FULL, AnswerKind.PART, AnswerKind.GIST, AnswerKind.REFUSED, AnswerKind.NEITHER, None]


def months_back(months: int, day: int = 4) -> datetime.datetime:
    """A morning in the month that lies so many months back."""
    first = timezone.localdate().replace(day=1)
    number = first.year * 12 + first.month - 1 - months
    return datetime.datetime(number // 12, number % 12 + 1, day, 10, tzinfo=LONDON)


@pytest.fixture
def played(cast):
    """Two years of asking both ways, of which some is acknowledged, some answered, some too old, some too new."""
    with as_of(months_back(20)):
        consultation = raised(cast["amina"])
    for number, kind in zip(range(24), itertools.cycle(KINDS)):
        start = months_back(1 + number % 2, 3 + number % 9)
        with as_of(start):
            row = asked(cast["amina"], consultation) if number < 18 else asked_by_partner(cast["dan"])
        who = cast["dan"] if number < 18 else cast["bola"]
        with as_of(start + datetime.timedelta(days=number % 4)):
            if number % 5:
                actions.acknowledge_request(who, request=row)
        if kind is None:
            continue
        with as_of(start + datetime.timedelta(days=2 + number % 7)):
            versions = [written("x")] if kind in (AnswerKind.FULL, AnswerKind.PART) else []
            versions += [written("y", 2)] if kind == AnswerKind.GIST else []
            answered(who, row, *versions, kind=kind, because="" if kind == AnswerKind.FULL else "source")
    with as_of(months_back(1)):
        row = told(cast["dan"], written("x"))
    with as_of(months_back(1, 9)):
        actions.acknowledge_request(cast["bola"], request=row)
    with as_of(months_back(14)):
        asked(cast["amina"], consultation)
    with as_of(months_back(0, 1)):
        asked(cast["amina"], consultation)
    return cast


def working_days(start, end) -> int:
    """Counted here by hand: weekdays that are no bank holiday, after the first day."""
    day, last, count = timezone.localdate(start), timezone.localdate(end), 0
    while day < last:
        day += datetime.timedelta(days=1)
        count += day.weekday() < 5 and day not in holidays()
    return count


def from_the_trail(asker: str, asked_agency: str):
    """The true counts and times of one pair, from the entries of the trail and nothing else."""
    first, last = months_back(12, 1), months_back(0, 1)
    asked_ones, unasked, seen = {}, {}, {}
    for entry in Entry.objects.order_by("seq"):
        inside = first.date() <= timezone.localdate(entry.at) < last.date()
        pair = (entry.actor_agency, entry.details.get("to_agency")) == (asker, asked_agency)
        if entry.verb == "request.sent" and inside and pair:
            asked_ones[entry.subject] = entry.at
        if entry.verb == "unasked.sent" and inside and pair:
            unasked[entry.subject] = entry.at
        if entry.verb in ("request.acknowledged", "unasked.acknowledged", "request.answered"):
            seen.setdefault((entry.subject, entry.verb), entry)
    acknowledged = [
        working_days(at, seen[key].at)
        for subject, at in asked_ones.items()
        if (key := (subject, "request.acknowledged")) in seen
    ]
    answers = {subject: seen[key] for subject in asked_ones if (key := (subject, "request.answered")) in seen}
    took = [working_days(asked_ones[subject], entry.at) for subject, entry in answers.items()]
    ways = [entry.details["kind"] for entry in answers.values()]
    why = [entry.details["because"] for entry in answers.values() if entry.details["because"]]
    return len(asked_ones), ways, why, sorted(acknowledged), sorted(took), len(unasked)


@pytest.mark.django_db
@pytest.mark.parametrize(("asker", "other"), [("social-care", "police"), ("police", "social-care")])
def test_each_figure_is_computed_again_from_the_trail_alone(played, monkeypatch, asker, other):
    monkeypatch.setattr(small_numbers, "hidden_in", lambda table: set())
    monkeypatch.setattr(small_numbers, "rounded", lambda number: number)
    monkeypatch.setattr(figures, "SMALLEST", 1)
    monkeypatch.setattr(figures, "FOR_THE_SLOWEST", 1)
    names = {agency.key: agency.name for agency, _ in queries.pairs_of(played["amina"])}
    (pair,) = [p for p in queries.figures_for(played["amina"]) if (p.asker, p.asked) == (names[asker], names[other])]
    number, ways, why, acknowledged, took, unasked = from_the_trail(asker, other)
    assert number == {"social-care": 18, "police": 6}[asker]
    counted = dict(zip(figures.WAYS, pair.together.ways, strict=True))
    assert pair.together.asked == str(number) and pair.told == str(unasked) == ("1" if asker == "police" else "0")
    for kind in ("full", "part", "gist", "refused"):
        assert counted[kind] == str(ways.count(kind)), kind
    assert counted["other"] == str(ways.count("neither")) and counted[""] == str(number - len(ways))
    assert pair.short == str(len(why)) and pair.reasons["A source could be at risk"] == str(why.count("source"))
    for times, days in ((pair.together.acknowledged, acknowledged), (pair.together.answered, took)):
        half = len(days) // 2
        middle = days[half] if len(days) % 2 else (days[half - 1] + days[half]) / 2
        assert times.middle == f"{middle:g}"
        assert times.nine_in_ten == str(next(d for d in days if sum(one <= d for one in days) * 10 >= len(days) * 9))
    assert sum(int(line.asked) for line in pair.months) == number
    assert [int(line.asked) > 0 for line in pair.months] == [False] * 10 + [True, True]


@pytest.mark.django_db
def test_the_page_and_the_file_agree_hide_what_is_small_and_show_no_child(client, played):
    for who in ("amina", "dan", "ines"):
        fresh(client, played[who])
        page = client.get("/sharing/figures").content.decode()
        assert "Megan" not in page and "K-" not in page
        file = client.get("/sharing/figures.csv")
        rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
        values = {tuple(row[:4]): row[4] for row in rows[1:]}
        care, police = "Children’s social care", "Midvale Police, Prevent team"
        assert values[care, police, "twelve months", "asked"] == "20"
        assert values[police, care, "twelve months", "asked"] == HIDDEN
        assert values[care, police, "twelve months", "first answer: a gist"] == HIDDEN
        assert values[police, care, "twelve months", "told unasked"] == HIDDEN
        assert not any(
            value.isdecimal() and 0 < int(value) < 5 for key, value in values.items() if "working" not in key[3]
        )
    assert Entry.objects.filter(verb="sharing-figures.taken").count() == 3
    for who in ("esme", "hal", "farah", "jo"):
        fresh(client, played[who])
        assert client.get("/sharing/figures").status_code == client.get("/sharing/figures.csv").status_code == 404
    fresh(client, played["rhys"])
    values = [row[4] for row in csv.reader(io.StringIO(client.get("/sharing/figures.csv").content.decode("utf-8-sig")))]
    assert set(values[1:]) <= {"0", HIDDEN, NONE}, "the next authority’s are its own"


@pytest.mark.django_db
def test_the_figures_cost_the_same_with_nothing_and_with_much(cast, played):
    def cost():
        with CaptureQueriesContext(connection) as asked_of_it:
            queries.figures_for(played["amina"])
        return len(asked_of_it)

    before = cost()
    for _ in range(3):
        with as_of(months_back(3)):
            asked_by_partner(played["dan"])
    assert cost() == before


def lines_counted(person) -> int:
    """How many lines the three questions of the figures have, whatever stands behind each."""
    first, last = months_back(12, 1), months_back(0, 1)
    asked_ones = InformationRequest.objects.filter(authority_id=person.authority_id)
    days = [len(counting._days(asked_ones, end)) for end in ("acknowledged_at", "answered_at")]
    return sum(days) + len(counting._first_answers(first, last, person))


@pytest.mark.django_db
def test_the_database_counts_and_no_row_is_read(played, monkeypatch):
    """Twice as many on the same days are as many lines, and twice the numbers."""
    monkeypatch.setattr(small_numbers, "hidden_in", lambda table: set())
    monkeypatch.setattr(small_numbers, "rounded", lambda number: number)
    before, lines = queries.figures_for(played["amina"]), lines_counted(played["amina"])
    answers = {answer.request_id: answer for answer in Answer.objects.all()}
    for row in list(InformationRequest.objects.all()):
        answer = answers.get(row.pk)
        row.pk, row.uuid, row.once_key = None, uuid.uuid4(), f"again-{row.once_key}"[:60]
        row.save()
        if answer:
            answer.pk, answer.uuid, answer.once_key, answer.request = None, uuid.uuid4(), f"x-{row.pk}", row
            answer.save()
            # A later answer, and one at the same moment, are not how it went first.
            later = answer.made_at + datetime.timedelta(days=1)
            for key, at in (("at the same moment", answer.made_at), ("later", later)):
                Answer.objects.create(
                    request=row,
                    kind="refused",
                    because="x",
                    made_by=answer.made_by,
                    made_at=at,
                    once_key=f"{key} {row.pk}",
                )
    assert lines_counted(played["amina"]) == lines
    for one, two in zip(before, queries.figures_for(played["amina"]), strict=True):
        assert [2 * int(n) for n in (one.together.asked, *one.together.ways, one.short, one.told)] == [
            int(n) for n in (two.together.asked, *two.together.ways, two.short, two.told)
        ]
        assert {why: 2 * int(n) for why, n in one.reasons.items()} == {why: int(n) for why, n in two.reasons.items()}


@pytest.mark.parametrize("number", [40, 3])
def test_where_nothing_was_asked_the_times_say_so_and_a_hidden_nought_stays_hidden(number):
    months = [datetime.date(2026, month, 1) for month in range(1, 13)]
    tally = figures.Tally()
    tally.asked[months[0]] = number
    tally.went(months[0], AnswerKind.FULL, number)
    tally.answered[months[0]] = Counter({2: number})
    pair = figures.pair_of("One", "Other", tally, months, {})
    first, *others = pair.months
    told_of = ("40", "0", NONE) if number == 40 else (HIDDEN, HIDDEN, HIDDEN)
    assert first.asked == told_of[0] and {line.asked for line in others} == {told_of[1]}
    assert {line.answered.middle for line in others} | {line.acknowledged.nine_in_ten for line in others} == {
        told_of[2]
    }
    assert first.answered.middle == ("2" if number == 40 else HIDDEN)
    assert first.acknowledged.middle == HIDDEN, "that none of them was acknowledged would be said of each"
    assert (pair.told, pair.told_acknowledged.middle) == ("0", NONE)


def test_numbers_are_rounded_and_times_hidden_where_few():
    assert [rounded(n) for n in (0, 10, 12, 13, 17, 18)] == [0, 10, 10, 15, 15, 20]
    assert times_of([1] * 9).middle == HIDDEN and times_of([1] * 10).middle == "1"
    assert times_of([1, 4] * 5).middle == "2.5" and times_of(Counter({1: 5, 4: 6})).middle == "4"
    assert times_of([1] * 29).nine_in_ten == HIDDEN
    assert times_of([0] * 27 + [5, 6, 7]).nine_in_ten == "0" and times_of([0] * 26 + [4, 5, 6, 7]).nine_in_ten == "4"


def test_where_everything_went_one_way_it_is_not_said():
    assert shown([[0, 12, 0, 12], [0, 12, 0, 12]])[1] == [HIDDEN, HIDDEN, HIDDEN, "10"]


def test_what_a_spreadsheet_would_take_for_a_formula_is_text():
    from kith.design.tables import safe

    assert [safe(text) for text in ("=1", "＝1", "\t=1", "-2", "Police")] == ["'=1", "'＝1", "'=1", "'-2", "Police"]


def _tables(seed: int) -> list[list[int]]:
    """A table of months by ways with its totals, mostly of small numbers and noughts, as they come."""
    draw = random.Random(seed)  # noqa: S311  (no secret: the same tables each time)
    heavy = draw.choice([2, 6, 15, 40])
    rows = [[draw.choice([0, 0, draw.randint(0, heavy)]) for _ in range(6)] for _ in range(12)]
    rows = [[*row, sum(row)] for row in rows]
    return [*rows, [sum(row[c] for row in rows) for c in range(7)]]


def _bounds(table, cells):
    """What arithmetic says of each hidden cell: least and greatest, from rounded totals and their rows and columns."""
    wide = 10**6
    known = {}
    for r, row in enumerate(cells):
        for c, text in enumerate(row):
            known[r, c] = (
                [0, wide] if text == HIDDEN else [0, 0] if text == "0" else [max(10, int(text) - 2), int(text) + 2]
            )
    last_row, last = len(cells) - 1, len(cells[0]) - 1
    lines = [[(r, c) for c in range(last + 1)] for r in range(last_row + 1)]
    lines += [[(r, c) for r in range(last_row + 1)] for c in range(last + 1)]
    again = True
    while again:
        again = False
        for *inner, total in lines:
            for cell in (*inner, total):
                others = [one for one in inner if one != cell]
                low, high = sum(known[one][0] for one in others), sum(known[one][1] for one in others)
                if cell == total:
                    least, most = low, high
                else:
                    least, most = known[total][0] - high, known[total][1] - low
                new = [max(known[cell][0], least), min(known[cell][1], most)]
                if new != known[cell]:
                    known[cell], again = new, True
    return known


@pytest.mark.parametrize("seed", range(60))
def test_no_small_number_can_be_worked_out_from_what_is_shown(seed):
    """By attack: from every total and rounding that is shown, a hidden small number is still one of several."""
    table = _tables(seed)
    cells, hidden = shown(table), hidden_in(table)
    for (r, c), (least, most) in _bounds(table, cells).items():
        if 0 < table[r][c] < 10:
            assert (r, c) in hidden
            assert least <= table[r][c] <= most and most - least >= 4, (r, c, table[r][c], least, most)


def test_without_the_second_hiding_one_could_be_worked_out():
    table = [[3, 15, 18], [0, 20, 20], [3, 35, 38]]
    alone = [[HIDDEN if 0 < n < 10 else str(n) for n in row] for row in table]
    assert int(alone[0][2]) - int(alone[0][1]) == 3
    assert shown(table)[0].count(HIDDEN) >= 2
