"""What of a paper for the family must be looked at before it is taken, and what was said about it."""

from dataclasses import dataclass

from ..models import Consultation, PassageExplained
from ..rules import sees_consultation
from ..standing import NotForFamily, Repeated, not_for_family


@dataclass(frozen=True)
class Passage:
    """One run of words that repeats what was shared, and why it comes from elsewhere, where somebody said so."""

    repeated: Repeated
    explained: PassageExplained | None = None


@dataclass(frozen=True)
class ForFamily:
    """One paper for the family, as its reader may take it."""

    held: list[NotForFamily]
    passages: list[Passage]
    all_compared: bool

    @property
    def open(self) -> list[Repeated]:
        """The runs of which nobody said why they come from elsewhere: while there is one, the paper is not taken."""
        return [one.repeated for one in self.passages if one.explained is None]


def paper_for_family(person, consultation: Consultation, paper: str, texts) -> ForFamily:
    """What of this paper, which holds these texts, its reader must look at; asked with their own rights."""
    found = not_for_family(person, consultation, texts)
    rows = PassageExplained.objects.filter(sees_consultation(person, to="consultation_id"), paper=paper)
    marks = [one.mark for one in found.repeated]
    known = {row.mark: row for row in rows.filter(mark__in=marks).select_related("by")} if marks else {}
    return ForFamily(found.held, [Passage(one, known.get(one.mark)) for one in found.repeated], found.all_compared)
