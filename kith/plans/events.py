"""What can happen to a plan and to direct work. Of references and choices alone."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanBegun(Event):
    """`to` names its owner; `matter` is the consultation."""

    verb: ClassVar[str] = "plan.begun"
    sentence: ClassVar[str] = "began a plan"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    matter: str


@dataclass(frozen=True, kw_only=True)
class PlanRead(Event):
    verb: ClassVar[str] = "plan.read"
    sentence: ClassVar[str] = "read a plan"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class EditionBegun(Event):
    verb: ClassVar[str] = "plan.edition-begun"
    sentence: ClassVar[str] = "began a new edition of a plan"
    about_child: ClassVar[bool] = True
    number: int


@dataclass(frozen=True, kw_only=True)
class EditionChanged(Event):
    """`what` says what was added, changed or taken out."""

    verb: ClassVar[str] = "plan.edition-changed"
    sentence: ClassVar[str] = "changed the edition of a plan that is being written"
    about_child: ClassVar[bool] = True
    what: str


@dataclass(frozen=True, kw_only=True)
class EditionDropped(Event):
    verb: ClassVar[str] = "plan.edition-dropped"
    sentence: ClassVar[str] = "dropped the edition of a plan that was being written"
    about_child: ClassVar[bool] = True
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanAgreed(Event):
    """`to` names who has something to do by it."""

    verb: ClassVar[str] = "plan.agreed"
    sentence: ClassVar[str] = "recorded that an edition of a plan was agreed"
    about_child: ClassVar[bool] = True
    number: int
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementKept(Event):
    verb: ClassVar[str] = "plan.agreement"
    sentence: ClassVar[str] = "recorded what somebody said to a plan"
    about_child: ClassVar[bool] = True
    party: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class ActionEnded(Event):
    """`to` names who owns the plan."""

    verb: ClassVar[str] = "plan.action-ended"
    sentence: ClassVar[str] = "said what came of an action of a plan"
    about_child: ClassVar[bool] = True
    how: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanActionDue(Event):
    """`stage` says whether before, on or after its day; `to` names who sees to it."""

    verb: ClassVar[str] = "plan.action-due"
    sentence: ClassVar[str] = "told somebody of the day of an action of a plan"
    about_child: ClassVar[bool] = True
    stage: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanActionMoved(Event):
    """`of` had it, `to` has it now."""

    verb: ClassVar[str] = "plan.action-handed-over"
    sentence: ClassVar[str] = "handed over an action of a plan"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanHandedOver(Event):
    """`of` owned it, `to` owns it now."""

    verb: ClassVar[str] = "plan.handed-over"
    sentence: ClassVar[str] = "handed over a plan"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanReviewed(Event):
    """`to` names who owns the plan and who has something to do by it."""

    verb: ClassVar[str] = "plan.reviewed"
    sentence: ClassVar[str] = "wrote down a review of a plan"
    about_child: ClassVar[bool] = True
    again: bool
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanReviewDue(Event):
    """`stage` says whether before, on or after its day; `to` names who owns the plan."""

    verb: ClassVar[str] = "plan.review-due"
    sentence: ClassVar[str] = "told somebody of the day of a plan’s review"
    about_child: ClassVar[bool] = True
    stage: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanEnded(Event):
    """`to` names who had something to do by it."""

    verb: ClassVar[str] = "plan.ended"
    sentence: ClassVar[str] = "ended a plan"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanTaken(Event):
    """`edition_for` says whether for the file or for the family; `form` of which kind."""

    verb: ClassVar[str] = "plan.taken"
    sentence: ClassVar[str] = "took out a plan as a file"
    about_child: ClassVar[bool] = True
    edition_for: str
    form: str


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Event):
    """`to` names who holds it."""

    verb: ClassVar[str] = "session.planned"
    sentence: ClassVar[str] = "planned a session with a young person"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    matter: str


@dataclass(frozen=True, kw_only=True)
class SessionRecorded(Event):
    """`of` held it; `matter` is the consultation."""

    verb: ClassVar[str] = "session.recorded"
    sentence: ClassVar[str] = "wrote down time with a young person that was not planned"
    about_child: ClassVar[bool] = True
    of: str
    matter: str


@dataclass(frozen=True, kw_only=True)
class SessionRead(Event):
    verb: ClassVar[str] = "session.read"
    sentence: ClassVar[str] = "read about a session with a young person"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Event):
    """`to` names who holds it."""

    verb: ClassVar[str] = "session.moved"
    sentence: ClassVar[str] = "moved a session with a young person to another time"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SessionWritten(Event):
    verb: ClassVar[str] = "session.written"
    sentence: ClassVar[str] = "wrote what came of a session with a young person"
    about_child: ClassVar[bool] = True
    came: str
    again: bool


@dataclass(frozen=True, kw_only=True)
class SessionHandedOver(Event):
    """`of` had it, `to` has it now."""

    verb: ClassVar[str] = "session.handed-over"
    sentence: ClassVar[str] = "handed over a session with a young person"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TimeNoted(Event):
    verb: ClassVar[str] = "plan-time.noted"
    sentence: ClassVar[str] = "noted what would mend a team’s time with young people"
    month: str
