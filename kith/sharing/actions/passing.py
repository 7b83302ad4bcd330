"""Passing on: a reader asks, the originator answers, and the version’s conditions hold for the new reader."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import NobodyThere, own_key, require
from kith.audit.actions import record
from kith.concerns.actions import SaidBefore
from kith.people.queries import who_receives
from kith.people.words import named

from .. import queries, rules
from ..events import PassingAsked, PassingEnded, PassingRefused, VersionPassedOn
from ..models import NamedReader, PassedTo, PassingOn, Version
from .conditions import _keepers, _locked_version


@transaction.atomic
def ask_passing(by, *, version: Version, to_agency, to_person=None, what_for: str, once_key: str) -> PassingOn:
    """The originator is asked whether this may go to a named person, or to who receives for an agency. Asking twice is once.

    Where the version may be passed on by its conditions, yes stands at once, and the originator is told. Raises
    NobodyThere where the agency has nobody to receive it, SaidBefore where the key was used for another question.
    """
    version = _locked_version(version)
    require(rules.may_ask_passing(by, version))
    require(to_agency.authority_id == by.authority_id and to_agency.pk != version.disclosure.originator_id)
    require(
        to_person is None or (to_person.agency_id == to_agency.pk and to_person.is_active and to_person.pk != by.pk)
    )
    require(to_person is None or rules.opens_sharing(to_person))
    once_key = own_key(by, once_key, version)
    if once := queries.passing_asked_before(by, once_key):
        if (once.version_id, once.to_agency_id, once.to_person_id, once.what_for) != (
            version.pk,
            to_agency.pk,
            to_person.pk if to_person else None,
            what_for,
        ):
            raise SaidBefore
        return once
    beforehand = version.may_pass_on
    passing = PassingOn.objects.create(
        version=version,
        asked_by=by,
        asked_at=timezone.now(),
        to_agency=to_agency,
        to_person=to_person,
        what_for=what_for,
        once_key=once_key,
        allowed=True if beforehand else None,
        answered_at=timezone.now() if beforehand else None,
    )
    record(PassingAsked(subject=passing.subject, to=named(_keepers(version)), beforehand=beforehand), by=by)
    if beforehand:
        _pass_on(by, passing)
    return passing


def _pass_on(by, passing: PassingOn) -> None:
    """Each new reader has the version under its conditions; where it is for named readers, they are named from now on."""
    receiving = who_receives(passing.to_agency, on=timezone.localdate())
    readers = [passing.to_person] if passing.to_person else [p for p in receiving if rules.opens_sharing(p)]
    if not readers:
        raise NobodyThere(f"{passing.to_agency.name} has nobody in Kith to receive it today. Name a person instead.")
    for person in readers:
        PassedTo.objects.create(passing=passing, person=person)
        if passing.version.named_only:
            NamedReader.objects.get_or_create(version=passing.version, person=person, defaults={"passing": passing})
    reads = [p for p in readers if PassingOn.objects.filter(rules.sees_passed(p), pk=passing.pk).exists()]
    record(VersionPassedOn(subject=passing.subject, to=named(reads), asker=_asker(passing)), by=by)


def _asker(passing: PassingOn) -> str:
    return f"person:{passing.asked_by.uuid}"


def _locked_passing(passing: PassingOn) -> PassingOn:
    rows = PassingOn.objects.select_for_update(of=("self",))
    joined = ("version__disclosure__request", "version__disclosure__originator", "version__floor")
    return rows.select_related(*joined, "asked_by", "to_agency", "to_person").get(pk=passing.pk)


@transaction.atomic
def answer_passing(by, *, passing: PassingOn, allowed: bool, words: str = "", until: date | None = None) -> None:
    """The question is answered once. After a yes, the new readers have the version under its conditions, till a day if one is given.

    Raises NobodyThere where the agency has nobody to receive it, ValueError where the day is after the version’s own.
    """
    passing = _locked_passing(passing)
    if passing.allowed is not None and passing.answered_by_id == by.pk:
        return
    require(rules.may_answer_passing(by, passing))
    last = passing.version.until
    if allowed and until is not None and last is not None and until > last:
        raise ValueError("This day is after the last day of what you shared.")
    passing.allowed, passing.answered_by, passing.answered_at = allowed, by, timezone.now()
    passing.words, passing.until = words, until if allowed else None
    passing.save(update_fields=["allowed", "answered_by", "answered_at", "words", "until"])
    if allowed:
        _pass_on(by, passing)
    else:
        record(PassingRefused(subject=passing.subject, asker=_asker(passing)), by=by)


@transaction.atomic
def end_passing(by, *, passing: PassingOn) -> None:
    """The new readers read it no more from the next request on; who asked keeps what they had. Ended twice is once."""
    passing = _locked_passing(passing)
    if rules.has_ended_passing(by, passing):
        return
    require(rules.may_end_passing(by, passing))
    passing.ended_by, passing.ended_at = by, timezone.now()
    passing.save(update_fields=["ended_by", "ended_at"])
    record(PassingEnded(subject=passing.subject), by=by)
