"""The question before a visible step: no reason leaves the police, changes are told at once, lateness escalates."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns.models import ConsultationBar, ConsultationEmergency
from kith.desk.queries import notices_of
from kith.desk.tests.factories import fresh, raised
from kith.meetings import actions, queries, rules
from kith.meetings.models import StepAnswer, StepEscalation, StepQuestion, StepTaken
from kith.people.models import Absence, Person, PointOfContact

from .factories import STEP, accounted, asked_before, begun, cut, planned, police, soon

pytestmark = pytest.mark.django_db
CHANGED = "An answer about a step has changed: read it before you act"
ANSWERED = "You have an answer about a step: read it before you act"
LATE = "An answer about a step is late"


@pytest.fixture
def question(cast):
    return asked_before(cast["amina"], raised(cast["amina"], name="Poppy", named=True))


def words(person):
    return [notice.words for notice in notices_of(Person.objects.get(pk=person.pk))]


def page(client, person, route, *args):
    fresh(client, person)
    return client.get(reverse(route, args=args))


def test_the_contact_and_the_deputy_receive_it_and_nothing_of_the_record(client, cast, question):
    for who in ("dan", "nia"):
        answer = page(client, cast[who], "meetings:before", question.uuid)
        assert answer.status_code == 200 and STEP["what"] in answer.content.decode(), who
        assert question.consultation.reference not in answer.content.decode()
        assert "Social care asks whether a step would cut across anything" in words(cast[who])
        assert page(client, cast[who], "concerns:consultation", question.consultation.reference).status_code == 404
    for who in ("olu", "vera", "esme", "rhys", "ines"):
        assert page(client, cast[who], "meetings:before", question.uuid).status_code == 404, who


def test_who_covers_answers_while_the_contact_is_away(cast):
    today = timezone.localdate()
    contact = PointOfContact.objects.get(agency=police(cast["amina"]), subject="information")
    Absence.objects.create(contact=contact, first_day=today, last_day=today, cover=cast["nia"])
    question = asked_before(cast["amina"], raised(cast["amina"]))
    assert rules.may_answer_question(cast["nia"], question) and not rules.may_answer_question(cast["dan"], question)


@pytest.mark.parametrize(
    ("kind", "until", "said"),
    [("go", None, "Go ahead"), ("wait", 3, "Wait until"), ("speak", None, "Ring Dan, <a")],
)
def test_the_worker_learns_what_to_do_and_never_why(client, cast, question, kind, until, said):
    until = timezone.localdate() + datetime.timedelta(days=until) if until else None
    cut(cast["dan"], question, kind, wait_until=until)
    assert ANSWERED in words(cast["amina"])
    text = page(client, cast["amina"], "meetings:before", question.uuid).content.decode()
    assert said in text and (until is None or f"{until.day} {until:%B %Y}" in text)


def test_an_answer_has_no_place_for_a_reason(client, cast, question):
    columns = {field.name for field in StepAnswer._meta.get_fields()}
    assert columns == {"id", "question", "uuid", "kind", "wait_until", "made_by", "made_at", "once_key"}
    form = page(client, cast["dan"], "meetings:before", question.uuid).content.decode()
    where = reverse("meetings:answer-before", args=[question.uuid])
    form = form[form.index(f'action="{where}"') :]
    assert "<textarea" not in form[: form.index("</form>")]


def test_a_wait_names_its_day_and_nothing_else_does(client, cast, question):
    fresh(client, cast["dan"])
    where = reverse("meetings:answer-before", args=[question.uuid])
    assert "Enter the day until which they should wait" in client.post(where, {"kind": "wait"}).content.decode()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    old = {
        "wait_until_day": yesterday.day,
        "wait_until_month": yesterday.month,
        "wait_until_year": yesterday.year,
    }
    assert "today or later" in client.post(where, {"kind": "wait", **old}).content.decode()
    assert not StepAnswer.objects.exists()
    client.post(where, {"kind": "go", **old})
    assert StepAnswer.objects.get().wait_until is None


def test_a_changed_answer_and_one_taken_back_are_told_at_once_and_stand_on_the_visit(client, cast):
    visit = planned(cast["amina"], raised(cast["amina"]))
    question = asked_before(cast["amina"], visit.consultation, meeting=visit)

    def shown():
        return page(client, cast["amina"], "meetings:meeting", visit.uuid).content.decode()

    assert "No answer yet" in shown() and not queries.is_cleared(visit)
    cut(cast["dan"], question, "go")
    assert "Go ahead" in shown() and queries.is_cleared(visit)
    cut(cast["nia"], question, "wait", wait_until=timezone.localdate() + datetime.timedelta(days=2))
    assert CHANGED in words(cast["amina"])
    assert "Wait until" in shown() and "Go ahead" not in shown() and not queries.is_cleared(visit)
    cut(cast["dan"], question, "go")
    page(client, cast["amina"], "meetings:before", question.uuid)
    before = words(cast["amina"]).count(CHANGED)
    actions.take_back(cast["dan"], question=question, once_key="b")
    actions.take_back(cast["dan"], question=question, once_key="b")
    assert words(cast["amina"]).count(CHANGED) == before + 1
    assert "taken back: do not act on it" in shown() and not queries.is_cleared(visit)
    with pytest.raises(NotFound):
        actions.take_back(cast["dan"], question=question, once_key="c")


def test_an_answer_about_one_time_is_none_about_another(client, cast):
    visit = planned(cast["amina"], raised(cast["amina"]))
    question = asked_before(cast["amina"], visit.consultation, meeting=visit)
    cut(cast["dan"], question, "go")
    later = visit.starts_at + datetime.timedelta(days=1)
    plan = {name: getattr(visit, name) for name in actions.PLAN}
    actions.change_meeting(
        cast["amina"],
        meeting=visit,
        version=visit.version,
        because="School ends later.",
        starts_at=later,
        ends_at=later + datetime.timedelta(hours=1),
        **plan,
    )
    visit.refresh_from_db()
    assert not queries.is_cleared(visit)
    moved = "The time of a step that you were asked about has changed: it waits for your answer again"
    assert moved in words(cast["dan"])
    assert queries.question_for(cast["dan"], question.uuid).planned_for == later
    assert [row.pk for row in queries.questions_to_us(cast["dan"])] == [question.pk]
    cut(cast["dan"], question, "go")
    assert queries.is_cleared(visit)


def test_acting_without_an_answer_takes_a_reason_and_is_told(client, cast, question):
    fresh(client, cast["amina"])
    where = reverse("meetings:before-without", args=[question.uuid])
    assert "Write why" in client.post(where, {"because": " "}).content.decode()
    assert not StepTaken.objects.exists()
    for _ in range(2):
        client.post(where, {"because": "She rang: he was at the door.", "once": "x"})
    assert StepTaken.objects.get().by == cast["amina"]
    assert "A step that you were asked about was taken without an answer to go ahead" in words(cast["dan"])
    cut(cast["dan"], question, "go")
    assert client.post(where, {"because": "Again."}).status_code == 404, "an answer to go ahead needs no reason"


def test_a_visit_that_went_without_an_answer_says_why_before_anything_is_kept(cast):
    for make in (lambda visit: None, lambda visit: asked_before(cast["amina"], visit.consultation, meeting=visit)):
        visit = planned(cast["amina"], raised(cast["amina"]))
        make(visit)
        visit = begun(visit)
        with pytest.raises(actions.NoAnswer):
            accounted(cast["amina"], visit)
        assert not visit.accounts.exists()
        accounted(cast["amina"], visit, without_because="He was at the door.")
        assert visit.taken.get().because == "He was at the door."


def test_why_a_visit_went_without_asking_is_read_by_its_own_side_and_nobody_is_said_to_be_told(client, cast):
    visit = begun(planned(cast["amina"], raised(cast["amina"])))
    form = page(client, cast["amina"], "meetings:account", visit.uuid).content.decode()
    assert "Kept with your name" in form and "They are told" not in form, "police who were not asked are told nothing"
    accounted(cast["amina"], visit, without_because="He was at the door.")
    for who, reads in (("amina", True), ("bola", True), ("carys", True), ("dan", False)):
        text = page(client, cast[who], "meetings:meeting", visit.uuid).content.decode()
        assert ("He was at the door." in text) == reads and "12 Rowan Close" in text, who


def test_of_a_visit_that_was_asked_about_the_form_says_that_the_police_are_told(client, cast):
    visit = planned(cast["amina"], raised(cast["amina"]))
    asked_before(cast["amina"], visit.consultation, meeting=visit)
    form = page(client, cast["amina"], "meetings:account", begun(visit).uuid).content.decode()
    assert "Kept with your name. They are told that it took place." in form


def test_who_is_asked_reads_whom_to_ring_at_the_side_that_asks(client, cast, question):
    telephone = cast["amina"].telephone
    assert telephone and telephone in page(client, cast["dan"], "meetings:before", question.uuid).content.decode()
    cut(cast["dan"], question, "speak")
    mine = page(client, cast["dan"], "meetings:before", question.uuid).content.decode()
    assert "Ring Dan" not in mine and telephone in mine, "nobody is told to ring themselves"
    theirs = page(client, cast["amina"], "meetings:before", question.uuid).content.decode()
    assert "Ring Dan" in theirs and telephone not in theirs


def test_once_the_visit_is_written_down_nobody_changes_or_withdraws_what_was_answered(client, cast):
    visit = planned(cast["amina"], raised(cast["amina"]))
    question = asked_before(cast["amina"], visit.consultation, meeting=visit)
    cut(cast["dan"], question)
    ours, theirs = (page(client, cast[who], "meetings:before", question.uuid) for who in ("amina", "dan"))
    assert "Withdraw: the step" in ours.content.decode() and "Take the answer back" in theirs.content.decode()
    accounted(cast["amina"], begun(visit))
    ours, theirs = (page(client, cast[who], "meetings:before", question.uuid) for who in ("amina", "dan"))
    assert "Go ahead" in theirs.content.decode() and "Withdraw: the step" not in ours.content.decode()
    assert "Take the answer back" not in theirs.content.decode() and "Answer anew" not in theirs.content.decode()
    for act in (
        lambda: cut(cast["dan"], question, kind="speak"),
        lambda: actions.take_back(cast["dan"], question=question, once_key="late"),
        lambda: actions.withdraw_question(cast["amina"], question=question),
    ):
        with pytest.raises(NotFound):
            act()


def test_it_is_due_by_the_clock_or_on_the_day_of_the_step(cast):
    from kith.toolkit.queries import due_on_at_the_latest

    consultation = raised(cast["amina"])
    far = asked_before(cast["amina"], consultation, planned_for=soon(24 * 20))
    today = timezone.localdate()
    assert far.answer_by == due_on_at_the_latest(cast["amina"].authority_id, "before-step-answer", today) > today
    near = asked_before(cast["amina"], consultation, planned_for=timezone.now() + datetime.timedelta(minutes=1))
    assert near.answer_by == timezone.localdate(near.planned_for)


def test_what_is_late_is_told_in_steps_to_both_sides_and_each_step_once(cast, question):
    day = datetime.timedelta(days=1)
    run = lambda today: actions.escalate_late_questions("system:worker", today=today)  # noqa: E731
    assert run(question.answer_by) == 0
    assert run(question.answer_by + day) == 1 and run(question.answer_by + day) == 0
    for who in ("dan", "nia", "amina", "carys"):
        assert LATE in words(cast[who]), who
    assert not any(LATE in text for text in words(cast["ines"]))
    run(question.answer_by + 14 * day)
    assert any(LATE in text for text in words(cast["ines"]))
    assert list(StepEscalation.objects.values_list("step", flat=True).order_by("step")) == [1, 2]
    cut(cast["dan"], question, "go")
    assert run(question.answer_by + 30 * day) == 0
    for who in ("olu", "rhys", "tom"):
        assert not any(LATE in text for text in words(cast[who])), who
    with pytest.raises(NotFound):
        actions.escalate_late_questions("system:init", today=question.answer_by)


def test_a_conflict_of_interest_beats_every_part(client, cast, question):
    for who in ("amina", "dan"):
        assert page(client, cast[who], "meetings:before", question.uuid).status_code == 200
        ConsultationBar.objects.create(
            matter=question.consultation, person=cast[who], placed_by=cast["bola"], reason="Her cousin"
        )
        assert page(client, cast[who], "meetings:before", question.uuid).status_code == 404, who
        assert not [text for text in words(cast[who]) if "step" in text], who
    with pytest.raises(NotFound):
        cut(cast["dan"], question)


def test_rights_that_end_end_for_questions_too(client, cast, question):
    assert page(client, cast["dan"], "meetings:before", question.uuid).status_code == 200
    Person.objects.filter(pk=cast["dan"].pk).update(agency=cast["esme"].agency)
    assert page(client, Person.objects.get(pk=cast["dan"].pk), "meetings:before", question.uuid).status_code == 404


def test_reading_in_an_emergency_opens_no_question(client, cast, question):
    ConsultationEmergency.objects.create(
        matter=question.consultation,
        person=cast["olu"],
        reason="x" * 30,
        ends=timezone.now() + datetime.timedelta(hours=1),
    )
    reference = question.consultation.reference
    assert page(client, cast["olu"], "concerns:consultation", reference).status_code == 200
    listed = page(client, cast["olu"], "meetings:of-matter", reference).content.decode()
    assert str(question.uuid) not in listed
    assert page(client, cast["olu"], "meetings:before", question.uuid).status_code == 404


def test_only_police_are_asked_and_only_of_the_same_authority(cast):
    from kith.people.models import Agency

    consultation = raised(cast["amina"])
    for agency in (
        Agency.objects.get(authority=cast["rhys"].authority, key="police")
        if Agency.objects.filter(authority=cast["rhys"].authority, key="police").exists()
        else cast["rhys"].agency,
        cast["amina"].agency,
        cast["hal"].agency,
    ):
        with pytest.raises(NotFound):
            actions.ask_before_step(
                cast["amina"], consultation=consultation, to_agency=agency, once_key="x", planned_for=soon(), **STEP
            )
    assert not StepQuestion.objects.exists()


def test_sending_twice_asks_once_and_answers_once(client, cast):
    consultation = raised(cast["amina"])
    fresh(client, cast["amina"])
    day = soon(72).astimezone()
    sent = {
        **STEP,
        "to": "police",
        "planned_on_day": day.day,
        "planned_on_month": day.month,
        "planned_on_year": day.year,
        "planned_at": "2:30pm",
        "once": "one",
    }
    where = reverse("meetings:ask-before", args=[consultation.reference])
    first, second = client.post(where, sent), client.post(where, sent)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    question = StepQuestion.objects.get()
    assert f"{question.planned_for.astimezone(datetime.UTC):%H}" in ("13", "14")
    fresh(client, cast["dan"])
    for _ in range(2):
        client.post(reverse("meetings:answer-before", args=[question.uuid]), {"kind": "go", "once": "a"})
    assert StepAnswer.objects.count() == 1


def test_no_event_and_no_notice_says_what_was_answered(cast, question):
    cut(cast["dan"], question, "wait", wait_until=timezone.localdate())
    entry = Entry.objects.get(verb="before-step.answered")
    assert set(entry.details) == {"to", "again"} and "wait" not in str(entry.details)
    assert not any("wait" in text.lower() and "step" in text for text in words(cast["amina"]))
