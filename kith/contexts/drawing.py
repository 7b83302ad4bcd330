"""The picture of a map as SVG: rings around the child or the context, the same for the same map, and no script.

What a tie does is said by its word, its line and its colour together; each carries the number that the table gives it.
"""

from collections import defaultdict
from dataclasses import dataclass
from math import atan2, ceil, cos, hypot, pi, sin
from xml.sax.saxutils import escape

from .queries import Map, Node, Tie
from .words import Does, NodeKind

RING, ROOM, MARGIN, LEAST = 190.0, 150.0, 110.0, 330.0
LETTERS = 18  # of a label in one line
INK, QUIET, PAPER = "#1d2327", "#4a555b", "#ffffff"
# The line of each kind of tie: colour, width, and dashes.
LINES = {
    Does.HARMS: ("#7a2a12", "4", ""),
    Does.PROTECTS: ("#17603c", "3", "14 6"),
    Does.UNKNOWN: ("#4a555b", "3", "2 7"),
}
FILLS = {
    NodeKind.PERSON: "#fdf7ec",
    NodeKind.GROUP: "#eaf1f1",
    NodeKind.PLACE: "#eef3f1",
    NodeKind.ONLINE: "#f1eef6",
}


def rings(shown: Map) -> dict[str, int]:
    """How far each node is from the centre, in ties; what no tie leads to stands outermost."""
    near = defaultdict(set)
    for tie in shown.ties:
        near[tie.one.key].add(tie.other.key)
        near[tie.other.key].add(tie.one.key)
    far = {shown.centre.key: 0}
    edge = [shown.centre.key]
    while edge:
        step = sorted({key for one in edge for key in near[one]} - set(far))
        far |= {key: far[edge[0]] + 1 for key in step}
        edge = step
    last = max(far.values()) + 1
    return {node.key: far.get(node.key, last) for node in shown.nodes}


def places(shown: Map) -> dict[str, tuple[float, float]]:
    """Where each node is drawn. Each ring holds as many as have room on it, beside what they are tied to."""
    far = rings(shown)
    near = defaultdict(list)
    for tie in shown.ties:
        near[tie.one.key].append(tie.other.key)
        near[tie.other.key].append(tie.one.key)
    at = {shown.centre.key: (0.0, 0.0)}
    radius = 0.0
    for step in range(1, max(far.values(), default=0) + 1):
        waiting = [node for node in shown.nodes if far[node.key] == step]

        def angle(node: Node, step=step) -> float:
            inner = [at[key] for key in near[node.key] if key in at and far[key] < step and step > 1]
            return (atan2(inner[0][1], inner[0][0]) + 2.5 * pi) % (2 * pi) if inner else 0.0

        order = {node.key: number for number, node in enumerate(shown.nodes)}
        waiting.sort(key=lambda node: (round(angle(node), 6), order[node.key]))
        while waiting:
            radius += RING
            room = max(6, int(2 * pi * radius / ROOM))
            # What is left is shared among the rings that it needs, so that none stands almost empty.
            here, waiting = waiting[:room], waiting[room:]
            # Each ring is turned by half a place against the one before, so that lines pass between what stands on it.
            turn = -pi / 6 + (angle(here[0]) - pi / 4 if step > 1 else (len(at) % 2) * pi / len(here))
            for number, node in enumerate(here):
                way = turn + 2 * pi * number / len(here)
                at[node.key] = (round(radius * cos(way), 1), round(radius * sin(way), 1))
    return at


def in_lines(label: str) -> list[str]:
    """The label in at most two lines; what is longer ends in an ellipsis, and stands in the table in full."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: LETTERS - 1]}…"]
    return [line if len(line) <= LETTERS + 2 else f"{line[: LETTERS + 1]}…" for line in lines]


def _shape(node: Node, x: float, y: float) -> str:
    """A circle for a person, other shapes for the rest; the centre is larger and filled."""
    size = 30 if node.centre else 22
    fill = "#134e52" if node.centre else FILLS[NodeKind(node.kind)]
    line = f'fill="{fill}" stroke="{INK}" stroke-width="2"'
    if node.kind == NodeKind.PERSON:
        return f'<circle cx="{x}" cy="{y}" r="{size}" {line}/>'
    if node.kind == NodeKind.GROUP:
        return f'<rect x="{x - size * 1.3}" y="{y - size * 0.8}" width="{size * 2.6}" height="{size * 1.6}" rx="{size * 0.8}" {line}/>'
    if node.kind == NodeKind.PLACE:
        return f'<rect x="{x - size}" y="{y - size}" width="{size * 2}" height="{size * 2}" {line}/>'
    points = [(x - size * 1.2, y), (x, y - size * 1.2), (x + size * 1.2, y), (x, y + size * 1.2)]
    return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}" {line}/>'


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" {more}>{escape(words)}</text>'


FILL = f'fill="{INK}"'
HALO = f'fill="{INK}" stroke="{PAPER}" stroke-width="5" stroke-linejoin="round" paint-order="stroke"'


def _words_at(node: Node, x: float, y: float) -> tuple[list[str], float]:
    """The lines of a label and where the first is written: on the far side of the centre, so that no tie crosses it."""
    lines = in_lines(node.label)
    size = (30 if node.centre else 22) * (1.2 if node.kind == NodeKind.ONLINE else 1)
    return lines, y - size - 9 - 19 * (len(lines) - 1) if y < -10 else y + size + 20


def _node(node: Node, x: float, y: float) -> str:
    lines, first = _words_at(node, x, y)
    weight = ' font-weight="700"' if node.centre else ""
    labels = [_text(x, first + 19 * number, line, HALO + weight) for number, line in enumerate(lines)]
    return f'<g data-node="{escape(node.key)}">{_shape(node, x, y)}{"".join(labels)}</g>'


Point = tuple[float, float]
Box = tuple[float, float, float, float]
# So many ties are bent around what stands in their way; in a larger map the picture would take too long.
MOST_BENT = 60
STEPS = (0.12, 0.25, 0.38, 0.5, 0.62, 0.75, 0.88)


def _on(one: Point, bend: Point, other: Point, part: float) -> Point:
    """Where a bent line is, so far along it."""
    x, y = (
        (1 - part) ** 2 * a + 2 * part * (1 - part) * b + part**2 * c for a, b, c in zip(one, bend, other, strict=True)
    )
    return x, y


def _passes(one: Point, bend: Point, other: Point, nodes: list[Point]) -> bool:
    """True where the line goes through none of these."""
    along = [_on(one, bend, other, part) for part in STEPS]
    return not any(hypot(x - a, y - b) < 44 for x, y in along for a, b in nodes)


def _box_of(node: Node, x: float, y: float) -> Box:
    """What a node covers, with its label."""
    lines, first = _words_at(node, x, y)
    wide = max(30.0, 4.5 * max(len(line) for line in lines))
    ends = (first - 16, first + 19 * (len(lines) - 1) + 5, y - 30, y + 30)
    return x - wide, min(ends), x + wide, max(ends)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass(frozen=True)
class _Drawn:
    """A tie as it is drawn: its line, and the sign on it with its number and its word."""

    line: str
    sign: str


def _tie(tie: Tie, one: Point, other: Point, used: list[Point], taken: list[Box], others: list) -> _Drawn:
    """The line, bent aside where two go between the same; the sign stands where nothing else does, if there is room."""
    colour, width, dashes = LINES[Does(tie.does)]
    inner, outer = sorted((one, other), key=lambda at: (hypot(*at), at))
    length = hypot(outer[0] - inner[0], outer[1] - inner[1]) or 1.0
    across = (-(outer[1] - inner[1]) / length, (outer[0] - inner[0]) / length)

    def bent(aside: float) -> Point:
        return ((inner[0] + outer[0]) / 2 + across[0] * aside * 2, (inner[1] + outer[1]) / 2 + across[1] * aside * 2)

    # As many ways as leave one over, whatever the ties before it between the same two took.
    asides = (46.0 * ceil(way / 2) * (1 if way % 2 else -1) for way in range(len(used) + 7))
    free = (at for at in map(bent, asides) if at not in used)
    plain = next(free)
    bend = plain
    if not _passes(inner, plain, outer, others):
        bend = next((at for at in free if _passes(inner, at, outer, others)), plain)
    used.append(bend)
    words = f"{tie.number} {tie.does_words.lower()}"
    wide = 8 * len(words) + 14
    first: Box | None = None
    # From the outer end inwards: near the centre, where many lines meet, is tried last.
    for part in (0.6, 0.66, 0.54, 0.72, 0.48, 0.78, 0.42, 0.36, 0.3, 0.84, 0.24):
        x, y = _on(inner, bend, outer, part)
        box = (x - wide / 2, y - 12, x + wide / 2, y + 12)
        first = first or box
        if not any(_meet(box, other) for other in taken):
            first = box
            break
    assert first is not None
    taken.append(first)
    left, top = first[0], first[1]
    path = f"M{inner[0]:.1f} {inner[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {outer[0]:.1f} {outer[1]:.1f}"
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return _Drawn(
        f'<path data-tie="{tie.uuid}" d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>',
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide}" height="24" rx="5" fill="{PAPER}" stroke="{colour}" '
        f'stroke-width="1.5"/>{_text(left + wide / 2, top + 18, words, FILL)}',
    )


def size_of(at: dict[str, tuple[float, float]]) -> tuple[float, float, float, float]:
    """The corner, width and height of what is drawn, with room for labels."""
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    left, right = min(-LEAST, min(xs) - MARGIN), max(LEAST, max(xs) + MARGIN)
    top, bottom = min(ys) - MARGIN, max(ys) + MARGIN
    return left, top, right - left, bottom - top


def picture(shown: Map, title: str) -> str:
    """The whole map as one SVG: every node and every tie that the reader sees, and nothing else."""
    at = places(shown)
    left, top, wide, high = size_of(at)
    bends: dict[frozenset, list[Point]] = defaultdict(list)
    taken = [_box_of(node, *at[node.key]) for node in shown.nodes]
    ties, few = [], len(shown.ties) <= MOST_BENT
    for tie in shown.ties:
        pair = frozenset((tie.one.key, tie.other.key))
        others = [place for key, place in at.items() if key not in pair] if few else []
        ties.append(_tie(tie, at[tie.one.key], at[tie.other.key], bends[pair], taken, others))
    # Lines first, then what they lead to, and the signs of lines above both.
    lines, signs = "".join(tie.line for tie in ties), "".join(tie.sign for tie in ties)
    nodes = "".join(_node(node, *at[node.key]) for node in shown.nodes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{left:.0f} {top:.0f} {wide:.0f} {high:.0f}" '
        f'width="{wide:.0f}" height="{high:.0f}" font-family="Atkinson Hyperlegible, Arial, sans-serif" font-size="16">'
        f"<title>{escape(title)}</title><desc>The same stands in the table below the picture.</desc>"
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{high:.0f}" fill="{PAPER}"/>'
        f"{lines}{nodes}{signs}</svg>"
    )
