"""What can happen in training. Nothing of it is about a child; who completed what stands in the trail by reference."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class TiersLoaded(Event):
    verb: ClassVar[str] = "tiers.loaded"
    sentence: ClassVar[str] = "loaded tiers of training that are new or were changed"
    number: int


@dataclass(frozen=True, kw_only=True)
class TierKept(Event):
    verb: ClassVar[str] = "tier.kept"
    sentence: ClassVar[str] = "changed what a tier of training says"
    tier: str
    edition: int


@dataclass(frozen=True, kw_only=True)
class ChosenForTier(Event):
    verb: ClassVar[str] = "tier.chosen"
    sentence: ClassVar[str] = "chose somebody for a tier of training"
    tier: str
    to: str


@dataclass(frozen=True, kw_only=True)
class ChoiceEnded(Event):
    verb: ClassVar[str] = "tier.choice-ended"
    sentence: ClassVar[str] = "ended that a tier of training is meant for somebody"
    tier: str
    of: str


@dataclass(frozen=True, kw_only=True)
class LeaveEntered(Event):
    verb: ClassVar[str] = "leave.entered"
    sentence: ClassVar[str] = "entered a long leave, which puts training off"
    of: str


@dataclass(frozen=True, kw_only=True)
class LeaveRemoved(Event):
    verb: ClassVar[str] = "leave.removed"
    sentence: ClassVar[str] = "took out a long leave that was entered wrongly"
    of: str


@dataclass(frozen=True, kw_only=True)
class CompletionRecorded(Event):
    verb: ClassVar[str] = "completion.recorded"
    sentence: ClassVar[str] = "recorded that somebody completed training"
    tier: str
    of: str
    how: str


@dataclass(frozen=True, kw_only=True)
class CompletionTakenBack(Event):
    verb: ClassVar[str] = "completion.taken-back"
    sentence: ClassVar[str] = "took back that somebody completed training"
    tier: str
    of: str


@dataclass(frozen=True, kw_only=True)
class CertificateSaid(Event):
    verb: ClassVar[str] = "certificate.said"
    sentence: ClassVar[str] = "said that they completed a course elsewhere"
    tier: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CertificateAnswered(Event):
    verb: ClassVar[str] = "certificate.answered"
    sentence: ClassVar[str] = "answered a certificate"
    tier: str
    answer: str
    to: str


@dataclass(frozen=True, kw_only=True)
class CertificateTakenBack(Event):
    verb: ClassVar[str] = "certificate.taken-back"
    sentence: ClassVar[str] = "took back a certificate that nobody had answered"
    tier: str


@dataclass(frozen=True, kw_only=True)
class TrainingFileBegun(Event):
    verb: ClassVar[str] = "training-file.begun"
    sentence: ClassVar[str] = "chose a file of a learning system"


@dataclass(frozen=True, kw_only=True)
class TrainingFileNamed(Event):
    verb: ClassVar[str] = "training-file.named"
    sentence: ClassVar[str] = "said which column of a file is which, or which course counts for what"
    state: str


@dataclass(frozen=True, kw_only=True)
class TrainingFileLoaded(Event):
    verb: ClassVar[str] = "training-file.loaded"
    sentence: ClassVar[str] = "took in completions from a file"
    new: int
    known: int
    wrong: int


@dataclass(frozen=True, kw_only=True)
class TrainingFileLeft(Event):
    verb: ClassVar[str] = "training-file.left"
    sentence: ClassVar[str] = "did not take in a file of completions"


@dataclass(frozen=True, kw_only=True)
class TrainingFileForgotten(Event):
    verb: ClassVar[str] = "training-file.forgotten"
    sentence: ClassVar[str] = "forgot what was read of a file of completions"


@dataclass(frozen=True, kw_only=True)
class TrainingPlanned(Event):
    verb: ClassVar[str] = "training-session.planned"
    sentence: ClassVar[str] = "planned a training session"
    tier: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TrainingMoved(Event):
    verb: ClassVar[str] = "training-session.moved"
    sentence: ClassVar[str] = "changed when or where a training session is"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TrainingCalledOff(Event):
    verb: ClassVar[str] = "training-session.called-off"
    sentence: ClassVar[str] = "called a training session off"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegisterOpened(Event):
    verb: ClassVar[str] = "training-session.register-opened"
    sentence: ClassVar[str] = "opened the register of a training session"


@dataclass(frozen=True, kw_only=True)
class RegisterShut(Event):
    verb: ClassVar[str] = "training-session.register-shut"
    sentence: ClassVar[str] = "ended signing in by code"


@dataclass(frozen=True, kw_only=True)
class SignedRegister(Event):
    verb: ClassVar[str] = "training-session.signed"
    sentence: ClassVar[str] = "signed the register of a training session"


@dataclass(frozen=True, kw_only=True)
class RegisterKept(Event):
    verb: ClassVar[str] = "training-session.ticked"
    sentence: ClassVar[str] = "kept the register of a training session"
    people: int


@dataclass(frozen=True, kw_only=True)
class TrainingHeld(Event):
    verb: ClassVar[str] = "training-session.held"
    sentence: ClassVar[str] = "held a training session"
    tier: str
    people: int


@dataclass(frozen=True, kw_only=True)
class TrainingHandedOver(Event):
    verb: ClassVar[str] = "training-session.handed-over"
    sentence: ClassVar[str] = "handed a training session over"
    of: str
    to: str


@dataclass(frozen=True, kw_only=True)
class TrainingDue(Event):
    verb: ClassVar[str] = "training.due"
    sentence: ClassVar[str] = "reminded somebody of training"
    tier: str
    late: bool
    to: str
