"""Back, and a second click, to what is finished says what became of it and leads on; a stranger finds nothing, as before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.concerns.actions import place_bar
from kith.desk.tests.factories import claimed, decided, raised
from kith.screening import actions
from kith.screening.models import MatchNotice, Step

pytestmark = pytest.mark.django_db
STRANGERS = ("olu", "dan", "rhys", "ines", "bola")


def step_of(cast):
    step = Step.objects.filter(pathway__decision=decided(cast), owner=cast["amina"]).first()
    return step, step.pathway.decision.screening.consultation.reference


def told(client, address, *, post=None) -> str:
    answer = client.get(address, follow=True) if post is None else client.post(address, post, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["step-to", "step-day"])
def test_a_step_that_is_done_says_by_whom_and_leads_to_the_decision(client, cast, name):
    step, reference = step_of(cast)
    actions.take_step(cast["carys"], step=step, note="Visited.")
    address = reverse(f"screening:{name}", args=[reference, step.uuid])
    for key in ("amina", "carys"):
        client.force_login(cast[key])
        page = told(client, address)
        assert f"“{step.title}” was marked as done on" in page and "by Carys." in page and "Decisions on" in page
    for key in STRANGERS:
        client.force_login(cast[key])
        assert client.get(address).status_code == 404, key
        assert client.post(address, {"to": str(cast["carys"].uuid)}).status_code == 404, key


def test_a_second_click_of_giving_a_step_on_says_who_has_it(client, cast):
    step, reference = step_of(cast)
    address = reverse("screening:step-to", args=[reference, step.uuid])
    client.force_login(cast["amina"])
    for _ in range(2):
        assert "Bola has" in told(client, address, post={"to": str(cast["bola"].uuid)})
    step.refresh_from_db()
    assert step.owner == cast["bola"] and step.given_by == cast["amina"]
    client.force_login(cast["petra"])
    assert client.get(address).status_code == 404, "who never had it"


def test_a_step_of_a_pathway_that_stopped_is_not_taken_any_more(client, cast):
    step, reference = step_of(cast)
    step.pathway.stopped_at, step.pathway.stopped_because = timezone.now(), "Decided again."
    step.pathway.save(update_fields=["stopped_at", "stopped_because"])
    client.force_login(cast["amina"])
    assert "its pathway was stopped" in told(client, reverse("screening:step-to", args=[reference, step.uuid]))


def test_words_about_a_step_that_a_colleague_marked_first_are_not_lost(client, cast):
    step, reference = step_of(cast)
    actions.take_step(cast["carys"], step=step, note="Visited.")
    client.force_login(cast["amina"])
    address = reverse("screening:step", args=[reference, step.uuid])
    page = told(client, address, post={"note": "Rang the mother."})
    assert "by Carys" in page and "Rang the mother.</textarea>" in page
    step.refresh_from_db()
    assert step.note == "Visited." and step.done_by == cast["carys"]
    client.force_login(cast["bola"])
    assert client.post(address, {"note": "x"}).status_code == 404


def test_too_many_words_about_a_step_are_said_and_shown_again(client, cast):
    step, reference = step_of(cast)
    client.force_login(cast["amina"])
    page = told(client, reverse("screening:step", args=[reference, step.uuid]), post={"note": "a" * 8001})
    assert "must be 8000 characters or fewer" in page and "a" * 8001 in page
    step.refresh_from_db()
    assert step.done_at is None


@pytest.mark.parametrize(("tell", "said"), [("yes", "what you told the specialist is with them"), ("no", "nothing")])
def test_a_match_that_was_answered_says_so(client, cast, tell, said):
    older = raised(cast["amina"], case_reference="TH-9")
    place_bar(cast["carys"], consultation=older, person=cast["bola"], reason="His neighbour.")
    raised(cast["carys"], case_reference="TH-9")
    notice = MatchNotice.objects.get()
    address = reverse("screening:match", args=[older.reference, notice.uuid])
    client.force_login(notice.told)
    client.post(address, {"tell": tell, "words": "He was seen in May." if tell == "yes" else ""})
    notice.refresh_from_db()
    kept = notice.answer
    for post in (None, {"tell": "yes", "words": "Other words."}):
        page = told(client, address, post=post)
        assert "You answered this on" in page and said in page
    notice.refresh_from_db()
    assert notice.answer == kept
    for key in set(cast) - {"amina"}:
        client.force_login(cast[key])
        assert client.get(address).status_code == 404, key


def test_the_queue_has_the_number_of_who_raised_it_where_there_is_one(client, cast):
    claimed(cast)
    client.force_login(cast["bola"])
    number = cast["amina"].telephone
    page = client.get(reverse("screening:queue")).content.decode()
    assert "Raised by Amina, <a" in page and f'href="tel:{number.replace(" ", "")}"' in page
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("screening:queue"))
    for _ in range(3):
        raised(cast["olu"])
    with CaptureQueriesContext(connection) as more:
        assert client.get(reverse("screening:queue")).content.decode().count('href="tel:') == 4
    assert len(more) == len(one)
    cast["amina"].telephone = ""
    cast["amina"].save(update_fields=["telephone"])
    assert "Raised by Amina</span>" in client.get(reverse("screening:queue")).content.decode()


def test_the_record_says_the_sign_off_once(client, cast):
    decision = decided(cast, outcomes=["prevent-referral", "section-17"])
    client.force_login(cast["amina"])
    page = client.get(reverse("concerns:consultation", args=[decision.screening.consultation.reference]))
    text = page.content.decode()
    assert "Decided; waits for sign-off by Carys" in text and "Bola screened it." in text
    assert "asked to sign" not in text and "Nothing is decided yet" not in text and "It is not signed off yet." in text
