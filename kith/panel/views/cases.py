"""One case: brought in, its social worker, consent, the plan, support, and the looks after it has ended."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import NotFound, require
from kith.concerns.queries import consultation_for
from kith.concerns.rules import family_not_to_be_told
from kith.decisions.half_typed import HalfTyped, half_typed
from kith.design.forms import chosen
from kith.design.templatetags.design import weekday
from kith.people.queries import casework_colleagues, setting_of

from .. import actions, queries, rules
from ..forms import (
    ActionForm,
    AgendaForm,
    ConflictForm,
    ConsentAnswerForm,
    ConsentForm,
    DoneForm,
    EnterForm,
    LookForm,
    PersonForm,
    SessionForm,
    SessionSaidForm,
    SupportForm,
)
from .pages import form_page, once_of, people_as_choices, to_case, to_panel

NO_CONSENT = (
    "Support waits: the panel has not adopted, or a consent that it needs is not given. What social care does for the "
    "child goes on."
)


def _marking(row) -> str:
    return setting_of(row.authority, "marking")


def _from_consultation(request, row):
    """The consultation that a case is brought in from, where one is named; it must be one that may come here."""
    reference = request.POST.get("of") or request.GET.get("of") or ""
    if not reference:
        return None
    consultation = consultation_for(request.user, reference)
    if not queries.may_come_to(request.user, row, consultation):
        raise NotFound
    return consultation


def _known(consultation) -> dict:
    """What a case may begin with: what the record holds already, to change or to keep."""
    if consultation is None:
        return {}
    child = consultation.child
    born = f"born {child.birth_date.day} {child.birth_date:%B %Y}" if child and child.birth_date else ""
    known = {
        "name": child.name if child else "",
        "about": ", ".join(part for part in (born, child.school if child else "") if part),
        "childs_words": consultation.voice_words,
        "not_spoken_because": "" if consultation.voice_words else consultation.not_spoken_because,
    }
    return {**known, "social_worker": str(consultation.owner.uuid)}


@require_http_methods(["GET", "POST"])
def enter(request, uuid):
    """A case is brought before the panel."""
    row = queries.seated_panel_for(request.user, uuid)
    consultation = _from_consultation(request, row)
    require(rules.may_enter(request.user, row, consultation))
    half = HalfTyped(request, "panel:enter", row.uuid, consultation.reference if consultation else "by-hand")
    if half.by_script:
        return half.kept()
    people = list(casework_colleagues(request.user).select_related("agency"))
    choices = {
        "referred_by": queries.referrers_of(row.authority_id, row.kind).items(),
        "social_worker": people_as_choices(people),
    }
    form = half.form(EnterForm, initial=_known(consultation), choices=choices)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["social_worker"] = chosen(people, said["social_worker"])
        try:
            case = actions.enter_case(
                request.user, panel=row, consultation=consultation, once_key=once_of(request), **said
            )
            half.said()
            messages.success(request, "The case is before the panel.")
            return redirect("panel:case", uuid=case.uuid)
        except actions.AlreadyThere as known:
            form.add_error(None, str(known))
        except NotFound:
            # Everything else was asked above; it is the social worker who may not be named.
            form.add_error("social_worker", "This colleague cannot be named here. Choose another")
    return form_page(
        request,
        form,
        title="Bring a case to the panel",
        back=to_panel(row),
        button="Bring it to the panel",
        once=once_of(request),
        half=half,
        of=consultation.reference if consultation else "",
        marks=family_not_to_be_told(request.user, consultation) if consultation else [],
        marking=_marking(row),
        lines=[
            "Members read what you write here, and nothing of the consultation that they could not read before."
            if consultation
            else "For a case that did not begin as a consultation in Kith."
        ],
    )


@require_GET
def case(request, uuid):
    """One case, as its reader may know it."""
    person = request.user
    row = queries.whole_case(person, uuid)
    actions.note_reading(person, case=row)
    readable = consultation_reference(person, row)
    leads = rules.leads(person, row)
    records = rules.may_record_consent(person, row)
    goes_on = rules.support_may_go_on(row)
    referrers = queries.referrers_of(row.authority_id, row.panel.kind)
    return render(
        request,
        "panel/case.html",
        {
            "case": row,
            "marking": _marking(row),
            "consultation": readable,
            "marks": queries.marks_of_cases(person, [row]).get(row.pk, []),
            "referrer": referrers.get(row.referred_by, row.referred_by),
            "leads": leads,
            "records": records,
            "support_goes_on": goes_on,
            "may_support": records and goes_on,
            "finishable": {one.pk for one in row.actions.all() if one.is_open and (leads or one.owner_id == person.pk)},
            "meetings": queries.meetings_open_to(person, row) if leads else [],
            "bars": queries.bars_of(person, row),
            "names_another": queries.leaders_today([row])[row.pk].person if _has_gap(row) else None,
            "sits": row.panel_id in queries.sits_on(person),
        },
    )


def _has_gap(row) -> bool:
    worker = row.social_worker
    return worker is not None and (row.social_worker_left_at is not None or not worker.is_active)


def consultation_reference(person, row) -> str:
    """The reference of the consultation, for who reads it by their own part."""
    if row.consultation is None:
        return ""
    try:
        return consultation_for(person, row.consultation.reference).reference
    except NotFound:
        return ""


@require_http_methods(["GET", "POST"])
def social_worker(request, uuid):
    """Another social worker is named, told and let in."""
    row = queries.case_for(request.user, uuid)
    require(rules.may_name_social_worker(request.user, row))
    people = queries.social_workers_for(request.user, row, casework_colleagues(request.user).select_related("agency"))
    form = PersonForm(request.POST or None, choices={"person": people_as_choices(people)})
    if request.method == "POST" and form.is_valid():
        person = chosen(people, form.cleaned_data["person"])
        actions.name_social_worker(request.user, case=row, person=person)
        messages.success(request, f"{person.name} is named, told, and can read this case.")
        still = rules.leads(request.user, row) or person.pk == request.user.pk
        return redirect("panel:case", uuid=uuid) if still else redirect("panel:panels")
    return form_page(
        request, form, title="Name the child’s social worker", back=to_case(row), about=row, button="Name them"
    )


@require_http_methods(["GET", "POST"])
def conflict(request, uuid):
    """A conflict of interest: the person can no longer read this case."""
    row = queries.case_for(request.user, uuid)
    leads = rules.leads(request.user, row)
    people = rules.people_who_see(row) if leads else [request.user]
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ConflictForm, choices={"person": people_as_choices(people)})
    if request.method == "POST" and form.is_valid():
        person = chosen(people, form.cleaned_data["person"])
        actions.place_bar(request.user, case=row, person=person, reason=form.cleaned_data["reason"])
        half.said()
        messages.success(request, f"{person.name} can no longer read this case.")
        own = person.pk == request.user.pk
        return redirect("panel:panels") if own else redirect("panel:case", uuid=uuid)
    return form_page(
        request,
        form,
        title="Record a conflict of interest",
        back=to_case(row),
        about=row,
        button="Record it",
        half=half,
    )


@require_http_methods(["GET", "POST"])
def agenda(request, uuid):
    """The case is put on a meeting’s list."""
    row = queries.case_for(request.user, uuid)
    require(rules.leads(request.user, row))
    meetings = queries.meetings_open_to(request.user, row)
    pairs = [(str(one.uuid), f"{one.on:%A} {one.on.day} {one.on:%B %Y}") for one in meetings]
    form = AgendaForm(request.POST if request.method == "POST" and pairs else None, choices={"meeting": pairs})
    if not pairs:
        del form.fields["meeting"]
    if request.method == "POST" and form.is_valid():
        meeting = next(one for one in meetings if str(one.uuid) == form.cleaned_data["meeting"])
        actions.put_on_agenda(request.user, case=row, meeting=meeting)
        messages.success(request, "It stands on the list. The child’s social worker is invited.")
        return redirect("panel:case", uuid=uuid)
    lines = [] if pairs else ["No other meeting is planned. Plan one on the panel’s page first."]
    return form_page(
        request,
        form,
        title="Put it on a meeting’s list",
        back=to_case(row),
        about=row,
        button="Put it there",
        lines=lines,
    )


@require_http_methods(["GET", "POST"])
def consent(request, uuid):
    """That consent to support was asked for."""
    row = queries.case_for(request.user, uuid)
    require(rules.may_record_consent(request.user, row))
    of, how = queries.consent_lists(row.authority_id)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ConsentForm, choices={"of": of.items(), "how": how.items()})
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "needed": form.cleaned_data["needed"] == "yes"}
        actions.ask_consent(request.user, case=row, once_key=once_of(request), **said)
        half.said()
        messages.success(request, "Kept. Record the answer when it comes.")
        return redirect("panel:case", uuid=uuid)
    return form_page(
        request,
        form,
        title="Record that consent was asked for",
        back=to_case(row),
        about=row,
        button="Keep",
        once=once_of(request),
        marking=_marking(row),
        lines=["Consent is asked for support, not for the panel’s discussion. One page for each person who is asked."],
        half=half,
    )


@require_http_methods(["GET", "POST"])
def consent_answer(request, uuid):
    """An answer about consent; what was answered before stays."""
    asked = queries.consent_for(request.user, uuid)
    require(rules.may_answer_consent(request.user, asked))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ConsentAnswerForm, asked_on=asked.asked_on)
    if request.method == "POST" and form.is_valid():
        actions.answer_consent(request.user, asked=asked, once_key=once_of(request), **form.cleaned_data)
        half.said()
        messages.success(request, "The answer is kept, beside those before it.")
        return redirect("panel:case", uuid=asked.case.uuid)
    return form_page(
        request,
        form,
        title="Record an answer about consent",
        back=to_case(asked.case),
        about=asked.case,
        button="Keep the answer",
        once=once_of(request),
        marking=_marking(asked.case),
        lines=[
            "Where support needs it and it is refused or withdrawn, the panel’s support stops. What social care does goes on."
        ],
        half=half,
    )


@require_http_methods(["GET", "POST"])
def action(request, uuid):
    """Somebody has something to do by a day."""
    row = queries.case_for(request.user, uuid)
    require(rules.may_agree_action(request.user, row))
    colleagues = casework_colleagues(request.user).select_related("agency")
    people = queries.owners_for(request.user, row, colleagues)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(ActionForm, choices={"owner": people_as_choices(people)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.agree_action(
                request.user,
                case=row,
                text=said["text"],
                owner=chosen(people, said["owner"]),
                due_on=said["due_on"],
                is_support=said["is_support"] == "yes",
                once_key=once_of(request),
            )
            half.said()
            messages.success(request, "Kept. Who does it is told.")
            return redirect("panel:case", uuid=uuid)
        except actions.NoConsent:
            form.add_error("is_support", NO_CONSENT)
    return form_page(
        request,
        form,
        title="Agree who does what",
        back=to_case(row),
        about=row,
        button="Keep",
        once=once_of(request),
        marking=_marking(row),
        half=half,
    )


@require_http_methods(["GET", "POST"])
def action_done(request, uuid):
    """What was agreed is done."""
    row = queries.action_for(request.user, uuid)
    require(rules.may_finish(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(DoneForm)
    if request.method == "POST" and form.is_valid():
        actions.finish_action(request.user, action=row, words=form.cleaned_data["words"])
        half.said()
        messages.success(request, "Done, and kept.")
        return redirect("panel:case", uuid=row.case.uuid)
    return form_page(
        request,
        form,
        title="It is done",
        back=to_case(row.case),
        about=row.case,
        button="Keep",
        quoted=row.text,
        half=half,
    )


@require_http_methods(["GET", "POST"])
def support(request, uuid):
    """A provider’s support begins."""
    row = queries.case_for(request.user, uuid)
    require(rules.may_record_consent(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(SupportForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin_support(request.user, case=row, once_key=once_of(request), **form.cleaned_data)
            half.said()
            messages.success(request, "Kept. Plan its sessions next.")
            return redirect("panel:case", uuid=uuid)
        except actions.NoConsent:
            form.add_error(None, NO_CONSENT)
    return form_page(
        request,
        form,
        title="Record a provider’s support",
        back=to_case(row),
        about=row,
        button="Keep",
        once=once_of(request),
        half=half,
    )


@require_http_methods(["GET", "POST"])
def session(request, uuid):
    """A session is planned."""
    row = queries.support_for(request.user, uuid)
    require(rules.may_record_consent(request.user, row.case))
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_session(request.user, support=row, planned_on=form.cleaned_data["planned_on"])
            messages.success(request, "Planned.")
            return redirect("panel:case", uuid=row.case.uuid)
        except actions.NoConsent:
            form.add_error(None, NO_CONSENT)
    return form_page(request, form, title="Plan a session", back=to_case(row.case), about=row.case, button="Plan it")


@require_http_methods(["GET", "POST"])
def session_said(request, uuid):
    """Whether a session was held."""
    row = queries.session_for(request.user, uuid)
    require(rules.may_say_session(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(SessionSaidForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.say_session(request.user, session=row, held=said["held"] == "yes", words=said["words"])
        half.said()
        messages.success(request, "Kept.")
        return redirect("panel:case", uuid=row.support.case.uuid)
    return form_page(
        request,
        form,
        title="Was the session held?",
        back=to_case(row.support.case),
        about=row.support.case,
        button="Keep",
        half=half,
    )


@require_http_methods(["GET", "POST"])
def look(request, uuid):
    """A look after support has ended."""
    row = queries.look_for(request.user, uuid)
    require(rules.may_look(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(LookForm)
    if request.method == "POST" and form.is_valid():
        actions.take_look(request.user, look=row, **form.cleaned_data)
        half.said()
        messages.success(request, "Kept, with the child’s own words.")
        return redirect("panel:case", uuid=row.case.uuid)
    return form_page(
        request,
        form,
        title=f"{row.title}: look again",
        back=to_case(row.case),
        about=row.case,
        button="Keep",
        half=half,
        marking=_marking_of(row.case),
        lines=[f"Due {weekday(row.due_on)}.", "Also where all is well: being remembered is part of it."],
    )


def _marking_of(row) -> str:
    return setting_of(row.panel.authority, "marking")
