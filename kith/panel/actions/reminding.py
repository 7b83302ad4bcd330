"""What is due is told to whoever has it today, and what is late to who leads, for as long as it is late."""

from datetime import date, timedelta

from django.db import transaction

from kith.access.rules import WORKER, require
from kith.audit.actions import record
from kith.people.words import named
from kith.toolkit.queries import stage_of

from .. import queries
from ..events import PanelDue
from ..models import Case, Reminded
from ..words import SOON_DAYS
from .cases import leaders


@transaction.atomic
def _tell(by: str, case: Case, about: str, kind: str, stage: str, people) -> int:
    _, made = Reminded.objects.get_or_create(case=case, about=about, stage=stage)
    to = named(people)
    if not made or not to:
        return 0
    record(PanelDue(subject=case.subject, about=kind, stage=stage.split("-")[0], to=to), by=by)
    return 1


def remind_of_panels(by: str, *, today: date) -> int:
    """Of every action, look, review and second assessment that is due, who has it today was told, each stage once.

    What is late is told to everybody who leads the case as well, and again each week. Returns how many were told of.
    """
    require(by == WORKER)
    actions, looks, cases = queries.due_for_reminding(today)
    told = 0
    for row in actions:
        stage = stage_of(row.due_on, today)
        people = [row.today.person, *(leaders(row.case) if stage.startswith("late") else [])]
        told += _tell(by, row.case, f"action:{row.uuid}", "action", stage, people)
    for row in looks:
        stage = stage_of(row.due_on, today)
        people = [row.today.person, *(leaders(row.case) if stage.startswith("late") else [])]
        told += _tell(by, row.case, f"look:{row.uuid}", "look", stage, people)
    holders = queries.leaders_today(cases)
    for case in cases:
        for kind, due in (("review", case.next_review_on), ("reassess", case.reassess_on)):
            if due is not None and due <= today + timedelta(days=SOON_DAYS):
                stage = stage_of(due, today)
                people = [holders[case.pk].person, *(leaders(case) if stage.startswith("late") else [])]
                told += _tell(by, case, kind, kind, stage, people)
    return told
