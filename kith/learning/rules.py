"""Who plans what is learned next, who reads the plan, and who sees to an aim."""

from django.db.models import Q

from kith.access.rules import NOTHING
from kith.people.queries import people_of_authority

from .models import Aim, LearningPlan
from .words import PLANNERS


def plans_learning(person) -> bool:
    """The specialists and the training lead of an authority’s own social care service."""
    return person.works_in_social_care and person.holds(*PLANNERS)


def reads_plans(person) -> bool:
    """Whoever works in social care reads the plans of their authority."""
    return person.works_in_social_care


def reads_plan(person, plan: LearningPlan) -> bool:
    """Everybody of the authority’s social care: what a team learns is no secret from it."""
    return reads_plans(person) and person.authority_id == plan.authority_id


def sees_plan(person) -> Q:
    """The same as a filter."""
    return Q(authority_id=person.authority_id) if reads_plans(person) else NOTHING


def people_who_see_plan(plan: LearningPlan) -> list:
    """Everybody who may read the plan now."""
    people = people_of_authority(plan.authority_id).select_related("agency")
    return [one for one in people if reads_plan(one, plan)]


def may_add(person, plan: LearningPlan) -> bool:
    """Who plans, until the term is over."""
    return plans_learning(person) and reads_plan(person, plan) and not plan.is_over


def may_own(person, plan: LearningPlan) -> bool:
    """Whoever reads the plan may see to something in it."""
    return reads_plan(person, plan)


def may_change(person, aim: Aim) -> bool:
    """Who plans, while it goes on; also after the term, so that a late aim is given another day."""
    return not aim.ended_as and plans_learning(person) and reads_plan(person, aim.plan)


def may_end(person, aim: Aim) -> bool:
    """Who sees to it, and who plans."""
    return not aim.ended_as and reads_plan(person, aim.plan) and (aim.owner_id == person.pk or plans_learning(person))
