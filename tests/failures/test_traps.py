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
from kith.concerns.actions import answer_same_child, discard_draft, give_part, start_consultation, write_note
from kith.concerns.models import Consultation, SameChild
from kith.concerns.rules import people_who_see
from kith.concerns.words import Section
from kith.decisions.models import Draft
from kith.desk.tests.factories import claimed, decided, fresh, raised
from kith.people.rules import held_by
from kith.screening import actions as screening
from kith.screening.models import Screening, SignOff, Step
from kith.screening.queries import queue_of
from kith.toolkit.models import Piece
from kith.toolkit.queries import how_many

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


def test_13_nobody_loses_a_part_where_two_worries_are_said_to_be_about_one_child(cast):
    older, newer = raised(cast["amina"], case_reference="TH-7"), raised(cast["amina"], case_reference="TH-7")
    give_part(cast["amina"], consultation=older, person=cast["olu"])
    before = {row.pk: set(people_who_see(row)) for row in (older, newer)}
    screening.claim_screening(cast["bola"], screening=Screening.objects.get(consultation=newer))
    answer_same_child(cast["bola"], one=newer, other=older, same=True, reason="The same number.")
    assert {row.pk: set(people_who_see(row)) for row in (older, newer)} == before
    answer_same_child(cast["bola"], one=newer, other=older, same=False, reason="It was not.")
    assert {row.pk: set(people_who_see(row)) for row in (older, newer)} == before


def test_08_what_was_sent_is_thrown_away_by_nobody(client, cast):
    draft = start_consultation(cast["amina"])
    sent = raised(cast["amina"])
    for who in ("amina", "bola", "carys", "jo"):
        client.force_login(cast[who])
        client.post(reverse("concerns:discard", args=[sent.reference]))
        assert Consultation.objects.filter(pk=sent.pk).exists(), who
    client.force_login(cast["amina"])
    client.post(reverse("concerns:discard", args=[draft.reference]))
    assert not Consultation.objects.filter(pk=draft.pk).exists()


def test_15_a_row_of_the_equality_page_is_an_answer_or_a_reason_and_never_a_blank(client, cast):
    consultation = raised(cast["amina"])
    where = reverse("concerns:complete-equality", args=[consultation.reference])
    client.force_login(cast["amina"])
    names = re.findall(r'name="no_answer_because_([\w-]+)"', client.get(where).content.decode())
    assert len(names) >= 4 and "ethnicity" in names
    because = {f"no_answer_because_{name}": "not-right-moment" for name in names}
    blank = {key: value for key, value in because.items() if not key.endswith("_ethnicity")}
    page = client.post(where, blank)
    assert page.status_code == 200 and "choose why there is none" in page.content.decode()
    assert not consultation.equality_answers.exists()
    assert client.post(where, because).status_code == 302
    assert {row.about for row in consultation.equality_answers.all()} == set(names)
    assert not consultation.equality_answers.filter(no_answer_because="").exists()


def test_17_what_is_gone_is_counted_nowhere(client, cast):
    client.force_login(cast["amina"])
    mine, home = reverse("concerns:mine"), reverse("desk:home")

    def told():
        return [client.get(page).content.decode() for page in (mine, home)]

    def owned():
        return [one for one in held_by(cast["amina"]) if one.kind == "consultation"]

    draft = start_consultation(cast["amina"])
    assert draft.reference in told()[0]
    discard_draft(cast["amina"], consultation=draft)
    assert all(draft.reference not in page for page in told())
    row = claimed(cast)
    assert len(owned()) == 1 and list(queue_of(cast["bola"])) == [row]
    screening.decide_screening(
        cast["bola"],
        screening=row,
        version=row.version,
        once_key="c",
        outcomes=["advice-and-close"],
        reasoning={
            "harm_source": "none",
            "finding": "unfounded",
            "reason": "A coach.",
            "next_owner_words": "It is over.",
        },
    )
    assert owned() == [] and list(queue_of(cast["bola"])) == []
    # A page of the toolkit that was retired is on no shelf and in no number.
    before = how_many(cast["amina"])["kind"]["indicator"]
    Piece.objects.filter(pk=Piece.objects.filter(kind="indicator").first().pk).update(retired=True)
    assert how_many(cast["amina"])["kind"]["indicator"] == before - 1


def test_24_opening_a_page_is_not_doing_it(client, cast):
    consultation = start_consultation(cast["amina"])
    client.force_login(cast["amina"])
    tasks = reverse("concerns:tasks", args=[consultation.reference])

    def told():
        return re.findall(r"(Not started|Started|Completed)\s*<", client.get(tasks).content.decode())

    for section in Section.values:
        client.get(reverse("concerns:section", args=[consultation.reference, section]))
    assert told() == ["Not started"] * len(Section)
    where = reverse("concerns:section", args=[consultation.reference, "noticed"])
    client.post(where, {"place_0": "online", "version": 0, "act": "later"})
    assert told().count("Started") == 1 and "Completed" not in told()
    client.post(where, {"place_0": "online", "what_0": "Jokes.", "version": 1, "act": "later"})
    assert told().count("Completed") == 1 and "Started" not in told()
    # Reading a step, a question or a sign-off takes none of them.
    decision = decided(cast, outcomes=["section-17", "prevent-referral"])
    reference = decision.screening.consultation.reference
    for who in ("amina", "bola", "carys"):
        client.force_login(cast[who])
        for name in ("screening:decision", "concerns:consultation", "desk:chronology"):
            assert client.get(reverse(name, args=[reference])).status_code == 200
    sign_off = SignOff.objects.get(decision=decision)
    client.get(reverse("screening:sign-off", args=[reference, sign_off.uuid]))
    sign_off.refresh_from_db()
    assert sign_off.answered_at is None and not Step.objects.filter(done_at__isnull=False).exists()


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
def house(demo):
    return Server(demo)


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
