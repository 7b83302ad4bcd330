"""A referral as DOCX: Kith's own, or an authority's uploaded form filled at fixed places.

An uploaded form is data, never a program: word_form reads it, and only `{{ known_names }}` in it are filled. What it
has no place for is put at its end, and each of its pages is marked, whatever it names.
"""

import io

from django.utils import timezone

from kith.design.word_files import begun, paragraphs

from .standing import family_not_to_be_told, told_in_words
from .word_form import LARGEST, TOO_LARGE, NotUsable, read_form

__all__ = [
    "ALWAYS",
    "LARGEST",
    "TOO_LARGE",
    "NotUsable",
    "fill_template",
    "kept_form",
    "own_form_filled",
    "place_name",
    "places_for",
    "places_named",
    "referral_docx",
    "texts_of",
]

# What Kith itself knows, and what it is called on the page.
ALWAYS = {
    "marking": "The marking",
    "reference": "The Kith reference",
    "made_on": "The day it is taken out",
    "made_by": "Who takes it out",
    "authority": "Your authority",
    "family_not_told": "Where police ask that the family is not told; empty otherwise",
}
NOT_TOLD = "Do not tell the family"


def place_name(key: str) -> str:
    """How a heading is called in an uploaded form: its key with underscores, and never as something of Kith's own."""
    name = key.replace("-", "_")
    return f"heading_{name}" if name in ALWAYS else name


def places_for(keys) -> list[str]:
    """Every place that an uploaded form may name."""
    return [*(place_name(key) for key in keys), *ALWAYS]


def kept_form(content: bytes, keys) -> tuple[bytes, list[str]]:
    """The form as it is kept, and the places that it uses in alphabetical order. Raises NotUsable with a sentence."""
    form = read_form(content)
    used = form.names_among(places_for(keys))
    if not used:
        raise NotUsable("The form names no place to fill. Write, for instance, {{ needs }} where the needs belong.")
    return form.written(), used


def places_named(content: bytes, keys) -> list[str]:
    """The places that a kept form uses; none where it cannot be read any more."""
    try:
        return read_form(content).names_among(places_for(keys))
    except NotUsable:
        return []


def fill_template(content: bytes, texts: dict[str, str]) -> bytes:
    """The authority's form with the texts at their places. It is looked through again. Raises NotUsable."""
    form = read_form(content)
    form.fill(texts)
    return form.written()


def own_form_filled(content: bytes, referral, reader) -> bytes:
    """The authority's form with the whole referral: at its places, the rest at its end, each page marked.

    Raises NotUsable.
    """
    form, texts = read_form(content), texts_of(referral, reader)
    named = form.names_among(texts)
    form.fill(texts)
    answers = [(place_name(answer.key), answer.title, answer.text) for answer in referral.answers.all()]
    rest = [(title, text) for place, title, text in answers if place not in named]
    if texts["family_not_told"] and "family_not_told" not in named:
        rest.insert(0, (NOT_TOLD, texts["family_not_told"]))
    form.complete(rest, referral.marking)
    return form.written()


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
        "family_not_told": "\n".join(told_in_words(family_not_to_be_told(reader, referral.consultation))),
    }


def referral_docx(referral, reader) -> bytes:
    """The referral as a Word document with real headings, its marking on each page, in British English."""
    now = timezone.localtime()
    reference = referral.consultation.reference
    document = begun(
        referral.marking,
        f"Referral to Prevent, {reference}",
        f"{reference}, made for {reader.name}, {now.day} {now:%B %Y at %H:%M}",
    )
    document.add_heading("Referral to Prevent", level=1)
    document.add_paragraph(
        f"{referral.consultation.authority.name}, children’s social care. Kith reference {referral.consultation.reference}."
    )
    for line in told_in_words(family_not_to_be_told(reader, referral.consultation)):
        document.add_paragraph(line).runs[0].bold = True
    for answer in referral.answers.all():
        document.add_heading(answer.title, level=2)
        paragraphs(document, answer.text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
