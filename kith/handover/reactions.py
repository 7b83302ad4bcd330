"""What handover does when rights end: nothing that somebody held is left with nobody."""

from kith.audit.reactions import when
from kith.people.events import PersonEnded, RoleEnded, TeamLeft
from kith.people.queries import person_named, team_id_by_key

from .actions import give_by_default
from .words import KITH


@when(PersonEnded)
def give_what_they_held(event, by):
    """An account that ended holds nothing: at once, for safety, what it held is with who has it by default."""
    give_by_default(KITH, person=person_named(event.subject))


@when(RoleEnded)
def give_what_the_role_held(event, by):
    """What could be held by that role alone is with somebody who may hold it."""
    give_by_default(KITH, person=person_named(event.subject), role=event.role)


@when(TeamLeft)
def give_what_the_team_held(event, by):
    """What only members of that team hold is with somebody of it."""
    person = person_named(event.subject)
    team = team_id_by_key(person, event.team)
    if team is not None:
        give_by_default(KITH, person=person, team=team)
