"""A question: asked, taken, passed on, answered, closed with what came of it, or taken back."""

import datetime

from django.db import transaction
from django.utils import timezone

from kith.access.rules import Over, own_key, require
from kith.audit.actions import record
from kith.people.queries import locked_person, standing_in_for
from kith.people.rules import NotTheirs
from kith.people.words import named
from kith.toolkit.queries import piece_for

from .. import rules
from ..events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionClosed,
    QuestionHandedOver,
    QuestionLate,
    QuestionPassedOn,
    QuestionTaken,
    QuestionTakenBack,
    SaidHowItWas,
)
from ..models import Answer, Experience, Feedback, LogEntry, LogTheme, Question
from ..queries import answered_by, late_questions, specialists_of
from ..words import OPEN, WAITS, Stands


def _locked(row: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",))
    return rows.select_related("asked_by", "taken_by__agency", "chosen", "authority", "consultation").get(pk=row.pk)


def _told(question: Question) -> list:
    """Who is told that it waits: whom it is for, or who stands in for them; else every specialist, and who stands in."""
    people = [question.chosen] if question.chosen else specialists_of(question.authority_id)
    away = standing_in_for(people)
    found = []
    for one in people:
        found += away.get(one.pk, [one]) or ([] if len(people) > 1 else [one])
    return [one for one in dict.fromkeys(found) if one.is_active and one.pk != question.asked_by_id]


@transaction.atomic
def ask_specialist(
    by,
    *,
    theme: str,
    text: str,
    once_key: str,
    page: str = "",
    consultation=None,
    chosen=None,
    colleague=None,
    after=None,
) -> Question:
    """The question waits for a specialist of the authority, or for the one who was chosen and who stands in for them.

    `page` is a page of the toolkit that the person is shown. `consultation` leads there for who may read it, and gives
    nobody a part. Who is chosen and away without anybody in their place is not waited for: it is for whoever is there.
    `colleague` is somebody of the experience register whom the person is shown, to be brought together with; `after` a
    question of theirs that was answered, about which they ask back. The same key again gives the same question.
    """
    locked_person(by)
    key = own_key(by, once_key)
    known = Question.objects.filter(asked_by=by, once_key=key).first()
    if known is not None:
        return known
    require(rules.may_ask(by))
    if consultation is not None:
        require(rules.may_ask_about(by, consultation))
    if colleague is not None:
        require(Experience.objects.filter(rules.sees_experience(by), person=colleague).exists())
    if after is not None:
        require(rules.may_ask_back(by, after))
    if page:
        page = piece_for(by, page).slug
    if chosen is not None:
        require(chosen in specialists_of(by.authority_id) and chosen.pk != by.pk)
        if standing_in_for([chosen]).get(chosen.pk) == []:
            chosen = None
    row = Question.objects.create(
        authority_id=by.authority_id,
        asked_by=by,
        theme=theme,
        text=text,
        page=page,
        consultation=consultation,
        chosen=chosen,
        colleague=colleague,
        after=after,
        due_on=answered_by(by.authority, timezone.localdate()),
        once_key=key,
    )
    record(QuestionAsked(subject=row.subject, to=named(_told(row))), by=by)
    return row


def _taken(by, row: Question) -> None:
    row.taken_by, row.taken_at, row.state = by, timezone.now(), Stands.TAKEN


@transaction.atomic
def take_question(by, *, question: Question) -> Question:
    """The specialist has the question, and the asker is told. Taking what one has changes nothing."""
    row = _locked(question)
    if row.taken_by_id == by.pk and row.state in (Stands.TAKEN, Stands.ANSWERED):
        return row
    _say_who_has_it(by, row)
    require(rules.may_take(by, row))
    _taken(by, row)
    row.save(update_fields=["taken_by", "taken_at", "state"])
    record(QuestionTaken(subject=row.subject, to=f"person:{row.asked_by.uuid}"), by=by)
    return row


def _say_who_has_it(by, row: Question) -> None:
    """Raises Over where a colleague was quicker, for a specialist who sees the question."""
    seen = rules.coaches(by) and Question.objects.filter(rules.sees_question(by), pk=row.pk).exists()
    if seen and row.taken_by_id is not None and row.taken_by_id != by.pk:
        raise Over(f"{row.taken_by.name} has this question now.", "/coaching/")


@transaction.atomic
def answer_question(by, *, question: Question, text: str, once_key: str) -> Answer:
    """The answer stands, whoever gives it has the question, and the asker is told. Another answer may follow.

    What was coached stands in the specialist’s own log, with the theme. The same key again gives the same answer.
    """
    row = _locked(question)
    key = own_key(by, once_key, row)
    known = Answer.objects.filter(by=by, once_key=key).first()
    if known is not None:
        return known
    _say_who_has_it(by, row)
    require(rules.may_answer(by, row))
    if row.state == Stands.ASKED:
        _taken(by, row)
    first = row.state != Stands.ANSWERED
    row.state, row.answered_at = Stands.ANSWERED, timezone.now()
    row.save(update_fields=["taken_by", "taken_at", "state", "answered_at"])
    answer = Answer.objects.create(question=row, by=by, text=text, once_key=key)
    if first and not LogEntry.objects.filter(specialist=by, question=row).exists():
        entry = LogEntry.objects.create(
            specialist=by,
            authority_id=by.authority_id,
            day=timezone.localdate(),
            person=row.asked_by,
            question=row,
            once_key=own_key(by, "answered", row),
        )
        LogTheme.objects.create(entry=entry, theme=row.theme)
    record(QuestionAnswered(subject=row.subject, to=f"person:{row.asked_by.uuid}"), by=by)
    return answer


@transaction.atomic
def pass_question_on(by, *, question: Question, to) -> Question:
    """The question is for this specialist, who is told, and it has its days again."""
    row = _locked(question)
    if row.chosen_id == to.pk and row.state == Stands.ASKED and row.asked_by_id != by.pk and rules.coaches(by):
        return row
    require(rules.may_pass_on(by, row))
    require(rules.may_have(to, row))
    if to.pk == by.pk:
        raise ValueError("It is passed on to somebody else.")
    row.chosen, row.taken_by, row.taken_at, row.state = to, None, None, Stands.ASKED
    row.due_on, row.late_since = answered_by(row.authority, timezone.localdate()), None
    row.save(update_fields=["chosen", "taken_by", "taken_at", "state", "due_on", "late_since"])
    record(QuestionPassedOn(subject=row.subject, to=named(_told(row))), by=by)
    return row


@transaction.atomic
def close_question(by, *, question: Question, came_of: str) -> Question:
    """The question is closed, and says what came of it. A second time changes nothing."""
    row = _locked(question)
    if row.state == Stands.CLOSED and row.asked_by_id == by.pk:
        return row
    require(rules.may_close(by, row))
    row.state, row.came_of, row.ended_at = Stands.CLOSED, came_of, timezone.now()
    row.save(update_fields=["state", "came_of", "ended_at"])
    LogEntry.objects.filter(question=row, specialist=row.taken_by, came_of="").update(came_of=came_of)
    row.slots_kept.update(kept_for=None)
    record(QuestionClosed(subject=row.subject, to=f"person:{row.taken_by.uuid}"), by=by)
    return row


@transaction.atomic
def take_question_back(by, *, question: Question) -> Question:
    """Nobody waits for it or answers it any more. A second time changes nothing."""
    row = _locked(question)
    if row.state == Stands.TAKEN_BACK and row.asked_by_id == by.pk:
        return row
    require(rules.may_take_back(by, row))
    told = [row.taken_by] if row.taken_by else []
    row.state, row.ended_at = Stands.TAKEN_BACK, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    row.slots_kept.update(kept_for=None)
    record(QuestionTakenBack(subject=row.subject, to=named(told)), by=by)
    return row


@transaction.atomic
def say_how_it_was(by, *, question: Question, useful: int | None, heard: int | None, line: str) -> Feedback:
    """The other of the two reads this, and nobody else. Said again, the new words stand in place of the old."""
    row = _locked(question)
    require(rules.may_say_how_it_was(by, row))
    to = row.taken_by if by.pk == row.asked_by_id else row.asked_by
    said, _ = Feedback.objects.update_or_create(
        question=row, by=by, defaults={"to": to, "useful": useful, "heard": heard, "line": line, "at": timezone.now()}
    )
    record(SaidHowItWas(subject=row.subject, to=f"person:{to.uuid}"), by=by)
    return said


def tell_of_late_questions(by: str, *, today: datetime.date) -> int:
    """What nobody answered in time is seen by the other specialists and by managers, who are told once. Returns how many."""
    require(rules.may_work(by))
    told = 0
    for row in late_questions(today):
        with transaction.atomic():
            free = Question.objects.filter(pk=row.pk, late_since=None, state__in=WAITS)
            if not free.update(late_since=today):
                continue
            people = [*rules.managers_for(row.asked_by), *specialists_of(row.authority_id)]
            to = named(one for one in people if one.pk != row.asked_by_id)
            record(QuestionLate(subject=row.subject, to=to), by=by)
            told += 1
    return told


@transaction.atomic
def take_over_question(by, *, question: Question, of, to) -> None:
    """The question is with `to`. Raises NotTheirs where it is not with `of` any more. Asked by handover, after its own rule."""
    row = _locked(question)
    require(rules.may_inherit(to, row))
    if of.pk not in (row.taken_by_id, row.chosen_id) or row.state not in (*WAITS, Stands.ANSWERED):
        raise NotTheirs
    if row.taken_by_id == of.pk:
        row.taken_by, row.taken_at = to, timezone.now()
    row.chosen = to if row.chosen_id == of.pk else row.chosen
    row.save(update_fields=["taken_by", "taken_at", "chosen"])
    record(QuestionHandedOver(subject=row.subject, to=f"person:{to.uuid}"), by=by)


@transaction.atomic
def leave_questions(by, *, of) -> int:
    """What somebody who has left asked waits for nobody any more. A reaction to the end of their account. Returns how many."""
    rows = (
        Question.objects.select_for_update(of=("self",)).filter(asked_by=of, state__in=OPEN).select_related("taken_by")
    )
    found = list(rows.order_by("pk"))
    for row in found:
        answered = row.state == Stands.ANSWERED
        row.state, row.ended_at = Stands.CLOSED if answered else Stands.TAKEN_BACK, timezone.now()
        row.came_of = "Whoever asked has left." if answered else ""
        row.save(update_fields=["state", "ended_at", "came_of"])
        row.slots_kept.update(kept_for=None)
        record(QuestionTakenBack(subject=row.subject, to=named([row.taken_by])), by=by)
    return len(found)
