"""A plan begins, and an edition of it is written part by part."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.queries import consultation_for
from kith.concerns.rules import contexts_standing, family_not_to_be_told, require_open
from kith.contexts.queries import context_for
from kith.design.fields import whole
from kith.design.forms import chosen
from kith.people.queries import agencies_of
from kith.people.words import choices_of
from kith.toolkit.queries import pieces_for_step

from .. import actions, queries, rules
from ..forms import ActionForm, BeginForm, NamesForm, OutcomeForm, SafetyForm
from ..over import require_draft, require_writing
from .pages import PLAN, page, write


def _to_running(request, row):
    """To the plan that runs; who sent the form of a second one hears that it was not added."""
    if request.method == "POST" and row.begun_by_id != request.user.pk:
        messages.success(
            request, f"{row.begun_by.name} had begun a plan already: it is this one. What you chose here was not added."
        )
    return redirect("plans:plan", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def begin(request, reference):
    """A plan begins: who owns it, what it is called, who leads it."""
    consultation = consultation_for(request.user, reference)
    running = queries.running_plan(request.user, consultation)
    if running is not None:
        return _to_running(request, running)
    require_open(request.user, consultation)
    require(rules.may_begin(request.user, consultation))
    people = queries.owners_for(request.user, consultation)
    kinds, leads, _ = queries.named_by(consultation.authority_id)
    writing = write(
        request, lambda data: BeginForm(data, people=choices_of(people), kinds=kinds, leads=leads), "begin", reference
    )
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        row = actions.begin_plan(
            request.user,
            consultation=consultation,
            owner=chosen(people, said["owner"]),
            kind=said["kind"],
            lead=said["lead"],
            once_key=writing.once,
        )
        writing.half.said()
        if row.begun_by_id != request.user.pk:
            return _to_running(request, row)  # begun by a colleague at the same moment
        return redirect("plans:writing", uuid=row.uuid)
    return page(
        request,
        writing,
        consultation,
        title="Begin a plan",
        to=reverse("plans:begin", args=[reference]),
        button="Begin it",
        back=reverse("plans:of-matter", args=[reference]),
        back_words="Plan and direct work",
    )


def _written(request, uuid):
    """The plan, and its edition that is being written; for who may write it."""
    row = queries.plan_for(request.user, uuid)
    return row, require_draft(request.user, row, queries.draft_of(row))


def _back(row) -> dict:
    return {"back": reverse("plans:writing", args=[row.uuid]), "back_words": "The plan that is being written"}


@require_POST
def new_edition(request, uuid):
    """A new edition is begun; a second click finds it."""
    row = queries.plan_for(request.user, uuid)
    actions.begin_edition(request.user, plan=row)
    return redirect("plans:writing", uuid=uuid)


@require_GET
def writing(request, uuid):
    """The edition that is being written: what stands in it, and what is still missing."""
    row = queries.plan_for(request.user, uuid)
    edition = queries.draft_of(row)
    if edition is None:
        return redirect("plans:plan", uuid=uuid)
    require_writing(request.user, row)
    actions.note_plan_read(request.user, plan=row)
    kinds, leads, _ = queries.named_by(row.authority_id)
    rows = queries.actions_in(edition)
    contexts = contexts_standing(row.consultation, request.user) if edition.number > 1 else []
    return render(
        request,
        "plans/writing.html",
        {
            "row": row,
            "consultation": row.consultation,
            "marks": family_not_to_be_told(request.user, row.consultation),
            "edition": edition,
            "kind_words": kinds.get(edition.kind, edition.kind),
            "lead_words": leads.get(edition.lead, edition.lead),
            "outcomes": queries.outcomes_in(edition),
            "actions": [one for one in rows if not one.ended_as],
            "taken_out": queries.parts_taken_out(edition),
            "changes": queries.changes_between(queries.edition_before(edition), edition, contexts),
            "pieces": pieces_for_step(request.user, PLAN),
        },
    )


@require_http_methods(["GET", "POST"])
def names(request, uuid):
    """What the plan is called, and who leads it."""
    row, edition = _written(request, uuid)
    kinds, leads, _ = queries.named_by(row.authority_id)
    initial = {"kind": edition.kind, "lead": edition.lead}
    sent = request.method == "POST"
    form = NamesForm(request.POST if sent else None, initial=initial, kinds=kinds, leads=leads)
    if sent and form.is_valid():
        actions.name_edition(request.user, plan=row, **form.cleaned_data)
        return redirect("plans:writing", uuid=uuid)
    return render(
        request,
        "plans/write.html",
        {
            "form": form,
            "marks": family_not_to_be_told(request.user, row.consultation),
            "title": "What the plan is called",
            "to": reverse("plans:names", args=[uuid]),
            "button": "Keep it",
            **_back(row),
        },
    )


def _outcome(request, row, replaces, to: str, title: str):
    initial = {}
    if replaces is not None:
        initial = {
            name: getattr(replaces, name) for name in ("words", "whose", "who", "said_on", "matters_because")
        } | {"family_reads": "yes" if replaces.family_reads else "no"}
    about = replaces.uuid if replaces is not None else row.uuid
    writing = write(request, lambda data: OutcomeForm(data, initial=initial), "outcome", about)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.add_outcome(request.user, plan=row, once_key=writing.once, replaces=replaces, **writing.form.said())
        writing.half.said()
        return redirect("plans:writing", uuid=row.uuid)
    return page(request, writing, row.consultation, title=title, to=to, button="Keep it", **_back(row))


@require_http_methods(["GET", "POST"])
def add_outcome(request, uuid):
    """What should be better, in somebody’s own words."""
    row, _ = _written(request, uuid)
    return _outcome(request, row, None, reverse("plans:add-outcome", args=[uuid]), "Add an outcome")


@require_http_methods(["GET", "POST"])
def change_outcome(request, uuid):
    """An outcome as it should stand from this edition on."""
    found = queries.outcome_for(request.user, uuid)
    row, _ = _written(request, found.plan.uuid)
    if found.until is not None:
        return redirect("plans:writing", uuid=row.uuid)
    return _outcome(request, row, found, reverse("plans:change-outcome", args=[uuid]), "Change an outcome")


def _context(request, row, key: str, replaces):
    """The context that was chosen; where none was, one of which the writer does not know stays as it was."""
    if key:
        return context_for(request.user, key)
    before = replaces.of_context if replaces is not None else None
    known = {one.uuid for one in contexts_standing(row.consultation, request.user)}
    return before if before is not None and before.uuid not in known else None


def _action(request, row, replaces, to: str, title: str):
    people = queries.owners_for(request.user, row.consultation)
    agencies = [one for one, _ in agencies_of(request.user) if one.pk != request.user.agency_id]
    contexts = contexts_standing(row.consultation, request.user)
    initial = {}
    if replaces is not None:
        names_of = ("text", "target", "context_kind", "context_words", "partner_words", "due_on")
        initial = {name: getattr(replaces, name) for name in names_of} | {
            "owner": str(replaces.owner.uuid) if replaces.owner else "",
            "partner": str(replaces.partner.key) if replaces.partner else "",
            "of_context": str(replaces.of_context.uuid) if replaces.of_context else "",
            "family_reads": "yes" if replaces.family_reads else "no",
        }
    named = [(one.key, one.name) for one in agencies]
    about = replaces.uuid if replaces is not None else row.uuid
    writing = write(
        request,
        lambda data: ActionForm(
            data,
            initial=initial,
            people=choices_of(people),
            agencies=named,
            contexts=[(str(one.uuid), one.name) for one in contexts],
        ),
        "action",
        about,
    )
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        actions.add_action(
            request.user,
            plan=row,
            once_key=writing.once,
            replaces=replaces,
            **{
                **said,
                "owner": chosen(people, said["owner"]),
                "partner": next((one for one in agencies if one.key == said["partner"]), None),
                "of_context": _context(request, row, said.get("of_context", ""), replaces),
                "family_reads": said["family_reads"] == "yes",
            },
        )
        writing.half.said()
        return redirect("plans:writing", uuid=row.uuid)
    return page(request, writing, row.consultation, title=title, to=to, button="Keep it", **_back(row))


@require_http_methods(["GET", "POST"])
def add_action(request, uuid):
    """What somebody does, for whom, by when."""
    row, _ = _written(request, uuid)
    return _action(request, row, None, reverse("plans:add-action", args=[uuid]), "Add an action")


@require_http_methods(["GET", "POST"])
def change_action(request, uuid):
    """An action as it should stand from this edition on."""
    found = queries.action_for(request.user, uuid)
    row, _ = _written(request, found.plan.uuid)
    if found.until is not None or found.ended_as:
        return redirect("plans:writing", uuid=row.uuid)
    return _action(request, row, found, reverse("plans:change-action", args=[uuid]), "Change an action")


def _out(request, found):
    actions.take_out(request.user, row=found)
    messages.success(request, "Taken out of what is being written. What is agreed stands until the new edition is.")
    return redirect("plans:writing", uuid=found.plan.uuid)


def _in(request, found):
    actions.put_back(request.user, row=found)
    messages.success(request, "Put back as it was agreed.")
    return redirect("plans:writing", uuid=found.plan.uuid)


@require_POST
def take_out_outcome(request, uuid):
    return _out(request, queries.outcome_for(request.user, uuid))


@require_POST
def put_back_outcome(request, uuid):
    return _in(request, queries.outcome_for(request.user, uuid))


@require_POST
def take_out_action(request, uuid):
    return _out(request, queries.action_for(request.user, uuid))


@require_POST
def put_back_action(request, uuid):
    return _in(request, queries.action_for(request.user, uuid))


@require_http_methods(["GET", "POST"])
def safety(request, uuid):
    """The safety plan: what to do when."""
    row, edition = _written(request, uuid)
    initial = {name: getattr(edition, name) for name in actions.SAFETY}
    writing = write(request, lambda data: SafetyForm(data, initial=initial), "safety", row.uuid)
    if writing.kept:
        return writing.kept
    stands, moved = edition.version, False
    if writing.is_sent and writing.form.is_valid():
        try:
            actions.write_safety(
                request.user, plan=row, version=whole(request.POST.get("stands")), **writing.form.cleaned_data
            )
            writing.half.said()
            return redirect("plans:writing", uuid=uuid)
        except actions.Moved as overtaken:
            stands, moved, edition = overtaken.edition.version, True, overtaken.edition
    intro = ["What to do when things get worse, so that nobody has to think of it then."]
    if moved:
        now = "\n".join(text for text in (getattr(edition, name) for name in actions.SAFETY) if text)
        intro = [
            "A colleague changed the plan meanwhile. What stands now:",
            now or "Nothing.",
            "Yours is below: send it again.",
        ]
    return page(
        request,
        writing,
        row.consultation,
        title="Safety plan",
        to=reverse("plans:safety", args=[uuid]),
        button="Keep it",
        intro=intro,
        stands=stands,
        **_back(row),
    )


@require_http_methods(["GET", "POST"])
def drop(request, uuid):
    """What is being written is dropped; what is agreed stands, and a first plan is gone. A second click leads on."""
    row = queries.plan_for(request.user, uuid)
    if queries.draft_of(row) is None and rules.leads_plan(request.user, row):
        if not queries.editions_of(row):
            return redirect("plans:of-matter", reference=row.consultation.reference)
        if rules.may_write_plan(request.user, row):
            return redirect("plans:plan", uuid=uuid)
    row, edition = _written(request, uuid)
    if request.method == "POST":
        actions.drop_edition(request.user, plan=row)
        if edition.number == 1:
            messages.success(request, "Dropped. Nothing of it is left.")
            return redirect("plans:of-matter", reference=row.consultation.reference)
        messages.success(request, "Dropped. What is agreed stands as it was.")
        return redirect("plans:plan", uuid=uuid)
    return render(request, "plans/drop.html", {"row": row, "edition": edition})
