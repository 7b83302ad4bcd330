"""Reading requests and what came back. Every query begins with a rule’s filter."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kith.access.rules import find, part_of
from kith.concerns.queries import barred_among, seen_among
from kith.concerns.rules import has_part_in
from kith.people.queries import agencies_of, contact_of_agency, receiving
from kith.toolkit.queries import lists_of_categories

from ..models import (
    Answer,
    Disclosure,
    Escalation,
    InformationRequest,
    MatterLink,
    PassedTo,
    PassingOn,
    RequestPart,
    Version,
    VersionReading,
)
from ..rules import (
    fullest_for,
    keeps_version,
    knows_of_link,
    people_of_side,
    people_who_open_sharing,
    sees_passed,
    sees_passing,
    sees_request,
    shows_answer,
    shows_why,
    stands,
    waits_for_release,
)
from ..words import BASES, REASONS, AnswerKind, Extent, Stage


def _rows(person):
    """Requests that the person sees, each with whether it is answered as far as this person may know."""
    shown = Answer.objects.filter(shows_answer(person), request=OuterRef("pk"))
    return _plain(person).annotate(answer_shown=Exists(shown))


def _plain(person):
    return InformationRequest.objects.filter(sees_request(person)).select_related(
        "from_agency", "to_agency", "asked_by", "consultation", "acknowledged_by"
    )


def _within_reach(person):
    """The keys of every request that could be on a list of this person’s: a wider net than the rule, which decides.

    A list that asked the rule of each row in the table would cost as much as the table is long (`make bench`); from
    the person’s own parts the database finds these few by its indexes, and asks the rule of them alone.
    """
    agency = Q(from_agency_id=person.agency_id) | Q(to_agency_id=person.agency_id)
    rows = InformationRequest.objects.filter(agency).values("pk")
    links = MatterLink.objects.filter(has_part_in(person, "consultation_id"), ended_at=None)
    return rows.filter(has_part_in(person, "consultation_id")).union(
        RequestPart.objects.filter(person=person).values("matter_id"), links.values("request_id")
    )


def _listed(person):
    return _plain(person).filter(pk__in=_within_reach(person))


def _to_us(person, answered: bool):
    """What other agencies ask of the person’s own: they may know of each answer, so that the one column says it."""
    rows = _listed(person).filter(to_agency_id=person.agency_id, unasked=False, answered_at__isnull=not answered)
    return rows.annotate(answer_shown=Value(answered))


def requests_to_us(person):
    """What other agencies ask of the person’s agency and is not answered, by when the answer is due."""
    return _to_us(person, answered=False).filter(withdrawn_at=None).order_by("answer_by", "asked_at", "pk")


def told_to_us(person):
    """What other agencies passed on unasked and this person may read of: not acknowledged first, then the newest."""
    rows = _listed(person).filter(to_agency_id=person.agency_id, unasked=True)
    return rows.order_by(F("acknowledged_at").desc(nulls_first=True), "-asked_at", "-pk")


def to_answer(person):
    """What waits for this person, who received it: requests to answer, and what was told and nobody acknowledged, by day."""
    mine = _listed(person).filter(part_of(person, RequestPart), to_agency_id=person.agency_id, withdrawn_at=None)
    waits = Q(unasked=False, answered_at=None) | Q(unasked=True, acknowledged_at=None)
    return mine.filter(waits).order_by(Coalesce("answer_by", "acknowledge_by"), "asked_at", "pk")


def answered_by_us(person):
    """What the person’s agency has answered, the newest first."""
    return _to_us(person, answered=True).order_by("-answered_at", "-pk")


def requests_of_ours(person):
    """What the person’s agency asked of others, or passed on to them unasked, the newest first; see `with_answers`."""
    return _listed(person).filter(from_agency_id=person.agency_id).order_by("-asked_at", "-pk")


def with_answers(person, rows) -> list[InformationRequest]:
    """The same requests, of which the person sees each, with whether it is answered as far as they may know.

    Asked of these alone: within the statement of a list the database would first work it out for every answer there is.
    """
    found = list(rows)
    lacking = [row for row in found if not row.unasked and not hasattr(row, "answer_shown")]
    if lacking:
        answers = Answer.objects.filter(shows_answer(person), request__in=lacking)
        shown = set(answers.values_list("request_id", flat=True))
        for row in lacking:
            row.answer_shown = row.pk in shown
    return found


def requests_about(person, consultation):
    """The requests of one matter that the person sees, with those that their own agency linked to it, the newest first."""
    linked = MatterLink.objects.filter(consultation=consultation, ended_at=None, request=OuterRef("pk"))
    of_it = Q(consultation=consultation) | Q(Exists(linked), to_agency_id=person.agency_id)
    return _rows(person).filter(of_it).order_by("-asked_at", "-pk")


def matters_linked(person, request: InformationRequest) -> list:
    """The matters to which the person’s agency linked what it received, as far as this person may read them."""
    if request.to_agency_id != person.agency_id:
        return []
    links = MatterLink.objects.filter(request=request, ended_at=None).select_related("consultation")
    matters = [link.consultation for link in links.order_by("linked_at", "pk")]
    seen = seen_among(person, matters) if matters else set()
    return [matter for matter in matters if matter.pk in seen]


def asker_is_kept_from(person, request: InformationRequest) -> bool:
    """True where who asked has a conflict of interest in a matter of ours that this person reads and the request belongs to."""
    matters = matters_linked(person, request)
    return bool(matters) and bool(barred_among(request.asked_by, matters))


def request_for(person, uuid) -> InformationRequest:
    """One request. Raises NotFound."""
    return find(_rows(person).filter(uuid=uuid))


def asked_before(person, once_key: str) -> InformationRequest | None:
    """The request that this sending has made already."""
    return _rows(person).filter(once_key=once_key, asked_by=person).first()


@dataclass
class Told:
    """One answer, or what was told unasked, as one reader may know it: how it reads for them, why, and what they read."""

    by: object
    at: object
    kind: str
    because: str = ""
    words: str = ""
    look_again_on: object = None
    version: Version | None = None
    more: str = ""
    kept: list[Version] = field(default_factory=list)
    readings: list = field(default_factory=list)
    passings: list = field(default_factory=list)


def _reasons(authority_id: int) -> dict[str, str]:
    return lists_of_categories(authority_id, REASONS)[0]


def bases(authority_id: int) -> list[tuple[str, str]]:
    """The powers and lawful bases of this authority’s list, as choices."""
    return list(lists_of_categories(authority_id, BASES)[0].items())


def reasons(authority_id: int) -> list[tuple[str, str]]:
    """Why less than everything is shared: this authority’s list, as choices."""
    return list(_reasons(authority_id).items())


def answers_to(person, request: InformationRequest) -> list[Told]:
    """The answers that this person may know of, in order, each as it reads for them; or what was told unasked.

    Who reads a gist sees a gist answered, whatever else was given; that there is more is said only where the
    originator allows it, with whom to ask. An answer that neither confirms nor denies reads the same always.
    """
    own = person.agency_id == (request.from_agency_id if request.unasked else request.to_agency_id)
    disclosures = _disclosures(person, request, own)
    more = _which_hold_more(person, request) if not own else set()
    readings = readings_of(Version.objects.filter(disclosure__request=request)) if own else []
    passings = _passings_in(person, request)
    told = []
    for one, disclosure in _said(person, request, disclosures):
        versions = disclosure.shown if disclosure else []
        one.version = versions[0] if versions and not own else None
        if one.version is not None and one.version.extent == Extent.GIST and not request.unasked:
            one.kind = AnswerKind.GIST.label
        elif one.version is not None and one.kind == AnswerKind.FULL.label:
            one.because = ""  # the reason is of those who read the gist
        if one.version is not None and disclosure.tells_of_more and disclosure.pk in more:
            one.more = _whom_to_ask(disclosure.originator)
        one.kept = versions if own else []
        here = {version.pk for version in versions}
        one.readings = [reading for reading in readings if reading.version_id in here]
        one.passings = [passing for passing in passings if passing.version_id in here]
        told.append(one)
    return told


def _disclosures(person, request: InformationRequest, own: bool) -> list[Disclosure]:
    rule = keeps_version(person) if own else fullest_for(person)
    shown = Version.objects.filter(rule).select_related("floor", "written_by", "released_by")
    rows = Disclosure.objects.filter(request=request).select_related("originator", "given_by")
    if not own:
        # Of one in which nothing may be read there is no sign: nor a question to the database more.
        rows = rows.filter(Exists(Version.objects.filter(rule, disclosure=OuterRef("pk"))))
    return list(rows.prefetch_related(Prefetch("versions", shown, to_attr="shown")).order_by("given_at", "pk"))


def _said(person, request: InformationRequest, disclosures):
    """Each thing that was said, with what was passed on with it: answers by their rule, what was told unasked as it is."""
    if request.unasked:
        return [(Told(row.given_by, row.given_at, Stage.TOLD.label), row) for row in disclosures]
    rows = Answer.objects.filter(shows_answer(person), request=request).select_related("made_by", "request")
    words = _reasons(request.authority_id)
    by_answer = {row.answer_id: row for row in disclosures}
    found = []
    for row in rows.order_by("made_at", "pk"):
        one = Told(row.made_by, row.made_at, AnswerKind(row.kind).label)
        if shows_why(person, row):
            one.because, one.words = words.get(row.because, row.because), row.words
            one.look_again_on = row.look_again_on
        found.append((one, by_answer.get(row.pk)))
    return found


def _passings_in(person, request: InformationRequest) -> list[PassingOn]:
    """The questions about passing on that this person may know of, in this request."""
    rows = PassingOn.objects.filter(sees_passing(person), version__disclosure__request=request)
    return list(rows.select_related("asked_by", "to_agency", "to_person").order_by("asked_at", "pk"))


def _fuller() -> Exists:
    """True of a version beside which a fuller one of the same disclosure stands."""
    return Exists(Version.objects.filter(stands(), disclosure=OuterRef("disclosure"), extent__lt=OuterRef("extent")))


def _which_hold_more(person, request: InformationRequest) -> set[int]:
    """Disclosures of this request that have a standing version fuller than the one that the person reads."""
    rows = Version.objects.filter(fullest_for(person), _fuller(), disclosure__request=request)
    return set(rows.filter(disclosure__tells_of_more=True).values_list("disclosure_id", flat=True))


@dataclass
class Shared:
    """One version of what a partner shared, as this reader reads it; `more` says whom to ask where that may be known."""

    version: Version
    more: str = ""
    # The yes of its originator by which the person reads it, where it did not come to them.
    passing: PassingOn | None = None


def shared_about(person, matters) -> dict[int, list[Shared]]:
    """What partners shared about these consultations, by their keys, as the person reads it: the fullest that they may.

    What came to them in a request of the matter, or in one that their own side linked to it; and what was passed on to
    them, under the conditions of the version and the day of its originator’s yes.
    """
    linked = _linked_to(person, matters)
    there = Q(disclosure__request__consultation__in=matters) | Q(disclosure__request__in=list(linked))
    joined = ("disclosure__request__to_agency", "disclosure__originator", "disclosure__answer", "floor")
    came = Version.objects.filter(fullest_for(person), there).select_related(*joined).annotate(holds_more=_fuller())
    about = Q(version__disclosure__request__consultation__in=matters) | Q(version__disclosure__request__in=list(linked))
    passed = PassingOn.objects.filter(sees_passed(person), about)
    passed = passed.select_related("asked_by__agency", *(f"version__{path}" for path in joined))
    best: dict[int, Shared] = {row.disclosure_id: Shared(row) for row in came}
    for one in passed.order_by("answered_at", "pk"):
        known = best.get(one.version.disclosure_id)
        if known is None or one.version.extent < known.version.extent:
            best[one.version.disclosure_id] = Shared(one.version, passing=one)
    found: dict[int, list[Shared]] = {}
    contacts: dict[int, str] = {}
    for shared in sorted(best.values(), key=lambda one: (one.version.disclosure.given_at, one.version.pk)):
        disclosure = shared.version.disclosure
        if shared.passing is None and shared.version.holds_more and disclosure.tells_of_more:  # type: ignore[attr-defined]
            agency = disclosure.originator
            if agency.pk not in contacts:
                contacts[agency.pk] = _whom_to_ask(agency)
            shared.more = contacts[agency.pk]
        request = disclosure.request
        for key in sorted({request.consultation_id, *linked.get(request.pk, ())} & set(matters)):
            found.setdefault(key, []).append(shared)
    return found


def _linked_to(person, matters) -> dict[int, set[int]]:
    """The requests linked to these matters, by their keys, each with which; none that the person’s own agency asked."""
    rows = MatterLink.objects.filter(knows_of_link(person), consultation__in=matters)
    found: dict[int, set[int]] = {}
    for request, matter in rows.values_list("request_id", "consultation_id"):
        found.setdefault(request, set()).add(matter)
    return found


def whom_to_ring(request: InformationRequest) -> str:
    """Whom who asked rings at the agency that has the request, as the directory says it; its name where nobody is named."""
    return _whom_to_ask(request.to_agency)


def _whom_to_ask(agency) -> str:
    contact = contact_of_agency(agency)
    if contact is None:
        return agency.name
    return f"{contact.name}, {contact.telephone}"


def readings_of(versions) -> list[VersionReading]:
    """Who on the other side has read these versions, by name: for the originator alone."""
    rows = VersionReading.objects.filter(version__in=versions).select_related("person__agency")
    return list(rows.order_by("person__name", "pk"))


def version_kept_for(person, uuid) -> Version:
    """One version of the person’s own agency, for releasing, narrowing or withdrawing. Raises NotFound."""
    rows = Version.objects.filter(keeps_version(person), uuid=uuid)
    return find(rows.select_related("disclosure__request__to_agency", "disclosure__request__consultation", "floor"))


def gists_waiting_for(person):
    """Gists that wait for this person, who may release them."""
    rows = Version.objects.filter(waits_for_release(person))
    return rows.select_related("disclosure__request").order_by("disclosure__given_at", "pk")


def reading_side(request: InformationRequest) -> list:
    """Who on the side that reads what is passed on has a part in this request: whom a version may be named for."""
    return people_of_side(request, request.to_agency_id if request.unasked else request.from_agency_id)


def readers_to_name(version: Version) -> list:
    """For whom a version may be named when it is narrowed: the side that reads it, and those to whom it was passed on."""
    passed = PassedTo.objects.filter(passing__version=version, passing__ended_at=None).select_related("person")
    people = {person.pk: person for person in reading_side(version.disclosure.request)}
    people |= {row.person_id: row.person for row in passed}
    return sorted(people.values(), key=lambda person: (person.name, person.pk))


def receivers_by_agency(person) -> list[tuple]:
    """The other agencies that named somebody for requests, by name, each with who receives for it today."""
    today = timezone.localdate()
    able = set(people_who_open_sharing(person.authority_id).values_list("pk", flat=True))
    return [
        (agency, [one for one in receiving(contact, on=today) if one.pk in able])
        for agency, contact in agencies_of(person)
        if contact is not None and agency.pk != person.agency_id
    ]


def colleagues_to_let_in(person) -> list:
    """The person’s colleagues of the same agency who have a page of requests, by name."""
    rows = people_who_open_sharing(person.authority_id).filter(agency_id=person.agency_id)
    return list(rows.exclude(pk=person.pk))


def stage_of(request: InformationRequest) -> Stage:
    """How far it has come as the reader may know it; `request` comes from a query of this room."""
    if request.withdrawn_at:
        return Stage.WITHDRAWN
    if request.unasked:
        return Stage.ACKNOWLEDGED if request.acknowledged_at else Stage.TOLD
    if request.answer_shown:  # type: ignore[attr-defined]
        return Stage.ANSWERED
    return Stage.ACKNOWLEDGED if request.acknowledged_at else Stage.SENT


def late_ones(today):
    """For the worker: requests in which something is late, and what was told and nobody acknowledged."""
    rows = InformationRequest.objects.filter(withdrawn_at=None)
    arrived = Q(acknowledged_at=None, acknowledge_by__lt=today)
    late = Q(arrived | Q(answer_by__lt=today), unasked=False, answered_at=None) | Q(arrived, unasked=True)
    # What was answered under conditions may be known to nobody who asked: for them it is as late as if it were not.
    closed = Version.objects.filter(
        Q(floor__isnull=False) | Q(named_only=True) | Q(released_at=None) | ~stands(),
        disclosure__request=OuterRef("pk"),
    )
    told_last = Escalation.objects.filter(request=OuterRef("pk"), step=3)
    hidden = Q(Exists(closed), ~Exists(told_last), arrived | Q(answer_by__lt=today), unasked=False)
    hidden &= Q(answered_at__isnull=False)
    return (
        rows.filter(late | hidden).select_related("to_agency", "from_agency", "asked_by", "consultation").order_by("pk")
    )


def knows_of_an_answer(person, request: InformationRequest) -> bool:
    """True where the person may know of any answer to it."""
    return Answer.objects.filter(shows_answer(person), request=request).exists()


def named_for(version: Version) -> set[int]:
    """The keys of the people for whom a version is named."""
    return set(version.named.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Known:
    """What one person may know of a request, or of a question about passing on, that they see."""

    seen: bool
    answered: bool = False
    gist_waits: bool = False


def known_of(person, subjects) -> dict[str, Known]:
    """Of these, by how the trail calls them, those that the person sees, and what they may know of each."""
    of_requests = [subject for subject in subjects if subject.startswith("request:")]
    of_passings = [subject for subject in subjects if subject.startswith("passing:")]
    known: dict[str, Known] = {}
    if of_requests:
        waiting = set(gists_waiting_for(person).values_list("disclosure__request_id", flat=True))
        for row in _rows(person).filter(uuid__in=[one.removeprefix("request:") for one in of_requests]):
            known[row.subject] = Known(seen=True, answered=row.answer_shown, gist_waits=row.pk in waiting)
    if of_passings:
        uuids = [one.removeprefix("passing:") for one in of_passings]
        for passing in PassingOn.objects.filter(sees_passing(person), uuid__in=uuids):
            known[passing.subject] = Known(seen=True)
    return known
