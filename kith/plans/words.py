"""Plans, actions, reviews and direct work, in the field's words."""

from django.db import models


class Target(models.TextChoices):
    """For whom an action is. A plan that works on no place or group says why (contextual safeguarding, domain 1)."""

    CHILD = "child", "The child"
    FAMILY = "family", "The family"
    CONTEXT = "context", "A place or a group"


class Whose(models.TextChoices):
    """In whose own words an outcome stands."""

    CHILD = "child", "The young person’s own"
    FAMILY = "family", "The family’s own"
    WORKER = "worker", "The worker’s, for want of theirs"


class Ending(models.TextChoices):
    DONE = "done", "It is done"
    NOT_DONE = "not-done", "It was not done"
    NOT_NEEDED = "not-needed", "It is no longer needed"


ENDED_WORDS = {
    Ending.DONE: "done",
    Ending.NOT_DONE: "not done",
    Ending.NOT_NEEDED: "no longer needed",
}


class Party(models.TextChoices):
    CHILD = "child", "The young person"
    FAMILY = "family", "The family"


class Agrees(models.TextChoices):
    YES = "yes", "Agrees"
    PARTLY = "partly", "Agrees to some of it"
    NO = "no", "Does not agree"
    NOT_ASKED = "not-asked", "Was not asked yet"


class Way(models.TextChoices):
    """How a session of direct work takes place."""

    TOGETHER = "together", "In the same place"
    ONLINE = "online", "Online"
    TELEPHONE = "telephone", "By telephone"


class Came(models.TextChoices):
    HELD = "held", "Held"
    MISSED = "missed", "Not held"


class Stage(models.TextChoices):
    """When who has an action or a review is told of its day."""

    SOON = "soon", "before its day"
    DUE = "due", "on its day"
    LATE = "late", "after its day"


# Lists kept as data (content/process/categories.yaml), which an authority may word for itself (`kith local`).
PLAN_KINDS, LEADS, HOW_AGREED, WHY_MISSED = "plan-kind", "plan-lead", "plan-agreed-how", "session-missed"
# A clock kept as data (content/process/clocks.yaml): how long before its day somebody is told.
SOON = "plan-action-soon"
# A team’s figures stand where so many people had sessions, and none of them the greater part by far.
FEWEST_PEOPLE, MOST_OF_ONE = 3, 0.7
# For whom a plan is taken out.
FILE, FAMILY = "file", "family"
# What of a safety plan the family reads, as its paper calls it.
SAFETY_READ = {
    "safety_signs": "How we notice",
    "safety_do": "What we do",
    "safety_ring": "Whom to ring",
    "safety_own_words": "In the young person’s own words",
}
