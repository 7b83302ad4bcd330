"""What to learn next: who reads and plans it, what is never shown, what is kept for the next term, and what nobody loses."""

import datetime
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.calibration.tests import factories as rounds
from kith.coaching import actions as coaching
from kith.demo.cast import CAST
from kith.desk.models import Notice
from kith.desk.queries import waiting_for
from kith.desk.tests.factories import fresh
from kith.learning import actions, queries, rules
from kith.learning.models import Aim, LearningPlan
from kith.people import actions as people
from kith.people.models import Membership, Person
from kith.people.queries import diary_of
from kith.people.rules import held_by, kind_of
from kith.toolkit.models import EmptySearch
from kith.training.tests import factories as training

from .factories import SAID, a_day, added, begun

pytestmark = pytest.mark.django_db
SOCIAL_CARE = {player.key for player in CAST if player.authority == "thornmere" and player.agency == "social-care"}
PLANNERS = {"bola", "petra", "gwen"}

DOORS = [
    ("learning:plan", "GET", SOCIAL_CARE),
    ("learning:add", "GET", PLANNERS),
    ("learning:add", "POST", PLANNERS),
    ("learning:aim", "GET", SOCIAL_CARE),
    ("learning:change", "GET", PLANNERS),
    ("learning:change", "POST", PLANNERS),
    ("learning:end", "GET", PLANNERS | {"amina"}),
    ("learning:end", "POST", PLANNERS | {"amina"}),
]


@pytest.mark.parametrize(("route", "method", "allowed"), DOORS)
def test_everybody_at_the_doors_of_a_plan(client, cast, route, method, allowed):
    aim = added(cast)
    where = reverse(route, args=[aim.plan.uuid if route in ("learning:plan", "learning:add") else aim.uuid])
    got_in = set()
    for player in CAST:
        fresh(client, cast[player.key])
        with transaction.atomic():
            answer = client.get(where) if method == "GET" else client.post(where, {"version": "0"})
            transaction.set_rollback(True)
        if answer.status_code != 404:
            got_in.add(player.key)
    assert got_in == allowed


def test_the_three_faces_agree(cast):
    plan = begun(cast)
    seeing = {
        player.key for player in CAST if LearningPlan.objects.filter(rules.sees_plan(cast[player.key]), pk=plan.pk)
    }
    assert seeing == SOCIAL_CARE == {p.key for p in CAST if rules.reads_plan(cast[p.key], plan)}
    assert {one.pk for one in rules.people_who_see_plan(plan)} == {cast[key].pk for key in seeing}


def test_a_term_has_one_plan_and_who_sees_to_an_aim_is_told(cast):
    plan = begun(cast)
    assert begun(cast, by="gwen") == plan and LearningPlan.objects.count() == 1
    aim = added(cast, plan)
    assert added(cast, plan) == aim, "the second click"
    assert (
        Entry.objects.filter(verb="aim.added").count() == Entry.objects.filter(verb="learning-plan.begun").count() == 1
    )
    assert Notice.objects.filter(person=cast["amina"], kind="learning-aim").count() == 1
    (group,) = [group for group in waiting_for(cast["amina"]) if group.title == "Yours in the learning plan"]
    assert group.rows[0].words == SAID["text"]
    (entry,) = [one for one in diary_of(cast["amina"], timezone.now()) if one.kind == "Learning plan"]
    assert entry.day == aim.due_on and "police" not in entry.reference.lower()
    for stranger in ("amina", "carys", "dan", "rhys", "jo"):
        with pytest.raises(NotFound):
            added(cast, plan, by=stranger, once_key="z")
    with pytest.raises(NotFound):
        added(cast, plan, owner="dan", once_key="y")
    with pytest.raises(ValueError, match="in its term"):
        added(cast, plan, due_on=plan.begins - datetime.timedelta(days=1), once_key="x")


def test_what_a_colleague_changed_is_not_overwritten_and_nothing_typed_is_lost(client, cast):
    aim = added(cast)
    actions.change_aim(
        cast["gwen"], aim=aim, sequence=0, owner=cast["olu"], due_on=aim.due_on, **{**SAID, "what": "Two hours"}
    )
    assert Notice.objects.filter(person=cast["olu"], kind="learning-aim").exists()
    fresh(client, cast["bola"])
    day = a_day(aim.plan)
    typed = {**SAID, "session": "", "what": "Half a day", "owner": str(cast["amina"].uuid), "sequence": "0"}
    typed |= {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year, "version": "0"}
    page = client.post(reverse("learning:change", args=[aim.uuid]), typed).content.decode()
    assert "A colleague changed it meanwhile" in page and "Two hours" in page and "Half a day" in page
    aim.refresh_from_db()
    assert aim.what == "Two hours" and aim.sequence == 1
    version = page.split('name="version" value="')[1].split('"')[0]
    client.post(reverse("learning:change", args=[aim.uuid]), {**typed, "sequence": "1", "version": version})
    aim.refresh_from_db()
    assert (aim.what, aim.owner, aim.sequence) == ("Half a day", cast["amina"], 2)


def test_an_aim_ends_once_with_what_came_of_it(cast):
    aim = added(cast)
    with pytest.raises(ValueError, match="in words"):
        actions.end_aim(cast["amina"], aim=aim, ended_as="done", came_of=" ")
    with pytest.raises(NotFound):
        actions.end_aim(cast["olu"], aim=aim, ended_as="done", came_of="Nothing.")
    actions.end_aim(cast["amina"], aim=aim, ended_as="done", came_of="Eleven came; three rang police the week after.")
    actions.end_aim(cast["bola"], aim=aim, ended_as="dropped", came_of="No.")
    aim.refresh_from_db()
    assert aim.ended_as == "done" and aim.ended_by == cast["amina"] and "Eleven" in aim.came_of
    with pytest.raises(NotFound):
        actions.change_aim(cast["bola"], aim=aim, sequence=1, owner=cast["olu"], due_on=aim.due_on, **SAID)
    assert not [group for group in waiting_for(cast["amina"]) if group.title == "Yours in the learning plan"]


def test_who_leaves_leaves_no_aim_with_nobody(cast):
    aim = added(cast)
    (held,) = [one for one in held_by(cast["amina"]) if one.kind == "learning-aim"]
    with pytest.raises(people.StillHolds):
        people.end_person("system:command", person=cast["amina"])
    kind = kind_of("learning-aim")
    assert kind.may_take(cast["olu"], held, of=cast["amina"]) and not kind.may_take(cast["dan"], held, of=cast["amina"])
    kind.hand(cast["carys"], held, of=cast["amina"], to=cast["olu"], reason="")
    aim.refresh_from_db()
    assert aim.owner == cast["olu"] and aim.sequence == 1


def many(cast, number: int) -> list:
    """So many colleagues of Amina."""
    made = []
    for place in range(number):
        email = f"w{place}@thornmere.example"
        row = Person.objects.create(
            name=f"Worker {place}", email=email, agency=cast["amina"].agency, authority=cast["amina"].authority
        )
        Membership.objects.create(person=row, team=Membership.objects.filter(person=cast["amina"]).first().team)
        made.append(row)
    return made


def ask(person, theme: str, key: str) -> None:
    coaching.ask_question(person, theme=theme, text="How?", once_key=key)


def test_what_then_stood_is_kept_and_stands_beside_what_stands_now(client, cast):
    EmptySearch.objects.create(
        authority=cast["bola"].authority, words="county lines", times=4, last_day=timezone.localdate()
    )
    plan = begun(cast)
    assert set(plan.figures) == {"asked", "confident", "searches", "judged", "take_up"}
    plan.figures = {
        **plan.figures,
        "asked": {"online": 7},
        "take_up": {"Introductory": "5 to 9 of 15 to 19 who need it"},
    }
    plan.save()
    fresh(client, cast["gwen"])
    page = client.get(reverse("learning:learning")).content.decode()
    assert "county lines" in page and "5 to 9 of 15 to 19 who need it" in page
    rows = {row.key: row for row in queries.themes_in(queries.figures_for(cast["gwen"]), plan.figures)}
    assert (rows["online"].asked, rows["online"].asked_before) == ("", "7")
    assert list(rows) == [key for key, _ in queries.About.choices], "in their order, and none before another"
    fresh(client, cast["amina"])
    page = client.get(reverse("learning:learning")).content.decode()
    assert "The plan of the" in page and "county lines" not in page and "What asks to be learned" not in page


def test_take_up_is_told_by_steps_and_not_of_fewer_than_five(cast):
    training.needed_since("introductory", training.days(-400))
    title = training.tier(cast).title
    told = queries.figures_for(cast["bola"])["take_up"]
    assert re.fullmatch(r"fewer than 5 of (5 to 9|1\d to 1\d) who need it", told[title])
    channel = training.tier(cast, "channel").title
    assert channel not in told, "one chair alone needs it"
    # One person more who has it is not seen.
    training.completed(cast, "amina")
    assert queries.figures_for(cast["bola"])["take_up"] == told


def test_the_page_asks_as_often_with_one_aim_as_with_many(client, cast):
    plan = begun(cast)
    added(cast, plan)
    fresh(client, cast["bola"])
    where = reverse("learning:learning")
    client.get(where)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(where)
    for number in range(12):
        added(cast, plan, once_key=f"k{number}", owner=("amina", "olu", "carys")[number % 3])
    with CaptureQueriesContext(connection) as lots:
        client.get(where)
    assert len(few) == len(lots)


def test_a_term_that_is_over_takes_nothing_more_and_stays_readable(client, cast):
    plan = begun(cast)
    aim = added(cast, plan)
    # Over by a whole term: on the last day of a term, yesterday less ninety days is in the same.
    late = queries.terms_for(cast["bola"].authority)[0].begins - datetime.timedelta(days=1)
    LearningPlan.objects.filter(pk=plan.pk).update(begins=late - datetime.timedelta(days=90), ends=late)
    Aim.objects.filter(pk=aim.pk).update(due_on=late)
    plan.refresh_from_db()
    with pytest.raises(NotFound):
        added(cast, plan, once_key="late")
    fresh(client, cast["bola"])
    answer = client.get(reverse("learning:add", args=[plan.uuid]), follow=True)
    assert "is over" in answer.content.decode()
    page = client.get(reverse("learning:earlier")).content.decode()
    assert reverse("learning:plan", args=[plan.uuid]) in page
    assert "late: by" in client.get(reverse("learning:plan", args=[plan.uuid])).content.decode()
    actions.end_aim(cast["amina"], aim=aim, ended_as="dropped", came_of="The trainer was ill.")


def test_how_far_people_agreed_stands_by_kind_of_harm(client, cast):
    row = rounds.opened(cast, how_many=6)
    rounds.answered(cast, row, *rounds.RATERS)
    rounds.over(row)
    for who in ("bola", "gwen"):
        judged = queries.figures_for(cast[who])["judged"]
        kinds = {item.harm_words for item in row.vignettes.all()}
        assert set(judged) <= kinds, who
    fresh(client, cast["bola"])
    page = client.get(reverse("learning:learning")).content.decode()
    found = queries.figures_for(cast["bola"])["judged"]
    assert found and all(title in page for title in found)
