"""Doing things with a context, a link and a map. The door of the room: what stands here may be called from outside."""

from ..naming import NamesChild
from .assessing import assess_context, hold_conference, keep_context_dissent, put_conference_right, review_context
from .contexts import (
    Moved,
    add_partner,
    change_context,
    close_context,
    end_context_part,
    end_partner,
    give_context_part,
    note_concern,
    note_context_read,
    open_context,
    open_context_again,
)
from .handing import (
    hand_on_actions,
    hand_over_context,
    place_context_bar,
    take_over_context,
    take_over_context_action,
)
from .links import end_link, link_context, say_adult_is_named
from .maps import TieMoved, add_node, end_tie, put_right_tie, record_tie, rename_node, withdraw_node, withdraw_tie
from .planning import (
    aim_context_action,
    drop_context_action,
    finish_context_action,
    put_into_plan,
    remind_of_contexts,
)

__all__ = [
    "Moved",
    "TieMoved",
    "NamesChild",
    "add_node",
    "add_partner",
    "aim_context_action",
    "assess_context",
    "change_context",
    "close_context",
    "drop_context_action",
    "end_context_part",
    "end_link",
    "end_partner",
    "end_tie",
    "finish_context_action",
    "give_context_part",
    "hand_on_actions",
    "hand_over_context",
    "hold_conference",
    "keep_context_dissent",
    "link_context",
    "note_concern",
    "note_context_read",
    "open_context",
    "open_context_again",
    "place_context_bar",
    "put_conference_right",
    "put_into_plan",
    "put_right_tie",
    "record_tie",
    "remind_of_contexts",
    "rename_node",
    "review_context",
    "say_adult_is_named",
    "take_over_context",
    "take_over_context_action",
    "withdraw_node",
    "withdraw_tie",
]
