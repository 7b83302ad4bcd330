"""Sessions with the young person: planned for an instant, held with their words or not held with why, and counted."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.access.rules import NotFound, Over
from kith.audit.models import Entry
from kith.demo.moments import as_of
from kith.design.small_numbers import months_over
from kith.desk.queries import chronology_for, notices_of, waiting_for
from kith.desk.tests.factories import raised
from kith.people.models import Person, Team
from kith.people.queries import diary_of
from kith.plans import actions, queries, rules
from kith.plans.models import Plan, Session, SessionAccount, TimeNote

from .factories import held, missed, over, planned, session, soon

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def test_a_session_is_planned_moved_held_and_read_by_who_reads_the_matter(cast):
    amina, bola = cast["amina"], cast["bola"]
    consultation = raised(amina, name="Megan", named=True)
    row = session(amina, consultation, bola, once_key="one")
    assert session(amina, consultation, bola, once_key="one") == row
    assert "A session with a young person is planned for you" in [one.words for one in notices_of(bola)]
    seen = {key for key, one in cast.items() if Session.objects.filter(rules.sees_session(one), pk=row.pk).exists()}
    assert seen == {"amina", "bola", "petra", "carys"}
    assert {key for key, one in cast.items() if rules.runs_session(one, row)} == {"amina", "bola", "carys"}
    with pytest.raises(ValueError, match="not begun"), transaction.atomic():
        held(bola, row)
    moved = {"starts_at": soon(72), "ends_at": soon(73), "because": "School trip."}
    for stranger in ("petra", "olu", "dan"):
        with pytest.raises(NotFound), transaction.atomic():
            actions.move_session(cast[stranger], session=row, version=1, **moved)
    assert actions.move_session(bola, session=row, version=1, **moved)
    assert not actions.move_session(amina, session=row, version=1, **{**moved, "ends_at": soon(75)})
    (change,) = queries.moves_of(row)
    assert change.was_starts_at == row.starts_at and change.because == "School trip."
    row = over(row)
    account = held(bola, row)
    right = held(amina, row, minutes=40)
    assert queries.account_of(row) == right and SessionAccount.objects.get(pk=account.pk).replaced_by == right
    with pytest.raises(Over, match="Amina wrote what came of this session"), transaction.atomic():
        actions.move_session(bola, session=row, version=2, **moved)
    assert Entry.objects.filter(verb="session.written").count() == 2
    line = next(line for line in chronology_for(amina, consultation.reference).lines if line.kind == "session")
    assert line.title == "Direct work held, 40 minutes" and line.childs_words == "They listen."


def test_one_that_was_not_held_says_why_and_may_be_called_off_before(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    row = session(amina, consultation)
    for wrong in ({"missed_words": ""}, {"missed_why": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            missed(amina, row, **{"why": "holiday", **wrong} if "missed_why" not in wrong else {"why": ""})
    with pytest.raises(IntegrityError), transaction.atomic():
        held(amina, over(session(amina, consultation)), childs_words="")
    missed(amina, row)
    line = next(line for line in chronology_for(amina, consultation.reference).lines if line.kind == "session")
    assert line.title == "Direct work not held" and "on holiday" in line.text
    # It waits for nobody any more.
    mine = [group.rows for group in waiting_for(anew(amina)) if group.title == "Direct work"]
    assert all(row.reference not in one.words for rows in mine for one in rows)


def test_home_says_what_is_to_be_written(cast):
    amina = cast["amina"]
    row = session(amina, raised(amina))
    (group,) = [one for one in waiting_for(anew(amina)) if one.title == "Direct work"]
    assert "write what came of it" not in group.rows[0].words
    over(row)
    (group,) = [one for one in waiting_for(anew(amina)) if one.title == "Direct work"]
    assert "write what came of it" in group.rows[0].words


def test_a_session_across_the_change_of_the_clocks_is_as_long_as_it_was(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    # The clock goes back in the night of 25 October 2026, and forward in that of 29 March 2026.
    autumn = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON).astimezone(datetime.UTC)
    spring = datetime.datetime(2026, 3, 29, 0, 30, tzinfo=LONDON).astimezone(datetime.UTC)
    for starts, clock in ((autumn, 1), (spring, 3)):
        row = session(amina, consultation, starts_at=starts, minutes=120)
        assert row.minutes == 120
        ends = timezone.localtime(row.ends_at, LONDON)
        assert (ends.hour, ends.minute) == (clock, 30), "the wall shows another time than the hours that passed"
    with as_of(datetime.datetime(2026, 11, 5, 12, tzinfo=LONDON)):
        time = queries.own_time(amina)
    assert {row.month.month: row.hours for row in time.months} == {10: "2", 3: "2"}
    # Half past midnight in London on 1 October is still September in UTC, and counts to October.
    early = datetime.datetime(2026, 10, 1, 0, 30, tzinfo=LONDON).astimezone(datetime.UTC)
    assert early.month == 9
    session(amina, consultation, starts_at=early)
    with as_of(datetime.datetime(2026, 11, 5, 12, tzinfo=LONDON)):
        assert {row.month.month: row.sessions for row in queries.own_time(amina).months} == {10: "2", 3: "1"}


def month_of(number: int, day: int = 10) -> datetime.datetime:
    """Noon of a day in the month so many before the last one that is over."""
    first = months_over(timezone.localdate())[-1 - number]
    return datetime.datetime(first.year, first.month, day, 12, tzinfo=LONDON)


def test_ones_own_time_is_as_it_is_and_nobody_elses(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    at = month_of(0)
    held(amina, session(amina, consultation, starts_at=at), minutes=45)
    missed(amina, session(amina, consultation, starts_at=at + datetime.timedelta(days=1)), "worker-ill")
    session(amina, consultation, starts_at=at + datetime.timedelta(days=2))
    session(amina, consultation, cast["bola"], starts_at=at)
    time = queries.own_time(amina)
    (row,) = time.months
    assert row.cells == ("3", "3", "1", "0", "0.8", "1", "1") and time.together.cells == row.cells
    assert time.reasons == [("The worker was ill", "1")]
    assert queries.own_time(cast["petra"]).is_empty


def team_of_four(cast):
    """Carys’s team, and four people whose sessions count to its time."""
    team = Team.objects.get(pk=cast["carys"].managed_team_ids[0])
    return team, [cast[key] for key in ("amina", "olu", "carys", "gwen")]


def fill(cast, team, people, number: int, counts) -> None:
    """So many sessions of each of these people in a month; every fourth was not held."""
    consultation, at = raised(cast["carys"]), month_of(number)
    for person, count in zip(people, counts, strict=False):
        for one in range(count):
            row = Session.objects.create(
                authority=team.agency.authority,
                consultation=consultation,
                worker=person,
                team=team,
                planned_by=person,
                starts_at=at,
                ends_at=at + datetime.timedelta(hours=1),
                way="together",
                what="x",
                once_key=f"{number}-{person.pk}-{one}",
            )
            if one % 4 == 3:
                missed(cast["carys"], row, "other-work")
            else:
                held(cast["carys"], row)


def test_a_teams_time_hides_what_could_be_one_persons(cast):
    carys = cast["carys"]
    team, people = team_of_four(cast)
    fill(cast, team, people, 0, (16, 16, 16, 16))  # enough people, enough sessions
    fill(cast, team, people, 1, (20, 20))  # two people alone
    fill(cast, team, people, 2, (40, 2, 2))  # three, of whom one had nearly all
    time = queries.team_time(carys, team)
    shown = {row.month: row for row in time.months}
    first, two, one = (shown[month_of(number).date().replace(day=1)] for number in range(3))
    assert first.cells == ("65", "65", "50", "0", "40", "15", "0")
    assert "fewer than 3 people" in two.hidden and two.cells == ("",) * 7
    assert "one person’s" in one.hidden
    # All of them for one reason would say it of each: hidden too.
    assert time.reasons == [("The worker was called to other work", "c")]
    # What is hidden of a month is in no total: 64 are counted, and not the 40 and 44 of the months that are hidden.
    assert time.together.cells == first.cells
    assert not any(person.name in str(time) for person in people)


def test_a_small_number_is_not_given_away_by_its_row_or_its_column(cast):
    team, people = team_of_four(cast)
    fill(cast, team, people, 0, (16, 16, 16, 16))
    fill(cast, team, people, 1, (4, 4, 4, 4))  # twelve held, four not
    time = queries.team_time(cast["carys"], team)
    for row in time.months:
        assert row.missed == "c" and row.held == row.held_hours == "c" and row.sessions in ("15", "65")


def test_a_team_with_few_sessions_shows_no_number_at_all(cast):
    team, people = team_of_four(cast)
    fill(cast, team, people, 0, (2, 2, 2))
    time = queries.team_time(cast["carys"], team)
    assert set(time.months[0].cells) <= {"c", "0"} and set(time.together.cells) <= {"c", "0"}


def test_only_who_manages_a_team_sees_its_time_and_notes_what_would_mend_it(cast):
    team, _ = team_of_four(cast)
    assert {key for key, one in cast.items() if rules.sees_team_time(one, team)} == {"carys"}
    month = months_over(timezone.localdate())[-1]
    for key in ("one", "one"):
        actions.note_time(cast["carys"], team=team, month=month, text="Two cases fewer each.", once_key=key)
    assert TimeNote.objects.count() == 1 and queries.time_notes(cast["carys"], team)[0].by == cast["carys"]
    for stranger in ("amina", "vera", "tom", "olu"):
        with pytest.raises(NotFound), transaction.atomic():
            actions.note_time(cast[stranger], team=team, month=month, text="x", once_key="x")
        assert team not in queries.teams_managed(cast[stranger])
    with pytest.raises(NotFound):
        queries.team_by_key(cast["amina"], team.key)


def test_a_month_of_figures_costs_the_same_however_many_there_are(cast):
    team, people = team_of_four(cast)
    costs = []
    for number, counts in ((0, (4, 4, 4, 4)), (1, (9, 9, 9, 9))):
        fill(cast, team, people, number, counts)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.team_time(cast["carys"], team)
            queries.own_time(people[0])
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_diary_has_days_and_times_and_never_a_name(cast):
    amina = cast["amina"]
    consultation = raised(amina, name="Megan", named=True)
    planned(amina, consultation)
    row = session(amina, consultation)
    gone = session(amina, consultation, starts_at=soon(60))
    missed(amina, gone)
    entries = [one for one in diary_of(amina, timezone.now()) if one.kind in ("Action due", "Review due", "Session")]
    assert {one.kind for one in entries} == {"Action due", "Review due", "Session"}
    keys = {one.uid for one in entries}
    assert f"{row.uuid}@kith" in keys and f"{gone.uuid}@kith" not in keys
    said = " ".join(one.title for one in entries)
    assert consultation.reference not in said and Plan.objects.get().reference not in said and "Megan" not in said
    assert all((one.day is None) == (one.kind == "Session") for one in entries)
    olus = {one.kind for one in diary_of(cast["olu"], timezone.now())}
    assert not olus & {"Action due", "Review due", "Session"}
