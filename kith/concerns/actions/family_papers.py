"""Papers for the family: words that a partner gave in confidence are looked at before they leave the house."""

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record

from ..events import PassageOfPaperExplained
from ..models import Consultation, PassageExplained
from ..queries import ForFamily, paper_for_family
from ..rules import may_take_out


class WordsOfAPartner(Exception):
    """Words of the paper repeat what may not be told, and nobody said why they come from elsewhere."""


@transaction.atomic
def explain_passages(by, *, consultation: Consultation, paper: str, texts, because: dict[str, str]) -> None:
    """Of these runs of words, by their marks, it stands why they come from elsewhere. What was explained stays as it was.

    The trail has it under the paper: under the matter it would tell a reader of less that there is something.
    """
    require(may_take_out(by, consultation))
    waiting = {one.mark: one for one in paper_for_family(by, consultation, paper, texts).open}
    for mark, reason in because.items():
        if mark not in waiting or not reason.strip():
            continue
        row, made = PassageExplained.objects.get_or_create(
            paper=paper,
            mark=mark,
            defaults={
                "consultation": consultation,
                "words": waiting[mark].words,
                "because": reason.strip(),
                "by": by,
            },
        )
        if made:
            record(PassageOfPaperExplained(subject=paper, mark=mark), by=by, after={"because": row.because})


def look_at_passages(by, *, consultation: Consultation, paper: str, texts) -> ForFamily:
    """What the paper holds may be taken by this person. Raises WordsOfAPartner. Asked by the act that takes it, after its rule."""
    found = paper_for_family(by, consultation, paper, texts)
    if found.open:
        raise WordsOfAPartner
    return found
