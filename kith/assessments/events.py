"""What can happen to an assessment. The subject is its consultation; names and narratives are in none of them."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class AssessmentBegun(Event):
    """`assessment` is its uuid; `to` names who leads it."""

    verb: ClassVar[str] = "assessment.begun"
    sentence: ClassVar[str] = "began an assessment"
    about_child: ClassVar[bool] = True
    assessment: str
    to: str


@dataclass(frozen=True, kw_only=True)
class AssessmentRead(Event):
    verb: ClassVar[str] = "assessment.read"
    sentence: ClassVar[str] = "read an assessment"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True
    assessment: str


@dataclass(frozen=True, kw_only=True)
class AssessmentWritten(Event):
    verb: ClassVar[str] = "assessment.written"
    sentence: ClassVar[str] = "wrote in an assessment"
    about_child: ClassVar[bool] = True
    assessment: str


@dataclass(frozen=True, kw_only=True)
class AssessmentLeadChanged(Event):
    """`to` names who leads it from now on, `of` who led it."""

    verb: ClassVar[str] = "assessment.lead-changed"
    sentence: ClassVar[str] = "changed who leads an assessment"
    about_child: ClassVar[bool] = True
    assessment: str
    of: str
    to: str


@dataclass(frozen=True, kw_only=True)
class CheckpointKept(Event):
    """`to` names who leads it."""

    verb: ClassVar[str] = "assessment.checkpoint"
    sentence: ClassVar[str] = "looked at an assessment as its manager"
    about_child: ClassVar[bool] = True
    assessment: str
    to: str


@dataclass(frozen=True, kw_only=True)
class AssessmentConcluded(Event):
    """`to` names the managers before whom it is now."""

    verb: ClassVar[str] = "assessment.concluded"
    sentence: ClassVar[str] = "concluded an assessment and gave it to a manager"
    about_child: ClassVar[bool] = True
    assessment: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AssessmentAnswered(Event):
    """`to` names who leads it."""

    verb: ClassVar[str] = "assessment.answered"
    sentence: ClassVar[str] = "answered the conclusion of an assessment"
    about_child: ClassVar[bool] = True
    assessment: str
    to: str
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class AssessmentStopped(Event):
    """`to` names who leads it."""

    verb: ClassVar[str] = "assessment.stopped"
    sentence: ClassVar[str] = "stopped an assessment, with a reason"
    about_child: ClassVar[bool] = True
    assessment: str
    to: str


@dataclass(frozen=True, kw_only=True)
class AssessmentDayCorrected(Event):
    """`was` and `now` are the days from which it counted and counts, as YYYY-MM-DD; `to` names who leads it."""

    verb: ClassVar[str] = "assessment.day-corrected"
    sentence: ClassVar[str] = "corrected the day from which an assessment counts"
    about_child: ClassVar[bool] = True
    assessment: str
    was: str
    now: str
    to: str


@dataclass(frozen=True, kw_only=True)
class AssessmentWordedForFamily(Event):
    """`where` is the heading, or what of the conclusion it was."""

    verb: ClassVar[str] = "assessment.worded-for-family"
    sentence: ClassVar[str] = "wrote other words for the family in place of those of an assessment"
    about_child: ClassVar[bool] = True
    assessment: str
    where: str


@dataclass(frozen=True, kw_only=True)
class AssessmentTakenOut(Event):
    """`edition` is `file` or `family`, `kind` the kind of file."""

    verb: ClassVar[str] = "assessment.taken-out"
    sentence: ClassVar[str] = "took out an assessment as a document"
    about_child: ClassVar[bool] = True
    assessment: str
    edition: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class AssessmentDue(Event):
    """`to` names whom Kith told; `about` is `assessment`, `checkpoint` or `answer`, `stage` is soon, due or late."""

    verb: ClassVar[str] = "assessment.due"
    sentence: ClassVar[str] = "was told that an assessment is due"
    about_child: ClassVar[bool] = True
    assessment: str
    about: str
    stage: str
    to: tuple[str, ...]
