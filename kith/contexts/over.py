"""What is closed or was done meanwhile: said, with who and when, to whoever could have written there; to nobody else."""

from django.urls import reverse

from kith.access.rules import Over, require
from kith.design.templatetags.design import day_and_time, sentence

from . import rules
from .models import Context, ContextAction, ContextReopening, MapNode, MapTie
from .words import Ending


def _of(context: Context) -> str:
    return reverse("contexts:context", args=[context.uuid])


def closed(context: Context) -> Over:
    """That a context is closed: by whom, when and why, and who has it now."""
    who = context.closed_by.name if context.closed_by is not None else "Kith"
    return Over(
        f"{who} closed {context.name} on {day_and_time(context.closed_at)}: {sentence(context.closed_because)} "
        f"Who has it now: {sentence(context.closed_owner)}",
        _of(context),
    )


def require_writing(person, context: Context) -> None:
    """Raises Over where the context is closed, for who works in it; NotFound for everybody else."""
    if not context.is_open and rules.works_in_context(person, context):
        raise closed(context)
    require(rules.may_change(person, context))


def require_noting(person, context: Context) -> None:
    """The same of what partners may write too."""
    if not context.is_open and rules.opens_contexts(person) and rules.reads(person, context):
        raise closed(context)
    require(rules.may_note(person, context))


def require_leading(person, context: Context) -> None:
    """The same of what its owner and a manager do with an open context."""
    if not context.is_open and rules.leads_context(person, context):
        raise closed(context)
    require(rules.may_hand_over(person, context))


def require_closing(person, context: Context) -> None:
    """Raises Over where a colleague was first, for who leads the context; NotFound for everybody else."""
    if not context.is_open and rules.leads_context(person, context):
        raise closed(context)
    require(rules.may_close(person, context))


def require_opening_again(person, context: Context) -> None:
    """Raises Over where it is open again already, for who leads the context; NotFound for everybody else."""
    last = ContextReopening.objects.filter(context=context).select_related("by").order_by("-at", "-pk").first()
    if context.is_open and last is not None and rules.leads_context(person, context):
        words = f"{last.by.name} opened {context.name} again on {day_and_time(last.at)}: {sentence(last.reason)}"
        raise Over(f"{words} {context.owner.name} owns it now.", _of(context))
    require(rules.may_open_again(person, context))


def _ended(action: ContextAction) -> Over:
    who = action.ended_by.name if action.ended_by is not None else "Kith"
    did = {Ending.DONE: "marked this as done", Ending.DROPPED: "dropped this"}.get(Ending(action.ended_as))
    when = day_and_time(action.ended_at)
    if did is None:
        words = f"This was not done when {who} closed the context on {when}."
    else:
        words = f"{who} {did} on {when}: {sentence(action.ended_words)}"
    plan = reverse("contexts:plan", args=[action.context.uuid])
    return Over(f"{sentence(action.text)} {words}", f"{plan}#action-{action.uuid}")


def require_finishing(person, action: ContextAction) -> None:
    """Raises Over where it ended, or its context is closed, for who had it to do or works there; NotFound for others."""
    context = action.context
    mine = action.owner_id == person.pk or rules.works_on_cases(person)
    if mine and rules.opens_contexts(person) and rules.reads(person, context):
        if action.ended_as:
            raise _ended(action)
        if not context.is_open:
            raise closed(context)
    require(rules.may_finish_action(person, action))


def require_dropping(person, action: ContextAction) -> None:
    """Raises Over where it ended, or its context is closed, for who works there; NotFound for everybody else."""
    if action.ended_as and rules.works_in_context(person, action.context):
        raise _ended(action)
    require_writing(person, action.context)
    require(rules.may_drop_action(person, action))


# A map


def require_mapping(person, *, consultation=None, context: Context | None = None) -> None:
    """Raises Over where the context is closed, for who works in it; NotFound for whoever may not write in the map."""
    if context is not None:
        require_writing(person, context)
    require(rules.may_map(person, consultation=consultation, context=context))


def require_mapping_with(person, node: MapNode) -> None:
    """The same, of the map to which a node belongs."""
    require_mapping(person, consultation=node.of_consultation, context=node.of_context)


def _map_of(node: MapNode) -> str:
    if node.of_consultation is not None:
        return reverse("contexts:child-map", args=[node.of_consultation.reference])
    return reverse("contexts:map", args=[node.of_context.uuid])


def node_taken_out(node: MapNode) -> Over:
    """That something is out of the map: who took it out, when and why."""
    who = node.withdrawn_by.name if node.withdrawn_by is not None else "A colleague"
    when = day_and_time(node.withdrawn_at)
    return Over(f"{who} took this out of the map on {when}: {sentence(node.withdrawn_because)}", _map_of(node))


def tie_taken_out(tie: MapTie) -> Over:
    """That a tie is out of the map: who took it out, when and why. `tie` is the row that says so."""
    when = day_and_time(tie.recorded_at)
    return Over(
        f"{tie.recorded_by.name} took this tie out of the map on {when}: {sentence(tie.because)}", _map_of(tie.one)
    )
