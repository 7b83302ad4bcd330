"""Reading one’s own ratings, what stands beside them, and the frozen figures of groups."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from kith.access.rules import require
from kith.audit.seals import keyed_hash
from kith.calibration.queries import own_beside_others
from kith.coaching.queries import coached_on
from kith.modules.queries import modules_about, own_choices
from kith.people.queries import memberships_since, people_of_authority
from kith.toolkit.words import About, Fits
from kith.training.queries import trained_on

from . import rules
from .figures import change_of, cronbach, groups_of, half_year_before
from .models import HalfYear, Item, SelfReport, Waits, WorkingOn
from .words import CHOICES, FOR_ALPHA, HALF_YEAR_DAYS, SELDOM, SURE, UNSURE, WELL

COURSE = 12  # ratings that one page shows


def items_now() -> list[Item]:
    """The items that are asked now, in their order."""
    return list(Item.objects.filter(retired=False))


def ratings_of(person) -> list[SelfReport]:
    """One’s own ratings, the oldest first, each with what was answered."""
    rows = SelfReport.objects.filter(rules.sees_rating(person)).order_by("at", "pk")
    return list(rows.prefetch_related("answers__item"))


def by_theme(rating: SelfReport) -> dict[str, float]:
    """The mean of what was said in one rating, by theme; a theme of which nothing was said is not there."""
    said: dict[str, list[int]] = defaultdict(list)
    for row in rating.answers.all():
        said[row.item.theme].append(row.value)
    return {theme: sum(values) / len(values) for theme, values in said.items()}


def asked_on(person, today: datetime.date | None = None) -> datetime.date | None:
    """The day from which the person is asked to rate, or none where they are not: the first time, and each half year."""
    if not rules.may_rate(person):
        return None
    row = Waits.objects.filter(person=person).first()
    return row.until if row is not None else (today or timezone.localdate())


def is_asked_again(person) -> bool:
    """True once half a year is over since the person rated or put it off; the first time stands under training alone."""
    return rules.may_rate(person) and Waits.objects.filter(person=person, until__lte=timezone.localdate()).exists()


@dataclass(frozen=True)
class Course:
    """One theme as its person reads it: what they said each time, and what stands beside it."""

    key: str
    title: str
    values: list[int | None]
    chosen: bool
    choices: str
    words: str

    @property
    def now(self) -> int | None:
        """What they said last."""
        return next((value for value in reversed(self.values) if value is not None), None)


def course_of(person, ratings: list[SelfReport]) -> list[Course]:
    """One’s own course by theme, beside one’s own choices in short modules and vignettes: for oneself alone."""
    said = [by_theme(row) for row in ratings[-COURSE:]]
    working = themes_of(person)
    counted: dict[str, list[str]] = defaultdict(list)
    for themes, fits in own_choices(person):
        for theme in themes:
            counted[theme].append(fits)
    alike, judged = own_beside_others(person)
    found = []
    for key, title in About.choices:
        values = [round(one[key]) if key in one else None for one in said]
        made = counted.get(key, [])
        well = sum(fits == Fits.WELL for fits in made)
        beside = f"{well} of {len(made)} choices in short modules fitted well" if made else ""
        if key == About.THRESHOLD and judged:
            more = f"in {alike} of {judged} vignettes you chose the level that most colleagues chose"
            beside = f"{beside}; {more}" if beside else more[0].upper() + more[1:]
        now = next((value for value in reversed(values) if value is not None), None)
        found.append(Course(key, title, values, key in working, beside, _words(now, well, len(made))))
    return found


def _words(now: int | None, well: int, made: int) -> str:
    """What is worth saying where how sure somebody is and what they chose are far apart; nothing of fewer than three choices."""
    if now is None or made < CHOICES:
        return ""
    if now >= SURE and well / made < SELDOM:
        return "You feel sure here, and several of your choices fitted less well. It may be worth reading why."
    if now <= UNSURE and well / made >= WELL:
        return "Most of your choices here fitted well. You may know more than you feel."
    return ""


def themes_of(person) -> set[str]:
    """The themes that the person chose to work on."""
    return set(WorkingOn.objects.filter(person=person).values_list("theme", flat=True))


def modules_chosen_by(person) -> list:
    """Short modules on the themes that the person chose, of those that they are shown."""
    themes = themes_of(person)
    return modules_about(person, themes) if themes else []


def due_in_calendar(person) -> Waits | None:
    """When one is asked next, where one rated before or put it off."""
    return Waits.objects.filter(person=person).first()


def people_to_ask(today: datetime.date) -> list:
    """Who rated before, whose half year is over, and who was not told of it yet; for the worker."""
    rows = Waits.objects.filter(until__lte=today, person__is_active=True, told_on=None).select_related("person__agency")
    return [row for row in rows.order_by("until", "pk") if rules.may_rate(row.person)]


def half_years_of(person) -> list[HalfYear]:
    """The frozen figures of the person’s authority, the newest first."""
    require(rules.sees_groups(person))
    return list(HalfYear.objects.filter(authority_id=person.authority_id).order_by("-begins")[:4])


@dataclass(frozen=True)
class ThemeLine:
    """One theme of a half year as it is shown: a place’s people and middle value, in words."""

    title: str
    rows: list[tuple[str, str]]


def lines_of(person, kept: HalfYear) -> list[ThemeLine]:
    """What the person sees of a half year: the whole and every team that stands apart; who manages, their own teams alone."""
    require(rules.sees_groups(person))
    everything = rules.sees_authority(person)
    own = {str(key) for key in person.managed_team_ids}
    found = []
    for key, title in About.choices:
        said = kept.figures["themes"].get(key)
        rows = []
        if said is not None:
            rows.append(("Everybody", _said(said["whole"])))
            teams = sorted(said["teams"].items(), key=lambda one: one[1]["name"])
            rows += [(team["name"], _said(team)) for at, team in teams if everything or at in own]
        found.append(ThemeLine(title, rows))
    return found


def _said(group: dict) -> str:
    return f"{group['median']:.0f} in the middle, {group['people']} people"


def themes_sure(person) -> dict[str, str]:
    """Of the newest half year what the whole authority said by theme, in words; for the plan of what is learned next."""
    require(rules.sees_authority(person))
    kept = HalfYear.objects.filter(authority_id=person.authority_id).order_by("-begins").first()
    if kept is None:
        return {}
    return {key: _said(said["whole"]) for key, said in kept.figures["themes"].items()}


def figures_of(authority, begins: datetime.date, ends: datetime.date) -> dict:
    """What a half year says of groups of five or more: everybody once, by their last rating in it and their first team now.

    `themes` by theme with the whole and the teams that stand apart, `changes` after training and coaching, `alpha`.
    For freezing alone: what is worked out twice can be compared.
    """
    people = list(people_of_authority(authority.pk))
    keys = [one.pk for one in people if one.in_social_care]
    first = {key: rows[0][0] for key, rows in memberships_since(keys).items()}
    rows = SelfReport.objects.filter(person__in=keys, at__date__lte=ends).order_by("at", "pk")
    ratings: dict[int, list[SelfReport]] = defaultdict(list)
    for row in rows.filter(at__date__gte=begins - datetime.timedelta(days=HALF_YEAR_DAYS)).prefetch_related(
        "answers__item"
    ):
        ratings[row.person_id].append(row)
    last = {key: own[-1] for key, own in ratings.items() if timezone.localdate(own[-1].at) >= begins}
    said = {key: by_theme(row) for key, row in last.items()}
    themes = {}
    for theme in About.values:
        by_team: dict[str, list[float]] = defaultdict(list)
        for key, values in said.items():
            if theme in values:
                by_team[str(first[key].pk) if key in first else ""].append(values[theme])
        whole, teams = groups_of(by_team)
        if whole is not None:
            named = {str(team.pk): f"{team.agency.name}: {team.name}" for team in first.values()}
            themes[theme] = {
                "whole": {"people": whole.people, "median": whole.median},
                "teams": {
                    at: {"people": one.people, "median": one.median, "name": named.get(at, "In no team")}
                    for at, one in teams.items()
                },
            }
    changes = {}
    for kind, days in (("training", trained_on(people)), ("coaching", coached_on(people))):
        seed = int(keyed_hash(f"confidence:{authority.pk}:{begins}:{kind}")[:8], 16)
        change = change_of(_differences(ratings, days, begins, ends), seed)
        if change is not None:
            changes[kind] = change.__dict__
    return {"themes": themes, "changes": changes, "alpha": _alpha(last.values())}


def _differences(ratings, days: dict[int, list[datetime.date]], begins, ends) -> list[float]:
    """For each person who rated before and after the first such day of the half year: the mean change of the same items."""
    found = []
    for key, own in ratings.items():
        day = next((one for one in days.get(key, ()) if begins <= one <= ends), None)
        if day is None:
            continue
        before = [row for row in own if timezone.localdate(row.at) <= day]
        after = [row for row in own if timezone.localdate(row.at) > day]
        if not before or not after:
            continue
        one, other = ({row.item_id: row.value for row in rating.answers.all()} for rating in (before[-1], after[0]))
        both = one.keys() & other.keys()
        if both:
            found.append(sum(other[item] - one[item] for item in both) / len(both))
    return found


def _alpha(ratings) -> float | None:
    """How far the items hang together, from a hundred complete ratings on."""
    items = [item.pk for item in items_now()]
    rows = []
    for rating in ratings:
        said = {row.item_id: row.value for row in rating.answers.all()}
        if all(item in said for item in items):
            rows.append([said[item] for item in items])
    return cronbach(rows) if len(rows) >= FOR_ALPHA else None


def half_years_to_keep(today: datetime.date) -> list[tuple[int, datetime.date, datetime.date]]:
    """Authorities in which somebody rated, and whose half year that is over is not kept yet; for the worker."""
    begins, ends = half_year_before(today)
    kept = HalfYear.objects.filter(begins=begins).values("authority_id")
    rated = SelfReport.objects.filter(at__date__gte=begins, at__date__lte=ends).exclude(person__authority_id__in=kept)
    keys = rated.order_by().values("person__authority_id").annotate(last=Max("at"))
    return [(row["person__authority_id"], begins, ends) for row in keys]
