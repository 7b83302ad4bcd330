"""Answering a request, and what an originator does afterwards with what it passed on."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.concerns.actions import AGAIN, SaidBefore
from kith.people.queries import manager_of
from kith.people.words import named
from kith.toolkit.queries import due_on_at_the_latest

from .. import queries, rules
from ..events import DisclosureGiven, GistReleased, GistWaits, RequestAnswered, VersionNarrowed, VersionWithdrawn
from ..models import Answer, Disclosure, InformationRequest, NamedReader, RequestPart, Version
from ..words import ACKNOWLEDGE, RECEIVING, USES, WRITTEN, AnswerKind, Extent
from .conditions import (
    Conditions,
    Written,
    _check,
    _holds,
    _locked,
    _locked_version,
    _matter,
    _second_people,
    _version,
)


@transaction.atomic
def answer_request(
    by,
    *,
    request: InformationRequest,
    kind: str,
    once_key: str,
    because: str = "",
    words: str = "",
    look_again_on: date | None = None,
    versions: tuple[Written, ...] = (),
    tells_of_more: bool = False,
) -> Answer:
    """The answer stands, with what was passed on under its conditions. Answering twice with one key makes one.

    The same answer by the same person within AGAIN is one; other words or conditions under the same key raise SaidBefore.

    A gist is seen by nobody until a second person of the agency has released it. Raises AboveMarking where a marking
    is above what may be kept, ValueError where an answer in writing has nothing written or the reason is missing.
    """
    request = _locked(request)
    require(rules.may_answer(by, request))
    _check(by, versions)
    reduced = kind != AnswerKind.FULL or any(one.extent == Extent.GIST for one in versions)
    if bool(versions) != (kind in WRITTEN) or (reduced and not because):
        raise ValueError("An answer in writing holds something written; short of full, and with a gist, it says why.")
    now, once_key = timezone.now(), own_key(by, once_key, request)
    said = {"kind": kind, "because": because if reduced else "", "words": words, "look_again_on": look_again_on}
    for row in Answer.objects.filter(made_by=by, request=request).order_by("pk"):
        once = row.once_key == once_key
        if once or now - AGAIN <= row.made_at <= now:
            same = all(getattr(row, name) == value for name, value in said.items())
            same = same and _passed_on(row, versions, tells_of_more)
            if same:
                return row
            if once:
                # Less might have been meant for fewer: what was sent first must not stand under a word of success.
                raise SaidBefore
    first = request.answered_at is None
    # An answer acknowledges nothing by itself: who may not know of it would see that something moved.
    request.answered_at = request.answered_at or now
    request.save(update_fields=["answered_at"])
    answer = Answer.objects.create(
        request=request,
        **said,
        made_by=by,
        made_at=now,
        once_key=once_key,
    )
    waiting = []
    if versions:
        disclosure = Disclosure.objects.create(
            request=request,
            answer=answer,
            originator=request.to_agency,
            given_by=by,
            given_at=now,
            tells_of_more=tells_of_more,
        )
        waiting = [row for row in (_version(by, disclosure, one, now) for one in versions) if row.released_at is None]
        record(DisclosureGiven(subject=request.subject, versions=len(versions)), by=by)
    event = RequestAnswered(
        subject=request.subject,
        kind=kind,
        because=answer.because if kind != AnswerKind.FULL else "",
        to=named(_asking_side_that_knows(request, answer)),
        matter=_matter(request),
        changed=("answered_at",) if first else (),
    )
    record(event, by=by)
    for row in waiting:
        record(GistWaits(subject=request.subject, to=named(_second_people(by, row))), by=by)
    return answer


def _passed_on(answer: Answer, versions: tuple[Written, ...], tells_of_more: bool) -> bool:
    disclosure = Disclosure.objects.filter(answer=answer).first()
    return _holds(disclosure, versions, tells_of_more) if disclosure else not versions


def _asking_side_that_knows(request: InformationRequest, answer: Answer) -> list:
    """Who asked, and the manager to whom their matters go, as far as they see the request and may know of this answer."""
    seen = {person.pk for person in rules.people_who_see(request)}
    return [
        person
        for person in (request.asked_by, manager_of(request.asked_by))
        if person is not None
        and person.pk in seen
        and Answer.objects.filter(rules.shows_answer(person), pk=answer.pk).exists()
    ]


def _receivers_who_see(request: InformationRequest) -> list:
    received = RequestPart.objects.filter(matter=request, reason__in=RECEIVING, ends=None)
    keys = set(received.values_list("person_id", flat=True))
    return [person for person in rules.people_who_see(request) if person.pk in keys]


@transaction.atomic
def release_gist(by, *, version: Version) -> None:
    """The gist stands from now on, released by a second person; those who now read something of it are told.

    What was told unasked is there for its receivers from the first version that they may read, and so is its clock.
    Released twice by one person changes nothing.
    """
    version = _locked_version(version)
    if rules.has_released(by, version):
        return
    require(rules.may_release(by, version))
    request, answer = _locked(version.disclosure.request), version.disclosure.answer
    knew = {person.pk for person in _receivers_who_see(request)}
    version.released_by, version.released_at = by, timezone.now()
    version.save(update_fields=["released_by", "released_at"])
    if answer is not None:
        told = _asking_side_that_knows(request, answer)
    else:
        told = [person for person in _receivers_who_see(request) if person.pk not in knew]
        if not knew and request.acknowledged_at is None:
            request.acknowledge_by = due_on_at_the_latest(request.authority_id, ACKNOWLEDGE, version.released_at)
            request.save(update_fields=["acknowledge_by"])
    event = GistReleased(subject=request.subject, to=named(told), unasked=request.unasked, matter=_matter(request))
    record(event, by=by)


@transaction.atomic
def narrow_version(by, *, version: Version, conditions: Conditions) -> None:
    """The conditions are these from the next request on: only ever fewer readers, fewer uses, a nearer end.

    Raises ValueError where something would become wider: that takes a new answer.
    """
    version = _locked_version(version)
    require(rules.may_narrow(by, version))
    require(rules.may_set_floor(by, conditions.floor))
    named, keep = queries.named_for(version), {person.pk for person in conditions.named}
    wider = (
        (version.floor is not None and (conditions.floor is None or conditions.floor.order < version.floor.order))
        or (version.named_only and not conditions.named_only)
        or (version.until is not None and (conditions.until is None or conditions.until > version.until))
        or any(getattr(conditions, name) and not getattr(version, name) for name in USES)
        or (version.named_only and keep - named)
    )
    if wider:
        raise ValueError("These conditions are wider than before. Give a new answer instead.")
    changed = []
    for name in ("floor", "named_only", "until", *USES):
        if getattr(version, name) != getattr(conditions, name):
            setattr(version, name, getattr(conditions, name))
            changed.append(name)
    if conditions.named_only and named != keep:
        version.named.exclude(person_id__in=keep).delete()
        NamedReader.objects.bulk_create(NamedReader(version=version, person_id=key) for key in keep - named)
        changed.append("named")
    if not changed:
        return
    version.save(update_fields=[name for name in changed if name != "named"])
    record(VersionNarrowed(subject=version.disclosure.request.subject, changed=tuple(changed)), by=by)


@transaction.atomic
def withdraw_version(by, *, version: Version, because: str) -> None:
    """Nobody on the other side reads this version from the next request on. Taken back twice changes nothing."""
    version = _locked_version(version)
    if rules.has_taken_back(by, version):
        return
    require(rules.may_narrow(by, version))
    version.withdrawn_at, version.withdrawn_by, version.withdrawn_because = timezone.now(), by, because
    version.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(VersionWithdrawn(subject=version.disclosure.request.subject), by=by)
