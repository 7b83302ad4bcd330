"""Reading visits, meetings and questions before a step. Every query begins with a rule’s filter."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from kith.access.rules import find, live
from kith.concerns.queries import Happening
from kith.concerns.rules import Begun, people_kept_from
from kith.design.templatetags.design import day_and_time
from kith.people.queries import (
    agencies_that_receive,
    carried_among,
    carried_by,
    casework_colleagues,
    colleagues_of,
    contact_of_agency,
    managers_first,
    people_of_agency,
    people_with_role,
)
from kith.people.words import CASEWORK_ROLES, AgencyKind
from kith.sharing.queries import family_marks_among
from kith.toolkit.queries import categories

from .models import (
    Account,
    Calendar,
    Dissent,
    Meeting,
    MeetingAction,
    MeetingChange,
    MeetingDecision,
    Seat,
    StepAnswer,
    StepPart,
    StepQuestion,
    StepTaken,
    TimeOffered,
    TimeSuits,
    digest_of,
)
from .rules import (
    answer_standing,
    opens_meetings,
    people_who_see_meeting,
    reads_why_unasked,
    sees_meeting,
    sees_question,
    standing,
)
from .words import ASKED, MEETERS, STEPS, UNREAD_DAYS, Attendance, Cut, Kind

SHOWN = 50
PAGE = 25
# So many of one kind, at most, stand in a calendar.
CALENDAR_ROWS = 500

# The question before a visible step


def _questions(person):
    """Questions that the person sees, each with the newest answer: its kind, its day, and when it was given."""
    newest = StepAnswer.objects.filter(standing(), question=OuterRef("pk")).order_by("-made_at", "-pk")
    return (
        StepQuestion.objects.filter(sees_question(person))
        .select_related("from_agency", "to_agency", "asked_by", "consultation", "meeting", "of_step__pathway")
        .annotate(
            stands=Subquery(newest.values("kind")[:1]),
            wait_until=Subquery(newest.values("wait_until")[:1]),
            stands_since=Subquery(newest.values("made_at")[:1]),
        )
    )


def question_for(person, uuid) -> StepQuestion:
    """One question. Raises NotFound."""
    return find(_questions(person).filter(uuid=uuid))


def question_sent_before(person, once_key: str) -> StepQuestion | None:
    """The question that this sending has made already."""
    return _questions(person).filter(once_key=once_key, asked_by=person).first()


def questions_to_us(person):
    """What the person’s agency is asked and has no standing answer to, by when it is due."""
    rows = _questions(person).filter(to_agency_id=person.agency_id, withdrawn_at=None)
    return rows.filter(Q(stands=None) | Q(stands=Cut.BACK)).order_by("answer_by", "asked_at", "pk")


def answered_by_us(person):
    """What the person’s agency has answered and may still change, the newest first."""
    rows = _questions(person).filter(to_agency_id=person.agency_id, withdrawn_at=None)
    return rows.exclude(stands=None).exclude(stands=Cut.BACK).order_by("-stands_since", "-pk")[:SHOWN]


def questions_of_ours(person):
    """What the person’s agency asked before a step, the newest first."""
    return _questions(person).filter(from_agency_id=person.agency_id).order_by("-asked_at", "-pk")[:SHOWN]


def questions_about(person, consultation):
    """The questions of one matter that the person sees, the newest first."""
    return _questions(person).filter(consultation=consultation).order_by("-asked_at", "-pk")[:SHOWN]


def is_cleared(meeting: Meeting) -> bool:
    """True where the newest answer about this visit is to go ahead, or why it went without one is kept."""
    if not meeting.is_visit or StepTaken.objects.filter(meeting=meeting).exists():
        return True
    question = StepQuestion.objects.filter(meeting=meeting, withdrawn_at=None).order_by("asked_at", "pk").last()
    answer = answer_standing(question) if question is not None else None
    return answer is not None and answer.kind == Cut.GO


def was_asked_about(meeting: Meeting) -> bool:
    """True where police were asked about this visit, whatever came of it."""
    return StepQuestion.objects.filter(meeting=meeting).exists()


def questions_of_meeting(person, meeting: Meeting):
    """The questions about one visit that the person sees, the newest first."""
    return list(_questions(person).filter(meeting=meeting).order_by("-asked_at", "-pk"))


def question_to_plan(person, consultation, uuid) -> StepQuestion | None:
    """A question of this matter that no visit has yet, for a visit that is planned from it."""
    rows = _questions(person).filter(consultation=consultation, from_agency_id=person.agency_id, meeting=None)
    return rows.filter(uuid=uuid).first()


def answers_of(question: StepQuestion) -> list[StepAnswer]:
    """Every answer to a question that its reader holds, the oldest first."""
    return list(StepAnswer.objects.filter(question=question).select_related("made_by").order_by("made_at", "pk"))


def taken_without(question: StepQuestion) -> list[StepTaken]:
    """Why steps were taken without the answer to go ahead, of a question that its reader holds."""
    return list(StepTaken.objects.filter(question=question).select_related("by"))


def taken_unasked(person, meeting: Meeting) -> list[StepTaken]:
    """Why a visit took place of which no police were asked: for its own side alone, as with a question’s reasons."""
    if not meeting.is_visit or not reads_why_unasked(person, meeting):
        return []
    return list(StepTaken.objects.filter(meeting=meeting, question=None).select_related("by"))


def whom_to_speak_to(question: StepQuestion) -> str:
    """Whom to ring at the agency that was asked, as one reads it."""
    contact = contact_of_agency(question.to_agency)
    if contact is None:
        return question.to_agency.name
    return f"{contact.name}, {contact.telephone}"


def is_late(question: StepQuestion, today) -> bool:
    """True while no answer stands to a question of a query of this room, and its day is over."""
    waits = question.withdrawn_at is None and question.stands in (None, Cut.BACK)  # type: ignore[attr-defined]
    return waits and question.answer_by < today


def late_questions(today):
    """For the worker: questions to which no answer stands though their day is over."""
    newest = StepAnswer.objects.filter(standing(), question=OuterRef("pk")).order_by("-made_at", "-pk")
    rows = StepQuestion.objects.annotate(stands=Subquery(newest.values("kind")[:1]))
    rows = rows.filter(Q(stands=None) | Q(stands=Cut.BACK), withdrawn_at=None, answer_by__lt=today)
    return rows.select_related("to_agency", "from_agency", "asked_by", "consultation").order_by("pk")


def visible_steps(authority_id: int) -> list[tuple[str, str]]:
    """The kinds of step that can be seen: this authority’s list, as choices."""
    return categories(authority_id, STEPS)


def police_of(person) -> list:
    """The agencies that can be asked before a step: police of the authority, with somebody who receives what comes in."""
    return list(agencies_that_receive(person).filter(kind=AgencyKind.POLICE))


# Visits and meetings


def _meetings(person):
    return Meeting.objects.filter(sees_meeting(person)).select_related(
        "consultation", "called_by", "lead__agency", "agency", "of_step__pathway"
    )


def marks_over(person, consultation) -> list:
    """Where police ask that the family is not told: for who reads the record of the matter, and for nobody else invited."""
    return family_marks_among(person, [consultation]).get(consultation.pk, [])


def meeting_for(person, uuid) -> Meeting:
    """One visit or meeting. Raises NotFound."""
    return find(_meetings(person).filter(uuid=uuid))


def called_before(person, once_key: str) -> Meeting | None:
    """The meeting that this sending has made already."""
    return _meetings(person).filter(once_key=once_key, called_by=person).first()


def _mine(person):
    seat = Seat.objects.filter(live(), meeting=OuterRef("pk"), person=person)
    return _meetings(person).annotate(reply=Subquery(seat.values("reply")[:1])).filter(Exists(seat))


def coming(person):
    """The visits and meetings to which the person is invited and which are still to come, by time."""
    rows = _mine(person).filter(cancelled_at=None, ends_at__gte=timezone.now())
    return rows.order_by("starts_at", "pk")


def past(person):
    """Those that are over or were cancelled, the newest first."""
    rows = _mine(person).filter(Q(cancelled_at__isnull=False) | Q(ends_at__lt=timezone.now()))
    return rows.order_by("-starts_at", "-pk")


def in_calendar(person, since):
    """What the person is invited to, and of that what is over or was cancelled since then, by time."""
    rows = _mine(person).filter(Q(ends_at__gte=since) | Q(cancelled_at__gte=since))
    return rows.order_by("starts_at", "pk")[:CALENDAR_ROWS]


def due_in_calendar(person, since):
    """What the person is to do by a meeting’s agreement and by a day after that one, by day."""
    return actions_of(person).filter(due_on__gte=timezone.localdate(since))[:CALENDAR_ROWS]


def meetings_about(person, consultation):
    """The visits and meetings of one matter that the person sees, the newest first."""
    return _meetings(person).filter(consultation=consultation).order_by("-starts_at", "-pk")[:SHOWN]


def seats_of(meeting: Meeting) -> list[Seat]:
    """Who is invited to a meeting that its reader holds, in the order of the invitations; and whoever was there."""
    rows = Seat.objects.filter(live() | ~Q(attendance="") | ~Q(view=""), meeting=meeting)
    return list(rows.select_related("person", "agency", "view_by", "meeting"))


def seat_of(person, meeting: Meeting) -> Seat | None:
    """The person’s own seat at a meeting, where they have one."""
    rows = Seat.objects.filter(live(), meeting=meeting, person=person, agency_id=person.agency_id)
    return rows.select_related("meeting__consultation", "agency").first()


def seat_for(person, uuid, *, ended: bool = False) -> Seat:
    """One seat of a meeting that the person sees; with `ended` also one that is no more. Raises NotFound."""
    rows = Seat.objects.filter(uuid=uuid, meeting__in=_meetings(person).values("pk"))
    rows = rows if ended else rows.filter(live())
    return find(rows.select_related("meeting__consultation", "person", "agency"))


def times_of(meeting: Meeting) -> list[TimeOffered]:
    """The other times offered for a meeting that its reader holds, each with whom it suits."""
    suits = Prefetch("suits", TimeSuits.objects.filter(live_seat()).select_related("seat__person"))
    return list(TimeOffered.objects.filter(meeting=meeting).select_related("offered_by").prefetch_related(suits))


def live_seat() -> Q:
    """Rows whose seat lasts at this moment."""
    now = timezone.now()
    return Q(seat__begins__lte=now) & (Q(seat__ends__isnull=True) | Q(seat__ends__gt=now))


def time_for(person, uuid) -> TimeOffered:
    """One offered time of a meeting that the person sees. Raises NotFound."""
    rows = TimeOffered.objects.filter(uuid=uuid, meeting__in=_meetings(person).values("pk"))
    return find(rows.select_related("meeting__consultation"))


def changes_of(meeting: Meeting) -> list[MeetingChange]:
    """How a meeting that its reader holds was changed, the oldest first."""
    return list(MeetingChange.objects.filter(meeting=meeting).select_related("by"))


def accounts_of(meeting: Meeting) -> list[Account]:
    """What was written of a meeting that its reader holds; those put right later are among them, the newest first."""
    rows = Account.objects.filter(meeting=meeting).select_related("written_by", "replaced_by")
    return list(rows.order_by("-written_at", "-pk"))


def decisions_of(meeting: Meeting) -> list[MeetingDecision]:
    """The decisions of a meeting that its reader holds, in order, with who sees each differently."""
    dissents = Prefetch("dissents", Dissent.objects.select_related("seat__person", "seat__agency", "recorded_by"))
    rows = MeetingDecision.objects.filter(meeting=meeting).select_related("made_by", "replaced_by")
    return list(rows.prefetch_related(dissents).order_by("made_at", "pk"))


def decision_for(person, uuid) -> MeetingDecision:
    """One decision of a meeting that the person sees. Raises NotFound."""
    rows = MeetingDecision.objects.filter(uuid=uuid, meeting__in=_meetings(person).values("pk"))
    return find(rows.select_related("meeting__consultation", "made_by"))


def actions_in(meeting: Meeting) -> list[MeetingAction]:
    """The actions of a meeting that its reader holds, by day."""
    return list(MeetingAction.objects.filter(meeting=meeting).select_related("owner__agency", "done_by", "meeting"))


def actions_of(person):
    """What the person is to do by a meeting’s agreement, by day; of meetings that they may still read."""
    rows = MeetingAction.objects.filter(owner=person, done_at=None, meeting__in=_meetings(person).values("pk"))
    return rows.select_related("meeting").order_by("due_on", "pk")


def action_for(person, uuid) -> MeetingAction:
    """One action of a meeting that the person sees. Raises NotFound."""
    rows = MeetingAction.objects.filter(uuid=uuid, meeting__in=_meetings(person).values("pk"))
    return find(rows.select_related("meeting__consultation", "owner"))


def actions_to_chase(today):
    """For the worker: actions that are due or late and of which somebody was not told yet."""
    rows = MeetingAction.objects.filter(done_at=None, meeting__cancelled_at=None, due_on__lte=today)
    rows = rows.filter(Q(reminded_on=None) | Q(late_told_on=None, due_on__lt=today))
    return rows.select_related("owner", "meeting__consultation", "meeting__called_by").order_by("pk")


def owners_in(meeting: Meeting) -> list:
    """Who can be given an action of a meeting that its reader holds: those who read it."""
    return people_who_see_meeting(meeting)


def to_invite(person, meeting: Meeting | None = None) -> tuple[list, list]:
    """Colleagues of the person’s own service, and other agencies that have somebody who receives invitations."""
    here = set()
    if meeting is not None:
        here = {seat.person_id for seat in seats_of(meeting) if seat.person_id}
    people = [one for one in casework_colleagues(person).select_related("agency") if one.pk not in here]
    return people, list(agencies_that_receive(person))


def to_pass_to(person, meeting: Meeting) -> list:
    """Colleagues of the person’s own agency to whom a seat can be passed."""
    here = {seat.person_id for seat in seats_of(meeting) if seat.person_id} | people_kept_from(meeting.consultation)
    able = set(people_with_role(meeting.authority_id, *MEETERS).values_list("pk", flat=True))
    return [one for one in colleagues_of(person) if one.pk in able - here]


def subjects_known(person, subjects) -> set[str]:
    """Of these meetings and questions, by how the trail calls them, those that the person may read now."""
    meetings = [one.removeprefix("meeting:") for one in subjects if one.startswith("meeting:")]
    questions = [one.removeprefix("before-step:") for one in subjects if one.startswith("before-step:")]
    found = set()
    if meetings:
        found |= {row.subject for row in Meeting.objects.filter(sees_meeting(person), uuid__in=meetings)}
    if questions:
        found |= {row.subject for row in StepQuestion.objects.filter(sees_question(person), uuid__in=questions)}
    return found


# What one person has here in their own name; for handing it on, whether or not they may still read it


def _to_be_led() -> Q:
    """Meetings that somebody must lead: still to come, or over and nothing written down of them."""
    written = Account.objects.filter(meeting=OuterRef("pk"))
    return Q(cancelled_at=None) & (Q(ends_at__gte=timezone.now()) | ~Q(Exists(written)))


def leads_held(person) -> list[Meeting]:
    """The visits and meetings that the person leads, by time: those to come, and those of which nobody wrote what came."""
    rows = Meeting.objects.filter(_to_be_led(), lead=person)
    return list(rows.select_related("consultation", "agency").order_by("starts_at", "pk"))


def is_to_be_led(meeting: Meeting) -> bool:
    """True while somebody must lead it, or write down what came of it."""
    return Meeting.objects.filter(_to_be_led(), pk=meeting.pk).exists()


def meetings_to_leave(person, consultation=None) -> list[Meeting]:
    """The meetings (of one matter, or those still to come of any) to which the person is invited or which they lead."""
    seat = Seat.objects.filter(live(), meeting=OuterRef("pk"), person=person)
    rows = Meeting.objects.filter(Q(Exists(seat)) | Q(lead=person))
    if consultation is not None:
        rows = rows.filter(consultation=consultation)
    else:
        rows = rows.filter(cancelled_at=None, ends_at__gte=timezone.now())
    return list(rows.select_related("consultation").order_by("starts_at", "pk"))


def actions_held(person, consultation=None) -> list[MeetingAction]:
    """What a visit or a meeting (of one matter, or of any) agreed that the person does, by day."""
    rows = MeetingAction.objects.filter(owner=person, done_at=None, meeting__cancelled_at=None)
    if consultation is not None:
        rows = rows.filter(meeting__consultation=consultation)
    return list(rows.select_related("meeting__consultation", "meeting__called_by").order_by("due_on", "pk"))


def matters_with(person) -> set[int]:
    """The keys of the matters in whose visits, meetings and questions the person has a seat, a lead or something to do."""
    seat = Seat.objects.filter(live(), meeting=OuterRef("pk"), person=person)
    action = MeetingAction.objects.filter(meeting=OuterRef("pk"), owner=person, done_at=None)
    rows = Meeting.objects.filter(Q(Exists(seat)) | Q(lead=person) | Q(Exists(action)))
    return {*rows.values_list("consultation_id", flat=True), *(row.consultation_id for row in questions_held(person))}


def _waiting():
    """Questions to which no answer stands."""
    newest = StepAnswer.objects.filter(standing(), question=OuterRef("pk")).order_by("-made_at", "-pk")
    rows = StepQuestion.objects.annotate(stands=Subquery(newest.values("kind")[:1]))
    rows = rows.filter(Q(stands=None) | Q(stands=Cut.BACK), withdrawn_at=None)
    return rows.select_related("from_agency", "to_agency", "consultation").order_by("answer_by", "pk")


def questions_held(person, consultation=None) -> list[StepQuestion]:
    """Questions before a step that the person received for their agency and that wait for an answer, by day."""
    mine = StepPart.objects.filter(live(), matter=OuterRef("pk"), person=person)
    rows = _waiting().filter(Exists(mine), to_agency_id=person.agency_id)
    return list(rows.filter(consultation=consultation) if consultation is not None else rows)


def questions_asked_held(person) -> list[StepQuestion]:
    """Questions before a step that the person asked, or sees to in the place of who asked, and that wait, by day."""
    rows = list(_waiting().filter(Q(asked_by=person) | Q(uuid__in=carried_by(person, ASKED))))
    seen_to = carried_among(ASKED, [str(row.uuid) for row in rows])
    return [row for row in rows if seen_to.get(str(row.uuid), person.pk) == person.pk]


def could_lead(person, meeting: Meeting) -> list:
    """Who leads a meeting in this person’s place where nobody was asked: the owner of the matter, who called it, others."""
    people = [meeting.consultation.owner, meeting.called_by, *managers_first(person)]
    people += [*casework_colleagues(meeting.called_by).select_related("agency", "authority")]
    return list({one.pk: one for one in people if one is not None and one.pk != person.pk}.values())


def could_answer(person, question: StepQuestion) -> list:
    """Who answers a question in this person’s place where nobody was asked: colleagues of the agency, managers first."""
    people = [one for one in people_of_agency(question.to_agency) if one.pk != person.pk]
    return sorted(people, key=lambda one: not one.managed_team_ids)


def happenings_in(person, consultations) -> list[Happening]:
    """That visits and meetings of these records took place, for their chronology: those alone that the person may read.

    It says that one was held, which agencies were there, and the child’s own words; what was heard stays where it is.
    """
    keys = {row.pk: row.reference for row in consultations}
    rows = Meeting.objects.filter(sees_meeting(person), consultation__in=list(keys), accounts__isnull=False).distinct()
    seats = Seat.objects.filter(attendance=Attendance.ATTENDED).select_related("agency")
    accounts = Account.objects.filter(replaced_by__isnull=True)
    rows = rows.prefetch_related(Prefetch("seats", seats, to_attr="there"), Prefetch("accounts", accounts))
    lines = []
    for row in rows.order_by("starts_at", "pk"):
        there = sorted({seat.agency.name if seat.agency else seat.office for seat in row.there})
        lines.append(
            Happening(
                timezone.localtime(row.starts_at).date(),
                "meeting",
                f"{Kind(row.kind).label} held",
                f"{row.reference}. Took part: {', '.join(there) or 'not recorded'}.",
                "\n\n".join(account.childs_words for account in row.accounts.all() if account.childs_words),
                moment=row.starts_at,
                reference=keys[row.consultation_id],
            )
        )
    return lines


@dataclass(frozen=True)
class Next:
    """A visit or meeting as the page of its consultation names it."""

    title: str
    starts_at: object
    uuid: object


def begun_from_steps(person, consultation) -> dict[int, list[Begun]]:
    """What was called or asked from the steps of a matter’s pathways, by the key of the step, as far as the person sees it."""
    found: dict[int, list[Begun]] = {}
    rows = Meeting.objects.filter(sees_meeting(person), consultation=consultation, of_step__isnull=False)
    for row in rows.order_by("starts_at", "pk"):
        when = "cancelled" if row.cancelled_at else day_and_time(row.starts_at)
        found.setdefault(row.of_step_id, []).append(Begun(f"{row.title}: {when}", "meetings:meeting", row.uuid))
    asked = _questions(person).filter(consultation=consultation, of_step__isnull=False, withdrawn_at=None)
    for question in asked.order_by("asked_at", "pk"):
        words = f"{question.to_agency.name} asked, {day_and_time(question.planned_for)}"
        found.setdefault(question.of_step_id, []).append(Begun(words, "meetings:before", question.uuid))
    return found


def next_of(person, consultation) -> list[Next]:
    """The visits and meetings of a matter that are still to come, as far as the person sees them, by time."""
    rows = Meeting.objects.filter(
        sees_meeting(person), consultation=consultation, cancelled_at=None, ends_at__gte=timezone.now()
    )
    return [Next(row.title, row.starts_at, row.uuid) for row in rows.order_by("starts_at", "pk")[:6]]


def casework(person) -> bool:
    """True for people who work on cases, whose pages lead to their consultations."""
    return person.holds(*CASEWORK_ROLES)


# Calendars


def calendars_of(person) -> list[Calendar]:
    """The person’s own calendars that still open something, the newest first."""
    return list(Calendar.objects.filter(_lives(), person=person).order_by("-made_at", "-pk"))


def _lives() -> Q:
    since = timezone.now() - timedelta(days=UNREAD_DAYS)
    read = Q(last_read_at__gte=since) | Q(last_read_at=None, made_at__gte=since)
    return Q(withdrawn_at=None) & read


def calendar_for(person, uuid) -> Calendar:
    """One of the person’s own. Raises NotFound."""
    return find(Calendar.objects.filter(person=person, uuid=uuid))


def calendar_with(secret: str) -> Calendar | None:
    """The calendar whose address has this secret, while it lives and its person is active and still has such pages."""
    rows = Calendar.objects.filter(_lives(), digest=digest_of(secret), person__is_active=True)
    row = rows.select_related("person__authority", "person__agency").first()
    return row if row is not None and opens_meetings(row.person) else None
