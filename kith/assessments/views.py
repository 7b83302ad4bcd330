"""Pages of an assessment: begun from the record, written part by part, concluded, answered by a manager, taken out."""

import uuid as uuids
from copy import copy
from types import SimpleNamespace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import NotFound, require
from kith.concerns.actions import WordsOfAPartner, explain_passages
from kith.concerns.queries import colleagues_for, paper_for_family, with_record
from kith.concerns.rules import contexts_standing, require_open, works_in
from kith.decisions.explaining import ReasonsForm
from kith.decisions.half_typed import half_typed
from kith.design.documents import NoPdf, as_file, pdf
from kith.design.forms import chosen
from kith.design.word_files import WORD
from kith.people.words import choices_of
from kith.thresholds.queries import levels_of, statements_in
from kith.toolkit.queries import pieces_for_step

from . import actions, queries, rules
from .documents import assessment_docx
from .forms import (
    READS,
    AnswerForm,
    BeginForm,
    CheckpointForm,
    ConcludeForm,
    DayForm,
    FamilyWordsForm,
    LeadForm,
    PartForm,
    StopForm,
)
from .words import FAMILY_READS, Edition, State

TAKE, LEAVE = "take-", "leave-"
PLACES = "places"  # the part beside which the contexts stand that touch the child


def _people(request, consultation) -> list:
    """Who may lead: oneself first, then colleagues by name."""
    colleagues = list(colleagues_for(request.user, consultation))
    own = [request.user] if rules.may_lead(request.user, consultation) else []
    return [*own, *(person for person in colleagues if person.pk != request.user.pk)]


def _read(request, uuid):
    """The assessment, and that it was read stands in the trail."""
    row = queries.assessment_for(request.user, uuid)
    actions.note_reading(request.user, assessment=row)
    return row


def _back(row) -> dict:
    return {"row": row, "consultation": row.consultation}


@require_GET
def of_matter(request, reference):
    """The assessments of one consultation, and how to begin one."""
    consultation = with_record(request.user, reference)
    rows = queries.assessments_of(request.user, consultation)
    return render(
        request,
        "assessments/of_matter.html",
        {
            "consultation": consultation,
            "rows": rows,
            "may_begin": rules.may_begin(request.user, consultation) and not any(row.is_running for row in rows),
            "names": queries.names_of_work(consultation.authority),
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "POST"])
def begin(request, reference):
    """When the referral came in and who leads it; a second click finds the first."""
    consultation = with_record(request.user, reference)
    require_open(request.user, consultation)
    require(rules.may_begin(request.user, consultation))
    people = _people(request, consultation)
    initial = {"starts_on": timezone.localdate(consultation.submitted_at)}
    form = BeginForm(request.POST or None, people=choices_of(people), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = actions.begin_assessment(
                request.user,
                consultation=consultation,
                lead=chosen(people, said["lead"]),
                starts_on=said["starts_on"],
            )
            messages.success(request, "Begun. The boxes hold what is already recorded.")
            return redirect("assessments:assessment", uuid=row.uuid)
        except ValueError as error:
            form.add_error("starts_on", str(error))
    return render(
        request,
        "assessments/begin.html",
        {"consultation": consultation, "form": form, "names": queries.names_of_work(consultation.authority)},
    )


@require_GET
def assessment(request, uuid):
    """The assessment as it stands: its parts to write, its days, what was concluded and answered."""
    row, person = _read(request, uuid), request.user
    parts = queries.parts_in(row)
    changed = {}
    if row.state == State.WRITING:  # the record is compared with what is being written, and with nothing else
        changed = queries.changed_in(person, row, with_record(person, row.consultation.reference))
    conclusions = list(row.conclusions.all())
    return render(
        request,
        "assessments/assessment.html",
        {
            **_back(row),
            "parts": parts,
            "changed": {part.key for part in parts for one in part.written if one.key in changed},
            "left": [one for part in parts for one in (*part.left, *part.unchosen)],
            "conclusions": conclusions,
            "stands": conclusions[0] if conclusions else None,
            "managers": queries.managers_before(row) if row.state == State.WAITING else [],
            "names": queries.names_of_work(row.consultation.authority),
            "may_write": rules.may_write(person, row),
            "may_conclude": rules.may_conclude(person, row),
            "may_answer": rules.may_answer(person, row),
            "may_change_lead": rules.may_change_lead(person, row),
            "may_stop": rules.may_stop(person, row),
            "may_correct_day": rules.may_correct_day(person, row),
            "may_take_out": rules.may_take_out_assessment(person, row),
            "may_give_to_family": rules.may_give_to_family(person, row),
            "checkpoints": [(one, rules.may_keep_checkpoint(person, one)) for one in _checkpoints(row)],
            "today": timezone.localdate(),
            "pieces": pieces_for_step(person, "assessment") if row.is_running else [],
        },
    )


def _checkpoints(row) -> list:
    found = list(row.checkpoints.all())
    for one in found:
        one.assessment = row
    return found


@require_http_methods(["GET", "POST"])
def part(request, uuid, part):
    """One part, with what the record says by now under each heading."""
    row, person = queries.assessment_for(request.user, uuid), request.user
    parts = queries.parts_in(row)
    here = next((one for one in parts if one.key == part), None)
    if here is None:
        raise NotFound
    if request.method == "POST":
        require_open(request.user, row.consultation)
    if not works_in(person, row.consultation):
        return redirect(f"{reverse('assessments:assessment', args=[uuid])}#part-{part}")
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    if not rules.may_write(person, row):
        return _not_added(request, row, here, half)
    form = half.form(PartForm, written=here.written)
    stood, theirs = queries.fingerprint(here.written), []
    if request.method == "POST":
        stood = request.POST.get("stands", "")
        act = request.POST.get("act", "")
        if form.is_valid():
            taken = [act.removeprefix(TAKE)] if act.startswith(TAKE) else []
            left = dict([act.removeprefix(LEAVE).split(":", 1)]) if act.startswith(LEAVE) and ":" in act else {}
            texts, reads = form.texts(), form.choices_made()
            try:
                actions.write_part(
                    person,
                    assessment=row,
                    part=part,
                    texts=texts,
                    stood=stood,
                    taken=taken,
                    left=left,
                    family_reads=reads,
                )
                half.said()
                return _after(request, row, parts, here, act, taken, left)
            except actions.Moved as moved:
                theirs = [
                    (one.title, moved.saved[one.key], moved.reads[one.key])
                    for one in here.written
                    if moved.saved[one.key] != texts[one.key]
                    or moved.reads[one.key] != reads.get(one.key, moved.reads[one.key])
                ]
                stood = queries.fingerprint(here.written)
    actions.note_reading(person, assessment=row)
    changed = queries.changed_in(person, row, with_record(person, row.consultation.reference))
    return render(
        request,
        "assessments/part.html",
        {
            **_back(row),
            "part": here,
            "number": parts.index(here) + 1,
            "of": len(parts),
            "form": form,
            "half": half,
            "rows": [
                (
                    form[one.key],
                    form[READS + one.key] if one.for_family else None,
                    changed.get(one.key),
                    queries.mark_of(changed.get(one.key, "")),
                )
                for one in here.written
            ],
            "contexts": contexts_standing(row.consultation, person) if part == PLACES else [],
            "stood": stood,
            "theirs": theirs,
        },
    )


def _not_added(request, row, here, half):
    """What was typed while somebody concluded or stopped it: kept for its writer, shown, and in no assessment."""
    if request.method == "POST" and request.POST.get("act") == "drop":
        half.said()
        messages.success(request, "Put away.")
        return redirect("assessments:assessment", uuid=row.uuid)
    form = half.form(PartForm, written=here.written)
    typed = [(one.title, form[one.key].value() or "") for one in here.written]
    typed = [
        (title, text)
        for (title, text), one in zip(typed, here.written, strict=True)
        if text.strip() != one.text.strip()
    ]
    if not typed or not half.content:
        half.said()
        return redirect(f"{reverse('assessments:assessment', args=[row.uuid])}#part-{here.key}")
    actions.note_reading(request.user, assessment=row)
    stands = next(iter(row.conclusions.all()), None)
    return render(request, "assessments/not_added.html", {**_back(row), "part": here, "typed": typed, "stands": stands})


def _after(request, row, parts, here, act, taken, left):
    """Where one is after saving: at the heading that was compared, at the next part, or at the whole."""
    if taken:
        messages.success(request, "Taken in. Read it through: your own words are still there.")
        return redirect(f"{reverse('assessments:part', args=[row.uuid, here.key])}#id_{taken[0]}")
    if left:
        messages.success(request, "Saved. Your words stay as they are under this heading.")
        return redirect(f"{reverse('assessments:part', args=[row.uuid, here.key])}#id_{next(iter(left))}")
    messages.success(request, "Saved.")
    following = parts[parts.index(here) + 1 :]
    if act == "next" and following:
        return redirect("assessments:part", uuid=row.uuid, part=following[0].key)
    return redirect("assessments:assessment", uuid=row.uuid)


def _write(request, row, form_class, keep, said: str, to: str = "assessments:assessment", **words):
    """One page of one form about one assessment: kept half typed, said once."""
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    extra = words.pop("extra", {})
    form = half.form(form_class, **extra)
    once = request.POST.get("once") or str(uuids.uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.cleaned_data, once)
            half.said()
            messages.success(request, said)
            return redirect(to, uuid=row.uuid)
        except actions.CannotCountFrom as why_not:
            form.add_error("starts_on", str(why_not))
        except actions.Incomplete as incomplete:
            for said, titles in (
                ("Something is still to be written under: ", incomplete.titles),
                ("It is still to be chosen whether the family may read: ", incomplete.unchosen),
            ):
                if titles:
                    form.add_error(None, said + "; ".join(titles))
        except actions.StandApart as apart:
            form.add_error("both_because", " ".join(apart.asked))
    return render(request, "assessments/write.html", {**_back(row), "form": form, "half": half, "once": once, **words})


def _already(request, row, by, did: str):
    """To the assessment, which shows what was done; where a colleague did it, their name is said."""
    if by.pk != request.user.pk:
        lost = " What you wrote was not added." if request.method == "POST" else ""
        messages.success(request, f"{by.name} {did} already: it stands here.{lost}")
    return redirect("assessments:assessment", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def lead(request, uuid):
    """Somebody else leads it from now on."""
    row = queries.assessment_for(request.user, uuid)
    if request.method == "POST" and str(row.lead.uuid) == request.POST.get("lead"):
        return redirect("assessments:assessment", uuid=uuid)
    require_open(request.user, row.consultation)
    require(rules.may_change_lead(request.user, row))
    people = [person for person in _people(request, row.consultation) if person.pk != row.lead_id]
    form = LeadForm(request.POST or None, people=choices_of(people))
    if request.method == "POST" and form.is_valid():
        actions.change_lead(request.user, assessment=row, to=chosen(people, form.cleaned_data["lead"]))
        messages.success(request, "Changed. They are told.")
        return redirect("assessments:assessment", uuid=uuid)
    return render(
        request,
        "assessments/write.html",
        {**_back(row), "form": form, "title": "Somebody else leads it", "button": "Change who leads it"},
    )


@require_http_methods(["GET", "POST"])
def checkpoint(request, uuid):
    """What the manager sees on the way."""
    one = queries.checkpoint_for(request.user, uuid)
    row = one.assessment
    if one.done_at is not None:
        return _already(request, row, one.done_by, "looked at it")
    require_open(request.user, row.consultation)
    require(rules.may_keep_checkpoint(request.user, one))
    return _write(
        request,
        row,
        CheckpointForm,
        lambda said, once: actions.keep_checkpoint(request.user, checkpoint=one, words=said["words"]),
        "Kept. Who leads it is told.",
        title=one.title,
        button="Keep it",
        reads_first=True,
    )


@require_http_methods(["GET", "POST"])
def conclude(request, uuid):
    """What it comes to; then it is before a manager."""
    row = queries.assessment_for(request.user, uuid)
    if row.state == State.WAITING and row.lead_id == request.user.pk:
        return redirect("assessments:assessment", uuid=uuid)
    require_open(request.user, row.consultation)
    require(rules.may_conclude(request.user, row))
    outcomes = queries.outcomes_of(row.consultation.authority_id)
    last = next(iter(row.conclusions.all()), None)
    initial = {}
    if last is not None:
        own = [name for name in ConcludeForm.base_fields if name not in ("outcomes", "statements")]
        initial = {name: getattr(last, name) for name in own}
        # What the child says may be said anew: so is whether the family reads it.
        initial["family_reads_child"] = ""
        initial["outcomes"] = [one.key for one in last.outcomes.all()]

    statements = statements_in(levels_of(row.consultation.authority_id))

    def keep(said, once):
        labels = dict(outcomes)
        picked = [(key, labels[key]) for key in said.pop("outcomes")]
        ticked = set(said.pop("statements", ()))
        cited = [one for one in statements if str(one.pk) in ticked]
        actions.conclude_assessment(
            request.user, assessment=row, outcomes=picked, once_key=once, statements=cited, **said
        )

    return _write(
        request,
        row,
        ConcludeForm,
        keep,
        "Concluded. It is before a manager now.",
        title="What the assessment comes to",
        button="Give it to a manager",
        extra={"outcomes": outcomes, "statements": statements, "earlier": last, "initial": initial},
        left=[one for part in queries.parts_in(row) for one in part.left],
        unchosen=[one for part in queries.parts_in(row) for one in part.unchosen],
    )


@require_http_methods(["GET", "POST"])
def answer(request, uuid):
    """A manager agrees, or returns it with a reason, having read the whole."""
    row = queries.assessment_for(request.user, uuid)
    stands = next(iter(row.conclusions.all()), None)
    answered = getattr(stands, "answer", None)
    if answered is not None:
        return _already(request, row, answered.by, "answered it")
    require_open(request.user, row.consultation)
    require(rules.may_answer(request.user, row) and stands is not None)

    def keep(said, once):
        # The one that was read: another that took its place meanwhile is read first.
        read = request.POST.get("for") or str(stands.uuid)
        if read != str(stands.uuid):
            raise NotFound
        actions.answer_conclusion(
            request.user, assessment=row, conclusion=stands.uuid, answer=said["answer"], reason=said["reason"]
        )

    return _write(
        request,
        row,
        AnswerForm,
        keep,
        "Kept. Who leads it is told.",
        title="Answer the assessment",
        button="Keep my answer",
        hidden_for=stands.uuid,
        stands=stands,
    )


@require_http_methods(["GET", "POST"])
def day(request, uuid):
    """The day from which it counts was another, and why the one before was wrong."""
    row = queries.assessment_for(request.user, uuid)
    require(rules.may_correct_day(request.user, row))
    return _write(
        request,
        row,
        DayForm,
        lambda said, once: actions.correct_day(request.user, assessment=row, **said),
        "Corrected. The days are counted anew, and who leads it is told.",
        title="Correct the day from which it counts",
        button="Correct the day",
        counts_from=row.starts_on,
    )


@require_http_methods(["GET", "POST"])
def stop(request, uuid):
    """It is not finished, and why."""
    row = queries.assessment_for(request.user, uuid)
    if row.stopped_by is not None:
        return _already(request, row, row.stopped_by, "stopped it")
    require(rules.may_stop(request.user, row))
    return _write(
        request,
        row,
        StopForm,
        lambda said, once: actions.stop_assessment(request.user, assessment=row, because=said["because"]),
        "Stopped. What was written stays readable.",
        title="Stop this assessment",
        button="Stop it",
        warning=True,
    )


def _paper(row, person, edition: str) -> dict:
    family = edition == Edition.FAMILY
    said = {key: text for key, _, text in queries.family_texts(row)} if family else {}
    parts = [
        (
            part.title,
            [_worded(one, said) for one in part.written if one.text.strip() and (one.key in said or not family)],
        )
        for part in queries.parts_in(row)
    ]
    conclusions = list(row.conclusions.all())
    return {
        **_back(row),
        "reader": person,
        "family": family,
        "parts": [(title, written) for title, written in parts if written],
        "conclusion": _worded_conclusion(conclusions[0], family, said)
        if conclusions and row.state == State.AGREED
        else None,
        "names": queries.names_of_work(row.consultation.authority),
        "made_at": timezone.now(),
    }


def _worded(one, said: dict) -> SimpleNamespace:
    return SimpleNamespace(title=one.title, text=said.get(one.key, one.text))


def _worded_conclusion(conclusion, family: bool, said: dict):
    """The conclusion as a paper reads it: for the family in the words that are theirs. It is shown, and never saved."""
    if not family:
        return conclusion
    shown = copy(conclusion)
    for name in FAMILY_READS:
        setattr(shown, name, said.get(name, ""))
    return shown


@require_GET
def paper(request, uuid):
    """The whole, to read and to print."""
    row = _read(request, uuid)
    return render(
        request,
        "assessments/paper.html",
        {
            **_paper(row, request.user, Edition.FILE),
            "marking": _marking(row, Edition.FILE),
            "may_take_out": rules.may_take_out_assessment(request.user, row),
        },
    )


@require_http_methods(["GET", "POST"])
def family(request, uuid):
    """What the family gets, to be read through before it is given; and why words come from elsewhere than from a partner."""
    person = request.user
    row = queries.assessment_for(person, uuid) if request.method == "POST" else _read(request, uuid)
    require(rules.may_take_out_assessment(person, row))
    told = _paper(row, person, Edition.FAMILY)
    if not rules.may_give_to_family(person, row):
        return render(request, "assessments/paper.html", told)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    texts = queries.family_texts(row)
    found = paper_for_family(person, row.consultation, row.subject, texts)
    asked = [(one.mark, "Why do these words come from elsewhere?", "") for one in found.open]
    form = half.form(ReasonsForm, asked=asked, nothing="Write why, or change the words")
    if request.method == "POST" and (form.is_valid() or not asked):
        explain_passages(
            person,
            consultation=row.consultation,
            paper=row.subject,
            texts=texts,
            because=form.reasons() if asked else {},
        )
        half.said()
        messages.success(request, "Kept beside the words.")
        return redirect("assessments:family", uuid=uuid)
    words = rules.may_word_for_family(person, row)
    rows = [
        (
            one,
            form.box_for(one.repeated.mark),
            reverse("assessments:family-words", args=[uuid, one.repeated.where]) if words else "",
        )
        for one in found.passages
    ]
    return render(
        request,
        "assessments/paper.html",
        {
            **told,
            "for_family": found,
            "rows": rows,
            "form": form,
            "half": half,
            "change_words": "Write other words for the family",
            "may_give": True,
            "may_take_out": not found.open,
            "worded": queries.parts_for_family(row) if words else [],
            "left_out": [one for one in queries.parts_for_family(row) if not one.text],
        },
    )


@require_http_methods(["GET", "POST"])
def family_words(request, uuid, where):
    """Other words for the family in one place, or none; the file keeps its own."""
    row = queries.assessment_for(request.user, uuid)
    require(rules.may_word_for_family(request.user, row))
    one = next((one for one in queries.parts_for_family(row) if one.key == where), None)
    if one is None:
        raise NotFound

    def keep(typed, once):
        text = typed["text"] if typed["reads"] == "yes" else ""
        actions.word_for_family(request.user, assessment=row, where=where, text=text)

    return _write(
        request,
        row,
        FamilyWordsForm,
        keep,
        "Kept. The paper for the family says it so; the file keeps its own words.",
        title=f"For the family: {one.title}",
        button="Keep it",
        extra={"initial": {"text": one.text}},
        to="assessments:family",
        was_left_out=one.on_file if one.allowed is not True else "",
        allowed=one.allowed,
    )


def _to_take_out(request, uuid, edition):
    row = queries.assessment_for(request.user, uuid)
    if edition not in Edition.values:
        raise NotFound
    return row


def _look_first(request, row):
    messages.error(
        request, "No file was made: words of this paper stand in what a partner shared. They are marked below."
    )
    return redirect("assessments:family", uuid=row.uuid)


@require_GET
def as_pdf(request, uuid, edition):
    """One edition as a tagged PDF."""
    row = _to_take_out(request, uuid, edition)
    try:
        actions.take_out_assessment(request.user, assessment=row, edition=edition, kind="pdf")
    except WordsOfAPartner:
        return _look_first(request, row)
    try:
        content = pdf(
            "assessments/document.html", {**_paper(row, request.user, edition), "marking": _marking(row, edition)}
        )
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect("assessments:assessment", uuid=uuid)
    return as_file(content, "application/pdf", _file_name(row, edition, "pdf"))


@require_GET
def as_docx(request, uuid, edition):
    """One edition as a Word document."""
    row = _to_take_out(request, uuid, edition)
    try:
        actions.take_out_assessment(request.user, assessment=row, edition=edition, kind="docx")
    except WordsOfAPartner:
        return _look_first(request, row)
    told = {**_paper(row, request.user, edition), "marking": _marking(row, edition)}
    return as_file(assessment_docx(told), WORD, _file_name(row, edition, "docx"))


def _marking(row, edition: str) -> str:
    return queries.marking_of(row) if edition == Edition.FILE else ""


def _file_name(row, edition: str, ending: str) -> str:
    return f"kith-{row.consultation.reference}-assessment{'-family' if edition == Edition.FAMILY else ''}.{ending}"
