"""How people stand: oneself, the people for whom one answers, and the authority as counts."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, NotFound, require
from kith.decisions.half_typed import half_typed
from kith.design.small_numbers import FEWEST
from kith.people.queries import person_in

from .. import actions, queries, rules
from ..beside import worked_on_by
from ..forms import AnswerForm, BackForm, CertificateForm, ChooseForm, LeaveForm

PEOPLE = 25
SOME = 5
FEW = 3


@require_GET
def mine(request):
    """What one needs next and by when, and what one has, with its evidence."""
    person = request.user
    stands = queries.own_standing(person)
    modules = queries.modules_next(person, stands)
    works_on = worked_on_by(person)
    shown = {one.slug for one in modules}
    return render(
        request,
        "training/mine.html",
        {
            "stands": stands,
            "modules": modules,
            "shelves_on": works_on.shelves,
            "modules_on": [one for one in works_on.modules if one.slug not in shown][:FEW],
            "completions": queries.completions_of(person, person),
            "titles": queries.titles_of(person.authority_id),
            "sessions": queries.sessions_to_come(person)[:SOME],
            "certificates": queries.certificates_of(person)[:SOME],
            "may_plan": bool(queries.tiers_to_run(person)),
            "answers": rules.answers_for_somebody(person),
            "leads": rules.leads_training(person),
            "manages": bool(queries.teams_of_manager(person)),
        },
    )


@require_http_methods(["GET", "POST"])
def certificate_new(request):
    """One says which course one completed elsewhere, and on which day."""
    person = request.user
    tiers = queries.tiers_of(person.authority_id)
    form = CertificateForm(request.POST or None, tiers=tiers)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.say_certificate(
                person,
                tier=next(tier for tier in tiers if tier.key == said["tier"]),
                course=said["course"],
                day=said["day"],
                reference=said["reference"],
                once_key=request.POST.get("once", ""),
            )
        except NobodyThere as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Sent to be confirmed. You hear when it was answered.")
            return redirect("training:mine")
    once = request.POST.get("once", "")[:40] or uuids.uuid4()
    confirmers = rules.who_confirms(person)
    return render(
        request, "training/certificate_new.html", {"form": form, "once": once, "tiers": tiers, "confirmers": confirmers}
    )


@require_http_methods(["GET", "POST"])
def certificate(request, uuid):
    """One certificate: its person reads what became of it; who answers for them answers."""
    row = queries.certificate_for(request.user, uuid)
    may_answer = rules.may_answer_certificate(request.user, row)
    form = half = None
    if request.method == "POST" and not may_answer:
        require(rules.answers_for(request.user, row.person))
        messages.success(request, f"It does not wait for an answer any more: {row.get_said_display().lower()}.")
        return redirect("training:certificate", uuid=uuid)
    if may_answer:
        half = half_typed(request)
        if half.by_script:
            return half.kept()
        form = half.form(AnswerForm)
        if request.method == "POST" and form.is_valid():
            confirmed = form.cleaned_data["answer"] == "confirmed"
            actions.answer_certificate(
                request.user, certificate=row, confirmed=confirmed, words=form.cleaned_data["words"]
            )
            half.said()
            messages.success(request, "Confirmed. It counts now." if confirmed else "Sent back with your words.")
            return redirect("training:team")
    return render(
        request,
        "training/certificate.html",
        {
            "row": row,
            "form": form,
            "half": half,
            "tier": queries.titles_of(row.person.authority_id).get(row.tier, row.tier),
            "own": row.person_id == request.user.pk,
            "may_take_back": rules.may_take_certificate_back(request.user, row),
        },
    )


@require_POST
def certificate_back(request, uuid):
    """A certificate that was sent by mistake is taken back by its person."""
    actions.take_certificate_back(request.user, certificate=queries.certificate_for(request.user, uuid))
    messages.success(request, "Taken back. Nobody is asked about it any more.")
    return redirect("training:mine")


@require_GET
def team(request):
    """Everybody for whom one answers: who has what, and what is due; by name."""
    person = request.user
    require(rules.answers_for_somebody(person))
    teams = queries.teams_of_manager(person)
    chosen = next((one for one in teams if one.key == request.GET.get("team")), None)
    page = Paginator(queries.team_standing(person, chosen), PEOPLE).get_page(request.GET.get("page"))
    return render(
        request,
        "training/team.html",
        {
            "page": page,
            "teams": teams,
            "chosen": chosen,
            "certificates": queries.certificates_waiting_for(person),
            "titles": queries.titles_of(person.authority_id),
            "leads": rules.leads_training(person),
        },
    )


def _somebody(person, uuid):
    """Somebody for whom the person answers. Raises NotFound."""
    found = person_in(person, uuid)
    if found is None or not rules.answers_for(person, found):
        raise NotFound
    return found


@require_http_methods(["GET", "POST"])
def somebody(request, uuid):
    """One person as who answers for them sees it; a tier can be meant for them beside what their roles ask."""
    of = _somebody(request.user, uuid)
    stands = queries.standing_of(request.user, [of])[0]
    chosen = queries.chosen_for(request.user, of)
    needed = {need.tier.key for need in stands.needs} | {row.tier for row in chosen}
    tiers = queries.tiers_of(of.authority_id)
    form = ChooseForm(request.POST or None, tiers=[tier for tier in tiers if tier.key not in needed])
    if request.method == "POST":
        sent = request.POST.get("tier", "")
        if sent in {row.tier for row in chosen}:
            return redirect("training:somebody", uuid=uuid)
        if form.is_valid():
            tier = next(tier for tier in tiers if tier.key == form.cleaned_data["tier"])
            actions.choose_for_tier(request.user, person=of, tier=tier)
            messages.success(request, f"{tier.title} is meant for {of.name} from today.")
            return redirect("training:somebody", uuid=uuid)
    return render(
        request,
        "training/somebody.html",
        {
            "of": of,
            "stands": stands,
            "completions": queries.completions_of(request.user, of),
            "titles": queries.titles_of(of.authority_id),
            "chosen": chosen,
            "leaves": queries.leaves_in(request.user, of),
            "form": form,
        },
    )


@require_POST
def choice_end(request, uuid, tier):
    """A tier is no longer meant for somebody beside what their roles ask."""
    of = _somebody(request.user, uuid)
    actions.end_choice(request.user, person=of, tier=tier)
    messages.success(request, "Ended. What was completed stays.")
    return redirect("training:somebody", uuid=uuid)


@require_http_methods(["GET", "POST"])
def leave_new(request, uuid):
    """A long leave of somebody, which puts their training off."""
    of = _somebody(request.user, uuid)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.enter_leave(request.user, person=of, **form.cleaned_data)
        messages.success(request, "Kept. Training is put off by these days.")
        return redirect("training:somebody", uuid=uuid)
    return render(request, "training/leave.html", {"form": form, "of": of, "leave": None})


@require_http_methods(["GET", "POST"])
def leave(request, uuid):
    """The days of a long leave are changed."""
    row = queries.leave_for(request.user, uuid)
    if row.removed_at is not None:
        return redirect("training:somebody", uuid=row.person.uuid)
    form = LeaveForm(request.POST or None, initial={"first_day": row.first_day, "last_day": row.last_day})
    if request.method == "POST" and form.is_valid():
        actions.enter_leave(request.user, person=row.person, leave=row, **form.cleaned_data)
        messages.success(request, "Kept. Training is put off by these days.")
        return redirect("training:somebody", uuid=row.person.uuid)
    return render(request, "training/leave.html", {"form": form, "of": row.person, "leave": row})


@require_POST
def leave_remove(request, uuid):
    """A leave that was entered wrongly puts nothing off any more."""
    row = queries.leave_for(request.user, uuid)
    actions.remove_leave(request.user, leave=row)
    messages.success(request, "Taken out.")
    return redirect("training:somebody", uuid=row.person.uuid)


def _page_of(by, person) -> str:
    """The page of this person for who answers for them; the training lead, who does not see it, has the counts."""
    there = rules.answers_for(by, person)
    return reverse("training:somebody", args=[person.uuid]) if there else reverse("training:authority")


@require_http_methods(["GET", "POST"])
def take_back(request, uuid):
    """A completion that was recorded wrongly counts no more, and stays readable with why."""
    row = queries.completion_for(request.user, uuid)
    back = _page_of(request.user, row.person)
    if row.taken_back_at is not None:
        return redirect(back)
    form = BackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_back_completion(request.user, completion=row, because=form.cleaned_data["because"])
        messages.success(request, "It counts no more.")
        return redirect(back)
    tier = queries.titles_of(row.authority_id).get(row.tier, row.tier)
    return render(request, "training/take_back.html", {"form": form, "row": row, "tier": tier, "back": back})


@require_GET
def authority(request):
    """By tier and team how many have what they need: counts, and none of fewer than five people."""
    return render(
        request,
        "training/authority.html",
        {
            "figures": queries.figures_of(request.user),
            "joint": queries.joint_attendance(request.user),
            "fewest": FEWEST,
        },
    )
