"""An assessment of a child: begun from the record, written together, concluded, answered; read by who may, and nobody else."""

import datetime
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from kith.access.rules import NotFound
from kith.assessments import actions, queries, rules
from kith.assessments.models import Assessment, Checkpoint, Conclusion, Written
from kith.assessments.words import State
from kith.audit.models import Entry
from kith.concerns.actions import give_part, place_bar, write_note
from kith.concerns.models import ConsultationPart
from kith.concerns.rules import may_hold
from kith.contexts.tests import factories as contexts
from kith.demo.cast import CAST
from kith.desk.models import Notice
from kith.desk.queries import chronology_for, waiting_for
from kith.desk.tests.factories import decided, fresh, raised
from kith.people import actions as people
from kith.people.models import Membership
from kith.people.queries import diary_of
from kith.people.rules import held_by, kind_of
from kith.screening.models import Step
from kith.sharing import actions as sharing
from kith.sharing.tests.factories import asked
from kith.toolkit.models import Clock

from .factories import SAID, agreed, anew, begun, concluded, filled

pytestmark = pytest.mark.django_db
THE_FOUR = {"amina", "bola", "petra", "carys"}  # who has a part in a matter that Amina raised


def texts_of(assessment) -> dict:
    return dict(assessment.written.values_list("key", "text"))


def test_it_begins_with_what_the_record_holds_and_nothing_is_typed_twice(cast):
    consultation = raised(
        cast["amina"],
        {
            "needs": {"needs": "Sleeps badly.", "strengths": "Plays netball."},
            "contexts": {
                "items": [{"kind": "online", "harm": "An adult writes at night.", "protects": "Her brother looks in."}]
            },
        },
    )
    said = texts_of(begun(cast, consultation))
    assert "They listen to me." in said["childs-account"]
    assert said["strengths"] == "Plays netball." and "Sleeps badly." in said["health-and-development"]
    assert "An adult writes at night." in said["place-online"] and "Her brother looks in." in said["place-online"]
    assert "Jokes about migrants in a chat." in said["facts"]
    # What is the worker’s own is left to them, and so is what the family says of itself.
    assert not any(said[key] for key in ("analysis", "drives-harm", "can-protect", "identity", "not-known"))


@pytest.mark.parametrize(
    ("starts_on", "due_on"),
    [
        # Scenarios TH-01 and TH-04: forty-five working days, two bank holidays in May among them.
        (datetime.date(2026, 6, 8), datetime.date(2026, 8, 10)),
        (datetime.date(2026, 4, 27), datetime.date(2026, 7, 1)),
    ],
)
def test_its_last_day_is_counted_by_the_clocks(cast, starts_on, due_on):
    assert begun(cast, starts_on=starts_on).due_on == due_on


def test_begun_twice_it_is_one_and_a_day_to_come_is_refused(cast):
    row = begun(cast)
    again = begun(cast, row.consultation, lead="bola")
    assert again.pk == row.pk and again.lead == cast["amina"]
    assert Entry.objects.filter(verb="assessment.begun").count() == 1
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)
    with pytest.raises(ValueError, match="cannot be still to come"):
        begun(cast, starts_on=tomorrow)


def test_the_three_faces_agree_over_the_whole_cast(cast):
    row = begun(cast)
    give_part(cast["amina"], consultation=row.consultation, person=cast["olu"], because="Covers for me.")
    seeing = {
        player.key for player in CAST if Assessment.objects.filter(rules.sees_assessment(cast[player.key]), pk=row.pk)
    }
    assert seeing == THE_FOUR | {"olu"}
    named = {person.pk for person in rules.people_who_see_assessment(row)}
    assert named == {cast[key].pk for key in seeing}


def test_a_partner_who_reads_the_consultation_reads_no_assessment(client, cast):
    row = agreed(cast)
    ConsultationPart.objects.create(matter=row.consultation, person=cast["dan"], reason="given")
    assert row.consultation.reference in {
        one.reference for one in type(row.consultation).objects.filter(pk=row.consultation_id)
    }
    fresh(client, cast["dan"])
    assert client.get(reverse("concerns:consultation", args=[row.consultation.reference])).status_code == 200
    chronology = client.get(reverse("desk:chronology", args=[row.consultation.reference]))
    assert chronology.status_code == 200 and "ssessment" not in chronology.content.decode()
    for route in ("assessment", "paper", "family"):
        assert client.get(reverse(f"assessments:{route}", args=[row.uuid])).status_code == 404, route


def test_a_stranger_finds_nothing_and_leaves_no_reading(client, cast):
    row = begun(cast)
    for who in ("olu", "rhys", "dan", "ines", "jo"):
        client.force_login(cast[who])
        for address in (
            reverse("assessments:assessment", args=[row.uuid]),
            reverse("assessments:of-matter", args=[row.consultation.reference]),
            reverse("assessments:part", args=[row.uuid, "child"]),
            reverse("assessments:conclude", args=[row.uuid]),
        ):
            assert client.get(address).status_code == 404, (who, address)
            assert client.post(address, {}).status_code in (404, 405), (who, address)
    assert not Entry.objects.filter(verb="assessment.read").exists()
    client.force_login(cast["amina"])
    assert client.get(reverse("assessments:assessment", args=[row.uuid])).status_code == 200
    assert Entry.objects.filter(verb="assessment.read").count() == 1


def write(cast, row, who, stood, **texts):
    actions.write_part(cast[who], assessment=row, part="child", texts=texts, stood=stood)


def test_what_a_colleague_wrote_meanwhile_is_never_overwritten(client, cast):
    row = begun(cast)
    rows = list(row.written.filter(part="child"))
    stood = queries.fingerprint(rows)
    write(cast, row, "bola", stood, education="Bola rang the school.")
    with pytest.raises(actions.Moved) as moved:
        write(cast, row, "amina", stood, education="Amina asked her teacher.")
    assert moved.value.saved["education"] == "Bola rang the school."
    assert texts_of(row)["education"] == "Bola rang the school."
    client.force_login(cast["amina"])
    address = reverse("assessments:part", args=[row.uuid, "child"])
    typed = {one.key: one.text for one in rows} | {"education": "Amina asked her teacher.", "stands": stood}
    page = client.post(address, typed)
    assert page.status_code == 200 and "A colleague wrote in this part" in page.content.decode()
    assert "Bola rang the school." in page.content.decode() and "Amina asked her teacher." in page.content.decode()
    # Having seen both, they put them together.
    now = queries.fingerprint(row.written.filter(part="child"))
    both = {**typed, "education": "Bola rang the school; Amina asked her teacher.", "stands": now}
    assert client.post(address, both).status_code == 302
    assert texts_of(row)["education"] == both["education"]


def test_what_became_known_since_is_shown_and_taken_in_beside_ones_own_words(client, cast):
    row = begun(cast)
    rows = list(row.written.filter(part="together"))
    texts = {one.key: one.text for one in rows} | {"facts": f"{texts_of(row)['facts']}\n\nMine: she told her aunt."}
    actions.write_part(cast["amina"], assessment=row, part="together", texts=texts, stood=queries.fingerprint(rows))
    write_note(
        cast["amina"],
        consultation=row.consultation,
        happened_on=datetime.date(2026, 6, 9),
        text="The lead saw her cry.",
        childs_words="",
        once_key="n",
    )
    client.force_login(cast["amina"])
    address = reverse("assessments:part", args=[row.uuid, "together"])
    page = client.get(address).content.decode()
    assert "The record has changed since." in page and "The lead saw her cry." in page
    now = queries.fingerprint(row.written.filter(part="together"))
    assert client.post(address, {**texts, "stands": now, "act": "take-facts"}).status_code == 302
    facts = texts_of(row)["facts"]
    assert "The lead saw her cry." in facts and "Mine: she told her aunt." in facts
    assert facts.count("Jokes about migrants in a chat.") == 1
    assert "The record has changed since." not in client.get(address).content.decode()


def test_what_became_known_since_is_left_and_said_again_only_when_there_is_more(client, cast):
    row = begun(cast)
    rows = list(row.written.filter(part="together"))
    texts = {one.key: one.text for one in rows} | {"facts": "Mine: she told her aunt."}
    actions.write_part(cast["amina"], assessment=row, part="together", texts=texts, stood=queries.fingerprint(rows))

    def noted(text):
        write_note(
            cast["amina"],
            consultation=row.consultation,
            happened_on=datetime.date(2026, 6, 9),
            text=text,
            childs_words="",
            once_key=text,
        )

    client.force_login(cast["amina"])
    address = reverse("assessments:part", args=[row.uuid, "together"])

    def button():
        found = re.search(r'value="(leave-facts:\w+)"', client.get(address).content.decode())
        return found and found[1]

    def leave(act):
        stands = queries.fingerprint(row.written.filter(part="together"))
        assert client.post(address, {**texts, "stands": stands, "act": act}).status_code == 302
        assert texts_of(row)["facts"] == "Mine: she told her aunt."

    noted("The lead saw her cry.")
    shown = button()
    noted("Her coach rang.")
    leave(shown)
    assert button(), "what was recorded after the page was shown is not left unread"
    leave(button())
    assert button() is None
    noted("Her tutor rang.")
    assert button()
    leave("leave-facts"), leave("leave-nothing:x")


def test_it_is_concluded_only_when_what_must_be_there_is_there(cast):
    row = filled(cast, begun(cast), but=("analysis", "drives-harm"))
    outcomes = queries.outcomes_of(row.consultation.authority_id)[:1]
    with pytest.raises(actions.Incomplete) as incomplete:
        actions.conclude_assessment(cast["amina"], assessment=row, outcomes=outcomes, once_key="c", **SAID)
    assert incomplete.value.titles == ["Which of these does most harm, and what in it?", "What you make of it"]
    assert not Conclusion.objects.exists()


def test_a_manager_answers_and_never_what_they_lead_themselves(cast):
    conclusion = concluded(cast)
    row = anew(conclusion.assessment)
    answer = {"assessment": row, "conclusion": conclusion.uuid, "answer": "agreed", "reason": ""}
    for who in ("amina", "bola", "petra", "olu", "vera"):
        with pytest.raises(NotFound):
            actions.answer_conclusion(cast[who], **answer)
    Assessment.objects.filter(pk=row.pk).update(lead=cast["carys"])
    with pytest.raises(NotFound):
        actions.answer_conclusion(cast["carys"], **answer)
    Assessment.objects.filter(pk=row.pk).update(lead=cast["amina"])
    for _ in range(2):  # the second click changes nothing
        actions.answer_conclusion(cast["carys"], **answer)
    assert anew(row).state == State.AGREED and anew(row).ended_at
    assert Entry.objects.filter(verb="assessment.answered").count() == 1
    with pytest.raises(NotFound):
        write(cast, row, "amina", "", education="Afterwards.")


def test_what_goes_back_is_written_again_and_the_old_conclusion_stays(cast):
    first = concluded(cast)
    row = anew(first.assessment)
    with pytest.raises(ValueError, match="why it goes back"):
        actions.answer_conclusion(cast["carys"], assessment=row, conclusion=first.uuid, answer="returned", reason=" ")
    actions.answer_conclusion(
        cast["carys"], assessment=row, conclusion=first.uuid, answer="returned", reason="Where is the school?"
    )
    assert anew(row).state == State.WRITING
    second = concluded(cast, anew(row), once_key="d", reason="The school was asked.")
    assert second.replaces == first and first.answer.reason == "Where is the school?"
    # Their answer to the first, sent again, reaches neither.
    actions.answer_conclusion(cast["carys"], assessment=anew(row), conclusion=first.uuid, answer="agreed", reason="")
    assert not hasattr(Conclusion.objects.get(pk=second.pk), "answer") and anew(row).state == State.WAITING


def test_the_child_and_the_family_have_their_say_or_a_reason_stands(client, cast):
    row = filled(cast, begun(cast))
    client.force_login(cast["amina"])
    address = reverse("assessments:conclude", args=[row.uuid])
    said = {**SAID, "family_reads_child": "yes", "outcomes": ["plan"], "once": "x", "version": "0"}
    page = client.post(address, {**said, "childs_view": "", "familys_view": ""}).content.decode()
    assert "Write what the child says, or why you could not ask" in page
    assert "why they have not seen it" in page and SAID["reason"] in page
    assert not Conclusion.objects.exists()
    half = client.get(address).context["half"].version
    said = {**said, "version": str(half), "childs_view": "", "no_childs_view_because": "She is away until Monday."}
    for _ in range(2):
        assert client.post(address, said).status_code in (302, 200)
    conclusion = Conclusion.objects.get()
    assert conclusion.no_childs_view_because == "She is away until Monday." and not conclusion.childs_view
    page = client.get(reverse("assessments:assessment", args=[row.uuid])).content.decode()
    assert "She is away until Monday." in page and "Waits for a manager" in page


def test_nothing_is_chosen_before_the_worker_chooses(client, cast):
    row = filled(cast, begun(cast))
    client.force_login(cast["amina"])
    page = client.get(reverse("assessments:conclude", args=[row.uuid])).content.decode()
    assert "checked" not in page


def test_checkpoints_come_with_the_clocks_that_the_authority_switched_on(cast):
    assert not begun(cast).checkpoints.exists()
    clock = Clock.objects.get(authority=None, key="assessment-checkpoint-10")
    clock.on = True
    clock.save()
    row = begun(cast, raised(cast["amina"]))
    (one,) = row.checkpoints.all()
    assert one.due_on == datetime.date(2026, 6, 22)
    for who in ("amina", "bola", "olu"):
        with pytest.raises(NotFound):
            actions.keep_checkpoint(cast[who], checkpoint=one, words="Seen.")
    for _ in range(2):
        actions.keep_checkpoint(cast["carys"], checkpoint=one, words="The child was seen.")
    one.refresh_from_db()
    assert one.words == "The child was seen." and one.done_by == cast["carys"]
    assert Entry.objects.filter(verb="assessment.checkpoint").count() == 1
    lines = chronology_for(cast["amina"], row.consultation.reference).lines
    assert [line.text for line in lines if line.kind == "assessment-checkpoint"] == ["The child was seen."]


def test_it_is_stopped_by_a_manager_with_a_reason_and_another_can_begin(cast):
    row = begun(cast)
    with pytest.raises(NotFound):
        actions.stop_assessment(cast["amina"], assessment=row, because="Moved away.")
    actions.stop_assessment(cast["carys"], assessment=row, because="Moved; the next authority has it.")
    assert anew(row).state == State.STOPPED
    again = begun(cast, row.consultation)
    assert again.pk != row.pk and texts_of(row)


def test_who_may_read_the_matter_no_longer_leads_nothing_in_it(cast):
    row = begun(cast, lead="bola")
    place_bar(cast["carys"], consultation=row.consultation, person=cast["bola"], reason="Knows the family.")
    lead = anew(row).lead
    assert lead.pk != cast["bola"].pk and may_hold(lead, row.consultation)
    with pytest.raises(NotFound):
        queries.assessment_for(cast["bola"], row.uuid)


def read(answer) -> str:
    content = answer.getvalue() if answer.streaming else answer.content
    if answer["Content-Type"] == "application/pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    if "wordprocessingml" in answer["Content-Type"]:
        return " ".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    return " ".join(content.decode().split())


def test_the_familys_paper_leaves_out_what_is_for_the_file_alone(client, cast):
    row = agreed(cast)
    fresh(client, cast["amina"])
    files = {
        edition: [
            read(client.get(reverse(f"assessments:{kind}", args=[row.uuid, edition]))) for kind in ("pdf", "docx")
        ]
        for edition in ("file", "family")
    }
    files["file"].append(read(client.get(reverse("assessments:paper", args=[row.uuid]))))
    files["family"].append(read(client.get(reverse("assessments:family", args=[row.uuid]))))
    theirs = [key for key, mine in row.written.values_list("key", "for_family") if mine]
    kept = [key for key, mine in row.written.values_list("key", "for_family") if not mine]
    assert theirs and set(kept) >= {"facts", "other-explanations"}
    for text in files["file"]:
        assert all(f"Words under {key}." in text for key in (*theirs, *kept))
        assert SAID["set_aside"] in text
    for text in files["family"]:
        assert all(f"Words under {key}." in text for key in theirs) and SAID["needed"] in text
        assert not any(f"Words under {key}." in text for key in kept)
        assert SAID["set_aside"] not in text and SAID["would_change"] not in text
    assert Entry.objects.filter(verb="assessment.taken-out").count() == 4


def test_there_is_no_paper_for_a_family_that_is_not_to_be_told(client, cast):
    row = agreed(cast)
    request = asked(cast["amina"], row.consultation)
    sharing.ask_not_to_tell(cast["dan"], request=request, review_on=datetime.date.today())
    fresh(client, cast["amina"])
    page = client.get(reverse("assessments:family", args=[row.uuid]))
    assert "Do not tell the family" in page.content.decode() and "Words under" not in page.content.decode()
    for kind in ("pdf", "docx"):
        assert client.get(reverse(f"assessments:{kind}", args=[row.uuid, "family"])).status_code == 404
        text = read(client.get(reverse(f"assessments:{kind}", args=[row.uuid, "file"])))
        assert "Do not tell the family" in text
    for route in ("assessment", "paper"):
        assert "Do not tell the family" in read(client.get(reverse(f"assessments:{route}", args=[row.uuid])))


def test_what_is_not_finished_is_not_taken_out(client, cast):
    row = begun(cast)
    fresh(client, cast["amina"])
    for route, more in (("pdf", ["file"]), ("docx", ["family"]), ("family", [])):
        assert client.get(reverse(f"assessments:{route}", args=[row.uuid, *more])).status_code == 404
    assert client.get(reverse("assessments:paper", args=[row.uuid])).status_code == 200


def test_it_stands_on_home_and_in_the_chronology_and_is_told_by_name(cast):
    row = begun(cast, lead="bola")
    assert "Assessments that you lead" in [group.title for group in waiting_for(cast["bola"])]
    assert Notice.objects.filter(person=cast["bola"], kind="assessment-lead").count() == 1
    concluded(cast, row, by="bola")
    rows = next(group.rows for group in waiting_for(cast["carys"]) if group.title == "Waiting for your answer")
    assert "Assessment to answer" in [one.words for one in rows]
    titles = [line.title for line in chronology_for(cast["amina"], row.consultation.reference).lines]
    assert "Assessment begun" in titles and "Assessment concluded" in titles


def test_each_day_is_told_once_at_each_stage_and_what_is_late_to_the_manager_too(cast):
    row = begun(cast)  # due on 10 August 2026
    day = datetime.date(2026, 8, 10)

    def told(today):
        Notice.objects.all().delete()
        for _ in range(2):
            actions.remind_of_assessments("system:worker", today=today)
        return sorted(Notice.objects.filter(kind__startswith="assessment").values_list("person__email", "kind"))

    amina, carys = cast["amina"].email, cast["carys"].email
    assert told(day - datetime.timedelta(days=20)) == []
    assert told(day - datetime.timedelta(days=3)) == [(amina, "assessment-due")]
    assert told(day) == [(amina, "assessment-due")]
    assert told(day + datetime.timedelta(days=1)) == [(amina, "assessment-late"), (carys, "assessment-late")]
    assert told(day + datetime.timedelta(days=2)) == []
    assert told(day + datetime.timedelta(days=8)) == [(amina, "assessment-late"), (carys, "assessment-late")]
    agreed(cast, row)
    assert told(day + datetime.timedelta(days=20)) == []
    with pytest.raises(NotFound):
        actions.remind_of_assessments(cast["carys"], today=day)


def test_a_page_asks_the_same_with_much_and_with_little(client, cast):
    few, much = agreed(cast), agreed(cast, begun(cast, raised(cast["amina"])))
    for number in range(4):
        write_note(
            cast["amina"],
            consultation=much.consultation,
            happened_on=datetime.date(2026, 6, 9),
            text=f"Note {number}.",
            childs_words="",
            once_key=f"n{number}",
        )
    client.force_login(cast["amina"])

    def asked_by(row):
        address = reverse("assessments:paper", args=[row.uuid])
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries_sent:
            assert client.get(address).status_code == 200
        return len(queries_sent)

    assert asked_by(few) == asked_by(much)


def test_headings_are_data_and_none_asks_for_a_number_or_for_faith_as_a_sign():
    from kith.toolkit.loading import CONTENT, read_yaml

    data, _ = read_yaml(CONTENT / "process" / "assessment_headings.yaml")
    words = " ".join(f"{item['title']} {item.get('hint', '')}" for item in data["items"]).lower()
    assert not any(word in words for word in ("score", "rating", "risk level", "scale of"))
    identity = next(item for item in data["items"] if item["key"] == "identity")
    assert "never a sign of harm" in identity["hint"] and not identity.get("from")
    assert Written._meta.get_field("text").get_internal_type() == "TextField"


def test_its_last_day_stands_in_the_calendar_of_who_leads_it_and_says_no_more(cast):
    row = begun(cast, lead="bola")
    since = timezone.now()
    (entry,) = [one for one in diary_of(cast["bola"], since) if one.kind == "Assessment due"]
    assert entry.day == row.due_on and entry.title.startswith("Assessment due KA-")
    assert row.consultation.reference not in entry.title
    assert not [one for one in diary_of(cast["amina"], since) if one.kind == "Assessment due"]
    place_bar(cast["carys"], consultation=row.consultation, person=cast["bola"], reason="Knows the family.")
    assert not [one for one in diary_of(cast["bola"], since) if one.kind == "Assessment due"]


def test_the_second_click_on_changing_who_leads_it_finds_what_was_done(client, cast):
    row = begun(cast, lead="bola")
    client.force_login(cast["bola"])
    address = reverse("assessments:lead", args=[row.uuid])
    said = {"lead": str(cast["olu"].uuid)}
    for _ in range(2):
        answer = client.post(address, said)
        assert (answer.status_code, answer.url) == (302, reverse("assessments:assessment", args=[row.uuid]))
    assert anew(row).lead == cast["olu"]
    assert Entry.objects.filter(verb="assessment.lead-changed").count() == 1
    # Who leads it no longer does not take it back.
    assert client.post(address, {"lead": str(cast["petra"].uuid)}).status_code == 404
    assert anew(row).lead == cast["olu"]


@pytest.mark.parametrize("has_another_part", [False, True])
def test_who_leads_by_a_teams_part_alone_and_leaves_the_team_leads_it_no_more(cast, has_another_part):
    consultation = raised(cast["amina"])
    team = Membership.objects.filter(person=cast["petra"]).first().team
    ConsultationPart.objects.filter(matter=consultation, team=team).update(managers_only=False)
    ConsultationPart.objects.filter(matter=consultation, person=cast["petra"]).delete()
    row = begun(cast, consultation, lead="petra")
    if has_another_part:
        give_part(cast["amina"], consultation=consultation, person=cast["petra"], because="Knows the family.")
    people.leave_team("system:command", person=cast["petra"], team=team, at_once=True)
    lead = anew(row).lead
    assert (lead == cast["petra"]) == has_another_part
    assert Assessment.objects.filter(rules.sees_assessment(lead), pk=row.pk).exists()


def look_due(assessment, day):
    return Checkpoint.objects.create(assessment=assessment, title="The first look", due_on=day)


def test_what_is_still_to_write_stands_apart_and_a_late_look_is_said_in_a_sentence(client, cast):
    row = begun(cast)
    look_due(row, timezone.localdate() - datetime.timedelta(days=2))
    fresh(client, cast["amina"])
    page = client.get(reverse("assessments:assessment", args=[row.uuid])).content.decode()
    assert "“Which of these does most harm, and what in it?”; “Which of these" in page and "?;" not in page
    assert ">Late: was due" in page and ">late" not in page


def test_a_look_on_the_way_stands_on_the_managers_home_until_somebody_took_it(client, cast):
    row = begun(cast)
    today = timezone.localdate()
    late, later = look_due(row, today - datetime.timedelta(days=2)), look_due(row, today + datetime.timedelta(days=8))
    look_due(begun(cast, raised(cast["amina"]), lead="carys"), today)  # what they lead themselves waits for another

    def looks(who):
        groups = {group.title: group.rows for group in waiting_for(cast[who])}
        return [one for one in groups.get("Waiting for your answer", []) if "look at" in one.words]

    (one,) = looks("carys")
    assert one.url == reverse("assessments:checkpoint", args=[late.uuid]) and one.late
    assert not looks("amina") and not looks("vera")
    Checkpoint.objects.filter(pk=later.pk).update(due_on=today + datetime.timedelta(days=7))
    assert len(looks("carys")) == 2
    client.force_login(cast["carys"])
    assert reverse("assessments:paper", args=[row.uuid]) in client.get(one.url).content.decode()
    client.post(one.url, {"words": "She was seen."})
    assert [one.url for one in looks("carys")] == [reverse("assessments:checkpoint", args=[later.uuid])]
    actions.stop_assessment(cast["carys"], assessment=anew(row), because="They moved.")
    assert not looks("carys")


def test_what_waits_for_a_managers_answer_costs_the_same_however_much_it_is(cast):
    def asked_by():
        with CaptureQueriesContext(connection) as sent:
            count = len(queries.to_answer(cast["carys"]))
        return count, len(sent)

    concluded(cast)
    asked_by()  # what a person is asked once per request
    once = asked_by()
    concluded(cast, begun(cast, raised(cast["amina"])), once_key="second")
    assert (once[0], asked_by()[0]) == (1, 2) and once[1] == asked_by()[1]


def test_a_year_that_is_a_slip_begins_no_assessment_and_loses_nothing_typed(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    said = {"lead": str(cast["bola"].uuid), "starts_on_day": "5", "starts_on_month": "10", "starts_on_year": "1926"}
    page = client.post(reverse("assessments:begin", args=[consultation.reference]), said).content.decode()
    assert "check the year" in page and 'value="1926"' in page
    assert not Assessment.objects.exists()
    said["starts_on_year"] = "2026"
    assert client.post(reverse("assessments:begin", args=[consultation.reference]), said).status_code == 302
    assert Assessment.objects.get().due_on is not None


def test_the_step_that_ends_an_assessment_leads_to_it(client, cast):
    decision = decided(cast, outcomes=["section-17"])
    consultation = decision.screening.consultation
    fresh(client, cast["amina"])
    page = client.get(reverse("screening:decision", args=[consultation.reference])).content.decode()
    assert f'href="{reverse("assessments:of-matter", args=[consultation.reference])}">Begin the assessment' in page


def test_who_comes_second_to_an_answer_or_a_look_is_led_to_what_a_colleague_did(client, cast):
    row = begun(cast)
    one = look_due(row, timezone.localdate())
    give_part(cast["amina"], consultation=row.consultation, person=cast["vera"], because="Covers for Carys.")
    client.force_login(cast["vera"])
    there = reverse("assessments:assessment", args=[row.uuid])
    addresses = {
        reverse("assessments:checkpoint", args=[one.uuid]): {"words": "Mine."},
        reverse("assessments:answer", args=[row.uuid]): {"answer": "agreed"},
    }
    actions.keep_checkpoint(cast["carys"], checkpoint=one, words="She was seen.")
    agreed(cast, row)
    for address, said in addresses.items():
        for answer in (client.get(address), client.post(address, said)):
            assert (answer.status_code, answer.url) == (302, there)
        page = client.get(there).content.decode()
        assert "Carys" in page and "already: it stands here" in page
    one.refresh_from_db()
    assert (one.done_by, one.words) == (cast["carys"], "She was seen.")
    assert Conclusion.objects.get().answer.by == cast["carys"]
    client.force_login(cast["tom"])  # a manager of another authority
    assert all(client.get(address).status_code == 404 for address in addresses)


def test_what_is_printed_from_the_page_names_its_record_and_its_marking_and_the_familys_neither(client, cast):
    row = agreed(cast)
    fresh(client, cast["amina"])

    def read(route):
        page = client.get(reverse(f"assessments:{route}", args=[row.uuid])).content.decode()
        return page[page.index("<h1") : page.index("</main>")]

    named = f"Kith reference {row.consultation.reference}"
    assert named in read("paper") and queries.marking_of(row) in read("paper")
    assert named not in read("family") and queries.marking_of(row) not in read("family")


def test_beside_the_places_stand_the_contexts_that_touch_the_child_for_who_sees_both(client, cast):
    row = begun(cast)
    place = contexts.opened(cast["amina"], name="Mill Lane skate park", owner=cast["carys"])
    contexts.linked(cast["amina"], place, row.consultation)
    address = reverse("assessments:part", args=[row.uuid, "places"])
    client.force_login(cast["amina"])
    assert "Mill Lane skate park" in client.get(address).content.decode()
    assert "Mill Lane" not in client.get(reverse("assessments:part", args=[row.uuid, "child"])).content.decode()
    client.force_login(cast["bola"])
    assert "Mill Lane" not in client.get(address).content.decode()


def test_the_agreement_takes_the_step_of_finishing_it_and_a_return_does_not(cast):
    consultation = decided(cast, ["section-17"]).screening.consultation
    step = Step.objects.get(pathway__outcome="section-17", key="finish")
    first = concluded(cast, begun(cast, consultation))
    actions.answer_conclusion(
        cast["carys"], assessment=first.assessment, conclusion=first.uuid, answer="returned", reason="Whose words?"
    )
    step.refresh_from_db()
    assert step.done_at is None
    second = actions.conclude_assessment(
        cast["amina"], assessment=anew(first.assessment), outcomes=[("plan", "A plan")], once_key="d", **SAID
    )
    actions.answer_conclusion(
        cast["carys"], assessment=second.assessment, conclusion=second.uuid, answer="agreed", reason=""
    )
    step.refresh_from_db()
    assert step.done_by == cast["carys"] and step.note.startswith("The conclusion was agreed by Carys")
    assert not Step.objects.filter(key="see-child", done_at__isnull=False).exists()
    assert Entry.objects.filter(verb="step.taken").count() == 1


def test_what_waits_for_a_manager_is_never_before_nobody(cast):
    """Its only manager does not leave without another in their place, and a conflict of interest lets another in."""
    row = concluded(cast).assessment
    assert [one.key for one in held_by(cast["carys"]) if one.key == row.uuid or one.kind == "assessment-answer"]
    kind, (held,) = kind_of("assessment-answer"), [x for x in held_by(cast["carys"]) if x.kind == "assessment-answer"]
    assert held.reference == row.consultation.reference and held.roles == ("manager",)
    with pytest.raises(people.StillHolds):
        people.end_role("system:command", person=cast["carys"], role="manager")
    assert not kind.may_take(cast["bola"], held, of=cast["carys"]), "no manager"
    assert not rules.may_answer(cast["vera"], anew(row)) and kind.may_take(cast["vera"], held, of=cast["carys"])
    kind.hand(cast["vera"], held, of=cast["carys"], to=cast["vera"], reason="")
    assert rules.may_answer(cast["vera"], anew(row))
    assert not [one for one in held_by(cast["carys"]) if one.kind == "assessment-answer"]


def test_a_bar_on_its_only_manager_puts_it_before_another(cast):
    row = concluded(cast).assessment
    place_bar(cast["carys"], consultation=row.consultation, person=cast["carys"], reason="A neighbour")
    assert not rules.may_answer(cast["carys"], anew(row)) and rules.may_answer(cast["vera"], anew(row))
