"""What somebody leads, has to do or was asked here is taken over; who may not come any more is missed by whoever leads."""

import pytest
from django.test import Client
from django.urls import reverse

from kith.concerns.actions import end_part, give_part, place_bar
from kith.concerns.models import ConsultationPart
from kith.desk.models import Notice
from kith.desk.queries import notices_of, waiting_for
from kith.desk.tests.factories import fresh, raised
from kith.handover import actions as handover
from kith.handover import queries as handovers
from kith.meetings import actions, queries
from kith.meetings.models import Meeting, Seat, StepPart
from kith.meetings.rules import sees_meeting
from kith.people import actions as people
from kith.people.models import Membership, Person, Team
from kith.people.rules import NotTheirs, held_by

from .factories import accounted, action_for, asked_before, begun, cut, planned

pytestmark = pytest.mark.django_db
OURS = ("meeting-lead", "meeting-action", "before-step", "before-step-asked")


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def kinds_of(person):
    return sorted({one.kind for one in held_by(anew(person)) if one.kind in OURS})


def leaving(cast, who, by="jo"):
    return handover.begin_handover(cast[by], person=cast[who])


def offer(cast, by, row, kind, holder, to):
    (held,) = [one for one in held_by(anew(cast[holder])) if one.kind == kind]
    return handover.offer_thing(cast[by], handover=row, held=held, holder=cast[holder], to=cast[to])


def reads(person, meeting) -> bool:
    return Meeting.objects.filter(sees_meeting(anew(person)), pk=meeting.pk).exists()


def live_seats(meeting):
    return {seat.person.name for seat in Seat.objects.filter(meeting=meeting, ends=None, person__isnull=False)}


def test_everything_of_meetings_is_gathered_and_names_no_child(cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    visit = planned(cast["amina"], consultation, lead=cast["dan"])
    asked_before(cast["amina"], consultation, meeting=visit)
    action_for(cast["amina"], begun(planned(cast["amina"], consultation)), cast["bola"])
    assert kinds_of(cast["dan"]) == ["before-step", "meeting-lead"]
    assert kinds_of(cast["nia"]) == ["before-step"]
    assert kinds_of(cast["amina"]) == ["before-step-asked", "meeting-lead"]
    assert kinds_of(cast["bola"]) == ["meeting-action"] and kinds_of(cast["olu"]) == []
    words = " ".join(one.words for who in ("dan", "amina", "bola") for one in held_by(cast[who]))
    assert "Leads a joint visit" in words and "To write what came of a joint visit" in words
    assert "Megan" not in words and "Rowan" not in words and "refuge" not in words


def test_a_meeting_that_is_over_and_written_down_is_led_by_nobody(cast):
    meeting = begun(planned(cast["amina"], raised(cast["amina"]), kind="strategy"))
    assert kinds_of(cast["amina"]) == ["meeting-lead"]
    accounted(cast["amina"], meeting)
    assert kinds_of(cast["amina"]) == []
    other = planned(cast["amina"], meeting.consultation)
    actions.cancel_meeting(cast["amina"], meeting=other, because="Off.")
    assert kinds_of(cast["amina"]) == []


def test_the_lead_is_taken_over_by_who_may_be_invited(cast):
    consultation = raised(cast["amina"])
    visit = planned(cast["amina"], consultation, lead=cast["dan"])
    row = leaving(cast, "dan", by="nia")
    place_bar(cast["carys"], consultation=consultation, person=cast["petra"], reason="Her nephew")
    for wrong in ("olu", "petra", "rhys", "jo", "farah"):
        with pytest.raises(handover.MayNotHave):
            offer(cast, "dan", row, "meeting-lead", "dan", wrong)
    item = offer(cast, "dan", row, "meeting-lead", "dan", "nia")
    handover.take_over(cast["nia"], item=item)
    visit.refresh_from_db()
    assert visit.lead == cast["nia"] and live_seats(visit) == {"Amina", "Nia"}
    assert not reads(cast["dan"], visit) and reads(cast["nia"], visit)
    assert Notice.objects.filter(person=cast["amina"], kind="meeting-lead").count() == 1
    with pytest.raises(NotTheirs):
        actions.take_over_lead(cast["amina"], meeting=visit, of=cast["dan"], to=cast["amina"])


def test_an_action_is_taken_over_or_declined(cast):
    meeting = begun(planned(cast["amina"], raised(cast["amina"])))
    action = action_for(cast["amina"], meeting, cast["dan"])
    row = leaving(cast, "dan", by="nia")
    with pytest.raises(handover.MayNotHave):
        offer(cast, "dan", row, "meeting-action", "dan", "olu")
    item = offer(cast, "dan", row, "meeting-action", "dan", "nia")
    handover.decline(cast["nia"], item=item, because="I was not there.")
    action.refresh_from_db()
    assert action.owner == cast["dan"]
    handover.take_over(cast["nia"], item=offer(cast, "dan", row, "meeting-action", "dan", "nia"))
    action.refresh_from_db()
    assert action.owner == cast["nia"] and [one.pk for one in queries.actions_of(anew(cast["nia"]))] == [action.pk]


def test_a_question_before_a_step_goes_to_a_colleague_of_the_police(cast):
    question = asked_before(cast["amina"], raised(cast["amina"]))
    row = leaving(cast, "dan", by="nia")
    with pytest.raises(handover.MayNotHave):
        offer(cast, "dan", row, "before-step", "dan", "amina")
    handover.take_over(cast["nia"], item=offer(cast, "dan", row, "before-step", "dan", "nia"))
    assert [part.person.name for part in StepPart.objects.filter(matter=question, ends=None)] == ["Nia"]
    cut(cast["nia"], question)
    assert kinds_of(cast["nia"]) == []


def test_who_took_over_a_question_hears_of_its_answer(cast):
    consultation = raised(cast["amina"])
    question = asked_before(cast["amina"], consultation)
    row = leaving(cast, "amina", by="carys")
    with pytest.raises(handover.MayNotHave):
        offer(cast, "amina", row, "before-step-asked", "amina", "esme")
    handover.take_over(cast["olu"], item=offer(cast, "amina", row, "before-step-asked", "amina", "olu"))
    assert kinds_of(cast["olu"]) == ["before-step-asked"] and kinds_of(cast["amina"]) == []
    cut(cast["dan"], question)
    assert Notice.objects.filter(person=cast["olu"], kind="before-step-answered").count() == 1


def test_at_once_everything_is_with_the_manager_and_nobody_is_expected_in_vain(cast):
    consultation = raised(cast["amina"])
    led = planned(cast["amina"], consultation)
    action = action_for(cast["amina"], begun(planned(cast["amina"], consultation)), cast["amina"])
    question = asked_before(cast["amina"], consultation)
    invited = planned(cast["carys"], consultation, people=[cast["amina"]])
    handover.end_at_once(cast["carys"], person=cast["amina"], because="Suspended.")
    led.refresh_from_db()
    action.refresh_from_db()
    assert led.lead == cast["carys"] and action.owner == cast["carys"]
    assert "Amina" not in live_seats(led) | live_seats(invited)
    assert Notice.objects.filter(person=cast["carys"], kind="meeting-not-coming").count() == 1
    waiting = {one.held.kind for one in handovers.waiting_with(anew(cast["carys"]))}
    assert {"meeting-lead", "meeting-action", "before-step-asked"} <= waiting
    cut(cast["dan"], question)
    assert Notice.objects.filter(person=cast["carys"], kind="before-step-answered").exists()


def test_at_once_of_the_police_everything_is_with_their_own(cast):
    consultation = raised(cast["amina"])
    visit = planned(cast["amina"], consultation, lead=cast["dan"])
    question = asked_before(cast["amina"], consultation, meeting=visit)
    StepPart.objects.filter(person=cast["nia"]).delete()
    handover.end_at_once(cast["nia"], person=cast["dan"], because="Suspended.")
    visit.refresh_from_db()
    assert visit.lead == cast["nia"] and live_seats(visit) == {"Amina", "Nia"}
    assert [part.person for part in StepPart.objects.filter(matter=question, ends=None)] == [cast["nia"]]


def shown(cast, who, meeting, secret) -> str:
    """Every place in which a meeting could be found, as text."""
    person = anew(cast[who])
    client = fresh(Client(), person)
    texts = [str(waiting_for(person)), str(notices_of(person))]
    pages = [reverse("meetings:mine"), reverse("meetings:past"), reverse("desk:home"), reverse("desk:notices")]
    pages += [reverse(f"meetings:{name}", args=[meeting.uuid]) for name in ("meeting", "minutes", "invitation")]
    pages += [reverse("meetings-calendar", args=[secret])]
    for where in pages:
        answer = client.get(where)
        texts.append(answer.content.decode() if answer.status_code == 200 else "")
    return " ".join(texts)


@pytest.mark.parametrize("how", ["bar", "part"])
def test_who_leaves_the_matter_finds_its_meetings_nowhere_and_whoever_leads_hears_it(cast, how):
    consultation = raised(cast["amina"])
    give_part(cast["amina"], consultation=consultation, person=cast["olu"])
    visit = planned(cast["amina"], consultation, people=[cast["olu"]])
    led = planned(cast["amina"], consultation, lead=cast["olu"], kind="strategy")
    action = action_for(cast["amina"], begun(planned(cast["amina"], consultation)), cast["olu"])
    secrets = {name: actions.make_calendar(cast[name], name="x")[1] for name in ("olu", "dan")}
    assert visit.reference in shown(cast, "olu", visit, secrets["olu"])
    if how == "bar":
        place_bar(cast["carys"], consultation=consultation, person=cast["olu"], reason="Her nephew")
    else:
        part = ConsultationPart.objects.get(matter=consultation, person=cast["olu"], reason="given")
        end_part(cast["amina"], consultation=consultation, part_id=part.pk)
    for meeting in (visit, led, action.meeting):
        text = shown(cast, "olu", meeting, secrets["olu"])
        assert meeting.reference not in text and str(meeting.uuid) not in text
    assert visit.reference in shown(cast, "dan", visit, secrets["dan"])
    led.refresh_from_db()
    action.refresh_from_db()
    assert (led.lead, action.owner) == (cast["amina"], cast["amina"])
    assert "Olu" not in live_seats(visit) | live_seats(led)
    assert Notice.objects.filter(person=cast["amina"], kind="meeting-not-coming").count() == 1
    assert Notice.objects.filter(person=cast["dan"], kind="meeting-lead").count() == 1
    assert Notice.objects.filter(person=cast["dan"], kind="meeting-not-coming").count() == 0


def seated_by_team(cast, managers_only=False):
    """Petra reads a matter by the screening team’s part, is invited to one meeting, leads another, and has something to do."""
    consultation = raised(cast["amina"])
    team = Membership.objects.filter(person=cast["petra"]).first().team
    ConsultationPart.objects.filter(matter=consultation, team=team).update(managers_only=managers_only)
    ConsultationPart.objects.filter(matter=consultation, person=cast["petra"]).delete()
    visit = planned(cast["amina"], consultation, people=[cast["petra"]])
    led = planned(cast["amina"], consultation, lead=cast["petra"], kind="strategy")
    over = begun(planned(cast["amina"], consultation, people=[cast["petra"]]))
    return team, visit, led, action_for(cast["amina"], over, cast["petra"])


def test_who_leaves_the_team_whose_part_was_theirs_loses_seat_and_lead(cast):
    team, visit, led, action = seated_by_team(cast)
    secrets = {name: actions.make_calendar(cast[name], name="x")[1] for name in ("petra", "dan")}
    assert reads(cast["petra"], visit) and visit.reference in shown(cast, "petra", visit, secrets["petra"])
    people.leave_team("system:command", person=cast["petra"], team=team, at_once=True)
    for meeting in (visit, led, action.meeting):
        text = shown(cast, "petra", meeting, secrets["petra"])
        assert meeting.reference not in text and str(meeting.uuid) not in text
    led.refresh_from_db()
    action.refresh_from_db()
    assert (led.lead, action.owner) == (cast["amina"], cast["amina"])
    assert "Petra" not in live_seats(visit) | live_seats(led)
    assert Notice.objects.filter(person=cast["amina"], kind="meeting-not-coming").count() == 1
    assert visit.reference in shown(cast, "dan", visit, secrets["dan"])


def test_who_leaves_a_team_and_has_another_part_stays_invited(cast):
    team, visit, led, _ = seated_by_team(cast)
    give_part(cast["amina"], consultation=visit.consultation, person=cast["petra"])
    people.leave_team("system:command", person=cast["petra"], team=team, at_once=True)
    led.refresh_from_db()
    assert reads(cast["petra"], visit) and led.lead == cast["petra"] and "Petra" in live_seats(visit)


def test_who_was_invited_without_a_part_of_their_team_stays_invited_when_they_leave_it(cast):
    visit = planned(cast["amina"], raised(cast["amina"]))
    team = Team.objects.create(agency=cast["dan"].agency, key="a-team", name="A team")
    Membership.objects.create(person=cast["dan"], team=team)
    people.leave_team("system:command", person=anew(cast["dan"]), team=team, at_once=True)
    assert reads(cast["dan"], visit) and "Dan" in live_seats(visit)


@pytest.mark.parametrize("managed", [True, False])
def test_a_part_of_a_teams_managers_ends_with_managing_and_was_no_members(cast, managed):
    team, visit, led, _ = seated_by_team(cast, managers_only=True)
    Membership.objects.filter(person=cast["petra"], team=team).update(manages=managed)
    if managed:
        # A manager who is a member from now on.
        people.join_team("system:command", person=anew(cast["petra"]), team=team, manages=False)
    else:
        people.leave_team("system:command", person=anew(cast["petra"]), team=team, at_once=True)
    led.refresh_from_db()
    assert reads(cast["petra"], visit) != managed
    assert (led.lead == cast["petra"]) != managed and ("Petra" in live_seats(visit)) != managed


def test_a_part_that_ends_beside_another_ends_no_invitation(cast):
    consultation = raised(cast["amina"])
    give_part(cast["amina"], consultation=consultation, person=cast["bola"])
    visit = planned(cast["amina"], consultation, people=[cast["bola"]])
    part = ConsultationPart.objects.get(matter=consultation, person=cast["bola"], reason="given")
    end_part(cast["amina"], consultation=consultation, part_id=part.pk)
    assert reads(cast["bola"], visit) and "Bola" in live_seats(visit)


def test_who_was_there_stands_in_the_record_after_a_bar(client, cast):
    consultation = raised(cast["amina"])
    give_part(cast["amina"], consultation=consultation, person=cast["olu"])
    meeting = begun(planned(cast["amina"], consultation, kind="strategy", people=[cast["olu"]]))
    seat = Seat.objects.get(meeting=meeting, person=cast["olu"])
    accounted(cast["amina"], meeting, {str(seat.uuid): "attended"})
    place_bar(cast["carys"], consultation=consultation, person=cast["olu"], reason="Her nephew")
    assert not reads(cast["olu"], meeting)
    client.force_login(cast["amina"])
    text = client.get(reverse("meetings:minutes", args=[meeting.uuid])).content.decode()
    assert "Olu, Children’s social care" in text
    assert Notice.objects.filter(kind="meeting-not-coming").count() == 0, "it is over"


def test_a_role_that_leading_a_meeting_needs_does_not_end_and_at_once_moves_it(cast):
    consultation = raised(cast["amina"])
    give_part(cast["amina"], consultation=consultation, person=cast["olu"])
    led = planned(cast["amina"], consultation, lead=cast["olu"])
    with pytest.raises(people.StillHolds):
        people.end_role("system:command", person=cast["olu"], role="practitioner")
    people.end_role("system:command", person=cast["olu"], role="practitioner", at_once=True)
    led.refresh_from_db()
    assert led.lead == cast["vera"] and "Olu" not in live_seats(led)
