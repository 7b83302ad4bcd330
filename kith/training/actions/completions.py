"""The one door by which a completion comes in, whoever brings it; certificates; and what is taken back."""

import datetime

from django.db import transaction
from django.utils import timezone

from kith.access.rules import NobodyThere, Over, own_key, require
from kith.audit.actions import record
from kith.people.words import named

from .. import rules
from ..events import CertificateAnswered, CertificateSaid, CertificateTakenBack, CompletionRecorded, CompletionTakenBack
from ..models import Certificate, Completion, Tier
from ..words import How, Said


class StillToCome(ValueError):
    """The day of a completion lies in the future."""


@transaction.atomic
def record_completion(
    by, *, person, tier: str, day: datetime.date, how: str, source: str, key: str, course: str, reference: str = ""
) -> Completion:
    """The person has completed this for a tier on that day, and `source` says so under `key`.

    The same source with the same key is the same completion: brought again it changes nothing, in whichever order. One
    that was taken back stays so. `by` is the training lead, or the named machine of a learning system’s door.
    Raises StillToCome.
    """
    require(rules.may_record(by, person))
    return _record(
        by, person=person, tier=tier, day=day, how=how, source=source, key=key, course=course, reference=reference
    )


def _record(by, *, person, tier, day, how, source, key, course, reference="") -> Completion:
    if day > timezone.localdate():
        raise StillToCome
    row, made = Completion.objects.get_or_create(
        authority_id=person.authority_id,
        source=source,
        key=key,
        defaults={
            "person": person,
            "tier": tier,
            "day": day,
            "how": how,
            "course": course[:200],
            "reference": reference[:80],
            "recorded_by": None if isinstance(by, str) else by,
        },
    )
    if made:
        subject = f"person:{person.uuid}"
        record(CompletionRecorded(subject=subject, tier=tier, of=subject, how=how), by=by)
    return row


@transaction.atomic
def take_back_completion(by, *, completion: Completion, because: str) -> None:
    """The completion counts no more, and stays readable with why. A second time changes nothing."""
    require(rules.may_take_back(by, completion))
    row = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    if row.taken_back_at is not None:
        return
    row.taken_back_at, row.taken_back_because = timezone.now(), because[:400]
    row.taken_back_by = None if isinstance(by, str) else by
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_because"])
    subject = f"person:{completion.person.uuid}"
    record(CompletionTakenBack(subject=subject, tier=row.tier, of=subject), by=by)


@transaction.atomic
def say_certificate(by, *, tier: Tier, course: str, day: datetime.date, reference: str, once_key: str) -> Certificate:
    """What the person says they completed elsewhere waits for who answers for them. The same key again gives the same.

    Raises StillToCome, and NobodyThere where nobody could answer.
    """
    require(by.is_active and tier.in_use)
    key = own_key(by, once_key)
    known = Certificate.objects.filter(once_key=key).first()
    if known is not None:
        return known
    if day > timezone.localdate():
        raise StillToCome
    to = rules.who_confirms(by)
    if not to:
        raise NobodyThere(
            "Nobody could confirm it: no one else manages your team, and your authority has no other training lead. "
            "Ask your administrator to name one. Nothing was sent."
        )
    row = Certificate.objects.create(
        person=by, tier=tier.key, course=course[:200], day=day, reference=reference[:80], once_key=key
    )
    record(CertificateSaid(subject=row.subject, tier=tier.key, to=named(to)), by=by)
    return row


@transaction.atomic
def take_certificate_back(by, *, certificate: Certificate) -> None:
    """Nobody is asked to confirm it any more. A second time changes nothing. Raises Over where it was answered meanwhile."""
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.person_id == by.pk and row.said == Said.TAKEN_BACK:
        return
    if row.person_id == by.pk and row.said != Said.WAITING:
        raise Over("Your certificate was answered before you took it back.", f"/training/certificates/{row.uuid}")
    require(rules.may_take_certificate_back(by, row))
    row.said = Said.TAKEN_BACK
    row.save(update_fields=["said"])
    record(CertificateTakenBack(subject=row.subject, tier=row.tier), by=by)


@transaction.atomic
def answer_certificate(by, *, certificate: Certificate, confirmed: bool, words: str = "") -> Certificate:
    """Confirmed, it is a completion by certificate; sent back, it says why. A second answer changes nothing."""
    row = Certificate.objects.select_for_update(of=("self",)).select_related("person__agency").get(pk=certificate.pk)
    if row.said != Said.WAITING and row.answered_by_id == by.pk:
        return row
    require(rules.may_answer_certificate(by, row))
    if not confirmed and not words.strip():
        raise ValueError("What is sent back says why.")
    row.said = Said.CONFIRMED if confirmed else Said.RETURNED
    row.answered_by, row.answered_at, row.words = by, timezone.now(), words
    row.save(update_fields=["said", "answered_by", "answered_at", "words"])
    if confirmed:
        _record(
            by,
            person=row.person,
            tier=row.tier,
            day=row.day,
            how=How.CERTIFICATE,
            source="certificate",
            key=str(row.uuid),
            course=row.course,
            reference=row.reference,
        )
    event = CertificateAnswered(subject=row.subject, tier=row.tier, answer=row.said, to=f"person:{row.person.uuid}")
    record(event, by=by)
    return row
