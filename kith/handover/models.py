"""Records of handovers. What is handed over stays in the room that it belongs to, by its kind and key."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .words import ItemState, Said, Why

PERSON = settings.AUTH_USER_MODEL


class Handover(models.Model):
    """One leaving or moving of one person. Seen by them, by who answers for them, and by nobody else (`sees_handover`).

    It is open until the last day took effect, or it was called off; after rights ended at once, until nothing waits.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="handovers")
    begun_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=10, choices=Why, default=Why.LEAVES)
    last_day = models.DateField(null=True)
    # Set by who answers for the person; a day that the person wrote themselves ends nothing.
    settled = models.BooleanField(default=False)
    at_once_at = models.DateTimeField(null=True)
    at_once_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at_once_because = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(finished_at__isnull=True, called_off_at__isnull=True),
                name="one_open_handover_per_person",
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.finished_at is None and self.called_off_at is None

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"handover:{self.uuid}"


class Item(models.Model):
    """One thing of one handover: which one, who has it now, and to whom it is offered. `kind` and `key` are its room’s.

    A thing has no row before somebody writes about it or offers it. Seen by who is offered it, by who took it, and by
    those who see the handover and may know of the thing (`people.standing.Kind.sees`).
    """

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items")
    uuid = models.UUIDField(unique=True, editable=False)
    kind = models.SlugField(max_length=30)
    key = models.CharField(max_length=160)
    reference = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=400)
    url = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.LEFT)
    holder = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    offered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["offered_to", "state"]), models.Index(fields=["holder", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["handover", "kind", "key"], name="one_item_per_thing"),
            models.CheckConstraint(
                condition=~Q(state=ItemState.OFFERED) | Q(offered_to__isnull=False, offered_by__isnull=False),
                name="an_offer_names_somebody",
            ),
        ]


class Answer(models.Model):
    """What one person said to one offer. A declining says why; a further offer has an answer of its own."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="answers")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    said = models.CharField(max_length=10, choices=Said)
    because = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(said=Said.TAKEN) | ~Q(because=""), name="a_declining_says_why")
        ]


class SuccessorWords(models.Model):
    """What the person wrote for whoever comes after them, about one thing.

    About a matter the words stand in the matter, as a note of it (`note_key`), and under its rule; here stand those
    about a contact, a post, a page or a request, for who holds it and is offered it.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="said")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    once_key = models.CharField(max_length=60, unique=True)
    note_key = models.CharField(max_length=60, blank=True)
    where_it_stands = models.TextField(blank=True)
    would_tell = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(note_key="") | Q(where_it_stands="", would_tell=""), name="of_a_matter_words_stand_there"
            )
        ]
