"""What people read aloud has letters of its own for each kind: no two kinds share them, and none is written by hand."""

import ast
import pathlib

from kith.design.references import Kind, drawn
from kith.people.diary import REFERENCE

KITH = pathlib.Path(__file__).resolve().parents[2] / "kith"
DRAWS = ("drawn", "drawn_from")


def kinds_drawn(source: str) -> list[str | None]:
    """Of each call that draws a reference, the kind that it names; None for letters written by hand."""
    found: list[str | None] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in DRAWS:
            kind = node.args[0]
            by_name = isinstance(kind, ast.Attribute) and kind.attr in Kind.__members__
            found.append(kind.attr if by_name else None)
    return found


def test_each_kind_is_drawn_in_one_place_and_none_by_letters_of_its_own():
    places = {
        str(path.relative_to(KITH)): kinds_drawn(path.read_text())
        for path in sorted(KITH.rglob("*.py"))
        if "tests" not in path.parts
    }
    by_hand = [place for place, kinds in places.items() if None in kinds]
    assert not by_hand, "a reference takes its letters from kith/design/references.py: Kind"
    drawn_in = [kind for kinds in places.values() for kind in kinds]
    assert sorted(drawn_in) == sorted(Kind.__members__), "each kind is drawn once, and each is drawn"


def test_a_wrong_one_would_be_seen():
    assert kinds_drawn('drawn("KP")\ndrawn_from(PREFIX, key)\nreferences.drawn(references.Kind.PLAN)') == [
        None,
        None,
        "PLAN",
    ]


def test_no_two_kinds_share_letters_and_a_calendar_can_hold_those_of_two():
    assert len({str(kind) for kind in Kind}) == len(Kind)
    assert all(REFERENCE.fullmatch(drawn(kind)) for kind in Kind if len(kind) == 2)
    assert not any(REFERENCE.fullmatch(drawn(kind)) for kind in Kind if len(kind) == 1), "these lead to a record"
