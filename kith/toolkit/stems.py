"""Words as search compares them: lower case, without endings, the same on every database."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
LONGEST_TEXT = 20_000
# Words that stand in every question and answer none.
STOP = frozenset(
    "a about above after again all also am an and any are as at be because been before being between both but by can "
    "cannot could did do does doing done down during each either else ever every few for from further get gets getting "
    "go goes going got had has have having he her here hers herself him himself his how i if in into is it its itself "
    "just like lot lots many may me might mine more most much must my myself no nor not now of off on once one only or "
    "other our ours out over own per please really same she should so some someone somebody something still such than "
    "that the their theirs them themselves then there these they thing things this those through to too under until up "
    "us very want wants was we were what whats when where which while who whom whose why will with would yes yet you "
    "your yours im ive id dont doesnt didnt isnt arent cant wont shes hes theyre theres thats whos whats wheres help know think need "
    "anyone anything".split()
)
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return _stemmer.stemWord(word)


def words(text: str) -> list[str]:
    """The words of a text, in order, in plain lower-case letters and figures."""
    text = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].replace("’", "'").replace("‘", "'").lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return [word.replace("'s", "").replace("'", "") for word in WORD.findall(text)]


def stems(text: str) -> list[str]:
    """The words of a text without endings, those that answer nothing left out."""
    return [_stem(word) for word in words(text) if word not in STOP]
