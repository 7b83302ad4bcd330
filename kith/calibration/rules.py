"""Who opens a round, who answers, who sees what and when. Nobody sees another's answers before it is over."""

from django.db.models import Exists, OuterRef, Q

from kith.access.rules import NOTHING
from kith.people.queries import carried_among, carried_by, members_of, people_by_pk
from kith.people.words import CASEWORK_ROLES

from .models import Asked, Round, RoundTeam
from .words import OPENERS, ROUND


def may_open_round(person) -> bool:
    """A specialist, manager or training lead of the authority's own social care service."""
    return person.works_in_social_care and person.holds(*OPENERS)


def is_asked_by_role(person) -> bool:
    """Who works on cases in the service is asked; nobody else of a team is."""
    return person.works_in_social_care and person.holds(*CASEWORK_ROLES)


def sees_round(person) -> Q:
    """The rounds that asked this person, that they opened or took over, or that asked a team which they manage."""
    if not person.works_in_social_care:
        return NOTHING
    asked = Q(Exists(Asked.objects.filter(round=OuterRef("pk"), person=person)))
    teams = RoundTeam.objects.filter(round=OuterRef("pk"), team__in=person.managed_team_ids)
    managed = Q(Exists(teams)) if person.managed_team_ids else NOTHING
    runs = Q(opened_by=person) | Q(uuid__in=carried_by(person, ROUND))
    opened = runs if person.holds(*OPENERS) else NOTHING
    return Q(authority_id=person.authority_id) & (asked | opened | managed)


def people_who_see_round(row: Round) -> list:
    """Everybody who may see this round: the third face of the rule."""
    asked = set(row.asked.values_list("person_id", flat=True))
    managers = members_of(row.teams.values_list("team_id", flat=True), managers_only=True)
    runs = {row.opened_by_id, *carried_among(ROUND, [str(row.uuid)]).values()}
    keys = asked | {one.pk for one in managers} | runs
    found = [one for one in people_by_pk(keys) if one.works_in_social_care and one.authority_id == row.authority_id]
    found = [one for one in found if one.pk not in runs or one.holds(*OPENERS) or one.pk in asked or one in managers]
    return sorted(found, key=lambda one: (one.name, one.pk))


def may_answer(person, row: Round) -> bool:
    """Whoever was asked, until the round is over."""
    return not row.is_over and person.works_in_social_care and row.asked.filter(person=person).exists()


def may_run_round(person, row: Round) -> bool:
    """Who may be given a running round: who may open one, of the same authority."""
    return not row.is_over and may_open_round(person) and person.authority_id == row.authority_id


def runs_round(person, row: Round) -> bool:
    """Who took it over; where nobody did, who opened it."""
    carrier = carried_among(ROUND, [str(row.uuid)]).get(str(row.uuid))
    return person.pk == (row.opened_by_id if carrier is None else carrier)


def sees_how_many(person, row: Round) -> bool:
    """Who runs it and who manages one of its teams know how many have answered, and never who."""
    managed = row.teams.filter(team__in=person.managed_team_ids).exists()
    return person.works_in_social_care and ((runs_round(person, row) and person.holds(*OPENERS)) or managed)


def _sees(person, row: Round) -> bool:
    return Round.objects.filter(sees_round(person), pk=row.pk).exists()


def sees_results(person, row: Round) -> bool:
    """Whoever sees the round, once it is over."""
    return row.is_over and _sees(person, row)


def may_discuss(person, row: Round) -> bool:
    """Whoever sees the round, once it is over: what is written down is what people said together."""
    return sees_results(person, row)


def may_close_round(person, row: Round) -> bool:
    """Who runs it, before its last day has passed."""
    return not row.is_over and runs_round(person, row) and may_open_round(person)
