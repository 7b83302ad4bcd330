"""The trail: entries, the state of the chain, and its signed heads."""

from django.db import models

from .events import REGISTRY


class Entry(models.Model):
    """One thing that happened. Written with the act in one transaction, never changed. Read by investigators."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    actor_agency = models.CharField(max_length=60, blank=True)
    authority = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    about_child = models.BooleanField(default=False)
    details = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    hashes = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    session = models.CharField(max_length=64, blank=True)
    leaf = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-seq"]),
            models.Index(fields=["actor", "-seq"]),
        ]

    @property
    def sentence(self) -> str:
        """What happened, as a page says it; an entry of a version that is gone is shown by its verb."""
        event = REGISTRY.get(self.verb)
        return event.sentence if event else self.verb

    def written(self) -> dict:
        """The fields that the leaf is the hash of."""
        return {
            "seq": self.seq,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": self.actor,
            "actor_agency": self.actor_agency,
            "authority": self.authority,
            "verb": self.verb,
            "subject": self.subject,
            "about_child": self.about_child,
            "details": self.details,
            "changed": list(self.changed),
            "hashes": self.hashes,
            "request_id": self.request_id,
            "session": self.session,
        }


class TrailState(models.Model):
    """The one row that says how long the trail is; its lock puts writers in order, so that numbers have no gaps."""

    size = models.BigIntegerField(default=0)
    frontier = models.JSONField(default=list)
    seal = models.CharField(max_length=64)


class Head(models.Model):
    """One signed statement of the trail's length and root at a time. A copy goes outside the database."""

    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=200)

    class Meta:
        ordering = ["size", "pk"]
