"""Pages of a consultation that was sent: the record, notes, and what became known later."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound
from kith.decisions.half_typed import HalfTyped, half_typed
from kith.design.fields import whole
from kith.people.queries import setting_of

from .. import actions, queries, rules
from ..forms import FORMS, NoteForm
from ..words import Section, State
from .writing import _shown, lists_for


@require_GET
def consultation(request, reference):
    """What was submitted, with the child's words first and what is not yet known said plainly."""
    found = queries.to_show(request.user, reference)
    actions.note_reading(request.user, consultation=found)
    part = rules.has_part(request.user, found)
    may_refer = rules.may_prepare_referral(request.user, found, part)
    may_note = rules.may_write_note(request.user, found, part)
    half = HalfTyped(request, "concerns:note", reference) if may_note else None
    rules.in_words(request.user, [found])
    return render(
        request,
        "concerns/consultation.html",
        {
            "consultation": found,
            "child": found.child,
            "notes": queries.last_notes(found),
            "note_form": half.form(NoteForm) if half else None,
            "half": half,
            "stands": rules.screening_standing(found, request.user) if found.is_open else None,
            "may_note": may_note,
            "meetings": rules.meetings_standing(found, request.user),
            "contexts": rules.contexts_standing(found, request.user),
            "plan": rules.plan_standing(found, request.user),
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
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form, once = half.form(NoteForm), request.POST.get("once", "")
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
            half.said()
            messages.success(request, "Added to the record.")
            return redirect("concerns:consultation", reference=reference)
        except actions.SaidBefore as said:
            form.add_error("text", str(said))
            once = uuid.uuid4()
    return render(request, "concerns/note.html", {"form": form, "half": half, "consultation": found, "once": once})


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
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(kind, initial=initial)
    # Words that waited were typed over what stood then: what a colleague added since is not undone by them.
    version, theirs = whole(half.content.get("child_version", [""])[0]) or stands.version, []
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete_child(
                request.user,
                consultation=found,
                said=form.said(),
                labels={name: field.label for name, field in form.fields.items()},
                version=whole(request.POST.get("child_version")),
            )
            half.said()
            messages.success(request, "Added to the record.")
            return redirect("concerns:consultation", reference=reference)
        except actions.ChildMoved as moved:
            version = moved.child.version
            saved = kind(initial={name: getattr(moved.child, name) for name in kind.base_fields})
            pairs = [(field.label, _shown(saved[field.name]), _shown(field)) for field in form]
            theirs = [pair for pair in pairs if pair[1] != pair[2]]
    elif request.method == "POST":
        version = whole(request.POST.get("child_version"))
    actions.note_reading(request.user, consultation=found, how="completing")
    return render(
        request,
        "concerns/complete.html",
        {"form": form, "half": half, "consultation": found, "child_version": version, "theirs": theirs},
    )


@require_http_methods(["GET", "POST"])
def complete_equality(request, reference):
    """Rows of the equality page that have no answer yet; what was answered is shown on no page."""
    found = _to_complete(request, reference)
    rows = queries.equality_unanswered(request.user, found)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(FORMS[Section.EQUALITY], lists=lists_for(request.user, [Section.EQUALITY]), rows=rows)
    if request.method == "POST" and form.is_valid():
        actions.complete_equality(request.user, consultation=found, items=form.said()["items"])
        half.said()
        messages.success(request, "Kept, apart from the case.")
        return redirect("concerns:consultation", reference=reference)
    return render(
        request, "concerns/complete_equality.html", {"form": form, "half": half, "consultation": found, "rows": rows}
    )
