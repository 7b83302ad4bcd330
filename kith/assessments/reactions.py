"""What this room does when another room’s event happens."""

from django.utils import timezone

from kith.audit.reactions import when
from kith.concerns.events import BarPlaced, PartEnded
from kith.concerns.queries import lost_with_team, submitted
from kith.concerns.rules import Running, says_what_runs
from kith.people.events import TeamJoined, TeamLeft
from kith.people.queries import person_named, team_id_by_key
from kith.screening.actions import follow_assessment

from . import actions, queries, rules
from .events import AssessmentAnswered


@says_what_runs
def what_would_be_left(consultation):
    """The assessment that runs in a matter."""
    row = queries.running_in(consultation)
    if row is None:
        return []
    words = f"An assessment ({row.get_state_display().lower()}), which {row.lead.name} leads"
    return [Running(words, "finish it, or a manager stops it with a reason", "assessments:assessment", row.uuid)]


@when(BarPlaced, PartEnded)
def _left_the_matter(event, by):
    """Who may read a matter no longer leads no assessment in it."""
    person, consultation = person_named(event.of), submitted(event.subject)
    assessment = queries.led_in(person, consultation)
    if assessment is not None and not rules.still_leads(assessment):
        actions.hand_on_lead(by, consultation=consultation, person=person)
    actions.find_manager(by, consultation=consultation)


@when(TeamLeft, TeamJoined)
def _left_the_team(event, by):
    """Who read a matter by their team’s part alone, and left the team or manages it no more, leads no assessment in it."""
    if isinstance(event, TeamJoined) and not event.managed:
        return
    person = person_named(event.subject)
    team = team_id_by_key(person, event.team)
    if team is None:
        return
    for consultation in lost_with_team(person, team, managed=event.managed, among=queries.matters_led_by(person)):
        actions.hand_on_lead(by, consultation=consultation, person=person)


@when(AssessmentAnswered)
def _finish_its_step(event, by):
    """Agreed, the step “Finish the assessment” of the pathway is not asked of anybody again."""
    if event.agreed:
        follow_assessment(by, consultation=submitted(event.subject), agreed_by=by.name, agreed_at=timezone.now())
