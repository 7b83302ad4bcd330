"""Plans, what is agreed, reviews, direct work, and reminding. Each action asks its rule and leaves an event."""

from .agreeing import (
    agree_edition,
    end_action,
    end_plan,
    keep_agreement,
    note_plan_read,
    take_plan,
    write_review,
)
from .handing import leave_plans, take_over_action, take_over_plan, take_over_session
from .reminding import chase_plans
from .sessions import move_session, note_session_read, note_time, plan_session, record_session, write_session
from .writing import (
    SAFETY,
    Moved,
    NotWhole,
    add_action,
    add_outcome,
    begin_edition,
    begin_plan,
    drop_edition,
    name_edition,
    put_back,
    take_out,
    write_safety,
)

__all__ = [
    "SAFETY",
    "Moved",
    "NotWhole",
    "add_action",
    "add_outcome",
    "agree_edition",
    "begin_edition",
    "begin_plan",
    "chase_plans",
    "drop_edition",
    "end_action",
    "end_plan",
    "keep_agreement",
    "leave_plans",
    "move_session",
    "name_edition",
    "note_plan_read",
    "note_session_read",
    "note_time",
    "plan_session",
    "put_back",
    "record_session",
    "take_out",
    "take_over_action",
    "take_over_plan",
    "take_over_session",
    "take_plan",
    "write_review",
    "write_safety",
    "write_session",
]
