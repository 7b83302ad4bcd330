"""What stands on the page of a context names no child: the names that a writer may know are looked for in their words."""

import hashlib
import re

from kith.access.rules import NotFound
from kith.design.references import LETTERS
from kith.people.queries import people_of_authority

from .models import AdultNamed, Context, ContextLink
from .rules import sees_link

# First names that are everyday words too: taken for a name only where they are written like one.
ALSO_WORDS = {
    *("will", "mark", "may", "grace", "hope", "faith", "joy", "rose", "summer", "april", "june", "dawn", "sky", "skye"),
    *(
        "ray",
        "art",
        "max",
        "rich",
        "grant",
        "chase",
        "hunter",
        "miles",
        "frank",
        "drew",
        "rob",
        "sunny",
        "honey",
        "star",
    ),
    *("angel", "blue", "river", "rain", "autumn", "daisy", "lily", "poppy", "ivy", "holly", "heather", "iris", "jay"),
    *(
        "robin",
        "finn",
        "beau",
        "duke",
        "king",
        "prince",
        "major",
        "royal",
        "chance",
        "ace",
        "bill",
        "jack",
        "nick",
        "pat",
    ),
}


class NamesChild(ValueError):
    """Words for the page of a context name a child whom it touches; `field` says where. Nothing was kept.

    Where an adult who works here is called so too, `may_be_an_adult` is True: the writer can say that it is they.
    """

    def __init__(self, field: str, name: str, link: ContextLink, text: str, may_be_an_adult: bool):
        also = ". If you mean the adult of that name who works here, say so at the end of this page"
        super().__init__(
            f"“{name}” is the name of a child whom this context touches. A context names no child: say it in general "
            f"words, such as “a girl of twelve”{also if may_be_an_adult else ''}"
        )
        self.field, self.name, self.link, self.text = field, name, link, text
        self.may_be_an_adult = may_be_an_adult

    @property
    def words(self) -> str:
        """The fingerprint of the words that were refused."""
        return fingerprint(self.text)


class TellsReference(NamesChild):
    """Words for the page of a context carry the reference of a consultation, by which its child can be told."""

    def __init__(self, field: str, reference: str):
        ValueError.__init__(
            self,
            f"“{reference}” is the reference of a consultation. A context names no child: leave it out, and link the "
            "context from the consultation",
        )
        self.field, self.name, self.may_be_an_adult = field, reference, False


# As people write one: in any case, with a dash, perhaps parted in the middle.
REFERENCE = re.compile(rf"(?<!\w)K\s?[-‐–]\s?[{LETTERS}]{{4}}\s?[{LETTERS}]{{4}}(?!\w)", re.IGNORECASE)


def carry_no_reference(texts: dict[str, str]) -> None:
    """Raises TellsReference where words carry what is written like a reference, whether there is one such or not."""
    for field, text in texts.items():
        if found := REFERENCE.search(text or ""):
            raise TellsReference(field, found[0])


def fingerprint(text: str) -> str:
    """By which it is known later that words are exactly these."""
    return hashlib.sha256(text.encode()).hexdigest()


def _said_in(name: str, text: str) -> bool:
    """Whether the name stands in the text as words of its own, in any case but that of an everyday word."""
    flags = 0 if name.casefold() in ALSO_WORDS else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


def _names_of(child) -> list[str]:
    """How a child may be named: in full, by the first name, and as known."""
    first = child.name.split(" ")[0] if child.name else ""
    found = [child.name.strip(), child.known_as.strip(), first]
    return [name for name in dict.fromkeys(found) if len(name) > 1]


def adults_called(authority_id: int, name: str) -> list[str]:
    """The names, as they stand in their accounts, of the adults who work here and whose first name this is."""
    names = people_of_authority(authority_id).values_list("name", flat=True)
    return [one for one in names if one.split(" ")[0].casefold() == name.casefold()]


def _without_adults(text: str, adults: list[str], child) -> str:
    """The text without those adults who stand in it with their whole name, which is not the child’s too."""
    for adult in adults:
        if " " in adult and adult.casefold() != child.name.strip().casefold():
            text = re.sub(rf"(?<!\w){re.escape(adult)}(?!\w)", "", text, flags=re.IGNORECASE)
    return text


def name_no_child(by, context: Context, texts: dict[str, str]) -> None:
    """Raises NamesChild where the words name a child who is linked and whom the writer may see.

    The name of a child whom they may not see makes no difference: a refusal would tell that the child is linked. An adult
    who works here may be called like the child: by their whole name they may stand here; by the first name alone, once
    the writer has said of these very words that they mean the adult.
    """
    if isinstance(by, str):
        raise NotFound
    carry_no_reference(texts)
    rows = ContextLink.objects.filter(sees_link(by), context=context, ends=None).select_related("consultation__child")
    links = [row for row in rows if row.consultation.child is not None]
    for field, text in texts.items():
        for link in links:
            child = link.consultation.child
            for name in _names_of(child):
                if not _said_in(name, text or ""):
                    continue
                # A name of several words is one child’s: no adult is meant by it.
                adults = adults_called(context.authority_id, name) if " " not in name else []
                if adults and not _said_in(name, _without_adults(text, adults, child)):
                    continue
                said = AdultNamed.objects.filter(link=link, name=name, words=fingerprint(text), by=by)
                if adults and said.exists():
                    continue
                raise NamesChild(field, name, link, text, bool(adults))
