"""The mark that the family is not to be told (Terrorism Act 2000, section 39): set and lifted by who asked for it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.words import named

from .. import rules
from ..events import FamilyMarkLifted, FamilyMarkSet
from ..models import FamilyMark, InformationRequest
from .conditions import _locked


@transaction.atomic
def ask_not_to_tell(by, *, request: InformationRequest, review_on: date) -> FamilyMark:
    """Every matter to which this belongs says that the family is not to be told, until the mark is lifted.

    Where the mark stands already, its day is this one from now on. Raises ValueError for a day that is over.
    """
    request = _locked(request)
    require(rules.may_mark(by, request))
    if review_on < timezone.localdate():
        raise ValueError("The day must be today or later.")
    mark = FamilyMark.objects.filter(request=request, lifted_at=None).first()
    if mark is not None:
        require(rules.may_lift(by, mark))
        if mark.review_on == review_on:
            return mark
        mark.review_on = review_on
        mark.save(update_fields=["review_on"])
        changed = ("review_on",)
    else:
        mark = FamilyMark.objects.create(request=request, agency=by.agency, set_by=by, review_on=review_on)
        changed = ()
    other = request.from_agency_id if request.to_agency_id == by.agency_id else request.to_agency_id
    people = rules.people_of_side(request, other) if not changed else []
    know = {person.pk for person in rules.people_who_see(request)}
    told = [person for person in people if person.pk in know]
    record(FamilyMarkSet(subject=request.subject, to=named(told), changed=changed), by=by)
    return mark


@transaction.atomic
def lift_mark(by, *, mark: FamilyMark) -> None:
    """The mark stands no more; who set and who lifted it, and when, stays in the record."""
    request = _locked(mark.request)
    mark = FamilyMark.objects.select_for_update(of=("self",)).select_related("request").get(pk=mark.pk)
    require(rules.may_lift(by, mark))
    mark.lifted_by, mark.lifted_at = by, timezone.now()
    mark.save(update_fields=["lifted_by", "lifted_at"])
    record(FamilyMarkLifted(subject=request.subject), by=by)
