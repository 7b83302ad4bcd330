"""Contexts, their assessment and their map, in the field's words."""

from django.db import models

from kith.concerns.words import ContextKind
from kith.people.words import CASEWORK_ROLES, Role


class Kind(models.TextChoices):
    """What can be a subject of its own: every context but the home, which is the child’s own."""

    PEERS = ContextKind.PEERS.value, "Peer group"
    SCHOOL = ContextKind.SCHOOL.value, "School"
    NEIGHBOURHOOD = ContextKind.NEIGHBOURHOOD.value, "Place in the neighbourhood"
    ONLINE = ContextKind.ONLINE.value, "Online space"


class PartReason(models.TextChoices):
    OPENED = "opened", "Opened this context"
    MANAGES = "manages", "Manages the team that opened it"
    OWNS = "owns", "Owns what happens next"
    ACTION = "action", "Has something to do here"
    GIVEN = "given", "Was let in to read it"


class Touches(models.TextChoices):
    """How a context touches a child. In words: never a grade."""

    DRAWN_IN = "drawn-in", "Drawn in there"
    HARMED = "harmed", "Harmed there"
    BOTH = "both", "Drawn in and harmed"
    PRESENT = "present", "Is there, and neither is known"


class Standing(models.TextChoices):
    """What a review of a goal says of the place, and never of a child."""

    SAFER = "safer", "Safer"
    SAME = "same", "The same"
    LESS_SAFE = "less-safe", "Less safe"
    NOT_KNOWN = "not-known", "Not known"


class Ending(models.TextChoices):
    """How something of the plan of a context ends. What was left when it was closed was neither done nor dropped."""

    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"
    CLOSED = "closed", "Not done when the context was closed"


class NodeKind(models.TextChoices):
    PERSON = "person", "Person"
    GROUP = "group", "Group"
    PLACE = "place", "Place"
    ONLINE = "online", "Online space"


class Does(models.TextChoices):
    """What a tie does. The third is a finding too."""

    HARMS = "harms", "Harms"
    PROTECTS = "protects", "Protects"
    UNKNOWN = "unknown", "Not known"


class Size(models.TextChoices):
    """How large the map is drawn; links change it where no script runs."""

    WHOLE = "whole", "The whole map"
    LARGER = "larger", "Larger"
    LARGEST = "largest", "Largest"


# Who has a page of contexts: people who work on cases, and partners who were given a part in one.
READERS = (*CASEWORK_ROLES, Role.PARTNER)
# Lists kept as data (content/process/categories.yaml), which a consultation uses too.
SPACES, SOURCES, CERTAINTY = "online-space", "source-of-information", "certainty"
# A clock kept as data (content/process/clocks.yaml): when a context is looked at again.
REVIEW = "context-review"
# As many safety goals as stand at one time: few, so that each is followed.
MOST_GOALS = 5
