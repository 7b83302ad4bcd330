"""Group reflections: set up, joined, moved, called off, and held with what was learnt."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.design.times import ahead
from kith.people.queries import locked_person
from kith.people.rules import NotTheirs
from kith.people.words import named

from .. import rules
from ..events import (
    PlaceGivenBack,
    PlaceTaken,
    ReflectionCalledOff,
    ReflectionHandedOver,
    ReflectionHeld,
    ReflectionMoved,
    ReflectionSetUp,
)
from ..models import Reflection, ReflectionPlace, ReflectionTheme


class Full(Exception):
    """Every place is taken."""


class NotBegun(ValueError):
    """It has not begun yet."""


def _locked(row: Reflection) -> Reflection:
    rows = Reflection.objects.select_for_update(of=("self",)).select_related("presenter", "set_up_by", "authority")
    return rows.get(pk=row.pk)


def _expected(row: Reflection, without=None) -> tuple[str, ...]:
    people = [row.presenter, row.set_up_by, *(one.person for one in row.taken.select_related("person"))]
    return named(one for one in people if without is None or one.pk != without.pk)


@transaction.atomic
def set_up_reflection(
    by, *, title: str, theme: str, presenter, starts_at, ends_at, place: str, places: int, once_key: str
) -> Reflection:
    """People of the authority can take part, as many as there are places; the presenter is told.

    The same key again gives the same one.
    """
    locked_person(by)
    key = own_key(by, once_key)
    known = Reflection.objects.filter(set_up_by=by, once_key=key).first()
    if known is not None:
        return known
    require(rules.may_set_up(by) and presenter.is_active and presenter.authority_id == by.authority_id)
    if not ahead(starts_at, ends_at) or not 1 <= places <= 50:
        raise ValueError("A reflection is still to come, ends after it begins, and has some places.")
    row = Reflection.objects.create(
        authority_id=by.authority_id,
        title=title,
        theme=theme,
        set_up_by=by,
        presenter=presenter,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        places=places,
        once_key=key,
    )
    to = named([presenter]) if presenter.pk != by.pk else ()
    record(ReflectionSetUp(subject=row.subject, to=to), by=by)
    return row


@transaction.atomic
def take_place(by, *, reflection: Reflection) -> None:
    """The person takes part. Taking a place twice is taking it once. Raises Full."""
    row = _locked(reflection)
    if row.taken.filter(person=by).exists():
        return
    require(rules.may_take_place(by, row))
    if row.taken.count() >= row.places:
        raise Full
    ReflectionPlace.objects.create(reflection=row, person=by)
    record(PlaceTaken(subject=row.subject), by=by)


@transaction.atomic
def give_place_back(by, *, reflection: Reflection) -> None:
    """The person does not take part, and somebody else can. A second time changes nothing."""
    row = _locked(reflection)
    require(row.authority_id == by.authority_id and by.is_active)
    if row.is_over or not row.taken.filter(person=by).delete()[0]:
        return
    record(PlaceGivenBack(subject=row.subject), by=by)


@transaction.atomic
def move_reflection(by, *, reflection: Reflection, starts_at, ends_at, place: str) -> Reflection:
    """It is then and there, and everybody expected is told. The same again changes nothing."""
    row = _locked(reflection)
    require(rules.may_change_reflection(by, row))
    if (row.starts_at, row.ends_at, row.place) == (starts_at, ends_at, place):
        return row
    if not ahead(starts_at, ends_at):
        raise ValueError("A reflection is still to come, and ends after it begins.")
    row.starts_at, row.ends_at, row.place = starts_at, ends_at, place
    row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    row.save(update_fields=["starts_at", "ends_at", "place", "sequence", "changed_at"])
    record(ReflectionMoved(subject=row.subject, to=_expected(row, without=by)), by=by)
    return row


@transaction.atomic
def call_reflection_off(by, *, reflection: Reflection) -> Reflection:
    """It does not take place, and everybody expected is told. A second time changes nothing."""
    row = _locked(reflection)
    if row.called_off_at is not None and by.pk in (row.set_up_by_id, row.presenter_id):
        return row
    require(rules.may_change_reflection(by, row))
    row.called_off_at = row.changed_at = timezone.now()
    row.sequence += 1
    row.save(update_fields=["called_off_at", "changed_at", "sequence"])
    record(ReflectionCalledOff(subject=row.subject, to=_expected(row, without=by)), by=by)
    return row


@transaction.atomic
def hold_reflection(by, *, reflection: Reflection, there, themes, learnt: str) -> Reflection:
    """What was learnt stands with it, by theme, and who came. Written again, the new words stand in place of the old.

    Raises NotBegun.
    """
    row = _locked(reflection)
    over = row.held_at is not None and by.pk in (row.set_up_by_id, row.presenter_id)
    require(over or rules.may_change_reflection(by, row))
    if row.starts_at > timezone.now():
        raise NotBegun
    keys = {one.pk for one in there}
    for place in row.taken.all():
        place.came = place.person_id in keys
        place.save(update_fields=["came"])
    row.themes.all().delete()
    ReflectionTheme.objects.bulk_create(ReflectionTheme(reflection=row, theme=theme) for theme in dict.fromkeys(themes))
    row.learnt, row.held_at = learnt, row.held_at or timezone.now()
    row.save(update_fields=["learnt", "held_at"])
    record(ReflectionHeld(subject=row.subject, people=len(keys)), by=by)
    return row


@transaction.atomic
def take_over_reflection(by, *, reflection: Reflection, of, to) -> None:
    """`to` sees to it, or presents, in the place of `of`. Raises NotTheirs where `of` does neither any more."""
    row = _locked(reflection)
    sees_to = row.set_up_by_id == of.pk
    require(rules.may_run_reflection(to, row) if sees_to else rules.may_present(to, row))
    if row.is_over or of.pk not in (row.set_up_by_id, row.presenter_id):
        raise NotTheirs
    if sees_to:
        row.set_up_by, row.once_key = to, own_key(to, f"over.{row.pk}")
    if row.presenter_id == of.pk:
        row.presenter = to
    row.taken.filter(person=row.presenter).delete()
    row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    row.save(update_fields=["set_up_by", "once_key", "presenter", "sequence", "changed_at"])
    record(ReflectionHandedOver(subject=row.subject, to=_expected(row)), by=by)
