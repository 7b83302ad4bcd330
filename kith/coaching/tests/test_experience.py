"""Who has worked with it: of their own will, in the authority and where they say so the region, until it lapses or they leave."""

import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER
from kith.coaching import actions, queries, rules
from kith.coaching.models import Experience
from kith.design.days import months_after
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh
from kith.people.actions import change_telephone, end_person
from kith.services import public
from kith.services.tests.factories import added
from kith.services.tests.test_oruk import every_address

from .factories import experienced

pytestmark = pytest.mark.django_db


def found_by(cast, who: str, **asked) -> tuple[list[str], list[str]]:
    ours, others = queries.found(cast[who], **(asked or {"theme": "online"}))
    return [one.person.name for one in ours], [one.person.name for one in others]


def test_colleagues_find_each_other_by_theme_in_the_authority_first_by_name(cast):
    for who in ("vera", "olu", "bola"):
        experienced(cast, who)
    experienced(cast, "carys", themes=["police"])
    assert found_by(cast, "amina") == (["Bola", "Olu", "Vera"], [])
    assert found_by(cast, "amina", theme="police") == (["Carys"], [])
    assert found_by(cast, "bola") == (["Olu", "Vera"], [])


def test_the_region_sees_only_those_who_said_so_and_no_other_region_does(cast):
    experienced(cast, "sade", region=True)
    experienced(cast, "tom")
    assert found_by(cast, "amina") == ([], ["Sade"])
    assert found_by(cast, "rhys") == (["Sade", "Tom"], [])
    place = cast["sade"].authority
    place.region = None
    place.save()
    assert found_by(cast, "amina") == ([], [])


def test_partners_of_other_agencies_find_nobody(client, cast):
    experienced(cast, "olu")
    for who in ("dan", "nia", "hal"):
        fresh(client, cast[who])
        assert client.get(reverse("coaching:find")).status_code == 404
        assert queries.found(cast[who]) == ([], [])


def test_the_two_faces_agree(cast):
    row = experienced(cast, "sade", region=True)
    seen = {one.name for one in rules.people_who_see_experience(row, cast.values())}
    assert seen == {one.name for one in cast.values() if one.agency.kind == "social-care"}


def test_only_the_way_that_they_chose_is_shown(client, cast):
    change_telephone(cast["olu"], person=cast["olu"], telephone="07700 900555")
    cast["olu"].refresh_from_db()
    fresh(client, cast["amina"])
    where = reverse("coaching:find") + "?theme=online&harm="
    for how, mail, phone in (("here", 0, 0), ("mail", 1, 0), ("phone", 0, 1)):
        experienced(cast, "olu", how=how)
        page = client.get(where).content.decode()
        assert "Olu, Early help worker" in page
        assert (cast["olu"].email in page, "07700 900555" in page) == (bool(mail), bool(phone))


def test_it_lapses_unless_confirmed_and_is_reminded_of_once(cast):
    row = experienced(cast, "olu")
    today = timezone.localdate()
    lapses = queries.lapses_on(cast["olu"], row)
    assert lapses == months_after(today, 12)
    assert not actions.remind_of_experience(WORKER, today=lapses - datetime.timedelta(days=29))
    day = lapses - datetime.timedelta(days=28)
    assert [actions.remind_of_experience(WORKER, today=day) for _ in range(2)] == [1, 0]
    assert Notice.objects.get(kind="coaching-experience").person == cast["olu"]
    Experience.objects.update(confirmed_on=today - datetime.timedelta(days=366))
    assert found_by(cast, "amina") == ([], [])
    actions.confirm_experience(cast["olu"])
    assert found_by(cast, "amina") == (["Olu"], [])


def test_withdrawn_it_is_deleted_and_who_leaves_is_found_no_more(client, cast):
    experienced(cast, "olu")
    fresh(client, cast["olu"])
    for _ in range(2):
        assert client.post(reverse("coaching:withdraw-experience")).status_code == 302
    assert not Experience.objects.exists()
    experienced(cast, "farah")
    end_person("system:command", person=cast["farah"], at_once=True)
    assert not Experience.objects.exists()


def test_a_line_that_names_somebody_is_refused_and_nothing_typed_is_lost(client, cast):
    fresh(client, cast["olu"])
    data = {"themes": ["online"], "line": "I worked with Zoltan and K-4J3T9X2B", "how": "here"}
    page = client.post(reverse("coaching:experience"), data).content.decode()
    assert "“K-4J3T9X2B”, “Zoltan”" in page and "I worked with Zoltan" in page
    assert not Experience.objects.exists()
    with pytest.raises(actions.LineNamesSomebody):
        experienced(cast, "olu", line="Zoltan was mine to see, and K-4J3T9X2B")
    assert client.post(reverse("coaching:experience"), data | {"line": "Two years online"}).status_code == 302
    assert client.post(reverse("coaching:experience"), {"how": "here", "line": ""}).status_code == 200


def test_a_theme_of_the_toolkit_leads_there_and_the_public_directory_never_does(client, cast):
    experienced(cast, "olu", region=True, how="mail", line="zzcanaryzz")
    fresh(client, cast["amina"])
    assert "/coaching/experience?theme=online" in client.get("/toolkit/theme/online").content.decode()
    fresh(client, cast["dan"])
    assert "/coaching/experience" not in client.get("/toolkit/theme/online").content.decode()
    service = added(cast["farah"], public=True)
    hidden = ["zzcanaryzz", cast["olu"].email, "Olu"]
    for path in every_address(service):
        answer = Client().get(f"/oruk/{path}")
        assert answer.status_code == 200
        assert not [word for word in hidden if word in answer.content.decode() + str(answer.headers)], path
    assert not [
        word for word in ("coaching", "Experience") if word in Path(public.__file__).read_text(encoding="utf-8")
    ]


def test_no_count_and_no_order_of_merit_stands_anywhere(client, cast):
    experienced(cast, "olu", themes=["online", "police", "signs"])
    experienced(cast, "bola")
    fresh(client, cast["amina"])
    page = client.get(reverse("coaching:find")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.index("Bola") < main.index("Olu")
    said = main[main.index("In Thornmere") :].lower()
    assert [word for word in ("cases", "score", "most ", "best", "rank") if word in said] == []
