"""What a decision leaves behind: earlier worries answered, help that goes on, days that hold, nothing that dangles."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.concerns.actions import place_bar
from kith.concerns.models import SameChild
from kith.desk.queries import waiting_for
from kith.desk.tests.factories import claimed, decided, raised
from kith.screening import actions, queries
from kith.screening.models import OpenMatch, Question, Screening, ScreeningDecision, SignOff, StartedPathway, Step
from kith.screening.words import SignOffAnswer, State
from kith.toolkit.queries import due_on

from .test_screening import CLOSE, post_decision, refer
from .test_what_is_seen_first import in_danger, main_of

pytestmark = pytest.mark.django_db
LILY = {"named": True, "name": "Lily", "case_reference": "TH-77"}


def page_of(client, person, name, row):
    client.force_login(person)
    return main_of(client.get(reverse(f"screening:{name}", args=[row.consultation.reference])))


# Earlier worries (fault 1)


def matched(cast):
    """An earlier worry that nobody has said anything about, and Bola’s screening of a likely match."""
    older = raised(cast["amina"], **LILY)
    return older, claimed(cast, **LILY)


def test_the_page_of_deciding_shows_each_open_match_and_chooses_nothing(client, cast):
    older, row = matched(cast)
    page = page_of(client, cast["bola"], "decide", row)
    form = page[page.index("<form") :]
    assert older.reference in form and "Jokes about migrants" in form
    assert form.index("Cannot tell yet") < form.index("Where does the harm come from?")
    assert " checked" not in form


@pytest.mark.parametrize("outcomes", [["advice-and-close"], ["section-17"]])
def test_nothing_is_decided_over_an_earlier_worry_that_nobody_answered(client, cast, outcomes):
    older, row = matched(cast)
    client.force_login(cast["bola"])
    said = CLOSE if outcomes == ["advice-and-close"] else refer(cast, outcomes)
    answer = post_decision(client, row, **said)
    assert "Say whether it is the same child" in answer.content.decode()
    unsure = {f"same_{older.reference}": "unsure"}
    assert "Write why you cannot tell yet" in post_decision(client, row, **said, **unsure, version=1).content.decode()
    assert not ScreeningDecision.objects.exists()
    because = {f"because_{older.reference}": "The school rings back tomorrow."}
    assert post_decision(client, row, **said, **unsure, **because, version=2).status_code == 302
    left = OpenMatch.objects.get()
    assert (left.about, left.reason) == (older, "The school rings back tomorrow.")
    assert not SameChild.objects.exists()
    for who in ("bola", "carys"):
        page = page_of(client, cast[who], "decision", row)
        assert older.reference in page and "The school rings back tomorrow." in page, who


@pytest.mark.parametrize(("said", "same"), [("yes", True), ("no", False)])
def test_the_answer_of_the_deciding_page_is_kept_and_not_asked_again(client, cast, said, same):
    older, row = matched(cast)
    client.force_login(cast["bola"])
    answers = {f"same_{older.reference}": said, f"because_{older.reference}": "The birth certificate."}
    assert post_decision(client, row, **CLOSE, **answers).status_code == 302
    answer = SameChild.objects.get()
    assert (answer.same, answer.by, answer.reason) == (same, cast["bola"], "The birth certificate.")
    actions.reopen_screening(cast["bola"], screening=Screening.objects.get(pk=row.pk), reason="More is known.")
    assert "Cannot tell yet" not in page_of(client, cast["bola"], "decide", row)


def test_the_action_too_refuses_to_decide_over_an_open_match(cast):
    older, row = matched(cast)
    said = {
        "harm_source": "none",
        "reason": "r",
        "set_aside": "s",
        "finding": "advice",
        "next_owner_words": "The school.",
    }
    once = {"version": row.version, "once_key": "k", "outcomes": ["advice-and-close"], "reasoning": said}
    with pytest.raises(actions.MatchesOpen):
        actions.decide_screening(cast["bola"], screening=row, **once)
    actions.decide_screening(cast["bola"], screening=row, **once, matches={older.reference: ("no", "Another school.")})
    assert SameChild.objects.get().same is False


def test_a_match_that_the_specialist_may_not_read_changes_nothing_on_the_page(client, cast):
    older, row = matched(cast)
    place_bar(cast["bola"], consultation=older, person=cast["bola"], reason="My cousin")
    page = page_of(client, cast["bola"], "decide", row)
    assert older.reference not in page and "Cannot tell yet" not in page
    assert post_decision(client, row, **CLOSE).status_code == 302


def test_who_may_not_read_the_earlier_worry_does_not_learn_of_it_from_the_decision(client, cast):
    older = raised(cast["olu"], **LILY)
    row = claimed(cast, **LILY)
    client.force_login(cast["bola"])
    left = {f"same_{older.reference}": "unsure", f"because_{older.reference}": "Olu is away."}
    post_decision(client, row, **CLOSE, **left)
    assert older.reference in page_of(client, cast["bola"], "decision", row)
    page = page_of(client, cast["amina"], "decision", row)
    assert older.reference not in page and "Olu is away." not in page


# A manager’s return (fault 2)


def danger_decided(cast, outcomes=("section-17", "strategy-discussion", "prevent-referral")):
    row = Screening.objects.get(consultation=in_danger(cast["amina"]))
    row = actions.claim_screening(cast["bola"], screening=row)
    return actions.decide_screening(
        cast["bola"],
        screening=row,
        version=row.version,
        once_key="d",
        outcomes=list(outcomes),
        reasoning={"harm_source": "outside", "reason": "r", "set_aside": "s", "next_owner": cast["amina"]},
    )


def returned(cast, sign_off):
    actions.answer_sign_off(
        cast["carys"], sign_off=sign_off, answer=SignOffAnswer.RETURNED, reason="Ask the uncle first."
    )
    return Screening.objects.get(pk=sign_off.decision.screening_id)


def test_help_that_began_goes_on_while_a_returned_decision_is_looked_at_again(client, cast):
    decision = danger_decided(cast)
    began = StartedPathway.objects.get(outcome="section-17")
    row = returned(cast, SignOff.objects.get())
    began.refresh_from_db()
    assert began.stopped_at is None
    assert Step.objects.filter(pathway=began, done_at__isnull=True).exists()
    assert began.decision == decision and row.state == State.CLAIMED


def test_danger_keeps_its_day_when_the_decision_comes_back(cast):
    danger_decided(cast)
    row = returned(cast, SignOff.objects.get())
    assert row.due_on == timezone.localdate()
    calm = returned(cast, decided(cast, ["prevent-referral"]).sign_offs.get())
    assert calm.due_on == due_on(calm.authority_id, "screening-decision", timezone.now()) > timezone.localdate()


def test_the_box_of_safety_stays_until_the_next_decision_and_names_who_decides(client, cast):
    decision = danger_decided(cast)
    reference = decision.screening.consultation.reference
    page = page_of(client, cast["amina"], "decision", decision.screening)
    assert "Safety does not wait" in page and "Ask Carys" in page
    row = returned(cast, SignOff.objects.get())
    page = page_of(client, cast["amina"], "decision", row)
    assert "Safety does not wait" in page and "Ask Bola" in page and "Ask Carys" not in page
    page = page_of(client, cast["bola"], "decision", row)
    assert "Ask Bola" not in page and reverse("screening:decide", args=[reference]) in page
    post_decision(client, row, **refer(cast, ["section-17"]), once="again")
    assert "Safety does not wait" not in page_of(client, cast["amina"], "decision", row)


def test_what_runs_already_is_not_said_to_wait_for_the_signature(client, cast):
    danger_decided(cast)
    row = returned(cast, SignOff.objects.get())
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["section-17", "prevent-referral"]), once="again")
    second = ScreeningDecision.objects.get(replaces__isnull=False)
    assert [one.outcome for one in second.pathways.all()] == ["section-17"], "it goes on under the new decision"
    assert second.held == ["Referral to Prevent"]
    assert Step.objects.filter(key="see-child").count() == 1, "and is not begun twice"


def test_the_steps_of_what_was_stopped_are_due_no_more(client, cast):
    decision = decided(cast, ["section-17"])
    actions.reopen_screening(cast["carys"], screening=decision.screening, reason="More is known.")
    row = Screening.objects.get(pk=decision.screening_id)
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["universal-or-early-help"]), once="again")
    page = page_of(client, cast["amina"], "decision", row)
    stopped = page[page.index("Stopped ") :]
    assert "not taken" in stopped.lower() and " due " not in stopped[: stopped.index("</section>")]


# Days of a sign-off (faults 6 and 11)


def test_a_sign_off_that_cannot_wait_is_due_the_same_day_and_its_reader_is_sent_to_it(client, cast):
    danger_decided(cast)
    sign_off = SignOff.objects.get()
    assert sign_off.due_on == timezone.localdate()
    page = page_of(client, cast["carys"], "decision", sign_off.decision.screening)
    assert "Ask Carys" not in page
    where = reverse("screening:sign-off", args=[sign_off.decision.screening.consultation.reference, sign_off.uuid])
    assert page.count(f'href="{where}"') >= 1 and page.index(where) < page.index("What happens now")
    calm = decided(cast, ["prevent-referral"]).sign_offs.get()
    assert calm.due_on == due_on(calm.decision.screening.authority_id, "sign-off", calm.asked_at)


def test_what_waits_for_a_manager_is_late_by_the_managers_day_and_names_the_manager(client, cast):
    from kith.screening.queries import screenings_to_remind

    row = decided(cast, ["prevent-referral"]).screening
    row.refresh_from_db()
    assert row.due_on == SignOff.objects.get().due_on
    client.force_login(cast["bola"])
    words = "Decided; waits for sign-off by Carys"
    assert words in main_of(client.get(reverse("screening:queue")))
    assert words in main_of(client.get(reverse("desk:home")))
    client.force_login(cast["carys"])
    assert words in main_of(client.get(reverse("screening:team")))
    client.force_login(cast["amina"])
    home = main_of(client.get(reverse("desk:home")))
    assert words in home and "With the specialist" not in home
    late = row.due_on + datetime.timedelta(days=7)
    assert row not in screenings_to_remind(late), "its reader is reminded, not the specialist"


def test_the_safety_box_names_the_front_door_and_when_the_duty_team_is_there(client, cast):
    decision = danger_decided(cast)
    page = page_of(client, cast["amina"], "decision", decision.screening)
    box = page[page.index("Safety does not wait") :]
    box = box[: box.index("</div>")]
    assert box.index("Front door") < box.index("Emergency duty team") and "weekends" in box.lower()


def test_pathways_stand_by_the_day_of_their_next_step(client, cast):
    decision = danger_decided(cast)
    actions.answer_sign_off(cast["carys"], sign_off=SignOff.objects.get(), answer=SignOffAnswer.AGREED, reason="")
    page = page_of(client, cast["amina"], "decision", decision.screening)
    first = page.index("Make sure that the child is safe tonight")
    assert first < page.index("Finish the assessment") and first < page.index("Have it acknowledged")
    steps = {step.key: step for step in Step.objects.all()}
    assert steps["deconflict"].due_on == timezone.localdate()
    assert steps["deconflict"].due_on <= steps["tell-family"].due_on == steps["send"].due_on


# Back (fault 8)


def test_back_after_deciding_leads_to_the_decision(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    where = reverse("screening:decide", args=[row.consultation.reference])
    post_decision(client, row, **CLOSE)
    answer = client.get(where)
    assert answer.status_code == 302 and answer.url == reverse("screening:decision", args=[row.consultation.reference])
    client.force_login(cast["petra"])
    assert client.get(where).status_code == 404


# Closing (fault 9)


def test_a_closing_leaves_nobody_with_a_step_and_says_what_belongs_to_it(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **CLOSE)
    assert not Step.objects.filter(done_at__isnull=True).exists()
    assert all(not group.rows for group in waiting_for(cast["amina"]) if group.title == "Steps to take")
    page = page_of(client, cast["amina"], "decision", row)
    assert "Put it right with the child and family" in page and "Mark as done" not in page
    page = page_of(client, cast["amina"], "decision", claimed(cast))
    assert "Put it right" not in page


def test_a_question_waits_for_nobody_once_the_matter_is_closed(client, cast):
    row = claimed(cast)
    actions.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Which camp?", once_key="q")
    question = Question.objects.get()
    assert "Which camp?" in page_of(client, cast["bola"], "decide", row), "what is still asked is seen before deciding"
    assert list(queries.questions_to(cast["amina"])) == [question]
    post_decision(client, row, **CLOSE)
    assert not list(queries.questions_to(cast["amina"]))
    late = question.due_on + datetime.timedelta(days=3)
    assert question not in [found for found, *_ in queries.answers_to_remind(late)]
    with pytest.raises(NotFound):
        actions.answer_question(cast["amina"], question=question, answer="The holiday camp.")
    page = page_of(client, cast["amina"], "decision", row)
    assert "closed before it was answered" in page
    where = reverse("screening:answer", args=[row.consultation.reference, question.uuid])
    assert client.get(where).url == reverse("screening:decision", args=[row.consultation.reference])
    actions.reopen_screening(cast["bola"], screening=Screening.objects.get(pk=row.pk), reason="More is known.")
    assert list(queries.questions_to(cast["amina"])) == [question], "opened again, it is asked again"


def test_back_after_closing_or_opening_again_leads_on(client, cast):
    decision = decided(cast)
    reference = decision.screening.consultation.reference
    for step in Step.objects.filter(done_at__isnull=True):
        actions.take_step(step.owner, step=step, note="Done.")
    client.force_login(cast["amina"])
    where = reverse("screening:close", args=[reference])
    client.post(where, {"who_has_it": "The school."})
    assert client.get(where).url == reverse("concerns:consultation", args=[reference])
    client.force_login(cast["carys"])
    where = reverse("screening:again", args=[reference])
    client.post(where, {"reason": "More is known."})
    assert client.get(where).url == reverse("screening:decision", args=[reference])
    client.force_login(cast["petra"])
    assert client.get(where).status_code == 404, "who opened nothing again is told nothing"


def test_suspected_harm_that_comes_back_is_decided_again_the_same_day(cast):
    row = returned(cast, decided(cast, ["strategy-discussion"]).sign_offs.get())
    assert row.due_on == timezone.localdate()
    row = decided(cast, ["strategy-discussion"]).screening
    decision = row.decisions.get()
    said = actions.record_disagreement(cast["petra"], decision=decision, text="Too much.", once_key="d")
    actions.answer_disagreement(cast["carys"], disagreement=said, answer="Ask the uncle.", outcome="returned")
    row.refresh_from_db()
    assert row.due_on == timezone.localdate()


@pytest.mark.parametrize("how", ["sign-off", "disagreement"])
def test_a_manager_who_decides_otherwise_is_asked_about_an_open_match_too(client, cast, how):
    decision = decided(cast, ["prevent-referral"] if how == "sign-off" else ["section-17"], **LILY)
    if how == "sign-off":
        row = decision.sign_offs.get()
    else:
        row = actions.record_disagreement(cast["petra"], decision=decision, text="Too much.", once_key="d")
    newer = raised(cast["amina"], **LILY)
    client.force_login(cast["carys"])
    where = reverse("screening:otherwise", args=[decision.screening.consultation.reference, row.uuid])
    assert newer.reference in main_of(client.get(where))
    sent = {"version": 0, "act": "decide", **CLOSE}
    assert "Say whether it is the same child" in client.post(where, sent).content.decode()
    assert ScreeningDecision.objects.count() == 1
    said = {f"same_{newer.reference}": "unsure", f"because_{newer.reference}": "The school is asked."}
    assert client.post(where, {**sent, **said, "version": 1}).status_code == 302
    assert OpenMatch.objects.get().decision.made_by == cast["carys"]
