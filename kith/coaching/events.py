"""What can happen in coaching. No event carries a word of a question or an answer; those of joint work are of the matter.

`to` names whom to tell.
"""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    verb: ClassVar[str] = "coaching.asked"
    sentence: ClassVar[str] = "asked a specialist a question"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionTaken(Event):
    verb: ClassVar[str] = "coaching.taken"
    sentence: ClassVar[str] = "took a question of a colleague"
    to: str


@dataclass(frozen=True, kw_only=True)
class QuestionPassedOn(Event):
    verb: ClassVar[str] = "coaching.passed-on"
    sentence: ClassVar[str] = "passed a question on to another specialist"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    verb: ClassVar[str] = "coaching.answered"
    sentence: ClassVar[str] = "answered a question of a colleague"
    to: str


@dataclass(frozen=True, kw_only=True)
class QuestionClosed(Event):
    verb: ClassVar[str] = "coaching.closed"
    sentence: ClassVar[str] = "closed a question and said what came of it"
    to: str


@dataclass(frozen=True, kw_only=True)
class QuestionTakenBack(Event):
    verb: ClassVar[str] = "coaching.taken-back"
    sentence: ClassVar[str] = "took a question back"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionLate(Event):
    verb: ClassVar[str] = "coaching.late"
    sentence: ClassVar[str] = "was told that a question waits too long"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionHandedOver(Event):
    verb: ClassVar[str] = "coaching.handed-over"
    sentence: ClassVar[str] = "took over a question in coaching"
    to: str


@dataclass(frozen=True, kw_only=True)
class SaidHowItWas(Event):
    verb: ClassVar[str] = "coaching.feedback"
    sentence: ClassVar[str] = "said how the coaching was"
    to: str


@dataclass(frozen=True, kw_only=True)
class PageProposed(Event):
    verb: ClassVar[str] = "coaching.page-proposed"
    sentence: ClassVar[str] = "put an answer into words for everybody"
    to: str
    asks: bool


@dataclass(frozen=True, kw_only=True)
class WordsAgreed(Event):
    verb: ClassVar[str] = "coaching.words-agreed"
    sentence: ClassVar[str] = "answered whether their words may stand on a page"
    to: str
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class AnswerBecamePage(Event):
    verb: ClassVar[str] = "coaching.page-begun"
    sentence: ClassVar[str] = "sent a page that began from a question to a second person"
    page: str


@dataclass(frozen=True, kw_only=True)
class PageFromAnswerShown(Event):
    verb: ClassVar[str] = "coaching.page-shown"
    sentence: ClassVar[str] = "showed a page that began from a question"
    to: tuple[str, ...]
    page: str


@dataclass(frozen=True, kw_only=True)
class SlotsOffered(Event):
    verb: ClassVar[str] = "coaching.slots-offered"
    sentence: ClassVar[str] = "offered times for coaching"
    slots: int


@dataclass(frozen=True, kw_only=True)
class SlotOfferedFor(Event):
    verb: ClassVar[str] = "coaching.slot-offered"
    sentence: ClassVar[str] = "offered a time as the answer to a question"
    to: str


@dataclass(frozen=True, kw_only=True)
class SlotBooked(Event):
    verb: ClassVar[str] = "coaching.slot-booked"
    sentence: ClassVar[str] = "booked a time for coaching"
    to: str
    what_for: str


@dataclass(frozen=True, kw_only=True)
class SlotCancelled(Event):
    verb: ClassVar[str] = "coaching.slot-cancelled"
    sentence: ClassVar[str] = "cancelled a time for coaching"
    to: str


@dataclass(frozen=True, kw_only=True)
class SlotMoved(Event):
    verb: ClassVar[str] = "coaching.slot-moved"
    sentence: ClassVar[str] = "moved a time for coaching"
    to: str


@dataclass(frozen=True, kw_only=True)
class SlotWithdrawn(Event):
    verb: ClassVar[str] = "coaching.slot-withdrawn"
    sentence: ClassVar[str] = "offers a time for coaching no more"


@dataclass(frozen=True, kw_only=True)
class SlotHandedOver(Event):
    verb: ClassVar[str] = "coaching.slot-handed-over"
    sentence: ClassVar[str] = "took over a time for coaching"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReflectionSetUp(Event):
    verb: ClassVar[str] = "coaching.reflection"
    sentence: ClassVar[str] = "set up a group reflection"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReflectionMoved(Event):
    verb: ClassVar[str] = "coaching.reflection-moved"
    sentence: ClassVar[str] = "moved a group reflection"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReflectionCalledOff(Event):
    verb: ClassVar[str] = "coaching.reflection-off"
    sentence: ClassVar[str] = "called a group reflection off"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceTaken(Event):
    verb: ClassVar[str] = "coaching.place-taken"
    sentence: ClassVar[str] = "takes part in a group reflection"


@dataclass(frozen=True, kw_only=True)
class PlaceGivenBack(Event):
    verb: ClassVar[str] = "coaching.place-given-back"
    sentence: ClassVar[str] = "does not take part in a group reflection"


@dataclass(frozen=True, kw_only=True)
class ReflectionHeld(Event):
    verb: ClassVar[str] = "coaching.reflection-held"
    sentence: ClassVar[str] = "wrote down what was learnt in a group reflection"
    people: int


@dataclass(frozen=True, kw_only=True)
class ReflectionHandedOver(Event):
    verb: ClassVar[str] = "coaching.reflection-handed-over"
    sentence: ClassVar[str] = "took over a group reflection"
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LogWritten(Event):
    verb: ClassVar[str] = "coaching.log"
    sentence: ClassVar[str] = "wrote in their log of coaching"


@dataclass(frozen=True, kw_only=True)
class LogTakenOut(Event):
    verb: ClassVar[str] = "coaching.log-out"
    sentence: ClassVar[str] = "took their log of coaching out"


@dataclass(frozen=True, kw_only=True)
class ExperienceSaid(Event):
    verb: ClassVar[str] = "coaching.experience"
    sentence: ClassVar[str] = "said what they have experience of"
    region: bool


@dataclass(frozen=True, kw_only=True)
class ExperienceConfirmed(Event):
    verb: ClassVar[str] = "coaching.experience-confirmed"
    sentence: ClassVar[str] = "confirmed what they have experience of"


@dataclass(frozen=True, kw_only=True)
class ExperienceWithdrawn(Event):
    verb: ClassVar[str] = "coaching.experience-withdrawn"
    sentence: ClassVar[str] = "withdrew what they have experience of"


@dataclass(frozen=True, kw_only=True)
class ExperienceEnded(Event):
    verb: ClassVar[str] = "coaching.experience-ended"
    sentence: ClassVar[str] = "ended what a colleague said of their experience, who has left"


@dataclass(frozen=True, kw_only=True)
class ExperienceLapses(Event):
    verb: ClassVar[str] = "coaching.experience-lapses"
    sentence: ClassVar[str] = "was reminded to confirm their experience"
    to: str


@dataclass(frozen=True, kw_only=True)
class ConventionsLoaded(Event):
    verb: ClassVar[str] = "coaching.conventions"
    sentence: ClassVar[str] = "loaded the conventions of coaching"
    number: int


@dataclass(frozen=True, kw_only=True)
class JointAgreed(Event):
    """`subject` is the consultation, `of` the joint work."""

    verb: ClassVar[str] = "coaching.joint"
    sentence: ClassVar[str] = "agreed joint working on the case"
    about_child: ClassVar[bool] = True
    of: str
    to: str


@dataclass(frozen=True, kw_only=True)
class JointEnded(Event):
    """`subject` is the consultation, `of` the joint work."""

    verb: ClassVar[str] = "coaching.joint-ended"
    sentence: ClassVar[str] = "ended joint working on the case"
    about_child: ClassVar[bool] = True
    of: str
    to: str


@dataclass(frozen=True, kw_only=True)
class JointHandedOver(Event):
    """`subject` is the consultation, `of` the joint work."""

    verb: ClassVar[str] = "coaching.joint-handed-over"
    sentence: ClassVar[str] = "took over joint working on the case"
    about_child: ClassVar[bool] = True
    of: str
    to: str
