"""Training sessions: those of a person, their registers, and what stands in a calendar."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from kith.access.rules import find, require
from kith.people.queries import all_teams_of, every_agency_of, people_by_pk

from .. import rules
from ..models import TrainingSession
from .standing import own_standing
from .tiers import tiers_of

PAGE = 25


def sessions_of(person, *, past: bool = False):
    """The training sessions that the person may see: those to come and to close by day, or those that are over."""
    rows = TrainingSession.objects.filter(rules.sees_session(person)).select_related("trainer")
    over = Q(held_at__isnull=False) | Q(called_off_at__isnull=False)
    if past:
        return rows.filter(over).order_by("-starts_at", "-pk")
    return rows.exclude(over).order_by("starts_at", "pk")


def session_for(person, uuid) -> TrainingSession:
    """One training session that the person may see. Raises NotFound."""
    rows = TrainingSession.objects.filter(rules.sees_session(person), uuid=uuid)
    return find(rows.select_related("trainer__agency", "trainer__authority", "authority"))


def session_of_code(person, code: str) -> TrainingSession | None:
    """The session of the person’s authority whose register this code opens now."""
    if not code:
        return None
    rows = TrainingSession.objects.filter(authority_id=person.authority_id, code=code)
    row = rows.filter(code_until__gt=timezone.now(), held_at=None, called_off_at=None).first()
    return row if row is not None and row.takes_code else None


@dataclass(frozen=True)
class Line:
    """One person in a register: whether they were invited, and whether and how they were there."""

    person: object
    invited: bool
    how: str


def register_of(person, row: TrainingSession) -> list[Line]:
    """Everybody who was invited or was there, by name; for the trainer alone."""
    require(rules.runs_session(person, row))
    invited = set(row.invited.values_list("person_id", flat=True))
    there = dict(row.attended.values_list("person_id", "how"))
    return [Line(one, one.pk in invited, there.get(one.pk, "")) for one in people_by_pk(invited | set(there))]


def numbers_of(person, row: TrainingSession) -> dict:
    """How many are invited, for whoever sees the session; how many were there, and by agency without an account, for who
    runs it: of the few of one session a number tells who was not there.
    """
    rows = TrainingSession.objects.filter(rules.sees_session(person), pk=row.pk)
    counts = rows.aggregate(invited=Count("invited", distinct=True), there=Count("attended", distinct=True))
    if not rules.runs_session(person, row):
        return {"invited": counts["invited"], "there": None, "agencies": []}
    agencies = list(row.agency_counts.select_related("agency").order_by("agency__name", "pk"))
    return {**counts, "agencies": agencies}


def was_there(person, row: TrainingSession) -> bool:
    """True where the person has signed the register."""
    return row.attended.filter(person=person).exists()


def tiers_to_run(person) -> list:
    """The tiers for which the person may plan a session: the training lead any; others what a tier of theirs gives back.

    Who has a tier that runs sessions for others, and it is in date, runs them for any other tier.
    """
    tiers = tiers_of(person.authority_id)
    if rules.leads_training(person):
        return tiers
    own = own_standing(person)
    giving = {need.tier.key for need in own.needs if need.tier.runs and need.has}
    return [tier for tier in tiers if giving and tier.key not in giving]


def teams_to_invite(person):
    """The teams of every agency of the authority: a joint session invites partners too."""
    return list(all_teams_of(person.authority_id))


def agencies_to_count(person):
    """The agencies of the authority, whose people without an account are counted by number."""
    return list(every_agency_of(person.authority_id))


def in_calendar(person, since: datetime.datetime):
    """The sessions that the person runs or is invited to, which are to come or ended or fell out since then."""
    mine = Q(trainer=person) | Q(invited__person=person)
    rows = TrainingSession.objects.filter(mine, authority_id=person.authority_id, ends_at__gte=since)
    return rows.select_related("trainer").distinct().order_by("starts_at", "pk")


def sessions_held_by(person):
    """The sessions that the person still has to run or to close."""
    rows = TrainingSession.objects.filter(trainer=person, held_at=None, called_off_at=None)
    return rows.order_by("starts_at", "pk")


def sessions_to_come(person):
    """The sessions that the person is invited to or runs and that are not over, by day."""
    rows = sessions_of(person)
    return rows.filter(Q(trainer=person) | Q(invited__person=person)).distinct()


def training_ahead(authority):
    """The training sessions to come of an authority, the nearest first; for rooms above, which say who chooses among them."""
    rows = TrainingSession.objects.filter(authority=authority, held_at=None, called_off_at=None)
    return rows.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")[:50]
