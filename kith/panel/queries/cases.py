"""One case as its reader may know it, and where cases come from."""

from django.db.models import Prefetch

from kith.access.rules import find, part_of
from kith.concerns.queries import consultations_seen_by
from kith.concerns.rules import has_part_in, works_on_cases
from kith.concerns.words import SENT_ALREADY

from ..models import Case, CaseBar, CasePart, ConsentAsked, Look, Panel, PanelDecision, PlanAction, Session, Support
from ..rules import (
    kept_away,
    leads_case,
    of_case,
    outcomes_for,
    people_who_see,
    sees_case,
    sees_panel,
)
from ..words import BEFORE_PANEL, PREVENT, STATE_AFTER, Outcome, State
from .lists import consent_lists, enters_by, exit_reasons
from .panels import decisions_under
from .today import put_last_meetings, whose_today

SHOWN = 100


def _cases(person):
    return Case.objects.filter(sees_case(person)).select_related(
        "panel", "authority", "consultation", "social_worker", "entered_by"
    )


def case_for(person, uuid) -> Case:
    """One case. Raises NotFound."""
    return find(_cases(person).filter(uuid=uuid))


def cases_before(person, panel: Panel):
    """The cases before a panel that the person sees, by when they came, with the consents that support waits for."""
    rows = _cases(person).filter(panel=panel, state__in=BEFORE_PANEL)
    return rows.prefetch_related("consents__answers").order_by("entered_at", "pk")


def cases_after(person, panel: Panel):
    """The cases that are no longer before a panel, the newest first."""
    return _cases(person).filter(panel=panel).exclude(state__in=BEFORE_PANEL).order_by("-entered_at", "-pk")


def cases_given_to(person) -> list[Case]:
    """Cases that the person reads by a part of their own and no seat: as the social worker, or with something to do."""
    rows = Case.objects.filter(sees_case(person), part_of(person, CasePart)).select_related("panel")
    return list(
        rows.exclude(panel__in=Panel.objects.filter(sees_panel(person)).values("pk")).order_by("entered_at", "pk")
    )


def entered_before(person, once_key: str) -> Case | None:
    """The case that this sending has made already."""
    return _cases(person).filter(once_key=once_key, entered_by=person).first()


def may_come_to(person, panel: Panel, consultation=None) -> list:
    """Consultations (or this one) that the person works in and out of which a case may come to this panel, oldest first.

    For Channel, those whose referral to Prevent is recorded as sent; for another kind, those decided for its pathway.
    """
    if not works_on_cases(person):
        return []
    outcomes = enters_by(panel.authority_id, panel.kind)
    rows = consultations_seen_by(person).filter(has_part_in(person, "pk"), submitted_at__isnull=False, closed_at=None)
    if consultation is not None:
        rows = rows.filter(pk=consultation.pk)
    if outcomes == [PREVENT]:
        rows = rows.filter(referrals__state__in=SENT_ALREADY)
    else:
        rows = rows.filter(screening__decisions__outcomes__outcome__in=outcomes)
    here = Case.objects.filter(panel=panel, consultation__isnull=False, state__in=BEFORE_PANEL).values("consultation")
    return list(rows.exclude(pk__in=here).distinct().order_by("submitted_at", "pk")[:SHOWN])


def with_everything(rows):
    """These cases with consents, plan, support, looks and earlier decisions, in a fixed number of queries."""
    return rows.prefetch_related(
        Prefetch(
            "consents", ConsentAsked.objects.select_related("recorded_by").prefetch_related("answers__recorded_by")
        ),
        Prefetch("actions", PlanAction.objects.select_related("owner__agency", "done_by", "case__panel")),
        Prefetch("supports", Support.objects.prefetch_related("sessions")),
        Prefetch("looks", Look.objects.select_related("done_by", "case__panel")),
        "items__meeting",
        "items__views__agency",
        "items__views__recorded_by",
        decisions_under("items__decisions"),
        "items__decisions__dissents__agency",
    )


def put_words(cases: list[Case], authority_id: int) -> list[Case]:
    """The same cases, with the words of the authority’s lists and who has each thing today."""
    of, how = consent_lists(authority_id)
    reasons = exit_reasons(authority_id)
    for case in cases:
        for asked in case.consents.all():
            asked.of_words, asked.how_words = of.get(asked.of, asked.of), how.get(asked.how, asked.how)
        for item in case.items.all():
            for decision in item.decisions.all():
                decision.exit_words = reasons.get(decision.exit_reason, decision.exit_reason)
    whose_today([row for case in cases for row in case.actions.all()])
    whose_today([row for case in cases for row in case.looks.all()])
    return cases


def whole_case(person, uuid) -> Case:
    """One case with everything that stands in it. Raises NotFound."""
    case = find(with_everything(_cases(person).filter(uuid=uuid)))
    put_last_meetings(case.looks.all(), case.panel_id)
    return put_words([case], case.authority_id)[0]


def social_workers_for(person, case: Case, colleagues) -> list:
    """Of these colleagues in casework those who may be named as the child’s social worker: no conflict of interest."""
    kept = kept_away(case)
    return [one for one in colleagues if one.pk not in kept]


def owners_for(person, case: Case, colleagues) -> list:
    """Who may be given something to do: who sees the case already, and colleagues in casework, by name."""
    kept = kept_away(case)
    known = {one.pk: one for one in (*people_who_see(case), *colleagues) if one.pk not in kept}
    return sorted(known.values(), key=lambda one: (one.name, one.pk))


def bars_of(person, case: Case) -> list[CaseBar]:
    """The conflicts of interest recorded in a case, for who leads it."""
    if not Case.objects.filter(leads_case(person), pk=case.pk).exists():
        return []
    return list(CaseBar.objects.filter(matter=case, ends=None).select_related("person", "placed_by").order_by("begins"))


def consent_for(person, uuid) -> ConsentAsked:
    """One asking for consent. Raises NotFound."""
    return find(
        ConsentAsked.objects.filter(of_case(person), uuid=uuid).select_related("case__panel", "case__authority")
    )


def action_for(person, uuid) -> PlanAction:
    """One action. Raises NotFound."""
    return find(PlanAction.objects.filter(of_case(person), uuid=uuid).select_related("case__panel", "owner"))


def support_for(person, uuid) -> Support:
    """One provider’s support. Raises NotFound."""
    seen = Case.objects.filter(sees_case(person)).values("pk")
    return find(Support.objects.filter(case__in=seen, uuid=uuid).select_related("case__panel"))


def session_for(person, uuid) -> Session:
    """One session of support. Raises NotFound."""
    seen = Case.objects.filter(sees_case(person)).values("pk")
    return find(Session.objects.filter(support__case__in=seen, uuid=uuid).select_related("support__case__panel"))


def look_for(person, uuid) -> Look:
    """One look after an exit. Raises NotFound."""
    return find(Look.objects.filter(of_case(person), uuid=uuid).select_related("case__panel", "done_by"))


def standing_decision(item) -> PanelDecision | None:
    """The decision of one case at one meeting that no other has replaced; None before there is one."""
    return PanelDecision.objects.filter(item=item, replaced_by=None).order_by("-made_at", "-pk").first()


def outcomes_at(person, item) -> tuple[Outcome, ...]:
    """What can be decided of a case at a meeting: as it stood before the meeting’s own decision, which would be replaced."""
    before = standing_decision(item)
    if before is None:
        return outcomes_for(item.case.state)
    earlier = PanelDecision.objects.filter(item__case=item.case_id, replaced_by=None, made_at__lt=before.made_at)
    last = earlier.exclude(item=item).order_by("-made_at", "-pk").first()
    return outcomes_for(STATE_AFTER[Outcome(last.outcome)] if last else State.WAITING)
