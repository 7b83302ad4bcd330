"""Reading concerns. Every query of records begins with the rule's filter."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q
from django.utils import timezone

from kith.access.rules import find, live
from kith.audit.queries import entries_about
from kith.people.queries import casework_colleagues, members_of, roles_in_words
from kith.people.words import Role

from .events import SameChildAnswered
from .models import (
    Child,
    Consultation,
    ConsultationBar,
    ConsultationEmergency,
    ConsultationPart,
    OwnerChange,
    Referral,
    ReferralTemplate,
    SameChild,
    as_reference,
    searchable,
)
from .referral_texts import put_words_of_lists
from .rules import may_complete, people_who_see, reads_in_emergency_until, sees_consultation
from .words import EQUALITY_ROWS, State

# The only fields that a search looks into; their class allows it (tests/architecture/test_field_classes.py).
SEARCHED = REFERENCE, CASE_REFERENCE, NAME = "reference", "child__case_reference", "child__search_name"


# Boxes that hold other words than the child's own; everywhere else it is they who are quoted.
WORDS_ARE = {"noticed": "Exact words", "decision": "What the child says and wants, or why it is not known"}


@dataclass(frozen=True)
class Happening:
    """One line of a chronology: when, what, and words that somebody said, which `words_are` names by the kind."""

    at: date
    kind: str
    title: str
    text: str = ""
    words: str = ""
    by: str = ""
    moment: datetime | None = None
    reference: str = ""

    @property
    def order(self):
        """By day; within a day, what has no hour first, then by the clock, last what is still to do by then.

        A closing stands after what it closes.
        """
        unclocked = float("inf") if self.kind == "step-due" else 0.0
        return (self.at, self.moment.timestamp() if self.moment else unclocked, self.kind == "closed")

    @property
    def words_are(self) -> str:
        """Whose words they are, as the box was called in which they were written."""
        return WORDS_ARE.get(self.kind, "The child’s own words") if self.words else ""

    @property
    def childs_words(self) -> str:
        """The words where they were asked for as the child's own; nobody else's."""
        return "" if self.kind in WORDS_ARE else self.words


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


def open_owned_by(person) -> int:
    """How many open consultations have this person as their owner."""
    return Consultation.objects.filter(owner=person, state__in=[State.SCREENING, State.DECIDED]).count()


def closed_matters_of(person, limit: int = 50):
    """What the person raised and is closed, newest first."""
    return consultations_seen_by(person).filter(state=State.CLOSED, raised_by=person).order_by("-closed_at")[:limit]


def with_record(person, reference: str) -> Consultation:
    """The consultation with everything that was submitted, in a fixed number of queries. Raises NotFound."""
    rows = consultations_seen_by(person).filter(reference=reference).exclude(state=State.DRAFT)
    found = _with_hour(
        person,
        find(
            rows.prefetch_related(
                "noticed", "contexts", "signs", "exploitation", "notes__written_by", *_followed_from()
            )
        ),
    )
    put_words_of_lists([found], found.authority_id)
    return found


def _noticed_title(noticed) -> str:
    when = "" if noticed.happened_on else f" ({noticed.happened_words or 'date not yet known'})"
    return f"Noticed{when}{', ' if noticed.where else ''}{noticed.where}"


def _followed_from() -> tuple:
    referrals = Referral.objects.select_related("started_by", "urgent_by", "sent_by").order_by("started_at", "pk")
    changes = OwnerChange.objects.select_related("was", "now", "by")
    return Prefetch("referrals", referrals), Prefetch("owner_changes", changes)


def chronology_of(consultation: Consultation) -> list[Happening]:
    """What happened, in order, as this record knows it. The caller holds a record that its reader may read."""
    reference = consultation.reference
    lines = [
        Happening(
            noticed.happened_on or timezone.localtime(consultation.submitted_at).date(),
            "noticed",
            _noticed_title(noticed),
            noticed.what,
            noticed.exact_words,
            noticed.known_from,
            reference=reference,
        )
        for noticed in consultation.noticed.all()
    ]
    lines.append(
        Happening(
            timezone.localtime(consultation.submitted_at).date(),
            "submitted",
            "Consultation sent to the specialist",
            consultation.question,
            consultation.voice_words,
            consultation.raised_by.name,
            consultation.submitted_at,
            reference,
        )
    )
    lines += [
        Happening(
            note.happened_on,
            "note",
            "Became known",
            note.text,
            note.childs_words,
            note.written_by.name,
            note.written_at if timezone.localtime(note.written_at).date() == note.happened_on else None,
            reference,
        )
        for note in consultation.notes.all()
    ]
    lines += [
        Happening(
            timezone.localtime(change.at).date(),
            "owner",
            f"{change.now.name} owns the matter, in place of {change.was.name}",
            change.reason,
            by=change.by.name if change.by else "",
            moment=change.at,
            reference=reference,
        )
        for change in consultation.owner_changes.all()
    ]
    for referral in consultation.referrals.all():
        lines += _followed(referral, reference)
    if consultation.closed_at:
        lines.append(
            Happening(
                timezone.localtime(consultation.closed_at).date(),
                "closed",
                "Closed",
                consultation.closed_owner,
                moment=consultation.closed_at,
                reference=reference,
            )
        )
    return sorted(lines, key=lambda line: line.order)


def _followed(referral: Referral, reference: str) -> list[Happening]:
    """What happened with one referral to Prevent."""
    lines = []

    def add(moment, kind, title, text="", by=""):
        if moment:
            day = timezone.localtime(moment).date()
            lines.append(Happening(day, kind, title, text, by=by, moment=moment, reference=reference))

    def name(person) -> str:
        return person.name if person else ""

    add(referral.started_at, "referral-started", "Referral to Prevent begun", by=name(referral.started_by))
    because = f"There was no time for a decision because {referral.urgent_because}"
    title = "Referral to Prevent without a decision"
    add(referral.urgent_at, "referral-urgent", title, because, name(referral.urgent_by))
    sent = f"To {referral.sent_to}, by {referral.sent_how}"
    add(referral.sent_at, "referral-sent", "Referral to Prevent sent", sent, name(referral.sent_by))
    title = "Referral to Prevent acknowledged"
    add(referral.acknowledged_at, "referral-acknowledged", title, by=referral.acknowledged_by)
    add(referral.outcome_at, "referral-outcome", "What came of the referral to Prevent", referral.outcome)
    return lines


def parts_in(consultation: Consultation) -> list[ConsultationPart]:
    """The live parts, oldest first: who may read this, and why; a team's with its people who may."""
    parts = list(
        ConsultationPart.objects.filter(live(), matter=consultation)
        .select_related("person", "person__agency", "team")
        .order_by("begins", "pk")
    )
    readers = {person.pk for person in people_who_see(consultation)}
    for part in parts:
        members = members_of([part.team], managers_only=part.managers_only) if part.team else [part.person]
        part.readers = [person for person in members if person.pk in readers]
    return parts


def bars_in(consultation: Consultation):
    """The live conflicts of interest, oldest first; for the manager, who must know why somebody may not read it."""
    return ConsultationBar.objects.filter(live(), matter=consultation).select_related("person").order_by("begins", "pk")


def has_handed_over(person, consultation: Consultation) -> bool:
    """Yes for whoever handed the matter to its present owner and may still read it."""
    last = consultation.owner_changes.order_by("-at", "-pk").first()
    return last is not None and last.by_id == person.pk and bool(seen_among(person, [consultation]))


def colleagues_for(person, consultation: Consultation):
    """Who in the person's authority may be named in this matter, by name; nobody with a conflict of interest."""
    return casework_colleagues(person).exclude(pk__in=bars_in(consultation).values("person_id"))


def bars_known_to(person):
    """Live conflicts of interest: of the authority for information governance, else of what a manager may read."""
    rows = ConsultationBar.objects.filter(live(), matter__authority_id=person.authority_id)
    rows = rows.select_related("person", "matter__child").order_by("begins", "pk")
    if person.holds(Role.GOVERNANCE):
        return rows
    return rows.filter(sees_consultation(person, to="matter_id")) if person.holds(Role.MANAGER) else rows.none()


def live_bars():
    """Every live conflict of interest, oldest first; for the worker alone."""
    return ConsultationBar.objects.filter(live()).select_related("person", "matter").order_by("begins", "pk")


def equality_unanswered(person, consultation: Consultation) -> list[str]:
    """Which rows of the equality page have no answer yet, for who may complete them; never what was answered."""
    if not may_complete(person, consultation):
        return []
    rows = consultation.equality_answers.exclude(answer="", own_words="")
    answered = set(rows.values_list("about", flat=True))
    return [about for about in EQUALITY_ROWS if about not in answered]


def emergencies_in(consultation: Consultation):
    """Every emergency opening of this record, newest first."""
    return ConsultationEmergency.objects.filter(matter=consultation).select_related("person").order_by("-begins", "-pk")


def likely_same_child(consultation: Consultation) -> list[tuple[Consultation, str]]:
    """Other submitted consultations of the same authority that may be about the same child, oldest first.

    By case reference, or by name and date of birth; never by anything else about the child. Without a person's
    filter: only screening asks, and decides whom to tell.
    """
    child = consultation.child
    if child is None:
        return []
    same = Q(pk__in=[])
    if child.case_reference:
        same |= Q(case_reference__iexact=child.case_reference)
    if child.search_name and child.birth_date:
        same |= Q(search_name=child.search_name, birth_date=child.birth_date)
    children = Child.objects.filter(same, authority_id=consultation.authority_id).exclude(pk=child.pk)
    rows = (
        Consultation.objects.filter(child__in=children)
        .exclude(state=State.DRAFT)
        .select_related("child", "owner", "raised_by")
        .order_by("submitted_at")
    )
    return [
        (
            row,
            "reference"
            if child.case_reference and row.child.case_reference.casefold() == child.case_reference.casefold()
            else "name and birth date",
        )
        for row in rows
    ]


def answers_about_same_child(consultation: Consultation) -> dict[int, SameChild]:
    """What people answered about this consultation's likely matches, by the other's key."""
    rows = SameChild.objects.filter(Q(one=consultation) | Q(other=consultation), undone_at__isnull=True)
    return {(row.other_id if row.one_id == consultation.pk else row.one_id): row for row in rows}


def seen_among(person, consultations) -> set[int]:
    """Which of these the person may read."""
    keys = [row.pk for row in consultations]
    return set(Consultation.objects.filter(sees_consultation(person), pk__in=keys).values_list("pk", flat=True))


def barred_among(person, consultations) -> set[int]:
    """From which of these a conflict of interest keeps the person."""
    keys = [row.pk for row in consultations]
    rows = ConsultationBar.objects.filter(live(), person=person, matter__in=keys)
    return set(rows.values_list("matter_id", flat=True))


def entries_for(person, consultation: Consultation, limit: int = 200) -> list:
    """What was done in this record, newest first, but for what would tell of another that the person may not read."""
    entries = list(entries_about(consultation.subject)[:limit])
    others = {entry.seq: _other(entry) for entry in entries if entry.verb == SameChildAnswered.verb}
    visible = visible_references(person, others.values()) if others else set()
    return [entry for entry in entries if entry.seq not in others or others[entry.seq] in visible]


def _other(entry) -> str:
    return entry.details["other"].removeprefix("consultation:")


def search_for(person, text: str, limit: int = 50):
    """Records this person may read whose reference, case reference or child's name fits, newest first."""
    wanted = text.strip()
    if len(wanted) < 2:
        return Consultation.objects.none()
    return (
        consultations_seen_by(person)
        .exclude(state=State.DRAFT)
        .filter(
            Q(**{REFERENCE: as_reference(wanted)})
            | Q(**{f"{CASE_REFERENCE}__iexact": wanted})
            | Q(**{f"{NAME}__contains": searchable(wanted)})
        )
        .order_by("-submitted_at")[:limit]
    )


def visible_references(person, references) -> set[str]:
    """Which of these references the person may read; the others do not exist for them."""
    rows = Consultation.objects.filter(sees_consultation(person), reference__in=list(references))
    return set(rows.values_list("reference", flat=True))


def confirmed_same(person, consultation: Consultation) -> list[Consultation]:
    """Other records that a person confirmed as about the same child and that the reader may read, oldest first."""
    pairs = SameChild.objects.filter(Q(one=consultation) | Q(other=consultation), undone_at__isnull=True, same=True)
    keys = {key for pair in pairs.values_list("one_id", "other_id") for key in pair} - {consultation.pk}
    if not keys:
        return []
    rows = list(
        consultations_seen_by(person)
        .filter(pk__in=keys)
        .exclude(state=State.DRAFT)
        .prefetch_related("noticed", "notes__written_by", *_followed_from())
        .order_by("submitted_at")
    )
    put_words_of_lists(rows, person.authority_id)
    return rows


def owner_of(subject: str):
    """Who owns the consultation that an event is about; for reactions alone, which act in its transaction."""
    return Consultation.objects.select_related("owner").get(reference=subject.removeprefix("consultation:")).owner


def emergency_for_review(person, uuid) -> ConsultationEmergency:
    """One emergency opening that waits for this person's review. Raises NotFound."""
    return find(unreviewed_emergencies(person).filter(uuid=uuid))


def unreviewed_emergencies(person):
    """Emergency openings in the person's authority that nobody has looked at, oldest first."""
    return (
        ConsultationEmergency.objects.filter(reviewed_at__isnull=True, matter__authority_id=person.authority_id)
        .exclude(person=person)
        .select_related("person", "matter")
        .order_by("begins")
    )


def emergencies_left(day) -> list[ConsultationEmergency]:
    """Emergency openings of before this day that nobody has looked at, oldest first; for the worker alone."""
    rows = ConsultationEmergency.objects.filter(reviewed_at__isnull=True, begins__date__lt=day)
    return list(rows.select_related("matter").order_by("begins", "pk")[:1000])


def submitted(subject: str) -> Consultation:
    """The submitted consultation that an event is about; for reactions alone, which act in its transaction."""
    return Consultation.objects.select_related("authority", "raised_by", "child").get(
        reference=subject.removeprefix("consultation:")
    )


def referral_of(person, consultation: Consultation) -> Referral | None:
    """The newest referral to Prevent of a record that the person may read, with its answers."""
    return (
        Referral.objects.filter(sees_consultation(person, to="consultation_id"), consultation=consultation)
        .select_related("consultation__authority", "started_by", "urgent_by", "checked_by", "sent_by")
        .prefetch_related("answers")
        .order_by("-started_at", "-pk")
        .first()
    )


def template_of(authority_id: int) -> ReferralTemplate | None:
    """The authority's own DOCX form, where it has one."""
    return ReferralTemplate.objects.filter(authority_id=authority_id).select_related("uploaded_by").first()


def reference_known(case_reference: str) -> bool:
    """True where any child here has this case-system reference; for the demonstration alone, which asks once."""
    return Child.objects.filter(case_reference=case_reference).exists()


def named_for(person, other) -> str:
    """How this reader may know somebody: a colleague by name, somebody of another agency by agency and role."""
    if other.agency_id == person.agency_id:
        return other.name
    return ", ".join([other.agency.name, other.job_title or " and ".join(roles_in_words(other)).lower()])


def readers_named(person, consultation: Consultation) -> list[ConsultationPart]:
    """The live parts of those who may read this now, oldest first; `who` is their person as this reader may know them."""
    parts = [part for part in parts_in(consultation) if part.team_id or part.readers]
    for part in parts:
        part.who = named_for(person, part.person) if part.person else ""
    return parts


def emergencies_named(person, consultation: Consultation) -> list[ConsultationEmergency]:
    """Every emergency opening, newest first; `who` is their person as this reader may know them."""
    rows = list(emergencies_in(consultation).select_related("person__agency"))
    for row in rows:
        row.who = named_for(person, row.person)
    return rows
