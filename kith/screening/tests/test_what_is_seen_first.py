"""What must be seen first is seen first: danger, a returned decision, whose turn it is, and where a step stands."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.concerns import actions as concerns
from kith.desk.queries import unread_of, waiting_for
from kith.desk.tests.factories import claimed, decided, raised
from kith.screening import actions
from kith.screening.models import Screening, SignOff, Step
from kith.screening.words import SignOffAnswer
from kith.toolkit.models import Clock
from kith.toolkit.queries import due_on

pytestmark = pytest.mark.django_db


def in_danger(person, told="The police, at three."):
    consultation = concerns.start_consultation(person)
    return concerns.submit_consultation(
        person,
        consultation=consultation,
        sections={
            "safety": {"danger": "yes", "danger_told": told},
            "noticed": {"items": [{"what": "She says that she leaves tonight."}]},
            "voice": {"voice_words": "I go."},
            "question": {"question": "What now?"},
            "child": {"name": "Aaliyah", "named": True},
        },
    )


def main_of(page) -> str:
    text = page.content.decode()
    return text[text.index("<main") :]


def test_danger_is_due_by_the_emergency_clock_and_the_order_is_still_of_what_is_due(cast):
    calm = raised(cast["amina"])
    danger = in_danger(cast["amina"])
    row = Screening.objects.get(consultation=danger)
    assert row.due_on == timezone.localdate() < Screening.objects.get(consultation=calm).due_on
    Clock.objects.filter(key="emergency").update(on=False)
    without = Screening.objects.get(consultation=in_danger(cast["amina"]))
    assert without.due_on == due_on(without.authority_id, "screening-decision", without.received_at)


def test_danger_is_said_in_the_queue_at_home_in_the_notice_and_at_the_top_of_the_record(client, cast):
    raised(cast["amina"])
    consultation = in_danger(cast["amina"])
    words = "Danger was named at the start: ring Amina"
    client.force_login(cast["bola"])
    for address in (reverse("screening:queue"), reverse("desk:home")):
        assert main_of(client.get(address)).count(words) == 1, address
    assert "danger was named" in unread_of(Screening.objects.get(consultation=consultation).owner)[0].words
    page = main_of(client.get(reverse("screening:workspace", args=[consultation.reference])))
    assert page.index(words) < page.index("Take this on") < page.index("own words") and "The police, at three." in page
    actions.claim_screening(cast["bola"], screening=Screening.objects.get(consultation=consultation))
    page = main_of(client.get(reverse("screening:decide", args=[consultation.reference])))
    assert page.index(words) < page.index("The police, at three.") < page.index("<form")
    client.force_login(cast["carys"])
    assert words in main_of(client.get(reverse("screening:team")))
    client.force_login(cast["sade"])
    assert words not in main_of(client.get(reverse("screening:queue")))


def returned(cast):
    decision = decided(cast, ["prevent-referral", "section-17"])
    row = SignOff.objects.get()
    actions.answer_sign_off(cast["carys"], sign_off=row, answer=SignOffAnswer.RETURNED, reason="Ask the uncle first.")
    return decision.screening


def test_a_returned_decision_says_so_and_gives_its_writer_their_words_back(client, cast):
    screening = returned(cast)
    reference = screening.consultation.reference
    client.force_login(cast["bola"])
    assert "Returned by Carys, with a reason" in main_of(client.get(reverse("desk:home")))
    assert "Returned by Carys, with a reason" in main_of(client.get(reverse("screening:queue")))
    assert "returned with a reason" in " ".join(notice.words for notice in unread_of(cast["bola"]))
    for name in ("workspace", "decide"):
        page = main_of(client.get(reverse(f"screening:{name}", args=[reference])))
        assert page.index("Returned by Carys") < page.index("Ask the uncle first.") < page.index("<form"), name
    form = page[page.index("<form") :]
    assert "An adult online runs the group." in form and "That it is only talk." in form
    assert " checked" not in form and " selected" not in form.replace('<option value="" selected>', "")


def put_back(cast, how: str):
    """A decision of Bola’s that Carys put back because of a disagreement, or that she opened again."""
    if how == "Returned":
        decision = decided(cast, ["prevent-referral", "section-17"])
        row = actions.record_disagreement(cast["petra"], decision=decision, text="Too little.", once_key="d")
        actions.answer_disagreement(cast["carys"], disagreement=row, answer="Ask the uncle first.", outcome="returned")
    else:
        decision = decided(cast, ["section-17"])
        actions.reopen_screening(cast["carys"], screening=decision.screening, reason="Ask the uncle first.")
    return Screening.objects.get(pk=decision.screening_id)


@pytest.mark.parametrize("how", ["Returned", "Opened again"])
def test_what_came_back_says_who_put_it_back_until_the_next_decision(client, cast, how):
    screening = put_back(cast, how)
    reference = screening.consultation.reference
    client.force_login(cast["bola"])
    assert f"{how} by Carys, with a reason" in main_of(client.get(reverse("screening:queue")))
    for name in ("workspace", "decide"):
        page = main_of(client.get(reverse(f"screening:{name}", args=[reference])))
        assert page.index(f"{how} by Carys") < page.index("Ask the uncle first.") < page.index("<form"), name
    actions.decide_screening(
        cast["bola"],
        screening=screening,
        version=screening.version,
        once_key="next",
        outcomes=["more-information"],
        reasoning={"harm_source": "not-known", "reason": "Ask the school.", "next_owner": cast["bola"]},
    )
    page = main_of(client.get(reverse("screening:queue")))
    assert reference in page and f"{how} by" not in page
    for name in ("workspace", "decide"):
        assert f"{how} by Carys" not in main_of(client.get(reverse(f"screening:{name}", args=[reference]))), name


def test_who_need_not_sign_off_any_more_is_named_on_the_decision_and_in_the_chronology(client, cast):
    screening = put_back(cast, "Returned")
    client.force_login(cast["amina"])
    for name in ("screening:decision", "desk:chronology"):
        page = main_of(client.get(reverse(name, args=[screening.consultation.reference])))
        assert "Carys is no longer asked" in page, name


def test_who_reads_the_decisions_in_an_emergency_is_told_until_when(client, cast):
    reference = decided(cast, ["section-17"]).screening.consultation.reference
    words = "You are reading this in an emergency"
    concerns.open_in_emergency(cast["olu"], exact=reference, reason="A child is at our door and nobody answers.")
    client.force_login(cast["olu"])
    assert words in main_of(client.get(reverse("screening:decision", args=[reference])))
    client.force_login(cast["bola"])
    assert words not in main_of(client.get(reverse("screening:decision", args=[reference])))


def test_a_colleagues_words_are_beside_the_form_and_not_in_it(client, cast):
    screening = returned(cast)
    screening.refresh_from_db()
    actions.hand_over_screening(cast["bola"], screening=screening, to=cast["petra"])
    client.force_login(cast["petra"])
    page = main_of(client.get(reverse("screening:decide", args=[screening.consultation.reference])))
    before, form = page[: page.index("<form")], page[page.index("<form") :]
    assert "An adult online runs the group." in before and "An adult online runs the group." not in form
    assert re.search(r"<details[^>]* open>", before)


def test_deciding_otherwise_has_the_earlier_decision_open(client, cast):
    decision = decided(cast, ["prevent-referral"])
    client.force_login(cast["carys"])
    page = main_of(
        client.get(
            reverse("screening:otherwise", args=[decision.screening.consultation.reference, SignOff.objects.get().uuid])
        )
    )
    before, form = page[: page.index("<form")], page[page.index("<form") :]
    assert re.search(r"<details[^>]* open>", before) and "An adult online runs the group." in before
    assert "An adult online runs the group." not in form


def test_outcomes_are_drawn_as_boxes_and_sources_of_harm_as_radios(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    page = main_of(client.get(reverse("screening:decide", args=[row.consultation.reference])))
    assert (
        'govuk-checkboxes__input" id="id_outcomes_0"' in page and 'govuk-radios__input" id="id_harm_source_0"' in page
    )


def test_what_was_saved_elsewhere_stands_with_its_question_beside_what_was_typed(client, cast):
    row = claimed(cast)
    address = reverse("screening:decide", args=[row.consultation.reference])
    client.force_login(cast["bola"])
    kept = {"version": 0, "act": "later", "harm_source": "inside"}
    client.post(address, {**kept, "reason": "The older words."})
    page = client.post(address, {**kept, "reason": "The newer words.", "act": "decide"}).content.decode()
    clash = page[page.index("in another window or on another device") : page.index('name="version"')]
    assert "Your reason, in plain words" in clash and "The older words." in clash and "The newer words." in clash
    assert "Where does the harm come from?" not in clash


def test_before_anybody_takes_it_on_the_duty_holder_is_called_that(client, cast):
    consultation = raised(cast["amina"])
    row = Screening.objects.get(consultation=consultation)
    client.force_login(cast["bola"])
    page = main_of(client.get(reverse("screening:workspace", args=[consultation.reference])))
    assert f"{row.owner.name} is on duty for it until somebody takes it on" in page
    assert "Owner:" not in page and "Amina owns the matter" in page


def test_who_screens_reads_what_became_known_since(client, cast):
    row = claimed(cast)
    concerns.write_note(
        cast["amina"],
        consultation=row.consultation,
        happened_on=timezone.localdate(),
        text="Mother rang.",
        childs_words="",
        once_key="n",
    )
    notice = next(n for n in unread_of(cast["bola"]) if n.words == "Something became known")
    assert notice.url == reverse("screening:workspace", args=[row.consultation.reference])
    client.force_login(cast["bola"])
    assert "Mother rang." in main_of(client.get(notice.url))
    client.force_login(cast["amina"])
    assert client.get(notice.url).status_code == 404


def test_what_waits_for_sign_off_is_said_and_who_answered_did_something(client, cast):
    decision = decided(cast, ["prevent-referral", "section-17"])
    address = reverse("screening:decision", args=[decision.screening.consultation.reference])
    client.force_login(cast["amina"])
    page = main_of(client.get(address))
    assert "The steps of “Referral to Prevent” begin when this is signed off. The others go on meanwhile." in page
    actions.answer_sign_off(cast["carys"], sign_off=SignOff.objects.get(), answer=SignOffAnswer.AGREED, reason="")
    page = main_of(client.get(address))
    assert "begin when this is signed off" not in page and "Carys agreed" in page and "answered “" not in page
    assert "I see this differently" in page
    assert page.index("What happens now") < page.index("Close this matter")
    workspace = reverse("screening:workspace", args=[decision.screening.consultation.reference])
    assert f'href="{workspace}"' not in page, "Amina may not open it"
    client.force_login(cast["bola"])
    page = main_of(client.get(address))
    assert "I see my own decision differently now" in page
    assert f'href="{workspace}"' in page and "Bola had the screening." in page


def test_the_decision_is_marked_on_paper(client, cast):
    decision = decided(cast)
    client.force_login(cast["amina"])
    address = reverse("screening:decision", args=[decision.screening.consultation.reference])
    assert 'class="kith-marking">OFFICIAL-SENSITIVE' in client.get(address).content.decode()


def test_a_step_is_named_with_its_pathway_and_its_link_leads_to_it(client, cast):
    decision = decided(cast, name="Nathan", named=True)
    step = Step.objects.get(pathway__decision=decision, key="see-child")
    address = reverse("screening:decision", args=[decision.screening.consultation.reference]) + f"#step-{step.uuid}"
    rows = [row for group in waiting_for(cast["amina"]) for row in group.rows]
    row = next(row for row in rows if row.url == address)
    assert row.words == "Section 17 assessment: See the child and talk with parents" and row.initial == "N."
    for who, page in (("amina", "screening:steps"), ("carys", "screening:team"), ("amina", "desk:home")):
        client.force_login(cast[who])
        text = main_of(client.get(reverse(page)))
        assert address in text and "(N.)" in text and "Nathan" not in text, page
    assert f'id="step-{step.uuid}"' in client.get(address).content.decode()


def referred(cast):
    decision = decided(cast, ["prevent-referral", "section-17"])
    actions.answer_sign_off(cast["carys"], sign_off=SignOff.objects.get(), answer=SignOffAnswer.AGREED, reason="")
    return decision


def sent(cast, consultation):
    referral = concerns.start_referral(cast["amina"], consultation=consultation)
    texts = {answer.key: answer.text or "Not known" for answer in referral.answers.all()}
    concerns.save_referral(cast["amina"], referral=referral, texts=texts, version=referral.version)
    concerns.check_referral(cast["amina"], referral=referral)
    return concerns.note_referral_sent(
        cast["amina"], referral=referral, sent_to="The Prevent team", sent_how="secure e-mail", sent_at=timezone.now()
    )


def test_what_is_recorded_with_the_referral_takes_its_step(cast):
    decision = referred(cast)
    referral = sent(cast, decision.screening.consultation)
    steps = {step.key: step for step in Step.objects.filter(pathway__outcome="prevent-referral")}
    assert steps["send"].done_by == cast["amina"] and steps["write"].done_at
    assert "Sent to The Prevent team, by secure e-mail" in steps["send"].note and "Amina" in steps["send"].note
    assert steps["acknowledged"].done_at is None and steps["panel"].done_at is None
    assert Entry.objects.filter(verb="step.taken").count() == 2
    concerns.note_referral_acknowledged(
        cast["amina"], referral=referral, acknowledged_by="The duty officer", acknowledged_at=timezone.now()
    )
    steps["acknowledged"].refresh_from_db()
    assert "The duty officer" in steps["acknowledged"].note
    assert not Step.objects.filter(pathway__outcome="section-17", done_at__isnull=False).exists()
    actions.follow_referral(cast["amina"], consultation=decision.screening.consultation)
    assert Entry.objects.filter(verb="step.taken").count() == 3, "twice changes nothing"


def test_a_referral_sent_before_the_sign_off_counts_when_its_steps_begin(cast):
    decision = decided(cast, ["prevent-referral", "section-17"])
    referral = concerns.start_referral(cast["amina"], consultation=decision.screening.consultation)
    concerns.refer_urgently(cast["amina"], referral=referral, because="He flies at six.")
    sent(cast, decision.screening.consultation)
    actions.answer_sign_off(cast["carys"], sign_off=SignOff.objects.get(), answer=SignOffAnswer.AGREED, reason="")
    assert Step.objects.get(key="send").done_at is not None


def test_who_does_not_work_in_the_matter_moves_no_step_of_it(cast):
    from kith.access.rules import NotFound

    decision = referred(cast)
    for stranger in ("olu", "dan", "rhys"):
        with pytest.raises(NotFound):
            actions.follow_referral(cast[stranger], consultation=decision.screening.consultation)
