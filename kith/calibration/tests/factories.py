"""Rounds made through the doors of the room."""

import datetime

from django.utils import timezone

from kith.calibration import actions, queries
from kith.calibration.models import Round, Vignette
from kith.calibration.words import Asks
from kith.people.queries import teams_of
from kith.thresholds.queries import levels_in

RATERS = ("amina", "bola", "carys", "olu", "petra", "vera")  # who works on cases in Thornmere, in three teams


def opened(cast, by="carys", teams=("adolescent", "early-help", "exploitation"), how_many=4, once="r") -> Round:
    """A round that Carys opened for all three teams, until a week from now."""
    return actions.open_round(
        cast[by],
        vignettes=list(Vignette.objects.filter(retired=False).order_by("key")[:how_many]),
        teams=[team for team in teams_of(cast[by].authority).select_related("agency") if team.key in teams],
        last_day=timezone.localdate() + datetime.timedelta(days=7),
        once_key=once,
    )


def answered(cast, row: Round, *people: str, level=None) -> None:
    """Each of these answered every vignette; the levels differ from one to the next."""
    levels, choices = levels_in(row.document), queries.choices_of(row)
    for place, key in enumerate(people):
        for number, item in enumerate(row.vignettes.all()):
            actions.answer_vignette(
                cast[key],
                item=item,
                level=levels[(number + place // 2) % len(levels) if level is None else level],
                concern=choices[Asks.CONCERN][number % 3],
                first_step=choices[Asks.FIRST_STEP][(number + place) % 4],
                reason=f"Reason of {key} on {number}.",
            )


def over(row: Round) -> Round:
    """The same round, whose last day was yesterday."""
    Round.objects.filter(pk=row.pk).update(last_day=timezone.localdate() - datetime.timedelta(days=1))
    row.refresh_from_db()
    return row
