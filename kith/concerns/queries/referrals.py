"""The referral to Prevent, and the authority’s own form."""

from ..models import (
    Consultation,
    Referral,
    ReferralTemplate,
)
from ..rules import sees_consultation


def referral_of(person, consultation: Consultation) -> Referral | None:
    """The newest referral to Prevent of a record that the person may read, with its answers."""
    return (
        Referral.objects.filter(sees_consultation(person, to="consultation_id"), consultation=consultation)
        .select_related("consultation__authority", "started_by", "urgent_by", "checked_by", "sent_by")
        .prefetch_related("answers")
        .order_by("-started_at", "-pk")
        .first()
    )


def template_of(authority_id: int) -> ReferralTemplate | None:
    """The authority's own DOCX form, where it has one."""
    return ReferralTemplate.objects.filter(authority_id=authority_id).select_related("uploaded_by").first()
