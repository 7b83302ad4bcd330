"""Visits and meetings: planned, answered, moved, cancelled, written down; views, decisions, dissent and actions."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NobodyThere, NotFound
from kith.audit.models import Entry
from kith.concerns.actions import give_part
from kith.concerns.models import ConsultationBar, ConsultationEmergency
from kith.desk.queries import chronology_for, notices_of, waiting_for
from kith.desk.tests.factories import fresh, raised
from kith.meetings import actions, queries, rules
from kith.meetings.models import (
    Account,
    Dissent,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Seat,
    StepQuestion,
    TimeOffered,
)
from kith.meetings.words import Kind, Reply
from kith.people.models import Person, PointOfContact

from .factories import ACCOUNT, PLAN, STEP, accounted, action_for, asked_before, begun, cut, decided, planned, soon

pytestmark = pytest.mark.django_db
INVITED = "You are invited to a visit or a meeting"


def words(person):
    return [notice.words for notice in notices_of(Person.objects.get(pk=person.pk))]


def page(client, person, route, *args):
    fresh(client, person)
    return client.get(reverse(route, args=args))


def seat(person, meeting):
    return queries.seat_of(person, meeting)


@pytest.fixture
def visit(cast):
    return planned(cast["amina"], raised(cast["amina"], name="Poppy", named=True))


@pytest.fixture
def strategy(cast):
    """A strategy discussion that has begun, with police there."""
    return begun(planned(cast["carys"], raised(cast["amina"]), Kind.STRATEGY))


# Who reads it


def test_who_is_invited_reads_the_visit_and_nothing_of_the_consultation(client, cast, visit):
    text = page(client, cast["dan"], "meetings:meeting", visit.uuid).content.decode()
    assert PLAN["purpose"] in text and PLAN["safety"] in text
    assert visit.consultation.reference not in text
    assert INVITED in words(cast["dan"])
    assert page(client, cast["dan"], "concerns:consultation", visit.consultation.reference).status_code == 404
    for who in ("carys", "bola", "petra"):  # a part in the matter
        assert page(client, cast[who], "meetings:meeting", visit.uuid).status_code == 200, who
    for who in ("nia", "olu", "vera", "esme", "rhys", "ines"):
        assert page(client, cast[who], "meetings:meeting", visit.uuid).status_code == 404, who
        assert words(cast[who]) == [], who


def test_a_part_in_the_matter_of_another_agency_is_no_invitation(client, cast):
    from kith.concerns.models import ConsultationPart

    meeting = planned(cast["amina"], raised(cast["amina"]), Kind.STRATEGY, agencies=[])
    ConsultationPart.objects.create(matter=meeting.consultation, person=cast["dan"], reason="given")
    reference = meeting.consultation.reference
    text = page(client, cast["dan"], "concerns:consultation", reference).content.decode()
    assert meeting.reference not in text
    assert page(client, cast["dan"], "meetings:meeting", meeting.uuid).status_code == 404
    assert not [line for line in chronology_for(cast["dan"], reference).lines if line.kind == "meeting"]


def test_a_conflict_of_interest_beats_every_seat(client, cast, visit):
    for who in ("dan", "amina"):
        ConsultationBar.objects.create(
            matter=visit.consultation, person=cast[who], placed_by=cast["bola"], reason="Her cousin"
        )
        assert page(client, cast[who], "meetings:meeting", visit.uuid).status_code == 404, who
        assert INVITED not in words(cast[who])
        assert list(queries.coming(cast[who])) == []
    with pytest.raises(NotFound):
        actions.invite(cast["carys"], meeting=visit, people=[cast["dan"]])


def test_rights_that_end_end_for_meetings_too(client, cast, visit):
    actions.end_seat(cast["amina"], seat=seat(cast["dan"], visit))
    assert page(client, cast["dan"], "meetings:meeting", visit.uuid).status_code == 404
    actions.invite(cast["amina"], meeting=visit, people=[cast["nia"]])
    assert page(client, cast["nia"], "meetings:meeting", visit.uuid).status_code == 200
    Person.objects.filter(pk=cast["nia"].pk).update(agency=cast["esme"].agency)
    assert page(client, Person.objects.get(pk=cast["nia"].pk), "meetings:meeting", visit.uuid).status_code == 404


def test_reading_in_an_emergency_opens_no_meeting(client, cast, visit):
    ConsultationEmergency.objects.create(
        matter=visit.consultation,
        person=cast["olu"],
        reason="x" * 30,
        ends=timezone.now() + datetime.timedelta(hours=1),
    )
    text = page(client, cast["olu"], "concerns:consultation", visit.consultation.reference).content.decode()
    assert visit.reference not in text
    assert page(client, cast["olu"], "meetings:meeting", visit.uuid).status_code == 404


def test_the_page_of_the_consultation_leads_to_what_is_planned(client, cast, visit):
    text = page(client, cast["amina"], "concerns:consultation", visit.consultation.reference).content.decode()
    assert visit.title in text and reverse("meetings:meeting", args=[visit.uuid]) in text


def test_each_page_of_a_meeting_stands_in_the_trail(client, cast, visit):
    for route in ("meetings:meeting", "meetings:minutes"):
        before = Entry.objects.filter(verb="meeting.read", actor=str(cast["dan"].uuid)).count()
        page(client, cast["dan"], route, visit.uuid)
        assert Entry.objects.filter(verb="meeting.read", actor=str(cast["dan"].uuid)).count() == before + 1, route


# Planning


def test_sending_a_plan_twice_makes_one(cast):
    consultation = raised(cast["amina"])
    first = planned(cast["amina"], consultation, once_key="same")
    assert planned(cast["amina"], consultation, once_key="same") == first
    assert Meeting.objects.count() == 1 and words(cast["dan"]).count(INVITED) == 1


def test_nothing_is_kept_where_an_agency_has_nobody_to_invite(cast):
    consultation = raised(cast["amina"])
    PointOfContact.objects.filter(agency=cast["dan"].agency).update(person=None, deputy=None)
    with pytest.raises(NobodyThere):
        planned(cast["amina"], consultation)
    assert not Meeting.objects.exists() and not Seat.objects.exists()


def test_an_agency_can_lead_and_be_named_by_an_office(cast):
    meeting = planned(
        cast["amina"], raised(cast["amina"]), lead=cast["dan"].agency, agencies=[], office="Health visiting, duty"
    )
    assert meeting.lead == cast["dan"]
    assert [one.who for one in queries.seats_of(meeting)][-1] == "Health visiting, duty"


def test_an_office_without_an_account_is_not_said_to_be_told_already(client, cast):
    visit = planned(cast["amina"], raised(cast["amina"]), office="Alder Hill Academy, safeguarding lead")
    text = page(client, cast["amina"], "meetings:meeting", visit.uuid).content.decode()
    assert "Told by Amina" not in text and "Without an account here: Amina tells them" in text


def test_a_time_in_the_past_and_one_that_the_clock_leaves_out_are_refused_and_nothing_typed_is_lost(client, cast):
    consultation = raised(cast["amina"])
    fresh(client, cast["amina"])
    where = reverse("meetings:plan-visit", args=[consultation.reference])

    def sent(day, month, year, at, **more):
        named = {"starts_on_day": day, "starts_on_month": month, "starts_on_year": year, "starts_at": at}
        return client.post(
            where, {**PLAN, **named, "minutes": "60", "lead": "me", "once": "x", **more}
        ).content.decode()

    assert "still to come" in sent(1, 1, 2020, "10am")
    gap = sent(30, 3, 2031, "1:30am")
    assert "goes forward over this time" in gap and PLAN["safety"] in gap
    twice = sent(26, 10, 2031, "1:30am")
    assert "Say which of the two you mean" in twice and PLAN["safety"] in twice
    assert "Enter a time such as" in sent(26, 10, 2031, "2")
    assert not Meeting.objects.exists()
    sent(26, 10, 2031, "1:30am", starts_which="second")
    assert Meeting.objects.get().starts_at == datetime.datetime(2031, 10, 26, 1, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2:30pm", (14, 30)),
        ("14:30", (14, 30)),
        ("1430", (14, 30)),
        ("9am", (9, 0)),
        ("12am", (0, 0)),
        ("12pm", (12, 0)),
    ],
)
def test_a_time_is_read_as_people_write_it(text, meant):
    from kith.design.times import clock_time

    assert clock_time(text) == datetime.time(*meant)
    assert clock_time("2") is clock_time("25:00") is clock_time("13pm") is clock_time("soon") is None


def test_what_is_typed_is_kept_and_comes_back(client, cast):
    consultation = raised(cast["amina"])
    fresh(client, cast["amina"])
    where = reverse("meetings:plan-visit", args=[consultation.reference])
    kept = client.post(where, {"purpose": "Half a thought", "version": "0"}, headers={"X-Autosave": "1"})
    assert kept.status_code == 200 and kept.json()["version"] == 1
    assert client.post(where, {"purpose": "Other", "version": "0"}, headers={"X-Autosave": "1"}).status_code == 409
    assert "Half a thought" in client.get(where).content.decode()
    fresh(client, cast["carys"])
    assert "Half a thought" not in client.get(where).content.decode()
    fresh(client, cast["olu"])
    assert client.post(where, {"purpose": "x"}, headers={"X-Autosave": "1"}).status_code == 404


def test_half_typed_and_opened_again_without_its_link_it_knows_from_where_it_was_begun(client, cast):
    from kith.desk.tests.factories import decided as decide
    from kith.screening import actions as screening

    decision = decide(cast, outcomes=["strategy-discussion"])
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    consultation = decision.screening.consultation
    steps = {step.key: step for pathway in decision.pathways.all() for step in pathway.steps.all()}
    hold, deconflict = steps["hold"], steps["deconflict"]
    visit, question = planned(cast["amina"], consultation), asked_before(cast["amina"], consultation)
    fresh(client, cast["amina"])

    def typed(where, hidden, box, version="0"):
        said = {**hidden, box: "Half a thought", "version": version}
        return client.post(where, said, headers={"X-Autosave": "1"}).status_code

    for name, hidden, box in (
        ("ask-before", {"step_of": deconflict.uuid, "for": visit.uuid}, "what"),
        ("plan-visit", {"step_of": deconflict.uuid, "asked": question.uuid}, "purpose"),
        ("call-strategy", {"step_of": hold.uuid}, "purpose"),
    ):
        where = reverse(f"meetings:{name}", args=[consultation.reference])
        assert 'name="step_of"' not in client.get(where).content.decode(), name
        assert typed(where, hidden, box) == 200
        text = client.get(where).content.decode()
        assert "Half a thought" in text
        for field, key in hidden.items():
            assert f'name="{field}" value="{key}"' in text, (name, field)
        step = steps["hold" if name == "call-strategy" else "deconflict"]
        assert f"{step.pathway.title}: {step.title}" in text
        # Another link wins over what was remembered, and an empty one over both.
        other = client.get(f"{where}?step_of={steps['hold'].uuid}").content.decode()
        assert f'name="step_of" value="{steps["hold"].uuid}"' in other
        assert 'name="step_of"' not in client.get(f"{where}?step_of=").content.decode()
    # Sent from the page that was opened again, it is of its step.
    where = reverse("meetings:ask-before", args=[consultation.reference])
    said = {
        **STEP,
        "to": "police",
        "once": "k9",
        "version": "1",
        "step_of": str(deconflict.uuid),
        "for": str(visit.uuid),
    }
    said |= {"planned_on_day": "3", "planned_on_month": "3", "planned_on_year": "2031", "planned_at": "10:00"}
    assert client.post(where, said).status_code == 302
    sent = StepQuestion.objects.latest("pk")
    assert (sent.of_step, sent.meeting) == (deconflict, visit)
    assert 'name="step_of"' not in client.get(where).content.decode(), "once it is said, nothing is remembered"


def test_what_was_remembered_and_is_not_there_any_more_loses_no_words(client, cast):
    consultation, other = raised(cast["amina"]), raised(cast["amina"])
    elsewhere = planned(cast["amina"], other)
    fresh(client, cast["amina"])
    where = reverse("meetings:ask-before", args=[consultation.reference])
    visit = planned(cast["amina"], consultation)
    said = {"for": visit.uuid, "what": "Half a thought", "version": "0"}
    assert client.post(where, said, headers={"X-Autosave": "1"}).status_code == 200
    Meeting.objects.filter(pk=visit.pk).update(consultation=other)
    text = client.get(where).content.decode()
    assert "Half a thought" in text and 'name="for"' not in text
    assert client.get(f"{where}?for={elsewhere.uuid}").status_code == 404
    # Erased words leave nothing behind: where a form was opened from is no words.
    gone = {"for": visit.uuid, "what": "", "version": "1"}
    Meeting.objects.filter(pk=visit.pk).update(consultation=consultation)
    assert client.post(where, gone, headers={"X-Autosave": "1"}).status_code == 200
    text = client.get(where).content.decode()
    assert "Begun and not yet sent" not in text and 'name="for"' not in text


# Answers, times, changes


def test_an_answer_is_told_to_who_planned_it_and_says_what_one_will_and_will_not_say(client, cast, visit):
    actions.reply_to(
        cast["dan"], seat=seat(cast["dan"], visit), reply=Reply.ACCEPTED, will_say="Who I am.", will_not_say="Nothing."
    )
    assert "An invitation of yours was answered" in words(cast["amina"])
    text = page(client, cast["amina"], "meetings:meeting", visit.uuid).content.decode()
    assert "Will say: Who I am." in text and "Will be there" in text
    with pytest.raises(NotFound):
        actions.reply_to(cast["amina"], seat=seat(cast["dan"], visit), reply=Reply.DECLINED)


def test_another_time_is_offered_and_taken_and_everybody_else_is_asked_again(cast, visit):
    actions.invite(cast["amina"], meeting=visit, people=[cast["nia"]])
    later = (visit.starts_at + datetime.timedelta(days=1), visit.ends_at + datetime.timedelta(days=1))
    actions.reply_to(cast["nia"], seat=seat(cast["nia"], visit), reply=Reply.ACCEPTED)
    actions.reply_to(cast["dan"], seat=seat(cast["dan"], visit), reply=Reply.OTHER, offered=later)
    time = TimeOffered.objects.get()
    with pytest.raises(NotFound):
        actions.take_time(cast["dan"], time=time)
    actions.take_time(cast["amina"], time=time)
    visit.refresh_from_db()
    assert (visit.starts_at, visit.ends_at, visit.sequence) == (*later, 1)
    replies = {one.person.email.split("@")[0]: one.reply for one in queries.seats_of(visit)}
    assert replies == {"amina": Reply.ACCEPTED, "dan": Reply.ACCEPTED, "nia": Reply.WAITING}
    assert "A visit or a meeting has another time" in words(cast["nia"])


def test_a_colleague_goes_instead_and_leads_where_one_led(client, cast):
    meeting = planned(cast["amina"], raised(cast["amina"]), lead=cast["dan"].agency, agencies=[])
    mine = seat(cast["dan"], meeting)
    for wrong in ("olu", "rhys", "ines"):
        with pytest.raises(NotFound):
            actions.pass_seat(cast["dan"], seat=mine, to=cast[wrong])
    actions.pass_seat(cast["dan"], seat=mine, to=cast["nia"])
    meeting.refresh_from_db()
    assert meeting.lead == cast["nia"]
    assert page(client, cast["nia"], "meetings:meeting", meeting.uuid).status_code == 200
    assert page(client, cast["dan"], "meetings:meeting", meeting.uuid).status_code == 404


def test_a_change_meets_a_colleagues_change_and_neither_is_lost(client, cast, visit):
    fresh(client, cast["carys"])
    where = reverse("meetings:change", args=[visit.uuid])
    opened = client.get(where).content.decode()
    assert 'name="stands" value="1"' in opened
    plan = {name: getattr(visit, name) for name in actions.PLAN}
    actions.change_meeting(
        cast["amina"],
        meeting=visit,
        version=1,
        because="x",
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        **{**plan, "safety": "Amina’s plan"},
    )
    local = timezone.localtime(visit.starts_at)
    sent = {
        **plan,
        "safety": "Carys’s plan",
        "starts_on_day": local.day,
        "starts_on_month": local.month,
        "starts_on_year": local.year,
        "starts_at": f"{local:%H:%M}",
        "minutes": "60",
        "because": "Mine.",
        "stands": "1",
    }
    text = client.post(where, sent).content.decode()
    assert "Amina’s plan" in text and "Carys’s plan" in text and 'name="stands" value="2"' in text
    visit.refresh_from_db()
    assert visit.safety == "Amina’s plan"
    assert client.post(where, {**sent, "stands": "2"}).status_code == 302
    visit.refresh_from_db()
    assert visit.safety == "Carys’s plan" and visit.sequence == 0, "a calendar has nothing to learn"


def test_a_time_at_the_end_of_the_calendar_is_a_sentence_on_the_page(client, cast, visit):
    fresh(client, cast["amina"])
    where = reverse("meetings:change", args=[visit.uuid])
    far = {"starts_on_day": "31", "starts_on_month": "12", "starts_on_year": "9999", "starts_at": "23:59"}
    page = client.post(where, {**far, "minutes": "240", "because": "x", "stands": "1", "purpose": "x"})
    assert page.status_code == 200 and "is too far ahead. Check the year" in page.content.decode()


def test_it_is_cancelled_with_a_reason_and_once(client, cast, visit):
    question = asked_before(cast["amina"], visit.consultation, meeting=visit)
    fresh(client, cast["amina"])
    where = reverse("meetings:cancel", args=[visit.uuid])
    assert "Write why" in client.post(where, {"because": ""}).content.decode()
    for _ in range(2):
        assert client.post(where, {"because": "Police asked us to wait."}).status_code == 302
    question.refresh_from_db()
    assert question.withdrawn_at and "A step that you were asked about is not taken" in words(cast["dan"])
    visit.refresh_from_db()
    assert visit.cancelled_at and visit.sequence == 1 and visit.changes.count() == 1
    assert words(cast["dan"]).count("A visit or a meeting is cancelled") == 1
    text = page(client, cast["dan"], "meetings:meeting", visit.uuid).content.decode()
    assert "It does not take place" in text and "Police asked us to wait." in text
    for act in (
        lambda: actions.reply_to(cast["dan"], seat=seat(cast["dan"], visit), reply=Reply.ACCEPTED),
        lambda: actions.invite(cast["amina"], meeting=visit, people=[cast["nia"]]),
        lambda: accounted(cast["amina"], begun(visit), without_because="x"),
    ):
        with pytest.raises(NotFound):
            act()


# What came of it


def test_what_came_of_a_visit_keeps_the_childs_words_apart_and_each_agencys_attendance(client, cast, visit):
    with pytest.raises(NotFound):
        accounted(cast["amina"], visit, without_because="x")  # it has not begun
    visit = begun(visit)
    cut(cast["dan"], asked_before(cast["amina"], visit.consultation, meeting=visit), "go")
    here = {str(one.uuid): "attended" for one in queries.seats_of(visit)}
    first = accounted(cast["amina"], visit, here)
    text = page(client, cast["dan"], "meetings:meeting", visit.uuid).content.decode()
    assert '<blockquote class="kith-voice">Daddy shouts.</blockquote>' in text and "Was there" in text
    assert "What came of a visit or a meeting was written down" in words(cast["dan"])
    second = accounted(cast["amina"], visit, here, heard="Put right.")
    assert second.replaces == first
    text = page(client, cast["dan"], "meetings:meeting", visit.uuid).content.decode()
    assert "Put right." in text and "more afraid of him" in text, "both can be read"
    with pytest.raises(TypeError):
        first.save()
    for who in ("dan", "petra", "olu"):
        with pytest.raises(NotFound):
            accounted(cast[who], visit)


def test_without_the_childs_words_it_says_why(client, cast, strategy):
    fresh(client, cast["carys"])
    where = reverse("meetings:account", args=[strategy.uuid])
    seats = {f"seat_{one.uuid}": "attended" for one in queries.seats_of(strategy)}
    refused = client.post(where, {**seats, "heard": "All spoke.", "once": "a"}).content.decode()
    assert "Write what the child said, or below why there is nothing" in refused and "All spoke." in refused
    sent = {**seats, "heard": "All spoke.", "no_words_because": "Not seen yet.", "once": "a"}
    for _ in range(2):
        assert client.post(where, sent).status_code == 302
    assert Account.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(meeting=strategy, written_by=cast["carys"], heard="x", once_key="z")


def test_the_chronology_says_that_it_took_place_to_those_who_may_see_it(cast, visit):
    visit = begun(visit)
    reference = visit.consultation.reference
    assert not [line for line in chronology_for(cast["amina"], reference).lines if line.kind == "meeting"]
    here = {str(one.uuid): "attended" for one in queries.seats_of(visit)}
    accounted(cast["amina"], visit, here, without_because="He was at the door.")
    (line,) = [line for line in chronology_for(cast["amina"], reference).lines if line.kind == "meeting"]
    assert line.title == "Joint visit held" and "Midvale Police" in line.text and line.childs_words == "Daddy shouts."
    assert ACCOUNT["heard"] not in line.text and PLAN["place"] not in line.text


def test_a_view_stands_in_the_words_of_its_agency(cast, strategy):
    actions.keep_view(cast["dan"], seat=seat(cast["dan"], strategy), view="We would wait.")
    assert seat(cast["dan"], strategy).view_by == cast["dan"]
    for who in ("carys", "amina", "olu"):
        with pytest.raises(NotFound):
            actions.keep_view(cast[who], seat=seat(cast["dan"], strategy), view="They agree.")
    actions.invite(cast["carys"], meeting=planned(cast["carys"], raised(cast["amina"]), Kind.STRATEGY), office="GP")
    office = Seat.objects.get(office="GP")
    actions.keep_view(cast["carys"], seat=office, view="Weight is fine.")
    assert office.meeting.seats.get(office="GP").view == "Weight is fine."


def test_a_decision_never_changes_and_dissent_stands_by_name(client, cast, strategy):
    decision = decided(cast["carys"], strategy)
    with pytest.raises(TypeError):
        decision.save()
    where = reverse("meetings:dissent", args=[decision.uuid])
    fresh(client, cast["dan"])
    mine = str(seat(cast["dan"], strategy).uuid)
    for _ in range(2):
        assert client.post(where, {"seat": mine, "words": "Too early.", "once": "d"}).status_code == 302
    dissent = Dissent.objects.get()
    assert dissent.seat.person == cast["dan"] and dissent.recorded_by == cast["dan"]
    assert "Somebody sees a meeting’s decision differently" in words(cast["carys"])
    with pytest.raises(NotFound):  # nobody dissents for somebody with an account
        actions.keep_dissent(
            cast["carys"], decision=decision, seat=seat(cast["dan"], strategy), words="x", once_key="y"
        )
    text = page(client, cast["amina"], "meetings:meeting", strategy.uuid).content.decode()
    assert "Dan, Midvale Police, Prevent team sees it differently:" in text
    new = decided(cast["carys"], strategy, text="They begin on Friday.", replaces=decision)
    assert MeetingDecision.objects.get(replaces=decision) == new
    with pytest.raises(NotFound):
        decided(cast["carys"], strategy, replaces=decision)
    for who in ("dan", "bola", "olu"):
        with pytest.raises(NotFound):
            decided(cast[who], strategy)


def test_a_visit_decides_nothing(cast, visit):
    with pytest.raises(NotFound):
        decided(cast["amina"], begun(visit))


def test_an_action_waits_on_the_home_of_its_owner_and_is_chased(client, cast, strategy):
    today = timezone.localdate()
    action = action_for(cast["carys"], strategy, cast["dan"], today + datetime.timedelta(days=2))
    assert "A meeting gave you something to do" in words(cast["dan"])

    def home(who):
        return [row.words for group in waiting_for(cast[who]) for row in group.rows]

    assert f"Agreed at {strategy.title}" in home("dan") and f"Agreed at {strategy.title}" not in home("nia")
    chase = lambda day: actions.chase_actions("system:worker", today=day)  # noqa: E731
    day = datetime.timedelta(days=1)
    assert chase(action.due_on - day) == 0
    assert chase(action.due_on) == 1 and chase(action.due_on) == 0
    assert "An action of yours from a meeting is due" in words(cast["dan"])
    assert chase(action.due_on + day) == 1 and chase(action.due_on + day) == 0
    late = "An action of a meeting is late"
    assert late in words(cast["dan"]) and late in words(cast["carys"])
    fresh(client, cast["dan"])
    where = reverse("meetings:action-done", args=[action.uuid])
    assert client.post(where, {"note": "Rang her."}).status_code == 302
    assert client.post(where, {"note": "Other."}).status_code == 302
    action.refresh_from_db()
    assert (action.done_by, action.note) == (cast["dan"], "Rang her.")
    assert f"Agreed at {strategy.title}" not in home("dan")
    assert chase(action.due_on + 9 * day) == 0


def test_only_who_reads_the_meeting_can_be_given_an_action(cast, strategy):
    for who in ("nia", "olu", "esme", "rhys"):
        with pytest.raises(NotFound):
            action_for(cast["carys"], strategy, cast[who])
    assert not MeetingAction.objects.exists()


def test_nobody_finishes_the_action_of_another_but_who_arranges(cast, strategy):
    action = action_for(cast["carys"], strategy, cast["dan"])
    for who in ("petra", "bola", "nia", "olu"):
        with pytest.raises(NotFound):
            actions.finish_action(cast[who], action=action, note="x")
    actions.finish_action(cast["amina"], action=action, note="Dan rang.")  # she owns the matter


def test_a_strategy_discussion_is_called_from_its_step_on_the_pathway(client, cast):
    from kith.desk.tests.factories import decided as decide
    from kith.screening import actions as screening

    decision = decide(cast, outcomes=["strategy-discussion"])
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    reference = decision.screening.consultation.reference
    text = page(client, cast["carys"], "screening:decision", reference).content.decode()
    assert reverse("meetings:call-strategy", args=[reference]) in text
    assert reverse("meetings:ask-before", args=[reference]) in text
    assert page(client, cast["carys"], "meetings:call-strategy", reference).status_code == 200


def test_what_began_from_a_step_and_the_step_lead_to_each_other_for_who_reads_the_matter(client, cast):
    from kith.desk.tests.factories import decided as decide
    from kith.screening import actions as screening

    decision = decide(cast, outcomes=["strategy-discussion"], name="Poppy", named=True)
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    consultation = decision.screening.consultation
    steps = {step.key: step for pathway in decision.pathways.all() for step in pathway.steps.all()}
    hold = steps["hold"]
    form = page(client, cast["carys"], "meetings:call-strategy", consultation.reference).content.decode()
    assert 'name="step_of"' not in form
    address = reverse("meetings:call-strategy", args=[consultation.reference])
    day = timezone.localdate() + datetime.timedelta(days=7)
    said = {
        "once": "k1",
        "step_of": str(hold.uuid),
        "purpose": "Whether enquiries begin.",
        "starts_on_day": day.day,
        "starts_on_month": day.month,
        "starts_on_year": day.year,
        "starts_at": "10:00",
        "minutes": "60",
        "lead": "me",
        "agencies": ["police"],
    }
    assert f'name="step_of" value="{hold.uuid}"' in client.get(f"{address}?step_of={hold.uuid}").content.decode()
    answer = client.post(address, said)
    assert answer.status_code == 302, answer.content.decode()
    meeting = Meeting.objects.get()
    assert meeting.of_step == hold
    question = asked_before(cast["amina"], consultation, of_step=steps["deconflict"])

    back = f"{reverse('screening:decision', args=[consultation.reference])}#step-"
    for who in ("carys", "amina"):
        assert f"{back}{hold.uuid}" in page(client, cast[who], "meetings:meeting", meeting.uuid).content.decode()
        asked = page(client, cast[who], "meetings:before", question.uuid).content.decode()
        assert f"{back}{steps['deconflict'].uuid}" in asked
    pathway = page(client, cast["amina"], "screening:decision", consultation.reference).content.decode()
    assert reverse("meetings:meeting", args=[meeting.uuid]) in pathway and meeting.title in pathway
    assert reverse("meetings:before", args=[question.uuid]) in pathway
    # Who is invited or asked reads neither the step nor its pathway.
    for route, row in (("meetings:meeting", meeting), ("meetings:before", question)):
        theirs = page(client, cast["dan"], route, row.uuid).content.decode()
        assert "#step-" not in theirs and hold.title not in theirs and consultation.reference not in theirs
    # A step of another matter is refused, and so is one that is not there.
    other = raised(cast["amina"])
    for wrong in (hold.uuid, meeting.uuid):
        address = reverse("meetings:call-strategy", args=[other.reference])
        assert client.get(f"{address}?step_of={wrong}").status_code == 404
    with pytest.raises(NotFound):
        planned(cast["amina"], other, Kind.STRATEGY, of_step=hold)


def test_minutes_carry_marking_reader_and_time(client, cast, strategy):
    import io

    from pypdf import PdfReader

    decided(cast["carys"], strategy, set_aside="Section 17 alone.")
    text = page(client, cast["dan"], "meetings:minutes", strategy.uuid).content.decode()
    assert "OFFICIAL-SENSITIVE. Printed by Dan" in text and "Section 47 enquiries begin." in text
    assert "Considered and set aside: Section 17 alone." in text
    answer = client.get(reverse("meetings:minutes-pdf", args=[strategy.uuid]))
    printed = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    assert "OFFICIAL-SENSITIVE" in printed and "made for Dan" in printed and "Section 47" in printed
    assert "Section 17 alone." in printed
    assert strategy.consultation.reference not in printed
    assert Entry.objects.filter(verb="meeting.minutes", actor=str(cast["dan"].uuid)).count() == 1


# Ids swapped


def test_what_hangs_from_another_meeting_is_not_there(client, cast, visit, strategy):
    other = planned(cast["rhys"], raised(cast["rhys"]), agencies=[])
    fresh(client, cast["amina"])
    theirs = queries.seats_of(other)[0]
    assert client.post(reverse("meetings:end-seat", args=[theirs.uuid])).status_code == 404
    time = TimeOffered.objects.create(meeting=other, starts_at=soon(5), ends_at=soon(6), offered_by=cast["rhys"])
    assert client.post(reverse("meetings:take-time", args=[time.uuid])).status_code == 404
    with pytest.raises(NotFound):
        actions.keep_dissent(
            cast["dan"],
            decision=decided(cast["carys"], strategy),
            seat=seat(cast["dan"], visit),
            words="x",
            once_key="y",
        )
    consultation = raised(cast["amina"])
    where = reverse("meetings:ask-before", args=[consultation.reference])
    assert client.get(f"{where}?for={visit.uuid}").status_code == 404, "a visit of another matter"
    assert client.get(f"{where}?for={other.uuid}").status_code == 404
    assert client.get(f"{where}?for=nonsense").status_code == 200
    question = asked_before(cast["amina"], visit.consultation)
    plan = reverse("meetings:plan-visit", args=[consultation.reference])
    assert STEP_OF not in client.get(f"{plan}?asked={question.uuid}").content.decode()


STEP_OF = "We see the children and their mother."


def test_the_faces_of_both_rules_agree_over_the_whole_cast(cast, visit, strategy):
    give_part(cast["amina"], consultation=visit.consultation, person=cast["olu"], because="x")
    question = asked_before(cast["amina"], visit.consultation, meeting=visit)
    bars = [(visit.consultation, "petra"), (strategy.consultation, "dan")]
    for matter, who in bars:
        ConsultationBar.objects.create(matter=matter, person=cast[who], placed_by=cast["bola"], reason="x")
    for row in (visit, strategy):
        by_rows = {p.pk for p in cast.values() if Meeting.objects.filter(rules.sees_meeting(p), pk=row.pk).exists()}
        assert by_rows == {p.pk for p in rules.people_who_see_meeting(row)} and by_rows
    by_rows = {
        p.pk for p in cast.values() if StepQuestion.objects.filter(rules.sees_question(p), pk=question.pk).exists()
    }
    assert by_rows == {p.pk for p in rules.people_who_see_question(question)} and by_rows


def test_pages_ask_a_fixed_number_of_questions(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    consultation = raised(cast["amina"])

    def count(route, *args):
        fresh(client, cast["amina"])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(route, args=args)).status_code == 200
        return len(asked)

    def add():
        visit = planned(cast["amina"], consultation)
        asked_before(cast["amina"], consultation, meeting=visit)

    add()
    routes = [("meetings:mine",), ("meetings:of-matter", consultation.reference), ("desk:home",)]
    for route in routes:
        count(*route)  # what is read once and then known
    before = [count(*route) for route in routes]
    for _ in range(3):
        add()
    assert [count(*route) for route in routes] == before
