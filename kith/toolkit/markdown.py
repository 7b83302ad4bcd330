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
# Signs that no page may hold: control characters, halves of letters, and those that turn the order of what is read.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def _within_or_web(tag: str, name: str, text: str) -> str | None:
    """No address that looks like one of ours and leads elsewhere: browsers read “//” and “/\\” as another site."""
    if (tag, name) == ("a", "href") and re.sub(r"[\s\\]", "/", text.strip()[:2]).startswith("//"):
        return None
    return text


def _outward(tag: str, name: str, text: str) -> str | None:
    """No address of this site."""
    return text if (tag, name) != ("a", "href") or text.strip().lower().startswith(("https:", "mailto:")) else None


def seen(text: str) -> str:
    """The same words without signs that nobody sees; what stands in angle brackets is escaped where it is shown."""
    return _UNSEEN.sub("", text)


def clean(text: str, *, attribute_filter=_within_or_web) -> str:
    """The same words as inert HTML: few tags, no style, class or id, links only to https, mailto or this site."""
    text = seen(text)
    for old, new in _SAME:
        text = re.sub(rf"<(/?){old}(?=[\s>/])", rf"<\1{new}", text, flags=re.IGNORECASE)
    made = nh3.clean(
        text,
        tags=_TAGS,
        attributes={"a": {"href"}, "th": {"scope"}},
        attribute_filter=attribute_filter,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )
    # Once more: some came as entities, and are characters now.
    return seen(made).strip()


def without_own_links(text: str) -> str:
    """The same HTML where what leads to a page of this site is words alone: for who is shown no other page of it."""
    return clean(text, attribute_filter=_outward)


def html(text: str) -> str:
    """Markdown as clean HTML."""
    return clean(_markdown.render(text))


def plain(text: str) -> str:
    """The words of a piece of HTML, in one line."""
    spaced = re.sub(r"</li>\s*(?=<li>)", "; ", clean(text))
    spaced = re.sub(r"</(p|li|h3|h4|td|th|blockquote|tr)>|<br>", " ", spaced)
    return _GAPS.sub(" ", seen(entities.unescape(nh3.clean(spaced, tags=set())))).strip()
