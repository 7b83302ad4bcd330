"""Reading questions, times, joint work, reflections, one's own log, counts by theme, and who has experience."""

import datetime
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kith.access.rules import find, require
from kith.concerns.queries import consultation_for, visible_references
from kith.design.days import months_after
from kith.design.small_numbers import FEWEST, in_steps, shown_apart
from kith.people.queries import absences_of, people_with_role, setting_row, standing_in_for
from kith.toolkit.queries import categories, next_working_day, shown_at
from kith.toolkit.words import About

from . import rules
from .models import (
    Booking,
    Convention,
    Experience,
    ExperienceOf,
    Feedback,
    Joint,
    LogEntry,
    Making,
    Question,
    Reflection,
    ReflectionPlace,
    Slot,
)
from .naming import certain_in, told_in
from .words import COACHES, OPEN, WAITS, Of, Stands

HARM_KINDS = "harm-kind"
# Until the conventions were loaded for the first time.
NONE_LOADED = {"answer_days": 3, "experience_months": 12, "experience_remind": 28}
NONE_LOADED |= {"reflection_places": 8, "review_months": 12}


# What coaching goes by


def settings_of(authority) -> dict:
    """The days and numbers of an authority: its own, else as delivered."""
    rows = Convention.objects.filter(key__in=NONE_LOADED).values_list("key", "value")
    own = setting_row(authority, "coaching")
    return {**NONE_LOADED, **dict(rows), **((own.value or {}) if own else {})}


def sentences_of(key: str) -> list[str]:
    """The sentences of a convention, in order."""
    row = Convention.objects.filter(key=key).first()
    return list(row.value) if row is not None and isinstance(row.value, list) else []


def answered_by(authority, start: datetime.date) -> datetime.date:
    """By which working day a question of this day is answered."""
    day, left = start, settings_of(authority)["answer_days"]
    while left:
        day = next_working_day(day + datetime.timedelta(days=1))
        left -= 1
    return day


# Who coaches


def specialists_of(authority_id: int) -> list:
    """The specialists of an authority’s own service, by name."""
    rows = people_with_role(authority_id, *COACHES).filter(agency__kind="social-care")
    return list(rows.select_related("agency", "authority"))


@dataclass(frozen=True)
class Coach:
    """One specialist whom a question may be for: until when they are away, and who stands in for them then."""

    person: object
    away_until: datetime.date | None
    instead: tuple


def coaches_for(person) -> list[Coach]:
    """The specialists of the person’s authority whom they may ask, by name."""
    people = [one for one in specialists_of(person.authority_id) if one.pk != person.pk]
    today = timezone.localdate()
    away = absences_of(people)
    others = standing_in_for(people)
    found = []
    for one in people:
        days = [last for first, last in away.get(one.pk, ()) if first <= today <= last]
        found.append(Coach(one, max(days) if days else None, tuple(others.get(one.pk, ()))))
    return found


# Questions


def _questions(person):
    rows = Question.objects.filter(rules.sees_question(person))
    return rows.select_related("asked_by__agency", "taken_by__agency", "chosen", "authority", "colleague")


def question_for(person, uuid) -> Question:
    """One question that the person may read. Raises NotFound."""
    return find(_questions(person).filter(uuid=uuid))


def asked_by(person, *, over: bool = False):
    """What the person asked: what is open by day, or what is over, the newest first."""
    rows = _questions(person).filter(asked_by=person)
    return (
        rows.filter(state__in=OPEN).order_by("-asked_at", "-pk")
        if not over
        else rows.exclude(state__in=OPEN).order_by("-asked_at", "-pk")
    )


def waiting_for(person):
    """Questions that wait for this person as a specialist, or as who manages once they are late: by day."""
    rows = _questions(person).filter(state__in=WAITS).exclude(asked_by=person)
    if not rules.coaches(person):
        return rows.filter(late_since__isnull=False).order_by("due_on", "pk")
    return rows.filter(Q(taken_by=person) | Q(state=Stands.ASKED)).order_by("due_on", "pk")


def answered_with(person):
    """Answered questions that the person has as their specialist and whose asker has not closed them, the newest first."""
    return _questions(person).filter(taken_by=person, state=Stands.ANSWERED).order_by("-answered_at", "-pk")


def answered_for(person):
    """One’s own questions that were answered and are not closed, the newest first."""
    return _questions(person).filter(asked_by=person, state=Stands.ANSWERED).order_by("-answered_at", "-pk")


def answers_of(question: Question) -> list:
    """What was answered, in order."""
    return list(question.answers.select_related("by"))


def asked_back_about(person, question: Question) -> Question | None:
    """The earlier question about whose answer this one asks back, for who may read that."""
    return _questions(person).filter(pk=question.after_id).first() if question.after_id else None


def asked_on_from(person, question: Question) -> list[Question]:
    """What was asked back about its answers, of what the person may read, the oldest first."""
    return list(_questions(person).filter(after=question).order_by("asked_at", "pk"))


def experience_at(person, key: uuid.UUID | None) -> Experience | None:
    """What a colleague whom the person is shown says that they have worked with, by its key; None without."""
    rows = Experience.objects.filter(rules.sees_experience(person), uuid=key).exclude(person=person)
    return rows.select_related("person").first()


def answered_question(person, key: uuid.UUID | None) -> Question | None:
    """The answered question of their own behind this key, about which the person may ask back; None without."""
    row = _questions(person).filter(uuid=key).first()
    return row if row is not None and rules.may_ask_back(person, row) else None


def matter_of(person, question: Question) -> str:
    """The reference of the consultation to which the question leads, for who may read that."""
    if question.consultation_id is None:
        return ""
    reference = question.consultation.reference
    return reference if visible_references(person, [reference]) else ""


def making_of(person, question: Question) -> Making | None:
    """What was made of the question for everybody; for the two, and for who reads the question and writes in the toolkit."""
    row = Making.objects.filter(question=question).select_related("by").first()
    if row is None or person.pk in (question.asked_by_id, question.taken_by_id) or row.shown_as:
        return row
    return None


def making_for(person, uuid) -> Making:
    """What waits for the asker’s word, or was made, of a question that the person reads. Raises NotFound."""
    question = question_for(person, uuid)
    return find(Making.objects.filter(question=question).select_related("question__asked_by", "by"))


def feedback_on(person, question: Question) -> dict[bool, Feedback]:
    """What the two said to each other of it: one’s own under True, the other’s under False."""
    rows = Feedback.objects.filter(rules.sees_feedback(person), question=question).select_related("by")
    return {row.by_id == person.pk: row for row in rows}


def shown_page(person, slug: str):
    """The page of the toolkit at this address, as the person is shown it; None without."""
    return shown_at(person, slug) if slug else None


def late_questions(today: datetime.date) -> list[Question]:
    """What nobody answered by its day, and nobody was told of yet; for the worker."""
    rows = Question.objects.filter(state__in=WAITS, late_since=None, due_on__lt=today)
    return list(rows.select_related("asked_by__authority", "authority").order_by("due_on", "pk"))


@dataclass(frozen=True)
class Secrets:
    """What may stand in no page that begins from a question: names and references that Kith knows of it."""

    names: tuple[str, ...]

    def told_in(self, text: str) -> list[str]:
        """What of it the text says; and every reference, number or date of one person, whosever it is."""
        return list(dict.fromkeys([*certain_in(text), *told_in(text, self.names)]))


def _known_of(matter) -> list[str]:
    """What Kith knows of a consultation by which its child could be told: its reference, and the child’s names and reference."""
    child = matter.child
    if child is None:
        return [matter.reference]
    names = [child.name, *child.name.split(), *child.known_as.replace(",", " ").split()]
    return [matter.reference, *(name for name in (*names, child.case_reference, child.school) if len(name) > 1)]


def known_of(person, consultation) -> list[str]:
    """The same for who works in it, to be shown in their own words before these go to a specialist. Raises NotFound."""
    require(rules.may_ask_about(person, consultation))
    return _known_of(consultation)


def secrets_of(question: Question) -> Secrets:
    """The asker’s name, and that of a colleague whom they would like to meet; of the consultation to which it leads, its reference, and its child’s names and reference."""
    names = [question.asked_by.name]
    if question.colleague is not None:
        names.append(question.colleague.name)
    if question.consultation is not None:
        names += _known_of(question.consultation)
    return Secrets(tuple(dict.fromkeys(name for name in names if len(name) > 1)))


# Times


def _slots(person):
    rows = Slot.objects.filter(rules.sees_slot(person)).select_related("specialist", "kept_for", "authority")
    standing = Booking.objects.filter(cancelled_at=None).select_related("by", "question", "joint__consultation")
    return rows.prefetch_related(Prefetch("bookings", standing, to_attr="standing"))


def slot_for(person, uuid) -> Slot:
    """One time that the person may see. Raises NotFound."""
    return find(_slots(person).filter(uuid=uuid))


def free_slots(person):
    """Times of others that the person can book, by time; those kept for a question of theirs among them."""
    taken = Booking.objects.filter(slot=OuterRef("pk"), cancelled_at=None)
    rows = _slots(person).filter(~Q(Exists(taken)), withdrawn_at=None, starts_at__gt=timezone.now())
    return rows.exclude(specialist=person).order_by("starts_at", "pk")


def own_slots(person):
    """One’s own times that are to come, by time."""
    rows = _slots(person).filter(specialist=person, withdrawn_at=None, ends_at__gt=timezone.now())
    return rows.order_by("starts_at", "pk")


def kept_free(person) -> list[Slot]:
    """One’s own times that nobody has and that are kept for nobody, by time."""
    return [row for row in own_slots(person).filter(kept_for=None) if not row.standing]


def kept_for(person, question: Question) -> list[Slot]:
    """The times that were offered as the answer to this question and are to come."""
    rows = _slots(person).filter(kept_for=question, withdrawn_at=None, starts_at__gt=timezone.now())
    return list(rows.order_by("starts_at"))


def booked_by(person):
    """What the person booked and is to come, by time."""
    rows = Booking.objects.filter(by=person, cancelled_at=None, slot__ends_at__gt=timezone.now())
    return rows.select_related("slot__specialist", "question").order_by("slot__starts_at", "pk")


def booking_for(person, uuid) -> Booking:
    """One booking of a time: for who booked it and whose time it is. Raises NotFound."""
    rows = Booking.objects.filter(Q(by=person) | Q(slot__specialist=person), uuid=uuid)
    return find(rows.select_related("slot__specialist__agency", "by", "question", "joint__consultation"))


def cancelled_last(person, slot: Slot) -> Booking | None:
    """The booking of this time that was cancelled last, with the word to the other; for who booked it and whose time it is."""
    rows = Booking.objects.filter(Q(by=person) | Q(slot__specialist=person), slot=slot, cancelled_at__isnull=False)
    return rows.select_related("by", "cancelled_by").order_by("-cancelled_at", "-pk").first()


def bookings_of(person, question: Question) -> list[Booking]:
    """The times that were booked for the question; for the two."""
    rows = Booking.objects.filter(Q(by=person) | Q(slot__specialist=person), question=question, cancelled_at=None)
    return list(rows.select_related("slot__specialist").order_by("slot__starts_at"))


def bookings_ahead(person) -> list[Slot]:
    """One’s own times that somebody booked and that are not over."""
    return [row for row in own_slots(person) if row.standing]


def in_calendar(person, since: datetime.datetime):
    """Bookings of the person’s times and by the person, which are to come or ended or fell out since then."""
    rows = Booking.objects.filter(Q(by=person) | Q(slot__specialist=person), slot__ends_at__gte=since)
    return rows.select_related("slot").order_by("slot__starts_at", "pk")


# Joint work


def joint_for(person, uuid) -> Joint:
    """One joint work of two who may read the matter. Raises NotFound."""
    rows = Joint.objects.filter(rules.sees_joint(person), uuid=uuid)
    return find(rows.select_related("worker", "specialist", "consultation__authority"))


def joint_of(person, *, over: bool = False):
    """The joint work of the person, the newest first."""
    rows = Joint.objects.filter(rules.sees_joint(person), ended_at__isnull=not over)
    return rows.select_related("worker", "specialist", "consultation").order_by("-agreed_at", "-pk")


def joint_in(person, reference: str):
    """The joint work on one matter that the person reads and is one of the two of. Raises NotFound."""
    consultation = consultation_for(person, reference)
    rows = Joint.objects.filter(rules.sees_joint(person), consultation=consultation)
    return rows.select_related("worker", "specialist").order_by("-agreed_at", "-pk")


def joint_held_by(person):
    """The joint work that goes on and in which the person is one of the two, whoever may read the matter by now."""
    rows = Joint.objects.filter(Q(worker=person) | Q(specialist=person), ended_at=None)
    return rows.select_related("consultation").order_by("agreed_at", "pk")


# Reflections


def reflections_of(person, *, past: bool = False):
    """The reflections of the authority: those to come by day, or those that are over, the newest first."""
    rows = Reflection.objects.filter(rules.sees_reflection(person)).select_related("presenter", "set_up_by")
    rows = rows.annotate(number=Count("taken"))
    over = Q(held_at__isnull=False) | Q(called_off_at__isnull=False)
    if past:
        return rows.filter(over).order_by("-starts_at", "-pk")
    return rows.exclude(over).order_by("starts_at", "pk")


def reflection_for(person, uuid) -> Reflection:
    """One reflection of the person’s authority. Raises NotFound."""
    rows = Reflection.objects.filter(rules.sees_reflection(person), uuid=uuid)
    return find(rows.select_related("presenter", "set_up_by", "authority"))


def places_in(person, reflection: Reflection) -> list[ReflectionPlace]:
    """Who takes part, by name; for who takes part or sees to it, so that people know who listens."""
    rows = list(reflection.taken.select_related("person__agency").order_by("person__name", "pk"))
    runs = person.pk in (reflection.set_up_by_id, reflection.presenter_id)
    return rows if runs or any(row.person_id == person.pk for row in rows) else []


def learnt_in(reflection: Reflection) -> list[str]:
    """The themes that people learnt about, in words."""
    return [About(row.theme).label for row in reflection.themes.order_by("pk")]


def reflections_held_by(person):
    """The reflections that the person sees to or presents and that are not over."""
    rows = Reflection.objects.filter(Q(set_up_by=person) | Q(presenter=person), held_at=None, called_off_at=None)
    return rows.select_related("set_up_by", "presenter").order_by("starts_at", "pk")


def reflections_in_calendar(person, since: datetime.datetime):
    """The reflections that the person presents or takes part in, to come or that ended or fell out since then."""
    mine = Q(presenter=person) | Q(set_up_by=person) | Q(taken__person=person)
    rows = Reflection.objects.filter(mine, authority_id=person.authority_id, ends_at__gte=since)
    return rows.distinct().order_by("starts_at", "pk")


# The log and the counts


def log_of(person, *, theme: str = "", since=None, until=None):
    """One’s own log, the newest first, of one theme or a time."""
    rows = LogEntry.objects.filter(rules.sees_entry(person))
    if theme:
        rows = rows.filter(themes__theme=theme)
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    return rows.select_related("person", "question").prefetch_related("themes").order_by("-day", "-pk")


def entry_for(person, uuid) -> LogEntry:
    """One entry of one’s own log. Raises NotFound."""
    return find(log_of(person).filter(uuid=uuid))


def _counted(authority_id: int, since: datetime.date, until: datetime.date):
    rows = Question.objects.filter(authority_id=authority_id, asked_at__date__gte=since, asked_at__date__lte=until)
    return rows.exclude(state=Stands.TAKEN_BACK)


def themes_asked(authority, since: datetime.date, until: datetime.date) -> dict[str, str]:
    """How many questions were asked by theme, from and until these days; for rooms that put it beside other figures.

    A theme that fewer than five people asked about is left out, and so is one by which it could be worked out. Told by
    steps of five, so that a month less another, or today less yesterday, tells of no one question.
    """
    rows = _counted(authority.pk, since, until).order_by().values("theme")
    found = list(rows.annotate(number=Count("pk"), people=Count("asked_by", distinct=True)))
    apart = shown_apart({row["theme"]: row["people"] for row in found}, FEWEST)
    return {row["theme"]: in_steps(row["number"]) for row in found if row["theme"] in apart}


@dataclass(frozen=True)
class ThemeCount:
    """How often a theme was asked about, in words where the number is not shown."""

    theme: str
    number: str


@dataclass(frozen=True)
class MonthCounts:
    """The questions of one month by theme."""

    month: datetime.date
    rows: list[ThemeCount]


def months_of(person, months: int = 6) -> list[MonthCounts]:
    """The questions of the authority by month and theme, the newest month first; numbers of few people are not shown."""
    require(rules.sees_counts(person))
    today = timezone.localdate()
    first = today.replace(day=1)
    for _ in range(months - 1):
        first = (first - datetime.timedelta(days=1)).replace(day=1)
    rows = _counted(person.authority_id, first, today).order_by().annotate(month=TruncMonth("asked_at"))
    found = rows.values("month", "theme").annotate(number=Count("pk"), people=Count("asked_by", distinct=True))
    by_month: dict = defaultdict(dict)
    for row in found:
        by_month[timezone.localdate(row["month"])][row["theme"]] = (row["number"], row["people"])
    counted = []
    for month in sorted(by_month, reverse=True):
        said = by_month[month]
        apart = shown_apart({theme: said[theme][1] for theme in About.values if theme in said}, FEWEST)
        lines = [
            ThemeCount(label, in_steps(said[theme][0]) if theme in apart else "not shown")
            for theme, label in About.choices
            if theme in said
        ]
        counted.append(MonthCounts(month, lines))
    return counted


def own_counts(person, *, since, until) -> list[ThemeCount]:
    """One’s own log by theme: how many entries, which are the specialist’s own."""
    require(rules.may_log(person))
    rows = log_of(person, since=since, until=until).order_by()
    found = Counter(rows.values_list("themes__theme", flat=True))
    return [ThemeCount(label, str(found[theme])) for theme, label in About.choices if found.get(theme)]


def coached_on(people) -> dict[int, list[datetime.date]]:
    """On which days these people were coached, by their keys: answered, talked with, or in a group reflection.

    For rooms that ask of people whom they may ask about.
    """
    keys = [one.pk for one in people]
    found: dict[int, set] = {key: set() for key in keys}
    answered = Question.objects.filter(asked_by__in=keys, answered_at__isnull=False, answers__isnull=False)
    for key, at in answered.values_list("asked_by_id", "answers__at"):
        found[key].add(timezone.localdate(at))
    talked = Booking.objects.filter(by__in=keys, cancelled_at=None, slot__ends_at__lt=timezone.now())
    for key, at in talked.values_list("by_id", "slot__starts_at"):
        found[key].add(timezone.localdate(at))
    came = ReflectionPlace.objects.filter(person__in=keys, came=True, reflection__held_at__isnull=False)
    for key, at in came.values_list("person_id", "reflection__starts_at"):
        found[key].add(timezone.localdate(at))
    for key, day in LogEntry.objects.filter(person__in=keys, question=None, booking=None).values_list(
        "person_id", "day"
    ):
        found[key].add(day)
    return {key: sorted(days) for key, days in found.items()}


# Experience


def harms_of(person) -> list[tuple[str, str]]:
    """The kinds of harm, as the authority calls them."""
    return list(categories(person.authority_id, HARM_KINDS))


def own_experience(person) -> Experience | None:
    """What the person says of their own experience."""
    return Experience.objects.filter(person=person).prefetch_related("of").first()


def lapses_on(person, experience: Experience) -> datetime.date:
    """The day from which it is not shown any more unless it is confirmed."""
    return months_after(experience.confirmed_on, settings_of(person.authority)["experience_months"])


@dataclass(frozen=True)
class Found:
    """One colleague with experience: who and where, of what, and by which way they may be asked, which they chose."""

    person: object
    row: Experience
    of: list[str]
    here: bool
    contact: str


def found(person, *, theme: str = "", harm: str = "") -> tuple[list[Found], list[Found]]:
    """Who has worked with it: in the authority, and then in the region, each by name. Never how often.

    Only what each chose to be asked by is shown; what was not confirmed in time is not there.
    """
    rows = Experience.objects.filter(rules.sees_experience(person)).exclude(person=person)
    for kind, key in ((Of.THEME, theme), (Of.HARM, harm)):
        if key:
            rows = rows.filter(Exists(ExperienceOf.objects.filter(experience=OuterRef("pk"), kind=kind, key=key)))
    rows = rows.select_related("person__authority", "person__agency").prefetch_related("of")
    words = {(Of.THEME, key): label for key, label in About.choices}
    words |= {(Of.HARM, key): label for key, label in harms_of(person)}
    months: dict[int, int] = {}
    ours, others = [], []
    for row in rows.order_by("person__name", "person__pk"):
        place = row.person.authority
        if place.pk not in months:
            months[place.pk] = settings_of(place)["experience_months"]
        if months_after(row.confirmed_on, months[place.pk]) <= timezone.localdate():
            continue
        here = place.pk == person.authority_id
        contact = {"mail": row.person.email, "phone": row.person.telephone}.get(row.how, "")
        said = [words[one.kind, one.key] for one in row.of.all() if (one.kind, one.key) in words]
        (ours if here else others).append(Found(row.person, row, sorted(said), here, contact))
    return ours, others


def experiences_to_remind(today: datetime.date) -> list[Experience]:
    """Whose experience lapses within the days of their authority, and who was not told yet; for the worker."""
    rows = Experience.objects.filter(reminded_on=None, person__is_active=True).select_related("person__authority")
    known: dict[int, dict] = {}
    due = []
    for row in rows.order_by("confirmed_on", "pk"):
        place = row.person.authority
        said = known.setdefault(place.pk, settings_of(place))
        ends = months_after(row.confirmed_on, said["experience_months"])
        if today >= ends - datetime.timedelta(days=said["experience_remind"]):
            due.append(row)
    return due
