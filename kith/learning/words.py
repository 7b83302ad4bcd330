"""How an aim is met, how it ends, and who plans."""

from django.db import models

from kith.people.words import Role

# As a handover calls an aim, and as a calendar does.
AIM = "learning-aim"
DUE = "Learning plan"
# Who plans what is learned next.
PLANNERS = (Role.SPECIALIST, Role.TRAINING_LEAD)
# So many words that found nothing, and so many rounds of calibration, are looked at.
SEARCHES, ROUNDS = 10, 3
LONGEST = 200


class How(models.TextChoices):
    """How people come to learn it."""

    SESSION = "session", "A training session"
    READING = "reading", "A page of the toolkit or a short module"
    COACHING = "coaching", "Coaching, or a group reflection"
    CALIBRATION = "calibration", "A calibration round"
    OTHER = "other", "Something else"


class Ended(models.TextChoices):
    """What became of an aim."""

    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"
