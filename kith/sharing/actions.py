"""Asking, answering and passing on under conditions. Each action asks its rule and leaves an event."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import WORKER, NobodyThere, require
from kith.audit.actions import record
from kith.people.queries import VettingLevel, manager_of, members_of, people_with_role, who_receives
from kith.people.words import Role
from kith.toolkit.queries import due_on_at_the_latest

from . import queries, rules
from .events import (
    DisclosureGiven,
    GistReleased,
    GistWaits,
    RequestAcknowledged,
    RequestAnswered,
    RequestLate,
    RequestPartGiven,
    RequestRead,
    RequestSent,
    RequestWithdrawn,
    VersionNarrowed,
    VersionWithdrawn,
)
from .events import VersionRead as VersionWasRead
from .models import (
    Answer,
    Disclosure,
    Escalation,
    InformationRequest,
    NamedReader,
    RequestPart,
    Version,
    VersionReading,
)
from .words import ACKNOWLEDGE, ANSWER, ESCALATE, USES, WRITTEN, AnswerKind, Extent, Marking


class AboveMarking(ValueError):
    """Something above OFFICIAL-SENSITIVE was offered. Nothing of it was kept."""


@dataclass(frozen=True)
class Conditions:
    """The handling conditions that an originator sets on one version."""

    marking: str = Marking.SENSITIVE
    floor: VettingLevel | None = None
    named: tuple = ()
    named_only: bool = False
    may_quote: bool = False
    may_tell_family: bool = False
    may_pass_on: bool = False
    until: date | None = None


@dataclass(frozen=True)
class Written:
    """One version as its originator wrote it."""

    extent: int
    text: str
    conditions: Conditions = field(default_factory=Conditions)


def _named(people) -> tuple[str, ...]:
    return tuple(f"person:{person.uuid}" for person in people)


def _matter(request: InformationRequest) -> str:
    return request.consultation.subject if request.consultation else ""


@transaction.atomic
def send_request(
    by, *, consultation, to_agency, once_key: str, answer_by: date | None = None, **said
) -> InformationRequest:
    """The other agency’s point of contact, or who covers, has the request. Sending twice makes one.

    The acknowledgement and the answer are due by the authority’s clocks, the answer on another day where one is
    given. Raises NobodyThere where the agency has nobody to receive it today: nothing is then sent.
    """
    require(rules.may_ask(by, consultation))
    require(to_agency.authority_id == by.authority_id and to_agency.pk != by.agency_id)
    if once := queries.asked_before(by, once_key):
        return once
    now = timezone.now()
    receivers = who_receives(to_agency, on=timezone.localdate())
    if not receivers:
        raise NobodyThere(
            f"{to_agency.name} has nobody in Kith to receive a request today. Ring them, and tell your administrator."
        )
    row = InformationRequest.objects.create(
        authority=by.authority,
        consultation=consultation,
        from_agency=by.agency,
        to_agency=to_agency,
        asked_by=by,
        asked_at=now,
        once_key=once_key,
        acknowledge_by=due_on_at_the_latest(by.authority_id, ACKNOWLEDGE, now),
        answer_by=answer_by or due_on_at_the_latest(by.authority_id, ANSWER, now),
        **said,
    )
    for person in receivers:
        RequestPart.objects.create(matter=row, person=person, reason="receives")
    record(RequestSent(subject=row.subject, to=_named(receivers), matter=_matter(row)), by=by, after=said)
    return row


def _locked(request: InformationRequest) -> InformationRequest:
    rows = InformationRequest.objects.select_for_update(of=("self",))
    return rows.select_related("consultation", "to_agency", "from_agency", "asked_by").get(pk=request.pk)


@transaction.atomic
def acknowledge_request(by, *, request: InformationRequest) -> None:
    """The side that asked knows that it arrived; acknowledging again changes nothing."""
    request = _locked(request)
    if request.acknowledged_at and rules.may_answer(by, request):
        return
    require(rules.may_acknowledge(by, request))
    request.acknowledged_at, request.acknowledged_by = timezone.now(), by
    request.save(update_fields=["acknowledged_at", "acknowledged_by"])
    event = RequestAcknowledged(subject=request.subject, to=_named([request.asked_by]), matter=_matter(request))
    record(event, by=by)


@transaction.atomic
def withdraw_request(by, *, request: InformationRequest) -> None:
    """The request waits no more; who received it is told."""
    request = _locked(request)
    require(rules.may_withdraw_request(by, request))
    request.withdrawn_at = timezone.now()
    request.save(update_fields=["withdrawn_at"])
    parts = RequestPart.objects.filter(matter=request, person__isnull=False).select_related("person")
    record(RequestWithdrawn(subject=request.subject, to=_named([part.person for part in parts])), by=by)


@transaction.atomic
def give_part(by, *, request: InformationRequest, to) -> None:
    """A colleague of the same agency may read and answer the request."""
    require(rules.may_give_part(by, request))
    require(to.is_active and to.agency_id == by.agency_id and to.pk not in _kept_away(request))
    _, made = RequestPart.objects.get_or_create(matter=request, person=to, ends=None, defaults={"reason": "given"})
    if made:
        record(RequestPartGiven(subject=request.subject, to=f"person:{to.uuid}"), by=by)


def _kept_away(request: InformationRequest) -> set[int]:
    return rules.people_kept_from(request.consultation) if request.consultation else set()


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

    A gist is seen by nobody until a second person of the agency has released it. Raises AboveMarking where a marking
    is above what may be kept, ValueError where an answer in writing has nothing written or the reason is missing.
    """
    request = _locked(request)
    require(rules.may_answer(by, request))
    known = Answer.objects.filter(once_key=once_key, made_by=by, request=request).first()
    if known is not None:
        return known
    if any(one.conditions.marking not in Marking.values for one in versions):
        raise AboveMarking
    if bool(versions) != (kind in WRITTEN) or (kind != AnswerKind.FULL and not because):
        raise ValueError("An answer in writing holds something written, and every other says why.")
    for one in versions:
        require(rules.may_set_floor(by, one.conditions.floor))
    now = timezone.now()
    first = request.answered_at is None
    # An answer acknowledges nothing by itself: who may not know of it would see that something moved.
    request.answered_at = request.answered_at or now
    request.save(update_fields=["answered_at"])
    answer = Answer.objects.create(
        request=request,
        kind=kind,
        because=because if kind != AnswerKind.FULL else "",
        words=words,
        look_again_on=look_again_on,
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
        because=answer.because,
        to=_named(_asking_side_that_knows(request, answer)),
        matter=_matter(request),
        changed=("answered_at",) if first else (),
    )
    record(event, by=by)
    for row in waiting:
        record(GistWaits(subject=request.subject, to=_named(_second_people(by, row))), by=by)
    return answer


def _version(by, disclosure: Disclosure, one: Written, now) -> Version:
    conditions = one.conditions
    row = Version.objects.create(
        disclosure=disclosure,
        extent=one.extent,
        text=one.text,
        marking=conditions.marking,
        floor=conditions.floor,
        named_only=conditions.named_only,
        may_quote=conditions.may_quote,
        may_tell_family=conditions.may_tell_family,
        may_pass_on=conditions.may_pass_on,
        until=conditions.until,
        written_by=by,
        released_by=by if one.extent == Extent.FULL else None,
        released_at=now if one.extent == Extent.FULL else None,
    )
    NamedReader.objects.bulk_create(NamedReader(version=row, person=person) for person in conditions.named)
    return row


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


def _second_people(by, version: Version) -> list:
    """Who of the originator may release what this person wrote."""
    people = [p for p in rules.people_who_see(version.disclosure.request) if p.agency_id == by.agency_id]
    return [person for person in people if rules.may_release(person, version)]


def _locked_version(version: Version) -> Version:
    rows = Version.objects.select_for_update(of=("self",))
    return rows.select_related("disclosure__request", "disclosure__answer", "floor").get(pk=version.pk)


@transaction.atomic
def release_gist(by, *, version: Version) -> None:
    """The gist stands from now on, released by a second person; those who now read something of the answer are told."""
    version = _locked_version(version)
    require(rules.may_release(by, version))
    version.released_by, version.released_at = by, timezone.now()
    version.save(update_fields=["released_by", "released_at"])
    request, answer = version.disclosure.request, version.disclosure.answer
    told = _asking_side_that_knows(request, answer) if answer is not None else []
    record(GistReleased(subject=request.subject, to=_named(told), matter=_matter(request)), by=by)


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
    """Nobody on the other side reads this version from the next request on."""
    version = _locked_version(version)
    require(rules.may_narrow(by, version))
    version.withdrawn_at, version.withdrawn_by, version.withdrawn_because = timezone.now(), by, because
    version.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(VersionWithdrawn(subject=version.disclosure.request.subject), by=by)


@transaction.atomic
def note_reading(by, *, request: InformationRequest, versions=()) -> None:
    """That this person read the request, and these versions of what came back, stands in the trail and for the originator."""
    record(RequestRead(subject=request.subject), by=by)
    now = timezone.now()
    for version in versions:
        require(Version.objects.filter(rules.sees_version(by), pk=version.pk).exists())
        row, made = VersionReading.objects.get_or_create(
            version=version, person=by, defaults={"first_at": now, "last_at": now}
        )
        if not made:
            row.last_at = now
            row.save(update_fields=["last_at"])
        record(VersionWasRead(subject=f"version:{version.uuid}"), by=by)


def escalate_late(by: str, *, today: date) -> int:
    """People were told of every request in which something is late, each step once. Returns how many were told of.

    Step 1, no acknowledgement: who received it, and who asked. Step 2, no answer: they, and the managers on both
    sides. Step 3, still nothing when the authority’s clock for it is over: the managers and information governance.
    """
    require(by == WORKER)
    told = 0
    for request in queries.late_ones(today):
        step = 1
        if request.answer_by < today:
            over = due_on_at_the_latest(request.authority_id, ESCALATE, request.answer_by)
            step = 3 if over is not None and over < today else 2
        with transaction.atomic():
            _, made = Escalation.objects.get_or_create(request=request, step=step)
            if made:
                people = _told_of_lateness(request, step)
                late = RequestLate(subject=request.subject, step=step, to=_named(people), matter=_matter(request))
                record(late, by=by)
                told += 1
    return told


def _told_of_lateness(request: InformationRequest, step: int) -> list:
    """Only people who see the request, but for the managers and information governance, who hear that something is late."""
    parts = RequestPart.objects.filter(matter=request, person__isnull=False, ends=None)
    first = {request.asked_by_id, *parts.values_list("person_id", flat=True)}
    people = [person for person in rules.people_who_see(request) if person.pk in first]
    if step >= 2:
        manager = manager_of(request.asked_by)
        people += [manager] if manager is not None else []
        people += members_of(request.to_agency.teams.values_list("pk", flat=True), managers_only=True)
    if step >= 3:
        people += people_with_role(request.authority_id, Role.GOVERNANCE)
    kept_away = _kept_away(request)
    return list({person.pk: person for person in people if person.pk not in kept_away}.values())
