"""The vocabulary of a handover."""

from django.db import models


class Why(models.TextChoices):
    """What ends on the last day: the account, or what the person does in this post alone."""

    LEAVES = "leaves", "They leave: their account ends after the last day"
    MOVES = "moves", "They move to another post: today’s roles and teams end after the last day, the account stays"


class ItemState(models.TextChoices):
    LEFT = "left", "Nobody has it yet"
    OFFERED = "offered", "Offered"
    TAKEN = "taken", "Taken over"
    WAITING = "waiting", "With somebody until it is taken over"


class Said(models.TextChoices):
    TAKEN = "taken", "Taken over"
    DECLINED = "declined", "Declined"


# In whose name what nobody took goes to who has it by default.
KITH = "system:handover"
