"""Who sees a panel, its cases and meetings, and who may do what there. One rule, three faces; a bar beats every seat."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import NOTHING, barred, live, part_of
from kith.concerns.queries import live_bars
from kith.concerns.rules import kept_from, may_hold, people_kept_from, works_in, works_on_cases
from kith.people.queries import people_by_pk, people_with_role
from kith.people.words import CASEWORK_ROLES, Role

from .models import (
    AgendaItem,
    Attendance,
    Case,
    CaseBar,
    CasePart,
    ConsentAsked,
    Look,
    Meeting,
    Member,
    Panel,
    PlanAction,
    Session,
)
from .words import BEFORE_PANEL, FIRST, LATER, LEADS, Consent, Outcome, Seat, State

# Who has pages of panels at all; which panel and case, the rules below say.
PANEL_ROLES = (*CASEWORK_ROLES, Role.PARTNER, Role.CHAIR)
# Who may set one up. It lets an administrator see no case.
SETTING_UP = (Role.CHAIR, Role.ADMINISTRATOR)


def _seat(person, to: str, *seats):
    """Exists(…): the person has a live seat (one of these) on the panel that `to` leads to."""
    rows = Member.objects.filter(live(), panel=OuterRef(to), person=person)
    return Exists(rows.filter(seat__in=seats) if seats else rows)


def sees_panel(person) -> Q:
    """Panels of the person’s own authority on which they have a live seat."""
    if not person.is_active:
        return NOTHING
    return Q(authority_id=person.authority_id) & Q(_seat(person, "pk"))


def sees_attendance(person) -> Q:
    """Panels of which the person may read how often each agency came: with a seat, and each as a manager of social care.

    The figures are of meetings and agencies. They show no case and nobody’s name.
    """
    if person.is_active and _is_manager(person):
        return Q(authority_id=person.authority_id)
    return sees_panel(person)


def sets_up(person) -> Q:
    """Panels of their own authority for a chair by role and an administrator, who see who sits there and no case."""
    return Q(authority_id=person.authority_id) if person.holds(*SETTING_UP) else NOTHING


def _leads_left():
    """Exists(…): somebody with an account leads the case’s panel, and no conflict of interest keeps them from it."""
    rows = Member.objects.filter(
        live(),
        panel=OuterRef("panel_id"),
        seat__in=LEADS,
        person__is_active=True,
        person__authority=OuterRef("authority"),
    )
    case, matter = OuterRef(OuterRef("pk")), OuterRef(OuterRef("consultation_id"))
    there = CaseBar.objects.filter(live(), matter=case, person=OuterRef("person"))
    below = live_bars().filter(matter=matter, person=OuterRef("person"))
    return Exists(rows.filter(~Exists(there), ~Exists(below)))


def sees_case(person) -> Q:
    """Cases of a panel on which the person has a live seat, or in which they have a live part; and no bar in either room.

    Where nobody leads the panel any more, managers of social care see its cases too, so that nothing is lost. A part in
    the consultation opens no case, and a case opens no consultation.
    """
    if not person.is_active:
        return NOTHING
    mine = Q(_seat(person, "panel_id")) | Q(part_of(person, CasePart))
    if _is_manager(person):
        mine |= ~Q(_leads_left())
    kept = Q(barred(person, CaseBar)) | Q(kept_from(person, "consultation_id"))
    return Q(authority_id=person.authority_id) & mine & ~kept


def _is_manager(person) -> bool:
    return person.holds(Role.MANAGER) and person.in_social_care


def leads_case(person) -> Q:
    """Of the cases that the person sees, those whose panel they lead, and those whose panel nobody leads."""
    leads = Q(_seat(person, "panel_id", *LEADS))
    if person.is_active and _is_manager(person):
        leads |= ~Q(_leads_left())
    return sees_case(person) & leads


def to_be_done() -> Q:
    """Actions that nobody did yet, and that are not stopped."""
    return Q(done_at=None, stopped_at=None)


def of_case(person) -> Q:
    """Rows that hang from a case (`case`) which the person sees."""
    return Q(case__in=Case.objects.filter(sees_case(person)).values("pk"))


def sees_meeting(person) -> Q:
    """Meetings of a panel with a seat on it, and those with a case on their list that the person sees."""
    if not person.is_active:
        return NOTHING
    seen = Case.objects.filter(sees_case(person)).values("pk")
    listed = AgendaItem.objects.filter(meeting=OuterRef("pk"), case__in=seen)
    mine = Q(_seat(person, "panel_id")) | Q(Exists(listed))
    return Q(panel__authority_id=person.authority_id) & mine


def invited_to(person) -> Q:
    """Meetings to which the person is invited: with a seat on the panel, or as the social worker of a child on its list.

    Whoever sees a meeting because they have something to do in a case on its list is not expected there.
    """
    if not person.is_active:
        return NOTHING
    own = Case.objects.filter(sees_case(person), social_worker=person).values("pk")
    listed = AgendaItem.objects.filter(meeting=OuterRef("pk"), case__in=own)
    mine = Q(_seat(person, "panel_id")) | Q(Exists(listed))
    return Q(panel__authority_id=person.authority_id) & mine


def kept_away(case: Case) -> set[int]:
    """Whom a conflict of interest keeps from this case, here or in its consultation, by their keys."""
    keys = set(CaseBar.objects.filter(live(), matter=case).values_list("person_id", flat=True))
    return keys | (people_kept_from(case.consultation) if case.consultation else set())


def people_who_see(case: Case) -> list:
    """Everybody who may read this case now, by name: the third face of the rule."""
    keys = set(Member.objects.filter(live(), panel=case.panel_id).values_list("person_id", flat=True))
    keys |= set(CasePart.objects.filter(live(), matter=case, person__isnull=False).values_list("person_id", flat=True))
    if not Case.objects.filter(_leads_left(), pk=case.pk).exists():
        managers = people_with_role(case.authority_id, Role.MANAGER).filter(agency__kind="social-care")
        keys |= set(managers.values_list("pk", flat=True))
    keys -= kept_away(case)
    return [person for person in people_by_pk(keys) if person.authority_id == case.authority_id]


def leads_panel(person, panel: Panel) -> bool:
    """Yes with a live seat as coordinator, chair or deputy."""
    return _has_seat(person, panel.pk, *LEADS)


def _has_seat(person, panel_id: int, *seats) -> bool:
    return Panel.objects.filter(sees_panel(person), _seat(person, "pk", *seats), pk=panel_id).exists()


def _sees(person, case_id: int) -> bool:
    return Case.objects.filter(sees_case(person), pk=case_id).exists()


def leads(person, case: Case) -> bool:
    """Yes for who leads this case’s work, and is not kept from it."""
    return Case.objects.filter(leads_case(person), pk=case.pk).exists()


def may_set_up(person, authority_id: int) -> bool:
    """A chair by role or an administrator, for their own authority."""
    return person.authority_id == authority_id and person.holds(*SETTING_UP)


def may_seat(person, panel: Panel) -> bool:
    """Who leads the panel; and where nobody does, who may set one up."""
    if leads_panel(person, panel):
        return True
    led = Member.objects.filter(live(), panel=panel, seat__in=LEADS, person__is_active=True).exists()
    return not led and may_set_up(person, panel.authority_id)


def belongs_there(by, person, panel: Panel) -> bool:
    """An active person of the authority, of an agency that works on cases there; never oneself.

    But a chair by role, who sets a panel up, may: an administrator would let themselves in.
    """
    there = person.is_active and person.authority_id == panel.authority_id and person.agency.kind != "region"
    return there and (person.pk != by.pk or by.holds(Role.CHAIR))


def may_sit(by, person, panel: Panel) -> bool:
    """Who may be given a seat: who belongs there, and has a role that opens the pages of panels."""
    return belongs_there(by, person, panel) and person.holds(*PANEL_ROLES)


def may_take_seat(person, member: Member, allowed) -> bool:
    """Who may sit there in another’s place: for the same agency; a post that chairs, of a kind of agency that may (`allowed`).

    Whoever has a post on the panel already keeps that one; an administrator lets themselves in by no handover.
    """
    panel = member.panel
    if not person.is_active or person.authority_id != panel.authority_id or not person.holds(*PANEL_ROLES):
        return False
    if person.holds(Role.ADMINISTRATOR) and not person.holds(Role.CHAIR):
        return False
    seats = set(Member.objects.filter(live(), panel=panel, person=person).values_list("seat", flat=True))
    if member.seat in seats or seats & set(LEADS):
        return False
    if chairs(member.seat) and allowed:
        return person.agency.kind in allowed
    return person.agency_id == member.person.agency_id


def may_offer_seat(person, member: Member) -> bool:
    """Their own; any of a panel that one leads, or that nobody leads and one may set up; for an agency, who answers for it."""
    if member.ends is None and member.person_id == person.pk:
        return person.is_active
    answers_for = person.agency_id == member.person.agency_id and (
        person.holds(Role.MANAGER) or bool(person.managed_team_ids)
    )
    return may_seat(person, member.panel) or (member.seat == Seat.MEMBER and answers_for)


def may_end_seat(person, member: Member) -> bool:
    """Who leads the panel ends any seat; and everybody their own."""
    return member.ends is None and (
        leads_panel(person, member.panel) or (member.person_id == person.pk and _has_seat(person, member.panel_id))
    )


def may_plan(person, panel: Panel) -> bool:
    """Who leads the panel plans meetings, and changes what it needs."""
    return leads_panel(person, panel)


def may_run(person, meeting: Meeting) -> bool:
    """Who leads the panel, while the meeting was not called off."""
    return meeting.called_off_at is None and leads_panel(person, meeting.panel)


def may_move(person, meeting: Meeting) -> bool:
    """Who runs it, until it is held, or something of it is recorded: who came, a view, a decision."""
    if meeting.held_at is not None or not may_run(person, meeting):
        return False
    said = AgendaItem.objects.filter(meeting=meeting).exclude(views=None, decisions=None)
    return not Attendance.objects.filter(meeting=meeting).exists() and not said.exists()


def may_enter(person, panel: Panel, consultation=None) -> bool:
    """Who leads the panel; out of a consultation, who works in it besides."""
    return leads_panel(person, panel) and (consultation is None or works_in(person, consultation))


def may_be_social_worker(person, case: Case) -> bool:
    """Who may be named as the child’s social worker: in casework, of the authority, kept from neither record."""
    if case.consultation is not None and not may_hold(person, case.consultation):
        return False
    mine = person.is_active and person.authority_id == case.authority_id and works_on_cases(person)
    return mine and person.pk not in kept_away(case)


def may_name_social_worker(person, case: Case) -> bool:
    """Who leads the case; and the social worker, who hands it on."""
    return leads(person, case) or (case.social_worker_id == person.pk and _sees(person, case.pk))


def may_place_bar(person, case: Case, on) -> bool:
    """Who leads the case, about anybody; and anybody who sees it about themselves."""
    return leads(person, case) or (person.pk == on.pk and _sees(person, case.pk))


def may_put_on_agenda(person, case: Case, meeting: Meeting) -> bool:
    """Who leads the case, at a meeting of the same panel that is neither held nor called off."""
    open_still = meeting.held_at is None and meeting.called_off_at is None
    return open_still and meeting.panel_id == case.panel_id and leads(person, case)


def may_record_consent(person, case: Case) -> bool:
    """Who leads the case, and the child’s social worker."""
    return leads(person, case) or (case.social_worker_id == person.pk and _sees(person, case.pk))


def may_answer_consent(person, asked: ConsentAsked) -> bool:
    return may_record_consent(person, asked.case)


def may_view(person, item: AgendaItem, agency) -> bool:
    """Each agency’s own members say its view; who leads the case writes down what another said at the meeting."""
    if item.meeting.called_off_at is not None or agency.authority_id != item.case.authority_id:
        return False
    own = agency.pk == person.agency_id and _sees(person, item.case_id)
    return own or leads(person, item.case)


def may_decide(person, item: AgendaItem) -> bool:
    """The chair, the deputy or the coordinator records what the panel decided, on the day of the meeting or after."""
    return item.meeting.on <= timezone.localdate() and may_run(person, item.meeting) and leads(person, item.case)


def outcomes_for(state: str) -> tuple[Outcome, ...]:
    """What a panel can decide of a case that stands like this."""
    return LATER if state == State.ADOPTED else FIRST


def may_agree_action(person, case: Case) -> bool:
    """Who leads the case."""
    return leads(person, case)


def may_own(person, case: Case) -> bool:
    """Who may be given something to do: a member of the panel, the social worker, or a colleague in casework; no bar."""
    if not person.is_active or person.authority_id != case.authority_id or person.pk in kept_away(case):
        return False
    return _sees(person, case.pk) or works_on_cases(person)


def may_finish(person, action: PlanAction) -> bool:
    """Its owner while they see the case, and who leads it."""
    own = action.owner_id == person.pk and _sees(person, action.case_id)
    return action.is_open and (own or leads(person, action.case))


def support_may_go_on(case: Case) -> bool:
    """Yes where support is adopted, and every consent that it needs stands as given: at least one, none without."""
    needed = [asked.latest for asked in case.consents.all() if asked.needed]
    given = bool(needed) and all(answer is not None and answer.answer == Consent.GIVEN for answer in needed)
    return case.state == State.ADOPTED and given


def may_support(person, case: Case) -> bool:
    """Who leads the case, and the child’s social worker, while support may go on."""
    return may_record_consent(person, case) and support_may_go_on(case)


def may_say_session(person, session: Session) -> bool:
    """Who leads the case, and the child’s social worker, once its day has come."""
    return session.planned_on <= timezone.localdate() and may_record_consent(person, session.support.case)


def may_look(person, look: Look) -> bool:
    """Who leads the case (of a panel without a lead, a manager), while it was not taken."""
    return look.done_on is None and leads(person, look.case)


def may_come(consultation_id: int, panel_id: int) -> bool:
    """Yes while no case of the consultation is before the panel."""
    return not Case.objects.filter(panel=panel_id, consultation=consultation_id, state__in=BEFORE_PANEL).exists()


def chairs(seat: str) -> bool:
    """True for the seats that chair."""
    return seat in (Seat.CHAIR, Seat.DEPUTY)
