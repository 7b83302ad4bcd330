"""Consultations by the rule: one, lists of them, and the whole record."""

from dataclasses import dataclass

from django.db.models import Q

from kith.access.rules import find, live

from ..models import (
    Child,
    Consultation,
    ConsultationEmergency,
    Note,
)
from ..referral_texts import put_words_of_lists
from ..rules import may_complete, reads_in_emergency_until, sees_consultation
from ..words import EQUALITY_ROWS, State
from .chronology import NOTES, _followed_from, _happened

SUBMITTED = ("noticed", "contexts", "signs", "exploitation")
# So many notes stand on the page of a record: a long life is still a small page on a slow line.
NOTES_SHOWN = 50


def consultations_seen_by(person):
    """Every consultation that the person may read, in no order; each other query of this room begins here."""
    return Consultation.objects.filter(sees_consultation(person)).select_related(
        "child", "owner", "raised_by", "authority"
    )


def consultation_for(person, reference: str) -> Consultation:
    """The consultation with this reference, where the person may read it. Raises NotFound."""
    return _with_hour(person, find(consultations_seen_by(person).filter(reference=reference)))


def _with_hour(person, consultation: Consultation) -> Consultation:
    """The consultation, saying until when its reader reads it in an emergency, if they do."""
    consultation.read_until = reads_in_emergency_until(person, consultation)
    return consultation


def opened_in_emergency_by(person) -> list[Consultation]:
    """What the person reads in an emergency and has no part in, while the hour lasts, by reference."""
    rows = consultations_seen_by(person).filter(
        pk__in=ConsultationEmergency.objects.filter(live(), person=person).values("matter_id")
    )
    return [row for row in (_with_hour(person, row) for row in rows.order_by("reference")) if row.read_until]


def draft_for(person, reference: str) -> Consultation:
    """The person's own draft with this reference. Raises NotFound."""
    return find(consultations_seen_by(person).filter(reference=reference, state=State.DRAFT, raised_by=person))


def drafts_of(person):
    """The person's own unsent consultations, newest first."""
    return consultations_seen_by(person).filter(state=State.DRAFT, raised_by=person).order_by("-created_at")


def open_matters_of(person):
    """What is open and the person raised or owns, newest first."""
    return (
        consultations_seen_by(person)
        .filter(state__in=[State.SCREENING, State.DECIDED])
        .filter(Q(raised_by=person) | Q(owner=person))
        .order_by("-submitted_at")
    )


def closed_matters_of(person, limit: int = 50):
    """What the person raised and is closed, newest first."""
    return consultations_seen_by(person).filter(state=State.CLOSED, raised_by=person).order_by("-closed_at")[:limit]


def with_record(person, reference: str) -> Consultation:
    """The consultation with everything that was submitted or added, in a fixed number of queries. Raises NotFound."""
    return _with(person, reference, *SUBMITTED, NOTES, *_followed_from())


def to_show(person, reference: str) -> Consultation:
    """The same for a page, which shows of the notes the last ones (`last_notes`). Raises NotFound."""
    return _with(person, reference, *SUBMITTED, *_followed_from())


def with_happenings(person, reference: str) -> Consultation:
    """The consultation with what its chronology says. Raises NotFound."""
    return _with(person, reference, *_happened())


def _with(person, reference: str, *read) -> Consultation:
    rows = consultations_seen_by(person).filter(reference=reference).exclude(state=State.DRAFT)
    found = _with_hour(person, find(rows.prefetch_related(*read)))
    put_words_of_lists([found], found.authority_id)
    return found


@dataclass(frozen=True)
class LastNotes:
    """What became known last, in the order of a chronology; `more` where there is what stands in the chronology alone."""

    shown: list[Note]
    more: bool


def last_notes(consultation: Consultation) -> LastNotes:
    """The last notes of a record that its reader holds, as many as a page shows."""
    newest_first = consultation.notes.select_related("written_by").order_by("-happened_on", "-pk")
    rows = list(newest_first[: NOTES_SHOWN + 1])
    return LastNotes(rows[NOTES_SHOWN - 1 :: -1], len(rows) > NOTES_SHOWN)


def first_noticed_on(consultation: Consultation):
    """The earliest day on which something of it was noticed; None where the day of anything in it is not known."""
    days = [row.happened_on for row in consultation.noticed.all()]
    return min(days) if days and None not in days else None


def equality_unanswered(person, consultation: Consultation) -> list[str]:
    """Which rows of the equality page have no answer yet, for who may complete them; never what was answered."""
    if not may_complete(person, consultation):
        return []
    rows = consultation.equality_answers.exclude(answer="", own_words="")
    answered = set(rows.values_list("about", flat=True))
    return [about for about in EQUALITY_ROWS if about not in answered]


def words_handed_over(person, keys) -> dict[str, Note]:
    """Of these notes, by the key with which each was written, those in matters that the person may read."""
    rows = Note.objects.filter(sees_consultation(person, to="consultation_id"), once_key__in=list(keys))
    return {row.once_key: row for row in rows.select_related("written_by")}


def visible_references(person, references) -> set[str]:
    """Which of these references the person may read; the others do not exist for them."""
    rows = Consultation.objects.filter(sees_consultation(person), reference__in=list(references))
    return set(rows.values_list("reference", flat=True))


def owner_of(subject: str):
    """Who owns the consultation that an event is about; for reactions alone, which act in its transaction."""
    return Consultation.objects.select_related("owner").get(reference=subject.removeprefix("consultation:")).owner


def submitted(subject: str) -> Consultation:
    """The submitted consultation that an event is about; for reactions alone, which act in its transaction."""
    return Consultation.objects.select_related("authority", "raised_by", "child").get(
        reference=subject.removeprefix("consultation:")
    )


def reference_known(case_reference: str) -> bool:
    """True where any child here has this case-system reference; for the demonstration alone, which asks once."""
    return Child.objects.filter(case_reference=case_reference).exists()
