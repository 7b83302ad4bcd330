"""A story with choices: its way, its end, what is one’s own, and the questions that come later."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound
from kith.audit.models import Entry
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh
from kith.modules import actions, queries, rules
from kith.modules.models import Chosen, FollowUp, Run
from kith.people.queries import diary_of
from kith.toolkit import actions as toolkit

from .factories import SCENES, SLUG, begun, gone_through, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(cast):
    return published(cast["farah"])


def run_page(client, person, run):
    return fresh(client, person).get(reverse("modules:run", args=[run.uuid]))


def test_a_story_goes_on_from_what_was_chosen_and_says_what_followed(client, cast, module):
    amina = cast["amina"]
    client = fresh(client, amina)
    sent = client.post(reverse("modules:begin", args=[SLUG]), {"once": "a"}, follow=True)
    page = sent.content.decode()
    assert "On the bus" in page and "Ring her school at once." in page and "What followed" not in page
    run = Run.objects.get(person=amina)
    again = client.post(reverse("modules:begin", args=[SLUG]), {"once": "b"})
    assert again.url == reverse("modules:run", args=[run.uuid]), "what is open is gone on with"
    where = reverse("modules:run", args=[run.uuid])
    page = client.post(where, {"scene": "start", "choice": "1"}, follow=True).content.decode()
    assert "The school has rung home" in page and "Ring her school at once." in page and "Fits in part" in page
    page = client.post(where, {"scene": "repair", "choice": ""}).content.decode()
    assert "There is no mark for it" in page and Chosen.objects.filter(run=run).count() == 1
    client.post(where, {"scene": "repair", "choice": "0"})
    page = client.post(where, {"scene": "talk", "choice": "0"}, follow=True).content.decode()
    assert "She comes again." in page and "Ask what else it may mean." in page and "Or: Wait a little." in page
    run.refresh_from_db()
    today = timezone.localdate()
    assert run.completed_at and [row.due_on - today for row in run.follow_ups.all()] == [
        datetime.timedelta(days=7),
        datetime.timedelta(days=30),
    ]
    verbs = list(Entry.objects.filter(verb__startswith="module.").order_by("seq").values_list("verb", "subject"))
    assert verbs == [("module.begun", f"toolkit:{SLUG}"), ("module.completed", f"toolkit:{SLUG}")]
    details = Entry.objects.get(verb="module.completed").details
    assert details == {"run": str(run.uuid)}, "what was chosen stands nowhere in the trail"


def test_a_second_click_changes_nothing_and_another_choice_there_is_told(client, cast, module):
    run = begun(cast["amina"])
    client = fresh(client, cast["amina"])
    where = reverse("modules:run", args=[run.uuid])
    for _ in range(2):
        assert client.post(where, {"scene": "start", "choice": "0"}).status_code == 302
    page = client.post(where, {"scene": "start", "choice": "1"}, follow=True).content.decode()
    assert "You had chosen otherwise there" in page and "She talks" in page
    assert list(Chosen.objects.filter(run=run).values_list("scene", "choice")) == [("start", 0)]
    with pytest.raises(NotFound):
        actions.choose(cast["amina"], run=run, scene="repair", choice=0)
    with pytest.raises(ValueError):
        actions.choose(cast["amina"], run=run, scene="talk", choice=2)
    with pytest.raises(ValueError):
        actions.choose(cast["amina"], run=run, scene="talk", choice=-1)


def test_it_is_ones_own_and_nobody_elses_whatever_they_are(client, cast, module):
    run = gone_through(cast["amina"])
    FollowUp.objects.filter(run=run, number=0).update(due_on=timezone.localdate())
    later = run.follow_ups.first()
    for name, person in cast.items():
        client = fresh(client, person)
        own = name == "amina"
        for route, key in (("run", run.uuid), ("forget", run.uuid), ("follow-up", later.uuid)):
            answer = client.get(reverse(f"modules:{route}", args=[key]))
            absent = client.get(reverse(f"modules:{route}", args=[uuid.uuid4()]))
            assert answer.status_code == (200 if own else 404) and absent.status_code == 404, (name, route)
        listed = client.get(reverse("modules:modules")).content.decode()
        assert ("You went through it" in listed) == own, name
        assert (person in rules.people_who_see_run(run)) == Run.objects.filter(rules.sees_run(person)).exists()
        if not own:
            assert client.post(reverse("modules:forget", args=[run.uuid])).status_code == 404
            with pytest.raises(NotFound):
                actions.forget_run(person, run=run)
            with pytest.raises(NotFound):
                actions.answer_follow_up(person, follow_up=later, choice=0)
    assert Run.objects.filter(pk=run.pk).exists()


def test_what_everybody_begins_with_stands_first(cast):
    listed = [one.slug for one in queries.modules_for(cast["amina"])]
    first = {"module-core-skills-apply", "module-talking-with-young-people-and-parents"}
    assert set(listed[:2]) == first and len(listed) >= 12
    published(cast["farah"], more={"tier": 1}, title="A first bus")
    assert [one.slug for one in queries.modules_for(cast["amina"])][0] == SLUG
    published(cast["farah"], more={"tier": 0}, title="A last bus")
    assert [one.slug for one in queries.modules_for(cast["amina"])][-1] == SLUG


def test_another_authoritys_module_is_not_there_and_a_retired_one_is_not_begun(client, cast, module):
    assert [one.slug for one in queries.modules_for(cast["amina"]) if one.slug == SLUG] == [SLUG]
    assert SLUG not in [one.slug for one in queries.modules_for(cast["rhys"])]
    for slug in (SLUG, "never-there", "danger-first"):
        assert fresh(client, cast["rhys"]).post(reverse("modules:begin", args=[slug])).status_code == 404
    run = begun(cast["amina"])
    toolkit.retire_piece(cast["farah"], piece=module, why="It is old.")
    assert run_page(client, cast["amina"], run).status_code == 200, "what one began stays readable"
    actions.choose(cast["amina"], run=run, scene="start", choice=0)
    done = actions.choose(cast["amina"], run=run, scene="talk", choice=0)
    assert "Go through it again" not in run_page(client, cast["amina"], done).content.decode()
    with pytest.raises(NotFound):
        begun(cast["amina"])


def test_who_began_goes_on_in_the_edition_in_which_they_began(client, cast, module):
    run = begun(cast["amina"])
    changed = [{**SCENES[0], "title": "In the tram"}, *SCENES[1:]]
    published(cast["farah"], more={"scenes": changed})
    assert "On the bus" in run_page(client, cast["amina"], run).content.decode()
    other = begun(cast["bola"])
    assert "In the tram" in run_page(client, cast["bola"], other).content.decode()


def test_a_question_waits_for_its_day_is_asked_twice_at_most_and_answered_once(client, cast, module):
    amina = cast["amina"]
    run = gone_through(amina)
    row = run.follow_ups.first()
    where = reverse("modules:follow-up", args=[row.uuid])
    assert fresh(client, amina).get(where).status_code == 404, "its day has not come"
    today = timezone.localdate()
    assert actions.remind_of_follow_ups(WORKER, today=today) == 0
    FollowUp.objects.filter(pk=row.pk).update(due_on=today)
    days = [actions.remind_of_follow_ups(WORKER, today=today + datetime.timedelta(days=n)) for n in (0, 0, 2, 3, 4, 6)]
    assert days == [1, 0, 0, 1, 0, 0]
    assert Notice.objects.filter(person=amina, kind="module-question").count() >= 1
    home = fresh(client, amina).get(reverse("desk:home")).content.decode()
    assert "A question from a short module" in home
    assert [one.kind for one in diary_of(amina, timezone.now()) if one.kind == "Question to answer"] == [
        "Question to answer"
    ] * 2
    assert "Choose one" in client.post(where, {}).content.decode()
    page = client.post(where, {"choice": "1"}, follow=True).content.decode()
    assert "What you answered" in page and "Ask again." in page and "Wait." in page
    client.post(where, {"choice": "0"})
    row.refresh_from_db()
    assert row.choice == 1 and row.answered_at
    assert "A question from a short module" not in client.get(reverse("desk:home")).content.decode()
    with pytest.raises(NotFound):
        actions.remind_of_follow_ups("system:somebody", today=today)


def test_who_goes_through_it_again_is_asked_afresh_and_who_deletes_it_has_nothing_left(client, cast, module):
    amina = cast["amina"]
    first = gone_through(amina)
    second = gone_through(amina, way=(("start", 1), ("repair", 1)))
    assert first.pk != second.pk and second.scene == "apart"
    assert list(FollowUp.objects.filter(run__person=amina).values_list("run", flat=True)) == [second.pk] * 2
    where = reverse("modules:forget", args=[second.uuid])
    page = fresh(client, amina).get(where).content.decode()
    assert "Delete what you chose?" in page
    client.post(where)
    assert list(Run.objects.filter(person=amina)) == [first] and not Chosen.objects.filter(run=second.pk).exists()
    assert client.post(where).status_code == 404


def test_one_who_has_left_is_reminded_of_nothing(cast, module):
    run = gone_through(cast["amina"])
    FollowUp.objects.filter(run=run).update(due_on=timezone.localdate())
    cast["amina"].is_active = False
    cast["amina"].save(update_fields=["is_active"])
    assert actions.remind_of_follow_ups(WORKER, today=timezone.localdate()) == 0


def test_the_pages_ask_the_database_the_same_however_much_there_is(client, cast, module):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("modules:modules")).status_code == 200
        return len(found)

    client = fresh(client, cast["amina"])
    client.get(reverse("modules:modules"))
    before = asked()
    for number in range(5):
        published(cast["farah"], slug=f"module-{number}")
        gone_through(cast["amina"], slug=f"module-{number}")
    assert asked() == before
