"""What this room does when another room’s event happens, and what it tells the rooms below where they ask."""

from kith.audit.reactions import when
from kith.concerns.events import BarPlaced, PartEnded
from kith.concerns.queries import submitted
from kith.concerns.rules import Running, answers, plan_standing, says_what_runs
from kith.design.templatetags.design import day_and_time
from kith.people.queries import person_named

from . import actions, queries, rules


@answers(plan_standing)
def what_plan_runs(consultation, person):
    """The plan of a matter that runs and was agreed, as far as the person sees it."""
    return queries.standing_of(person, consultation)


@says_what_runs
def what_would_be_left(consultation):
    """The plan that runs in a matter, and sessions of which nobody wrote yet what came."""
    plans, sessions = queries.running_in(consultation)
    return [
        *(
            Running(
                f"The plan {row.reference}, which {row.owner.name} owns",
                "end it, and say who has it now",
                "plans:plan",
                row.uuid,
            )
            for row in plans
        ),
        *(
            Running(
                f"Direct work, {day_and_time(row.starts_at)}, which {row.worker.name} holds",
                "write what came of it" if row.has_begun else "say why it cannot be held, or hold it first",
                "plans:session",
                row.uuid,
            )
            for row in sessions
        ),
    ]


@when(BarPlaced, PartEnded)
def _left_the_matter(event, by):
    """Who may read a matter no longer owns no plan of it, has no action and holds no session."""
    person, consultation = person_named(event.of), submitted(event.subject)
    if rules.has_left(person, consultation):
        actions.leave_plans(by, person=person, consultation=consultation)
