"""What this room does when another room's event happens: it tells who should know, in the same transaction."""

from dataclasses import replace

from kith.audit.reactions import when
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
    SocialWorkerNamed,
)
from kith.people.events import ContactCheckDue, ContactGap
from kith.people.queries import authority_by_key, carrier_of, people_by_uuid, people_of_region, people_with_role
from kith.people.words import Role
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

from .actions import mark_read, tell


def _reference(event) -> str:
    return event.subject.removeprefix("consultation:")


def _named(text: str):
    return people_by_uuid([text.removeprefix("person:")]).get(text.removeprefix("person:"))


def _tell(people, by, kind: str, event) -> None:
    """Each of them once, and never the one who did it."""
    doer = None if isinstance(by, str) else by.pk
    for person in {person.pk: person for person in people if person is not None}.values():
        if person.pk != doer and person.is_active:
            tell(person, kind=kind, reference=_reference(event))


# Events that name in `to` whom to tell: one person, or several.
TOLD_BY_NAME = {
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
    MayComeToPanel: "panel-may-come",
    CaseEntered: "panel-case",
    SocialWorkerNamed: "panel-invited",
    PutOnAgenda: "panel-invited",
    MeetingPlanned: "panel-meeting",
    MeetingCalledOff: "panel-called-off",
    ConsentWasAnswered: "panel-consent",
    PanelDecided: "panel-decided",
    PanelActionAgreed: "panel-action",
    PlanActionHandedOver: "panel-action",
}


def _tell_named(event, by) -> None:
    to = [event.to] if isinstance(event.to, str) else event.to
    _tell([_named(one) for one in to], by, TOLD_BY_NAME[type(event)], event)


for _event in TOLD_BY_NAME:
    when(_event)(_tell_named)


@when(GistReleased)
def _released(event, by):
    """Of an answer, or of what was told unasked and can be read from now on."""
    _tell(map(_named, event.to), by, "told" if event.unasked else "request-answered", event)


@when(VersionPassedOn)
def _passed_on(event, by):
    _tell(map(_named, event.to), by, "passed-on", event)
    _tell([_named(event.asker)], by, "passing-answered", event)


@when(PassingRefused)
def _not_passed_on(event, by):
    _tell([_named(event.asker)], by, "passing-answered", event)


@when(RequestLate)
def _late(event, by):
    """Who has a page of requests is led there; information governance, which has none, hears of it."""
    for person in map(_named, event.to):
        _tell([person], by, "request-late" if opens_sharing(person) else "request-late-here", event)


@when(StepAnswered)
def _step_answered(event, by):
    """What was answered stands on the page alone; that it changed is said at once, even where a notice is unread."""
    _tell(map(_named, event.to), by, "before-step-changed" if event.again else "before-step-answered", event)


@when(StepLate)
def _step_late(event, by):
    for person in map(_named, event.to):
        _tell([person], by, "before-step-late" if opens_sharing(person) else "before-step-late-here", event)


@when(LeadChanged, WillNotCome)
def _who_comes(event, by):
    """Also who did what this came of: it was another act, of which they may not have thought."""
    kind = "meeting-lead" if isinstance(event, LeadChanged) else "meeting-not-coming"
    _tell(map(_named, event.to), "", kind, event)


@when(MeetingChanged)
def _meeting_changed(event, by):
    kinds = {Change.CANCELLED: "meeting-cancelled", Change.MOVED: "meeting-moved"}
    _tell(map(_named, event.to), by, kinds.get(event.what, "meeting-changed"), event)


@when(ActionDue)
def _action_due(event, by):
    _tell(map(_named, event.to), by, "meeting-action-late" if event.late else "meeting-action-due", event)


@when(PanelDue)
def _panel_due(event, by):
    _tell([_named(one) for one in event.to], by, f"panel-{event.stage}", event)


@when(ConsultationStarted)
def _started(event, by):
    _tell([owner_of(event.subject)], by, "draft", event)


@when(ScreeningOpened)
def _opened(event, by):
    danger = submitted(event.subject).danger == Danger.YES
    _tell([_named(event.owner)], by, "submitted-danger" if danger else "submitted", event)


@when(QuestionAsked)
def _asked(event, by):
    _tell([_named(event.of)], by, "question", event)


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
    _tell([_named(event.of)], by, "sign-off-asked", event)


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
    _tell([_named(event.of), people.raiser, people.screener], by, "disagreement-answered", event)


@when(ScreeningReopened)
def _reopened(event, by):
    people = people_in(event.subject)
    _tell([people.raiser, people.owner, people.screener, people.manager], by, "reopened", event)


@when(OwnerChanged)
def _owner(event, by):
    _tell([_named(event.to)], by, "owner", event)
    _tell([_named(event.of)], by, "owner-was", event)


@when(PartGiven)
def _part(event, by):
    if event.reason == PartReason.GIVEN:
        _tell([_named(event.to)], by, "part", event)


@when(MatchAnswered)
def _match_answered(event, by):
    if event.to:
        _tell([_named(event.to)], by, "match-answered", replace(event, subject=event.stands_in))


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
    # A panel’s pack holds a part of the record, and nothing of what a notice is about.
    if event.how != "pack":
        mark_read(by, reference=_reference(event))


@when(MeetingRead, StepRead)
def _meeting_read(event, by):
    mark_read(by, reference=event.subject)


@when(ProposalMade)
def _proposed(event, by):
    _tell(people_with_role(by.authority_id, Role.EDITOR), by, "proposal", event)


@when(ProposalAnswered)
def _proposal_answered(event, by):
    _tell([_named(event.proposer)], by, "proposal-answered", event)


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
    _tell([_named(one) for one in to], by, HANDED_OVER[type(event)], replace(event, subject=""))


@when(HandoverDue)
def _handover_due(event, by):
    _tell([_named(one) for one in event.to], by, f"handover-{event.when}", replace(event, subject=""))


@when(ContactCheckDue)
def _contact_check(event, by):
    _tell([_named(one) for one in event.to], by, f"contact-check-{event.when}", replace(event, subject=""))


@when(RequestAnswered, GistReleased, RequestAcknowledged)
def _who_presses_for_it(event, by):
    """Who took over a request from whoever asked it hears of it too; the notice is there only while they may know."""
    successor = carrier_of("asked", event.subject.removeprefix("request:"))
    if not (isinstance(event, GistReleased) and event.unasked):
        kind = "request-acknowledged" if isinstance(event, RequestAcknowledged) else "request-answered"
        _tell([successor], by, kind, event)
