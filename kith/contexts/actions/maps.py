"""The map of a child or a context is written: nodes, ties, what has ended, what was put right. History stays."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record

from .. import queries
from ..events import NodeAdded, NodeRenamed, NodeWithdrawn, TieEnded, TieRecorded, TieWithdrawn
from ..models import Context, ContextLink, MapNode, MapTie, NodeName
from ..naming import name_no_child
from ..over import node_taken_out, require_mapping, require_mapping_with
from ..peers import TooMuch, is_more_than_a_first_name
from ..words import Does, NodeKind


class TieMoved(Exception):
    """A colleague put the tie right, ended it or took it out since the page was opened. Nothing was written."""


def _subject(node: MapNode) -> str:
    """The record that a node belongs to; of one that stands for the other side of a link, that link."""
    if node.of_link is not None:
        return node.of_link.subject
    return node.of_consultation.subject if node.of_consultation is not None else node.of_context.subject


def _of_tie(one: MapNode, other: MapNode) -> str:
    return _subject(one if one.of_link is not None else other)


def _centre(by, consultation, context: Context | None) -> MapNode:
    """The row of the child, or of the context itself; made where it is needed first."""
    where = {"of_consultation": consultation} if consultation is not None else {"of_context": context}
    key = f"centre:{consultation.pk if consultation is not None else context.pk}"
    kind = NodeKind.PERSON if consultation is not None else NodeKind.PLACE
    made = {"kind": kind, "recorded_by": by, "once_key": f"{key}:{'k' if consultation is not None else 'c'}"}
    return MapNode.objects.get_or_create(centre=True, **where, defaults=made)[0]


@transaction.atomic
def add_node(
    by,
    *,
    consultation=None,
    context: Context | None = None,
    kind: str = "",
    label: str = "",
    link: ContextLink | None = None,
    once_key: str,
) -> MapNode:
    """Something stands in the map. Of a person it keeps a first name or a description, and has no room for more.

    `link` puts the other side of a link there, for who sees both. Sending twice adds one. Raises NamesChild in the map
    of a context.
    """
    require_mapping(by, consultation=consultation, context=context)
    record_of = consultation if consultation is not None else context
    once_key = own_key(by, once_key, record_of)
    known = MapNode.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    if link is not None:
        of = link.consultation_id == consultation.pk if consultation is not None else link.context_id == context.pk
        require(of and link.pk in {row.pk for row, _ in _to_draw(by, consultation, context)})
        kind, label = NodeKind.PLACE if consultation is not None else NodeKind.PERSON, ""
    else:
        require(kind in NodeKind.values and bool(label))
        _at_the_least(kind, label)
        if context is not None:
            name_no_child(by, context, {"label": label})
    where = {"of_consultation": consultation} if consultation is not None else {"of_context": context}
    now = timezone.now()
    node = MapNode.objects.create(kind=kind, of_link=link, recorded_by=by, recorded_at=now, once_key=once_key, **where)
    if label:
        NodeName.objects.create(node=node, label=label, recorded_by=by, recorded_at=now)
    record(NodeAdded(subject=_subject(node), kind=kind), by=by, after={"label": label})
    return node


def _at_the_least(kind: str, label: str) -> None:
    if kind == NodeKind.PERSON and is_more_than_a_first_name(label):
        raise TooMuch("A first name alone, or a description; nothing more is kept.")


def _to_draw(by, consultation, context):
    return queries.links_to_draw(by, consultation=consultation, context=context)


@transaction.atomic
def rename_node(by, *, node: MapNode, label: str) -> None:
    """The node is called so from now on; the map of an earlier day shows the earlier name. Raises NamesChild."""
    require(node.of_link_id is None and not node.centre)
    require_mapping_with(by, node)
    if node.of_context is not None:
        name_no_child(by, node.of_context, {"label": label})
    _at_the_least(node.kind, label)
    last = NodeName.objects.filter(node=node).last()
    if last is not None and last.label == label:
        return
    NodeName.objects.create(node=node, label=label, recorded_by=by, recorded_at=timezone.now())
    before = {"label": last.label if last is not None else ""}
    record(NodeRenamed(subject=_subject(node)), by=by, before=before, after={"label": label})


@transaction.atomic
def withdraw_node(by, *, node: MapNode, because: str) -> None:
    """The node, and what is tied to it, is out of the map from now on; the map of an earlier day still shows it."""
    node = MapNode.objects.select_for_update(of=("self",)).get(pk=node.pk)
    require(not node.centre)
    require_mapping_with(by, node)
    if node.withdrawn_at is not None:
        if (node.withdrawn_by_id, node.withdrawn_because) != (by.pk, because):
            raise node_taken_out(node)
        return
    if node.of_context is not None:
        name_no_child(by, node.of_context, {"because": because})
    node.withdrawn_at, node.withdrawn_by, node.withdrawn_because = timezone.now(), by, because
    node.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(NodeWithdrawn(subject=_subject(node)), by=by, after={"because": because})


@transaction.atomic
def record_tie(
    by,
    *,
    one: MapNode | None,
    other: MapNode | None,
    does: str,
    words: str,
    certainty: str,
    once_key: str,
    consultation=None,
    context: Context | None = None,
    since: date | None = None,
    until: date | None = None,
) -> MapTie:
    """What goes on between two of the map stands there, with how it is known; None is the child, or the context itself.

    Sending twice records one. Raises NamesChild in the map of a context.
    """
    require_mapping(by, consultation=consultation, context=context)
    require(does in Does.values)
    once_key = own_key(by, once_key, consultation if consultation is not None else context)
    known = MapTie.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    one = one or _centre(by, consultation, context)
    other = other or _centre(by, consultation, context)
    for node in (one, other):
        require(node.withdrawn_at is None and _is_of(node, consultation, context))
    require(one.pk != other.pk)
    if context is not None:
        name_no_child(by, context, {"words": words})
    tie = MapTie.objects.create(
        one=one,
        other=other,
        does=does,
        words=words,
        certainty=certainty,
        since=since,
        until=until,
        recorded_by=by,
        recorded_at=timezone.now(),
        once_key=once_key,
    )
    record(TieRecorded(subject=_of_tie(one, other), does=does, again=False), by=by, after={"words": words})
    return tie


def _is_of(node: MapNode, consultation, context: Context | None) -> bool:
    if consultation is not None:
        return node.of_consultation_id == consultation.pk
    return context is not None and node.of_context_id == context.pk


def _anew(by, tie: MapTie, **said) -> MapTie | None:
    """A new row in the place of this one; None where a second click says the same. Raises TieMoved where another was first."""
    MapTie.objects.select_for_update(of=("self",)).get(pk=tie.pk)
    first = MapTie.objects.filter(replaces=tie).first()
    if first is not None:
        if first.recorded_by_id == by.pk and all(getattr(first, name) == text for name, text in said.items()):
            return None
        raise TieMoved
    if tie.withdrawn:
        raise TieMoved
    kept = ("one_id", "other_id", "does", "words", "certainty", "since", "until")
    fields = {name: getattr(tie, name) for name in kept} | said
    once_key = f"anew:{tie.uuid}"
    return MapTie.objects.create(recorded_by=by, recorded_at=timezone.now(), replaces=tie, once_key=once_key, **fields)


def _require_tie(by, tie: MapTie, texts: dict[str, str]) -> None:
    require_mapping_with(by, tie.one)
    if tie.one.of_context is not None:
        name_no_child(by, tie.one.of_context, texts)


@transaction.atomic
def put_right_tie(by, *, tie: MapTie, because: str, **said) -> None:
    """The tie stands as it is written now; how it was recorded before stays readable. Raises TieMoved and NamesChild."""
    require(set(said) <= {"does", "words", "certainty", "since", "until"})
    _require_tie(by, tie, {"words": said.get("words", ""), "because": because})
    row = _anew(by, tie, because=because, **said)
    if row is not None:
        record(
            TieRecorded(subject=_of_tie(tie.one, tie.other), does=row.does, again=True),
            by=by,
            after={"words": row.words},
        )


@transaction.atomic
def end_tie(by, *, tie: MapTie, until: date, because: str) -> None:
    """The tie ended on this day: the map of that day and later lists it as ended, that of an earlier one draws it.

    Raises TieMoved and NamesChild.
    """
    require(tie.since is None or until >= tie.since)
    _require_tie(by, tie, {"because": because})
    if _anew(by, tie, until=until, because=because) is not None:
        record(TieEnded(subject=_of_tie(tie.one, tie.other)), by=by, after={"because": because})


@transaction.atomic
def withdraw_tie(by, *, tie: MapTie, because: str) -> None:
    """The tie was recorded in error and is out of the map from now on; that it was there stays readable.

    Raises TieMoved and NamesChild.
    """
    _require_tie(by, tie, {"because": because})
    if _anew(by, tie, withdrawn=True, because=because) is not None:
        record(TieWithdrawn(subject=_of_tie(tie.one, tie.other)), by=by, after={"because": because})
