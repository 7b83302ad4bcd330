"""Who sees a request, and which version of what came back. One rule, three faces; conditions narrow and never widen."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import NOTHING, live
from kith.concerns.rules import has_part_in, kept_from, people_kept_from, works_in, works_on_cases
from kith.concerns.rules import people_who_see as see_matter
from kith.people.queries import is_vetted_for, people_by_pk, people_with_role
from kith.people.rules import vetted_for
from kith.people.words import CASEWORK_ROLES, AgencyKind, Role

from .models import (
    Answer,
    Disclosure,
    FamilyMark,
    InformationRequest,
    MatterLink,
    NamedReader,
    PassedTo,
    PassingOn,
    RequestPart,
    Version,
)
from .words import ASKING, RECEIVING, AnswerKind, Extent


def _part(person, reasons):
    """Exists(…): a live part of one's own in the request, on the side that these reasons say."""
    return Exists(RequestPart.objects.filter(live(), matter=OuterRef("pk"), person=person, reason__in=reasons))


def _linked(condition):
    """Exists(…): a standing link of the request to a matter of which this holds."""
    return Exists(MatterLink.objects.filter(condition, ended_at=None, request=OuterRef("pk")))


def sees_request(person) -> Q:
    """Requests of a matter in which the person has a part, or in which they were given a part themselves; and no bar.

    The side that is asked also reads what it linked to a matter of its own; the side that asks never learns of a link,
    so no bar in a linked matter changes what it reads. What was told unasked is there for its receivers while they may
    read something of it. Reading a record in an emergency opens no request: what partners share is theirs to open.
    """
    if not person.is_active:
        return NOTHING
    from_us, to_us = Q(from_agency_id=person.agency_id), Q(to_agency_id=person.agency_id)
    readable = Version.objects.filter(_conditions_let(person), disclosure__request=OuterRef("pk"))
    asked = from_us & Q(_part(person, ASKING), consultation__isnull=True)
    # A part in the request itself is of one side, while one belongs to it; who asked about a matter reads the request
    # by their part in the matter, and no longer than that.
    received = to_us & (Q(_part(person, RECEIVING)) | Q(_linked(has_part_in(person, "consultation_id"))))
    mine = (Q(has_part_in(person, "consultation_id")) & (from_us | to_us)) | asked | received
    kept_away = Q(kept_from(person, "consultation_id")) | (to_us & Q(_linked(kept_from(person, "consultation_id"))))
    there = Q(unasked=False) | from_us | Q(Exists(readable))
    return Q(authority_id=person.authority_id) & mine & there & ~kept_away


def _by_parts(request: InformationRequest, reasons) -> list:
    rows = RequestPart.objects.filter(live(), matter=request, person__isnull=False, reason__in=reasons)
    return list(people_by_pk(rows.values_list("person_id", flat=True)))


def _links(request: InformationRequest) -> list[MatterLink]:
    return list(MatterLink.objects.filter(request=request, ended_at=None).select_related("consultation"))


def knows_of_link(person) -> Q:
    """Standing links of requests to matters that the person may know of: the side that asked never learns of one."""
    return Q(ended_at=None) & ~Q(request__from_agency_id=person.agency_id)


def people_of_side(request: InformationRequest, agency_id: int) -> list:
    """Who of one of the two agencies has a part and no bar, by name, whether or not they may read what was shared."""
    found = {}
    asking, asked = agency_id == request.from_agency_id, agency_id == request.to_agency_id
    if asking and request.consultation is None:
        found = {person.pk: person for person in _by_parts(request, ASKING)}
    if asked:
        found = {person.pk: person for person in _by_parts(request, RECEIVING)}
    matters = [request.consultation] if request.consultation is not None else []
    matters += [link.consultation for link in _links(request)] if asked else []
    for matter in matters:
        found |= {person.pk: person for person in see_matter(matter, emergencies=False)}
    kept_away = people_kept_away(request, agency_id)
    people = [
        p
        for p in found.values()
        if p.agency_id == agency_id and p.authority_id == request.authority_id and p.pk not in kept_away
    ]
    return sorted(people, key=lambda p: (p.name, p.pk))


def people_kept_away(request: InformationRequest, agency_id: int) -> set[int]:
    """Whom a conflict of interest keeps from this request: of either side by its matter, of the asked by a linked one."""
    kept = people_kept_from(request.consultation) if request.consultation is not None else set()
    if agency_id == request.to_agency_id:
        for link in _links(request):
            kept |= people_kept_from(link.consultation)
    return kept


def people_who_see(request: InformationRequest) -> list:
    """Everybody of either agency who may read this request now, by name: the third face of the rule."""
    people = people_of_side(request, request.from_agency_id)
    for person in people_of_side(request, request.to_agency_id):
        if not request.unasked or _may_read_something(person, request):
            people.append(person)
    return sorted(people, key=lambda p: (p.name, p.pk))


def _may_read_something(person, request: InformationRequest) -> bool:
    return Version.objects.filter(_conditions_let(person), disclosure__request=request).exists()


def shows_answer(person) -> Q:
    """Answers that this person may know of: those of their own agency, those with nothing written, those they may read.

    Of any other there is no sign: the request stands for them as it stood before.
    """
    written = Disclosure.objects.filter(answer=OuterRef("pk"))
    readable = Version.objects.filter(sees_version(person), disclosure__answer=OuterRef("pk"))
    return Q(request__to_agency_id=person.agency_id) | ~Q(Exists(written)) | Q(Exists(readable))


def shows_why(person, answer: Answer) -> bool:
    """Yes for the answering agency; for who asked, unless the answer neither confirms nor denies: its reason would."""
    return answer.kind != AnswerKind.NEITHER or answer.request.to_agency_id == person.agency_id


def _in_a_request_seen(person):
    """Exists(…): the person sees the version’s request. Asked of each version, since asked of all requests at once
    (`IN`) the database would work out every request of the table first, wherever it stands in a larger question.
    """
    return Exists(InformationRequest.objects.filter(sees_request(person), pk=OuterRef("disclosure__request")))


def _receives(person) -> Q:
    """Versions that came to the person's agency, in a request that they see."""
    return Q(_in_a_request_seen(person)) & ~Q(disclosure__originator_id=person.agency_id)


def stands() -> Q:
    """Versions that anybody could read at this moment: released, not taken back, their last day not over."""
    not_over = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    return Q(released_at__isnull=False, withdrawn_at__isnull=True) & not_over


def _conditions_let(person, by_a_yes: bool = False) -> Q:
    """Versions whose conditions this person meets at this moment.

    Whom only a yes to passing on named meets them by such a yes, and not as one to whom the version came.
    """
    named = NamedReader.objects.filter(version=OuterRef("pk"), person=person)
    if not by_a_yes:
        named = named.filter(passing=None)
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
    own = Q(_in_a_request_seen(person), disclosure__originator_id=person.agency_id)
    return own & (vetted_for(person, "floor") | Q(written_by=person))


def waits_for_release(person) -> Q:
    """Gists that this person may release: of their own agency, by another, with every version of it theirs to read."""
    beyond = Version.objects.filter(disclosure=OuterRef("disclosure")).exclude(keeps_version(person))
    waiting = Q(extent=Extent.GIST, released_at__isnull=True, withdrawn_at__isnull=True)
    return waiting & keeps_version(person) & ~Q(written_by=person) & ~Q(Exists(beyond))


def has_received(person, request: InformationRequest) -> bool:
    """Yes with a live part of one's own in the request, in the agency that is asked, and no bar."""
    rows = RequestPart.objects.filter(live(), matter=request, person=person, reason__in=RECEIVING)
    if request.to_agency_id != person.agency_id or not rows.exists():
        return False
    return sees(person, request)


def has_asked(person, request: InformationRequest) -> bool:
    """Yes with a live part of one's own in a request without a matter, in the agency that asks or tells."""
    rows = RequestPart.objects.filter(live(), matter=request, person=person, reason__in=ASKING)
    if request.from_agency_id != person.agency_id or request.consultation_id is not None or not rows.exists():
        return False
    return sees(person, request)


def sees(person, request: InformationRequest) -> bool:
    """The first face of the rule, for one request."""
    return InformationRequest.objects.filter(sees_request(person), pk=request.pk).exists()


def may_ask(person, consultation) -> bool:
    """Who works in a matter that is no draft may ask another agency about it, or tell it something."""
    return consultation.submitted_at is not None and works_in(person, consultation)


def may_ask_without_matter(person) -> bool:
    """Partners, who have no matter here, ask and tell from a page of their own; social care does so from a matter."""
    return person.is_active and person.holds(Role.PARTNER) and person.agency.kind != AgencyKind.SOCIAL_CARE


def may_send(person, consultation) -> bool:
    """Who may ask or tell another agency something: in this matter, or, where there is none, without one."""
    return may_ask_without_matter(person) if consultation is None else may_ask(person, consultation)


def may_acknowledge(person, request: InformationRequest) -> bool:
    """Who received it on the side that is asked, once."""
    return request.acknowledged_at is None and request.withdrawn_at is None and has_received(person, request)


def may_answer(person, request: InformationRequest) -> bool:
    """Who received it on the side that is asked, as often as there is more to say, until it is withdrawn."""
    return not request.unasked and request.withdrawn_at is None and has_received(person, request)


def _withdraws(person, request: InformationRequest) -> bool:
    """Who asked, or who leads the matter."""
    if request.unasked or person.agency_id != request.from_agency_id:
        return False
    return (request.asked_by_id == person.pk or person.holds(Role.MANAGER)) and sees(person, request)


def may_withdraw_request(person, request: InformationRequest) -> bool:
    """Who asked, or who leads the matter, while nothing has come back."""
    if request.withdrawn_at or not _withdraws(person, request):
        return False
    # Of an answer that this person may not know of there is no sign, here neither.
    return not Answer.objects.filter(shows_answer(person), request=request).exists()


def could_withdraw_request(person, request: InformationRequest) -> bool:
    """Yes of a request that was withdrawn, for who might have done it: for them a second click is the one withdrawal."""
    return request.withdrawn_at is not None and _withdraws(person, request)


def may_give_part(person, request: InformationRequest) -> bool:
    """Who received it, or asked it without a matter, may let a colleague of the same agency work on it."""
    return has_received(person, request) or has_asked(person, request)


def may_link(person, request: InformationRequest) -> bool:
    """Who received it in social care says to which matter it belongs, or that it belongs to none after all."""
    return works_on_cases(person) and has_received(person, request)


def may_link_to(person, consultation) -> bool:
    """To a matter that was sent and in which one works; reading it in an emergency is not enough."""
    return consultation.submitted_at is not None and works_in(person, consultation)


def may_mark(person, request: InformationRequest) -> bool:
    """Police who received, asked or told it may ask that the family is not told, and say when they look at it again."""
    return person.agency.kind == AgencyKind.POLICE and may_give_part(person, request)


def may_lift(person, mark: FamilyMark) -> bool:
    """The agency that set it, by who may set it."""
    return mark.lifted_at is None and mark.agency_id == person.agency_id and may_mark(person, mark.request)


def has_lifted(person, request: InformationRequest) -> bool:
    """Yes for who lifted the mark that stood on it last, and might set one again."""
    last = FamilyMark.objects.filter(request=request, agency_id=person.agency_id).order_by("-set_at", "-pk").first()
    return last is not None and last.lifted_by_id == person.pk and may_mark(person, request)


def may_set_floor(person, level) -> bool:
    """Nobody asks of readers a vetting that they have not themselves: they could not read what they wrote."""
    return is_vetted_for(person, level)


def may_release(person, version: Version) -> bool:
    """A second person of the originator, who may read the fuller version too where there is one, and did not write it."""
    return Version.objects.filter(waits_for_release(person), pk=version.pk).exists()


def _keeps(person, key: int) -> bool:
    """Yes for who keeps the version with this key."""
    return Version.objects.filter(keeps_version(person), pk=key).exists()


def has_released(person, version: Version) -> bool:
    """Yes for who released it, and keeps it still: for them a second click is the one release."""
    return version.released_by_id == person.pk and _keeps(person, version.pk)


def has_taken_back(person, version: Version) -> bool:
    """Yes for who took it back, and keeps it still."""
    return version.withdrawn_by_id == person.pk and _keeps(person, version.pk)


def may_narrow(person, version: Version) -> bool:
    """Who keeps the version on the originator's side may withdraw or narrow it, at any time."""
    return version.withdrawn_at is None and _keeps(person, version.pk)


def sees_passed(person) -> Q:
    """What was passed on to this person and they may read now: the originator's yes, and every condition of the version."""
    if not person.is_active:
        return NOTHING
    theirs = PassedTo.objects.filter(passing=OuterRef("pk"), person=person)
    standing = Version.objects.filter(_conditions_let(person, by_a_yes=True)).values("pk")
    not_over = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    kept_away = Q(kept_from(person, "version__disclosure__request__consultation_id")) | Q(
        Exists(
            MatterLink.objects.filter(
                kept_from(person, "consultation_id"),
                ended_at=None,
                request=OuterRef("version__disclosure__request"),
                request__to_agency_id=person.agency_id,
            )
        )
    )
    within = Q(version__disclosure__request__authority_id=person.authority_id)
    return within & Q(Exists(theirs), allowed=True, ended_at=None, version__in=standing) & not_over & ~kept_away


def reads_version(person, version: Version) -> bool:
    """Yes for who reads it as one to whom it came, or was passed on."""
    came = Version.objects.filter(fullest_for(person), pk=version.pk)
    return came.exists() or PassingOn.objects.filter(sees_passed(person), version=version).exists()


def sees_passing(person) -> Q:
    """Questions about passing on: one's own, those to one's own agency about what one keeps, and what came of them."""
    if not person.is_active:
        return NOTHING
    kept = Version.objects.filter(keeps_version(person)).values("pk")
    came = Version.objects.filter(fullest_for(person)).values("pk")
    passed = PassingOn.objects.filter(sees_passed(person)).values("version")
    own = Q(asked_by=person) & (Q(version__in=came) | Q(version__in=passed))
    return own | Q(version__in=kept) | sees_passed(person)


def reads_passed(person, passing: PassingOn) -> bool:
    """Yes for who reads the version because of this yes."""
    return PassingOn.objects.filter(sees_passed(person), pk=passing.pk).exists()


def may_ask_passing(person, version: Version) -> bool:
    """Who reads it may ask whether somebody further may."""
    return reads_version(person, version)


def may_answer_passing(person, passing: PassingOn) -> bool:
    """Who keeps the version on the originator's side, while the question waits."""
    return passing.allowed is None and may_narrow(person, passing.version)


def may_end_passing(person, passing: PassingOn) -> bool:
    """Who keeps the version on the originator's side takes a yes back, at any time."""
    return bool(passing.allowed) and passing.ended_at is None and _keeps(person, passing.version_id)


def has_ended_passing(person, passing: PassingOn) -> bool:
    """Yes for who took the yes back, and keeps the version still."""
    return passing.ended_by_id == person.pk and _keeps(person, passing.version_id)


def sees_figures(person) -> bool:
    """Who asks and answers, and information governance: the same tables for all of them, which show no child."""
    return opens_sharing(person) or person.holds(Role.GOVERNANCE)


def opens_sharing(person) -> bool:
    """Who has a page of requests at all: people who work on cases, and partners."""
    return works_on_cases(person) or person.holds(Role.PARTNER)


def people_who_open_sharing(authority_id: int):
    """The same of everybody in an authority at once, by name."""
    casework = people_with_role(authority_id, *CASEWORK_ROLES).filter(agency__kind=AgencyKind.SOCIAL_CARE)
    partners = people_with_role(authority_id, Role.PARTNER)
    either = Q(pk__in=casework.values("pk")) | Q(pk__in=partners.values("pk"))
    return people_with_role(authority_id, *CASEWORK_ROLES, Role.PARTNER).filter(either).select_related("agency")
