"""A Word document that leaves the house: real headings, the marking on each page, in British English."""

from django.utils import timezone
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def begun(marking: str, title: str, footing: str):
    """An empty document with its title, its marking at the top of each page (where it has one) and a line at the foot."""
    document = Document()
    about = document.core_properties
    about.title = title
    # What the library's own empty document says of itself is years old and names the library.
    about.author = about.last_modified_by = "Kith"
    about.language, about.comments, about.revision = "en-GB", "", 1
    about.created = about.modified = timezone.now().replace(tzinfo=None)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)
    section = document.sections[0]
    if marking:
        header = section.header.paragraphs[0]
        header.text = marking
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        header.runs[0].bold = True
    section.footer.paragraphs[0].text = footing
    return document


def paragraphs(document, text: str, style: str | None = None) -> None:
    """Each line of the text as a paragraph of its own."""
    for line in text.split("\n"):
        document.add_paragraph(line, style=style)
