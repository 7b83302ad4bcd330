"""A referral to Prevent: filled from the record, completed by a person, taken out marked, and followed."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns import actions
from kith.concerns.models import EqualityAnswer, Referral
from kith.concerns.words import ReferralState
from kith.desk.tests.factories import claimed, decided, fresh, raised
from kith.people.models import Authority
from kith.screening import actions as screening
from kith.toolkit.models import ReferralHeading

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def to_refer(cast, **child):
    """A consultation of Amina, with a decision to refer to Prevent that Carys signed off."""
    decision = decided(cast, ["prevent-referral", "section-17"], **child)
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    return decision.screening.consultation


def begun(client, cast):
    consultation = to_refer(cast, name="Megan", named=True, school="Alder Hill Academy", case_reference="TH-1")
    client.force_login(cast["amina"])
    client.post(reverse("concerns:prepare-referral", args=[consultation.reference]))
    return consultation, Referral.objects.get(consultation=consultation)


def complete(client, consultation, referral, act="check", **texts):
    answers = {a.key: a.text or "Not known" for a in referral.answers.all()} | texts
    return client.post(
        reverse("concerns:referral", args=[consultation.reference]),
        {**answers, "version": 0, "referral_version": referral.version, "act": act},
        follow=True,
    )


def test_the_headings_hold_what_is_already_recorded(client, cast):
    consultation, referral = begun(client, cast)
    texts = {answer.key: answer.text for answer in referral.answers.all()}
    assert "Megan" in texts["about-the-person"] and "Alder Hill Academy" in texts["about-the-person"]
    assert "Jokes about migrants in a chat." in texts["what-the-concern-is"]
    assert "“It is only jokes.”" in texts["online"]
    assert "They listen to me." in texts["voice-and-family"]
    assert texts["needs"] == "Sleeps badly."
    assert texts["ideas-and-influences"] == "", "no ideology was asked for, so none is filled in"
    assert "Amina" in texts["referrer"]


def test_later_notes_and_answered_questions_are_in_it_with_their_days(cast):
    row = claimed(cast)
    today = timezone.localdate()
    said = f"{today.day} {today:%B %Y}"
    question = screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who runs it?", once_key="q")
    screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Not answered.", once_key="r")
    screening.answer_question(cast["amina"], question=question, answer="An adult she has not met.")
    note = {"text": "A second group was found.", "childs_words": "I left it.", "once_key": "n"}
    actions.write_note(cast["amina"], consultation=row.consultation, happened_on=today, **note)
    referral = actions.start_referral(cast["amina"], consultation=row.consultation)
    texts = {answer.key: answer.text for answer in referral.answers.all()}
    concern = texts["what-the-concern-is"]
    assert f"{said}, became known later: A second group was found." in concern
    assert f"Asked {said}: Who runs it?\nAnswered {said} by Amina: An adult she has not met." in concern
    assert "Not answered." not in concern and "I left it." in texts["voice-and-family"]


def test_everything_that_was_typed_has_its_heading(cast):
    sections = {
        "contexts": {
            "items": [
                {"kind": "online", "harm": "A stranger sets her tasks.", "protects": "", "reach": ""},
                {"kind": "school", "harm": "", "protects": "Her form tutor.", "reach": ""},
            ]
        },
        "signs": {
            "items": [
                {
                    "indicator": "someone-elses-words",
                    "title": "Someone else’s words",
                    "may_also_be": "A song.",
                    "here": "She repeats a slogan.",
                    "explanation": "It is from a game.",
                }
            ]
        },
        "family": {"family_told": "no"},
    }
    consultation = to_refer(cast, sections=sections)
    referral = actions.start_referral(cast["amina"], consultation=consultation)
    texts = {answer.key: answer.text for answer in referral.answers.all()}
    assert "A stranger sets her tasks." in texts["online"]
    assert "A stranger" not in texts["wider-safeguarding"] and "Her form tutor." in texts["wider-safeguarding"]
    sign = "Sign considered: Someone else’s words\nSeen here: She repeats a slogan.\n"
    assert f"{sign}What else might explain it here: It is from a game." in texts["what-the-concern-is"]


def test_the_decision_its_signature_and_the_part_of_social_care_are_in_it(cast):
    consultation = to_refer(cast)
    referral = actions.start_referral(cast["amina"], consultation=consultation)
    texts = {answer.key: answer.text for answer in referral.answers.all()}
    today = timezone.localdate()
    said = f"{today.day} {today:%B %Y}"
    assert f"Decided {said} by Bola, signed off by Carys on {said}: Section 17" in texts["dates-and-checks"]
    assert "The part of children’s social care: Section 17 assessment" in texts["dates-and-checks"]
    assert f"Family told, when it was decided on {said}: Mother was told first." in texts["voice-and-family"]


def test_a_decision_that_was_put_back_is_not_in_it(cast):
    decision = decided(cast, ["prevent-referral"])
    before = actions.start_referral(cast["amina"], consultation=decision.screening.consultation)
    assert "waits for sign-off: Referral to Prevent" in before.answers.get(key="dates-and-checks").text
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="returned", reason="Say more.")
    before.delete()
    after = actions.start_referral(cast["amina"], consultation=decision.screening.consultation)
    assert "Decided" not in after.answers.get(key="dates-and-checks").text


def test_preparing_twice_gives_the_same_referral(client, cast):
    consultation, _ = begun(client, cast)
    client.post(reverse("concerns:prepare-referral", args=[consultation.reference]))
    assert Referral.objects.count() == 1


def test_equality_answers_never_reach_it(client, cast):
    consultation = raised(cast["amina"])
    EqualityAnswer.objects.create(consultation=consultation, about="religion", answer="zoroastrian")
    actions.start_referral(cast["amina"], consultation=consultation)
    assert "zoroastrian" not in str([a.text for a in Referral.objects.get().answers.all()])


def test_headings_are_the_authoritys(client, cast):
    ReferralHeading.objects.create(
        authority=Authority.objects.get(key="thornmere"),
        key="harm",
        order=0,
        title="Harm, as Thornmere asks",
        source="Thornmere",
        owner="Prevent lead",
        last_checked=datetime.date(2026, 6, 1),
        next_review=datetime.date(2027, 6, 1),
    )
    _, referral = begun(client, cast)
    assert referral.answers.first().title == "Harm, as Thornmere asks"


def test_an_empty_heading_is_named_and_nothing_is_lost(client, cast):
    consultation, referral = begun(client, cast)
    page = complete(client, consultation, referral, harm="", **{"what-may-happen": "She may meet the adult."})
    text = page.content.decode()
    assert "Write something under “Harm”" in text and 'href="#id_harm"' in text
    referral.refresh_from_db()
    assert referral.state == ReferralState.PREPARING
    assert referral.answers.get(key="what-may-happen").text == "She may meet the adult."


def test_two_who_write_at_once_lose_nothing(client, cast):
    consultation, referral = begun(client, cast)
    actions.save_referral(cast["bola"], referral=referral, texts={"harm": "Bola’s words"}, version=1)
    page = client.post(
        reverse("concerns:referral", args=[consultation.reference]),
        {"harm": "Amina’s words", "version": 0, "referral_version": 1, "act": "save"},
    ).content.decode()
    assert (
        "also saved in another window or on another device" in page
        and "Bola’s words" in page
        and "Amina’s words" in page
    )
    assert referral.answers.get(key="harm").text == "Bola’s words"


def test_what_changed_stands_in_the_trail_by_name_and_hash(client, cast):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral, act="save", harm="He said he would hurt her.")
    entry = Entry.objects.get(verb="referral.changed")
    assert "harm" in entry.changed
    assert "hurt" not in str(entry.hashes) and len(entry.hashes["harm"]) == 2


def test_it_is_taken_out_only_when_checked_and_after_a_fresh_sign_in(client, cast):
    consultation, referral = begun(client, cast)
    fresh(client, cast["amina"])
    address = reverse("concerns:referral-pdf", args=[consultation.reference])
    assert client.get(address).status_code == 404
    complete(client, consultation, referral)
    made = client.get(address)
    assert made.content.startswith(b"%PDF-")
    client.force_login(cast["amina"])
    session = client.session
    session["fresh_at"] = 0
    session.save()
    assert "confirm" in client.get(address)["Location"]
    assert Entry.objects.filter(verb="document.made", details__kind="referral-pdf").count() == 1


def test_pdf_and_word_carry_the_marking_the_headings_and_the_reader(client, cast):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral)
    fresh(client, cast["amina"])
    made = client.get(reverse("concerns:referral-pdf", args=[consultation.reference]))
    reader = PdfReader(io.BytesIO(made.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "OFFICIAL-SENSITIVE" in text and "Who is referring" in text and "made for Amina" in text
    made = client.get(reverse("concerns:referral-docx", args=[consultation.reference]))
    assert made["Content-Type"] == WORD
    assert "Megan" not in made["Content-Disposition"]
    document = Document(io.BytesIO(made.content))
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings[0] == "About the person" and len(headings) == referral.answers.count()


def on(date) -> dict:
    return {"day_day": str(date.day), "day_month": str(date.month), "day_year": str(date.year)}


def test_what_came_of_it_is_followed_and_kith_sends_nothing(client, cast, mailoutbox):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral)
    day = on(timezone.localdate())
    steps = (
        ("sent", {"sent_to": "Police Prevent team", "sent_how": "secure e-mail", **day}, "sent"),
        ("acknowledged", {"acknowledged_by": "Duty officer", **day}, "acknowledged"),
        ("outcome", {"outcome": "Suitable for Channel.", **day}, "answered"),
    )
    for name, data, state in steps:
        address = reverse(f"concerns:referral-{name}", args=[consultation.reference])
        assert client.post(address, {}).status_code == 200, "empty is refused with a sentence"
        client.post(address, data)
        client.post(address, data)
        referral.refresh_from_db()
        assert referral.state == state
    assert Entry.objects.filter(verb__startswith="referral.").count() == 6
    page = client.get(reverse("concerns:referral", args=[consultation.reference])).content.decode()
    assert "What came of it" in page and "Send it to" not in page
    assert mailoutbox == []


def test_the_text_stands_once_it_is_sent(client, cast):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral)
    referral = Referral.objects.get()
    actions.reopen_referral(cast["amina"], referral=referral)
    actions.check_referral(cast["amina"], referral=Referral.objects.get())
    actions.note_referral_sent(
        cast["amina"],
        referral=Referral.objects.get(),
        sent_to="Prevent",
        sent_how="post",
        sent_at=timezone.now(),
    )
    with pytest.raises(NotFound):
        actions.reopen_referral(cast["amina"], referral=Referral.objects.get())


def test_a_day_before_what_it_follows_is_refused_and_a_wrong_fact_is_corrected(client, cast):
    consultation, referral = begun(client, cast)
    complete(client, consultation, referral)
    today = timezone.localdate()
    address = reverse("concerns:referral-sent", args=[consultation.reference])
    said = {"sent_to": "Prevent", "sent_how": "post"}
    page = client.post(address, {**said, **on(datetime.date(1999, 1, 1))}).content.decode()
    assert "The day it was sent must be" in page and "Prevent" in page
    with pytest.raises(ValueError):
        early = timezone.now() - datetime.timedelta(days=2)
        actions.note_referral_sent(cast["amina"], referral=Referral.objects.get(), **said, sent_at=early)
    client.post(address, {**said, **on(today)})
    page = client.get(address).content.decode()
    assert "Correct: record that it was sent" in page and 'value="Prevent"' in page
    client.post(address, {**said, "sent_to": "Police Prevent team", **on(today)})
    client.post(address, {**said, "sent_to": "Police Prevent team", **on(today)})
    referral.refresh_from_db()
    assert (referral.sent_to, referral.sent_by, referral.state) == ("Police Prevent team", cast["amina"], "sent")
    assert Entry.objects.get(verb="referral.corrected").changed == ["sent_to"]
    assert Entry.objects.filter(verb="referral.sent").count() == 1
    early = client.post(
        reverse("concerns:referral-acknowledged", args=[consultation.reference]),
        {"acknowledged_by": "Duty officer", **on(today - datetime.timedelta(days=1))},
    )
    assert "The day it was acknowledged must be" in early.content.decode()
    client.force_login(cast["olu"])
    assert client.get(address).status_code == client.post(address, said).status_code == 404


def test_it_is_said_once_which_headings_nobody_has_checked(client, cast):
    consultation, _ = begun(client, cast)
    page = client.get(reverse("concerns:referral", args=[consultation.reference])).content.decode()
    assert page.count("Compare them before you send it") == 1 and "Nobody has checked" not in page


def test_the_way_to_a_referral_stands_where_something_was_decided(client, cast):
    from kith.desk.tests.factories import decided, raised

    client.force_login(cast["amina"])
    way = "Referral to Prevent</a>"
    assert (
        way not in client.get(reverse("concerns:consultation", args=[raised(cast["amina"]).reference])).content.decode()
    )
    consultation = decided(cast).screening.consultation
    assert way in client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()


@pytest.mark.parametrize("who", ["olu", "dan", "ines", "jo", "rhys", "sade", "tom"])
def test_a_stranger_prepares_nothing(client, cast, who):
    consultation, referral = begun(client, cast)
    client.force_login(cast[who])
    assert client.get(reverse("concerns:referral", args=[consultation.reference])).status_code == 404
    assert client.post(reverse("concerns:prepare-referral", args=[consultation.reference])).status_code == 404
    with pytest.raises(NotFound):
        actions.save_referral(cast[who], referral=referral, texts={"harm": "x"}, version=1)
