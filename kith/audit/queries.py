"""Reading the trail."""

from .models import Entry


def entries_about(subject: str):
    """What happened to one record, newest first."""
    return Entry.objects.filter(subject=subject).order_by("-seq")


def entries_by(actor: str):
    """What one person did, newest first."""
    return Entry.objects.filter(actor=actor).order_by("-seq")
