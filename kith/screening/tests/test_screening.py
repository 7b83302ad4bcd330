"""A concern is screened: claimed once, reasoned, decided, signed off, followed."""

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns.actions import start_consultation, submit_consultation
from kith.concerns.words import State as ConcernState
from kith.screening import actions
from kith.screening.models import MatchNotice, Question, Screening, ScreeningDecision, SignOff, Step
from kith.screening.words import SignOffAnswer, State
from kith.thresholds.queries import levels_of

pytestmark = pytest.mark.django_db


def raised(person, **child):
    consultation = start_consultation(person)
    return submit_consultation(
        person,
        consultation=consultation,
        sections={
            "safety": {"danger": "no"},
            "noticed": {"items": [{"what": "Jokes about migrants, runs a group at night."}]},
            "voice": {"voice_words": "They listen."},
            "question": {"question": "What next?"},
            "child": child,
        },
    )


def claimed(cast, **child):
    consultation = raised(cast["amina"], **child)
    screening = Screening.objects.get(consultation=consultation)
    return actions.claim_screening(cast["bola"], screening=screening)


def post_decision(client, screening, **data):
    screening.refresh_from_db()
    return client.post(
        reverse("screening:decide", args=[screening.consultation.reference]),
        {"version": 0, "once": "d1", "screening_version": screening.version, "act": "decide", **data},
    )


CLOSE = {
    "harm_source": "none",
    "outcomes": ["advice-and-close"],
    "finding": "unfounded",
    "reason": "A holiday camp where his uncle coaches.",
    "set_aside": "That it was about fighting: the head checked with his mother.",
    "next_owner_words": "the school goes on as usual.",
}


def refer(cast, outcomes):
    level = levels_of(cast["bola"].authority_id)[2]
    return {
        "harm_source": "outside",
        "outcomes": outcomes,
        "reason": "An adult nobody knows writes to her at night.",
        "set_aside": "Ordinary gaming friends: the adult asks for secrecy.",
        "next_owner": str(cast["amina"].pk),
        "level": str(level.pk),
        "statements": [str(level.statements.first().pk)],
        "applied_outside": "The harm comes from the group online.",
        "parents_can": "Her mother can change the night-time.",
        "childs_voice": "They listen. I’m in charge of something.",
        "family_told": "Mother was told beforehand and agrees.",
    }


def test_sending_puts_the_concern_in_the_queue_with_an_owner_and_a_due_day(cast):
    consultation = raised(cast["amina"])
    screening = Screening.objects.get(consultation=consultation)
    assert screening.state == State.WAITING
    assert screening.owner in (cast["bola"], cast["petra"])
    assert screening.due_on > consultation.submitted_at.date()


def test_of_two_who_claim_the_second_is_told(cast):
    screening = claimed(cast)
    with pytest.raises(actions.Changed):
        actions.claim_screening(cast["petra"], screening=screening)
    screening.refresh_from_db()
    assert screening.owner == cast["bola"]


@pytest.mark.parametrize("key", ["amina", "olu", "carys", "dan", "sade"])
def test_only_a_specialist_of_the_team_claims(cast, key):
    screening = Screening.objects.get(consultation=raised(cast["amina"]))
    with pytest.raises(NotFound):
        actions.claim_screening(cast[key], screening=screening)


def test_nobody_screens_their_own_concern(cast):
    screening = Screening.objects.get(consultation=raised(cast["bola"]))
    assert screening.owner == cast["petra"]
    with pytest.raises(NotFound):
        actions.claim_screening(cast["bola"], screening=screening)


def test_closing_with_advice_takes_one_page_and_reads_as_unfounded(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    assert post_decision(client, screening, **CLOSE).status_code == 302
    screening.refresh_from_db()
    assert screening.state == State.DECIDED
    assert screening.consultation.state == ConcernState.CLOSED
    client.force_login(cast["amina"])
    page = client.get(reverse("screening:decision", args=[screening.consultation.reference])).content.decode()
    assert "The worry was unfounded." in page and page.index("The worry was unfounded.") < page.index("Reason")


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("harm_source", "Say where the harm comes from"),
        ("finding", "Say how the record should read"),
        ("reason", "Write your reason"),
        ("set_aside", "Write what you considered and set aside"),
        ("next_owner_words", "Name one person who owns it next"),
    ],
)
def test_a_closing_without_its_reasons_is_refused_and_keeps_the_text(client, cast, missing, sentence):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    page = post_decision(client, screening, **{k: v for k, v in CLOSE.items() if k != missing}).content.decode()
    assert sentence in page
    assert missing == "reason" or "A holiday camp" in page
    assert not ScreeningDecision.objects.exists()


def test_prevent_alone_asks_what_social_care_does_beside_it(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    alone = post_decision(client, screening, **refer(cast, ["prevent-referral"])).content.decode()
    assert "Prevent never replaces social care" in alone
    assert post_decision(
        client, screening, **refer(cast, ["prevent-referral", "section-17"]), once="d2"
    ).status_code in (200, 302)


def test_two_pathways_run_side_by_side_and_the_held_one_waits_for_the_manager(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, screening, **refer(cast, ["prevent-referral", "section-17"]))
    decision = ScreeningDecision.objects.get()
    assert [p.outcome for p in decision.pathways.all()] == ["section-17"]
    sign_off = SignOff.objects.get()
    assert sign_off.asked_of == cast["carys"]
    with pytest.raises(NotFound):
        actions.answer_sign_off(cast["bola"], sign_off=sign_off, answer=SignOffAnswer.AGREED, reason="")
    actions.answer_sign_off(cast["carys"], sign_off=sign_off, answer=SignOffAnswer.AGREED, reason="")
    assert {p.outcome for p in decision.pathways.all()} == {"section-17", "prevent-referral"}
    assert not Step.objects.filter(owner__isnull=True).exists()


def test_while_a_signature_is_waited_for_the_page_says_what_to_do_tonight(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, screening, **refer(cast, ["strategy-discussion"]))
    assert not Step.objects.exists(), "its steps wait for the manager"
    where = reverse("screening:decision", args=[screening.consultation.reference])
    page = client.get(where).content.decode()
    said = page[page.index("Safety does not wait for the signature") :]
    said = said[: said.index("</div>")]
    for needed in ('href="tel:999"', "Emergency duty team", cast["carys"].name):
        assert needed in said, needed
    sign_off = SignOff.objects.get()
    actions.answer_sign_off(cast["carys"], sign_off=sign_off, answer=SignOffAnswer.AGREED, reason="")
    page = client.get(where).content.decode()
    assert "Safety does not wait" not in page and "Make sure that the child is safe tonight" in page


def test_a_returned_decision_stays_readable_and_the_next_one_replaces_nothing_silently(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, screening, **refer(cast, ["prevent-referral", "section-17"]))
    sign_off = SignOff.objects.get()
    with pytest.raises(ValueError, match="Say why"):
        actions.answer_sign_off(cast["carys"], sign_off=sign_off, answer=SignOffAnswer.RETURNED, reason=" ")
    actions.answer_sign_off(
        cast["carys"], sign_off=sign_off, answer=SignOffAnswer.RETURNED, reason="Ask the school first."
    )
    screening.refresh_from_db()
    assert screening.state == State.CLAIMED
    post_decision(client, screening, **refer(cast, ["section-17"]), **{"once": "d3"})
    assert ScreeningDecision.objects.count() == 2


def test_a_decision_is_never_changed(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, screening, **CLOSE)
    decision = ScreeningDecision.objects.get()
    decision.reason = "Another reason"
    with pytest.raises(TypeError):
        decision.save()


def test_deciding_twice_makes_one_decision(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    for _ in range(2):
        assert post_decision(client, screening, **CLOSE).status_code == 302
    assert ScreeningDecision.objects.count() == 1


def test_a_question_reaches_the_raiser_and_its_answer_comes_back(client, cast):
    screening = claimed(cast)
    reference = screening.consultation.reference
    client.force_login(cast["bola"])
    for _ in range(2):
        client.post(reverse("screening:ask", args=[reference]), {"text": "Which camp?", "once": "q"})
    question = Question.objects.get()
    client.force_login(cast["carys"])
    assert client.post(reverse("screening:answer", args=[reference, question.uuid]), {"answer": "x"}).status_code == 404
    client.force_login(cast["amina"])
    client.post(reverse("screening:answer", args=[reference, question.uuid]), {"answer": "The holiday camp."})
    question.refresh_from_db()
    assert question.answer == "The holiday camp."


def test_a_disagreement_goes_to_the_manager_by_name_and_both_stay(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, screening, **CLOSE)
    decision = ScreeningDecision.objects.get()
    client.force_login(cast["amina"])
    address = reverse("screening:disagree", args=[screening.consultation.reference, decision.uuid])
    client.post(address, {"text": "I would ask once more.", "once": "x"})
    row = decision.disagreements.get()
    assert row.to == cast["carys"]
    actions.answer_disagreement(cast["carys"], disagreement=row, answer="Agreed, ask in a week.")
    page = client.get(reverse("screening:decision", args=[screening.consultation.reference])).content.decode()
    assert "I would ask once more." in page and "Agreed, ask in a week." in page


def test_earlier_worries_are_proposed_and_a_person_confirms(client, cast):
    import datetime

    same = {"named": True, "name": "Lily", "birth_kind": "known", "birth_date": datetime.date(2013, 3, 1)}
    raised(cast["amina"], **same)
    screening = claimed(cast, **same)
    client.force_login(cast["bola"])
    address = reverse("screening:workspace", args=[screening.consultation.reference])
    assert "Nobody has confirmed this yet" in client.get(address).content.decode()
    other = Screening.objects.exclude(pk=screening.pk).get().consultation
    client.post(
        reverse("screening:same-child", args=[screening.consultation.reference]),
        {"other": other.reference, "same": "yes", "reason": "The school says so."},
    )
    assert "Confirmed as the same child" in client.get(address).content.decode()


def test_a_match_that_the_team_may_not_see_is_told_to_its_owner_alone(client, cast):
    import datetime

    from django.utils import timezone

    same = {"named": True, "name": "Lily", "birth_kind": "known", "birth_date": datetime.date(2013, 3, 1)}
    hidden = raised(cast["olu"], **same)
    hidden.parts.filter(team__screens=True).update(ends=timezone.now())
    screening = claimed(cast, **same)
    assert MatchNotice.objects.get().told == cast["olu"]
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:workspace", args=[screening.consultation.reference])).content.decode()
    assert hidden.reference not in page and "Earlier worries" not in page


def test_handing_over_takes_the_draft_along(client, cast):
    from kith.decisions.models import Draft

    screening = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, screening, reason="Half a thought", act="later")
    actions.hand_over_screening(cast["bola"], screening=screening, to=cast["petra"])
    assert Draft.objects.get().author == cast["petra"]
    screening.refresh_from_db()
    assert screening.owner == cast["petra"]


def test_nothing_is_pre_selected_and_no_level_is_suggested(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:decide", args=[screening.consultation.reference])).content.decode()
    assert " checked" not in page and " selected" not in page.replace('<option value="" selected>', "")


def test_the_queue_is_ordered_by_due_date_and_shows_an_initial_alone(client, cast):
    raised(cast["amina"], named=True, name="Megan Longname")
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:queue")).content.decode()
    assert "(M.)" in page and "Longname" not in page
    client.force_login(cast["sade"])
    assert "(M.)" not in client.get(reverse("screening:queue")).content.decode()


def test_every_act_leaves_its_entry(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    post_decision(client, screening, **CLOSE)
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"consultation.submitted", "screening.opened", "screening.claimed", "screening.decided"} <= verbs


def test_steps_without_a_day_come_last(cast):
    from kith.desk.tests.factories import decided
    from kith.screening.queries import steps_of

    decided(cast)
    days = [step.due_on for step in steps_of(cast["amina"])]
    assert None in days and any(days), days
    assert days == sorted((day for day in days if day), key=str) + [None] * days.count(None)


def test_a_decided_matter_is_closed_by_its_owner_when_nothing_is_left(client, cast):
    from kith.desk.tests.factories import decided

    decision = decided(cast)
    consultation = decision.screening.consultation
    address = reverse("screening:close", args=[consultation.reference])
    for stranger in ("bola", "olu", "dan", "rhys"):
        client.force_login(cast[stranger])
        assert client.get(address).status_code == 404, stranger
    client.force_login(cast["amina"])
    page = client.post(address, {"who_has_it": "The school goes on."}).content.decode()
    assert "Steps are still to be taken" in page
    for step in Step.objects.filter(done_at__isnull=True):
        actions.take_step(step.owner, step=step, note="Not needed: done by the school.")
    assert client.post(address, {"who_has_it": ""}).status_code == 200
    client.post(address, {"who_has_it": "Amina has the plan in the case system."})
    client.post(address, {"who_has_it": "again"})
    consultation.refresh_from_db()
    assert consultation.state == ConcernState.CLOSED
    assert consultation.closed_owner == "Amina has the plan in the case system."
    assert Entry.objects.filter(verb="consultation.closed").count() == 1


def test_the_assessment_counts_from_the_day_the_concern_came_in(cast):

    from kith.desk.tests.factories import decided
    from kith.toolkit.queries import due_on

    decision = decided(cast)
    step = Step.objects.get(pathway__decision=decision, clock_words__icontains="assessment", due_on__isnull=False)
    assert step.due_on == due_on(
        decision.screening.authority_id, "assessment", decision.screening.consultation.submitted_at
    )


def test_a_page_that_stood_open_while_the_screening_moved_decides_nothing(cast):
    row = claimed(cast)
    stale = row.version
    actions.hand_over_screening(cast["bola"], screening=row, to=cast["petra"])
    row.refresh_from_db()
    actions.hand_over_screening(cast["petra"], screening=row, to=cast["bola"])
    row.refresh_from_db()
    with pytest.raises(actions.Changed):
        actions.decide_screening(
            cast["bola"], screening=row, version=stale, once_key="x", outcomes=["advice-and-close"], reasoning={}
        )


def test_an_earlier_worry_shows_enough_to_decide_before_it_is_confirmed(client, cast):
    from kith.concerns.actions import answer_same_child
    from kith.desk.tests.factories import claimed, raised

    older = raised(cast["olu"], name="Megan", named=True, case_reference="TH-1")
    row = claimed(cast, name="Megan", named=True, case_reference="TH-1")
    client.force_login(cast["bola"])
    address = reverse("screening:workspace", args=[row.consultation.reference])

    def card() -> str:
        page = client.get(address).content.decode()
        return page.split("Earlier worries that may be")[1].split("</h2>")[1].split("<h2")[0]

    shown = card()
    for words in ("Matched by reference", "Noticed: Jokes about migrants in a chat.", "With the specialist", "Olu"):
        assert words in shown
    assert reverse("concerns:consultation", args=[older.reference]) in shown
    answer_same_child(cast["bola"], one=row.consultation, other=older, same=True, reason="Same case.")
    shown = card()
    assert "Confirmed as the same child" in shown and "Jokes about migrants in a chat." in shown
    assert "Asked: What next?" in shown
