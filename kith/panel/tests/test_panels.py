"""Seats, cases, consent, meetings, decisions, plans and what comes after: done and refused from one set-up."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns import actions as concerns
from kith.concerns.models import ConsultationBar
from kith.demo.moments import as_of
from kith.desk.queries import notices_of, waiting_for
from kith.desk.tests.factories import decided, fresh, raised
from kith.panel import actions, queries, rules
from kith.panel.models import (
    AgendaItem,
    Attendance,
    Case,
    CasePart,
    ConsentAnswer,
    Look,
    Meeting,
    Member,
    PanelDecision,
    PlanAction,
    Session,
)
from kith.panel.words import Seat
from kith.people.models import Person, RoleHeld
from kith.people.words import Role

from .factories import (
    SAID,
    answered,
    attend,
    consented,
    decided_at,
    entered,
    key,
    met,
    panel_of,
    sent,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def page(client, person, name, *args):
    fresh(client, person)
    return client.get(reverse(name, args=args))


def told(person):
    return [notice.words for notice in notices_of(person)]


@pytest.fixture
def panel(cast):
    return panel_of(cast)


@pytest.fixture
def case(cast, panel):
    return entered(cast, panel, sent(cast))


# Setting up, seats, quorum


def test_a_chair_or_an_administrator_sets_a_panel_up_once_and_nobody_else(cast):
    for who in ("amina", "carys", "dan", "ines", "olu", "hal", "petra"):
        with pytest.raises(NotFound):
            actions.set_up_panel(cast[who], kind="channel", name="x", chair=cast["esme"])
    made = actions.set_up_panel(cast["jo"], kind="channel", name="Channel", chair=cast["esme"])
    assert [row.person.name for row in queries.members_of(made)] == ["Esme"]
    with pytest.raises(actions.AlreadyThere):
        actions.set_up_panel(cast["esme"], kind="channel", name="Again", chair=cast["esme"])
    assert actions.set_up_panel(cast["esme"], kind="mace", name="MACE", chair=cast["carys"]).kind == "mace"
    with pytest.raises(NotFound):
        actions.set_up_panel(cast["esme"], kind="invented", name="x", chair=cast["esme"])


def test_an_administrator_gives_themselves_no_seat_and_sees_no_case(client, cast):
    with pytest.raises(NotFound):
        actions.set_up_panel(cast["jo"], kind="channel", name="x", chair=cast["jo"])
    panel = panel_of(cast)
    case = entered(cast, panel)
    shown = page(client, cast["jo"], "panel:panel", panel.uuid).content.decode()
    assert "You have no seat on this panel" in shown and case.reference not in shown
    assert page(client, cast["jo"], "panel:case", case.uuid).status_code == 404


def test_who_leads_gives_seats_and_police_do_not_chair_channel(cast, panel):
    with pytest.raises(NotFound):
        actions.seat_member(cast["dan"], panel=panel, person=cast["nia"], seat=Seat.MEMBER)
    with pytest.raises(actions.NotAllowedToChair, match="the local authority"):
        actions.seat_member(cast["petra"], panel=panel, person=cast["nia"], seat=Seat.DEPUTY)
    for stranger in ("rhys", "hal"):
        with pytest.raises(NotFound):
            actions.seat_member(cast["petra"], panel=panel, person=cast[stranger], seat=Seat.MEMBER)
    actions.seat_member(cast["petra"], panel=panel, person=cast["nia"], seat=Seat.MEMBER)
    with pytest.raises(actions.AlreadyThere):
        actions.seat_member(cast["petra"], panel=panel, person=cast["nia"], seat=Seat.MEMBER)
    mace = panel_of(cast, kind="mace")
    assert actions.seat_member(cast["petra"], panel=mace, person=cast["nia"], seat=Seat.DEPUTY).seat == Seat.DEPUTY


def test_what_a_panel_lacks_is_said(cast, panel):
    assert queries.gaps_of(panel) == []
    for name in ("dan", "petra"):
        actions.end_seat(cast["esme"], member=Member.objects.get(panel=panel, person=cast[name]))
    gaps = queries.gaps_of(panel)
    assert gaps == ["Nobody is the coordinator", "Nobody sits for: the chief officer of police"]
    ended = Member.objects.get(panel=panel, person=cast["petra"])
    left, day = Entry.objects.filter(verb="panel.member-left"), ended.ends
    actions.end_seat(cast["esme"], member=ended)
    ended.refresh_from_db()
    assert left.count() == 2 and ended.ends == day  # ended twice is once
    with pytest.raises(NotFound):
        actions.end_seat(cast["amina"], member=ended)


def test_a_number_for_the_quorum_says_where_it_is_written(cast, panel):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.set_quorum(cast["petra"], panel=panel, at_least=3, source="")
    with pytest.raises(NotFound):
        actions.set_quorum(cast["dan"], panel=panel, at_least=3, source="x")
    actions.set_quorum(cast["petra"], panel=panel, at_least=5, source="Terms of reference")
    panel.refresh_from_db()
    meeting = met(cast, panel)
    assert queries.quorum_at(meeting).missing == ["5 members at least; 4 came"]


# Cases


def test_a_channel_case_comes_out_of_a_referral_that_was_sent(client, cast, panel):
    consultation = raised(cast["amina"])
    with pytest.raises(NotFound):
        entered(cast, panel, consultation)
    consultation = sent(cast)
    case = entered(cast, panel, consultation)
    assert case.social_worker == cast["amina"]
    assert Entry.objects.get(verb="panel.case-entered").details["matter"] == consultation.subject
    assert "A case came to your panel" in told(cast["esme"]) and "A case came to your panel" not in told(cast["dan"])
    assert "You are the social worker of a child whom a panel talks about" in told(cast["amina"])
    with pytest.raises(actions.AlreadyThere):
        entered(cast, panel, consultation)


def test_the_coordinator_is_told_when_a_referral_is_recorded_as_sent(cast, panel):
    sent(cast)
    words = "A referral that was sent may come to your panel"
    assert words in told(cast["petra"])
    for who in ("esme", "dan", "amina", "bola"):
        assert words not in told(cast[who])
    assert Entry.objects.get(verb="panel.may-come").details["to"] == [f"person:{cast['petra'].uuid}"]


def test_a_case_of_an_exploitation_panel_comes_by_its_own_way(cast):
    mace = panel_of(cast, kind="mace")
    with pytest.raises(NotFound):
        entered(cast, mace, sent(cast), referred_by="social-care")
    case = entered(
        cast, mace, decided(cast, outcomes=["exploitation"]).screening.consultation, referred_by="social-care"
    )
    assert case.panel == mace


def test_only_who_leads_and_works_in_the_matter_brings_it(cast, panel):
    consultation = sent(cast)
    for who in ("amina", "bola", "dan", "esme", "olu", "jo"):
        with pytest.raises(NotFound):
            entered(cast, panel, consultation, by=who)
    assert entered(cast, panel, by="esme").consultation is None
    assert entered(cast, panel, consultation).consultation == consultation


def test_sending_a_case_twice_makes_one(cast, panel):
    consultation, once = sent(cast), key()
    said = {**SAID, "referred_on": TODAY(), "social_worker": cast["amina"], "once_key": once}
    first = actions.enter_case(cast["petra"], panel=panel, consultation=consultation, **said)
    assert actions.enter_case(cast["petra"], panel=panel, consultation=consultation, **said) == first
    assert Case.objects.count() == 1 and Entry.objects.filter(verb="panel.case-entered").count() == 1


def test_members_see_the_cases_of_their_panel_and_not_the_consultation(client, cast, panel, case):
    reference = case.consultation.reference
    for who in ("dan", "esme"):
        shown = page(client, cast[who], "panel:case", case.uuid)
        assert shown.status_code == 200 and reference not in shown.content.decode()
        assert page(client, cast[who], "concerns:consultation", reference).status_code == 404
    assert reference in page(client, cast["petra"], "panel:case", case.uuid).content.decode()
    for who in ("nia", "bola", "olu", "rhys", "jo", "ines", "hal", "vera"):
        assert page(client, cast[who], "panel:case", case.uuid).status_code == 404, who
    other = panel_of(cast, kind="mace")
    actions.end_seat(cast["esme"], member=Member.objects.get(panel=other, person=cast["dan"]))
    theirs = entered(cast, other, referred_by="police")
    assert page(client, cast["dan"], "panel:case", theirs.uuid).status_code == 404


def test_the_three_faces_of_the_rule_agree(cast, panel, case):
    may = {p.name for p in cast.values() if Case.objects.filter(rules.sees_case(p), pk=case.pk).exists()}
    assert may == {p.name for p in rules.people_who_see(case)} == {"Amina", "Carys", "Dan", "Esme", "Petra"}
    leads = {p.name for p in cast.values() if rules.leads(p, case)}
    assert leads == {"Carys", "Esme", "Petra"}


def test_a_seat_that_ended_opens_nothing_from_the_next_request_on(client, cast, panel, case):
    assert page(client, cast["dan"], "panel:case", case.uuid).status_code == 200
    actions.end_seat(cast["petra"], member=Member.objects.get(panel=panel, person=cast["dan"]))
    assert page(client, cast["dan"], "panel:case", case.uuid).status_code == 404
    assert page(client, cast["dan"], "panel:panel", panel.uuid).status_code == 404


def test_a_conflict_of_interest_beats_a_seat_here_and_in_the_consultation(client, cast, panel, case):
    with pytest.raises(NotFound):
        actions.place_bar(cast["dan"], case=case, person=cast["esme"], reason="x")
    actions.place_bar(cast["petra"], case=case, person=cast["dan"], reason="His nephew")
    assert page(client, cast["dan"], "panel:case", case.uuid).status_code == 404
    meeting = met(cast, panel, case)
    shown = page(client, cast["dan"], "panel:meeting", meeting.uuid).content.decode()
    assert case.reference not in shown and "Nothing that you may read" in shown
    ConsultationBar.objects.create(
        matter=case.consultation, person=cast["esme"], placed_by=cast["carys"], reason="A neighbour"
    )
    assert page(client, cast["esme"], "panel:case", case.uuid).status_code == 404
    assert {p.name for p in rules.people_who_see(case)} == {"Amina", "Carys", "Petra"}


def test_the_social_worker_is_always_invited_and_another_takes_over(client, cast, panel, case):
    met(cast, panel, case, came=None)
    invited = "You are the social worker of a child whom a panel talks about"
    assert told(cast["amina"]).count(invited) == 1
    assert Entry.objects.get(verb="panel.on-agenda").details["to"] == [f"person:{cast['amina'].uuid}"]
    for who in ("dan", "olu"):
        with pytest.raises(NotFound):
            actions.name_social_worker(cast[who], case=case, person=cast["olu"])
    with pytest.raises(NotFound):
        actions.name_social_worker(cast["petra"], case=case, person=cast["dan"])
    actions.name_social_worker(cast["petra"], case=case, person=cast["olu"])
    assert page(client, cast["olu"], "panel:case", case.uuid).status_code == 200
    assert page(client, cast["amina"], "panel:case", case.uuid).status_code == 404
    assert Entry.objects.filter(verb="panel.on-agenda").count() == 2
    assert invited in told(cast["olu"]) and invited not in told(cast["amina"])


def test_a_case_on_a_list_twice_stands_there_once(cast, panel, case):
    meeting = met(cast, panel, case, came=None)
    actions.put_on_agenda(cast["petra"], case=case, meeting=meeting)
    assert AgendaItem.objects.count() == 1
    other = met(cast, panel_of(cast, kind="mace"), came=None)
    with pytest.raises(NotFound):
        actions.put_on_agenda(cast["petra"], case=case, meeting=other)


# Consent


def test_consents_stand_side_by_side_and_no_answer_is_overwritten(cast, panel, case):
    child = consented(cast, case, of="child", needed=False, answer="refused")
    mother = consented(cast, case, of="mother")
    answered(cast, mother, "withdrawn")
    answered(cast, mother, "given")
    row = queries.whole_case(cast["dan"], case.uuid)
    said = {asked.of_words: [answer.answer for answer in asked.answers.all()] for asked in row.consents.all()}
    assert said == {"The child": ["refused"], "Mother": ["given", "withdrawn", "given"]}
    answer = ConsentAnswer.objects.filter(asked=child).get()
    answer.words = "Other words"
    with pytest.raises(TypeError):
        answer.save()


def test_the_panels_list_says_where_support_that_is_offered_waits_for_consent(client, cast, panel, case):
    def listed() -> bool:
        fresh(client, cast["dan"])
        page = client.get(reverse("panel:panel", args=[panel.uuid])).content.decode()
        assert case.reference in page
        return "It waits for consent." in page

    asked = consented(cast, case, answer=None)
    assert not listed()  # nothing is offered yet
    adopted(cast, panel, case)
    assert listed()
    answered(cast, asked, "given")
    assert not listed()
    answered(cast, asked, "withdrawn")
    assert listed()


def test_who_leads_and_the_social_worker_record_consent_and_nobody_else(cast, panel, case):
    for who in ("dan", "bola", "olu"):
        with pytest.raises(NotFound):
            consented(cast, case, by=who)
    asked = consented(cast, case, answer=None)
    with pytest.raises(NotFound):
        answered(cast, asked, "given", by="dan")
    once = key()
    said = {"asked": asked, "answer": "given", "on": TODAY(), "words": "", "once_key": once}
    assert actions.answer_consent(cast["amina"], **said) == actions.answer_consent(cast["amina"], **said)
    assert ConsentAnswer.objects.count() == 1
    assert "An answer about consent to support was recorded" in told(cast["petra"])


def adopted(cast, panel, case):
    decided_at(cast, case, met(cast, panel, case), "adopt")
    case.refresh_from_db()
    return case


def agreed(cast, case, owner="dan", support=False, days=7, by="petra", **said):
    about = {
        "text": "Ring the youth club",
        "owner": cast[owner],
        "due_on": TODAY() + datetime.timedelta(days=days),
        "is_support": support,
        "once_key": key(),
    }
    return actions.agree_action(cast[by], case=case, **{**about, **said})


def began(cast, case, by="petra"):
    return actions.begin_support(
        cast[by], case=case, provider="A mentor", what="Talks", begins_on=TODAY(), once_key=key()
    )


def test_no_support_begins_before_it_is_adopted_and_every_needed_consent_is_given(cast, panel, case):
    consented(cast, case, of="child", needed=False, answer="refused")
    mother = consented(cast, case, of="mother")
    for act in (lambda: began(cast, case), lambda: agreed(cast, case, support=True)):
        with pytest.raises(actions.NoConsent):
            act()  # not adopted
    adopted(cast, panel, case)
    assert began(cast, case).provider == "A mentor"
    consented(cast, case, of="father", answer=None)
    with pytest.raises(actions.NoConsent):
        began(cast, case)  # one of two has not answered
    assert mother.case_id == case.pk


def test_consent_withdrawn_stops_support_and_nothing_of_social_care(cast, panel, case):
    mother = consented(cast, case)
    adopted(cast, panel, case)
    support = began(cast, case)
    actions.plan_session(cast["petra"], support=support, planned_on=TODAY())
    mentor, visit = agreed(cast, case, support=True), agreed(cast, case, owner="amina")
    answered(cast, mother, "withdrawn")
    mentor.refresh_from_db()
    visit.refresh_from_db()
    case.refresh_from_db()
    assert mentor.stopped_at and "Consent" in mentor.stopped_because and visit.is_open
    assert case.reassess_on == queries.reassess_due(case.authority_id, TODAY()) and case.reassess_on > TODAY()
    assert case.consultation.is_open
    with pytest.raises(actions.NoConsent):
        actions.plan_session(cast["petra"], support=support, planned_on=TODAY() + datetime.timedelta(days=1))
    with pytest.raises(actions.NoConsent):
        agreed(cast, case, support=True)
    assert agreed(cast, case, owner="amina").is_open
    answered(cast, mother, "given")
    assert actions.plan_session(cast["petra"], support=support, planned_on=TODAY() + datetime.timedelta(days=1))
    entry = Entry.objects.filter(verb="panel.consent-answered", details__answer="withdrawn").get()
    assert entry.details["stopped"] == 1


def test_of_answers_about_consent_the_one_given_last_stands_whenever_it_is_written_down(cast, panel, case):
    mother, before = consented(cast, case, answer=None), TODAY() - datetime.timedelta(days=3)
    adopted(cast, panel, case)
    answered(cast, mother, "withdrawn")
    answered(cast, mother, "given", on=before)
    row = queries.whole_case(cast["petra"], case.uuid)
    assert not rules.support_may_go_on(row), "she has withdrawn it since"
    assert [one.answer for one in row.consents.get().answers.all()] == ["given", "withdrawn"]
    answered(cast, mother, "given")
    support, mentor = began(cast, case), agreed(cast, case, support=True)
    answered(cast, mother, "refused", on=before)
    mentor.refresh_from_db()
    assert mentor.is_open and rules.support_may_go_on(queries.whole_case(cast["petra"], case.uuid))
    assert actions.plan_session(cast["petra"], support=support, planned_on=TODAY())


def test_an_adopted_case_says_what_its_support_waits_for(client, cast, panel, case):
    adopted(cast, panel, case)
    shown = page(client, cast["petra"], "panel:case", case.uuid).content.decode()
    assert "It waits for consent, which is still to be asked for." in shown and "consent below" not in shown
    consented(cast, case, answer=None)
    shown = page(client, cast["petra"], "panel:case", case.uuid).content.decode()
    assert "It waits for the consent below." in shown


def test_nobody_answered_before_they_were_asked(client, cast, case):
    asked, before = consented(cast, case, answer=None), TODAY() - datetime.timedelta(days=1)
    fresh(client, cast["amina"])
    where = reverse("panel:consent-answer", args=[asked.uuid])
    said = {"answer": "given", "on_day": before.day, "on_month": before.month, "on_year": before.year, "once": "a"}
    refused = client.post(where, {**said, "words": "KEPTWORDS"}).content.decode()
    assert "The date must not be before the day of asking" in refused and "KEPTWORDS" in refused
    assert not ConsentAnswer.objects.exists()


# Meetings, views, decisions


def test_attendance_is_recorded_by_who_leads_from_the_day_on(cast, panel, case):
    later = met(cast, panel, case, on=TODAY() + datetime.timedelta(days=3), came=None)
    with pytest.raises(NotFound):
        attend(cast, later)
    meeting = met(cast, panel, case, came=None)
    with pytest.raises(actions.NotWhole) as missing:
        actions.hold_meeting(cast["petra"], meeting=meeting)
    assert f"the social worker of {case.reference}" in missing.value.left and "Dan" in missing.value.left
    with pytest.raises(NotFound):
        actions.record_attendance(cast["dan"], meeting=meeting, members={cast["dan"].pk: "yes"}, social_workers={})
    with pytest.raises(NotFound):
        actions.record_attendance(cast["petra"], meeting=meeting, members={cast["olu"].pk: "yes"}, social_workers={})
    attend(cast, meeting)
    attend(cast, meeting, "yes", dan="apologies")
    actions.hold_meeting(cast["petra"], meeting=meeting)
    actions.hold_meeting(cast["petra"], meeting=meeting)
    assert Attendance.objects.filter(meeting=meeting, item=None).count() == 4
    assert Attendance.objects.get(meeting=meeting, person=cast["dan"]).how == "apologies"
    # What is the same leaves no second entry; the correction is one more.
    assert Entry.objects.filter(verb="panel.attendance").count() == 6
    assert Entry.objects.filter(verb="panel.meeting-held").count() == 1


def at_home(person) -> list[str]:
    groups = waiting_for(Person.objects.get(pk=person.pk))
    return [row.url for group in groups if group.title == "Panel meetings" for row in group.rows]


def test_a_meeting_to_come_says_who_is_expected_and_stands_on_the_home_of_who_is_invited(client, cast, panel, case):
    soon = met(cast, panel, case, on=TODAY() + datetime.timedelta(days=3), came=None)
    place = reverse("panel:meeting", args=[soon.uuid])
    for who in ("esme", "petra", "dan", "amina"):
        fresh(client, cast[who])
        assert place in at_home(cast[who]), who
        text = client.get(place).content.decode()
        assert "Who is expected" in text and "Who came" not in text
        assert ("choose “Put it on a meeting’s list”" in text) == (who in ("esme", "petra"))
    assert place not in at_home(cast["olu"])
    today = met(cast, panel, case, came=None)
    fresh(client, cast["dan"])
    text = client.get(reverse("panel:meeting", args=[today.uuid])).content.decode()
    assert "Nobody has said yet who came." in text and "No quorum" not in text
    attend(cast, today)
    actions.hold_meeting(cast["esme"], meeting=today)
    fresh(client, cast["dan"])
    assert "Who came" in client.get(reverse("panel:meeting", args=[today.uuid])).content.decode()
    assert at_home(cast["dan"]) == [place]


def test_each_agency_says_its_own_view_and_it_stands_apart(cast, panel, case):
    meeting = met(cast, panel, case)
    item = AgendaItem.objects.get(meeting=meeting)
    police, care = cast["dan"].agency, cast["esme"].agency
    with pytest.raises(NotFound):
        actions.record_view(cast["dan"], item=item, agency=care, text="x", once_key=key())
    with pytest.raises(NotFound):
        actions.record_view(cast["nia"], item=item, agency=police, text="x", once_key=key())
    once = key()
    for _ in range(2):
        actions.record_view(cast["dan"], item=item, agency=police, text="We hold nothing.", once_key=once)
    actions.record_view(cast["petra"], item=item, agency=care, text="He is doing well.", once_key=key())
    actions.record_view(cast["petra"], item=item, agency=police, text="Said at the meeting.", once_key=key())
    (row,) = queries.items_of(cast["esme"], meeting)
    said = [(view.agency.kind, view.text, view.recorded_by.name) for view in row.views.all()]
    assert said == [
        ("police", "We hold nothing.", "Dan"),
        ("social-care", "He is doing well.", "Petra"),
        ("police", "Said at the meeting.", "Petra"),
    ]


def test_a_decision_stands_for_good_with_dissent_and_who_was_there(cast, panel, case):
    meeting = met(cast, panel, case)
    police = cast["dan"].agency
    first = decided_at(cast, case, meeting, "adopt", dissents={police: "Too early."})
    case.refresh_from_db()
    assert case.state == "adopted" and first.quorate
    assert first.there == "Children’s social care, Midvale Police, Prevent team"
    assert [(row.agency, row.text) for row in first.dissents.all()] == [(police, "Too early.")]
    first.reason = "Other words"
    with pytest.raises(TypeError):
        first.save()
    # At the same meeting the panel thinks again: the first stays readable, and the outcomes are those of before it.
    again = decided_at(cast, case, meeting, "not-adopt")
    case.refresh_from_db()
    assert case.state == "not-adopted" and again.replaces == first and case.next_review_on is None
    assert [row.outcome for row in PanelDecision.objects.order_by("pk")] == ["adopt", "not-adopt"]
    assert "A panel has decided" in told(cast["amina"])
    assert Entry.objects.filter(verb="panel.decided").count() == 2


def test_who_decides_and_when(cast, panel, case):
    meeting = met(cast, panel, case)
    for who in ("dan", "amina", "bola", "olu"):
        with pytest.raises(NotFound):
            decided_at(cast, case, meeting, "adopt", by=who)
    with pytest.raises(actions.Overtaken):
        decided_at(cast, case, meeting, "end")
    once = key()
    for _ in range(2):
        decided_at(cast, case, meeting, "adopt", once_key=once)
    assert PanelDecision.objects.count() == 1
    later = met(cast, panel, case, on=TODAY() + datetime.timedelta(days=30), came=None)
    with pytest.raises(NotFound):
        decided_at(cast, case, later, "go-on")


def test_without_a_quorum_a_decision_says_why(cast, panel, case):
    meeting = met(cast, panel, case, came=None)
    attend(cast, meeting, "yes", dan="apologies")
    with pytest.raises(actions.NoQuorum) as none:
        decided_at(cast, case, meeting, "adopt")
    assert none.value.missing == ["the chief officer of police"] and not PanelDecision.objects.exists()
    row = decided_at(cast, case, meeting, "adopt", without_quorum_because="Police sent their view by post.")
    assert not row.quorate and row.missing == "the chief officer of police"
    attend(cast, meeting, "yes", dan="instead")
    assert queries.quorum_at(meeting).is_one
    row.refresh_from_db()
    assert not row.quorate, "what was there then stands, whatever is put right later"


def test_not_adopting_says_who_has_it(cast, panel, case):
    meeting = met(cast, panel, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        decided_at(cast, case, meeting, "not-adopt", to_whom="")
    assert decided_at(cast, case, meeting, "elsewhere", to_whom="The women’s circle").to_whom


def test_a_meeting_called_off_lets_its_cases_go(client, cast, panel, case):
    meeting = met(cast, panel, case, came=None)
    with pytest.raises(NotFound):
        actions.call_off_meeting(cast["dan"], meeting=meeting, because="x")
    actions.call_off_meeting(cast["petra"], meeting=meeting, because="Snow")
    assert page(client, cast["dan"], "panel:meeting", meeting.uuid).status_code == 404
    assert {"A panel meeting was called off"} <= set(told(cast["amina"])) & set(told(cast["dan"]))
    assert met(cast, panel, case).pk != meeting.pk


# The plan, and afterwards


def test_an_action_has_an_owner_who_can_read_the_case_and_a_day(client, cast, panel, case):
    with pytest.raises(NotFound):
        agreed(cast, case, owner="nia")  # a partner without a seat
    with pytest.raises(NotFound):
        agreed(cast, case, by="dan")
    row = agreed(cast, case, owner="olu", due_on=None)
    assert row.due_on == queries.action_due(case.authority_id, TODAY()) and row.due_on > TODAY()
    assert page(client, cast["olu"], "panel:case", case.uuid).status_code == 200
    assert "A panel asks you to do something" in told(cast["olu"])
    home = [waiting for group in waiting_for(cast["olu"]) if group.title == "For a panel" for waiting in group.rows]
    assert [waiting.reference for waiting in home] == [case.reference]
    with pytest.raises(NotFound):
        actions.finish_action(cast["dan"], action=row, words="x")
    for _ in range(2):
        actions.finish_action(cast["olu"], action=row, words="Rang them.")
    assert Entry.objects.filter(verb="panel.action-done").count() == 1
    assert queries.actions_of(cast["olu"]) == []


def test_sessions_are_planned_and_said_to_be_held_or_not(cast, panel, case):
    consented(cast, case)
    adopted(cast, panel, case)
    support = began(cast, case, by="amina")
    with pytest.raises(NotFound):
        actions.plan_session(cast["dan"], support=support, planned_on=TODAY())
    for _ in range(2):
        row = actions.plan_session(cast["amina"], support=support, planned_on=TODAY())
    assert Session.objects.count() == 1
    later = actions.plan_session(cast["amina"], support=support, planned_on=TODAY() + datetime.timedelta(days=2))
    with pytest.raises(NotFound):
        actions.say_session(cast["amina"], session=later, held=True, words="")
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.say_session(cast["amina"], session=row, held=False, words="")
    actions.say_session(cast["amina"], session=row, held=True, words="Went well.")
    row.refresh_from_db()
    assert row.held and row.said_by == cast["amina"]


def ended(cast, panel, case, on=None):
    """A case that was adopted, and whose support the panel ended on a day."""
    long_ago = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    Member.objects.update(begins=long_ago)
    CasePart.objects.update(begins=long_ago)
    with as_of(datetime.datetime.combine(on, datetime.time(12), datetime.UTC)):
        meeting = actions.plan_meeting(cast["esme"], panel=panel, on=on, at=datetime.time(9))
        actions.put_on_agenda(cast["esme"], case=case, meeting=meeting)
        attend(cast, meeting)
        Case.objects.update(state="adopted")
        decided_at(cast, case, meeting, "end")
    case.refresh_from_db()
    return case


def test_an_end_gives_two_looks_their_days_and_a_weekend_is_kept(cast, panel, case):
    ended(cast, panel, case, on=datetime.date(2026, 5, 1))
    looks = list(Look.objects.filter(case=case))
    assert [(row.title, row.due_on) for row in looks] == [
        ("Six months after", datetime.date(2026, 11, 1)),  # a Sunday
        ("Twelve months after", datetime.date(2027, 5, 1)),
    ]
    actions.plan_meeting(cast["esme"], panel=panel, on=datetime.date(2026, 10, 1), at=datetime.time(9))
    actions.plan_meeting(cast["esme"], panel=panel, on=datetime.date(2026, 11, 5), at=datetime.time(9))
    six, twelve = queries.looks_ahead(cast["petra"], panel)
    assert six.before == datetime.date(2026, 10, 1) and twelve.before == datetime.date(2026, 11, 5)


def test_a_look_belongs_to_a_post_and_is_on_somebodys_list_each_day_whoever_leaves(cast, panel, case):
    ended(cast, panel, case, on=datetime.date(2026, 5, 1))
    long_after = datetime.date(2027, 6, 1)

    def who():
        found = {p.name for p in cast.values() if queries.dues_for(Person.objects.get(pk=p.pk), until=long_after)}
        (look, _) = queries.whose_today(Look.objects.filter(case=case).select_related("case__panel"))
        assert found == {look.today.person.name}
        return look.today

    def leaves(name):
        actions.end_seat(cast["esme"], member=Member.objects.get(panel=panel, person=cast[name], ends=None))

    assert (who().person.name, who().gap) == ("Petra", "")
    Person.objects.filter(pk=cast["petra"].pk).update(is_active=False)  # the account ends, the seat was forgotten
    assert who().person.name == "Esme" and "no coordinator" in who().gap
    actions.place_bar(cast["carys"], case=case, person=cast["esme"], reason="A neighbour")
    assert who().person.name == "Carys"
    leaves("carys")
    assert "Nobody leads this panel" in who().gap
    assert who().person.holds(Role.MANAGER) and rules.may_look(who().person, Look.objects.first())
    RoleHeld.objects.filter(role=Role.MANAGER, person__authority=panel.authority).update(ends=timezone.now())
    (look, _) = queries.whose_today(Look.objects.filter(case=case).select_related("case__panel"))
    assert look.today.person is None and "Nobody can have this" in look.today.gap


def test_where_nobody_leads_a_panel_a_manager_sees_its_cases_and_no_sooner(client, cast, panel, case):
    assert page(client, cast["vera"], "panel:case", case.uuid).status_code == 404
    for row in Member.objects.filter(panel=panel).exclude(seat="member"):
        Member.objects.filter(pk=row.pk).update(ends=timezone.now())
    assert page(client, cast["vera"], "panel:case", case.uuid).status_code == 200
    for who in ("tom", "bola", "olu", "jo"):
        assert page(client, cast[who], "panel:case", case.uuid).status_code == 404
    assert {p.name for p in rules.people_who_see(case)} == {"Amina", "Carys", "Dan", "Vera"}


def test_who_leaves_with_something_to_do_leaves_it_with_who_leads(cast, panel, case):
    row = agreed(cast, case, owner="dan")
    actions.end_seat(cast["esme"], member=Member.objects.get(panel=panel, person=cast["dan"]))
    assert queries.actions_of(cast["dan"]) == []
    (mine,) = queries.actions_of(cast["petra"])
    assert mine == row and mine.today.gap == "Dan can no longer do it."
    actions.finish_action(cast["petra"], action=row, words="Done for him.")


def test_a_look_keeps_the_childs_words_and_is_taken_once_by_who_leads(cast, panel, case):
    ended(cast, panel, case, on=datetime.date(2026, 5, 1))
    look = Look.objects.filter(case=case).first()
    said = {"done_on": TODAY(), "found": "Doing well.", "childs_words": "I blocked him.", "not_spoken_because": ""}
    for who in ("dan", "amina", "olu"):
        with pytest.raises(NotFound):
            actions.take_look(cast[who], look=look, **said)
    for _ in range(2):
        actions.take_look(cast["petra"], look=look, **said)
    assert Entry.objects.filter(verb="panel.look").count() == 1
    with pytest.raises(NotFound):
        actions.take_look(cast["esme"], look=look, **said)


def test_an_end_taken_back_takes_its_looks_along(cast, panel, case):
    consented(cast, case)
    decided_at(cast, case, met(cast, panel, case, on=TODAY() - datetime.timedelta(days=0)), "adopt")
    Meeting.objects.update(on=TODAY() - datetime.timedelta(days=1))
    later = met(cast, panel, case)
    decided_at(cast, case, later, "end")
    assert Look.objects.count() == 2
    decided_at(cast, case, later, "go-on")
    case.refresh_from_db()
    assert not Look.objects.exists() and case.state == "adopted" and case.ended_on is None


def test_what_is_due_is_told_to_who_has_it_and_what_is_late_each_week_again(cast, panel, case):
    ended(cast, panel, case, on=datetime.date(2026, 5, 1))
    row = agreed(cast, case, owner="dan", days=0)
    worker = "system:worker"
    with pytest.raises(NotFound):
        actions.remind_of_panels("amina", today=TODAY())

    def run(day):
        before = Entry.objects.filter(verb="panel.due").count()
        actions.remind_of_panels(worker, today=day)
        found = Entry.objects.filter(verb="panel.due").order_by("seq")[before:]
        return [(e.details["about"], e.details["stage"], len(e.details["to"])) for e in found]

    Look.objects.filter(clock="after-exit-12").delete()
    Look.objects.update(due_on=TODAY() + datetime.timedelta(days=10))
    assert run(TODAY()) == [("action", "due", 1), ("look", "soon", 1)]
    assert run(TODAY()) == []
    late = TODAY() + datetime.timedelta(days=11)
    assert run(late) == [("action", "late", 4), ("look", "late", 3)]
    assert run(late) == []
    assert ("look", "late", 3) in run(late + datetime.timedelta(days=7)), "it is not told once and then forgotten"
    assert "Something that a panel agreed is late" in told(cast["esme"])
    assert PlanAction.objects.get().is_open and row.pk


def test_notices_name_no_child_and_vanish_with_the_right(cast, panel, case):
    assert "A case came to your panel" in told(cast["esme"])
    assert not any("Megan" in words for person in cast.values() for words in told(person))
    actions.place_bar(cast["petra"], case=case, person=cast["esme"], reason="x")
    assert "A case came to your panel" not in told(cast["esme"])


def test_every_event_of_a_panel_holds_references_and_choices_alone(cast, panel, case):
    consented(cast, case)
    adopted(cast, panel, case)
    agreed(cast, case)
    for entry in Entry.objects.filter(verb__startswith="panel."):
        text = f"{entry.details} {entry.subject}"
        assert "Megan" not in text and "Ring" not in text and "urges" not in text, entry.verb


def test_reading_a_case_leaves_a_reading(client, cast, panel, case):
    page(client, cast["dan"], "panel:case", case.uuid)
    entry = Entry.objects.get(verb="panel.case-read")
    assert (entry.actor, entry.subject) == (str(cast["dan"].uuid), case.subject)


def test_an_owner_who_hands_the_matter_over_changes_nothing_here(cast, panel, case):
    concerns.hand_over_matter(cast["amina"], consultation=case.consultation, to=cast["olu"], reason="Away")
    case.refresh_from_db()
    assert case.social_worker == cast["amina"], "who is invited is said here, and changed here"


# Through the pages: keys of others, second clicks, what is typed


def post(client, who, name, key_, **said):
    fresh(client, who)
    return client.post(reverse(name, args=[key_]), said)


def dated(name, day):
    return {
        f"{name}_{box}": str(getattr(day, part)) for box, part in (("day", "day"), ("month", "month"), ("year", "year"))
    }


def test_keys_of_another_panel_or_authority_open_nothing(client, cast, panel, case):
    mace = panel_of(cast, kind="mace")
    actions.end_seat(cast["esme"], member=Member.objects.get(panel=mace, person=cast["dan"]))
    theirs = entered(cast, mace, referred_by="police")
    other = met(cast, mace, theirs, came=None)
    item = AgendaItem.objects.get(case=theirs)
    for name, uuid in (("panel:meeting", other.uuid), ("panel:pack", other.uuid), ("panel:view", item.uuid)):
        assert page(client, cast["dan"], name, uuid).status_code == 404, name
    # The meeting of another panel is no choice for this case, though Petra leads both.
    answer = post(client, cast["petra"], "panel:agenda", case.uuid, meeting=str(other.uuid))
    assert answer.status_code == 200 and not AgendaItem.objects.filter(case=case).exists()
    # Somebody of the next authority is nobody’s social worker, owner or member.
    for name, field in (("panel:social-worker", "person"), ("panel:action", "owner"), ("panel:conflict", "person")):
        said = {field: str(cast["rhys"].uuid), "text": "x", "reason": "x", "is_support": "no"}
        assert post(client, cast["petra"], name, case.uuid, **said).status_code == 200, name
    assert (
        post(client, cast["petra"], "panel:seat", panel.uuid, person=str(cast["rhys"].uuid), seat="member").status_code
        == 200
    )
    assert not Member.objects.filter(person=cast["rhys"]).exists() and not PlanAction.objects.exists()
    # A consultation that Petra may not read, and one that may not come, are none in the address.
    for reference in (raised(cast["rhys"]).reference, raised(cast["amina"]).reference, "K-22222222"):
        fresh(client, cast["petra"])
        where = reverse("panel:enter", args=[panel.uuid])
        assert client.get(where, {"of": reference}).status_code == 404
        assert client.post(where, {"of": reference}).status_code == 404


def test_the_childs_words_stand_in_place_of_the_reason_of_the_record(client, cast, panel):
    consultation = sent(cast)
    type(consultation).objects.filter(pk=consultation.pk).update(voice_words="", not_spoken_because="He is away.")
    where = f"{reverse('panel:enter', args=[panel.uuid])}?of={consultation.reference}"
    begun = fresh(client, cast["petra"]).get(where).content.decode()
    assert "He is away." in begun
    said = {**SAID, "of": consultation.reference, "social_worker": str(cast["amina"].uuid), "once": "w"}
    said |= dated("referred_on", TODAY()) | {"childs_words": "They listen to me."}
    both = client.post(where, {**said, "not_spoken_because": "He did not want to."}).content.decode()
    assert "and not both" in both, "a reason of one’s own is not dropped"
    assert client.post(where, {**said, "not_spoken_because": "He is away."}).status_code == 302
    case = queries.cases_before(cast["petra"], panel)[0]
    assert (case.childs_words, case.not_spoken_because) == ("They listen to me.", "")


def test_a_view_of_another_agency_is_no_choice_for_a_member(client, cast, panel, case):
    item = AgendaItem.objects.get(meeting=met(cast, panel, case, came=None))
    assert post(client, cast["dan"], "panel:view", item.uuid, agency="social-care", text="x").status_code == 200
    assert not item.views.exists()
    for _ in range(2):
        assert (
            post(client, cast["dan"], "panel:view", item.uuid, agency="police", text="x", once="v").status_code == 302
        )
    assert item.views.count() == 1


def test_the_second_click_finds_the_first(client, cast, panel, case):
    said = {"of": "mother", "needed": "yes", "asked_by": "Amina", "how": "visit", "once": "twice"}
    for _ in range(2):
        post(client, cast["amina"], "panel:consent", case.uuid, **said, **dated("asked_on", TODAY()))
    assert case.consents.count() == 1
    action = {"text": "Ring", "owner": str(cast["dan"].uuid), "is_support": "no", "once": "twice"}
    for _ in range(2):
        assert post(client, cast["petra"], "panel:action", case.uuid, **action).status_code == 302
    assert PlanAction.objects.count() == 1
    for _ in range(2):
        post(client, cast["petra"], "panel:plan-meeting", panel.uuid, at="9:30", **dated("on", TODAY()))
    assert Meeting.objects.count() == 1


def test_support_without_consent_is_refused_with_a_sentence_and_loses_nothing(client, cast, panel, case):
    said = {"text": "Talks each week", "owner": str(cast["amina"].uuid), "is_support": "yes", "once": "x"}
    answer = post(client, cast["petra"], "panel:action", case.uuid, **said)
    assert answer.status_code == 200 and "Support waits" in answer.content.decode()
    assert "Talks each week" in answer.content.decode()


def test_what_is_typed_of_a_decision_waits_for_its_writer_alone(client, cast, panel, case):
    item = AgendaItem.objects.get(meeting=met(cast, panel, case))
    where = reverse("panel:decide", args=[item.uuid])
    fresh(client, cast["esme"])
    kept = client.post(where, {"reason": "Half a sentence", "version": "0"}, headers={"X-Autosave": "1"})
    assert kept.status_code == 200 and kept.json()["version"] == 1
    assert "Half a sentence" in client.get(where).content.decode()
    fresh(client, cast["petra"])
    assert "Half a sentence" not in client.get(where).content.decode()
    assert not PanelDecision.objects.exists()


def test_the_page_of_a_meeting_leaves_a_reading_with_what_it_showed(client, cast, panel, case):
    meeting = met(cast, panel, case)
    page(client, cast["dan"], "panel:meeting", meeting.uuid)
    assert Entry.objects.get(verb="panel.meeting-read").details["cases"] == [case.subject]


def test_no_page_asks_more_where_there_is_more(client, cast, panel):
    asked_for = []
    for many in (1, 4):
        cases = [entered(cast, panel, worker="amina") for _ in range(many)]
        for number in range(many):
            agreed(cast, cases[0], owner="dan", text=f"x{number}")
        meeting = met(cast, panel, *cases, on=TODAY() - datetime.timedelta(days=many), came=None)
        fresh(client, cast["petra"])
        counts = []
        for name, uuid in (
            ("panel:panels", None),
            ("panel:panel", panel.uuid),
            ("panel:case", cases[0].uuid),
            ("panel:meeting", meeting.uuid),
            ("panel:action", cases[0].uuid),
            ("desk:home", None),
        ):
            where = reverse(name, args=[uuid] if uuid else [])
            client.get(where)
            with CaptureQueriesContext(connection) as captured:
                client.get(where)
            counts.append((name, len(captured)))
        asked_for.append(counts)
    assert asked_for[0] == asked_for[1]
