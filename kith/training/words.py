"""What a tier may be needed for, how a completion came in, and how somebody stands."""

from django.db import models

from kith.people.words import Role

# Beside the roles: whoever manages a team, of whichever agency.
MANAGES = "manages"
NEEDED_BY = [*Role.choices, (MANAGES, "Manages a team")]
# Who keeps the tiers, takes in files and sees the figures of the authority.
LEADS = (Role.TRAINING_LEAD,)
# The machines that may bring a completion in: each with its own door, and with a key of its own for each completion.
BY_XAPI, BY_LTI, BY_MODULE = MACHINES = ("system:xapi", "system:lti", "system:module")
# How long a code opens the register of a session, and how often a minute one person may try one.
CODE_MINUTES = 30
CODE_LETTERS = 6
TRIES = 8
# For how many days what was read of a file, and what could not be kept of it, is kept.
KEPT_DAYS = 30
MOST_COURSES = 200


class Track(models.TextChoices):
    """Whose professional standards a tier serves."""

    PRACTITIONER = "practitioner", "Practitioner"
    SUPERVISOR = "supervisor", "Supervisor"
    LEADER = "leader", "Leader"


class How(models.TextChoices):
    """By which evidence a completion stands."""

    FILE = "file", "From a learning system"
    REGISTER = "register", "Register of a session"
    CERTIFICATE = "certificate", "Certificate, confirmed by a manager"
    STATEMENT = "statement", "Told by a learning system"
    LAUNCH = "launch", "Opened from a learning system"
    MODULE = "module", "Short module in Kith"
    OBSERVED = "observed", "Seen by the training lead"


class Standing(models.TextChoices):
    """How a person stands with a tier that they need."""

    HAS = "has", "In date"
    SOON = "soon", "To be renewed"
    DUE = "due", "To be done"
    LATE = "late", "Late"
    PAUSED = "paused", "Paused by leave"


class Said(models.TextChoices):
    """What became of a certificate."""

    WAITING = "waiting", "Waits for a manager"
    CONFIRMED = "confirmed", "Confirmed"
    RETURNED = "returned", "Sent back"
    TAKEN_BACK = "taken-back", "Taken back"


class State(models.TextChoices):
    """How far a file has come."""

    COLUMNS = "columns", "Its columns are not named yet"
    COURSES = "courses", "Its courses are not named yet"
    CHECKED = "checked", "Checked. Nothing of it counts yet"
    LOADED = "loaded", "Taken in"
    LEFT = "left", "Not taken in"


class DayOrder(models.TextChoices):
    """How days of figures alone are meant."""

    DAY_FIRST = "day-first", "The day first: 31/12/2026"
    MONTH_FIRST = "month-first", "The month first: 12/31/2026"
    PLAIN = "plain", "No such days: only 2026-12-31, 31 December 2026, or true dates of a workbook"


# The columns of a file of completions, and what a person calls them.
FIELDS = {
    "email": "E-mail address",
    "number": "Staff number",
    "course": "Course",
    "day": "Day of completion",
    "status": "Whether it was completed",
}
DONE_WORDS = "Completed; Complete; Passed"
SIGNED_IN_BY = {"code": "By code", "ticked": "Ticked by the trainer"}
# What calendars call it.
SESSION, DUE = "Training session", "Training due"
