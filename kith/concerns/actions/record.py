"""A consultation that was sent is read, noted, completed, marked as it goes on, and closed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record, record_all

from .. import rules
from ..events import (
    ChildCompleted,
    ConsultationClosed,
    ConsultationRead,
    ConsultationsListed,
    DocumentMade,
    EqualityCompleted,
    NoteWritten,
    SameChildAnswered,
)
from ..models import (
    Child,
    Consultation,
    EqualityAnswer,
    Note,
    SameChild,
)
from ..words import BirthKind, State


def locked_consultation(consultation: Consultation) -> Consultation:
    """The matter as it stands now, held until what is being done is whole.

    Whoever begins something in it, or closes it, waits for the other, so that nothing begins in a matter that was closed.
    """
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


@transaction.atomic
def note_reading(by, *, consultation: Consultation, how: str = "page") -> None:
    """That this person read the record stands in the trail; called before it is shown."""
    record(ConsultationRead(subject=consultation.subject, how=how), by=by)


@transaction.atomic
def note_readings(by, *, consultations, how: str) -> None:
    """The same of several records that are shown together, an entry for each."""
    record_all([ConsultationRead(subject=row.subject, how=how) for row in consultations], by=by)


@transaction.atomic
def note_list(by, *, shown: list[str]) -> None:
    """That this person's program took out a list stands in the trail once, with the references that it held."""
    record(ConsultationsListed(found=len(shown), shown=tuple(shown)), by=by)


@transaction.atomic
def note_document(by, *, consultation: Consultation, kind: str) -> None:
    """That this person took a document out stands in the trail; called before it is handed over."""
    require(consultation.pk in _seen(by, consultation) and rules.may_take_out(by, consultation))
    record(DocumentMade(subject=consultation.subject, kind=kind), by=by)


# How long the same words by the same person are the same act: a page gone back to is sent again within minutes.
AGAIN = timedelta(minutes=10)


class SaidBefore(ValueError):
    """Other words were kept from the same page already; these were not. The message is a sentence for the page."""

    def __init__(self):
        super().__init__(
            "Other words were already sent from this page, and stand in the record. These are still here: send them "
            "again to add them as well."
        )


@transaction.atomic
def write_note(by, *, consultation: Consultation, happened_on, text: str, childs_words: str, once_key: str) -> Note:
    """What became known stands in the record. The same key again changes nothing; with other words, SaidBefore.

    The same words by the same person within AGAIN are the same note: the page was gone back to and sent once more.
    """
    consultation = locked_consultation(consultation)
    require(rules.may_write_note(by, consultation))
    same = consultation.notes.filter(
        written_by=by,
        written_at__range=(timezone.now() - AGAIN, timezone.now()),
        happened_on=happened_on,
        text=text,
        childs_words=childs_words,
    ).first()
    if same:
        return same
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
    consultation = locked_consultation(consultation)
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
    consultation = locked_consultation(consultation)
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
    record(ConsultationClosed(subject=consultation.subject, by_decision=bool(finding)), by=by)


@transaction.atomic
def answer_same_child(by, *, one: Consultation, other: Consultation, same: bool, reason: str) -> None:
    """A person said whether two consultations are about one child. Nothing is merged; a new answer undoes the old."""
    for row in sorted((one, other), key=lambda row: row.pk):
        locked_consultation(row)  # in one order, so that two answers wait for each other and never across
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
