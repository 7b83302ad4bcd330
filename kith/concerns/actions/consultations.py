"""Doing things with a concern: each asks its rule, writes, and leaves one event, in one transaction."""

import json
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import find, live, require
from kith.audit.actions import record
from kith.audit.events import Refused
from kith.decisions.actions import drop_drafts, forget_expired_drafts, keep_draft
from kith.decisions.queries import DRAFT_DAYS, subjects_with_drafts
from kith.people.queries import manager_of, screening_team, team_of

from .. import rules
from ..events import (
    BarPlaced,
    ChildCompleted,
    ConsultationClosed,
    ConsultationDiscarded,
    ConsultationRead,
    ConsultationStarted,
    ConsultationSubmitted,
    DocumentMade,
    EmergencyOpened,
    EmergencyReviewed,
    EqualityCompleted,
    NoteWritten,
    OwnerChanged,
    PartEnded,
    PartGiven,
    SameChildAnswered,
)
from ..models import (
    Child,
    Consultation,
    ConsultationBar,
    ConsultationEmergency,
    ConsultationPart,
    ContextNoted,
    EqualityAnswer,
    ExploitationConsidered,
    Note,
    Noticed,
    OwnerChange,
    SameChild,
    SignConsidered,
    as_reference,
)
from ..standing import people_to_tell
from ..words import BirthKind, PartReason, Section, State

EMERGENCY_LASTS = timedelta(minutes=60)
EMERGENCY_REASON_AT_LEAST = 30


def _locked(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


@transaction.atomic
def start_consultation(by, *, once_key: str | None = None) -> Consultation:
    """A draft exists that its author alone can see. The same key again gives the same draft."""
    require(rules.may_start(by))
    return _start(by, by, once_key)


def _start(by, practitioner, key: str | None) -> Consultation:
    if key:
        known = Consultation.objects.filter(caller=by, caller_key=key).first()
        if known is not None:
            return known
    try:
        with transaction.atomic():
            consultation = Consultation.objects.create(
                authority=practitioner.authority,
                raised_by=practitioner,
                owner=practitioner,
                caller=by if key else None,
                caller_key=key or None,
            )
    except IntegrityError:
        # The same key at the same moment: the other one made it.
        return Consultation.objects.get(caller=by, caller_key=key)
    ConsultationPart.objects.create(matter=consultation, person=practitioner, reason=PartReason.RAISED)
    record(ConsultationStarted(subject=consultation.subject), by=by)
    return consultation


@transaction.atomic
def start_for_practitioner(by, *, practitioner, key: str, sections: dict[str, dict]) -> Consultation:
    """A case system's draft waits for a named practitioner, who alone can read and submit it."""
    require(rules.may_send_draft(by) and by.authority_id == practitioner.authority_id)
    require(rules.may_start(practitioner))
    known = Consultation.objects.filter(caller=by, caller_key=key).first()
    if known is not None:
        return known
    consultation = _start(by, practitioner, key)
    for section, content in sections.items():
        keep_draft(practitioner, subject=consultation.subject, section=section, content=content, version=0)
    return consultation


def save_section(by, *, consultation: Consultation, section: str, content: dict, version: int):
    """What was typed in one section is kept. Raises Overtaken where another device saved in between."""
    require(rules.may_write_draft(by, consultation))
    return keep_draft(by, subject=consultation.subject, section=section, content=content, version=version)


@transaction.atomic
def discard_draft(by, *, consultation: Consultation) -> None:
    """Nothing is left of an unsent consultation but the trail of it."""
    consultation = _locked(consultation)
    require(rules.may_write_draft(by, consultation))
    record(ConsultationDiscarded(subject=consultation.subject), by=by)
    drop_drafts(by, subject=consultation.subject)
    consultation.delete()


@transaction.atomic
def submit_consultation(by, *, consultation: Consultation, sections: dict[str, dict]) -> Consultation:
    """The concern is with the specialist; a second submitting of the same draft changes nothing.

    `sections` holds the cleaned answers by section. The raiser, the manager of their team and the screening
    team now have a part.
    """
    consultation = _locked(consultation)
    if consultation.state != State.DRAFT and consultation.raised_by_id == by.pk:
        return consultation
    require(rules.may_submit(by, consultation))
    child = Child.objects.create(authority=consultation.authority, **sections.get("child", {}))
    for section in ("safety", "voice", "question", "needs", "family"):
        for name, value in sections.get(section, {}).items():
            if name not in ("exploitation",):
                setattr(consultation, name, value)
    consultation.child = child
    consultation.state = State.SCREENING
    consultation.submitted_at = timezone.now()
    consultation.save()
    for order, item in enumerate(sections["noticed"]["items"], start=1):
        Noticed.objects.create(consultation=consultation, order=order, **item)
    ContextNoted.objects.bulk_create(
        ContextNoted(consultation=consultation, **item) for item in sections.get("contexts", {}).get("items", [])
    )
    SignConsidered.objects.bulk_create(
        SignConsidered(consultation=consultation, **item) for item in sections.get("signs", {}).get("items", [])
    )
    ExploitationConsidered.objects.bulk_create(
        ExploitationConsidered(consultation=consultation, **item)
        for item in sections.get("needs", {}).get("exploitation", [])
    )
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(consultation=consultation, **item) for item in sections.get("equality", {}).get("items", [])
    )
    team, screeners = team_of(by), screening_team(consultation.authority)
    if team is not None:
        ConsultationPart.objects.create(matter=consultation, team=team, managers_only=True, reason=PartReason.MANAGES)
    if screeners is not None:
        ConsultationPart.objects.create(matter=consultation, team=screeners, reason=PartReason.SCREENS)
    drop_drafts(by, subject=consultation.subject)
    said = _said(sections)
    record(
        ConsultationSubmitted(subject=consultation.subject, danger=consultation.danger, changed=tuple(said)),
        by=by,
        after=said,
    )
    return consultation


def _said(sections: dict[str, dict]) -> dict[str, str]:
    """What was sent, by field, for the trail, which keeps its hashes alone. What is kept apart is not in it."""
    return {
        f"{section}.{name}": json.dumps(value, default=str, sort_keys=True, ensure_ascii=False)
        for section, content in sorted(sections.items())
        if section != Section.EQUALITY
        for name, value in sorted(content.items())
        if value not in ("", None, [])
    }


@transaction.atomic
def note_reading(by, *, consultation: Consultation, how: str = "page") -> None:
    """That this person read the record stands in the trail; called before it is shown."""
    record(ConsultationRead(subject=consultation.subject, how=how), by=by)


@transaction.atomic
def note_document(by, *, consultation: Consultation, kind: str) -> None:
    """That this person took a document out stands in the trail; called before it is handed over."""
    require(consultation.pk in _seen(by, consultation) and rules.may_take_out(by, consultation))
    record(DocumentMade(subject=consultation.subject, kind=kind), by=by)


class SaidBefore(ValueError):
    """Other words were kept from the same page already; these were not. The message is a sentence for the page."""

    def __init__(self):
        super().__init__(
            "Other words were already sent from this page, and stand in the record. These are still here: send them "
            "again to add them as well."
        )


@transaction.atomic
def write_note(by, *, consultation: Consultation, happened_on, text: str, childs_words: str, once_key: str) -> Note:
    """What became known stands in the record. The same key again changes nothing; with other words, SaidBefore."""
    require(rules.may_write_note(by, consultation))
    note, made = Note.objects.get_or_create(
        once_key=f"{consultation.reference}:{once_key}"[:60],
        defaults={
            "consultation": consultation,
            "written_by": by,
            "happened_on": happened_on,
            "text": text,
            "childs_words": childs_words,
        },
    )
    if made:
        record(NoteWritten(subject=consultation.subject), by=by)
    elif (note.text, note.childs_words, note.happened_on) != (text, childs_words, happened_on):
        raise SaidBefore
    return note


class ChildMoved(Exception):
    """A colleague completed the child's page since it was opened; `child` is what stands now. Nothing was written."""

    def __init__(self, child: Child):
        super().__init__("completed by a colleague")
        self.child = child


@transaction.atomic
def complete_child(by, *, consultation: Consultation, said: dict, labels: dict[str, str], version: int) -> None:
    """What has become known about the child stands in the record, and a note says what was added, by whom and when.

    Nothing is emptied, and what stood before stands in the note. Raises ChildMoved where a colleague was quicker.
    """
    consultation = _locked(consultation)
    require(rules.may_complete(by, consultation))
    child = Child.objects.select_for_update().get(pk=consultation.child_id)
    said = {name: value for name, value in said.items() if value not in (None, "", False)}
    if said.get("birth_kind") == BirthKind.UNKNOWN:
        said.pop("birth_kind")
    changed = {name: value for name, value in said.items() if getattr(child, name) != value}
    if not changed:
        return
    if child.version != version:
        raise ChildMoved(child)
    before = {name: _told(child, name) for name in changed}
    for name, value in changed.items():
        setattr(child, name, value)
    child.version += 1
    child.save()
    lines = [
        f"{labels[name]}{f'. Before: {before[name]}' if before[name] else ''}" for name in changed if name in labels
    ]
    Note.objects.create(
        consultation=consultation,
        written_by=by,
        happened_on=timezone.localdate(),
        text="\n".join(["About the child, it became known:", *lines]),
    )
    after = {name: str(value) for name, value in changed.items()}
    record(NoteWritten(subject=consultation.subject), by=by)
    record(
        ChildCompleted(subject=consultation.subject, changed=tuple(sorted(changed))),
        by=by,
        before=before,
        after=after,
    )


def _told(child: Child, name: str) -> str:
    """What stands in one field of the child, in the words of its list where it has one."""
    value = getattr(child, name)
    if child._meta.get_field(name).choices:
        return str(getattr(child, f"get_{name}_display")())
    return str(value) if value else ""


@transaction.atomic
def complete_equality(by, *, consultation: Consultation, items: list[dict]) -> None:
    """Rows of the equality page that had no answer have one, or the reason for none. Answers that stand stay."""
    consultation = _locked(consultation)
    require(rules.may_complete(by, consultation))
    stands = {row.about: row for row in EqualityAnswer.objects.filter(consultation=consultation)}
    before, after = {}, {}
    for item in items:
        about, row = item["about"], stands.get(item["about"])
        if row is not None and (row.answer or row.own_words):
            continue
        values = {name: value for name, value in item.items() if name != "about"}
        if row is not None and all(getattr(row, name) == value for name, value in values.items()):
            continue
        before[about] = str({name: getattr(row, name) for name in values}) if row is not None else ""
        after[about] = str(values)
        EqualityAnswer.objects.update_or_create(consultation=consultation, about=about, defaults=values)
    if after:
        completed = EqualityCompleted(subject=consultation.subject, changed=tuple(sorted(after)))
        record(completed, by=by, before=before, after=after)


def _give(by, consultation: Consultation, person, reason: str) -> None:
    """The person has a live part; nothing is written where they have it already for that reason."""
    if ConsultationPart.objects.filter(live(), matter=consultation, person=person, reason=reason).exists():
        return
    ConsultationPart.objects.create(matter=consultation, person=person, reason=reason)
    record(PartGiven(subject=consultation.subject, to=f"person:{person.uuid}", reason=reason), by=by)


@transaction.atomic
def give_part(by, *, consultation: Consultation, person) -> None:
    """A colleague of the same authority who works on cases may read the consultation."""
    require(rules.may_give_part(by, consultation))
    require(rules.may_hold(person, consultation))
    _give(by, consultation, person, PartReason.GIVEN)


@transaction.atomic
def give_part_for_work(by, *, consultation: Consultation, person, reason: str) -> None:
    """Somebody who now owns this or has a step to take may read it. Asked by screening, after its own rule."""
    require(rules.may_hold(person, consultation))
    require(reason in (PartReason.OWNS, PartReason.STEP, PartReason.ANSWERS))
    _give(by, consultation, person, reason)


@transaction.atomic
def end_part(by, *, consultation: Consultation, part_id: int) -> None:
    """The part opens nothing from the next request on. The raiser's and the screening team's stay."""
    require(rules.may_give_part(by, consultation))
    part = find(ConsultationPart.objects.filter(live(), matter=consultation, pk=part_id, reason=PartReason.GIVEN))
    part.ends = timezone.now()
    part.save(update_fields=["ends"])
    record(PartEnded(subject=consultation.subject, of=f"person:{part.person.uuid}"), by=by)


@transaction.atomic
def place_bar(by, *, consultation: Consultation, person, reason: str) -> None:
    """The person may not read the consultation, whatever else would let them, and somebody else owns it.

    Where nobody can, the bar stands all the same: screening, which hands on the rest, tells who must name somebody.
    """
    require(rules.may_place_bar(by, consultation) or person.pk == by.pk)
    require(person.authority_id == consultation.authority_id and consultation.state != State.DRAFT)
    if ConsultationBar.objects.filter(live(), matter=consultation, person=person).exists():
        return
    ConsultationBar.objects.create(matter=consultation, person=person, placed_by=by, reason=reason)
    hand_on_ownership(by, consultation=consultation, person=person)
    record(BarPlaced(subject=consultation.subject, of=f"person:{person.uuid}"), by=by)


@transaction.atomic
def hand_on_ownership(by, *, consultation: Consultation, person) -> None:
    """What this person owned belongs to the manager, to who raised it, or to who screens it; to nobody who is barred."""
    if not consultation.is_open or consultation.owner_id != person.pk or rules.may_hold(person, consultation):
        return
    barred = ConsultationBar.objects.filter(live(), matter=consultation).values_list("person_id", flat=True)
    raiser = consultation.raised_by
    others = [manager_of(raiser, without=list(barred)), raiser, *people_to_tell(consultation)]
    for other in others:
        if other is not None and rules.may_hold(other, consultation):
            change_owner(by, consultation=consultation, owner=other)
            return


@transaction.atomic
def change_owner(by, *, consultation: Consultation, owner, reason: str = "") -> None:
    """The matter has this owner, who may read it. Asked by screening, after its own rule."""
    require(rules.may_hold(owner, consultation))
    consultation = _locked(consultation)
    _give(by, consultation, owner, PartReason.OWNS)
    if consultation.owner_id != owner.pk:
        was, consultation.owner = consultation.owner, owner
        consultation.save(update_fields=["owner"])
        OwnerChange.objects.create(
            consultation=consultation, was=was, now=owner, by=None if isinstance(by, str) else by, reason=reason
        )
        changed = OwnerChanged(subject=consultation.subject, to=f"person:{owner.uuid}", of=f"person:{was.uuid}")
        record(changed, by=by)


@transaction.atomic
def hand_over_matter(by, *, consultation: Consultation, to, reason: str) -> None:
    """A colleague owns the matter now, with the reason; handing it to who owns it already changes nothing."""
    consultation = _locked(consultation)
    if consultation.owner_id == to.pk and rules.works_in(by, consultation):
        return
    require(rules.may_hand_over(by, consultation))
    if not reason.strip():
        raise ValueError("Say why in words.")
    change_owner(by, consultation=consultation, owner=to, reason=reason.strip())


@transaction.atomic
def mark_decided(by, *, consultation: Consultation) -> None:
    """The consultation has a decision and stays open with its owner."""
    Consultation.objects.filter(pk=consultation.pk).update(
        state=State.DECIDED, closed_at=None, closed_owner="", closed_finding=""
    )


@transaction.atomic
def mark_returned(by, *, consultation: Consultation) -> None:
    """The consultation is with the specialist again."""
    Consultation.objects.filter(pk=consultation.pk).update(
        state=State.SCREENING, closed_at=None, closed_owner="", closed_finding=""
    )


@transaction.atomic
def close_consultation(by, *, consultation: Consultation, owner_words: str, finding: str) -> None:
    """The consultation is closed, says who has it now or why nobody has, and whether the worry was unfounded."""
    Consultation.objects.filter(pk=consultation.pk).update(
        state=State.CLOSED, closed_at=timezone.now(), closed_owner=owner_words[:300], closed_finding=finding
    )
    record(ConsultationClosed(subject=consultation.subject), by=by)


@transaction.atomic
def open_in_emergency(by, *, exact: str, reason: str) -> Consultation:
    """The person may read one record for an hour. Found by its exact reference or case reference alone.

    Raises NotFound where there is none, where it is in another authority, or where a bar stands; ValueError
    where the reason is shorter than thirty characters.
    """
    require(rules.may_open_in_emergency(by))
    if len(reason.strip()) < EMERGENCY_REASON_AT_LEAST:
        raise ValueError("Say why in at least 30 characters.")
    rows = Consultation.objects.filter(authority_id=by.authority_id).exclude(state=State.DRAFT)
    consultation = rows.filter(reference=as_reference(exact)).first() or find(
        rows.filter(child__case_reference__iexact=exact.strip()).order_by("-submitted_at")
    )
    require(not ConsultationBar.objects.filter(live(), matter=consultation, person=by).exists())
    now = timezone.now()
    ConsultationEmergency.objects.create(
        matter=consultation, person=by, reason=reason.strip(), begins=now, ends=now + EMERGENCY_LASTS
    )
    record(EmergencyOpened(subject=consultation.subject), by=by)
    rules.forget_what_was_opened(by)
    return consultation


@transaction.atomic
def note_emergency_refused(by) -> None:
    """That nothing could be opened stands in the trail, in the same words as every other ‘not found’."""
    require(rules.may_open_in_emergency(by))
    record(Refused(route="concerns:emergency", method="POST"), by=by)


@transaction.atomic
def review_emergency(by, *, access_id: int, review: str) -> None:
    """Somebody else has looked at an emergency opening, and said in words what they found."""
    access = find(
        ConsultationEmergency.objects.select_for_update(of=("self",))
        .filter(pk=access_id, reviewed_at__isnull=True)
        .select_related("matter")
    )
    require(rules.may_review_emergency(by, access))
    access.reviewed_by, access.reviewed_at, access.review = by, timezone.now(), review
    access.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    record(EmergencyReviewed(subject=access.matter.subject), by=by)


@transaction.atomic
def answer_same_child(by, *, one: Consultation, other: Consultation, same: bool, reason: str) -> None:
    """A person said whether two consultations are about one child. Nothing is merged; a new answer undoes the old."""
    require({row.pk for row in (one, other)} <= _seen(by, one, other))
    require(rules.works_in(by, one))
    first, second = sorted((one, other), key=lambda row: row.pk)
    SameChild.objects.filter(one=first, other=second, undone_at__isnull=True).update(
        undone_at=timezone.now(), undone_by=by
    )
    SameChild.objects.create(one=first, other=second, same=same, by=by, reason=reason)
    record(SameChildAnswered(subject=one.subject, other=other.subject, same=same), by=by)


def _seen(person, *consultations) -> set[int]:
    return set(
        Consultation.objects.filter(
            rules.sees_consultation(person), pk__in=[row.pk for row in consultations]
        ).values_list("pk", flat=True)
    )


@transaction.atomic
def forget_old_drafts(by: str) -> int:
    """Drafts whose time has run out are gone, and unsent consultations of which nothing is left. Returns how many.

    Ninety days after the last keystroke (`decisions.models.DRAFT_DAYS`): what was never said is not kept (promise 9).
    """
    require(by == "system:worker")
    forget_expired_drafts()
    empty = Consultation.objects.filter(
        state=State.DRAFT, created_at__lt=timezone.now() - timedelta(days=DRAFT_DAYS)
    ).exclude(pk__in=[row.pk for row in _with_drafts()])
    forgotten = 0
    for consultation in empty:
        record(ConsultationDiscarded(subject=consultation.subject), by=by)
        consultation.delete()
        forgotten += 1
    return forgotten


def _with_drafts() -> list[Consultation]:
    known = {subject.removeprefix("consultation:") for subject in subjects_with_drafts("consultation:")}
    return list(Consultation.objects.filter(state=State.DRAFT, reference__in=known))
