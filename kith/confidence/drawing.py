"""A calm line of what somebody said over time, as points of a picture; the table beside it says the same in numbers."""

from dataclasses import dataclass

WIDE, HIGH, EDGE = 160, 44, 6


@dataclass(frozen=True)
class Line:
    """The points of one theme, from left to right, and the same as a line."""

    points: list[tuple[float, float]]

    @property
    def path(self) -> str:
        """As an SVG line has it."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


def line_of(values: list[int | None]) -> Line:
    """One point for each value that was said, 0 at the bottom and 100 at the top; a value left out leaves no point."""
    steps = max(len(values) - 1, 1)
    points = [
        (round(EDGE + (WIDE - 2 * EDGE) * place / steps, 1), round(HIGH - EDGE - (HIGH - 2 * EDGE) * value / 100, 1))
        for place, value in enumerate(values)
        if value is not None
    ]
    return Line(points)
