"""Nothing that waits bears the name of somebody who may not read it; where nobody can take it, that is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns import actions as concerns
from kith.concerns.models import Consultation, ConsultationBar
from kith.concerns.rules import may_hold
from kith.desk.models import Notice
from kith.desk.tests.factories import claimed, decided, raised
from kith.people.models import RoleHeld
from kith.screening import actions
from kith.screening.models import Disagreement, MatchNotice, Question, Screening, SignOff, Step

pytestmark = pytest.mark.django_db


def bar(cast, consultation, who, by=None):
    concerns.place_bar(cast[by or who], consultation=consultation, person=cast[who], reason="A neighbour.")


def test_who_may_hold_is_active_of_the_authority_in_casework_and_not_barred(cast):
    consultation = raised(cast["amina"])
    yes = {key for key, person in cast.items() if may_hold(person, consultation)}
    assert {"amina", "bola", "carys", "olu", "petra"} <= yes
    assert not yes & {"dan", "esme", "farah", "gwen", "hal", "ines", "jo", "rhys", "sade", "tom"}
    bar(cast, consultation, "olu", by="carys")
    assert not may_hold(cast["olu"], consultation)
    cast["petra"].is_active = False
    assert not may_hold(cast["petra"], consultation)


def deeds(cast):
    """Every deed by which somebody is named, as (what, how it is done with this person)."""
    row = claimed(cast)
    consultation, carys, bola = row.consultation, cast["carys"], cast["bola"]
    decision = decided(cast)
    step = Step.objects.filter(pathway__decision=decision).first()
    of_step = decision.screening.consultation
    reasoning = {"harm_source": "none", "reason": "r", "set_aside": "s"}

    def decide(person):
        actions.decide_screening(
            bola,
            screening=row,
            version=Screening.objects.get(pk=row.pk).version,
            once_key="x",
            outcomes=["section-17"],
            reasoning={**reasoning, "next_owner": person},
        )

    return [
        (consultation, lambda p: concerns.give_part(carys, consultation=consultation, person=p)),
        (consultation, lambda p: concerns.change_owner(carys, consultation=consultation, owner=p)),
        (consultation, lambda p: actions.ask_question(bola, screening=row, of=p, text="Who?", once_key=str(p.pk))),
        (of_step, lambda p: actions.hand_over_step(carys, step=step, to=p)),
        (consultation, decide),
    ]


@pytest.mark.parametrize("which", range(5))
def test_nobody_who_is_barred_or_elsewhere_is_named(cast, which):
    consultation, deed = deeds(cast)[which]
    ConsultationBar.objects.create(matter=consultation, person=cast["petra"], placed_by=cast["carys"], reason="x")
    for key in ("petra", "rhys", "dan"):
        with pytest.raises(NotFound):
            deed(cast[key])
    deed(cast["olu"])


def test_a_screening_is_handed_over_to_nobody_who_is_barred(client, cast):
    row = claimed(cast)
    bar(cast, row.consultation, "petra", by="carys")
    with pytest.raises(NotFound):
        actions.hand_over_screening(cast["bola"], screening=row, to=cast["petra"])


@pytest.mark.parametrize(
    ("route", "who", "uses"),
    [
        ("concerns:hand-over", "carys", "uuid"),
        ("screening:decide", "bola", "pk"),
        ("screening:workspace", "bola", "uuid"),
    ],
)
def test_who_is_barred_is_not_among_the_choices(client, cast, route, who, uses):
    row = claimed(cast)
    client.force_login(cast[who])
    choice = f'<option value="{getattr(cast["petra"], uses)}"'
    assert choice in client.get(reverse(route, args=[row.consultation.reference])).content.decode()
    bar(cast, row.consultation, "petra", by="carys")
    assert choice not in client.get(reverse(route, args=[row.consultation.reference])).content.decode()


def test_a_question_goes_to_the_owner_where_the_raiser_may_not_read_it(client, cast):
    row = claimed(cast)
    bar(cast, row.consultation, "amina")
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:workspace", args=[row.consultation.reference])).content.decode()
    assert "Ask Carys</button>" in page
    client.post(reverse("screening:ask", args=[row.consultation.reference]), {"text": "Who?", "once": "q"})
    assert Question.objects.get().asked_of == cast["carys"]


def test_a_step_of_the_raiser_who_is_barred_begins_with_the_manager(cast):
    row = claimed(cast)
    bar(cast, row.consultation, "amina")
    actions.decide_screening(
        cast["bola"],
        screening=row,
        version=Screening.objects.get().version,
        once_key="d",
        outcomes=["section-17"],
        reasoning={"harm_source": "none", "reason": "r", "set_aside": "s", "next_owner": cast["carys"]},
    )
    assert Step.objects.exists() and not Step.objects.filter(owner=cast["amina"]).exists()


def test_what_the_barred_person_held_is_with_somebody_who_may_read_it(cast):
    row = claimed(cast)
    consultation = row.consultation
    actions.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    MatchNotice.objects.create(
        consultation=raised(cast["olu"]), about=consultation, told=cast["amina"], specialist=cast["bola"]
    )
    bar(cast, consultation, "amina")
    assert Question.objects.get().asked_of == cast["carys"]
    assert MatchNotice.objects.get(about=consultation).told == cast["carys"]
    assert Consultation.objects.get(pk=consultation.pk).owner == cast["carys"]
    assert Notice.objects.filter(person=cast["carys"], kind="question", reference=consultation.reference).exists()
    assert not Entry.objects.filter(verb="bar.left").exists()


def test_open_sign_offs_and_disagreements_go_to_another_manager(cast):
    decision = decided(cast, ["prevent-referral", "section-17"])
    actions.record_disagreement(cast["amina"], decision=decision, text="No.", once_key="d")
    bar(cast, decision.screening.consultation, "carys")
    assert SignOff.objects.get().asked_of == Disagreement.objects.get().to == cast["vera"]


def nobody_else(cast):
    """No other manager in Thornmere, and the one there is owns a matter whose raiser and specialists are barred too."""
    decision = decided(cast, ["prevent-referral", "section-17"])
    consultation = decision.screening.consultation
    others = RoleHeld.objects.filter(role="manager", person__authority=cast["carys"].authority)
    others.exclude(person=cast["carys"]).update(ends=timezone.now())
    Consultation.objects.filter(pk=consultation.pk).update(owner=cast["carys"])
    for key in ("amina", "bola", "petra"):
        ConsultationBar.objects.create(matter=consultation, person=cast[key], placed_by=cast["carys"], reason="x")
    return consultation


def test_where_nobody_can_take_it_the_bar_stands_first_and_it_is_told(client, cast):
    consultation = nobody_else(cast)
    client.force_login(cast["carys"])
    address = reverse("concerns:bar", args=[consultation.reference])
    answer = client.post(address, {"person": str(cast["carys"].uuid), "reason": "A neighbour."})
    assert answer.status_code == 302
    assert client.get(reverse("concerns:consultation", args=[consultation.reference])).status_code == 404
    assert Entry.objects.get(verb="bar.left").details["of"] == f"person:{cast['carys'].uuid}"
    assert Notice.objects.filter(person=cast["ines"], kind="left-with-barred").count() == 1
    client.force_login(cast["ines"])
    home = client.get(reverse("desk:home")).content.decode()
    assert "Carys has a conflict of interest, and nobody could take over" in home
    assert consultation.reference in home
    client.force_login(cast["olu"])
    assert "Somebody must be named" not in client.get(reverse("desk:home")).content.decode()


def test_as_soon_as_somebody_can_take_it_the_worker_hands_it_on(client, cast):
    consultation = nobody_else(cast)
    bar(cast, consultation, "carys")
    RoleHeld.objects.create(person=cast["vera"], role="manager")
    cast["vera"].__dict__.pop("roles", None)
    with pytest.raises(NotFound):
        actions.hand_on_again("system:nobody")
    actions.hand_on_again("system:worker")
    assert Consultation.objects.get(pk=consultation.pk).owner == cast["vera"]
    assert SignOff.objects.get(decision__screening__consultation=consultation).asked_of == cast["vera"]
    client.force_login(cast["ines"])
    assert "Somebody must be named" not in client.get(reverse("desk:home")).content.decode()
