"""Plans, reviews and sessions, made through the doors."""

import itertools
from datetime import timedelta

from django.utils import timezone

from kith.plans import actions, queries
from kith.plans.models import Session

KEYS = itertools.count()
OUTCOME = {
    "words": "I want to sleep and not be scared of my phone.",
    "whose": "child",
    "who": "",
    "said_on": timezone.localdate(),
    "matters_because": "She is tired, and alone with it at night.",
    "family_reads": True,
}
ACTION = {"text": "Go along to netball on Thursdays.", "target": "child", "family_reads": True}
PLACE = {
    "text": "Ask the platform to close the group.",
    "target": "context",
    "context_kind": "online",
    "context_words": "The group at night",
    "family_reads": False,
}
AGREED = [
    {
        "party": "child",
        "who": "The young person",
        "answer": "yes",
        "how": "home",
        "on": timezone.localdate(),
        "words": "",
    },
    {
        "party": "family",
        "who": "Her mother",
        "answer": "yes",
        "how": "home",
        "on": timezone.localdate(),
        "words": "Good.",
    },
]


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


def begun(by, consultation, owner=None, **said):
    """A plan of this matter, with its first edition being written."""
    return actions.begin_plan(
        by,
        consultation=consultation,
        owner=owner or by,
        once_key=said.pop("once_key", f"plan-{next(KEYS)}"),
        **{"kind": "child-in-need", "lead": "social-worker", **said},
    )


def outcome(by, plan, **said):
    return actions.add_outcome(by, plan=plan, once_key=f"outcome-{next(KEYS)}", **{**OUTCOME, **said})


def action(by, plan, owner=None, **said):
    """An action in the edition that is being written: of this colleague, or of a partner where one is named."""
    said = {**ACTION, "due_on": days(10), **said}
    if owner is None and not said.get("partner") and not said.get("partner_words"):
        owner = by
    return actions.add_action(by, plan=plan, owner=owner, once_key=f"action-{next(KEYS)}", **said)


def agree(by, plan, **said):
    """The edition that is being written is agreed."""
    return actions.agree_edition(
        by,
        plan=plan,
        version=said.pop("version", None) or queries.draft_of(plan).version,
        once_key=said.pop("once_key", f"agree-{next(KEYS)}"),
        **{"answers": AGREED, "review_on": days(30), **said},
    )


def planned(by, consultation, owner=None, **said):
    """A plan of which a first edition is agreed: one action of a colleague, one of a partner for the place."""
    plan = begun(by, consultation, owner)
    outcome(by, plan)
    action(by, plan, said.pop("doer", None), **said)
    action(by, plan, partner_words="The platform", **PLACE)
    agree(by, plan)
    plan.refresh_from_db()
    return plan


def of(plan):
    """The first action of the plan that one person owns."""
    return next(row for row in queries.actions_in(queries.standing_edition(plan)) if row.owner_id)


def soon(hours: int = 48):
    return (timezone.now() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)


def session(by, consultation, worker=None, starts_at=None, minutes=60, **said):
    """A session, to come unless a time is given."""
    starts_at = starts_at or soon()
    return actions.plan_session(
        by,
        consultation=consultation,
        worker=worker or by,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        once_key=said.pop("once_key", f"session-{next(KEYS)}"),
        **{"way": "together", "place": "The café by the river", "what": "Draw who is around her.", **said},
    )


def over(row, hours: int = 2) -> Session:
    """The same session, which began so many hours ago."""
    start, length = timezone.now() - timedelta(hours=hours), row.ends_at - row.starts_at
    Session.objects.filter(pk=row.pk).update(starts_at=start, ends_at=start + length)
    return Session.objects.get(pk=row.pk)


def held(by, row, **said):
    return actions.write_session(
        by,
        session=row,
        came="held",
        once_key=f"held-{next(KEYS)}",
        **{
            "minutes": 50,
            "tried": "A map of the people around her.",
            "guides": ["first-talk"],
            "childs_words": "They listen.",
            "what_next": "Netball together.",
            **said,
        },
    )


def missed(by, row, why="holiday", **said):
    return actions.write_session(
        by,
        session=row,
        came="missed",
        once_key=f"missed-{next(KEYS)}",
        **{"missed_why": why, "missed_words": "Away with her mother.", "what_next": "Next week.", **said},
    )


def reviewed(by, plan, **said):
    return actions.write_review(
        by,
        plan=plan,
        once_key=f"review-{next(KEYS)}",
        **{
            "held_on": timezone.localdate(),
            "there": "Megan, her mother, her tutor",
            "for_the_child": "She sleeps.",
            "in_the_setting": "The group is closed.",
            "childs_words": "Friends are back.",
            "next_on": days(40),
            **said,
        },
    )
