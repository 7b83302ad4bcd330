"""What panels do when something happens: a referral that was sent may come to one; a bar leaves nothing with its person."""

from kith.audit.actions import record
from kith.audit.reactions import when
from kith.concerns.events import BarPlaced, PartEnded, PartGiven, ReferralSent
from kith.concerns.queries import lost_with_team, submitted
from kith.concerns.rules import has_part, people_who_see
from kith.people.events import TeamJoined, TeamLeft
from kith.people.queries import person_named, team_id_by_key

from . import actions
from .events import CaseBarPlaced, MayComeToPanel
from .queries import (
    case_kept_from,
    cases_out_of,
    coordinators_for,
    matters_of_social_work,
    social_work_in,
)


@when(ReferralSent)
def _sent(event, by):
    """Coordinators of the panels into which it may lead, who read the consultation anyway, are told."""
    consultation = submitted(event.subject)
    seen = {person.pk for person in people_who_see(consultation, emergencies=False)}
    people = [row for row in coordinators_for(consultation.authority_id) if row.pk in seen]
    if people:
        record(MayComeToPanel(subject=event.subject, to=tuple(f"person:{one.uuid}" for one in people)), by=by)


@when(BarPlaced)
def _kept_from_the_matter(event, by):
    """Who may no longer read a consultation has nothing to do in its cases either."""
    person = person_named(event.of)
    actions.hand_on_cases(by, cases=list(cases_out_of(person, submitted(event.subject))), person=person)


@when(CaseBarPlaced)
def _kept_from_the_case(event, by):
    person = person_named(event.of)
    actions.hand_on_cases(by, cases=[case_kept_from(person, event.subject)], person=person)


def _left(by, person, consultation) -> None:
    for case in social_work_in(person, consultation):
        actions.note_social_worker_left(by, case=case, person=person)


@when(PartEnded)
def _left_the_matter(event, by):
    """A panel hears that the child’s social worker works in the child’s matter no more, and who leads must name another."""
    person, consultation = person_named(event.of), submitted(event.subject)
    if not has_part(person, consultation):
        _left(by, person, consultation)


@when(TeamLeft, TeamJoined)
def _left_the_team(event, by):
    """So where they worked in the matter by their team’s part alone, and left the team or manage it no more."""
    if isinstance(event, TeamJoined) and not event.managed:
        return
    person = person_named(event.subject)
    team = team_id_by_key(person, event.team)
    if team is not None:
        for consultation in lost_with_team(person, team, managed=event.managed, among=matters_of_social_work(person)):
            _left(by, person, consultation)


@when(PartGiven)
def _is_back(event, by):
    """Who was let into the matter again is the child’s social worker as before."""
    if not event.to.startswith("person:"):
        return
    person = person_named(event.to)
    for case in social_work_in(person, submitted(event.subject)):
        if case.social_worker_left_at is not None:
            actions.note_social_worker_is_back(by, case=case, person=person)
