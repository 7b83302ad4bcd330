"""The referral to Prevent, and the authority’s own form."""

from ..models import (
    Consultation,
    Referral,
    ReferralTemplate,
)
from ..referral_texts import headings_filled
from ..rules import sees_consultation


def referral_of(person, consultation: Consultation) -> Referral | None:
    """The newest referral to Prevent of a record that the person may read, with its answers."""
    return (
        Referral.objects.filter(sees_consultation(person, to="consultation_id"), consultation=consultation)
        .select_related("consultation__authority", "started_by__agency", "urgent_by", "checked_by", "sent_by")
        .prefetch_related("answers")
        .order_by("-started_at", "-pk")
        .first()
    )


def changed_since(person, referral: Referral) -> dict[str, str]:
    """The headings under which the record says something else than when they were filled or last compared: what now."""
    compared = {answer.key: answer.recorded for answer in referral.answers.all() if answer.recorded is not None}
    return {
        filled["key"]: filled["text"]
        for filled in headings_filled(referral.consultation, person, referral.started_by)
        if filled["key"] in compared and filled["text"] != compared[filled["key"]]
    }


def template_of(authority_id: int) -> ReferralTemplate | None:
    """The authority's own DOCX form, where it has one."""
    return ReferralTemplate.objects.filter(authority_id=authority_id).select_related("uploaded_by").first()
