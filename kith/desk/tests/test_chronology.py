"""The chronology: what happened with referral, owner and steps stands in it; page, PDF and JSON agree (trap 19)."""

import datetime
import io
import re

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kith.concerns import actions as concerns
from kith.concerns.models import Note
from kith.desk.tests.factories import decided, fresh, raised
from kith.screening import actions as screening

pytestmark = pytest.mark.django_db


def followed(cast):
    """A matter with a referral that was answered, a change of owner, steps taken and steps still due."""
    decision = decided(cast, ["prevent-referral", "section-17"], name="Megan", named=True, case_reference="TH-1")
    consultation, amina = decision.screening.consultation, cast["amina"]
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="Yes.")
    referral = concerns.start_referral(amina, consultation=consultation)
    texts = {answer.key: answer.text or "Not known" for answer in referral.answers.all()}
    concerns.save_referral(amina, referral=referral, texts=texts, version=referral.version)
    concerns.check_referral(amina, referral=referral)
    now = timezone.now()
    said = {"sent_to": "The Prevent team", "sent_how": "secure e-mail", "sent_at": now}
    referral = concerns.note_referral_sent(amina, referral=referral, **said)
    acknowledged = {"acknowledged_by": "The duty officer", "acknowledged_at": now}
    concerns.note_referral_acknowledged(amina, referral=referral, **acknowledged)
    concerns.note_referral_outcome(amina, referral=referral, outcome="Not for Channel.", outcome_at=now)
    concerns.write_note(
        amina, consultation=consultation, happened_on=now.date(), text="A < B & “so”.", childs_words="Ok.", once_key="n"
    )
    concerns.hand_over_matter(amina, consultation=consultation, to=cast["olu"], reason="I am away.")
    other = raised(amina, name="Megan", named=True, case_reference="TH-1")
    concerns.answer_same_child(cast["bola"], one=consultation, other=other, same=True, reason="Same case.")
    return consultation


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_referral_owner_and_steps_still_due_stand_in_it(cast):
    from kith.desk.queries import chronology_for

    consultation = followed(cast)
    lines = chronology_for(cast["bola"], consultation.reference).lines
    kinds = {line.kind for line in lines}
    assert {"referral-started", "referral-sent", "referral-acknowledged", "referral-outcome", "owner"} <= kinds
    said = {line.kind: line for line in lines}
    assert said["referral-sent"].text == "To The Prevent team, by secure e-mail"
    assert said["referral-outcome"].text == "Not for Channel."
    due = [line for line in lines if line.kind == "step-due"]
    assert due and all(line.title.startswith("Still to do") and line.by for line in due)
    assert lines == sorted(lines, key=lambda line: line.order)


def test_the_page_the_pdf_and_the_json_agree_line_by_line(client, cast):
    consultation = followed(cast)
    fresh(client, cast["bola"])
    page = client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode()
    lines = client.get(reverse("desk:chronology-json", args=[consultation.reference])).json()["lines"]
    made = client.get(reverse("desk:chronology-pdf", args=[consultation.reference])).content
    paper = plain("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(made)).pages))
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    items = [e for e in tree.iter("li") if e.get("class") == "kith-timeline__item"]
    assert len(items) == len(lines) > 12
    at = 0
    for item, line in zip(items, lines, strict=True):
        shown = text_of(item)
        for part in ("title", "by", "text", "words_are", "words"):
            if line[part]:
                assert " ".join(line[part].split()) in shown, (part, line)
                found = paper.find(plain(line[part]), at)
                assert found >= 0, f"the PDF lacks {part} of {line}"
                at = found
        day = line["date"].split("-")
        assert str(int(day[2])) in shown and day[0] in shown
    assert paper.count(plain("Still to do")) == page.count("Still to do") == str(lines).count("Still to do")


def test_a_long_chronology_stands_on_pages_and_its_files_hold_every_line(client, cast):
    consultation = raised(cast["amina"])
    for number in range(160):
        Note.objects.create(
            consultation=consultation,
            written_by=cast["amina"],
            happened_on=timezone.localdate() - datetime.timedelta(days=160 - number),
            text=f"Line number {number}.",
        )
    fresh(client, cast["amina"])
    where = reverse("desk:chronology", args=[consultation.reference])
    first, second = client.get(where).content.decode(), client.get(f"{where}?page=2").content.decode()
    assert len(first.encode()) < 100_000 and "Line number 0." in first and "Line number 159." not in first
    assert "Line number 159." in second and "take the PDF" in second
    shown = [number for number in range(160) if f"Line number {number}." in first + second]
    assert shown == list(range(160))
    lines = client.get(reverse("desk:chronology-json", args=[consultation.reference])).json()["lines"]
    assert sum(line["text"].startswith("Line number") for line in lines) == 160
    assert client.get(f"{where}?page=x").status_code == 200
