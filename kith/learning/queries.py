"""Reading what an authority could learn next, and the plan of a term. No figure here is of fewer than five people."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from kith.access.rules import find, require
from kith.calibration.queries import agreement_over_time, rounds_over
from kith.coaching.queries import themes_asked
from kith.confidence.queries import themes_sure
from kith.people.queries import people_of_authority, setting_of
from kith.toolkit.queries import empty_searches_of, searches_of
from kith.toolkit.words import About
from kith.training.queries import take_up_of, training_ahead

from . import rules
from .models import Aim, LearningPlan
from .terms import Term, terms_around
from .words import ROUNDS, SEARCHES

PAGE = 20


def terms_for(authority, day: datetime.date | None = None) -> tuple[Term, Term]:
    """The term of this day and the next, as the authority has set them."""
    return terms_around(day or timezone.localdate(), setting_of(authority, "learning")["terms"])


def _plans(person):
    rows = LearningPlan.objects.filter(rules.sees_plan(person)).select_related("begun_by", "authority")
    return rows.order_by("-begins")


def plan_for(person, uuid) -> LearningPlan:
    """One plan that the person reads. Raises NotFound."""
    return find(_plans(person).filter(uuid=uuid))


def plans_of(person):
    """The plans of the person’s authority, the newest term first."""
    return _plans(person)


def plan_of_term(person, term: Term) -> LearningPlan | None:
    """The plan of this term, where one was begun."""
    return _plans(person).filter(begins=term.begins).first()


def plan_before(person, day: datetime.date) -> LearningPlan | None:
    """The newest plan of a term that began before this day."""
    return _plans(person).filter(begins__lt=day).first()


def aims_of(person, plan: LearningPlan) -> list[Aim]:
    """The aims of a plan: what goes on first, by day."""
    require(rules.reads_plan(person, plan))
    rows = plan.aims.select_related("owner__agency", "made_by", "ended_by").order_by("ended_as", "due_on", "pk")
    return list(rows)


def aim_for(person, uuid) -> Aim:
    """One aim of a plan that the person reads. Raises NotFound."""
    plans = LearningPlan.objects.filter(rules.sees_plan(person))
    rows = Aim.objects.filter(uuid=uuid, plan__in=plans)
    return find(rows.select_related("plan__authority", "owner__agency"))


def aims_owned_by(person):
    """What the person sees to and has not ended, the nearest day first."""
    rows = Aim.objects.filter(owner=person, ended_as="").select_related("plan")
    return rows.order_by("due_on", "pk")


def aims_in_calendar(person, since: datetime.datetime):
    """What the person sees to: what goes on, and what ended since then."""
    rows = Aim.objects.filter(owner=person).select_related("plan")
    return rows.exclude(ended_at__lt=since)


def owners_for(person) -> list:
    """Who of the person’s authority may see to an aim, by name."""
    return [one for one in people_of_authority(person.authority_id) if one.in_social_care]


def sessions_to_choose(person) -> list:
    """The training sessions to come of the authority."""
    require(rules.plans_learning(person))
    return list(training_ahead(person.authority))


@dataclass(frozen=True)
class ThemeRow:
    """One theme with what each source says of it, in words; a source that may not be shown says nothing."""

    key: str
    title: str
    asked: str
    asked_before: str
    confident: str
    confident_before: str


@dataclass(frozen=True)
class Line:
    """One line of a source: what it is about, what it says now, and what it said when the plan before was begun."""

    title: str
    now: str
    before: str


def figures_for(person) -> dict:
    """What every source says today, as it is kept with a plan: of groups of five and more alone.

    `asked` and `confident` by theme, `searches` as numbers, `judged` by kind of harm, `take_up` by tier.
    """
    require(rules.plans_learning(person))
    today = timezone.localdate()
    now, _ = terms_for(person.authority, today)
    searched = searches_of(person, since=now.begins)
    return {
        "asked": themes_asked(person.authority, now.begins, today),
        "confident": themes_sure(person),
        "searches": {"asked": searched["asked"] or 0, "empty": searched["empty"] or 0},
        "judged": _judged(person),
        "take_up": take_up_of(person.authority, today=today),
    }


def _judged(person) -> dict[str, str]:
    """How far people agreed on levels in the newest rounds that are over, by kind of harm."""
    said: dict[str, str] = {}
    for found in agreement_over_time(person, list(rounds_over(person)[:ROUNDS])):
        for line in found.harms:
            figure = line.figures[0][1]
            if figure is not None:
                said.setdefault(line.title, figure.words)
    return said


def _number(row: dict, key: str) -> str:
    return str(row[key]) if key in row else ""


def themes_in(figures: dict, before: dict) -> list[ThemeRow]:
    """Every theme in its fixed order, none before another for what is said of it."""
    asked, then = figures.get("asked", {}), before.get("asked", {})
    sure, was = figures.get("confident", {}), before.get("confident", {})
    return [
        ThemeRow(key, title, _number(asked, key), _number(then, key), _number(sure, key), _number(was, key))
        for key, title in About.choices
    ]


def lines_in(figures: dict, before: dict, source: str) -> list[Line]:
    """What a source says now beside what it said before, by title."""
    now, then = figures.get(source, {}), before.get(source, {})
    return [Line(title, now.get(title, ""), then.get(title, "")) for title in sorted({*now, *then})]


def searches_left(person) -> list:
    """Words that found nothing and that no editor answered yet, the most frequent first; never who asked."""
    require(rules.plans_learning(person))
    return list(empty_searches_of(person)[:SEARCHES])
