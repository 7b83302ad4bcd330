"""Who can see this: those who may read it now, colleagues by name, partners by agency and role."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.concerns.actions import give_part, place_bar
from kith.concerns.models import ConsultationEmergency, ConsultationPart
from kith.desk.tests.factories import raised
from kith.people.models import Person

pytestmark = pytest.mark.django_db


def who_page(client, person, consultation):
    client.force_login(person)
    page = client.get(reverse("concerns:who", args=[consultation.reference])).content.decode()
    return page[page.index("Who can see this, and why") : page.index("Who has looked")]


@pytest.mark.parametrize("job_title", ["Prevent case officer", ""])
def test_partners_stand_by_agency_and_role_everywhere(client, cast, job_title):
    Person.objects.filter(pk=cast["dan"].pk).update(job_title=job_title)
    consultation = raised(cast["amina"])
    ConsultationPart.objects.create(matter=consultation, person=cast["dan"], reason="answers")
    now = timezone.now()
    ConsultationEmergency.objects.create(
        matter=consultation, person=cast["dan"], reason="x" * 30, begins=now, ends=now + datetime.timedelta(hours=1)
    )
    page = who_page(client, cast["amina"], consultation)
    assert "Dan" not in page
    assert page.count("Midvale Police, Prevent team, " + (job_title or "partner")) == 2


def test_a_colleague_is_let_in_with_the_reason_told_and_shown_it_at_home(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    address = reverse("concerns:give-part", args=[consultation.reference])
    named = {"person": str(cast["olu"].uuid)}
    page = client.post(address, named).content.decode()
    assert "Say why your colleague needs to read it" in page and "Error:" in page
    assert not ConsultationPart.objects.filter(person=cast["olu"]).exists()
    page = client.post(address, {**named, "because": "She runs the girls’ group."}, follow=True).content.decode()
    assert "Olu can now read this, and was told." in page and "She runs the girls’ group." in page
    choices = page[page.index("<select") : page.index("</select>")]
    assert "Olu" not in choices and "Petra" not in choices and "Vera" in choices, "who reads it already is not offered"
    page = client.post(address, {**named, "because": "Again."}, follow=True).content.decode()
    assert "Olu can read this already." in page and "Again." not in page
    client.force_login(cast["olu"])
    home = client.get(reverse("desk:home")).content.decode()
    assert "You can now read a consultation" in home and "Given to you to read" in home
    where = reverse("concerns:consultation", args=[consultation.reference])
    assert home.count(f'href="{where}"') == 2
    client.force_login(cast["vera"])
    assert "Given to you to read" not in client.get(reverse("desk:home")).content.decode()


def test_each_reader_stands_once_with_every_reason(client, cast):
    consultation = raised(cast["amina"])
    ConsultationPart.objects.create(matter=consultation, person=cast["amina"], reason="step")
    page = who_page(client, cast["carys"], consultation)
    assert page.count("<strong>Amina</strong>") == 1
    assert "Raised this concern" in page and "Has a step to take" in page


def test_who_may_not_read_it_now_is_not_listed(client, cast):
    consultation = raised(cast["amina"])
    for colleague in ("olu", "vera"):
        give_part(cast["amina"], consultation=consultation, person=cast[colleague])
    page = who_page(client, cast["amina"], consultation)
    assert page.count("Was let in to read it") == 2 and "Olu</strong>" in page and "Vera</strong>" in page
    place_bar(cast["carys"], consultation=consultation, person=cast["olu"], reason="A neighbour.")
    Person.objects.filter(pk=cast["vera"].pk).update(is_active=False)
    page = who_page(client, cast["amina"], consultation)
    assert "Was let in to read it" not in page
