"""The words of an assessment. Its headings and outcomes are data (content/process)."""

from django.db import models

OUTCOMES = "assessment-outcome"
APART = (
    "assessment-outcome-apart"  # pairs of outcomes, as `first+second`, each with what is asked where both are chosen
)
PARTS = "assessment-part"
CLOCK = "assessment"
CHECKPOINTS = "assessment-checkpoint-"
SOON_DAYS = 7
DUE = "Assessment due"  # in calendars


class State(models.TextChoices):
    WRITING = "writing", "Being written"
    WAITING = "waiting", "Waits for a manager"
    AGREED = "agreed", "Finished"
    STOPPED = "stopped", "Stopped"


RUNNING = (State.WRITING, State.WAITING)


class Answer(models.TextChoices):
    AGREED = "agreed", "I agree"
    RETURNED = "returned", "Not yet: it goes back, with my reason"


# What of a conclusion the family reads, as its paper calls it; the child’s view only where its writer lets them.
FAMILY_READS = {
    "reason": "Why",
    "needed": "What is needed now",
    "childs_view": "What the child says",
    "familys_view": "What the parents or carers say",
}
CHILDS_VIEW = "childs_view"


class Edition(models.TextChoices):
    FILE = "file", "For the file"
    FAMILY = "family", "For the family"
