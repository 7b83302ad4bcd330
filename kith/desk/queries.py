"""What waits for a person, from every room, each list by its own room's rule; and the chronology."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from kith.assessments import queries as assessments
from kith.audit.queries import lately_by
from kith.calibration import queries as calibration
from kith.coaching import queries as coaching
from kith.concerns import queries as concerns
from kith.concerns.queries import Happening
from kith.confidence import queries as confidence
from kith.contexts import queries as contexts
from kith.contexts.words import READERS
from kith.design.templatetags.design import clock, day, day_and_time, weekday
from kith.handover import queries as handover
from kith.learning import queries as learning
from kith.meetings import queries as meetings
from kith.meetings.words import MEETERS, Reply
from kith.modules import queries as modules
from kith.panel import queries as panel
from kith.panel.rules import PANEL_ROLES
from kith.people.queries import people_with_role
from kith.people.words import CASEWORK_ROLES, SCREENING_ROLES, Role
from kith.plans import queries as plans
from kith.screening import queries as screening
from kith.sharing import queries as sharing
from kith.sharing.rules import opens_sharing
from kith.toolkit.queries import changes_for, wants_changes
from kith.training import queries as training

from .models import Mail, Notice
from .words import HERE, KINDS, Here

MEETING, BEFORE = "meeting:", "before-step:"
PLANS = ("plan:", "session:")
PANEL = "panel-"
CONTEXT = "context:"

SHOWN = 6
SEARCHES_A_MINUTE = 20


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what it is, where it leads, by when, and whether that day has passed.

    `initial` is of the child's name, for who may read the record; `first` is a fact to be read before all else.
    """

    words: str
    url: str
    due_on: object = None
    reference: str = ""
    late: bool = False
    initial: str = ""
    first: str = ""


@dataclass(frozen=True)
class Group:
    """Things of one kind that wait, the most urgent first; `more` leads to the rest where there are more."""

    title: str
    rows: list[Waiting]
    more: str = ""
    empty: str = ""


@dataclass(frozen=True)
class ToldNotice:
    """A notice as it is read: the sentence, where it leads, when; the child's initial for who may read the record."""

    words: str
    url: str
    at: object
    reference: str
    unread: bool
    initial: str = ""


@dataclass(frozen=True)
class Chronology:
    """What happened, in order, as known to one reader in one record and those confirmed as about the same child."""

    consultation: object
    lines: list[Happening]
    others: list = field(default_factory=list)
    # The contexts that its lines are about, by reference and name; and the one that it was asked to keep to.
    contexts: list[tuple[str, str]] = field(default_factory=list)
    context: str = ""
    # How many lines are about something else, where it was asked to keep to one context.
    left_out: int = 0

    @property
    def context_name(self) -> str:
        """The name of the context that it keeps to, or nothing."""
        return dict(self.contexts).get(self.context, "")


def _of(
    rows, words, page, due="due_on", of=lambda row: row.consultation, uuid=False, named=False, place=None, first=None
):
    """What a list of home shows of these rows; `of` finds a row's consultation, `place` where on its page it stands.

    The page’s address has the reference, with `uuid` the row’s own name as well, with `named` that alone.
    """
    today = timezone.localdate()
    shown = []
    for row in rows[: SHOWN + 1]:
        by = getattr(row, due, None) if due else None
        consultation = of(row)
        url = reverse(page, args=[*([] if named else [consultation.reference]), *([row.uuid] if uuid or named else [])])
        shown.append(
            Waiting(
                words(row) if callable(words) else words,
                f"{url}#{place(row)}" if place else url,
                by,
                consultation.reference,
                bool(by and by < today),
                _initial(consultation.child.name if consultation.child else ""),
                first(row) if first else "",
            )
        )
    return shown


def _which(action) -> str:
    """The words of the reader’s own action, begun; where they name the child, the initial stands in place of the name."""
    child, text, names = action.plan.consultation.child, action.text, []
    if child is not None:
        called = re.findall(r"\w+", child.known_as)
        # “Also Meg, or maggie_12”: the small words between the names stay.
        names = re.findall(r"\w+", child.name) + [one for one in called if not one.islower() or len(called) == 1]
    for name in names:
        text = re.sub(rf"\b{re.escape(name)}\b", _initial(name), text, flags=re.IGNORECASE)
    return Truncator(text).chars(80)


def _initial(name: str) -> str:
    return f"{name[:1]}." if name else ""


def _group(title: str, rows: list[Waiting], more: str = "", empty: str = "") -> Group:
    return Group(title, rows[:SHOWN], reverse(more) if more and len(rows) > SHOWN else "", empty)


def _left_for(person):
    rows = list(screening.left_for(person)[: SHOWN + 1])
    readable = concerns.seen_among(person, [row.matter for row in rows]) if rows else set()
    return [(row, readable) for row in rows]


def _coaching_for(person) -> list[Group]:
    """Questions to a specialist that wait for this person, and their own that were answered; by theme, without a name."""

    def rows(found, words: str, due: bool) -> list[Waiting]:
        today = timezone.localdate()
        return [
            Waiting(
                f"{words}: {row.get_theme_display()}",
                reverse("coaching:question", args=[row.uuid]),
                row.due_on if due else None,
                late=bool(due and row.due_on and row.due_on < today),
            )
            for row in found[: SHOWN + 1]
        ]

    found = rows(coaching.answered_for(person), "Answered", False)
    if person.holds(*SCREENING_ROLES):
        found = rows(coaching.waiting_for(person), "A question waits", True) + found
    return [_group("Coaching", found, "coaching:home")] if found else []


def waiting_for(person) -> list[Group]:
    """What waits for this person, by role; the number of queries does not depend on how much waits."""
    groups = []
    casework = person.holds(*CASEWORK_ROLES)
    # What it is about is told to who may read it, on the page that it leads to.
    offered = [
        Waiting(
            row.words, reverse("handover:mine"), row.due_on, late=bool(row.due_on and row.due_on < timezone.localdate())
        )
        for row in handover.offers_to(person)[: SHOWN + 1]
    ]
    if offered:
        groups.append(_group("Offered to you to take over", offered, "handover:mine"))
    groups += _coaching_for(person)
    if person.holds(Role.MANAGER):
        rows = _of(
            screening.sign_offs_for(person),
            lambda row: row.asked_words,
            "screening:sign-off",
            of=lambda row: row.decision.screening.consultation,
            uuid=True,
        )
        rows += _of(
            screening.disagreements_for(person),
            "Professional disagreement",
            "screening:disagreement",
            of=lambda row: row.decision.screening.consultation,
            uuid=True,
        )
        rows += _of(
            assessments.to_answer(person, SHOWN + 1), "Assessment to answer", "assessments:assessment", named=True
        )
        rows += _of(
            assessments.to_look_at(person, SHOWN + 1),
            "Assessment to look at on the way",
            "assessments:checkpoint",
            of=lambda row: row.assessment.consultation,
            named=True,
        )
        groups.append(_group("Waiting for your answer", rows, "screening:team", "Nothing waits for your answer."))
    if person.holds(Role.SPECIALIST):
        rows = _of(
            screening.queue_of(person, show="mine"),
            lambda row: row.state_words,
            "screening:workspace",
            first=lambda row: row.danger_words,
        )
        groups.append(_group("Your screenings", rows, "screening:queue", "You have no open screening."))
        rows = _of(
            screening.queue_of(person, show="unclaimed"),
            "Waiting for a specialist",
            "screening:workspace",
            first=lambda row: row.danger_words,
        )
        groups.append(_group("Not claimed yet", rows, "screening:queue", "Every screening has a specialist."))
    if person.holds(*SCREENING_ROLES):
        rows = [
            *_of(
                screening.accounts_to_review(person),
                "Could anybody tell which child this was?",
                "screening:decision",
                due=None,
                of=lambda row: row.decision.screening.consultation,
            ),
            *_of(
                screening.accounts_returned_to(person),
                "Returned to you with a reason",
                "screening:decision",
                due=None,
                of=lambda row: row.decision.screening.consultation,
            ),
        ]
        if rows:
            groups.append(_group("Accounts without names", rows))
    if person.holds(Role.MANAGER, Role.GOVERNANCE):
        # Whoever reads the record names somebody there; information governance sees to it that somebody can be named.
        rows = [
            Waiting(
                f"{row.person.name} has a conflict of interest, and nobody could take over",
                reverse("concerns:consultation", args=[row.matter.reference]) if row.matter_id in readable else "",
                reference=row.matter.reference,
            )
            for row, readable in _left_for(person)
        ]
        if rows:
            groups.append(_group("Somebody must be named", rows))
    if casework:
        rows = _of(
            screening.questions_to(person),
            lambda row: f"{row.asked_by.name} asks",
            "screening:answer",
            of=lambda row: row.screening.consultation,
            uuid=True,
        )
        if rows:
            groups.append(_group("Questions to you", rows, "concerns:mine"))
        rows = _of(
            assessments.led_by(person, SHOWN + 1),
            lambda row: f"Assessment: {row.get_state_display().lower()}",
            "assessments:assessment",
            named=True,
        )
        if rows:
            groups.append(_group("Assessments that you lead", rows))
        rows = _of(
            screening.steps_of(person, dated=True),
            lambda row: f"{row.pathway.title}: {row.title}",
            "screening:decision",
            of=lambda row: row.pathway.decision.screening.consultation,
            place=lambda row: f"step-{row.uuid}",
        )
        groups.append(_group("Steps to take", rows, "screening:steps", "No step with a day waits for you."))
        rows = _of(
            screening.steps_of(person, dated=False),
            lambda row: f"{row.pathway.title}: {row.title}",
            "screening:decision",
            of=lambda row: row.pathway.decision.screening.consultation,
            place=lambda row: f"step-{row.uuid}",
        )
        if rows:
            groups.append(_group("Steps with no day set", rows, "screening:steps"))
        rows = _of(
            screening.match_notices_for(person),
            "May be about the same child as another consultation",
            "screening:match",
            due=None,
            of=lambda row: row.about,
            uuid=True,
        )
        if rows:
            groups.append(_group("Do you know more?", rows, "concerns:mine"))
        rows = _of(
            concerns.drafts_of(person),
            lambda row: f"Being written since {day(row.created_at)}",
            "concerns:tasks",
            due=None,
            of=lambda row: row,
        )
        if rows:
            groups.append(_group("Your drafts", rows, "concerns:mine"))
        rows = _of(
            concerns.given_to(person),
            lambda row: "To read",
            "concerns:consultation",
            due=None,
            of=lambda row: row.matter,
        )
        if rows:
            groups.append(_group("Given to you to read", rows))
    if casework or concerns.open_matters_of(person).exists():
        matters = list(concerns.open_matters_of(person)[: SHOWN + 1])
        signed = screening.waits_for_sign_off(person, matters)
        rows = _of(
            matters,
            lambda row: signed.get(row.pk) or row.get_state_display(),
            "concerns:consultation",
            due=None,
            of=lambda row: row,
        )
        groups.append(_group("Your open consultations", rows, "concerns:mine", "None is open."))
    if casework:
        groups += _plans_for(person)
    groups += _requests_for(person)
    groups += _contexts_for(person)
    groups += _meetings_for(person)
    if person.holds(*PANEL_ROLES):
        groups += _of_panels(person)
    if person.holds(Role.GOVERNANCE):
        rows = [
            Waiting("Emergency opening to review", reverse("desk:review-emergency", args=[row.uuid]))
            for row in concerns.unreviewed_emergencies(person)[: SHOWN + 1]
        ]
        groups.append(_group("Emergency openings", rows, "desk:emergency-reviews", "None waits for review."))
    return groups + _learning_for(person)


def _learning_for(person) -> list[Group]:
    """What is to be learned, or confirmed as learned; after whatever is about a child."""
    groups = []
    certificates = [
        Waiting(f"{row.person.name} completed a course", reverse("training:certificate", args=[row.uuid]))
        for row in training.certificates_waiting_for(person)[: SHOWN + 1]
    ]
    if certificates:
        groups.append(_group("Certificates to confirm", certificates, "training:team"))
    questions = [
        Waiting("A question from a short module", reverse("modules:follow-up", args=[row.uuid]), row.due_on)
        for row in modules.follow_ups_waiting(person)[: SHOWN + 1]
    ]
    if questions:
        groups.append(_group("What you learned", questions, "modules:modules"))
    needed = [
        Waiting(one.tier.title, reverse("training:mine"), one.stands.due_on, late=one.late)
        for one in training.near_for(person)[: SHOWN + 1]
    ]
    if needed:
        groups.append(_group("Your training", needed, "training:mine"))
    if person.holds(*CASEWORK_ROLES):
        rounds = [
            Waiting(
                "A calibration round waits for you",
                reverse("calibration:round", args=[row.uuid]),
                row.last_day,
            )
            for row in calibration.rounds_waiting_for(person)[: SHOWN + 1]
        ]
        if rounds:
            groups.append(_group("Calibration", rounds, "calibration:rounds"))
    aims = [
        Waiting(row.text, reverse("learning:aim", args=[row.uuid]), row.due_on, late=row.due_on < timezone.localdate())
        for row in learning.aims_owned_by(person)[: SHOWN + 1]
    ]
    if aims:
        groups.append(_group("Yours in the learning plan", aims, "learning:learning"))
    if confidence.is_asked_again(person):
        rating = [Waiting("How certain do you feel? For you alone", reverse("confidence:mine"))]
        groups.append(_group("If you like", rating, "confidence:mine"))
    return groups


def _plans_for(person) -> list[Group]:
    """What plans give this person to do, reviews of plans they own, and their sessions with young people."""
    today, now = timezone.localdate(), timezone.now()
    groups = []
    rows = [
        Waiting(
            f"An action of a plan: {_which(row)}" if row.owner_id else "An action of a partner, to see to",
            f"{reverse('plans:plan', args=[row.plan.uuid])}#action-{row.uuid}",
            row.due_on,
            row.plan.consultation.reference,
            row.due_on < today,
            _initial(row.plan.consultation.child.name if row.plan.consultation.child else ""),
        )
        for row in plans.actions_of(person)[: SHOWN + 1]
    ]
    rows += [
        Waiting(
            "A plan to review",
            reverse("plans:plan", args=[row.uuid]),
            row.review_on,
            row.consultation.reference,
            row.review_on < today,
            _initial(row.consultation.child.name if row.consultation.child else ""),
        )
        for row in plans.plans_to_review_of(person)[: SHOWN + 1]
    ]
    rows.sort(key=lambda row: (row.due_on, row.reference))
    if rows:
        groups.append(_group("Yours to do from plans", rows, "plans:mine"))
    rows = [
        Waiting(
            f"Direct work, {day_and_time(row.starts_at)}{': write what came of it' if row.ends_at < now else ''}",
            reverse("plans:session", args=[row.uuid]),
            reference=row.consultation.reference,
            initial=_initial(row.consultation.child.name if row.consultation.child else ""),
        )
        for row in plans.sessions_of(person)[: SHOWN + 1]
    ]
    return groups + ([_group("Direct work", rows, "plans:mine")] if rows else [])


def _requests_for(person) -> list[Group]:
    """What other agencies ask or tell and this person received, what waits to be released, and what may be passed on."""
    if not opens_sharing(person):
        return []
    today = timezone.localdate()
    rows = []
    for row in sharing.to_answer(person)[: SHOWN + 1]:
        due = row.acknowledge_by if row.unasked else row.answer_by
        words = f"{row.from_agency.name} {'tells you' if row.unasked else 'asks'}"
        rows.append(Waiting(words, reverse("sharing:request", args=[row.uuid]), due, late=bool(due and due < today)))
    rows += [
        Waiting("A gist waits for you to release it", reverse("sharing:request", args=[row.disclosure.request.uuid]))
        for row in sharing.gists_waiting_for(person)[: SHOWN + 1]
    ]
    rows += [
        Waiting(f"{row.asked_by.agency.name} asks to pass something on", reverse("sharing:passing", args=[row.uuid]))
        for row in sharing.passings_waiting_for(person)[: SHOWN + 1]
    ]
    return [_group("Requests for information", rows, "sharing:requests")] if rows else []


def _contexts_for(person) -> list[Group]:
    """Contexts that the person owns, by the day of their review, and what their plans give them to do."""
    if not person.holds(*READERS):
        return []
    today = timezone.localdate()
    groups = []
    rows = [
        Waiting(row.name, reverse("contexts:context", args=[row.uuid]), row.review_on, late=row.review_on < today)
        for row in contexts.contexts_owned_by(person)[: SHOWN + 1]
    ]
    if rows:
        groups.append(_group("Your contexts, to be looked at again", rows, "contexts:mine"))
    rows = [
        Waiting(
            f"To do for {row.context.name}: {Truncator(row.text).chars(80)}",
            f"{reverse('contexts:plan', args=[row.context.uuid])}#action-{row.uuid}",
            row.due_on,
            late=row.due_on < today,
        )
        for row in contexts.actions_of(person)[: SHOWN + 1]
    ]
    if rows:
        groups.append(_group("Yours to do for a context", rows, "contexts:mine"))
    return groups


def _meetings_for(person) -> list[Group]:
    """Visits and meetings, what they gave somebody to do, and what police are asked before a step; by no child’s name."""
    if not person.holds(*MEETERS):
        return []
    today = timezone.localdate()

    def asked(rows, words):
        return [
            Waiting(words, reverse("meetings:before", args=[row.uuid]), row.answer_by, late=row.answer_by < today)
            for row in rows[: SHOWN + 1]
        ]

    groups = []
    if rows := asked(meetings.questions_to_us(person), "Would a step cut across anything?"):
        groups.append(_group("Before a step: asked of you", rows, "meetings:mine"))
    rows = [
        Waiting(
            f"{row.get_kind_display()}, {day_and_time(row.starts_at)}"
            f"{': waits for your answer' if row.reply == Reply.WAITING else ''}",
            reverse("meetings:meeting", args=[row.uuid]),
            reference=row.reference,
        )
        for row in meetings.coming(person)[: SHOWN + 1]
    ]
    if rows:
        groups.append(_group("Visits and meetings", rows, "meetings:mine"))
    rows = [
        Waiting(
            f"Agreed at {row.meeting.title}",
            f"{reverse('meetings:meeting', args=[row.meeting.uuid])}#action-{row.uuid}",
            row.due_on,
            late=row.due_on < today,
        )
        for row in meetings.actions_of(person)[: SHOWN + 1]
    ]
    if rows:
        groups.append(_group("Yours to do from a meeting", rows, "meetings:mine"))
    return groups


def _of_panels(person) -> list[Group]:
    """What panels wait for from this person; a child is named there by the panel’s reference alone."""
    today = timezone.localdate()

    def row_of(words, page, key, case, due, place=""):
        url = reverse(page, args=[key])
        return Waiting(words, f"{url}#{place}" if place else url, due, case.reference, due < today)

    rows = [
        row_of("Something agreed at a panel", "panel:case", row.case.uuid, row.case, row.due_on, f"action-{row.uuid}")
        for row in panel.actions_of(person)[: SHOWN + 1]
    ]
    rows += [
        Waiting(
            "Name the child’s social worker", reverse("panel:social-worker", args=[row.uuid]), None, row.reference, True
        )
        for row in panel.without_social_worker(person)[: SHOWN + 1]
    ]
    groups = [_group("For a panel", rows, "panel:panels")] if rows else []
    # As on the page of panels: the same rows, of which this shows the first, and how many there are.
    dues = panel.dues_for(person)
    rows = []
    for one in dues[: SHOWN + 1]:
        page, key, act = one.place
        rows.append(row_of(f"{one.words}: {act}", page, key, one.case, one.due_on))
    if rows:
        groups.append(_group(f"Due for review at a panel ({len(dues)})", rows, "panel:panels"))
    coming = [
        Waiting(f"{row.panel.name}, {weekday(row.on)} at {clock(row.at)}", reverse("panel:meeting", args=[row.uuid]))
        for row in panel.coming_meetings(person)[: SHOWN + 1]
    ]
    return groups + ([_group("Panel meetings", coming, "panel:panels")] if coming else [])


def here_for(person) -> list[Here]:
    """What this version of Kith has for the roles of this person that do no casework, in the order of the roles."""
    return [here for role, here in HERE.items() if person.holds(role)]


def notices_of(person, limit: int = 60) -> list[ToldNotice]:
    """The person's notices, newest first; one about a record that they may no longer read is not there."""
    rows = list(Notice.objects.filter(person=person).order_by("-at", "-pk")[:limit])
    about = {row.reference for row in rows if row.reference}
    seen = concerns.consultations_seen_by(person).filter(reference__in=about)
    visible = dict(seen.values_list("reference", "child__name"))
    screens = person.holds(*SCREENING_ROLES)
    panels = panel.known_of(person, {row.reference for row in rows if row.reference.startswith(PANEL)})
    of_requests = {row.reference for row in rows if row.kind in KINDS and KINDS[row.kind].of_request}
    requests = sharing.known_of(person, of_requests)
    held = meetings.subjects_known(
        person, {row.reference for row in rows if row.reference.startswith((MEETING, BEFORE))}
    )
    places = contexts.known_of(person, {row.reference for row in rows if row.reference.startswith(CONTEXT)})
    planned = plans.subjects_known(person, {row.reference for row in rows if row.reference.startswith(PLANS)})
    told = []
    for row in rows:
        kind = KINDS.get(row.kind)
        if kind is None or (kind.about_record and row.reference not in visible):
            continue
        if kind.of_request and not getattr(requests.get(row.reference), kind.of_request, False):
            continue
        if kind.of_meeting and row.reference not in held:
            continue
        if kind.of_panel and row.reference not in panels:
            continue
        if kind.of_context and row.reference not in places:
            continue
        if kind.of_plan and row.reference not in planned:
            continue
        page = kind.screeners_page if screens and kind.screeners_page else kind.page
        about = row.reference.rpartition(":")[2] if kind.of_request or kind.about_record else ""
        own = kind.of_meeting or kind.of_panel or kind.of_context or kind.of_plan
        about = row.reference.partition(":")[2] if own else about
        url = reverse(page, args=[about] if about else [])
        reference = row.reference if kind.about_record else ""
        initial = _initial(visible.get(reference) or "")
        told.append(ToldNotice(kind.sentence, url, row.at, reference, row.read_at is None, initial))
    return told


def unread_of(person) -> list[ToldNotice]:
    """The person's unread notices, newest first."""
    return [notice for notice in notices_of(person) if notice.unread]


def changes_named_to(person, *, since, until) -> list[str]:
    """What an e-mail about the toolkit names to this person, a line for each page: its newest change and its title, which
    anybody may know; and one more where a local note or a document came or went. Nothing where they do not want it any more.
    """
    if not wants_changes(person):
        return []
    lines: dict[str, str] = {}
    for row in changes_for(person, since=since, until=until):
        lines.setdefault(row.about, f"{row.words}: {row.title}")
    return list(lines.values())


def may_search_now(person) -> bool:
    """False where this person searched as often in the last minute as a person can."""
    since = timezone.now() - timedelta(minutes=1)
    return lately_by(str(person.uuid), verb="desk.searched", since=since) < SEARCHES_A_MINUTE


def chronology_for(person, reference: str, context: str = "") -> Chronology:
    """The chronology of one record, with those that a person confirmed as about the same child. Raises NotFound.

    With `context`, one of those whose lines stand in it, its lines alone.
    """
    consultation = concerns.with_happenings(person, reference)
    others = concerns.confirmed_same(person, consultation)
    lines = concerns.chronology_of([consultation, *others])
    lines += screening.happenings_in(person, [consultation, *others])
    lines += assessments.happenings_in(person, [consultation, *others])
    lines += meetings.happenings_in(person, [consultation, *others])
    lines += plans.happenings_in(person, [consultation, *others])
    of_contexts = contexts.happenings_in(person, [consultation, *others])
    lines = sorted([*lines, *of_contexts], key=lambda line: line.order)
    named = contexts.contexts_named(person, {line.context for line in of_contexts}) if of_contexts else []
    kept = context if context in dict(named) else ""
    shown = [line for line in lines if line.context == kept] if kept else lines
    return Chronology(consultation, shown, others, named, kept, len(lines) - len(shown))


def reviewers_to_remind(day) -> list:
    """Who reviews emergency openings and has one before them that was made before this day; for the worker alone."""
    late = concerns.emergencies_left(day)
    found = {}
    for access in late:
        for person in people_with_role(access.matter.authority_id, Role.GOVERNANCE).exclude(pk=access.person_id):
            found[person.pk] = person
    return list(found.values())


def mail_to_send(limit: int = 100):
    """E-mails whose time has come, oldest first; for the worker alone."""
    return (
        Mail.objects.filter(sent_at__isnull=True, not_before__lte=timezone.now(), fault="")
        .select_related("person__authority")
        .order_by("not_before", "pk")[:limit]
    )
