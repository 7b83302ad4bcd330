"""A practitioner writes a consultation and sends it; nobody else reads what is not theirs, nothing is made twice."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.concerns.models import Consultation, Note, Noticed
from kith.concerns.rules import people_who_see, sees_consultation
from kith.concerns.words import Section, State
from kith.decisions.models import Draft
from kith.design.templatetags.design import weekday
from kith.screening.models import Screening

pytestmark = pytest.mark.django_db

NEEDED = {
    "safety": {"danger": "no"},
    "noticed": {"what_0": "She said she runs a group at night.", "source_0": ""},
    "voice": {"voice_words": "They listen."},
    "question": {"question": "Am I thinking straight?"},
}


def start(client, person, once="key-1"):
    client.force_login(person)
    client.post(reverse("concerns:start"), {"once": once})
    return Consultation.objects.get(raised_by=person, caller_key=once)


def fill(client, consultation, section, data, version=0, **extra):
    address = reverse("concerns:section", args=[consultation.reference, section])
    return client.post(address, {**data, "version": version, "act": "continue"}, **extra)


def sent(client, person):
    consultation = start(client, person)
    for section, data in NEEDED.items():
        assert fill(client, consultation, section, data).status_code == 302
    client.post(reverse("concerns:check", args=[consultation.reference]))
    consultation.refresh_from_db()
    return consultation


def test_four_pages_are_enough(client, cast):
    consultation = sent(client, cast["amina"])
    assert consultation.state == State.SCREENING
    assert Noticed.objects.get(consultation=consultation).what == "She said she runs a group at night."
    assert not Draft.objects.exists()
    page = client.get(reverse("concerns:consultation", args=[consultation.reference]))
    assert "They listen." in page.content.decode()
    assert "Not yet known" in page.content.decode()


def test_the_fourth_page_leads_straight_to_the_check_and_the_first_three_do_not(client, cast):
    consultation = start(client, cast["amina"])
    check = reverse("concerns:check", args=[consultation.reference])
    for section, data in NEEDED.items():
        where = reverse("concerns:section", args=[consultation.reference, section])
        offered = "Save and check your answers" in client.get(where).content.decode()
        assert offered == (section == list(NEEDED)[-1]), section
        if not offered:
            fill(client, consultation, section, data)
    # What is not well formed stays on the page; what is goes on.
    assert client.post(where, {"question": "", "version": 0, "act": "check"}).status_code == 200
    answer = client.post(where, {**data, "version": 1, "act": "check"})
    assert (answer.status_code, answer["Location"]) == (302, check)
    assert client.post(check).status_code == 302
    consultation.refresh_from_db()
    assert consultation.state == "screening"


@pytest.mark.parametrize("missing", NEEDED)
def test_each_of_the_four_is_needed(client, cast, missing):
    consultation = start(client, cast["amina"])
    for section, data in NEEDED.items():
        if section != missing:
            fill(client, consultation, section, data)
    page = client.post(reverse("concerns:check", args=[consultation.reference]))
    consultation.refresh_from_db()
    assert consultation.state == State.DRAFT
    assert "There is a problem" in page.content.decode()


def test_an_invalid_page_keeps_every_word(client, cast):
    consultation = start(client, cast["amina"])
    page = fill(
        client,
        consultation,
        "child",
        {
            "name": "Megan",
            "birth_kind": "known",
            "birth_date_day": "31",
            "birth_date_month": "Feb",
            "birth_date_year": "2012",
        },
    )
    assert page.status_code == 200
    assert "must be a real date" in page.content.decode()
    again = client.get(reverse("concerns:section", args=[consultation.reference, "child"])).content.decode()
    assert 'value="Megan"' in again and 'value="Feb"' in again and "must be a real date" not in again


def test_danger_shows_whom_to_ring_at_once_and_goes_on(client, cast):
    consultation = start(client, cast["amina"])
    reply = fill(client, consultation, "safety", {"danger": "yes"})
    page = client.get(reply.url).content.decode()
    assert "999" in page and "not telling a constable" in page
    address = reverse("concerns:section", args=[consultation.reference, "safety"])
    onward = client.post(address, {"danger": "yes", "version": 1, "act": "rung"})
    assert onward.url.endswith("/noticed")


def test_a_draft_is_its_authors_alone(client, cast):
    consultation = start(client, cast["amina"])
    fill(client, consultation, "voice", {"voice_words": "They listen."})
    for key, person in cast.items():
        client.force_login(person)
        for address in (
            reverse("concerns:tasks", args=[consultation.reference]),
            reverse("concerns:section", args=[consultation.reference, "voice"]),
            reverse("concerns:check", args=[consultation.reference]),
        ):
            assert client.get(address).status_code == (200 if key == "amina" else 404), (key, address)


def test_the_three_faces_agree_over_the_whole_cast(client, cast):
    consultation = sent(client, cast["amina"])
    seen_by_rows = {
        key
        for key, person in cast.items()
        if Consultation.objects.filter(sees_consultation(person), pk=consultation.pk)
    }
    seen_by_people = {key for key, person in cast.items() if people_who_see(consultation).filter(pk=person.pk)}
    assert seen_by_rows == seen_by_people == {"amina", "bola", "petra", "carys"}


def test_strangers_get_what_they_would_get_for_nothing(client, cast):
    consultation = sent(client, cast["amina"])
    for key in ("olu", "dan", "rhys", "sade", "tom", "hal", "jo", "ines", "esme"):
        client.force_login(cast[key])
        theirs = client.get(reverse("concerns:consultation", args=[consultation.reference]))
        none = client.get(reverse("concerns:consultation", args=["K-NTH3R3"]))
        assert theirs.status_code == none.status_code == 404, key


def test_the_same_button_twice_makes_one_draft(client, cast):
    first = start(client, cast["amina"], "once")
    second = start(client, cast["amina"], "once")
    assert first == second
    assert Consultation.objects.count() == 1


def test_sending_twice_makes_one_record(client, cast):
    consultation = sent(client, cast["amina"])
    again = client.post(reverse("concerns:check", args=[consultation.reference]))
    assert again.url == reverse("concerns:consultation", args=[consultation.reference])
    assert Noticed.objects.count() == 1
    assert Entry.objects.filter(verb="consultation.submitted").count() == 1


def test_two_devices_lose_neither_text(client, cast):
    consultation = start(client, cast["amina"])
    fill(client, consultation, "voice", {"voice_words": "From the phone."}, version=0)
    clash = fill(client, consultation, "voice", {"voice_words": "From the desk."}, version=0).content.decode()
    assert "From the phone." in clash and "From the desk." in clash
    assert Draft.objects.get(section="voice").content == {"voice_words": ["From the phone."]}
    fill(client, consultation, "voice", {"voice_words": "Both together."}, version=1)
    assert Draft.objects.get(section="voice").content == {"voice_words": ["Both together."]}


def test_a_conflict_names_each_question_that_differs_with_both_answers(client, cast):
    consultation = start(client, cast["amina"])
    fill(client, consultation, "noticed", {"what_0": "Same.", "exact_words_0": "“Only jokes.”"}, version=0)
    mine = {"what_0": "Same.", "what_1": "Typed here.", "place_1": "online", "happened_on_1_day": "8"}
    page = fill(client, consultation, "noticed", mine, version=0).content.decode()
    box = page[page.index("also saved in another window or on another device") : page.index("<h1")]
    assert "device: " not in box and "Same." not in box
    for words in ("Thing 1: Exact words", "Saved there: “Only jokes.”", "Thing 2: What was noticed?", "Typed here."):
        assert words in box, words
    assert "Thing 2: Where was it?" in box and "Typed here: Online" in box and box.count("__row") == 4


def test_autosave_answers_with_the_version_and_says_when_overtaken(client, cast):
    consultation = start(client, cast["amina"])
    saved = fill(client, consultation, "voice", {"voice_words": "One"}, headers={"X-Autosave": "1"})
    assert saved.json()["version"] == 1
    late = fill(client, consultation, "voice", {"voice_words": "Two"}, headers={"X-Autosave": "1"})
    assert late.status_code == 409
    client.logout()
    out = fill(client, consultation, "voice", {"voice_words": "Three"}, headers={"X-Autosave": "1"})
    assert out.status_code == 401


def test_reading_leaves_an_entry_and_shows_who_looked(client, cast):
    consultation = sent(client, cast["amina"])
    client.force_login(cast["bola"])
    client.get(reverse("concerns:consultation", args=[consultation.reference]))
    assert Entry.objects.filter(verb="consultation.read", actor=str(cast["bola"].uuid)).count() == 1
    page = client.get(reverse("concerns:who", args=[consultation.reference])).content.decode()
    assert "Bola read the record" in page


ROWS = ("ethnicity", "religion", "nationality", "first-language", "disability", "neurodivergence")
NO_ANSWERS = {f"no_answer_because_{about}": "not-right-moment" for about in ROWS}
ANSWERED = {"own_words_religion": "zzz-own-words", "said_by_religion": "child", "no_answer_because_religion": ""}


def test_an_equality_page_that_is_used_has_an_answer_or_a_reason_in_each_row(client, cast):
    """Trap 15: where ethnicity may be left blank, it mostly is."""
    consultation = start(client, cast["amina"])
    for section, data in NEEDED.items():
        fill(client, consultation, section, data)
    check = reverse("concerns:check", args=[consultation.reference])
    assert "Not yet asked" in client.get(check).content.decode()
    for version, data in enumerate(({"own_words_religion": "x"}, {"said_by_religion": "child"})):
        page = fill(client, consultation, "equality", data, version=version).content.decode()
        assert "Ethnicity: write an answer, or choose why there is none" in page
        assert ("Religion or belief: write an answer" in page) is ("said_by_religion" in data)
        assert "Nationality: write an answer" in client.post(check).content.decode(), "it cannot be sent half"
    both = {**NO_ANSWERS, **ANSWERED, "no_answer_because_religion": "not-known"}
    assert "not both" in fill(client, consultation, "equality", both, version=2).content.decode()
    assert fill(client, consultation, "equality", {**NO_ANSWERS, **ANSWERED}, version=3).status_code == 302
    client.post(check)
    kept = {row.about: row for row in consultation.equality_answers.all()}
    assert set(kept) == set(ROWS) and kept["religion"].said_by == "child"
    assert all(row.answer or row.own_words or row.no_answer_because for row in kept.values())


def test_an_equality_page_that_is_not_used_holds_nothing_up(client, cast):
    assert sent(client, cast["amina"]).equality_answers.count() == 0


def test_the_lists_of_answers_hold_no_reason_for_none(client, cast):
    from kith.concerns.forms import EqualityForm
    from kith.concerns.views.writing import lists_for

    form = EqualityForm(lists=lists_for(cast["amina"]))
    reasons = {label for value, label in form.fields["no_answer_because_religion"].choices if value}
    assert "Prefers not to say" in reasons
    for about in ("ethnicity", "religion"):
        assert not reasons & {label for _, label in form.fields[f"answer_{about}"].choices}


def test_equality_answers_stay_off_the_case_page(client, cast):
    consultation = start(client, cast["amina"])
    for section, data in NEEDED.items():
        fill(client, consultation, section, data)
    fill(client, consultation, "equality", {**NO_ANSWERS, **ANSWERED})
    client.post(reverse("concerns:check", args=[consultation.reference]))
    consultation.refresh_from_db()
    assert consultation.equality_answers.get(about="religion").own_words == "zzz-own-words"
    assert (
        "zzz-own-words"
        not in client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    )


def test_a_note_is_added_once(client, cast):
    consultation = sent(client, cast["amina"])
    data = {
        "happened_on_day": "9",
        "happened_on_month": "June",
        "happened_on_year": "2026",
        "text": "Spoke with mother.",
        "once": "n1",
    }
    for _ in range(2):
        client.post(reverse("concerns:note", args=[consultation.reference]), data)
    assert consultation.notes.count() == 1


def test_emergency_access_opens_one_record_for_a_reason_and_is_seen(client, cast):
    from django.utils import timezone

    consultation = sent(client, cast["amina"])
    client.force_login(cast["olu"])
    session = client.session
    session["fresh_at"] = timezone.now().timestamp()
    session.save()
    short = client.post(reverse("concerns:emergency"), {"exact": consultation.reference, "reason": "now"})
    assert "at least 30 characters" in short.content.decode()
    client.post(
        reverse("concerns:emergency"),
        {"exact": consultation.reference, "reason": "The school rings: he is outside with a knife now."},
    )
    assert client.get(reverse("concerns:consultation", args=[consultation.reference])).status_code == 200
    assert client.post(reverse("concerns:note", args=[consultation.reference]), {}).status_code == 404
    consultation.emergencies.update(ends=timezone.now())
    assert client.get(reverse("concerns:consultation", args=[consultation.reference])).status_code == 404


def test_a_bar_beats_every_grant(client, cast):
    from kith.concerns.actions import place_bar

    consultation = sent(client, cast["amina"])
    client.force_login(cast["bola"])
    assert client.get(reverse("concerns:consultation", args=[consultation.reference])).status_code == 200
    place_bar(cast["carys"], consultation=consultation, person=cast["bola"], reason="Neighbour of the family")
    assert client.get(reverse("concerns:consultation", args=[consultation.reference])).status_code == 404


def test_no_page_asks_for_an_ideology_or_takes_a_file(client, cast):
    consultation = start(client, cast["amina"])
    for section in Section.values:
        page = client.get(reverse("concerns:section", args=[consultation.reference, section])).content.decode()
        main = page.split('<form method="post" action="/consultations', 1)[1].split("</form>")[0].lower()
        assert "ideolog" not in main and 'type="file"' not in main and " checked>" not in main, section


def sent_in_danger(client, person, told):
    consultation = start(client, person, "danger")
    for section, data in {**NEEDED, "safety": {"danger": "yes", "danger_told": told}}.items():
        fill(client, consultation, section, data)
    client.post(reverse("concerns:check", args=[consultation.reference]))
    return Consultation.objects.get(reference=consultation.reference)


@pytest.mark.parametrize("page", ["concerns:consultation", "screening:workspace"])
def test_danger_and_whom_they_told_stand_at_the_top_of_the_record(client, cast, page):
    consultation = sent_in_danger(client, cast["amina"], "Rang 999 at ten past three.")
    client.force_login(cast["bola"])
    text = client.get(reverse(page, args=[consultation.reference])).content.decode()
    assert text.index("Danger was named at the start") < text.index("Rang 999 at ten") < text.index("They listen.")
    assert text.count("Rang 999 at ten") == 1


def test_where_nobody_was_told_the_record_says_whom_to_ring(client, cast):
    consultation = sent_in_danger(client, cast["amina"], "")
    client.force_login(cast["bola"])
    text = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    assert "Ring Amina and ask" in text


def test_where_there_was_no_danger_the_record_says_so_plainly(client, cast):
    consultation = sent(client, cast["amina"])
    text = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    assert "Immediate danger, when this was sent: no." in text and "Danger was named" not in text


REASON = "The school rings: he is outside with a knife now."


def as_fresh(client, person):
    from kith.desk.tests.factories import fresh

    return fresh(client, person)


def test_a_wrong_reference_in_an_emergency_keeps_the_reason_and_says_one_thing(client, cast):
    """For what is absent, withheld by a bar, another authority’s or still a draft: the same page, but for what was typed."""
    from kith.concerns.actions import place_bar

    barred = sent(client, cast["amina"])
    place_bar(cast["carys"], consultation=barred, person=cast["olu"], reason="Lives next door")
    elsewhere, draft = sent(client, cast["rhys"]), start(client, cast["amina"], "still written")
    as_fresh(client, cast["olu"])
    pages = set()
    for reference in ("K-ZZZZZZZZ", barred.reference, elsewhere.reference, draft.reference, "no such thing"):
        page = client.post(reverse("concerns:emergency"), {"exact": reference, "reason": REASON})
        text = page.content.decode()
        assert page.status_code == 200 and REASON in text and "Nothing can be opened under this reference" in text
        assert 'href="tel:01632' in text
        # What differs is the form’s secret, how often one’s own words were kept, and by what clock.
        text = re.sub(r'name="(csrfmiddlewaretoken|version)" value="[^"]*"|Saved at [\w:]+', "", text)
        pages.add(text.replace(reference, ""))
    assert len(pages) == 1
    assert Entry.objects.filter(verb="access.refused", details__route="concerns:emergency").count() == 5


@pytest.mark.parametrize("typed", [str.lower, lambda r: r[2:].lower(), lambda r: f" k {r[2:6]} {r[6:]} ", str])
def test_a_reference_is_understood_as_it_is_typed(client, cast, typed):
    consultation = sent(client, cast["amina"])
    as_fresh(client, cast["olu"])
    reply = client.post(reverse("concerns:emergency"), {"exact": typed(consultation.reference), "reason": REASON})
    assert reply.url == reverse("concerns:consultation", args=[consultation.reference])


def test_the_safety_page_shows_whom_to_ring_before_anything_is_answered(client, cast):
    consultation = start(client, cast["amina"])
    page = client.get(reverse("concerns:section", args=[consultation.reference, "safety"])).content.decode()
    assert 'href="tel:999"' in page and "Front door" in page and "Ring now, then come back" not in page


SIGN = "shock-for-status"


def test_a_sign_cannot_stand_without_what_was_seen_here(client, cast):
    consultation = start(client, cast["amina"])
    for section, data in NEEDED.items():
        fill(client, consultation, section, data)
    refused = fill(client, consultation, "signs", {f"chosen_{SIGN}": "on"}).content.decode()
    assert "There is a problem" in refused and "write what was seen here" in refused
    check = client.get(reverse("concerns:check", args=[consultation.reference])).content.decode()
    assert "Chosen, to think about it" in check
    client.post(reverse("concerns:check", args=[consultation.reference]))
    consultation.refresh_from_db()
    assert consultation.state == State.DRAFT, "a bare label is never sent"
    seen = {f"chosen_{SIGN}": "on", f"here_{SIGN}": "He showed it round to be laughed with."}
    assert fill(client, consultation, "signs", seen, version=1).status_code == 302
    client.post(reverse("concerns:check", args=[consultation.reference]))
    assert consultation.signs.get().here == "He showed it round to be laughed with."


def test_what_else_may_explain_it_is_not_lost_without_the_tick(client, cast):
    consultation = start(client, cast["amina"])
    assert (
        "write what was seen here"
        in fill(client, consultation, "signs", {f"explanation_{SIGN}": "A dare."}).content.decode()
    )


def test_change_on_check_comes_back_to_check(client, cast):
    consultation = start(client, cast["amina"])
    check = reverse("concerns:check", args=[consultation.reference])
    address = re.search(r'href="([^"]*/write/voice[^"]*)"', client.get(check).content.decode())[1]
    form = re.search(r'<form[^>]*action="([^"]*/write/voice[^"]*)"', client.get(address).content.decode())[1]
    assert client.post(form, {"voice_words": "They listen.", "version": 0, "act": "continue"}).url == check
    safety = reverse("concerns:section", args=[consultation.reference, "safety"]) + "?from=check"
    asked = client.post(safety, {"danger": "yes", "version": 0, "act": "continue"}).url
    form = re.search(r'<form[^>]*action="([^"]*/write/safety[^"]*)"', client.get(asked).content.decode())[1]
    assert client.post(form, {"danger": "yes", "version": 1, "act": "rung"}).url == check


def test_check_says_not_yet_known_only_where_nothing_is_known_and_dates_in_words(client, cast):
    consultation = start(client, cast["amina"])
    for section in Section.values:
        if section != "noticed":
            continue
        date = {"happened_on_0_day": "8", "happened_on_0_month": "6", "happened_on_0_year": "2026"}
        fill(client, consultation, section, {**NEEDED["noticed"], **date, "source_words_0": "Her tutor."})
    page = client.get(reverse("concerns:check", args=[consultation.reference])).content.decode()
    assert page.count("Not yet known") == len(Section.values) - 2 and page.count("Not yet asked") == 1
    assert "8 June 2026" in page and "Her tutor." in page and "Anything else here" not in page


def test_a_draft_is_thrown_away_after_one_more_question(client, cast):
    consultation = start(client, cast["amina"])
    fill(client, consultation, "voice", {"voice_words": "They listen."})
    tasks = client.get(reverse("concerns:tasks", args=[consultation.reference])).content.decode()
    address = reverse("concerns:discard", args=[consultation.reference])
    assert f'href="{address}"' in tasks and f'action="{address}"' not in tasks
    assert "cannot be brought back" in client.get(address).content.decode()
    assert Consultation.objects.exists() and Draft.objects.exists()
    client.force_login(cast["olu"])
    assert client.get(address).status_code == client.post(address).status_code == 404
    client.force_login(cast["amina"])
    client.post(address)
    assert not Consultation.objects.exists() and not Draft.objects.exists()


@pytest.mark.parametrize(
    ("kind", "days", "right"),
    [
        ("known", -12 * 365, True),
        ("known", -25 * 365, True),
        ("estimated", -30 * 365, False),
        ("known", -36525, False),
        ("known", 1, False),
        ("known", 0, True),
        ("expected", 90, True),
        ("expected", -14, True),
        ("expected", 500, False),
        ("expected", -365, False),
    ],
)
def test_a_date_of_birth_is_a_childs(kind, days, right):
    from datetime import timedelta

    from django.utils import timezone

    from kith.concerns.forms import ChildForm

    date = timezone.localdate() + timedelta(days=days)
    form = ChildForm(
        {
            "birth_kind": kind,
            "birth_date_day": str(date.day),
            "birth_date_month": str(date.month),
            "birth_date_year": str(date.year),
        }
    )
    assert form.is_valid() is right, form.errors


def opened(client, cast):
    consultation = sent(client, cast["amina"])
    as_fresh(client, cast["olu"])
    client.post(reverse("concerns:emergency"), {"exact": consultation.reference, "reason": REASON})
    return consultation


def test_who_reads_in_an_emergency_is_told_until_when_and_finds_the_way_back(client, cast):
    consultation = opened(client, cast)
    until = consultation.emergencies.get().ends
    from kith.design.templatetags.design import clock

    for name in ("concerns:consultation", "desk:chronology"):
        page = client.get(reverse(name, args=[consultation.reference])).content.decode()
        assert f"in an emergency, until {clock(until)}" in page
    assert consultation.reference in client.get(reverse("concerns:mine")).content.decode()
    client.force_login(cast["amina"])
    page = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    assert "You are reading this in an emergency" not in page


def test_who_reads_in_an_emergency_takes_nothing_out(client, cast):
    consultation = opened(client, cast)
    page = client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode()
    assert "As PDF" not in page and "As JSON" not in page
    for name in ("desk:chronology-pdf", "desk:chronology-json"):
        assert client.get(reverse(name, args=[consultation.reference])).status_code == 404
    assert not Entry.objects.filter(verb="document.made").exists()
    as_fresh(client, cast["amina"])
    assert client.get(reverse("desk:chronology-json", args=[consultation.reference])).status_code == 200


def test_who_has_looked_is_grouped_and_says_to_whom_a_part_went(client, cast):
    consultation = sent(client, cast["amina"])
    client.force_login(cast["bola"])
    for _ in range(4):
        client.get(reverse("concerns:consultation", args=[consultation.reference]))
    client.force_login(cast["amina"])
    said = {"person": str(cast["olu"].uuid), "because": "Knows the group."}
    client.post(reverse("concerns:give-part", args=[consultation.reference]), said)
    page = client.get(reverse("concerns:who", args=[consultation.reference])).content.decode()
    assert page.count("Bola read the record") == 1 and "4 times" in page
    assert "Amina let a colleague read it: Olu" in page


def test_a_teams_people_stand_by_name_and_the_barred_do_not(client, cast):
    from kith.concerns.actions import place_bar

    consultation = sent(client, cast["amina"])
    client.force_login(cast["amina"])
    where = reverse("concerns:who", args=[consultation.reference])

    def can_see():
        page = client.get(where).content.decode()
        return page[page.index("Who can see this, and why") : page.index("Who has looked")]

    assert "Bola" in can_see() and "Petra" in can_see() and "Carys" in can_see()
    place_bar(cast["carys"], consultation=consultation, person=cast["bola"], reason="Neighbour")
    page = client.get(where).content.decode()
    told = page[page.index("Who can see this, and why") : page.index("<form", page.index("Who can see this, and why"))]
    assert "Bola" not in told and "Petra" in told
    assert "recorded a conflict of interest: " not in page, "whom it is about is the manager’s to know"


def test_where_it_is_known_from_and_the_kind_of_online_space_are_read_everywhere(client, cast):
    from kith.concerns.actions import start_referral
    from kith.desk.queries import chronology_for

    consultation = start(client, cast["amina"])
    more = {"source_0": "told-by-parent", "source_words_0": "Her aunt", "place_0": "online", "space_0": "private-group"}
    for section, data in NEEDED.items():
        fill(client, consultation, section, {**data, **(more if section == "noticed" else {})})
    client.post(reverse("concerns:check", args=[consultation.reference]))
    consultation.refresh_from_db()
    page = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    said = "Told by a parent or carer, Her aunt"
    assert f"Known from: {said}" in page and "online: private group chat" in page
    line = next(x for x in chronology_for(cast["amina"], consultation.reference).lines if x.kind == "noticed")
    assert line.by == said and line.title.endswith("online: private group chat")
    texts = [a.text for a in start_referral(cast["amina"], consultation=consultation).answers.all()]
    assert any(f"Known from: {said}" in text and "online: private group chat" in text for text in texts)


def test_back_and_the_button_again_make_no_second_empty_draft(client, cast):
    client.force_login(cast["amina"])
    for once in ("a", "b"):
        client.post(reverse("concerns:start"), {"once": once})
    consultation = Consultation.objects.get(raised_by=cast["amina"])
    fill(client, consultation, "voice", {"voice_words": "They listen."})
    client.post(reverse("concerns:start"), {"once": "c"})
    assert Consultation.objects.filter(raised_by=cast["amina"]).count() == 2, "what holds a word is a matter of its own"
    today = timezone.localdate()
    home = client.get(reverse("desk:home")).content.decode()
    assert home.count(f"Being written since {today.day} {today:%B %Y}") == 2


def test_after_sending_one_is_told_who_has_it_and_by_when(client, cast):
    consultation = start(client, cast["amina"])
    for section, data in NEEDED.items():
        fill(client, consultation, section, data)
    check = reverse("concerns:check", args=[consultation.reference])
    page = client.post(check, follow=True).content.decode()
    screening = Screening.objects.get(consultation=consultation)
    said = f"Bola is on duty for it until a specialist takes it on. A decision is due by {weekday(screening.due_on)}."
    assert page.count(said) == 2, "in the message, and on the record from then on"
    Screening.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(cast["bola"])
    client.post(reverse("screening:claim", args=[consultation.reference]))
    page = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    assert "Bola has the screening. A decision was due by" in page


def test_a_sign_is_folded_away_until_something_is_written_of_it(client, cast):
    consultation = start(client, cast["amina"])
    where = reverse("concerns:section", args=[consultation.reference, "signs"])
    page = client.get(where).content.decode()
    page = page[page.index("data-autosave>") : page.index("data-autosave-status")]
    assert page.count('<details class="govuk-details">') == page.count('type="checkbox"') > 20
    assert '<details class="govuk-details" open>' not in page
    fill(client, consultation, "signs", {"here_withdrawal": "She stays in her room."})
    fill(client, consultation, "signs", {"here_withdrawal": "She stays in.", "chosen_sudden-change": "on"}, version=1)
    page = client.get(where).content.decode()
    opened = page.split('<details class="govuk-details" open>')[1:]
    assert len(opened) == 2 and any("She stays in." in one for one in opened)
    page = fill(client, consultation, "signs", {"chosen_sudden-change": "on"}, version=2).content.decode()
    assert "There is a problem" in page and "Saved at" not in page


def test_another_thing_opens_at_its_own_boxes(client, cast):
    consultation = start(client, cast["amina"])
    where = reverse("concerns:section", args=[consultation.reference, "noticed"])
    answer = client.post(where, {"what_0": "One.", "version": 0, "act": "another"})
    assert answer["Location"] == f"{where}?things=2#thing-2"
    page = client.get(answer["Location"]).content.decode()
    assert 'id="thing-2"' in page and 'name="what_1"' in page and "One.</textarea>" in page
    assert 'name="what_10"' not in client.get(f"{where}?things=99999").content.decode()
    assert 'name="what_1"' not in client.get(f"{where}?things=x").content.decode()


def test_of_many_notes_the_page_shows_the_last_and_the_chronology_has_the_rest(client, cast):
    row = sent(client, cast["amina"])
    day = timezone.localdate() - timedelta(days=60)
    Note.objects.bulk_create(
        Note(consultation=row, written_by=cast["amina"], happened_on=day + timedelta(days=n), text=f"Word {n}.")
        for n in range(60)
    )
    as_fresh(client, cast["amina"])
    page = client.get(reverse("concerns:consultation", args=[row.reference])).content.decode()
    shown = re.findall(r"Word (\d+)\.", page)
    assert shown == [str(n) for n in range(10, 60)], "the last fifty, oldest first"
    assert "The last 50, oldest first" in page and reverse("desk:chronology", args=[row.reference]) in page
    told = client.get(reverse("desk:chronology", args=[row.reference])).content.decode()
    assert all(f"Word {n}." in told for n in range(60))
    Note.objects.filter(happened_on__lt=day + timedelta(days=10)).delete()
    page = client.get(reverse("concerns:consultation", args=[row.reference])).content.decode()
    assert len(re.findall(r"Word \d+\.", page)) == 50 and "oldest first" not in page
