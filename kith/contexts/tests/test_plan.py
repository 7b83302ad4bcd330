"""The plan of a context, a context that is opened again, a conference that is put right, and adults called like a child."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound, Over
from kith.audit.models import Entry
from kith.contexts import actions, queries, rules
from kith.contexts.models import (
    AdultNamed,
    Conference,
    Context,
    ContextAction,
    ContextConcern,
    ContextReopening,
    SafetyGoal,
)
from kith.contexts.naming import NamesChild
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh, raised
from kith.people.models import Person
from kith.people.queries import diary_of
from kith.people.rules import held_by

from .factories import (
    GOALS,
    HELD,
    agreed,
    assessed,
    closed,
    conferred,
    let_in,
    linked,
    noticed,
    opened,
    opened_again,
    partner,
    planned,
    put_right,
    reviewed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast):
    """A context that Amina opened, Carys owns and Dan reads."""
    row = opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], row, cast["dan"])
    return row


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def dated(name: str, day: datetime.date) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# The plan


def test_a_context_has_a_plan_from_its_opening_without_a_conference(client, cast, place):
    amina, dan, today = cast["amina"], cast["dan"], timezone.localdate()
    said = {"text": "Ask the shops.", "owner": dan, "due_on": today, "once_key": "o", "outside": "Shops in the lane"}
    one, two = (actions.put_into_plan(amina, context=place, **said) for _ in range(2))
    assert one == two and one.conference is None and one.goal is None and told(dan)[-1] == "context-action"
    for name in ("dan", "olu", "rhys", "vera"):
        with pytest.raises(NotFound):
            planned(cast[name], place, dan)
    with pytest.raises(NotFound):
        planned(amina, place, cast["nia"])  # who does not read it owns nothing in it
    assert ContextAction.objects.count() == 1
    # On the page of the context, in the plan, at home, in the list, in the calendar and among what is held.
    fresh(client, dan)
    where = reverse("contexts:plan", args=[place.uuid])
    for page in (reverse("contexts:context", args=[place.uuid]), where):
        text = client.get(page).content.decode()
        assert "Ask the shops." in text and "Shops in the lane; Dan, Midvale Police, Prevent team, sees to it" in text
    for page in (reverse("desk:home"), reverse("contexts:mine")):
        assert f"{where}#action-{one.uuid}" in client.get(page).content.decode()
    (entry,) = [one for one in diary_of(dan, timezone.now()) if one.title.startswith("Action due KY-")]
    assert entry.url == where and place.name not in entry.title
    (held,) = [held for held in held_by(dan) if held.kind == "context-action"]
    assert held.url == where and "shops" not in held.words
    assert actions.remind_of_contexts(WORKER, today=today) and told(dan)[-1] == "context-action-due"
    fresh(client, cast["olu"])
    assert client.get(where).status_code == 404


def test_an_action_is_done_or_dropped_once_and_says_so(cast, place):
    carys, dan = cast["carys"], cast["dan"]
    done, dropped = planned(carys, place, dan), planned(carys, place, dan, text="Ask twice.")
    with pytest.raises(NotFound):
        actions.drop_context_action(dan, action=dropped, because="x")  # who leads says what is dropped
    with pytest.raises(NotFound):
        actions.finish_context_action(cast["olu"], action=done, note="x")
    for _ in range(2):
        actions.finish_context_action(dan, action=done, note="It burns.")
        actions.drop_context_action(carys, action=dropped, because="It burns.")
    rows = {row.text: (row.ended_as, row.ended_words, row.ended_by) for row in ContextAction.objects.all()}
    assert rows == {
        "Mend the lamp at the steps.": ("done", "It burns.", dan),
        "Ask twice.": ("dropped", "It burns.", carys),
    }
    assert "context-action-done" in told(carys) and "context-action-dropped" in told(dan)
    assert "context-action-dropped" not in told(carys)
    for one in (
        lambda: actions.drop_context_action(carys, action=done, because="x"),
        lambda: actions.finish_context_action(carys, action=dropped, note="x"),
        lambda: actions.aim_context_action(carys, action=done, goal=None),
        lambda: actions.finish_context_action(dan, action=done, note="again"),
    ):
        with pytest.raises(Over, match="(Dan marked this as done|Carys dropped this).*: It burns"):
            one()
    assert not queries.actions_held(dan)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContextAction.objects.filter(pk=dropped.pk).update(ended_words="")


def test_two_things_to_do_for_one_place_can_be_told_apart_at_home(client, cast, place):
    planned(cast["carys"], place, cast["dan"])
    planned(cast["carys"], place, cast["dan"], text="Ask the caretaker about the gate. " * 9)
    client.force_login(cast["dan"])
    page = client.get(reverse("desk:home")).content.decode()
    assert f"To do for {place.name}: Mend the lamp at the steps." in page
    assert re.findall(rf"To do for {place.name}: (Ask .*?)</a>", page) == [
        "Ask the caretaker about the gate. Ask the caretaker about the gate. Ask the car…"
    ]


def test_an_action_serves_a_goal_that_stands_and_can_be_said_to_serve_another(client, cast, place):
    carys = cast["carys"]
    early = planned(carys, place)
    first = assessed(carys, place)
    hate, four = queries.goals_of(place)
    aimed = planned(carys, place, text="Clean in a day.", goal=hate)
    other = opened(carys, name="Station forecourt")
    assessed(carys, other)
    for wrong in (queries.goals_of(other)[0],):
        with pytest.raises(NotFound):
            planned(carys, place, goal=wrong)
        with pytest.raises(NotFound):
            actions.aim_context_action(carys, action=early, goal=wrong)
    for _ in range(2):
        actions.aim_context_action(carys, action=early, goal=four)
    assert Entry.objects.filter(verb="context-action.aimed").count() == 1
    # A goal whose words change is another one: what served it says so, and can be said to serve the new one.
    assessed(carys, place, replaces=first, goals=[("Hate is gone.", "x"), GOALS[1]], changed_since="x")
    with pytest.raises(NotFound):
        planned(carys, place, goal=SafetyGoal.objects.get(pk=hate.pk))
    groups = queries.by_goal(queries.goals_of(place), queries.plan_of(place))
    assert [(one.goal.text, [row.text for row in one.actions]) for one in groups] == [
        ("Hate is gone.", []),
        (GOALS[1][0], ["Mend the lamp at the steps."]),
        (GOALS[0][0], ["Clean in a day."]),
    ]
    fresh(client, carys)
    text = client.get(reverse("contexts:plan", args=[place.uuid])).content.decode()
    assert "A goal that stands no longer: Hate is removed" in text and "Nothing in the plan serves it yet" in text
    new = queries.goals_of(place)[0]
    where = reverse("contexts:aim-action", args=[aimed.uuid])
    assert client.post(where, {"goal": str(new.uuid), "once": "a"}).status_code == 302
    assert ContextAction.objects.get(pk=aimed.pk).goal == new
    assert client.post(where, {"goal": "", "once": "b"}).status_code == 302
    assert ContextAction.objects.get(pk=aimed.pk).goal is None


def test_a_review_says_what_changed_in_the_plan_since_the_last(client, cast, place):
    carys = cast["carys"]
    one, two = planned(carys, place, text="One."), planned(carys, place, text="Two.")
    reviewed(carys, place)
    actions.finish_context_action(carys, action=one, note="It burns.")
    agreed(carys, conferred(carys, place), carys, text="Three.")
    fresh(client, carys)
    page = client.get(reverse("contexts:review", args=[place.uuid])).content.decode()
    since, _, left = page.partition("Still to be done")
    assert "Put in: Three." in since and "Done: One." in since and "Two." not in since
    assert "Two." in left and "Three." in left and "One." not in left
    reviewed(carys, place)
    planned(carys, place, text="Four.")
    first, second = queries.with_changes(queries.reviews_of(place), queries.plan_of(place))[::-1]
    assert [row.text for row in first[1].added] == ["One.", "Two."] and not first[1].ended
    assert [row.text for row in second[1].added] == ["Three."] and [row.text for row in second[1].ended] == ["One."]
    since = queries.since_the_last(queries.reviews_of(place), queries.plan_of(place))
    assert [row.text for row in since.added] == ["Four."] and not since.ended
    text = client.get(reverse("contexts:context", args=[place.uuid])).content.decode()
    assert "In the plan since the review before" in text and two.text in text


def test_what_is_put_in_by_the_page_stands_there_and_a_refusal_loses_nothing(client, cast, place):
    linked(cast["amina"], place, raised(cast["amina"], name="Ellie Marsh", named=True))
    assessed(cast["carys"], place)
    goal = queries.goals_of(place)[1]
    fresh(client, cast["amina"])
    where = reverse("contexts:add-action", args=[place.uuid])
    later = timezone.localdate() + datetime.timedelta(days=9)
    said = {"owner": str(cast["dan"].uuid), "outside": "A warden", "goal": str(goal.uuid), **dated("due_on", later)}
    answer = client.post(where, {**said, "text": "Walk home with Ellie.", "once": "p"})
    assert "A context names no child" in answer.content.decode() and "Walk home with Ellie." in answer.content.decode()
    past = dated("due_on", later - datetime.timedelta(days=30))
    answer = client.post(where, {**said, **past, "text": "Walk along.", "version": "1", "once": "p"})
    assert "The date must be today or later" in answer.content.decode() and not ContextAction.objects.exists()
    sent = {**said, "text": "Walk along.", "version": "2", "once": "p"}
    assert [client.post(where, sent).status_code for _ in range(2)] == [302, 302]
    row = ContextAction.objects.get()
    assert (row.goal, row.outside, row.due_on, row.owner) == (goal, "A warden", later, cast["dan"])


# Closed, and opened again


def test_what_closing_left_undone_stays_so_and_comes_back_to_nobody_by_itself(client, cast, place):
    carys, dan = cast["carys"], cast["dan"]
    action = planned(carys, place, dan, due_on=timezone.localdate())
    row = closed(carys, place)
    left = ContextAction.objects.get(pk=action.pk)
    assert left.ended_as == "closed" and left.ended_at == row.closed_at and not queries.actions_held(dan)
    row = opened_again(carys, row)
    assert row.is_open and row.closed_because == "" and not queries.actions_held(dan)
    assert actions.remind_of_contexts(WORKER, today=timezone.localdate() + datetime.timedelta(days=3)) == 0
    fresh(client, carys)
    plan = client.get(reverse("contexts:plan", args=[place.uuid])).content.decode()
    assert "not done when the context was closed" in plan
    again = f"{reverse('contexts:add-action', args=[place.uuid])}?again={action.uuid}"
    assert again in plan and "Mend the lamp at the steps." in client.get(again).content.decode()
    # What was typed there stays there, also where it is refused; what waits in the other form is another’s words.
    said = {"text": "Mend it now.", "owner": str(carys.uuid), "once": "a"}
    answer = client.post(again, said).content.decode()
    assert "Enter the day by which it is done" in answer and f'action="{again}"' in answer
    assert "Mend it now." in client.get(again).content.decode()
    sent = {**said, **dated("due_on", timezone.localdate()), "version": "1"}
    assert client.post(again, sent).status_code == 302 and len(queries.actions_held(carys)) == 1
    for wrong in ("x", str(place.uuid)):
        assert client.get(again.replace(str(action.uuid), wrong)).status_code == 200


def test_what_was_never_written_is_not_waited_for_once_it_is_closed(client, cast, place):
    carys = cast["carys"]
    pages = [reverse("contexts:context", args=[place.uuid]), reverse("contexts:plan", args=[place.uuid])]

    def read() -> list[str]:
        return [fresh(client, carys).get(page).content.decode().partition("<main")[2] for page in pages]

    assert all("planned yet" in page for page in read())
    closed(carys, place)
    for page in read():
        assert "Nothing was planned." in page and not re.search(r"\byet\b", page)


def test_a_closed_context_is_opened_again_by_who_may_close_it_with_a_reason(cast, place):
    carys, bola = cast["carys"], cast["bola"]
    with pytest.raises(NotFound):
        opened_again(carys, place)  # it is open
    row = closed(carys, place)
    said = {"context": row, "reason": "They are back.", "owner": bola}
    for name in ("amina", "dan", "olu", "vera", "rhys"):
        with pytest.raises(NotFound):
            actions.open_context_again(cast[name], **said)
    for wrong in ({"owner": cast["dan"]}, {"owner": cast["rhys"]}, {"reason": ""}):
        with pytest.raises(NotFound):
            actions.open_context_again(carys, **{**said, **wrong})
    assert not ContextReopening.objects.exists()
    for _ in range(2):
        actions.open_context_again(carys, **said)
    row = Context.objects.get(pk=place.pk)
    kept = ContextReopening.objects.get()
    assert row.is_open and row.owner == bola and rules.reads(bola, row) and row.review_on > timezone.localdate()
    assert (kept.closed_because, kept.closed_owner, kept.closed_by) == ("Safe.", "The warden.", carys)
    assert "context-opened-again" in told(bola) and "context-owner" in told(bola)
    assert Entry.objects.filter(verb="context.opened-again", subject=place.subject).count() == 1
    titles = [line.title for line in queries.chronology_of_context(bola, row)]
    assert titles.index("Context closed") < titles.index("Opened again")
    # What opened it stays: it is worked on, closed again and opened again.
    assert noticed(carys, row) and planned(carys, row)
    row = opened_again(carys, closed(carys, row))
    assert [one.reason for one in queries.reopenings_of(row)] == ["They are back.", "The two men are back."]
    kept.reason = "Else"
    with pytest.raises(TypeError):
        kept.save()


def test_a_context_whose_owner_has_gone_is_opened_again_for_somebody_who_is_there(client, cast, place):
    carys = cast["carys"]
    actions.hand_over_context(carys, context=place, to=cast["bola"], reason="x")
    row = closed(carys, Context.objects.get(pk=place.pk))
    Person.objects.filter(pk=cast["bola"].pk).update(is_active=False)
    fresh(client, carys)
    page = reverse("contexts:context", args=[place.uuid])
    where = reverse("contexts:open-again", args=[place.uuid])
    assert where in client.get(page).content.decode()
    text = client.get(where).content.decode()
    assert "Bola" not in text and 'value="" selected' in text
    said = {"reason": "They are back.", "once": "o"}
    assert "Choose who owns it" in client.post(where, {**said, "owner": str(cast["bola"].uuid)}).content.decode()
    sent = {**said, "owner": str(carys.uuid), "version": "1"}
    assert [client.post(where, sent).status_code for _ in range(2)] == [302, 302]
    assert Context.objects.get(pk=row.pk).owner == carys and ContextReopening.objects.count() == 1
    text = client.get(page).content.decode()
    assert "Opened again" in text and "They are back." in text and "The warden." in text
    fresh(client, cast["dan"])
    assert client.get(where).status_code == 404


def test_opening_it_again_leaves_links_as_they_were(cast, place):
    link = linked(cast["amina"], place, raised(cast["amina"]))
    row = opened_again(cast["carys"], closed(cast["carys"], place))
    assert row.links.get() == link and row.links.get().ends is None
    with pytest.raises(NamesChild):
        raised_again = raised(cast["amina"], name="Ellie Marsh", named=True)
        linked(cast["amina"], row, raised_again)
        opened_again(cast["carys"], closed(cast["carys"], row), reason="Ellie is there again.")


# A conference is put right


def test_a_conference_is_never_changed_and_what_is_put_right_stands_beside_it(client, cast, place):
    carys, amina, dan = cast["carys"], cast["amina"], cast["dan"]
    first = conferred(carys, place, [carys, dan])
    action = agreed(carys, first, dan)
    actions.keep_context_dissent(dan, conference=first, who="Police", words="Sooner.", once_key="d")
    first.said = "Else."
    with pytest.raises(TypeError):
        first.save()
    for name in ("dan", "olu", "rhys"):
        with pytest.raises(NotFound):
            put_right(cast[name], first)
    with pytest.raises(NotFound):
        put_right(amina, first, because="")
    second = put_right(amina, first, [carys], said="The steps are the worst place.", because="It was the steps.")
    assert (second.replaces, second.written_by, Conference.objects.get(pk=first.pk).said) == (
        first,
        amina,
        HELD["said"],
    )
    assert told(carys)[-1] == "context-conference-put-right"
    entry = Entry.objects.get(verb="context-conference.put-right")
    assert entry.subject == place.subject
    # A colleague who began from what stood before is told, and nothing is lost.
    with pytest.raises(actions.Moved):
        put_right(carys, first)
    third = put_right(carys, second, [carys], on=timezone.localdate() - datetime.timedelta(days=1))
    assert [row.pk for row in queries.versions_of(first)] == [third.pk, second.pk, first.pk]
    assert [row.pk for row in queries.conferences_of(place)] == [third.pk]
    # What hangs from it stays with it, whichever version it was said of.
    fresh(client, dan)
    for one in (first, second, third):
        text = client.get(reverse("contexts:conference", args=[one.uuid])).content.decode()
        now, _, before = text.partition('id="before"')
        assert "led by Carys, children’s social care" in now and "Written down by Carys" in now
        assert "Put right" in now and "A day was wrong." in now and "Sooner." in now and action.text in now
        assert HELD["said"] in now and "The steps are the worst place." in before and "It was the steps." in before
        assert (
            "Dan, Midvale Police" in before and reverse("contexts:put-conference-right", args=[third.uuid]) not in text
        )
    lines = [line for line in queries.chronology_of_context(dan, place) if line.title == "Conference held"]
    assert len(lines) == 1 and "A day was wrong." in lines[0].text


def test_who_was_there_and_has_no_part_any_more_was_there_still(client, cast, place):
    carys, dan = cast["carys"], cast["dan"]
    first = conferred(carys, place, [dan])
    actions.end_context_part(carys, part=place.parts.get(person=dan))
    with pytest.raises(NotFound):
        put_right(carys, first, [cast["nia"]])
    fresh(client, carys)
    where = reverse("contexts:put-conference-right", args=[first.uuid])
    assert "Dan, Midvale Police" in client.get(where).content.decode()
    sent = {**HELD, "people": [str(dan.uuid)], "because": "Who led it.", "once": "r", **dated("on", first.on)}
    assert [client.post(where, sent).status_code for _ in range(2)] == [302, 302]
    second = Conference.objects.get(replaces=first)
    assert [seat.person for seat in second.seats.all()] == [dan]
    # The page of what was replaced leads to what stands; a colleague’s words meanwhile are shown beside one’s own.
    assert client.get(where).status_code == 302
    answer = client.post(where, {**sent, "said": "Mine.", "once": "s"})
    text = answer.content.decode()
    assert answer.status_code == 200 and "A colleague changed this meanwhile" in text and "Mine." in text
    assert reverse("contexts:put-conference-right", args=[second.uuid]) in text
    closed(carys, place)
    assert client.get(reverse("contexts:put-conference-right", args=[second.uuid])).status_code == 410


def test_every_new_box_refuses_a_childs_name(cast, place):
    carys = cast["carys"]
    linked(cast["amina"], place, raised(cast["amina"], name="Ellie", named=True))
    conference, action = conferred(carys, place), planned(carys, place)
    shut = opened(carys, name="Old mill")
    linked(cast["amina"], _let_in(cast, shut), raised(cast["amina"], name="Ellie", named=True))
    shut = closed(carys, shut)
    name = "Ellie did it"
    before = Entry.objects.count()
    for number, one in enumerate(
        [
            lambda: planned(carys, place, text=name),
            lambda: planned(carys, place, outside=name),
            lambda: actions.drop_context_action(carys, action=action, because=name),
            lambda: put_right(carys, conference, because=name),
            *(lambda f=f: put_right(carys, conference, **{f: name}) for f in HELD),
            lambda: opened_again(carys, shut, reason=name),
        ]
    ):
        with pytest.raises(NamesChild):
            one()
            raise AssertionError(number)
    assert Entry.objects.count() == before


def _let_in(cast, place):
    let_in(cast["carys"], place, cast["amina"])
    return place


# An adult who is called like a child


@pytest.mark.parametrize(
    ("child", "adult", "words", "kept", "asked"),
    [
        ("Dan Marsh", "Dan", "Dan asks the shops.", False, True),
        ("Dan Marsh", "Dan Evans", "Dan Evans asks the shops.", True, False),
        ("Dan Marsh", "Dan Evans", "Dan Evans asks; Dan was there.", False, True),
        ("Dan Marsh", "Dan Evans", "Dan Marsh was there.", False, False),
        ("Dan Marsh", "Dan Marsh", "Dan Marsh was there.", False, False),
        ("Dan Marsh", "Una", "Dan was there.", False, False),
    ],
)
def test_an_adult_called_like_a_child_may_be_named_in_whole_or_once_it_is_said(
    client, cast, place, child, adult, words, kept, asked
):
    Person.objects.filter(pk=cast["dan"].pk).update(name=adult)
    linked(cast["amina"], place, raised(cast["amina"], name=child, named=True))
    fresh(client, cast["amina"])
    where = reverse("contexts:partner", args=[place.uuid])
    said = {"name": "Police", "can_do": words, "once": "p"}
    answer = client.post(where, said)
    assert (answer.status_code == 302) is kept
    if kept:
        return
    text = answer.content.decode()
    assert words in text and ('name="adult"' in text) is asked
    # Saying so opens exactly these words, and only where an adult may be meant.
    answer = client.post(where, {**said, "adult": "on", "version": "1"})
    assert (answer.status_code == 302) is asked and place.partners.exists() is asked
    assert AdultNamed.objects.exists() is asked
    with pytest.raises(NamesChild):
        noticed(cast["amina"], place, what=f"{words} And more.")


def test_that_an_adult_was_meant_is_seen_with_the_link_and_opens_nothing_to_another(client, cast, place):
    amina, carys = cast["amina"], cast["carys"]
    link = linked(amina, place, raised(amina, name="Dan Marsh", named=True))
    words = "Dan asks the shops."
    with pytest.raises(NamesChild) as named:
        partner(amina, place, can_do=words)
    for name in ("dan", "olu", "rhys"):
        with pytest.raises(NotFound):
            actions.say_adult_is_named(cast[name], named=named.value)
    for _ in range(2):
        actions.say_adult_is_named(amina, named=named.value)
    assert partner(amina, place, can_do=words)
    with pytest.raises(NamesChild):
        partner(carys, place, can_do=words)  # who did not say it themselves
    entry = Entry.objects.get(verb="context-link.adult-named")
    assert entry.subject == link.subject and "Dan asks" not in AdultNamed.objects.get().words
    for who, told_of_it in (("carys", True), ("dan", False)):
        fresh(client, cast[who])
        page = client.get(reverse("contexts:who", args=[place.uuid])).content.decode()
        assert ("that of an adult who works here" in page) is told_of_it
    Person.objects.filter(pk=cast["dan"].pk).update(is_active=False)
    with pytest.raises(NotFound):
        actions.say_adult_is_named(carys, named=named.value)
    assert not ContextConcern.objects.exists()
