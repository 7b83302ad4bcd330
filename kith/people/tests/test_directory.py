"""Who receives requests, who covers, who is vetted: by whom it is said, and refused from the same set-up."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.desk.tests.factories import fresh
from kith.people.actions import enter_vetting, keep_absence
from kith.people.models import Absence, Agency, PointOfContact, Vetting
from kith.people.queries import is_vetted_for, vetting_levels, who_receives

pytestmark = pytest.mark.django_db


def parts(name: str, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_an_agency_says_who_receives_and_nobody_else_says_it(client, cast):
    police = cast["dan"].agency
    where = reverse("people:receiver", args=[police.key])
    said = {
        "act": "designate",
        "person": str(cast["nia"].uuid),
        "deputy": str(cast["dan"].uuid),
        "telephone": "01632 960 121",
        "hours": "Always",
        "out_of_hours": "999 in an emergency, else 101",
    }
    for who in ("amina", "carys", "olu", "rhys", "esme", "farah"):
        client.force_login(cast[who])
        assert client.post(where, said).status_code == 404, who
    client.force_login(cast["dan"])
    assert (
        "Choose somebody else as the deputy"
        in client.post(where, {**said, "deputy": str(cast["nia"].uuid)}).content.decode()
    )
    assert client.post(where, said).status_code == 302
    assert [p.name for p in who_receives(police, on=timezone.localdate())] == ["Nia", "Dan"]
    contact = PointOfContact.objects.get(agency=police)
    assert contact.next_review == timezone.localdate() + datetime.timedelta(days=90)
    assert Entry.objects.filter(verb="receiver.designated").count() == 1
    care = Agency.objects.get(authority=police.authority, key="social-care")
    client.force_login(cast["jo"])
    assert client.get(reverse("people:receiver", args=[care.key])).status_code == 200
    client.force_login(cast["dan"])
    assert client.get(reverse("people:receiver", args=[care.key])).status_code == 404


def test_an_absence_takes_effect_by_its_days_and_can_be_taken_back(client, cast):
    police, today = cast["dan"].agency, timezone.localdate()
    where = reverse("people:receiver", args=[police.key])
    first, last = today + datetime.timedelta(days=2), today + datetime.timedelta(days=4)
    client.force_login(cast["dan"])
    wrong = client.post(where, {"act": "away", **parts("first_day", last), **parts("last_day", first), "cover": ""})
    assert "The last day must not be before the first" in wrong.content.decode()
    sent = {"act": "away", **parts("first_day", first), **parts("last_day", last), "cover": ""}
    for _ in range(2):
        assert client.post(where, sent).status_code == 302
    assert Absence.objects.count() == 1

    def names(day):
        return [person.name for person in who_receives(police, on=day)]

    assert names(today) == names(last + datetime.timedelta(days=1)) == ["Dan", "Nia"]
    assert names(first) == names(last) == ["Nia"]
    back = reverse("people:receiver-back", args=[police.key])
    days = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    client.force_login(cast["rhys"])
    assert client.post(back, days).status_code == 404
    client.force_login(cast["nia"])
    assert client.post(back, {"first_day": "soon"}).status_code == 404
    assert client.post(back, days).status_code == 302
    assert names(first) == ["Dan", "Nia"]


def test_nobody_covers_their_own_absence(client, cast):
    police, today = cast["dan"].agency, timezone.localdate()
    where = reverse("people:receiver", args=[police.key])
    client.force_login(cast["dan"])
    form = client.get(where).content.decode().split('name="cover"')[1]
    assert str(cast["nia"].uuid) in form and str(cast["dan"].uuid) not in form
    sent = {"act": "away", **parts("first_day", today), **parts("last_day", today), "cover": str(cast["dan"].uuid)}
    assert client.post(where, sent).status_code == 200
    with pytest.raises(NotFound):
        keep_absence(cast["dan"], agency=police, first_day=today, last_day=today, cover=cast["dan"])
    assert not Absence.objects.exists(), "who is away would receive what nobody reads, and no gap would show"


def test_a_gap_and_what_was_not_checked_are_plain_to_both_sides(client, cast):
    contact = PointOfContact.objects.get(agency=cast["dan"].agency)
    PointOfContact.objects.filter(pk=contact.pk).update(next_review=timezone.localdate() - datetime.timedelta(days=1))
    for who in ("amina", "dan"):
        client.force_login(cast[who])
        assert "Not checked since" in client.get(reverse("people:receivers")).content.decode(), who
    client.force_login(cast["dan"])
    assert client.post(reverse("people:receiver-assure", args=["police"])).status_code == 302
    assert "Not checked since" not in client.get(reverse("people:receivers")).content.decode()
    PointOfContact.objects.filter(pk=contact.pk).update(person=None, deputy=None)
    for who in ("amina", "dan"):
        client.force_login(cast[who])
        assert "Today nobody receives them" in client.get(reverse("people:receivers")).content.decode(), who


def test_a_vetting_is_entered_by_one_and_confirmed_by_another(client, cast):
    level = next(one for one in vetting_levels() if one.key == "sc")
    day = timezone.localdate() + datetime.timedelta(days=300)
    sent = {"person": str(cast["amina"].uuid), "level": "sc", "issuer": "Thornmere", **parts("last_day", day)}
    where = reverse("people:vettings")
    fresh(client, cast["ines"])
    assert client.post(where, {**sent, "person": str(cast["ines"].uuid)}).status_code == 200, "nobody vets themselves"
    assert client.post(where, {**sent, "person": str(cast["rhys"].uuid)}).status_code == 200, "nor another authority’s"
    assert client.post(where, sent).status_code == 302
    row = Vetting.objects.get(person=cast["amina"])
    confirm = reverse("people:confirm-vetting", args=[row.uuid])
    for who in ("ines", "amina", "olu", "tom", "uma", "dan"):
        fresh(client, cast[who])
        assert client.post(confirm).status_code == 404, who
    assert not is_vetted_for(cast["amina"], level)
    fresh(client, cast["jo"])
    assert client.post(confirm).status_code == 302
    assert is_vetted_for(cast["amina"], level)
    fresh(client, cast["tom"])
    assert client.post(reverse("people:withdraw-vetting", args=[row.uuid])).status_code == 404
    fresh(client, cast["carys"])
    assert client.post(reverse("people:withdraw-vetting", args=[row.uuid])).status_code == 302
    assert not is_vetted_for(cast["amina"], level)


def test_vetting_needs_a_fresh_sign_in(client, cast):
    client.force_login(cast["ines"])
    assert client.get(reverse("people:vettings")).status_code == 302


def test_a_second_click_confirms_and_withdraws_a_vetting_once(client, cast):
    said = {"issuer": "Thornmere", "last_day": timezone.localdate() + datetime.timedelta(days=300)}
    row = enter_vetting(cast["ines"], person=cast["amina"], level=vetting_levels()[0], **said)
    for step, who, verb in (
        ("people:confirm-vetting", "jo", "vetting.confirmed"),
        ("people:withdraw-vetting", "ines", "vetting.withdrawn"),
    ):
        address = reverse(step, args=[row.uuid])
        fresh(client, cast[who])
        for _ in range(2):
            assert client.post(address, follow=True).status_code == 200, step
        assert Entry.objects.filter(verb=verb).count() == 1
        for other in ("uma", "olu"):
            fresh(client, cast[other])
            assert client.post(address).status_code == 404, (step, other)
    fresh(client, cast["jo"])
    assert client.post(reverse("people:withdraw-vetting", args=[row.uuid])).status_code == 404, (
        "Ines withdrew it, not Jo"
    )
    page = client.post(reverse("people:confirm-vetting", args=[row.uuid]), follow=True).content.decode()
    assert "withdrawn since" in page and "It counts from now on" not in page
