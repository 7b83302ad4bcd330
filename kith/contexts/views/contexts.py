"""Lists of contexts, one context, and what is written about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.concerns.actions import note_readings
from kith.concerns.rules import works_on_cases
from kith.design.fields import whole
from kith.design.forms import chosen, visible
from kith.people.queries import agency_of, casework_colleagues, setting_of
from kith.people.words import choices_of

from .. import actions, queries, rules
from ..forms import ChangeForm, CloseForm, ConcernForm, OpenAgainForm, OpenForm, PartnerForm
from ..over import require_closing, require_noting, require_opening_again, require_writing
from ..words import Ending, Kind
from .writing import kept, page, write

SHOWS = (("mine", "Mine"), ("team", "My team’s"), ("all", "All that I see"))
HEADINGS = {"mine": "yours", "team": "your team’s", "all": "all that you see"}


@require_GET
def mine(request):
    """Contexts by name: one’s own, those of one’s team, or all that one sees; open or closed."""
    person = request.user
    casework = works_on_cases(person)
    wanted = request.GET.get("show", "mine" if casework else "all")
    show = wanted if wanted in dict(SHOWS) else "all"
    closed = request.GET.get("closed") == "yes"
    rows = Paginator(queries.contexts_seen_by(person, show, closed), queries.PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "contexts/mine.html",
        {
            "page": rows,
            "show": show,
            "shows": SHOWS if casework else (),
            "heading": HEADINGS[show] if casework else "",
            "closed": closed,
            "actions": queries.actions_of(person)[: queries.SHOWN],
            "may_open": rules.may_open(person),
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "POST"])
def open_new(request):
    """A place or a group becomes a subject of work, with an owner."""
    person = request.user
    require(rules.may_open(person))
    people = list(casework_colleagues(person))

    def make(data):
        return OpenForm(data, spaces=queries.kinds_of_space(person), people=choices_of(people))

    writing = write(request, make, "open", "new")
    if writing.kept:
        return writing.kept

    def act(said):
        owner = chosen(people, said.pop("owner"))
        return actions.open_context(person, once_key=writing.once, owner=owner, **said)

    if made := kept(request, writing, act, "The context is open."):
        return redirect("contexts:context", uuid=made.uuid)
    return page(
        request,
        writing,
        title="Open a context",
        back=reverse("contexts:mine"),
        back_words="Contexts",
        to=reverse("contexts:open"),
        button="Open it",
        intro=[
            "A place or a group where harm or safety happens. It names no child, and stays open when a child’s matter closes."
        ],
    )


def _about(row) -> dict:
    return {"back": reverse("contexts:context", args=[row.uuid]), "back_words": row.name}


@require_GET
def context(request, uuid):
    """One context: what is known of it, who has reach, what was assessed and agreed; its children for who sees both."""
    person = request.user
    row = queries.context_for(person, uuid)
    actions.note_context_read(person, context=row)
    links = queries.links_of_context(person, row)
    # What stands with a link is about a child: that it was read stands in that child’s trail.
    note_readings(person, consultations=queries.matters_of(person, links), how="context")
    assessments, planned = queries.assessments_of(row), queries.plan_of(row)
    return render(
        request,
        "contexts/context.html",
        {
            "row": row,
            "concerns": queries.concerns_of(row),
            "partners": queries.partners_of(row),
            "had_reach": queries.partners_of(row, ended=True),
            "assessment": assessments[0] if assessments else None,
            "earlier": assessments[1:],
            "goals": queries.goals_of(row),
            "plan": planned,
            "reviews": queries.with_changes(queries.reviews_of(row), planned),
            "reopenings": queries.reopenings_of(row),
            "conferences": queries.conferences_of(row),
            "links": links,
            "today": timezone.localdate(),
            "casework": works_on_cases(person),
            "may_note": rules.may_note(person, row, part=True),
            "may_change": rules.may_change(person, row, part=True),
            "may_hand_over": rules.may_hand_over(person, row, part=True),
            "may_open_again": rules.may_open_again(person, row, part=True),
            "marking": setting_of(row.authority, "marking"),
        },
    )


@require_http_methods(["GET", "POST"])
def change(request, uuid):
    """What it is called and what it is; a colleague’s change in between is shown beside."""
    row = queries.context_for(request.user, uuid)
    require_writing(request.user, row)
    online = row.kind == Kind.ONLINE
    names = ("name", "space", "what") if online else ("name", "what")
    initial = {name: getattr(row, name) for name in names}

    def make(data):
        return ChangeForm(data, initial=initial, online=online, spaces=queries.kinds_of_space(request.user))

    writing = write(request, make, "change", row.uuid)
    if writing.kept:
        return writing.kept
    stands, theirs = row.version, []
    if writing.is_sent:
        stands = whole(request.POST.get("stands"))

        def keep(said):
            said = {name: said[name] for name in names}
            return actions.change_context(request.user, context=row, version=stands, **said)

        try:
            if kept(request, writing, keep, "Changed."):
                return redirect("contexts:context", uuid=uuid)
        except actions.Moved as moved:
            stands, said = moved.context.version, writing.form.cleaned_data
            pairs = [(writing.form[n].label, getattr(moved.context, n), said[n]) for n in ("name", "what")]
            theirs = [pair for pair in pairs if pair[1] != pair[2]]
    return page(
        request,
        writing,
        title="Change what it is called or what it is",
        to=reverse("contexts:change", args=[uuid]),
        button="Keep it",
        stands=stands,
        theirs=theirs,
        **_about(row),
    )


@require_http_methods(["GET", "POST"])
def concern(request, uuid):
    """What was noticed there."""
    row = queries.context_for(request.user, uuid)
    require_noting(request.user, row)
    sources = queries.sources(request.user)
    writing = write(request, lambda data: ConcernForm(data, sources=sources), "concern", row.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.note_concern(request.user, context=row, once_key=writing.once, **said),
        "Kept. The owner is told.",
    ):
        return redirect("contexts:context", uuid=uuid)
    return page(
        request,
        writing,
        title="What was noticed there",
        to=reverse("contexts:concern", args=[uuid]),
        button="Keep it",
        **_about(row),
    )


@require_http_methods(["GET", "POST"])
def partner(request, uuid):
    """Who has reach into it, and what they can do there."""
    row = queries.context_for(request.user, uuid)
    require_noting(request.user, row)
    agencies = [(one.key, one.name) for one in queries.agencies_for(request.user)]
    writing = write(request, lambda data: PartnerForm(data, agencies=agencies), "partner", row.uuid)
    if writing.kept:
        return writing.kept

    def keep(said):
        key = said.pop("agency")
        agency = agency_of(request.user, key) if key else None
        return actions.add_partner(request.user, context=row, once_key=writing.once, agency=agency, **said)

    if kept(request, writing, keep, "Added."):
        return redirect("contexts:context", uuid=uuid)
    return page(
        request,
        writing,
        title="Who has reach into it",
        to=reverse("contexts:partner", args=[uuid]),
        button="Add them",
        **_about(row),
    )


@require_POST
def end_partner(request, uuid):
    """They have no reach into it any more."""
    row = queries.partner_for(request.user, uuid)
    actions.end_partner(request.user, partner=row)
    messages.success(request, "They stand under those who had reach into it.")
    return redirect("contexts:context", uuid=row.context.uuid)


def _is_again(request, by, form, said: tuple[str, ...]) -> bool:
    """True of a page that is only looked at, and of the second click of who did it with these very words."""
    if request.method != "POST":
        return True
    names = [name for name in form.base_fields if name in ("because", "who_has_it", "reason")]
    return by == request.user and tuple(visible(request.POST.get(name, "")) for name in names) == said


@require_http_methods(["GET", "POST"])
def close(request, uuid):
    """It is closed, and says who has it now."""
    row = queries.context_for(request.user, uuid)
    said = (row.closed_because, row.closed_owner)
    if (
        not row.is_open
        and rules.leads_context(request.user, row)
        and _is_again(request, row.closed_by, CloseForm, said)
    ):
        return redirect("contexts:context", uuid=uuid)
    require_closing(request.user, row)
    writing = write(request, lambda data: CloseForm(data), "close", row.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.close_context(request.user, context=row, **said),
        "Closed. Children’s records are as they were.",
    ):
        return redirect("contexts:context", uuid=uuid)
    return page(
        request,
        writing,
        title="Close this context",
        to=reverse("contexts:close", args=[uuid]),
        button="Close it",
        warning=True,
        intro=[
            "What stands here stays readable for those who read it now. What is in the plan and not done is to be done no more."
        ],
        **_about(row),
    )


@require_http_methods(["GET", "POST"])
def open_again(request, uuid):
    """It is open again, with why, who owns it, and when it is looked at."""
    person = request.user
    row = queries.context_for(person, uuid)
    last = next(iter(queries.reopenings_of(row)[::-1]), None)
    if row.is_open and rules.leads_context(person, row):
        if last is None or _is_again(request, last.by, OpenAgainForm, (last.reason,)):
            return redirect("contexts:context", uuid=uuid)
    require_opening_again(person, row)
    people = queries.colleagues_for(person, row)
    initial = {"owner": str(row.owner.uuid)} if any(one.pk == row.owner_id for one in people) else {}
    writing = write(
        request, lambda data: OpenAgainForm(data, initial=initial, people=choices_of(people)), "open-again", row.uuid
    )
    if writing.kept:
        return writing.kept

    def keep(said):
        owner = chosen(people, said.pop("owner"))
        return actions.open_context_again(person, context=row, owner=owner, **said)

    if kept(request, writing, keep, "It is open again. Who owns it is told."):
        return redirect("contexts:context", uuid=uuid)
    left = [one for one in queries.plan_of(row) if one.ended_as == Ending.CLOSED]
    intro = [
        "How it was closed stays readable, and children’s records are as they are. It is looked at again on a new day."
    ]
    if left:
        intro.append(
            f"{'One thing was' if len(left) == 1 else f'{len(left)} things were'} not done when it was closed. Nothing of that "
            "comes back by itself: in the plan you can put in again what is still wanted."
        )
    return page(
        request,
        writing,
        title="Open this context again",
        to=reverse("contexts:open-again", args=[uuid]),
        button="Open it again",
        intro=intro,
        **_about(row),
    )


@require_GET
def chronology(request, uuid):
    """What happened with it, in order; its links, for who sees both sides."""
    row = queries.context_for(request.user, uuid)
    actions.note_context_read(request.user, context=row, how="chronology")
    links = queries.links_of_context(request.user, row)
    note_readings(request.user, consultations=queries.matters_of(request.user, links), how="context")
    return render(
        request,
        "contexts/chronology.html",
        {
            "row": row,
            "lines": queries.chronology_of_context(request.user, row),
            "made_at": timezone.now(),
            "marking": setting_of(row.authority, "marking"),
        },
    )
