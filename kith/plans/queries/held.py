"""What somebody has to do here, for handing it on and for reminding."""

from datetime import date

from django.db.models import Q

from kith.people.queries import casework_colleagues, manager_of
from kith.toolkit.queries import due_on_at_the_latest

from ..models import Action, Plan, Session
from ..words import SOON, Stage

ORDER = ["", Stage.SOON, Stage.DUE, Stage.LATE]


def open_actions() -> Q:
    """Actions that somebody has still to do, those of an edition that is being written among them."""
    return Q(plan__ended_at=None, ended_as="") & (Q(until=None) | Q(until__agreed_at=None))


def is_to_do(action: Action) -> bool:
    """True while somebody has still to do it, of a row whose plan and editions are read along."""
    until = action.until
    return action.plan.runs and not action.ended_as and (until is None or until.agreed_at is None)


def plans_held(person, consultation=None):
    """The running plans that the person owns; of one matter, where one is named."""
    rows = Plan.objects.filter(owner=person, ended_at=None)
    rows = rows if consultation is None else rows.filter(consultation=consultation)
    return list(rows.select_related("consultation").order_by("review_on", "pk"))


def actions_held(person, consultation=None):
    """The actions that the person has to do; of one matter, where one is named."""
    rows = Action.objects.filter(open_actions(), owner=person)
    rows = rows if consultation is None else rows.filter(plan__consultation=consultation)
    return list(rows.select_related("plan__consultation").order_by("due_on", "pk"))


def sessions_held(person, consultation=None):
    """The sessions that the person is to hold, or of which they have still to write what came."""
    rows = Session.objects.filter(worker=person, accounts=None)
    rows = rows if consultation is None else rows.filter(consultation=consultation)
    return list(rows.select_related("consultation").order_by("starts_at", "pk"))


def running_in(consultation) -> tuple[list[Plan], list[Session]]:
    """The plan that runs in a matter, and its sessions of which nothing is written yet; for who would close the matter."""
    plans = Plan.objects.filter(consultation=consultation, ended_at=None).select_related("owner")
    sessions = Session.objects.filter(consultation=consultation, accounts=None).select_related("worker")
    return list(plans), list(sessions.order_by("starts_at", "pk"))


def could_own(person, consultation) -> list:
    """Who has in this person’s place what nobody was asked about: the owner of the matter, managers, any colleague."""
    people = [consultation.owner, manager_of(person), consultation.raised_by, *casework_colleagues(person)]
    return list({one.pk: one for one in people if one is not None and one.pk != person.pk}.values())


def _stage(authority_id: int, due: date, today: date, soon: dict) -> str:
    if due < today:
        return Stage.LATE
    if due == today:
        return Stage.DUE
    if authority_id not in soon:
        soon[authority_id] = due_on_at_the_latest(authority_id, SOON, today)
    last = soon[authority_id]
    return Stage.SOON if last is not None and due <= last else ""


def _further(told: str, stage: str) -> bool:
    return ORDER.index(stage) > ORDER.index(told)


def actions_to_chase(today: date) -> list[tuple[Action, str]]:
    """For the worker: agreed actions of whose day somebody is to be told now, each with its stage."""
    rows = Action.objects.filter(open_actions(), since__agreed_at__isnull=False).exclude(told=Stage.LATE)
    rows = rows.select_related("owner", "plan__owner", "plan__consultation").order_by("pk")
    soon: dict = {}
    found = [(row, _stage(row.plan.authority_id, row.due_on, today, soon)) for row in rows.iterator()]
    return [(row, stage) for row, stage in found if _further(row.told, stage)]


def reviews_to_chase(today: date) -> list[tuple[Plan, str]]:
    """For the worker: plans of whose next review their owner is to be told now, each with its stage."""
    rows = Plan.objects.filter(ended_at=None, review_on__isnull=False).exclude(review_told=Stage.LATE)
    soon: dict = {}
    rows = rows.select_related("owner", "consultation").order_by("pk")
    found = [(row, _stage(row.authority_id, row.review_on, today, soon)) for row in rows.iterator()]
    return [(row, stage) for row, stage in found if _further(row.review_told, stage)]
