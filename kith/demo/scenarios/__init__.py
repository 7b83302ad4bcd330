"""The words of the demonstration's cases. Everybody is invented; no material, slogan, group or platform is named.

Each case: who raised it, what was known that day, and then, line by line, what people did and when.
`passage` names the statements of the threshold document that are relied on, by their keys.
"""

import datetime

from .calderfold import CALDER_ONE, CALDER_TWO
from .th_01_to_03 import AALIYAH, MEGAN, RAYYAN
from .th_04_to_06 import JAYDEN, KACPER, LILY_FIRST, LILY_SECOND, LILY_THIRD
from .th_07_to_10 import ARJUN, IDRIS, NATHAN, POPPY
from .th_11_and_12 import ELLIE, SKATE, YUSUF
from .waiting import DRAFT, FRESH

__all__ = ["CASES", "DRAFT", "FRESH", "NEWEST", "SAME"]

# The newest activity among the dated cases; all move by whole weeks until it is of the last seven days. The words
# name days of the week and never dates, which would not move with them.
NEWEST = datetime.date(2026, 11, 23)

CASES = [
    MEGAN,
    AALIYAH,
    RAYYAN,
    JAYDEN,
    KACPER,
    LILY_FIRST,
    LILY_SECOND,
    LILY_THIRD,
    ARJUN,
    POPPY,
    NATHAN,
    IDRIS,
    YUSUF,
    SKATE,
    ELLIE,
    CALDER_ONE,
    CALDER_TWO,
]

# A person said that these are about one child.
SAME = [("TH-06", "TH-06a", "2026-09-01 10:00"), ("TH-06", "TH-06b", "2026-09-01 10:05")]
