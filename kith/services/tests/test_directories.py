"""Another directory, read over HTTP from a real server on this machine: strictly, within bounds, and from where it stopped."""

import datetime
import json
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.bounds.outside import Refused, fetch
from kith.people.models import Setting
from kith.services import actions, oruk
from kith.services.actions import fetching
from kith.services.models import Import, Organisation, Service
from kith.services.taking_in import fetch_waiting

from .factories import changed

pytestmark = pytest.mark.django_db
COMMAND = "system:command"


def a_service(name: str, **said) -> dict:
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
    return {
        "id": key,
        "name": name,
        "status": "active",
        "description": f"What {name} does.",
        "organization": {"id": key, "name": "Quay Club", "description": "A club."},
        **said,
    }


class Elsewhere(BaseHTTPRequestHandler):
    """A directory of Open Referral UK that does what the test says."""

    def do_GET(self):
        self.server.asked.append(self.path)
        parts = urlsplit(self.path)
        special = self.server.special.get(parts.path)
        if special is not None:
            return special(self)
        rows, size = self.server.rows, self.server.size
        if parts.path == "/oruk/":
            return self.say({"version": "HSDS-UK-3.0"})
        if parts.path == "/oruk/services":
            number = int(parse_qs(parts.query)["page"][0])
            cut = rows[(number - 1) * size : number * size]
            thin = [{"id": row["id"], "name": row["name"]} for row in cut]
            return self.say({"total_pages": -(-len(rows) // size), "contents": thin})
        found = next((row for row in rows if parts.path == f"/oruk/services/{row['id']}"), None)
        return self.say(found, status=200 if found else 404)

    def say(self, said, status=200, kind="application/json", **headers):
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def there():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked, server.special, server.size = [], {}, 2
    server.rows = [a_service(name) for name in ("Boxing", "Sailing", "Talking")]
    server.address = f"http://127.0.0.1:{server.server_port}/oruk"
    server.also = frozenset({("127.0.0.1", server.server_port)})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def named(cast, there):
    """Thornmere’s settings name the directory."""
    value = {"directories": [there.address], "assured_days": 180, "assurer_email": ""}
    Setting.objects.create(authority=cast["farah"].authority, key="services", value=value)
    return cast["farah"].authority


def read(there, authority, **how) -> Import:
    batch = actions.begin_directory(COMMAND, authority=authority, address=there.address)
    return actions.fetch_directory(COMMAND, batch=batch, also=there.also, seconds=2, **how)


def test_a_directory_is_read_page_by_page_and_nothing_of_it_is_public(there, named):
    batch = read(there, named)
    assert (batch.state, batch.counts) == ("loaded", {"added": 3, "changed": 0, "same": 0, "wrong": 0, "gone": 0})
    assert [path.split("?")[0] for path in there.asked[:3]] == ["/oruk/", "/oruk/services", "/oruk/services"]
    assert sorted(Service.objects.values_list("name", flat=True)) == ["Boxing", "Sailing", "Talking"]
    assert not Service.objects.filter(public_at__isnull=False).exists()
    service = Service.objects.get(name="Boxing")
    assert service.origin == there.address and service.origin_id == there.rows[0]["id"] and service.fetched_at
    assert service.assured_on is None, "nobody here has checked it"
    assert list(Entry.objects.filter(verb="import.fetched").values_list("details__page", flat=True)) == [1, 2, 0]


def test_everything_that_the_standard_has_is_taken_over(there, named):
    there.rows = [
        a_service(
            "Whole",
            url="https://www.quay.example",
            email="desk@quay.example",
            fees="£2",
            minimum_age=8,
            maximum_age=12.0,
            service_areas=[{"id": "x", "name": "Northgate"}],
            languages=[{"id": "x", "name": "Polish"}],
            schedules=[
                {"freq": "WEEKLY", "byday": "MO,TH", "opens_at": "10:00:00", "closes_at": "12:30:00"},
                {"freq": "MONTHLY", "byday": "1SA", "description": "First Saturday"},
            ],
            contacts=[{"id": "x", "name": "Ann Persona", "phones": [{"id": "x", "number": "01632 960 300"}]}],
            attributes=[{"id": "x", "taxonomy_term": {"id": "x", "name": "Youth work", "description": "x"}}],
            service_at_locations=[
                {
                    "id": "x",
                    "location": {
                        "id": "x",
                        "location_type": "physical",
                        "name": "The club",
                        "latitude": 51.5,
                        "longitude": -1.2,
                        "addresses": [
                            {
                                "address_1": "2 Quay",
                                "city": "Thornmere",
                                "state_province": "Midvale",
                                "postal_code": "th1 2ac",
                            }
                        ],
                    },
                }
            ],
        )
    ]
    assert read(there, named).counts["added"] == 1
    row = Service.objects.get()
    assert (row.minimum_age, row.maximum_age, row.cost, row.cost_words) == (8, 12, "paid", "£2")
    assert (row.telephone, row.postcode, row.county, row.place_name) == (
        "01632 960 300",
        "TH1 2AC",
        "Midvale",
        "The club",
    )
    assert str(row.latitude) == "51.500000" and row.hours_words == "First Saturday"
    assert sorted(row.tags.values_list("shelf", "word")) == [
        ("area", "Northgate"),
        ("kind", "youth-work"),
        ("language", "Polish"),
    ]
    assert sorted(row.openings.values_list("day", flat=True)) == ["MO", "TH"]
    assert "Ann Persona" not in json.dumps(row.upstream), "a person’s name is not taken over"
    assert row.organisation.about == "A club."


def test_again_it_changes_what_changed_there_and_nothing_that_was_written_here(there, named, cast):
    read(there, named)
    service = Service.objects.get(name="Boxing")
    changed(cast["farah"], service, local_notes="Ask for the key.", about="Ours.", how_to_refer="Ring.")
    assert read(there, named).counts == {"added": 0, "changed": 0, "same": 3, "wrong": 0, "gone": 0}
    there.rows[0] = a_service("Boxing", description="Theirs.", fees="Free")
    there.rows[1] = a_service("Sailing", description="Theirs.")
    assert read(there, named).counts["changed"] == 2
    service.refresh_from_db()
    assert (service.about, service.local_notes, service.how_to_refer) == ("Ours.", "Ask for the key.", "Ring.")
    assert service.cost == "free" and Service.objects.get(name="Sailing").about == "Theirs."


def test_what_is_no_longer_named_is_shown_to_a_person_and_stays(there, named, client, cast):
    read(there, named)
    gone = there.rows.pop()
    assert read(there, named).counts["gone"] == 1
    service = Service.objects.get(name=gone["name"])
    assert service.gone_at and service.retired_at is None
    client.force_login(cast["farah"])
    board = client.get(reverse("services:board")).content.decode()
    assert gone["name"] in board and reverse("services:retire", args=[service.uuid]) in board
    client.force_login(cast["amina"])
    assert gone["name"] in client.get(reverse("services:directory")).content.decode()
    there.rows.append(gone)
    read(there, named)
    service.refresh_from_db()
    assert service.gone_at is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"description": 5}, "not text"),
        ({"description": None}, "what the service does"),
        ({"organization": None}, "who runs it"),
        ({"organization": []}, "not one object"),
        ({"minimum_age": "8"}, "not a number"),
        ({"minimum_age": 8.5}, "whole number"),
        ({"minimum_age": True}, "not a number"),
        ({"status": "perhaps"}, "Say open"),
        ({"url": "javascript:alert(1)"}, "whole address"),
        ({"email": "x"}, "name@example.org"),
        ({"schedules": {}}, "not a list"),
        ({"id": str(uuid.UUID(int=5))}, "another service"),
        (
            {
                "service_at_locations": [
                    {
                        "location": {
                            "location_type": "physical",
                            "latitude": 100,
                            "longitude": 1,
                            "addresses": [{"address_1": "1", "city": "x", "postal_code": "TH1 2AB"}],
                        }
                    }
                ]
            },
            "United Kingdom",
        ),
    ],
)
def test_one_crooked_service_is_said_and_the_others_are_taken(there, named, said, words):
    key = there.rows[0]["id"]
    crooked = {**there.rows[0], **said}
    there.special[f"/oruk/services/{key}"] = lambda handler: handler.say(crooked)
    batch = read(there, named)
    assert (batch.counts["added"], batch.counts["wrong"]) == (2, 1)
    (row,) = batch.rows.all()
    assert words in row.faults[0][2]
    there.special.clear()
    assert read(there, named).counts["added"] == 1


def test_one_that_vanished_in_between_or_answers_nonsense_is_said(there, named):
    keys = [row["id"] for row in there.rows]
    there.special[f"/oruk/services/{keys[0]}"] = lambda handler: handler.say({}, status=404)
    there.special[f"/oruk/services/{keys[1]}"] = lambda handler: handler.say(b"[" * 100_000)
    assert read(there, named).counts["wrong"] == 2


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        ("/oruk/", lambda h: h.say({"version": "1.0"}), "does not say that it is"),
        ("/oruk/", lambda h: h.say([]), "not one object"),
        ("/oruk/services", lambda h: h.say({"contents": []}), "total_pages"),
        ("/oruk/services", lambda h: h.say({"contents": [{"id": "../../x"}], "total_pages": 1}), "without a UUID"),
        ("/oruk/services", lambda h: h.say({"contents": [], "total_pages": 10_000}), "more than 500 pages"),
    ],
)
def test_what_is_no_directory_of_the_standard_is_left_for_good(there, named, path, answer, words):
    there.special[path] = answer
    batch = read(there, named)
    assert batch.state == "failed" and words in batch.fault and Service.objects.count() == 0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda h: h.say({}, status=302, Location="http://127.0.0.1:1/"), "leads on to another"),
        (lambda h: h.say({}, status=301, Location="/oruk/services?page=2"), "leads on to another"),
        (lambda h: h.say({}, status=500), "answered with 500"),
        (lambda h: h.say({}, kind="text/html"), "is not application/json"),
        (lambda h: h.say({}, Content_Encoding="gzip"), "packed"),
        (lambda h: h.say(b" " * (fetching.LARGEST + 1)), "larger than"),
        (lambda h: time.sleep(3), "not in time"),
    ],
)
def test_an_answer_that_is_not_taken_stops_it_and_the_next_time_goes_on(there, named, answer, words):
    there.special["/oruk/services"] = answer
    batch = read(there, named)
    assert batch.state == "fetching" and words in batch.fault and Service.objects.count() == 0
    there.special.clear()
    again = read(there, named)
    assert again.pk == batch.pk and again.state == "loaded" and again.counts["added"] == 3


def test_it_goes_on_where_it_was_broken_off_and_asks_nothing_twice(there, named):
    key = there.rows[2]["id"]
    there.special[f"/oruk/services/{key}"] = lambda handler: handler.say({}, status=503)
    batch = read(there, named)
    assert batch.state == "fetching" and batch.rows.filter(content__isnull=False).count() == 2
    assert Service.objects.count() == 0, "nothing is half-loaded"
    there.special.clear()
    there.asked.clear()
    assert read(there, named).counts["added"] == 3
    assert there.asked == [f"/oruk/services/{key}"]


def test_a_run_ends_by_the_clock_and_one_that_another_reads_is_left_to_it(there, named):
    batch = read(there, named, a_run=-1.0)
    assert batch.state == "fetching" and batch.next_page == 1
    Import.objects.update(held_until=timezone.now() + datetime.timedelta(minutes=1))
    there.asked.clear()
    assert read(there, named).state == "fetching" and there.asked == []
    Import.objects.update(held_until=timezone.now() - datetime.timedelta(seconds=1))
    assert read(there, named).state == "loaded"


def test_what_is_not_at_its_end_after_a_day_begins_anew(there, named):
    there.special["/oruk/services"] = lambda handler: handler.say({}, status=500)
    batch = read(there, named)
    Import.objects.update(begun_at=timezone.now() - datetime.timedelta(days=2))
    assert read(there, named).state == "failed"
    there.special.clear()
    assert read(there, named).pk != batch.pk


def test_only_an_address_that_the_settings_name_is_read(there, named, cast, client):
    with pytest.raises(actions.NotAllowed):
        actions.begin_directory(COMMAND, authority=named, address=there.address + "/other")
    with pytest.raises(actions.NotAllowed):
        actions.begin_directory(COMMAND, authority=cast["sade"].authority, address=there.address)
    with pytest.raises(NotFound):
        actions.ask_for_directory(cast["sade"], address=there.address)
    batch = actions.begin_directory(COMMAND, authority=named, address=there.address)
    Setting.objects.all().delete()
    assert actions.fetch_directory(COMMAND, batch=batch, also=there.also).state == "failed"
    assert there.asked == []
    with pytest.raises(CommandError, match="do not name this address"):
        call_command("services", "import", "thornmere", "https://127.0.0.1/oruk")
    with pytest.raises(CommandError, match="no authority"):
        call_command("services", "import", "nowhere", "https://127.0.0.1/oruk")


def test_an_editor_asks_and_the_worker_reads(there, named, client, cast):
    client.force_login(cast["farah"])
    page = client.post(reverse("services:fetch"), {"address": "https://other.example"}).content.decode()
    assert "Select a valid choice" in page and there.asked == []
    for _ in range(2):
        answer = client.post(reverse("services:fetch"), {"address": there.address})
    assert answer.status_code == 302 and Import.objects.count() == 1 and there.asked == []
    assert fetch_waiting("system:worker", also=there.also) == 1
    page = client.get(answer["Location"]).content.decode()
    assert "Loaded" in page and Service.objects.get(name="Boxing").versions.get().by == cast["farah"]
    for by in (cast["farah"], cast["amina"]):
        with pytest.raises(NotFound):
            actions.fetch_directory(by, batch=Import.objects.get())
        with pytest.raises(NotFound):
            actions.begin_directory(by, authority=named, address=there.address)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://directory.example/oruk", "https://"),
        ("https://directory.example:8443/oruk", "https://"),
        ("ftp://directory.example/oruk", "https://"),
        ("https://user:word@directory.example/", "not written as one"),
        ("https:///oruk", "not written as one"),
        ("https://[::1", "not written as one"),
        ("https://127.0.0.1/oruk", "open internet"),
        ("https://10.0.0.1/oruk", "open internet"),
        ("https://169.254.169.254/latest/meta-data", "open internet"),
        ("https://[::1]/oruk", "open internet"),
        ("https://[::ffff:10.0.0.1]/oruk", "open internet"),
        ("https://localhost/oruk", "open internet"),
    ],
)
def test_no_address_leads_to_this_machine_a_private_net_or_another_way_of_asking(url, words):
    with pytest.raises(Refused, match=words):
        fetch(url, kind=oruk.KIND, most=1000, seconds=1)


def test_an_answer_that_drips_is_cut_off(there):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.2)

    there.special["/oruk/"] = drip
    began = time.monotonic()
    with pytest.raises(Refused):
        fetch(there.address + "/", kind=oruk.KIND, most=5000, seconds=0.5, also=there.also)
    assert time.monotonic() - began < 4


def test_organisations_follow_what_is_said_there_until_somebody_here_says_otherwise(there, named, cast):
    read(there, named)
    row = Organisation.objects.get()
    for n, one in enumerate(there.rows):
        organisation = {**one["organization"], "description": "A club by the quay."}
        there.rows[n] = {**one, "organization": organisation}
    read(there, named)
    row.refresh_from_db()
    assert row.about == "A club by the quay." and row.versions.count() == 2
    said = actions.NewOrganisation("Quay Club", "Ours.")
    actions.change_organisation(cast["farah"], organisation=row, said=said, version=row.version)
    read(there, named)
    row.refresh_from_db()
    assert row.about == "Ours."
