"""What coaching goes by, as it comes with Kith."""

from django.db import transaction

from kith.audit.actions import record
from kith.toolkit.actions import STARTER

from ..events import ConventionsLoaded
from ..models import Convention

NEEDS = ("source", "last_checked", "next_review", "owner")


@transaction.atomic
def keep_conventions(data: dict) -> int:
    """The conventions stand as in the file. Returns how many there are."""
    defaults, changed = data.get("defaults", {}), 0
    known = {row.key: row for row in Convention.objects.all()}
    for item in data["conventions"]:
        both = {**defaults, **item}
        for name in NEEDS:
            if not both.get(name):
                raise ValueError(f"The convention “{item.get('key')}” has no {name}.")
        value = both.get("value")
        if not (type(value) is int and value > 0) and not (isinstance(value, list) and all(map(str, value)) and value):
            raise ValueError(f"The convention “{item.get('key')}” has no number and no sentences.")
        said = {name: both[name] for name in NEEDS} | {
            "value": value,
            "source_date": str(both.get("source_date") or ""),
        }
        row = known.pop(item["key"], None)
        if row is None:
            Convention.objects.create(key=item["key"], **said)
        elif any(getattr(row, name) != value for name, value in said.items()):
            Convention.objects.filter(pk=row.pk).update(**said)
        else:
            continue
        changed += 1
    if known:
        changed += Convention.objects.filter(key__in=list(known)).delete()[0]
    if changed:
        record(ConventionsLoaded(subject="toolkit:coaching", number=changed), by=STARTER)
    return len(data["conventions"])
