"""Doing assessments. Each act asks a rule, writes, and leaves an event, in one transaction."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import WORKER, own_key, require
from kith.audit.actions import record
from kith.concerns import actions as concerns
from kith.concerns.queries import submitted, taken_in, with_record
from kith.concerns.rules import has_part, may_hold, require_open
from kith.concerns.words import PartReason
from kith.people.queries import manager_of, people_with_role
from kith.people.rules import NotTheirs
from kith.people.words import Role, named
from kith.thresholds.queries import worded_today
from kith.toolkit.queries import due_on_at_the_latest, next_working_day, stage_of

from . import queries, rules
from .events import (
    AssessmentAnswered,
    AssessmentBegun,
    AssessmentConcluded,
    AssessmentDayCorrected,
    AssessmentDue,
    AssessmentLeadChanged,
    AssessmentRead,
    AssessmentStopped,
    AssessmentTakenOut,
    AssessmentWordedForFamily,
    AssessmentWritten,
    CheckpointKept,
)
from .models import (
    Assessment,
    Checkpoint,
    CitedStatement,
    Conclusion,
    ConclusionAnswer,
    ConclusionOutcome,
    DayCorrected,
    FamilyWords,
    Reminded,
    Written,
)
from .words import CLOCK, RUNNING, SOON_DAYS, Answer, State


class Moved(Exception):
    """A colleague saved this part since the page was opened. Nothing was overwritten; `saved` is what stands, by heading.

    `reads` is whether they let the family read it.
    """

    def __init__(self, saved: dict[str, str], reads: dict[str, bool | None]):
        super().__init__("saved by a colleague")
        self.saved, self.reads = saved, reads


class CannotCountFrom(ValueError):
    """An assessment of this record cannot count from that day; the words say why."""


class Incomplete(ValueError):
    """Headings that must say something and are empty; `titles` names them. “Not known” is a full answer.

    `unchosen` names those of which nobody has said yet whether the family may read them.
    """

    def __init__(self, titles: list[str], unchosen: list[str]):
        super().__init__("Something is not there yet.")
        self.titles, self.unchosen = titles, unchosen


class StandApart(ValueError):
    """Outcomes that do not usually stand together, and no reason why both are right; `asked` says what is asked."""

    def __init__(self, asked: list[str]):
        super().__init__(" ".join(asked))
        self.asked = asked


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related(
        "consultation__authority", "consultation__raised_by", "consultation__owner", "lead"
    )
    return rows.get(pk=assessment.pk)


def _person(person) -> str:
    return f"person:{person.uuid}"


def _about(assessment: Assessment) -> dict:
    return {"subject": assessment.consultation.subject, "assessment": str(assessment.uuid)}


def _let_in(by, consultation, person) -> None:
    if not has_part(person, consultation):
        concerns.give_part_for_work(by, consultation=consultation, person=person, reason=PartReason.STEP)


@transaction.atomic
def begin_assessment(by, *, consultation, lead, starts_on: date) -> Assessment:
    """An assessment runs, with a lead and a day by which it must be done; each heading holds what the record says.

    Where one runs already, it is that one. Day 0 is `starts_on`; the limit and the checkpoints are the authority’s clocks.
    """
    concerns.locked_consultation(consultation)
    record_of = with_record(by, consultation.reference)
    if running := queries.running_in(record_of):
        return running
    require_open(by, record_of)
    require(rules.may_begin(by, record_of) and rules.may_lead(lead, record_of))
    if why_not := queries.why_not_day_0(record_of, starts_on):
        raise CannotCountFrom(why_not)
    authority = record_of.authority_id
    try:
        with transaction.atomic():
            assessment = Assessment.objects.create(
                consultation=record_of,
                lead=lead,
                begun_by=by,
                starts_on=starts_on,
                due_on=due_on_at_the_latest(authority, CLOCK, starts_on),
            )
    except IntegrityError:
        # Two clicks at the same moment: the other one made it.
        return Assessment.objects.get(consultation=record_of, state__in=RUNNING)
    Written.objects.bulk_create(
        Written(assessment=assessment, recorded=row["text"], **row) for row in queries.recorded_under(by, record_of)
    )
    days = queries.days_of(authority, starts_on)
    Checkpoint.objects.bulk_create(
        Checkpoint(assessment=assessment, title=title, due_on=day) for title, day in days.items()
    )
    _let_in(by, record_of, lead)
    record(AssessmentBegun(**_about(assessment), to=_person(lead)), by=by)
    return assessment


@transaction.atomic
def note_reading(by, *, assessment: Assessment) -> None:
    """That this person read it stands in the trail; called before it is shown."""
    record(AssessmentRead(**_about(assessment)), by=by)


@transaction.atomic
def write_part(
    by, *, assessment: Assessment, part: str, texts: dict[str, str], stood: str, taken=(), left=None, family_reads=None
) -> None:
    """The headings of this part hold these texts; those in `taken` hold what the record says now as well.

    `family_reads` says of headings whether the family may read them, or None for not chosen yet; it is asked again of one
    that took in what the record says.

    Of those in `left`, each with the `queries.mark_of` what was shown, it was seen what the record says, and the text stays.
    `stood` is the `queries.fingerprint` with which the page was opened. Raises Moved where a colleague wrote other words since.
    """
    assessment = _locked(assessment)
    require(Assessment.objects.filter(rules.sees_assessment(by), pk=assessment.pk).exists())
    require_open(by, assessment.consultation)
    require(rules.may_write(by, assessment))
    rows = list(assessment.written.filter(part=part))
    require(bool(rows))
    reads = {row.key: row.family_reads for row in rows} | (family_reads or {})
    changed = [row for row in rows if texts.get(row.key, row.text) != row.text or reads[row.key] != row.family_reads]
    if changed and queries.fingerprint(rows) != stood:
        raise Moved({row.key: row.text for row in rows}, {row.key: row.family_reads for row in rows})
    now, left = {}, left or {}
    if taken or left:
        now = queries.changed_in(by, assessment, with_record(by, assessment.consultation.reference))
    for row in rows:
        text, may_read = texts.get(row.key, row.text), reads[row.key] if row.for_family else None
        if row.key in taken and row.key in now:
            text, may_read = taken_in(text, row.recorded, now[row.key]), None
            row.recorded = now[row.key]
        elif row.key in now and left.get(row.key) == queries.mark_of(now[row.key]):
            row.recorded = now[row.key]
        elif (row.text, row.family_reads) == (text, may_read):
            continue
        row.text, row.family_reads = text, may_read
        row.save(update_fields=["text", "recorded", "family_reads"])
    seen = {*taken, *left} & set(now)
    if changed or seen:
        keys = sorted(row.key for row in changed) or sorted(seen)
        record(AssessmentWritten(**_about(assessment), changed=tuple(keys)), by=by)


@transaction.atomic
def change_lead(by, *, assessment: Assessment, to) -> None:
    """The person leads it now, and may read the matter."""
    assessment = _locked(assessment)
    if assessment.lead_id == to.pk:
        return
    require_open(by, assessment.consultation)
    require(rules.may_change_lead(by, assessment) and rules.may_lead(to, assessment.consultation))
    _lead(by, assessment, to)


def _lead(by, assessment: Assessment, to) -> None:
    was = assessment.lead
    _let_in(by, assessment.consultation, to)
    Assessment.objects.filter(pk=assessment.pk).update(lead=to)
    record(AssessmentLeadChanged(**_about(assessment), of=_person(was), to=_person(to)), by=by)


@transaction.atomic
def take_over_assessment(by, *, assessment: Assessment, of, to) -> None:
    """The person leads it in this person’s place. Raises NotTheirs. Asked by handover, after its own rule."""
    assessment = _locked(assessment)
    if assessment.lead_id != of.pk or not assessment.is_running:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_lead(to, assessment.consultation))
    _lead(by, assessment, to)


@transaction.atomic
def take_over_answer(by, *, assessment: Assessment, to) -> None:
    """The manager reads the matter and may answer what waits in it. Raises NotTheirs. Asked by handover, after its own rule."""
    assessment = _locked(assessment)
    if assessment.state != State.WAITING:
        raise NotTheirs
    require(to.holds(Role.MANAGER) and to.pk != assessment.lead_id and may_hold(to, assessment.consultation))
    _let_in(by, assessment.consultation, to)


@transaction.atomic
def find_manager(by, *, consultation) -> None:
    """A conclusion that waits in the matter is before a manager, where the last who could answer it has left the matter."""
    assessment = queries.running_in(consultation)
    if assessment is None or assessment.state != State.WAITING or queries.managers_before(assessment):
        return
    assessment = _locked(assessment)
    matter = submitted(consultation.subject)
    asked = (
        manager_of(assessment.lead),
        manager_of(matter.raised_by),
        *people_with_role(matter.authority_id, Role.MANAGER),
    )
    fitting = (p for p in asked if p and p.holds(Role.MANAGER) and p.pk != assessment.lead_id and may_hold(p, matter))
    to = next(fitting, None)
    if to is not None:
        _let_in(by, matter, to)


@transaction.atomic
def hand_on_lead(by, *, consultation, person) -> None:
    """What a person led who may read the matter no longer is led by somebody who may: the manager, the owner, the raiser."""
    assessment = queries.led_in(person, consultation)
    if assessment is None:
        return
    assessment = _locked(assessment)
    require(not rules.still_leads(assessment))
    matter = submitted(consultation.subject)
    people = (manager_of(person), manager_of(matter.raised_by), matter.owner, matter.raised_by)
    to = next((p for p in people if p and p.pk != person.pk and rules.may_lead(p, matter)), None)
    if to is not None:
        _lead(by, assessment, to)


@transaction.atomic
def keep_checkpoint(by, *, checkpoint: Checkpoint, words: str) -> None:
    """The manager looked at the assessment on that day, and what they said stands with it. Twice changes nothing."""
    assessment = _locked(checkpoint.assessment)
    checkpoint = Checkpoint.objects.get(pk=checkpoint.pk)
    checkpoint.assessment = assessment
    if checkpoint.done_by_id == by.pk:
        return
    require_open(by, assessment.consultation)
    require(rules.may_keep_checkpoint(by, checkpoint))
    checkpoint.words, checkpoint.done_by, checkpoint.done_at = words, by, timezone.now()
    checkpoint.save(update_fields=["words", "done_by", "done_at"])
    record(CheckpointKept(**_about(assessment), to=_person(assessment.lead)), by=by)


@transaction.atomic
def conclude_assessment(
    by, *, assessment: Assessment, outcomes: list[tuple[str, str]], once_key: str, statements=(), **said
) -> Conclusion:
    """What it comes to stands, and it is before a manager. Raises Incomplete where a needed heading is empty, or nobody
    chose whether the family may read what stands under one that can be theirs; StandApart where outcomes that contradict
    each other come without `both_because`.

    `statements` are those of the authority’s document that the worker relies on: they are kept in their words of this day.
    `said` holds reason, set_aside, would_change, needed, the views of the child and the family or why not, and with the
    child’s view `family_reads_child`.
    """
    assessment = _locked(assessment)
    if once := queries.concluded_before(by, assessment, once_key):
        return once
    require_open(by, assessment.consultation)
    require(rules.may_conclude(by, assessment))
    parts = queries.parts_in(assessment)
    empty = [row.title for part in parts for row in part.left]
    unchosen = [row.title for part in parts for row in part.unchosen]
    if empty or unchosen:
        raise Incomplete(empty, unchosen)
    if not outcomes:
        raise ValueError("Choose what the assessment comes to.")
    if said.get("childs_view") and said.get("family_reads_child") is None:
        raise ValueError("Choose whether the family may read what the child says.")
    asked = queries.why_both(assessment.consultation.authority_id, [key for key, _ in outcomes])
    if asked and not said.get("both_because", "").strip():
        raise StandApart(asked)
    last = assessment.conclusions.filter(replaced_by=None).first()
    conclusion = Conclusion.objects.create(
        assessment=assessment, made_by=by, replaces=last, once_key=own_key(by, once_key, assessment), **said
    )
    ConclusionOutcome.objects.bulk_create(
        ConclusionOutcome(conclusion=conclusion, key=key, label=label) for key, label in outcomes
    )
    kept = worded_today(assessment.consultation.authority_id, statements)
    CitedStatement.objects.bulk_create(CitedStatement(conclusion=conclusion, **row) for row in kept)
    Assessment.objects.filter(pk=assessment.pk).update(state=State.WAITING)
    managers = queries.managers_before(assessment)
    record(AssessmentConcluded(**_about(assessment), to=named(managers)), by=by)
    return conclusion


@transaction.atomic
def answer_conclusion(by, *, assessment: Assessment, conclusion, answer: str, reason: str) -> None:
    """A manager agreed, and it is finished; or returned it with a reason, and it is being written again.

    `conclusion` is the uuid of the one that was read; another one is not answered by it.
    """
    assessment = _locked(assessment)
    stands = assessment.conclusions.get(uuid=conclusion)
    if getattr(stands, "answer", None) is not None and stands.answer.by_id == by.pk:
        return
    require_open(by, assessment.consultation)
    require(rules.may_answer(by, assessment) and not hasattr(stands, "replaced_by") and not hasattr(stands, "answer"))
    if answer == Answer.RETURNED and not reason.strip():
        raise ValueError("Write why it goes back.")
    ConclusionAnswer.objects.create(conclusion=stands, answer=answer, reason=reason.strip(), by=by)
    agreed = answer == Answer.AGREED
    if agreed:
        Assessment.objects.filter(pk=assessment.pk).update(state=State.AGREED, ended_at=timezone.now())
    else:
        Assessment.objects.filter(pk=assessment.pk).update(state=State.WRITING)
    record(AssessmentAnswered(**_about(assessment), to=_person(assessment.lead), agreed=agreed), by=by)


@transaction.atomic
def stop_assessment(by, *, assessment: Assessment, because: str) -> None:
    """It is not finished, with the reason; what was written stays readable. Twice changes nothing."""
    assessment = _locked(assessment)
    if assessment.stopped_by_id == by.pk:
        return
    require(rules.may_stop(by, assessment))
    if not because.strip():
        raise ValueError("Write why it is stopped.")
    Assessment.objects.filter(pk=assessment.pk).update(
        state=State.STOPPED, ended_at=timezone.now(), stopped_because=because.strip(), stopped_by=by
    )
    record(AssessmentStopped(**_about(assessment), to=_person(assessment.lead)), by=by)


@transaction.atomic
def correct_day(by, *, assessment: Assessment, starts_on: date, because: str) -> None:
    """It counts from this day: its last day, and each look that was not taken, are counted anew, and told of anew.

    Raises CannotCountFrom for a day that it cannot be. The day from which it counts already changes nothing.
    """
    assessment = _locked(assessment)
    was, authority = assessment.starts_on, assessment.consultation.authority_id
    require(rules.may_correct_day(by, assessment))
    if starts_on == was:
        return
    if why_not := queries.why_not_day_0(assessment.consultation, starts_on):
        raise CannotCountFrom(why_not)
    if not because.strip():
        raise ValueError("Write why the day was wrong.")
    DayCorrected.objects.create(
        assessment=assessment, was=was, now=starts_on, was_due_on=assessment.due_on, because=because.strip(), by=by
    )
    due_on = due_on_at_the_latest(authority, CLOCK, starts_on)
    Assessment.objects.filter(pk=assessment.pk).update(starts_on=starts_on, due_on=due_on)
    days = queries.days_of(authority, starts_on)
    for one in assessment.checkpoints.filter(done_at=None):
        # One whose clock the authority has switched off or renamed since moves as far as day 0 did.
        one.due_on = days.get(one.title, next_working_day(one.due_on + (starts_on - was)))
        one.save(update_fields=["due_on"])
    Reminded.objects.filter(assessment=assessment).delete()
    event = AssessmentDayCorrected(
        **_about(assessment), was=was.isoformat(), now=starts_on.isoformat(), to=_person(assessment.lead)
    )
    record(event, by=by, after={"because": because.strip()})


@transaction.atomic
def word_for_family(by, *, assessment: Assessment, where: str, text: str) -> None:
    """The paper for the family says these words there, and the file what it said. The same words again change nothing.

    No words leave that part out of the paper.
    """
    assessment = _locked(assessment)
    require(rules.may_word_for_family(by, assessment))
    stands = {one.key: one.text for one in queries.parts_for_family(assessment)}
    require(where in stands)
    if stands[where] == text:
        return
    FamilyWords.objects.create(assessment=assessment, where=where, text=text, by=by)
    record(AssessmentWordedForFamily(**_about(assessment), where=where), by=by, after={"text": text})


@transaction.atomic
def take_out_assessment(by, *, assessment: Assessment, edition: str, kind: str) -> None:
    """That it was taken out as a document stands in the trail; called before it is handed over.

    For the family, only where no words of it repeat what a partner shared and may not be told: else WordsOfAPartner.
    """
    family = edition == "family"
    assessment = queries.assessment_for(by, assessment.uuid)
    require(rules.may_give_to_family(by, assessment) if family else rules.may_take_out_assessment(by, assessment))
    if family:
        concerns.look_at_passages(
            by,
            consultation=assessment.consultation,
            paper=assessment.subject,
            texts=queries.family_texts(assessment),
        )
    record(AssessmentTakenOut(**_about(assessment), edition=edition, kind=kind), by=by)


@transaction.atomic
def _tell(by: str, assessment: Assessment, about: str, due: date, people, today: date) -> int:
    if due > today + timedelta(days=SOON_DAYS):
        return 0
    stage = stage_of(due, today)
    _, made = Reminded.objects.get_or_create(assessment=assessment, about=about, stage=stage)
    if not made or not people:
        return 0
    kind = about.split(":")[0]
    record(AssessmentDue(**_about(assessment), about=kind, stage=stage.split("-")[0], to=named(people)), by=by)
    return 1


def remind_of_assessments(by: str, *, today: date) -> int:
    """Of every assessment and checkpoint that is near, due or late, who has it now was told; each stage once.

    What is late is told to the managers as well, and again each week. Returns how many were told of.
    """
    require(by == WORKER)
    told = 0
    for row in queries.due_for_reminding(today):
        managers = queries.managers_before(row)
        if row.due_on is not None:
            late = row.due_on < today
            people = managers if row.state == State.WAITING else [row.lead, *(managers if late else [])]
            about = "answer" if row.state == State.WAITING else "assessment"
            told += _tell(by, row, about, row.due_on, people, today)
        for one in row.checkpoints.all():
            if one.done_at is None:
                told += _tell(by, row, f"checkpoint:{one.uuid}", one.due_on, managers, today)
    return told
