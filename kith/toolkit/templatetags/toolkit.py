"""Showing a piece's words, and numbers to ring."""

import datetime
import re

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

from kith.design.templatetags.design import day, tel
from kith.toolkit.guide import look_again
from kith.toolkit.markdown import UNCHECKED, clean, without_own_links
from kith.toolkit.passages import ENTRY
from kith.toolkit.scenes import as_kept, story_of
from kith.toolkit.stems import stems

register = template.Library()
WORDS = re.compile(r"([\w’']+)")
UNCHECKED_TAG = '<em class="kith-unchecked">(not yet checked)</em>'
# A number as people write it in this country, or one of the short ones that anybody may ring.
NUMBER = re.compile(r"(?<![\w+])(?:\+44[ \d]{9,13}\d|0[ \d]{8,12}\d|999|112|111|101)(?!\w)")


@register.filter
def past_review(row) -> str:
    """A sentence where the row is past its review or was never checked, and nothing otherwise (promise 10)."""
    if row is None or row.next_review is None or row.next_review >= timezone.localdate():
        return "Nobody has checked this against its source yet." if getattr(row, "unverified", False) else ""
    return f"This is past its review of {day(row.next_review)}: check it before you rely on it."


@register.inclusion_tag("toolkit/_printed.html", takes_context=True)
def printed(context, *rows) -> dict:
    """What a page says of itself on paper: when it was printed, or kept, and after which day to look again."""
    return {"now": timezone.now(), "expires": look_again(*rows), "keeping": context.get("keeping", False)}


@register.inclusion_tag("toolkit/_printed.html", takes_context=True)
def printed_list(context, rows) -> dict:
    """The same of a page that shows several."""
    return printed(context, *rows)


@register.filter
def written_day(text) -> str:
    """A day that an edition or a file kept as “2026-11-25”, as people write it; anything else as it stands."""
    try:
        return day(datetime.date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


@register.filter
def telephone(text: str) -> str:
    """The words with each telephone number in them as a link that rings it, and that never breaks over a line."""
    parts, at = [], 0
    for found in NUMBER.finditer(text or ""):
        parts += [conditional_escape(text[at : found.start()]), tel(found[0])]
        at = found.end()
    parts.append(conditional_escape((text or "")[at:]))
    return mark_safe("".join(parts))  # noqa: S308  (each part was escaped just above)


@register.filter
def rich(text: str) -> str:
    """HTML of a page, cleaned again on reading. Safe to mark: `clean` has just put it through nh3's allow-list."""
    return mark_safe(clean(text).replace(UNCHECKED, UNCHECKED_TAG))  # noqa: S308


@register.filter
def rich_without_own_links(text: str) -> str:
    """The same, where what leads to another page of Kith is words alone. Safe to mark for the same reason."""
    return mark_safe(without_own_links(text).replace(UNCHECKED, UNCHECKED_TAG))  # noqa: S308


@register.filter
def marked(text: str, stemmed: set[str]) -> str:
    """Plain words with those marked that were asked for. Safe to mark: every other character is escaped here."""
    parts = []
    for part in WORDS.split(text):
        kept = escape(part)
        parts.append(f"<mark>{kept}</mark>" if stemmed.intersection(stems(part)) else kept)
    return mark_safe("".join(parts))  # noqa: S308


@register.filter
def passage(text: str, stemmed: set[str]) -> str:
    """What was cut of a page: its paragraphs, and its entries as the lists that they were, with the words marked."""
    parts, within = [], ""
    for line in text.split("\n"):
        entry = ENTRY.match(line)
        number = entry[1] if entry else None
        tag = "" if entry is None else "ol" if number else "ul"
        if within and tag != within:
            parts.append(f"</{within}>")
        if tag and tag != within:
            kind, first = ("number", f' start="{number}"') if number else ("bullet", "")
            parts.append(f'<{tag} class="govuk-list govuk-list--{kind} govuk-!-margin-bottom-1"{first}>')
        within = tag
        words = marked(ENTRY.sub("", line), stemmed)
        parts.append(f"<li>{words}</li>" if tag else f'<p class="govuk-body govuk-!-margin-bottom-1">{words}</p>')
    return mark_safe("".join([*parts, f"</{within}>" if within else ""]))  # noqa: S308  (`marked` escapes each line)


@register.filter
def story(more: dict):
    """The scenes and questions of a short module, one that is still being written too."""
    return story_of(as_kept(more))


@register.filter
def exploitation(key: str) -> str:
    """“county-lines” as a worker says it."""
    return {
        "county-lines": "county lines and criminal exploitation",
        "sexual-exploitation": "sexual exploitation",
        "gangs": "gangs and serious youth violence",
        "modern-slavery": "modern slavery and trafficking",
    }.get(key, key.replace("-", " "))
