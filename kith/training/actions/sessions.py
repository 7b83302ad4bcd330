"""Training sessions: planned, moved, called off, their registers opened and signed, and held."""

import datetime
import secrets

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.design.references import LETTERS
from kith.people.queries import members_of, person_by_email
from kith.people.rules import NotTheirs
from kith.people.words import named

from .. import rules
from ..events import (
    RegisterKept,
    RegisterOpened,
    RegisterShut,
    SignedRegister,
    TrainingCalledOff,
    TrainingHandedOver,
    TrainingHeld,
    TrainingMoved,
    TrainingPlanned,
)
from ..models import AgencyCount, Attended, Invited, Tier, TrainingSession
from ..queries import tiers_to_run
from ..words import CODE_LETTERS, CODE_MINUTES, How
from .completions import _record


@transaction.atomic
def plan_training(
    by, *, tier: Tier, title: str, starts_at, ends_at, place: str, teams, once_key: str
) -> TrainingSession:
    """The person runs this session, and everybody who is in one of the teams now is invited and told.

    The same key again gives the same session.
    """
    key = own_key(by, once_key)
    known = TrainingSession.objects.filter(trainer=by, once_key=key).first()
    if known is not None:
        return known
    require(by.is_active and tier.key in {one.key for one in tiers_to_run(by)})
    if ends_at <= starts_at:
        raise ValueError("A session ends after it begins.")
    if any(team.agency.authority_id != by.authority_id for team in teams):
        raise ValueError("A session invites teams of its own authority.")
    row = TrainingSession.objects.create(
        authority_id=by.authority_id,
        tier=tier.key,
        title=title,
        trainer=by,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        for_team=not rules.leads_training(by),
        once_key=key,
    )
    people = [one for one in members_of([team.pk for team in teams]) if one.pk != by.pk]
    Invited.objects.bulk_create(Invited(session=row, person=one) for one in people)
    record(TrainingPlanned(subject=row.subject, tier=tier.key, to=named(people)), by=by)
    return row


def _locked(row: TrainingSession) -> TrainingSession:
    rows = TrainingSession.objects.select_for_update(of=("self",)).select_related("trainer__agency", "authority")
    return rows.get(pk=row.pk)


def _invited(row: TrainingSession) -> list:
    return [one.person for one in row.invited.select_related("person")]


@transaction.atomic
def move_training(by, *, session: TrainingSession, starts_at, ends_at, place: str) -> TrainingSession:
    """The session is then and there, and everybody invited is told. The same again changes nothing."""
    row = _locked(session)
    require(rules.may_change_session(by, row))
    if ends_at <= starts_at:
        raise ValueError("A session ends after it begins.")
    if (row.starts_at, row.ends_at, row.place) == (starts_at, ends_at, place):
        return row
    row.starts_at, row.ends_at, row.place = starts_at, ends_at, place
    row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    row.save(update_fields=["starts_at", "ends_at", "place", "sequence", "changed_at"])
    record(TrainingMoved(subject=row.subject, to=named(_invited(row))), by=by)
    return row


@transaction.atomic
def call_training_off(by, *, session: TrainingSession) -> TrainingSession:
    """The session does not take place, and everybody invited is told. A second time changes nothing."""
    row = _locked(session)
    if row.called_off_at is not None and (rules.runs_session(by, row) or rules.leads_training(by)):
        return row
    require(rules.may_change_session(by, row))
    row.called_off_at = row.changed_at = timezone.now()
    row.sequence, row.code, row.code_until = row.sequence + 1, "", None
    row.save(update_fields=["called_off_at", "changed_at", "sequence", "code", "code_until"])
    record(TrainingCalledOff(subject=row.subject, to=named(_invited(row))), by=by)
    return row


class NotYet(ValueError):
    """The session has not begun, nor does it begin within the hour."""


@transaction.atomic
def open_register(by, *, session: TrainingSession) -> TrainingSession:
    """For the next half hour people sign in by a code that was drawn for it. Opened again, the time begins anew.

    Raises NotYet more than an hour before the session begins.
    """
    row = _locked(session)
    require(rules.may_keep_register(by, row))
    if not row.may_open:
        raise NotYet
    if not row.takes_code:
        row.code = _drawn_code()
    row.code_until = timezone.now() + datetime.timedelta(minutes=CODE_MINUTES)
    row.save(update_fields=["code", "code_until"])
    record(RegisterOpened(subject=row.subject), by=by)
    return row


def _drawn_code() -> str:
    taken = set(TrainingSession.objects.exclude(code="").values_list("code", flat=True))
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
        if code not in taken:
            return code


@transaction.atomic
def shut_register(by, *, session: TrainingSession) -> TrainingSession:
    """Nobody signs in by the code any more. A second time changes nothing."""
    row = _locked(session)
    require(rules.may_keep_register(by, row))
    if row.code:
        row.code, row.code_until = "", None
        row.save(update_fields=["code", "code_until"])
        record(RegisterShut(subject=row.subject), by=by)
    return row


class NoSuchCode(ValueError):
    """The code opens no register at this moment."""


@transaction.atomic
def sign_register(by, *, session: TrainingSession, code: str) -> None:
    """The person was there. Signing twice is signing once. Raises NoSuchCode where the code opens nothing any more."""
    row = _locked(session)
    require(by.is_active and row.authority_id == by.authority_id)
    # Who runs it ticks others, and is in no register of their own.
    if row.trainer_id == by.pk or not row.takes_code or not secrets.compare_digest(row.code.encode(), code.encode()):
        raise NoSuchCode
    _, made = Attended.objects.get_or_create(session=row, person=by, defaults={"how": "code"})
    if made:
        record(SignedRegister(subject=row.subject), by=by)


class NobodyWithAddress(ValueError):
    """No active person of the authority has the address."""


@transaction.atomic
def keep_register(
    by, *, session: TrainingSession, there, not_there=(), also: str = "", agencies: dict | None = None
) -> TrainingSession:
    """These people were there, those were not, and of each agency so many without an account.

    Whoever is named in neither, having signed by the code meanwhile, stays in the register. `also` is the address of
    somebody who was not invited. Raises NobodyWithAddress; then nothing is kept.
    """
    row = _locked(session)
    require(rules.may_keep_register(by, row))
    before = set(row.attended.values_list("person_id", flat=True))
    people = before - {one.pk for one in not_there}
    people |= {one.pk for one in there if one.authority_id == row.authority_id and one.is_active} - {row.trainer_id}
    if also:
        found = person_by_email(also)
        if found is None or found.authority_id != row.authority_id or found.pk == row.trainer_id:
            raise NobodyWithAddress
        people.add(found.pk)
    counted = dict(row.agency_counts.values_list("agency_id", "number"))
    numbers = {agency.pk: number for agency, number in (agencies or {}).items() if number}
    if people == before and numbers == counted:
        return row
    row.attended.filter(person__in=before - people).delete()
    Attended.objects.bulk_create(Attended(session=row, person_id=key, how="ticked") for key in sorted(people - before))
    row.agency_counts.all().delete()
    AgencyCount.objects.bulk_create(AgencyCount(session=row, agency_id=key, number=n) for key, n in numbers.items())
    record(RegisterKept(subject=row.subject, people=len(people)), by=by)
    return row


@transaction.atomic
def hold_training(by, *, session: TrainingSession) -> TrainingSession:
    """The session was held: its register is closed, and everybody in it has completed what it was for.

    A second time changes nothing. Raises NotYet before the session has begun.
    """
    row = _locked(session)
    if row.held_at is not None and rules.runs_session(by, row):
        return row
    require(rules.may_keep_register(by, row))
    if timezone.now() < row.starts_at:
        raise NotYet
    row.held_at = row.changed_at = timezone.now()
    row.code, row.code_until = "", None
    row.save(update_fields=["held_at", "changed_at", "code", "code_until"])
    people = [one.person for one in row.attended.select_related("person__agency")]
    for person in people:
        _record(
            by,
            person=person,
            tier=row.tier,
            day=timezone.localdate(row.starts_at),
            how=How.REGISTER,
            source="register",
            key=f"{row.uuid}:{person.uuid}",
            course=row.title,
        )
    record(TrainingHeld(subject=row.subject, tier=row.tier, people=len(people)), by=by)
    return row


@transaction.atomic
def take_over_training(by, *, session: TrainingSession, of, to) -> None:
    """The session is `to`’s to run. Raises NotTheirs where `of` does not run it any more, or it is over."""
    row = _locked(session)
    require(rules.may_be_trainer(to, row))
    if row.trainer_id != of.pk or row.is_over:
        raise NotTheirs
    row.trainer, row.changed_at = to, timezone.now()
    row.sequence, row.code, row.code_until = row.sequence + 1, "", None
    row.save(update_fields=["trainer", "changed_at", "sequence", "code", "code_until"])
    row.invited.filter(person=to).delete()
    row.attended.filter(person=to).delete()
    event = TrainingHandedOver(subject=row.subject, of=f"person:{of.uuid}", to=f"person:{to.uuid}")
    record(event, by=by)
