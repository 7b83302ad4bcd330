"""Showing a piece's words."""

from django import template
from django.utils.safestring import mark_safe

from kith.toolkit.markdown import html

register = template.Library()


@register.filter
def markdown(text: str) -> str:
    """Markdown as clean HTML. Safe to mark: `html` has just put it through nh3's allow-list."""
    return mark_safe(html(text))  # noqa: S308
