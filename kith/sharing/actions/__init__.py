"""Asking, telling, answering and passing on under conditions. Each action asks its rule and leaves an event."""

from .answering import answer_request, narrow_version, release_gist, withdraw_version
from .conditions import AboveMarking, Conditions, Written
from .late import escalate_late, remind_of_marks
from .marks import ask_not_to_tell, lift_mark
from .passing import answer_passing, ask_passing, end_passing
from .reading import (
    note_figures,
    note_passed_reading,
    note_passed_readings,
    note_readings,
    note_taken_out,
)
from .sending import (
    acknowledge_request,
    give_part,
    link_request,
    send_request,
    tell_unasked,
    unlink_request,
    withdraw_request,
)

__all__ = [
    "AboveMarking",
    "Conditions",
    "Written",
    "acknowledge_request",
    "answer_passing",
    "answer_request",
    "ask_not_to_tell",
    "ask_passing",
    "end_passing",
    "escalate_late",
    "give_part",
    "lift_mark",
    "link_request",
    "narrow_version",
    "note_figures",
    "note_passed_reading",
    "note_passed_readings",
    "note_readings",
    "note_taken_out",
    "release_gist",
    "remind_of_marks",
    "send_request",
    "tell_unasked",
    "unlink_request",
    "withdraw_request",
    "withdraw_version",
]
