"""Where police ask that the family is not told (Terrorism Act 2000, section 39)."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kith.concerns.queries import confirmed_same
from kith.concerns.rules import NotTold

from ..models import FamilyMark, InformationRequest, MatterLink


def _standing():
    return FamilyMark.objects.filter(lifted_at=None).select_related("agency", "set_by")


def _told(marks) -> list[NotTold]:
    today = timezone.localdate()
    return [
        NotTold(
            agency=mark.agency.name,
            by=mark.set_by.name,
            telephone=mark.set_by.telephone,
            on=timezone.localdate(mark.set_at),
            review_on=mark.review_on,
            late=mark.review_on < today,
        )
        for mark in marks
    ]


def family_marks_of(person, consultation) -> list[NotTold]:
    """The marks that hold for a matter whose record this person reads, by when they were set.

    Also those of a record confirmed as about the same child, as far as the person may read it: it is one family.
    """
    keys = [consultation.pk, *(row.pk for row in confirmed_same(person, consultation))]
    linked = MatterLink.objects.filter(consultation__in=keys, ended_at=None, request=OuterRef("request"))
    return _told(_standing().filter(Q(request__consultation__in=keys) | Q(Exists(linked))))


def marks_on(person, request: InformationRequest) -> list[NotTold]:
    """The marks that stand on a request which this person reads, also where it belongs to no matter."""
    return _told(_standing().filter(request=request))


def standing_mark(person, request: InformationRequest) -> FamilyMark | None:
    """The mark that stands on a request, for the agency that set it."""
    return _standing().filter(request=request, agency_id=person.agency_id).first()


def marks_to_look_at(today):
    """For the worker: standing marks whose day has come, and whose agency was not reminded of that day."""
    rows = FamilyMark.objects.filter(lifted_at=None, review_on__lte=today)
    rows = rows.filter(Q(reminded_for__isnull=True) | ~Q(reminded_for=F("review_on")))
    return list(rows.select_related("request__consultation", "agency").order_by("pk"))
