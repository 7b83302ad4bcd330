"""The plan of a context: what is to be done there and what came of it, by whom, and what changed between two reviews."""

from dataclasses import dataclass, field

from django.db.models import Q

from kith.access.rules import find

from ..models import Context, ContextAction, ContextReview, SafetyGoal
from ..rules import actions_open, sees_context


def _actions():
    return ContextAction.objects.select_related(
        "owner__agency", "recorded_by", "ended_by", "goal", "conference", "context__owner"
    )


def plan_of(context: Context) -> list[ContextAction]:
    """What is in the plan of a context that its reader holds: what is to be done by its day, then what ended, newest first."""
    rows = list(_actions().filter(context=context).order_by("due_on", "pk"))
    ended = sorted((row for row in rows if row.ended_at), key=lambda row: row.ended_at, reverse=True)
    return [row for row in rows if not row.ended_as] + ended


@dataclass
class ForGoal:
    """What the plan has for one goal; for none where `goal` is None, or for one that stands no longer."""

    goal: SafetyGoal | None
    actions: list[ContextAction] = field(default_factory=list)


def by_goal(goals, actions) -> list[ForGoal]:
    """The plan by the goals that stand, in order; then what serves one that stands no longer, and what serves none."""
    groups = {goal.pk: ForGoal(goal) for goal in goals}
    for action in actions:
        groups.setdefault(action.goal_id, ForGoal(action.goal)).actions.append(action)
    rest = groups.pop(None, None)
    return [*groups.values(), *([rest] if rest is not None else [])]


@dataclass(frozen=True)
class PlanChanges:
    """What changed in a plan between two moments."""

    added: list[ContextAction]
    ended: list[ContextAction]

    def __bool__(self) -> bool:
        return bool(self.added or self.ended)


def changes_between(actions, after, until=None) -> PlanChanges:
    """What of these actions came or ended after one moment and until another, in order; None is the beginning, or now."""

    def within(moment) -> bool:
        return moment is not None and (after is None or moment > after) and (until is None or moment <= until)

    added = sorted((row for row in actions if within(row.recorded_at)), key=lambda row: (row.recorded_at, row.pk))
    ended = sorted((row for row in actions if within(row.ended_at)), key=lambda row: (row.ended_at, row.pk))
    return PlanChanges(added, ended)


def with_changes(reviews, actions) -> list[tuple[ContextReview, PlanChanges]]:
    """Each review, as they were ordered, with what had changed in the plan since the one written before it."""
    written = sorted(reviews, key=lambda row: (row.at, row.pk))
    before = dict(zip([row.pk for row in written], [None, *(row.at for row in written)], strict=False))
    return [(row, changes_between(actions, before[row.pk], row.at)) for row in reviews]


def since_the_last(reviews, actions) -> PlanChanges:
    """What changed in the plan since the review that was written last; since the beginning where there was none."""
    return changes_between(actions, max((row.at for row in reviews), default=None))


def actions_of(person):
    """What the person has to do by the plan of a context, by day; of contexts that they may still read."""
    rows = ContextAction.objects.filter(actions_open(), sees_context(person, to="context_id"), owner=person)
    return rows.select_related("context").order_by("due_on", "pk")


def action_for(person, uuid) -> ContextAction:
    """One thing of the plan of a context that the person sees. Raises NotFound."""
    return find(_actions().filter(sees_context(person, to="context_id"), uuid=uuid))


# For handing over, and for the worker


def actions_held(person) -> list[ContextAction]:
    """What this person has to do by the plan of a context, whatever they may read now."""
    rows = ContextAction.objects.filter(actions_open(), owner=person)
    return list(rows.select_related("context").order_by("due_on", "pk"))


def actions_to_remind(today) -> list[ContextAction]:
    """For the worker: what plans of contexts have that is due or late and of which somebody was not told yet."""
    rows = ContextAction.objects.filter(actions_open(), due_on__lte=today)
    rows = rows.filter(Q(reminded_on=None) | Q(late_told_on=None, due_on__lt=today))
    return list(rows.select_related("owner", "context__owner").order_by("pk"))
