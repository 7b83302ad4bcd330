"""How something is called where people read it aloud: letters that say of which kind, and eight characters that say nothing of it."""

import re
import secrets
from enum import StrEnum, unique

LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"  # no vowels, nothing that reads as something else


@unique
class Kind(StrEnum):
    """The letters before the hyphen: each kind has its own, so that two things are never taken for one."""

    CONSULTATION = "K"
    CONTEXT = "C"
    PANEL_CASE = "P"
    PLAN = "KP"
    SESSION = "KS"
    MEETING = "KC"
    # In calendars alone: worked out each time from what has no other reference, or none that may stand there.
    ASSESSMENT_DAY = "KA"
    COACHING = "KH"
    CONTEXT_ACTION = "KY"
    CONTEXT_REVIEW = "KX"
    PANEL_ACTION = "KT"
    PANEL_MEETING = "KM"
    PLAN_ACTION = "KL"
    PLAN_REVIEW = "KR"
    QUESTION = "KQ"
    REFLECTION = "KG"
    LEARNING_AIM = "KN"
    RATING_DAY = "KF"
    TRAINING_DAY = "KD"
    TRAINING_SESSION = "KU"


KINDS = "|".join(sorted((str(kind) for kind in Kind), key=len, reverse=True))
# A reference of any kind, as it stands in a text.
WRITTEN = re.compile(rf"\b(?:{KINDS})-[{LETTERS}]{{8}}\b", re.IGNORECASE)


def drawn(kind: Kind) -> str:
    """The letters of the kind and eight characters drawn at random: a number in order would tell how many there are."""
    return f"{kind}-" + "".join(secrets.choice(LETTERS) for _ in range(8))
