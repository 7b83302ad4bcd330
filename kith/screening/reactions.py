"""What screening does when another room’s event happens."""

from kith.audit.reactions import when
from kith.concerns.events import ConsultationSubmitted
from kith.concerns.queries import submitted

from .actions import open_screening


@when(ConsultationSubmitted)
def open_a_screening(event, by):
    """The concern goes into the queue in the same transaction in which it was sent."""
    open_screening(by, consultation=submitted(event.subject))
