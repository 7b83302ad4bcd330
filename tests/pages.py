"""Every page that a test fetches is checked here, so that no test can forget it."""

import hashlib
import re

import html5lib
from django.test import Client

LETTER_QUOTE = re.compile(r"[A-Za-z]'[A-Za-z]")
LARGEST = 100_000
# Forms with boxes for words that are not kept while one types, by their address, each with its reason.
NOT_KEPT = {
    r"^/sharing/([^/]+/answer|tell|of/[^/]+/tell)$": "what stands there may be above what Kith may hold; the page says so",
    r"^/services/": "the entry of a service that can help, which is about no matter",
    r"^/training/tiers/": "what a tier of training says, which is about nobody",
    r"^/toolkit/search$": "a question to the toolkit, which holds nothing about a child",
    r"^/toolkit/(edit/|page/[^/]+/(hide|note)$)": "an editor’s word about a page of the toolkit, and about no matter",
}


# What differs from one reading of a page to the next though nothing was done: the secrets of its forms, how long the
# session lasts, and when it was read. When something was done stays: that it changed is what a comparison must see.
OF_THE_READING = re.compile(
    r'(?P<kept>name="(?:csrfmiddlewaretoken|once)" value=)"[^"]*"'
    r'|(?:nonce|data-seconds-left)="[^"]*"|"made_at": "[^"]*"|Printed by[^<]*'
)
CLOCK = re.compile(r"\b\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:[ap]m\b)?")


def without_the_moment(text: str, *, clock: bool = False) -> str:
    """A page without what is of the moment in which it was read, so that two readings can be compared to the letter.

    With `clock` no time of day is left: for two that were each done by themselves, one after the other."""
    text = OF_THE_READING.sub(lambda found: found["kept"] or "", text)
    return CLOCK.sub("", text) if clock else text


class Fault(AssertionError):
    """A page is not as every page of Kith should be; the message says what and where."""


def check_page(html: str, address: str = "") -> None:
    """Raises Fault where the page breaks one of the rules that hold for every page."""

    def need(right: bool, what: str) -> None:
        if not right:
            raise Fault(f"{address}: {what}")

    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    need(not parser.errors, f"is not valid HTML: {parser.errors[:3]}")
    need(len(html.encode()) < LARGEST, "is 100 kB or larger")
    everything = list(tree.iter())
    tags = [e for e in everything if isinstance(e.tag, str)]

    need(tree.get("lang") == "en", "has no language")
    headings = [" ".join("".join(e.itertext()).split()) for e in tags if e.tag == "h1"]
    need(len(headings) == 1, f"has {len(headings)} headings of the first rank: {headings}")
    title = next("".join(e.itertext()) for e in tags if e.tag == "title").strip()
    said = headings[0]
    # A caption such as “question 1 of 4” may stand before the words of the heading.
    need(
        title.removeprefix("Error: ").split(" – ")[0] in said,
        f"has the title {title!r}, and its heading is {said!r}",
    )
    ids = [e.get("id") for e in tags if e.get("id")]
    twice = {one for one in ids if ids.count(one) > 1}
    need(not twice, f"uses ids twice: {twice}")
    labelled = {e.get("for") for e in tags if e.tag == "label"}
    for e in tags:
        if e.tag in ("input", "select", "textarea") and e.get("type") not in ("hidden", "submit"):
            need(e.get("id") in labelled or bool(e.get("aria-label")), f"has a field without a label: {e.get('name')}")
        if e.tag == "form":
            need(bool(e.get("action")) and bool(e.get("method")), "has a form without an address or a method")
            if e.get("method", "").lower() == "post":
                names = [c.get("name") for c in e.iter() if isinstance(c.tag, str)]
                need("csrfmiddlewaretoken" in names, f"has a form without its secret: {e.get('action')}")
                typed = "kith.js" in html and any(c.tag == "textarea" for c in e.iter())
                if typed and not any(re.search(address, e.get("action") or "") for address in NOT_KEPT):
                    kept = e.get("data-autosave") is not None or e.get("data-autosave-url") is not None
                    need(kept and "version" in names, f"has words that are not kept: {e.get('action')}")
        if e.tag == "script":
            need(bool(e.get("src")) and not "".join(e.itertext()).strip(), "has a script of its own")
        need(e.tag != "style" and not e.get("style"), "has a style of its own")
        need(not any(name.lower().startswith("on") for name in e.attrib), f"has a script in an attribute of {e.tag}")
        for name in ("src", "href"):
            outside = (e.get(name) or "").startswith(("http:", "https:", "//"))
            need(not outside or e.tag == "a", f"fetches {e.get(name)}")
        if e.tag == "a" and (e.get("href") or "").startswith("#"):
            need(e.get("href")[1:] in ids, f"leads nowhere: {e.get('href')}")
        if e.get("aria-describedby"):
            missing = set(e.get("aria-describedby").split()) - set(ids)
            need(not missing, f"describes {e.get('name') or e.tag} by what is not there: {missing}")
        if e.tag == "img":
            need(e.get("alt") is not None, "has a picture without words")
    words = " ".join(
        "".join(e.itertext()) for e in tags if e.tag in ("h1", "h2", "h3", "label", "legend", "button", "summary")
    )
    need(not LETTER_QUOTE.search(words), f"has a straight quotation mark: {LETTER_QUOTE.findall(words)}")


_looked_at: set[bytes] = set()


def look_once(html: str, address: str) -> None:
    """Checks a page, unless the very same was looked at before: who is refused at eighteen doors is shown one page."""
    mark = hashlib.sha256(without_the_moment(html).encode()).digest()
    if mark not in _looked_at:
        check_page(html, address)
        _looked_at.add(mark)


class CheckedClient(Client):
    """Django's test client, which looks at every whole page that it is given."""

    def request(self, **request):
        response = super().request(**request)
        kind = response.get("Content-Type", "")
        # Wagtail’s own pages are made by Wagtail; tests/journeys looks at them in a browser.
        ours = not request.get("PATH_INFO", "").startswith("/editor/")
        if ours and kind.startswith("text/html") and not response.streaming and response.content:
            text = response.content.decode()
            look_once(text, request.get("PATH_INFO", ""))
        return response
