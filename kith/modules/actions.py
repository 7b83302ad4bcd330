"""Beginning a module, choosing in it, and answering the questions that come later."""

import datetime

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.words import named

from . import queries, rules
from .events import FollowUpAnswered, FollowUpDue, ModuleBegun, ModuleCompleted, ModuleForgotten
from .models import Chosen, FollowUp, Run


class ChosenBefore(ValueError):
    """In this scene something was chosen already; the story went on from there."""


@transaction.atomic
def begin_module(by, *, slug: str, once_key: str) -> Run:
    """The person has begun this module in its newest edition; one that they have open is gone on with."""
    require(rules.may_learn(by))
    known = queries.open_run(by, slug)
    if known:
        return known
    key = own_key(by, once_key)
    sent = Run.objects.filter(person=by, once_key=key).first()
    if sent:
        return sent
    edition = queries.module_to_begin(by, slug)
    scene = queries.story_of(edition.content["more"]).first.key
    row, new = Run.objects.get_or_create(
        person=by, slug=slug, completed_at=None, defaults={"edition": edition, "scene": scene, "once_key": key}
    )
    if new:
        record(ModuleBegun(subject=row.subject), by=by)
    return row


@transaction.atomic
def choose(by, *, run: Run, scene: str, choice: int) -> Run:
    """The choice of the scene that stands before the person is made, and the story goes on from it.

    The same choice again changes nothing. Raises ChosenBefore where another was made there. At an end the run is
    completed, and each question for later has its day.
    """
    row = Run.objects.select_for_update().get(pk=run.pk)
    made = Chosen.objects.filter(run=row, scene=scene).first()
    if made is not None:
        require(row.person_id == by.pk)
        if made.choice != choice:
            raise ChosenBefore
        return row
    require(rules.may_go_on(by, row) and row.scene == scene)
    story = queries.story_told_in(row)
    stands = story.scene(scene)
    if stands is None or not 0 <= choice < len(stands.choices):
        raise ValueError("One of the choices of the scene is made.")
    Chosen.objects.create(run=row, scene=scene, choice=choice)
    after = story.scene(stands.choices[choice].to)
    row.scene = after.key
    row.save(update_fields=["scene"])
    if after.is_end:
        _complete(by, row, story)
    return row


def _complete(by, row: Run, story) -> None:
    row.completed_at = timezone.now()
    row.save(update_fields=["completed_at"])
    day = timezone.localdate(row.completed_at)
    # Whoever goes through it again is asked afresh, and not twice about the same.
    FollowUp.objects.filter(run__person=by, run__slug=row.slug, answered_at=None).delete()
    FollowUp.objects.bulk_create(
        FollowUp(run=row, number=number, due_on=day + datetime.timedelta(days=one.days))
        for number, one in enumerate(story.follow_ups)
    )
    record(ModuleCompleted(subject=row.subject, run=str(row.uuid)), by=by)


@transaction.atomic
def answer_follow_up(by, *, follow_up: FollowUp, choice: int) -> FollowUp:
    """The question is answered. What was answered first stands: the answer is shown with why afterwards."""
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    require(row.run.person_id == by.pk and by.is_active and row.due_on <= timezone.localdate())
    if row.answered_at is not None:
        return row
    if not 0 <= choice < len(queries.asked_in(row).choices):
        raise ValueError("One of the answers is chosen.")
    row.choice, row.answered_at = choice, timezone.now()
    row.save(update_fields=["choice", "answered_at"])
    record(FollowUpAnswered(subject=row.run.subject), by=by)
    return row


@transaction.atomic
def forget_run(by, *, run: Run) -> None:
    """What the person chose in a run, and its questions, are deleted. That it was gone through stays where training is kept."""
    require(rules.may_forget(by, run))
    Run.objects.filter(pk=run.pk).delete()
    record(ModuleForgotten(subject=run.subject), by=by)


def remind_of_follow_ups(by: str, *, today: datetime.date) -> int:
    """Whoever has a question whose day has come was told of it, and once more when it stayed. Returns how many were told."""
    require(rules.may_work(by))
    told = 0
    for row in queries.follow_ups_to_remind(today):
        with transaction.atomic():
            free = FollowUp.objects.filter(pk=row.pk, told=row.told, answered_at=None)
            if not free.update(told=row.told + 1, told_on=today):
                continue
            record(FollowUpDue(subject=row.run.subject, to=named([row.run.person])), by=by)
            told += 1
    return told
