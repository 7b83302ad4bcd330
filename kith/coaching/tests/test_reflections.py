"""Group reflections with so many places, and the specialist’s own log."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.coaching import actions, queries
from kith.coaching.models import LogEntry, ReflectionPlace
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh
from kith.people.queries import diary_of

from .factories import answered, began, reflecting

pytestmark = pytest.mark.django_db


def test_people_take_part_until_every_place_is_taken(client, cast):
    row = reflecting(cast, places=2)
    for who in ("olu", "olu", "vera"):
        actions.take_place(cast[who], reflection=row)
    with pytest.raises(actions.Full):
        actions.take_place(cast["petra"], reflection=row)
    fresh(client, cast["petra"])
    answer = client.post(reverse("coaching:take-place", args=[row.uuid]), follow=True).content.decode()
    assert "Every place is taken" in answer and "Olu, Early help" not in answer
    actions.give_place_back(cast["olu"], reflection=row)
    actions.take_place(cast["petra"], reflection=row)
    page = client.get(reverse("coaching:reflection", args=[row.uuid])).content.decode()
    assert "The presenter is silent and listens" in page and "Vera, Service manager" in page
    assert [one.title[:19] for one in diary_of(cast["petra"], timezone.now())][-1:] == ["Group reflection KG"]
    with pytest.raises(NotFound):
        actions.take_place(cast["rhys"], reflection=row)
    with pytest.raises(NotFound):
        actions.take_place(cast["amina"], reflection=row)


def test_what_was_learnt_stands_with_themes_and_who_came_is_counted(client, cast):
    row = reflecting(cast)
    actions.take_place(cast["olu"], reflection=row)
    actions.take_place(cast["vera"], reflection=row)
    said = {"there": [cast["olu"]], "themes": ["ideologies", "online"], "learnt": "To wait before advising."}
    with pytest.raises(actions.NotBegun):
        actions.hold_reflection(cast["bola"], reflection=row, **said)
    began(row)
    with pytest.raises(NotFound):
        actions.hold_reflection(cast["olu"], reflection=row, **said)
    actions.hold_reflection(cast["bola"], reflection=row, **said)
    assert dict(ReflectionPlace.objects.values_list("person__name", "came")) == {"Olu": True, "Vera": False}
    assert queries.coached_on([cast["olu"], cast["vera"]])[cast["olu"].pk] == [timezone.localdate(row.starts_at)]
    assert queries.coached_on([cast["vera"]])[cast["vera"].pk] == []
    # Beside the names of who had a place, the number would tell who stayed away: it is for the two who run it.
    for who, told in (("bola", True), ("amina", True), ("carys", False), ("olu", False), ("vera", False)):
        page = fresh(client, cast[who]).get(reverse("coaching:reflection", args=[row.uuid])).content.decode()
        assert "To wait before advising." in page and ">Held" in page, who
        assert ("1 came beside who presents" in page) is told, who


def test_called_off_everybody_expected_is_told_once(cast):
    row = reflecting(cast)
    actions.take_place(cast["olu"], reflection=row)
    for _ in range(2):
        actions.call_reflection_off(cast["bola"], reflection=row)
    people = Notice.objects.filter(kind="coaching-reflection-off").values_list("person__name", flat=True)
    assert sorted(people) == ["Amina", "Olu"]


def test_a_title_that_names_somebody_is_refused(client, cast):
    fresh(client, cast["bola"])
    data = {
        **{"title": "What we did with Zoltan", "theme": "online", "presenter": str(cast["amina"].uuid), "places": "4"},
        **{"starts_on_day": "9", "starts_on_month": "6", "starts_on_year": "2030", "starts_at": "10:00"},
        **{"minutes": "60", "place": "Hub"},
    }
    page = client.post(reverse("coaching:reflection-new"), data).content.decode()
    assert "“Zoltan”" in page
    assert client.post(reverse("coaching:reflection-new"), data | {"title": "Waiting well"}).status_code == 302


def test_the_log_is_its_specialists_and_leaves_as_a_file_without_a_name(client, cast):
    answered(cast)
    entry = LogEntry.objects.get()
    said = {"day": entry.day, "themes": ["online", "police"], "person": cast["amina"], "minutes": 30}
    actions.write_log(cast["bola"], entry=entry, next_step="=ask the school", came_of="", **said)
    with pytest.raises(NotFound):
        actions.write_log(cast["petra"], entry=entry, next_step="", came_of="", **said)
    assert not queries.log_of(cast["petra"]) and not queries.log_of(cast["carys"])
    assert queries.log_of(cast["bola"], theme="police") and not queries.log_of(cast["bola"], theme="signs")
    fresh(client, cast["bola"])
    page = client.get(reverse("coaching:log") + f"?theme=police&year={entry.day.year}").content.decode()
    assert "Next: =ask the school" in page and "Working with police: 1" in page
    answer = client.get(reverse("coaching:log-file"))
    rows = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert rows[1] == [entry.day.isoformat(), rows[1][1], "30", "'=ask the school", ""]
    assert set(rows[1][1].split("; ")) == {"Life online", "Working with police"}
    assert "Amina" not in answer.content.decode()
    # Numbers of another script are numbers to Python and none to a date.
    for year in ("２０２６", "02026", "٢٠٢٦", "9" * 40, "²"):
        for page in ("log", "log-file"):
            assert client.get(reverse(f"coaching:{page}"), {"year": year}).status_code == 200, (page, year)
