"""A matter closes over nothing that runs: it is named and ended first; in a closed matter nothing goes on, and says so."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound, Over
from kith.assessments import actions as assessments
from kith.concerns.models import Consultation
from kith.desk.tests.factories import claimed, decided
from kith.people.models import Person
from kith.plans import actions, queries
from kith.plans.models import Action, Edition, Outcome, Session, SessionAccount
from kith.screening import actions as screening
from kith.screening.models import Step

from .factories import begun, held, missed, of, over, planned, session, soon

pytestmark = pytest.mark.django_db


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def ready(cast):
    """A decided matter of which every step was taken: nothing but what runs keeps it from being closed."""
    decision = decided(cast)
    for step in Step.objects.filter(pathway__decision=decision):
        screening.take_step(step.owner, step=step, note="")
    return decision.screening


def close(cast, row):
    screening.close_matter(cast["carys"], screening=row, who_has_it="Amina, in the case system.")
    return Consultation.objects.get(pk=row.consultation_id)


def test_a_matter_is_closed_once_nothing_of_it_runs_and_the_page_says_what_does(client, cast):
    amina, carys = cast["amina"], cast["carys"]
    row = ready(cast)
    plan = planned(amina, row.consultation)
    assessment = assessments.begin_assessment(
        amina, consultation=row.consultation, lead=amina, starts_on=timezone.localdate()
    )
    to_come = session(amina, row.consultation)
    past = over(session(amina, row.consultation))
    client.force_login(carys)
    address = reverse("screening:close", args=[row.consultation.reference])
    page = client.get(address).content.decode()
    for page_of, thing in (("plans:plan", plan), ("assessments:assessment", assessment)):
        assert reverse(page_of, args=[thing.uuid]) in page
    assert reverse("plans:session", args=[to_come.uuid]) in page and reverse("plans:session", args=[past.uuid]) in page
    sent = client.post(address, {"who_has_it": "Nobody, because over."})
    assert sent.status_code == 200 and "still runs" in sent.content.decode()
    for end in (
        lambda: actions.end_plan(amina, plan=plan, because="Done.", has_it_now="The family."),
        lambda: assessments.stop_assessment(carys, assessment=assessment, because="Not needed."),
        lambda: missed(amina, to_come),
        lambda: held(amina, past),
    ):
        with pytest.raises(screening.StillRuns):
            close(cast, row)
        assert Consultation.objects.get(pk=row.consultation_id).is_open
        end()
    assert reverse("plans:plan", args=[plan.uuid]) not in client.get(address).content.decode()
    assert client.post(address, {"who_has_it": "Nobody, because over."}).status_code == 302
    assert not Consultation.objects.get(pk=row.consultation_id).is_open


def test_a_decision_that_closes_is_refused_while_a_plan_runs(client, cast):
    row = claimed(cast)
    plan = planned(cast["amina"], row.consultation)
    said = {"harm_source": "none", "finding": "unfounded", "reason": "A camp.", "next_owner_words": "over."}

    def decide():
        screening.decide_screening(
            cast["bola"],
            screening=row,
            version=row.version,
            once_key="d",
            outcomes=["advice-and-close"],
            reasoning=said,
        )

    with pytest.raises(screening.StillRuns, match=plan.reference):
        decide()
    assert Consultation.objects.get(pk=row.consultation_id).is_open
    actions.end_plan(cast["amina"], plan=plan, because="Done.", has_it_now="The family.")
    decide()
    assert not Consultation.objects.get(pk=row.consultation_id).is_open


def closed_over(cast):
    """A matter that was closed before Kith asked what runs in it: with a plan, an assessment and a session."""
    amina, row = cast["amina"], ready(cast)
    plan = planned(amina, row.consultation)
    assessment = assessments.begin_assessment(
        amina, consultation=row.consultation, lead=amina, starts_on=timezone.localdate()
    )
    to_come = session(amina, row.consultation)
    Consultation.objects.filter(pk=row.consultation_id).update(
        state="closed", closed_at=timezone.now(), closed_owner="Nobody."
    )
    for one in (plan, assessment, to_come):
        one.refresh_from_db()
    return row, plan, assessment, to_come


def test_in_a_closed_matter_nothing_goes_on_and_it_can_be_wound_up_and_opened_again(cast):
    amina, carys = cast["amina"], cast["carys"]
    row, plan, assessment, to_come = closed_over(cast)
    moved = {"session": to_come, "version": 1, "starts_at": soon(72), "ends_at": soon(73), "because": "School trip."}
    ended = {"how": "done", "on": timezone.localdate(), "words": "Done."}
    for act in (
        lambda by: actions.begin_edition(by, plan=plan),
        lambda by: actions.end_action(by, action=of(plan), **ended),
        lambda by: actions.move_session(by, **moved),
        lambda by: assessments.change_lead(by, assessment=assessment, to=carys),
    ):
        with pytest.raises(Over, match="closed"):
            act(amina)
        with pytest.raises(NotFound):
            act(cast["olu"])
    assert Edition.objects.filter(plan=plan).count() == 1 and not Action.objects.exclude(ended_as="").exists()
    screening.reopen_screening(cast["bola"], screening=row, reason="Something new.")
    for one in (plan, to_come):
        one.consultation.refresh_from_db()
    assert actions.begin_edition(amina, plan=plan).number == 2
    assert actions.move_session(amina, **moved)
    # And a matter that was closed over them can be wound up without being opened again.
    row, plan, assessment, to_come = closed_over(cast)
    actions.end_plan(amina, plan=plan, because="Done.", has_it_now="The family.")
    assessments.stop_assessment(carys, assessment=assessment, because="Not needed.")
    missed(amina, to_come)
    assert SessionAccount.objects.filter(session=to_come).exists()


def test_the_pages_of_a_closed_matter_say_so_and_give_back_what_was_typed(client, cast):
    amina = cast["amina"]
    row, plan, assessment, to_come = closed_over(cast)
    addresses = [
        reverse("plans:new-edition", args=[plan.uuid]),
        reverse("plans:review", args=[plan.uuid]),
        reverse("plans:said", args=[plan.uuid]),
        reverse("plans:end-action", args=[of(plan).uuid]),
        reverse("plans:plan-session", args=[row.consultation.reference]),
        reverse("plans:begin", args=[row.consultation.reference]),
        reverse("plans:move-session", args=[to_come.uuid]),
        reverse("assessments:part", args=[assessment.uuid, "child"]),
        reverse("assessments:conclude", args=[assessment.uuid]),
        reverse("assessments:lead", args=[assessment.uuid]),
    ]
    actions.end_plan(amina, plan=plan, because="Done.", has_it_now="The family.")
    reading = reverse("assessments:part", args=[assessment.uuid, "child"])
    for address in addresses:
        client.force_login(amina)
        sent = client.post(address, {"words": "What she said on the way home.", "once": "x"})
        text = sent.content.decode()
        assert sent.status_code == 410, address
        assert "What she said on the way home." in text and ("closed" in text or "ended" in text), address
        if address not in (addresses[0], reading):
            assert client.get(address).status_code == 410, address
        by_script = client.post(address, {"words": "x"}, headers={"X-Autosave": "1"})
        assert by_script.status_code == 410 and "<html" not in by_script.content.decode()
        client.force_login(cast["dan"])
        assert client.post(address, {"words": "x"}).status_code == 404, address
    client.force_login(amina)
    assert client.get(reading).url.startswith(reverse("assessments:assessment", args=[assessment.uuid]))
    for address in (
        reverse("plans:plan", args=[plan.uuid]),
        reverse("plans:of-matter", args=[row.consultation.reference]),
        reverse("plans:session", args=[to_come.uuid]),
        reverse("assessments:assessment", args=[assessment.uuid]),
    ):
        page = client.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        for gone in addresses[:2] + addresses[4:7] + addresses[8:]:
            assert f'"{gone}"' not in text, (address, gone)


def test_the_forms_of_an_ended_plan_say_who_ended_it_and_give_back_what_was_typed(client, cast):
    amina, carys = cast["amina"], cast["carys"]
    plan = begun(amina, claimed(cast).consultation)
    actions.end_plan(carys, plan=plan, because="Begun for another child.", has_it_now="Nobody.")
    client.force_login(amina)
    for name in ("names", "add-outcome", "add-action", "safety", "agree", "drop", "said", "review"):
        address = reverse(f"plans:{name}", args=[plan.uuid])
        sent = client.post(address, {"words": "She wants to sleep.", "once": "x"})
        text = sent.content.decode()
        assert sent.status_code == 410, name
        assert "She wants to sleep." in text and "Carys" in text and "Begun for another child." in text, name
        assert reverse("plans:plan", args=[plan.uuid]) in text
    assert not Outcome.objects.exists()


def test_what_is_agreed_or_dropped_meanwhile_says_so_too(client, cast):
    """A colleague agreed the edition while an action of it was being typed."""
    amina = cast["amina"]
    plan = planned(amina, claimed(cast).consultation)
    assert queries.draft_of(plan) is None
    client.force_login(amina)
    sent = client.post(
        reverse("plans:add-action", args=[plan.uuid]), {"text": "Ask the club.", "once": "x", "version": "0"}
    )
    text = sent.content.decode()
    assert sent.status_code == 410 and "Ask the club." in text and "edition 1" in text.lower()


def test_what_came_of_a_session_says_who_wrote_it_where_it_can_no_longer_be_moved(client, cast):
    amina = cast["amina"]
    row = session(amina, claimed(cast).consultation, cast["bola"])
    missed(cast["bola"], row)
    client.force_login(amina)
    sent = client.post(reverse("plans:move-session", args=[row.uuid]), {"because": "Netball.", "stands": "1"})
    assert sent.status_code == 410 and "Netball." in sent.content.decode() and "Bola" in sent.content.decode()
    assert Session.objects.get().starts_at == row.starts_at
