"""Who can see a consultation and who has looked; parts, owners, conflicts of interest, emergency access."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound, require
from kith.decisions.half_typed import HalfTyped, half_typed
from kith.design.fields import whole
from kith.people.queries import casework_colleagues, contacts_of, people_by_uuid

from .. import actions, queries, rules
from ..events import ConsultationRead
from ..forms import BarForm, EmergencyForm, HandOverForm, LetInForm

# The newest of the trail that one page shows.
MOST_ENTRIES = 500
NAMES_WHOM = {"part.given", "part.ended", "owner.changed", "screening.handed-over", "step.handed-over"}


@require_GET
def who(request, reference):
    """Who can see this and why, and who has looked."""
    found = queries.consultation_for(request.user, reference)
    actions.note_reading(request.user, consultation=found, how="who-can-see")
    return _who_page(request, found, *_let_in(request, found, _to_let_in(request.user, found)))


def _let_in(request, consultation, people):
    """What is half typed of letting a colleague in, and the form that holds it."""
    half = HalfTyped(request, "concerns:give-part", consultation.reference)
    return half, half.form(LetInForm, people=people)


def _to_let_in(person, consultation):
    """Colleagues who cannot read it yet, as the form lists them; nobody where this person may let nobody in."""
    if not rules.may_give_part(person, consultation):
        return []
    colleagues = queries.colleagues_to_let_in(person, consultation)
    return [(str(p.uuid), p.name_and_title) for p in colleagues]


def _who_page(request, found, half, form):
    entries = queries.entries_for(request.user, found, MOST_ENTRIES)
    known = people_by_uuid({entry.actor for entry in entries} | {_about(entry) for entry in entries})
    looked = [
        {
            **row,
            "who": _named(request.user, known.get(row["entry"].actor), row["entry"]),
            "whom": _named(request.user, known.get(_about(row["entry"])), row["entry"]) if _about(row["entry"]) else "",
        }
        for row in _by_day(entries)
    ]
    return render(
        request,
        "concerns/who.html",
        {
            "consultation": found,
            "readers": queries.readers_named(request.user, found),
            "emergencies": queries.emergencies_named(request.user, found),
            "looked": looked,
            "newest": MOST_ENTRIES if len(entries) == MOST_ENTRIES else 0,
            "may_give": rules.may_give_part(request.user, found),
            "may_bar": rules.may_place_bar(request.user, found),
            "bars": queries.bars_in(found) if rules.may_place_bar(request.user, found) else [],
            "form": form,
            "half": half,
        },
    )


def _about(entry) -> str:
    """Whom a deed was about, where its readers may know: a conflict of interest is named to managers alone."""
    whom = entry.details.get("to" if entry.verb != "part.ended" else "of", "")
    told = entry.verb in NAMES_WHOM and isinstance(whom, str) and whom.startswith("person:")
    return whom.removeprefix("person:") if told else ""


def _by_day(entries) -> list[dict]:
    """The entries, newest first; what one person read on one day stands once, with how often and from when to when."""
    rows: list[dict] = []
    reads: dict[tuple, dict] = {}
    for entry in entries:
        row = {"entry": entry, "times": 1, "first": entry.at}
        if entry.verb == ConsultationRead.verb:
            key = (entry.actor, timezone.localtime(entry.at).date())
            if key in reads:
                reads[key]["times"] += 1
                reads[key]["first"] = entry.at
                continue
            reads[key] = row
        rows.append(row)
    return rows


def _named(reader, person, entry) -> str:
    """A colleague by name; somebody of another agency by agency and role."""
    if person is None:
        return "Kith itself" if entry.actor.startswith("system:") else "Somebody who is no longer here"
    return queries.named_for(reader, person)


def _colleague(request, consultation):
    person = queries.colleagues_for(request.user, consultation).filter(uuid=_uuid(request.POST.get("person"))).first()
    if person is None:
        raise NotFound
    return person


def _uuid(text) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        raise NotFound from None


@require_POST
def give_part(request, reference):
    """A colleague is let in, with the reason; a second click finds it done."""
    found = queries.consultation_for(request.user, reference)
    require(rules.may_give_part(request.user, found))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    people = _to_let_in(request.user, found)
    named = _colleague(request, found) if request.POST.get("person") else None
    if named is not None and str(named.uuid) not in dict(people):
        messages.success(request, f"{named.name} can read this already.")
        return redirect("concerns:who", reference=reference)
    form = half.form(LetInForm, people=people)
    if not form.is_valid():
        actions.note_reading(request.user, consultation=found, how="who-can-see")
        return _who_page(request, found, half, form)
    actions.give_part(request.user, consultation=found, person=named, because=form.cleaned_data["because"])
    half.said()
    messages.success(request, f"{named.name} can now read this, and was told.")
    return redirect("concerns:who", reference=reference)


@require_POST
def end_part(request, reference):
    """A part that was given ends."""
    found = queries.consultation_for(request.user, reference)
    actions.end_part(request.user, consultation=found, part_id=whole(request.POST.get("part")))
    messages.success(request, "The part has ended.")
    return redirect("concerns:who", reference=reference)


@require_http_methods(["GET", "POST"])
def bar(request, reference):
    """A conflict of interest is recorded: about oneself, or by a manager about a colleague."""
    found = queries.consultation_for(request.user, reference)
    person = request.user
    others = rules.may_place_bar(person, found)
    colleagues = list(casework_colleagues(person)) if others else [person]
    people = [(str(p.uuid), "Me" if p.pk == person.pk else p.name) for p in colleagues]
    if request.method == "POST" and not others and request.POST.get("person") != str(person.uuid):
        raise NotFound
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(BarForm, people=people, initial={} if others else {"person": str(person.uuid)})
    if request.method == "POST" and form.is_valid():
        barred = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["person"])
        actions.place_bar(person, consultation=found, person=barred, reason=form.cleaned_data["reason"])
        half.said()
        if barred.pk == person.pk:
            messages.success(
                request, "Thank you. From now on you cannot read this record, and your manager can see why."
            )
            return redirect("concerns:mine")
        messages.success(request, f"{barred.name} cannot read this record from now on.")
        return redirect("concerns:who", reference=reference)
    return render(request, "concerns/bar.html", {"form": form, "half": half, "consultation": found, "others": others})


@require_http_methods(["GET", "POST"])
def hand_over(request, reference):
    """The matter goes to a colleague, who owns it from then on and can read it."""
    found = queries.consultation_for(request.user, reference)
    if not rules.may_hand_over(request.user, found):
        # The second click of a colleague who has just handed it over finds it done.
        if request.method == "POST" and queries.has_handed_over(request.user, found):
            return redirect("concerns:consultation", reference=reference)
        raise NotFound
    colleagues = [p for p in queries.colleagues_for(request.user, found) if p.pk != found.owner_id]
    people = [(str(p.uuid), p.name_and_title) for p in colleagues]
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(HandOverForm, people=people)
    if request.method == "POST" and form.is_valid():
        to = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["person"])
        actions.hand_over_matter(request.user, consultation=found, to=to, reason=form.cleaned_data["reason"])
        half.said()
        messages.success(request, f"{to.name} owns the matter now, and was told.")
        return redirect("concerns:consultation", reference=reference)
    return render(request, "concerns/hand_over.html", {"form": form, "half": half, "consultation": found})


@require_http_methods(["GET", "POST"])
def emergency(request):
    """One record for an hour, with a reason that somebody else reads."""
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(EmergencyForm)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.open_in_emergency(
                request.user, exact=form.cleaned_data["exact"], reason=form.cleaned_data["reason"]
            )
            half.said()
            return redirect("concerns:consultation", reference=found.reference)
        except NotFound:
            # One sentence for what does not exist and for what is withheld; what was typed stays.
            actions.note_emergency_refused(request.user)
            form.add_error(
                "exact", "Nothing can be opened under this reference. Check it, or ring one of the numbers below"
            )
    contacts = contacts_of(request.user, ["front-door", "out-of-hours"])
    return render(request, "concerns/emergency.html", {"form": form, "half": half, "contacts": contacts})
