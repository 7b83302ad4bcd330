"""Who sees a request, and which version of what came back. One rule, three faces; conditions narrow and never widen."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import NOTHING, live, part_of
from kith.concerns.rules import has_part_in, kept_from, people_kept_from, works_in, works_on_cases
from kith.concerns.rules import people_who_see as see_matter
from kith.people.queries import is_vetted_for, people_by_pk
from kith.people.rules import vetted_for
from kith.people.words import Role

from .models import Answer, Disclosure, InformationRequest, NamedReader, RequestPart, Version
from .words import Extent


def sees_request(person) -> Q:
    """Requests of a matter in which the person has a part, or in which they were given a part themselves; and no bar.

    Reading a record in an emergency opens no request: what partners share is theirs to open.
    """
    if not person.is_active:
        return NOTHING
    ours = Q(from_agency_id=person.agency_id) | Q(to_agency_id=person.agency_id)
    # A part in the request itself is of the side that is asked, while one belongs to it; who asked reads the request by
    # their part in the matter, and no longer than that.
    received = Q(part_of(person, RequestPart)) & Q(to_agency_id=person.agency_id)
    mine = (Q(has_part_in(person, "consultation_id")) & ours) | received
    return Q(authority_id=person.authority_id) & mine & ~Q(kept_from(person, "consultation_id"))


def people_who_see(request: InformationRequest) -> list:
    """Everybody of either agency who may read this request now, by name: the third face of the rule."""
    received = RequestPart.objects.filter(live(), matter=request, person__isnull=False).values_list(
        "person_id", flat=True
    )
    found = {person.pk: person for person in people_by_pk(received) if person.agency_id == request.to_agency_id}
    kept_away: set[int] = set()
    if request.consultation is not None:
        for person in see_matter(request.consultation, emergencies=False):
            if person.agency_id in (request.from_agency_id, request.to_agency_id):
                found[person.pk] = person
        kept_away = people_kept_from(request.consultation)
    people = [p for p in found.values() if p.authority_id == request.authority_id and p.pk not in kept_away]
    return sorted(people, key=lambda p: (p.name, p.pk))


def shows_answer(person) -> Q:
    """Answers that this person may know of: those of their own agency, those with nothing written, those they may read.

    Of any other there is no sign: the request stands for them as it stood before.
    """
    written = Disclosure.objects.filter(answer=OuterRef("pk"))
    readable = Version.objects.filter(sees_version(person), disclosure__answer=OuterRef("pk"))
    return Q(request__to_agency_id=person.agency_id) | ~Q(Exists(written)) | Q(Exists(readable))


def _receives(person) -> Q:
    """Versions that came to the person's agency, in a request that they see."""
    seen = InformationRequest.objects.filter(sees_request(person)).values("pk")
    return Q(disclosure__request__in=seen) & ~Q(disclosure__originator_id=person.agency_id)


def stands() -> Q:
    """Versions that anybody could read at this moment: released, not taken back, their last day not over."""
    not_over = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    return Q(released_at__isnull=False, withdrawn_at__isnull=True) & not_over


def _conditions_let(person) -> Q:
    """Versions whose conditions this person meets at this moment."""
    named = NamedReader.objects.filter(version=OuterRef("pk"), person=person)
    return stands() & (Q(named_only=False) | Q(Exists(named))) & vetted_for(person, "floor")


def sees_version(person) -> Q:
    """Versions that this person may read as one to whom they came: a part, the vetting, the name, the time, no withdrawal."""
    if not person.is_active:
        return NOTHING
    return _receives(person) & _conditions_let(person)


def fullest_for(person) -> Q:
    """Of each disclosure the one version that this person reads: the fullest that they may."""
    fuller = Version.objects.filter(
        _conditions_let(person), disclosure=OuterRef("disclosure"), extent__lt=OuterRef("extent")
    )
    return sees_version(person) & ~Q(Exists(fuller))


def keeps_version(person) -> Q:
    """Versions of the person's own agency, in a request in which they have a part, as far as they are vetted for them."""
    if not person.is_active:
        return NOTHING
    seen = InformationRequest.objects.filter(sees_request(person)).values("pk")
    own = Q(disclosure__request__in=seen, disclosure__originator_id=person.agency_id)
    return own & (vetted_for(person, "floor") | Q(written_by=person))


def has_received(person, request: InformationRequest) -> bool:
    """Yes with a live part of one's own in the request, in the agency that is asked, and no bar."""
    rows = RequestPart.objects.filter(live(), matter=request, person=person)
    if request.to_agency_id != person.agency_id or not rows.exists():
        return False
    return _sees(person, request)


def _sees(person, request: InformationRequest) -> bool:
    return InformationRequest.objects.filter(sees_request(person), pk=request.pk).exists()


def may_ask(person, consultation) -> bool:
    """Who works in a matter that is no draft may ask another agency about it."""
    return consultation.submitted_at is not None and works_in(person, consultation)


def may_acknowledge(person, request: InformationRequest) -> bool:
    """Who received it on the side that is asked, once."""
    return request.acknowledged_at is None and request.withdrawn_at is None and has_received(person, request)


def may_answer(person, request: InformationRequest) -> bool:
    """Who received it on the side that is asked, as often as there is more to say, until it is withdrawn."""
    return not request.unasked and request.withdrawn_at is None and has_received(person, request)


def may_withdraw_request(person, request: InformationRequest) -> bool:
    """Who asked, or who leads the matter, while nothing has come back."""
    if request.withdrawn_at or request.unasked or person.agency_id != request.from_agency_id:
        return False
    # Of an answer that this person may not know of there is no sign, here neither.
    if Answer.objects.filter(shows_answer(person), request=request).exists():
        return False
    return request.asked_by_id == person.pk or (person.holds(Role.MANAGER) and _sees(person, request))


def may_give_part(person, request: InformationRequest) -> bool:
    """Who received it may let a colleague of the same agency work on it."""
    return has_received(person, request)


def may_set_floor(person, level) -> bool:
    """Nobody asks of readers a vetting that they have not themselves: they could not read what they wrote."""
    return is_vetted_for(person, level)


def may_release(person, version: Version) -> bool:
    """A second person of the originator, who may read the fuller version too where there is one, and did not write it."""
    if (
        version.extent != Extent.GIST
        or version.released_at
        or version.withdrawn_at
        or version.written_by_id == person.pk
    ):
        return False
    kept = Version.objects.filter(keeps_version(person), disclosure=version.disclosure_id)
    return kept.count() == Version.objects.filter(disclosure=version.disclosure_id).count()


def may_narrow(person, version: Version) -> bool:
    """Who keeps the version on the originator's side may withdraw or narrow it, at any time."""
    return version.withdrawn_at is None and Version.objects.filter(keeps_version(person), pk=version.pk).exists()


def opens_sharing(person) -> bool:
    """Who has a page of requests at all: people who work on cases, and partners."""
    return works_on_cases(person) or person.holds(Role.PARTNER)
