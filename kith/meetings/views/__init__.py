"""Pages of visits, meetings and the question before a step."""

from .before import answer_before, ask_before, before, before_colleague, before_without, take_back, withdraw_before
from .calendars import calendars, feed, invitation, new_calendar, withdraw_calendar
from .holding import account, action_done, agree_action, decide, dissent, minutes, minutes_pdf, view
from .lists import mine, of_matter, past
from .planning import (
    call_professionals,
    call_strategy,
    cancel,
    change,
    end_seat,
    invite,
    meeting,
    pass_seat,
    plan_visit,
    reply,
    take_time,
)

__all__ = [
    "account",
    "action_done",
    "agree_action",
    "answer_before",
    "ask_before",
    "before",
    "before_colleague",
    "before_without",
    "calendars",
    "call_professionals",
    "call_strategy",
    "cancel",
    "change",
    "decide",
    "dissent",
    "end_seat",
    "feed",
    "invitation",
    "invite",
    "meeting",
    "mine",
    "minutes",
    "minutes_pdf",
    "new_calendar",
    "of_matter",
    "pass_seat",
    "past",
    "plan_visit",
    "reply",
    "take_back",
    "take_time",
    "view",
    "withdraw_before",
    "withdraw_calendar",
]
