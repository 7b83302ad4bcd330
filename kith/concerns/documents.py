"""A referral as DOCX: Kith's own, or an authority's uploaded form filled at fixed places.

An uploaded form is data, never a program: only `{{ known_names }}` are filled, and a file that holds a macro, an
embedded object, a link to a template elsewhere or any other template command is refused.
"""

import io
import re
import zipfile

from django.utils import timezone
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docxtpl import DocxTemplate, Listing
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

LARGEST = 2 * 1024 * 1024
LARGEST_OPEN = 30 * 1024 * 1024
MOST_FILES = 400
PLACE = re.compile(r"\{\{(.*?)\}\}", re.S)
TAG = re.compile(r"<[^>]*>")
FORBIDDEN_PARTS = ("vbaproject", "embeddings/", "activex", "macros")
ALWAYS = ("marking", "reference", "made_on", "made_by", "authority")


class NotUsable(ValueError):
    """The uploaded form cannot be used; the message says why, in one sentence for the person who uploaded it."""


def place_name(key: str) -> str:
    """How a heading is called in an uploaded form: its key with underscores."""
    return key.replace("-", "_")


def places_for(keys) -> list[str]:
    """Every place that an uploaded form may name."""
    return [*(place_name(key) for key in keys), *ALWAYS]


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        infos = package.infolist()
        if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_OPEN:
            raise NotUsable("This file holds more than a form does. Save it anew in your word processor.")
        if any(info.filename.startswith(("/", "\\")) or ".." in info.filename.split("/") for info in infos):
            raise NotUsable("This file is not a Word document.")
        names = {info.filename for info in infos}
        if "word/document.xml" not in names or "[Content_Types].xml" not in names:
            raise NotUsable("This file is not a Word document (.docx).")
        if any(part in name.lower() for name in names for part in FORBIDDEN_PARTS):
            raise NotUsable("This file holds a macro or an embedded object. Save it as a plain .docx without them.")
        return {info.filename: package.read(info) for info in infos if info.filename.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NotUsable("This file is not a Word document (.docx), or it has a password.") from error


def check_template(content: bytes, keys) -> list[str]:
    """The places that the form uses, in alphabetical order. Raises NotUsable with a sentence."""
    if len(content) > LARGEST:
        raise NotUsable("The file is larger than 2 MB. Take pictures out of it and try again.")
    parts = _parts(content)
    used: set[str] = set()
    known = set(places_for(keys))
    for name, xml in parts.items():
        try:
            text = xml.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NotUsable("This file is not a Word document that Kith can read.") from error
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise NotUsable("This file is not a Word document that Kith can read.")
        if name.endswith(".rels"):
            if 'TargetMode="External"' in text and re.search(r"attachedTemplate|oleObject|/frame|/image", text):
                raise NotUsable("This file fetches something from elsewhere. Save it as a plain .docx and try again.")
            continue
        plain = TAG.sub("", text)
        if re.search(r"\{[%#]", plain):
            raise NotUsable("The form holds a template command. Only places such as {{ needs }} are filled.")
        for place in PLACE.findall(plain):
            place = place.strip()
            if place not in known:
                raise NotUsable(f"The form names a place that Kith does not know: “{place[:60]}”.")
            used.add(place)
    if not used:
        raise NotUsable("The form names no place to fill. Write, for instance, {{ needs }} where the needs belong.")
    fill_template(content, dict.fromkeys(known, "Trial"))
    return sorted(used)


def fill_template(content: bytes, texts: dict[str, str]) -> bytes:
    """The authority's form with the texts at their places, and nothing run. Raises NotUsable."""
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.render({name: Listing(text) for name, text in texts.items()}, SandboxedEnvironment(autoescape=True))
        made = io.BytesIO()
        document.save(made)
    except (TemplateError, KeyError, ValueError) as error:
        raise NotUsable("The form could not be filled. Check that each place is written in one go.") from error
    return made.getvalue()


def texts_of(referral, reader) -> dict[str, str]:
    """What stands at each place of an uploaded form."""
    texts = {place_name(answer.key): answer.text for answer in referral.answers.all()}
    now = timezone.localtime()
    return {
        **texts,
        "marking": referral.marking,
        "reference": referral.consultation.reference,
        "made_on": f"{now.day} {now:%B %Y}",
        "made_by": reader.name,
        "authority": referral.consultation.authority.name,
    }


def referral_docx(referral, reader) -> bytes:
    """The referral as a Word document with real headings, its marking on each page, in British English."""
    document = Document()
    document.core_properties.title = f"Referral to Prevent, {referral.consultation.reference}"
    document.core_properties.author = "Kith"
    document.core_properties.language = "en-GB"
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.text = referral.marking
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    header.runs[0].bold = True
    now = timezone.localtime()
    section.footer.paragraphs[
        0
    ].text = f"{referral.consultation.reference}, made for {reader.name}, {now.day} {now:%B %Y at %H:%M}"
    document.add_heading("Referral to Prevent", level=1)
    document.add_paragraph(
        f"{referral.consultation.authority.name}, children’s social care. Kith reference {referral.consultation.reference}."
    )
    for answer in referral.answers.all():
        document.add_heading(answer.title, level=2)
        for paragraph in answer.text.split("\n"):
            document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
