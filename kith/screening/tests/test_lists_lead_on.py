"""Lists and pages lead to what is to be done: steps without a day, answers asked for, what was chosen last time."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.desk.queries import unread_of, waiting_for
from kith.desk.tests.factories import claimed, decided, raised
from kith.people.models import Setting
from kith.screening import actions, queries
from kith.screening.models import OpenMatch, ScreeningDecision, SignOff, Step
from kith.screening.words import SignOffWhy

from .test_nothing_left_behind import LILY, page_of
from .test_screening import CLOSE, post_decision, refer
from .test_what_is_seen_first import in_danger, main_of, returned

pytestmark = pytest.mark.django_db


# What was chosen last time (fault 12)


def test_beside_each_choice_stands_what_was_chosen_last_time_and_nothing_is_chosen(client, cast):
    page = page_of(client, cast["bola"], "decide", returned(cast))
    form = page[page.index("<form") :]
    for words in (
        "Last time: Section 17 assessment, Referral to Prevent.",
        "Last time: Outside the family.",
        "Last time: Amina.",
    ):
        assert words in form, form[form.index("What happens now?") :][:900]
    assert " checked" not in form and " selected" not in form.replace('<option value="" selected>', "")


def test_a_manager_who_decides_otherwise_reads_what_the_specialist_chose(client, cast):
    decision = decided(cast, ["prevent-referral"])
    client.force_login(cast["carys"])
    where = reverse("screening:otherwise", args=[decision.screening.consultation.reference, SignOff.objects.get().uuid])
    form = main_of(client.get(where))
    assert "Bola chose: Referral to Prevent." in form and " checked" not in form


def test_a_first_decision_speaks_of_no_last_time(client, cast):
    assert "Last time" not in page_of(client, cast["bola"], "decide", claimed(cast))


# Steps without a day (fault 15)


def undated(cast):
    decision = decided(cast)
    return decision, Step.objects.get(pathway__decision=decision, key="see-child")


def test_steps_without_a_day_stand_apart_and_offer_to_set_one(client, cast):
    decision, step = undated(cast)
    where = reverse("screening:step-day", args=[decision.screening.consultation.reference, step.uuid])
    for who, name in (("amina", "screening:steps"), ("carys", "screening:team")):
        client.force_login(cast[who])
        page = main_of(client.get(reverse(name)))
        before, apart = page.split('id="no-day"')
        assert step.title not in before and step.title in apart and f'href="{where}"' in apart, name
    titles = {group.title: [row.words for row in group.rows] for group in waiting_for(cast["amina"])}
    assert any(step.title in words for words in titles["Steps with no day set"])
    assert not any(step.title in words for words in titles["Steps to take"])


def test_a_day_is_set_by_whoever_has_the_step_and_is_a_day_to_come(client, cast):
    decision, step = undated(cast)
    where = reverse("screening:step-day", args=[decision.screening.consultation.reference, step.uuid])
    today = timezone.localdate()

    def typed(day):
        return {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}

    client.force_login(cast["bola"])
    assert client.post(where, typed(today)).status_code == 404
    client.force_login(cast["amina"])
    assert "today or later" in client.post(where, typed(today - datetime.timedelta(days=1))).content.decode()
    assert "Enter the day" in client.post(where, {"due_on_day": ""}).content.decode()
    for _ in range(2):
        assert client.post(where, typed(today)).status_code == 302
    step.refresh_from_db()
    assert step.due_on == today and step in queries.steps_of(cast["amina"], dated=True)
    assert Entry.objects.filter(verb="step.day-set").count() == 1
    with pytest.raises(ValueError, match="passed"):
        actions.set_step_day(cast["amina"], step=step, due_on=today - datetime.timedelta(days=1))


def test_the_day_of_a_clock_is_not_changed_by_hand(client, cast):
    decision, _ = undated(cast)
    step = Step.objects.get(pathway__decision=decision, key="finish")
    assert step.clock_words
    with pytest.raises(NotFound):
        actions.set_step_day(cast["amina"], step=step, due_on=step.due_on + datetime.timedelta(days=9))


# The manager’s ways (fault 16)


@pytest.mark.parametrize(("by", "heading"), [("person", "Amina"), ("child", "reference")])
def test_the_steps_of_the_team_stand_by_person_or_by_child(client, cast, by, heading):
    decision, step = undated(cast)
    heading = decision.screening.consultation.reference if heading == "reference" else heading
    client.force_login(cast["carys"])
    page = main_of(client.get(f"{reverse('screening:team')}?by={by}"))
    heads = [part.split("</h3>")[0] for part in page.split("<h3")[1:]]
    assert any(heading in head for head in heads) and step.title in page
    assert "<h3" not in main_of(client.get(f"{reverse('screening:team')}?by=anything"))


@pytest.mark.parametrize("what", ["sign-off", "disagreement"])
def test_a_notice_leads_to_the_page_that_is_to_be_answered(client, cast, what):
    if what == "sign-off":
        decision = decided(cast, ["prevent-referral"])
        row = SignOff.objects.get()
    else:
        decision = decided(cast)
        row = actions.record_disagreement(cast["petra"], decision=decision, text="Too little.", once_key="d")
    reference = decision.screening.consultation.reference
    notice = unread_of(cast["carys"])[0]
    client.force_login(cast["carys"])
    answer = client.get(notice.url)
    assert answer.url == reverse(f"screening:{what}", args=[reference, row.uuid])
    page = main_of(client.get(answer.url))
    assert "An adult online runs the group." in page and "What happens now" in page
    assert not [one for one in unread_of(cast["carys"]) if one.url == notice.url], "it was read"
    client.force_login(cast["amina"])
    assert client.get(notice.url).url == reverse("screening:decision", args=[reference])
    client.force_login(cast["olu"])
    assert client.get(notice.url).status_code == 404


def test_a_second_reading_is_called_that_in_every_list(client, cast):
    Setting.objects.update_or_create(
        authority=cast["bola"].authority, key="sign-off", defaults={"value": {"outcomes": [], "closing_sample": 1}}
    )
    client.force_login(cast["bola"])
    post_decision(client, claimed(cast), **CLOSE)
    assert SignOff.objects.get().why == SignOffWhy.SAMPLE
    client.force_login(cast["carys"])
    for name in ("desk:home", "screening:team", "screening:sign-offs"):
        assert "second reading of a closing" in main_of(client.get(reverse(name))).lower(), name


# Crowded pages (fault 20)


def test_an_earlier_decision_is_folded_and_the_standing_one_is_not(client, cast):
    row = returned(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["section-17"]), once="again")
    page = page_of(client, cast["amina"], "decision", row)
    newest, earlier = page.split("Earlier decisions")
    assert "An adult nobody knows" in newest
    folded = earlier[earlier.index("<details") :]
    assert folded.index("An adult online runs the group.") < folded.index("</details>")
    assert "Ask the uncle first." in earlier[: earlier.index("<details")]


def test_closing_is_offered_last_and_only_when_nothing_is_left(client, cast):
    decision = decided(cast)
    page = page_of(client, cast["amina"], "decision", decision.screening)
    assert page.index("What happens now") < page.index("still to be taken before") < page.index("Close this matter")
    assert "Close it" not in page_of(client, cast["amina"], "close", decision.screening)
    for step in Step.objects.filter(done_at__isnull=True):
        actions.take_step(step.owner, step=step, note="Done.")
    assert "Close it" in page_of(client, cast["amina"], "close", decision.screening)


# Small things (fault 21)


def test_no_harm_found_beside_help_for_harm_is_asked_about_once(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    said = refer(cast, ["section-17"]) | {"harm_source": "none"}
    page = post_decision(client, row, **said).content.decode()
    assert "You chose “No harm found”" in page and not ScreeningDecision.objects.exists()
    assert "Nothing is decided yet" in page and "Saved at" not in page
    assert post_decision(client, row, **said, no_harm_meant="on", version=1).status_code == 302


def test_the_queue_says_how_many_name_danger_and_mine_is_what_was_taken_on(client, cast):
    calm, danger = raised(cast["amina"]), in_danger(cast["amina"])
    mine = claimed(cast).consultation
    client.force_login(cast["bola"])
    where = reverse("screening:queue")
    assert "1 names danger" in main_of(client.get(where))
    page = main_of(client.get(f"{where}?show=danger"))
    assert danger.reference in page and calm.reference not in page
    page = main_of(client.get(f"{where}?show=mine"))
    assert mine.reference in page and calm.reference not in page and danger.reference not in page
    client.force_login(cast["sade"])
    assert "names danger" not in main_of(client.get(where))


# No page asks more where there is more


@pytest.mark.parametrize(
    ("who", "name"), [("carys", "team"), ("carys", "team?by=person"), ("carys", "team?by=child"), ("amina", "steps")]
)
def test_a_list_asks_as_much_for_one_matter_as_for_many(client, cast, who, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_asked:
            assert client.get(reverse("screening:queue") + name).status_code == 200
        return len(queries_asked)

    decided(cast, **LILY)
    client.force_login(cast[who])
    asked()
    one = asked()
    for _ in range(3):
        decided(cast)
    assert asked() == one


def test_deciding_asks_as_much_for_one_earlier_worry_as_for_many(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(name) -> int:
        with CaptureQueriesContext(connection) as queries_asked:
            page_of(client, cast["bola"], name, row)
        return len(queries_asked)

    raised(cast["amina"], **LILY)
    row = claimed(cast, **LILY)
    asked("decide")
    one = asked("decide")
    for _ in range(3):
        raised(cast["olu"], **LILY)
    assert asked("decide") == one
    said = {
        ref: ("unsure", "Not yet.") for ref in [m.reference for m, _ in queries.matches_to_answer(cast["bola"], row)]
    }
    reasoning = {"harm_source": "none", "reason": "r", "set_aside": "s", "finding": "advice", "next_owner_words": "x"}
    actions.decide_screening(
        cast["bola"],
        screening=row,
        version=row.version,
        once_key="k",
        outcomes=["advice-and-close"],
        reasoning=reasoning,
        matches=said,
    )
    asked("decision")
    many = asked("decision")
    OpenMatch.objects.exclude(pk=OpenMatch.objects.first().pk).delete()
    assert asked("decision") == many
