"""Pages for tests, whole unless a test takes something away."""

import datetime

from kith.toolkit.content import Content
from kith.toolkit.words import HEADINGS, Kind

TODAY = datetime.date.today


def a_page(slug="a-page", *, kind=Kind.GUIDANCE, title="A page of ours", **said) -> Content:
    """A page of one kind with a sentence under each of its headings."""
    sections = tuple((heading, f"<p>{said.pop('text', 'Ring the duty desk.')}</p>") for heading in HEADINGS[kind])
    day = TODAY()
    whole = {
        "summary": "What we do here.",
        "sections": sections,
        "source": "Our partnership",
        "owner": "Practice lead",
        "audience": "Everyone",
        "last_checked": day,
        "next_review": day + datetime.timedelta(days=182),
        "shelves": {"theme": ["online"], "doing": ["worried"], "step": []},
    }
    return Content(slug=slug, kind=kind, title=title, **{**whole, **said})


def a_sign(slug="a-new-sign", *, innocent="<p>A hobby.</p>", **said) -> Content:
    """An indicator; `innocent` is what else it may mean."""
    sections = tuple(
        (heading, innocent if heading == "May also be" else "<p>Words.</p>") for heading in HEADINGS[Kind.INDICATOR]
    )
    more = {"evidence": "practice-knowledge"}
    return a_page(slug, kind=Kind.INDICATOR, title="A new sign", sections=sections, more=more, **said)
