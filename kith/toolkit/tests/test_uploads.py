"""What somebody may try with a file: each gets a sentence, or comes out without its makers and whatever ran in it."""

import io
import re
import zipfile
import zlib

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from kith.toolkit import uploads
from kith.toolkit.tests import files
from kith.toolkit.uploads import LARGEST, NotUsable, cleaned

TITLE = "Our duty desk"


def refused(content: bytes) -> str:
    with pytest.raises(NotUsable) as fault:
        cleaned(content, title=TITLE)
    said = str(fault.value)
    assert said.endswith(".") and len(said) > 20
    return said


def everything(made: bytes) -> bytes:
    """All that a file holds, packed and unpacked."""
    if made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            return b"".join(name.encode() + package.read(name) for name in package.namelist())
    pieces = [made]
    for part in made.split(b"stream\n")[1:]:
        try:
            pieces.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            pieces.append(b"")
    text = b"".join(pieces)
    return text + text.replace(b"\0", b"")


def nobody(made: bytes) -> None:
    """The maker’s name stands nowhere in the file, also not in two bytes a letter."""
    held = everything(made)
    for word in (files.NAME, "Wilhelmina", "Penhaligon", "wonders", "A camera"):
        assert word.encode() not in held, word


# PDF


def test_a_pdf_keeps_its_words_pictures_links_and_outline_and_loses_its_makers():
    content = files.a_pdf()
    assert files.NAME.encode() in everything(content)
    kind, made = cleaned(content, title=TITLE)
    assert kind == "pdf"
    nobody(made)
    found = PdfReader(io.BytesIO(made), strict=True)
    assert [page.extract_text() for page in found.pages] == [f"Ring the duty desk, page {n}" for n in (0, 1)]
    assert [note["/A"]["/URI"] for note in found.pages[0]["/Annots"]] == ["https://example.org/help"]
    assert found.outline[0].title == "The first page" and found.get_destination_page_number(found.outline[0]) == 0
    assert dict(found.metadata) == {"/Title": TITLE} and found.xmp_metadata is None
    assert found.trailer["/Root"]["/Lang"] == "en-GB", "a screen reader knows the language"
    picture = found.pages[0].images[0].image
    assert picture.size == (40, 20) and not picture.getexif()
    assert cleaned(made, title=TITLE)[1] == made, "cleaned again it is the same"


def test_scripts_and_steps_are_gone_from_a_pdf_and_its_plain_links_stay():
    content = files.a_pdf(change=files.acting)
    assert b"zzscript" in everything(content)
    made = cleaned(content, title=TITLE)[1]
    held = everything(made)
    for word in (b"zzscript", b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/SubmitForm", b"/GoToR"):
        assert word not in held, word
    links = [note["/A"]["/URI"] for note in PdfReader(io.BytesIO(made)).pages[0]["/Annots"]]
    assert links == ["https://example.org/help", "https://example.org/next"]


def test_files_inside_a_pdf_are_gone():
    content = files.a_pdf(change=files.carrying)
    assert b"zzinside" in everything(content)
    made = cleaned(content, title=TITLE)[1]
    assert b"zzinside" not in everything(made) and not PdfReader(io.BytesIO(made)).attachments


def test_what_a_pdf_said_before_it_was_changed_is_gone():
    before = files.a_pdf()
    old = b"\n900 0 obj\n(zzbefore)\nendobj\n"
    at = before.rindex(b"startxref")
    content = before[:at] + old + before[at:] + b"\nPK\x03\x04zzbehind<script>zzbehind</script>"
    made = cleaned(content, title=TITLE)[1]
    assert b"zzbefore" not in made and b"zzbehind" not in made and made.rstrip().endswith(b"%%EOF")


def test_a_tagged_pdf_stays_tagged_so_that_it_can_be_listened_to():
    from weasyprint import HTML

    words = '<html lang="en"><title>x</title><body><h1>Ring</h1><p>The <a href="#b">desk</a></p><p id="b">Below</p>'
    made = cleaned(HTML(string=words).write_pdf(pdf_variant="pdf/ua-1"), title=TITLE)[1]
    found = PdfReader(io.BytesIO(made), strict=True)
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]["/K"] and root["/StructTreeRoot"]["/ParentTree"]
    assert "Ring" in found.pages[0].extract_text() and len(found.pages[0]["/Annots"]) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: files.a_pdf(password="owner"), "locked"),
        (lambda: files.a_pdf(change=files.fillable), "form to be filled in"),
        (lambda: files.a_pdf(change=files.bomb), "unpacks to more"),
        (lambda: files.a_pdf(pages=501), "more than 500 pages"),
        (lambda: files.a_pdf()[:400], "damaged"),
        (lambda: b"%PDF-1.7\n<html><script>alert(1)</script></html>", "damaged"),
        (lambda: b"%PDF-1.7\n" + b"[" * 200_000, "damaged"),
    ],
    ids=["locked", "form", "bomb", "long", "cut", "html", "deep"],
)
def test_a_pdf_that_cannot_be_kept_gets_a_sentence(content, words):
    assert words in refused(content())


def test_a_file_that_stalls_its_reader_is_given_up(monkeypatch, tmp_path):
    """The limit is of the process that reads, whatever it does there."""
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o700)
    monkeypatch.setattr(uploads.sys, "executable", str(slow))
    monkeypatch.setattr(uploads, "SECONDS", -9)
    assert "in the time that it gives one" in refused(files.a_pdf())


@pytest.mark.parametrize("how", [{"OFF": True}, {"BaseState": "/OFF"}, {"BaseState": "/Unchanged"}])
def test_a_layer_that_is_switched_off_is_refused_and_one_that_is_shown_stays(how):
    assert "layer that is switched off" in refused(files.a_pdf(change=files.layered(**how)))
    assert b"/OCG" in everything(cleaned(files.a_pdf(change=files.layered(ON=True)), title=TITLE)[1])


# Word


def test_a_word_document_keeps_its_words_and_pictures_and_loses_its_makers():
    content = files.a_docx()
    assert files.NAME.encode() in everything(content)
    kind, made = cleaned(content, title=TITLE)
    assert kind == "docx"
    nobody(made)
    held = everything(made)
    for word in (b"rsid", b"2026-01-01", b"comments", b"initials", b"thumbnail", b"docProps/app"):
        assert word not in held, word
    found = Document(io.BytesIO(made))
    assert "Ring the duty desk." in [paragraph.text for paragraph in found.paragraphs]
    assert found.core_properties.title == TITLE and not found.core_properties.author
    assert b"By day." in held and b"<w:ins " not in held, (
        "what a tracked change put in stands there as if it always had"
    )
    assert b"https://example.org/help" in held
    pictures = [part.blob for part in found.part.package.iter_parts() if part.content_type == "image/png"]
    assert len(pictures) == 1 and not Image.open(io.BytesIO(pictures[0])).getexif()
    top = found.sections[0].header.part
    assert [row.target_part.content_type for row in top.rels.values()] == ["image/jpeg"]
    assert found.sections[0].footer.paragraphs[0].text == "Printed copies grow old."
    assert cleaned(made, title=TITLE)[1] == made


def test_a_box_that_repeats_the_author_and_the_place_of_a_picture_are_empty():
    box = (
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns0:coreProperties[1]/ns1:creator[1]"/></w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>{files.NAME}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    def change(name, text):
        return files.saying(box)(name, text).replace(
            'name="Picture 1"', 'name="Picture 1" descr="C:\\Penhaligon\\a b.png"'
        )

    content = files.a_docx(change=change)
    assert b"Penhaligon\\a b.png" in everything(content)
    nobody(cleaned(content, title=TITLE)[1])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            lambda: files.a_docx(
                change=files.pointing(
                    "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"
                ),
                **{"word/vbaProject.bin": b"x"},
            ),
            "macro",
        ),
        (
            lambda: files.a_docx(
                change=lambda n, t: t.replace(
                    "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"
                )
            ),
            "template",
        ),
        (
            lambda: files.a_docx(
                change=files.pointing(f"{files.R}/attachedTemplate", "https://example.org/x.dotm", True)
            ),
            "template elsewhere",
        ),
        (
            lambda: files.a_docx(change=files.pointing(f"{files.R}/image", "https://example.org/x.png", True)),
            "fetches something from elsewhere",
        ),
        (lambda: files.a_docx(change=files.pointing(f"{files.R}/frame", "https://example.org/x.htm", True)), "frames"),
        (
            lambda: files.a_docx(
                change=files.pointing(f"{files.R}/oleObject", "embeddings/o.bin"), **{"word/embeddings/o.bin": b"x"}
            ),
            "embedded object",
        ),
        (
            lambda: files.a_docx(
                change=files.pointing(f"{files.R}/package", "embeddings/o.xlsx"), **{"word/embeddings/o.xlsx": b"x"}
            ),
            "embedded object",
        ),
        (
            lambda: files.a_docx(change=files.pointing(f"{files.R}/aFChunk", "x.htm"), **{"word/x.htm": b"x"}),
            "another document",
        ),
        (lambda: files.a_docx(change=files.pointing(f"{files.R}/hyperlink", "file://server/share", True)), "links to"),
        (lambda: files.a_docx(change=files.pointing(f"{files.R}/hyperlink", "javascript:x", True)), "links to"),
        (lambda: files.a_docx(change=files.a_field("DDEAUTO c:\\\\x")), "field"),
        (lambda: files.a_docx(change=files.a_field("INCLUDETEXT &quot;https://example.org/x&quot;")), "field"),
        (lambda: files.a_docx(change=files.a_field("HYPERLINK &quot;file://server/share&quot;")), "links to"),
        (lambda: files.a_docx(change=files.a_field("AUTHOR")), "field"),
        (
            lambda: files.a_docx(change=lambda n, t: t.replace("<w:body>", "<!DOCTYPE x><w:body>", 1)),
            "definitions of its own",
        ),
        (lambda: files.a_docx(**{"word/big.xml": b" " * 40_000_000}), "unpacks to more"),
        (lambda: files.a_docx(**{f"word/{n}.xml": b"x" for n in range(10_000)}), "unpacks to more"),
        (lambda: files.a_zip({"a.txt": b"x"}), "not a Word document"),
        (lambda: files.a_docx()[:3_000], "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "old Word document"),
    ],
)
def test_a_word_document_that_cannot_be_kept_gets_a_sentence(content, words):
    assert words in refused(content())


@pytest.mark.parametrize(
    "code", ["PAGE", "TOC \\\\o", "HYPERLINK &quot;https://example.org/&quot;", "HYPERLINK \\\\l &quot;a&quot;"]
)
def test_fields_that_count_and_point_to_pages_stay(code):
    made = cleaned(files.a_docx(change=files.a_field(code.replace("\\\\", "\\"))), title=TITLE)[1]
    assert b"instrText" in everything(made)


OFF = b"Ring nobody at night"
HIDDEN = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{OFF.decode()}</w:t></w:r>"
GONE = f"<w:r><w:delText>{OFF.decode()}</w:delText></w:r>"
WHO = f'w:id="7" w:author="{files.NAME}" w:date="2026-01-01T00:00:00Z"'
STAYS = "<w:r><w:t>What stays</w:t></w:r>"


def in_part(part: str, mark: str, words: str):
    """A change of the document: words before the end of an element of one of its parts."""
    return lambda name, text: text.replace(mark, words + mark, 1) if name == f"word/{part}.xml" else text


@pytest.mark.parametrize(
    "words",
    [
        f"<w:p>{STAYS}<w:del {WHO}>{GONE}</w:del></w:p>",
        f"<w:p>{STAYS}<w:ins {WHO}><w:del {WHO}>{GONE}</w:del></w:ins></w:p>",
        f'<w:p>{STAYS}<w:moveFromRangeStart {WHO} w:name="{files.NAME}"/><w:moveFrom {WHO}><w:r><w:t>{OFF.decode()}</w:t></w:r>'
        f'</w:moveFrom><w:moveFromRangeEnd w:id="7"/></w:p>',
        f"<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr><w:pPrChange {WHO}><w:pPr/></w:pPrChange></w:pPr>{STAYS}<w:del {WHO}>{GONE}</w:del></w:p>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:del {WHO}/></w:trPr><w:tc><w:p><w:r><w:t>{OFF.decode()}</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{STAYS}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:cellDel {WHO}/></w:tcPr><w:p><w:r><w:t>{OFF.decode()}</w:t></w:r></w:p></w:tc>"
        f"<w:tc><w:p>{STAYS}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p>{STAYS}{HIDDEN}</w:p>",
        f"<w:p>{STAYS}{HIDDEN.replace('<w:vanish/>', '<w:specVanish/>')}</w:p>",
        f"<w:p>{STAYS}<w:ins {WHO}>{HIDDEN}</w:ins></w:p>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>{OFF.decode()}</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{STAYS}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p>{STAYS}<w:r><w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>"
        f"<wp:docPr id='1' name='{OFF.decode()}' hidden='1'/></wp:anchor></w:drawing></w:r></w:p>",
        f"<w:p>{STAYS}<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' style='width:1pt; visibility: hidden'>"
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{OFF.decode()}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    ],
)
def test_what_was_deleted_or_is_hidden_in_a_word_document_stays_behind(words):
    content = files.a_docx(change=files.saying(words))
    assert OFF in everything(content), "it was there"
    made = cleaned(content, title=TITLE)[1]
    held = everything(made)
    nobody(made)
    assert OFF not in held and b"What stays" in held and b"Ring the duty desk." in held
    for mark in (b"<w:ins ", b"<w:del", b"<w:move", b"Change ", b"cellDel"):
        assert mark not in held, mark
    assert "What stays" in "".join(
        text.text or "" for text in Document(io.BytesIO(made)).element.iter(f"{{{files.W}}}t")
    )
    assert cleaned(made, title=TITLE)[1] == made


def test_words_that_say_that_they_are_not_hidden_and_hidden_marks_of_paragraphs_stay():
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Plainly there</w:t></w:r>'
    mark = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>With a mark</w:t></w:r></w:p>"
    held = everything(cleaned(files.a_docx(change=files.saying(f"<w:p>{shown}</w:p>{mark}")), title=TITLE)[1])
    assert b"Plainly there" in held and b"With a mark" in held


STYLE = '<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{more}</w:style>'
SHY = STYLE.format(kind="character", key="Shy", more="<w:rPr><w:vanish/></w:rPr>")
SHYER = STYLE.format(kind="character", key="Shyer", more='<w:basedOn w:val="Shy"/>')


@pytest.mark.parametrize("key", ["Shy", "Shyer"])
def test_words_that_a_style_hides_are_refused_and_a_style_that_nothing_has_is_not(key):
    def change(used):
        words = f'<w:p><w:r><w:rPr><w:rStyle w:val="{used}"/></w:rPr><w:t>{OFF.decode()}</w:t></w:r></w:p>'
        styles = in_part("styles", "</w:styles>", SHY + SHYER)
        return lambda name, text: styles(name, files.saying(words)(name, text))

    said = refused(files.a_docx(change=change(key)))
    assert f"its style “{key}” hides" in said
    assert OFF in everything(cleaned(files.a_docx(change=change("Strong")), title=TITLE)[1])


def test_words_that_stand_in_the_code_of_a_field_alone_are_refused():
    for code in ("XE &quot;Ring nobody&quot;", "TC &quot;Ring nobody&quot;"):
        assert "holds the field" in refused(files.a_docx(change=files.a_field(code)))


NOTE = '<w:footnote w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def test_a_note_a_picture_a_link_and_a_head_go_with_what_led_to_them():
    """Each is there twice: what leads to the one is deleted or never shown, and what leads to the other stays."""
    notes = f'<w:footnotes xmlns:w="{files.W}">{NOTE.format(4, OFF.decode())}{NOTE.format(5, "A note that stays")}</w:footnotes>'
    head = f'<w:hdr xmlns:w="{files.W}"><w:p><w:r><w:t>{OFF.decode()}</w:t></w:r></w:p></w:hdr>'
    rows = "".join(
        f'<Relationship Id="{key}" Type="{files.R}/{kind}" Target="{target}"{mode}/>'
        for key, kind, target, mode in (
            ("rId90", "footnotes", "footnotes.xml", ""),
            ("rId91", "hyperlink", "https://example.org/gone", ' TargetMode="External"'),
            ("rId92", "image", "media/gone.png", ""),
            ("rId93", "header", "headgone.xml", ""),
        )
    )
    types = f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES}"/><Override PartName="/word/headgone.xml" '
    types += 'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>'
    leads = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    link = f'<w:hyperlink xmlns:r="{files.R}" r:id="rId91"><w:r><w:delText>x</w:delText></w:r></w:hyperlink>'
    picture = f"<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:imagedata xmlns:r='{files.R}' r:id='rId92'/></v:shape></w:pict></w:r>"
    words = f"<w:p>{leads.format(5)}<w:del {WHO}>{leads.format(4)}{picture}</w:del></w:p><w:p><w:del {WHO}>{link}</w:del></w:p>"

    def change(name, text):
        text = files.saying(words)(name, text)
        if name == "word/document.xml":
            at = f'<w:headerReference xmlns:r="{files.R}" w:type="first" r:id="rId93"/>'
            return text.replace("<w:headerReference", f"{at}<w:headerReference", 1)
        if name == "[Content_Types].xml":
            return text.replace("</Types>", types)
        return text.replace("</Relationships>", f"{rows}</Relationships>") if name == files.RELS else text

    brought = {
        "word/footnotes.xml": notes,
        "word/headgone.xml": head,
        "word/media/gone.png": files.a_picture("PNG", (7, 7)),
    }
    content = files.a_docx(change=change, **brought)
    before = everything(content)
    assert before.count(OFF) == 2 and b"example.org/gone" in before
    made = cleaned(content, title=TITLE)[1]
    held = everything(made)
    assert OFF not in held and b"example.org/gone" not in held
    assert b"A note that stays" in held and b"example.org/help" in held
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        kept = [Image.open(io.BytesIO(package.read(name))).size for name in package.namelist() if "media" in name]
    assert sorted(kept) == [(20, 40), (20, 40)], "the two that are shown"


# Pictures


@pytest.mark.parametrize(("kind", "said"), [("JPEG", "jpeg"), ("PNG", "png")])
def test_a_picture_is_its_pixels_and_nothing_else(kind, said):
    content = files.a_picture(kind)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    found, made = cleaned(content, title=TITLE)
    assert found == said
    picture = Image.open(io.BytesIO(made))
    assert picture.size == (20, 40), "it stands upright"
    assert not picture.getexif() and not {"icc_profile", "comment", "exif", "xmp"} & set(picture.info)
    nobody(made)


def test_a_picture_with_a_page_behind_it_loses_the_page():
    content = files.a_picture("PNG") + b"<script>zzbehind</script>%PDF-1.7"
    assert b"zzbehind" not in cleaned(content, title=TITLE)[1]


def huge(side=100_000) -> bytes:
    """A PNG that says it is so many pixels wide and high."""
    content = bytearray(files.a_picture("PNG"))
    content[16:24] = side.to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (huge, "30 million pixels"),
        (lambda: huge(6_000), "30 million pixels"),
        (lambda: files.a_picture("PNG")[:-60], "damaged"),
        (lambda: files.a_picture("JPEG", (400, 400))[:700], "damaged"),
        (lambda: b"\xff\xd8\xff<html>", "damaged"),
        (lambda: b"MZ\x90\0" + b"x" * 500, "none of the kinds"),
        (lambda: b"<html><script>x</script></html>", "none of the kinds"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "none of the kinds"),
        (lambda: b"GIF89a" + b"x" * 50, "none of the kinds"),
        (lambda: b"\n%PDF-1.7", "none of the kinds"),
        (lambda: b"", "empty"),
        (lambda: b"%PDF-1.7" + b"x" * LARGEST, "larger than 5 MB"),
    ],
)
def test_what_is_no_picture_and_no_document_gets_a_sentence(content, words):
    assert words in refused(content())


def test_the_process_that_reads_has_no_secret_of_ours(monkeypatch):
    """It is started without our environment, by the same program."""
    asked = {}
    real = uploads.subprocess.run

    def run(command, **how):
        asked.update(how, command=command)
        return real(command, **how)

    monkeypatch.setenv("KITH_SECRET_KEY", "zzsecret")
    monkeypatch.setattr(uploads.subprocess, "run", run)
    assert cleaned(files.a_picture(), title=TITLE)[0] == "jpeg"
    assert asked["env"] == {} and "shell" not in asked


@pytest.mark.parametrize(
    ("deed", "ends"),
    [
        ("while True: pass", uploads.OUT_OF_TIME),
        ("b'x' * (2 * 1024 ** 3)", {1}),  # a MemoryError
        ("import tempfile; tempfile.TemporaryFile().write(b'x' * 99_999)", {1, -25}),
        ("print('well')", {0}),
    ],
    ids=["time", "memory", "files", "nothing"],
)
def test_the_process_that_reads_has_little_time_no_room_and_no_file(deed, ends):
    begin = "from kith.toolkit.cleaning import __main__ as here; here.SECONDS = 1; here.within_limits()"
    done = uploads.subprocess.run(
        [uploads.sys.executable, "-c", f"{begin}\n{deed}"],
        cwd=uploads.settings.BASE_DIR,
        env={},
        timeout=20,
        capture_output=True,
    )
    assert done.returncode in ends


def test_a_drawing_in_svg_gives_way_to_the_picture_beside_it():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="zzrun()"/>'
    space = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    blip = f'<a:extLst><a:ext uri="x"><v:svgBlip xmlns:v="{space}" r:embed="rId99"/></a:ext></a:extLst></a:blip>'
    point = files.pointing(f"{files.R}/image", "media/drawn.svg")

    def change(name, text):
        return re.sub(r"(<a:blip [^>]*)/>", rf"\1>{blip}", point(name, text)) if "document.xml" in name else text

    content = files.a_docx(change=change, **{"word/media/drawn.svg": svg})
    assert b"svgBlip" in everything(content)
    held = everything(cleaned(content, title=TITLE)[1])
    assert b"zzrun" not in held and b"svgBlip" not in held and b"a:blip" in held


def test_a_field_that_reads_two_ways_is_refused():
    """A reader that knows the first way sees PAGE, Word sees the other."""
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    code = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><m:AlternateContent xmlns:m="{space}"><m:Choice Requires="w">'
        "<w:r><w:instrText>PAGE </w:instrText></w:r></m:Choice><m:Fallback><w:r><w:instrText>DDE x</w:instrText></w:r>"
        '</m:Fallback></m:AlternateContent><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert "field" in refused(files.a_docx(change=files.saying(f"<w:p>{code}</w:p>")))


def test_a_second_picture_behind_the_first_and_remarks_between_its_passes_stay_behind():
    import io

    from PIL import Image

    from kith.toolkit.cleaning.segments import plain_jpeg

    def picture(**more) -> bytes:
        made = io.BytesIO()
        Image.effect_noise((64, 64), 50).save(made, "JPEG", **more)
        return made.getvalue()

    exif = Image.Exif()
    exif[0x010F] = "Camera of Wilhelmina"
    first = picture(progressive=True)
    clean = plain_jpeg(first + picture(exif=exif))
    assert b"Wilhelmina" not in clean and b"Exif" not in clean
    assert Image.open(io.BytesIO(clean)).tobytes() == Image.open(io.BytesIO(first)).tobytes()
    scan = first.rindex(b"\xff\xda")
    remark = b"\xff\xfe" + (2 + 11).to_bytes(2, "big") + b"Wilhelmina!"
    assert b"Wilhelmina" not in plain_jpeg(first[:scan] + remark + first[scan:])
