"""What a matter waits for is said in the same words wherever it stands, to who may read it."""

import pytest
from django.urls import reverse

from kith.desk.tests.factories import decided, raised
from kith.people.actions import make_token
from kith.screening import actions as screening
from kith.screening.models import Step

pytestmark = pytest.mark.django_db


def pages(client, person, reference):
    client.force_login(person)
    return [
        client.get(reverse("concerns:mine")).content.decode(),
        client.get(reverse("concerns:consultation", args=[reference])).content.decode(),
        client.post(reverse("desk:search"), {"q": reference}, follow=True).content.decode(),
    ]


def test_while_a_sign_off_is_waited_for_each_page_says_by_whom(client, cast):
    waiting = raised(cast["amina"])
    for page in pages(client, cast["amina"], waiting.reference):
        assert "With the specialist" in page and "waits for sign-off" not in page
    matter = decided(cast, outcomes=["prevent-referral"]).screening.consultation
    for page in pages(client, cast["amina"], matter.reference):
        assert "Decided; waits for sign-off by Carys" in page


def test_a_closed_matter_has_no_owner_for_a_machine(client, cast):
    decision = decided(cast)
    for step in Step.objects.filter(pathway__decision=decision):
        screening.take_step(step.owner, step=step, note="Done.")
    matter = decision.screening.consultation
    _, secret = make_token(cast["amina"], person=cast["amina"], name="x")
    machine = {"Authorization": f"Bearer {secret}"}

    def owners():
        one = client.get(f"/api/v1/consultations/{matter.reference}", headers=machine).json()
        rows = client.get("/api/v1/consultations", headers=machine).json()["consultations"]
        return one["owner"], {row["reference"]: row["owner"] for row in rows}[matter.reference]

    assert owners() == ("Amina", "Amina")
    screening.close_matter(cast["amina"], screening=decision.screening, who_has_it="Amina has the plan.")
    assert owners() == (None, None)
