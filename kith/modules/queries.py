"""The modules that there are for somebody, and their own way through them."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from kith.access.rules import NotFound, find
from kith.toolkit.queries import editions_of, pieces_of, shown_at, story_of
from kith.toolkit.words import Kind

from .models import FollowUp, Run
from .rules import sees_run
from .words import REMIND_AFTER_DAYS

LAST = 10  # where a module does not say for which tier it is first meant


@dataclass(frozen=True)
class Module:
    """A module as the list shows it to one person: `open` is a run that they have begun, `completed_on` the last day."""

    slug: str
    title: str
    summary: str
    minutes: int
    open: Run | None
    completed_on: datetime.date | None
    # For which tier of training it is first meant, from 1; nought where it does not say.
    tier: int = 0
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoneThrough:
    """What other rooms may know of a run that came to its end: which module, in which edition, and on which day."""

    slug: str
    title: str
    edition: int
    tier: int
    day: datetime.date


@dataclass(frozen=True)
class Passed:
    """A scene that lies behind the person, and what they chose there."""

    scene: object
    choice: object


def modules_for(person) -> list[Module]:
    """Every module that the person is shown, what everybody begins with first, with their own way so far."""
    pieces = [(piece, story_of(piece.more)) for piece in pieces_of(person, kind=Kind.MODULE)]
    pieces.sort(key=lambda one: (one[1].tier or LAST, one[0].title))
    runs: dict[str, list[Run]] = {}
    for run in Run.objects.filter(sees_run(person)).order_by("begun_at", "pk"):
        runs.setdefault(run.slug, []).append(run)
    found = []
    for piece, story in pieces:
        own = runs.get(piece.slug, [])
        done = [run.completed_at for run in own if run.completed_at]
        found.append(
            Module(
                piece.slug,
                piece.title,
                piece.summary,
                story.minutes,
                next((run for run in own if run.completed_at is None), None),
                timezone.localdate(max(done)) if done else None,
                story.tier,
                tuple(story.about),
            )
        )
    return found


def modules_about(person, themes) -> list[Module]:
    """The modules that the person is shown and that are about one of these themes."""
    return [one for one in modules_for(person) if set(one.about) & set(themes)]


def own_choices(person) -> list[tuple[tuple[str, ...], str]]:
    """What the person chose in the newest run of each module that came to its end: what it is about, and how each choice fits.

    For themselves alone: a room above that asks it shows it to nobody else.
    """
    rows = _runs(person).filter(completed_at__isnull=False).order_by("completed_at", "pk")
    newest = {run.slug: run for run in rows.prefetch_related("chosen")}
    found = []
    for run in newest.values():
        story = story_told_in(run)
        for row in run.chosen.all():
            scene = story.scene(row.scene)
            if scene is not None and row.choice < len(scene.choices) and scene.choices[row.choice].fits:
                found.append((story.about, scene.choices[row.choice].fits))
    return found


def module_to_begin(person, slug: str):
    """The newest edition of the module that the person is shown at this address. Raises NotFound."""
    piece = shown_at(person, slug)
    if piece is None or piece.kind != Kind.MODULE or piece.retired:
        raise NotFound
    return find(editions_of(piece))


def _runs(person):
    return Run.objects.filter(sees_run(person)).select_related("edition", "person")


def open_run(person, slug: str) -> Run | None:
    """What the person has begun of this module and not ended."""
    return _runs(person).filter(slug=slug, completed_at=None).first()


def run_for(person, uuid) -> Run:
    """One’s own run. Raises NotFound."""
    return find(_runs(person).filter(uuid=uuid))


def gone_through(person, uuid) -> GoneThrough | None:
    """What counts of one’s own run, once it came to its end; nothing of what was chosen in it."""
    run = _runs(person).filter(uuid=uuid, completed_at__isnull=False).first()
    if run is None:
        return None
    title, tier = run.edition.content["title"], story_told_in(run).tier
    return GoneThrough(run.slug, title, run.edition.number, tier, timezone.localdate(run.completed_at))


def story_told_in(run: Run):
    """The story in the edition in which the run began."""
    return story_of(run.edition.content["more"])


def way_of(run: Run) -> list[Passed]:
    """The scenes that lie behind, in order, each with what was chosen there."""
    story = story_told_in(run)
    rows = {row.scene: row.choice for row in run.chosen.all()}
    passed, scene = [], story.first
    while scene.key in rows and not scene.is_end:
        choice = scene.choices[rows[scene.key]]
        passed.append(Passed(scene, choice))
        scene = story.scene(choice.to)
    return passed


def follow_up_for(person, uuid) -> FollowUp:
    """One’s own question for later, once its day has come. Raises NotFound."""
    rows = FollowUp.objects.filter(sees_run(person, to="run__"), due_on__lte=timezone.localdate())
    return find(rows.filter(uuid=uuid).select_related("run__edition", "run__person"))


def follow_ups_of(run: Run) -> list[FollowUp]:
    """The questions after this run, in order."""
    return list(run.follow_ups.all())


def asked_in(follow_up: FollowUp):
    """The words of a question for later, in the edition of its run."""
    return story_told_in(follow_up.run).follow_ups[follow_up.number]


def follow_ups_waiting(person):
    """Questions whose day has come and which the person has not answered, the oldest first."""
    rows = FollowUp.objects.filter(sees_run(person, to="run__"), answered_at=None, due_on__lte=timezone.localdate())
    return rows.select_related("run__edition").order_by("due_on", "pk")


def follow_ups_to_remind(today: datetime.date):
    """Questions whose day has come, of people who are here, told of once, and once more when it stays; for the worker."""
    again = today - datetime.timedelta(days=REMIND_AFTER_DAYS)
    rows = FollowUp.objects.filter(answered_at=None, due_on__lte=today, run__person__is_active=True)
    rows = rows.filter(Q(told=0) | Q(told=1, told_on__lte=again))
    return list(rows.select_related("run__person").order_by("due_on", "pk"))


def in_calendar(person, since: datetime.datetime) -> list[FollowUp]:
    """One’s own questions for later that are not answered."""
    rows = FollowUp.objects.filter(
        sees_run(person, to="run__"), answered_at=None, due_on__gte=timezone.localdate(since)
    )
    return list(rows.select_related("run").order_by("due_on", "pk"))
