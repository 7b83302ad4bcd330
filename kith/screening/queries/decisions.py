"""Decisions, the answers to them, and the steps that follow."""

from django.db.models import F, Prefetch

from kith.access.rules import find
from kith.concerns.rules import sees_consultation
from kith.people.words import Role

from ..models import (
    CitedStatement,
    DecisionOutcome,
    Disagreement,
    PutBack,
    Question,
    Reopening,
    Screening,
    ScreeningDecision,
    SignOff,
    StartedPathway,
    Step,
)
from ..words import SIGNED_OFF_BY, Outcome, State
from .queue import _with_day, screening_for


def decision_to_replace(person, screening: Screening) -> ScreeningDecision | None:
    """The newest decision on this screening that the person may read: the one that the next decision replaces."""
    return (
        ScreeningDecision.objects.filter(
            sees_consultation(person, to="screening__consultation_id"), screening=screening
        )
        .filter(replaced_by__isnull=True)
        .order_by("-made_at", "-pk")
        .first()
    )


def sign_offs_for(person):
    """Sign-offs that wait for this manager, by due date."""
    if not person.holds(Role.MANAGER):
        return SignOff.objects.none()
    return (
        SignOff.objects.filter(
            sees_consultation(person, to="decision__screening__consultation_id"),
            asked_of=person,
            answered_at__isnull=True,
        )
        .select_related("decision__screening__consultation__child", "decision__made_by")
        .order_by("due_on", "pk")
    )


def sign_off_for(person, reference: str, uuid) -> SignOff:
    """One sign-off of a screening that the person may read. Raises NotFound."""
    screening = screening_for(person, reference)
    return find(
        SignOff.objects.filter(decision__screening=screening, uuid=uuid).select_related(
            "decision__screening__consultation", "decision__made_by", "asked_of"
        )
    )


def returned_to(screening: Screening) -> PutBack | None:
    """Who put the last decision back, when, how and why, while no new decision takes its place."""
    if screening.state != State.CLAIMED:
        return None
    last = decisions_of(screening).filter(replaced_by__isnull=True).first()
    return last.taken_back if last else None


def decisions_of(screening: Screening):
    """Every decision on a screening with its outcomes, sign-offs, disagreements and steps, newest first."""
    steps = Step.objects.select_related("owner", "done_by")
    return (
        ScreeningDecision.objects.filter(screening=screening)
        .select_related("made_by", "level", "next_owner", "screening__consultation")
        .prefetch_related(
            Prefetch("outcomes", DecisionOutcome.objects.order_by("pk")),
            Prefetch("cited", CitedStatement.objects.select_related("statement__level__document")),
            Prefetch("sign_offs", SignOff.objects.select_related("asked_of", "answered_by").order_by("asked_at", "pk")),
            Prefetch(
                "disagreements", Disagreement.objects.select_related("by", "to", "answered_by").order_by("at", "pk")
            ),
            Prefetch("reopenings", Reopening.objects.select_related("by").order_by("at", "pk")),
            Prefetch("pathways", StartedPathway.objects.prefetch_related(Prefetch("steps", steps)).order_by("pk")),
        )
        .order_by("-made_at", "-pk")
    )


def decision_for(person, reference: str, uuid) -> ScreeningDecision:
    """One decision of a screening that the person may read. Raises NotFound."""
    return find(decisions_of(screening_for(person, reference)).filter(uuid=uuid))


def steps_of(person, *, dated: bool | None = None):
    """Steps that this person has still to take, by due date; those without one come last, or stand alone."""
    return (
        Step.objects.filter(
            _with_day(dated),
            sees_consultation(person, to="pathway__decision__screening__consultation_id"),
            owner=person,
            done_at__isnull=True,
            pathway__stopped_at__isnull=True,
        )
        .select_related("pathway__decision__screening__consultation__child")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def to_answer_in(person, screening: Screening) -> tuple[str, object] | None:
    """What waits in this matter for the person's own answer, the most urgent first: its page, and its key there."""
    waits = {"answered_at__isnull": True}
    sign_offs = SignOff.objects.filter(decision__screening=screening, asked_of=person, **waits)
    disagreements = Disagreement.objects.filter(decision__screening=screening, to=person, **waits)
    questions = Question.objects.filter(screening=screening, asked_of=person, **waits)
    found = [
        (day, page, uuid)
        for page, rows in (("sign-off", sign_offs), ("disagreement", disagreements), ("answer", questions))
        for day, uuid in rows.values_list("due_on", "uuid")
    ]
    first = min(found, key=lambda row: row[0], default=None)
    return (first[1], first[2]) if first else None


def waits_for_sign_off(person, consultations) -> dict[int, str]:
    """In words, what each of these waits for that was decided and is not signed off yet; by the consultation's key."""
    rows = SignOff.objects.filter(
        sees_consultation(person, to="decision__screening__consultation_id"),
        answered_at__isnull=True,
        decision__screening__consultation__in=[row.pk for row in consultations],
        decision__screening__state=State.SIGN_OFF,
    )
    names = rows.values_list("decision__screening__consultation_id", "asked_of__name")
    return {key: SIGNED_OFF_BY.format(name) for key, name in names}


def step_for(person, reference: str, uuid) -> Step:
    """One step of a screening that the person may read. Raises NotFound."""
    screening = screening_for(person, reference)
    return find(
        Step.objects.filter(pathway__decision__screening=screening, uuid=uuid).select_related(
            "pathway__decision__screening__consultation", "owner", "done_by"
        )
    )


def disagreements_for(person):
    """Disagreements that wait for this person's answer, by due date."""
    return (
        Disagreement.objects.filter(
            sees_consultation(person, to="decision__screening__consultation_id"), to=person, answered_at__isnull=True
        )
        .select_related("decision__screening__consultation__child", "by")
        .order_by("due_on", "pk")
    )


def disagreement_for(person, reference: str, uuid) -> Disagreement:
    """One disagreement of a screening that the person may read. Raises NotFound."""
    screening = screening_for(person, reference)
    return find(
        Disagreement.objects.filter(decision__screening=screening, uuid=uuid).select_related(
            "decision__screening__consultation", "by", "to", "answered_by"
        )
    )


def steps_left(screening: Screening) -> list[Step]:
    """Steps of this screening's standing pathways that are still to be taken, by due day."""
    return list(
        Step.objects.filter(
            pathway__decision__screening=screening, pathway__stopped_at__isnull=True, done_at__isnull=True
        )
        .select_related("owner", "pathway")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def outcome_words(keys) -> list[str]:
    """Outcomes as people say them, in the fixed order."""
    return [outcome.label for outcome in Outcome if outcome.value in set(keys)]
