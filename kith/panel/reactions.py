"""What panels do when another room’s event happens: a referral that was sent may come to one."""

from kith.audit.actions import record
from kith.audit.reactions import when
from kith.concerns.events import ReferralSent
from kith.concerns.queries import submitted
from kith.concerns.rules import people_who_see

from .events import MayComeToPanel
from .queries import coordinators_for


@when(ReferralSent)
def _sent(event, by):
    """Coordinators of the panels into which it may lead, who read the consultation anyway, are told."""
    consultation = submitted(event.subject)
    seen = {person.pk for person in people_who_see(consultation, emergencies=False)}
    people = [row for row in coordinators_for(consultation.authority_id) if row.pk in seen]
    if people:
        record(MayComeToPanel(subject=event.subject, to=tuple(f"person:{one.uuid}" for one in people)), by=by)
