"""What readers and editors of a toolkit leave behind in some months, so that the editors’ board shows what it is for.

Played with the cases, in one order of time, through the product’s own actions. All fictional; days are counted from today.
"""

import datetime
import io

from django.utils import timezone
from docx import Document

from kith.editing import actions as editing
from kith.editing.models import ToolkitPage
from kith.people.queries import person_by_email
from kith.toolkit import actions as toolkit
from kith.toolkit.queries import proposals_of
from kith.toolkit.words import HEADINGS, Kind

from .moments import Script, before, working_moment
from .scenarios import editors as said


def add_editors(script: Script, today: datetime.date) -> None:
    """The acts of readers and editors stand in the script, each at its moment."""

    def at(days: int, hour: int, act, *details) -> None:
        script.at(working_moment(today, days, hour), lambda: act(*details))

    for page in (said.DUTY, said.PANEL):
        script.at(before(today, page["ago"], 10), lambda page=page: _send("farah", page, today))
        script.at(before(today, page["ago"], 14), lambda page=page: _approve("bola", page["title"]))
    for page in said.WAITING:
        at(page["ago"], 11, _send, page["by"], page, today)
    for row in (*said.PROPOSALS, said.TAKEN, said.DECLINED):
        at(row["ago"], 12, _propose, row)
    at(said.TAKEN["ago"] - 2, 9, _take_up)
    at(said.DECLINED["ago"] - 3, 9, _decline)
    for slug, days, text in said.NOTES:
        at(days, 10, _note, slug, text)
    at(said.DOCUMENT["ago"], 10, _attach, "farah", said.DOCUMENT, "bola")
    at(said.DOCUMENT_WAITS["ago"], 10, _attach, "petra", said.DOCUMENT_WAITS, "")
    slug, days, why = said.HIDDEN
    at(days, 15, _hide, slug, why)
    for slug in said.SIGNED_OFF:
        at(35, 9, _sign_off, slug)
    for who, days, question, found in said.SEARCHES:
        at(days, 13, _search, who, question, found)
    for who, slug, useful in said.USEFUL:
        at(5, 16, _say_useful, who, slug, useful)


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _send(name: str, page: dict, today: datetime.date) -> None:
    """A page of our own is written and sent to be approved."""
    by = _person(name)
    draft = editing.begin_page(by, title=page["title"], kind=page["kind"])
    draft.body = [("section", {"heading": h, "text": page["words"][h]}) for h in HEADINGS[Kind(page["kind"])]]
    for field in ("summary", "source", "audience", "doing", "themes", "contacts"):
        setattr(draft, field, page[field])
    draft.owner_role, draft.checked_on = "Practice lead", timezone.localdate()
    draft.review_on = today + datetime.timedelta(days=page["review"])
    draft.save_revision(user=by)
    draft = ToolkitPage.objects.get(pk=draft.pk)
    draft.get_workflow().start(draft, by)


def _approve(name: str, title: str) -> None:
    editing.answer_page(_person(name), page=ToolkitPage.objects.get(title=title), approved=True)


def _propose(row: dict) -> None:
    toolkit.propose(_person(row["by"]), once_key=f"demo-{row['ago']}", about=row.get("about", ""), **row["words"])


def _proposed(row: dict):
    return proposals_of(_person(row["by"])).get(once_key=f"demo-{row['ago']}")


def _take_up() -> None:
    editing.begin_from_proposal(_person("farah"), uuid=_proposed(said.TAKEN).uuid)


def _decline() -> None:
    toolkit.decline_proposal(_person("farah"), proposal=_proposed(said.DECLINED), why=said.DECLINED["why"])


def _note(slug: str, text: str) -> None:
    toolkit.add_note(_person("farah"), slug=slug, text=text)


def _attach(name: str, row: dict, approver: str) -> None:
    """A Word document is attached, and approved where somebody is named who does."""
    paper, content = Document(), io.BytesIO()
    paper.add_heading(row["title"], 1)
    for line in row["lines"]:
        paper.add_paragraph(line)
    paper.save(content)
    document = toolkit.attach_document(
        _person(name),
        slug=row["slug"],
        layer="local",
        title=row["title"],
        content=content.getvalue(),
        once_key=row["slug"],
    )
    if approver:
        toolkit.approve_document(_person(approver), uuid=document.uuid)


def _hide(slug: str, why: str) -> None:
    toolkit.hide_piece(_person("farah"), slug=slug, why=why)


def _sign_off(slug: str) -> None:
    toolkit.sign_off_piece(_person("farah"), slug=slug)


def _search(name: str, question: str, found: int) -> None:
    toolkit.count_search(_person(name), question=question, found=found)


def _say_useful(name: str, slug: str, useful: bool) -> None:
    toolkit.say_useful(_person(name), slug=slug, useful=useful)
