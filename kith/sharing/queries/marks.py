"""Where police ask that the family is not told (Terrorism Act 2000, section 39)."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kith.concerns.queries import confirmed_same, confirmed_same_among, seen_among
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
    linked = _links(person).filter(consultation__in=keys, request=OuterRef("request"))
    return _told(_standing().filter(Q(request__consultation__in=keys) | Q(Exists(linked))))


def _links(person):
    """Standing links of requests to matters, as far as the person may know of them: the side that asked never learns of one."""
    return MatterLink.objects.filter(ended_at=None).exclude(request__from_agency_id=person.agency_id)


def family_marks_among(person, consultations) -> dict[int, list[NotTold]]:
    """The marks that hold for each of these matters whose record this person reads, by its key; of any other, none.

    For pages and documents of the rooms above, whose readers need not read the record: asked once for all of them.
    """
    rows = list({row.pk: row for row in consultations if row is not None}.values())
    seen = seen_among(person, rows) if rows else set()
    rows = [row for row in rows if row.pk in seen]
    if not rows:
        return {}
    families = {key: {key, *others} for key, others in confirmed_same_among(person, rows).items()}
    keys = set().union(*families.values())
    matters: dict[int, set[int]] = {}
    for request, matter in _links(person).filter(consultation__in=keys).values_list("request_id", "consultation_id"):
        matters.setdefault(request, set()).add(matter)
    marks = _standing().filter(Q(request__consultation__in=keys) | Q(request__in=list(matters)))
    found: dict[int, list[FamilyMark]] = {}
    for mark in marks.select_related("request", "agency", "set_by"):
        about = {mark.request.consultation_id} | matters.get(mark.request_id, set())
        for key, family in families.items():
            if family & about:
                found.setdefault(key, []).append(mark)
    return {key: _told(held) for key, held in found.items()}


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
