"""Plans of a term as tests need them, made through the doors of the room."""

import datetime

from kith.learning import actions, queries
from kith.learning.models import Aim, LearningPlan

SAID = {
    "text": "Asking police early",
    "because": "Half of the questions were about it.",
    "theme": "police",
    "how": "session",
    "what": "An hour with the Prevent team",
    "session": None,
}


def begun(cast, by: str = "bola") -> LearningPlan:
    """The plan of the present term."""
    return actions.begin_learning_plan(cast[by], term=queries.terms_for(cast[by].authority)[0])


def added(cast, plan=None, by: str = "bola", owner: str = "amina", once_key: str = "a", **said) -> Aim:
    """An aim to which Amina sees, due on the last day of the term."""
    plan = plan or begun(cast)
    due_on = said.pop("due_on", plan.ends)
    return actions.add_aim(cast[by], plan=plan, owner=cast[owner], due_on=due_on, once_key=once_key, **{**SAID, **said})


def a_day(plan) -> datetime.date:
    """A day within the term."""
    return plan.begins + datetime.timedelta(days=1)
