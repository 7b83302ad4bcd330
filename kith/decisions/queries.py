"""Reading one's own drafts."""

from .models import Draft


def draft_of(person, subject: str, section: str) -> Draft | None:
    """The person's own draft of one section, or None."""
    return Draft.objects.filter(author=person, subject=subject, section=section).first()


def drafts_of(person, subject: str) -> dict[str, Draft]:
    """The person's own drafts about one subject, by section."""
    return {draft.section: draft for draft in Draft.objects.filter(author=person, subject=subject)}
