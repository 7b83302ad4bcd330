"""An answer becomes a page for everybody: in words without names, with the asker’s yes to their own, by a second person."""

import datetime

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.editing.actions import BadContent, begin_from_answer
from kith.toolkit.rules import may_publish
from kith.toolkit.words import shelves_of

from .. import rules
from ..events import AnswerBecamePage, PageFromAnswerShown, PageProposed, WordsAgreed
from ..models import Making, Question
from ..naming import quoted, same_words
from ..queries import secrets_of, settings_of

SOURCE = "A question that a colleague asked in coaching, answered by a specialist of this authority"


class NamesSomebody(ValueError):
    """The words tell which child or who asked it was about; `found` are those words. Nothing was kept."""

    def __init__(self, found):
        super().__init__("The words name somebody.")
        self.found = list(found)


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",))
    return rows.select_related("asked_by", "taken_by__agency", "consultation__child", "authority").get(pk=question.pk)


def _shelf(theme: str) -> list[str]:
    """On which shelf of the toolkit a theme of coaching stands, where there is one."""
    return shelves_of(theme)[:1]


@transaction.atomic
def make_page(by, *, question: Question, title: str, asked: str, first: str, why: str) -> Making:
    """The answer stands in words for everybody, and waits for a second person as a page of the toolkit.

    Where it keeps the asker’s own words they are asked first. Written again before it was begun, the new words stand in
    place of the old. Raises NamesSomebody where the words hold a reference, a number or date of one person, or a name
    of the consultation to which the question leads; then nothing is kept.
    """
    row = _locked(question)
    there = Making.objects.filter(question=row).first()
    if there is not None and there.page is not None and there.by_id == by.pk:
        return there
    require(rules.may_make_page(by, row) and may_publish(by, "local"))
    said = {"title": title, "asked": asked, "first": first, "why": why}
    found = secrets_of(row).told_in("\n".join(said.values()))
    if found:
        raise NamesSomebody(found)
    uses = any(same_words(words, row.text) for words in said.values())
    same = there is not None and all(getattr(there, name) == words for name, words in said.items())
    agreed = there.agreed_at if there is not None and same else None
    refused = there.refused_at if there is not None and same else None
    making, _ = Making.objects.update_or_create(
        question=row,
        defaults={
            **said,
            "by": by,
            "uses_words": uses,
            "agreed_at": agreed,
            "refused_at": refused,
            "at": timezone.now(),
        },
    )
    making.question = row
    asks = making.waits_for_asker
    record(PageProposed(subject=row.subject, to=f"person:{row.asked_by.uuid}" if asks else "", asks=asks), by=by)
    if not uses or agreed:
        _begin(by, making)
    return making


@transaction.atomic
def answer_words(by, *, making: Making, agreed: bool) -> Making:
    """Whoever asked says whether their own words may stand on a page. Whoever wrote it is told. What was said stands."""
    row = _locked(making.question)
    require(rules.may_agree(by, row))
    making = Making.objects.select_related("by").get(pk=making.pk)
    making.question = row
    if not making.waits_for_asker:
        return making
    making.agreed_at, making.refused_at = (timezone.now(), None) if agreed else (None, timezone.now())
    making.save(update_fields=["agreed_at", "refused_at"])
    record(WordsAgreed(subject=row.subject, to=f"person:{making.by.uuid}", agreed=agreed), by=by)
    return making


@transaction.atomic
def begin_agreed_page(by, *, making: Making) -> Making:
    """After the asker’s yes: it waits for a second person as a page of the toolkit. A second time changes nothing."""
    row = _locked(making.question)
    making = Making.objects.get(pk=making.pk)
    making.question = row
    require(rules.may_make_page(by, row) and may_publish(by, "local"))
    require(making.page is not None or not making.uses_words or making.agreed_at is not None)
    if making.page is None:
        _begin(by, making)
    return making


def _begin(by, making: Making) -> None:
    today = timezone.localdate()
    months = settings_of(by.authority)["review_months"]
    page = begin_from_answer(
        by,
        title=making.title,
        asked=making.asked,
        first=making.first,
        why=making.why,
        themes=_shelf(making.question.theme),
        source=SOURCE,
        review_on=today + datetime.timedelta(days=30 * months),
    )
    making.page = page.translation_key
    making.save(update_fields=["page"])
    record(AnswerBecamePage(subject=making.question.subject, page=str(page.translation_key)), by=by)


@transaction.atomic
def note_page_shown(by, *, page, slug: str, text: str) -> None:
    """A page that began from a question is shown, and whoever asked and answered are told. A reaction to its publishing.

    Whatever an editor wrote into it meanwhile is looked at again: raises BadContent where it names somebody now.
    """
    making = Making.objects.filter(page=page).select_related("question__asked_by", "by").first()
    if making is None:
        return
    row = making.question
    found = secrets_of(row).told_in(text)
    if found:
        raise BadContent(f"It says {quoted(found)}, by which somebody could tell of whom the question was.")
    first = not making.shown_as
    if making.shown_as != slug:
        making.shown_as = slug
        making.save(update_fields=["shown_as"])
    if first:
        to = (f"person:{row.asked_by.uuid}", f"person:{making.by.uuid}")
        record(PageFromAnswerShown(subject=row.subject, to=to, page=slug), by=by)
