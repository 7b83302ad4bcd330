"""What this room does when another room’s event happens, and what it tells the rooms below where they ask."""

from kith.audit.reactions import when
from kith.concerns.rules import answers, begun_from_steps, meetings_standing
from kith.people.events import SessionsEnded
from kith.people.queries import people_by_uuid

from . import actions, queries


@answers(meetings_standing)
def what_is_planned(consultation, person) -> list:
    """The visits and meetings of a matter that are still to come, as far as the person sees them."""
    return queries.next_of(person, consultation)


@answers(begun_from_steps)
def what_began(consultation, person) -> dict:
    """The visits, meetings and questions that began from a step of a pathway, by the step."""
    return queries.begun_from_steps(person, consultation)


@when(SessionsEnded)
def _ended(event, by):
    """Whoever signs out everywhere, or changes a password, has lost a device or trusts one no more: calendars end too."""
    key = event.subject.removeprefix("person:")
    person = people_by_uuid([key]).get(key)
    for calendar in queries.calendars_of(person) if person is not None else []:
        actions.withdraw_calendar(person, calendar=calendar)
