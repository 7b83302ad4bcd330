"""Screening a concern: each act asks its rule, writes, and leaves one event, in one transaction. The door of the room."""

from .accounts import answer_account, withdraw_account, write_account
from .answers import answer_disagreement, answer_sign_off, record_disagreement, reopen_screening
from .decisions import REASONING, MatchesOpen, decide_screening, in_sample
from .handing_on import hand_on_again, hand_on_from, say_what_is_left
from .holding import KITH, Changed, StillRuns
from .matches import answer_match
from .pathways import follow_assessment, follow_referral
from .questions import answer_question, ask_question
from .queue import claim_screening, hand_over_screening, look_again, open_screening
from .reminders import remind
from .steps import StepsLeft, close_matter, hand_over_step, set_step_day, take_step
from .taking_over import (
    take_over_disagreement,
    take_over_match,
    take_over_question,
    take_over_screening,
    take_over_sign_off,
    take_over_step,
)

__all__ = [
    "Changed",
    "KITH",
    "MatchesOpen",
    "REASONING",
    "StepsLeft",
    "StillRuns",
    "answer_account",
    "answer_disagreement",
    "answer_match",
    "answer_question",
    "answer_sign_off",
    "ask_question",
    "claim_screening",
    "close_matter",
    "decide_screening",
    "follow_assessment",
    "follow_referral",
    "hand_on_again",
    "hand_on_from",
    "hand_over_screening",
    "hand_over_step",
    "in_sample",
    "look_again",
    "open_screening",
    "record_disagreement",
    "remind",
    "reopen_screening",
    "say_what_is_left",
    "set_step_day",
    "take_over_disagreement",
    "take_over_match",
    "take_over_question",
    "take_over_screening",
    "take_over_sign_off",
    "take_over_step",
    "take_step",
    "withdraw_account",
    "write_account",
]
