"""What this room does when another room's event happens: it tells who should know, in the same transaction."""

from dataclasses import replace

from kith.assessments.events import (
    AssessmentAnswered,
    AssessmentBegun,
    AssessmentConcluded,
    AssessmentDayCorrected,
    AssessmentDue,
    AssessmentLeadChanged,
    AssessmentStopped,
    CheckpointKept,
)
from kith.audit.reactions import when
from kith.coaching.events import (
    ExperienceLapses,
    JointAgreed,
    JointEnded,
    JointHandedOver,
    PageFromAnswerShown,
    PageProposed,
    QuestionClosed,
    QuestionHandedOver,
    QuestionLate,
    QuestionPassedOn,
    QuestionTaken,
    QuestionTakenBack,
    ReflectionCalledOff,
    ReflectionHandedOver,
    ReflectionMoved,
    ReflectionSetUp,
    SaidHowItWas,
    SlotBooked,
    SlotCancelled,
    SlotHandedOver,
    SlotMoved,
    SlotOfferedFor,
    WordsAgreed,
)
from kith.coaching.events import (
    QuestionAnswered as CoachingAnswered,
)
from kith.coaching.events import (
    QuestionAsked as CoachingAsked,
)
from kith.concerns.events import (
    ConsultationClosed,
    ConsultationRead,
    ConsultationStarted,
    EmergencyOpened,
    EmergencyReviewed,
    NoteWritten,
    OwnerChanged,
    PartGiven,
    ReferralSent,
    ReferralUrgent,
)
from kith.concerns.queries import owner_of, submitted
from kith.concerns.words import Danger, PartReason
from kith.confidence.events import RatingDue
from kith.contexts.events import (
    ConferenceHeld,
    ConferencePutRight,
    ContextActionAgreed,
    ContextActionDone,
    ContextActionDropped,
    ContextActionDue,
    ContextActionHandedOver,
    ContextClosed,
    ContextNoted,
    ContextOpenedAgain,
    ContextOwnerChanged,
    ContextPartGiven,
    ContextRead,
    ContextReviewDue,
    ContextReviewed,
)
from kith.contexts.words import PartReason as ContextReason
from kith.editing.events import PageApproved, PageNotShown, PageSentBack, PageSubmitted
from kith.handover.events import (
    HandoverBegun,
    HandoverDue,
    HandoverFinished,
    ItemDeclined,
    ItemDefaulted,
    ItemOffered,
    ItemTaken,
    NobodyForIt,
)
from kith.learning.events import AimAdded, AimChanged
from kith.meetings.events import (
    AccountWritten,
    ActionAgreed,
    ActionDone,
    ActionDue,
    Dissented,
    LeadChanged,
    MeetingActionHandedOver,
    MeetingCalled,
    MeetingChanged,
    MeetingDecided,
    MeetingRead,
    SeatAnswered,
    SeatGiven,
    StepAnswered,
    StepAsked,
    StepLate,
    StepMoved,
    StepPartGiven,
    StepRead,
    StepWithdrawn,
    WentAhead,
    WillNotCome,
)
from kith.meetings.words import Change
from kith.modules.events import FollowUpAnswered, FollowUpDue
from kith.panel.events import (
    ActionAgreed as PanelActionAgreed,
)
from kith.panel.events import (
    CaseEntered,
    ConsentWasAnswered,
    MayComeToPanel,
    MeetingCalledOff,
    MeetingPlanned,
    PanelDecided,
    PanelDue,
    PlanActionHandedOver,
    PutOnAgenda,
    SocialWorkerLeft,
    SocialWorkerNamed,
)
from kith.panel.events import (
    MeetingMoved as PanelMeetingMoved,
)
from kith.people.events import ContactCheckDue, ContactGap
from kith.people.queries import authority_by_key, carrier_of, people_of_region, people_with_role, person_named
from kith.people.words import Role
from kith.plans.events import (
    ActionEnded,
    PlanActionDue,
    PlanActionMoved,
    PlanAgreed,
    PlanBegun,
    PlanEnded,
    PlanHandedOver,
    PlanRead,
    PlanReviewDue,
    PlanReviewed,
    SessionHandedOver,
    SessionMoved,
    SessionPlanned,
    SessionRead,
)
from kith.screening.events import (
    AnswerLate,
    DisagreementAnswered,
    DisagreementRecorded,
    MatchAnswered,
    NobodyTookOver,
    OwnerTold,
    QuestionAnswered,
    QuestionAsked,
    ScreeningDecided,
    ScreeningHandedOver,
    ScreeningLate,
    ScreeningOpened,
    ScreeningReopened,
    SignOffAnswered,
    SignOffAsked,
    StepDue,
)
from kith.screening.queries import people_in
from kith.screening.words import SignOffAnswer
from kith.sharing.events import (
    FamilyMarkDue,
    FamilyMarkSet,
    GistReleased,
    GistWaits,
    PassingAsked,
    PassingRefused,
    RequestAcknowledged,
    RequestAnswered,
    RequestLate,
    RequestLinked,
    RequestPartGiven,
    RequestSent,
    RequestWithdrawn,
    UnaskedAcknowledged,
    UnaskedSent,
    VersionPassedOn,
)
from kith.sharing.rules import opens_sharing
from kith.toolkit.events import (
    DocumentApproved,
    DocumentAttached,
    DocumentSentBack,
    DocumentTakenOut,
    PageReviewDue,
    ProposalAnswered,
    ProposalMade,
)
from kith.toolkit.rules import LOCAL_EDITORS, REGIONAL_EDITORS
from kith.training.events import (
    CertificateAnswered,
    CertificateSaid,
    ChosenForTier,
    TrainingCalledOff,
    TrainingDue,
    TrainingHandedOver,
    TrainingMoved,
    TrainingPlanned,
)

from .actions import mark_read, tell


def _reference(event) -> str:
    return event.subject.removeprefix("consultation:")


def _tell(people, by, kind: str, event) -> None:
    """Each of them once, and never the one who did it."""
    doer = None if isinstance(by, str) else by.pk
    for person in {person.pk: person for person in people if person is not None}.values():
        if person.pk != doer and person.is_active:
            tell(person, kind=kind, reference=_reference(event))


# Events that name in `to` whom to tell: one person, or several.
TOLD_BY_NAME = {
    AssessmentBegun: "assessment-lead",
    AssessmentConcluded: "assessment-concluded",
    AssessmentDayCorrected: "assessment-day",
    AssessmentStopped: "assessment-stopped",
    CheckpointKept: "assessment-checkpoint",
    ScreeningHandedOver: "handed-over",
    DisagreementRecorded: "disagreement",
    OwnerTold: "match",
    StepDue: "step-due",
    AnswerLate: "answer-late",
    ReferralUrgent: "referral-urgent",
    PageSubmitted: "page-waits",
    PageApproved: "page-approved",
    PageNotShown: "page-not-shown",
    PageSentBack: "page-sent-back",
    DocumentAttached: "document-waits",
    DocumentApproved: "document-approved",
    DocumentSentBack: "document-sent-back",
    DocumentTakenOut: "document-taken-out",
    RequestSent: "request",
    RequestPartGiven: "request-too",
    RequestLinked: "request-linked",
    UnaskedSent: "told",
    UnaskedAcknowledged: "told-acknowledged",
    FamilyMarkSet: "family-mark",
    FamilyMarkDue: "family-mark-due",
    PassingAsked: "passing-asked",
    RequestAcknowledged: "request-acknowledged",
    RequestAnswered: "request-answered",
    RequestWithdrawn: "request-withdrawn",
    GistWaits: "gist-waits",
    StepAsked: "before-step",
    StepPartGiven: "before-step",
    StepMoved: "before-step-moved",
    StepWithdrawn: "before-step-withdrawn",
    WentAhead: "before-step-taken",
    MeetingCalled: "meeting",
    SeatGiven: "meeting",
    SeatAnswered: "meeting-reply",
    AccountWritten: "meeting-account",
    MeetingActionHandedOver: "meeting-action",
    MeetingDecided: "meeting-decided",
    Dissented: "meeting-dissent",
    ActionAgreed: "meeting-action",
    ActionDone: "meeting-action-done",
    ContextNoted: "context-noted",
    ContextReviewed: "context-reviewed",
    ConferenceHeld: "context-conference",
    ContextClosed: "context-closed",
    ContextActionAgreed: "context-action",
    ContextActionHandedOver: "context-action",
    ContextActionDone: "context-action-done",
    ContextActionDropped: "context-action-dropped",
    ContextOpenedAgain: "context-opened-again",
    ConferencePutRight: "context-conference-put-right",
    PlanBegun: "plan",
    PlanHandedOver: "plan",
    PlanAgreed: "plan-agreed",
    PlanActionMoved: "plan-action",
    ActionEnded: "plan-action-ended",
    PlanReviewed: "plan-reviewed",
    PlanEnded: "plan-ended",
    SessionPlanned: "session",
    SessionHandedOver: "session",
    SessionMoved: "session-moved",
    MayComeToPanel: "panel-may-come",
    CaseEntered: "panel-case",
    SocialWorkerNamed: "panel-invited",
    SocialWorkerLeft: "panel-social-worker-left",
    PutOnAgenda: "panel-invited",
    MeetingPlanned: "panel-meeting",
    PanelMeetingMoved: "panel-moved",
    MeetingCalledOff: "panel-called-off",
    ConsentWasAnswered: "panel-consent",
    PanelDecided: "panel-decided",
    PanelActionAgreed: "panel-action",
    PlanActionHandedOver: "panel-action",
    CoachingAsked: "coaching-asked",
    QuestionTaken: "coaching-taken",
    QuestionPassedOn: "coaching-asked",
    CoachingAnswered: "coaching-answered",
    QuestionClosed: "coaching-closed",
    QuestionTakenBack: "coaching-taken-back",
    QuestionLate: "coaching-late",
    QuestionHandedOver: "coaching-asked",
    SaidHowItWas: "coaching-feedback",
    PageProposed: "coaching-words",
    WordsAgreed: "coaching-agreed",
    PageFromAnswerShown: "coaching-page",
    SlotOfferedFor: "coaching-offered",
    SlotBooked: "coaching-booked",
    SlotCancelled: "coaching-cancelled",
    SlotMoved: "coaching-moved",
    SlotHandedOver: "coaching-other",
    JointAgreed: "coaching-joint",
    JointEnded: "coaching-joint-ended",
    JointHandedOver: "coaching-joint",
    ReflectionSetUp: "coaching-presents",
    ReflectionMoved: "coaching-reflection-moved",
    ReflectionCalledOff: "coaching-reflection-off",
    ReflectionHandedOver: "coaching-reflection-other",
    ExperienceLapses: "coaching-experience",
    CertificateSaid: "training-certificate",
    CertificateAnswered: "training-answered",
    ChosenForTier: "training-chosen",
    RatingDue: "confidence-due",
    AimAdded: "learning-aim",
    AimChanged: "learning-aim",
    TrainingPlanned: "training-session",
    TrainingMoved: "training-moved",
    TrainingCalledOff: "training-called-off",
    TrainingHandedOver: "training-run",
}


def _tell_named(event, by) -> None:
    to = [event.to] if isinstance(event.to, str) else event.to
    _tell([person_named(one) for one in to], by, TOLD_BY_NAME[type(event)], event)


for _event in TOLD_BY_NAME:
    when(_event)(_tell_named)


@when(GistReleased)
def _released(event, by):
    """Of an answer, or of what was told unasked and can be read from now on."""
    _tell(map(person_named, event.to), by, "told" if event.unasked else "request-answered", event)


@when(VersionPassedOn)
def _passed_on(event, by):
    _tell(map(person_named, event.to), by, "passed-on", event)
    _tell([person_named(event.asker)], by, "passing-answered", event)


@when(PassingRefused)
def _not_passed_on(event, by):
    _tell([person_named(event.asker)], by, "passing-answered", event)


@when(RequestLate)
def _late(event, by):
    """Who has a page of requests is led there; information governance, which has none, hears of it."""
    for person in map(person_named, event.to):
        _tell([person], by, "request-late" if opens_sharing(person) else "request-late-here", event)


@when(StepAnswered)
def _step_answered(event, by):
    """What was answered stands on the page alone; that it changed is said at once, even where a notice is unread."""
    _tell(map(person_named, event.to), by, "before-step-changed" if event.again else "before-step-answered", event)


@when(StepLate)
def _step_late(event, by):
    for person in map(person_named, event.to):
        _tell([person], by, "before-step-late" if opens_sharing(person) else "before-step-late-here", event)


@when(LeadChanged, WillNotCome)
def _who_comes(event, by):
    """Also who did what this came of: it was another act, of which they may not have thought."""
    kind = "meeting-lead" if isinstance(event, LeadChanged) else "meeting-not-coming"
    _tell(map(person_named, event.to), "", kind, event)


@when(MeetingChanged)
def _meeting_changed(event, by):
    kinds = {Change.CANCELLED: "meeting-cancelled", Change.MOVED: "meeting-moved"}
    _tell(map(person_named, event.to), by, kinds.get(event.what, "meeting-changed"), event)


@when(ActionDue)
def _action_due(event, by):
    _tell(map(person_named, event.to), by, "meeting-action-late" if event.late else "meeting-action-due", event)


@when(ContextPartGiven)
def _context_part(event, by):
    if event.reason == ContextReason.GIVEN and event.to:
        _tell([person_named(event.to)], by, "context-part", event)


@when(ContextOwnerChanged)
def _context_owner(event, by):
    _tell([person_named(event.to)], by, "context-owner", event)
    _tell([person_named(event.of)], by, "context-owner-was", event)


@when(ContextReviewDue, ContextActionDue)
def _context_due(event, by):
    kind = "context" if isinstance(event, ContextReviewDue) else "context-action"
    _tell(map(person_named, event.to), by, f"{kind}-{'late' if event.late else 'due'}", event)


@when(FollowUpDue)
def _module_question(event, by):
    _tell(map(person_named, event.to), by, "module-question", event)


@when(FollowUpAnswered)
def _module_answered(event, by):
    mark_read(by, reference=event.subject)


@when(PlanActionDue, PlanReviewDue)
def _plan_due(event, by):
    what = "action" if isinstance(event, PlanActionDue) else "review"
    _tell(map(person_named, event.to), by, f"plan-{what}-{event.stage}", event)


@when(PlanRead, SessionRead)
def _plan_read(event, by):
    mark_read(by, reference=event.subject)


@when(PanelDue)
def _panel_due(event, by):
    _tell([person_named(one) for one in event.to], by, f"panel-{event.stage}", event)


@when(AssessmentLeadChanged)
def _assessment_lead(event, by):
    _tell([person_named(event.to)], by, "assessment-lead", event)
    _tell([person_named(event.of)], by, "assessment-lead-was", event)


@when(AssessmentAnswered)
def _assessment_answered(event, by):
    _tell([person_named(event.to)], by, "assessment-agreed" if event.agreed else "assessment-returned", event)


@when(AssessmentDue)
def _assessment_due(event, by):
    late = "assessment-late" if event.stage == "late" else "assessment-due"
    kind = late if event.about == "assessment" else "assessment-look"
    _tell(map(person_named, event.to), by, kind, event)


@when(ConsultationStarted)
def _started(event, by):
    _tell([owner_of(event.subject)], by, "draft", event)


@when(ScreeningOpened)
def _opened(event, by):
    danger = submitted(event.subject).danger == Danger.YES
    _tell([person_named(event.owner)], by, "submitted-danger" if danger else "submitted", event)


@when(QuestionAsked)
def _asked(event, by):
    _tell([person_named(event.of)], by, "question", event)


@when(QuestionAnswered)
def _answered(event, by):
    _tell([people_in(event.subject).screener], by, "answer", event)


@when(NoteWritten)
def _noted(event, by):
    people = people_in(event.subject)
    _tell([people.raiser, people.owner, people.screener], by, "note", event)


@when(ScreeningDecided)
def _decided(event, by):
    people = people_in(event.subject)
    _tell([people.raiser, people.owner], by, "decision", event)


@when(ConsultationClosed)
def _closed(event, by):
    """Whoever raised or owns it follows it to its end; where the decision closed it, the decision tells."""
    if not event.by_decision:
        people = people_in(event.subject)
        _tell([people.raiser, people.owner], by, "closed", event)


@when(SignOffAsked)
def _sign_off_asked(event, by):
    _tell([person_named(event.of)], by, "sign-off-asked", event)


@when(SignOffAnswered)
def _sign_off_answered(event, by):
    people = people_in(event.subject)
    if event.answer == SignOffAnswer.RETURNED:
        _tell([people.screener], by, "returned", event)
        _tell([people.raiser], by, "sign-off-answered", event)
    else:
        _tell([people.raiser, people.screener], by, "sign-off-answered", event)


@when(DisagreementAnswered)
def _disagreement_answered(event, by):
    people = people_in(event.subject)
    _tell([person_named(event.of), people.raiser, people.screener], by, "disagreement-answered", event)


@when(ScreeningReopened)
def _reopened(event, by):
    people = people_in(event.subject)
    _tell([people.raiser, people.owner, people.screener, people.manager], by, "reopened", event)


@when(OwnerChanged)
def _owner(event, by):
    _tell([person_named(event.to)], by, "owner", event)
    _tell([person_named(event.of)], by, "owner-was", event)


@when(PartGiven)
def _part(event, by):
    if event.reason == PartReason.GIVEN:
        _tell([person_named(event.to)], by, "part", event)


@when(MatchAnswered)
def _match_answered(event, by):
    if event.to:
        _tell([person_named(event.to)], by, "match-answered", replace(event, subject=event.stands_in))


@when(ScreeningLate)
def _screening_late(event, by):
    people = people_in(event.subject)
    _tell([people.screener, people.manager], by, "screening-late", event)


@when(NobodyTookOver)
def _left(event, by):
    consultation = submitted(event.subject)
    people = [*people_with_role(consultation.authority_id, Role.GOVERNANCE), people_in(event.subject).manager]
    _tell(people, by, "left-with-barred", event)


@when(ReferralSent)
def _referral_sent(event, by):
    people = people_in(event.subject)
    _tell([people.raiser, people.owner, people.screener, people.manager], by, "referral-sent", event)


@when(EmergencyOpened)
def _emergency(event, by):
    consultation = submitted(event.subject)
    _tell(people_with_role(consultation.authority_id, Role.GOVERNANCE), by, "emergency", event)
    _tell([owner_of(event.subject)], by, "emergency-owner", event)


@when(EmergencyReviewed)
def _reviewed(event, by):
    _tell([owner_of(event.subject)], by, "emergency-reviewed", event)


@when(ConsultationRead)
def _read(event, by):
    # A panel’s pack, and a context, hold a part of the record, and nothing of what a notice is about.
    if event.how not in ("pack", "context"):
        mark_read(by, reference=_reference(event))


@when(MeetingRead, StepRead, ContextRead)
def _meeting_read(event, by):
    mark_read(by, reference=event.subject)


@when(ProposalMade)
def _proposed(event, by):
    _tell(people_with_role(by.authority_id, Role.EDITOR), by, "proposal", event)


@when(ProposalAnswered)
def _proposal_answered(event, by):
    _tell([person_named(event.proposer)], by, "proposal-answered", event)


@when(PageReviewDue)
def _page_review(event, by):
    """The editors of the layer; of an authority that has none, whoever else writes its pages.

    Many pages may fall due on one day: who has not read the last notice of this kind is told nothing new, since the
    board that it leads to lists them all.
    """
    layer, _, key = event.told.partition(":")
    if layer == "region":
        people = list(people_of_region(key, *REGIONAL_EDITORS))
    else:
        authority = authority_by_key(key)
        people = list(people_with_role(authority.pk, Role.EDITOR)) or list(
            people_with_role(authority.pk, *LOCAL_EDITORS)
        )
    _tell(people, by, f"page-review-{event.when}", replace(event, subject=""))


HANDED_OVER = {
    HandoverBegun: "handover-begun",
    ItemOffered: "handover-offered",
    ItemTaken: "handover-taken",
    ItemDeclined: "handover-declined",
    ItemDefaulted: "handover-default",
    NobodyForIt: "handover-nobody",
    HandoverFinished: "handover-finished",
    ContactGap: "contact-gap",
}


@when(*HANDED_OVER)
def _handed_over(event, by):
    """Each of these leads to one page that lists all of them, so that one unread notice of a kind is enough."""
    to = [event.to] if isinstance(event.to, str) else event.to
    _tell([person_named(one) for one in to], by, HANDED_OVER[type(event)], replace(event, subject=""))


@when(HandoverDue)
def _handover_due(event, by):
    _tell([person_named(one) for one in event.to], by, f"handover-{event.when}", replace(event, subject=""))


@when(ContactCheckDue)
def _contact_check(event, by):
    _tell([person_named(one) for one in event.to], by, f"contact-check-{event.when}", replace(event, subject=""))


@when(RequestAnswered, GistReleased, RequestAcknowledged)
def _who_presses_for_it(event, by):
    """Who took over a request from whoever asked it hears of it too; the notice is there only while they may know."""
    successor = carrier_of("asked", event.subject.removeprefix("request:"))
    if not (isinstance(event, GistReleased) and event.unasked):
        kind = "request-acknowledged" if isinstance(event, RequestAcknowledged) else "request-answered"
        _tell([successor], by, kind, event)


@when(TrainingDue)
def _training_due(event, by):
    _tell([person_named(event.to)], by, "training-late" if event.late else "training-soon", event)
