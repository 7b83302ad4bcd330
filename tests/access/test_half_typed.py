"""What is half typed survives the lock screen in every form of words: each page of the matrix is walked, none is named.

tests/pages.py refuses a page with a box for words that is not kept, so a new form cannot be forgotten; here each form that
is kept is typed in, locked, opened again, and refused to a stranger, by the addresses that its own page gives it.
"""

import re

import html5lib
import pytest
from django.urls import reverse

from kith.concerns import actions as concerns
from kith.decisions.half_typed import HalfTyped
from kith.decisions.models import Draft
from kith.demo.cast import PASSWORD
from kith.desk.tests.factories import claimed, fresh, raised
from tests.access.test_matrix import DOORS, FORMS, PLACES, Records, address, records
from tests.pages import CheckedClient

pytestmark = pytest.mark.django_db
__all__ = ["records"]
WORDS = "Half a sentence that nobody has"
BY_SCRIPT = {"HTTP_X_AUTOSAVE": "1"}


def _early(cast):
    """A referral that is prepared before anything is decided."""
    consultation = claimed(cast).consultation
    concerns.start_referral(cast["amina"], consultation=consultation)
    return consultation, {}


def _matched(cast):
    """A worry about a child of whom Amina raised an earlier one."""
    raised(cast["amina"], case_reference="THO-7")
    return claimed(cast, case_reference="THO-7").consultation, {}


OURS = {"early": _early, "matched": _matched}
# Pages by one of those who come to them: the record, the route, the person.
WALKED = [(kind, route, min(allowed)) for kind, route, method, allowed in DOORS if allowed and method == "GET"] + [
    ("", route, min(allowed)) for route, method, allowed in PLACES if method == "GET"
]
WALKED += [
    ("early", "concerns:referral-urgent", "amina"),
    ("matched", "screening:workspace", "bola"),
    ("decided", "screening:decision", "amina"),
    ("finished", "screening:close", "amina"),
    ("preparing", "concerns:referral", "amina"),
    ("checked", "concerns:referral-sent", "amina"),
    ("sent", "concerns:referral-acknowledged", "amina"),
    ("sent", "concerns:referral-outcome", "amina"),
]
# Forms of one line of words, or of a choice with words, that a walk must find too, by the end of their address.
FOUND_AT_LEAST = {
    "answer", "disagree", "close", "hand-over", "no-time", "sign-off", "step", "sent", "acknowledged", "outcome",
    "same-child", "emergency", "note", "ask", "again", "disagreement", "give-part", "conflict-of-interest",
    "about-the-child", "equality", "otherwise", "decide", "propose", "referral", "voice", "conditions",
}  # fmt: skip


def kept_forms(page: str) -> list[dict]:
    """The forms of a page that are saved while one types: their address, their fields as they stand, their boxes."""
    found = []
    for form in html5lib.parse(page, namespaceHTMLElements=False).iter("form"):
        if form.get("data-autosave") is None and form.get("data-autosave-url") is None:
            continue
        hidden = {e.get("name"): e.get("value") or "" for e in form.iter("input") if e.get("type") == "hidden"}
        boxes = [e.get("name") for e in form.iter("textarea")]
        boxes += [e.get("name") for e in form.iter("input") if e.get("type") == "text"]
        if boxes:
            where = form.get("data-autosave-url") or form.get("action")
            found.append({"where": where, "hidden": hidden, "boxes": boxes})
    return found


def words_in(page: str, where: str, box: str, hidden: dict) -> list[str]:
    """What stands in this box of the form with this address and these hidden fields."""
    same = {name: text for name, text in hidden.items() if name in ("other", "act")}
    return [
        (e.text or "").strip() if e.tag == "textarea" else e.get("value") or ""
        for form in html5lib.parse(page, namespaceHTMLElements=False).iter("form")
        if where in (form.get("data-autosave-url"), form.get("action"))
        if same.items() <= {e.get("name"): e.get("value") for e in form.iter("input")}.items()
        for e in form.iter()
        if e.tag in ("textarea", "input") and e.get("name") == box
    ]


def opened(client, where: str) -> str:
    answer = client.get(where)
    page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer.content.decode() if page else ""


def end_of(where: str) -> str:
    return re.sub(r"/[0-9a-f-]{36}$", "", where.split("?")[0]).rsplit("/", 1)[-1]


@pytest.mark.parametrize(("kind", "route", "key"), WALKED)
def test_what_is_half_typed_survives_the_lock_and_is_its_writers_alone(client, cast, records, kind, route, key):
    if kind:
        consultation, keys = OURS[kind](cast) if kind in OURS else records[kind]
        page = address(route, consultation.reference, keys.get(route))
    else:
        page = reverse(route)
    fresh(client, cast[key])
    for form in kept_forms(opened(client, page)):
        where, hidden, box = form["where"], form["hidden"], form["boxes"][0]
        typed = {**hidden, box: WORDS}
        saved = client.post(where, typed, **BY_SCRIPT)
        assert saved.status_code == 200 and saved.json()["version"] == 1, f"{where} keeps nothing"
        client.post(reverse("people:lock"), {"from": page})
        assert client.post(where, typed, **BY_SCRIPT).status_code == 401
        client.post(reverse("people:unlock"), {"password": PASSWORD})
        back = client.get(page).content.decode()
        assert WORDS in words_in(back, where, box, hidden), f"{where} lost what was typed"
        assert [f for f in kept_forms(back) if f["where"] == where and f["hidden"]["version"] == "1"]
        # Another window, which does not know of it, is told; and nobody else reads a word of it or keeps one here.
        assert client.post(where, {**typed, box: "Other words"}, **BY_SCRIPT).status_code == 409
        stranger = CheckedClient()
        fresh(stranger, cast["ines"])
        if kind or route == "concerns:emergency":
            assert stranger.post(where, typed, **BY_SCRIPT).status_code == 404, where
            assert not Draft.objects.filter(author=cast["ines"]).exists(), where
        stranger = CheckedClient()
        assert stranger.post(where, typed, **BY_SCRIPT).status_code == 401


def test_the_walk_finds_every_form_of_words(cast, records):
    """By itself, since the walk above may be shared among processes."""
    found: set[str] = set()
    for kind, route, key in WALKED:
        if kind:
            consultation, keys = OURS[kind](cast) if kind in OURS else records[kind]
            page = address(route, consultation.reference, keys.get(route))
        else:
            page = reverse(route)
        client = CheckedClient()
        fresh(client, cast[key])
        found |= {end_of(form["where"]) for form in kept_forms(opened(client, page))}
    assert FOUND_AT_LEAST - found == set()


# What may be above what Kith may hold is kept by nobody; a quorum has one line, of a source, and no box.
NOTHING_KEPT = {"sharing:answer", "sharing:tell", "panel:quorum"}


@pytest.mark.parametrize(
    ("kind", "route", "key"),
    [
        (k, route, min(allowed))
        for k, route, method, allowed in DOORS
        if method == "POST" and allowed and route in FORMS
    ],
)
def test_what_was_said_waits_no_longer(client, cast, kind, route, key):
    """Typed, kept, then sent as the page sends it: of the draft nothing is left."""
    if route == "concerns:referral-urgent":
        kind = "early"
    consultation, keys = OURS[kind](cast) if kind in OURS else Records(cast)[kind]
    where = address(route, consultation.reference, keys.get(route))
    fresh(client, cast[key])
    data = FORMS[route](cast, consultation)
    box = next((n for n, v in data.items() if isinstance(v, str) and " " in v), None)
    if box is None or route in ("concerns:section", "concerns:referral"):
        return
    saved = client.post(where, {"version": "0", box: WORDS}, **BY_SCRIPT)
    if saved.status_code != 200 or not saved.get("Content-Type", "").startswith("application/json"):
        assert route in NOTHING_KEPT, f"{route} keeps nothing of what is typed"
        return
    answer = client.post(where, {**data, "version": str(saved.json()["version"])})
    assert answer.status_code == 302, answer.content.decode()
    assert not Draft.objects.filter(author=cast[key]).exclude(content={}).exists(), f"{route} still waits"


def test_the_name_of_a_place_is_never_longer_than_its_column_whatever_the_form_and_the_thing_are_called(rf, cast):
    long, longer = f"contexts:action:{'a' * 36}", f"contexts:action:{'a' * 35}b"
    for form in ("contexts:drop-action", long, longer):
        request = rf.post("/", {"version": "0", "text": f"{WORDS} of {form}"})
        request.user = cast["amina"]
        HalfTyped(request, form, "b" * 100).kept()
    for draft in Draft.objects.filter(author=cast["amina"]):
        draft.clean_fields()
    for form in (long, longer):
        request = rf.get("/")
        request.user = cast["amina"]
        assert HalfTyped(request, form, "b" * 100).content == {"text": [f"{WORDS} of {form}"]}
    assert Draft.objects.filter(author=cast["amina"]).count() == 3
