"""Pages on which a consultation is written: one list of tasks, a page for each section, check and send."""

import re
import uuid
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, NotFound
from kith.decisions.actions import Overtaken
from kith.decisions.queries import draft_of
from kith.decisions.queries import drafts_of as sections_of
from kith.design.autosave import autosaved
from kith.design.fields import whole
from kith.design.forms import hold
from kith.design.templatetags.design import day
from kith.people.queries import contacts_of
from kith.toolkit.queries import indicators_for, lists_of_categories, pieces_for_step

from .. import actions, queries, rules
from ..forms import FORMS, MOST_NOTICED, Lists
from ..words import NEEDED, Danger, Section, State

NUMBERED = re.compile(r"[a-z_]+?_(\d{1,2})(?:_(?:day|month|year))?$")
NOT_CONTENT = {"csrfmiddlewaretoken", "version", "act"}
# Which guidance stands beside which page.
STEP_OF = {Section.QUESTION: "done-and-asked"}


@require_GET
def mine(request):
    """What I am writing, what is open, what was closed."""
    person = request.user
    return render(
        request,
        "concerns/mine.html",
        {
            "drafts": queries.drafts_of(person),
            "opened": queries.opened_in_emergency_by(person),
            "open": rules.in_words(person, queries.open_matters_of(person)),
            "closed": queries.closed_matters_of(person),
            "once": uuid.uuid4(),
            "may_start": rules.may_start(person),
        },
    )


@require_POST
def start(request):
    """A new draft, or the one that this button made already."""
    consultation = actions.start_consultation(request.user, once_key=request.POST.get("once") or None)
    return redirect("concerns:section", reference=consultation.reference, section=Section.SAFETY)


LISTS = ("source-of-information", "online-space", "ethnicity", "religion", "no-answer-reason", "who-answered")


def lists_for(person, sections=tuple(Section.values)) -> Lists:
    """The lists of the person's authority, in one question; the signs too where their section is among those asked for."""
    found = [list(entries.items()) for entries in lists_of_categories(person.authority_id, *LISTS)]
    return Lists(*found, indicators=indicators_for(person) if Section.SIGNS in sections else [])


def _data(content: dict) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in content.items():
        data.setlist(name, values)
    return data


def _content(request) -> dict:
    return {name: values for name, values in request.POST.lists() if name not in NOT_CONTENT and any(values)}


def _form(section: str, lists: Lists, content: dict, *, bound: bool, count: int | None = None):
    """The section's form holding what was typed, valid or not; errors only where it is bound."""
    kind = FORMS[Section(section)]
    extra: dict = {"lists": lists}
    if section == Section.NOTICED:
        # The number of a thing ends a field's name; a date's boxes have one more number behind it.
        numbers = [int(found[1]) for name in content if (found := NUMBERED.match(name))]
        extra["count"] = max([1, count or 0, *(number + 1 for number in numbers)])
    if bound:
        return kind(_data(content), **extra)
    form = kind(**extra)
    hold(form, content)
    return form


def _neighbour(section: str) -> str | None:
    order = list(Section.values)
    at = order.index(section)
    return order[at + 1] if at + 1 < len(order) else None


def while_a_draft(view):
    """Back, or a second click, after sending leads to what was sent; for who did not send it there is nothing."""

    @wraps(view)
    def shown(request, reference, *args, **kwargs):
        try:
            return view(request, reference, *args, **kwargs)
        except NotFound:
            if request.headers.get("X-Autosave"):
                raise
            known = queries.consultation_for(request.user, reference)
            if known.raised_by_id != request.user.pk or known.state == State.DRAFT:
                raise
            return redirect("concerns:consultation", reference=known.reference)

    return shown


@require_http_methods(["GET", "POST"])
@while_a_draft
def section(request, reference, section):
    """One page of a consultation: kept as it is typed, checked when one goes on."""
    if section not in Section.values:
        raise NotFound
    consultation = queries.draft_for(request.user, reference)
    clash, count, bound = None, None, False
    act, from_check = request.POST.get("act", ""), request.GET.get("from") == "check"
    if request.headers.get("X-Autosave") and request.method == "POST":
        return _autosave(request, consultation, section)
    saved = draft_of(request.user, consultation.subject, section)
    content, version = (saved.content, saved.version) if saved else ({}, 0)
    lists = lists_for(request.user, [section])
    if request.method == "POST":
        typed = _content(request)
        try:
            draft = actions.save_section(
                request.user,
                consultation=consultation,
                section=section,
                content=typed,
                version=whole(request.POST.get("version")),
            )
        except Overtaken as overtaken:
            clash = {"saved": overtaken.saved, "differs": _differs(section, lists, overtaken.saved.content, typed)}
            content, version, act = typed, overtaken.saved.version, "clash"
        else:
            content, version, saved = draft.content, draft.version, draft
            if act == "later":
                messages.success(request, "Saved. You can go on whenever you like, on any device.")
                return redirect("concerns:tasks", reference=reference)
            if act == "another":
                # The empty boxes have an address of their own, so that the page opens at them.
                more = _form(section, lists, content, bound=False).count + 1
                query = urlencode({"things": more, **({"from": "check"} if from_check else {})})
                address = reverse("concerns:section", args=[reference, section])
                return redirect(f"{address}?{query}#thing-{min(more, MOST_NOTICED)}")
            bound = True
    elif section == Section.NOTICED:
        count = whole(request.GET.get("things")) or None
    form = _form(section, lists, content, bound=bound, count=count)
    if bound and form.is_valid():
        danger = section == Section.SAFETY and form.cleaned_data["danger"] == Danger.YES
        if danger and act != "rung":
            address = reverse("concerns:section", args=[reference, section]) + "?danger=yes"
            return redirect(address + ("&from=check" if from_check else ""))
        following = _neighbour(section)
        if from_check or following is None or act == "check":
            return redirect("concerns:check", reference=reference)
        return redirect("concerns:section", reference=reference, section=following)
    needed = list(NEEDED)
    return render(
        request,
        "concerns/section.html",
        {
            "form": form,
            "consultation": consultation,
            "section": section,
            "title": form[form.heading_field].label if form.heading_field else Section(section).label,
            "needed": section in needed,
            "number": needed.index(section) + 1 if section in needed else None,
            "version": version,
            "saved": saved,
            "clash": clash,
            "pieces": pieces_for_step(request.user, STEP_OF.get(section, section)),
            "danger": section == Section.SAFETY and (content.get("danger") or [""])[0] == Danger.YES,
            "contacts": contacts_of(request.user, ["emergency", "front-door", "out-of-hours"])
            if section == Section.SAFETY
            else [],
            "following": None if from_check else _neighbour(section),
            "from_check": from_check,
            # From the last of the four on, one may go straight to the check and send.
            "may_check": not from_check and _neighbour(section) and (section not in needed or section == needed[-1]),
        },
    )


def _autosave(request, consultation, section):
    """What is typed is kept while it is typed; nothing is checked, and nothing else is read."""
    try:
        draft = actions.save_section(
            request.user,
            consultation=consultation,
            section=section,
            content=_content(request),
            version=whole(request.POST.get("version")),
        )
    except Overtaken:
        draft = None
    return autosaved(draft)


def _differs(section, lists: Lists, theirs: dict, mine: dict) -> list[dict]:
    """The questions whose saved answer is another than what was typed here, by name, with both answers."""
    count = _form(section, lists, {**theirs, **mine}, bound=False).count if section == Section.NOTICED else None
    forms = [_form(section, lists, content, bound=False, count=count) for content in (theirs, mine)]
    differing = []
    for saved, typed in zip(*(form.groups for form in forms), strict=True):
        pairs = zip(*(_fields_of(group) for group in (saved, typed)), strict=True)
        for saved_field, typed_field in pairs:
            told = _shown(saved_field), _shown(typed_field)
            if told[0] != told[1]:
                name = f"{saved['title']}: {saved_field.label}" if saved["title"] else saved_field.label
                differing.append({"name": name, "saved": told[0], "typed": told[1]})
    return differing


def _fields_of(group: dict) -> list:
    return [*([group["box"]] if group.get("box") else []), *group["fields"], *group.get("more", ())]


def _all_forms(person, consultation, *, bound: bool, sending: bool = False):
    """Each section's form with what was typed; for sending, those that are needed or hold something are enough."""
    drafts = sections_of(person, consultation.subject)
    wanted = [key for key in Section.values if not sending or key in NEEDED or (key in drafts and drafts[key].content)]
    lists = lists_for(person, wanted)
    return {key: _form(key, lists, drafts[key].content if key in drafts else {}, bound=bound) for key in wanted}, drafts


@require_GET
@while_a_draft
def tasks(request, reference):
    """The task list: four pages are needed, the rest may stay not yet known."""
    consultation = queries.draft_for(request.user, reference)
    forms, drafts = _all_forms(request.user, consultation, bound=True)
    rows = [
        {
            "key": key,
            "title": Section(key).label,
            "needed": key in NEEDED,
            "status": ("Completed" if forms[key].is_valid() else "Started")
            if key in drafts and drafts[key].content
            else "Not started",
        }
        for key in Section.values
    ]
    return render(
        request,
        "concerns/tasks.html",
        {
            "consultation": consultation,
            "needed": [row for row in rows if row["needed"]],
            "others": [row for row in rows if not row["needed"]],
            "ready": all(row["status"] == "Completed" for row in rows if row["needed"]),
        },
    )


def _sent_words(person, consultation) -> str:
    """Who has it now and by when an answer is due, where somebody can say so."""
    stands = rules.screening_standing(consultation, person)
    who = f" {stands.words} {stands.due_words}" if stands else ""
    return f"Sent to the specialist.{who} You are told on your home page when something happens."


@require_http_methods(["GET", "POST"])
@while_a_draft
def check(request, reference):
    """Check the answers, then send to the specialist. A second sending finds the first."""
    consultation = queries.draft_for(request.user, reference)
    forms, drafts = _all_forms(request.user, consultation, bound=True, sending=request.method == "POST")
    nobody = ""
    for form in forms.values():
        form.is_valid()
    faults = [
        {"section": key, "title": Section(key).label, "errors": [e for errors in form.errors.values() for e in errors]}
        for key, form in forms.items()
        if form.errors and (key in NEEDED or (key in drafts and drafts[key].content))
    ]
    if request.method == "POST" and not faults:
        said = {key: form.said() for key, form in forms.items() if form.is_valid()}
        try:
            actions.submit_consultation(request.user, consultation=consultation, sections=said)
            messages.success(request, _sent_words(request.user, consultation))
            return redirect("concerns:consultation", reference=reference)
        except NobodyThere as missing:
            nobody = str(missing)
    if request.method == "POST":
        forms, drafts = _all_forms(request.user, consultation, bound=True)
    rows = [
        {
            "key": key,
            "title": Section(key).label,
            "groups": [
                {
                    "title": group["title"],
                    "answers": [
                        *([("", "Chosen, to think about it")] if group.get("box") and group["box"].value() else []),
                        *(
                            (bound.label, _shown(bound))
                            for bound in (*group["fields"], *group.get("more", ()))
                            if _shown(bound)
                        ),
                    ],
                }
                for group in form.groups
            ],
        }
        for key, form in forms.items()
    ]
    for row in rows:
        row["answered"] = any(group["answers"] for group in row["groups"])
    return render(
        request,
        "concerns/check.html",
        {
            "consultation": consultation,
            "rows": rows,
            "faults": faults if request.method == "POST" else [],
            "has_error": request.method == "POST" and bool(faults),
            "nobody": nobody,
            "waiting": faults,
            "pieces": pieces_for_step(request.user, "check"),
        },
        status=200,
    )


def _shown(bound) -> str:
    """What was typed in one field, as a person reads it."""
    value = bound.value()
    if isinstance(value, list):
        if all(part in (None, "") for part in value):
            return ""
        if hasattr(bound.field, "choices"):
            labels = dict(bound.field.choices)
            return ", ".join(str(labels.get(part, part)) for part in value)
        return _day_in_words(bound.field, value) or " ".join(str(part) for part in value if part)
    if value in (None, "", False):
        return ""
    if value is True or value == "on":
        return "Chosen"
    if hasattr(bound.field, "choices"):
        return str(dict(bound.field.choices).get(value, value))
    return str(value)


def _day_in_words(field, value) -> str:
    """“8 November 2026” where the boxes hold a day; nothing where they do not, and then they are shown as typed."""
    try:
        return day(field.clean(value))
    except ValidationError:
        return ""


@require_http_methods(["GET", "POST"])
@while_a_draft
def discard(request, reference):
    """An unsent consultation is thrown away, after one more question: it cannot be brought back."""
    consultation = queries.draft_for(request.user, reference)
    if request.method == "POST":
        actions.discard_draft(request.user, consultation=consultation)
        messages.success(request, "The unsent consultation was thrown away.")
        return redirect("concerns:mine")
    return render(request, "concerns/discard.html", {"consultation": consultation})
