"""The page on which police ask that the family is not told, move the day of that, and lift it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kith.access.rules import NotFound, require

from .. import actions, queries, rules
from ..forms import MarkForm


@require_http_methods(["GET", "POST"])
def mark(request, uuid):
    """The family is not to be told, until it is lifted; or the day moves on which that is looked at again."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_mark(request.user, row))
    standing = queries.standing_mark(request.user, row)
    form = MarkForm(
        request.POST if request.method == "POST" else None,
        initial={"review_on": standing.review_on} if standing else {},
    )
    if form.is_bound and form.is_valid():
        actions.ask_not_to_tell(request.user, request=row, review_on=form.cleaned_data["review_on"])
        messages.success(request, "Every page of the matter says now that the family is not to be told, and not why.")
        return redirect("sharing:request", uuid=uuid)
    return render(request, "sharing/mark.html", {"form": form, "row": row, "standing": standing})


@require_POST
def lift(request, uuid):
    """The mark stands no more."""
    row = queries.request_for(request.user, uuid)
    require(rules.may_mark(request.user, row))
    standing = queries.standing_mark(request.user, row)
    if standing is not None:
        actions.lift_mark(request.user, mark=standing)
    elif not rules.has_lifted(request.user, row):
        raise NotFound
    messages.success(request, "Lifted. No page says it any more.")
    return redirect("sharing:request", uuid=uuid)
