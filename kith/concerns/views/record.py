"""Pages of a consultation that was sent: the record, notes, and what became known later."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound
from kith.decisions.actions import Overtaken, keep_draft
from kith.decisions.queries import draft_of
from kith.design.autosave import autosaved
from kith.design.fields import whole
from kith.design.forms import hold
from kith.people.queries import setting_of

from .. import actions, queries, rules
from ..forms import FORMS, NoteForm
from ..words import Section, State
from .writing import _shown, lists_for

NOTE_BOXES = ("happened_on_day", "happened_on_month", "happened_on_year", "text", "childs_words")


@require_GET
def consultation(request, reference):
    """What was submitted, with the child's words first and what is not yet known said plainly."""
    found = queries.with_record(request.user, reference)
    actions.note_reading(request.user, consultation=found)
    part = rules.has_part(request.user, found)
    may_refer = rules.may_prepare_referral(request.user, found, part)
    may_note = rules.may_write_note(request.user, found, part)
    typed = draft_of(request.user, found.note_subject, "note") if may_note else None
    note_form = NoteForm()
    if typed:
        hold(note_form, typed.content)
    rules.in_words(request.user, [found])
    return render(
        request,
        "concerns/consultation.html",
        {
            "consultation": found,
            "child": found.child,
            "note_form": note_form,
            "typed": typed,
            "stands": rules.screening_standing(found, request.user) if found.is_open else None,
            "may_note": may_note,
            "meetings": rules.meetings_standing(found, request.user),
            "may_refer": may_refer and (found.state == State.DECIDED or bool(found.referrals.all())),
            "may_complete": rules.may_complete(request.user, found, part),
            "may_hand_over": rules.may_hand_over(request.user, found, part),
            # What cannot wait for a decision has its way too; it is no step that every matter takes.
            "may_refer_early": found.state == State.SCREENING and may_refer,
            "once": uuid.uuid4(),
            "marking": setting_of(found.authority, "marking"),
        },
    )


@require_POST
def note(request, reference):
    """Something became known afterwards; half typed, it waits for its writer."""
    found = queries.with_record(request.user, reference)
    if not rules.may_write_note(request.user, found):
        raise NotFound
    if request.headers.get("X-Autosave"):
        return _note_kept(request, found)
    form, once = NoteForm(request.POST), request.POST.get("once", "")
    if form.is_valid():
        try:
            actions.write_note(
                request.user,
                consultation=found,
                happened_on=form.cleaned_data["happened_on"],
                text=form.cleaned_data["text"],
                childs_words=form.cleaned_data["childs_words"],
                once_key=once,
            )
            messages.success(request, "Added to the record.")
            return redirect("concerns:consultation", reference=reference)
        except actions.SaidBefore as said:
            form.add_error("text", str(said))
            once = uuid.uuid4()
    version = whole(request.POST.get("version"))
    return render(
        request, "concerns/note.html", {"form": form, "consultation": found, "once": once, "version": version}
    )


def _note_kept(request, found):
    """What is typed in a note is kept for its writer alone; nothing is checked, and nothing is said yet."""
    content = {name: texts for name, texts in request.POST.lists() if name in NOTE_BOXES and any(texts)}
    version = whole(request.POST.get("version"))
    try:
        draft = keep_draft(request.user, subject=found.note_subject, section="note", content=content, version=version)
    except Overtaken:
        draft = None
    return autosaved(draft)


def _to_complete(request, reference):
    found = queries.with_record(request.user, reference)
    if not rules.may_complete(request.user, found):
        raise NotFound
    return found


@require_http_methods(["GET", "POST"])
def complete(request, reference):
    """What has become known about the child since: added by who raised it or a specialist, beside what stands."""
    found = _to_complete(request, reference)
    kind, stands = FORMS[Section.CHILD], found.child
    initial = {name: getattr(stands, name) for name in kind.base_fields}
    form = kind(request.POST or None, initial=initial)
    version, theirs = stands.version, []
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete_child(
                request.user,
                consultation=found,
                said=form.said(),
                labels={name: field.label for name, field in form.fields.items()},
                version=whole(request.POST.get("version")),
            )
            messages.success(request, "Added to the record.")
            return redirect("concerns:consultation", reference=reference)
        except actions.ChildMoved as moved:
            version = moved.child.version
            saved = kind(initial={name: getattr(moved.child, name) for name in kind.base_fields})
            pairs = [(field.label, _shown(saved[field.name]), _shown(field)) for field in form]
            theirs = [pair for pair in pairs if pair[1] != pair[2]]
    elif request.method == "POST":
        version = whole(request.POST.get("version"))
    actions.note_reading(request.user, consultation=found, how="completing")
    return render(
        request,
        "concerns/complete.html",
        {"form": form, "consultation": found, "version": version, "theirs": theirs},
    )


@require_http_methods(["GET", "POST"])
def complete_equality(request, reference):
    """Rows of the equality page that have no answer yet; what was answered is shown on no page."""
    found = _to_complete(request, reference)
    rows = queries.equality_unanswered(request.user, found)
    form = FORMS[Section.EQUALITY](request.POST or None, lists=lists_for(request.user, [Section.EQUALITY]), rows=rows)
    if request.method == "POST" and form.is_valid():
        actions.complete_equality(request.user, consultation=found, items=form.said()["items"])
        messages.success(request, "Kept, apart from the case.")
        return redirect("concerns:consultation", reference=reference)
    return render(request, "concerns/complete_equality.html", {"form": form, "consultation": found, "rows": rows})
