"""Showing a piece's words."""

from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe

from kith.toolkit.markdown import html

register = template.Library()


@register.filter
def past_review(row) -> str:
    """A sentence where the row is past its review or was never checked, and nothing otherwise (promise 10)."""
    if row is None or row.next_review is None or row.next_review >= timezone.localdate():
        return "Nobody has checked this against its source yet." if getattr(row, "unverified", False) else ""
    day = row.next_review
    return f"This is past its review of {day.day} {day:%B %Y}: check it before you rely on it."


@register.filter
def markdown(text: str) -> str:
    """Markdown as clean HTML. Safe to mark: `html` has just put it through nh3's allow-list."""
    return mark_safe(html(text))  # noqa: S308
