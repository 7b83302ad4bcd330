"""What in a text looks as if it told which child it is about. It is shown to whoever wrote it, and decides nothing.

A machine does not know a name from a word. So this warns in a draft, and stops only what is to be read by everybody.
"""

import re
import unicodedata

from kith.design.references import WRITTEN

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
CERTAIN = (
    WRITTEN,  # a reference of Kith
    re.compile(r"\b[A-Z]{2,4}[-/]?\d{4,10}\b"),  # of a case system
    re.compile(r"\b[A-Z]\d{12}\b|\b[A-Z]\d{11}[A-Z]\b"),  # a pupil’s number
    re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"),  # a number of the health service
    re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"),
    re.compile(r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b"),
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? (?:19|20)\d{{2}}\b", re.IGNORECASE),
    re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE),
    re.compile(r"(?<!\d)(?:\+44 ?|0)\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),  # a postcode
)
# Words that begin with a capital and are nobody’s name.
KNOWN = frozenset(
    """
    I I’m I’d I’ve I’ll A An The Prevent Channel Kith Ofsted MASH Act Police Court Crown Home Office Department Education
    Health Parliament Working Together Section Schedule Article Part Child Children Young Person People Family Social Care
    Worker Team Manager Lead Specialist Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
    April May June July August September October November December Christmas Easter Ramadan Eid Diwali Hanukkah Islam
    Islamist Islamic Muslim Muslims Christian Christians Jewish Jew Jews Hindu Sikh Buddhist Catholic Quran Bible God Allah
    England English Wales Welsh Scotland Scottish Ireland Irish Britain British Europe European UK London Arabic Urdu
    Polish Somali Kurdish Turkish French Bengali Punjabi Year Key Stage Internet Mum Dad Mother Father Nan Grandad Aunt
    Uncle Early Help Plan School College University Council Authority Region National Local Human Rights Data Protection
    Special Educational Needs Mental Tier Level Asked Answer Question
    """.split()
)
BEFORE = re.compile(r"(?:^|[.!?:;•\n]|\n[-*])[\s“‘\"'(]*$")
CAPITAL = re.compile(r"\b[A-Z][a-z’'-]+(?:[A-Z][a-z]+)?\b")
SAYS = re.compile(r"^(?:’s|'s)?\s+(?:is|was|has|had|says|said|told|tells|lives|lived|went|goes|and|wants|likes|came)\b")
# How a sentence begins that has nobody’s name at its head.
HEADS = frozenset(
    """
    He She They It We You This That These Those There What Who When Where Why How Which Everybody Nobody Somebody Everything
    Nothing Something Anybody One Both Each Some Many Most All Mum Dad Father Mother Parents School Teachers Teacher Staff
    Police Faith Risk Harm Help Advice Talking Asking Listening Online Gaming Somebody’s Mine His Her Hers Their Our My Your
    Yes No Today Yesterday Tomorrow Now Then Later Sometimes Always Never Brother Sister Friends Friend Colleagues Supervision
    """.split()
)


# What a word processor writes in place of plain signs, one for one: spaces that do not break, hyphens and apostrophes.
PLAIN = str.maketrans("\u00a0\u2007\u202f‐‑‒–—−’‘ʼ`´", "   ------'''''")


def certain_in(text: str) -> list[str]:
    """References, numbers, dates and addresses in the text: what belongs to one person and to nobody else."""
    plain = text.translate(PLAIN)
    found = [one.span() for pattern in CERTAIN for one in pattern.finditer(plain)]
    # The end of a reference may look like one of a case system: what lies within a longer one is not told beside it.
    within = {one for one in found for other in found if one != other and other[0] <= one[0] and one[1] <= other[1]}
    return list(dict.fromkeys(text[begins:ends] for begins, ends in found if (begins, ends) not in within))


def likely_in(text: str) -> list[str]:
    """Words that look like somebody’s name: with a capital in the middle of a sentence, or who does something at its head."""
    found = []
    for word in CAPITAL.finditer(text):
        plain = re.sub(r"(?:’s|'s)$", "", word.group())
        # What stands before the hyphen of a reference is nobody’s name.
        if plain in KNOWN or len(plain.strip("-’'")) < 2:
            continue
        at_head = BEFORE.search(text[: word.start()]) is not None
        if at_head and (plain in HEADS or not SAYS.match(text[word.end() :])):
            continue
        found.append(plain)
    return list(dict.fromkeys(found))


def looks_like(text: str) -> list[str]:
    """Everything in the text that looks as if it told which child it is about, in the writer’s own words."""
    return [*certain_in(text), *likely_in(text)]


def quoted(found) -> str:
    """These words as a sentence names them."""
    return ", ".join(f"“{words}”" for words in found)


# First names that are words too: they count where they begin with a capital.
WORDS_TOO = frozenset("will may mark grace hope faith rose joy dawn rich bill art jack pat rob sue tom".split())


def told_in(text: str, secret) -> list[str]:
    """Which of these names and references stand in the text, in whichever letters, with or without their accents."""
    found, plain = [], _plain(text)
    for name in secret:
        exactly = name.lower() in WORDS_TOO or len(name) < 3
        flags = re.NOFLAG if exactly else re.IGNORECASE
        own = _plain(name)
        if own and re.search(rf"(?<!\w){re.escape(own)}(?!\w)", plain, flags):
            found.append(name)
    return found


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(PLAIN))
    seen = "".join(sign for sign in letters if unicodedata.category(sign) not in ("Mn", "Cf"))
    return " ".join(seen.split())


def same_words(text: str, own: str, run: int = 6) -> bool:
    """True where the text has so many words in a row that somebody else wrote."""
    words = re.findall(r"\w+", text.lower())
    theirs = re.findall(r"\w+", own.lower())
    runs = {tuple(theirs[i : i + run]) for i in range(len(theirs) - run + 1)}
    if len(theirs) < run:
        return bool(theirs) and " ".join(theirs) in " ".join(words)
    return any(tuple(words[i : i + run]) in runs for i in range(len(words) - run + 1))
