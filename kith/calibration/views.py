"""Pages of calibration: the rounds, one’s own answers, what came of them, and how alike answers become."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import require
from kith.decisions.half_typed import half_typed
from kith.design.small_numbers import FEWEST
from kith.people.queries import teams_of
from kith.thresholds.queries import current_document, levels_in
from kith.toolkit.queries import pieces_for_step

from . import actions, queries, rules
from .forms import AnswerForm, DiscussForm, OpenForm
from .words import Asks


@require_GET
def rounds(request):
    """The rounds that one is asked in, opened, or whose teams one manages."""
    page = Paginator(queries.rounds_for(request.user), queries.ROUNDS_PAGE).get_page(request.GET.get("page"))
    return render(request, "calibration/rounds.html", {"page": page, "may_open": rules.may_open_round(request.user)})


@require_http_methods(["GET", "POST"])
def open_round(request):
    """Vignettes, teams and a last day."""
    person = request.user
    require(rules.may_open_round(person))
    vignettes = queries.vignettes_for(person)
    teams = list(teams_of(person.authority).select_related("agency"))
    form = OpenForm(
        request.POST or None,
        vignettes=[(row.key, f"{row.title} ({row.harm_words})") for row in vignettes],
        teams=[(team.key, team.name) for team in teams],
    )
    document = current_document(person.authority_id)
    if request.method == "POST" and form.is_valid() and document is not None:
        try:
            row = actions.open_round(
                person,
                vignettes=[one for one in vignettes if one.key in form.cleaned_data["vignettes"]],
                teams=[team for team in teams if team.key in form.cleaned_data["teams"]],
                last_day=form.cleaned_data["last_day"],
                once_key=request.POST.get("once", ""),
            )
            messages.success(request, "The round is open. Everybody who is asked finds it on their home page.")
            return redirect("calibration:round", uuid=row.uuid)
        except actions.TooFew:
            form.add_error(
                "teams",
                f"Fewer than {FEWEST} people work on cases in these teams, so nobody’s answer would be safe. Choose more teams",
            )
        except actions.TooAlike:
            form.add_error(
                "teams",
                "A round of the last two years asked almost the same people about one of these vignettes, so the answers of "
                "the few who differ could be worked out. Choose other vignettes, or teams that differ by five people or more",
            )
    return render(
        request,
        "calibration/open.html",
        {
            "form": form,
            "vignettes": vignettes,
            "document": document,
            "once": request.POST.get("once") or uuids.uuid4(),
        },
    )


@require_GET
def round_page(request, uuid):
    """While it runs, one’s own answers alone; once it is over, what everybody answered."""
    row = queries.round_for(request.user, uuid)
    mine = queries.own_answers(request.user, row)
    over = row.is_over
    return render(
        request,
        "calibration/round.html",
        {
            "round": row,
            "over": over,
            "items": [{"item": item, "mine": mine.get(item.pk)} for item in row.vignettes.all()],
            "is_asked": bool(row.asks_me),
            "may_answer": rules.may_answer(request.user, row),
            "how_many": queries.how_many(request.user, row),
            "may_close": rules.may_close_round(request.user, row),
            "results": queries.results_of(request.user, row) if over else [],
            "discussions": queries.discussions_of(request.user, row),
            "fewest": FEWEST,
            "pieces": pieces_for_step(request.user, "decide"),
        },
    )


@require_http_methods(["GET", "POST"])
def answer(request, uuid, vignette):
    """One’s own answer about one vignette, to be changed until the round is over."""
    row = queries.round_for(request.user, uuid)
    if row.is_over and row.asks_me:
        messages.success(request, "The round is over. What was answered until then stands.")
        return redirect("calibration:round", uuid=uuid)
    require(rules.may_answer(request.user, row))
    item = queries.item_for(request.user, row, vignette)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    mine = queries.own_answers(request.user, row).get(item.pk)
    choices = queries.choices_of(row)
    initial = {}
    if mine:
        initial = {
            "level": str(mine.level_id),
            "concern": mine.concern,
            "first_step": mine.first_step,
            "reason": mine.reason,
        }
    form = half.form(AnswerForm, choices=choices, initial=initial)
    levels = levels_in(row.document)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_vignette(
                request.user,
                item=item,
                level=next(level for level in levels if str(level.pk) == said["level"]),
                concern=(said["concern"], dict(choices[Asks.CONCERN])[said["concern"]]),
                first_step=(said["first_step"], dict(choices[Asks.FIRST_STEP])[said["first_step"]]),
                reason=said["reason"],
            )
            half.said()
            messages.success(request, "Your answer is kept. You can change it until the round is over.")
        except actions.RoundOver:
            messages.success(request, "The round ended a moment before. What was answered until then stands.")
        return redirect("calibration:round", uuid=uuid)
    return render(
        request,
        "calibration/answer.html",
        {"form": form, "half": half, "round": row, "item": item, "mine": mine, "levels": levels},
    )


@require_POST
def close(request, uuid):
    """The round ends before its last day."""
    row = queries.round_for(request.user, uuid)
    if row.closed_at is None or row.closed_by_id != request.user.pk:
        actions.close_round(request.user, round=row)
    messages.success(request, "The round is over.")
    return redirect("calibration:round", uuid=uuid)


@require_http_methods(["GET", "POST"])
def discuss(request, uuid):
    """What was discussed and agreed, and by whom."""
    row = queries.round_for(request.user, uuid)
    require(rules.may_discuss(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    people = rules.people_who_see_round(row)
    levels = {str(level.pk): level for level in levels_in(row.document)}
    form = half.form(
        DiscussForm,
        people=[(str(one.uuid), one.name_and_title) for one in people],
        vignettes=row.vignettes.all(),
        levels=[(key, level.name) for key, level in levels.items()],
    )
    if request.method == "POST" and form.is_valid():
        actions.note_discussion(
            request.user,
            round=row,
            discussed=form.cleaned_data["discussed"],
            agreed=form.cleaned_data["agreed"],
            present=[one for one in people if str(one.uuid) in form.cleaned_data["present"]],
            levels={one: levels[key] for one, key in form.agreed_levels().items()},
            once_key=request.POST.get("once", ""),
        )
        half.said()
        messages.success(request, "Kept with the round.")
        return redirect("calibration:round", uuid=uuid)
    return render(
        request,
        "calibration/discuss.html",
        {"form": form, "half": half, "round": row, "once": request.POST.get("once") or uuids.uuid4()},
    )


@require_GET
def agreement(request):
    """How alike answers were, round by round: of the service, by team and by kind of harm."""
    page = Paginator(queries.rounds_over(request.user), queries.OVER_TIME).get_page(request.GET.get("page"))
    return render(
        request,
        "calibration/agreement.html",
        {"page": page, "rounds": queries.agreement_over_time(request.user, list(page)), "fewest": FEWEST},
    )
