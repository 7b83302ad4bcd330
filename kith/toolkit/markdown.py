"""Rich text: Markdown to HTML, and HTML cleaned by one allow-list, on writing and on reading (security.md, part 5)."""

import html as entities
import re

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
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
# What an editor's own pages and pastes call the same things.
_SAME = (("b", "strong"), ("i", "em"), ("h1", "h3"), ("h2", "h3"), ("h5", "h4"), ("h6", "h4"))
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_GAPS = re.compile(r"\s+")
UNCHECKED = "[unchecked]"


def clean(text: str) -> str:
    """The same words as inert HTML: few tags, no style, class or id, links only to https, mailto or this site."""
    for old, new in _SAME:
        text = re.sub(rf"<(/?){old}(?=[\s>/])", rf"<\1{new}", text, flags=re.IGNORECASE)
    return nh3.clean(
        text,
        tags=_TAGS,
        attributes={"a": {"href"}, "th": {"scope"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    ).strip()


def html(text: str) -> str:
    """Markdown as clean HTML."""
    return clean(_markdown.render(text))


def plain(text: str) -> str:
    """The words of a piece of HTML, in one line."""
    spaced = re.sub(r"</li>\s*(?=<li>)", "; ", clean(text))
    spaced = re.sub(r"</(p|li|h3|h4|td|th|blockquote|tr)>|<br>", " ", spaced)
    return _GAPS.sub(" ", entities.unescape(nh3.clean(spaced, tags=set()))).strip()
