"""Bringing a case to a panel, its social worker, conflicts of interest, and consent to support."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.people.words import named

from .. import queries, rules
from ..events import (
    CaseBarPlaced,
    CaseEntered,
    CaseRead,
    ConsentWasAnswered,
    ConsentWasAsked,
    PutOnAgenda,
    SocialWorkerNamed,
)
from ..models import AgendaItem, Case, CaseBar, CasePart, ConsentAnswer, ConsentAsked, Meeting, Panel
from ..words import Consent, PartReason
from .panels import AlreadyThere

STOPPED = "Consent to support is not given."


def locked(case: Case) -> Case:
    """The case as it stands, locked until the transaction ends."""
    rows = Case.objects.select_for_update(of=("self",))
    return rows.select_related("panel", "authority", "consultation", "social_worker").get(pk=case.pk)


def leaders(case: Case) -> list:
    """Who leads the case’s panel and may read it; where nobody does, the managers who may."""
    people = rules.people_who_see(case)
    posts = queries.posts_of(case.panel)
    return [one for one in people if one.pk in posts] or [one for one in people if rules.leads(one, case)]


@transaction.atomic
def enter_case(by, *, panel: Panel, consultation=None, social_worker=None, once_key: str, **said) -> Case:
    """The case is before the panel, and its social worker is invited to what the panel does with it.

    Out of a consultation a Channel case comes when its referral to Prevent is recorded as sent. Sending twice makes one.
    Raises AlreadyThere where the consultation is before this panel.
    """
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    require(rules.may_enter(by, panel, consultation))
    once_key = own_key(by, once_key)
    if once := queries.entered_before(by, once_key):
        return once
    if consultation is not None:
        if not rules.may_come(consultation.pk, panel.pk):
            raise AlreadyThere("This consultation is before the panel already")
        require(bool(queries.may_come_to(by, panel, consultation)))
    case = Case.objects.create(
        authority=panel.authority,
        panel=panel,
        consultation=consultation,
        social_worker=social_worker,
        entered_by=by,
        once_key=once_key,
        **said,
    )
    matter = consultation.subject if consultation else ""
    record(CaseEntered(subject=case.subject, matter=matter, to=named(leaders(case))), by=by, after={"name": case.name})
    if social_worker is not None:
        _name(by, case, social_worker)
    return case


def _name(by, case: Case, person) -> None:
    """The person is the child’s social worker here and can read the case; nobody else is by that part."""
    require(rules.may_be_social_worker(person, case))
    now = timezone.now()
    CasePart.objects.filter(matter=case, reason=PartReason.SOCIAL_WORKER, ends=None).exclude(person=person).update(
        ends=now
    )
    CasePart.objects.get_or_create(matter=case, person=person, reason=PartReason.SOCIAL_WORKER, ends=None)
    case.social_worker, case.no_social_worker_because, case.social_worker_left_at = person, "", None
    case.save(update_fields=["social_worker", "no_social_worker_because", "social_worker_left_at"])
    record(SocialWorkerNamed(subject=case.subject, of=f"person:{person.uuid}", to=named([person])), by=by)


@transaction.atomic
def name_social_worker(by, *, case: Case, person) -> None:
    """This is the child’s social worker from now on, told and let in; who was it before is let out."""
    case = locked(case)
    require(rules.may_name_social_worker(by, case))
    if case.social_worker_id == person.pk:
        return
    _name(by, case, person)
    for item in AgendaItem.objects.filter(case=case, meeting__held_at=None, meeting__called_off_at=None):
        event = PutOnAgenda(subject=case.subject, meeting=item.meeting.subject, to=named([person]))
        record(event, by=by)


@transaction.atomic
def place_bar(by, *, case: Case, person, reason: str) -> None:
    """The person can no longer read this case, whatever seat they have. Twice changes nothing."""
    case = locked(case)
    require(rules.may_place_bar(by, case, person) and person.authority_id == case.authority_id)
    if person.pk in rules.kept_away(case):
        return
    CaseBar.objects.create(matter=case, person=person, placed_by=by, reason=reason)
    record(CaseBarPlaced(subject=case.subject, of=f"person:{person.uuid}"), by=by, after={"reason": reason})


@transaction.atomic
def put_on_agenda(by, *, case: Case, meeting: Meeting) -> AgendaItem:
    """The case stands on the meeting’s list, and the child’s social worker is invited. Twice makes one."""
    case = locked(case)
    known = AgendaItem.objects.filter(case=case, meeting=meeting).first()
    require(rules.may_put_on_agenda(by, case, meeting))
    if known is not None:
        return known
    item = AgendaItem.objects.create(meeting=meeting, case=case, added_by=by)
    event = PutOnAgenda(subject=case.subject, meeting=meeting.subject, to=named([case.social_worker]))
    record(event, by=by)
    return item


@transaction.atomic
def ask_consent(by, *, case: Case, once_key: str, **said) -> ConsentAsked:
    """That this consent was asked for stands beside the others. Sending twice makes one."""
    case = locked(case)
    require(rules.may_record_consent(by, case))
    once_key = own_key(by, once_key, case)
    known = ConsentAsked.objects.filter(once_key=once_key, case=case, recorded_by=by).first()
    if known is not None:
        return known
    asked = ConsentAsked.objects.create(case=case, recorded_by=by, once_key=once_key, **said)
    record(ConsentWasAsked(subject=case.subject, of=asked.of), by=by, after={"who": asked.who})
    return asked


@transaction.atomic
def answer_consent(by, *, asked: ConsentAsked, answer: str, on, words: str, once_key: str) -> ConsentAnswer:
    """The answer is kept beside the others, and the one given last stands. Where that is refused or withdrawn, support that
    needs it stops and is looked at again.

    Nothing that social care does stops with it. Sending twice makes one.
    """
    case = locked(asked.case)
    asked = ConsentAsked.objects.select_related("case").get(pk=asked.pk)
    asked.case = case
    require(rules.may_answer_consent(by, asked))
    once_key = own_key(by, once_key, asked)
    known = ConsentAnswer.objects.filter(once_key=once_key, asked=asked, recorded_by=by).first()
    if known is not None:
        return known
    row = ConsentAnswer.objects.create(
        asked=asked, answer=answer, on=on, words=words, recorded_by=by, once_key=once_key
    )
    stopped = 0
    if asked.latest == row and asked.needed and answer != Consent.GIVEN:
        stopped = case.actions.filter(rules.to_be_done(), is_support=True).update(
            stopped_at=timezone.now(), stopped_because=STOPPED
        )
        case.reassess_on = queries.reassess_due(case.authority_id, on)
        case.save(update_fields=["reassess_on"])
    to = named([case.social_worker, *leaders(case)])
    event = ConsentWasAnswered(subject=case.subject, answer=answer, stopped=stopped, to=to)
    record(event, by=by, after={"words": words})
    return row


@transaction.atomic
def note_reading(by, *, case: Case) -> None:
    """That this person read the case stands in the trail."""
    require(Case.objects.filter(rules.sees_case(by), pk=case.pk).exists())
    record(CaseRead(subject=case.subject), by=by)
