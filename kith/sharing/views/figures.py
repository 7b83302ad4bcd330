"""What asking and answering adds up to, as tables and as a file. No child stands in either."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access.rules import require
from kith.design.documents import as_file
from kith.design.small_numbers import HIDDEN, NEAREST, SMALLEST
from kith.design.tables import csv_of

from .. import actions, queries, rules
from ..figures import FOR_THE_SLOWEST, NONE, WAYS


@require_GET
def figures(request):
    """Each pair of agencies: the twelve months that are over, and each month where there is enough to show."""
    require(rules.sees_figures(request.user))
    return render(
        request,
        "sharing/figures.html",
        {
            "opens_sharing": rules.opens_sharing(request.user),
            "pairs": queries.figures_for(request.user),
            "ways": list(WAYS.values()),
            "hidden": HIDDEN,
            "none": NONE,
            "smallest": SMALLEST,
            "slowest": FOR_THE_SLOWEST,
            "nearest": NEAREST,
        },
    )


def _rows(pair):
    for line in (pair.together, *pair.months):
        period = line.month.strftime("%Y-%m") if line.month else "twelve months"
        yield period, "asked", line.asked
        for way, number in zip(WAYS.values(), line.ways, strict=True):
            yield period, f"first answer: {way.lower()}", number
        for name, times in (("acknowledged", line.acknowledged), ("answered", line.answered)):
            yield period, f"working days until {name}, median", times.middle
            yield period, f"working days until {name}, 90th percentile", times.nine_in_ten
    for reason, number in pair.reasons.items():
        yield "twelve months", f"why not everything: {reason}", number
    yield "twelve months", "short of everything", pair.short
    yield "twelve months", "told unasked", pair.told
    yield "twelve months", "working days until told was acknowledged, median", pair.told_acknowledged.middle
    yield (
        "twelve months",
        "working days until told was acknowledged, 90th percentile",
        pair.told_acknowledged.nine_in_ten,
    )


@require_GET
def figures_csv(request):
    """The same numbers, a line for each, as CSV."""
    actions.note_figures(request.user)
    rows = ((pair.asker, pair.asked, *row) for pair in queries.figures_for(request.user) for row in _rows(pair))
    content = csv_of(("asking agency", "asked agency", "period", "what", "value"), rows)
    return as_file(content, "text/csv; charset=utf-8", f"kith-sharing-{timezone.localdate():%Y-%m}.csv")
