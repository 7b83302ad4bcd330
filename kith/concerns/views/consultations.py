"""Pages of a consultation: get from queries, give to an action, render or redirect."""

import re
import uuid
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NobodyThere, NotFound
from kith.decisions.actions import Overtaken
from kith.decisions.queries import draft_of
from kith.decisions.queries import drafts_of as sections_of
from kith.design.fields import whole
from kith.design.templatetags.design import clock, day
from kith.people.queries import casework_colleagues, contacts_of, people_by_uuid, setting_of
from kith.toolkit.queries import categories, indicators_for, pieces_for_step

from .. import actions, queries, rules
from ..events import ConsultationRead
from ..forms import FORMS, BarForm, ColleagueForm, EmergencyForm, HandOverForm, Lists, NoteForm
from ..words import NEEDED, Danger, Section, State

NUMBERED = re.compile(r"[a-z_]+?_(\d{1,2})(?:_(?:day|month|year))?$")
# The newest of the trail that one page shows.
MOST_ENTRIES = 500
NAMES_WHOM = {"part.given", "part.ended", "owner.changed", "screening.handed-over", "step.handed-over"}
NOT_CONTENT = {"csrfmiddlewaretoken", "version", "act"}
# Which guidance stands beside which page.
STEP_OF = {Section.QUESTION: "done-and-asked"}


@require_GET
def mine(request):
    """What I am writing, what is open, what was closed."""
    person = request.user
    return render(
        request,
        "concerns/mine.html",
        {
            "drafts": queries.drafts_of(person),
            "opened": queries.opened_in_emergency_by(person),
            "open": queries.open_matters_of(person),
            "closed": queries.closed_matters_of(person),
            "once": uuid.uuid4(),
            "may_start": rules.may_start(person),
        },
    )


@require_POST
def start(request):
    """A new draft, or the one that this button made already."""
    consultation = actions.start_consultation(request.user, once_key=request.POST.get("once") or None)
    return redirect("concerns:section", reference=consultation.reference, section=Section.SAFETY)


def lists_for(person) -> Lists:
    """The lists of the person's authority."""
    authority = person.authority_id
    return Lists(
        sources=categories(authority, "source-of-information"),
        spaces=categories(authority, "online-space"),
        ethnicity=categories(authority, "ethnicity"),
        religion=categories(authority, "religion"),
        no_answer=categories(authority, "no-answer-reason"),
        answered_by=categories(authority, "who-answered"),
        indicators=indicators_for(person),
    )


def _data(content: dict) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in content.items():
        data.setlist(name, values)
    return data


def _content(request) -> dict:
    return {name: values for name, values in request.POST.lists() if name not in NOT_CONTENT and any(values)}


def _form(section: str, lists: Lists, content: dict, *, bound: bool, count: int | None = None):
    """The section's form holding what was typed, valid or not; errors only where it is bound."""
    kind = FORMS[Section(section)]
    extra: dict = {"lists": lists}
    if section == Section.NOTICED:
        # The number of a thing ends a field's name; a date's boxes have one more number behind it.
        numbers = [int(found[1]) for name in content if (found := NUMBERED.match(name))]
        extra["count"] = count or max([1, *(number + 1 for number in numbers)])
    data = _data(content)
    if bound:
        return kind(data, **extra)
    form = kind(**extra)
    form.initial = {name: field.widget.value_from_datadict(data, {}, name) for name, field in form.fields.items()}
    return form


def _neighbour(section: str) -> str | None:
    order = list(Section.values)
    at = order.index(section)
    return order[at + 1] if at + 1 < len(order) else None


def while_a_draft(view):
    """Back, or a second click, after sending leads to what was sent; for who did not send it there is nothing."""

    @wraps(view)
    def shown(request, reference, *args, **kwargs):
        try:
            return view(request, reference, *args, **kwargs)
        except NotFound:
            if request.headers.get("X-Autosave"):
                raise
            known = queries.consultation_for(request.user, reference)
            if known.raised_by_id != request.user.pk or known.state == State.DRAFT:
                raise
            return redirect("concerns:consultation", reference=known.reference)

    return shown


@require_http_methods(["GET", "POST"])
@while_a_draft
def section(request, reference, section):
    """One page of a consultation: kept as it is typed, checked when one goes on."""
    if section not in Section.values:
        raise NotFound
    consultation = queries.draft_for(request.user, reference)
    clash, count, bound = None, None, False
    act, from_check = request.POST.get("act", ""), request.GET.get("from") == "check"
    if request.headers.get("X-Autosave") and request.method == "POST":
        return _autosave(request, consultation, section)
    saved = draft_of(request.user, consultation.subject, section)
    content, version = (saved.content, saved.version) if saved else ({}, 0)
    lists = lists_for(request.user)
    if request.method == "POST":
        typed = _content(request)
        try:
            draft = actions.save_section(
                request.user,
                consultation=consultation,
                section=section,
                content=typed,
                version=whole(request.POST.get("version")),
            )
        except Overtaken as overtaken:
            clash = {"saved": overtaken.saved, "differs": _differs(section, lists, overtaken.saved.content, typed)}
            content, version, act = typed, overtaken.saved.version, "clash"
        else:
            content, version, saved = draft.content, draft.version, draft
            if act == "later":
                messages.success(request, "Saved. You can go on whenever you like, on any device.")
                return redirect("concerns:tasks", reference=reference)
            if act == "another":
                count = _form(section, lists, content, bound=False).count + 1
            else:
                bound = True
    form = _form(section, lists, content, bound=bound, count=count)
    if bound and form.is_valid():
        danger = section == Section.SAFETY and form.cleaned_data["danger"] == Danger.YES
        if danger and act != "rung":
            address = reverse("concerns:section", args=[reference, section]) + "?danger=yes"
            return redirect(address + ("&from=check" if from_check else ""))
        following = _neighbour(section)
        if from_check or following is None:
            return redirect("concerns:check", reference=reference)
        return redirect("concerns:section", reference=reference, section=following)
    needed = list(NEEDED)
    return render(
        request,
        "concerns/section.html",
        {
            "form": form,
            "consultation": consultation,
            "section": section,
            "title": form[form.heading_field].label if form.heading_field else Section(section).label,
            "needed": section in needed,
            "number": needed.index(section) + 1 if section in needed else None,
            "version": version,
            "saved": saved,
            "clash": clash,
            "pieces": pieces_for_step(request.user, STEP_OF.get(section, section)),
            "danger": section == Section.SAFETY and (content.get("danger") or [""])[0] == Danger.YES,
            "contacts": contacts_of(request.user, ["emergency", "front-door", "out-of-hours"])
            if section == Section.SAFETY
            else [],
            "following": None if from_check else _neighbour(section),
            "from_check": from_check,
        },
    )


def _autosave(request, consultation, section):
    """What is typed is kept while it is typed; nothing is checked, and nothing else is read."""
    try:
        draft = actions.save_section(
            request.user,
            consultation=consultation,
            section=section,
            content=_content(request),
            version=whole(request.POST.get("version")),
        )
    except Overtaken:
        return JsonResponse({"error": "saved elsewhere"}, status=409)
    return JsonResponse({"version": draft.version, "saved_at": clock(draft.saved_at)})


def _differs(section, lists: Lists, theirs: dict, mine: dict) -> list[dict]:
    """The questions whose saved answer is another than what was typed here, by name, with both answers."""
    count = _form(section, lists, {**theirs, **mine}, bound=False).count if section == Section.NOTICED else None
    forms = [_form(section, lists, content, bound=False, count=count) for content in (theirs, mine)]
    differing = []
    for saved, typed in zip(*(form.groups for form in forms), strict=True):
        pairs = zip(*(_fields_of(group) for group in (saved, typed)), strict=True)
        for saved_field, typed_field in pairs:
            told = _shown(saved_field), _shown(typed_field)
            if told[0] != told[1]:
                name = f"{saved['title']}: {saved_field.label}" if saved["title"] else saved_field.label
                differing.append({"name": name, "saved": told[0], "typed": told[1]})
    return differing


def _fields_of(group: dict) -> list:
    return [*([group["box"]] if group.get("box") else []), *group["fields"], *group.get("more", ())]


def _all_forms(person, consultation, *, bound: bool, sending: bool = False):
    """Each section's form with what was typed; for sending, those that are needed or hold something are enough."""
    lists = lists_for(person)
    drafts = sections_of(person, consultation.subject)
    wanted = [key for key in Section.values if not sending or key in NEEDED or (key in drafts and drafts[key].content)]
    return {key: _form(key, lists, drafts[key].content if key in drafts else {}, bound=bound) for key in wanted}, drafts


@require_GET
@while_a_draft
def tasks(request, reference):
    """The task list: four pages are needed, the rest may stay not yet known."""
    consultation = queries.draft_for(request.user, reference)
    forms, drafts = _all_forms(request.user, consultation, bound=True)
    rows = [
        {
            "key": key,
            "title": Section(key).label,
            "needed": key in NEEDED,
            "status": ("Completed" if forms[key].is_valid() else "Started")
            if key in drafts and drafts[key].content
            else "Not started",
        }
        for key in Section.values
    ]
    return render(
        request,
        "concerns/tasks.html",
        {
            "consultation": consultation,
            "needed": [row for row in rows if row["needed"]],
            "others": [row for row in rows if not row["needed"]],
            "ready": all(row["status"] == "Completed" for row in rows if row["needed"]),
        },
    )


@require_http_methods(["GET", "POST"])
@while_a_draft
def check(request, reference):
    """Check the answers, then send to the specialist. A second sending finds the first."""
    consultation = queries.draft_for(request.user, reference)
    forms, drafts = _all_forms(request.user, consultation, bound=True, sending=request.method == "POST")
    nobody = ""
    for form in forms.values():
        form.is_valid()
    faults = [
        {"section": key, "title": Section(key).label, "errors": [e for errors in form.errors.values() for e in errors]}
        for key, form in forms.items()
        if form.errors and (key in NEEDED or (key in drafts and drafts[key].content))
    ]
    if request.method == "POST" and not faults:
        said = {key: form.said() for key, form in forms.items() if form.is_valid()}
        try:
            actions.submit_consultation(request.user, consultation=consultation, sections=said)
            messages.success(request, "Sent to the specialist. You will be told here when something happens.")
            return redirect("concerns:consultation", reference=reference)
        except NobodyThere as missing:
            nobody = str(missing)
    if request.method == "POST":
        forms, drafts = _all_forms(request.user, consultation, bound=True)
    rows = [
        {
            "key": key,
            "title": Section(key).label,
            "groups": [
                {
                    "title": group["title"],
                    "answers": [
                        *([("", "Chosen, to think about it")] if group.get("box") and group["box"].value() else []),
                        *(
                            (bound.label, _shown(bound))
                            for bound in (*group["fields"], *group.get("more", ()))
                            if _shown(bound)
                        ),
                    ],
                }
                for group in form.groups
            ],
        }
        for key, form in forms.items()
    ]
    for row in rows:
        row["answered"] = any(group["answers"] for group in row["groups"])
    return render(
        request,
        "concerns/check.html",
        {
            "consultation": consultation,
            "rows": rows,
            "faults": faults if request.method == "POST" else [],
            "has_error": request.method == "POST" and bool(faults),
            "nobody": nobody,
            "waiting": faults,
            "pieces": pieces_for_step(request.user, "check"),
        },
        status=200,
    )


def _shown(bound) -> str:
    """What was typed in one field, as a person reads it."""
    value = bound.value()
    if isinstance(value, list):
        if all(part in (None, "") for part in value):
            return ""
        if hasattr(bound.field, "choices"):
            labels = dict(bound.field.choices)
            return ", ".join(str(labels.get(part, part)) for part in value)
        return _day_in_words(bound.field, value) or " ".join(str(part) for part in value if part)
    if value in (None, "", False):
        return ""
    if value is True or value == "on":
        return "Chosen"
    if hasattr(bound.field, "choices"):
        return str(dict(bound.field.choices).get(value, value))
    return str(value)


def _day_in_words(field, value) -> str:
    """“8 November 2026” where the boxes hold a day; nothing where they do not, and then they are shown as typed."""
    try:
        return day(field.clean(value))
    except ValidationError:
        return ""


@require_http_methods(["GET", "POST"])
@while_a_draft
def discard(request, reference):
    """An unsent consultation is thrown away, after one more question: it cannot be brought back."""
    consultation = queries.draft_for(request.user, reference)
    if request.method == "POST":
        actions.discard_draft(request.user, consultation=consultation)
        messages.success(request, "The unsent consultation was thrown away.")
        return redirect("concerns:mine")
    return render(request, "concerns/discard.html", {"consultation": consultation})


@require_GET
def consultation(request, reference):
    """What was submitted, with the child's words first and what is not yet known said plainly."""
    found = queries.with_record(request.user, reference)
    actions.note_reading(request.user, consultation=found)
    return render(
        request,
        "concerns/consultation.html",
        {
            "consultation": found,
            "child": found.child,
            "note_form": NoteForm(),
            "may_note": rules.may_write_note(request.user, found),
            "may_refer": rules.may_prepare_referral(request.user, found)
            and (found.state == State.DECIDED or queries.referral_of(request.user, found) is not None),
            "may_complete": rules.may_complete(request.user, found),
            "may_hand_over": rules.may_hand_over(request.user, found),
            # What cannot wait for a decision has its way too; it is no step that every matter takes.
            "may_refer_early": found.state == State.SCREENING and rules.may_prepare_referral(request.user, found),
            "once": uuid.uuid4(),
            "marking": setting_of(found.authority, "marking"),
        },
    )


@require_POST
def note(request, reference):
    """Something became known afterwards."""
    found = queries.with_record(request.user, reference)
    if not rules.may_write_note(request.user, found):
        raise NotFound
    form, once = NoteForm(request.POST), request.POST.get("once", "")
    if form.is_valid():
        try:
            actions.write_note(
                request.user,
                consultation=found,
                happened_on=form.cleaned_data["happened_on"],
                text=form.cleaned_data["text"],
                childs_words=form.cleaned_data["childs_words"],
                once_key=once,
            )
            messages.success(request, "Added to the record.")
            return redirect("concerns:consultation", reference=reference)
        except actions.SaidBefore as said:
            form.add_error("text", str(said))
            once = uuid.uuid4()
    return render(request, "concerns/note.html", {"form": form, "consultation": found, "once": once})


def _to_complete(request, reference):
    found = queries.with_record(request.user, reference)
    if not rules.may_complete(request.user, found):
        raise NotFound
    return found


@require_http_methods(["GET", "POST"])
def complete(request, reference):
    """What has become known about the child since: added by who raised it or a specialist, beside what stands."""
    found = _to_complete(request, reference)
    kind, stands = FORMS[Section.CHILD], found.child
    initial = {name: getattr(stands, name) for name in kind.base_fields}
    form = kind(request.POST or None, initial=initial)
    version, theirs = stands.version, []
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete_child(
                request.user,
                consultation=found,
                said=form.said(),
                labels={name: field.label for name, field in form.fields.items()},
                version=whole(request.POST.get("version")),
            )
            messages.success(request, "Added to the record.")
            return redirect("concerns:consultation", reference=reference)
        except actions.ChildMoved as moved:
            version = moved.child.version
            saved = kind(initial={name: getattr(moved.child, name) for name in kind.base_fields})
            pairs = [(field.label, _shown(saved[field.name]), _shown(field)) for field in form]
            theirs = [pair for pair in pairs if pair[1] != pair[2]]
    elif request.method == "POST":
        version = whole(request.POST.get("version"))
    actions.note_reading(request.user, consultation=found, how="completing")
    return render(
        request,
        "concerns/complete.html",
        {"form": form, "consultation": found, "version": version, "theirs": theirs},
    )


@require_http_methods(["GET", "POST"])
def complete_equality(request, reference):
    """Rows of the equality page that have no answer yet; what was answered is shown on no page."""
    found = _to_complete(request, reference)
    rows = queries.equality_unanswered(request.user, found)
    form = FORMS[Section.EQUALITY](request.POST or None, lists=lists_for(request.user), rows=rows)
    if request.method == "POST" and form.is_valid():
        actions.complete_equality(request.user, consultation=found, items=form.said()["items"])
        messages.success(request, "Kept, apart from the case.")
        return redirect("concerns:consultation", reference=reference)
    return render(request, "concerns/complete_equality.html", {"form": form, "consultation": found, "rows": rows})


@require_GET
def who(request, reference):
    """Who can see this and why, and who has looked."""
    found = queries.consultation_for(request.user, reference)
    actions.note_reading(request.user, consultation=found, how="who-can-see")
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
    people = [
        (str(p.uuid), f"{p.name}, {p.job_title}" if p.job_title else p.name)
        for p in queries.colleagues_for(request.user, found)
    ]
    return render(
        request,
        "concerns/who.html",
        {
            "consultation": found,
            "parts": queries.readers_named(request.user, found),
            "emergencies": queries.emergencies_named(request.user, found),
            "looked": looked,
            "newest": MOST_ENTRIES if len(entries) == MOST_ENTRIES else 0,
            "may_give": rules.may_give_part(request.user, found),
            "may_bar": rules.may_place_bar(request.user, found),
            "bars": queries.bars_in(found) if rules.may_place_bar(request.user, found) else [],
            "give_form": ColleagueForm(people=people),
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
    """A colleague is let in."""
    found = queries.consultation_for(request.user, reference)
    if not request.POST.get("person"):
        messages.success(request, "Choose a colleague first.")
        return redirect("concerns:who", reference=reference)
    actions.give_part(request.user, consultation=found, person=_colleague(request, found))
    messages.success(request, "Your colleague can now read this.")
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
    form = BarForm(request.POST or None, people=people, initial={} if others else {"person": str(person.uuid)})
    if request.method == "POST" and not others and request.POST.get("person") != str(person.uuid):
        raise NotFound
    if request.method == "POST" and form.is_valid():
        barred = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["person"])
        actions.place_bar(person, consultation=found, person=barred, reason=form.cleaned_data["reason"])
        if barred.pk == person.pk:
            messages.success(
                request, "Thank you. From now on you cannot read this record, and your manager can see why."
            )
            return redirect("concerns:mine")
        messages.success(request, f"{barred.name} cannot read this record from now on.")
        return redirect("concerns:who", reference=reference)
    return render(request, "concerns/bar.html", {"form": form, "consultation": found, "others": others})


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
    people = [(str(p.uuid), f"{p.name}, {p.job_title}" if p.job_title else p.name) for p in colleagues]
    form = HandOverForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        to = next(p for p in colleagues if str(p.uuid) == form.cleaned_data["person"])
        actions.hand_over_matter(request.user, consultation=found, to=to, reason=form.cleaned_data["reason"])
        messages.success(request, f"{to.name} owns the matter now, and was told.")
        return redirect("concerns:consultation", reference=reference)
    return render(request, "concerns/hand_over.html", {"form": form, "consultation": found})


@require_http_methods(["GET", "POST"])
def emergency(request):
    """One record for an hour, with a reason that somebody else reads."""
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.open_in_emergency(
                request.user, exact=form.cleaned_data["exact"], reason=form.cleaned_data["reason"]
            )
            return redirect("concerns:consultation", reference=found.reference)
        except NotFound:
            # One sentence for what does not exist and for what is withheld; what was typed stays.
            actions.note_emergency_refused(request.user)
            form.add_error(
                "exact", "Nothing can be opened under this reference. Check it, or ring one of the numbers below"
            )
    contacts = contacts_of(request.user, ["front-door", "out-of-hours"])
    return render(request, "concerns/emergency.html", {"form": form, "contacts": contacts})
