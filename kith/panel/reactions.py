"""What panels do when something happens: a referral that was sent may come to one; a bar leaves nothing with its person."""

from kith.audit.actions import record
from kith.audit.reactions import when
from kith.concerns.events import BarPlaced, ReferralSent
from kith.concerns.queries import submitted
from kith.concerns.rules import people_who_see
from kith.people.queries import people_by_uuid

from . import actions
from .events import CaseBarPlaced, MayComeToPanel
from .queries import case_kept_from, cases_out_of, coordinators_for


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
    person = _person(event)
    actions.hand_on_cases(by, cases=list(cases_out_of(person, submitted(event.subject))), person=person)


@when(CaseBarPlaced)
def _kept_from_the_case(event, by):
    person = _person(event)
    actions.hand_on_cases(by, cases=[case_kept_from(person, event.subject)], person=person)


def _person(event):
    key = event.of.removeprefix("person:")
    return people_by_uuid([key])[key]
