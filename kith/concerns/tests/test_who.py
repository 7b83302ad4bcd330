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


def test_who_may_not_read_it_now_is_not_listed(client, cast):
    consultation = raised(cast["amina"])
    for colleague in ("olu", "vera"):
        give_part(cast["amina"], consultation=consultation, person=cast[colleague])
    page = who_page(client, cast["amina"], consultation)
    assert "Olu: was given a part" in page and "Vera: was given a part" in page
    place_bar(cast["carys"], consultation=consultation, person=cast["olu"], reason="A neighbour.")
    Person.objects.filter(pk=cast["vera"].pk).update(is_active=False)
    page = who_page(client, cast["amina"], consultation)
    assert "was given a part" not in page
