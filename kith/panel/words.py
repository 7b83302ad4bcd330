"""Panels in the field’s words. What an authority may change stands as data in content/process/."""

from django.db import models


class Seat(models.TextChoices):
    CHAIR = "chair", "Chair"
    DEPUTY = "deputy", "Deputy chair"
    COORDINATOR = "coordinator", "Coordinator"
    MEMBER = "member", "Member"


# Who leads a panel’s work. What is due later belongs to the first of these posts that somebody holds on the day.
LEADS = (Seat.COORDINATOR, Seat.CHAIR, Seat.DEPUTY)
CHAIRS = (Seat.CHAIR, Seat.DEPUTY)


class State(models.TextChoices):
    WAITING = "waiting", "Waits for the panel"
    ADOPTED = "adopted", "Support is offered"
    NOT_ADOPTED = "not-adopted", "Not adopted"
    ELSEWHERE = "elsewhere", "Referred elsewhere"
    ENDED = "ended", "Support has ended"


# One case of a consultation at a time is before a panel.
BEFORE_PANEL = (State.WAITING, State.ADOPTED)


class Outcome(models.TextChoices):
    """Of equal standing, shown in this order."""

    ADOPT = "adopt", "Adopt: support is offered"
    NOT = "not-adopt", "Do not adopt"
    ELSEWHERE = "elsewhere", "Refer elsewhere"
    GO_ON = "go-on", "Support goes on"
    END = "end", "Support ends"


FIRST = (Outcome.ADOPT, Outcome.NOT, Outcome.ELSEWHERE)
LATER = (Outcome.GO_ON, Outcome.END)
STATE_AFTER = {
    Outcome.ADOPT: State.ADOPTED,
    Outcome.NOT: State.NOT_ADOPTED,
    Outcome.ELSEWHERE: State.ELSEWHERE,
    Outcome.GO_ON: State.ADOPTED,
    Outcome.END: State.ENDED,
}


class Consent(models.TextChoices):
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class There(models.TextChoices):
    YES = "yes", "Was there"
    INSTEAD = "instead", "A colleague came instead"
    APOLOGIES = "apologies", "Sent apologies"
    NO = "no", "Was not there"


PRESENT = (There.YES, There.INSTEAD)


class PartReason(models.TextChoices):
    SOCIAL_WORKER = "social-worker", "The child’s social worker"
    ACTION = "action", "Has something to do"


# Of what is handed over: an empty seat that somebody sees to, and a look that somebody takes in the place of the post.
SEAT, LOOK = "panel-seat", "panel-look"


class Paper(models.TextChoices):
    """As what a pack was opened."""

    PAGE = "page", "Page"
    PDF = "pdf", "PDF"


# Lists kept as data (content/process/categories.yaml); of those that end in a dash, one for each kind of panel.
KINDS = "panel-kind"
QUORUM = "panel-quorum-"
CHAIRED_BY = "panel-chaired-by-"
REFERRED_BY = "panel-referred-by-"
ENTERS_BY = "panel-enters-by-"
LOOKS = "panel-looks-"
CONSENT_OF = "panel-consent-of"
CONSENT_HOW = "panel-consent-how"
EXIT_REASONS = "panel-exit-reason"
# Clocks kept as data (content/process/clocks.yaml).
ACTION_CLOCK, REASSESS_CLOCK = "panel-action", "panel-reassess"
# How many days before a look, a review or a second assessment is due somebody hears of it.
SOON_DAYS = 30
# What a calendar calls a panel’s meeting, and the day of an action. Never which panel.
MEETING, ACTION_DUE = "Meeting", "Action due"
# So many of one kind, at most, stand in a calendar.
CALENDAR_ROWS = 500
# The outcome of a screening whose referral, once it is recorded as sent, leads to Channel.
PREVENT = "prevent-referral"
