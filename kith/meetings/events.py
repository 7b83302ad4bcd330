"""What can happen to a visit, a meeting and a question before a step. Of references and choices alone."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class StepAsked(Event):
    """`to` names who received the question; `matter` is the consultation."""

    verb: ClassVar[str] = "before-step.asked"
    sentence: ClassVar[str] = "asked whether a step would cut across anything"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    matter: str


@dataclass(frozen=True, kw_only=True)
class StepAnswered(Event):
    """`to` names who asked, and who manages them. What was answered stands in the record and not here."""

    verb: ClassVar[str] = "before-step.answered"
    sentence: ClassVar[str] = "answered whether a step would cut across anything"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    again: bool


@dataclass(frozen=True, kw_only=True)
class StepRead(Event):
    verb: ClassVar[str] = "before-step.read"
    sentence: ClassVar[str] = "read a question about a step"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class StepPartGiven(Event):
    verb: ClassVar[str] = "before-step.part-given"
    sentence: ClassVar[str] = "let a colleague answer a question about a step"
    about_child: ClassVar[bool] = True
    to: str


@dataclass(frozen=True, kw_only=True)
class StepWithdrawn(Event):
    verb: ClassVar[str] = "before-step.withdrawn"
    sentence: ClassVar[str] = "withdrew a question about a step"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StepMoved(Event):
    """`to` names who was asked: what they answered was about another time."""

    verb: ClassVar[str] = "before-step.moved"
    sentence: ClassVar[str] = "moved a step about which a question had been asked"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StepLate(Event):
    """`to` names who was told: step 1 that the answer is late, 2 that there is still none."""

    verb: ClassVar[str] = "before-step.late"
    sentence: ClassVar[str] = "told people that an answer about a step is late"
    about_child: ClassVar[bool] = True
    step: int
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WentAhead(Event):
    """`to` names who was asked, so that they know."""

    verb: ClassVar[str] = "before-step.went-ahead"
    sentence: ClassVar[str] = "recorded why a step was taken without the answer to go ahead"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(Event):
    verb: ClassVar[str] = "meeting.called"
    sentence: ClassVar[str] = "planned a visit or a meeting"
    about_child: ClassVar[bool] = True
    kind: str
    to: tuple[str, ...]
    matter: str


@dataclass(frozen=True, kw_only=True)
class MeetingRead(Event):
    verb: ClassVar[str] = "meeting.read"
    sentence: ClassVar[str] = "read a visit or a meeting"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SeatGiven(Event):
    verb: ClassVar[str] = "seat.given"
    sentence: ClassVar[str] = "invited somebody to a visit or a meeting"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SeatEnded(Event):
    verb: ClassVar[str] = "seat.ended"
    sentence: ClassVar[str] = "took an invitation back"
    about_child: ClassVar[bool] = True
    of: str


@dataclass(frozen=True, kw_only=True)
class WillNotCome(Event):
    """Somebody who was invited may not, or cannot, come any more; `to` names who leads and who planned it. Never why."""

    verb: ClassVar[str] = "seat.lost"
    sentence: ClassVar[str] = "can no longer come to a visit or a meeting"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LeadChanged(Event):
    """`of` led it; `to` names who is invited, and among them who leads it now."""

    verb: ClassVar[str] = "meeting.lead-changed"
    sentence: ClassVar[str] = "changed who leads a visit or a meeting"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SeatAnswered(Event):
    """`to` names who planned it."""

    verb: ClassVar[str] = "seat.answered"
    sentence: ClassVar[str] = "answered an invitation"
    about_child: ClassVar[bool] = True
    reply: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(Event):
    """`to` names who is invited; `what` says whether it was moved, changed or cancelled."""

    verb: ClassVar[str] = "meeting.changed"
    sentence: ClassVar[str] = "changed a visit or a meeting"
    about_child: ClassVar[bool] = True
    what: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AccountWritten(Event):
    """`to` names who took part."""

    verb: ClassVar[str] = "meeting.account"
    sentence: ClassVar[str] = "wrote what came of a visit or a meeting"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]
    again: bool


@dataclass(frozen=True, kw_only=True)
class ViewKept(Event):
    verb: ClassVar[str] = "meeting.view"
    sentence: ClassVar[str] = "kept an agency’s view"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class MeetingDecided(Event):
    verb: ClassVar[str] = "meeting.decided"
    sentence: ClassVar[str] = "recorded a decision of a meeting"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dissented(Event):
    """`of` names whose dissent it is; `to` who recorded the decision."""

    verb: ClassVar[str] = "meeting.dissent"
    sentence: ClassVar[str] = "recorded a dissent"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ActionAgreed(Event):
    verb: ClassVar[str] = "meeting-action.agreed"
    sentence: ClassVar[str] = "recorded an action that was agreed"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ActionDone(Event):
    verb: ClassVar[str] = "meeting-action.done"
    sentence: ClassVar[str] = "did what was agreed"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingActionHandedOver(Event):
    """`of` had it, `to` has it now."""

    verb: ClassVar[str] = "meeting-action.handed-over"
    sentence: ClassVar[str] = "handed over what a visit or a meeting had agreed"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ActionDue(Event):
    """`to` names the owner; `late` once it is past its day, when who planned the meeting is told too."""

    verb: ClassVar[str] = "meeting-action.due"
    sentence: ClassVar[str] = "reminded people of an action that was agreed"
    about_child: ClassVar[bool] = True
    late: bool
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MinutesTaken(Event):
    verb: ClassVar[str] = "meeting.minutes"
    sentence: ClassVar[str] = "took out the minutes of a meeting"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class InvitationTaken(Event):
    """A calendar file: a kind, a reference and a time."""

    verb: ClassVar[str] = "meeting.invitation"
    sentence: ClassVar[str] = "took out an invitation for a calendar"


@dataclass(frozen=True, kw_only=True)
class CalendarMade(Event):
    verb: ClassVar[str] = "calendar.made"
    sentence: ClassVar[str] = "made a private calendar for a device"
    calendar: str


@dataclass(frozen=True, kw_only=True)
class CalendarWithdrawn(Event):
    verb: ClassVar[str] = "calendar.withdrawn"
    sentence: ClassVar[str] = "withdrew a private calendar"
    calendar: str
