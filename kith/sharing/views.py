"""Pages on which one agency asks another, and answers."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, require
from kith.concerns.queries import consultation_for
from kith.decisions.half_typed import half_typed
from kith.people.queries import agencies_that_receive, colleagues_of, vetting_levels, vetting_levels_of

from . import actions, queries, rules
from .forms import AnswerForm, AskForm, ColleagueForm, ConditionsForm, WithdrawForm
from .words import USES, Extent, Marking, Stage


def _standing(row) -> dict:
    """How far a request has come as its reader may know it, whether it waits, and whether it is late."""
    stage = queries.stage_of(row)
    waits = stage in (Stage.SENT, Stage.ACKNOWLEDGED)
    late = waits and row.answer_by is not None and row.answer_by < timezone.localdate()
    return {"stage": stage.label, "waits": waits, "late": late}


def _rows(found) -> list[dict]:
    return [{"request": row, **_standing(row)} for row in found]


@require_GET
def requests(request):
    """What others ask of us, and what we asked of them."""
    person = request.user
    return render(
        request,
        "sharing/requests.html",
        {
            "to_us": _rows(queries.requests_to_us(person)),
            "gists": queries.gists_waiting_for(person),
            "ours": _rows(queries.requests_of_ours(person)),
            "answered": _rows(queries.answered_by_us(person)),
            "casework": rules.works_on_cases(person),
        },
    )


@require_GET
def of_matter(request, reference):
    """The requests of one consultation."""
    consultation = consultation_for(request.user, reference)
    return render(
        request,
        "sharing/of_matter.html",
        {
            "consultation": consultation,
            "rows": _rows(queries.requests_about(request.user, consultation)),
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


@require_http_methods(["GET", "POST"])
def ask(request, reference):
    """One agency is asked, about one consultation."""
    consultation = consultation_for(request.user, reference)
    require(rules.may_ask(request.user, consultation))
    agencies = list(agencies_that_receive(request.user))
    choices = {
        "agencies": [(agency.key, agency.name) for agency in agencies],
        "bases": queries.bases(request.user.authority_id),
    }
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    once = request.POST.get("once") or uuids.uuid4()
    form = half.form(AskForm, initial={"about": _about(consultation)}, **choices)
    if request.method == "POST":
        if form.is_valid():
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
    return render(
        request,
        "sharing/ask.html",
        {"form": form, "half": half, "consultation": consultation, "once": once, "agencies": agencies},
    )


def _levels(person) -> list[tuple[str, str]]:
    """The levels that this person may ask of readers, as choices."""
    return [(level.key, level.name) for level in vetting_levels_of(person)]


def _answer_form(request, row, data=None) -> AnswerForm:
    people = [(str(p.uuid), p.name_and_title) for p in queries.asking_side(row)]
    return AnswerForm(data, levels=_levels(request.user), people=people, reasons=queries.reasons(row.authority_id))


@require_GET
def request_page(request, uuid):
    """One request: what is asked, how far it has come, and what came back as far as this person may read it."""
    row = queries.request_for(request.user, uuid)
    answers = queries.answers_to(request.user, row)
    actions.note_reading(request.user, request=row, versions=[one.version for one in answers if one.version])
    may_give_part = rules.may_give_part(request.user, row)
    return render(
        request,
        "sharing/request.html",
        {
            "row": row,
            "basis": dict(queries.bases(row.authority_id)).get(row.basis, row.basis),
            "answers": answers,
            **_standing(row),
            "ours": row.from_agency_id == request.user.agency_id,
            "may_acknowledge": rules.may_acknowledge(request.user, row),
            "may_answer": rules.may_answer(request.user, row),
            "may_withdraw": rules.may_withdraw_request(request.user, row),
            "releasable": {v.pk for one in answers for v in one.kept if rules.may_release(request.user, v)},
            "colleague_form": ColleagueForm(people=_choices(colleagues_of(request.user))) if may_give_part else None,
            "marking": Marking.SENSITIVE.value,
        },
    )


def _choices(people) -> list[tuple[str, str]]:
    return [(str(p.uuid), p.name) for p in people]


@require_POST
def acknowledge(request, uuid):
    """It arrived."""
    actions.acknowledge_request(request.user, request=queries.request_for(request.user, uuid))
    messages.success(request, "Acknowledged. Who asked can see it.")
    return redirect("sharing:request", uuid=uuid)


@require_POST
def withdraw(request, uuid):
    """It is no longer needed."""
    actions.withdraw_request(request.user, request=queries.request_for(request.user, uuid))
    messages.success(request, "Withdrawn.")
    return redirect("sharing:request", uuid=uuid)


@require_POST
def colleague(request, uuid):
    """A colleague of the agency that is asked works on it too."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_give_part(request.user, row))
    colleagues = colleagues_of(request.user)
    form = ColleagueForm(request.POST, people=_choices(colleagues))
    if form.is_valid():
        to = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["to"])
        actions.give_part(request.user, request=row, to=to)
        messages.success(request, f"{to.name} can work on it too.")
        return redirect("sharing:request", uuid=uuid)
    return render(request, "sharing/colleague.html", {"form": form, "row": row})


def _conditions(form, row, uses: str = "uses", whole: bool = True) -> actions.Conditions:
    said = form.cleaned_data
    level = next((one for one in vetting_levels() if one.key == said["floor"]), None) if whole else None
    named = [p for p in queries.asking_side(row) if str(p.uuid) in said["named"]] if whole else []
    return actions.Conditions(
        marking=said["marking"],
        floor=level,
        named=tuple(named),
        named_only=bool(named),
        until=said["until"],
        **{name: name in said[uses] for name in USES},
    )


@require_http_methods(["GET", "POST"])
def answer(request, uuid):
    """The agency that was asked answers, and says who may read what it passes on."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_answer(request.user, row))
    once, above = request.POST.get("once") or uuids.uuid4(), False
    form = _answer_form(request, row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        versions = []
        if said["text"]:
            versions.append(actions.Written(Extent.FULL, said["text"], _conditions(form, row)))
        if said["gist"]:
            versions.append(
                actions.Written(Extent.GIST, said["gist"], _conditions(form, row, "gist_uses", whole=False))
            )
        actions.answer_request(
            request.user,
            request=row,
            kind=said["kind"],
            because=said["because"],
            words=said["words"],
            look_again_on=said["look_again_on"],
            versions=tuple(versions),
            tells_of_more=said["tells_of_more"],
            once_key=str(once),
        )
        done = "Answered. The gist waits for a second person of your agency." if said["gist"] else "Answered."
        messages.success(request, done)
        return redirect("sharing:request", uuid=uuid)
    if form.is_bound and form.is_above:
        # What is above the marking is not sent back either: it must not stand in a page, a cache or a form.
        above, form = True, _answer_form(request, row)
    return render(request, "sharing/answer.html", {"form": form, "row": row, "once": once, "above": above})


@require_POST
def release(request, uuid):
    """A second person releases a gist."""
    version = queries.version_kept_for(request.user, uuid)
    actions.release_gist(request.user, version=version)
    messages.success(request, "Released. It can be read now.")
    return redirect("sharing:request", uuid=version.disclosure.request.uuid)


@require_http_methods(["GET", "POST"])
def narrow(request, uuid):
    """The originator narrows the conditions of a version, or takes it back."""
    version = queries.version_kept_for(request.user, uuid)
    require(rules.may_narrow(request.user, version))
    row = version.disclosure.request
    side, named = queries.asking_side(row), queries.named_for(version)
    people = _choices(side)
    initial = {
        "floor": version.floor.key if version.floor else "",
        "named": [str(p.uuid) for p in side if p.pk in named],
        "uses": [name for name in USES if getattr(version, name)],
        "until": version.until,
    }
    act = request.POST.get("act", "")
    form = ConditionsForm(
        request.POST if act == "narrow" else None, initial=initial, levels=_levels(request.user), people=people
    )
    del form.fields["marking"]
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    back = half.form(WithdrawForm, sent=act == "withdraw")
    if act == "narrow" and form.is_valid():
        form.cleaned_data["marking"] = version.marking
        try:
            actions.narrow_version(request.user, version=version, conditions=_conditions(form, row))
            messages.success(request, "These conditions hold from now on.")
            return redirect("sharing:request", uuid=row.uuid)
        except ValueError as wider:
            form.add_error(None, str(wider))
    if act == "withdraw" and back.is_valid():
        actions.withdraw_version(request.user, version=version, because=back.cleaned_data["because"])
        half.said()
        messages.success(request, "Taken back. Nobody on their side can read it now.")
        return redirect("sharing:request", uuid=row.uuid)
    return render(
        request,
        "sharing/narrow.html",
        {
            "form": form,
            "back": back,
            "half": half,
            "forms": [back],
            "version": version,
            "row": row,
            "readings": queries.readings_of([version]),
        },
    )
