"""How decisions of this authority were reasoned before: accounts without names, found by a worker’s own search."""

import re
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q

from kith.access.rules import NOTHING, find
from kith.concerns.queries import seen_among
from kith.people.words import SCREENING_ROLES
from kith.toolkit.queries import asked_stems, categories

from .. import rules
from ..models import AccountAnswer, AccountStatement, ReasoningAccount, ScreeningDecision
from ..words import NO_LEVEL, AccountState

HARM_KINDS, NOT_COMPARED = "harm-kind", "not-compared"
ACCOUNTS_PAGE = 24


@dataclass(frozen=True)
class Sought:
    """What a worker looks for: words, statements of the document by their text, a kind of harm, a kind of context."""

    words: str = ""
    statements: tuple[str, ...] = ()
    harm: str = ""
    context: str = ""


@dataclass(frozen=True)
class FoundAccount:
    """One account that a search found, and why it matched, in words."""

    account: ReasoningAccount
    why: list[str]


@dataclass(frozen=True)
class AtLevel:
    """The accounts of one page that chose one level, newest first."""

    title: str
    rows: list[FoundAccount] = field(default_factory=list)


def harm_kinds(authority_id: int) -> list[tuple[str, str]]:
    """The kinds of harm by which accounts are kept, as choices."""
    return categories(authority_id, HARM_KINDS)


def left_out(authority_id: int, asked: str) -> list[str]:
    """The words of a question that say faith or ethnicity, by which nothing is compared."""
    never = _all_stems(" ".join(label for _, label in categories(authority_id, NOT_COMPARED)))
    return [word for stem, word in asked_stems(asked).items() if stem in never]


def _all_stems(text: str) -> set[str]:
    """What is compared of each of these words, however many there are."""
    return {stem for word in text.split() for stem in asked_stems(word)}


def compared_words(authority_id: int, asked: str) -> dict[str, str]:
    """The words of a question by which accounts are compared, by what is compared of them."""
    never = set(left_out(authority_id, asked))
    return {stem: word for stem, word in asked_stems(asked).items() if word not in never}


def _accounts(person):
    statements = AccountStatement.objects.select_related("statement__level__document")
    return ReasoningAccount.objects.filter(rules.sees_account(person)).prefetch_related(
        Prefetch("statements", statements)
    )


def accounts_found(person, sought: Sought):
    """The released accounts that hold any of the words and fit what else was chosen, by the day of the decision.

    Nothing chosen finds nothing: whoever looks says what for.
    """
    words = compared_words(person.authority_id, sought.words)
    fits = Q(pk__isnull=False)
    if words:
        held = NOTHING
        for stem in words:
            held |= Q(stems__contains=f" {stem} ")
        fits &= held
    if sought.statements:
        cited = AccountStatement.objects.filter(account=OuterRef("pk"), text__in=sought.statements)
        fits &= Q(Exists(cited))
    if sought.harm:
        fits &= Q(harm=sought.harm)
    if sought.context:
        fits &= Q(context=sought.context)
    if not (words or sought.statements or sought.harm or sought.context):
        fits = NOTHING
    rows = _accounts(person).filter(fits, state=AccountState.RELEASED)
    return rows.select_related("level").order_by("-decided_on", "-pk")


def by_level(person, sought: Sought, rows) -> list[AtLevel]:
    """The accounts of a page side by side by their level, in the document’s order, with why each was found."""
    words = compared_words(person.authority_id, sought.words)
    groups: dict[tuple[int, str], AtLevel] = {}
    for account in rows:
        order = account.level.order if account.level else 0
        key = (order, account.level_words)
        group = groups.setdefault(key, AtLevel(account.level_words or NO_LEVEL))
        group.rows.append(FoundAccount(account, _why(account, sought, words)))
    return [groups[key] for key in sorted(groups)]


def _why(account: ReasoningAccount, sought: Sought, words: dict[str, str]) -> list[str]:
    held = [f"“{word}”" for stem, word in words.items() if f" {stem} " in account.stems]
    why = [f"It holds {', '.join(held)}"] if held else []
    why += [f"It relies on “{row.text}”" for row in account.statements.all() if row.text in sought.statements]
    if sought.harm:
        why.append(f"The kind of harm is the same: {account.harm_words}")
    if sought.context:
        why.append(f"The context is the same: {account.get_context_display()}")
    return why


def account_for(person, uuid) -> ReasoningAccount:
    """One account that this person may read, with what was answered to it. Raises NotFound."""
    rows = _accounts(person).prefetch_related(Prefetch("answers", AccountAnswer.objects.select_related("by")))
    return find(rows.select_related("decision__screening__consultation__child", "written_by").filter(uuid=uuid))


def matter_of_account(person, account: ReasoningAccount) -> str:
    """The reference of the matter that the account is about, for who may read that matter; else nothing."""
    rows = ReasoningAccount.objects.filter(rules.sees_matter_of_account(person), pk=account.pk)
    return rows.values_list("decision__screening__consultation__reference", flat=True).first() or ""


def account_of(person, decision: ScreeningDecision) -> ReasoningAccount | None:
    """The account of one decision that was not withdrawn, where there is one that this person may read."""
    rows = _accounts(person).exclude(state=AccountState.WITHDRAWN)
    return rows.filter(decision=decision).select_related("written_by").first()


def accounts_to_review(person):
    """Accounts of matters in which this person screens, that wait for somebody other than their writer; oldest first."""
    return _mine_to_see(person).filter(state=AccountState.WAITS).exclude(written_by=person)


def accounts_returned_to(person):
    """Accounts that this person wrote and that a colleague returned; oldest first."""
    return _mine_to_see(person).filter(state=AccountState.RETURNED, written_by=person)


def _mine_to_see(person):
    if not person.holds(*SCREENING_ROLES):
        return ReasoningAccount.objects.none()
    rows = ReasoningAccount.objects.filter(rules.sees_account(person), rules.sees_matter_of_account(person))
    return rows.select_related("decision__screening__consultation__child").order_by("written_at", "pk")


POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.I)
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATES = re.compile(
    rf"\b\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH})\b"
    rf"|\b(?:{MONTH}) \d{{1,4}}\b|\b(?:19|20)\d\d\b"
)
REFERENCE = re.compile(r"\bK-[2-9A-Z]{4,8}\b", re.I)
NUMBERS = re.compile(r"\b0\d[\d ]{7,}\d\b|\b\d{6,}\b")
MAIL = re.compile(r"\S+@\S+\.\S+")
AGE = re.compile(r"\b(?:aged? )?\d{1,2}[- ]years?[- ]old\b|\baged? \d{1,2}\b", re.I)
# A word with a capital that begins no sentence may be a name. What the field itself writes so is none.
CAPITAL = re.compile(r"(?<![.!?:“\"\n])(?<!^) ([A-Z][a-z]{2,})")
NO_NAMES = frozenset(
    "Prevent Channel Section Working Together Kith English Early Help Police Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday".split()
)


def may_point_to_child(person, decision: ScreeningDecision, texts: list[str]) -> list[str]:
    """What in these texts could tell somebody which child it was, each as a sentence; as far as the person may read.

    A help to who reads, and no proof: what it does not find may still be told by the circumstances.
    """
    text = "\n".join(texts)
    found = [f"“{words}” {why}." for words, why in _known_of(person, decision, text)]
    kinds = (
        (POSTCODE, "looks like a postcode"),
        (DATES, "is a date"),
        (REFERENCE, "looks like a reference"),
        (NUMBERS, "is a long number"),
        (MAIL, "is an e-mail address"),
        (AGE, "is an exact age; “in her early teens” says enough"),
    )
    for pattern, why in kinds:
        found += [f"“{hit.group(0).strip()}” {why}." for hit in pattern.finditer(text)]
    never = _all_stems(" ".join(label for _, label in categories(person.authority_id, NOT_COMPARED)))
    for word in dict.fromkeys(re.findall(r"[\w’']+", text)):
        if any(stem in never for stem in asked_stems(word)):
            found.append(f"“{word}” says faith or ethnicity: is it needed?")
    told = " ".join(found)
    for hit in CAPITAL.finditer(text):
        word = hit.group(1)
        if word not in NO_NAMES and word not in told:
            found.append(f"“{word}” may be a name.")
    return list(dict.fromkeys(found))


def _known_of(person, decision: ScreeningDecision, text: str):
    """What the record of the matter itself says and the text repeats: name, school, references."""
    consultation = decision.screening.consultation
    if not seen_among(person, [consultation]):
        return []
    child = consultation.child
    known = [(consultation.reference, "is the reference of the matter")]
    if child is not None:
        known += [(child.case_reference, "is the case system’s reference"), (child.school, "is the school")]
        for name in (child.name, child.known_as):
            known += [(part, "is in the child’s name") for part in re.split(r"[\s-]+", name) if len(part) > 1]
    known += [
        (one.name, "is a colleague who worked in the matter")
        for one in (consultation.raised_by, consultation.owner, decision.made_by)
    ]
    return [
        (words, why)
        for words, why in known
        if words and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    ]
