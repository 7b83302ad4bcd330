"""Consultations for machines: begin a draft for a person, list and read what the token’s person may see."""

import json
from datetime import date, datetime
from typing import Annotated, Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from ninja import Header, Query, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict, Field

from kith.access.problems import problem
from kith.access.rules import NotFound, find, require
from kith.audit.seals import keyed_hash
from kith.decisions.actions import Overtaken, keep_draft
from kith.decisions.queries import draft_of
from kith.people.queries import person_by_email

from . import actions, queries, rules
from .forms import FORMS, MOST_NOTICED
from .views.writing import lists_for
from .words import BirthKind, ContextKind, Exploitation, Section, Sex, State, YesNo

router = Router(tags=["Consultations"])
PAGE = 50

Words = Annotated[str, Field(max_length=5000)]
Line = Annotated[str, Field(max_length=200)]


class Given(Schema):
    """What is sent: a field that is not known is refused, so that nothing is lost without a word."""

    model_config = ConfigDict(extra="forbid")


class GivenChild(Given):
    case_reference: Annotated[str, Field(max_length=60, description="The child’s reference in the case system.")] = ""
    name: Annotated[str, Field(max_length=200, description="Leave out to ask without a name.")] = ""
    known_as: Annotated[str, Field(max_length=120)] = ""
    birth_kind: BirthKind | Literal[""] = ""
    birth_date: date | None = None
    sex: Sex | Literal[""] = ""
    gender_words: Annotated[Line, Field(description="Gender, in the child’s own words.")] = ""
    language: Line = ""
    interpreter: YesNo | Literal[""] = ""
    disability: Words = ""
    school: Line = ""
    responsibility: Annotated[Words, Field(description="Who has parental responsibility.")] = ""
    responsible_know: YesNo | Literal[""] = ""


class GivenNoticed(Given):
    what: Annotated[str, Field(min_length=1, max_length=5000, description="What was seen or heard.")]
    exact_words: Words = ""
    happened_on: date | None = None
    happened_words: Annotated[Line, Field(description="Roughly when, where the day is not known.")] = ""
    source: Annotated[Line, Field(description="How it is known: a key of the authority’s own list.")] = ""
    source_words: Line = ""
    place: ContextKind | Literal[""] = ""
    space: Annotated[Line, Field(description="If online, a key of the list of kinds of space.")] = ""
    interpretation: Words = ""
    assumption: Words = ""


class GivenVoice(Given):
    voice_words: Annotated[Words, Field(description="The child’s own words, as they said them.")] = ""
    voice_wishes: Words = ""
    not_spoken_because: Words = ""


class GivenQuestion(Given):
    done: Words = ""
    question: Words = ""


class GivenContext(Given):
    kind: ContextKind
    harm: Words = ""
    protects: Words = ""
    reach: Words = ""


class GivenNeeds(Given):
    exploitation: Annotated[list[Exploitation], Field(max_length=len(Exploitation))] = []
    exploitation_thought: Words = ""
    needs: Words = ""
    strengths: Words = ""


class GivenFamily(Given):
    parents_view: Words = ""
    family_told: YesNo | Literal[""] = ""
    family_told_words: Words = ""


class GivenDraft(Given):
    """A draft for one practitioner. Immediate safety and the signs are left to the person, and so is sending it."""

    practitioner: Annotated[str, Field(min_length=3, max_length=254, description="The practitioner’s work e-mail.")]
    child: GivenChild | None = None
    noticed: Annotated[list[GivenNoticed], Field(max_length=MOST_NOTICED)] = []
    voice: GivenVoice | None = None
    question: GivenQuestion | None = None
    contexts: Annotated[list[GivenContext], Field(max_length=len(ContextKind))] = []
    needs: GivenNeeds | None = None
    family: GivenFamily | None = None


class Begun(Schema):
    reference: Annotated[str, Field(description="The reference of the draft.")]
    state: Annotated[str, Field(description="How it stood when it was begun.")]
    link: Annotated[str, Field(description="Where the practitioner goes on, after signing in.")]


def _owner(row) -> str | None:
    """Who owns the matter; nobody where it is closed, which says in `closed_owner` who has it now."""
    return row.owner.name if row.state != State.CLOSED else None


class InList(Schema):
    """One consultation in a list: nothing of what it says."""

    model_config = ConfigDict(title="ConsultationInList")
    reference: str
    state: State
    case_reference: str
    raised_by: str
    owner: str | None
    created_at: datetime
    submitted_at: datetime | None
    closed_at: datetime | None
    link: str


class Listed(Schema):
    consultations: list[InList]
    next: Annotated[str | None, Field(description="Give this as `after` for the next page; null on the last.")]


class ShownChild(Schema):
    case_reference: str
    named: bool
    name: str
    known_as: str
    birth_kind: str
    birth_date: date | None
    sex: str
    gender_words: str
    language: str
    interpreter: str
    disability: str
    school: str
    responsibility: str
    responsible_know: str


class ShownNoticed(Schema):
    happened_on: date | None
    happened_words: str
    source: str
    source_words: str
    place: str
    space: str
    what: str
    exact_words: str
    interpretation: str
    assumption: str


class ShownContext(Schema):
    kind: str
    harm: str
    protects: str
    reach: str


class ShownSign(Schema):
    indicator: str
    title: str
    may_also_be: str
    here: str
    explanation: str


class ShownExploitation(Schema):
    kind: str
    thought: str


class ShownNote(Schema):
    happened_on: date
    written_at: datetime
    written_by: str
    text: str
    childs_words: str

    @staticmethod
    def resolve_written_by(note):
        return note.written_by.name


class ShownNotTold(Schema):
    """That an agency asks for the family not to be told (Terrorism Act 2000, section 39), and never why."""

    model_config = ConfigDict(title="FamilyNotToBeTold")
    agency: str
    ask: Annotated[str, Field(description="Whom to ask before any talk that could lead there.")]
    telephone: str
    since: date
    review_on: Annotated[date, Field(description="They look at it again on this day; it holds until they lift it.")]


NOT_TOLD = "Where police ask that the family is not told, while it holds. Say so wherever this is shown."


class Shown(Schema):
    """The record as its reader may read it. An empty text is not yet known."""

    model_config = ConfigDict(title="Consultation")
    reference: str
    state: State
    raised_by: str
    owner: str | None
    created_at: datetime
    submitted_at: datetime | None
    closed_at: datetime | None
    closed_owner: str
    closed_finding: str
    danger: str
    danger_told: str
    voice_words: str
    voice_wishes: str
    not_spoken_because: str
    child: ShownChild
    noticed: list[ShownNoticed]
    contexts: list[ShownContext]
    signs: list[ShownSign]
    exploitation: list[ShownExploitation]
    needs: str
    strengths: str
    parents_view: str
    family_told: str
    family_told_words: str
    done: str
    question: str
    notes: list[ShownNote]
    family_not_to_be_told: Annotated[list[ShownNotTold], Field(description=NOT_TOLD)]
    link: str

    @staticmethod
    def resolve_raised_by(row):
        return row.raised_by.name

    @staticmethod
    def resolve_owner(row):
        return _owner(row)

    @staticmethod
    def resolve_link(row):
        return _link(row.reference)

    @staticmethod
    def resolve_noticed(row):
        return list(row.noticed.all())

    @staticmethod
    def resolve_contexts(row):
        return list(row.contexts.all())

    @staticmethod
    def resolve_signs(row):
        return list(row.signs.all())

    @staticmethod
    def resolve_exploitation(row):
        return list(row.exploitation.all())

    @staticmethod
    def resolve_notes(row):
        return list(row.notes.all())


def _link(reference: str, page: str = "consultation") -> str:
    return settings.KITH_ADDRESS + reverse(f"concerns:{page}", args=[reference])


@router.post("/consultations", response={200: Begun, 201: Begun}, operation_id="begin-draft", url_name="consultations")
def begin_draft(
    request,
    payload: GivenDraft,
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=120,
            description="The caller’s own key for this draft, kept for 90 days. The same key and content again "
            "answers 200 with the same draft; the same key with other content answers 409.",
        ),
    ],
):
    """Begin a draft for a named practitioner, who alone can read it, go on with it and send it."""
    person = request.auth
    require(rules.may_send_draft(person))
    sent = payload.model_dump(mode="json")
    digest = keyed_hash(json.dumps(sent, sort_keys=True, ensure_ascii=False))
    key = f"api:{keyed_hash(idempotency_key)[:64]}"
    known = draft_of(person, key, "begun")
    if known is not None:
        return _again(known, digest)
    practitioner = person_by_email(payload.practitioner)
    require(practitioner is not None and practitioner.authority_id == person.authority_id)
    typed = _typed(sent)
    if errors := [*_twice(sent["contexts"]), *_faults(practitioner, typed)]:
        return problem(422, errors)
    began = timezone.now()
    try:
        with transaction.atomic():
            # The key is taken first: of two at the same moment the second waits here and finds the first.
            keep_draft(person, subject=key, section="begun", content={"sent": digest}, version=0)
            consultation = actions.start_for_practitioner(
                person,
                practitioner=practitioner,
                key=key,
                sections={
                    section: {name: said for name, (said, _) in boxes.items()} for section, boxes in typed.items()
                },
            )
            begun = {"sent": digest, "reference": consultation.reference}
            keep_draft(person, subject=key, section="begun", content=begun, version=1)
    except Overtaken as overtaken:
        return _again(overtaken.saved, digest)
    return Status(201 if consultation.created_at >= began else 200, _begun(consultation.reference))


def _again(known, digest: str):
    """The same key again: the same draft, or a conflict where something else was sent."""
    if known.content["sent"] != digest:
        return problem(409)
    return Status(200, _begun(known.content["reference"]))


def _begun(reference: str) -> dict:
    return {"reference": reference, "state": State.DRAFT.value, "link": _link(reference, "tasks")}


def _typed(sent: dict) -> dict[str, dict[str, tuple[list[str], str]]]:
    """For each section what the form’s boxes would hold, as typed, each with the place it was sent in."""
    typed: dict[str, dict[str, tuple[list[str], str]]] = {}

    def put(section: str, box: str, value, place: str) -> None:
        if value in (None, "", []):
            return
        boxes = typed.setdefault(section, {})
        if box.startswith(("happened_on", "birth_date")):
            year, month, day = value.split("-")
            for part, number in (("day", day), ("month", month), ("year", year)):
                boxes[f"{box}_{part}"] = ([str(int(number)) if part != "year" else number], place)
        else:
            boxes[box] = (value if isinstance(value, list) else [value], place)

    for section in (Section.CHILD, Section.VOICE, Section.QUESTION, Section.NEEDS, Section.FAMILY):
        for name, value in (sent[section.value] or {}).items():
            put(section.value, name, value, f"#/{section.value}/{name}")
    for number, item in enumerate(sent["noticed"]):
        for name, value in item.items():
            put("noticed", f"{name}_{number}", value, f"#/noticed/{number}/{name}")
    for number, item in enumerate(sent["contexts"]):
        for name in ("harm", "protects", "reach"):
            put("contexts", f"{name}_{item['kind']}", item[name], f"#/contexts/{number}/{name}")
    return typed


def _twice(contexts: list[dict]) -> list[dict]:
    """Each context is written once: of two, one would be lost without a word."""
    kinds = [item["kind"] for item in contexts]
    return [
        {"pointer": f"#/contexts/{number}/kind", "detail": "was given before"}
        for number, kind in enumerate(kinds)
        if kind in kinds[:number]
    ]


def _faults(practitioner, typed: dict) -> list[dict]:
    """What the pages would refuse of what was sent; what is still missing is the person’s to add."""
    lists, faults = lists_for(practitioner), []
    for section, boxes in typed.items():
        data = QueryDict(mutable=True)
        for box, (said, _) in boxes.items():
            data.setlist(box, said)
        extra = {"count": MOST_NOTICED} if section == Section.NOTICED else {}
        form = FORMS[Section(section)](data, lists=lists, **extra)
        for name in form.errors:
            places = [place for box, (_, place) in boxes.items() if box in (name, f"{name}_day")]
            choice = hasattr(form.fields.get(name), "choices")
            why = "is not one of the choices" if choice else "is not as the page takes it"
            faults += [{"pointer": place, "detail": why} for place in places]
    return faults


@router.get("/consultations", response=Listed, operation_id="list-consultations", url_name="consultations")
def list_consultations(
    request,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
    after: Annotated[
        str | None, Query(max_length=12, description="The `next` of the page before.", pattern=r"^K-[0-9A-Z]{8}$")
    ] = None,
):
    """The consultations that the token’s person may see, newest first, fifty at a time. That it was read stands in the trail."""
    if set(request.GET) - {"state", "after"}:
        # What is passed over in silence would be taken as done.
        return problem(422, [{"parameter": "query", "detail": "holds something other than state and after"}])
    rows = queries.consultations_seen_by(request.auth)
    if after:
        last = find(rows.filter(reference=after))
        rows = rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))
    if state:
        rows = rows.filter(state=state)
    page = list(rows.order_by("-created_at", "-pk")[: PAGE + 1])
    actions.note_list(request.auth, shown=[row.reference for row in page[:PAGE]])
    return {
        "consultations": [
            {
                "reference": row.reference,
                "state": row.state,
                "case_reference": row.child.case_reference if row.child else "",
                "raised_by": row.raised_by.name,
                "owner": _owner(row),
                "created_at": row.created_at,
                "submitted_at": row.submitted_at,
                "closed_at": row.closed_at,
                "link": _link(row.reference, "tasks" if row.state == State.DRAFT else "consultation"),
            }
            for row in page[:PAGE]
        ],
        "next": page[PAGE - 1].reference if len(page) > PAGE else None,
    }


@router.get("/consultations/{reference}", response=Shown, operation_id="read-consultation", url_name="consultation")
def read_consultation(request, reference: str):
    """The record, as it was sent and as it stands. That it was read stands in its trail."""
    found = queries.with_record(request.auth, reference)
    if found.child is None:
        raise NotFound
    actions.note_reading(request.auth, consultation=found, how="api")
    found.family_not_to_be_told = rules.not_told_as_data(request.auth, found)
    return found
