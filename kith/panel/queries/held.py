"""What one person has for panels in their own name: their seats, those that they see to, and the cases of a child."""

from django.db.models import Exists, OuterRef, Q

from kith.access.rules import live
from kith.people.queries import carried_by

from ..models import Case, Look, Member, PlanAction
from ..rules import leads_case, to_be_done
from ..words import BEFORE_PANEL, LOOK, SEAT, Seat
from .today import whose_today


def actions_held(person) -> list[PlanAction]:
    """What a panel agreed that the person does, by day; whether or not they may still read the case."""
    rows = PlanAction.objects.filter(to_be_done(), owner=person).select_related("case__panel", "case__consultation")
    return list(rows.order_by("due_on", "pk"))


def social_work_held(person) -> list[Case]:
    """The cases before a panel whose child’s social worker the person is, by when they came."""
    rows = Case.objects.filter(social_worker=person, state__in=BEFORE_PANEL).select_related("panel", "consultation")
    return list(rows.order_by("entered_at", "pk"))


def cases_out_of(person, consultation) -> list[Case]:
    """For a reaction: the cases of a consultation in which this person has something to do, or whose social worker they are."""
    mine = Q(social_worker=person) | Q(
        Exists(PlanAction.objects.filter(to_be_done(), case=OuterRef("pk"), owner=person))
    )
    return list(Case.objects.filter(mine, consultation=consultation).order_by("pk"))


def social_work_in(person, consultation) -> list[Case]:
    """For a reaction: the cases of a consultation before a panel whose child’s social worker this person is."""
    return [case for case in social_work_held(person) if case.consultation_id == consultation.pk]


def matters_of_social_work(person) -> set[int]:
    """For a reaction: the keys of the consultations in whose cases this person is the child’s social worker."""
    return {case.consultation_id for case in social_work_held(person) if case.consultation_id is not None}


def without_social_worker(person) -> list[Case]:
    """Cases before a panel which the person leads, and whose child’s social worker has left: another must be named."""
    gone = Q(social_worker_left_at__isnull=False) | Q(social_worker__is_active=False)
    rows = Case.objects.filter(leads_case(person)).filter(gone, state__in=BEFORE_PANEL)
    return list(rows.select_related("panel").order_by("entered_at", "pk"))


def case_kept_from(person, subject: str) -> Case:
    """For a reaction: the case, as the trail calls it, from which this person was just kept."""
    return Case.objects.get(uuid=subject.removeprefix("panel-case:"))


def seats_held(person) -> list[Member]:
    """The person’s seats, and the empty ones that they see to: nobody else has that post, or sits for that agency."""
    rows = Member.objects.select_related("panel", "person__agency")
    own = list(rows.filter(live(), person=person).order_by("panel__name", "pk"))
    others = Member.objects.filter(live(), panel=OuterRef("panel"), person__is_active=True)
    same = others.filter(seat=OuterRef("seat")).exclude(seat=Seat.MEMBER)
    agency = others.filter(person__agency=OuterRef("person__agency"))
    empty = rows.filter(uuid__in=carried_by(person, SEAT), ends__isnull=False)
    empty = empty.filter(~Exists(same) & (~Q(seat=Seat.MEMBER) | ~Exists(agency)))
    return own + list(empty.order_by("panel__name", "pk"))


def looks_held(person) -> list[Look]:
    """Every look that was not taken yet and is this person’s today, months ahead too, by day."""
    led = Case.objects.filter(leads_case(person)).values("pk")
    rows = Look.objects.filter(Q(case__in=led) | Q(uuid__in=carried_by(person, LOOK)), done_on=None)
    rows = rows.select_related("case__panel", "case__consultation").order_by("due_on", "pk")
    return [row for row in whose_today(rows) if row.today.person == person]
