"""Visits, meetings and the question before a visible step, in the field's words."""

from django.db import models

from kith.people.words import CASEWORK_ROLES, Role


class Kind(models.TextChoices):
    """What a calendar calls it, too: a kind and a reference, and never a word of whom or what it is about."""

    VISIT = "visit", "Joint visit"
    STRATEGY = "strategy", "Strategy discussion"
    PROFESSIONALS = "professionals", "Professionals’ meeting"


class Cut(models.TextChoices):
    """What police answer when they are asked whether a step would cut across anything. Never why."""

    GO = "go", "Go ahead"
    WAIT = "wait", "Wait until a date"
    SPEAK = "speak", "Speak to me"
    BACK = "back", "Taken back"


# What can be answered; an answer is taken back by its own button.
CUTS = [(one.value, one.label) for one in (Cut.GO, Cut.WAIT, Cut.SPEAK)]


class Reply(models.TextChoices):
    WAITING = "waiting", "No answer yet"
    ACCEPTED = "accepted", "Will be there"
    DECLINED = "declined", "Cannot come"
    OTHER = "other", "Cannot then: another time"


REPLIES = [(one.value, one.label) for one in (Reply.ACCEPTED, Reply.DECLINED, Reply.OTHER)]


class Attendance(models.TextChoices):
    ATTENDED = "attended", "Was there"
    APOLOGIES = "apologies", "Sent apologies"
    ABSENT = "absent", "Was not there"


class Change(models.TextChoices):
    MOVED = "moved", "Moved to another time"
    CHANGED = "changed", "Changed"
    CANCELLED = "cancelled", "Cancelled"


# Who can be invited, and who has a page of visits and meetings.
MEETERS = (*CASEWORK_ROLES, Role.PARTNER, Role.CHAIR)
# Of what is handed over: a question before a step that somebody else asked.
ASKED = "before-step-asked"
# A list kept as data (content/process/categories.yaml): steps that can be seen.
STEPS = "visible-step"
# Clocks kept as data (content/process/clocks.yaml).
ANSWER, ESCALATE = "before-step-answer", "before-step-escalate"
# What a calendar calls the day of an action.
ACTION_DUE = "Action due"
# How long a calendar keeps what is over or cancelled, so that each device learns of it.
CALENDAR_DAYS = 35
# A feed that no device has read for so long opens nothing any more.
UNREAD_DAYS = 90
