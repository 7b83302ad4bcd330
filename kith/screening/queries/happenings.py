"""What screening adds to a child’s chronology."""

from django.db.models import Prefetch
from django.utils import timezone

from kith.concerns.queries import (
    Happening,
)
from kith.concerns.rules import sees_consultation

from ..models import (
    Disagreement,
    Question,
    Reopening,
    ScreeningDecision,
    SignOff,
    StartedPathway,
    Step,
)
from ..words import SignOffAnswer


def _with_what_it_relies_on(decision: ScreeningDecision) -> str:
    """The reason, and below it the level and the statements of the threshold document on which it stands."""
    lines = [f"Threshold level chosen: {decision.level_words}"] if decision.level_words else []
    for level, texts in decision.cited_by_level:
        lines.append(f"Relied on, from “{level}”: {' '.join(f'“{text}”' for text in texts)}")
    if decision.level_words and decision.passage:
        words = "In the words of who decided" if lines[1:] else "Passage relied on"
        lines.append(f"{words}: {decision.passage}")
    return "\n\n".join([decision.reason, *lines])


def happenings_in(person, consultations) -> list[Happening]:
    """What was asked, answered, decided, signed off, disagreed and done in these records, for their chronology."""
    keys = [row.pk for row in consultations]
    lines: list[Happening] = []

    def add(at, kind, title, text, reference, by="", childs_words=""):
        lines.append(Happening(timezone.localtime(at).date(), kind, title, text, childs_words, by, at, reference))

    questions = Question.objects.filter(
        sees_consultation(person, to="screening__consultation_id"), screening__consultation__in=keys
    ).select_related("asked_by", "answered_by", "screening__consultation")
    for question in questions:
        reference = question.screening.consultation.reference
        add(question.asked_at, "question", "Asked", question.text, reference, question.asked_by.name)
        if question.answered_at:
            add(question.answered_at, "answer", "Answered", question.answer, reference, question.answered_by.name)
    decisions = (
        ScreeningDecision.objects.filter(
            sees_consultation(person, to="screening__consultation_id"), screening__consultation__in=keys
        )
        .select_related("made_by", "next_owner", "screening__consultation")
        .prefetch_related(
            "outcomes",
            "cited",
            Prefetch("sign_offs", SignOff.objects.select_related("asked_of", "answered_by")),
            Prefetch("disagreements", Disagreement.objects.select_related("by", "answered_by")),
            Prefetch("reopenings", Reopening.objects.select_related("by")),
            Prefetch(
                "pathways",
                StartedPathway.objects.prefetch_related(
                    Prefetch("steps", Step.objects.select_related("done_by", "owner"))
                ),
            ),
        )
    )
    for decision in decisions:
        reference = decision.screening.consultation.reference
        words = "; ".join(row.get_outcome_display() for row in decision.outcomes.all())
        if decision.finding:
            words += f". {decision.get_finding_display()}"
        if decision.taken_back:
            words += " (later put back to the specialist)"
        add(
            decision.made_at,
            "decision",
            f"Decided: {words}",
            _with_what_it_relies_on(decision),
            reference,
            decision.made_by.name,
            decision.childs_voice,
        )
        for row in decision.sign_offs.all():
            if row.answered_at:
                whom = f"{row.asked_of.name} " if row.answer == SignOffAnswer.OVERTAKEN else ""
                title = f"Sign-off: {whom}{row.said}"
                add(row.answered_at, "sign-off", title, row.reason, reference, row.answered_by.name)
        for row in decision.disagreements.all():
            add(row.at, "disagreement", "Professional disagreement", row.text, reference, row.by.name)
            if row.answered_at:
                title = "Disagreement answered"
                if row.outcome:
                    title += f": {row.get_outcome_display().lower()}"
                add(row.answered_at, "disagreement", title, row.answer, reference, row.answered_by.name)
        for row in decision.reopenings.all():
            if row.closed_at:
                add(row.closed_at, "closed", "Closed", row.closed_owner, reference)
            add(row.at, "reopened", "Opened again", row.reason, reference, row.by.name)
        for pathway in decision.pathways.all():
            for step in pathway.steps.all():
                if step.done_at:
                    add(step.done_at, "step", f"Done: {step.title}", step.note, reference, step.done_by.name)
                elif not pathway.stopped_at:
                    # On the day by which it is due; where it has none, on the day on which it became a step.
                    day = step.due_on or timezone.localtime(pathway.started_at).date()
                    title = f"Still to do{'' if step.due_on else ', without a day'}: {step.title}"
                    lines.append(Happening(day, "step-due", title, by=step.owner.name, reference=reference))
    return lines
