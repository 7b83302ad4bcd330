"""The pages of an answer: first how, then what that takes. No word is lost on the way, and none goes where it was not meant."""

import html5lib
import pytest
from django.urls import reverse

from kith.desk.tests.factories import claimed
from kith.sharing import actions
from kith.sharing.models import Answer, Disclosure, Version
from kith.sharing.words import WRITTEN, AnswerKind

from .factories import asked, told, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(cast):
    return asked(cast["amina"], claimed(cast, name="Megan", named=True).consultation)


def test_what_is_above_is_sent_back_with_no_kind_of_answer_and_by_no_step(client, cast, request_):
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    typed = {
        "marking": ["OFFICIAL", "above"],
        "text": "Of the higher kind.",
        "words": "Of the higher kind.",
        "once": "a",
    }
    for kind in ("", "gist", "hold", "no-such-kind"):
        for act in ("", "change", "continue"):
            shown = client.post(where, {**typed, "kind": kind, "act": act}).content.decode()
            assert "Nothing was kept" in shown and "Of the higher kind" not in shown, (kind, act)
    kept = client.post(where, {**typed, "marking": "OFFICIAL", "kind": "part", "act": "change"}).content.decode()
    assert "Of the higher kind" in kept, "what may stand here goes along"
    assert not Answer.objects.exists()


def fields_of(html: str) -> dict[str, list[str]]:
    """What a browser would send of the answer form on this page, by name, and the names of the boxes that can be seen."""
    form = next(
        one for one in html5lib.parse(html, namespaceHTMLElements=False).iter("form") if "/answer" in one.get("action")
    )
    seen, sent = set(), {}
    for one in form.iter():
        kind, name = one.get("type"), one.get("name")
        if one.tag not in ("input", "textarea", "select") or not name or name == "csrfmiddlewaretoken":
            continue
        if kind != "hidden":
            seen.add(name)
        if one.tag == "textarea":
            value = (one.text or "").removeprefix("\n")
        elif one.tag == "select":
            value = next((o.get("value") for o in one.iter("option") if o.get("selected") is not None), "")
        else:
            value = one.get("value", "on" if kind == "checkbox" else "")
        if kind not in ("radio", "checkbox") or one.get("checked") is not None:
            sent.setdefault(name, []).append(value)
    return {"": sorted(seen), **sent}


@pytest.mark.parametrize("kind", AnswerKind)
def test_only_what_a_kind_of_answer_takes_is_asked(client, cast, request_, kind):
    """The first page asks how alone; the second what that takes; a police officer may add that the family is not told."""
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    assert fields_of(client.get(where).content.decode())[""] == ["kind"]
    empty = client.get(where, {"act": "continue"}).content.decode()
    assert "Choose how you answer" in empty and fields_of(empty)[""] == ["kind"]
    page = fields_of(client.get(where, {"act": "continue", "kind": kind}).content.decode())
    seen = {name for name in page[""]} - {f"family_review_on_{part}" for part in ("day", "month", "year")}
    writing = {"marking", "text", "gist", "until_day", "floor", "uses", "named", "gist_uses", "tells_of_more"}
    assert page["kind"] == [kind] and "words" in seen and "because" in seen
    assert (writing <= seen) if kind in WRITTEN else not (writing & seen)
    assert ("look_again_on_day" in seen) == (kind != AnswerKind.FULL)


def test_choosing_again_loses_no_word_and_sends_none_that_was_meant_for_another_kind(client, cast, request_):
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    typed = {
        **{"kind": "part", "once": "a", "because": "source", "marking": "OFFICIAL", "text": 'Two\r\n"lines" & <more>'},
        **{"uses": ["may_quote", "may_pass_on"], "named": [str(cast["carys"].uuid)], "gist": "Its gist."},
        **{"until_day": "31", "until_month": "Feb", "until_year": "x", "words": "Ring me.", "tells_of_more": "on"},
    }
    way = fields_of(client.post(where, {**typed, "act": "change"}).content.decode())
    assert way.pop("") == ["kind"] and way["kind"] == ["part"]
    way = fields_of(client.post(where, {**way, "kind": "refused"}).content.decode())
    assert "text" not in way.pop("") and way["words"] == ["Ring me."] and way["because"] == ["source"]
    way = fields_of(client.post(where, {**way, "act": "change"}).content.decode())
    way.pop("")
    back = fields_of(client.post(where, {**way, "kind": "part"}).content.decode())
    for name, value in typed.items():
        value = value if isinstance(value, list) else [value.replace("\r\n", "\n")]
        assert [text.replace("\r\n", "\n") for text in back[name]] == value, name
    assert {"text", "gist", "until_year", "words"} <= set(back[""])
    assert not Answer.objects.exists()
    # Sent as a refusal, what was typed for another kind stays behind.
    assert client.post(where, {**typed, "kind": "refused"}).status_code == 302
    assert Answer.objects.get().words == "Ring me." and not Version.objects.exists()


def test_what_is_wrong_or_filled_is_never_folded_away(client, cast, request_):
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    sent = {"kind": "full", "marking": "OFFICIAL", "text": "All.", "gist": "Some.", "once": "a"}
    page = client.post(where, sent).content.decode()
    assert 'href="#id_because_0"' in page and "Choose why some read a gist alone" in page
    folded = page.partition("A gist too, for those who may not read it")[0].rpartition("<details")[2]
    assert " open" in folded
    fresh = client.get(where, {"act": "continue", "kind": "full"}).content.decode()
    assert "<details" in fresh and " open>" not in fresh


def test_what_is_sent_again_after_it_was_taken_back_or_to_tell_less_is_not_taken_for_done(client, cast, request_):
    client.force_login(cast["dan"])
    where = reverse("sharing:answer", args=[request_.uuid])
    sent = {"kind": "full", "because": "source", "marking": "OFFICIAL", "text": "All.", "gist": "Some.", "once": "a"}
    more = {**sent, "tells_of_more": "on"}
    assert client.post(where, more).status_code == client.post(where, more).status_code == 302
    assert Answer.objects.count() == 1
    less = client.post(where, sent)
    assert less.status_code == 200 and "Other words were already sent" in less.content.decode()
    assert client.post(where, {**sent, "once": "b"}).status_code == 302
    assert list(Disclosure.objects.order_by("pk").values_list("tells_of_more", flat=True)) == [True, False]
    for version in Version.objects.filter(disclosure__tells_of_more=False):
        actions.withdraw_version(cast["dan"], version=version, because="It was wrong.")
    again = client.post(where, {**sent, "once": "c"})
    assert again.status_code == 302 and Answer.objects.count() == 3, "what was taken back can be given anew"


def test_what_is_told_again_after_it_was_taken_back_is_not_taken_for_done(cast):
    first = told(cast["dan"], written("What was seen."))
    assert told(cast["dan"], written("What was seen.")) == first
    assert told(cast["dan"], written("What was seen."), tells_of_more=True) != first
    actions.withdraw_version(cast["dan"], version=Version.objects.get(disclosure__request=first), because="x")
    assert told(cast["dan"], written("What was seen.")) != first
