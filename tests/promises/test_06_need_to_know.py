"""Promise 6: need to know. Rests on: sees_consultation, `find`, the access table. tests/access/ has the whole matrix."""

import pytest
from django.urls import reverse

from kith.access.rules import EVERYTHING, NOTHING
from kith.concerns.models import Consultation
from kith.concerns.rules import sees_consultation
from kith.config.access_table import TABLE
from kith.desk.queries import notices_of, waiting_for
from kith.desk.tests.factories import claimed

pytestmark = pytest.mark.django_db


def test_what_one_has_no_part_in_is_nowhere(client, cast):
    row = claimed(cast, name="Megan", named=True, case_reference="TH-77")
    reference = row.consultation.reference
    for who in ("olu", "rhys", "dan", "ines", "jo"):
        client.force_login(cast[who])
        for page in ("desk:home", "desk:notices"):
            assert reference not in client.get(reverse(page)).content.decode()
        assert not Consultation.objects.filter(sees_consultation(cast[who])).exists()
        assert notices_of(cast[who]) == []
        assert reference not in str(waiting_for(cast[who]))
    client.force_login(cast["olu"])
    for text in ("Megan", "TH-77", reference):
        assert "Nothing found" in client.post(reverse("desk:search"), {"q": text}, follow=True).content.decode()


def test_a_notice_about_what_one_may_no_longer_read_is_not_there(cast):
    from kith.concerns.actions import place_bar

    consultation = claimed(cast, name="Megan", named=True).consultation
    bola = cast["bola"]
    assert consultation.reference in [notice.reference for notice in notices_of(bola)]
    place_bar(cast["carys"], consultation=consultation, person=bola, reason="Her nephew")
    assert consultation.reference not in str(notices_of(bola)) and notices_of(bola) == []


def test_a_route_that_is_not_declared_does_not_exist(client, cast, monkeypatch):
    client.force_login(cast["amina"])
    assert client.get(reverse("concerns:mine")).status_code == 200
    monkeypatch.delitem(TABLE, "concerns:mine")
    assert client.get(reverse("concerns:mine")).status_code == 404


def test_nothing_and_everything_have_names(cast):
    claimed(cast)
    assert Consultation.objects.filter(EVERYTHING).count() == 1
    assert Consultation.objects.filter(NOTHING).count() == 0
    assert Consultation.objects.filter(NOTHING | EVERYTHING).count() == 1


def test_a_reading_and_a_refusal_stand_in_the_trail(client, cast):
    from kith.audit.models import Entry

    row = claimed(cast)
    where = reverse("concerns:consultation", args=[row.consultation.reference])
    client.force_login(cast["amina"])
    client.get(where)
    assert Entry.objects.filter(verb="consultation.read", actor=str(cast["amina"].uuid)).exists()
    client.force_login(cast["olu"])
    client.get(where)
    refused = Entry.objects.get(verb="access.refused")
    assert refused.actor == str(cast["olu"].uuid) and row.consultation.reference not in str(refused.written())


def pages_of(consultation) -> list[str]:
    names = ("concerns:consultation", "concerns:who", "desk:chronology", "screening:workspace", "screening:decision")
    return [reverse(name, args=[consultation.reference]) for name in names]


def nowhere(client, person, consultation) -> bool:
    """True where no page, list, search or API answer gives this record away to the person."""
    from kith.people.actions import make_token

    client.force_login(person)
    opened = [where for where in pages_of(consultation) if client.get(where).status_code != 404]
    lists = [client.get(reverse(name)) for name in ("desk:home", "desk:notices", "concerns:mine", "screening:queue")]
    _, secret = make_token(person, person=person, name="x")
    machine = {"Authorization": f"Bearer {secret}"}
    answers = [client.get(f"/api/v1/consultations{end}", headers=machine) for end in ("", f"/{consultation.reference}")]
    found = client.post(reverse("desk:search"), {"q": consultation.reference}, follow=True)
    said = "".join(page.content.decode() for page in [*lists, *answers])
    return not opened and consultation.reference not in said and "/consultations/K-" not in found.content.decode()


def test_a_bar_beats_every_part_everywhere(client, cast):
    from django.utils import timezone

    from kith.concerns.models import ConsultationBar, ConsultationEmergency, ConsultationPart

    consultation = claimed(cast).consultation
    petra = cast["petra"]
    ConsultationPart.objects.create(matter=consultation, person=petra, reason="given")
    ConsultationEmergency.objects.create(
        matter=consultation, person=petra, reason="x" * 30, ends=timezone.now() + timezone.timedelta(hours=1)
    )
    assert not nowhere(client, petra, consultation), "her team’s part, her own, and an emergency let her in"
    # Written past the action, so that nothing but the rule stands between.
    ConsultationBar.objects.create(matter=consultation, person=petra, placed_by=cast["carys"], reason="Her nephew")
    petra._emergencies = None
    assert nowhere(client, petra, consultation)


def test_a_part_across_authorities_opens_nothing(client, cast):
    from kith.concerns.models import ConsultationPart
    from kith.people.models import Team

    consultation = claimed(cast).consultation
    for who in ("rhys", "sade", "tom"):
        ConsultationPart.objects.create(matter=consultation, person=cast[who], reason="given")
    theirs = Team.objects.get(agency__authority=cast["sade"].authority, screens=True)
    ConsultationPart.objects.create(matter=consultation, team=theirs, reason="screens")
    for who in ("rhys", "sade", "tom"):
        assert nowhere(client, cast[who], consultation), who


def test_a_context_and_a_child_are_joined_only_for_who_sees_both(client, cast):
    """The whole of it, to the byte, stands in kith/contexts/tests/test_who.py."""
    from kith.contexts.tests.factories import let_in, linked, opened

    child, place = claimed(cast, name="Megan", named=True).consultation, opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], place, cast["dan"], cast["olu"])
    linked(cast["amina"], place, child)
    for who, page, hidden in (
        ("dan", reverse("contexts:context", args=[place.uuid]), child.reference),
        ("olu", reverse("contexts:chronology", args=[place.uuid]), child.reference),
        ("bola", reverse("concerns:consultation", args=[child.reference]), place.name),
        ("bola", reverse("desk:chronology", args=[child.reference]), place.name),
    ):
        client.force_login(cast[who])
        answer = client.get(page)
        assert answer.status_code == 200 and hidden not in answer.content.decode(), (who, page)
    client.force_login(cast["carys"])
    assert child.reference in client.get(reverse("contexts:context", args=[place.uuid])).content.decode()
