"""Pages on which one agency asks another, or tells it something unasked, and the page of one request."""

import uuid as uuids

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, NotFound, require
from kith.concerns.actions import SaidBefore
from kith.concerns.actions import note_reading as note_matter_read
from kith.concerns.queries import consultation_for
from kith.concerns.rules import family_not_to_be_told
from kith.decisions.half_typed import half_typed
from kith.design.documents import NoPdf, as_file, pdf
from kith.design.fields import whole
from kith.people.queries import vetting_levels, vetting_levels_of
from kith.people.words import AgencyKind

from .. import actions, queries, rules
from ..forms import (
    AskForm,
    AskWithoutMatterForm,
    ColleagueForm,
    LinkForm,
    TellForm,
    TellWithoutMatterForm,
)
from ..words import USES, Extent, Marking, Stage


def _standing(row) -> dict:
    """How far a request has come as its reader may know it, whether it waits, and whether it is late."""
    stage = queries.stage_of(row)
    waits = stage in (Stage.SENT, Stage.ACKNOWLEDGED, Stage.TOLD) and not (row.unasked and row.acknowledged_at)
    due = row.acknowledge_by if row.unasked else row.answer_by
    late = waits and due is not None and due < timezone.localdate()
    return {"stage": stage.label, "waits": waits, "late": late, "due": due}


def _rows(person, found) -> list[dict]:
    """Lines of a list; whether one’s own agency asked is said of each line by itself, for the other side reads less."""
    return [{"request": row, "ours": row.from_agency_id == person.agency_id, **_standing(row)} for row in found]


SHOWN = 50


def _part(request, name: str, found) -> dict:
    """One page of a list, and the addresses of the pages before and after it; nothing is counted."""
    number = max(whole(request.GET.get(name)), 1)
    first = (number - 1) * SHOWN
    rows = _rows(request.user, queries.with_answers(request.user, found[first : first + SHOWN + 1]))

    def address(to: int) -> str:
        asked = request.GET.copy()
        asked[name] = str(to)
        return f"?{asked.urlencode()}"

    return {
        "rows": rows[:SHOWN],
        "earlier": address(number + 1) if len(rows) > SHOWN else "",
        "later": address(number - 1) if number > 1 else "",
    }


def _is_police(person) -> bool:
    return person.agency.kind == AgencyKind.POLICE


@require_GET
def requests(request):
    """What others ask and tell us, what we asked and told them, and what was passed on."""
    person = request.user
    return render(
        request,
        "sharing/requests.html",
        {
            "to_us": _rows(person, queries.requests_to_us(person)),
            "told": _part(request, "told", queries.told_to_us(person)),
            "gists": queries.gists_waiting_for(person),
            "passings": queries.passings_waiting_for(person),
            "passed": queries.passed_to(person),
            "by_us": _part(request, "ours", queries.requests_of_ours(person)),
            "answered": _part(request, "answered", queries.answered_by_us(person)),
            "casework": rules.works_on_cases(person),
            "may_ask": rules.may_ask_without_matter(person),
        },
    )


@require_GET
def of_matter(request, reference):
    """The requests of one consultation, and what others asked or told that belongs to it."""
    consultation = consultation_for(request.user, reference)
    return render(
        request,
        "sharing/of_matter.html",
        {
            "consultation": consultation,
            "rows": _rows(request.user, queries.requests_about(request.user, consultation)),
            "may_ask": rules.may_ask(request.user, consultation),
        },
    )


def _about(consultation) -> str:
    """What the other agency needs to find the child: what the record holds already, to change or to keep."""
    child = consultation.child
    if child is None:
        return ""
    born = f"born {child.birth_date.day} {child.birth_date:%B %Y}" if child.birth_date else ""
    return ", ".join(part for part in (child.name, born) if part)


def _of_matter(request, reference):
    """The consultation that this page is about, or None for a partner’s own page; who may not send gets no further."""
    consultation = consultation_for(request.user, reference) if reference else None
    require(rules.may_send(request.user, consultation))
    return consultation


@require_http_methods(["GET", "POST"])
def ask(request, reference=None):
    """One agency is asked: about one consultation, or, by a partner, about a child or a context without one."""
    consultation = _of_matter(request, reference)
    agencies = [agency for agency, _ in queries.receivers_by_agency(request.user)]
    choices = {
        "agencies": [(agency.key, agency.name) for agency in agencies],
        "bases": queries.bases(request.user.authority_id),
    }
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    once = request.POST.get("once") or uuids.uuid4()
    form = half.form(
        AskForm if consultation else AskWithoutMatterForm,
        initial={"about": _about(consultation)} if consultation else {},
        **choices,
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        to = next(agency for agency in agencies if agency.key == said.pop("to"))
        try:
            sent = actions.send_request(
                request.user, consultation=consultation, to_agency=to, once_key=str(once), **said
            )
            half.said()
            messages.success(request, f"Sent to {to.name}.")
            return redirect("sharing:request", uuid=sent.uuid)
        except NobodyThere as nobody:
            form.add_error("to", str(nobody))
        except SaidBefore as said_before:
            form.add_error(None, str(said_before))
            once = uuids.uuid4()
    _note_shown(request, consultation)
    return render(
        request,
        "sharing/ask.html",
        {"form": form, "half": half, "consultation": consultation, "once": once, "agencies": agencies},
    )


def _note_shown(request, consultation) -> None:
    """The page shows the child’s name and date of birth, which is a reading of the record."""
    if consultation is not None:
        note_matter_read(request.user, consultation=consultation, how="asking")


def conditions_of(form, people, uses: str = "uses", whole: bool = True) -> actions.Conditions:
    """What a form says of who may read a version; a gist is for wider readers and has only its uses."""
    said = form.cleaned_data
    level = next((one for one in vetting_levels() if one.key == said["floor"]), None) if whole else None
    named = [p for p in people if str(p.uuid) in said["named"]] if whole else []
    return actions.Conditions(
        marking=said["marking"],
        floor=level,
        named=tuple(named),
        named_only=bool(named),
        until=said["until"],
        **{name: name in said[uses] for name in USES},
    )


def versions_of(form, people) -> tuple[actions.Written, ...]:
    """The versions that a form of answering or telling holds."""
    said, versions = form.cleaned_data, []
    if said["text"]:
        versions.append(actions.Written(Extent.FULL, said["text"], conditions_of(form, people)))
    if said["gist"]:
        gist = conditions_of(form, people, "gist_uses", whole=False)
        versions.append(actions.Written(Extent.GIST, said["gist"], gist))
    return tuple(versions)


def levels_for(person) -> list[tuple[str, str]]:
    """The levels that this person may ask of readers, as choices."""
    return [(level.key, level.name) for level in vetting_levels_of(person)]


def choices_of(people) -> list[tuple[str, str]]:
    """People as choices, by their uuid."""
    return [(str(p.uuid), p.name) for p in people]


@require_http_methods(["GET", "POST"])
def tell(request, reference=None):
    """Another agency is told something that it did not ask for, under conditions from the start."""
    consultation = _of_matter(request, reference)
    agencies = queries.receivers_by_agency(request.user)
    readers = [person for _, people in agencies for person in people]
    kind = TellForm if consultation else TellWithoutMatterForm

    def form_of(data=None):
        return kind(
            data,
            initial={"about": _about(consultation)} if consultation else {},
            agencies=agencies,
            bases=queries.bases(request.user.authority_id),
            levels=levels_for(request.user),
            people=[(str(p.uuid), f"{p.name}, {agency.name}") for agency, people in agencies for p in people],
            may_mark=_is_police(request.user),
        )

    once, above = request.POST.get("once") or uuids.uuid4(), False
    form = form_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        to = next(agency for agency, _ in agencies if agency.key == said["to"])
        try:
            with transaction.atomic():
                sent = actions.tell_unasked(
                    request.user,
                    consultation=consultation,
                    to_agency=to,
                    once_key=str(once),
                    versions=versions_of(form, readers),
                    tells_of_more=said["tells_of_more"],
                    **{
                        name: said[name]
                        for name in ("about_kind", "about", "why", "basis", "family_knows", "family_words")
                        if name in said
                    },
                )
                if said.get("family_review_on"):
                    actions.ask_not_to_tell(request.user, request=sent, review_on=said["family_review_on"])
            done = f"Passed on to {to.name}."
            if said["gist"]:
                done += " The gist waits for a second person of your agency: let a colleague work on it too, who releases it."
            messages.success(request, done)
            return redirect("sharing:request", uuid=sent.uuid)
        except NobodyThere as nobody:
            form.add_error("to", str(nobody))
        except SaidBefore as said_before:
            form.add_error(None, str(said_before))
            once = uuids.uuid4()
    if form.is_bound and form.is_above:
        # What is above the marking is not sent back either: it must not stand in a page, a cache or a form.
        above, form = True, form_of()
    _note_shown(request, consultation)
    return render(
        request,
        "sharing/tell.html",
        {"form": form, "consultation": consultation, "once": once, "agencies": agencies, "above": above},
    )


def _marks(request, row) -> list:
    """What police ask about the family: of the request itself, and, for who reads its matter, of that."""
    if row.consultation is not None and row.from_agency_id == request.user.agency_id:
        return family_not_to_be_told(request.user, row.consultation)
    return queries.marks_on(request.user, row)


@require_GET
def request_page(request, uuid):
    """One request: what is asked or told, how far it has come, and what was passed on as far as this person may read it."""
    row = queries.request_for(request.user, uuid)
    answers = queries.answers_to(request.user, row)
    actions.note_readings(request.user, of={row: [one.version for one in answers if one.version]})
    return render(request, "sharing/request.html", _page_of(request, row, answers))


@require_GET
def document(request, uuid):
    """One request with what this person may read of what was passed on, as a tagged PDF that names its reader."""
    row = queries.request_for(request.user, uuid)
    answers = queries.answers_to(request.user, row)
    try:
        content = pdf(
            "sharing/request_document.html",
            {
                "row": row,
                "answers": answers,
                "basis": dict(queries.bases(row.authority_id)).get(row.basis, row.basis),
                "stage": queries.stage_of(row).label,
                "marks": _marks(request, row),
                "reader": request.user,
                "made_at": timezone.now(),
                # What is asked is about a child, whatever the marking of what came back.
                "marking": Marking.SENSITIVE.value,
            },
        )
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("sharing:request", uuid=uuid)
    with transaction.atomic():
        actions.note_readings(request.user, of={row: [one.version for one in answers if one.version]})
        actions.note_taken_out(request.user, request=row)
    return as_file(content, "application/pdf", f"kith-request-{timezone.localdate():%Y-%m-%d}.pdf")


def _page_of(request, row, answers, link_form=None) -> dict:
    person = request.user
    may_give_part, may_link = rules.may_give_part(person, row), rules.may_link(person, row)
    may_mark = rules.may_mark(person, row)
    colleagues = queries.colleagues_to_let_in(person) if may_give_part else []
    standing, ours = _standing(row), row.from_agency_id == person.agency_id
    return {
        "row": row,
        "ring": queries.whom_to_ring(row) if ours and standing["waits"] else "",
        "basis": dict(queries.bases(row.authority_id)).get(row.basis, row.basis),
        "answers": answers,
        **standing,
        "ours": ours,
        "may_acknowledge": rules.may_acknowledge(person, row),
        "may_answer": rules.may_answer(person, row),
        "may_withdraw": rules.may_withdraw_request(person, row),
        "releasable": {v.pk for one in answers for v in one.kept if rules.may_release(person, v)},
        "colleague_form": ColleagueForm(people=choices_of(colleagues)) if may_give_part else None,
        "marking": Marking.SENSITIVE.value,
        "marks": _marks(request, row),
        "may_mark": may_mark,
        "our_mark": queries.standing_mark(person, row) if may_mark else None,
        "matters": queries.matters_linked(person, row),
        "asker_is_kept_away": queries.asker_is_kept_from(person, row),
        "may_link": may_link,
        "link_form": link_form or (LinkForm() if may_link else None),
    }


@require_POST
def link(request, uuid):
    """It belongs to this matter, or does not after all; the other agency learns of neither."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_link(request.user, row))
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            consultation = consultation_for(request.user, form.cleaned_data["reference"])
            if request.POST.get("act") == "end":
                actions.unlink_request(request.user, request=row, consultation=consultation)
                messages.success(request, f"It does not belong to {consultation.reference} any more.")
            else:
                actions.link_request(request.user, request=row, consultation=consultation)
                who = "Who told this" if row.unasked else "Who asked"
                messages.success(request, f"It belongs to {consultation.reference} now. {who} does not learn of it.")
            return redirect("sharing:request", uuid=uuid)
        except NotFound:
            form.add_error("reference", "You work in no matter with this reference")
    return render(request, "sharing/link.html", {"form": form, "row": row})


@require_POST
def acknowledge(request, uuid):
    """It arrived."""
    actions.acknowledge_request(request.user, request=queries.request_for(request.user, uuid))
    messages.success(request, "Acknowledged. Who sent it can see that.")
    return redirect("sharing:request", uuid=uuid)


@require_POST
def withdraw(request, uuid):
    """It is no longer needed."""
    actions.withdraw_request(request.user, request=queries.request_for(request.user, uuid))
    messages.success(request, "Withdrawn.")
    return redirect("sharing:request", uuid=uuid)


@require_POST
def colleague(request, uuid):
    """A colleague of the same agency works on it too."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_give_part(request.user, row))
    colleagues = queries.colleagues_to_let_in(request.user)
    form = ColleagueForm(request.POST, people=choices_of(colleagues))
    if form.is_valid():
        to = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["to"])
        actions.give_part(request.user, request=row, to=to)
        messages.success(request, f"{to.name} can work on it too.")
        return redirect("sharing:request", uuid=uuid)
    return render(request, "sharing/colleague.html", {"form": form, "row": row})
