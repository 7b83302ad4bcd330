"""For the worker: who is told that a request is late, and that a mark is to be looked at again."""

from datetime import date

from django.db import transaction

from kith.access.rules import WORKER, require
from kith.audit.actions import record
from kith.people.queries import manager_of, members_of, people_with_role
from kith.people.words import AgencyKind, Role, named
from kith.toolkit.queries import due_on_at_the_latest

from .. import queries, rules
from ..events import FamilyMarkDue, RequestLate
from ..models import Escalation, InformationRequest, RequestPart
from ..words import ESCALATE
from .conditions import _matter


def escalate_late(by: str, *, today: date) -> int:
    """People were told of every request in which something is late, each step once. Returns how many were told of.

    Step 1, no acknowledgement: who received it, and who asked. Step 2, no answer: they, and the managers on both
    sides. Step 3, still nothing when the authority’s clock for it is over: the managers and information governance.
    What was told unasked waits for its acknowledgement alone: step 2 when that clock is over from then on.
    """
    require(by == WORKER)
    told = 0
    for request in queries.late_ones(today):
        # An answer of which who asked may not know leaves no sign, and so no silence either: their side hears of
        # lateness as if there were none, and the side that answered does not.
        if request.answered_at and queries.knows_of_an_answer(request.asked_by, request):
            continue
        step = _step(request, today)
        with transaction.atomic():
            _, made = Escalation.objects.get_or_create(request=request, step=step)
            if made:
                people = _told_of_lateness(request, step)
                late = RequestLate(subject=request.subject, step=step, to=named(people), matter=_matter(request))
                record(late, by=by)
                told += 1
    return told


def _step(request: InformationRequest, today: date) -> int:
    due = request.acknowledge_by if request.unasked else request.answer_by
    if due >= today:
        return 1
    over = due_on_at_the_latest(request.authority_id, ESCALATE, due)
    still = over is not None and over < today
    if request.unasked:
        return 2 if still else 1
    return 3 if still else 2


def _managers(agency, people) -> list:
    """The managers to whom these people’s work goes: in social care each one’s own, elsewhere those of the agency’s teams."""
    if agency.kind == AgencyKind.SOCIAL_CARE:
        return [manager for manager in map(manager_of, people) if manager is not None]
    return list(members_of(agency.teams.values_list("pk", flat=True), managers_only=True))


def _told_of_lateness(request: InformationRequest, step: int) -> list:
    """Only people who see the request, but for the managers and information governance, who hear that something is late."""
    parts = RequestPart.objects.filter(matter=request, person__isnull=False, ends=None)
    first = {request.asked_by_id, *parts.values_list("person_id", flat=True)}
    people = [person for person in rules.people_who_see(request) if person.pk in first]
    if step >= 2:
        received = [person for person in people if person.agency_id == request.to_agency_id]
        people += _managers(request.from_agency, [request.asked_by])
        people += _managers(request.to_agency, received)
    if step >= 3:
        people += people_with_role(request.authority_id, Role.GOVERNANCE)
    if request.answered_at:
        people = [
            person
            for person in people
            if person.agency_id != request.to_agency_id and not queries.knows_of_an_answer(person, request)
        ]
    # Each by the bars of their own side: what the asked agency linked changes nothing for who asked.
    agencies = {person.agency_id for person in people}
    kept_away = {agency: rules.people_kept_away(request, agency) for agency in agencies}
    return list({p.pk: p for p in people if p.pk not in kept_away[p.agency_id]}.values())


def remind_of_marks(by: str, *, today: date) -> int:
    """Who set a mark, and their colleagues on it, were told that its day has come, once for each day. Returns how many marks."""
    require(by == WORKER)
    told = 0
    for mark in queries.marks_to_look_at(today):
        with transaction.atomic():
            mark.reminded_for = mark.review_on
            mark.save(update_fields=["reminded_for"])
            people = [p for p in rules.people_of_side(mark.request, mark.agency_id) if rules.may_lift(p, mark)]
            record(FamilyMarkDue(subject=mark.request.subject, to=named(people)), by=by)
            told += 1
    return told
