"""Who sees a plan and a session of direct work, and who may do what there. One rule, three faces."""

from django.db.models import Q

from kith.access.rules import NOTHING, WORKER
from kith.concerns.rules import (
    family_not_to_be_told,
    has_part,
    may_hold,
    may_take_out,
    people_kept_from,
    sees_consultation,
    works_in,
    works_on_cases,
)
from kith.concerns.rules import people_who_see as see_matter
from kith.people.words import Role

from .models import Action, Plan, Session


def may_work(by: str) -> bool:
    """Yes for the worker alone."""
    return by == WORKER


def sees_plan(person) -> Q:
    """Plans, and sessions, of matters that this person reads and who works on cases; a partner with a part reads none."""
    if not works_on_cases(person):
        return NOTHING
    return sees_consultation(person, to="consultation_id")


# A session is seen with its matter, as the plan is.
sees_session = sees_plan


def people_who_see_plan(plan: Plan) -> list:
    """Everybody who may read this plan now, by name: the third face of the rule."""
    return [person for person in see_matter(plan.consultation) if works_on_cases(person)]


def _sees(person, plan: Plan) -> bool:
    return Plan.objects.filter(sees_plan(person), pk=plan.pk).exists()


def has_left(person, consultation) -> bool:
    """Yes for who is kept from the matter, or has no part in it any more."""
    return person.pk in people_kept_from(consultation) or not has_part(person, consultation)


def may_begin(person, consultation) -> bool:
    """Who works in an open matter that is no draft, while no plan of it runs."""
    running = Plan.objects.filter(consultation=consultation, ended_at=None)
    return (
        consultation.submitted_at is not None
        and consultation.is_open
        and works_in(person, consultation)
        and not running.exists()
    )


def may_own(person, consultation) -> bool:
    """Who may own a plan or an action of it, or hold a session: whoever may hold something in the matter."""
    return may_hold(person, consultation)


def leads_plan(person, plan: Plan, part: bool | None = None) -> bool:
    """The owner of the plan or of the matter, and a manager, who work in the matter."""
    mine = person.pk in (plan.owner_id, plan.consultation.owner_id)
    return (mine or person.holds(Role.MANAGER)) and works_in(person, plan.consultation, part)


def may_write_plan(person, plan: Plan, part: bool | None = None) -> bool:
    """New editions, what people said to it, and reviews: who leads the plan, while it runs and its matter is open."""
    return plan.runs and plan.consultation.is_open and leads_plan(person, plan, part)


def may_end_plan(person, plan: Plan, part: bool | None = None) -> bool:
    """Who leads the plan, while it runs; in a closed matter too, so that nothing is left there with nobody."""
    return plan.runs and leads_plan(person, plan, part)


def may_begin_edition(person, plan: Plan) -> bool:
    """Who leads the plan, while no edition of it is being written."""
    return may_write_plan(person, plan) and not plan.editions.filter(agreed_at=None).exists()


def is_agreed(action: Action) -> bool:
    """Yes while the action stands in what is agreed: since an agreed edition, and until no agreed one."""
    until = action.until
    return action.since.agreed_at is not None and (until is None or until.agreed_at is None)


def may_end_action(person, action: Action, part: bool | None = None) -> bool:
    """Its owner, and who leads the plan: once, of what stands in a plan that runs, in an open matter."""
    plan = action.plan
    if action.ended_as or not is_agreed(action) or not plan.runs or not plan.consultation.is_open:
        return False
    own = action.owner_id == person.pk and works_in(person, action.plan.consultation, part)
    return own or leads_plan(person, action.plan, part)


def may_take_paper(person, plan: Plan) -> bool:
    """Who reads the plan and has a part in its matter; who reads in an emergency reads on the screen."""
    return _sees(person, plan) and may_take_out(person, plan.consultation)


def may_give_family(person, plan: Plan) -> bool:
    """Who may take the plan out, unless police ask that the family is not told: then nobody, until they lift it."""
    return may_take_paper(person, plan) and not family_not_to_be_told(person, plan.consultation)


def may_plan_session(person, consultation) -> bool:
    """Who works in an open matter that is no draft."""
    return consultation.submitted_at is not None and consultation.is_open and works_in(person, consultation)


def runs_session(person, session: Session) -> bool:
    """Who holds it, who owns the matter, and a manager, who work in the matter."""
    mine = person.pk in (session.worker_id, session.consultation.owner_id)
    return (mine or person.holds(Role.MANAGER)) and works_in(person, session.consultation)


def may_move_session(person, session: Session) -> bool:
    """Who runs it, in an open matter, until what came of it is written down."""
    return session.consultation.is_open and not session.accounts.exists() and runs_session(person, session)


def may_write_session(person, session: Session) -> bool:
    """What came of it: who runs it. It is put right while the matter is open, and said once in a closed one too.

    That it was held is said from the moment at which it began.
    """
    return (session.consultation.is_open or not session.accounts.exists()) and runs_session(person, session)


def sees_own_time(person) -> bool:
    """Who works on cases sees how much time they planned and had with young people."""
    return works_on_cases(person)


def sees_team_time(person, team) -> bool:
    """A manager, of a team that they manage: its totals and reasons, and never those of a person."""
    return person.holds(Role.MANAGER) and works_on_cases(person) and team.pk in person.managed_team_ids


def may_note_time(person, team) -> bool:
    """Who sees a team’s time says what would mend it."""
    return sees_team_time(person, team)
