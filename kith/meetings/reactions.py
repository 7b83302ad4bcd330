"""What this room does when another room’s event happens, and what it tells the rooms below where they ask."""

from kith.audit.reactions import when
from kith.concerns.events import BarPlaced, PartEnded
from kith.concerns.queries import lost_with_team, submitted
from kith.concerns.rules import answers, begun_from_steps, meetings_standing
from kith.people.events import PersonEnded, RoleEnded, SessionsEnded, TeamJoined, TeamLeft
from kith.people.queries import person_named, team_id_by_key

from . import actions, queries, rules


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
    person = person_named(event.subject)
    for calendar in queries.calendars_of(person) if person is not None else []:
        actions.withdraw_calendar(person, calendar=calendar)


@when(BarPlaced, PartEnded)
def _left_the_matter(event, by):
    """Who may read a matter no longer is invited to nothing of it, and whoever leads hears that they will not come."""
    person, consultation = person_named(event.of), submitted(event.subject)
    if rules.has_left(person, consultation):
        actions.leave_meetings(by, person=person, consultation=consultation)


@when(TeamLeft, TeamJoined)
def _left_the_team(event, by):
    """Who read a matter by their team’s part alone, and left the team or manages it no more, is invited to nothing of it.

    Whoever was invited without such a part, as police are, stays invited.
    """
    if isinstance(event, TeamJoined) and not event.managed:
        return
    person = person_named(event.subject)
    team = team_id_by_key(person, event.team)
    if team is None:
        return
    held = queries.matters_with(person)
    for consultation in lost_with_team(person, team, managed=event.managed, among=held):
        actions.leave_meetings(by, person=person, consultation=consultation)


@when(PersonEnded, RoleEnded)
def _left_the_house(event, by):
    """Whose account ended, or who has no page of meetings any more, comes to none."""
    person = person_named(event.subject)
    if not person.is_active or not rules.opens_meetings(person):
        actions.leave_meetings(by, person=person)
