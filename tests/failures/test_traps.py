"""Faults that users of comparable systems met. Each number is its trap's; those with a room of their own stand there."""

import html
import io
import re
import signal
import subprocess
import sys
import time

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kith.audit.models import Entry
from kith.concerns.actions import start_consultation, write_note
from kith.concerns.models import SameChild
from kith.decisions.models import Draft
from kith.desk.tests.factories import decided, fresh, raised
from kith.screening import actions as screening
from kith.screening.models import Screening

from .server import ROOT, Server

pytestmark = pytest.mark.django_db


def test_04_autosaves_leave_nothing_in_the_trail_and_the_record_has_one_entry(client, cast):
    consultation = start_consultation(cast["amina"])
    client.force_login(cast["amina"])
    before = Entry.objects.count()
    for version in range(12):
        answer = client.post(
            reverse("concerns:section", args=[consultation.reference, "voice"]),
            {"voice_words": "They listen to me."[: version + 3], "version": version},
            headers={"X-Autosave": "1"},
        )
        assert answer.status_code == 200
    assert Draft.objects.get().content["voice_words"] == ["They listen to"]
    assert Entry.objects.count() == before, "a draft is not yet said"


def test_13_an_answer_about_the_same_child_is_undone_and_both_answers_stay(client, cast):
    older = raised(cast["amina"], case_reference="TH-7")
    newer = raised(cast["amina"], case_reference="TH-7")
    row = screening.claim_screening(cast["bola"], screening=Screening.objects.get(consultation=newer))
    where = reverse("screening:same-child", args=[newer.reference])
    workspace = reverse("screening:workspace", args=[newer.reference])
    chronology = reverse("desk:chronology", args=[newer.reference])
    client.force_login(cast["bola"])

    def says(same, reason):
        assert client.post(where, {"other": older.reference, "same": same, "reason": reason}).status_code == 302

    says("yes", "The same number in the case system.")
    assert older.reference in client.get(chronology).content.decode()
    page = client.get(workspace).content.decode()
    assert "Change the answer" in page and f'action="{where}"' in page
    says("no", "Another child; the number was typed wrongly.")
    assert older.reference not in client.get(chronology).content.decode()
    first, second = SameChild.objects.order_by("pk")
    assert first.undone_by == cast["bola"] and first.undone_at and second.undone_at is None and not second.same
    assert Entry.objects.filter(verb="same-child.answered", subject=newer.subject).count() == 2
    says("yes", "The school says it is him after all.")
    assert older.reference in client.get(chronology).content.decode()
    older.refresh_from_db()
    assert (older.state, older.child_id == newer.child_id) == ("screening", False), "nothing was merged"
    assert row.consultation_id == newer.pk


def _words(text: str) -> str:
    """Text without what differs by the kind of paper: marks, spaces, broken lines."""
    return re.sub(r"\W+", "", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def test_19_the_page_the_pdf_and_the_json_tell_the_same_chronology(client, cast):
    decision = decided(cast, outcomes=["section-17"], name="Megan", named=True)
    consultation = decision.screening.consultation
    write_note(
        cast["amina"],
        consultation=consultation,
        happened_on="2026-06-09",
        text="She came back & said “enough”.",
        childs_words="“I am <fine>.”",
        once_key="n",
    )
    fresh(client, cast["amina"])
    told = client.get(reverse("desk:chronology-json", args=[consultation.reference])).json()["lines"]
    page = client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode()
    page = _words(page[page.index("<ol class") : page.index("</ol>")])
    taken = client.get(reverse("desk:chronology-pdf", args=[consultation.reference])).content
    paper = _words(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(taken)).pages))
    assert len(told) >= 4
    for text in (page, paper):
        last = 0
        for line in told:
            for part in ("title", "text", "childs_words", "by"):
                if not line.get(part):
                    continue
                found = text.find(_words(line[part]), last)
                assert found >= 0, (line, part)
                if part == "title":
                    last = found  # in the same order
    titles = [_words(line["title"]) for line in told]
    assert [page.count(title) >= titles.count(title) for title in titles] == [True] * len(titles)
    assert len(
        re.findall(
            "kith-timeline__item",
            client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode(),
        )
    ) == len(told)


def test_21_who_can_see_shows_this_records_rights_and_readers_and_no_others(client, cast):
    from kith.concerns.actions import give_part, place_bar

    mine, other = raised(cast["amina"]), raised(cast["amina"])
    give_part(cast["amina"], consultation=other, person=cast["olu"])
    place_bar(cast["carys"], consultation=other, person=cast["petra"], reason="Her nephew’s friend")
    client.force_login(cast["olu"])
    client.get(reverse("concerns:consultation", args=[other.reference]))
    client.force_login(cast["carys"])

    def main(row):
        page = client.get(reverse("concerns:who", args=[row.reference])).content.decode()
        text = page[page.index("<main") : page.index("</main>")]
        return re.sub(r"<(select|option)[^>]*>.*?</\1>", "", text, flags=re.S)  # whom one might let in is no right

    assert "Olu" in main(other) and "Her nephew" in main(other)
    assert "Olu" not in main(mine) and "May not read it" not in main(mine) and "nephew" not in main(mine)
    assert "Bola, Petra" in main(mine) and "Bola, Petra" not in main(other), "a bar counts for its own record alone"
    assert other.reference not in main(mine)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("worker"))
    run = server.kith("demo", "--no-serve")
    assert run.returncode == 0, run.stderr
    return server


def _worker(house, **environment):
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "worker"],
        env={**house.environment, **environment},
        cwd=house.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_22_the_worker_works_until_it_is_told_to_stop(house):
    heads = house.folder / "demo" / "audit-heads.jsonl"
    before = heads.read_text() if heads.exists() else ""
    process = _worker(house)
    try:
        for _ in range(300):
            if heads.exists() and heads.read_text() != before:
                break
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.1)
        else:
            raise AssertionError("no head was signed")
        process.send_signal(signal.SIGTERM)
        said, wrong = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0 and said.splitlines()[-1] == "Stopped." and "Traceback" not in wrong


@pytest.mark.parametrize("arguments", [("worker", "--once"), ("worker",)])
def test_22_a_worker_that_cannot_do_its_work_ends_and_says_so(house, tmp_path, arguments):
    (tmp_path / "heads.jsonl").mkdir()  # a folder where the file of the heads should be
    house.environment["KITH_AUDIT_HEADS_FILE"] = str(tmp_path / "heads.jsonl")
    try:
        run = house.kith(*arguments)
    finally:
        del house.environment["KITH_AUDIT_HEADS_FILE"]
    assert run.returncode == 1, (run.stdout, run.stderr)
    assert "heads.jsonl" in run.stderr and "Traceback" not in run.stderr
    assert len([line for line in run.stderr.splitlines() if line.startswith("kith:")]) == 1
