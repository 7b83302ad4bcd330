"""The owner of an older record answers whether the specialist should hear of it."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.concerns.queries import barred_among

from .. import rules
from ..events import (
    MatchAnswered,
)
from ..models import (
    MatchNotice,
    Screening,
)


@transaction.atomic
def answer_match(by, *, notice: MatchNotice, tell: bool, words: str) -> None:
    """The record's owner let the specialist know, or chose not to; nothing is merged or opened.

    Where they tell, their words stand with the new consultation; the older record itself stays closed to its reader.
    """
    notice = (
        MatchNotice.objects.select_for_update(of=("self",)).select_related("about", "consultation").get(pk=notice.pk)
    )
    require(rules.may_answer_match(by, notice))
    notice.answer, notice.answered_at = words if tell else "", timezone.now()
    notice.save(update_fields=["answer", "answered_at"])
    owner = Screening.objects.select_related("owner").get(consultation=notice.consultation).owner
    hears = tell and (owner.pk == notice.specialist_id or not barred_among(owner, [notice.about]))
    record(
        MatchAnswered(
            subject=notice.about.subject,
            to=f"person:{owner.uuid}" if hears else "",
            stands_in=notice.consultation.subject if tell else "",
        ),
        by=by,
    )
