"""The vocabulary of linked learning systems."""

from django.db import models

from kith.people.words import Role

# Who connects a learning system and makes its keys; what its activities count for, the training lead says.
CONNECTORS = (Role.TRAINING_LEAD, Role.ADMINISTRATOR)
# Two live at once, so that one can be changed for the other without a gap.
MOST_KEYS = 2
# For how many days a statement is kept that does not count, and how many of them.
KEPT_DAYS = 30
MOST_WAITING = 10_000
MOST_ASIDE = 100_000
MOST_ACTIVITIES = 1_000
# Requests of one learning system in a minute.
PER_MINUTE = 120
# What the source of a completion is called in training.
SOURCE = "xapi"


class State(models.TextChoices):
    """What became of a statement."""

    COUNTED = "counted", "It is a completion"
    WAITING = "waiting", "Its activity or its person is not known yet"
    ASIDE = "aside", "It means no completion"
    VOIDED = "voided", "It was taken back"
