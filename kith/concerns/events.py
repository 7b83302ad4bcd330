"""What can happen to a concern."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class ConsultationStarted(Event):
    verb: ClassVar[str] = "consultation.started"
    sentence: ClassVar[str] = "began a consultation"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ConsultationDiscarded(Event):
    verb: ClassVar[str] = "consultation.discarded"
    sentence: ClassVar[str] = "threw away an unsent consultation"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ConsultationSubmitted(Event):
    verb: ClassVar[str] = "consultation.submitted"
    sentence: ClassVar[str] = "sent a consultation to the specialist"
    about_child: ClassVar[bool] = True
    danger: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsultationRead(Event):
    verb: ClassVar[str] = "consultation.read"
    sentence: ClassVar[str] = "read the record"
    about_child: ClassVar[bool] = True
    is_read: ClassVar[bool] = True
    how: str = "page"


@dataclass(frozen=True, kw_only=True)
class ConsultationsListed(Event):
    """One list that a machine took out: how many, and which, by reference."""

    verb: ClassVar[str] = "consultation.listed"
    sentence: ClassVar[str] = "took out a list of consultations"
    found: int
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DocumentMade(Event):
    verb: ClassVar[str] = "document.made"
    sentence: ClassVar[str] = "took out a document"
    about_child: ClassVar[bool] = True
    kind: str


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    verb: ClassVar[str] = "note.written"
    sentence: ClassVar[str] = "added what became known"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PassageOfPaperExplained(Event):
    """The subject is the paper. `mark` says which run of words it was, and nothing of them."""

    verb: ClassVar[str] = "family-paper.explained"
    sentence: ClassVar[str] = "said why words of a paper for the family come from elsewhere than from a partner"
    about_child: ClassVar[bool] = True
    mark: str


@dataclass(frozen=True, kw_only=True)
class ChildCompleted(Event):
    verb: ClassVar[str] = "child.completed"
    sentence: ClassVar[str] = "added what has become known about the child"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class EqualityCompleted(Event):
    verb: ClassVar[str] = "equality.completed"
    sentence: ClassVar[str] = "completed the equality page"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PartGiven(Event):
    verb: ClassVar[str] = "part.given"
    sentence: ClassVar[str] = "let a colleague read it"
    about_child: ClassVar[bool] = True
    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PartEnded(Event):
    verb: ClassVar[str] = "part.ended"
    sentence: ClassVar[str] = "ended a part"
    about_child: ClassVar[bool] = True
    of: str


@dataclass(frozen=True, kw_only=True)
class BarPlaced(Event):
    verb: ClassVar[str] = "bar.placed"
    sentence: ClassVar[str] = "recorded a conflict of interest"
    about_child: ClassVar[bool] = True
    of: str


@dataclass(frozen=True, kw_only=True)
class OwnerChanged(Event):
    verb: ClassVar[str] = "owner.changed"
    sentence: ClassVar[str] = "changed who owns this"
    about_child: ClassVar[bool] = True
    to: str
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsultationClosed(Event):
    verb: ClassVar[str] = "consultation.closed"
    sentence: ClassVar[str] = "closed the consultation"
    about_child: ClassVar[bool] = True
    by_decision: bool = False


@dataclass(frozen=True, kw_only=True)
class EmergencyOpened(Event):
    verb: ClassVar[str] = "emergency.opened"
    sentence: ClassVar[str] = "opened the record in an emergency"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class EmergencyReviewed(Event):
    verb: ClassVar[str] = "emergency.reviewed"
    sentence: ClassVar[str] = "reviewed an emergency opening"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class SameChildAnswered(Event):
    verb: ClassVar[str] = "same-child.answered"
    sentence: ClassVar[str] = "said whether two records are about the same child"
    about_child: ClassVar[bool] = True
    other: str
    same: bool


@dataclass(frozen=True, kw_only=True)
class ReferralStarted(Event):
    verb: ClassVar[str] = "referral.started"
    sentence: ClassVar[str] = "began a referral to Prevent"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralChanged(Event):
    verb: ClassVar[str] = "referral.changed"
    sentence: ClassVar[str] = "changed the text of the referral"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralCompared(Event):
    """`changed` names the heading that was compared with what the record says by now."""

    verb: ClassVar[str] = "referral.compared"
    sentence: ClassVar[str] = "compared the referral with what was recorded since"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralChecked(Event):
    verb: ClassVar[str] = "referral.checked"
    sentence: ClassVar[str] = "checked the referral"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralReopened(Event):
    verb: ClassVar[str] = "referral.reopened"
    sentence: ClassVar[str] = "opened the referral’s text again"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralUrgent(Event):
    verb: ClassVar[str] = "referral.urgent"
    sentence: ClassVar[str] = "wrote why there was no time for a decision before the referral"
    about_child: ClassVar[bool] = True
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReferralSent(Event):
    verb: ClassVar[str] = "referral.sent"
    sentence: ClassVar[str] = "recorded that the referral was sent"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralAcknowledged(Event):
    verb: ClassVar[str] = "referral.acknowledged"
    sentence: ClassVar[str] = "recorded that the referral was acknowledged"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralCorrected(Event):
    verb: ClassVar[str] = "referral.corrected"
    sentence: ClassVar[str] = "corrected what was recorded about the referral"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralAnswered(Event):
    verb: ClassVar[str] = "referral.answered"
    sentence: ClassVar[str] = "recorded what came of the referral"
    about_child: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReferralTemplateChanged(Event):
    verb: ClassVar[str] = "referral-template.changed"
    sentence: ClassVar[str] = "changed the authority’s own referral form"
