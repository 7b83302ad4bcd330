"""What has ended, is closed or was done meanwhile: said, with who and when, to whoever had it to do; to nobody else."""

from django.urls import reverse

from kith.access.rules import NotFound, Over, require
from kith.concerns.rules import require_open
from kith.design.templatetags.design import day, day_and_time

from . import rules
from .models import Action, Edition, Plan, Session


def _of(plan: Plan) -> str:
    return reverse("plans:plan", args=[plan.uuid])


def _ended(plan: Plan) -> str:
    return (
        f"{plan.ended_by.name} ended the plan {plan.reference} on {day(plan.ended_at)}: {plan.ended_because} "
        f"Who has it now: {plan.has_it_now}"
    )


def require_writing(person, plan: Plan) -> None:
    """Raises Over where the plan has ended or its matter is closed, for who led it; NotFound for everybody else."""
    if rules.may_write_plan(person, plan):
        return
    require(rules.leads_plan(person, plan))
    if not plan.runs:
        raise Over(_ended(plan), _of(plan))
    require_open(person, plan.consultation)
    raise NotFound


def require_draft(person, plan: Plan, edition: Edition | None) -> Edition:
    """The edition that is being written. Raises Over, for who leads the plan, where it was agreed or dropped meanwhile."""
    require_writing(person, plan)
    if edition is not None:
        return edition
    rows = Edition.objects.filter(plan=plan, agreed_at__isnull=False).select_related("agreed_by")
    last = rows.order_by("-number").first()
    if last is None or last.agreed_by is None:
        raise NotFound
    raise Over(
        f"No new edition of the plan {plan.reference} is being written. What stands is edition {last.number}, agreed "
        f"{day_and_time(last.agreed_at)} by {last.agreed_by.name}. To change it, begin a new edition.",
        _of(plan),
    )


def require_ending(person, action: Action) -> None:
    """Raises Over, for who had the action or leads its plan, where plan or matter is over; NotFound for everybody else."""
    if rules.may_end_action(person, action):
        return
    plan = action.plan
    require(person.pk == action.owner_id or rules.leads_plan(person, plan))
    require_open(person, plan.consultation)
    if not plan.runs and rules.works_in(person, plan.consultation):
        raise Over(_ended(plan), _of(plan))
    raise NotFound


def _session(session: Session) -> str:
    return reverse("plans:session", args=[session.uuid])


def require_moving(person, session: Session) -> None:
    """Raises Over, for who runs the session, where it was written up or its matter is closed; NotFound for everybody else."""
    if rules.may_move_session(person, session):
        return
    require(rules.runs_session(person, session))
    account = session.accounts.select_related("written_by").first()
    if account is not None:
        raise Over(
            f"{account.written_by.name} wrote what came of this session, {day_and_time(account.written_at)}: "
            "its time stands. Plan another one, if you meet again.",
            _session(session),
        )
    require_open(person, session.consultation)
    raise NotFound


def require_writing_up(person, session: Session) -> None:
    """Raises Over, for who runs the session, where its matter is closed; NotFound for everybody else."""
    if rules.may_write_session(person, session):
        return
    require(rules.runs_session(person, session))
    require_open(person, session.consultation)
    raise NotFound


def require_begun(session: Session) -> None:
    """Raises Over where the session is still to come: a colleague moved it. Asked after who may write it up."""
    if not session.has_begun:
        raise Over(f"This session is still to come: it begins {day_and_time(session.starts_at)}.", _session(session))


def require_planned(person, session: Session) -> None:
    """Raises Over, for who runs the session, where it was not planned: what was held without a plan was not missed."""
    if session.unplanned:
        require(rules.runs_session(person, session))
        raise Over(
            "This was written down as time that was spent. If that is wrong, put right what came of it.",
            _session(session),
        )
