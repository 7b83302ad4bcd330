"""The plan as it stands, and as it stood in an earlier edition."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from kith.concerns.rules import contexts_standing, family_not_to_be_told, has_part

from .. import actions, queries, rules
from ..words import Agrees


def shown_to(person, row, edition) -> dict:
    """What the pages and the papers of a plan say of one edition of it; in a fixed number of questions."""
    kinds, leads, how = queries.named_by(row.authority_id)
    agreements = queries.agreements_of(edition)
    for one in agreements:
        one.how_words = how.get(one.how, one.how)
        one.was_asked = one.answer != Agrees.NOT_ASKED
    rows = queries.actions_in(edition)
    places = {one.uuid: one for one in contexts_standing(row.consultation, person)}
    for one in rows:
        one.plan = row  # with its matter, which is read already
        one.context_shown = places.get(one.of_context.uuid) if one.of_context is not None else None
    return {
        "row": row,
        "consultation": row.consultation,
        "edition": edition,
        "kind_words": kinds.get(edition.kind, edition.kind),
        "lead_words": leads.get(edition.lead, edition.lead),
        "outcomes": queries.outcomes_in(edition),
        "to_do": [one for one in rows if not one.ended_as],
        "ended": [one for one in rows if one.ended_as],
        "agreements": agreements,
        "marks": family_not_to_be_told(person, row.consultation),
    }


@require_GET
def plan(request, uuid):
    """What is agreed, who does what, what came of it, and the reviews."""
    row = queries.plan_for(request.user, uuid)
    edition = queries.standing_edition(row)
    part = has_part(request.user, row.consultation)
    may_write = rules.may_write_plan(request.user, row, part)
    draft = queries.draft_of(row)
    if edition is None and may_write:
        return redirect("plans:writing", uuid=uuid)
    actions.note_plan_read(request.user, plan=row)
    told = shown_to(request.user, row, edition) if edition is not None else {}
    for one in told.get("to_do", ()):
        one.may_end = rules.may_end_action(request.user, one, part)
    return render(
        request,
        "plans/plan.html",
        {
            "row": row,
            "consultation": row.consultation,
            "marks": told.get("marks") if told else family_not_to_be_told(request.user, row.consultation),
            **told,
            "draft": draft,
            "may_write": may_write,
            "may_end": rules.may_end_plan(request.user, row, part),
            "may_take": part,
            "reviews": queries.reviews_of(row),
            "editions": [one for one in queries.editions_of(row) if one.agreed_at],
        },
    )


@require_GET
def edition(request, uuid):
    """One edition as it was agreed, and what changed from the one before."""
    found = queries.edition_for(request.user, uuid)
    actions.note_plan_read(request.user, plan=found.plan)
    before = queries.edition_before(found)
    told = shown_to(request.user, found.plan, found)
    contexts = contexts_standing(found.plan.consultation, request.user) if before else []
    changes = queries.changes_between(before, found, contexts)
    return render(request, "plans/edition.html", {**told, "before": before, "changes": changes})
