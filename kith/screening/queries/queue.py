"""Screenings by the rule: one of them, the queue, and the team view."""

import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kith.access.rules import find
from kith.concerns.rules import sees_consultation
from kith.concerns.words import Danger
from kith.people.queries import members_of

from ..models import (
    Disagreement,
    Reopening,
    Screening,
    SignOff,
    Step,
)
from ..rules import sees_screening
from ..words import OPEN, DisagreementAnswer, SignOffAnswer, State

PAGE = 25


def _rows(person):
    return (
        Screening.objects.filter(sees_screening(person))
        .select_related("consultation__child", "consultation__raised_by", "owner", "team")
        .annotate(signs=_who(SignOff.objects.filter(answered_at__isnull=True), "asked_at", "asked_of"))
    )


def _who(rows, at: str, by: str):
    """Who did or is asked for this last, of the decision that no other replaced."""
    of_last = rows.filter(decision__screening=OuterRef("pk"), decision__replaced_by__isnull=True)
    return Subquery(of_last.order_by(f"-{at}").values(f"{by}__name")[:1])


def _listed(person):
    """As many columns as a list shows, and no more; with who put the last decision back, or signs it off."""
    signed = SignOff.objects.filter(answer=SignOffAnswer.RETURNED)
    upheld = Disagreement.objects.filter(outcome=DisagreementAnswer.RETURNED)
    return (
        Screening.objects.filter(sees_screening(person))
        .select_related("consultation__child", "consultation__raised_by", "owner")
        .annotate(
            returned_by=Coalesce(
                _who(signed, "answered_at", "answered_by"), _who(upheld, "answered_at", "answered_by")
            ),
            reopened_by=_who(Reopening.objects.all(), "at", "by"),
            signs=_who(SignOff.objects.filter(answered_at__isnull=True), "asked_at", "asked_of"),
        )
        .only(
            "state",
            "due_on",
            "received_at",
            "consultation__reference",
            "consultation__danger",
            "consultation__child__name",
            "consultation__raised_by__name",
            "consultation__raised_by__telephone",
            "owner__name",
        )
    )


def screening_for(person, reference: str) -> Screening:
    """The screening of the consultation with this reference. Raises NotFound."""
    return find(_rows(person).filter(consultation__reference=reference))


def screening_stands(person, reference: str) -> tuple[str, datetime.date, str]:
    """State, due day and owner's name of this screening, for a page that shows no more of it. Raises NotFound."""
    rows = Screening.objects.filter(sees_screening(person), consultation__reference=reference)
    return find(rows.values_list("state", "due_on", "owner__name").order_by("pk"))


def _asked_for(person, show: str) -> Q:
    """Of what waits: all, unclaimed, mine, late, or where danger was named."""
    return {
        "": Q(),
        "mine": Q(owner=person) & ~Q(state=State.WAITING),
        "danger": Q(consultation__danger=Danger.YES),
        "unclaimed": Q(state=State.WAITING),
        "late": Q(due_on__lt=timezone.localdate()),
    }[show]


def queue_of(person, *, show: str = ""):
    """What waits in the person's screening team, by due date: all, unclaimed, mine, late, or where danger was named.

    Mine is what the person took on; who is on duty for what nobody has claimed has not taken it on yet.
    """
    rows = _listed(person).filter(_asked_for(person, show), team__in=person.team_ids, state__in=OPEN)
    return rows.order_by("due_on", "received_at", "pk")


def queue_counts(person, *, show: str = "") -> tuple[int, int]:
    """How many wait of those that are shown, and of all that wait in how many danger was named; one question."""
    rows = Screening.objects.filter(sees_screening(person), team__in=person.team_ids, state__in=OPEN)
    counts = rows.aggregate(
        shown=Count("pk", filter=_asked_for(person, show) or None),
        danger=Count("pk", filter=_asked_for(person, "danger")),
    )
    return counts["shown"], counts["danger"]


def _with_day(dated: bool | None) -> Q:
    """Steps with a day, steps without one, or both."""
    return Q() if dated is None else Q(due_on__isnull=not dated)


# How the team's steps stand in groups: by day alone, by who has them, or by the child, each group by day.
GROUPED: dict[str, tuple[str, ...]] = {
    "": (),
    "person": ("owner__name", "owner_id"),
    "child": ("pathway__decision__screening__consultation__reference",),
}


def team_view(person, *, by: str = ""):
    """What waits in the teams that this person manages: open screenings by due day; steps with a day; steps without.

    Steps are those of the teams' people; `by` groups them by whose they are or by child.
    """
    screenings = (
        _listed(person)
        .filter(raising_team__in=person.managed_team_ids, state__in=OPEN)
        .order_by("due_on", "received_at", "pk")
    )
    steps = (
        Step.objects.filter(
            sees_consultation(person, to="pathway__decision__screening__consultation_id"),
            # Their keys and not a question within the question: the database then begins from these few people.
            owner__in=list(members_of(person.managed_team_ids).values_list("pk", flat=True)),
            done_at__isnull=True,
            pathway__stopped_at__isnull=True,
        )
        .select_related("pathway__decision__screening__consultation__child", "owner")
        .only(
            "uuid",
            "title",
            "due_on",
            "owner__name",
            "pathway__title",
            "pathway__decision__screening__consultation__reference",
            "pathway__decision__screening__consultation__child__name",
        )
        .order_by(*GROUPED[by], F("due_on").asc(nulls_last=True), "pk")
    )
    return screenings, steps.filter(due_on__isnull=False), steps.filter(due_on__isnull=True)
