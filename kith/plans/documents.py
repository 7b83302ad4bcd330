"""The plan as a Word document: for the file, and for the family in plain words."""

import io

from kith.concerns.rules import told_in_words
from kith.design.templatetags.design import day, day_and_time, sentence, weekday
from kith.design.word_files import begun, paragraphs

from .words import Agrees


def _made(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _points(document, lines) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _section(document, title: str, text: str) -> None:
    if text:
        document.add_heading(title, level=3)
        paragraphs(document, text)


def _doing(one) -> str:
    return f"{one.text} ({one.for_words}). {one.who}, by {day(one.due_on)}."


def _ended(one) -> str:
    return f"{sentence(one.text)} {one.get_ended_as_display()}, {day(one.ended_on)}. {sentence(one.ended_words)}"


def _answer(one) -> str:
    if one.answer == Agrees.NOT_ASKED:
        return f"{one.who}: was not asked yet, because {one.not_asked_because}"
    words = f" “{one.words}”" if one.words else ""
    return f"{one.who}: {one.get_answer_display().lower()}, {day(one.on)} ({one.how_words}).{words}"


def _familys_answer(one) -> str:
    words = f" “{one.words}”" if one.words else ""
    return f"{one.who}: {one.get_answer_display().lower()}, {day(one.on)}.{words}"


def plan_docx(said: dict) -> bytes:
    """The plan for the file, as one reader may read it."""
    row, edition = said["row"], said["edition"]
    title = f"{said['kind_words']} {row.reference}"
    footing = f"{row.reference}, made for {said['reader'].name}, {day_and_time(said['made_at'])}"
    document = begun(said["marking"], title, footing)
    document.add_heading(title, level=1)
    for line in told_in_words(said["marks"]):
        document.add_paragraph(line).runs[0].bold = True
    document.add_paragraph(
        f"{row.authority.name}, children’s social care. Kith reference {row.consultation.reference}. Edition "
        f"{edition.number}, agreed {day(edition.agreed_at)}. {said['lead_words']}: {row.owner.name}."
    )
    document.add_heading("What should be better", level=2)
    for one in said["outcomes"]:
        document.add_heading(one.words, level=3)
        whose = f"{one.get_whose_display()} words{f', {one.who}' if one.who else ''}, {day(one.said_on)}."
        document.add_paragraph(whose)
        paragraphs(document, f"It matters because: {one.matters_because}")
    document.add_heading("Who does what", level=2)
    _points(document, map(_doing, said["to_do"]))
    if edition.no_context_because:
        paragraphs(document, f"No action is for a place or a group, because: {edition.no_context_because}")
    if said["ended"]:
        document.add_heading("What came of it", level=2)
        _points(document, map(_ended, said["ended"]))
    document.add_heading("Safety plan", level=2)
    for name, heading in (
        ("safety_signs", "Signs that things get worse"),
        ("safety_do", "Who does what then"),
        ("safety_ring", "Whom to ring"),
        ("safety_own_words", "The young person’s own words for it"),
        ("safety_staff", "For staff alone"),
    ):
        _section(document, heading, getattr(edition, name))
    document.add_heading("What was said to it", level=2)
    _points(document, map(_answer, said["agreements"]))
    if said["changes"]:
        document.add_heading("What changed from the edition before", level=2)
        paragraphs(document, edition.because)
        _points(document, said["changes"])
    for one in said["reviews"]:
        document.add_heading(f"Review, {day(one.held_on)}", level=2)
        _section(document, "Who was there", one.there)
        _section(document, "For the child", one.for_the_child)
        _section(document, "In the setting", one.in_the_setting)
        _section(document, "The child’s own words", one.childs_words or f"None, because: {one.no_words_because}")
        following = day(one.next_on) if one.next_on else f"None, because: {one.no_next_because}"
        _section(document, "The next review", following)
    return _made(document)


def family_docx(said: dict) -> bytes:
    """The plan for the family: what was agreed with them, in plain words."""
    row, edition = said["row"], said["edition"]
    document = begun("", "Our plan", f"{row.reference}, edition {edition.number}, {day(edition.agreed_at)}")
    document.add_heading("Our plan", level=1)
    child = row.consultation.child
    document.add_paragraph(
        f"{f'For {child.name} and the family. ' if child.named else ''}This is what we agreed on "
        f"{day(edition.agreed_at)}. {row.owner.name} of {row.authority.name} sees to it. "
        "If something in it is wrong, or you see it differently, say so: it can be changed."
    )
    document.add_heading("What should be better", level=2)
    for one in said["outcomes"]:
        paragraphs(document, f"“{one.words}”")
        who = f"{one.who}. " if one.who else ""
        paragraphs(document, f"{who}It matters because: {sentence(one.matters_because)}")
    document.add_heading("Who does what", level=2)
    _points(document, [f"{sentence(one.text)} {one.who}, by {day(one.due_on)}." for one in said["to_do"]])
    if not said["to_do"]:
        document.add_paragraph("Nothing is left to do for now.")
    if said["ended"]:
        document.add_heading("What came of it so far", level=2)
        _points(document, map(_ended, said["ended"]))
    if edition.safety_signs or edition.safety_do or edition.safety_ring or edition.safety_own_words:
        document.add_heading("If things get worse", level=2)
        _section(document, "How we notice", edition.safety_signs)
        _section(document, "What we do", edition.safety_do)
        _section(document, "Whom to ring", edition.safety_ring)
        _section(document, "In the young person’s own words", edition.safety_own_words)
    document.add_heading("What you said to it", level=2)
    _points(document, map(_familys_answer, said["family_said"]))
    if not said["family_said"]:
        document.add_paragraph("Nobody of the family was asked yet. Tell us what you think of it.")
    if row.review_on:
        document.add_heading("When we look at it again", level=2)
        document.add_paragraph(f"On {weekday(row.review_on)}.")
    return _made(document)
