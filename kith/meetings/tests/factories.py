"""Visits, meetings and questions before a step, made through the doors."""

import itertools
from datetime import timedelta

from django.utils import timezone

from kith.meetings import actions
from kith.meetings.models import Meeting
from kith.meetings.words import Kind
from kith.people.models import Agency

KEYS = itertools.count()
STEP = {
    "step": "home-visit",
    "about": "Poppy, born 3 May 2018",
    "what": "We see the children and their mother.",
    "place": "12 Rowan Close",
    "who_goes": "Amina and a health visitor",
}
PLAN = {
    "purpose": "To see the children and hear their mother alone.",
    "place": "12 Rowan Close",
    "language": "English; Finn needs few words.",
    "faith": "Nothing known.",
    "who_is_there": "The father may come home at four.",
    "other_needs": "Finn’s bear.",
    "safety": "We leave if he comes; the car stands in the next street.",
}


def police(by):
    return Agency.objects.get(authority=by.authority, key="police")


def soon(hours: int = 48):
    return (timezone.now() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)


def asked_before(by, consultation, meeting=None, **said):
    """A question of this person to the police of their authority."""
    said = {**STEP, "planned_for": meeting.starts_at if meeting else soon(), **said}
    return actions.ask_before_step(
        by, consultation=consultation, to_agency=police(by), meeting=meeting, once_key=f"ask-{next(KEYS)}", **said
    )


def cut(by, question, kind="go", **said):
    """An answer of this person."""
    actions.answer_question(by, question=question, kind=kind, once_key=f"cut-{next(KEYS)}", **said)


def planned(by, consultation, kind=Kind.VISIT, **said):
    """A visit or a meeting of this person, to which the police are invited."""
    starts = said.pop("starts_at", None) or soon()
    plan = PLAN if kind == Kind.VISIT else {"purpose": "To plan together."}
    return actions.call_meeting(
        by,
        consultation=consultation,
        kind=kind,
        starts_at=starts,
        ends_at=said.pop("ends_at", starts + timedelta(hours=1)),
        agencies=said.pop("agencies", [police(by)]),
        once_key=said.pop("once_key", f"plan-{next(KEYS)}"),
        **{**plan, **said},
    )


def begun(meeting) -> Meeting:
    """The same meeting, an hour after it began."""
    start = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=start, ends_at=start + timedelta(minutes=30))
    return Meeting.objects.get(pk=meeting.pk)


ACCOUNT = {
    "seen": "Both children.",
    "heard": "“I am more afraid of him than of you.”",
    "agreed": "A worker of the refuge rings her.",
    "childs_words": "Daddy shouts.",
    "no_words_because": "",
}


def accounted(by, meeting, attendance=None, **said):
    """What came of it, as this person wrote it."""
    return actions.write_account(
        by,
        meeting=meeting,
        attendance=attendance or {},
        once_key=f"account-{next(KEYS)}",
        without_because=said.pop("without_because", ""),
        **{**ACCOUNT, **said},
    )


def decided(by, meeting, **said):
    """A decision of a meeting."""
    return actions.record_decision(
        by,
        meeting=meeting,
        once_key=f"decide-{next(KEYS)}",
        **{"text": "Section 47 enquiries begin.", "reason": "A bruise and fear.", **said},
    )


def action_for(by, meeting, owner, due_on=None, **said):
    """An action that a meeting agreed."""
    return actions.agree_action(
        by,
        meeting=meeting,
        owner=owner,
        due_on=due_on or timezone.localdate() + timedelta(days=3),
        once_key=f"action-{next(KEYS)}",
        **{"text": "Ring the refuge.", **said},
    )
