"""Where police ask that the family is not told (Terrorism Act 2000, section 39)."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from kith.concerns.queries import confirmed_same_among, seen_among
from kith.concerns.rules import NotTold

from ..models import FamilyMark, InformationRequest, MatterLink
from ..rules import knows_of_link


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
    others = confirmed_same_among(person, [consultation])[consultation.pk]
    return _told(_marks_over({consultation.pk, *others}, _links(person)))


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
    keys, links = set().union(*families.values()), _links(person)
    known = Prefetch("request__links", links.filter(consultation__in=keys), to_attr="known")
    found: dict[int, list[FamilyMark]] = {}
    for mark in _marks_over(keys, links).select_related("request").prefetch_related(known):
        about = {mark.request.consultation_id, *(link.consultation_id for link in mark.request.known)}
        for key, family in families.items():
            if family & about:
                found.setdefault(key, []).append(mark)
    return {key: _told(held) for key, held in found.items()}


def _links(person):
    return MatterLink.objects.filter(knows_of_link(person))


def _marks_over(keys, links):
    """The marks on requests of these matters, or linked to one of them, by when they were set."""
    linked = links.filter(consultation__in=keys, request=OuterRef("request"))
    return _standing().filter(Q(request__consultation__in=keys) | Q(Exists(linked)))


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
