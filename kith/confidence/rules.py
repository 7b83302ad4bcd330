"""Whose a rating is, and who sees groups. No rule lets anybody else read one: not a manager, not an administrator."""

from django.db.models import Q

from kith.access.rules import NOTHING, WORKER

from .models import SelfReport
from .words import LEADS


def may_rate(person) -> bool:
    """Everybody of an authority’s social care, if they like."""
    return person.works_in_social_care


def sees_rating(person, to: str = "") -> Q:
    """One’s own. `to` is the path to the rating."""
    return Q(**{f"{to}person": person.pk}) if person.is_active else NOTHING


def reads_rating(person, rating: SelfReport) -> bool:
    """The same of one rating."""
    return person.is_active and rating.person_id == person.pk


def people_who_see_rating(rating: SelfReport) -> list:
    """Its person: the third face of the rule."""
    return [rating.person] if rating.person.is_active else []


def sees_authority(person) -> bool:
    """The training lead and the specialists of social care."""
    return person.works_in_social_care and person.holds(*LEADS)


def sees_groups(person) -> bool:
    """They, and whoever manages a team of social care."""
    return sees_authority(person) or (person.works_in_social_care and bool(person.managed_team_ids))


def may_work(by) -> bool:
    """Scheduled work asks again and freezes half years."""
    return by == WORKER
