"""Preparing a referral to Prevent and keeping what came of it. Kith sends nothing by itself."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.decisions.actions import drop_drafts
from kith.people.queries import setting_of
from kith.toolkit.queries import headings_of

from .. import rules
from ..documents import kept_form
from ..events import (
    ReferralAcknowledged,
    ReferralAnswered,
    ReferralChanged,
    ReferralChecked,
    ReferralCompared,
    ReferralCorrected,
    ReferralReopened,
    ReferralSent,
    ReferralStarted,
    ReferralTemplateChanged,
    ReferralUrgent,
)
from ..models import Consultation, Referral, ReferralAnswer, ReferralTemplate
from ..referral_texts import headings_filled, taken_in
from ..rules import sees_consultation
from ..standing import people_to_tell
from ..words import SENT_ALREADY, PartReason, ReferralState
from .parts import give_part_for_work


class Moved(Exception):
    """A colleague saved the referral since this page was opened; `saved` is what stands now."""

    def __init__(self, saved: Referral):
        super().__init__("saved by a colleague")
        self.saved = saved


class Incomplete(ValueError):
    """Headings without a word; `keys` names them. ‘Not known’ is a full answer, an empty box is not."""

    def __init__(self, keys: list[str]):
        super().__init__("Some headings are empty.")
        self.keys = keys


def _locked(by, referral: Referral) -> Referral:
    """The referral, locked, where the person may prepare it. Raises NotFound."""
    row = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("consultation__authority", "consultation__raised_by__agency")
        .get(pk=referral.pk)
    )
    seen = Consultation.objects.filter(sees_consultation(by), pk=row.consultation_id).exists()
    require(seen and rules.may_prepare_referral(by, row.consultation))
    return row


def _happened(moment, after) -> None:
    if moment > timezone.now():
        raise ValueError("What is recorded here has happened: the day cannot be still to come.")
    if timezone.localtime(moment).date() < timezone.localtime(after).date():
        raise ValueError("This cannot have happened before what it follows.")


def _differing(row: Referral, facts: dict) -> dict:
    """The facts that are other than what stands. Nobody was asked for the hour, so the same day is the same."""

    def same(name, fact) -> bool:
        stands = getattr(row, name)
        if name.endswith("_at") and stands is not None:
            return timezone.localtime(stands).date() == timezone.localtime(fact).date()
        return stands == fact

    return {name: fact for name, fact in facts.items() if not same(name, fact)}


def _write(row: Referral, facts: dict) -> Referral:
    for name, fact in facts.items():
        setattr(row, name, fact)
    row.save(update_fields=list(facts))
    return row


def _correct(by, row: Referral, facts: dict) -> Referral:
    """What stands is put right, and the trail keeps that it was changed; the same facts again change nothing."""
    changed = _differing(row, facts)
    if not changed:
        return row
    before = {name: str(getattr(row, name)) for name in changed}
    record(
        ReferralCorrected(subject=row.consultation.subject, changed=tuple(sorted(changed))),
        by=by,
        before=before,
        after={name: str(fact) for name, fact in changed.items()},
    )
    return _write(row, changed)


@transaction.atomic
def start_referral(by, *, consultation: Consultation) -> Referral:
    """A referral is being prepared, each heading holding what the record already says. Twice gives the same one."""
    require(Consultation.objects.filter(sees_consultation(by), pk=consultation.pk).exists())
    require(rules.may_prepare_referral(by, consultation))
    standing = Referral.objects.filter(consultation=consultation).exclude(state=ReferralState.ANSWERED).first()
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            referral = Referral.objects.create(
                consultation=consultation, started_by=by, marking=setting_of(consultation.authority, "marking")
            )
    except IntegrityError:
        # Two clicks at the same moment: the other one made it.
        return Referral.objects.exclude(state=ReferralState.ANSWERED).get(consultation=consultation)
    ReferralAnswer.objects.bulk_create(
        ReferralAnswer(referral=referral, recorded=filled["text"], **filled)
        for filled in headings_filled(consultation, by)
    )
    record(ReferralStarted(subject=consultation.subject), by=by)
    return referral


@transaction.atomic
def save_referral(by, *, referral: Referral, texts: dict[str, str], version: int) -> Referral:
    """The headings hold these texts. Raises Moved where a colleague saved in between; nothing is then overwritten."""
    row = _locked(by, referral)
    require(row.state == ReferralState.PREPARING)
    answers = {answer.key: answer for answer in row.answers.all()}
    changed = {key: text for key, text in texts.items() if key in answers and answers[key].text != text}
    if not changed:
        return row
    if row.version != version:
        raise Moved(row)
    before = {key: answers[key].text for key in changed}
    for key, text in changed.items():
        ReferralAnswer.objects.filter(pk=answers[key].pk).update(text=text)
    row.version += 1
    row.save(update_fields=["version"])
    record(
        ReferralChanged(subject=row.consultation.subject, changed=tuple(sorted(changed))),
        by=by,
        before=before,
        after=changed,
    )
    return row


@transaction.atomic
def compare_heading(
    by, *, referral: Referral, texts: dict[str, str], version: int, key: str, now: str, take: bool
) -> Referral:
    """The person saw that the record now says `now` under one heading, and took it in, or left their words as they are.

    `texts` is saved with it, as it stands in the boxes. Nothing of it is lost: see `referral_texts.taken_in`.
    """
    row = _locked(by, referral)
    require(row.state == ReferralState.PREPARING)
    answer = next((answer for answer in row.answers.all() if answer.key == key), None)
    if answer is None or answer.recorded is None or answer.recorded == now:
        return save_referral(by, referral=row, texts=texts, version=version)
    if take:
        texts = {**texts, key: taken_in(texts[key], answer.recorded, now)}
    row = save_referral(by, referral=row, texts=texts, version=version)
    ReferralAnswer.objects.filter(pk=answer.pk).update(recorded=now)
    record(ReferralCompared(subject=row.consultation.subject, changed=(key,)), by=by)
    return row


@transaction.atomic
def refer_urgently(by, *, referral: Referral, because: str) -> list:
    """The referral goes on without a decision, and says who found that there was no time, when and why.

    Returns who was told of it by name: the manager, and who has the screening.
    """
    row = _locked(by, referral)
    told = {person.pk: person for person in people_to_tell(row.consultation) if person and person.pk != by.pk}
    if row.urgent_by_id == by.pk:
        return list(told.values())
    require(rules.may_refer_urgently(by, row))
    if not because.strip():
        raise ValueError("Say why there was no time for a decision.")
    _write(row, {"urgent_because": because.strip(), "urgent_by": by, "urgent_at": timezone.now()})
    for person in told.values():
        if not rules.has_part(person, row.consultation):
            give_part_for_work(by, consultation=row.consultation, person=person, reason=PartReason.ANSWERS)
    to = tuple(f"person:{person.uuid}" for person in told.values())
    record(ReferralUrgent(subject=row.consultation.subject, to=to), by=by)
    return list(told.values())


@transaction.atomic
def check_referral(by, *, referral: Referral) -> Referral:
    """The referral is complete and may be taken out. Raises Incomplete with the empty headings.

    It is checked only where it may be sent: after a decision that stands, or with the reason why there was none.
    """
    row = _locked(by, referral)
    if row.state == ReferralState.CHECKED:
        return row
    require(row.state == ReferralState.PREPARING)
    require(rules.may_send_referral(by, row))
    empty = [answer.key for answer in row.answers.all() if not answer.text.strip()]
    if empty:
        raise Incomplete(empty)
    row.state, row.checked_by, row.checked_at = ReferralState.CHECKED, by, timezone.now()
    row.save(update_fields=["state", "checked_by", "checked_at"])
    drop_drafts(by, subject=f"referral:{row.reference}")
    record(ReferralChecked(subject=row.consultation.subject), by=by)
    return row


@transaction.atomic
def reopen_referral(by, *, referral: Referral) -> Referral:
    """The text can be changed again, until the referral is sent."""
    row = _locked(by, referral)
    if row.state == ReferralState.PREPARING:
        return row
    require(row.state == ReferralState.CHECKED)
    row.state, row.checked_by, row.checked_at = ReferralState.PREPARING, None, None
    row.save(update_fields=["state", "checked_by", "checked_at"])
    record(ReferralReopened(subject=row.consultation.subject), by=by)
    return row


@transaction.atomic
def note_referral_sent(by, *, referral: Referral, sent_to: str, sent_how: str, sent_at) -> Referral:
    """To whom a person sent it, how and when, stands in the record; once it was sent, this corrects what stands."""
    row = _locked(by, referral)
    _happened(sent_at, row.started_at)
    facts = {"sent_to": sent_to, "sent_how": sent_how, "sent_at": sent_at}
    if row.state in SENT_ALREADY:
        return _correct(by, row, facts)
    require(row.state == ReferralState.CHECKED)
    require(rules.may_send_referral(by, row))
    _write(row, {**facts, "sent_by": by, "state": ReferralState.SENT})
    record(ReferralSent(subject=row.consultation.subject), by=by)
    return row


@transaction.atomic
def note_referral_acknowledged(by, *, referral: Referral, acknowledged_by: str, acknowledged_at) -> Referral:
    """Who acknowledged it and when stands in the record; once it was acknowledged, this corrects what stands."""
    row = _locked(by, referral)
    require(row.state in SENT_ALREADY)
    _happened(acknowledged_at, row.sent_at)
    facts = {"acknowledged_by": acknowledged_by, "acknowledged_at": acknowledged_at}
    if row.acknowledged_at is not None:
        return _correct(by, row, facts)
    require(row.state == ReferralState.SENT)
    _write(row, {**facts, "state": ReferralState.ACKNOWLEDGED})
    record(ReferralAcknowledged(subject=row.consultation.subject), by=by)
    return row


@transaction.atomic
def note_referral_outcome(by, *, referral: Referral, outcome: str, outcome_at) -> Referral:
    """What came of it stands in the record; once something came of it, this corrects what stands."""
    row = _locked(by, referral)
    require(row.state in SENT_ALREADY)
    _happened(outcome_at, row.sent_at)
    facts = {"outcome": outcome, "outcome_at": outcome_at}
    if row.state == ReferralState.ANSWERED:
        return _correct(by, row, facts)
    _write(row, {**facts, "state": ReferralState.ANSWERED})
    record(ReferralAnswered(subject=row.consultation.subject), by=by)
    return row


@transaction.atomic
def keep_template(by, *, content: bytes) -> list[str]:
    """The authority's own form is the one that is filled. Returns the places it uses; raises NotUsable."""
    require(rules.may_change_template(by))
    kept, used = kept_form(content, [heading.key for heading in headings_of(by.authority_id)])
    ReferralTemplate.objects.update_or_create(
        authority_id=by.authority_id,
        defaults={"content": kept, "uploaded_by": by, "uploaded_at": timezone.now()},
    )
    record(ReferralTemplateChanged(subject=f"authority:{by.authority.key}"), by=by)
    return used


@transaction.atomic
def remove_template(by) -> None:
    """The authority's own form is gone, and Kith's plain one is used again."""
    require(rules.may_change_template(by))
    if ReferralTemplate.objects.filter(authority_id=by.authority_id).delete()[0]:
        record(ReferralTemplateChanged(subject=f"authority:{by.authority.key}"), by=by)
