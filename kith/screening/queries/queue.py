"""Screenings by the rule: one of them, the queue, and the team view."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kith.access.rules import find
from kith.concerns.rules import sees_consultation
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
    return Screening.objects.filter(sees_screening(person)).select_related(
        "consultation__child", "consultation__raised_by", "owner", "team"
    )


def _listed(person):
    """As many columns as a list shows, and no more; with who put the last decision back."""

    def who(rows, at: str, by: str):
        of_last = rows.filter(decision__screening=OuterRef("pk"), decision__replaced_by__isnull=True)
        return Subquery(of_last.order_by(f"-{at}").values(f"{by}__name")[:1])

    signed = SignOff.objects.filter(answer=SignOffAnswer.RETURNED)
    upheld = Disagreement.objects.filter(outcome=DisagreementAnswer.RETURNED)
    return (
        Screening.objects.filter(sees_screening(person))
        .select_related("consultation__child", "consultation__raised_by", "owner")
        .annotate(
            returned_by=Coalesce(who(signed, "answered_at", "answered_by"), who(upheld, "answered_at", "answered_by")),
            reopened_by=who(Reopening.objects.all(), "at", "by"),
        )
        .only(
            "state",
            "due_on",
            "received_at",
            "consultation__reference",
            "consultation__danger",
            "consultation__child__name",
            "consultation__raised_by__name",
            "owner__name",
        )
    )


def screening_for(person, reference: str) -> Screening:
    """The screening of the consultation with this reference. Raises NotFound."""
    return find(_rows(person).filter(consultation__reference=reference))


def queue_of(person, *, show: str = ""):
    """What waits in the person's screening team, by due date: all, unclaimed, mine, claimed or late."""
    rows = _listed(person).filter(team__in=person.team_ids, state__in=OPEN)
    if show == "mine":
        rows = rows.filter(owner=person)
    elif show == "claimed":
        rows = rows.filter(owner=person).exclude(state=State.WAITING)
    elif show == "unclaimed":
        rows = rows.filter(state=State.WAITING)
    elif show == "late":
        rows = rows.filter(due_on__lt=timezone.localdate())
    return rows.order_by("due_on", "received_at", "pk")


def team_view(person):
    """What waits in the teams that this person manages: open screenings, and steps of the teams' people, by due day."""
    screenings = (
        _listed(person)
        .filter(raising_team__in=person.managed_team_ids, state__in=OPEN)
        .order_by("due_on", "received_at", "pk")
    )
    steps = (
        Step.objects.filter(
            sees_consultation(person, to="pathway__decision__screening__consultation_id"),
            # Their keys and not a question within the question: the database then begins from these few people.
            owner__in=[member.pk for member in members_of(person.managed_team_ids)],
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
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return screenings, steps
