"""What somebody had for a panel is another person’s: by a handover, or where a conflict of interest keeps them from it.

What is due later belongs to a post and is found anew each day (`queries.today`); here stands what bears a name.
"""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import live, require
from kith.audit.actions import record
from kith.concerns.rules import has_part
from kith.people.actions import carry
from kith.people.queries import managers_first
from kith.people.rules import NotTheirs
from kith.people.words import named

from .. import queries, rules
from ..events import MemberSeated, PlanActionHandedOver, SeatVacant, SocialWorkerLeft, SocialWorkerNamed
from ..models import Case, CasePart, Look, Member, Panel, PlanAction
from ..words import BEFORE_PANEL, LOOK, SEAT, PartReason
from .cases import _name, leaders, locked
from .panels import _ended


@transaction.atomic
def take_over_action(by, *, action: PlanAction, of, to) -> None:
    """Another person has it to do, can read the case, and is told; who had it reads the case no longer by that.

    Raises NotTheirs. Asked by handover, after its own rule.
    """
    rows = PlanAction.objects.select_for_update(of=("self",)).select_related("case__panel", "case__consultation")
    action = rows.get(pk=action.pk)
    if action.owner_id != of.pk or not action.is_open:
        raise NotTheirs
    case = action.case
    require(to.pk != of.pk and rules.may_own(to, case))
    action.owner = to
    action.save(update_fields=["owner"])
    if not Case.objects.filter(rules.sees_case(to), pk=case.pk).exists():
        CasePart.objects.get_or_create(matter=case, person=to, reason=PartReason.ACTION, ends=None)
    if not PlanAction.objects.filter(rules.to_be_done(), case=case, owner=of).exists():
        given = CasePart.objects.filter(live(), matter=case, person=of, reason=PartReason.ACTION)
        given.update(ends=timezone.now())
    record(PlanActionHandedOver(subject=case.subject, of=f"person:{of.uuid}", to=named([to])), by=by)


@transaction.atomic
def take_over_social_work(by, *, case: Case, of, to) -> None:
    """Another person is the child’s social worker here, told and let in. Raises NotTheirs. Asked by handover."""
    case = locked(case)
    if case.social_worker_id != of.pk or case.state not in BEFORE_PANEL:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_be_social_worker(to, case))
    _name(by, case, to)


def _locked_seat(member: Member) -> Member:
    Panel.objects.select_for_update().get(pk=member.panel_id)
    rows = Member.objects.select_for_update(of=("self",)).select_related("panel", "person__agency")
    return rows.get(pk=member.pk)


@transaction.atomic
def take_over_seat(by, *, member: Member, of, to) -> Member:
    """The person sits there in this person’s place, or in a seat that they left. Raises NotTheirs.

    A member who takes a post over sits for their agency by that. Asked by handover, after its own rule.
    """
    member = _locked_seat(member)
    held = queries.seats_held(of)
    if member.pk not in {row.pk for row in held}:
        raise NotTheirs
    allowed = queries.may_chair(member.panel.authority_id, member.panel.kind)
    require(to.pk != of.pk and rules.may_take_seat(to, member, allowed))
    for row in Member.objects.filter(live(), panel=member.panel, person=to).select_related("panel", "person"):
        _ended(by, row)
    if member.ends is None:
        _ended(by, member)
    new = Member.objects.create(panel=member.panel, person=to, seat=member.seat, role=member.role, named_by=to)
    record(MemberSeated(subject=new.panel.subject, of=f"person:{to.uuid}", seat=new.seat), by=by)
    return new


@transaction.atomic
def leave_seat(by, *, member: Member, to) -> None:
    """The seat is empty, and this person sees to it that somebody is named; it gives them no right. Asked by handover."""
    member = _locked_seat(member)
    require(to.is_active and to.authority_id == member.panel.authority_id)
    if member.ends is None:
        _ended(by, member)
    carry(by, kind=SEAT, key=str(member.uuid), to=to)
    record(SeatVacant(subject=member.panel.subject, seat=member.seat, to=named([to])), by=by)


@transaction.atomic
def take_over_look(by, *, look: Look, of, to) -> None:
    """This person takes the look, while they lead the case; after them it is with the post as before. Raises NotTheirs."""
    look = Look.objects.select_for_update(of=("self",)).select_related("case__panel").get(pk=look.pk)
    (today,) = [row.today.person for row in queries.whose_today([look])]
    if look.done_on is not None or today is None or today.pk != of.pk:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_look(to, look))
    carry(by, kind=LOOK, key=str(look.uuid), to=to)


@transaction.atomic
def hand_on_cases(by, *, cases, person) -> None:
    """Who may no longer read these cases has nothing to do in them: who leads has it, and another social worker is named.

    Where nobody can be, the case keeps the name, and its page says who has what today.
    """
    for case in cases:
        case = locked(case)
        require(person.pk in rules.kept_away(case))
        standing = queries.leaders_today([case])[case.pk].person
        rows = PlanAction.objects.filter(rules.to_be_done(), case=case, owner=person)
        for action in rows.order_by("pk") if standing is not None else []:
            take_over_action(by, action=action, of=person, to=standing)
        if case.social_worker_id == person.pk and case.state in BEFORE_PANEL:
            owner = [case.consultation.owner] if case.consultation is not None else []
            others = [*owner, *managers_first(person)]
            to = next((p for p in others if p.pk != person.pk and rules.may_be_social_worker(p, case)), None)
            if to is not None:
                _name(by, case, to)
            else:
                _left(by, case)


@transaction.atomic
def note_social_worker_left(by, *, case: Case, person) -> None:
    """Who is the child’s social worker here has no part in the child’s matter any more, and who leads is told to name another.

    They keep the case until then: a panel with nobody from social care would hear nothing of the child.
    """
    case = locked(case)
    require(case.consultation is not None and not has_part(person, case.consultation))
    if case.social_worker_id == person.pk and case.state in BEFORE_PANEL and case.social_worker_left_at is None:
        _left(by, case)


def _left(by, case: Case) -> None:
    case.social_worker_left_at = timezone.now()
    case.save(update_fields=["social_worker_left_at"])
    of = f"person:{case.social_worker.uuid}"
    record(SocialWorkerLeft(subject=case.subject, of=of, to=named(leaders(case))), by=by)


@transaction.atomic
def note_social_worker_is_back(by, *, case: Case, person) -> None:
    """Who is the child’s social worker here has a part in the child’s matter again: nobody else must be named."""
    case = locked(case)
    require(case.social_worker_id == person.pk and has_part(person, case.consultation))
    case.social_worker_left_at = None
    case.save(update_fields=["social_worker_left_at"])
    record(SocialWorkerNamed(subject=case.subject, of=f"person:{person.uuid}", to=named([person])), by=by)
