"""An authority's own clocks, pathways, lists, and headings of referral and assessment stand in place of those delivered."""

import datetime

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record
from kith.people.rules import may_set_up

from .events import LocalProcessKept
from .models import AssessmentHeading, Category, Clock, Pathway, PathwayStep, ReferralHeading

KEYS = {Clock: "key", Pathway: "outcome", ReferralHeading: "key", AssessmentHeading: "key"}
NAMES = {Clock: "clock", Pathway: "pathway", ReferralHeading: "heading", AssessmentHeading: "assessment heading"}


@transaction.atomic
def keep_process(
    by: str, *, authority, clocks=None, pathways=None, headings=None, assessment=None, lists=None
) -> dict[str, dict[str, str]]:
    """Each kind that is given is, for this authority, what is given, and no more; returns what became of each key.

    What a kind does not name is as delivered again. An earlier clock stays for the days on which it held. What is
    given is rows of the model’s own fields; a pathway has its `steps` beside them.
    """
    require(may_set_up(by))
    told = {}
    given = ((Clock, clocks), (Pathway, pathways), (ReferralHeading, headings), (AssessmentHeading, assessment))
    for model, rows in given:
        if rows is not None:
            told[NAMES[model]] = _keep(model, authority, rows)
    if lists is not None:
        told["list"] = _keep_lists(authority, lists)
    kept = [f"{kind}:{key}:{what}" for kind, keys in told.items() for key, what in keys.items() if what != "the same"]
    if kept:
        record(LocalProcessKept(subject=f"authority:{authority.key}", kept=tuple(kept)), by=by)
    return told


def _keep(model, authority, rows: list[dict]) -> dict[str, str]:
    key, told = KEYS[model], {}
    ours = model.objects.filter(authority=authority)
    if model is Clock:
        ours = ours.filter(valid_to__isnull=True)
    for given in rows:
        row = {**given}
        steps = row.pop("steps", None)
        known = ours.filter(**{key: row[key]}).first()
        same = known is not None and all(getattr(known, name) == value for name, value in row.items())
        if steps is not None and known is not None:
            same = same and _steps(known) == steps
        told[row[key]] = "new" if known is None else "the same" if same else "changed"
        if same:
            continue
        if known is not None and model is Clock and known.valid_from < row["valid_from"]:
            _end(known, row["valid_from"])
            known = None
        if known is None:
            known = model(authority=authority, **row)
        for name, value in row.items():
            setattr(known, name, value)
        known.save()
        if steps is not None:
            known.steps.all().delete()
            PathwayStep.objects.bulk_create(
                PathwayStep(pathway=known, order=order, **step) for order, step in enumerate(steps, start=1)
            )
    for gone in ours.exclude(**{f"{key}__in": [row[key] for row in rows]}):
        told[getattr(gone, key)] = "as delivered again"
        gone.delete()
    return told


def _keep_lists(authority, rows: list[dict]) -> dict[str, str]:
    """The lists that are named are, for this authority, worded so; returns what became of each entry, as list.key."""
    told = {}
    ours = {(row.list, row.key): row for row in Category.objects.filter(authority=authority)}
    for row in rows:
        known = ours.pop((row["list"], row["key"]), None)
        same = known is not None and all(getattr(known, name) == value for name, value in row.items())
        told[f"{row['list']}.{row['key']}"] = "new" if known is None else "the same" if same else "changed"
        if not same:
            known = known or Category(authority=authority)
            for name, value in row.items():
                setattr(known, name, value)
            known.save()
    for (name, key), left in ours.items():
        told[f"{name}.{key}"] = "as delivered again"
        left.delete()
    return told


def _end(clock: Clock, day: datetime.date) -> None:
    clock.valid_to = day
    clock.save(update_fields=["valid_to"])


def _steps(pathway: Pathway) -> list[dict]:
    names = ("key", "title", "who", "clock", "guidance")
    return [{name: getattr(step, name) for name in names} for step in pathway.steps.all()]
