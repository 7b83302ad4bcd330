"""A matter goes from one owner to the next, with the reason; it is never without one."""

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns import actions
from kith.concerns.models import Consultation, ConsultationBar, OwnerChange
from kith.desk.models import Notice
from kith.desk.queries import chronology_for
from kith.desk.tests.factories import claimed, decided, raised

pytestmark = pytest.mark.django_db


def owner(consultation):
    return Consultation.objects.get(pk=consultation.pk).owner


@pytest.mark.parametrize("who", ["amina", "carys"])
def test_the_owner_and_the_manager_hand_it_to_a_colleague_with_the_reason(client, cast, who):
    consultation = claimed(cast).consultation
    client.force_login(cast[who])
    page = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    assert "Hand this matter to a colleague" in page
    address = reverse("concerns:hand-over", args=[consultation.reference])
    to = {"person": str(cast["olu"].uuid)}
    assert "Say in a few words why" in client.post(address, to).content.decode()
    assert owner(consultation) == cast["amina"]
    said = {**to, "reason": "Olu knows the family."}
    page = client.post(address, said, follow=True).content.decode()
    assert "Olu owns the matter now, and was told" in page
    client.post(address, said)
    assert owner(consultation) == cast["olu"] and OwnerChange.objects.count() == 1
    assert Entry.objects.get(verb="owner.changed").details["of"] == f"person:{cast['amina'].uuid}"
    assert Notice.objects.filter(person=cast["olu"], kind="owner").exists()
    assert Notice.objects.filter(person=cast["amina"], kind="owner-was").exists() is (who == "carys")
    line = next(x for x in chronology_for(cast["olu"], consultation.reference).lines if x.kind == "owner")
    assert line.title == "Olu owns the matter, in place of Amina" and line.text == "Olu knows the family."
    client.force_login(cast["olu"])
    assert client.get(reverse("concerns:consultation", args=[consultation.reference])).status_code == 200


@pytest.mark.parametrize("who", ["bola", "olu", "dan", "ines", "rhys"])
def test_nobody_else_hands_it_over(client, cast, who):
    consultation = claimed(cast).consultation
    client.force_login(cast[who])
    address = reverse("concerns:hand-over", args=[consultation.reference])
    assert client.get(address).status_code == 404
    with pytest.raises(NotFound):
        actions.hand_over_matter(cast[who], consultation=consultation, to=cast["petra"], reason="x")
    assert owner(consultation) == cast["amina"]


def test_it_goes_to_nobody_who_may_not_hold_it_and_a_closed_one_to_nobody(client, cast):
    consultation = claimed(cast).consultation
    ConsultationBar.objects.create(matter=consultation, person=cast["petra"], placed_by=cast["carys"], reason="x")
    for key in ("petra", "rhys", "dan"):
        with pytest.raises(NotFound):
            actions.hand_over_matter(cast["amina"], consultation=consultation, to=cast[key], reason="x")
    client.force_login(cast["amina"])
    page = client.get(reverse("concerns:hand-over", args=[consultation.reference])).content.decode()
    assert str(cast["petra"].uuid) not in page and str(cast["olu"].uuid) in page
    Consultation.objects.filter(pk=consultation.pk).update(state="closed", closed_owner="Nobody, because it is over.")
    assert client.get(reverse("concerns:hand-over", args=[consultation.reference])).status_code == 404
    assert client.get(reverse("concerns:hand-over", args=[raised(cast["olu"]).reference])).status_code == 404


def test_a_decision_that_names_the_next_owner_stands_as_a_change_too(cast):
    consultation = raised(cast["olu"])
    assert not OwnerChange.objects.filter(consultation=consultation).exists()
    decided(cast)  # Amina's, who goes on owning it
    assert not OwnerChange.objects.exists()
    actions.change_owner(cast["bola"], consultation=consultation, owner=cast["petra"])
    change = OwnerChange.objects.get()
    assert (change.was, change.now, change.by) == (cast["olu"], cast["petra"], cast["bola"])
