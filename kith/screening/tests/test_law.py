"""The law of a screening: who answers, what stands, what goes back, and what is due when."""

import datetime
import re

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns.actions import answer_same_child, place_bar, start_consultation
from kith.concerns.models import Consultation, ConsultationBar
from kith.concerns.words import State as ConcernState
from kith.decisions.models import Draft
from kith.desk.models import Notice
from kith.desk.queries import chronology_for
from kith.desk.tests.factories import claimed, decided, fresh, raised
from kith.people.models import Membership, RoleHeld, Setting
from kith.people.words import Role
from kith.screening import actions
from kith.screening.models import (
    Disagreement,
    MatchNotice,
    Question,
    Reopening,
    Screening,
    ScreeningDecision,
    SignOff,
    StartedPathway,
    Step,
)
from kith.screening.queries import steps_left
from kith.screening.words import SignOffAnswer, State
from kith.toolkit.models import Clock
from kith.toolkit.queries import due_on
from tests.pages import without_the_moment

from .test_screening import CLOSE, post_decision, refer

pytestmark = pytest.mark.django_db


def only_manager(cast):
    """Carys is the only manager left in Thornmere."""
    RoleHeld.objects.filter(person__authority=cast["carys"].authority, role=Role.MANAGER).exclude(
        person=cast["carys"]
    ).update(ends=timezone.now())


def manager_raised(cast) -> Screening:
    """A concern that Carys, a manager herself, raised, and that Bola took on."""
    row = Screening.objects.get(consultation=raised(cast["carys"]))
    return actions.claim_screening(cast["bola"], screening=row)


# A manager’s own concern


@pytest.mark.parametrize("answer", list(SignOffAnswer.values)[:3])
def test_a_managers_own_concern_is_signed_off_by_another_manager(client, cast, answer):
    row = manager_raised(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["prevent-referral", "section-17"]))
    sign_off = SignOff.objects.get()
    assert sign_off.asked_of == cast["vera"]
    with pytest.raises(NotFound):
        actions.answer_sign_off(cast["carys"], sign_off=sign_off, answer=SignOffAnswer.AGREED, reason="")
    actions.answer_sign_off(
        cast["vera"],
        sign_off=sign_off,
        answer=answer,
        reason="" if answer == SignOffAnswer.AGREED else "Ask the school first.",
        otherwise={"harm_source": "outside", "set_aside": "Prevent now", "next_owner": cast["amina"]},
        outcomes=["section-17"],
    )
    row.refresh_from_db()
    assert row.state == (State.CLAIMED if answer == SignOffAnswer.RETURNED else State.DECIDED)


def test_without_a_second_manager_the_page_says_what_to_do_and_keeps_the_words(client, cast):
    row = manager_raised(cast)
    only_manager(cast)
    client.force_login(cast["bola"])
    answer = post_decision(client, row, **refer(cast, ["prevent-referral", "section-17"]))
    page = answer.content.decode()
    assert answer.status_code == 200 and "no other manager in Thornmere" in page and "01632 960 110" in page
    assert "An adult nobody knows writes to her at night." in page and "There is a problem" in page
    row.refresh_from_db()
    assert row.state == State.CLAIMED and not ScreeningDecision.objects.exists()
    assert "An adult nobody knows" in str(Draft.objects.get(author=cast["bola"]).content)


def test_a_manager_who_may_not_read_the_record_is_not_asked_to_sign_it_off(client, cast):
    row = claimed(cast)
    place_bar(cast["carys"], consultation=row.consultation, person=cast["carys"], reason="A neighbour.")
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["prevent-referral", "section-17"]))
    assert SignOff.objects.get().asked_of == cast["vera"]


def test_nobody_answers_a_disagreement_about_what_they_did_themselves(client, cast):
    decision = decided(cast, outcomes=["prevent-referral", "section-17"])
    actions.answer_sign_off(
        cast["carys"],
        sign_off=decision.sign_offs.get(),
        answer=SignOffAnswer.OTHERWISE,
        reason="Help first.",
        otherwise={"harm_source": "outside", "set_aside": "Prevent now", "next_owner": cast["amina"]},
        outcomes=["section-17"],
    )
    new = ScreeningDecision.objects.get(made_by=cast["carys"])
    row = actions.record_disagreement(cast["bola"], decision=new, text="Prevent as well.", once_key="a")
    assert row.to == cast["vera"]
    only_manager(cast)
    client.force_login(cast["amina"])
    page = client.post(
        reverse("screening:disagree", args=[new.screening.consultation.reference, new.uuid]),
        {"text": "My own words.", "once": "b"},
    ).content.decode()
    assert "no other manager in Thornmere" in page and "My own words." in page
    assert Disagreement.objects.count() == 1


def test_a_manager_who_disagrees_does_not_answer_themselves(cast):
    decision = decided(cast)
    row = actions.record_disagreement(cast["carys"], decision=decision, text="No.", once_key="a")
    assert row.to == cast["vera"]
    Disagreement.objects.filter(pk=row.pk).update(to=cast["carys"])
    row.refresh_from_db()
    with pytest.raises(NotFound):
        actions.answer_disagreement(cast["carys"], disagreement=row, answer="Yes.")


def test_without_a_specialist_the_draft_is_kept_and_the_page_says_whom_to_ring(client, cast):
    Membership.objects.filter(team__screens=True, person__authority=cast["amina"].authority).update(ends=timezone.now())
    client.force_login(cast["amina"])
    consultation = start_consultation(cast["amina"])
    for section, said in {
        "safety": {"danger": "no"},
        "noticed": {"what_0": "Jokes about migrants.", "source_0": ""},
        "voice": {"voice_words": "They listen."},
        "question": {"question": "What next?"},
    }.items():
        client.post(
            reverse("concerns:section", args=[consultation.reference, section]),
            {"version": 0, "act": "continue", **said},
        )
    answer = client.post(reverse("concerns:check", args=[consultation.reference]))
    page = answer.content.decode()
    assert answer.status_code == 200 and "There is no specialist in Thornmere yet" in page and "01632 960 110" in page
    consultation.refresh_from_db()
    assert consultation.state == "draft" and Draft.objects.filter(subject=consultation.subject).count() == 4


# What stands, and what goes back


MORE = {
    "harm_source": "not-known",
    "outcomes": ["more-information"],
    "reason": "Nobody has asked the uncle what the camp is.",
    "set_aside": "That it is nothing: not known yet.",
}


def more_first(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **MORE, next_owner=str(cast["amina"].pk))
    row.refresh_from_db()
    return row


def page_of(client, route, row):
    return client.get(reverse(route, args=[row.consultation.reference]))


def test_more_information_first_keeps_the_matter_open_with_a_new_day(client, cast):
    row = more_first(client, cast)
    assert row.state == State.CLAIMED and row.owner == cast["bola"]
    assert row.due_on == due_on(row.authority_id, "more-information", timezone.now())
    assert row.consultation.state == ConcernState.SCREENING
    assert row.consultation.reference in client.get(reverse("screening:queue")).content.decode()
    assert page_of(client, "screening:decide", row).status_code == 200
    assert "Ask Amina" in page_of(client, "screening:workspace", row).content.decode()
    assert {s.key for s in Step.objects.filter(done_at__isnull=True)} == {"safe-meanwhile", "ask", "bring-back"}


def test_a_second_click_on_more_information_decides_nothing_twice(client, cast):
    row = more_first(client, cast)
    post_decision(client, row, **MORE, next_owner=str(cast["amina"].pk))
    assert ScreeningDecision.objects.count() == 1 and not Draft.objects.filter(author=cast["bola"]).exists()


def test_the_decision_after_more_information_replaces_it_and_its_steps_are_over(client, cast):
    row = more_first(client, cast)
    first = ScreeningDecision.objects.get()
    assert post_decision(client, row, **CLOSE, once="d2").status_code == 302
    row.refresh_from_db()
    second = ScreeningDecision.objects.get(replaces=first)
    assert row.state == State.DECIDED and row.consultation.state == ConcernState.CLOSED
    assert second.finding == "unfounded"
    assert first.pathways.get().stopped_at and first.pathways.get().steps.get(key="bring-back").done_by == cast["bola"]
    assert not [step for step in steps_left(row) if step.pathway.decision_id == first.pk]


def test_what_is_chosen_again_goes_on_and_is_not_begun_twice(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    both = refer(cast, ["universal-or-early-help", "more-information"])
    post_decision(client, row, **both)
    help_began = StartedPathway.objects.get(outcome="universal-or-early-help")
    post_decision(client, row, **refer(cast, ["universal-or-early-help"]), once="d2")
    second = ScreeningDecision.objects.exclude(replaces=None).get()
    help_began.refresh_from_db()
    assert help_began.stopped_at is None and help_began.decision == second
    assert StartedPathway.objects.filter(outcome="universal-or-early-help").count() == 1


def test_more_information_beside_what_waits_for_sign_off_comes_back_after_it(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **refer(cast, ["prevent-referral", "section-17", "more-information"]))
    row.refresh_from_db()
    assert row.state == State.SIGN_OFF
    actions.answer_sign_off(cast["carys"], sign_off=SignOff.objects.get(), answer=SignOffAnswer.AGREED, reason="")
    row.refresh_from_db()
    assert row.state == State.CLAIMED


@pytest.mark.parametrize("who", ["bola", "petra", "carys"])
def test_a_decided_matter_is_opened_again_with_a_reason(client, cast, who):
    row = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **CLOSE)
    Notice.objects.all().delete()
    client.force_login(cast[who])
    address = reverse("screening:again", args=[row.consultation.reference])
    assert "Write why it must be decided again" in client.post(address, {"reason": " "}).content.decode()
    for _ in range(2):
        assert client.post(address, {"reason": "The uncle does not coach any more."}).status_code == 302
    row.refresh_from_db()
    assert Reopening.objects.count() == 1 and Entry.objects.filter(verb="screening.reopened").count() == 1
    assert row.state == State.CLAIMED and row.owner == cast["bola" if who == "carys" else who]
    assert row.due_on == due_on(row.authority_id, "screening-decision", timezone.now())
    assert row.consultation.state == ConcernState.SCREENING and row.consultation.closed_at is None
    assert Notice.objects.filter(person=cast["amina"], kind="reopened").exists()
    page = page_of(client, "screening:decision", row).content.decode()
    assert "The uncle does not coach any more." in page and "A holiday camp" in page
    assert "The worry was unfounded.</strong>" not in page
    lines = [line.title for line in chronology_for(cast["amina"], row.consultation.reference).lines]
    assert "Opened again" in lines and "Closed" in lines
    client.force_login(row.owner)
    post_decision(client, row, **refer(cast, ["section-17"]), once="d2")
    assert ScreeningDecision.objects.get(replaces__isnull=False).replaces.finding == "unfounded"


@pytest.mark.parametrize("who", ["amina", "olu", "vera", "dan", "sade", "jo"])
def test_nobody_else_opens_a_matter_again(client, cast, who):
    row = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **CLOSE)
    with pytest.raises(NotFound):
        actions.reopen_screening(cast[who], screening=row, reason="x")
    client.force_login(cast[who])
    assert page_of(client, "screening:again", row).status_code == 404


def test_what_is_open_already_is_not_opened_again(cast):
    with pytest.raises(NotFound):
        actions.reopen_screening(cast["bola"], screening=claimed(cast), reason="x")


def test_where_the_specialist_has_left_another_one_takes_it_on(client, cast):
    row = decided(cast).screening
    Membership.objects.filter(person=cast["bola"]).update(ends=timezone.now())
    actions.reopen_screening(cast["carys"], screening=row, reason="New words of the child.")
    row.refresh_from_db()
    assert row.state == State.WAITING and row.owner == cast["petra"]


def test_a_returned_decision_no_longer_leads_and_the_next_one_names_it(client, cast):
    Setting.objects.create(
        authority=cast["bola"].authority, key="sign-off", value={"outcomes": [], "closing_sample": 1}
    )
    row = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, row, **CLOSE)
    first = ScreeningDecision.objects.get()
    actions.answer_sign_off(
        cast["carys"], sign_off=SignOff.objects.get(), answer=SignOffAnswer.RETURNED, reason="Ask the uncle first."
    )
    page = page_of(client, "screening:decision", row).content.decode()
    assert "This decision does not stand." in page and "Ask the uncle first." in page
    assert "<strong>The worry was unfounded.</strong>" not in page
    row.refresh_from_db()
    post_decision(client, row, **CLOSE, once="d2")
    second = ScreeningDecision.objects.get(replaces=first)
    page = page_of(client, "screening:decision", row).content.decode()
    assert "<strong>The worry was unfounded.</strong>" in page
    assert page.index("<strong>The worry was unfounded.</strong>") < page.index("This decision does not stand.")
    assert second.taken_back is None


def disagreed(client, cast, outcomes=("section-17",)):
    decision = decided(cast, outcomes=outcomes)
    row = actions.record_disagreement(cast["petra"], decision=decision, text="Too little.", once_key="d")
    return decision, row


def answer_page(client, cast, decision, row, **said):
    client.force_login(cast["carys"])
    where = reverse("screening:disagreement", args=[decision.screening.consultation.reference, row.uuid])
    return client.post(where, said)


def test_a_disagreement_is_answered_that_the_decision_stands(client, cast):
    decision, row = disagreed(client, cast)
    page = answer_page(client, cast, decision, row, outcome="", answer="").content.decode()
    assert "Choose your answer" in page and "Write your reason" in page and " checked" not in page
    answer_page(client, cast, decision, row, outcome="stands", answer="It is enough for now.")
    row.refresh_from_db()
    assert row.outcome == "stands" and row.decision.screening.state == State.DECIDED
    assert Notice.objects.filter(person=cast["petra"], kind="disagreement-answered").exists()
    client.force_login(cast["petra"])
    page = page_of(client, "screening:decision", decision.screening).content.decode()
    assert "the decision stands" in page and "It is enough for now." in page


def test_an_upheld_disagreement_opens_the_screening_again(client, cast):
    decision, row = disagreed(client, cast)
    answer_page(client, cast, decision, row, outcome="returned", answer="Look at the brother too.")
    screening = Screening.objects.get(pk=decision.screening_id)
    assert screening.state == State.CLAIMED and screening.owner == cast["bola"]
    assert not StartedPathway.objects.filter(stopped_at__isnull=False).exists(), "help goes on meanwhile"
    client.force_login(cast["bola"])
    page = page_of(client, "screening:decision", screening).content.decode()
    assert "This decision does not stand." in page and "Look at the brother too." in page
    post_decision(client, screening, **refer(cast, ["section-17"]), once="d9")
    assert ScreeningDecision.objects.get(replaces=decision)


def test_a_manager_decides_otherwise_after_a_disagreement(client, cast):
    decision, row = disagreed(client, cast)
    where = reverse("screening:otherwise", args=[decision.screening.consultation.reference, row.uuid])
    for stranger in ("bola", "petra", "amina", "vera", "tom"):
        client.force_login(cast[stranger])
        assert client.get(where).status_code == 404, stranger
    client.force_login(cast["carys"])
    assert client.get(where).status_code == 200
    said = refer(cast, ["section-17", "strategy-discussion"]) | {"reason": "There is reason to suspect harm."}
    for _ in range(2):
        assert client.post(where, {"version": 0, "act": "decide", **said}).status_code == 302
    new = ScreeningDecision.objects.get(replaces=decision)
    row.refresh_from_db()
    assert row.outcome == "otherwise" and new.made_by == cast["carys"]
    assert new.reason == row.answer == "There is reason to suspect harm."
    assert {p.outcome for p in new.pathways.all()} == {"section-17", "strategy-discussion"}
    assert StartedPathway.objects.filter(outcome="section-17").count() == 1


def test_returning_by_a_disagreement_ends_the_waiting_for_sign_off(client, cast):
    decision, row = disagreed(client, cast, outcomes=("prevent-referral", "section-17"))
    sign_off = decision.sign_offs.get()
    actions.answer_disagreement(cast["carys"], disagreement=row, answer="Ask first.", outcome="returned")
    sign_off.refresh_from_db()
    assert sign_off.answer == SignOffAnswer.OVERTAKEN
    with pytest.raises(NotFound):
        actions.answer_sign_off(cast["vera"], sign_off=sign_off, answer=SignOffAnswer.AGREED, reason="")
    assert Screening.objects.get(pk=decision.screening_id).state == State.CLAIMED


def test_a_disagreement_about_what_was_overtaken_is_answered_in_words(client, cast):
    decision, row = disagreed(client, cast)
    actions.reopen_screening(cast["bola"], screening=decision.screening, reason="New.")
    with pytest.raises(NotFound):
        actions.answer_disagreement(cast["carys"], disagreement=row, answer="Yes.", outcome="returned")
    answer_page(client, cast, decision, row, answer="It is being looked at again.")
    row.refresh_from_db()
    assert row.answered_at and row.outcome == ""


# A match that one specialist may not see


def matched(cast, *, about: str = "TH-7"):
    """An older record of Amina that Bola may not read, and a newer one of Carys that he takes on."""
    older = raised(cast["amina"], case_reference="TH-7")
    place_bar(cast["carys"], consultation=older, person=cast["bola"], reason="His neighbour.")
    newer = Screening.objects.get(consultation=raised(cast["carys"], case_reference=about))
    return older, newer


def test_the_owner_is_told_once_for_each_specialist_who_cannot_see_it(cast):
    older, newer = matched(cast)
    assert newer.owner == cast["bola"]
    assert MatchNotice.objects.get().told == cast["amina"], "on opening, for the duty holder"
    actions.claim_screening(cast["petra"], screening=newer)
    assert MatchNotice.objects.count() == 1, "Petra sees it"
    actions.hand_over_screening(cast["petra"], screening=newer, to=cast["bola"])
    assert MatchNotice.objects.count() == 1, "of Bola she was told"
    assert Notice.objects.filter(person=cast["amina"], kind="match").count() == 1
    assert not Entry.objects.filter(verb="match.told").exclude(subject=older.subject, actor="system:screening").exists()


@pytest.mark.parametrize("how", ["claim", "hand-over"])
def test_the_owner_is_told_when_the_screening_is_taken_on(cast, how):
    older = raised(cast["amina"], case_reference="TH-7")
    place_bar(cast["carys"], consultation=older, person=cast["petra"], reason="Her neighbour.")
    newer = Screening.objects.get(consultation=raised(cast["carys"], case_reference="TH-7"))
    assert not MatchNotice.objects.exists(), "Bola sees it"
    if how == "claim":
        actions.claim_screening(cast["petra"], screening=newer)
    else:
        actions.claim_screening(cast["bola"], screening=newer)
        actions.hand_over_screening(cast["bola"], screening=newer, to=cast["petra"])
    row = MatchNotice.objects.get()
    assert (row.told, row.specialist) == (cast["amina"], cast["petra"])


def test_a_barred_owner_is_not_the_one_who_is_told(cast):
    older, newer = matched(cast)
    MatchNotice.objects.all().delete()
    Consultation.objects.filter(pk=older.pk).update(owner=cast["bola"], state=ConcernState.CLOSED, closed_owner="x")
    actions.claim_screening(cast["bola"], screening=newer)
    assert MatchNotice.objects.get().told == cast["amina"]


PLACES = (
    ("screening:workspace", 1),
    ("concerns:consultation", 1),
    ("desk:chronology", 1),
    ("desk:chronology-json", 1),
    ("concerns:who", 1),
    ("screening:decide", 1),
    ("screening:decision", 1),
    ("screening:queue", 0),
    ("desk:home", 0),
    ("desk:notices", 0),
)


def everything_that_bola_sees(client, cast, *, about: str) -> dict[str, str]:
    """Each page of the newer record, as Bola finds it, after Petra looked into it; then nothing is left of it."""
    with transaction.atomic():
        older, newer = matched(cast, about=about)
        actions.claim_screening(cast["petra"], screening=newer)
        if about == "TH-7":
            answer_same_child(cast["petra"], one=newer.consultation, other=older, same=True, reason="One reference.")
        actions.hand_over_screening(cast["petra"], screening=newer, to=cast["bola"])
        fresh(client, cast["bola"])
        found = {}
        for route, of_record in PLACES:
            answer = client.get(reverse(route, args=[newer.consultation.reference] if of_record else []))
            assert answer.status_code == 200, route
            text = answer.content.decode().replace(newer.consultation.reference, "K-NEW").replace(about, "TH-OWN")
            found[route] = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", without_the_moment(text, clock=True))
        transaction.set_rollback(True)
    return found


def test_who_is_barred_notices_nothing_of_a_match(client, cast):
    hidden = everything_that_bola_sees(client, cast, about="TH-7")
    without = everything_that_bola_sees(client, cast, about="TH-8")
    for route in without:
        assert hidden[route] == without[route], route


def test_what_the_owner_tells_reaches_the_specialist_and_nobody_who_is_barred(client, cast):
    older = raised(cast["amina"], case_reference="TH-7")
    older.parts.filter(team__screens=True).update(ends=timezone.now())
    newer = Screening.objects.get(consultation=raised(cast["carys"], case_reference="TH-7"))
    actions.claim_screening(cast["petra"], screening=newer)
    notice = MatchNotice.objects.get(specialist=cast["petra"])
    client.force_login(cast["amina"])
    where = reverse("screening:match", args=[older.reference, notice.uuid])
    assert "Its specialist, Petra," in client.get(where).content.decode()
    client.post(where, {"tell": "yes", "words": "Please ring me before you visit."})
    told = Notice.objects.get(kind="match-answered")
    assert (told.person, told.reference) == (cast["petra"], newer.consultation.reference)
    client.force_login(cast["petra"])
    assert "Please ring me" in page_of(client, "screening:workspace", newer).content.decode()
    ConsultationBar.objects.create(matter=older, person=cast["bola"], placed_by=cast["carys"], reason="x")
    client.force_login(cast["bola"])
    assert "Please ring me" not in page_of(client, "screening:workspace", newer).content.decode()


def test_what_the_owner_keeps_to_themselves_tells_nobody(client, cast):
    older, newer = matched(cast)
    client.force_login(cast["amina"])
    where = reverse("screening:match", args=[older.reference, MatchNotice.objects.get().uuid])
    assert "Bola has a conflict of interest" in client.get(where).content.decode()
    client.post(where, {"tell": "no", "words": ""})
    assert not Notice.objects.filter(kind="match-answered").exists()
    assert newer.consultation.reference not in str(Entry.objects.get(verb="match.answered").details)


# What is due when


def switch_off(*keys):
    Clock.objects.filter(key__in=keys).update(on=False)


def test_what_cannot_wait_is_due_the_same_day_without_any_clock(cast):
    switch_off("emergency", "strategy-discussion")
    decision = decided(cast, outcomes=["strategy-discussion"])
    actions.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer=SignOffAnswer.AGREED, reason="")
    for key in ("safe-tonight", "hold"):
        step = Step.objects.get(key=key)
        assert (step.due_on, step.clock_words) == (timezone.localdate(), "As soon as possible")
    Clock.objects.filter(key="emergency").delete()
    decided(cast, outcomes=["more-information"])
    assert Step.objects.get(key="safe-meanwhile").due_on == timezone.localdate()
    assert Step.objects.get(key="enquire").due_on is None


def test_who_owes_a_late_answer_is_reminded_once_a_day(cast):
    today = timezone.localdate()
    decision, row = disagreed(None, cast, outcomes=("prevent-referral",))
    actions.ask_question(
        cast["petra"], screening=decision.screening, of=cast["amina"], text="Which camp?", once_key="q"
    )
    for kind in (SignOff, Question, Disagreement):
        kind.objects.update(due_on=today - datetime.timedelta(days=1))
    Notice.objects.all().delete()

    def late():
        return sorted((n.person.name, n.read_at is None) for n in Notice.objects.filter(kind="answer-late"))

    actions.remind("system:worker", today=today)
    assert Entry.objects.filter(verb="answer.late").count() == 3
    assert late() == [("Amina", True), ("Carys", True)]
    Notice.objects.update(read_at=timezone.now())
    actions.remind("system:worker", today=today)
    assert Entry.objects.filter(verb="answer.late").count() == 3 and len(late()) == 2
    actions.answer_disagreement(cast["carys"], disagreement=row, answer="It stands.")
    actions.remind("system:worker", today=today + datetime.timedelta(days=1))
    assert Entry.objects.filter(verb="answer.late").count() == 5 and len(late()) == 4


def test_nobody_is_reminded_of_what_is_not_late(cast):
    decided(cast, outcomes=("prevent-referral",))
    actions.remind("system:worker", today=timezone.localdate())
    assert not Notice.objects.filter(kind="answer-late").exists()
    with pytest.raises(NotFound):
        actions.remind(cast["jo"], today=timezone.localdate())


def test_what_waited_for_a_manager_who_may_no_longer_read_it_waits_for_another(client, cast):
    decision, row = disagreed(client, cast, outcomes=("prevent-referral", "section-17"))
    place_bar(cast["carys"], consultation=decision.screening.consultation, person=cast["carys"], reason="A neighbour.")
    row.refresh_from_db()
    assert (decision.sign_offs.get().asked_of, row.to) == (cast["vera"], cast["vera"])
    actions.answer_sign_off(cast["vera"], sign_off=decision.sign_offs.get(), answer=SignOffAnswer.AGREED, reason="")
    actions.answer_disagreement(cast["vera"], disagreement=row, answer="It stands.")
