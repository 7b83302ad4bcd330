"""A referral that was begun early: what is recorded afterwards is shown beside it, and taken in by a person, or not."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.concerns import actions
from kith.concerns.models import ReferralAnswer
from kith.concerns.referral_texts import taken_in
from kith.desk.tests.factories import claimed

pytestmark = pytest.mark.django_db
CHANGED = "The record has changed since"


def begun(cast):
    consultation = claimed(cast).consultation
    referral = actions.start_referral(cast["amina"], consultation=consultation)
    return consultation, referral, reverse("concerns:referral", args=[consultation.reference])


def becomes_known(cast, consultation, text="He came back with money."):
    today = timezone.localdate()
    actions.write_note(
        cast["bola"], consultation=consultation, happened_on=today, text=text, childs_words="", once_key=text
    )


def sent(client, page: str) -> dict:
    """What the page would send as it stands."""
    boxes = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', page, re.S))
    hidden = dict(re.findall(r'name="(version|referral_version)" value="(\d+)"', page))
    return {**boxes, **hidden}


def button(page: str, act: str) -> str:
    return re.search(rf'name="act" value="({act}-[^"]+)"', page)[1]


def text_of(key, referral) -> str:
    return ReferralAnswer.objects.get(referral=referral, key=key).text


def test_nothing_is_said_while_nothing_changed(client, cast):
    _, _, where = begun(cast)
    for key in ("amina", "bola"):
        client.force_login(cast[key])
        assert CHANGED not in client.get(where).content.decode(), "who reads it makes no difference"


@pytest.mark.parametrize("own", ["", "My own words about this."])
def test_the_new_text_is_taken_in_and_no_own_word_is_lost(client, cast, own):
    consultation, referral, where = begun(cast)
    becomes_known(cast, consultation)
    client.force_login(cast["amina"])
    page = client.get(where).content.decode()
    assert page.count(CHANGED) == 2 and "He came back with money." in page
    act = button(page, "take")
    key = act.removeprefix("take-").split(":")[0]
    other = next(answer.key for answer in referral.answers.all() if answer.key != key)
    typed = sent(client, page)
    assert "He came back" not in typed[key]
    typed |= {key: f"{typed[key]}\n\n{own}".strip(), other: "Typed meanwhile under another heading."}
    answer = client.post(where, {**typed, "act": act})
    assert answer.status_code == 302 and answer["Location"].endswith(f"#id_{key}")
    page = client.get(where).content.decode()
    assert CHANGED not in page
    assert "He came back with money." in sent(client, page)[key] and own in sent(client, page)[key]
    assert sent(client, page)[key].count("Jokes about migrants") == 1, "what stood is not said twice"
    assert text_of(other, referral) == "Typed meanwhile under another heading."
    entry = Entry.objects.get(verb="referral.compared")
    assert entry.changed == [key] and entry.actor == str(cast["amina"].uuid)


def test_words_that_were_rewritten_stay_and_the_new_stands_below(client, cast):
    consultation, referral, where = begun(cast)
    becomes_known(cast, consultation)
    client.force_login(cast["amina"])
    page = client.get(where).content.decode()
    act = button(page, "take")
    key = act.removeprefix("take-").split(":")[0]
    client.post(where, {**sent(client, page), key: "Wholly my own.", "act": act})
    text = text_of(key, referral)
    assert text.startswith("Wholly my own.\n\n") and text.endswith("He came back with money.")
    assert "Jokes about migrants" not in text, "what was left out before is not brought back"


def test_ones_own_words_are_left_and_the_next_change_is_told_again(client, cast):
    consultation, referral, where = begun(cast)
    becomes_known(cast, consultation)
    client.force_login(cast["amina"])
    page = client.get(where).content.decode()
    act = button(page, "leave")
    key = act.removeprefix("leave-").split(":")[0]
    before = text_of(key, referral)
    # Something more became known after the page was opened: it is not left unread.
    becomes_known(cast, consultation, "And again on Friday.")
    client.post(where, {**sent(client, page), "act": act})
    page = client.get(where).content.decode()
    assert CHANGED in page and "And again on Friday." in page
    client.post(where, {**sent(client, page), "act": button(page, "leave")})
    assert CHANGED not in client.get(where).content.decode() and text_of(key, referral) == before
    becomes_known(cast, consultation, "On Sunday too.")
    assert CHANGED in client.get(where).content.decode()


def test_a_checked_text_says_that_the_record_moved_and_a_stranger_sees_nothing(client, cast):
    consultation, referral, where = begun(cast)
    texts = {answer.key: answer.text or "Not known" for answer in referral.answers.all()}
    actions.refer_urgently(cast["amina"], referral=referral, because="He flies at six.")
    referral = actions.save_referral(cast["amina"], referral=referral, texts=texts, version=referral.version)
    actions.check_referral(cast["amina"], referral=referral)
    client.force_login(cast["amina"])
    assert CHANGED not in client.get(where).content.decode()
    becomes_known(cast, consultation)
    assert CHANGED in client.get(where).content.decode()
    client.force_login(cast["olu"])
    assert client.post(where, {"act": "take-x:y"}).status_code == 404


def test_a_draft_over_what_a_colleague_saved_since_shows_both(client, cast):
    consultation, referral, where = begun(cast)
    client.force_login(cast["amina"])
    page = client.get(where).content.decode()
    key = referral.answers.all()[0].key
    half = {**sent(client, page), key: "Half typed by Amina."}
    assert client.post(where, half, headers={"X-Autosave": "1"}).status_code == 200
    texts = {answer.key: answer.text for answer in referral.answers.all()} | {key: "Saved by Bola."}
    actions.save_referral(cast["bola"], referral=referral, texts=texts, version=referral.version)
    again = sent(client, client.get(where).content.decode())
    assert again[key] == "Half typed by Amina."
    both = client.post(where, {**again, "act": "save"}).content.decode()
    assert "Saved there: Saved by Bola." in both and text_of(key, referral) == "Saved by Bola."


@pytest.mark.parametrize(
    ("words", "before", "now", "after"),
    [
        ("a", "a", "a\n\nb", "a\n\nb"),
        ("a\r\n\r\nmine", "a", "b", "b\n\nmine"),
        ("mine", "a", "a\n\nb", "mine\n\nb"),
        ("mine", "", "b", "mine\n\nb"),
        ("", "a", "b", "b"),
        ("mine", "a\n\nb", "a", "mine\n\na"),
    ],
)
def test_taking_in_never_loses_a_word(words, before, now, after):
    assert taken_in(words, before, now) == after
