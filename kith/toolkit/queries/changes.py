"""What has changed: since somebody last looked, and by mail."""

from datetime import datetime

from django.db.models import Q

from ..models import ChangesByMail, Edition, LastLook, Piece
from ..rules import layers_of
from .layers import _shown
from .searching import WEEK


def last_look_of(person) -> datetime | None:
    """When the person last said that they had seen what changed."""
    return LastLook.objects.filter(person=person).values_list("at", flat=True).first()


def changes_for(person, *, since: datetime | None = None, until: datetime | None = None):
    """Editions since a moment (or ever), until another (or now), of pages that reach this person, the newest first."""
    local, regional, national = layers_of(person)
    reached = Piece.objects.filter(local | regional | national).filter(Q(retired=True) | Q(pk__in=_shown(person)))
    rows = Edition.objects.filter(piece__in=reached).select_related("piece").order_by("-at", "-pk")
    if since is not None:
        rows = rows.filter(at__gt=since)
    return rows if until is None else rows.filter(at__lte=until)


def wants_changes(person) -> bool:
    """True where the person asked to be sent what changes."""
    return ChangesByMail.objects.filter(person=person).exists()


def wishes_due(now: datetime) -> list[tuple[ChangesByMail, datetime]]:
    """Who asked to be sent what changes, may sign in, and was sent nothing for a week, with the moment from which
    something is new to them; for the worker alone.
    """
    newest = Edition.objects.order_by("-at").values_list("at", flat=True).first()
    if newest is None:
        return []
    rows = ChangesByMail.objects.filter(
        until__lte=now - WEEK, until__lt=newest, person__is_active=True, person__wants_mail=True
    )
    rows = rows.select_related("person__authority").order_by("pk")
    looked = dict(LastLook.objects.filter(person__in=rows.values("person")).values_list("person_id", "at"))
    return [(row, max(row.until, looked.get(row.person_id, row.until))) for row in rows]
