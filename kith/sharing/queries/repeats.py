"""What a paper for the family repeats of what partners shared and may not be told: runs of words, in no order of likeness."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from kith.concerns.queries import confirmed_same_among
from kith.concerns.rules import NotForFamily, NotToBeTold, Repeated
from kith.people.queries import setting_of

from ..models import Version
from ..rules import sees_version
from .requests import Shared, shared_about

WORD = re.compile(r"[\w’'`]+")
MARKS = str.maketrans("", "", "’'`")
# A page compares so many words of a paper with so many of what was shared, and says where there was more.
MOST_WORDS = 60_000
Run = tuple[str, ...]


def _plain(word: str) -> str:
    """A word as it is compared: without case, accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", word.casefold().translate(MARKS))
    return "".join(one for one in letters if not unicodedata.combining(one))


def _words_in(text: str) -> list[tuple[str, int, int]]:
    found = ((_plain(match.group()), match.start(), match.end()) for match in WORD.finditer(text))
    return [one for one in found if one[0]]


def _runs_in(text: str, length: int) -> Iterable[Run]:
    words = [word for word, _, _ in _words_in(text)]
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def _why(version: Version) -> str:
    if version.may_quote:
        return "may not be told to the child or the family"
    if version.may_tell_family:
        return "may not be quoted in a plan or a report"
    return "may not be told to the child or the family, and not be quoted in a plan or a report"


def not_for_family_of(person, consultation, texts) -> NotToBeTold:
    """What this reader reads of what was shared about the matter and its family may not have; and where `texts` repeat it.

    Also of a record confirmed as about the same child, as far as the person may read it: it is one family. Words that
    stand in another version too, which the reader may read and may tell and quote, are no secret.
    """
    matters = [consultation.pk, *confirmed_same_among(person, [consultation])[consultation.pk]]
    shared = shared_about(person, matters)
    rows = list({one.version.pk: one for key in matters for one in shared.get(key, [])}.values())
    told = [one.version for one in rows if _may_pass(one.version)]
    rows = [one for one in rows if not _may_pass(one.version)]
    held = [_said(one) for one in rows]
    if not rows:
        return NotToBeTold([], [])
    told += _which_may_pass(person, [one.version for one in rows])
    length = setting_of(consultation.authority, "family-paper")["words"]
    within, all_compared = _first_words([one.version.text for one in rows], MOST_WORDS)
    free = {run for version in told for run in _runs_in(version.text, length)}
    found: dict[Run, set[int]] = {}
    for number, text in enumerate(within):
        for run in _runs_in(text, length):
            if run not in free:
                found.setdefault(run, set()).add(number)
    ours, all_ours = _first_words([text for _, _, text in texts], MOST_WORDS)
    repeated = [
        one
        for (where, title, _), text in zip(texts, ours, strict=True)
        for one in _repeated_in(where, title, text, found, held, length)
    ]
    return NotToBeTold(held, repeated, all_compared and all_ours)


def _may_pass(version: Version) -> bool:
    return version.may_tell_family and version.may_quote


def _which_may_pass(person, versions) -> list[Version]:
    """Other versions of the same disclosures that the person may read, and may tell and quote: a gist beside the fuller."""
    rows = Version.objects.filter(sees_version(person), may_tell_family=True, may_quote=True)
    return list(rows.filter(disclosure__in=[version.disclosure_id for version in versions]))


def _said(one: Shared) -> NotForFamily:
    version = one.version
    if one.passing is not None:
        page = reverse("sharing:passing", args=[one.passing.uuid])
    else:
        page = reverse("sharing:request", args=[version.disclosure.request.uuid])
    on = timezone.localdate(version.disclosure.given_at)
    return NotForFamily(version.disclosure.originator.name, on, page, _why(version))


def _first_words(texts: list[str], most: int) -> tuple[list[str], bool]:
    """The texts as far as so many words go, and whether that was all of them."""
    found, left = [], most
    for text in texts:
        words = _words_in(text)
        if len(words) > left:
            text = text[: words[left][1]]
        found.append(text)
        left -= min(left, len(words))
    return found, found == texts


def _repeated_in(where, title, text, found, held, length: int) -> list[Repeated]:
    """The longest runs of this text that stand in what was shared, in the order of the text."""
    words = _words_in(text)
    stretches: list[list] = []
    for i in range(len(words) - length + 1):
        numbers = found.get(tuple(word for word, _, _ in words[i : i + length]))
        if numbers is None:
            continue
        if stretches and i <= stretches[-1][1]:
            stretches[-1][1] = i + length
            stretches[-1][2] |= numbers
        else:
            stretches.append([i, i + length, set(numbers)])
    return [
        Repeated(
            where,
            title,
            text[words[first][1] : words[last - 1][2]],
            _mark(where, [word for word, _, _ in words[first:last]]),
            tuple(dict.fromkeys(held[number] for number in sorted(numbers))),
        )
        for first, last, numbers in stretches
    ]


def _mark(where: str, words: list[str]) -> str:
    return hashlib.sha256(f"{where}:{' '.join(words)}".encode()).hexdigest()[:24]
