"""What can happen in screening."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class ScreeningOpened(Event):
    verb: ClassVar[str] = "screening.opened"
    sentence: ClassVar[str] = "asked for a specialist’s screening"
    about_child: ClassVar[bool] = True
    owner: str


@dataclass(frozen=True, kw_only=True)
class ScreeningClaimed(Event):
    verb: ClassVar[str] = "screening.claimed"
    sentence: ClassVar[str] = "took on the screening"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ScreeningHandedOver(Event):
    verb: ClassVar[str] = "screening.handed-over"
    sentence: ClassVar[str] = "handed the screening over"
    about_child: ClassVar[bool] = True
    to: str


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    verb: ClassVar[str] = "question.asked"
    sentence: ClassVar[str] = "asked a question"
    about_child: ClassVar[bool] = True
    of: str


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    verb: ClassVar[str] = "question.answered"
    sentence: ClassVar[str] = "answered a question"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ScreeningDecided(Event):
    verb: ClassVar[str] = "screening.decided"
    sentence: ClassVar[str] = "recorded a decision"
    about_child: ClassVar[bool] = True
    outcomes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScreeningReopened(Event):
    verb: ClassVar[str] = "screening.reopened"
    sentence: ClassVar[str] = "opened the screening again"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SignOffAsked(Event):
    verb: ClassVar[str] = "sign-off.asked"
    sentence: ClassVar[str] = "asked for sign-off"
    about_child: ClassVar[bool] = True
    of: str
    why: str


@dataclass(frozen=True, kw_only=True)
class SignOffAnswered(Event):
    verb: ClassVar[str] = "sign-off.answered"
    sentence: ClassVar[str] = "answered a sign-off"
    about_child: ClassVar[bool] = True
    answer: str


@dataclass(frozen=True, kw_only=True)
class DisagreementRecorded(Event):
    verb: ClassVar[str] = "disagreement.recorded"
    sentence: ClassVar[str] = "recorded a professional disagreement"
    about_child: ClassVar[bool] = True
    to: str


@dataclass(frozen=True, kw_only=True)
class DisagreementAnswered(Event):
    verb: ClassVar[str] = "disagreement.answered"
    sentence: ClassVar[str] = "answered a professional disagreement"
    about_child: ClassVar[bool] = True
    of: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class StepTaken(Event):
    verb: ClassVar[str] = "step.taken"
    sentence: ClassVar[str] = "marked a step as done"
    about_child: ClassVar[bool] = True
    step: str


@dataclass(frozen=True, kw_only=True)
class OwnerTold(Event):
    verb: ClassVar[str] = "match.told"
    sentence: ClassVar[str] = "told an owner of a likely match"
    about_child: ClassVar[bool] = True
    to: str


@dataclass(frozen=True, kw_only=True)
class StepDue(Event):
    verb: ClassVar[str] = "step.due"
    sentence: ClassVar[str] = "reminded the owner of a step"
    about_child: ClassVar[bool] = True
    to: str
    step: str


@dataclass(frozen=True, kw_only=True)
class ScreeningLate(Event):
    verb: ClassVar[str] = "screening.late"
    sentence: ClassVar[str] = "said that the screening is late"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AnswerLate(Event):
    verb: ClassVar[str] = "answer.late"
    sentence: ClassVar[str] = "reminded of an answer that is late"
    about_child: ClassVar[bool] = True
    to: str
    of: str


@dataclass(frozen=True, kw_only=True)
class StepHandedOver(Event):
    verb: ClassVar[str] = "step.handed-over"
    sentence: ClassVar[str] = "gave a step to a colleague"
    about_child: ClassVar[bool] = True
    to: str
    step: str


@dataclass(frozen=True, kw_only=True)
class StepDaySet(Event):
    verb: ClassVar[str] = "step.day-set"
    sentence: ClassVar[str] = "set the day of a step"
    about_child: ClassVar[bool] = True
    step: str


@dataclass(frozen=True, kw_only=True)
class MatchAnswered(Event):
    verb: ClassVar[str] = "match.answered"
    sentence: ClassVar[str] = "answered whether the records belong together"
    about_child: ClassVar[bool] = True
    # Where the owner tells something: who is told of it, and in which record the words stand.
    to: str = ""
    stands_in: str = ""


@dataclass(frozen=True, kw_only=True)
class NobodyTookOver(Event):
    verb: ClassVar[str] = "bar.left"
    sentence: ClassVar[str] = "recorded a conflict of interest, and nobody could take over what was left"
    about_child: ClassVar[bool] = True
    of: str


@dataclass(frozen=True, kw_only=True)
class AccountWritten(Event):
    verb: ClassVar[str] = "account.written"
    sentence: ClassVar[str] = "wrote a de-identified account of the decision"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AccountAnswered(Event):
    verb: ClassVar[str] = "account.answered"
    sentence: ClassVar[str] = "answered a de-identified account of the decision"
    about_child: ClassVar[bool] = True
    answer: str


@dataclass(frozen=True, kw_only=True)
class AccountWithdrawn(Event):
    verb: ClassVar[str] = "account.withdrawn"
    sentence: ClassVar[str] = "withdrew a de-identified account of a decision"
    about_child: ClassVar[bool] = True
