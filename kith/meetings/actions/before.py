"""The question before a visible step: asked, answered without why, changed, taken back, told of when it is late."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import NobodyThere, own_key, require
from kith.audit.actions import record
from kith.concerns.rules import people_kept_from
from kith.people.queries import carrier_of, locked_person, manager_of, members_of, people_with_role, who_receives
from kith.people.words import AgencyKind, Role, named
from kith.screening.rules import is_step_of
from kith.toolkit.queries import due_on_at_the_latest

from .. import queries, rules
from ..events import StepAnswered, StepAsked, StepLate, StepMoved, StepPartGiven, StepRead, StepWithdrawn, WentAhead
from ..models import Meeting, StepAnswer, StepEscalation, StepPart, StepQuestion, StepTaken
from ..words import ANSWER, ASKED, CUTS, ESCALATE, Cut


def _once(within, key: str) -> str:
    """A key of one sending, for one record, whoever sends it; `own_key` is of one person."""
    return f"{within}:{key}"[:100]


def _due(authority_id: int, since: date, planned: date | None = None) -> date:
    """The day of the authority’s clock, or that of the step where it is earlier; never a day that is over."""
    due = due_on_at_the_latest(authority_id, ANSWER, since) or planned or since
    return max(since, min(due, planned)) if planned else due


@transaction.atomic
def ask_before_step(
    by, *, consultation, to_agency, once_key: str, meeting: Meeting | None = None, of_step=None, **said
) -> StepQuestion:
    """The police’s point of contact, or who covers, has the question. Sending twice makes one.

    An answer is due by the authority’s clock, or on the day of the step where that is earlier. Raises NobodyThere where
    nobody receives it today: nothing is then sent.
    """
    require(rules.may_ask_before(by, consultation))
    require(to_agency.authority_id == by.authority_id and to_agency.pk != by.agency_id)
    require(to_agency.kind == AgencyKind.POLICE)
    require(meeting is None or (meeting.consultation_id == consultation.pk and rules.arranges(by, meeting)))
    require(of_step is None or is_step_of(of_step, consultation))
    locked_person(by)
    once_key = own_key(by, once_key, consultation)
    if once := queries.question_sent_before(by, once_key):
        return once
    now = timezone.now()
    receivers = who_receives(to_agency, on=timezone.localdate())
    if not receivers:
        raise NobodyThere(
            f"{to_agency.name} has nobody in Kith to answer today. Ring them before the step, and tell your administrator."
        )
    planned = timezone.localdate(said["planned_for"])
    question = StepQuestion.objects.create(
        authority=by.authority,
        consultation=consultation,
        meeting=meeting,
        of_step=of_step,
        from_agency=by.agency,
        to_agency=to_agency,
        asked_by=by,
        asked_at=now,
        once_key=once_key,
        answer_by=_due(by.authority_id, timezone.localdate(now), planned),
        **said,
    )
    for person in receivers:
        StepPart.objects.create(matter=question, person=person, reason="receives")
    event = StepAsked(subject=question.subject, to=named(receivers), matter=consultation.subject)
    record(event, by=by, after={**said, "planned_for": str(said["planned_for"])})
    return question


def _locked(question: StepQuestion) -> StepQuestion:
    rows = StepQuestion.objects.select_for_update(of=("self",))
    return rows.select_related("consultation", "to_agency", "from_agency", "asked_by", "meeting").get(pk=question.pk)


def _asking_side(question: StepQuestion) -> list:
    """Who asked, their manager, and who arranges the visit that it is about: those of them who read the question."""
    wanted = {question.asked_by_id}
    successor = carrier_of(ASKED, str(question.uuid))
    if successor is not None:
        wanted.add(successor.pk)
    manager = manager_of(question.asked_by)
    if manager is not None:
        wanted.add(manager.pk)
    if question.meeting is not None:
        wanted |= {question.meeting.called_by_id, question.meeting.lead_id}
    people = rules.people_who_see_question(question)
    return [p for p in people if p.pk in wanted and p.agency_id == question.from_agency_id]


def _answering_side(question: StepQuestion) -> list:
    """Who received the question and may still read it."""
    parts = StepPart.objects.filter(matter=question, person__isnull=False, ends=None)
    keys = set(parts.values_list("person_id", flat=True))
    return [person for person in rules.people_who_see_question(question) if person.pk in keys]


@transaction.atomic
def answer_question(by, *, question: StepQuestion, kind: str, once_key: str, wait_until: date | None = None) -> None:
    """The answer stands, in place of the one before, and who asked is told at once. Sending twice makes one answer.

    Raises ValueError where it is none that can be given, or a wait that names no day.
    """
    question = _locked(question)
    require(rules.may_answer_question(by, question))
    once_key = _once(question.uuid, once_key)
    if StepAnswer.objects.filter(question=question, once_key=once_key).exists():
        return
    if kind not in dict(CUTS) or (kind == Cut.WAIT) != (wait_until is not None):
        raise ValueError("An answer is go ahead, wait until a day, or speak to me.")
    _answer(by, question, kind, once_key, wait_until)


def _answer(by, question: StepQuestion, kind: str, once_key: str, wait_until: date | None = None) -> None:
    again = StepAnswer.objects.filter(question=question).exists()
    StepAnswer.objects.create(question=question, kind=kind, wait_until=wait_until, made_by=by, once_key=once_key)
    record(StepAnswered(subject=question.subject, to=named(_asking_side(question)), again=again), by=by)


@transaction.atomic
def take_back(by, *, question: StepQuestion, once_key: str) -> None:
    """No answer stands, who asked is told at once, and a new one is due. Taking back again changes nothing."""
    question, once_key = _locked(question), _once(question.uuid, once_key)
    if StepAnswer.objects.filter(question=question, once_key=once_key).exists() and rules.may_answer_question(
        by, question
    ):
        return
    require(rules.may_take_back(by, question))
    question.answer_by = _due(question.authority_id, timezone.localdate())
    question.save(update_fields=["answer_by"])
    _answer(by, question, Cut.BACK, once_key)


@transaction.atomic
def give_question(by, *, question: StepQuestion, to) -> None:
    """A colleague of the same agency may read and answer the question."""
    require(rules.may_give_question(by, question))
    require(to.is_active and to.agency_id == by.agency_id and to.pk not in people_kept_from(question.consultation))
    _, made = StepPart.objects.get_or_create(matter=question, person=to, ends=None, defaults={"reason": "given"})
    if made:
        record(StepPartGiven(subject=question.subject, to=f"person:{to.uuid}"), by=by)


@transaction.atomic
def withdraw_question(by, *, question: StepQuestion) -> None:
    """The step is not taken after all; who received the question is told. Withdrawing again changes nothing."""
    question = _locked(question)
    if question.withdrawn_at is not None and rules.may_ask_before(by, question.consultation):
        return
    require(rules.may_withdraw_question(by, question))
    question.withdrawn_at = timezone.now()
    question.save(update_fields=["withdrawn_at"])
    record(StepWithdrawn(subject=question.subject, to=named(_answering_side(question))), by=by)


def _step_moved(by, meeting: Meeting) -> None:
    """Questions about a visit are about its new time, wait for an answer again, and who was asked is told."""
    for row in StepQuestion.objects.filter(meeting=meeting, withdrawn_at=None):
        question, now = _locked(row), timezone.now()
        question.planned_for, question.moved_at = meeting.starts_at, now
        question.answer_by = _due(question.authority_id, timezone.localdate(now), timezone.localdate(meeting.starts_at))
        question.save(update_fields=["planned_for", "moved_at", "answer_by"])
        record(StepMoved(subject=question.subject, to=named(_answering_side(question))), by=by)


def _step_dropped(by, meeting: Meeting) -> None:
    """Questions about a visit that is cancelled wait for nobody any more, and who was asked is told."""
    for row in StepQuestion.objects.filter(meeting=meeting, withdrawn_at=None):
        question = _locked(row)
        question.withdrawn_at = timezone.now()
        question.save(update_fields=["withdrawn_at"])
        record(StepWithdrawn(subject=question.subject, to=named(_answering_side(question))), by=by)


@transaction.atomic
def go_without(by, *, question: StepQuestion, because: str, once_key: str) -> None:
    """Why the step is taken though no answer to go ahead stands is kept by name; who was asked is told."""
    question = _locked(question)
    require(rules.may_go_without(by, question))
    if not because:
        raise ValueError("A step without an answer has a reason.")
    _, made = StepTaken.objects.get_or_create(
        once_key=_once(question.uuid, once_key),
        defaults={"question": question, "meeting": question.meeting, "because": because, "by": by},
    )
    if made:
        event = WentAhead(subject=question.subject, to=named(_answering_side(question)))
        record(event, by=by, after={"because": because})


@transaction.atomic
def note_question_read(by, *, question: StepQuestion) -> None:
    """That this person read the question stands in the trail."""
    record(StepRead(subject=question.subject), by=by)


def escalate_late_questions(by: str, *, today: date) -> int:
    """People were told of every answer that is late, each step once. Returns how many were told of.

    Step 1: who received the question, who asked, and the managers on both sides. Step 2, still nothing when the
    authority’s clock for it is over: the managers and information governance.
    """
    require(rules.may_work(by))
    told = 0
    for question in queries.late_questions(today):
        over = due_on_at_the_latest(question.authority_id, ESCALATE, question.answer_by)
        step = 2 if over is not None and over < today else 1
        with transaction.atomic():
            _, made = StepEscalation.objects.get_or_create(question=question, step=step, due_on=question.answer_by)
            if made:
                people = _told_of_lateness(question, step)
                record(StepLate(subject=question.subject, step=step, to=named(people)), by=by)
                told += 1
    return told


def _told_of_lateness(question: StepQuestion, step: int) -> list:
    people = [*_answering_side(question), *_asking_side(question)]
    manager = manager_of(question.asked_by)
    people += [manager] if manager is not None else []
    people += members_of(question.to_agency.teams.values_list("pk", flat=True), managers_only=True)
    if step == 2:
        people += people_with_role(question.authority_id, Role.GOVERNANCE)
    kept_away = people_kept_from(question.consultation)
    return list({person.pk: person for person in people if person.pk not in kept_away}.values())
