"""The toolkit's pages lead on: to a consultation, to a number that can be rung, to limits that read as sentences."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.people.models import PointOfContact
from kith.toolkit.models import Clock, Route
from kith.toolkit.queries import categories, route_of
from kith.toolkit.templatetags.toolkit import telephone

pytestmark = pytest.mark.django_db


def page_of(client, person, name, *args) -> str:
    client.force_login(person)
    text = client.get(reverse(name, args=args)).content.decode()
    return text[text.index("<main") :]


@pytest.mark.parametrize("answer", ["consult", "talk-it-through", "cannot-reach", "check-first", "place-or-group"])
def test_an_answer_that_asks_for_a_consultation_begins_one(client, cast, answer):
    page = page_of(client, cast["amina"], "toolkit:what-now-answer", answer)
    assert f'action="{reverse("concerns:start")}"' in page and "Start a consultation" in page
    for other in ("dan", "jo", "hal"):
        page = page_of(client, cast[other], "toolkit:what-now-answer", answer)
        assert "Start a consultation" not in page and "begun by somebody in children’s social care" in page, other


def test_an_answer_that_asks_for_none_offers_none(client, cast):
    for answer in ("emergency", "known-to-police", "already-referred"):
        page = page_of(client, cast["amina"], "toolkit:what-now-answer", answer)
        assert "Start a consultation" not in page and "begun by somebody" not in page


def test_every_page_of_the_way_says_whom_to_ring_first_and_keeps_it_on_paper(client, cast):
    route = route_of(cast["amina"].authority_id)
    addresses = [("toolkit:what-now-answer", answer["key"]) for answer in route.answers] + [("toolkit:what-now",)]
    for name, *args in addresses:
        page = page_of(client, cast["amina"], name, *args)
        line = re.search(r'<p class="([^"]*)">Immediate danger: ring <strong>(.*?)</strong> first\.</p>', page)
        assert line and "kith-no-print" not in line[1] and 'href="tel:999"' in line[2], args
    # Also where the authority has entered no number of its own, and where it has entered no pathway.
    PointOfContact.objects.all().delete()
    assert "Immediate danger: ring <strong><a" in page_of(client, cast["amina"], "toolkit:what-now-answer", "adult")
    Route.objects.all().delete()
    page = page_of(client, cast["amina"], "toolkit:what-now")
    assert "has not been entered yet" in page and 'href="tel:999"' in page and "data-print" in page


def test_starting_again_with_the_child_is_a_link_to_a_question_that_exists(client, cast):
    again = reverse("toolkit:what-now") + "?q=about-what"
    page = page_of(client, cast["amina"], "toolkit:what-now-answer", "adult")
    assert f'href="{again}">Start again with the child</a>' in page
    assert client.get(again).status_code == 200
    route = route_of(cast["amina"].authority_id)
    keys = {question["key"] for question in route.questions}
    assert all(answer["again"]["question"] in keys for answer in route.answers if "again" in answer)


def test_numbers_can_be_rung_and_do_not_break_over_a_line(client, cast):
    page = page_of(client, cast["amina"], "toolkit:what-now-answer", "emergency")
    numbers = ("999", "01632 960 110", "01632 960 199")
    for number in numbers:
        assert re.search(rf'kith-nowrap" href="tel:{number.replace(" ", "")}">{number}</a>', page), number
    assert 'href="tel:999"' in page_of(client, cast["amina"], "toolkit:what-now")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("999 in an emergency, else 101", ["999", "101"]),
        ("Emergency duty team, 01632 960 199", ["01632960199"]),
        ("+44 1632 960 199", ["+441632960199"]),
        ("Duty manager, same number", []),
        ("Room 1999, from 9am to 5pm", []),
        ("", []),
    ],
)
def test_only_numbers_become_links(text, numbers):
    assert re.findall(r'href="tel:([^"]+)"', telephone(text)) == numbers
    assert re.sub(r"<[^>]+>", "", telephone(text)) == text


def test_what_somebody_typed_beside_a_number_is_never_markup(client, cast):
    assert telephone("<b>999</b>").startswith("&lt;b&gt;<a ")
    PointOfContact.objects.filter(authority=cast["amina"].authority).update(cover="<script>x</script> 999")
    assert "<script>x" not in page_of(client, cast["amina"], "toolkit:what-now-answer", "emergency")


def test_limits_read_as_sentences(client, cast):
    page = page_of(client, cast["amina"], "toolkit:clocks")
    for words in (
        "1 working day after the consultation is submitted.",
        "45 working days after the referral is received.",
        "3 months after the initial conference.",
        "1 month after the request is received.",
        "At once, as soon as anybody sees it.",
        "2 working days before the conference.",
        "72 hours after the power is used.",
    ):
        assert words in page, words
    assert not re.search(r"\b1 (working days|calendar days|months|hours)\b", page)
    assert "delivered default" not in page and "default;" not in page


def test_what_is_not_switched_on_stands_apart(client, cast):
    page = page_of(client, cast["amina"], "toolkit:clocks")
    before, after = page.split("Limits that are not switched on here")
    for clock in Clock.objects.filter(authority__isnull=True):
        assert f">{clock.title}</dt>" in (before if clock.on else after), clock.key


def test_what_nobody_checked_does_not_say_when_it_was_checked(client, cast):
    page = page_of(client, cast["amina"], "toolkit:clocks")
    row = page[page.index("Answer a request to see what is held") :]
    row = row[: row.index("</dd>")]
    assert "Nobody has checked this" in row and "Checked " not in row


def test_any_other_group_comes_after_the_groups_that_are_named(cast):
    keys = [key for key, _ in categories(cast["amina"].authority_id, "ethnicity")]
    assert keys.index("arab") + 1 == keys.index("ooth")


def test_times_of_the_toolkit_are_written_as_everywhere(client, cast):
    page = page_of(client, cast["amina"], "toolkit:what-now-answer", "consult")
    assert re.search(rf"Printed \w+day {timezone.localdate().day} \w+ \d{{4}} at \d{{1,2}}:\d\d[ap]m", page)
