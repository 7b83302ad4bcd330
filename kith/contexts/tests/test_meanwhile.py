"""What happened since a page was opened: nothing lands where it was not meant, nothing typed is lost, nothing false is said."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import Over
from kith.contexts import actions, queries
from kith.contexts.models import ContextAction, ContextReview, GoalReview, MapTie
from kith.contexts.words import Does
from kith.desk.tests.factories import fresh

from .factories import GOALS, assessed, closed, let_in, node, opened, planned, tied

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast):
    """A context that Amina opened, Carys owns and Dan reads."""
    row = opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], row, cast["dan"])
    return row


def dated(name: str, day: datetime.date) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def said_of(*goals, **seen) -> dict:
    sent = {"changed": "Much.", "once": "r", **dated("on", timezone.localdate())}
    for goal in goals:
        sent |= {f"standing_{goal.uuid.hex}": "safer", f"seen_{goal.uuid.hex}": f"Seen: {goal.text}"}
    return sent | seen


def test_a_review_says_of_each_goal_what_was_said_of_it_and_of_no_other(client, cast, place):
    first = assessed(cast["carys"], place)
    a, b = queries.goals_of(place)
    sent = said_of(a, b)
    assessed(cast["amina"], place, replaces=first, goals=[("A new goal.", "Somehow."), GOALS[0]], changed_since="x")
    fresh(client, cast["carys"])
    where = reverse("contexts:review", args=[place.uuid])
    page = client.post(where, sent).content.decode()
    assert not ContextReview.objects.exists()
    assert "The safety goals changed since this was opened" in page and "Amina assessed the context" in page
    assert f"Seen: {a.text}" in page and f"Safer. Seen: {b.text}" in page and b.text in page
    # What waits half typed is of the same goals too.
    again = client.get(where).content.decode()
    assert f"Seen: {a.text}</textarea>" in again and f"Safer. Seen: {b.text}" in again
    new = queries.goals_of(place)[0]
    sent = said_of(new, a, version="1", **{f"was_{b.uuid.hex}": "Safer. Seen."})
    assert client.post(where, sent).status_code == 302
    assert {row.goal_id: row.seen for row in GoalReview.objects.all()} == {
        new.pk: "Seen: A new goal.",
        a.pk: f"Seen: {a.text}",
    }
    with pytest.raises(actions.Moved):
        actions.review_context(
            cast["carys"],
            context=place,
            on=timezone.localdate(),
            changed="x",
            goals={b.pk: ("same", "x")},
            once_key="s",
        )


def test_a_tie_of_a_wrong_year_is_listed_and_can_be_put_right(client, cast, place):
    carys, today = cast["carys"], timezone.localdate()
    men = node(carys, "The two men", context=place)
    fresh(client, carys)
    where = reverse("contexts:new-tie", args=[place.uuid])
    sent = {
        "one": str(men.uuid),
        "other": "centre",
        "does": "harms",
        "words": "Drink.",
        "certainty": "fact",
        "once": "t",
    }
    late = client.post(where, {**sent, **dated("since", today + datetime.timedelta(days=1))})
    assert "The day since when must be today or in the past" in late.content.decode() and not MapTie.objects.exists()
    done = client.post(
        where, {**sent, "version": "1", **dated("until", today.replace(year=today.year - 1, day=1))}, follow=True
    )
    text, tie = done.content.decode(), MapTie.objects.get()
    assert "It is over, so it stands under “Ended”" in text and reverse("contexts:tie", args=[tie.uuid]) in text
    shown = queries.map_of(carys, context=place)
    assert shown.ties == [] and [one.uuid for one in shown.ended] == [tie.uuid]
    assert "Drink." in client.get(reverse("contexts:print", args=[place.uuid])).content.decode()
    actions.put_right_tie(carys, tie=tie, because="A wrong year.", until=None)
    shown = queries.map_of(carys, context=place)
    assert len(shown.ties) == 1 and shown.ended == []


def test_of_two_who_put_one_tie_right_the_second_sees_both(client, cast, place):
    carys, amina = cast["carys"], cast["amina"]
    tie = tied(carys, node(carys, "The two men", context=place), None, context=place)
    actions.put_right_tie(amina, tie=tie, because="Seen.", does=Does.PROTECTS, words="Hers.")
    fresh(client, carys)
    where = reverse("contexts:put-right", args=[tie.uuid])
    sent = {"does": "unknown", "words": "Mine.", "certainty": "fact", "because": "Heard."}
    page = client.post(where, sent).content.decode()
    assert "by Amina, " in page and "Hers." in page and "Mine.</textarea>" in page and "Put right." not in page
    assert MapTie.objects.count() == 2
    stands = MapTie.objects.get(replaces=tie)
    assert client.post(where, {**sent, "words": "Both.", "version": "1", "stands": str(stands.uuid)}).status_code == 302
    assert [one.words for one in queries.map_of(carys, context=place).ties] == ["Both."]
    # The same once more is the second click; one that was taken out takes nothing more, and gives back what was typed.
    assert client.post(where, {**sent, "words": "Both.", "stands": str(stands.uuid)}).status_code in (200, 302)
    last = queries.stands_as(carys, tie)
    actions.withdraw_tie(amina, tie=last, because="In error.")
    for name in ("put-right", "tie-ended", "take-out-tie"):
        over = client.post(
            reverse(f"contexts:{name}", args=[last.uuid]),
            {**sent, **dated("until", timezone.localdate()), "words": "Lost?"},
        )
        assert over.status_code == 410 and "Amina took this tie out of the map" in over.content.decode()
        assert "Lost?" in over.content.decode()
    assert MapTie.objects.count() == 4


def test_what_was_done_meanwhile_is_said_to_the_second_with_their_words(client, cast, place):
    carys, dan = cast["carys"], cast["dan"]
    action = planned(carys, place, dan)
    actions.finish_context_action(dan, action=action, note="It burns.")
    fresh(client, carys)
    for name, field in (("action-done", "note"), ("drop-action", "because")):
        answer = client.post(reverse(f"contexts:{name}", args=[action.uuid]), {field: "My words."})
        text = answer.content.decode()
        assert answer.status_code == 410 and "Dan marked this as done" in text and "It burns." in text
        assert "My words." in text
    fresh(client, dan)
    assert client.post(reverse("contexts:action-done", args=[action.uuid]), {"note": "It burns."}).status_code == 302
    assert ContextAction.objects.get().ended_words == "It burns."


def test_a_closed_context_takes_nothing_and_gives_back_what_was_typed(client, cast, place):
    carys, dan, olu = cast["carys"], cast["dan"], cast["olu"]
    action, men = planned(carys, place, dan), node(carys, "The two men", context=place)
    closed(carys, place, because="It is safe", who_has_it="The warden")
    addresses = {
        name: reverse(f"contexts:{name}", args=[place.uuid]) for name in ("concern", "partner", "review", "node")
    }
    addresses |= {
        name: reverse(f"contexts:{name}", args=[place.uuid]) for name in ("assess", "hold", "change", "close")
    }
    addresses |= {
        "done": reverse("contexts:action-done", args=[action.uuid]),
        "man": reverse("contexts:rename", args=[men.uuid]),
    }
    fresh(client, cast["amina"])
    for name, where in addresses.items():
        answer = client.post(where, {"what": "Precious words.", "because": "Precious words."})
        if name == "close":
            assert answer.status_code == 404, "who does not lead it does not close it"
            continue
        text = answer.content.decode()
        assert answer.status_code == 410 and "Precious words." in text, name
        assert "Carys closed" in text and "It is safe." in text or name == "done"
        if name != "done":
            assert client.post(where, {"what": "x"}, HTTP_X_AUTOSAVE="1").status_code == 410
    assert ContextAction.objects.get().ended_as == "closed"
    fresh(client, dan)
    assert client.post(addresses["concern"], {"what": "x"}).status_code == 410
    assert client.post(addresses["assess"], {"facts": "x"}).status_code == 404
    page = client.get(reverse("contexts:context", args=[place.uuid])).content.decode()
    assert "Carys owned it" in page and "Carys owns it" not in page and "To link a child" not in page
    fresh(client, olu)
    assert {client.post(where, {"what": "x"}).status_code for where in addresses.values()} == {404}
    with pytest.raises(Over):
        actions.finish_context_action(dan, action=ContextAction.objects.get(), note="x")
