"""A conclusion cites the authority’s statements as they were worded; the day from which it counts can be put right."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from kith.access.rules import NotFound
from kith.assessments import actions, queries
from kith.assessments.models import Checkpoint, CitedStatement, Conclusion, Reminded
from kith.audit.models import Entry
from kith.desk.models import Notice
from kith.desk.queries import chronology_for
from kith.desk.tests.factories import fresh, raised
from kith.people.queries import diary_of
from kith.screening.tests.test_statements import published_anew
from kith.thresholds.queries import current_document, levels_in, levels_of, statements_in
from kith.toolkit.models import Clock

from .factories import SAID, agreed, anew, begun, concluded, filled

pytestmark = pytest.mark.django_db
THE_8TH, THE_15TH = datetime.date(2026, 6, 8), datetime.date(2026, 6, 15)


def statements(cast, *keys):
    found = {row.key: row for row in statements_in(levels_of(cast["amina"].authority_id))}
    return [found[key] for key in keys]


def post(client, row, **said):
    return client.post(
        reverse("assessments:conclude", args=[row.uuid]),
        {**SAID, "family_reads_child": "yes", "outcomes": ["plan"], "once": "x", **said},
    )


def test_the_page_shows_every_statement_and_ticks_none(client, cast):
    row = filled(cast, begun(cast))
    client.force_login(cast["amina"])
    page = client.get(reverse("assessments:conclude", args=[row.uuid])).content.decode()
    for level in levels_of(cast["amina"].authority_id):
        assert level.name in page and all(one.text in page for one in level.statements.all())
    assert " checked" not in page


def test_a_conclusion_keeps_what_was_ticked_in_the_words_of_that_day(client, cast):
    row = filled(cast, begun(cast))
    cited = statements(cast, "2-5", "3-2")
    client.force_login(cast["amina"])
    assert post(client, row, statements=[str(one.pk) for one in cited]).status_code == 302
    conclusion = Conclusion.objects.get(assessment=row)
    assert [one.statement for one in conclusion.cited.all()] == cited
    words = [one.text for one in cited]
    published_anew(cast["amina"].authority)
    cited[0].text = "Changed under our feet"
    cited[0].save()
    actions.answer_conclusion(cast["carys"], assessment=row, conclusion=conclusion.uuid, answer="agreed", reason="")
    fresh(client, cast["amina"])
    for route in ("assessment", "paper", "family"):
        page = client.get(reverse(f"assessments:{route}", args=[row.uuid])).content.decode()
        assert all(text in page for text in words) and "Changed under" not in page, route
        assert "Thornmere threshold document, in force from 1 January 2025" in page, route
    for edition in ("file", "family"):
        said = client.get(reverse("assessments:docx", args=[row.uuid, edition])).content
        text = "\n".join(one.text for one in Document(io.BytesIO(said)).paragraphs)
        assert all(one in text for one in words) and "in force from 1 January 2025" in text, edition
        said = client.get(reverse("assessments:pdf", args=[row.uuid, edition])).content
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(said)).pages).split())
        assert all(one in text for one in words) and "in force from 1 January 2025" in text, edition
    lines = [line.text for line in chronology_for(cast["amina"], row.consultation.reference).lines]
    assert any(words[0] in line for line in lines)


def test_without_a_statement_it_is_concluded_too_and_says_nothing_of_any(client, cast):
    row = filled(cast, begun(cast))
    client.force_login(cast["amina"])
    assert post(client, row).status_code == 302
    assert not CitedStatement.objects.exists()
    assert "relied on" not in client.get(reverse("assessments:assessment", args=[row.uuid])).content.decode()


def test_a_statement_of_another_authority_is_never_cited(cast):
    theirs = statements_in(levels_in(current_document(cast["sade"].authority_id)))[:1]
    with pytest.raises(ValueError, match="its own authority"):
        concluded(cast, statements=theirs)
    assert not Conclusion.objects.exists()


def test_a_page_opened_before_a_new_edition_asks_to_tick_again_and_keeps_the_words(client, cast):
    row = filled(cast, begun(cast))
    (old,) = statements(cast, "3-2")
    client.force_login(cast["amina"])
    published_anew(cast["amina"].authority)
    page = post(client, row, statements=[str(old.pk)]).content.decode()
    assert "published anew since you opened this page" in page and SAID["reason"] in page


def test_what_is_half_typed_keeps_what_was_ticked(client, cast):
    row = filled(cast, begun(cast))
    (one,) = statements(cast, "3-2")
    client.force_login(cast["amina"])
    address = reverse("assessments:conclude", args=[row.uuid])
    said = {"reason": "Half a", "statements": [str(one.pk)], "version": "0"}
    assert client.post(address, said, headers={"X-Autosave": "1"}).status_code == 200
    page = client.get(address).content.decode()
    assert "Half a" in page and page.count(" checked") == 1


def test_what_went_back_says_what_it_cited_and_ticks_nothing(client, cast):
    cited = statements(cast, "3-2")
    conclusion = concluded(cast, statements=cited)
    row = conclusion.assessment
    actions.answer_conclusion(cast["carys"], assessment=row, conclusion=conclusion.uuid, answer="returned", reason="x")
    client.force_login(cast["amina"])
    page = client.get(reverse("assessments:conclude", args=[row.uuid])).content.decode()
    boxes = page[page.index("Which statements") :]
    assert f"Last time: “{cited[0].text}”" in page and " checked" not in boxes


def correct(client, row, day, because="The referral came a week later."):
    said = {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year, "because": because}
    return client.post(reverse("assessments:day", args=[row.uuid]), {k: v for k, v in said.items() if v != ""})


def test_a_manager_corrects_the_day_and_the_days_move_with_it(client, cast):
    Clock.objects.filter(key__startswith="assessment-checkpoint").update(on=True)
    row = begun(cast, starts_on=THE_8TH)
    done, open_one = list(row.checkpoints.all())[:2]
    actions.keep_checkpoint(cast["carys"], checkpoint=done, words="Seen.")
    actions.remind_of_assessments("system:worker", today=row.due_on)
    assert Reminded.objects.filter(assessment=row).exists()
    client.force_login(cast["carys"])
    assert correct(client, row, THE_15TH).status_code == 302
    after = anew(row)
    assert (after.starts_on, after.due_on) == (THE_15TH, datetime.date(2026, 8, 17)), "forty-five working days"
    assert Checkpoint.objects.get(pk=done.pk).due_on == done.due_on, "what was looked at stays as it was"
    moved = Checkpoint.objects.get(pk=open_one.pk).due_on
    assert moved == queries.days_of(row.consultation.authority_id, THE_15TH)[open_one.title] > open_one.due_on
    assert not Reminded.objects.filter(assessment=row).exists(), "the new days are told of anew"
    page = client.get(reverse("assessments:assessment", args=[row.uuid])).content.decode()
    for said in ("Monday 8 June 2026", "Monday 15 June 2026", "The referral came a week later.", "Carys"):
        assert said in page, said
    entry = Entry.objects.get(verb="assessment.day-corrected")
    assert (entry.details["was"], entry.details["now"]) == ("2026-06-08", "2026-06-15")
    assert Notice.objects.filter(person=cast["amina"], kind="assessment-day").count() == 1
    (line,) = [
        one for one in chronology_for(cast["amina"], row.consultation.reference).lines if "another day" in one.title
    ]
    assert "From 8 June 2026 to 15 June 2026" in line.text


def test_the_calendar_learns_that_the_day_moved(cast):
    row = begun(cast, starts_on=timezone.localdate())

    def entry():
        (one,) = [e for e in diary_of(cast["amina"], timezone.now()) if e.kind == "Assessment due"]
        return one

    before = entry()
    actions.correct_day(
        cast["carys"], assessment=row, starts_on=row.starts_on - datetime.timedelta(days=7), because="It came earlier."
    )
    after = entry()
    assert after.uid == before.uid and after.day < before.day
    assert after.sequence == before.sequence + 1 and after.changed_at > before.changed_at


def test_a_look_whose_clock_is_gone_moves_as_far_as_the_day(cast):
    row = begun(cast, starts_on=THE_8TH)
    look = Checkpoint.objects.create(assessment=row, title="A look of our own", due_on=THE_15TH)
    actions.correct_day(cast["carys"], assessment=row, starts_on=THE_15TH, because="It came later.")
    assert Checkpoint.objects.get(pk=look.pk).due_on == datetime.date(2026, 6, 22)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (timezone.localdate() + datetime.timedelta(days=1), "cannot be still to come"),
        (datetime.date(2026, 5, 31), "first noticed on 1 June 2026"),
    ],
)
def test_a_day_from_which_it_cannot_count_is_refused_when_it_begins_and_when_it_is_corrected(
    client, cast, day, sentence
):
    seen = {"noticed": {"items": [{"what": "Jokes.", "place": "online", "happened_on": "2026-06-01"}]}}
    consultation = raised(cast["amina"], seen)
    client.force_login(cast["amina"])
    first = {
        "starts_on_day": day.day,
        "starts_on_month": day.month,
        "starts_on_year": day.year,
        "lead": cast["amina"].uuid,
    }
    page = client.post(reverse("assessments:begin", args=[consultation.reference]), first).content.decode()
    assert sentence in page and f'value="{day.day}"' in page
    row = begun(cast, consultation, starts_on=datetime.date(2026, 6, 1))
    client.force_login(cast["carys"])
    page = correct(client, row, day, "My reason, typed once.").content.decode()
    assert sentence in page and "My reason, typed once." in page
    assert anew(row).starts_on == datetime.date(2026, 6, 1) and not row.days_corrected.exists()
    assert correct(client, row, THE_8TH).status_code == 302
    assert anew(row).starts_on == THE_8TH


def test_who_leads_it_and_a_stranger_correct_no_day_and_a_second_click_is_the_first(client, cast):
    row = begun(cast, starts_on=THE_8TH)
    for who in ("amina", "bola", "olu", "dan"):
        client.force_login(cast[who])
        assert correct(client, row, THE_15TH).status_code == 404, who
        with pytest.raises(NotFound):
            actions.correct_day(cast[who], assessment=row, starts_on=THE_15TH, because="x")
    client.force_login(cast["carys"])
    assert "Write why the other day was wrong" in correct(client, row, THE_15TH, "").content.decode()
    for _ in range(2):
        assert correct(client, row, THE_15TH).status_code == 302
    assert row.days_corrected.count() == 1
    actions.stop_assessment(cast["carys"], assessment=anew(row), because="They moved.")
    assert correct(client, row, THE_8TH).status_code == 404


def test_a_finished_assessment_keeps_its_day(client, cast):
    row = agreed(cast)
    client.force_login(cast["carys"])
    assert correct(client, row, THE_15TH).status_code == 404
