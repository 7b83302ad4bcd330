"""An edition is agreed; actions end; the plan is reviewed and ended."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access.rules import require
from kith.concerns.rules import contexts_standing
from kith.design.fields import whole

from .. import actions, queries, rules
from ..forms import AgreeForm, AgreementForm, EndForm, EndPlanForm, ReviewForm
from ..over import require_ending, require_writing
from ..words import Target
from .pages import CLOSING, page, write
from .writing import _back, _written


def _to_plan(row) -> dict:
    return {"back": reverse("plans:plan", args=[row.uuid]), "back_words": "The plan"}


def _missing(row, edition, rows) -> list[tuple[str, str]]:
    """What is to be written before the edition can be agreed, each with the page on which it is."""
    found = []
    if not queries.outcomes_in(edition):
        found.append(("An outcome: what should be better, in their own words", "plans:add-outcome"))
    if not any(not one.ended_as for one in rows):
        found.append(("An action: what somebody does, by when", "plans:add-action"))
    return [(words, reverse(page, args=[row.uuid])) for words, page in found]


@require_http_methods(["GET", "POST"])
def agree(request, uuid):
    """What the young person and the family say to it; from then on it stands."""
    row = queries.plan_for(request.user, uuid)
    stands = queries.standing_edition(row)
    mine = stands is not None and stands.agreed_by_id == request.user.pk
    if queries.draft_of(row) is None and (mine or request.method == "GET") and rules.may_write_plan(request.user, row):
        return redirect("plans:plan", uuid=uuid)  # sent twice
    row, edition = _written(request, uuid)
    how = queries.ways_to_agree(row.authority_id)
    rows = queries.actions_in(edition)
    context = any(one.target == Target.CONTEXT for one in rows)
    first = edition.number == 1
    initial = {"review_on": row.review_on} if row.review_on and row.review_on >= timezone.localdate() else {}

    def make(data):
        return AgreeForm(data, initial=initial, how=how, first=first, context=context)

    writing = write(request, make, "agree", edition.uuid)
    if writing.kept:
        return writing.kept
    stands = edition.version
    contexts = contexts_standing(row.consultation, request.user) if not first else []
    changes = queries.changes_between(queries.edition_before(edition), edition, contexts)
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        try:
            actions.agree_edition(
                request.user,
                plan=row,
                version=whole(request.POST.get("stands")),
                once_key=writing.once,
                answers=writing.form.answers(),
                because=said.get("because", ""),
                no_context_because=said.get("no_context_because", ""),
                review_on=said["review_on"],
            )
            writing.half.said()
            messages.success(request, "The plan is agreed. Who has something to do by it is told.")
            return redirect("plans:plan", uuid=uuid)
        except actions.Moved as overtaken:
            stands = overtaken.edition.version
            writing.form.add_error(
                None, "A colleague changed the plan meanwhile. Read it again, and then send this again."
            )
        except actions.NotWhole as missing:
            writing.form.add_error(None, str(missing))
    return page(
        request,
        writing,
        row.consultation,
        title="Agree the plan",
        to=reverse("plans:agree", args=[uuid]),
        button="This is agreed",
        stands=stands,
        changes=changes,
        missing=_missing(row, edition, rows),
        **_back(row),
    )


@require_http_methods(["GET", "POST"])
def said(request, uuid):
    """What somebody else said to what is agreed, or said later."""
    row = queries.plan_for(request.user, uuid)
    require_writing(request.user, row)
    require(queries.standing_edition(row) is not None)
    how = queries.ways_to_agree(row.authority_id)
    writing = write(request, lambda data: AgreementForm(data, how=how), "said", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.keep_agreement(request.user, plan=row, once_key=writing.once, **writing.form.answer())
        writing.half.said()
        messages.success(request, "Kept beside what is agreed.")
        return redirect("plans:plan", uuid=uuid)
    return page(
        request,
        writing,
        row.consultation,
        title="What somebody says to the plan",
        to=reverse("plans:said", args=[uuid]),
        button="Keep it",
        **_to_plan(row),
    )


@require_http_methods(["GET", "POST"])
def end_action(request, uuid):
    """An action is done, was not done, or is no longer needed."""
    found = queries.action_for(request.user, uuid)
    if found.ended_as:
        return redirect("plans:plan", uuid=found.plan.uuid)
    require_ending(request.user, found)
    initial = {"on": timezone.localdate()}
    writing = write(request, lambda data: EndForm(data, initial=initial), "end", found.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.end_action(request.user, action=found, **writing.form.cleaned_data)
        writing.half.said()
        messages.success(request, "Kept. Who owns the plan is told.")
        return redirect("plans:plan", uuid=found.plan.uuid)
    return page(
        request,
        writing,
        found.plan.consultation,
        title="What came of an action",
        to=reverse("plans:end-action", args=[uuid]),
        button="Keep it",
        intro=[found.text],
        **_to_plan(found.plan),
    )


def _review(request, row, replaces, to: str, title: str):
    require_writing(request.user, row)
    require(queries.standing_edition(row) is not None)
    names = "held_on there for_the_child in_the_setting childs_words no_words_because next_on no_next_because".split()
    initial = {name: getattr(replaces, name) for name in names} if replaces is not None else {}
    about = replaces.uuid if replaces is not None else row.uuid
    writing = write(request, lambda data: ReviewForm(data, initial=initial), "review", about)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.write_review(
            request.user, plan=row, once_key=writing.once, replaces=replaces, **writing.form.cleaned_data
        )
        writing.half.said()
        messages.success(request, "The review is kept. Who has something to do by the plan is told.")
        return redirect("plans:plan", uuid=row.uuid)
    intro = ["What you write here replaces what stands, and both can be read."] if replaces is not None else []
    return page(
        request, writing, row.consultation, title=title, to=to, button="Keep the review", intro=intro, **_to_plan(row)
    )


@require_http_methods(["GET", "POST"])
def review(request, uuid):
    """What changed for the child and in the setting, and when it is looked at again."""
    row = queries.plan_for(request.user, uuid)
    return _review(request, row, None, reverse("plans:review", args=[uuid]), "Review the plan")


@require_http_methods(["GET", "POST"])
def put_review_right(request, uuid):
    """A review, written anew; the one before stays readable."""
    found = queries.review_for(request.user, uuid)
    if hasattr(found, "replaced_by"):
        return redirect("plans:plan", uuid=found.plan.uuid)
    to = reverse("plans:put-review-right", args=[uuid])
    return _review(request, found.plan, found, to, "Put a review right")


@require_http_methods(["GET", "POST"])
def end(request, uuid):
    """The plan ends, with why and who has it now."""
    row = queries.plan_for(request.user, uuid)
    if not row.runs and (request.method == "GET" or row.ended_by_id == request.user.pk):
        return redirect("plans:plan", uuid=uuid)
    if not rules.may_end_plan(request.user, row):
        require_writing(request.user, row)
    writing = write(request, lambda data: EndPlanForm(data), "end-plan", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.end_plan(request.user, plan=row, **writing.form.cleaned_data)
        writing.half.said()
        messages.success(request, "The plan has ended. Who had something to do by it is told.")
        return redirect("plans:of-matter", reference=row.consultation.reference)
    return page(
        request,
        writing,
        row.consultation,
        title="End the plan",
        to=reverse("plans:end", args=[uuid]),
        button="End the plan",
        intro=["Actions that are still to do wait for nobody any more."],
        step=CLOSING,
        **_to_plan(row),
    )
