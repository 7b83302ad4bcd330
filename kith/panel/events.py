"""What can happen at a panel. Of references and choices alone: `to` names whom to tell, never whom it is about."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class PanelSetUp(Event):
    verb: ClassVar[str] = "panel.set-up"
    sentence: ClassVar[str] = "set up a panel"
    kind: str


@dataclass(frozen=True, kw_only=True)
class QuorumSet(Event):
    verb: ClassVar[str] = "panel.quorum-set"
    sentence: ClassVar[str] = "changed the number that a panel’s quorum needs"
    at_least: int


@dataclass(frozen=True, kw_only=True)
class MemberSeated(Event):
    verb: ClassVar[str] = "panel.member-seated"
    sentence: ClassVar[str] = "gave somebody a seat on a panel"
    of: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    verb: ClassVar[str] = "panel.member-left"
    sentence: ClassVar[str] = "ended somebody’s seat on a panel"
    of: str


@dataclass(frozen=True, kw_only=True)
class SeatVacant(Event):
    """`to` names who sees to it that somebody is named; it gives them no right."""

    verb: ClassVar[str] = "panel.seat-vacant"
    sentence: ClassVar[str] = "left a seat on a panel to be filled"
    seat: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(Event):
    verb: ClassVar[str] = "panel.meeting-planned"
    sentence: ClassVar[str] = "planned a panel meeting"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(Event):
    verb: ClassVar[str] = "panel.meeting-moved"
    sentence: ClassVar[str] = "moved a panel meeting"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InvitationTaken(Event):
    """A calendar file: a kind, a reference and a time."""

    verb: ClassVar[str] = "panel.invitation"
    sentence: ClassVar[str] = "took out an invitation to a panel meeting for a calendar"


@dataclass(frozen=True, kw_only=True)
class MeetingCalledOff(Event):
    verb: ClassVar[str] = "panel.meeting-called-off"
    sentence: ClassVar[str] = "called off a panel meeting"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseEntered(Event):
    """`matter` is the consultation that it comes from, where there is one."""

    verb: ClassVar[str] = "panel.case-entered"
    sentence: ClassVar[str] = "brought a case to a panel"
    about_child: ClassVar[bool] = True
    matter: str = ""
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MayComeToPanel(Event):
    """A referral from which a case may come was recorded as sent; `to` are coordinators who may read it."""

    verb: ClassVar[str] = "panel.may-come"
    sentence: ClassVar[str] = "told the panel’s coordinator of a referral, by recording it as sent"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SocialWorkerNamed(Event):
    verb: ClassVar[str] = "panel.social-worker-named"
    sentence: ClassVar[str] = "named the child’s social worker for a panel"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SocialWorkerLeft(Event):
    """`of` names who is the child’s social worker still, `to` who must name another."""

    verb: ClassVar[str] = "panel.social-worker-left"
    sentence: ClassVar[str] = "took the child’s social worker at a panel out of the matter"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseBarPlaced(Event):
    verb: ClassVar[str] = "panel.bar-placed"
    sentence: ClassVar[str] = "recorded a conflict of interest in a panel’s case"
    about_child: ClassVar[bool] = True
    of: str


@dataclass(frozen=True, kw_only=True)
class PutOnAgenda(Event):
    """`to` is the child’s social worker, who is always invited."""

    verb: ClassVar[str] = "panel.on-agenda"
    sentence: ClassVar[str] = "put a case on a meeting’s list"
    about_child: ClassVar[bool] = True
    meeting: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConsentWasAsked(Event):
    verb: ClassVar[str] = "panel.consent-asked"
    sentence: ClassVar[str] = "recorded that consent to support was asked for"
    about_child: ClassVar[bool] = True
    of: str


@dataclass(frozen=True, kw_only=True)
class ConsentWasAnswered(Event):
    """`stopped` is how many supporting actions stopped with it."""

    verb: ClassVar[str] = "panel.consent-answered"
    sentence: ClassVar[str] = "recorded an answer about consent to support"
    about_child: ClassVar[bool] = True
    answer: str
    stopped: int
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(Event):
    """`item` is empty for a member, and names the case’s place on the list for the child’s social worker."""

    verb: ClassVar[str] = "panel.attendance"
    sentence: ClassVar[str] = "recorded who came to a panel meeting"
    of: str
    agency: str
    how: str
    item: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """`on` is the day of the meeting."""

    verb: ClassVar[str] = "panel.meeting-held"
    sentence: ClassVar[str] = "recorded a panel meeting as held"
    panel: str
    on: str


@dataclass(frozen=True, kw_only=True)
class ViewRecorded(Event):
    verb: ClassVar[str] = "panel.view"
    sentence: ClassVar[str] = "recorded an agency’s view at a panel"
    about_child: ClassVar[bool] = True
    agency: str


@dataclass(frozen=True, kw_only=True)
class PanelDecided(Event):
    verb: ClassVar[str] = "panel.decided"
    sentence: ClassVar[str] = "recorded a panel’s decision"
    about_child: ClassVar[bool] = True
    outcome: str
    quorate: bool
    dissent: tuple[str, ...] = ()
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ActionAgreed(Event):
    verb: ClassVar[str] = "panel.action-agreed"
    sentence: ClassVar[str] = "recorded who does what by when for a panel"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanActionHandedOver(Event):
    """`of` had it, `to` has it now."""

    verb: ClassVar[str] = "panel.action-handed-over"
    sentence: ClassVar[str] = "handed over something that a panel had agreed"
    about_child: ClassVar[bool] = True
    of: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ActionDone(Event):
    verb: ClassVar[str] = "panel.action-done"
    sentence: ClassVar[str] = "recorded what was done for a panel"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SupportBegun(Event):
    verb: ClassVar[str] = "panel.support-begun"
    sentence: ClassVar[str] = "recorded a provider’s support"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Event):
    verb: ClassVar[str] = "panel.session-planned"
    sentence: ClassVar[str] = "planned a session of support"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SessionSaid(Event):
    verb: ClassVar[str] = "panel.session"
    sentence: ClassVar[str] = "recorded whether a session of support was held"
    about_child: ClassVar[bool] = True
    held: bool


@dataclass(frozen=True, kw_only=True)
class LookTaken(Event):
    verb: ClassVar[str] = "panel.look"
    sentence: ClassVar[str] = "looked again after support had ended"
    about_child: ClassVar[bool] = True
    clock: str


@dataclass(frozen=True, kw_only=True)
class PanelDue(Event):
    """`about` is what is due: an action, a look, a review, a second assessment; `stage` how far it is."""

    verb: ClassVar[str] = "panel.due"
    sentence: ClassVar[str] = "told people what a panel has due"
    about_child: ClassVar[bool] = True
    about: str
    stage: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CaseRead(Event):
    verb: ClassVar[str] = "panel.case-read"
    sentence: ClassVar[str] = "read a panel’s case"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PackOpened(Event):
    """Exactly what was shown: the cases, the consultations read by a part in them, and the shared versions."""

    verb: ClassVar[str] = "panel.pack-opened"
    sentence: ClassVar[str] = "opened their pack for a panel meeting"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True
    how: str
    cases: tuple[str, ...]
    matters: tuple[str, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingRead(Event):
    verb: ClassVar[str] = "panel.meeting-read"
    sentence: ClassVar[str] = "read the page of a panel meeting"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True
    cases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MinutesRead(Event):
    verb: ClassVar[str] = "panel.minutes-read"
    sentence: ClassVar[str] = "read or took out the minutes of a panel meeting"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True
    how: str
    cases: tuple[str, ...]
