"""Reading requests and what came back. Every query begins with a rule’s filter."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q

from kith.access.rules import find
from kith.people.queries import contact_of_agency
from kith.toolkit.queries import lists_of_categories

from .models import Answer, Disclosure, InformationRequest, Version, VersionReading
from .rules import fullest_for, keeps_version, people_who_see, sees_request, shows_answer, stands
from .words import BASES, REASONS, AnswerKind, Extent, Stage


def _rows(person):
    """Requests that the person sees, each with whether it is answered as far as this person may know."""
    shown = Answer.objects.filter(shows_answer(person), request=OuterRef("pk"))
    return (
        InformationRequest.objects.filter(sees_request(person))
        .select_related("from_agency", "to_agency", "asked_by", "consultation", "acknowledged_by")
        .annotate(answer_shown=Exists(shown))
    )


def requests_to_us(person):
    """What other agencies ask of the person’s agency and is not answered, by when the answer is due."""
    rows = _rows(person).filter(to_agency_id=person.agency_id, unasked=False, answered_at=None, withdrawn_at=None)
    return rows.order_by("answer_by", "asked_at", "pk")


def answered_by_us(person, limit: int = 50):
    """What the person’s agency has answered, the newest first."""
    rows = _rows(person).filter(to_agency_id=person.agency_id, unasked=False, answered_at__isnull=False)
    return rows.order_by("-answered_at", "-pk")[:limit]


def requests_of_ours(person, limit: int = 50):
    """What the person’s agency asked of others, the newest first."""
    return _rows(person).filter(from_agency_id=person.agency_id, unasked=False).order_by("-asked_at", "-pk")[:limit]


def requests_about(person, consultation):
    """The requests of one matter that the person sees, the newest first."""
    return _rows(person).filter(consultation=consultation).order_by("-asked_at", "-pk")


def request_for(person, uuid) -> InformationRequest:
    """One request. Raises NotFound."""
    return find(_rows(person).filter(uuid=uuid))


def asked_before(person, once_key: str) -> InformationRequest | None:
    """The request that this sending has made already."""
    return _rows(person).filter(once_key=once_key, asked_by=person).first()


@dataclass
class Told:
    """One answer as one reader may know it: how it reads for them, why, and the version they read, where there is one."""

    answer: Answer
    kind: str
    because: str
    version: Version | None = None
    more: str = ""
    kept: list[Version] = field(default_factory=list)
    readings: list = field(default_factory=list)


def _reasons(authority_id: int) -> dict[str, str]:
    return lists_of_categories(authority_id, REASONS)[0]


def bases(authority_id: int) -> list[tuple[str, str]]:
    """The powers and lawful bases of this authority’s list, as choices."""
    return list(lists_of_categories(authority_id, BASES)[0].items())


def reasons(authority_id: int) -> list[tuple[str, str]]:
    """Why less than everything is shared: this authority’s list, as choices."""
    return list(_reasons(authority_id).items())


def answers_to(person, request: InformationRequest) -> list[Told]:
    """The answers that this person may know of, in order, each as it reads for them.

    Who reads a gist sees a gist answered, whatever else was given; that there is more is said only where the
    originator allows it, with whom to ask.
    """
    own = request.to_agency_id == person.agency_id
    rows = (
        Answer.objects.filter(shows_answer(person), request=request).select_related("made_by").order_by("made_at", "pk")
    )
    if own:
        kept = Version.objects.filter(keeps_version(person)).select_related("floor", "written_by", "released_by")
    else:
        kept = Version.objects.filter(fullest_for(person)).select_related("floor")
    disclosures = {
        row.answer_id: row
        for row in Disclosure.objects.filter(answer__in=rows).prefetch_related(
            Prefetch("versions", kept, to_attr="shown")
        )
    }
    more = _which_hold_more(person, request) if not own else set()
    readings = readings_of(Version.objects.filter(disclosure__request=request)) if own else []
    words = _reasons(request.authority_id)
    told = []
    for row in rows:
        disclosure = disclosures.get(row.pk)
        versions = disclosure.shown if disclosure else []
        version = versions[0] if versions and not own else None
        kind, because = AnswerKind(row.kind), row.because
        if version is not None and version.extent == Extent.GIST:
            kind = AnswerKind.GIST
        one = Told(row, kind.label, words.get(because, because), version, kept=versions if own else [])
        if version is not None and disclosure is not None and disclosure.tells_of_more and disclosure.pk in more:
            one.more = _whom_to_ask(request)
        kept_here = {v.pk for v in one.kept}
        one.readings = [reading for reading in readings if reading.version_id in kept_here]
        told.append(one)
    return told


def _which_hold_more(person, request: InformationRequest) -> set[int]:
    """Disclosures of this request that have a standing version fuller than the one that the person reads."""
    mine = Version.objects.filter(fullest_for(person), disclosure=OuterRef("disclosure"), extent__gt=OuterRef("extent"))
    rows = Version.objects.filter(stands(), Exists(mine), disclosure__request=request, disclosure__tells_of_more=True)
    return set(rows.values_list("disclosure_id", flat=True))


def _whom_to_ask(request: InformationRequest) -> str:
    contact = contact_of_agency(request.to_agency)
    if contact is None:
        return request.to_agency.name
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
    """Gists of the person’s agency that wait for a second person, who is not who wrote them."""
    rows = Version.objects.filter(
        keeps_version(person), extent=Extent.GIST, released_at=None, withdrawn_at=None
    ).exclude(written_by=person)
    return rows.select_related("disclosure__request").order_by("disclosure__given_at", "pk")


def asking_side(request: InformationRequest) -> list:
    """Who on the side that asked may read this request: whom a version may be named for."""
    return [person for person in people_who_see(request) if person.agency_id == request.from_agency_id]


def stage_of(request: InformationRequest) -> Stage:
    """How far it has come as the reader may know it; `request` comes from a query of this room."""
    if request.withdrawn_at:
        return Stage.WITHDRAWN
    if request.answer_shown:  # type: ignore[attr-defined]
        return Stage.ANSWERED
    return Stage.ACKNOWLEDGED if request.acknowledged_at else Stage.SENT


def late_ones(today):
    """For the worker: requests in which something is late, with how many steps were taken already."""
    rows = InformationRequest.objects.filter(unasked=False, answered_at=None, withdrawn_at=None)
    late = Q(acknowledged_at=None, acknowledge_by__lt=today) | Q(answer_by__lt=today)
    return rows.filter(late).select_related("to_agency", "from_agency", "asked_by", "consultation").order_by("pk")


def named_for(version: Version) -> set[int]:
    """The keys of the people for whom a version is named."""
    return set(version.named.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Known:
    """What one person may know of a request that they see: that it is answered, that a gist waits for them."""

    seen: bool
    answered: bool
    gist_waits: bool


def known_of(person, subjects) -> dict[str, Known]:
    """Of these requests, by how the trail calls them, those that the person sees, and what they may know of each."""
    uuids = [subject.removeprefix("request:") for subject in subjects]
    if not uuids:
        return {}
    waiting = set(gists_waiting_for(person).values_list("disclosure__request_id", flat=True))
    return {
        row.subject: Known(seen=True, answered=row.answer_shown, gist_waits=row.pk in waiting)
        for row in _rows(person).filter(uuid__in=uuids)
    }
