"""Asking, answering, conditions: done and refused from one set-up, with the stranger in every test."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NobodyThere, NotFound
from kith.audit.models import Entry
from kith.concerns.models import ConsultationBar
from kith.desk.queries import notices_of
from kith.desk.tests.factories import claimed, raised
from kith.people import actions as people
from kith.people.models import Absence, Agency, PointOfContact, Vetting
from kith.sharing import actions, queries
from kith.sharing.models import Answer, Escalation, InformationRequest, Version, VersionReading
from kith.sharing.words import AnswerKind, Extent

from .factories import answered, asked, level, written

pytestmark = pytest.mark.django_db
FULL, GIST = "The man is known under two names.", "Weapons are not suspected."


@pytest.fixture
def request_(cast):
    return asked(cast["amina"], claimed(cast, name="Megan", named=True).consultation)


def kinds(person):
    return [notice.words for notice in notices_of(person)]


def page(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(name, args=args))


def test_a_request_goes_to_the_point_of_contact_and_the_deputy_and_to_nobody_else(client, cast, request_):
    for who, status in {"dan": 200, "nia": 200, "amina": 200, "carys": 200, "bola": 200}.items():
        assert page(client, cast[who], "sharing:request", request_.uuid).status_code == status, who
    for who in ("olu", "rhys", "tom", "esme", "jo", "ines", "hal"):
        assert page(client, cast[who], "sharing:request", request_.uuid).status_code == 404, who
    assert "Another agency asks yours for information" in kinds(cast["dan"])
    assert kinds(cast["olu"]) == []
    assert Entry.objects.get(verb="request.sent").subject == request_.subject


def test_each_side_reads_whom_to_ring_about_it(client, cast, request_):
    contact = PointOfContact.objects.get(agency=cast["dan"].agency, subject="information")
    place = reverse("sharing:request", args=[request_.uuid])
    client.force_login(cast["amina"])
    text = client.get(place).content.decode()
    assert f"ring {contact.name}, <a" in text and contact.telephone in text
    client.force_login(cast["dan"])
    text = client.get(place).content.decode()
    assert "ring Amina" in text and cast["amina"].telephone in text
    contact.delete()
    client.force_login(cast["amina"])
    assert f"ring {cast['dan'].agency.name}." in client.get(place).content.decode()


def test_the_three_faces_of_the_rule_agree(cast, request_):
    from kith.sharing.rules import people_who_see, sees_request

    may = {p.name for p in cast.values() if InformationRequest.objects.filter(sees_request(p), pk=request_.pk).exists()}
    assert (
        may == {person.name for person in people_who_see(request_)} == {"Amina", "Bola", "Carys", "Petra", "Dan", "Nia"}
    )
    opened = {name for name, p in cast.items() if queries.requests_to_us(p).exists() or queries.requests_of_ours(p)}
    assert opened == {"amina", "bola", "carys", "petra", "dan", "nia"}


def test_the_request_opens_no_record_to_who_is_asked(client, cast, request_):
    reference = request_.consultation.reference
    assert page(client, cast["amina"], "concerns:consultation", reference).status_code == 200
    assert page(client, cast["dan"], "concerns:consultation", reference).status_code == 404
    shown = page(client, cast["dan"], "sharing:request", request_.uuid).content.decode()
    assert "Megan, born 3 May 2012" in shown and reference not in shown and "Jokes about migrants" not in shown


def test_while_the_contact_is_away_the_cover_has_it(cast):
    contact = PointOfContact.objects.get(agency=cast["dan"].agency)
    today = timezone.localdate()
    Absence.objects.create(contact=contact, first_day=today, last_day=today, cover=cast["nia"])
    row = asked(cast["amina"], raised(cast["amina"]))
    assert not InformationRequest.objects.filter(pk=row.pk, parts__person=cast["dan"]).exists()
    assert queries.request_for(cast["nia"], row.uuid) == row
    with pytest.raises(NotFound):
        queries.request_for(cast["dan"], row.uuid)


def test_where_nobody_receives_nothing_is_sent_and_it_is_said(cast):
    consultation = raised(cast["amina"])
    PointOfContact.objects.filter(agency=cast["dan"].agency).update(person=None, deputy=None)
    with pytest.raises(NobodyThere):
        asked(cast["amina"], consultation)
    assert not InformationRequest.objects.exists()


def test_sending_twice_makes_one_and_a_stranger_sends_none(cast):
    consultation = raised(cast["amina"])
    police = Agency.objects.get(authority=cast["amina"].authority, key="police")
    from .factories import SAID

    sent = [
        actions.send_request(cast["amina"], consultation=consultation, to_agency=police, once_key="same", **SAID)
        for _ in range(2)
    ]
    assert sent[0] == sent[1] and InformationRequest.objects.count() == 1
    for who in ("olu", "dan", "rhys"):
        with pytest.raises(NotFound):
            actions.send_request(cast[who], consultation=consultation, to_agency=police, once_key=who, **SAID)


def test_the_cleared_manager_reads_more_and_the_uncleared_worker_the_gist(client, cast, request_):
    answered(cast["dan"], request_, written(FULL, floor="sc"), written(GIST, Extent.GIST))
    where = ("sharing:request", request_.uuid)
    carys = page(client, cast["carys"], *where).content.decode()
    amina = page(client, cast["amina"], *where).content.decode()
    assert FULL in carys and GIST not in carys
    assert FULL not in amina and GIST not in amina and "Answered" not in amina, "the gist waits for a second person"
    assert "A request for information was answered" not in kinds(cast["amina"])

    version = Version.objects.get(extent=Extent.GIST)
    with pytest.raises(NotFound):
        actions.release_gist(cast["dan"], version=version)
    actions.release_gist(cast["nia"], version=version)
    amina = page(client, cast["amina"], *where).content.decode()
    assert GIST in amina and FULL not in amina and "A gist" in amina and "There is more" not in amina
    assert "A request for information was answered" in kinds(cast["amina"])
    assert FULL in page(client, cast["carys"], *where).content.decode()


def test_that_there_is_more_is_said_only_where_the_originator_allows_it(client, cast, request_):
    answer = answered(cast["dan"], request_, written(FULL, floor="sc"), written(GIST, Extent.GIST), tells_of_more=True)
    actions.release_gist(cast["nia"], version=Version.objects.get(extent=Extent.GIST))
    where = ("sharing:request", request_.uuid)
    assert "There is more, which you may not read. Ask Dan, <a" in page(client, cast["amina"], *where).content.decode()
    assert "There is more" not in page(client, cast["carys"], *where).content.decode()
    answer.disclosure.tells_of_more = False
    answer.disclosure.save()
    assert "There is more" not in page(client, cast["amina"], *where).content.decode()


def test_an_answer_of_which_nothing_may_be_read_leaves_no_sign(client, cast, request_):
    """Not the state, not a notice, not a button, not a time: the page is byte for byte as it stood before."""

    def as_amina():
        text = page(client, cast["amina"], "sharing:request", request_.uuid).content.decode()
        lists = page(client, cast["amina"], "sharing:requests").content.decode()
        return [line for line in (text + lists).splitlines() if "csrf" not in line]

    before, noticed = as_amina(), kinds(cast["amina"])
    answered(cast["dan"], request_, written(FULL, named=[cast["carys"]]))
    assert as_amina() == before
    assert kinds(cast["amina"]) == noticed
    assert FULL in page(client, cast["carys"], "sharing:request", request_.uuid).content.decode()


def test_a_vetting_that_ended_opens_nothing_from_the_next_request_on(client, cast, request_):
    answered(cast["dan"], request_, written(FULL, floor="sc"))
    where = ("sharing:request", request_.uuid)
    assert FULL in page(client, cast["carys"], *where).content.decode()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Vetting.objects.filter(person=cast["carys"]).update(last_day=yesterday)
    assert FULL not in page(client, cast["carys"], *where).content.decode()
    assert "A request for information was answered" not in kinds(cast["carys"])


def test_a_lower_vetting_is_not_enough_and_a_higher_one_is(client, cast, request_):
    answered(cast["dan"], request_, written(FULL, floor="ctc"))
    where = ("sharing:request", request_.uuid)
    assert FULL in page(client, cast["carys"], *where).content.decode(), "SC includes CTC"
    Vetting.objects.filter(person=cast["carys"]).update(level=level("bpss"))
    assert FULL not in page(client, cast["carys"], *where).content.decode()


def test_a_marking_above_is_refused_by_the_action_too(cast, request_):
    with pytest.raises(actions.AboveMarking):
        answered(cast["dan"], request_, written(FULL, marking="above"))
    assert not Answer.objects.exists() and not Version.objects.exists()


def test_after_its_last_day_nobody_reads_it(client, cast, request_):
    today = timezone.localdate()
    answered(cast["dan"], request_, written(FULL, until=today), written(GIST, Extent.GIST))
    actions.release_gist(cast["nia"], version=Version.objects.get(extent=Extent.GIST))
    where = ("sharing:request", request_.uuid)
    assert FULL in page(client, cast["amina"], *where).content.decode()
    Version.objects.filter(extent=Extent.FULL).update(until=today - datetime.timedelta(days=1))
    later = page(client, cast["amina"], *where).content.decode()
    assert FULL not in later and GIST in later


def test_a_part_across_authorities_opens_no_request(client, cast, request_):
    from kith.concerns.models import ConsultationPart
    from kith.sharing.models import RequestPart

    for who in ("rhys", "tom"):
        ConsultationPart.objects.create(matter=request_.consultation, person=cast[who], reason="given")
        RequestPart.objects.create(matter=request_, person=cast[who], reason="given")
        assert page(client, cast[who], "sharing:request", request_.uuid).status_code == 404, who


def test_a_vetting_takes_two_people_who_are_not_its_subject(cast):
    day = timezone.localdate() + datetime.timedelta(days=90)
    with pytest.raises(NotFound):
        people.enter_vetting(cast["carys"], person=cast["carys"], level=level("dv"), issuer="x", last_day=day)
    with pytest.raises(NotFound):
        people.enter_vetting(cast["tom"], person=cast["amina"], level=level("sc"), issuer="x", last_day=day)
    row = people.enter_vetting(cast["ines"], person=cast["amina"], level=level("sc"), issuer="Thornmere", last_day=day)
    from kith.people.queries import is_vetted_for

    assert not is_vetted_for(cast["amina"], level("bpss"))
    for who in ("ines", "amina", "olu", "tom"):
        with pytest.raises(NotFound):
            people.confirm_vetting(cast[who], vetting=row)
    people.confirm_vetting(cast["jo"], vetting=row)
    assert is_vetted_for(cast["amina"], level("sc")) and not is_vetted_for(cast["amina"], level("dv"))
    people.withdraw_vetting(cast["carys"], vetting=row)
    assert not is_vetted_for(cast["amina"], level("bpss"))


def test_nothing_above_official_sensitive_is_kept_or_sent_back(client, cast, request_):
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    sent = {"kind": "part", "because": "source", "text": "Of the higher kind.", "once": "a"}
    refused = client.post(where, {**sent, "marking": "above"}).content.decode()
    assert "Nothing was kept" in refused and "Of the higher kind" not in refused
    assert not Answer.objects.exists()
    assert client.post(where, {**sent, "marking": "OFFICIAL-SENSITIVE"}).status_code == 302
    assert Version.objects.get().text == "Of the higher kind."


def test_the_originator_takes_back_and_narrows_and_sees_who_had_read_it(client, cast, request_):
    answered(cast["dan"], request_, written(FULL, may_quote=True))
    version, where = Version.objects.get(), ("sharing:request", request_.uuid)
    for who in ("amina", "carys"):
        assert FULL in page(client, cast[who], *where).content.decode()
    readers = set(VersionReading.objects.values_list("person__name", flat=True))
    assert readers == {"Amina", "Carys"}
    client.force_login(cast["dan"])
    change = reverse("sharing:narrow", args=[version.uuid])
    assert client.post(change, {"act": "narrow", "named": [str(cast["carys"].uuid)]}).status_code == 302
    assert FULL not in page(client, cast["amina"], *where).content.decode()
    carys = page(client, cast["carys"], *where).content.decode()
    assert FULL in carys and "Not to be quoted" in carys
    client.force_login(cast["dan"])
    wider = client.post(change, {"act": "narrow", "named": [str(cast["carys"].uuid)], "uses": ["may_quote"]})
    assert "wider than before" in wider.content.decode()
    assert "Amina" in client.get(change).content.decode(), "who had read more is listed to the originator"
    client.force_login(cast["amina"])
    assert client.get(change).status_code == 404
    actions.withdraw_version(cast["nia"], version=version, because="It was wrong.")
    assert FULL not in page(client, cast["carys"], *where).content.decode()


def test_a_conflict_of_interest_beats_every_part(client, cast, request_):
    answered(cast["dan"], request_, written(FULL))
    assert FULL in page(client, cast["carys"], "sharing:request", request_.uuid).content.decode()
    for who in ("carys", "dan"):
        ConsultationBar.objects.create(
            matter=request_.consultation, person=cast[who], placed_by=cast["bola"], reason="Her cousin"
        )
        assert page(client, cast[who], "sharing:request", request_.uuid).status_code == 404, who


def test_rights_that_end_end_for_requests_too(client, cast):
    """A given part that ended, and an agency that somebody left: the request is gone with the right, whoever asked."""
    from kith.concerns.actions import end_part, give_part
    from kith.concerns.models import ConsultationPart
    from kith.people.models import Person

    consultation = raised(cast["amina"])
    give_part(cast["amina"], consultation=consultation, person=cast["vera"], because="She knows the school.")
    row = asked(cast["vera"], consultation)
    for who in ("vera", "dan"):
        assert page(client, cast[who], "sharing:request", row.uuid).status_code == 200, who
    part = ConsultationPart.objects.get(matter=consultation, person=cast["vera"])
    end_part(cast["amina"], consultation=consultation, part_id=part.pk)
    assert page(client, cast["vera"], "sharing:request", row.uuid).status_code == 404
    assert page(client, cast["amina"], "sharing:request", row.uuid).status_code == 200
    Person.objects.filter(pk=cast["dan"].pk).update(agency=cast["esme"].agency)
    assert page(client, Person.objects.get(pk=cast["dan"].pk), "sharing:request", row.uuid).status_code == 404


def test_reading_in_an_emergency_opens_nothing_that_partners_shared(client, cast, request_):
    from kith.concerns.models import ConsultationEmergency

    answered(cast["dan"], request_, written(FULL))
    ConsultationEmergency.objects.create(
        matter=request_.consultation,
        person=cast["olu"],
        reason="x" * 30,
        ends=timezone.now() + datetime.timedelta(hours=1),
    )
    assert page(client, cast["olu"], "concerns:consultation", request_.consultation.reference).status_code == 200
    assert page(client, cast["olu"], "sharing:request", request_.uuid).status_code == 404
    assert (
        str(request_.uuid)
        not in page(client, cast["olu"], "sharing:of-matter", request_.consultation.reference).content.decode()
    )


@pytest.mark.parametrize("kind", [kind for kind in AnswerKind if kind != AnswerKind.FULL])
def test_every_answer_short_of_full_says_why(client, cast, request_, kind):
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    sent = {"kind": kind, "once": "a", "marking": "OFFICIAL"}
    if kind in (AnswerKind.PART, AnswerKind.GIST):
        sent["text" if kind == AnswerKind.PART else "gist"] = "Something."
    if kind == AnswerKind.HOLD:
        day = timezone.localdate() + datetime.timedelta(days=3)
        sent |= {"look_again_on_day": day.day, "look_again_on_month": day.month, "look_again_on_year": day.year}
    assert "Choose why not everything is shared" in client.post(where, sent).content.decode()
    assert client.post(where, {**sent, "because": "investigation"}).status_code == 302
    assert Answer.objects.get().because == "investigation"


def test_what_is_late_is_told_in_steps_to_both_sides_and_each_step_once(cast, request_):
    day = datetime.timedelta(days=1)
    late = "A request for information is late"
    assert actions.escalate_late("system:worker", today=request_.acknowledge_by) == 0
    assert actions.escalate_late("system:worker", today=request_.acknowledge_by + day) == 1
    assert actions.escalate_late("system:worker", today=request_.acknowledge_by + day) == 0
    assert late in kinds(cast["dan"]) and late in kinds(cast["amina"]) and late not in kinds(cast["carys"])
    actions.escalate_late("system:worker", today=request_.answer_by + day)
    assert late in kinds(cast["carys"]) and late in kinds(cast["nia"])
    assert not any(late in words for words in kinds(cast["ines"]))
    actions.escalate_late("system:worker", today=request_.answer_by + 14 * day)
    assert any(late in words for words in kinds(cast["ines"]))
    assert list(Escalation.objects.values_list("step", flat=True).order_by("step")) == [1, 2, 3]
    answered(cast["dan"], request_, kind=AnswerKind.NOT_HELD)
    assert actions.escalate_late("system:worker", today=request_.answer_by + 30 * day) == 0
    for who in ("olu", "rhys", "tom"):
        assert kinds(cast[who]) == []


def test_a_gist_reads_the_same_whatever_it_stands_beside(client, cast, request_):
    """That something fuller was given to others is not said by a reason that is missing."""
    with pytest.raises(ValueError, match="says why"):
        answered(cast["dan"], request_, written(GIST, Extent.GIST), kind=AnswerKind.FULL, because="")
    shown = []
    other = asked(cast["amina"], request_.consultation, needed="The same of his brother.")
    for row, kind, versions in (
        (request_, AnswerKind.FULL, (written(FULL, floor="sc"), written(GIST, Extent.GIST))),
        (other, AnswerKind.GIST, (written(GIST, Extent.GIST),)),
    ):
        answer = answered(cast["dan"], row, *versions, kind=kind)
        actions.release_gist(cast["nia"], version=answer.disclosure.versions.get(extent=Extent.GIST))
        told = queries.answers_to(cast["amina"], row)[0]
        shown.append((told.kind, told.because, told.words, told.more, told.version.text))
    assert shown[0] == shown[1] and shown[0][1]
    full = queries.answers_to(cast["carys"], request_)[0]
    assert (full.kind, full.because) == (AnswerKind.FULL.label, ""), "who reads everything is given no reason for less"


def test_an_answer_that_may_not_be_known_is_late_for_who_asked_like_none(cast, request_):
    other = asked(cast["amina"], request_.consultation, needed="The same of his brother.")
    answered(cast["dan"], request_, written(FULL, floor="sc"), kind=AnswerKind.FULL)
    day, late = datetime.timedelta(days=1), "A request for information is late"
    actions.escalate_late("system:worker", today=request_.answer_by + day)
    steps = Escalation.objects.filter(step=2).values_list("request_id", flat=True)
    assert set(steps) == {request_.pk, other.pk}, "the one is as late as the other"
    told = Entry.objects.filter(verb="request.late", subject=request_.subject).get().details["to"]
    assert told == [f"person:{cast['amina'].uuid}"], "neither the side that answered, nor the manager who reads it"
    assert kinds(cast["amina"]).count(late) == 2
    # Who may know of the answer does not hear that there is none.
    known = asked(cast["amina"], request_.consultation, needed="And of his friend.")
    answered(cast["dan"], known, written(FULL))
    actions.escalate_late("system:worker", today=known.answer_by + day)
    assert not Escalation.objects.filter(request=known).exists()


def test_other_conditions_under_the_same_sending_are_never_taken_for_done(client, cast, request_):
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    sent = {"kind": "full", "text": FULL, "marking": "OFFICIAL", "once": "one"}
    assert client.post(where, sent).status_code == 302
    assert client.post(where, sent).status_code == 302 and Answer.objects.count() == 1
    page = client.post(where, {**sent, "floor": "sc"}).content.decode()
    assert "Other words were already sent from this page" in page and Answer.objects.count() == 1
    assert client.post(where, {**sent, "once": "two"}).status_code == 302
    assert Answer.objects.count() == 1, "the same answer from a page that was gone back to is the same answer"
    assert client.post(where, {**sent, "floor": "sc", "once": "three"}).status_code == 302
    assert Answer.objects.count() == 2


def test_a_sending_belongs_to_its_own_matter_and_the_same_words_are_sent_once(client, cast, request_):
    client.force_login(cast["amina"])
    elsewhere = raised(cast["amina"])
    fields = ("about", "needed", "decision", "why", "basis", "family_knows", "family_words")
    same = {**{name: getattr(request_, name) for name in fields}, "to": "police"}
    where = reverse("sharing:ask", args=[request_.consultation.reference])
    assert client.post(where, {**same, "once": "another page"}).url.endswith(str(request_.uuid))
    page = client.post(
        reverse("sharing:ask", args=[elsewhere.reference]), {**same, "once": request_.once_key.partition(".")[2]}
    ).content.decode()
    assert "Other words were already sent from this page" in page
    assert InformationRequest.objects.count() == 1


def test_asking_and_telling_show_the_child_and_so_are_a_reading(client, cast, request_):
    client.force_login(cast["amina"])
    subject = request_.consultation.subject
    for route in ("sharing:ask", "sharing:tell"):
        before = Entry.objects.filter(verb="consultation.read", subject=subject).count()
        assert client.get(reverse(route, args=[request_.consultation.reference])).status_code == 200
        assert Entry.objects.filter(verb="consultation.read", subject=subject).count() == before + 1


def test_home_shows_what_waits_for_whoever_received_it(client, cast, request_):
    def home(who):
        return page(client, cast[who], "desk:home").content.decode()

    asks = f"{request_.from_agency.name} asks"
    assert asks in home("dan") and str(request_.uuid) in home("nia")
    for other in ("amina", "carys", "olu", "bola"):
        assert asks not in home(other) and str(request_.uuid) not in home(other)
    answered(cast["dan"], request_, written(FULL, floor="sc"), written(GIST, Extent.GIST))
    assert asks not in home("dan") and "A gist waits for you" not in home("dan"), "who wrote it does not release it"
    assert "A gist waits for you to release it" in home("nia")
    actions.release_gist(cast["nia"], version=Version.objects.get(extent=Extent.GIST))
    assert "Requests for information" not in home("nia").partition("What you find here")[0]
