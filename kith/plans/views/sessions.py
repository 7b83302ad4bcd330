"""Direct work: a session with the young person is planned, moved, and written up as held or not held."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.concerns.queries import consultation_for
from kith.concerns.rules import family_not_to_be_told, require_open
from kith.design.fields import whole
from kith.design.forms import chosen
from kith.people.words import choices_of
from kith.toolkit.queries import pieces_for_step

from .. import actions, queries, rules
from ..forms import HeldForm, MissedForm, MoveForm, RecordForm, SessionForm
from ..over import require_begun, require_moving, require_planned, require_writing_up
from ..words import Came
from .pages import DIRECT_WORK, page, write


@require_http_methods(["GET", "POST"])
def plan_session(request, reference):
    """When, how long, where, with whom, what is planned."""
    consultation = consultation_for(request.user, reference)
    require_open(request.user, consultation)
    require(rules.may_plan_session(request.user, consultation))
    people = queries.owners_for(request.user, consultation)
    mine = {"worker": str(request.user.uuid)}
    writing = write(
        request, lambda data: SessionForm(data, initial=mine, people=choices_of(people)), "session", reference
    )
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = writing.form.cleaned_data
        starts, ends = writing.form.times()
        row = actions.plan_session(
            request.user,
            consultation=consultation,
            worker=chosen(people, said["worker"]),
            starts_at=starts,
            ends_at=ends,
            once_key=writing.once,
            **{name: said[name] for name in ("way", "place", "with_whom", "what")},
        )
        writing.half.said()
        messages.success(request, "Planned.")
        return redirect("plans:session", uuid=row.uuid)
    return page(
        request,
        writing,
        consultation,
        title="Plan a session",
        to=reverse("plans:plan-session", args=[reference]),
        button="Plan it",
        back=reverse("plans:of-matter", args=[reference]),
        back_words="Plan and direct work",
        step=DIRECT_WORK,
    )


@require_http_methods(["GET", "POST"])
def record_session(request, reference):
    """Time that was spent without having been planned: when, what was tried, the young person’s own words, what next."""
    consultation = consultation_for(request.user, reference)
    require_open(request.user, consultation)
    require(rules.may_plan_session(request.user, consultation))
    people, guides = queries.owners_for(request.user, consultation), queries.guides_for(request.user)
    mine = {"worker": str(request.user.uuid), "starts_on": timezone.localdate()}
    writing = write(
        request,
        lambda data: RecordForm(data, initial=mine, people=choices_of(people), guides=guides),
        "record-session",
        reference,
    )
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        row = actions.record_session(
            request.user,
            consultation=consultation,
            worker=chosen(people, writing.form.cleaned_data["worker"]),
            once_key=writing.once,
            **writing.form.said(),
        )
        writing.half.said()
        messages.success(request, "Kept. It counts as held.")
        return redirect("plans:session", uuid=row.uuid)
    return page(
        request,
        writing,
        consultation,
        title="Write down time that was spent",
        to=reverse("plans:record-session", args=[reference]),
        button="Keep it",
        intro=[
            "With the young person, and not planned beforehand. Of a session that was planned, say on its own page what came of it."
        ],
        back=reverse("plans:of-matter", args=[reference]),
        back_words="Plan and direct work",
        step=DIRECT_WORK,
    )


@require_GET
def session(request, uuid):
    """One session: what was planned, and what came of it."""
    row = queries.session_for(request.user, uuid)
    actions.note_session_read(request.user, session=row)
    accounts = queries.accounts_of(row)
    titles = dict(queries.guides_for(request.user)) if any(one.guides for one in accounts) else {}
    reasons = queries.reasons_missed(row.authority_id) if any(one.missed_why for one in accounts) else {}
    for one in accounts:
        one.guides_read = [(slug, titles.get(slug, slug), slug in titles) for slug in one.guides]
        one.why_words = reasons.get(one.missed_why, one.missed_why)
    runs = rules.runs_session(request.user, row)
    return render(
        request,
        "plans/session.html",
        {
            "row": row,
            "consultation": row.consultation,
            "marks": family_not_to_be_told(request.user, row.consultation),
            "accounts": accounts,
            "moves": queries.moves_of(row),
            "may_write": runs and (row.consultation.is_open or not accounts),
            "may_move": runs and row.consultation.is_open and not accounts,
            "now": timezone.now(),
            "pieces": pieces_for_step(request.user, DIRECT_WORK),
        },
    )


def _back(row) -> dict:
    return {
        "back": reverse("plans:session", args=[row.uuid]),
        "back_words": f"Session {row.reference}",
        "step": DIRECT_WORK,
    }


@require_http_methods(["GET", "POST"])
def move_session(request, uuid):
    """Another time, with why."""
    row = queries.session_for(request.user, uuid)
    require_moving(request.user, row)
    writing = write(request, lambda data: MoveForm(data, session=row), "move", row.uuid)
    if writing.kept:
        return writing.kept
    stands = row.version
    if writing.is_sent and writing.form.is_valid():
        starts, ends = writing.form.times()
        moved = actions.move_session(
            request.user,
            session=row,
            version=whole(request.POST.get("stands")),
            starts_at=starts,
            ends_at=ends,
            because=writing.form.cleaned_data["because"],
        )
        if moved:
            writing.half.said()
            messages.success(request, "Moved.")
            return redirect("plans:session", uuid=uuid)
        stands = queries.session_for(request.user, uuid).version
        writing.form.add_error(
            None, "A colleague moved it meanwhile. Read the session again, and then send this again."
        )
    return page(
        request,
        writing,
        row.consultation,
        title="Move the session",
        to=reverse("plans:move-session", args=[uuid]),
        button="Move it",
        stands=stands,
        **_back(row),
    )


def _account(request, uuid, came: str, make, title: str, name: str):
    row = queries.session_for(request.user, uuid)
    require_writing_up(request.user, row)
    last = queries.account_of(row)
    initial = {}
    if last is not None and last.came == came:
        names = (
            "minutes",
            "tried",
            "guides",
            "childs_words",
            "no_words_because",
            "missed_why",
            "missed_words",
            "what_next",
        )
        initial = {one: getattr(last, one) for one in names}
    elif came == Came.HELD:
        initial = {"minutes": row.minutes}
    writing = write(request, lambda data: make(data, initial), name, row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.write_session(request.user, session=row, came=came, once_key=writing.once, **writing.form.cleaned_data)
        writing.half.said()
        messages.success(request, "Kept.")
        return redirect("plans:session", uuid=uuid)
    intro = ["What stands is kept; what you write here replaces it, and both can be read."] if last is not None else []
    return page(
        request,
        writing,
        row.consultation,
        title=title,
        to=reverse(f"plans:{name}", args=[uuid]),
        button="Keep it",
        intro=intro,
        **_back(row),
    )


@require_http_methods(["GET", "POST"])
def held(request, uuid):
    """It was held: how long, what was tried, the young person’s own words, what next."""
    row = queries.session_for(request.user, uuid)
    require_writing_up(request.user, row)
    require_begun(row)
    guides = queries.guides_for(request.user)
    return _account(
        request,
        uuid,
        Came.HELD,
        lambda data, initial: HeldForm(data, initial=initial, guides=guides),
        "It was held",
        "held",
    )


@require_http_methods(["GET", "POST"])
def missed(request, uuid):
    """It was not held, or cannot be: why, in words too, and what next."""
    require_planned(request.user, queries.session_for(request.user, uuid))
    reasons = queries.reasons_missed(request.user.authority_id)
    return _account(
        request,
        uuid,
        Came.MISSED,
        lambda data, initial: MissedForm(data, initial=initial, reasons=reasons),
        "It was not held",
        "missed",
    )
