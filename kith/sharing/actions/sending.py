"""Asking another agency, telling it something unasked; that it arrived, and to which matter it belongs."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import NobodyThere, own_key, require
from kith.audit.actions import record
from kith.concerns.actions import AGAIN, SaidBefore
from kith.people.queries import is_vetted_for, locked_person, who_receives
from kith.people.words import named
from kith.toolkit.queries import due_on_at_the_latest

from .. import queries, rules
from ..events import (
    DisclosureGiven,
    GistWaits,
    RequestAcknowledged,
    RequestLinked,
    RequestPartGiven,
    RequestSent,
    RequestUnlinked,
    RequestWithdrawn,
    UnaskedAcknowledged,
    UnaskedSent,
)
from ..models import Disclosure, InformationRequest, MatterLink, RequestPart
from ..words import ACKNOWLEDGE, ANSWER, Reason
from .conditions import Written, _check, _holds, _locked, _matter, _second_people, _version


def _receivers(to_agency) -> list:
    """Who receives for the agency today and has a page of requests. Raises NobodyThere where nobody does."""
    found = [p for p in who_receives(to_agency, on=timezone.localdate()) if rules.opens_sharing(p)]
    if not found:
        raise NobodyThere(
            f"{to_agency.name} has nobody in Kith to receive a request today. Ring them, and tell your administrator."
        )
    return found


def _sent_before(
    by, once_key: str, versions: tuple[Written, ...] = (), tells_of_more: bool = False, **said
) -> InformationRequest | None:
    """What this sending, or the same words of the same person within AGAIN, has made already. Raises SaidBefore.

    The person's row is locked, so that of several sendings at once the first makes it and the others find it.
    """
    locked_person(by)
    once = queries.asked_before(by, once_key)
    if once is not None:
        if not (
            all(getattr(once, name) == value for name, value in said.items()) and _told(once, versions, tells_of_more)
        ):
            raise SaidBefore
        return once
    now = timezone.now()
    recent = InformationRequest.objects.filter(asked_by=by, asked_at__range=(now - AGAIN, now), withdrawn_at=None)
    return next((row for row in recent.filter(**said) if _told(row, versions, tells_of_more)), None)


def _told(request: InformationRequest, versions: tuple[Written, ...], tells_of_more: bool) -> bool:
    """True where what was told in it, if anything, is this."""
    disclosure = Disclosure.objects.filter(request=request, answer=None).first()
    return _holds(disclosure, versions, tells_of_more) if disclosure else not versions


def _sent(by, *, consultation, to_agency, receivers, **fields) -> InformationRequest:
    """The row, with a part for each who receives it, and for who asks where no matter gives them one."""
    row = InformationRequest.objects.create(
        authority=by.authority,
        consultation=consultation,
        from_agency=by.agency,
        to_agency=to_agency,
        asked_by=by,
        **fields,
    )
    for person in receivers:
        RequestPart.objects.create(matter=row, person=person, reason=Reason.RECEIVES)
    if consultation is None:
        RequestPart.objects.create(matter=row, person=by, reason=Reason.ASKS)
    return row


@transaction.atomic
def send_request(
    by, *, consultation=None, to_agency, once_key: str, answer_by: date | None = None, **said
) -> InformationRequest:
    """The other agency’s point of contact, or who covers, has the request. Sending twice makes one.

    About a matter, or, from a partner, about a child by what they know or a context, without one. The acknowledgement
    and the answer are due by the authority’s clocks, the answer on another day where one is given. Raises NobodyThere
    where the agency has nobody to receive it today: nothing is then sent.
    """
    require(rules.may_send(by, consultation))
    require(to_agency.authority_id == by.authority_id and to_agency.pk != by.agency_id)
    once_key = own_key(by, once_key)
    if once := _sent_before(by, once_key, consultation=consultation, to_agency=to_agency, unasked=False, **said):
        return once
    now = timezone.now()
    receivers = _receivers(to_agency)
    row = _sent(
        by,
        consultation=consultation,
        to_agency=to_agency,
        receivers=receivers,
        asked_at=now,
        once_key=once_key,
        acknowledge_by=due_on_at_the_latest(by.authority_id, ACKNOWLEDGE, now),
        answer_by=answer_by or due_on_at_the_latest(by.authority_id, ANSWER, now),
        **said,
    )
    event = RequestSent(subject=row.subject, to=named(receivers), to_agency=to_agency.key, matter=_matter(row))
    record(event, by=by, after=said)
    return row


@transaction.atomic
def tell_unasked(
    by,
    *,
    consultation=None,
    to_agency,
    once_key: str,
    versions: tuple[Written, ...],
    tells_of_more: bool = False,
    **said,
) -> InformationRequest:
    """The other agency’s receiver has what is passed on, under its conditions from the start. Telling twice makes one.

    They acknowledge it within the authority’s clock. Raises NobodyThere where nobody of theirs would ever read it under
    these conditions, AboveMarking where it is marked above what may be kept: nothing is then sent.
    """
    require(rules.may_send(by, consultation))
    require(to_agency.authority_id == by.authority_id and to_agency.pk != by.agency_id)
    once_key = own_key(by, once_key)
    meant = {"consultation": consultation, "to_agency": to_agency, "unasked": True, **said}
    if once := _sent_before(by, once_key, versions, tells_of_more, **meant):
        return once
    if not versions:
        raise ValueError("What is told holds something written.")
    _check(by, versions)
    receivers = _receivers(to_agency)
    if not any(_would_read(person, one) for person in receivers for one in versions):
        raise NobodyThere(
            f"Nobody who receives for {to_agency.name} today could read this. Ask for less, write a gist, or ring them."
        )
    now = timezone.now()
    row = _sent(
        by,
        consultation=consultation,
        to_agency=to_agency,
        receivers=receivers,
        asked_at=now,
        once_key=once_key,
        unasked=True,
        acknowledge_by=due_on_at_the_latest(by.authority_id, ACKNOWLEDGE, now),
        **said,
    )
    disclosure = Disclosure.objects.create(
        request=row, originator=by.agency, given_by=by, given_at=now, tells_of_more=tells_of_more
    )
    made = [_version(by, disclosure, one, now) for one in versions]
    know = {person.pk for person in rules.people_who_see(row)}
    to = named(person for person in receivers if person.pk in know)
    event = UnaskedSent(subject=row.subject, to=to, to_agency=to_agency.key, matter=_matter(row))
    record(event, by=by, after={name: str(value) for name, value in said.items()})
    record(DisclosureGiven(subject=row.subject, versions=len(versions)), by=by)
    for version in made:
        if version.released_at is None:
            record(GistWaits(subject=row.subject, to=named(_second_people(by, version))), by=by)
    return row


def _would_read(person, one: Written) -> bool:
    """Whether this person meets the conditions of what is about to be told, once it stands."""
    named = not one.conditions.named_only or person.pk in {other.pk for other in one.conditions.named}
    return named and is_vetted_for(person, one.conditions.floor)


@transaction.atomic
def acknowledge_request(by, *, request: InformationRequest) -> None:
    """The side that asked or told knows that it arrived; acknowledging again changes nothing."""
    request = _locked(request)
    if request.acknowledged_at and request.withdrawn_at is None and rules.has_received(by, request):
        return
    require(rules.may_acknowledge(by, request))
    request.acknowledged_at, request.acknowledged_by = timezone.now(), by
    request.save(update_fields=["acknowledged_at", "acknowledged_by"])
    event = UnaskedAcknowledged if request.unasked else RequestAcknowledged
    record(event(subject=request.subject, to=named([request.asked_by]), matter=_matter(request)), by=by)


@transaction.atomic
def withdraw_request(by, *, request: InformationRequest) -> None:
    """The request waits no more; who received it is told. Withdrawn twice is once."""
    request = _locked(request)
    if rules.could_withdraw_request(by, request):
        return
    require(rules.may_withdraw_request(by, request))
    request.withdrawn_at = timezone.now()
    request.save(update_fields=["withdrawn_at"])
    people = rules.people_of_side(request, request.to_agency_id)
    received = set(
        RequestPart.objects.filter(matter=request, reason=Reason.RECEIVES).values_list("person_id", flat=True)
    )
    told = [person for person in people if person.pk in received]
    record(RequestWithdrawn(subject=request.subject, to=named(told)), by=by)


@transaction.atomic
def give_part(by, *, request: InformationRequest, to) -> None:
    """A colleague of the same agency may read the request, and work on it as one does who received or asked it."""
    require(rules.may_give_part(by, request))
    require(to.is_active and to.agency_id == by.agency_id and rules.opens_sharing(to))
    require(to.pk not in rules.people_kept_away(request, by.agency_id))
    reason = Reason.GIVEN if by.agency_id == request.to_agency_id else Reason.ASKS_TOO
    _, made = RequestPart.objects.get_or_create(
        matter=request, person=to, ends=None, reason=reason, defaults={"reason": reason}
    )
    if made:
        record(RequestPartGiven(subject=request.subject, to=f"person:{to.uuid}"), by=by)


@transaction.atomic
def link_request(by, *, request: InformationRequest, consultation) -> None:
    """The agency that received it keeps it with this matter, whose people read it from now on; the asker learns nothing."""
    request = _locked(request)
    require(rules.may_link(by, request) and rules.may_link_to(by, consultation))
    _, made = MatterLink.objects.get_or_create(
        request=request,
        consultation=consultation,
        ended_at=None,
        defaults={"linked_by": by, "linked_at": timezone.now()},
    )
    if made:
        sees = {person.pk for person in rules.people_who_see(request)}
        told = [consultation.owner] if consultation.owner is not None and consultation.owner.pk in sees else []
        record(RequestLinked(subject=request.subject, to=named(told), matter=consultation.subject), by=by)


@transaction.atomic
def unlink_request(by, *, request: InformationRequest, consultation) -> None:
    """It belongs to this matter no more: who read it by that reads it no more."""
    request = _locked(request)
    require(rules.may_link(by, request) and rules.may_link_to(by, consultation))
    link = MatterLink.objects.filter(request=request, consultation=consultation, ended_at=None).first()
    if link is None:
        return
    link.ended_by, link.ended_at = by, timezone.now()
    link.save(update_fields=["ended_by", "ended_at"])
    record(RequestUnlinked(subject=request.subject, matter=consultation.subject), by=by)
