"""Connecting a learning system, its keys, what its activities count for, and taking in what it tells."""

import datetime
import uuid
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.audit.seals import keyed_hash
from kith.people.actions import digest_of, secret_for, show_again
from kith.people.queries import people_by_pk
from kith.training.actions import record_completion, take_back_completion
from kith.training.queries import tiers_of
from kith.training.words import BY_XAPI, How

from . import queries, rules
from .events import (
    ActivitiesNamed,
    KeyMade,
    KeyWithdrawn,
    StatementsForgotten,
    StatementsTaken,
    SystemEnded,
    SystemRegistered,
)
from .models import Activity, Key, Statement, System, counting
from .statements import NotStatement, Told
from .words import KEPT_DAYS, MOST_ACTIVITIES, MOST_ASIDE, MOST_KEYS, MOST_WAITING, SOURCE, State

USE_EVERY = datetime.timedelta(minutes=1)


class NameTaken(ValueError):
    """The authority has connected a learning system of this name already."""


class KeysEnough(ValueError):
    """Two keys live: one is withdrawn before another is made."""


class OtherStatement(ValueError):
    """A statement of this id was told before, with other content."""


class TooManyWaiting(ValueError):
    """More waits to be matched than is kept."""


@transaction.atomic
def register_system(by, *, name: str, home: str, once_key: str) -> System:
    """The learning system is connected, and has no key yet. Sending twice makes one. Raises NameTaken."""
    require(rules.may_connect(by))
    key = own_key(by, once_key)
    known = System.objects.filter(once_key=key).first()
    if known is not None:
        return known
    if System.objects.filter(authority_id=by.authority_id, ended_at=None, name__iexact=name).exists():
        raise NameTaken
    row = System.objects.create(authority_id=by.authority_id, name=name, home=home, registered_by=by, once_key=key)
    record(SystemRegistered(subject=row.subject), by=by)
    return row


def _locked(system: System) -> System:
    return System.objects.select_for_update(of=("self",)).select_related("authority").get(pk=system.pk)


@transaction.atomic
def end_system(by, *, system: System) -> None:
    """None of its keys opens anything, and what waited is forgotten. What counts stays. A second time changes nothing."""
    row = _locked(system)
    if row.ended_at is not None and rules.may_connect(by) and by.authority_id == row.authority_id:
        return
    require(rules.may_keep(by, row))
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    Statement.objects.filter(system=row, state__in=(State.WAITING, State.ASIDE)).delete()
    record(SystemEnded(subject=row.subject), by=by)


@transaction.atomic
def make_key(by, *, system: System, once_key: str) -> tuple[Key, str]:
    """A key exists, and its secret is returned this once. Made twice with one sending it is one, and shown again.

    Raises KeysEnough, and MadeBefore where the one that the sending made is past showing.
    """
    row = _locked(system)
    require(rules.may_keep(by, row))
    secret = "kithls_" + secret_for(by, "learning-system", row.uuid, once_key=once_key)
    same = Key.objects.filter(digest=digest_of(secret)).first()
    if same is not None:
        show_again(made_at=same.made_at, withdrawn_at=same.withdrawn_at)
        return same, secret
    if Key.objects.filter(system=row, withdrawn_at=None).count() >= MOST_KEYS:
        raise KeysEnough
    key = Key.objects.create(system=row, digest=digest_of(secret), made_by=by)
    record(KeyMade(subject=row.subject, key=key.mark), by=by)
    return key, secret


@transaction.atomic
def withdraw_key(by, *, key: Key) -> None:
    """The key opens nothing from the next request on. A second time changes nothing."""
    system = _locked(key.system)
    require(rules.may_keep(by, system))
    now = timezone.now()
    if Key.objects.filter(pk=key.pk, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by):
        record(KeyWithdrawn(subject=system.subject, key=key.mark), by=by)


def note_key_use(key: Key) -> None:
    """The key says when it was last used, to the minute, so that an unused one is seen and withdrawn."""
    now = timezone.now()
    if key.last_used is None or now - key.last_used > USE_EVERY:
        Key.objects.filter(pk=key.pk).update(last_used=now)


@transaction.atomic
def name_activities(by, *, system: System, said: dict, corrected: bool = False) -> int:
    """What each of these activities counts for is known; empty is for no tier. What waited for it counts.

    What counted before stays as it was; where it was `corrected`, it counts from its own day for what is said now, and what
    somebody took back stays taken back. Returns how many statements came to count, or to count for another tier.
    """
    row = _locked(system)
    require(rules.may_name(by, row))
    if not set(said.values()) <= {tier.key for tier in tiers_of(row.authority_id, all=True)} | {""}:
        raise ValueError("An activity counts for a tier of the authority, or for none.")
    changed, moved = 0, 0
    for activity in Activity.objects.filter(system=row, uuid__in=list(said)):
        if activity.tier != said[activity.uuid]:
            activity.tier = said[activity.uuid]
            activity.save(update_fields=["tier"])
            changed += 1
        if corrected:
            moved += _correct(activity)
    if changed:
        record(ActivitiesNamed(subject=row.subject, number=changed), by=by)
    return moved + _match(row)


def _correct(activity: Activity) -> int:
    """What the activity’s statements counted for otherwise counts for its tier now, on the same days; or for nothing."""
    told: dict = defaultdict(list)
    rows = Statement.objects.filter(counting(), activity=activity)
    for row in rows.exclude(completion__tier=activity.tier).select_related("completion__person", "system"):
        told[row.completion].append(row)
    for was, statements in told.items():
        take_back_completion(BY_XAPI, completion=was, because="What the activity counts for was corrected.")
        if activity.tier:
            now = record_completion(
                BY_XAPI,
                person=was.person,
                tier=activity.tier,
                day=was.day,
                how=was.how,
                source=was.source,
                key=str(uuid.uuid4()),  # that no statement counts twice is kept by the statements themselves
                course=was.course,
            )
            Statement.objects.filter(pk__in=[row.pk for row in statements]).update(completion=now)
        else:
            Statement.objects.filter(pk__in=[row.pk for row in statements]).update(state=State.ASIDE, actor="")
    return sum(len(statements) for statements in told.values())


@transaction.atomic
def take_statements(by, *, key: Key, told: list[Told]) -> dict[str, int]:
    """Every statement is taken in, or none: those that mean a completion count once activity and person are known.

    The same statement again changes nothing. Raises OtherStatement, NotStatement where a voiding statement is to be
    voided, and TooManyWaiting.
    """
    system = _locked(key.system)
    key.refresh_from_db(fields=["withdrawn_at"])
    require(rules.may_tell(by, key) and system.ended_at is None)
    known = {row.key: row for row in Statement.objects.filter(system=system, key__in=[one.id for one in told])}
    if any(one.id in known and known[one.id].digest != one.digest for one in told):
        raise OtherStatement
    new = [one for one in told if one.id not in known]
    _check_voiding(system, told)
    counts = {"new": len(new), "counted": 0, "voided": 0}
    if not new:
        return counts
    taking = _Taking(system)
    for one in new:
        counts["counted"] += taking.take(one)
    gone = set(
        Statement.objects.filter(system=system, voids__in=[one.id for one in new]).values_list("voids", flat=True)
    )
    for target in Statement.objects.filter(
        system=system, key__in=gone | {one.voids for one in new if one.voids}, voids=None
    ).exclude(state=State.VOIDED):
        _void(target)
        counts["voided"] += 1
    record(StatementsTaken(subject=system.subject, **counts), by=by)
    return counts


def _check_voiding(system: System, told: list[Told]) -> None:
    """A statement that voids another cannot be voided itself, be it known before or sent along."""
    aims = {one.voids for one in told if one.voids}
    if not aims:
        return
    known = Statement.objects.filter(system=system, key__in=aims, voids__isnull=False).exists()
    if known or any(one.id in aims and one.voids for one in told):
        raise NotStatement("A statement that voids another cannot be voided.")


class _Taking:
    """What one request needs to know of a learning system, read once."""

    def __init__(self, system: System):
        self.system = system
        self.people = queries.people_told_of(system)
        self.activities = {row.iri: row for row in Activity.objects.filter(system=system)}
        rows = Statement.objects.filter(system=system)
        self.waiting = rows.filter(state=State.WAITING).count()
        self.aside = rows.filter(state=State.ASIDE).count()

    def take(self, told: Told) -> bool:
        """The statement is kept, as far as it has to be; true where it is a completion now."""
        row = Statement(
            system=self.system, key=told.id, digest=told.digest, voids=told.voids, at=told.at, state=State.ASIDE
        )
        activity = self._activity(told) if told.is_completion else None
        if activity is None or activity.tier == "":
            if self.aside < MOST_ASIDE or told.voids:
                row.save()
                self.aside += 1
            return False
        row.activity, row.actor, row.state = activity, keyed_hash(told.actor), State.WAITING
        person = self.people.get(row.actor)
        if activity.tier is None or person is None:
            if self.waiting >= MOST_WAITING:
                raise TooManyWaiting
            self.waiting += 1
            row.save()
            return False
        row.save()
        return _count(row, person)

    def _activity(self, told: Told) -> Activity:
        known = self.activities.get(told.activity)
        if known is None:
            if len(self.activities) >= MOST_ACTIVITIES:
                raise TooManyWaiting
            known = Activity.objects.create(system=self.system, iri=told.activity, name=told.name)
            self.activities[told.activity] = known
        elif told.name and known.name != told.name:
            known.name = told.name
            known.save(update_fields=["name"])
        return known


def _count(row: Statement, person_key: int) -> bool:
    """The statement is a completion of this person. Two that tell of the same on one day are one completion."""
    person = people_by_pk([person_key]).first()
    if person is None:
        return False
    day = min(timezone.localdate(row.at), timezone.localdate())
    same = Statement.objects.filter(
        system=row.system,
        activity=row.activity,
        state=State.COUNTED,
        completion__person=person,
        completion__day=day,
        completion__tier=row.activity.tier,
        completion__taken_back_at=None,
    ).select_related("completion")
    told = same.first()
    row.completion = (
        told.completion
        if told is not None
        else record_completion(
            BY_XAPI,
            person=person,
            tier=row.activity.tier,
            day=day,
            how=How.STATEMENT,
            source=f"{SOURCE}:{row.system.uuid.hex}",
            key=str(row.key),
            course=row.activity.name or row.activity.iri,
        )
    )
    row.state = State.COUNTED
    row.save(update_fields=["state", "completion"])
    return True


def _void(row: Statement) -> None:
    """The statement counts no more; its completion neither, unless another statement tells of the same."""
    completion = row.completion
    row.state = State.VOIDED
    row.save(update_fields=["state"])
    if completion is not None and not completion_is_told(completion):
        take_back_completion(BY_XAPI, completion=completion, because="The learning system took it back.")


def completion_is_told(completion) -> bool:
    """True where a statement that stands tells of it."""
    return Statement.objects.filter(completion=completion, state=State.COUNTED).exists()


def _match(system: System) -> int:
    people, found = queries.people_told_of(system), 0
    for row in queries.waiting_of(system).filter(activity__tier__isnull=False).select_related("activity", "system"):
        if row.activity.tier == "":
            row.state, row.actor = State.ASIDE, ""
            row.save(update_fields=["state", "actor"])
        elif row.actor in people:
            found += _count(row, people[row.actor])
    return found


def match_waiting_statements(by) -> int:
    """Whose staff number or address is known by now, what was told of them counts. Returns how many statements."""
    require(rules.may_work(by))
    found = 0
    for system in queries.systems_with_waiting():
        with transaction.atomic():
            row = _locked(system)
            matched = _match(row)
            if matched:
                record(StatementsTaken(subject=row.subject, new=0, counted=matched, voided=0), by=by)
            found += matched
    return found


@transaction.atomic
def forget_old_statements(by) -> int:
    """Statements that count for nobody after their days are gone, and activities that only they named. Returns how many."""
    require(rules.may_work(by))
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    rows = Statement.objects.filter(received_at__lt=before, completion=None).exclude(state=State.COUNTED)
    number = rows.count()
    if number:
        rows.delete()
        Activity.objects.filter(tier=None, statements=None, seen_at__lt=before).delete()
        record(StatementsForgotten(number=number), by=by)
    return number
