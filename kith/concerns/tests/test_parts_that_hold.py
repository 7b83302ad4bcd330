"""Which part opens a record, and which does not: the statement under every list, one condition at a time."""

import datetime

import pytest
from django.utils import timezone

from kith.concerns.models import Consultation, ConsultationBar, ConsultationPart
from kith.concerns.rules import sees_consultation
from kith.desk.tests.factories import raised
from kith.people.models import Membership, Person

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def _reads(person, consultation) -> bool:
    """As the next request would: the person anew, with their teams of that moment."""
    person = Person.objects.get(pk=person.pk)
    return Consultation.objects.filter(sees_consultation(person), pk=consultation.pk).exists()


@pytest.fixture
def matter(cast):
    """A record that nobody has a part in yet, and Amina as somebody in no team of it."""
    consultation = raised(cast["carys"])
    ConsultationPart.objects.filter(matter=consultation).delete()
    return consultation


@pytest.mark.parametrize(
    ("begins", "ends", "reads"),
    [
        (-HOUR, None, True),
        (-HOUR, HOUR, True),
        (-2 * HOUR, -HOUR, False),  # over
        (HOUR, None, False),  # not yet
    ],
)
def test_a_part_opens_from_its_beginning_to_its_end(cast, matter, begins, ends, reads):
    now = timezone.now()
    ConsultationPart.objects.create(
        matter=matter, person=cast["amina"], reason="given", begins=now + begins, ends=ends and now + ends
    )
    assert _reads(cast["amina"], matter) is reads
    assert not _reads(cast["petra"], matter), "somebody else’s part opens nothing"


def test_a_part_opens_its_own_matter_and_no_other(cast, matter):
    other = raised(cast["carys"])
    ConsultationPart.objects.filter(matter=other).delete()
    ConsultationPart.objects.create(matter=other, person=cast["amina"], reason="given")
    assert _reads(cast["amina"], other) and not _reads(cast["amina"], matter)


@pytest.mark.parametrize(
    ("manages", "managers_only", "reads"),
    [(False, False, True), (False, True, False), (True, True, True), (True, False, True)],
)
def test_a_part_of_a_team_for_its_managers_opens_nothing_to_its_members(cast, matter, manages, managers_only, reads):
    team = Membership.objects.filter(person=cast["amina"]).first().team
    Membership.objects.filter(person=cast["amina"], team=team).update(manages=manages)
    ConsultationPart.objects.create(matter=matter, team=team, managers_only=managers_only, reason="manages")
    assert _reads(cast["amina"], matter) is reads
    assert not _reads(cast["rhys"], matter), "nobody of another team, or of another authority"


@pytest.mark.parametrize(("ends", "reads"), [(None, False), (HOUR, False), (-HOUR, True)])
def test_a_bar_closes_what_a_part_opened_as_long_as_it_holds(cast, matter, ends, reads):
    now = timezone.now()
    for who in ("amina", "petra"):
        ConsultationPart.objects.create(matter=matter, person=cast[who], reason="given")
    ConsultationBar.objects.create(
        matter=matter,
        person=cast["amina"],
        placed_by=cast["carys"],
        reason="x",
        begins=now - 2 * HOUR,
        ends=ends and now + ends,
    )
    assert _reads(cast["amina"], matter) is reads
    assert _reads(cast["petra"], matter), "a bar is of one person"
