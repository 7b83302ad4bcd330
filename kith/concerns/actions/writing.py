"""A consultation is started, kept as it is typed, sent, or discarded."""

import json
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import WORKER, require
from kith.audit.actions import record
from kith.decisions.actions import drop_drafts, forget_expired_drafts, keep_draft
from kith.decisions.queries import DRAFT_DAYS, subjects_begun, subjects_with_drafts
from kith.people.queries import screening_team, team_of

from .. import rules
from ..events import (
    ConsultationDiscarded,
    ConsultationStarted,
    ConsultationSubmitted,
)
from ..models import (
    Child,
    Consultation,
    ConsultationPart,
    ContextNoted,
    EqualityAnswer,
    ExploitationConsidered,
    Noticed,
    SignConsidered,
)
from ..words import PartReason, Section, State
from .record import locked_consultation


@transaction.atomic
def start_consultation(by, *, once_key: str | None = None) -> Consultation:
    """A draft exists that its author alone can see. The same key again gives the same draft, and so does another
    key while nothing was typed in it: Back and the button once more make no second empty one.
    """
    require(rules.may_start(by))
    return (_untouched(by) if once_key else None) or _start(by, by, once_key)


def _untouched(by) -> Consultation | None:
    """The newest draft that this person began on a page and typed nothing in."""
    rows = Consultation.objects.filter(state=State.DRAFT, raised_by=by, caller=by).order_by("-created_at", "-pk")
    begun = subjects_begun(by, "consultation:")
    return next((row for row in rows if row.subject not in begun), None)


def _start(by, practitioner, key: str | None) -> Consultation:
    if key:
        known = Consultation.objects.filter(caller=by, caller_key=key).first()
        if known is not None:
            return known
    try:
        with transaction.atomic():
            consultation = Consultation.objects.create(
                authority=practitioner.authority,
                raised_by=practitioner,
                owner=practitioner,
                caller=by if key else None,
                caller_key=key or None,
            )
    except IntegrityError:
        # The same key at the same moment: the other one made it.
        return Consultation.objects.get(caller=by, caller_key=key)
    ConsultationPart.objects.create(matter=consultation, person=practitioner, reason=PartReason.RAISED)
    record(ConsultationStarted(subject=consultation.subject), by=by)
    return consultation


@transaction.atomic
def start_for_practitioner(by, *, practitioner, key: str, sections: dict[str, dict]) -> Consultation:
    """A case system's draft waits for a named practitioner, who alone can read and submit it."""
    require(rules.may_send_draft(by) and by.authority_id == practitioner.authority_id)
    require(rules.may_start(practitioner))
    known = Consultation.objects.filter(caller=by, caller_key=key).first()
    if known is not None:
        return known
    consultation = _start(by, practitioner, key)
    for section, content in sections.items():
        keep_draft(practitioner, subject=consultation.subject, section=section, content=content, version=0)
    return consultation


def save_section(by, *, consultation: Consultation, section: str, content: dict, version: int):
    """What was typed in one section is kept. Raises Overtaken where another device saved in between."""
    require(rules.may_write_draft(by, consultation))
    return keep_draft(by, subject=consultation.subject, section=section, content=content, version=version)


@transaction.atomic
def discard_draft(by, *, consultation: Consultation) -> None:
    """Nothing is left of an unsent consultation but the trail of it."""
    consultation = locked_consultation(consultation)
    require(rules.may_write_draft(by, consultation))
    record(ConsultationDiscarded(subject=consultation.subject), by=by)
    drop_drafts(by, subject=consultation.subject)
    consultation.delete()


@transaction.atomic
def submit_consultation(by, *, consultation: Consultation, sections: dict[str, dict]) -> Consultation:
    """The concern is with the specialist; a second submitting of the same draft changes nothing.

    `sections` holds the cleaned answers by section. The raiser, the manager of their team and the screening
    team now have a part.
    """
    consultation = locked_consultation(consultation)
    if consultation.state != State.DRAFT and consultation.raised_by_id == by.pk:
        return consultation
    require(rules.may_submit(by, consultation))
    child = Child.objects.create(authority=consultation.authority, **sections.get("child", {}))
    for section in ("safety", "voice", "question", "needs", "family"):
        for name, value in sections.get(section, {}).items():
            if name not in ("exploitation",):
                setattr(consultation, name, value)
    consultation.child = child
    consultation.state = State.SCREENING
    consultation.submitted_at = timezone.now()
    consultation.save()
    for order, item in enumerate(sections["noticed"]["items"], start=1):
        Noticed.objects.create(consultation=consultation, order=order, **item)
    ContextNoted.objects.bulk_create(
        ContextNoted(consultation=consultation, **item) for item in sections.get("contexts", {}).get("items", [])
    )
    SignConsidered.objects.bulk_create(
        SignConsidered(consultation=consultation, **item) for item in sections.get("signs", {}).get("items", [])
    )
    ExploitationConsidered.objects.bulk_create(
        ExploitationConsidered(consultation=consultation, **item)
        for item in sections.get("needs", {}).get("exploitation", [])
    )
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(consultation=consultation, **item) for item in sections.get("equality", {}).get("items", [])
    )
    team, screeners = team_of(by), screening_team(consultation.authority)
    if team is not None:
        ConsultationPart.objects.create(matter=consultation, team=team, managers_only=True, reason=PartReason.MANAGES)
    if screeners is not None:
        ConsultationPart.objects.create(matter=consultation, team=screeners, reason=PartReason.SCREENS)
    drop_drafts(by, subject=consultation.subject)
    said = _said(sections)
    record(
        ConsultationSubmitted(subject=consultation.subject, danger=consultation.danger, changed=tuple(said)),
        by=by,
        after=said,
    )
    return consultation


def _said(sections: dict[str, dict]) -> dict[str, str]:
    """What was sent, by field, for the trail, which keeps its hashes alone. What is kept apart is not in it."""
    return {
        f"{section}.{name}": json.dumps(value, default=str, sort_keys=True, ensure_ascii=False)
        for section, content in sorted(sections.items())
        if section != Section.EQUALITY
        for name, value in sorted(content.items())
        if value not in ("", None, [])
    }


@transaction.atomic
def forget_old_drafts(by: str) -> int:
    """Drafts whose time has run out are gone, and unsent consultations of which nothing is left. Returns how many.

    Ninety days after the last keystroke (`decisions.models.DRAFT_DAYS`): what was never said is not kept (promise 9).
    """
    require(by == WORKER)
    forget_expired_drafts()
    empty = Consultation.objects.filter(
        state=State.DRAFT, created_at__lt=timezone.now() - timedelta(days=DRAFT_DAYS)
    ).exclude(pk__in=[row.pk for row in _with_drafts()])
    forgotten = 0
    for consultation in empty:
        record(ConsultationDiscarded(subject=consultation.subject), by=by)
        consultation.delete()
        forgotten += 1
    return forgotten


def _with_drafts() -> list[Consultation]:
    known = {subject.removeprefix("consultation:") for subject in subjects_with_drafts("consultation:")}
    return list(Consultation.objects.filter(state=State.DRAFT, reference__in=known))
