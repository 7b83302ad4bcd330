"""The assessment of a context, its reviews, and its conferences."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.people.queries import setting_of
from kith.toolkit.queries import pieces_for_step

from .. import actions, queries, rules
from ..forms import AssessmentForm, ConferenceForm, DissentForm, PutConferenceRightForm, ReviewForm
from ..over import require_noting, require_writing
from .writing import kept, page, write

# The step of the work on which the toolkit files what helps with a context.
CONTEXT = "context"
# What a new version begins from: everything but what has changed since.
KEPT = ("happens", "to_whom", "responsible", "protects", "guardians", "facts", "not_known", "reason", "set_aside")
KEPT += ("would_change", "fits", "young_words", "no_words_because")


def _about(row) -> dict:
    return {"back": reverse("contexts:context", args=[row.uuid]), "back_words": row.name}


@require_http_methods(["GET", "POST"])
def assess(request, uuid):
    """A version of the assessment, with its goals; it begins from the last one."""
    row = queries.context_for(request.user, uuid)
    require_writing(request.user, row)
    last = next(iter(queries.assessments_of(row)), None)
    initial = {name: getattr(last, name) for name in KEPT} if last is not None else {}
    for number, goal in enumerate(queries.goals_of(row), 1):
        initial |= {f"goal_{number}": goal.text, f"how_{number}": goal.how_known}

    def make(data):
        return AssessmentForm(data, initial=initial, again=last is not None)

    writing = write(request, make, "assess", row.uuid)
    if writing.kept:
        return writing.kept
    seen, overtaken = request.POST.get("stands", str(last.uuid) if last is not None else ""), None
    opened_from = last if last is not None and str(last.uuid) == seen else None

    def keep(_):
        return actions.assess_context(
            request.user,
            context=row,
            replaces=opened_from,
            goals=writing.form.goals(),
            once_key=writing.once,
            **writing.form.said(),
        )

    try:
        if kept(request, writing, keep, "The assessment is kept as it stands."):
            return redirect("contexts:context", uuid=uuid)
    except actions.Moved:
        overtaken, seen = last, str(last.uuid) if last is not None else ""
    return page(
        request,
        writing,
        template="contexts/assess.html",
        row=row,
        title="Assess this context anew" if last is not None else "Assess this context",
        to=reverse("contexts:assess", args=[uuid]),
        button="Keep this assessment",
        stands=seen,
        overtaken=overtaken,
        pieces=pieces_for_step(request.user, CONTEXT),
        **_about(row),
    )


@require_GET
def assessment(request, uuid):
    """One version of the assessment as it was made, with its goals as they stood."""
    found = queries.assessment_for(request.user, uuid)
    actions.note_context_read(request.user, context=found.context, how="assessment")
    return render(
        request,
        "contexts/assessment.html",
        {
            "one": found,
            "row": found.context,
            "goals": queries.goals_at(found),
            "marking": setting_of(found.context.authority, "marking"),
        },
    )


@require_http_methods(["GET", "POST"])
def review(request, uuid):
    """One look at the context: of each goal what was seen, and whether the place is safer."""
    row = queries.context_for(request.user, uuid)
    require_writing(request.user, row)
    goals = queries.goals_of(row)
    writing = write(request, lambda data: ReviewForm(data, goals=goals), "review", row.uuid)
    if writing.kept:
        return writing.kept
    typed = dict(request.POST.lists()) if writing.is_sent else writing.half.content
    others = writing.form.of_others(typed)

    def keep(said):
        if any(name.startswith("seen_") and name.removeprefix("seen_") in others for name in typed):
            raise actions.Moved(row)
        return actions.review_context(
            request.user,
            context=row,
            on=said["on"],
            changed=said["changed"],
            next_on=said["next_on"],
            goals=writing.form.goals(),
            once_key=writing.once,
        )

    try:
        if kept(request, writing, keep, "The review is kept."):
            return redirect("contexts:context", uuid=uuid)
    except actions.Moved:
        if not others:
            return redirect("contexts:review", uuid=uuid)  # changed at this very moment: what was typed waits there
    plan, reviews = queries.plan_of(row), queries.reviews_of(row)
    return page(
        request,
        writing,
        template="contexts/review.html",
        row=row,
        today=timezone.localdate(),
        changes=queries.since_the_last(reviews, plan),
        left=[one for one in plan if not one.ended_as],
        last=max(reviews, key=lambda one: one.at, default=None),
        title="Review this context",
        to=reverse("contexts:review", args=[uuid]),
        button="Keep the review",
        intro=[] if goals else ["No safety goal stands yet: they come with the assessment."],
        others=[(key, queries.words_of_goal(row, key), text) for key, text in others.items()],
        assessed=next(iter(queries.assessments_of(row)), None) if others else None,
        **_about(row),
    )


def _named(people) -> list[tuple[str, str]]:
    return [(str(one.uuid), f"{one.name}, {one.agency.name}") for one in people]


@require_http_methods(["GET", "POST"])
def hold(request, uuid):
    """A conference about the place: who was there, what was said and agreed. It names no child."""
    row = queries.context_for(request.user, uuid)
    require_writing(request.user, row)
    people = rules.people_who_see_context(row)
    writing = write(request, lambda data: ConferenceForm(data, people=_named(people)), "conference", row.uuid)
    if writing.kept:
        return writing.kept

    def keep(said):
        there = set(said.pop("people"))
        there = [one for one in people if str(one.uuid) in there]
        return actions.hold_conference(request.user, context=row, people=there, once_key=writing.once, **said)

    if made := kept(request, writing, keep, "Kept. Add who does what by when."):
        return redirect("contexts:conference", uuid=made.uuid)
    return page(
        request,
        writing,
        title="Write down a conference",
        to=reverse("contexts:hold", args=[uuid]),
        button="Keep it",
        intro=["A conference about a place or a group names no child, and neither does what is written of it."],
        **_about(row),
    )


@require_GET
def conference(request, uuid):
    """One conference, on one page that prints; how it was written down before it was put right stands with it."""
    found = queries.conference_for(request.user, uuid)
    row, person = found.context, request.user
    actions.note_context_read(person, context=row, how="conference")
    versions = queries.versions_of(found)
    keys = {one.pk for one in versions}
    part = True
    return render(
        request,
        "contexts/conference.html",
        {
            "one": versions[0],
            "earlier": versions[1:],
            "first": versions[-1],
            "row": row,
            "actions": [one for one in queries.plan_of(row) if one.conference_id in keys],
            "dissents": [(said, one) for one in versions[::-1] for said in one.dissents.all()],
            "today": timezone.localdate(),
            "may_assess": rules.may_assess(person, row, part),
            "may_note": rules.may_note(person, row, part),
            "casework": rules.works_in_context(person, row, part),
            "marking": setting_of(row.authority, "marking"),
        },
    )


CONFERRED = ("on", "chair", "others", "said", "agreed", "young_words", "no_words_because")


@require_http_methods(["GET", "POST"])
def put_conference_right(request, uuid):
    """What was written of a conference, written anew with why; what stood before stays readable."""
    person = request.user
    found = queries.conference_for(person, uuid)
    if hasattr(found, "replaced_by") and request.method == "GET":
        return redirect("contexts:conference", uuid=uuid)
    require_writing(person, found.context)
    stands = queries.versions_of(found)[0]
    seated = [seat.person for seat in found.seats.all()]
    people = {one.pk: one for one in [*rules.people_who_see_context(found.context), *seated]}.values()
    initial = {name: getattr(found, name) for name in CONFERRED} | {"people": [str(one.uuid) for one in seated]}

    def make(data):
        return PutConferenceRightForm(data, initial=initial, people=_named(people))

    writing = write(request, make, "put-conference-right", found.uuid)
    if writing.kept:
        return writing.kept

    def keep(said):
        there = set(said.pop("people"))
        there = [one for one in people if str(one.uuid) in there]
        return actions.put_conference_right(person, conference=found, people=there, once_key=writing.once, **said)

    overtaken = None
    try:
        if made := kept(request, writing, keep, "Put right. What stood before stays readable."):
            return redirect("contexts:conference", uuid=made.uuid)
    except actions.Moved:
        overtaken = stands
    return page(
        request,
        writing,
        title="Put this conference right",
        to=reverse("contexts:put-conference-right", args=[uuid if overtaken is None else stands.uuid]),
        button="Keep it",
        theirs=[] if overtaken is None else _what_differs(writing.form, stands),
        intro=["What you write here stands in place of what was written; that stays readable, with who wrote it."],
        **_of_conference(stands),
    )


def _what_differs(form, stands) -> list[tuple[str, str, str]]:
    """Where a colleague wrote else meanwhile: what it is about, what stands now, and what was typed."""
    said = form.cleaned_data
    named = [name for name in CONFERRED if name != "on" and getattr(stands, name) != said.get(name)]
    return [(form[name].label, getattr(stands, name), said.get(name)) for name in named]


def _of_conference(found) -> dict:
    return {"back": reverse("contexts:conference", args=[found.uuid]), "back_words": "Conference"}


@require_http_methods(["GET", "POST"])
def dissent(request, uuid):
    """Who sees what was agreed differently, by name."""
    found = queries.conference_for(request.user, uuid)
    require_noting(request.user, found.context)
    writing = write(request, lambda data: DissentForm(data), "dissent", found.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.keep_context_dissent(request.user, conference=found, once_key=writing.once, **said),
        "Kept beside what was agreed, by name.",
    ):
        return redirect("contexts:conference", uuid=uuid)
    return page(
        request,
        writing,
        title="It is seen differently",
        to=reverse("contexts:dissent", args=[uuid]),
        button="Keep it",
        intro=[f"What was agreed: {found.agreed}"],
        **_of_conference(found),
    )
