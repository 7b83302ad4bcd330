"""An assessment as a Word document, with real headings, its marking on each page, in British English."""

import io

from django.utils import timezone

from kith.concerns.rules import family_not_to_be_told, told_in_words
from kith.design.word_files import begun, paragraphs


def _said(document, title: str, text: str, level: int = 2) -> None:
    if not text:
        return
    document.add_heading(title, level=level)
    paragraphs(document, text)


def assessment_docx(paper: dict) -> bytes:
    """The paper that the page shows, as a Word document; for the family without anything that is not theirs."""
    row, conclusion, family = paper["row"], paper["conclusion"], paper["family"]
    now = timezone.localtime(paper["made_at"])
    made = f"made for {paper['reader'].name}, {now.day} {now:%B %Y at %H:%M}"
    title = "Our assessment with you" if family else f"Assessment, {row.consultation.reference}"
    document = begun(paper["marking"], title, made if family else f"{row.consultation.reference}, {made}")
    document.add_heading("Our assessment with you" if family else "Assessment", level=1)
    document.add_paragraph(_about(paper))
    if not family:
        for line in told_in_words(family_not_to_be_told(paper["reader"], row.consultation)):
            document.add_paragraph(line).runs[0].bold = True
    for part, written in paper["parts"]:
        document.add_heading(part, level=2)
        for one in written:
            _said(document, one.title, one.text, level=3)
    if conclusion is not None:
        document.add_heading("What comes of it", level=2)
        for outcome in conclusion.outcomes.all():
            document.add_paragraph(outcome.label, style="List Bullet")
        _said(document, "Why", conclusion.reason, 3)
        if not family:
            _said(document, "Why these stand together", conclusion.both_because, 3)
        _cited(document, conclusion, family)
        _said(document, "What is needed now", conclusion.needed, 3)
        _said(document, "What the child says", conclusion.childs_view, 3)
        _said(document, "What the parents or carers say", conclusion.familys_view, 3)
        if not family:
            _said(document, "Why the child was not asked", conclusion.no_childs_view_because, 3)
            _said(document, "Why the parents or carers have not seen it", conclusion.not_shown_because, 3)
            _said(document, "Considered and set aside", conclusion.set_aside, 3)
            _said(document, "What would change this", conclusion.would_change, 3)
    made_file = io.BytesIO()
    document.save(made_file)
    return made_file.getvalue()


def _cited(document, conclusion, family: bool) -> None:
    edition = conclusion.cited_in
    if edition is None:
        return
    told = "What we relied on, in the words that the authority publishes" if family else "Statements relied on"
    document.add_heading(told, level=3)
    for level, texts in conclusion.cited_by_level:
        document.add_paragraph(f"{level}:")
        for text in texts:
            document.add_paragraph(text, style="List Bullet")
    document.add_paragraph(f"From {edition.title}, in force from {_day(edition.valid_from)}.")


def _about(paper: dict) -> str:
    row = paper["row"]
    authority = row.consultation.authority.name
    ended = f", finished on {_day(timezone.localtime(row.ended_at))}" if row.ended_at else ""
    if paper["family"]:
        return f"{authority}, children’s social care. Written by {row.lead.name}, {paper['names']['lead']}{ended}."
    return (
        f"{authority}, children’s social care. Kith reference {row.consultation.reference}. "
        f"Led by {row.lead.name}{ended}."
    )


def _day(day) -> str:
    return f"{day.day} {day:%B %Y}"
