"""Pages of a handover: what is held, who takes it over, and what a successor finds in one place."""

import uuid as uuids

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound, require
from kith.concerns.actions import SaidBefore
from kith.decisions.half_typed import HalfTyped, half_typed
from kith.people.queries import colleagues_of_authority, held_alone_in, people_of_agency
from kith.people.rules import NotTheirs, kind_of, may_start_leaving
from kith.people.words import Role

from . import actions, queries, rules
from .forms import AtOnceForm, BeginForm, DayForm, DeclineForm, OfferForm, WordsForm
from .words import Why

GONE = "That is done by now, or went another way. Nothing was changed."
MAY_NOT = "{} may not have this: by their role, their vetting, or the record itself. Choose somebody else."


def _answers_for_others(person) -> bool:
    return person.holds(Role.ADMINISTRATOR, Role.MANAGER) or bool(person.managed_team_ids)


@require_GET
def mine(request):
    """One place for who takes something over: what is offered, what is theirs since, what waits with them."""
    person = request.user
    taken = Paginator(queries.taken_by(person), queries.PAGE).get_page(request.GET.get("page"))
    answers_for = _answers_for_others(person)
    offered, waiting = queries.offered_to(person), queries.waiting_with(person)
    mine = queries.as_taken(person, taken.object_list)
    _note_reading(request, [*offered, *waiting, *mine])
    return render(
        request,
        "handover/mine.html",
        {
            "offered": offered,
            "waiting": waiting,
            "taken": mine,
            "page": taken,
            "own": queries.own_handover(person),
            "answers_for": answers_for,
            "others": queries.handovers_seen_by(person) if answers_for else [],
        },
    )


def _note_reading(request, things) -> None:
    """What stands in a matter and is shown here stands in its trail."""
    read = {thing.held.reference for thing in things if any(one.text for one in thing.written)}
    actions.note_reading(request.user, references=read)


@require_POST
def prepare(request):
    """The person prepares their own handover."""
    found = actions.begin_handover(request.user, person=request.user)
    return redirect("handover:handover", uuid=found.uuid)


def _people(people) -> list[tuple[str, str]]:
    return [(str(p.uuid), f"{p.name_and_title}, {p.agency.name}") for p in people]


@require_http_methods(["GET", "POST"])
def begin(request):
    """Who answers for somebody says that they leave or move, and when."""
    people = {str(p.uuid): p for p in colleagues_of_authority(request.user) if may_start_leaving(request.user, p)}
    form = BeginForm(request.POST or None, people=_people(people.values()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            found = actions.begin_handover(
                request.user, person=people[said["person"]], why=said["why"], last_day=said["last_day"]
            )
        except ValueError as error:
            form.add_error("last_day", str(error))
        else:
            messages.success(request, f"{found.person.name} was told. This is what they hold.")
            return redirect("handover:handover", uuid=found.uuid)
    return render(request, "handover/begin.html", {"form": form})


@require_http_methods(["GET", "POST"])
def handover(request, uuid):
    """Everything that the person holds and who takes it over; several things are offered to one person at once."""
    found = queries.handover_for(request.user, uuid)
    things = queries.things_in(request.user, found)
    open_things = {str(thing.uuid): thing for thing in [*things.left, *things.waiting] if thing.may_offer}
    people = {str(p.uuid): p for p in people_of_agency(found.person.agency) if p.pk != found.person_id}
    chosen = [key for key in request.POST.getlist("thing") if key in open_things]
    form = OfferForm(request.POST if request.method == "POST" else None, people=_people(people.values()))
    nothing = request.method == "POST" and not chosen
    if request.method == "POST" and form.is_valid() and not nothing:
        to = people[form.cleaned_data["to"]]
        _offer(request, found, [open_things[key] for key in chosen], to)
        return redirect("handover:handover", uuid=found.uuid)
    for key in chosen:
        open_things[key].is_chosen = True
    if nothing:
        form.add_error(None, "Choose what you offer")
    return render(
        request,
        "handover/handover.html",
        {
            "handover": found,
            "things": things,
            "form": form,
            "may_offer_any": bool(open_things),
            "own": found.person_id == request.user.pk,
            "may_change": rules.may_change(request.user, found) and found.at_once_at is None,
            "may_settle": found.is_open and found.at_once_at is None and rules.may_settle(request.user, found),
            "leaves": found.why == Why.LEAVES,
            "past": found.last_day is not None and found.last_day < timezone.localdate(),
        },
    )


def _offer(request, found, things, to) -> None:
    """Each is offered by itself; those that this person may not have are said by name of thing."""
    done, refused = 0, []
    for thing in things:
        try:
            actions.offer_thing(request.user, handover=found, held=thing.held, holder=thing.holder, to=to)
            done += 1
        except (actions.MayNotHave, NotTheirs):
            refused.append(thing.held.words)
    if done:
        whom = "yourself" if to.pk == request.user.pk else f"{to.name}, who was told"
        messages.success(request, f"Offered to {whom}: {done}.")
    for words in refused:
        messages.warning(request, f"Not offered: {words}. {MAY_NOT.format(to.name)}")


@require_http_methods(["GET", "POST"])
def day(request, uuid):
    """The last day, and what ends on it."""
    found = queries.handover_for(request.user, uuid)
    require(rules.may_change(request.user, found) and found.at_once_at is None)
    form = DayForm(request.POST or None, initial={"why": found.why, "last_day": found.last_day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_handover(request.user, handover=found, **form.cleaned_data)
        except ValueError as error:
            form.add_error("last_day", str(error))
        else:
            messages.success(request, "Kept.")
            return redirect("handover:handover", uuid=uuid)
    return render(request, "handover/day.html", {"form": form, "handover": found})


@require_POST
def call_off(request, uuid):
    """The person stays after all."""
    found = queries.handover_for(request.user, uuid)
    if found.is_open:
        actions.call_off(request.user, handover=found)
        messages.success(request, "Called off. What was taken over already stays where it is.")
    return redirect("handover:mine")


@require_http_methods(["GET", "POST"])
def at_once(request, uuid):
    """For safety: the account ends now, and what it held is with the manager until somebody takes it over."""
    found = queries.handover_for(request.user, uuid)
    if found.at_once_at is not None:
        return redirect("handover:handover", uuid=uuid)
    require(found.is_open and rules.may_settle(request.user, found))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(AtOnceForm)
    if request.method == "POST" and form.is_valid():
        actions.end_at_once(request.user, person=found.person, because=form.cleaned_data["because"])
        half.said()
        messages.success(request, f"{found.person.name} can open nothing any more.")
        return redirect("handover:handover", uuid=uuid)
    return render(request, "handover/at_once.html", {"form": form, "half": half, "handover": found})


@require_http_methods(["GET", "POST"])
def thing(request, uuid, thing):
    """One thing: what a successor should know, and to whom it is offered."""
    found = queries.handover_with(request.user, uuid, thing)
    sees = rules.concerned_in(request.user, found)
    one = queries.thing_in(request.user, found, thing)
    kind, held = kind_of(one.held.kind), one.held
    may_write = rules.may_write_words(request.user, found)
    half = HalfTyped(request, "handover:thing", one.uuid) if may_write else None
    if request.headers.get("X-Autosave"):
        require(half is not None)
        return half.kept()
    takers = {str(p.uuid): p for p in kind.takers(held, of=one.holder)} if one.may_offer else {}
    act, once = request.POST.get("act", ""), request.POST.get("once") or str(uuids.uuid4())
    offer = OfferForm(request.POST if act == "offer" else None, people=_people(takers.values()))
    offer.fields["to"].label = "Offer it to"
    words = half.form(WordsForm, sent=act == "words") if half else WordsForm()
    if act == "words" and may_write and words.is_valid():
        try:
            actions.write_words(request.user, handover=found, held=held, once_key=once, **words.cleaned_data)
            half.said()
            messages.success(request, "Kept for whoever takes it over.")
            return redirect("handover:thing", uuid=uuid, thing=thing)
        except SaidBefore as said:
            words.add_error("where_it_stands", str(said))
            once = str(uuids.uuid4())
    if act == "offer" and one.may_offer and offer.is_valid():
        to = takers[offer.cleaned_data["to"]]
        _offer(request, found, [one], to)
        return redirect("handover:handover", uuid=uuid) if sees else redirect("handover:mine")
    if act and not (may_write if act == "words" else one.may_offer):
        raise NotFound
    _note_reading(request, [one])
    return render(
        request,
        "handover/thing.html",
        {
            "handover": found,
            "sees": sees,
            "thing": one,
            "offer": offer,
            "words": words,
            "forms": [words, offer],
            "half": half,
            "once": once,
            "may_write": may_write,
            "takers": takers,
            "offered_by": kind.offered_by,
        },
    )


@require_POST
def take_over(request):
    """What was chosen of what is offered is this person’s; each by itself, so that one that is gone stops no other."""
    keys = request.POST.getlist("item")
    done, lost = 0, []
    for item in _chosen(request.user, keys):
        try:
            actions.take_over(request.user, item=item)
            done += 1
        except (actions.NotOffered, NotTheirs):
            lost.append(GONE)
        except actions.MayNotHave:
            lost.append(
                f"Not taken over: {item.words}. Something that you need for it has changed since it was offered."
            )
    if done:
        messages.success(request, f"Yours from now on: {done}. Each stands below, with what was written for you.")
    elif not lost:
        messages.warning(request, "Choose what you take over.")
    for words in lost:
        messages.warning(request, words)
    return redirect("handover:mine")


def _chosen(person, keys):
    found = []
    for key in keys:
        try:
            found.append(queries.item_for(person, uuids.UUID(key)))
        except ValueError:
            raise NotFound from None
    return found


@require_http_methods(["GET", "POST"])
def decline(request, uuid):
    """What is offered is not taken over, with the reason."""
    item = queries.item_for(request.user, uuid)
    require(rules.may_answer(request.user, item))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(DeclineForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(request.user, item=item, because=form.cleaned_data["because"])
            messages.success(request, "Declined. Your colleague was told why.")
        except actions.NotOffered:
            messages.warning(request, GONE)
        half.said()
        return redirect("handover:mine")
    return render(request, "handover/decline.html", {"form": form, "half": half, "item": item})


@require_POST
def keep(request, uuid):
    """What the person has by default is theirs."""
    item = queries.item_for(request.user, uuid)
    actions.keep_it(request.user, item=item)
    messages.success(request, "Yours from now on.")
    return redirect("handover:mine")


@require_GET
def alone(request):
    """Posts that one person alone holds."""
    return render(request, "handover/alone.html", {"rows": held_alone_in(request.user)})
