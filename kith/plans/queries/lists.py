"""What a person has to do by plans, with young people, and when: for home, for a calendar, and for a chronology."""

from datetime import datetime

from django.db.models import F, Max, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from kith.concerns.queries import Happening

from ..models import Action, Agreement, Edition, Outcome, Plan, Review, Session, SessionAccount
from ..rules import sees_plan, sees_session
from ..words import ENDED_WORDS, Agrees, Came, Whose
from .plans import reasons_missed
from .sessions import _sessions

IN_CALENDAR = 500


def _to_do() -> Q:
    """Agreed actions of running plans that have not come to their end."""
    agreed = Q(since__agreed_at__isnull=False) & (Q(until=None) | Q(until__agreed_at=None))
    return agreed & Q(plan__ended_at=None, ended_as="")


def actions_of(person):
    """What the person has to do or, where a partner does it, to see to; by day; of matters that they read."""
    mine = Q(owner=person) | Q(owner=None, plan__owner=person)
    rows = Action.objects.filter(_to_do(), mine, plan__in=Plan.objects.filter(sees_plan(person)).values("pk"))
    return rows.select_related("plan__consultation__child", "plan__owner", "owner", "partner").order_by("due_on", "pk")


def plans_to_review_of(person):
    """The running plans that the person owns and that have a day for their next review, by that day."""
    rows = Plan.objects.filter(sees_plan(person), owner=person, ended_at=None, review_on__isnull=False)
    return rows.select_related("consultation__child").order_by("review_on", "pk")


def sessions_of(person):
    """The sessions that the person is to hold, or of which they have still to write what came; by time."""
    return _sessions(person).filter(worker=person, came=None).order_by("starts_at", "pk")


def in_calendar(person, since: datetime) -> tuple[list[Action], list[Plan], list[Session]]:
    """The person’s actions and reviews from this day on, and their sessions to come or held; each with `changed_at`."""
    first = timezone.localdate(since)
    sessions = (
        _sessions(person)
        .filter(worker=person, unplanned=False, ends_at__gte=since)
        .filter(Q(came=None) | Q(came=Came.HELD))
    )
    sessions = sessions.annotate(changed_at=Coalesce(Max("moves__at"), F("planned_at")))
    return (
        list(actions_of(person).filter(due_on__gte=first).select_related("since", "plan")),
        list(plans_to_review_of(person).filter(review_on__gte=first)),
        list(sessions.order_by("starts_at", "pk")[:IN_CALENDAR]),
    )


def standing_of(person, consultation) -> Plan | None:
    """The plan of this matter that runs and was agreed, for the page of the matter, as far as the person sees it."""
    rows = Plan.objects.filter(sees_plan(person), consultation=consultation, ended_at=None)
    return rows.filter(editions__agreed_at__isnull=False).select_related("owner").distinct().first()


def subjects_known(person, subjects) -> set[str]:
    """Of these plans and sessions, by how the trail calls them, those that the person may read now."""
    plans = [one.removeprefix("plan:") for one in subjects if one.startswith("plan:")]
    sessions = [one.removeprefix("session:") for one in subjects if one.startswith("session:")]
    known: set[str] = set()
    if plans:
        rows = Plan.objects.filter(sees_plan(person), uuid__in=plans)
        known |= {f"plan:{key}" for key in rows.values_list("uuid", flat=True)}
    if sessions:
        seen = Session.objects.filter(sees_session(person), uuid__in=sessions)
        known |= {f"session:{key}" for key in seen.values_list("uuid", flat=True)}
    return known


def happenings_in(person, consultations) -> list[Happening]:
    """What was planned, done, reviewed and held with the young person in these records, for their chronology."""
    keys = {row.pk: row.reference for row in consultations}
    rows = Plan.objects.filter(sees_plan(person), consultation__in=list(keys)).select_related("ended_by")
    plans, lines = list(rows), []
    # Who sees a plan is asked once; where there is none, nothing more is.
    if plans:
        lines = _of_editions(plans, keys) + _of_actions(plans, keys) + _of_reviews(plans, keys)
    written = set(Edition.objects.filter(plan__in=plans).values_list("plan_id", flat=True)) if plans else set()
    for row in plans:
        if row.ended_at is not None and row.pk in written:  # of one that was dropped nothing is left
            text = f"{row.ended_because}\nWho has it now: {row.has_it_now}"
            lines.append(_line(row.ended_at, "plan", "Plan ended", text, row.ended_by.name, keys[row.consultation_id]))
    return lines + _of_sessions(Session.objects.filter(sees_session(person), consultation__in=list(keys)), keys)


def _line(at, kind, title, text, by, reference, words="") -> Happening:
    return Happening(timezone.localtime(at).date(), kind, title, text, words, by, at, reference)


def _of_editions(plans, keys) -> list[Happening]:
    """That an edition was agreed and what was said to it; and the young person’s own words for what should be better."""
    said = Prefetch("agreements", Agreement.objects.exclude(answer=Agrees.NOT_ASKED))
    rows = Edition.objects.filter(plan__in=plans, agreed_at__isnull=False).select_related("plan", "agreed_by")
    lines = []
    for row in rows.prefetch_related(said):
        title = "Plan agreed" if row.number == 1 else f"Plan changed (edition {row.number})"
        heard = [f"{one.who}: {one.get_answer_display().lower()}" for one in row.agreements.all()]
        text = "\n".join(part for part in (row.because, "; ".join(heard)) if part)
        lines.append(_line(row.agreed_at, "plan", title, text, row.agreed_by.name, keys[row.plan.consultation_id]))
    outcomes = Outcome.objects.filter(plan__in=plans, whose=Whose.CHILD, since__agreed_at__isnull=False)
    for one in outcomes.select_related("plan").order_by("said_on", "pk"):
        reference = keys[one.plan.consultation_id]
        title, why = "Said what should be better", one.matters_because
        lines.append(Happening(one.said_on, "plan-outcome", title, why, one.words, reference=reference))
    return lines


def _of_actions(plans, keys) -> list[Happening]:
    rows = Action.objects.filter(plan__in=plans).exclude(ended_as="").select_related("plan", "ended_by")
    return [
        Happening(
            row.ended_on,
            "plan-action",
            f"Action of the plan {ENDED_WORDS[row.ended_as]}: {row.text}",
            row.ended_words,
            by=row.ended_by.name,
            reference=keys[row.plan.consultation_id],
        )
        for row in rows.order_by("ended_on", "pk")
    ]


def _of_reviews(plans, keys) -> list[Happening]:
    rows = Review.objects.filter(plan__in=plans, replaced_by=None).select_related("plan", "written_by")
    return [
        Happening(
            row.held_on,
            "plan-review",
            "Plan reviewed",
            f"For the child: {row.for_the_child}\nIn the setting: {row.in_the_setting}",
            row.childs_words,
            row.written_by.name,
            reference=keys[row.plan.consultation_id],
        )
        for row in rows.order_by("held_on", "pk")
    ]


def _of_sessions(sessions, keys) -> list[Happening]:
    rows = SessionAccount.objects.filter(session__in=sessions, replaced_by=None).select_related("session__worker")
    rows = list(rows.order_by("session__starts_at", "pk"))
    why = reasons_missed(rows[0].session.authority_id) if rows else {}
    lines = []
    for row in rows:
        held = row.came == Came.HELD
        planned = ", not planned" if row.session.unplanned else ""
        title = f"Direct work held{planned}, {row.minutes} minutes" if held else "Direct work not held"
        said = row.tried if held else f"{why.get(row.missed_why, row.missed_why)}. {row.missed_words}"
        text, session = f"{said}\nNext: {row.what_next}", row.session
        reference = keys[session.consultation_id]
        lines.append(_line(session.starts_at, "session", title, text, session.worker.name, reference, row.childs_words))
    return lines
