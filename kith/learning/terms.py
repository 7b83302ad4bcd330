"""The terms of a year, as an authority has set them: days alone, and no record."""

import datetime
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """One term from its first day until its last, both of them in it."""

    name: str
    begins: datetime.date
    ends: datetime.date

    @property
    def title(self) -> str:
        """As a page calls it, such as “autumn term 2026”."""
        return f"{self.name} {self.begins.year}"


def terms_around(day: datetime.date, named: dict[str, str]) -> tuple[Term, Term]:
    """The term in which this day is, and the one after it; `named` gives the first day of each, such as “01-09”.

    A term lasts until the next begins, so that every day is in one.
    """
    firsts = []
    for name, said in named.items():
        on, month = (int(part) for part in said.split("-"))
        firsts += [(datetime.date(year, month, on), name) for year in range(day.year - 1, day.year + 3)]
    firsts.sort()
    at = max(number for number, (first, _) in enumerate(firsts) if first <= day)
    now, after = (Term(firsts[place][1], firsts[place][0], firsts[place + 1][0] - DAY) for place in (at, at + 1))
    return now, after
