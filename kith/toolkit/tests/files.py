"""Files for tests: plain ones, and ones that somebody might try. Nobody in them is a real person."""

import io
import zipfile

from docx import Document
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

NAME = "Wilhelmina Penhaligon"  # who made each of them
RELS = "word/_rels/document.xml.rels"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_picture(kind="JPEG", size=(40, 20)) -> bytes:
    """A picture that says who took it, where, and with what."""
    picture, made = Image.new("RGB", size, (200, 30, 30)), io.BytesIO()
    exif = Image.Exif()
    exif[0x013B], exif[0x010F], exif[0x0112] = NAME, "A camera", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    extra = {"comment": NAME.encode()} if kind == "JPEG" else {}
    picture.save(made, kind, exif=exif, icc_profile=b"x" * 200, **extra)
    return made.getvalue()


def a_pdf(*, pages=2, change=None, **how) -> bytes:
    """A PDF with words, a picture, a link in it and one outside, and its writer’s name wherever one can stand.

    `change` may do something to the writer before it is saved.
    """
    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(200, 200)
        words = StreamObject()
        words.set_data(b"BT /F1 12 Tf 20 100 Td (Ring the duty desk, page %d) Tj ET" % number)
        page[NameObject("/Contents")] = writer._add_object(words.flate_encode())
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        fonts = DictionaryObject({NameObject("/F1"): named(font)})
        picture = StreamObject()
        picture._data = a_picture()
        picture.update(
            named({"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode", "/ColorSpace": "/DeviceRGB"})
        )
        picture.update(
            {NameObject(f"/{k}"): NumberObject(v) for k, v in (("Width", 40), ("Height", 20), ("BitsPerComponent", 8))}
        )
        picture[NameObject("/PTEX.FileName")] = TextStringObject(f"/home/{NAME}/plan.jpg")
        picture[NameObject("/Metadata")] = writer._add_object(xmp())
        pictures = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): fonts, NameObject("/XObject"): pictures}
        )
    writer.add_metadata({"/Author": NAME, "/Creator": NAME, "/Title": "Old title"})
    writer._root_object[NameObject("/Metadata")] = writer._add_object(xmp())
    writer._root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    writer.add_outline_item(title="The first page", page_number=0)
    writer.add_annotation(0, Link(rect=(10, 10, 50, 50), url="https://example.org/help"))
    remark = FreeText(text=f"{NAME} wonders", rect=(50, 50, 90, 90))
    remark[NameObject("/T")] = TextStringObject(NAME)
    writer.add_annotation(0, remark)
    if change:
        change(writer)
    if how.get("password"):
        writer.encrypt("", how["password"], algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def named(words: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in words.items()})


def xmp() -> StreamObject:
    found = StreamObject()
    found.set_data(f"<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>".encode())
    found.update(named({"/Type": "/Metadata", "/Subtype": "/XML"}))
    return found


def an_action(kind: str, **said: str) -> DictionaryObject:
    found = named({"/S": f"/{kind}"})
    found.update({NameObject(f"/{key}"): TextStringObject(value) for key, value in said.items()})
    return found


def acting(writer: PdfWriter) -> None:
    """Scripts and steps wherever a PDF can have one."""
    root = writer._root_object
    script = ArrayObject([TextStringObject("zzscript"), an_action("JavaScript", JS="zzscript")])
    scripts = DictionaryObject({NameObject("/Names"): script})
    root[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): writer._add_object(scripts)})
    root[NameObject("/OpenAction")] = an_action("JavaScript", JS="zzscript")
    root[NameObject("/AA")] = DictionaryObject({NameObject("/WC"): an_action("JavaScript", JS="zzscript")})
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): an_action("JavaScript", JS="zzscript")})
    for action in (
        an_action("Launch", F="zzscript.exe"),
        an_action("URI", URI="javascript:zzscript"),
        an_action("URI", URI="file://zzscript/share"),
        an_action("SubmitForm", F="https://example.org/zzscript"),
        an_action("GoToR", F="zzscript.pdf"),
    ):
        link = Link(rect=(1, 1, 9, 9), url="https://example.org/")
        link[NameObject("/A")] = action
        writer.add_annotation(0, link)
    follow = an_action("URI", URI="https://example.org/next")
    follow[NameObject("/Next")] = an_action("JavaScript", JS="zzscript")
    link = Link(rect=(1, 1, 9, 9), url="https://example.org/")
    link[NameObject("/A")] = follow
    writer.add_annotation(0, link)
    outline = writer.get_outline_root()["/First"]
    outline[NameObject("/A")] = an_action("JavaScript", JS="zzscript")


def carrying(writer: PdfWriter) -> None:
    """A file inside, by the list of files and by a pin on a page."""
    writer.add_attachment("zzinside.exe", b"MZzzinside")
    pointed = named({"/Type": "/Filespec"})
    pointed[NameObject("/F")] = TextStringObject("zzinside.exe")
    tree = DictionaryObject({NameObject("/K"): ArrayObject([writer._add_object(pointed), pointed])})
    writer._root_object[NameObject("/StructTreeRoot")] = tree
    kinds = named({"/Type": "/Annot", "/Subtype": "/FileAttachment"})
    kinds[NameObject("/Rect")] = ArrayObject(NumberObject(n) for n in (1, 1, 9, 9))
    kinds[NameObject("/FS")] = DictionaryObject({NameObject("/F"): TextStringObject("zzinside.exe")})
    writer.pages[0]["/Annots"].append(writer._add_object(kinds))


def fillable(writer: PdfWriter) -> None:
    box = named({"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx"})
    box[NameObject("/Rect")] = ArrayObject(NumberObject(n) for n in (1, 1, 9, 9))
    box[NameObject("/T")] = TextStringObject("Name of the child")
    place = writer._add_object(box)
    writer.pages[0]["/Annots"].append(place)
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject([place])})


def layered(**said):
    """A layer in a PDF, and whether it is shown as the document opens."""

    def change(writer: PdfWriter) -> None:
        layer = named({"/Type": "/OCG"})
        layer[NameObject("/Name")] = TextStringObject("Remarks")
        layers = ArrayObject([writer._add_object(layer)])
        shown = DictionaryObject({NameObject("/Order"): layers})
        shown.update(
            {NameObject(f"/{key}"): layers if value is True else NameObject(value) for key, value in said.items()}
        )
        both = DictionaryObject({NameObject("/OCGs"): layers, NameObject("/D"): shown})
        writer._root_object[NameObject("/OCProperties")] = both

    return change


def bomb(writer: PdfWriter) -> None:
    """A page whose words unpack to a thousand times their size."""
    import zlib

    found = StreamObject()
    found._data = zlib.compress(b" " * 300_000_000, 9)
    found.update(named({"/Filter": "/FlateDecode"}))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(found)


def a_docx(*, change=None, **parts: bytes | str) -> bytes:
    """A Word document with words, a picture and links, tracked changes, a comment, and its writer’s name everywhere.

    `change` may alter the words of a part: a function of its name and text. `parts` are laid beside the others.
    """
    document, made = Document(), io.BytesIO()
    document.core_properties.author = document.core_properties.last_modified_by = NAME
    document.core_properties.title = "Old title"
    document.add_paragraph("Ring the duty desk.")
    document.add_picture(io.BytesIO(a_picture("PNG")))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(a_picture("JPEG")))
    document.sections[0].footer.paragraphs[0].text = "Printed copies grow old."
    kept = document.add_comment(document.paragraphs[0].runs, text=f"{NAME} wonders", author=NAME, initials="WP")
    assert kept is not None
    tracked = (
        f'<w:p xmlns:w="{W}" w:rsidR="00AB12CD"><w:ins w:id="1" w:author="{NAME}" w:date="2026-01-01T00:00:00Z">'
        "<w:r><w:t>By day.</w:t></w:r></w:ins></w:p>"
    )
    from lxml import etree

    document.element.body.insert(0, etree.fromstring(tracked))
    link = document.part.relate_to("https://example.org/help", f"{R}/hyperlink", is_external=True)
    words = (
        f'<w:p xmlns:w="{W}" xmlns:r="{R}"><w:hyperlink r:id="{link}"><w:r><w:t>Help</w:t></w:r></w:hyperlink></w:p>'
    )
    document.element.body.insert(1, etree.fromstring(words))
    document.save(made)
    files = {}
    with zipfile.ZipFile(made) as package:
        for name in package.namelist():
            files[name] = package.read(name)
    if change:
        files = {
            name: change(name, data.decode()).encode() if name.endswith((".xml", ".rels")) else data
            for name, data in files.items()
        }
    files.update({name: data.encode() if isinstance(data, str) else data for name, data in parts.items()})
    return a_zip(files)


def a_zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return made.getvalue()


def pointing(kind: str, target: str, outside: bool = False):
    """A change of the document: its main part points to one thing more."""
    mode = ' TargetMode="External"' if outside else ""
    row = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return lambda name, text: text.replace("</Relationships>", row) if name == RELS else text


def saying(words: str):
    """A change of the document: one paragraph more."""
    return lambda name, text: text.replace("<w:body>", f"<w:body>{words}") if name == "word/document.xml" else text


def a_field(code: str):
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return saying(f"<w:p>{runs.format(code)}</w:p>")
