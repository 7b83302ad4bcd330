"""What a clipboard may hold, pasted into every field in which words are written, comes out inert on the reader's page."""

import datetime

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from kith.editing import actions as editing
from kith.editing.models import ToolkitPage
from kith.toolkit import actions, loading
from kith.toolkit.content import BadContent
from kith.toolkit.models import Piece, Proposal
from kith.toolkit.tests.factories import a_page
from kith.toolkit.tests.hostile import HOSTILE

from .test_editing import approve, submitted, whole

pytestmark = pytest.mark.django_db
# Beside the forty: what a length, a broken nesting, an entity or an invisible sign may do.
MORE = [
    "<p>" * 500 + "deep" + "</p>" * 10,
    "<ul><li><table><tr><td><b><i>cross</b></i></table></li>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<a href='&#x6A;&#x61;vascript&colon;alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)//https://a.example'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<a href='https://a.example' target='_blank' ping='https://evil.example'>x</a>",
    "<a linktype='page' id='999999' onclick='alert(1)'>gone</a>",
    "<embed embedtype='image' id='1' alt='x' format='left'/>",
    "<embed embedtype='media' url='https://evil.example/x'/>",
    "word\u200b\u200e\u202e\u2066reversed\u2069 " + "x" * 15_000,
    "half of a letter \ud83d and a NUL \x00 and \x0b \x1b",
    "<xss style=animation-name:x onanimationstart=alert(1)>x</xss>",
    "<svg><use href='data:image/svg+xml;base64,PHN2Zz4='/></svg>",
    "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
]
PASTES = HOSTILE + MORE
SCHEMES = ("https:", "mailto:", "tel:", "/", "#", "?")
# Elements that Kith’s own frame of a page uses, whatever was pasted.
WRITTEN = {
    *(
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
    ),
    *("td", "div"),
}


def must_be_inert(page: str) -> None:
    """Nothing on the page runs, fetches, or leads anywhere but to the web, a mailbox, a telephone, or within."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("iframe", "object", "embed", "base", "style", "math", "video", "audio"), element
        if element.tag == "script":
            assert (element.get("src") or "").startswith("/static/"), element.get("src")
        for name, text in element.attrib.items():
            assert not name.lower().startswith("on") and name not in ("style", "srcdoc", "ping", "background"), name
            if name in ("href", "src", "action", "formaction"):
                assert text.startswith(SCHEMES) and not text.startswith("//"), text
    for part in tree.iter():
        if isinstance(part.tag, str) and "kith-prose" in (part.get("class") or ""):
            strange = {one.tag for one in part.iter() if isinstance(one.tag, str)} - WRITTEN
            assert not strange - {"em"}, strange


def read(client, person, slug: str) -> str:
    """The page as a reader has it; the client has looked at its HTML too."""
    client.force_login(person)
    answer = client.get(reverse("toolkit:piece", args=[slug]))
    assert answer.status_code == 200
    page = answer.content.decode()
    must_be_inert(page)
    return page


def test_the_looking_finds_what_is_not_inert():
    for bad in (
        "<p onclick='x'>",
        "<a href='javascript:x'>",
        "<iframe>",
        "<a href='//evil.example'>",
        "<script>x</script>",
    ):
        with pytest.raises(AssertionError):
            must_be_inert(f"<html><body>{bad}")
    with pytest.raises(AssertionError):
        must_be_inert("<html><body><div class='kith-prose'><form></form></div>")


def test_there_are_forty_and_more():
    assert len(set(HOSTILE)) >= 40 and len(set(PASTES)) >= 55


@pytest.mark.parametrize("paste", PASTES)
def test_pasted_into_a_page_of_the_editor(client, cast, paste):
    """Every field of a page at once, as the editor keeps it, through approval."""
    farah, bola = cast["farah"], cast["bola"]
    page = editing.begin_page(farah, title="Pasted", kind="indicator")
    paste = paste.replace("\x00", "").encode(errors="ignore").decode()
    whole(page, farah)
    page.body = [("section", {"heading": h, "text": f"<p>Words.</p>{paste}"}) for h in page.headings_wanted()]
    page.summary, page.source, page.owner_role, page.audience = (paste[:100] or "x" for _ in range(4))
    page.source_date, page.seen_where, page.why, page.asked = paste[:100], paste[:100], paste[:100], paste[:200]
    page.evidence = "practice-knowledge"
    page.save_revision(user=farah)
    editing.keep_groups(bola)
    approve(submitted(page, farah), bola)
    shown = read(client, cast["amina"], "pasted")
    assert "Words." in shown
    for route, query in (("toolkit:editions", {"edition": 1}), ("toolkit:indicators", {}), ("toolkit:changed", {})):
        args = ["pasted"] if route == "toolkit:editions" else []
        answer = client.get(reverse(route, args=args), query)
        assert answer.status_code == 200
        must_be_inert(answer.content.decode())
    client.force_login(farah)
    must_be_inert(client.get(reverse("editing:board")).content.decode())


def test_pasted_into_a_title(client, cast):
    for number, paste in enumerate(PASTES):
        try:
            content = a_page(f"x-{number}", title=paste[:150].replace("\x00", "").encode(errors="ignore").decode())
            actions.publish_piece(cast["farah"], content=content, layer="local")
        except BadContent:
            continue  # nothing was left of it that could be a title
        read(client, cast["amina"], f"x-{number}")
    assert Piece.objects.filter(slug__startswith="x-").count() > 20


def test_pasted_into_a_file_of_the_national_content(client, cast, tmp_path):
    """Through Markdown, with the front matter too."""
    whole_file = (loading.CONTENT / "guidance" / "danger-first.md").read_text(encoding="utf-8")
    place = tmp_path / "danger-first.md"
    for paste in PASTES:
        paste = paste.replace("\x00", "").encode(errors="ignore").decode().replace("\n## ", " ")
        place.write_text(whole_file.replace("## Why\n", f"## Why\n\n{paste}\n\n"), encoding="utf-8")
        actions.load_national([loading.read_piece(place)])
        page = read(client, cast["amina"], "danger-first")
        assert "Do this first" in page


@pytest.mark.parametrize("paste", PASTES)
def test_pasted_into_a_note_a_proposal_and_the_reasons(client, cast, paste):
    """What is typed in Kith’s own forms, as a browser sends it."""
    client.force_login(cast["farah"])
    # A request with NUL in it is refused as a whole (kith/access/tests/test_unreadable.py).
    sent = paste.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\x00", "")
    answer = client.post(reverse("toolkit:note", args=["danger-first"]), {"text": f"Words. {sent}"[:2000]})
    assert answer.status_code == 302
    assert "Words." in read(client, cast["amina"], "danger-first")
    client.force_login(cast["amina"])
    named = ("title", "seen", "may_matter", "may_also_be", "ask", "where")
    form = {name: f"Words. {sent}"[:160] for name in named}
    assert client.post(reverse("toolkit:propose-sign"), {**form, "once": "one"}).status_code == 302
    must_be_inert(client.get(reverse("toolkit:proposals")).content.decode())
    client.force_login(cast["farah"])
    must_be_inert(client.get(reverse("editing:board")).content.decode())
    proposal = Proposal.objects.get()
    must_be_inert(client.get(reverse("editing:proposal", args=[proposal.uuid])).content.decode())
    taken = client.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "take"})
    assert taken.status_code == 302
    page = ToolkitPage.objects.get(pk=Page.objects.get(title__startswith="Words.").pk)
    page.owner_role, page.checked_on = "Practice lead", timezone.localdate()
    page.review_on, page.why = timezone.localdate() + datetime.timedelta(days=90), f"{sent}"[:100]
    page.save_revision(user=cast["farah"])
    editing.keep_groups(cast["bola"])
    approve(submitted(page, cast["farah"]), cast["bola"])
    read(client, cast["amina"], page.slug)
    client.force_login(cast["farah"])
    client.post(reverse("editing:retire", args=[page.slug]), {"why": f"Words. {sent}"[:400]})
    assert "This page was retired." in read(client, cast["amina"], page.slug)
    client.force_login(cast["farah"])
    client.post(reverse("toolkit:hide", args=["start-here"]), {"why": f"Words. {sent}"[:400]})
    form = {"act": "keep", "title": f"Words {sent}"[:80], "words": f"words\n{sent}"[:60].replace("\x00", "") + "\nmore"}
    client.post(reverse("editing:synonym", args=["local"]), form)
    for route in ("editing:board", "editing:synonyms", "editing:links"):
        answer = client.get(reverse(route))
        assert answer.status_code == 200
        must_be_inert(answer.content.decode())


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html,x", " java\tscript:x", "//evil.example", "x"])
def test_an_address_that_is_none_of_the_web_is_not_published(cast, bad):
    good = {
        "more": {"link": "https://a.example/", "publisher": "P"},
        "links": [{"title": "T", "url": "https://a.example"}],
    }
    for wrong in ({"more": {**good["more"], "link": bad}}, {"links": [{"title": "T", "url": bad}]}):
        with pytest.raises(BadContent, match="https://"):
            actions.publish_piece(cast["farah"], content=a_page("s", **{**good, **wrong}), layer="local")
    assert actions.publish_piece(cast["farah"], content=a_page("s", **good), layer="local").slug == "s"
