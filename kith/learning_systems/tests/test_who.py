"""Everybody of the cast at every door of learning systems; written down by hand."""

import uuid

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.demo.cast import CAST
from kith.desk.tests.factories import fresh
from kith.learning_systems import actions, rules
from kith.learning_systems.models import Activity, Key, System

from .factories import a_key, a_system, said, send

pytestmark = pytest.mark.django_db
EVERYBODY = [player.key for player in CAST]
KEEPERS = {"gwen", "jo"}
DOORS = [
    ("system", "GET", KEEPERS),
    ("key", "GET", KEEPERS),
    ("key", "POST", KEEPERS),
    ("withdraw", "POST", KEEPERS),
    ("end", "GET", KEEPERS),
    ("activities", "GET", {"gwen"}),
    ("activities", "POST", {"gwen"}),
    ("end", "POST", KEEPERS),
]


@pytest.mark.parametrize(("route", "method", "who"), DOORS)
def test_who_gets_in(client, cast, route, method, who):
    for name in EVERYBODY:
        row = a_system(cast, name=f"Learn {name}")
        a_key(cast, row)
        keys = {"uuid": row.uuid} | ({"key": row.keys.get().uuid} if route == "withdraw" else {})
        there = reverse(f"learning_systems:{route}", kwargs=keys)
        absent = reverse(f"learning_systems:{route}", kwargs=keys | {"uuid": uuid.uuid4()})
        client = fresh(client, cast[name])
        send_ = client.get if method == "GET" else client.post
        assert (send_(there).status_code in (200, 302)) == (name in who), name
        assert send_(absent).status_code == 404, name


def test_another_authoritys_is_not_there(cast):
    row = a_system(cast)
    a_key(cast, row)
    theirs = cast["gwen"]
    theirs.authority = cast["rhys"].authority
    for act in (
        lambda: actions.end_system(theirs, system=row),
        lambda: actions.make_key(theirs, system=row, once_key="x"),
        lambda: actions.withdraw_key(theirs, key=Key.objects.get()),
        lambda: actions.name_activities(theirs, system=row, said={}),
    ):
        with pytest.raises(NotFound):
            act()
    assert not System.objects.filter(rules.sees_system(theirs)).exists()
    with pytest.raises(NotFound):
        actions.name_activities(cast["jo"], system=row, said={})


@pytest.mark.parametrize(("route", "method", "who"), DOORS)
def test_a_training_lead_of_another_authority_finds_no_door(client, cast, route, method, who):
    row = a_system(cast)
    a_key(cast, row)
    before = System.objects.values().get(), Key.objects.values().get()
    keys = {"uuid": row.uuid} | ({"key": row.keys.get().uuid} if route == "withdraw" else {})
    gwen = cast["gwen"]
    gwen.authority = cast["rhys"].authority
    gwen.save()
    client = fresh(client, gwen)
    assert client.get(reverse("learning_systems:systems")).status_code == 200, "a training lead, of another authority"
    send_ = client.get if method == "GET" else client.post
    assert send_(reverse(f"learning_systems:{route}", kwargs=keys), {"once": "x"}).status_code == 404
    assert before == (System.objects.values().get(), Key.objects.values().get())


def test_a_second_click_makes_one_system_and_shows_one_key(client, cast):
    client = fresh(client, cast["gwen"])
    typed = {"name": "Learn", "home": "", "once": "a"}
    for _ in range(2):
        assert client.post(reverse("learning_systems:register"), typed).status_code == 302
    again = client.post(reverse("learning_systems:register"), typed | {"once": "b"})
    assert "connected already" in again.content.decode() and System.objects.count() == 1
    wrong = client.post(reverse("learning_systems:register"), typed | {"name": "Other", "home": "learn", "once": "c"})
    assert (
        "Write the address with its beginning" in wrong.content.decode() and 'value="learn"' in wrong.content.decode()
    )
    where = reverse("learning_systems:key", args=[System.objects.get().uuid])
    pages = [client.post(where, {"once": "k"}).content.decode() for _ in range(2)]
    secrets = {page.split("kithls_")[1].split("<")[0] for page in pages}
    assert len(secrets) == 1 and Key.objects.count() == 1
    assert "kithls_" not in client.get(where).content.decode()
    client.post(where, {"once": "l"})
    assert "Two keys live already" in client.post(where, {"once": "m"}).content.decode()
    verbs = Entry.objects.filter(verb__startswith="learning-system.").values_list("verb", flat=True)
    assert sorted(verbs) == ["learning-system.key-made"] * 2 + ["learning-system.registered"]


def test_activities_are_named_on_their_page_and_what_waited_counts(client, cast):
    row = a_system(cast)
    send(client, a_key(cast, row), [said(cast), said(cast, "carys")])
    client = fresh(client, cast["gwen"])
    where = reverse("learning_systems:activities", args=[row.uuid])
    page = client.get(where).content.decode()
    assert "Prevent awareness" in page and "2 waiting, 0 counted." in page
    name = f"activity-{Activity.objects.get().uuid.hex}"
    assert client.post(where, {name: "no-such"}).status_code == 200
    page = client.post(where, {name: "introductory"}, follow=True).content.decode()
    assert "2 statements that waited count now" in page and "0 waiting, 2 counted." in page
    system = client.get(reverse("learning_systems:system", args=[row.uuid])).content.decode()
    assert cast["amina"].name not in system, "how many, and never whose"


@pytest.mark.parametrize(("who", "files"), [("gwen", True), ("jo", False)])
def test_the_page_says_where_files_and_platforms_are_set_up(client, cast, who, files):
    fresh(client, cast[who])
    page = client.get(reverse("learning_systems:systems")).content.decode().split("<main")[1]
    assert reverse("lti:platforms") in page and (reverse("training:files") in page) == files
    assert (
        reverse("learning_systems:systems") in client.get(reverse("lti:platforms")).content.decode().split("<main")[1]
    )


def test_pages_of_platforms_stand_under_training(client, cast):
    fresh(client, cast["amina"])
    page = client.get(reverse("lti:mine")).content.decode().split("<main")[0]
    assert f'href="{reverse("training:mine")}" aria-current="page"' in " ".join(page.split())
