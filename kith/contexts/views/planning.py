"""The plan of a context: the page that prints, and what is put into it, done, dropped, or said to serve a goal."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.design.forms import chosen, visible
from kith.people.queries import setting_of
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..forms import ActionForm, DoneForm, DropForm, GoalForm
from ..over import require_dropping, require_finishing, require_writing
from ..words import Ending
from .writing import kept, page, write


def _to_plan(row) -> dict:
    return {"back": reverse("contexts:plan", args=[row.uuid]), "back_words": f"Plan for {row.name}"}


def _at(action) -> str:
    """Where one thing stands in the plan."""
    return f"{reverse('contexts:plan', args=[action.context.uuid])}#action-{action.uuid}"


@require_GET
def plan(request, uuid):
    """What is to be done there and for which goal, what came of it, and what changed since the last review."""
    person = request.user
    row = queries.context_for(person, uuid)
    actions.note_context_read(person, context=row, how="plan")
    planned, goals, reviews = queries.plan_of(row), queries.goals_of(row), queries.reviews_of(row)
    return render(
        request,
        "contexts/plan.html",
        {
            "row": row,
            "groups": queries.by_goal(goals, planned),
            "changes": queries.since_the_last(reviews, planned),
            "last": max(reviews, key=lambda one: one.at, default=None),
            "today": timezone.localdate(),
            "made_at": timezone.now(),
            "may_change": rules.may_change(person, row, part=True),
            "casework": rules.works_in_context(person, row, part=True),
            "marking": setting_of(row.authority, "marking"),
        },
    )


def _choices(goals) -> list[tuple[str, str]]:
    return [(str(goal.uuid), goal.text) for goal in goals]


def _goal_of(goals, said: dict):
    wanted = said.pop("goal", "")
    return next((goal for goal in goals if str(goal.uuid) == wanted), None)


def _put(request, row, conference, to: str, done: str, **words):
    """The page on which something is put into the plan; `again` in its address names what was left, to begin from."""
    person = request.user
    require_writing(person, row)
    people = [one for one in rules.people_who_see_context(row) if rules.opens_contexts(one)]
    goals = queries.goals_of(row)
    key = request.GET.get("again", "")
    left = next((one for one in queries.plan_of(row) if one.was_left and str(one.uuid) == key), None) if key else None
    initial = {"text": left.text, "outside": left.outside} if left is not None else {}
    if left is not None:
        to = f"{to}?again={left.uuid}"
    if left is not None and left.goal is not None:
        initial["goal"] = str(left.goal.uuid)

    def make(data):
        return ActionForm(data, initial=initial, people=choices_of(people), goals=_choices(goals))

    about = conference.uuid if conference is not None else row.uuid
    writing = write(request, make, f"action:{left.uuid}" if left is not None else "action", about)
    if writing.kept:
        return writing.kept

    def keep(said):
        goal, owner = _goal_of(goals, said), chosen(people, said.pop("owner"))
        return actions.put_into_plan(
            person, context=row, conference=conference, owner=owner, goal=goal, once_key=writing.once, **said
        )

    if kept(request, writing, keep, "Kept. Who does it is told."):
        return redirect(done)
    return page(request, writing, title="Put something into the plan", to=to, button="Put it in", **words)


@require_http_methods(["GET", "POST"])
def add_action(request, uuid):
    """Something that needs no conference is put into the plan."""
    row = queries.context_for(request.user, uuid)
    to = reverse("contexts:add-action", args=[uuid])
    return _put(request, row, None, to, reverse("contexts:plan", args=[uuid]), **_to_plan(row))


@require_http_methods(["GET", "POST"])
def agree_action(request, uuid):
    """One thing that a conference agreed is put into the plan."""
    found = queries.conference_for(request.user, uuid)
    where, to = (reverse(f"contexts:{name}", args=[uuid]) for name in ("conference", "agree-action"))
    return _put(request, found.context, found, to, where, back=where, back_words="Conference")


def _is_again(request, action, how: str, field: str) -> bool:
    """True of the page of what has ended, and of the second click of who ended it so with these very words."""
    if not action.ended_as or request.method != "POST":
        return bool(action.ended_as)
    same = (action.ended_as, action.ended_words) == (how, visible(request.POST.get(field, "")))
    return same and action.ended_by_id == request.user.pk


@require_http_methods(["GET", "POST"])
def action_done(request, uuid):
    """It is done, with what came of it."""
    action = queries.action_for(request.user, uuid)
    if _is_again(request, action, Ending.DONE, "note"):
        return redirect(_at(action))
    require_finishing(request.user, action)
    writing = write(request, lambda data: DoneForm(data), "done", action.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.finish_context_action(request.user, action=action, note=said["note"]),
        "Done. Who owns the context is told.",
    ):
        return redirect(_at(action))
    return page(
        request,
        writing,
        title="It is done",
        to=reverse("contexts:action-done", args=[uuid]),
        button="Mark as done",
        intro=[action.text],
        **_to_plan(action.context),
    )


@require_http_methods(["GET", "POST"])
def drop_action(request, uuid):
    """It is dropped, with why; it stays readable."""
    action = queries.action_for(request.user, uuid)
    if _is_again(request, action, Ending.DROPPED, "because"):
        return redirect(_at(action))
    require_dropping(request.user, action)
    writing = write(request, lambda data: DropForm(data), "drop", action.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.drop_context_action(request.user, action=action, because=said["because"]),
        "Dropped. Who had it, and who owns the context, are told.",
    ):
        return redirect(_at(action))
    return page(
        request,
        writing,
        title="It is dropped",
        to=reverse("contexts:drop-action", args=[uuid]),
        button="Drop it",
        intro=[action.text],
        **_to_plan(action.context),
    )


@require_http_methods(["GET", "POST"])
def aim_action(request, uuid):
    """Which of the goals that stand it serves."""
    action = queries.action_for(request.user, uuid)
    if action.ended_as and request.method != "POST":
        return redirect(_at(action))
    require_dropping(request.user, action)
    goals = queries.goals_of(action.context)
    initial = {"goal": str(action.goal.uuid) if action.goal is not None else ""}
    writing = write(request, lambda data: GoalForm(data, initial=initial, goals=_choices(goals)), "aim", action.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.aim_context_action(request.user, action=action, goal=_goal_of(goals, said)),
        "Kept.",
    ):
        return redirect(_at(action))
    return page(
        request,
        writing,
        title="Which goal does it serve?",
        to=reverse("contexts:aim-action", args=[uuid]),
        button="Keep it",
        intro=[action.text, *([] if goals else ["No safety goal stands yet: they come with the assessment."])],
        **_to_plan(action.context),
    )
