"""Reading one's own drafts."""

from .models import DRAFT_DAYS, Draft

__all__ = ["DRAFT_DAYS", "draft_of", "drafts_of", "drafts_on", "subjects_begun", "subjects_with_drafts"]


def draft_of(person, subject: str, section: str) -> Draft | None:
    """The person's own draft of one section, or None."""
    return Draft.objects.filter(author=person, subject=subject, section=section).first()


def drafts_of(person, subject: str) -> dict[str, Draft]:
    """The person's own drafts about one subject, by section."""
    return {draft.section: draft for draft in Draft.objects.filter(author=person, subject=subject)}


def drafts_on(person, subjects) -> dict[tuple[str, str], Draft]:
    """The person's own drafts about any of these subjects, by subject and section."""
    rows = Draft.objects.filter(author=person, subject__in=list(subjects))
    return {(draft.subject, draft.section): draft for draft in rows}


def subjects_begun(person, prefix: str) -> set[str]:
    """The subjects of this kind about which the person typed something that they have not yet said."""
    rows = Draft.objects.filter(author=person, subject__startswith=prefix)
    return {row.subject for row in rows if any(any(texts) for texts in row.content.values())}


def subjects_with_drafts(prefix: str) -> set[str]:
    """The subjects of this kind of which anybody has a draft; for the worker alone."""
    return set(Draft.objects.filter(subject__startswith=prefix).values_list("subject", flat=True))
