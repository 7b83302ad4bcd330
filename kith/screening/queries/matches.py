"""Earlier worries that may be about the same child."""

from django.db.models import prefetch_related_objects

from kith.access.rules import find
from kith.concerns.queries import (
    answers_about_same_child,
    barred_among,
    likely_same_child,
    seen_among,
)
from kith.concerns.rules import sees_consultation

from ..models import (
    MatchNotice,
    OpenMatch,
    Screening,
    ScreeningDecision,
)


def earlier_worries(person, screening: Screening) -> list[dict]:
    """Other records that may be about the same child and that the person may read, in date order."""
    consultation = screening.consultation
    matches = likely_same_child(consultation)
    seen = seen_among(person, [row for row, _ in matches])
    answers = answers_about_same_child(consultation)
    found = [(row, how) for row, how in matches if row.pk in seen]
    prefetch_related_objects([row for row, _ in found], "noticed")
    decisions = {
        decision.screening.consultation_id: decision
        for decision in ScreeningDecision.objects.filter(
            screening__consultation__in=[row.pk for row, _ in found], replaced_by__isnull=True
        )
        .select_related("screening")
        .prefetch_related("outcomes", "sign_offs__answered_by", "disagreements__answered_by", "reopenings__by")
        .order_by("made_at")
        if decision.taken_back is None
    }
    return [
        {"consultation": row, "how": how, "answer": answers.get(row.pk), "decision": decisions.get(row.pk)}
        for row, how in found
    ]


def matches_to_answer(person, screening: Screening) -> list[tuple]:
    """Likely matches that the person may read and of which nobody said whether it is the same child; and how matched."""
    matches = likely_same_child(screening.consultation)
    seen = seen_among(person, [row for row, _ in matches])
    answers = answers_about_same_child(screening.consultation)
    return [(row, how) for row, how in matches if row.pk in seen and row.pk not in answers]


def open_matches_in(person, decisions) -> dict[int, list[OpenMatch]]:
    """Earlier worries that were not told apart when these were decided and that the person may read, by the decision."""
    rows = list(OpenMatch.objects.filter(decision__in=[row.pk for row in decisions]).select_related("about"))
    seen = seen_among(person, [row.about for row in rows])
    found: dict[int, list[OpenMatch]] = {}
    for row in rows:
        if row.about_id in seen:
            found.setdefault(row.decision_id, []).append(row)
    return found


def _told(person):
    return MatchNotice.objects.filter(sees_consultation(person, to="about_id"), told=person)


def match_notices_for(person):
    """Likely matches with a record of this person's own, of which nobody else was told and which wait for an answer."""
    return _told(person).filter(answered_at__isnull=True).select_related("about__child").order_by("at")


def match_notice_for(person, reference: str, uuid) -> MatchNotice:
    """One likely match with a record of this person's own, answered or not. Raises NotFound."""
    return find(
        _told(person)
        .filter(about__reference=reference, uuid=uuid)
        .select_related("about", "consultation", "specialist")
    )


def conflict_in(person, notice: MatchNotice) -> bool:
    """Yes where a conflict of interest keeps the specialist from this person's record."""
    return notice.specialist is not None and bool(barred_among(notice.specialist, [notice.about]))


def open_matches_of(person, consultation) -> list:
    """Who was told of a likely match with this consultation and let its specialist know, by time.

    Not for whom a conflict of interest keeps from the other record, unless its owner wrote to them by name.
    """
    rows = list(
        MatchNotice.objects.filter(consultation=consultation, answered_at__isnull=False)
        .exclude(answer="")
        .select_related("told", "about")
        .order_by("answered_at")
    )
    barred = barred_among(person, [row.about for row in rows])
    return [row for row in rows if row.specialist_id == person.pk or row.about_id not in barred]
