"""What happened, in order."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Prefetch

from kith.design.times import LONDON

from ..models import (
    Consultation,
    Note,
    OwnerChange,
    Referral,
)

# Boxes that hold other words than the child's own; everywhere else it is they who are quoted.
WORDS_ARE = {
    "noticed": "Exact words",
    "decision": "What the child says and wants, or why it is not known",
    "context-noticed": "What young people said there",
    "context-assessed": "What young people said",
    "context-conference": "What young people said",
}


class Happening(NamedTuple):
    """One line of a chronology: when, what, and words that somebody said, which `words_are` names by the kind."""

    at: date
    kind: str
    title: str
    text: str = ""
    words: str = ""
    by: str = ""
    moment: datetime | None = None
    reference: str = ""
    # Of which context it is, by its reference; nothing where it is of the matter itself.
    context: str = ""

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


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def _noticed_title(noticed) -> str:
    when = "" if noticed.happened_on else f" ({noticed.happened_words or 'date not yet known'})"
    return f"Noticed{when}{', ' if noticed.where else ''}{noticed.where}"


NOTES = "notes__written_by"


def _happened() -> tuple:
    """What a chronology is told from, the notes aside: of those it reads the words alone, a long life has hundreds."""
    return "noticed", *_followed_from()


def _followed_from() -> tuple:
    referrals = Referral.objects.select_related("started_by", "urgent_by", "sent_by").order_by("started_at", "pk")
    changes = OwnerChange.objects.select_related("was", "now", "by")
    return Prefetch("referrals", referrals), Prefetch("owner_changes", changes)


def chronology_of(consultations: Iterable[Consultation]) -> list[Happening]:
    """What happened, as these records know it, in no order. The caller holds records with what `_happened` reads."""
    records = {row.pk: row for row in consultations}
    lines = [line for row in records.values() for line in _of_record(row)]
    notes = Note.objects.filter(consultation__in=list(records)).order_by("pk")
    told = notes.values_list("consultation_id", "happened_on", "text", "childs_words", "written_by__name", "written_at")
    for key, day, text, childs_words, writer, at in told:
        moment = at if _day(at) == day else None
        line = Happening(day, "note", "Became known", text, childs_words, writer, moment, records[key].reference)
        lines.append(line)
    return lines


def _of_record(consultation: Consultation) -> list[Happening]:
    reference = consultation.reference
    lines = [
        Happening(
            noticed.happened_on or _day(consultation.submitted_at),
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
            _day(consultation.submitted_at),
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
            _day(change.at),
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
                _day(consultation.closed_at),
                "closed",
                "Closed",
                consultation.closed_owner,
                moment=consultation.closed_at,
                reference=reference,
            )
        )
    return lines


def _followed(referral: Referral, reference: str) -> list[Happening]:
    """What happened with one referral to Prevent."""
    lines = []

    def add(moment, kind, title, text="", by=""):
        if moment:
            day = _day(moment)
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
