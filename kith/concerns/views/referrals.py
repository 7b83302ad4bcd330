"""Pages of a referral to Prevent: prepared from the record, completed by a person, taken out, and followed."""

import datetime
import hashlib

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound, require
from kith.decisions.actions import Overtaken, drop_drafts, keep_draft
from kith.decisions.half_typed import half_typed
from kith.decisions.queries import draft_of
from kith.design.autosave import autosaved
from kith.design.documents import NoPdf, as_file, pdf
from kith.design.fields import whole
from kith.design.word_files import WORD
from kith.people.queries import contacts_of, setting_of
from kith.toolkit.queries import headings_of, pieces_for_step

from .. import actions, queries, rules
from ..documents import ALWAYS, LARGEST, TOO_LARGE, NotUsable, own_form_filled, place_name, places_named, referral_docx
from ..forms import AcknowledgedForm, OutcomeForm, ReferralForm, SentForm, TemplateForm, UrgentForm
from ..words import SENT_ALREADY, ReferralState

NOT_CONTENT = {"csrfmiddlewaretoken", "version", "act"}
# What a button beside a heading asks for: the record’s new text is taken in, or one’s own words stay as they are.
TAKE, LEAVE = "take-", "leave-"


def _found(request, reference):
    """The record, and its referral or None. Raises NotFound for who may not prepare one."""
    consultation = queries.with_record(request.user, reference)
    require(rules.may_prepare_referral(request.user, consultation))
    found = queries.referral_of(request.user, consultation)
    if found is not None:
        found.consultation = consultation
    return consultation, found


def _needed(request, reference, *states):
    consultation, referral = _found(request, reference)
    if referral is None or (states and referral.state not in states):
        raise NotFound
    return consultation, referral


@require_POST
def prepare(request, reference):
    """A referral is begun from what is recorded; a second click finds the first."""
    consultation, _ = _found(request, reference)
    actions.start_referral(request.user, consultation=consultation)
    return redirect("concerns:referral", reference=reference)


@require_http_methods(["GET", "POST"])
def referral(request, reference):
    """The headings to complete while it is prepared; afterwards the text, its documents and what came of it."""
    consultation, found = _found(request, reference)
    if found is None or found.state != ReferralState.PREPARING:
        if request.headers.get("X-Autosave"):
            return JsonResponse({"error": "not open"}, status=409)
        actions.note_reading(request.user, consultation=consultation, how="referral")
        return render(request, "concerns/referral.html", _shown(request, consultation, found))
    return _write(request, consultation, found)


def _shown(request, consultation, found) -> dict:
    return {
        "consultation": consultation,
        "referral": found,
        "template": queries.template_of(consultation.authority_id),
        "contacts": contacts_of(request.user, ["police-prevent"]),
        "marking": found.marking if found else setting_of(consultation.authority, "marking"),
        "pieces": pieces_for_step(request.user, "prevent-referral"),
        "may_send": found is not None and rules.may_send_referral(request.user, found),
        "moved": _moved_titles(request.user, found) if found and found.state == ReferralState.CHECKED else [],
    }


def _moved_titles(person, found) -> list[str]:
    """The headings under which the record says something else by now than the checked text was made from."""
    changed = queries.changed_since(person, found)
    return [answer.title for answer in found.answers.all() if answer.key in changed]


def _write(request, consultation, found):
    person, subject = request.user, f"referral:{found.reference}"
    answers = list(found.answers.all())
    stands = {answer.key: answer.text for answer in answers}
    saved = draft_of(person, subject, "text")
    version, theirs, missing = (saved.version if saved else 0), [], []
    content = saved.content if saved else None
    # Words that waited were typed over what stood then: what a colleague saved since is not undone by them.
    opened_at = whole((content or {}).get("referral_version", [""])[0]) or found.version
    changed = {} if request.headers.get("X-Autosave") else queries.changed_since(person, found)
    act = request.POST.get("act", "")
    if request.method == "POST":
        opened_at = whole(request.POST.get("referral_version"))
        typed = {n: v for n, v in request.POST.lists() if n not in NOT_CONTENT}
        try:
            saved = keep_draft(
                person,
                subject=subject,
                section="text",
                content=typed,
                version=whole(request.POST.get("version")),
            )
            version, content = saved.version, saved.content
        except Overtaken as overtaken:
            if request.headers.get("X-Autosave"):
                return autosaved(None)
            version, content = overtaken.saved.version, typed
            theirs = _differing(overtaken.saved.content, typed, answers)
        if request.headers.get("X-Autosave"):
            return autosaved(saved)
        form = ReferralForm(request.POST, headings=answers)
        if not theirs and form.is_valid():
            texts = {key: form.cleaned_data[key] for key in stands}
            try:
                if act.startswith((TAKE, LEAVE)):
                    return _compare(request, found, texts, opened_at, changed)
                found = actions.save_referral(person, referral=found, texts=texts, version=opened_at)
                drop_drafts(person, subject=subject)
                if act != "check" or not rules.may_send_referral(person, found):
                    messages.success(request, "Saved.")
                    return redirect("concerns:referral", reference=consultation.reference)
                actions.check_referral(person, referral=found)
                messages.success(request, "Checked. You can now take it out and send it.")
                return redirect("concerns:referral", reference=consultation.reference)
            except actions.Moved as moved:
                saved_texts = {answer.key: [answer.text] for answer in moved.saved.answers.all()}
                theirs = _differing(saved_texts, typed, answers)
                found = moved.saved
                opened_at = found.version
            except actions.Incomplete as incomplete:
                missing = incomplete.keys
                for key in missing:
                    form.add_error(key, f"Write something under “{form.fields[key].label}”, or that it is not known")
    else:
        form = ReferralForm(headings=answers)
        form.initial = {key: (content or {}).get(key, [text])[0] for key, text in stands.items()}
    actions.note_reading(person, consultation=consultation, how="referral")
    rows = [
        {
            "field": form[answer.key],
            "now": changed.get(answer.key),
            "names": f"{answer.key}:{_fingerprint(changed.get(answer.key, ''))}",
        }
        for answer in answers
    ]
    return render(
        request,
        "concerns/referral_write.html",
        {
            "consultation": consultation,
            "referral": found,
            "form": form,
            "rows": rows,
            "changed": [row["field"].label for row in rows if row["now"] is not None],
            "opened_at": opened_at,
            "version": version,
            "saved": saved,
            "theirs": theirs,
            "unchecked": [
                row.title for row in headings_of(consultation.authority_id) if row.unverified and row.key in stands
            ],
            "pieces": pieces_for_step(person, "prevent-referral"),
            "marking": found.marking,
            "may_send": rules.may_send_referral(person, found),
        },
    )


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _compare(request, found, texts, version, changed):
    """One heading is compared with what the record says by now, and the page opens there again.

    The button names what was shown: what was recorded after that is shown first, and nothing is taken or left unread.
    """
    act = request.POST["act"]
    taken = act.startswith(TAKE)
    heading, _, shown = act.removeprefix(TAKE if taken else LEAVE).partition(":")
    if heading in changed and shown == _fingerprint(changed[heading]):
        actions.compare_heading(
            request.user,
            referral=found,
            texts=texts,
            version=version,
            key=heading,
            now=changed[heading],
            take=taken,
        )
        drop_drafts(request.user, subject=f"referral:{found.reference}")
        messages.success(
            request,
            "Taken in. Read it through: your own words are still there."
            if taken
            else "Your words stay as they are under this heading.",
        )
    address = reverse("concerns:referral", args=[found.consultation.reference])
    return redirect(f"{address}#id_{heading}" if heading in texts else address)


def _differing(theirs: dict, mine: dict, answers) -> list[tuple[str, str, str]]:
    """The headings whose saved text is another than what was typed here, by title, with both."""
    return [
        (answer.title, " ".join(theirs.get(answer.key, [""])), " ".join(mine.get(answer.key, [""])))
        for answer in answers
        if theirs.get(answer.key, [""]) != mine.get(answer.key, [""])
    ]


@require_POST
def check(request, reference):
    """The text is opened again for a change, until it is sent."""
    _, found = _needed(request, reference, ReferralState.CHECKED, ReferralState.PREPARING)
    actions.reopen_referral(request.user, referral=found)
    messages.success(request, "You can change the text again.")
    return redirect("concerns:referral", reference=reference)


@require_http_methods(["GET", "POST"])
def urgent(request, reference):
    """There was no time for a decision: the reason, which the manager and the specialist are told of by name."""
    consultation, found = _found(request, reference)
    if found is None:
        raise NotFound
    if not rules.may_refer_urgently(request.user, found):
        return redirect("concerns:referral", reference=reference)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(UrgentForm)
    if request.method == "POST" and form.is_valid():
        told = actions.refer_urgently(request.user, referral=found, because=form.cleaned_data["because"])
        half.said()
        names = " and ".join(person.name for person in told)
        messages.success(request, f"Kept. {names} {'was' if len(told) == 1 else 'were'} told just now.")
        return redirect("concerns:referral", reference=reference)
    return render(request, "concerns/referral_urgent.html", {"form": form, "half": half, "consultation": consultation})


TAKEN_OUT = (ReferralState.CHECKED, *SENT_ALREADY)


def _to_take_out(request, reference):
    consultation, found = _needed(request, reference, *TAKEN_OUT)
    require(rules.may_send_referral(request.user, found))
    return consultation, found


@require_GET
def as_pdf(request, reference):
    """The checked referral as a tagged PDF."""
    consultation, found = _to_take_out(request, reference)
    try:
        content = pdf(
            "concerns/referral_document.html",
            {
                "consultation": consultation,
                "referral": found,
                "reader": request.user,
                "marking": found.marking,
                "made_at": timezone.now(),
            },
        )
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("concerns:referral", reference=reference)
    actions.note_document(request.user, consultation=consultation, kind="referral-pdf")
    return as_file(content, "application/pdf", f"kith-{reference}-referral.pdf")


@require_GET
def as_docx(request, reference):
    """The checked referral as a Word document: Kith's own, or the authority's form."""
    consultation, found = _to_take_out(request, reference)
    template = queries.template_of(consultation.authority_id)
    if request.GET.get("form") == "own":
        if template is None:
            raise NotFound
        try:
            content = own_form_filled(bytes(template.content), found, request.user)
        except NotUsable as error:
            messages.error(request, f"{error} Until then, take Kith’s own Word document here.")
            return redirect("concerns:referral", reference=reference)
    else:
        content = referral_docx(found, request.user)
    actions.note_document(request.user, consultation=consultation, kind="referral-docx")
    return as_file(content, WORD, f"kith-{reference}-referral.docx")


def _at(day: datetime.date) -> datetime.datetime:
    """The day as a moment: now where it is today, else noon, since nobody asked for the hour."""
    now = timezone.localtime()
    return now if day == now.date() else timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _fact(request, reference, *, fits, form_class, title, stands, after, keep, said):
    """One page that keeps or corrects one fact about a referral; the second click of the same form changes nothing.

    `fits` tells whether the fact can be there by now, `stands` what is kept of it, `after` the day it follows.
    """
    consultation, found = _found(request, reference)
    if found is None:
        raise NotFound
    if not fits(found):
        return redirect("concerns:referral", reference=reference)
    initial, corrects = stands(found)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(form_class, initial=initial, not_before=timezone.localtime(after(found)).date())
    if request.method == "POST" and form.is_valid():
        keep(found, form.cleaned_data)
        half.said()
        messages.success(request, "Corrected. The trail keeps that it was changed." if corrects else said)
        return redirect("concerns:referral", reference=reference)
    return render(
        request,
        "concerns/referral_fact.html",
        {
            "form": form,
            "half": half,
            "consultation": consultation,
            "referral": found,
            "title": f"Correct: {title[0].lower()}{title[1:]}" if corrects else title,
            "action": request.path,
        },
    )


def _stands(row, moment: str, *names: str) -> tuple[dict, bool]:
    """What is recorded already, as a form begins with it, and whether there is any."""
    at = getattr(row, moment)
    if at is None:
        return {}, False
    return {**{name: getattr(row, name) for name in names}, "day": timezone.localtime(at).date()}, True


@require_http_methods(["GET", "POST"])
def sent(request, reference):
    """To whom it was sent, how and when."""
    return _fact(
        request,
        reference,
        fits=lambda row: row.state != ReferralState.PREPARING and rules.may_send_referral(request.user, row),
        form_class=SentForm,
        title="Record that it was sent",
        stands=lambda row: _stands(row, "sent_at", "sent_to", "sent_how"),
        after=lambda row: row.started_at,
        keep=lambda row, said: actions.note_referral_sent(
            request.user,
            referral=row,
            sent_to=said["sent_to"],
            sent_how=said["sent_how"],
            sent_at=_at(said["day"]),
        ),
        said="Recorded as sent.",
    )


@require_http_methods(["GET", "POST"])
def acknowledged(request, reference):
    """Who acknowledged it and when."""
    return _fact(
        request,
        reference,
        fits=lambda row: row.state == ReferralState.SENT or row.acknowledged_at is not None,
        form_class=AcknowledgedForm,
        title="Record the acknowledgement",
        stands=lambda row: _stands(row, "acknowledged_at", "acknowledged_by"),
        after=lambda row: row.sent_at,
        keep=lambda row, said: actions.note_referral_acknowledged(
            request.user,
            referral=row,
            acknowledged_by=said["acknowledged_by"],
            acknowledged_at=_at(said["day"]),
        ),
        said="Recorded as acknowledged.",
    )


@require_http_methods(["GET", "POST"])
def outcome(request, reference):
    """What came of it."""
    return _fact(
        request,
        reference,
        fits=lambda row: row.state in SENT_ALREADY,
        form_class=OutcomeForm,
        title="Record what came of it",
        stands=lambda row: _stands(row, "outcome_at", "outcome"),
        after=lambda row: row.sent_at,
        keep=lambda row, said: actions.note_referral_outcome(
            request.user, referral=row, outcome=said["outcome"], outcome_at=_at(said["day"])
        ),
        said="Kept with the referral.",
    )


@require_http_methods(["GET", "POST"])
def template(request):
    """The authority's own form: uploaded, looked through, and used from then on."""
    require(rules.may_change_template(request.user))
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and request.POST.get("act") == "remove":
        actions.remove_template(request.user)
        messages.success(request, "Your authority’s form was removed. Kith’s plain one is used.")
        return redirect("concerns:referral-template")
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > LARGEST:
                raise NotUsable(TOO_LARGE)
            used = actions.keep_template(request.user, content=upload.read())
            messages.success(request, _kept_words(request.user, used))
            return redirect("concerns:referral-template")
        except NotUsable as error:
            form.add_error("file", str(error))
    headings = headings_of(request.user.authority_id)
    kept = queries.template_of(request.user.authority_id)
    used = places_named(bytes(kept.content), [heading.key for heading in headings]) if kept else []
    return render(
        request,
        "concerns/referral_template.html",
        {
            "form": form,
            "template": kept,
            "headings": [(place_name(heading.key), heading.title) for heading in headings],
            "without_place": [heading.title for heading in headings if place_name(heading.key) not in used],
            "marks_itself": "marking" in used,
            "always": ALWAYS.items(),
        },
    )


def _kept_words(person, used: list[str]) -> str:
    """How many of the headings the form has a place for, and what becomes of the others."""
    headings = headings_of(person.authority_id)
    placed = sum(place_name(heading.key) in used for heading in headings)
    if placed == len(headings):
        return f"Kept. It has a place for each of the {placed} headings."
    return (
        f"Kept. It has a place for {placed} of the {len(headings)} headings. "
        "The others are put at its end, so that nothing is left out; they are named below."
    )
