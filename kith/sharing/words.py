"""Requests, answers and handling conditions, in the field's words."""

from django.db import models


class AnswerKind(models.TextChoices):
    """How an agency answers. “Neither confirmed nor denied” is an answer of its own, never the lack of one."""

    FULL = "full", "In full"
    PART = "part", "In part"
    GIST = "gist", "A gist"
    HOLD = "hold", "Hold: ask again on a date"
    SPEAK = "speak", "Speak to me: a meeting, nothing written"
    NOT_HELD = "not-held", "Nothing is held"
    REFUSED = "refused", "Refused"
    NEITHER = "neither", "Neither confirmed nor denied"


# Answers with which something written comes along.
WRITTEN = (AnswerKind.FULL, AnswerKind.PART, AnswerKind.GIST)


class Extent(models.IntegerChoices):
    """Which version of a disclosure; the fullest that a reader may see is the one they see."""

    FULL = 1, "Fuller version"
    GIST = 2, "Gist"


class Marking(models.TextChoices):
    """What may be kept here. Government Security Classifications: OFFICIAL-SENSITIVE is a caveat of OFFICIAL."""

    OFFICIAL = "OFFICIAL", "OFFICIAL"
    SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"


# Offered in the form so that it can be refused, and never kept.
ABOVE = ("above", "SECRET or above")
REFUSED_ABOVE = (
    "Kith may not hold anything above OFFICIAL-SENSITIVE. What you typed here was not kept. Pass it by your agency’s "
    "own secure system or in person, and answer “Speak to me” here."
)


# What a reader may do with a version, where its originator allows it: the condition, and how it is said in a form.
USES = {
    "may_quote": "They may quote it in a plan or a report",
    "may_tell_family": "They may tell the child or the family",
    "may_pass_on": "They may pass it on to another agency",
}


class About(models.TextChoices):
    """What a request is about: a child, or a place or group where harm or safety happens."""

    CHILD = "child", "A child"
    PLACE = "place", "A place"
    GROUP = "group", "A group"
    ONLINE = "online", "An online space"


class Reason(models.TextChoices):
    """Why a person has a part in one request, which says on which side: who asked or told, or who received it."""

    ASKS = "asks", "Asked, or told it"
    ASKS_TOO = "asks-too", "Was let in by who asked"
    RECEIVES = "receives", "Received it"
    GIVEN = "given", "Was let in by who received it"


ASKING = (Reason.ASKS, Reason.ASKS_TOO)
RECEIVING = (Reason.RECEIVES, Reason.GIVEN)


class Knows(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_YET = "not-yet", "Not yet known"


class Stage(models.TextChoices):
    """How far a request has come, as one reader may know it."""

    SENT = "sent", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ANSWERED = "answered", "Answered"
    TOLD = "told", "Passed on"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Lists kept as data (content/process/categories.yaml).
BASES = "sharing-basis"
REASONS = "reason-not-shared"
# Clocks kept as data (content/process/clocks.yaml).
ACKNOWLEDGE, ANSWER, ESCALATE = "request-acknowledge", "request-answer", "request-escalate"
