"""The files in content/, the loader, and what comes in from outside."""

import re
import shutil
import textwrap

import pytest
from django.core.management import call_command
from django.urls import resolve, reverse

from kith.toolkit import loading
from kith.toolkit.checking import BESIDE, faults_in, reading_age
from kith.toolkit.content import BadContent
from kith.toolkit.loading import read_pieces
from kith.toolkit.markdown import clean, html, plain
from kith.toolkit.models import Edition, Piece
from kith.toolkit.passages import cut
from kith.toolkit.retrieval import answers_to
from kith.toolkit.words import Kind

from .factories import a_page
from .hostile import HOSTILE


@pytest.fixture
def folder(tmp_path):
    """A copy of content/ to change."""
    shutil.copytree(loading.CONTENT, tmp_path / "content")
    return tmp_path / "content"


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_ships_has_nothing_to_mend():
    assert faults_in() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("owner: Exploitation practice lead", "owner: ''", "has no owner"),
        ("source: ", "was: ", "has no source"),
        ("review: 2027", "review: 2017", "next review after its last check"),
        ("audience: Everyone", "audience: ''", "has no audience"),
        ("related: [start-here", "related: [no-such-page", "which is no page"),
        ("contacts: [emergency", "contacts: [the-mayor", "no known contact"),
        ("## Why", "## Because", "nothing under “Why”"),
        ("If somebody may be", "[Here](/toolkit/page/nowhere). If somebody may be", "leads nowhere"),
    ],
)
def test_a_page_that_lacks_something_is_named(folder, old, new, said):
    rewrite(folder / "guidance" / "danger-first.md", old, new)
    assert any(said in fault and "danger-first" in fault for fault in faults_in(folder))


def test_an_unverified_fact_told_as_certain_is_named_and_the_mark_clears_it(folder):
    page = folder / "guidance" / "danger-first.md"
    rewrite(page, "Kith rings nobody.", "The first core group meets within 10 working days.")
    assert any("states as certain" in fault for fault in faults_in(folder))
    rewrite(page, "within 10 working days.", "within 10 working days [unchecked].")
    assert not any("states as certain" in fault for fault in faults_in(folder))


def test_a_page_that_reads_too_hard_is_named():
    hard = "Notwithstanding the aforementioned multidisciplinary considerations, practitioners operationalising "
    hard += "contextualised safeguarding methodologies necessitate collaborative interprofessional deliberation."
    easy = "Ring the duty desk. Say what you saw. They will help you."
    assert reading_age(a_page(text=hard)) > 16 > reading_age(a_page(text=easy))


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_a_dry_run_keeps_nothing(cast, folder):
    editions = Edition.objects.count()
    assert "163 pages as before" in str(loading.load()).replace("'pages as before': 163", "163 pages as before")
    assert Edition.objects.count() == editions
    rewrite(folder / "guidance" / "danger-first.md", "Kith rings nobody.", "Kith telephones nobody.")
    assert loading.load(folder, dry_run=True)["changed pages"] == 1
    assert Edition.objects.count() == editions
    assert loading.load(folder)["changed pages"] == 1
    assert Edition.objects.count() == editions + 1


@pytest.mark.django_db
def test_a_page_that_no_longer_comes_with_kith_is_retired_and_local_words_are_never_touched(cast, folder):
    from kith.toolkit.actions import publish_piece

    publish_piece(cast["farah"], content=a_page("exact-words", title="Ours"), layer="local")
    (folder / "guidance" / "exact-words.md").unlink()
    (folder / "guidance" / "danger-first.md").unlink()
    assert loading.load(folder)["retired pages"] == 2
    assert Piece.objects.get(slug="exact-words", authority=cast["farah"].authority).title == "Ours"
    assert not Piece.objects.get(slug="exact-words", authority=cast["farah"].authority).retired
    assert Piece.objects.get(slug="danger-first", authority=None).retired


@pytest.mark.django_db
def test_a_page_that_went_says_why_and_leads_to_the_one_that_took_it_in(client, cast, folder):
    address = reverse("toolkit:piece", args=["exact-words"])
    (folder / "guidance" / "exact-words.md").unlink()
    rewrite(
        folder / "retired.yaml",
        "retired:",
        "retired:\n- {slug: exact-words, why: It was said twice., instead: writing-for-the-child}",
    )
    loading.load(folder)
    client.force_login(cast["amina"])
    page = client.get(address).content.decode()
    assert "This page was retired." in page and "It was said twice." in page
    title = Piece.objects.get(slug="writing-for-the-child", authority=None).title
    assert f'Read instead: <a class="govuk-link" href="/toolkit/page/writing-for-the-child">{title}</a>' in page
    loading.load()
    again = client.get(address).content.decode()
    assert "This page was retired." not in again and "Read instead" not in again


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("instead: example-misheard-in-class", "instead: no-such-page"),
        ("slug: misheard-in-class", "slug: danger-first"),
        ("why: It told", "why: ''\n  was: It told"),
    ],
)
def test_a_page_that_went_without_a_way_on_is_named(folder, old, new):
    rewrite(folder / "retired.yaml", old, new)
    assert any("retired.yaml" in fault for fault in faults_in(folder))


def test_what_a_page_may_lead_to_beside_pages_is_there():
    assert reverse("toolkit:clocks") in BESIDE and all(resolve(address) for address in BESIDE)


@pytest.mark.django_db
def test_a_bad_file_loads_nothing_and_says_which(cast, folder):
    (folder / "guidance" / "broken.md").write_text("No front matter here.", encoding="utf-8")
    rewrite(folder / "guidance" / "danger-first.md", "Kith rings nobody.", "Kith telephones nobody.")
    with pytest.raises(BadContent, match="broken.md"):
        loading.load(folder)
    assert "telephones" not in str(Piece.objects.get(slug="danger-first", authority=None).sections)


@pytest.mark.django_db
def test_the_command_says_what_it_found(cast, capsys):
    call_command("toolkit", "check")
    said = capsys.readouterr().out
    assert "163 pages" in said and "Reading age" in said and "Nothing to mend." in said


@pytest.mark.parametrize("paste", HOSTILE)
def test_a_hostile_paste_comes_out_inert(paste):
    from tests.pages import check_page

    for made in (
        clean(paste),
        html(paste),
        clean(html(paste)),
        f"<p>{plain(paste).replace('&', '').replace('<', '')}</p>",
    ):
        low = made.lower()
        for bad in (
            "<script",
            "<style",
            "<iframe",
            "<object",
            "<embed",
            "<form",
            "<input",
            "<svg",
            "<math",
            "<img",
            "<link",
        ):
            assert bad not in low, made
        for bad in (" on", "javascript:", "data:", "vbscript:", "style=", "srcdoc", "class=", " id="):
            inside = [tag for tag in low.split("<")[1:] if bad in tag.split(">")[0]]
            assert not inside, made
        check_page(
            textwrap.dedent(f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A</title></head>
            <body><h1>A</h1><div>{made}</div></body></html>"""),
            "a page with a hostile paste",
        )


@pytest.mark.django_db
def test_a_passage_is_short_and_never_crosses_a_heading(cast):
    for piece in Piece.objects.filter(kind="guidance")[:20]:
        headings = {part["heading"] for part in piece.sections} | {""}
        for part in cut(piece):
            assert part.heading in headings and 0 < len(part.text.split()) <= 180


FAITH = re.compile(r"\b(hijab|niqab|headscarf|beard|convert\w*|pray\w*|fasting|ramadan|muslim|islam\w*)\b", re.I)


def test_no_sign_is_asked_for_by_faith_or_called_after_dress():
    """Who asks about a scarf is led to what is no sign, and never first to a sign."""
    signs = [page for page in read_pieces() if page.kind == Kind.INDICATOR]
    assert len(signs) >= 25
    for page in signs:
        assert not FAITH.search(page.title) and not re.search(r"\bdress\b|\bclothes\b", page.title, re.I), page.slug
        assert [line for line in page.asked if FAITH.search(line)] == [], page.slug


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question",
    ["she wears a headscarf now, should I worry", "he has grown a beard since summer", "became a Muslim last month"],
)
def test_a_question_about_faith_is_answered_by_what_is_no_sign(cast, question):
    answers = answers_to(cast["amina"], question)
    assert answers and answers[0].piece.kind != Kind.INDICATOR, [answer.piece.slug for answer in answers[:3]]
    assert "what-is-not-a-sign" in [answer.piece.slug for answer in answers[:3]]
