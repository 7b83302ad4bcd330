"""Reading screenings, each list by its rule, in the order of what is due. The door of the room."""

from .conflicts import is_left_with, left_for, left_with_barred, manager_for
from .decisions import (
    decision_for,
    decision_to_replace,
    decisions_of,
    disagreement_for,
    disagreements_for,
    outcome_words,
    returned_to,
    sign_off_for,
    sign_offs_for,
    step_for,
    steps_left,
    steps_of,
    to_answer_in,
    waits_for_sign_off,
)
from .happenings import happenings_in
from .matches import (
    conflict_in,
    earlier_worries,
    match_notice_for,
    match_notices_for,
    matches_to_answer,
    open_matches_in,
    open_matches_of,
)
from .people_in import PeopleIn, people_in
from .queue import GROUPED, PAGE, queue_counts, queue_of, screening_for, screening_stands, team_view
from .reminders import answers_to_remind, screenings_to_remind, steps_to_remind
from .thread import answers_in, question_for, questions_in, questions_to

__all__ = [
    "GROUPED",
    "PAGE",
    "PeopleIn",
    "answers_in",
    "answers_to_remind",
    "conflict_in",
    "decision_for",
    "decision_to_replace",
    "decisions_of",
    "disagreement_for",
    "disagreements_for",
    "earlier_worries",
    "happenings_in",
    "is_left_with",
    "left_for",
    "left_with_barred",
    "manager_for",
    "match_notice_for",
    "match_notices_for",
    "matches_to_answer",
    "open_matches_in",
    "open_matches_of",
    "outcome_words",
    "people_in",
    "question_for",
    "questions_in",
    "questions_to",
    "queue_counts",
    "queue_of",
    "returned_to",
    "screening_for",
    "screening_stands",
    "screenings_to_remind",
    "sign_off_for",
    "sign_offs_for",
    "step_for",
    "steps_left",
    "steps_of",
    "steps_to_remind",
    "team_view",
    "to_answer_in",
    "waits_for_sign_off",
]
