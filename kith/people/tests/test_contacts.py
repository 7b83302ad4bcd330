"""Points of contact by subject and step, chased before they go stale, their gaps told before they bite."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER
from kith.audit.models import Entry
from kith.desk.models import Mail, Notice
from kith.desk.tests.factories import claimed, fresh
from kith.people.actions import chase_contacts, designate_receiver, keep_absence, plan_leaving
from kith.people.models import PointOfContact, Setting
from kith.people.queries import designated_in, gaps_in, held_alone_in, posts_alone

pytestmark = pytest.mark.django_db
SAID = {"telephone": "01632 960 121", "hours": "Always", "out_of_hours": "999 in an emergency, else 101"}


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


def of_police(cast, **where) -> PointOfContact:
    return PointOfContact.objects.get(agency=cast["dan"].agency, **{"subject": "information", "step": "", **where})


def told(kind: str) -> set[str]:
    return {notice.person.name for notice in Notice.objects.filter(kind=kind).select_related("person")}


def test_an_agency_names_somebody_for_a_subject_and_for_one_step_alone(client, cast):
    where = reverse("people:receiver", args=["police"])
    sent = {
        "act": "designate",
        "person": str(cast["nia"].uuid),
        "deputy": str(cast["dan"].uuid),
        "subject": "police-prevent",
        "step": "deconflict",
        **SAID,
    }
    for who in ("amina", "carys", "rhys", "esme"):
        client.force_login(cast[who])
        assert client.post(where, sent).status_code == 404, who
        assert client.get(reverse("people:name-for", args=["police"])).status_code == 404, who
    client.force_login(cast["dan"])
    for wrong in ({"subject": "emergency"}, {"step": "no-such-step"}):
        assert client.post(where, {**sent, **wrong}).status_code == 404
    chosen = client.post(
        reverse("people:name-for", args=["police"]), {"subject": "police-prevent", "step": "deconflict"}
    )
    assert chosen["Location"].endswith("?subject=police-prevent&step=deconflict")
    assert client.post(where, sent).status_code == 302
    contact = of_police(cast, subject="police-prevent", step="deconflict")
    assert contact.person == cast["nia"] and contact.assured_by == cast["dan"]
    assert of_police(cast).person == cast["dan"], "who receives requests stays"
    for who in ("amina", "dan"):
        client.force_login(cast[who])
        text = client.get(reverse("people:receivers")).content.decode()
        assert "Police Prevent team: " in text and "by Dan" in text, who
    client.force_login(cast["dan"])
    assert client.post(reverse("people:receiver-assure", args=["police"]), {"subject": "front-door"}).status_code == 404


def test_an_agency_is_reminded_before_and_after_the_day_each_time_once(cast):
    today = timezone.localdate()
    review = today + days(14)
    PointOfContact.objects.filter(pk=of_police(cast).pk).update(next_review=review)
    assert chase_contacts(WORKER, today=today - days(1)) == 0
    chase_contacts(WORKER, today=today)
    chase_contacts(WORKER, today=today + days(1))
    assert Entry.objects.filter(verb="contact.check-due").count() == 1
    assert told("contact-check-soon") == {"Dan", "Nia"} and Mail.objects.filter(person=cast["dan"]).count() == 1
    chase_contacts(WORKER, today=review - days(3))
    assert Entry.objects.filter(verb="contact.check-due").count() == 2
    chase_contacts(WORKER, today=review + days(1))
    assert told("contact-check-late") == {"Dan", "Nia"}
    chase_contacts(WORKER, today=review + days(2))
    assert Entry.objects.filter(verb="contact.check-due").count() == 3
    chase_contacts(WORKER, today=review + days(8))
    assert Entry.objects.filter(verb="contact.check-due").count() == 4


def test_the_days_are_the_authoritys(cast):
    Setting.objects.create(
        authority=cast["dan"].authority, key="contact-checks", value={"days": 30, "remind_before": [2]}
    )
    designate_receiver(cast["dan"], agency=cast["dan"].agency, person=cast["dan"], deputy=cast["nia"], **SAID)
    review = of_police(cast).next_review
    assert review == timezone.localdate() + days(30)
    chase_contacts(WORKER, today=review - days(3))
    assert not Entry.objects.filter(verb="contact.check-due").exists()
    chase_contacts(WORKER, today=review - days(2))
    assert Entry.objects.filter(verb="contact.check-due").count() == 1


def test_a_gap_ahead_is_told_to_both_sides_once_and_stands_where_one_would_ask(client, cast):
    today, contact = timezone.localdate(), of_police(cast)
    PointOfContact.objects.filter(pk=contact.pk).update(last_checked=today, next_review=today + days(90), deputy=None)
    keep_absence(cast["dan"], agency=contact.agency, first_day=today + days(5), last_day=today + days(9), cover=None)
    found = designated_in(cast["amina"])[contact.agency_id][0]
    assert [gap.kind for gap in gaps_in(found, today=today, ahead=28)] == ["no-deputy", "uncovered"]
    assert [gap.kind for gap in gaps_in(found, today=today, ahead=3)] == ["no-deputy"]
    chase_contacts(WORKER, today=today)
    chase_contacts(WORKER, today=today)
    assert Entry.objects.filter(verb="contact.gap").count() == 1
    assert {"Dan", "Nia", "Bola", "Carys", "Jo"} <= told("contact-gap") and "Olu" not in told("contact-gap")
    reference = claimed(cast).consultation.reference
    client.force_login(cast["amina"])
    for page in (reverse("people:receivers"), reverse("sharing:ask", args=[reference])):
        text = client.get(page).content.decode()
        assert "and nobody covers" in text and "There is no deputy" in text, page
    plan_leaving(cast["nia"], person=cast["dan"], day=today + days(20))
    chase_contacts(WORKER, today=today)
    assert Entry.objects.filter(verb="contact.gap").count() == 2, "a new gap is told"
    assert "Dan leaves" in client.get(reverse("people:receivers")).content.decode()


def test_whom_to_ring_says_who_covers_and_what_is_missing(client, cast):
    today, agency = timezone.localdate(), cast["bola"].agency
    named = {"agency": agency, "subject": "screening"}
    designate_receiver(cast["jo"], person=cast["petra"], deputy=cast["bola"], **named, **SAID)
    keep_absence(cast["jo"], first_day=today, last_day=today + days(2), cover=None, **named)
    client.force_login(cast["amina"])
    text = client.get(reverse("toolkit:browse")).content.decode()
    assert "Away until" in text and "Bola covers" in text


def test_whom_an_agency_named_for_a_step_stands_at_the_step_with_who_covers(client, cast):
    from kith.desk.tests.factories import decided
    from kith.screening import actions as screening

    decision = decided(cast)
    reference = decision.screening.consultation.reference
    police = cast["dan"].agency
    named = {"agency": police, "subject": "police-prevent", "step": "see-child"}
    designate_receiver(cast["dan"], person=cast["dan"], deputy=cast["nia"], **named, **SAID)
    client.force_login(cast["amina"])
    places = [reverse("screening:decision", args=[reference]), reverse("screening:steps")]
    for place in places:
        text = client.get(place).content.decode()
        assert text.count(f"{police.name}: Dan") == 1 and SAID["telephone"] in text, place
    today = timezone.localdate()
    keep_absence(cast["dan"], first_day=today, last_day=today, cover=None, **named)
    for place in places:
        assert f"{police.name}: Nia" in client.get(place).content.decode(), place
    step = decision.pathways.get().steps.get(key="see-child")
    screening.take_step(cast["amina"], step=step, note="Seen.")
    for place in places:
        assert f"{police.name}: Nia" not in client.get(place).content.decode(), "it is done"


def test_a_post_held_alone_is_shown_of_the_post(client, cast):
    rows = {row.words: row.person for row in held_alone_in(cast["amina"])}
    assert rows["Children’s social care: Channel chair"] == cast["esme"]
    of_partners = {row.words: row.person for row in held_alone_in(cast["dan"])}
    assert of_partners["Children’s social care: Channel chair"] is None, "of another agency the post, not the name"
    assert not [words for words in rows if "Specialist" in words], "two are specialists"
    assert [role for _, role in posts_alone(cast["esme"])] == ["chair"] and posts_alone(cast["bola"]) == []
    for who in ("amina", "dan", "jo"):
        fresh(client, cast[who])
        text = client.get(reverse("people:receivers")).content.decode()
        assert "Posts that one person alone holds" in text and "Channel chair" in text


def test_the_directory_takes_as_many_questions_however_many_contacts(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast["jo"])
    with CaptureQueriesContext(connection) as before:
        client.get(reverse("people:receivers"))
    for subject in ("police-prevent", "early-help", "front-door"):
        designate_receiver(
            cast["nia"], agency=cast["dan"].agency, person=cast["nia"], deputy=cast["dan"], subject=subject, **SAID
        )
    with CaptureQueriesContext(connection) as after:
        client.get(reverse("people:receivers"))
    assert len(after) <= len(before) + 1
