"""Who owns a context, who has what is to be done, and who is kept away: by a colleague, a handover or a conflict of interest."""

from django.db import transaction

from kith.access.rules import live, require
from kith.audit.actions import record
from kith.people.queries import casework_colleagues, manager_of
from kith.people.rules import NotTheirs
from kith.people.words import named

from .. import queries, rules
from ..events import ContextActionHandedOver, ContextBarPlaced
from ..models import Context, ContextAction, ContextBar
from ..naming import name_no_child
from ..words import PartReason
from .contexts import _give, _locked, _owned_by
from .planning import _locked_action


@transaction.atomic
def hand_over_context(by, *, context: Context, to, reason: str) -> None:
    """A colleague owns the context now, with the reason; handing it to who owns it already changes nothing."""
    context = _locked(context)
    if context.owner_id == to.pk and rules.works_in_context(by, context):
        return
    require(rules.may_hand_over(by, context) and rules.may_own(to, context))
    name_no_child(by, context, {"reason": reason})
    _owned_by(by, context, to, reason)


@transaction.atomic
def take_over_context(by, *, context: Context, of, to) -> None:
    """Another person owns it, and reads it. Raises NotTheirs. Asked by handover, after its own rule."""
    context = _locked(context)
    if context.owner_id != of.pk or not context.is_open:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_own(to, context))
    _owned_by(by, context, to, "")


@transaction.atomic
def place_context_bar(by, *, context: Context, person, reason: str) -> None:
    """The person may not read the context, whatever else would let them, and somebody else owns what they had there."""
    context = _locked(context)
    require(rules.reads(by, context) and (rules.may_place_bar(by, context) or person.pk == by.pk))
    require(person.authority_id == context.authority_id)
    if ContextBar.objects.filter(live(), matter=context, person=person).exists():
        return
    ContextBar.objects.create(matter=context, person=person, placed_by=by, reason=reason)
    record(ContextBarPlaced(subject=context.subject, of=f"person:{person.uuid}"), by=by)
    if not context.is_open:
        return
    kept = rules.people_kept_from(context)
    others = [manager_of(person, without=list(kept)), *rules.people_who_see_context(context)]
    others += list(casework_colleagues(person).select_related("agency"))
    to = next((one for one in others if one is not None and rules.may_own(one, context)), None)
    if to is None:
        return
    if context.owner_id == person.pk:
        _owned_by(by, context, to, "")
    hand_on_actions(by, context=context, of=person, to=to)


@transaction.atomic
def take_over_context_action(by, *, action: ContextAction, of, to) -> None:
    """Another person has it to do, reads the context, and is told. Raises NotTheirs. Asked by handover."""
    action = _locked_action(action)
    context = action.context
    if action.owner_id != of.pk or action.ended_as or not context.is_open:
        raise NotTheirs
    require(to.pk != of.pk and rules.may_take_action(to, context))
    if not rules.reads(to, context):
        _give(by, context, to, PartReason.ACTION)
    action.owner, action.reminded_on, action.late_told_on = to, None, None
    action.save(update_fields=["owner", "reminded_on", "late_told_on"])
    event = ContextActionHandedOver(subject=context.subject, of=f"person:{of.uuid}", to=named([to]))
    record(event, by=by)


@transaction.atomic
def hand_on_actions(by, *, context: Context, of, to) -> None:
    """What this person had to do in the context is another’s: a conflict of interest keeps them from it."""
    require(of.pk in rules.people_kept_from(context))
    for action in queries.actions_held(of):
        if action.context_id == context.pk:
            take_over_context_action(by, action=action, of=of, to=to)
