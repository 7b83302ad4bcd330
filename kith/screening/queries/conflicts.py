"""Who has a matter after a conflict of interest, and what still bears the name of somebody barred."""

from django.db.models import Exists, F, OuterRef, Q

from kith.concerns.queries import (
    bars_in,
    bars_known_to,
    live_bars,
)
from kith.concerns.words import MATTER_OPEN
from kith.people.queries import manager_of

from ..models import (
    Disagreement,
    MatchNotice,
    Question,
    Screening,
    SignOff,
    Step,
)
from ..words import OPEN


def manager_for(person, consultation, *, without=()):
    """The manager to whom something about this person's matter goes, or None.

    Never the person, nobody among `without`, and nobody with a conflict of interest: they could not read it.
    """
    barred = [bar.person_id for bar in bars_in(consultation)]
    return manager_of(person, without=[*without, *barred])


def _still_bears_a_name() -> Q:
    """Of conflicts of interest: those whose person is still named for something that waits in the matter."""
    here, theirs = OuterRef("matter"), OuterRef("person")
    of_decision = {"decision__screening__consultation": here, "answered_at__isnull": True}
    steps = Step.objects.filter(done_at__isnull=True, pathway__stopped_at__isnull=True, owner=theirs)
    questions = Question.objects.filter(answered_at__isnull=True, asked_of=theirs, screening__state__in=OPEN)
    return (
        Q(matter__owner=F("person"), matter__state__in=MATTER_OPEN)
        | Exists(Screening.objects.filter(consultation=here, owner=theirs, state__in=OPEN))
        | Exists(steps.filter(pathway__decision__screening__consultation=here))
        | Exists(questions.filter(screening__consultation=here))
        | Exists(SignOff.objects.filter(**of_decision, asked_of=theirs))
        | Exists(Disagreement.objects.filter(**of_decision, to=theirs))
        | Exists(MatchNotice.objects.filter(about=here, told=theirs, answered_at__isnull=True))
    )


def is_left_with(person, consultation) -> bool:
    """Yes where this person may not read the record, and something that waits in it still bears their name."""
    return bars_in(consultation).filter(_still_bears_a_name(), person=person).exists()


def left_for(person):
    """Matters in which somebody must be named: what waits bears the name of a colleague who may not read it."""
    return bars_known_to(person).filter(_still_bears_a_name())


def left_with_barred() -> list:
    """The same in every authority; for the worker alone."""
    return list(live_bars().filter(_still_bears_a_name()))
