"""Markdown to safe HTML: rendered, then cleaned, on every reading (security.md, part 5)."""

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def html(text: str) -> str:
    """Clean HTML of a piece: few tags, no style, links only to https, mailto or this site."""
    return nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}, "th": {"scope"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )
