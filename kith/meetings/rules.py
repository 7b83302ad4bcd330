"""Who sees a visit, a meeting and a question before a step, and who may do what there. One rule, three faces."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kith.access.rules import NOTHING, WORKER, live, part_of
from kith.concerns.rules import has_part, has_part_in, kept_from, may_hold, people_kept_from, works_in
from kith.concerns.rules import people_who_see as see_matter
from kith.people.queries import people_by_pk
from kith.people.words import Role

from .models import Account, Calendar, Meeting, MeetingAction, MeetingDecision, Seat, StepAnswer, StepPart, StepQuestion
from .words import MEETERS, Cut


def may_work(by: str) -> bool:
    """Yes for the worker alone."""
    return by == WORKER


def opens_meetings(person) -> bool:
    """Who has a page of visits and meetings at all: people who work on cases, partners and chairs."""
    return person.holds(*MEETERS)


# The question before a visible step


def sees_question(person) -> Q:
    """Questions of a matter in which the person has a part, or which they received themselves; and no bar.

    As with requests for information: a part in the question is of the side that is asked, and holds while its person
    belongs to that side. Reading a record in an emergency opens none.
    """
    if not person.is_active:
        return NOTHING
    ours = Q(from_agency_id=person.agency_id) | Q(to_agency_id=person.agency_id)
    received = Q(part_of(person, StepPart)) & Q(to_agency_id=person.agency_id)
    mine = (Q(has_part_in(person, "consultation_id")) & ours) | received
    return Q(authority_id=person.authority_id) & mine & ~Q(kept_from(person, "consultation_id"))


def people_who_see_question(question: StepQuestion) -> list:
    """Everybody of either agency who may read this question now, by name: the third face of the rule."""
    parts = StepPart.objects.filter(live(), matter=question, person__isnull=False).values_list("person_id", flat=True)
    found = {person.pk: person for person in people_by_pk(parts) if person.agency_id == question.to_agency_id}
    for person in see_matter(question.consultation, emergencies=False):
        if person.agency_id in (question.from_agency_id, question.to_agency_id):
            found[person.pk] = person
    kept_away = people_kept_from(question.consultation)
    people = [p for p in found.values() if p.authority_id == question.authority_id and p.pk not in kept_away]
    return sorted(people, key=lambda p: (p.name, p.pk))


def has_received_question(person, question: StepQuestion) -> bool:
    """Yes with a live part of one's own in the question, in the agency that is asked, and no bar."""
    rows = StepPart.objects.filter(live(), matter=question, person=person)
    if question.to_agency_id != person.agency_id or not rows.exists():
        return False
    return StepQuestion.objects.filter(sees_question(person), pk=question.pk).exists()


def may_ask_before(person, consultation) -> bool:
    """Who works in a matter that is no draft."""
    return consultation.submitted_at is not None and works_in(person, consultation)


def may_answer_question(person, question: StepQuestion) -> bool:
    """Who received it, as often as the answer changes, until it is withdrawn or its visit is over."""
    return question.withdrawn_at is None and not is_over(question) and has_received_question(person, question)


def is_over(question: StepQuestion) -> bool:
    """Yes once it is answered and what came of its visit is written down: another answer could change nothing."""
    if question.meeting_id is None or answer_standing(question) is None:
        return False
    return Account.objects.filter(meeting=question.meeting_id).exists()


def standing() -> Q:
    """Answers that can still hold: given after the time of the step changed last. The newest of them does."""
    return Q(question__moved_at=None) | Q(made_at__gte=F("question__moved_at"))


def answer_standing(question: StepQuestion) -> StepAnswer | None:
    """The answer that holds at this moment; None where there is none, or the last one was taken back."""
    newest = StepAnswer.objects.filter(standing(), question=question).last()
    return newest if newest is not None and newest.kind != Cut.BACK else None


def may_take_back(person, question: StepQuestion) -> bool:
    """Who received it, while an answer stands that can be taken back."""
    return answer_standing(question) is not None and may_answer_question(person, question)


def may_give_question(person, question: StepQuestion) -> bool:
    """Who received it may let a colleague of the same agency answer it."""
    return has_received_question(person, question)


def _works_on_question(person, question: StepQuestion) -> bool:
    return (
        question.withdrawn_at is None
        and person.agency_id == question.from_agency_id
        and works_in(person, question.consultation)
    )


def may_withdraw_question(person, question: StepQuestion) -> bool:
    """Who asked, and a manager who works in the matter: the step is not taken after all."""
    asks = question.asked_by_id == person.pk or person.holds(Role.MANAGER)
    return asks and not is_over(question) and _works_on_question(person, question)


def may_go_without(person, question: StepQuestion) -> bool:
    """Who works in the matter, while no answer to go ahead stands: with a reason, which is kept."""
    answer = answer_standing(question)
    return (answer is None or answer.kind != Cut.GO) and _works_on_question(person, question)


def may_receive_question(person, question: StepQuestion) -> bool:
    """Who may receive it in another’s place: active, of the agency that is asked, with such pages, and no bar."""
    return (
        person.is_active
        and person.agency_id == question.to_agency_id
        and opens_meetings(person)
        and person.pk not in people_kept_from(question.consultation)
    )


def may_press(person, question: StepQuestion) -> bool:
    """Who may hear of its answer in the place of who asked: of the same agency, and may hold something in the matter."""
    return person.agency_id == question.from_agency_id and may_hold(person, question.consultation)


# Visits and meetings


def sees_meeting(person) -> Q:
    """Meetings to which the person is invited, and those that their own agency called in a matter where they have a part.

    A part in the matter that another agency's person has opens no meeting: there they must be invited. No bar.
    """
    if not person.is_active:
        return NOTHING
    seat = Seat.objects.filter(live(), meeting=OuterRef("pk"), person=person, agency_id=person.agency_id)
    ours = Q(has_part_in(person, "consultation_id")) & Q(agency_id=person.agency_id)
    reading = Q(Exists(seat)) | ours
    return Q(authority_id=person.authority_id) & reading & ~Q(kept_from(person, "consultation_id"))


def people_who_see_meeting(meeting: Meeting) -> list:
    """Everybody who may read this meeting now, by name: the third face of the rule."""
    seats = Seat.objects.filter(live(), meeting=meeting, person__isnull=False, agency_id=F("person__agency_id"))
    found = {person.pk: person for person in people_by_pk(seats.values_list("person_id", flat=True))}
    for person in see_matter(meeting.consultation, emergencies=False):
        if person.agency_id == meeting.agency_id:
            found[person.pk] = person
    kept_away = people_kept_from(meeting.consultation)
    people = [p for p in found.values() if p.authority_id == meeting.authority_id and p.pk not in kept_away]
    return sorted(people, key=lambda p: (p.name, p.pk))


def _sees(person, meeting: Meeting) -> bool:
    return Meeting.objects.filter(sees_meeting(person), pk=meeting.pk).exists()


def reads_why_unasked(person, meeting: Meeting) -> bool:
    """Why a visit went without asking: who has a part in the matter on the side that called it, as with a question."""
    return person.agency_id == meeting.agency_id and has_part(person, meeting.consultation)


def may_call(person, consultation) -> bool:
    """Who works in a matter that is no draft may plan a visit or call a meeting about it."""
    return consultation.submitted_at is not None and works_in(person, consultation)


def may_be_invited(person, meeting: Meeting) -> bool:
    """An active person of the same authority who has such pages, whom no conflict of interest keeps away."""
    return (
        person.is_active
        and person.authority_id == meeting.authority_id
        and opens_meetings(person)
        and person.pk not in people_kept_from(meeting.consultation)
    )


def has_left(person, consultation) -> bool:
    """Yes for who is kept from the matter, or has no part in it any more."""
    return person.pk in people_kept_from(consultation) or not has_part(person, consultation)


def arranges(person, meeting: Meeting, part: bool | None = None) -> bool:
    """Who works in the matter on the side that called it: who called it, who leads it, who owns the matter, a manager."""
    mine = person.pk in (meeting.called_by_id, meeting.lead_id, meeting.consultation.owner_id)
    return (
        person.agency_id == meeting.agency_id
        and (mine or person.holds(Role.MANAGER))
        and works_in(person, meeting.consultation, part)
    )


def may_change(person, meeting: Meeting) -> bool:
    """Who arranges it, until it is cancelled or over."""
    return not meeting.is_over and arranges(person, meeting)


def may_reply(person, seat: Seat) -> bool:
    """One's own seat, until the meeting is cancelled or over."""
    return seat.person_id == person.pk and not seat.meeting.is_over and _sees(person, seat.meeting) and _is_live(seat)


def _is_live(seat: Seat) -> bool:
    return seat.ends is None or seat.ends > timezone.now()


def may_pass_seat(person, seat: Seat, to) -> bool:
    """One's own seat, to a colleague of the same agency who may be invited and is not yet."""
    taken = Seat.objects.filter(live(), meeting=seat.meeting, person=to).exists()
    return may_reply(person, seat) and to.agency_id == seat.agency_id and may_be_invited(to, seat.meeting) and not taken


def may_end_seat(person, seat: Seat) -> bool:
    """Who arranges the meeting; never the seat of who leads it, nor of one who was there."""
    leads = seat.person_id is not None and seat.person_id == seat.meeting.lead_id
    return not leads and not seat.attendance and may_change(person, seat.meeting) and _is_live(seat)


def has_begun(meeting: Meeting) -> bool:
    return meeting.cancelled_at is None and meeting.starts_at <= timezone.now()


def may_write_account(person, meeting: Meeting) -> bool:
    """Who arranges it and who leads it, from the moment at which it began."""
    leads = person.pk == meeting.lead_id and _sees(person, meeting)
    return has_begun(meeting) and (leads or arranges(person, meeting))


def may_record(person, meeting: Meeting) -> bool:
    """Decisions and actions of a meeting: as the account; a visit has actions and no decisions."""
    return may_write_account(person, meeting)


def may_decide(person, meeting: Meeting) -> bool:
    """A visit decides nothing: its actions are agreed, and decisions are a meeting's."""
    return not meeting.is_visit and may_record(person, meeting)


def may_write_view(person, seat: Seat) -> bool:
    """One's own seat at a meeting that was not cancelled; who arranges it, for an office without an account."""
    meeting = seat.meeting
    if meeting.is_visit or meeting.cancelled_at is not None or not _is_live(seat):
        return False
    return seat.person_id == person.pk and _sees(person, meeting) or (not seat.person_id and arranges(person, meeting))


def may_dissent(person, decision: MeetingDecision, seat: Seat) -> bool:
    """For one's own seat; who records the meeting, for an office without an account, which cannot do it itself."""
    if seat.meeting_id != decision.meeting_id or not _is_live(seat):
        return False
    own = seat.person_id == person.pk and _sees(person, decision.meeting)
    return own or (not seat.person_id and may_record(person, decision.meeting))


def may_own_action(person, meeting: Meeting) -> bool:
    """Who reads the meeting can be given an action of it, so that nobody owns what they cannot open."""
    return person.pk in {one.pk for one in people_who_see_meeting(meeting)}


def may_finish_action(person, action: MeetingAction) -> bool:
    """Its owner, and who arranges the meeting, once."""
    if action.done_at is not None or not _sees(person, action.meeting):
        return False
    return action.owner_id == person.pk or arranges(person, action.meeting)


def may_keep_calendar(person) -> bool:
    """Who has pages of visits and meetings may have them in a calendar."""
    return opens_meetings(person)


def may_withdraw_calendar(person, calendar: Calendar) -> bool:
    """One's own."""
    return calendar.person_id == person.pk
