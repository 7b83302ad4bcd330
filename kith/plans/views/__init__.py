"""Pages of plans, of direct work, and of how much time there was."""

from .agreeing import agree, end, end_action, put_review_right, review, said
from .lists import mine, of_matter
from .papers import family_docx, family_paper, family_pdf, paper, paper_docx, paper_pdf
from .plan import edition, plan
from .sessions import held, missed, move_session, plan_session, record_session, session
from .time import team_time, time
from .writing import (
    add_action,
    add_outcome,
    begin,
    change_action,
    change_outcome,
    drop,
    names,
    new_edition,
    put_back_action,
    put_back_outcome,
    safety,
    take_out_action,
    take_out_outcome,
    writing,
)

__all__ = [
    "add_action",
    "add_outcome",
    "agree",
    "begin",
    "change_action",
    "change_outcome",
    "drop",
    "edition",
    "end",
    "end_action",
    "family_docx",
    "family_paper",
    "family_pdf",
    "held",
    "mine",
    "missed",
    "move_session",
    "names",
    "new_edition",
    "of_matter",
    "paper",
    "paper_docx",
    "paper_pdf",
    "plan",
    "plan_session",
    "put_back_action",
    "put_back_outcome",
    "put_review_right",
    "record_session",
    "review",
    "safety",
    "said",
    "session",
    "take_out_action",
    "take_out_outcome",
    "team_time",
    "time",
    "writing",
]
