"""Reading screenings, each list by its rule, in the order of what is due."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from kith.access.rules import find
from kith.concerns.queries import (
    Happening,
    answers_about_same_child,
    barred_among,
    bars_in,
    bars_known_to,
    likely_same_child,
    live_bars,
    open_owned_by,
    seen_among,
)
from kith.concerns.rules import sees_consultation
from kith.concerns.words import MATTER_OPEN
from kith.people.queries import manager_of, members_of
from kith.people.words import Role

from .models import (
    Disagreement,
    MatchNotice,
    PutBack,
    Question,
    Reopening,
    Screening,
    ScreeningDecision,
    SignOff,
    StartedPathway,
    Step,
)
from .rules import sees_screening
from .words import OPEN, DisagreementAnswer, Outcome, SignOffAnswer, State

PAGE = 25


def manager_for(person, consultation, *, without=()):
    """The manager to whom something about this person's matter goes, or None.

    Never the person, nobody among `without`, and nobody with a conflict of interest: they could not read it.
    """
    barred = [bar.person_id for bar in bars_in(consultation)]
    return manager_of(person, without=[*without, *barred])


def _still_bears_a_name() -> Q:
    """Of conflicts of interest: those whose person is still named for something that waits in the matter."""
    here, theirs = OuterRef("matter"), OuterRef("person")
    of_decision = {"decision__screening__consultation": here, "answered_at__isnull": True}
    steps = Step.objects.filter(done_at__isnull=True, pathway__stopped_at__isnull=True, owner=theirs)
    questions = Question.objects.filter(answered_at__isnull=True, asked_of=theirs, screening__state__in=OPEN)
    return (
        Q(matter__owner=F("person"), matter__state__in=MATTER_OPEN)
        | Exists(Screening.objects.filter(consultation=here, owner=theirs, state__in=OPEN))
        | Exists(steps.filter(pathway__decision__screening__consultation=here))
        | Exists(questions.filter(screening__consultation=here))
        | Exists(SignOff.objects.filter(**of_decision, asked_of=theirs))
        | Exists(Disagreement.objects.filter(**of_decision, to=theirs))
        | Exists(MatchNotice.objects.filter(about=here, told=theirs, answered_at__isnull=True))
    )


def is_left_with(person, consultation) -> bool:
    """Yes where this person may not read the record, and something that waits in it still bears their name."""
    return bars_in(consultation).filter(_still_bears_a_name(), person=person).exists()


def left_for(person):
    """Matters in which somebody must be named: what waits bears the name of a colleague who may not read it."""
    return bars_known_to(person).filter(_still_bears_a_name())


def left_with_barred() -> list:
    """The same in every authority; for the worker alone."""
    return list(live_bars().filter(_still_bears_a_name()))


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


def _rows(person):
    return Screening.objects.filter(sees_screening(person)).select_related(
        "consultation__child", "consultation__raised_by", "owner", "team"
    )


def _listed(person):
    """As many columns as a list shows, and no more; with who put the last decision back."""

    def who(rows, at: str, by: str):
        of_last = rows.filter(decision__screening=OuterRef("pk"), decision__replaced_by__isnull=True)
        return Subquery(of_last.order_by(f"-{at}").values(f"{by}__name")[:1])

    signed = SignOff.objects.filter(answer=SignOffAnswer.RETURNED)
    upheld = Disagreement.objects.filter(outcome=DisagreementAnswer.RETURNED)
    return (
        Screening.objects.filter(sees_screening(person))
        .select_related("consultation__child", "consultation__raised_by", "owner")
        .annotate(
            returned_by=Coalesce(who(signed, "answered_at", "answered_by"), who(upheld, "answered_at", "answered_by")),
            reopened_by=who(Reopening.objects.all(), "at", "by"),
        )
        .only(
            "state",
            "due_on",
            "received_at",
            "consultation__reference",
            "consultation__danger",
            "consultation__child__name",
            "consultation__raised_by__name",
            "owner__name",
        )
    )


def screening_for(person, reference: str) -> Screening:
    """The screening of the consultation with this reference. Raises NotFound."""
    return find(_rows(person).filter(consultation__reference=reference))


def queue_of(person, *, show: str = ""):
    """What waits in the person's screening team, by due date: all, unclaimed, mine, claimed or late."""
    rows = _listed(person).filter(team__in=person.team_ids, state__in=OPEN)
    if show == "mine":
        rows = rows.filter(owner=person)
    elif show == "claimed":
        rows = rows.filter(owner=person).exclude(state=State.WAITING)
    elif show == "unclaimed":
        rows = rows.filter(state=State.WAITING)
    elif show == "late":
        rows = rows.filter(due_on__lt=timezone.localdate())
    return rows.order_by("due_on", "received_at", "pk")


def questions_to(person):
    """Questions that this person was asked and has not answered, by due date."""
    return (
        Question.objects.filter(
            sees_consultation(person, to="screening__consultation_id"), asked_of=person, answered_at__isnull=True
        )
        .select_related("screening__consultation__child", "asked_by")
        .order_by("due_on", "pk")
    )


def questions_in(screening: Screening):
    """The thread of questions and answers, oldest first."""
    return screening.questions.select_related("asked_by", "asked_of", "answered_by").order_by("asked_at", "pk")


def answers_in(consultation) -> list[tuple]:
    """What was asked and answered, oldest first: the question, its day, the answer, its day, and who gave it."""
    rows = Question.objects.filter(screening__consultation=consultation, answered_at__isnull=False)
    return [
        (
            row.text,
            timezone.localdate(row.asked_at),
            row.answer,
            timezone.localdate(row.answered_at),
            row.answered_by.name,
        )
        for row in rows.select_related("answered_by").order_by("asked_at", "pk")
    ]


def question_for(person, reference: str, uuid) -> Question:
    """One question of a screening that the person may read. Raises NotFound."""
    screening = screening_for(person, reference)
    return find(
        Question.objects.filter(screening=screening, uuid=uuid).select_related("screening__consultation", "asked_by")
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
            "outcomes",
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


def steps_of(person):
    """Steps that this person has still to take, by due date; those without one come last."""
    return (
        Step.objects.filter(
            sees_consultation(person, to="pathway__decision__screening__consultation_id"),
            owner=person,
            done_at__isnull=True,
            pathway__stopped_at__isnull=True,
        )
        .select_related("pathway__decision__screening__consultation__child")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def step_for(person, reference: str, uuid) -> Step:
    """One step of a screening that the person may read. Raises NotFound."""
    screening = screening_for(person, reference)
    return find(
        Step.objects.filter(pathway__decision__screening=screening, uuid=uuid).select_related(
            "pathway__decision__screening__consultation", "owner"
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


def team_view(person):
    """What waits in the teams that this person manages: open screenings, and steps of the teams' people, by due day."""
    screenings = (
        _listed(person)
        .filter(raising_team__in=person.managed_team_ids, state__in=OPEN)
        .order_by("due_on", "received_at", "pk")
    )
    steps = (
        Step.objects.filter(
            sees_consultation(person, to="pathway__decision__screening__consultation_id"),
            # Their keys and not a question within the question: the database then begins from these few people.
            owner__in=[member.pk for member in members_of(person.managed_team_ids)],
            done_at__isnull=True,
            pathway__stopped_at__isnull=True,
        )
        .select_related("pathway__decision__screening__consultation__child", "owner")
        .only(
            "uuid",
            "title",
            "due_on",
            "owner__name",
            "pathway__title",
            "pathway__decision__screening__consultation__reference",
            "pathway__decision__screening__consultation__child__name",
        )
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return screenings, steps


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


def match_notices_for(person):
    """Likely matches with a record of this person's own, of which nobody else was told."""
    return (
        MatchNotice.objects.filter(sees_consultation(person, to="about_id"), told=person, answered_at__isnull=True)
        .select_related("about__child")
        .order_by("at")
    )


def match_notice_for(person, reference: str, uuid) -> MatchNotice:
    """One likely match with a record of this person's own that waits for an answer. Raises NotFound."""
    return find(
        match_notices_for(person)
        .filter(about__reference=reference, uuid=uuid)
        .select_related("consultation", "specialist")
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


@dataclass(frozen=True)
class PeopleIn:
    """Who works on one consultation now: for reactions, which tell them."""

    raiser: object
    owner: object
    screener: object
    manager: object


def people_in(subject: str) -> PeopleIn:
    """The people of the consultation that an event is about; for reactions alone, which act in its transaction."""
    screening = Screening.objects.select_related("owner", "consultation__owner", "consultation__raised_by").get(
        consultation__reference=subject.removeprefix("consultation:")
    )
    consultation = screening.consultation
    manager = manager_for(consultation.raised_by, consultation)
    return PeopleIn(consultation.raised_by, consultation.owner, screening.owner, manager)


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
            decision.reason,
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


def steps_left(screening: Screening) -> list[Step]:
    """Steps of this screening's standing pathways that are still to be taken, by due day."""
    return list(
        Step.objects.filter(
            pathway__decision__screening=screening, pathway__stopped_at__isnull=True, done_at__isnull=True
        )
        .select_related("owner", "pathway")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def held_by(person) -> int:
    """How many open matters, screenings and steps belong to this person; an account is not ended while it holds any."""
    return (
        open_owned_by(person)
        + Screening.objects.filter(owner=person, state__in=OPEN).count()
        + Step.objects.filter(owner=person, done_at__isnull=True, pathway__stopped_at__isnull=True).count()
    )


def steps_to_remind(day) -> list[Step]:
    """Steps due by a day and not reminded of, by due date; for the worker alone."""
    return list(
        Step.objects.filter(
            done_at__isnull=True, pathway__stopped_at__isnull=True, reminded_at__isnull=True, due_on__lte=day
        )
        .select_related("pathway__decision__screening__consultation", "owner")
        .order_by("due_on", "pk")[:1000]
    )


def screenings_to_remind(day) -> list[Screening]:
    """Open screenings whose day has passed and that nobody was reminded of; for the worker alone."""
    return list(
        Screening.objects.filter(state__in=OPEN, due_on__lt=day, reminded_at__isnull=True)
        .select_related("consultation")
        .order_by("due_on", "pk")[:1000]
    )


def answers_to_remind(day) -> list[tuple]:
    """Sign-offs, questions and disagreements that are late and of which nobody was reminded today.

    Each with its consultation and the person who owes the answer; for the worker alone.
    """
    waits = Q(answered_at__isnull=True, due_on__lt=day) & (Q(reminded_at__isnull=True) | Q(reminded_at__date__lt=day))
    sign_offs = SignOff.objects.filter(waits).select_related("decision__screening__consultation", "asked_of")
    questions = Question.objects.filter(waits).select_related("screening__consultation", "asked_of")
    disagreements = Disagreement.objects.filter(waits).select_related("decision__screening__consultation", "to")
    return [
        *(
            (row, row.decision.screening.consultation, row.asked_of)
            for row in sign_offs.order_by("due_on", "pk")[:1000]
        ),
        *((row, row.screening.consultation, row.asked_of) for row in questions.order_by("due_on", "pk")[:1000]),
        *((row, row.decision.screening.consultation, row.to) for row in disagreements.order_by("due_on", "pk")[:1000]),
    ]


def outcome_words(keys) -> list[str]:
    """Outcomes as people say them, in the fixed order."""
    return [outcome.label for outcome in Outcome if outcome.value in set(keys)]
