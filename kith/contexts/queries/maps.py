"""The map of a child or of a context, as known on a day. What is hidden leaves no gap: it is never drawn or counted."""

import datetime
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kith.access.rules import find
from kith.design.templatetags.design import day
from kith.toolkit.queries import categories

from ..models import Context, ContextLink, MapNode, MapTie, NodeName
from ..rules import sees_link, sees_node, sees_other_side
from ..words import CERTAINTY, Does, Kind, NodeKind

LONDON = ZoneInfo("Europe/London")
CENTRE = "centre"
AS_NODE = {
    Kind.PEERS: NodeKind.GROUP,
    Kind.SCHOOL: NodeKind.PLACE,
    Kind.NEIGHBOURHOOD: NodeKind.PLACE,
    Kind.ONLINE: NodeKind.ONLINE,
}

# In which order kinds stand; what a tie does, in words; and what is read of a tie.
KINDS = {kind: number for number, kind in enumerate(NodeKind.values)}
DOES = dict(Does.choices)
TIE = (
    "pk",
    "uuid",
    "one_id",
    "other_id",
    "does",
    "words",
    "certainty",
    "since",
    "until",
    "recorded_by__name",
    "recorded_at",
    "replaces_id",
    "withdrawn",
)


@dataclass(frozen=True)
class Node:
    """One node as it is drawn and listed: `key` is its own, or `centre`; `about` leads to what it stands for."""

    key: str
    kind: str
    label: str
    centre: bool = False
    context: object = None
    consultation: str = ""

    @property
    def kind_words(self) -> str:
        return NodeKind(self.kind).label


@dataclass(frozen=True)
class Tie:
    """One tie as it is drawn and listed. `number` is its place in this reader’s map on this day, and no name of it."""

    number: int
    uuid: object
    one: Node
    other: Node
    does: str
    does_words: str
    words: str
    certainty: str
    since: datetime.date | None
    until: datetime.date | None
    recorded_by: str
    recorded_at: datetime.datetime


@dataclass(frozen=True)
class Map:
    """The map of one child or context on one day, for one reader: the same for the picture, the table and the paper.

    `ended` are the ties that were known by then and did not hold on that day: over, or not begun.
    """

    on: datetime.date
    nodes: list[Node] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    ended: list[Tie] = field(default_factory=list)

    @property
    def centre(self) -> Node:
        return self.nodes[0]


def _end_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(0), LONDON)


def _of(consultation, context: Context | None) -> dict:
    return {"of_consultation": consultation} if consultation is not None else {"of_context": context}


def _rows(person, **of):
    names = Prefetch("names", NodeName.objects.order_by("recorded_at", "pk"))
    rows = MapNode.objects.filter(sees_node(person), **of)
    return rows.select_related(
        "of_link__context", "of_link__consultation__child", "of_consultation__child", "of_context"
    ).prefetch_related(names)


def _centre(consultation, context: Context | None) -> Node:
    """The child, by how they are known; or the context."""
    if consultation is None:
        assert context is not None
        return Node(CENTRE, AS_NODE[Kind(context.kind)], context.name, True)
    child = consultation.child
    name = (child.known_as or child.name.split(" ")[0]) if child is not None else ""
    return Node(CENTRE, NodeKind.PERSON, name or "The child", True)


def _as_node(row: MapNode, label: str) -> Node:
    """A node as it is drawn: with the name of what it stands for, or with this label."""
    if row.of_link is not None and row.of_consultation_id:
        context = row.of_link.context
        return Node(str(row.uuid), AS_NODE[Kind(context.kind)], context.name, context=context.uuid)
    if row.of_link is not None:
        other = row.of_link.consultation
        name = f" ({other.child.name[:1]}.)" if other.child is not None and other.child.name else ""
        return Node(str(row.uuid), NodeKind.PERSON, f"{other.reference}{name}", consultation=other.reference)
    return Node(str(row.uuid), row.kind, label)


def _called(row: MapNode) -> str:
    """How a node is called today."""
    names = list(row.names.all())
    return names[-1].label if names else ""


def _order(node: Node) -> tuple:
    return (not node.centre, KINDS[node.kind], node.label.casefold(), node.key)


def _drawn(person, until: datetime.datetime, consultation, context: Context | None):
    """The nodes of a map that its reader holds, as known then, each with what it was `called`. Who sees what a node
    stands for is asked of the other side alone.
    """
    holds_matter = consultation is not None
    names = NodeName.objects.filter(node=OuterRef("pk"))
    # What was called something else on that day is called so; a clock that stood elsewhere leaves the first name.
    then = names.filter(recorded_at__lt=until).order_by("-recorded_at", "-pk").values("label")[:1]
    first = names.order_by("recorded_at", "pk").values("label")[:1]
    rows = MapNode.objects.filter(
        Q(of_link=None) | sees_other_side(person, holds_matter=holds_matter, to="of_link__"),
        **_of(consultation, context),
        recorded_at__lt=until,
    ).annotate(called=Coalesce(Subquery(then), Subquery(first), Value("")))
    return rows.select_related("of_link__context" if holds_matter else "of_link__consultation__child")


def map_of(person, *, consultation=None, context: Context | None = None, on: datetime.date | None = None) -> Map:
    """The map as it was known on this day (today, where none is named), as far as the person sees it.

    What was recorded later is not in it; what had ended by then is drawn no more, and listed apart. The caller holds the
    record.
    """
    on = on or timezone.localdate()
    until = _end_of(on)
    centre = _centre(consultation, context)
    nodes: dict[int, Node] = {}
    for row in _drawn(person, until, consultation, context):
        if row.centre:
            nodes[row.pk] = centre
        elif row.withdrawn_at is None or row.withdrawn_at >= until:
            nodes[row.pk] = _as_node(row, row.called)
    keys = sorted(nodes, key=lambda key: _order(nodes[key]))
    place = {key: number for number, key in enumerate(keys)}
    rows = list(
        MapTie.objects.filter(one__in=keys, other__in=keys, recorded_at__lt=until).values_list(*TIE, named=True)
    )
    replaced = {row.replaces_id for row in rows}
    standing = [row for row in rows if row.pk not in replaced and not row.withdrawn]
    standing.sort(key=lambda row: (*sorted((place[row.one_id], place[row.other_id])), row.recorded_at, row.pk))
    authority = consultation.authority_id if consultation is not None else context.authority_id  # type: ignore[union-attr]
    certainty = dict(categories(authority, CERTAINTY)) if standing else {}

    def tie(number: int, row) -> Tie:
        return Tie(
            number,
            row.uuid,
            nodes[row.one_id],
            nodes[row.other_id],
            row.does,
            DOES[row.does],
            row.words,
            certainty.get(row.certainty, ""),
            row.since,
            row.until,
            row.recorded_by__name,
            row.recorded_at,
        )

    ties = [tie(number, row) for number, row in enumerate((row for row in standing if _holds(row, on)), 1)]
    ended = [tie(0, row) for row in standing if not _holds(row, on)]
    return Map(on, [centre, *(nodes[key] for key in keys if not nodes[key].centre)], ties, ended)


def _holds(tie, on: datetime.date) -> bool:
    return (tie.since is None or tie.since <= on) and (tie.until is None or tie.until > on)


def certainties(person) -> list[tuple[str, str]]:
    """How a statement is meant: a list of the person’s authority, as choices."""
    return categories(person.authority_id, CERTAINTY)


def node_for(person, uuid) -> MapNode:
    """One node of a map that the person sees, also one that was taken out. Raises NotFound."""
    found = find(_rows(person).filter(uuid=uuid, centre=False))
    found.label = _as_node(found, _called(found)).label
    return found


def node_in(person, key: str, *, consultation=None, context: Context | None = None) -> MapNode | None:
    """The node with this key in a map that its reader holds; None for the centre, which may not have a row yet."""
    if key == CENTRE:
        return None
    rows = _rows(person, **_of(consultation, context))
    return find(rows.filter(uuid=key, centre=False, withdrawn_at=None))


def _ties(person):
    seen = MapNode.objects.filter(sees_node(person)).values("pk")
    rows = MapTie.objects.filter(one__in=seen, other__in=seen)
    sides = [f"{side}__{name}" for side in ("one", "other") for name in ("of_consultation__child", "of_context")]
    links = [f"{side}__of_link__{name}" for side in ("one", "other") for name in ("context", "consultation__child")]
    return rows.select_related("recorded_by", "replaces", *sides, *links)


def tie_for(person, uuid) -> MapTie:
    """One tie of a map that the person sees, also one that was put right since. Raises NotFound."""
    return find(_ties(person).filter(uuid=uuid))


def stands_as(person, tie: MapTie) -> MapTie:
    """The row by which a tie that its reader holds stands now: this one, or what it was put right to, last of all."""
    after = {row.replaces_id: row for row in _ties(person).filter(one=tie.one_id, other=tie.other_id)}
    while tie.pk in after:
        tie = after[tie.pk]
    return tie


def said_of(person, tie: MapTie) -> list[tuple[str, str]]:
    """What stands of a tie that its reader holds, in words: what is asked, and the answer."""
    certainty = dict(certainties(person)).get(tie.certainty, "")
    said = [("What does it do?", tie.get_does_display()), ("In words", tie.words), ("How is it known?", certainty)]
    said += [("Since when?", day(tie.since)), ("Until when?", day(tie.until)), ("Why?", tie.because)]
    return [(label, text) for label, text in said if text]


def names_in(person, tie: MapTie) -> tuple[Node, Node]:
    """The two sides of a tie that its reader holds, as they are called today."""

    def side(node: MapNode) -> Node:
        return _centre(node.of_consultation, node.of_context) if node.centre else _as_node(node, _called(node))

    return side(tie.one), side(tie.other)


def history_of(person, tie: MapTie) -> list[MapTie]:
    """How a tie was recorded before, the newest first; of a tie that its reader holds."""
    chosen = dict(certainties(person))
    found, row = [], tie
    while row is not None and len(found) < 50:
        row.certainty_chosen = chosen.get(row.certainty, "")
        found.append(row)
        row = row.replaces
    return found


def links_to_draw(person, *, consultation=None, context: Context | None = None) -> list[tuple[ContextLink, str]]:
    """Links of this record that the person sees and that its map does not show yet, each as one chooses it."""
    of = {"consultation": consultation} if consultation is not None else {"context": context}
    drawn = MapNode.objects.filter(of_link__isnull=False, withdrawn_at=None, **_of(consultation, context))
    rows = ContextLink.objects.filter(sees_link(person), ends=None, **of).exclude(pk__in=drawn.values("of_link_id"))
    rows = rows.select_related("context", "consultation__child").order_by("begins", "pk")
    return [(row, row.context.name if consultation is not None else row.consultation.reference) for row in rows]
