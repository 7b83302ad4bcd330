"""Who may go through a module, and whose it is. What somebody chose is read by nobody else, whatever they are."""

from django.db.models import Q

from kith.access.rules import NOTHING, WORKER

from .models import Run


def may_learn(person) -> bool:
    """Everybody who has an account: partners learn with us."""
    return person.is_active


def sees_run(person, to: str = "") -> Q:
    """One’s own. `to` is the path to the run."""
    return Q(**{f"{to}person": person.pk}) if person.is_active else NOTHING


def people_who_see_run(run: Run) -> list:
    """The one who went through it: the third face of the rule."""
    return [run.person] if run.person.is_active else []


def may_go_on(person, run: Run) -> bool:
    """Its person, until it came to its end."""
    return run.person_id == person.pk and person.is_active and run.completed_at is None


def may_forget(person, run: Run) -> bool:
    """Its person, whenever they like."""
    return run.person_id == person.pk and person.is_active


def may_work(by: str) -> bool:
    """Scheduled work reminds."""
    return by == WORKER
