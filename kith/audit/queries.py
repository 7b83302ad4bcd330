"""Reading the trail."""

from .models import Entry


def entries_about(subject: str):
    """What happened to one record, newest first."""
    return Entry.objects.filter(subject=subject).order_by("-seq")


def entries_by(actor: str):
    """What one person did, newest first."""
    return Entry.objects.filter(actor=actor).order_by("-seq")


def lately_by(actor: str, *, verb: str, since, at_most: int = 200) -> int:
    """How often this actor did this since a moment, counted among their newest entries alone."""
    newest = entries_by(actor).values_list("verb", "at")[:at_most]
    return sum(1 for done, at in newest if done == verb and at >= since)


def entries_about_any(subjects):
    """What happened to any of these records, newest first."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("-seq")
