"""A document on a page of the toolkit, in a real browser: attached, refused, sent back, approved, saved, taken out."""

import pytest
from pypdf import PdfReader

from kith.toolkit.tests import files

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/toolkit/page/danger-first"


@pytest.mark.parametrize("scripts", [True, False])
def test_from_one_persons_machine_to_everybodys_page(visitor, cast, tmp_path, scripts):
    named = "" if scripts else "-plain"
    wrong, right = tmp_path / "procedure.pdf", tmp_path / "minutes.exe"
    wrong.write_bytes(b"MZ" + b"x" * 400)
    right.write_bytes(files.a_pdf())

    farah = visitor(cast["farah"], scripts=scripts)
    farah.page.goto(PAGE)
    farah.follow("Attach a document")
    farah.look(f"document-attach{named}")
    farah.fill("What is the document called?", "How we ring the duty desk")
    farah.page.get_by_label("The document", exact=True).set_input_files(wrong)
    farah.press("Send it to a second person")
    assert "none of the kinds that Kith keeps" in farah.text()
    farah.look(f"document-refused{named}")
    farah.page.get_by_label("The document", exact=True).set_input_files(right)
    farah.press("Send it to a second person")
    assert "You attached this, so a second person answers" in farah.text()
    farah.look(f"document-waits{named}")

    bola = visitor(cast["bola"], scripts=scripts)
    bola.go("/toolkit/edit/", f"document-board{named}")
    bola.follow("How we ring the duty desk")
    bola.look(f"document-answer{named}")
    bola.press("Answer", exact=True)
    bola.look(f"document-answer-missing{named}")
    bola.choose("Approve it: readers can download it")
    bola.press("Answer", exact=True)
    assert "readers can download it" in bola.text()

    amina = visitor(cast["amina"], scripts=scripts)
    amina.go(PAGE, f"document-on-page{named}")
    with amina.page.expect_download() as saved:
        amina.follow("How we ring the duty desk")
    assert saved.value.suggested_filename == "how-we-ring-the-duty-desk.pdf"
    found = PdfReader(saved.value.path())
    assert found.metadata.author is None and "Ring the duty desk" in found.pages[0].extract_text()
    assert not amina.faults

    farah.go("/toolkit/page/danger-first", f"document-on-editors-page{named}")
    farah.follow("Attach a document")
    farah.look(f"document-attach-newer{named}")
    farah.page.goto(PAGE)
    farah.follow("Take it out")
    farah.look(f"document-take-out{named}")
    farah.fill("Why?", "The desk has moved.")
    farah.press("Take it out")
    assert "The desk has moved." in farah.text()
    amina.page.reload()
    assert "How we ring the duty desk" not in amina.text()
