"""Reading assessments. Every query begins with the rule’s filter."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max, Prefetch
from django.utils import timezone

from kith.access.rules import find, own_key
from kith.concerns.queries import Happening, filled_under, first_noticed_on
from kith.design.templatetags.design import day as said_as_day
from kith.people.queries import manager_of, setting_of
from kith.people.words import Role
from kith.toolkit.queries import (
    assessment_headings_of,
    categories,
    clocks_of,
    due_on_at_the_latest,
    lists_of_categories,
)

from .models import Assessment, Checkpoint, CitedStatement, Conclusion, DayCorrected, FamilyWords, Written
from .rules import manages_among, people_who_see_assessment, sees_assessment
from .words import APART, CHECKPOINTS, CHILDS_VIEW, FAMILY_READS, OUTCOMES, PARTS, RUNNING, SOON_DAYS, State

SHOWN = 50


@dataclass(frozen=True)
class Part:
    """One part of an assessment: its key and title, what stands under its headings, and how far it is."""

    key: str
    title: str
    written: list[Written]

    @property
    def left(self) -> list[Written]:
        """What must still be written before the assessment can be concluded."""
        return [row for row in self.written if row.needed and not row.text.strip()]

    @property
    def unchosen(self) -> list[Written]:
        """Where it must still be chosen whether the family may read what is written."""
        return [row for row in self.written if row.for_family and row.text.strip() and row.family_reads is None]

    @property
    def is_begun(self) -> bool:
        return any(row.text.strip() for row in self.written)


def _whole():
    """Assessments with what their pages show, in a fixed number of queries."""
    conclusions = (
        Conclusion.objects.select_related("made_by", "answer__by", "replaced_by")
        .prefetch_related(
            "outcomes", Prefetch("cited", CitedStatement.objects.select_related("statement__level__document"))
        )
        .order_by("-made_at", "-pk")
    )
    return Assessment.objects.select_related(
        "consultation__authority", "consultation__child", "consultation__owner", "lead", "begun_by", "stopped_by"
    ).prefetch_related(
        "written",
        Prefetch("checkpoints", Checkpoint.objects.select_related("done_by")),
        Prefetch("conclusions", conclusions),
        Prefetch("days_corrected", DayCorrected.objects.select_related("by")),
        Prefetch("family_words", FamilyWords.objects.select_related("by")),
    )


def assessment_for(person, uuid) -> Assessment:
    """One assessment that the person may read, whole. Raises NotFound."""
    return find(_whole().filter(sees_assessment(person), uuid=uuid))


def checkpoint_for(person, uuid) -> Checkpoint:
    """One checkpoint of an assessment that the person may read. Raises NotFound."""
    rows = Checkpoint.objects.filter(sees_assessment(person, to="assessment__consultation_id"), uuid=uuid)
    return find(rows.select_related("assessment__consultation", "assessment__lead", "done_by"))


def assessments_of(person, consultation) -> list[Assessment]:
    """The assessments in one consultation, the newest first."""
    rows = Assessment.objects.filter(sees_assessment(person), consultation=consultation)
    return list(rows.select_related("lead").order_by("-begun_at", "-pk")[:SHOWN])


def running_in(consultation) -> Assessment | None:
    """The running assessment of a consultation; for this room’s own actions."""
    return Assessment.objects.filter(consultation=consultation, state__in=RUNNING).first()


def concluded_before(person, assessment: Assessment, once_key: str) -> Conclusion | None:
    """What this sending of the same form already made."""
    return Conclusion.objects.filter(once_key=own_key(person, once_key, assessment)).first()


def parts_in(assessment: Assessment) -> list[Part]:
    """The parts of an assessment in the order of their headings, each with what stands in it."""
    titles = lists_of_categories(assessment.consultation.authority_id, PARTS)[0]
    rows: dict[str, list[Written]] = {}
    for row in assessment.written.all():
        rows.setdefault(row.part, []).append(row)
    return [Part(key, titles.get(key, key.replace("-", " ").capitalize()), found) for key, found in rows.items()]


def changed_in(person, assessment: Assessment, consultation) -> dict[str, str]:
    """The headings under which the record says something else by now, each with what it says; none once it is written.

    `consultation` is the record with everything in it.
    """
    if assessment.state != State.WRITING:
        return {}
    now = {row["key"]: row["text"] for row in recorded_under(person, consultation)}
    return {
        row.key: now[row.key] for row in assessment.written.all() if now.get(row.key) and now[row.key] != row.recorded
    }


def recorded_under(person, consultation) -> list[dict]:
    """The authority’s headings, each with its part and with what the record already says under it."""
    headings = assessment_headings_of(consultation.authority_id)
    filled = filled_under(headings, consultation, person)
    names = ("part", "needed", "for_family")
    return [
        {**row, **{name: getattr(heading, name) for name in names}}
        for heading, row in zip(headings, filled, strict=True)
    ]


@dataclass(frozen=True)
class ForFamily:
    """One part of a paper for the family: its key, how it is called, what the family reads there, and what the file says.

    `text` is empty where the family reads nothing there. `allowed` is what was chosen when it was written: yes, no, or
    None where nobody chose.
    """

    key: str
    title: str
    text: str
    on_file: str
    allowed: bool | None


def parts_for_family(assessment: Assessment) -> list[ForFamily]:
    """Every part that a paper for the family can have, in its order; where somebody wrote other words for them, those."""
    stands = next(iter(assessment.conclusions.all()), None)
    said = [(row.key, row.title, row.text, row.family_reads) for row in assessment.written.all() if row.for_family]
    for name, title in FAMILY_READS.items() if stands is not None else ():
        said.append((name, title, getattr(stands, name), stands.family_reads_child if name == CHILDS_VIEW else True))
    instead = {row.where: row.text for row in assessment.family_words.all()}
    return [
        ForFamily(key, title, instead.get(key, text if allowed else ""), text, allowed)
        for key, title, text, allowed in said
        if text.strip()
    ]


def family_texts(assessment: Assessment) -> list[tuple[str, str, str]]:
    """What its paper for the family says, by headings: of each the key, how it is called, and the words.

    What the family may not read, or was left out for them, is not among it.
    """
    return [(one.key, one.title, one.text) for one in parts_for_family(assessment) if one.text.strip()]


def outcomes_of(authority_id: int) -> list[tuple[str, str]]:
    """What an assessment can come to, as the authority words it."""
    return categories(authority_id, OUTCOMES)


def why_both(authority_id: int, outcomes) -> list[str]:
    """What is asked where of these outcomes two do not usually stand together, as the authority words it; else nothing."""
    chosen = set(outcomes)
    return [asked for pair, asked in categories(authority_id, APART) if set(pair.split("+")) <= chosen]


def names_of_work(authority) -> dict[str, str]:
    """How the authority calls the plan that follows and who leads: `plan` and `lead`."""
    return setting_of(authority, "work-names")


def led_by(person, limit: int = SHOWN) -> list[Assessment]:
    """The running assessments that the person leads, by due day."""
    rows = Assessment.objects.filter(sees_assessment(person), lead=person, state__in=RUNNING)
    rows = rows.annotate(times_corrected=Count("days_corrected"), corrected_at=Max("days_corrected__at"))
    return list(rows.select_related("consultation__child").order_by("due_on", "pk")[:limit])


def why_not_day_0(consultation, day) -> str:
    """Why an assessment of this record cannot count from the day, in a sentence; nothing where it can."""
    if day > timezone.localdate():
        return "The referral has come: its day cannot be still to come."
    noticed = first_noticed_on(consultation)
    if noticed is not None and day < noticed:
        return (
            f"The consultation says that it was first noticed on {said_as_day(noticed)}: a referral cannot have come before "
            "that. Check the day"
        )
    return ""


def days_of(authority_id: int, starts_on) -> dict[str, object]:
    """The days on which a manager looks at an assessment that counts from this day, by what they are called."""
    days = {
        clock.title: due_on_at_the_latest(authority_id, clock.key, starts_on)
        for clock in clocks_of(authority_id)
        if clock.key.startswith(CHECKPOINTS) and clock.on
    }
    return {title: day for title, day in days.items() if day is not None}


def to_answer(person, limit: int = SHOWN) -> list[Assessment]:
    """The concluded assessments before this manager, by due day."""
    rows = Assessment.objects.filter(manages_among(person), state=State.WAITING).exclude(lead=person)
    return list(rows.select_related("consultation__child", "lead").order_by("due_on", "pk")[:limit])


def to_look_at(person, limit: int = SHOWN) -> list[Checkpoint]:
    """The looks on the way that this manager could take, late or due within a week, by day."""
    until = timezone.localdate() + timedelta(days=SOON_DAYS)
    rows = Checkpoint.objects.filter(
        manages_among(person, to="assessment__consultation_id"),
        assessment__state__in=RUNNING,
        done_at=None,
        due_on__lte=until,
    ).exclude(assessment__lead=person)
    return list(rows.select_related("assessment__consultation__child").order_by("due_on", "pk")[:limit])


def due_for_reminding(today) -> list[Assessment]:
    """Running assessments of which a day is near, here or past, with their checkpoints; for the worker alone."""
    until = today + timedelta(days=SOON_DAYS)
    rows = Assessment.objects.filter(state__in=RUNNING).filter(due_on__lte=until) | Assessment.objects.filter(
        state__in=RUNNING, checkpoints__done_at=None, checkpoints__due_on__lte=until
    )
    return list(
        rows.distinct()
        .select_related("consultation__raised_by", "consultation__owner", "lead")
        .prefetch_related("checkpoints")
        .order_by("pk")
    )


def happenings_in(person, consultations) -> list[Happening]:
    """What the assessments of these records add to their chronology."""
    lines: list[Happening] = []
    rows = _whole().filter(sees_assessment(person), consultation__in=[row.pk for row in consultations])

    def add(at, kind, title, reference, text="", by="", childs_words=""):
        lines.append(Happening(timezone.localtime(at).date(), kind, title, text, childs_words, by, at, reference))

    for row in rows:
        reference = row.consultation.reference
        add(row.begun_at, "assessment", "Assessment begun", reference, by=row.begun_by.name)
        for one in row.checkpoints.all():
            if one.done_at:
                add(one.done_at, "assessment-checkpoint", one.title, reference, one.words, one.done_by.name)
        for one in row.days_corrected.all():
            text = f"From {said_as_day(one.was)} to {said_as_day(one.now)}. {one.because}"
            add(one.at, "assessment", "Assessment counts from another day", reference, text, one.by.name)
        for one in row.conclusions.all():
            outcomes = "; ".join(outcome.label for outcome in one.outcomes.all())
            text = f"{outcomes}. {one.reason}" if outcomes else one.reason
            if cited := [f"“{words.text}”" for words in one.cited.all()]:
                text = f"{text} Statements relied on: {'; '.join(cited)}"
            add(one.made_at, "assessment", "Assessment concluded", reference, text, one.made_by.name, one.childs_view)
            if answer := getattr(one, "answer", None):
                title = "Assessment agreed" if answer.answer == "agreed" else "Assessment returned"
                add(answer.at, "assessment", title, reference, answer.reason, answer.by.name)
        if row.state == State.STOPPED:
            add(row.ended_at, "assessment", "Assessment stopped", reference, row.stopped_because, row.stopped_by.name)
    return lines


def led_in(person, consultation) -> Assessment | None:
    """The running assessment that this person leads in this consultation; for handing on."""
    rows = Assessment.objects.filter(consultation=consultation, lead=person, state__in=RUNNING)
    return rows.select_related("consultation__raised_by", "consultation__owner", "lead").first()


def matters_led_by(person) -> set[int]:
    """The keys of the matters in which the person leads a running assessment; for handing on."""
    return set(Assessment.objects.filter(lead=person, state__in=RUNNING).values_list("consultation_id", flat=True))


def marking_of(assessment: Assessment) -> str:
    """The marking that a paper for the file carries, as the authority set it."""
    return setting_of(assessment.consultation.authority, "marking")


def managers_before(assessment: Assessment) -> list:
    """The managers who may answer it: who works in the matter, the raiser’s manager first."""
    people = people_who_see_assessment(assessment)
    found = [p for p in people if p.holds(Role.MANAGER) and p.pk != assessment.lead_id]
    first = manager_of(assessment.consultation.raised_by)
    return sorted(found, key=lambda p: (first is None or p.pk != first.pk, p.name, p.pk))


def fingerprint(rows) -> str:
    """What stands in one part of an assessment, in a form that changes when any word or choice of it does."""
    text = json.dumps([[row.key, row.text, row.family_reads] for row in rows])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def mark_of(text: str) -> str:
    """Which text of the record was shown, in a form short enough for a button."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
