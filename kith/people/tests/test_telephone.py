"""The number that colleagues ring is changed by whom it is of, by the administrator, and by nobody else."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.people.actions import change_telephone

pytestmark = pytest.mark.django_db


def at(person) -> str:
    return reverse("people:telephone", args=[person.uuid])


def changes():
    return Entry.objects.filter(verb="person.telephone-changed")


@pytest.mark.parametrize("key", ["amina", "jo"])
def test_a_person_and_the_administrator_change_it_and_the_trail_names_the_field(client, cast, key):
    client.force_login(cast[key])
    assert cast["amina"].telephone in client.get(at(cast["amina"])).content.decode()
    client.post(at(cast["amina"]), {"telephone": " 01632  960 777 "})
    client.post(at(cast["amina"]), {"telephone": "01632 960 777"})
    cast["amina"].refresh_from_db()
    entry = changes().get()
    assert cast["amina"].telephone == "01632 960 777" and entry.actor == str(cast[key].uuid)
    assert entry.changed == ["telephone"] and "960" not in str(entry.details)
    client.post(at(cast["amina"]), {"telephone": ""})
    cast["amina"].refresh_from_db()
    assert cast["amina"].telephone == ""


def test_nobody_else_opens_it_and_the_action_refuses_them(client, cast):
    for key in set(cast) - {"amina", "jo"}:
        client.force_login(cast[key])
        assert client.get(at(cast["amina"])).status_code == 404, key
        assert client.post(at(cast["amina"]), {"telephone": "01632 960 777"}).status_code == 404, key
        with pytest.raises(NotFound):
            change_telephone(cast[key], person=cast["amina"], telephone="01632 960 777")
    assert not changes().exists()
    client.force_login(cast["jo"])
    assert client.get(at(cast["rhys"])).status_code == 404, "the next authority’s"


def test_what_is_no_number_is_refused_and_stays(client, cast):
    client.force_login(cast["amina"])
    page = client.post(at(cast["amina"]), {"telephone": "ring me"}).content.decode()
    assert "Write a telephone number" in page and 'value="ring me"' in page and not changes().exists()
    assert client.post(at(cast["amina"]), {"telephone": "01632 960 777, ext. 12"}).status_code == 302


def test_the_administrator_finds_everybody_of_the_authority_and_nobody_elses(client, cast):
    cast["bola"].telephone = ""
    cast["bola"].save(update_fields=["telephone"])
    client.force_login(cast["jo"])
    page = client.get(reverse("people:everybody")).content.decode()
    assert at(cast["amina"]) in page and at(cast["dan"]) in page and at(cast["rhys"]) not in page
    assert page.count("No number") == 1
    assert reverse("people:everybody") in client.get(reverse("desk:home")).content.decode()


def test_an_operator_changes_it_by_command(cast, capsys):
    call_command("person", "telephone", cast["amina"].email, "01632 960 778")
    cast["amina"].refresh_from_db()
    assert cast["amina"].telephone == "01632 960 778" and changes().count() == 1
    with pytest.raises(CommandError):
        call_command("person", "telephone", cast["amina"].email, "none")
