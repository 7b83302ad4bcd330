"""Reading one’s own ratings, what stands beside them, and the frozen figures of groups."""

import datetime
from collections import defaultdict
from dataclasses import asdict, dataclass, replace

from django.db.models import Max
from django.utils import timezone

from kith.access.rules import require
from kith.audit.seals import keyed_hash
from kith.calibration.queries import BesideOthers, own_beside_others
from kith.coaching.queries import coached_on
from kith.design.small_numbers import FEWEST
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


@dataclass(frozen=True)
class Said:
    """What one rating says of one theme: the mean of its items, and whether each of those that are asked now was answered."""

    value: float
    whole: bool


def by_theme(rating: SelfReport, items: list[Item]) -> dict[str, Said]:
    """What one rating says, by theme, beside the items that are asked now; a theme of which nothing was said is not there.

    A mean of some of its items is no mean of all of them: it is marked, and no group and no line is drawn from it.
    """
    said: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rating.answers.all():
        said[row.item.theme][row.item_id] = row.value
    asked: dict[str, set[int]] = defaultdict(set)
    for item in items:
        asked[item.theme].add(item.pk)
    return {
        theme: Said(sum(values.values()) / len(values), set(values) == asked[theme]) for theme, values in said.items()
    }


def asked_on(person) -> datetime.date | None:
    """The day from which the person is asked to rate, or none where they are not: the first time, and each half year."""
    if not rules.may_rate(person):
        return None
    row = Waits.objects.filter(person=person).first()
    return row.until if row is not None else timezone.localdate()


def is_asked_again(person) -> bool:
    """True once half a year is over since the person rated or put it off; the first time stands under training alone."""
    return rules.may_rate(person) and Waits.objects.filter(person=person, until__lte=timezone.localdate()).exists()


@dataclass(frozen=True)
class Course:
    """One theme as its person reads it: what they said each time, and what stands beside it."""

    key: str
    title: str
    said: list[Said | None]
    chosen: bool
    choices: str
    words: str

    @property
    def values(self) -> list[int | None]:
        """What they said of the whole theme each time, to the nearest whole number."""
        return [round(one.value) if one is not None and one.whole else None for one in self.said]

    @property
    def now(self) -> int | None:
        """What they said last of the whole theme."""
        return next((value for value in reversed(self.values) if value is not None), None)


def course_of(person, ratings: list[SelfReport]) -> list[Course]:
    """One’s own course by theme, beside one’s own choices in short modules and vignettes: for oneself alone."""
    items = items_now()
    said = [by_theme(row, items) for row in ratings[-COURSE:]]
    working = themes_of(person)
    counted: dict[str, list[str]] = defaultdict(list)
    for themes, fits in own_choices(person):
        for theme in themes:
            counted[theme].append(fits)
    vignettes = own_beside_others(person)
    found = []
    for key, title in About.choices:
        made = counted.get(key, [])
        well = sum(fits == Fits.WELL for fits in made)
        told = [f"{well} of {len(made)} choices in short modules fitted well"] if made else []
        judged = len(made)
        if key == About.THRESHOLD:
            told += _of_vignettes(vignettes)
            well, judged = well + vignettes.as_agreed, judged + vignettes.agreed
        beside = "; ".join(told)
        row = Course(key, title, [one.get(key) for one in said], key in working, beside[:1].upper() + beside[1:], "")
        found.append(replace(row, words=_words(row.now, well, judged)))
    return found


def _of_vignettes(one: BesideOthers) -> list[str]:
    """How one's own levels stand beside what was agreed, and where nothing was, beside what most colleagues chose."""
    told = []
    if one.agreed:
        told.append(f"in {one.as_agreed} of {one.agreed} vignettes you chose the level that was agreed on afterwards")
    if one.most:
        which = "others you chose the one" if told else "vignettes you chose the level"
        told.append(f"in {one.as_most} of {one.most} {which} that most colleagues chose")
    return told


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


def modules_chosen_by(person, themes) -> list:
    """Short modules on the themes that the person chose, of those that they are shown."""
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
class Line:
    """One line of a half year as it is shown: who rated, or a theme; for everybody and for teams, in words."""

    title: str
    rows: list[tuple[str, str]]


def lines_of(person, kept: HalfYear) -> list[Line]:
    """What the person sees of a half year: the whole and every team that stands apart; who manages, their own teams alone."""
    require(rules.sees_groups(person))
    own = {str(key) for key in person.managed_team_ids}
    names = {
        at: name
        for at, name in sorted(kept.figures["names"].items(), key=lambda one: one[1])
        if at in own or rules.sees_authority(person)
    }
    said = kept.figures["people"]
    if said is None:
        return []
    teams = kept.figures["teams"]
    rated = [("Everybody", steps(said)), *((name, steps(teams[at])) for at, name in names.items())]
    found = [Line("Who rated", rated)]
    for key, title in About.choices:
        rows = []
        if key in kept.figures["medians"]:
            by_team = kept.figures["by_team"].get(key, {})
            rows = [("Everybody", _said(kept.figures["medians"][key]))]
            rows += [(name, _said(by_team[at])) for at, name in names.items() if at in by_team]
        found.append(Line(title, rows))
    return found


def steps(at_least: int) -> str:
    """How many people, told by steps of five."""
    return f"{at_least} to {at_least + FEWEST - 1} people"


def _said(median: float) -> str:
    return f"{median:.0f} in the middle"


def changes_of(person, kept: HalfYear) -> list[tuple[str, str]]:
    """How matched groups of the authority changed, in words, by what it was after; nothing for who sees teams alone."""
    require(rules.sees_groups(person))
    if not rules.sees_authority(person):
        return []
    found = []
    for kind, change in kept.figures["changes"].items():
        words = f"{change['median']:.0f} in the middle, {steps(change['people'])}"
        if change["low"] is None:
            words += ". They are too few to say how far chance alone may have moved it"
        else:
            words += f" (95 in 100 resamplings: {change['low']:.0f} to {change['high']:.0f})"
        if change["improved"] is not None:
            words += f". {steps(change['improved']).capitalize()} of them say ten or more than before"
        found.append((kind, f"{words}."))
    return found


def themes_sure(person) -> dict[str, str]:
    """Of the newest half year what the whole authority said by theme, in words; for the plan of what is learned next."""
    require(rules.sees_authority(person))
    kept = HalfYear.objects.filter(authority_id=person.authority_id).order_by("-begins").first()
    if kept is None:
        return {}
    return {key: _said(median) for key, median in kept.figures["medians"].items()}


def figures_of(authority, begins: datetime.date, ends: datetime.date) -> dict:
    """What a half year says of groups of five or more: everybody once, by their last rating in it and their first team now.

    `people`, `teams`, `medians`, `by_team` as `figures.Groups` has them, with the `names` of the teams; `changes` after
    training and coaching; `alpha`. For freezing alone: what is worked out twice can be compared.
    """
    people = list(people_of_authority(authority.pk))
    keys = [one.pk for one in people if one.in_social_care]
    first = {key: rows[0][0] for key, rows in memberships_since(keys).items()}
    rows = SelfReport.objects.filter(person__in=keys, at__date__lte=ends).order_by("at", "pk")
    ratings: dict[int, list[SelfReport]] = defaultdict(list)
    # Somebody rated, was trained within half a year, and rated within half a year after it.
    since = begins - datetime.timedelta(days=2 * HALF_YEAR_DAYS)
    for row in rows.filter(at__date__gte=since).prefetch_related("answers__item"):
        ratings[row.person_id].append(row)
    last = {key: own[-1] for key, own in ratings.items() if timezone.localdate(own[-1].at) >= begins}
    items, said = items_now(), defaultdict(dict)
    for key, rating in last.items():
        for theme, one in by_theme(rating, items).items():
            if one.whole:
                said[theme][key] = one.value
    groups = groups_of({key: str(first[key].pk) if key in first else "" for key in last}, said)
    named = {str(team.pk): f"{team.agency.name}: {team.name}" for team in first.values()}
    found = asdict(groups) if groups is not None else {"people": None, "teams": {}, "medians": {}, "by_team": {}}
    found["names"] = {at: named.get(at, "In no team") for at in found["teams"]}
    changes = {}
    for kind, days in (("training", trained_on(people)), ("coaching", coached_on(people))):
        seed = int(keyed_hash(f"confidence:{authority.pk}:{begins}:{kind}")[:8], 16)
        change = change_of(_differences(ratings, days, begins), seed)
        if change is not None:
            changes[kind] = asdict(change)
    return found | {"changes": changes, "alpha": _alpha(last.values())}


def _differences(ratings, days: dict[int, list[datetime.date]], begins: datetime.date) -> list[float]:
    """For each person who rated after a day of training in this half year, and before it: the mean change of the same items.

    The last such day of each, whichever half year it was in: who rates in July after a day in June counts from July.
    """
    found = []
    for key, own in ratings.items():
        pairs = (_around(own, day) for day in reversed(days.get(key, ())))
        pair = next((one for one in pairs if one is not None and timezone.localdate(one[1].at) >= begins), None)
        if pair is None:
            continue
        one, other = ({row.item_id: row.value for row in rating.answers.all()} for rating in pair)
        both = one.keys() & other.keys()
        if both:
            found.append(sum(other[item] - one[item] for item in both) / len(both))
    return found


def _around(own: list[SelfReport], day: datetime.date) -> tuple[SelfReport, SelfReport] | None:
    """The rating before that day and the one after it, each within half a year of it; or none.

    Of two ratings on the day itself the first was before and the last after. One alone on that day may have been either,
    and counts as neither.
    """
    on = [row for row in own if timezone.localdate(row.at) == day]
    if len(on) > 1:
        return on[0], on[-1]
    near = datetime.timedelta(days=HALF_YEAR_DAYS)
    before = [row for row in own if day - near <= timezone.localdate(row.at) < day]
    after = [row for row in own if day < timezone.localdate(row.at) <= day + near]
    return (before[-1], after[0]) if before and after else None


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
