"""The public directory: valid against the schemas, by every filter, with nothing internal, at one price for any size."""

import datetime
import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from kith.access.classes import FieldClass, class_of
from kith.audit.models import Entry
from kith.people.models import Setting
from kith.services import actions, public
from kith.services.models import Opening, Organisation, Service, Tag, Version
from kith.services.views import oruk

from .factories import added, changed

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"  # of nothing that is there; the same in every process
SCHEMAS = Path(__file__).parent / "oruk" / "schema"
PAGE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}
LISTS = {
    "services": "compiled/service_list.json",
    "service_at_locations": "compiled/service_at_location_list.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
WHOLE = {**LISTS, "services": "compiled/service.json", "service_at_locations": "compiled/service_at_location.json"}
NOTHING = (None, "", [], {})


@pytest.fixture(autouse=True)
def nobody_asked_yet(settings):
    oruk.ASKERS.forget()
    settings.KITH_ORUK_PER_MINUTE = 10_000


@pytest.fixture(scope="module")
def validators():
    """Each schema, read from disk alone, with its formats checked."""

    def read(name):
        return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))

    kept = Registry().with_resources(
        [(name, Resource.opaque(read(name))) for name in ("taxonomy.json", "taxonomy_term.json")]
    )
    checker = FormatChecker()
    names = {*LISTS.values(), *WHOLE.values()}
    return {name: Draft202012Validator(read(name), registry=kept, format_checker=checker) for name in names}


def ask(path: str, **query):
    return Client().get(f"/oruk/{path}", query)


def holds_nothing_empty(said) -> bool:
    """A field with no value is left out; the pages of a list may be empty lists themselves."""
    if isinstance(said, dict):
        return all(value not in NOTHING and holds_nothing_empty(value) for value in said.values())
    return all(holds_nothing_empty(one) for one in said) if isinstance(said, list) else True


def check_everything(validators) -> dict[str, dict]:
    """Every endpoint is as the standard says: the first, the middle and the last page, and single ones. The first pages."""
    root = ask("").json()
    assert root["version"] == "HSDS-UK-3.0" and set(root) == {"version", "profile", "openapi_url"}
    first = {}
    for name, schema in LISTS.items():
        said = ask(name).json()
        first[name] = said
        for number in {1, max(1, said["total_pages"] // 2), said["total_pages"]}:
            page = ask(name, page=number).json()
            assert set(page) == set(PAGE)
            for field, kind in PAGE.items():
                assert type(page[field]) is kind, (name, field)
            assert page["size"] == len(page["contents"]) and page["empty"] is (page["size"] == 0)
            assert page["first_page"] is (number == 1) and page["last_page"] is (number == page["total_pages"])
            for entry in page["contents"]:
                faults = list(validators[schema].iter_errors(entry))
                assert not faults, (name, faults)
                assert holds_nothing_empty(entry), entry
            for entry in page["contents"][:2]:
                answer = ask(f"{name}/{entry['id']}")
                assert answer.status_code == 200
                faults = list(validators[WHOLE[name]].iter_errors(answer.json()))
                assert not faults and holds_nothing_empty(answer.json()), (name, faults)
                assert answer.json()["id"] == entry["id"]
    return first


def many(cast, count: int) -> None:
    """So many public services, written at once."""
    by = cast["farah"]
    runs = Organisation.objects.create(authority=by.authority, name="Harbour Trust")
    now = timezone.now()
    rows = Service.objects.bulk_create(
        (
            Service(
                authority=by.authority,
                organisation=runs,
                name=f"Service {n:05}",
                about="What it does.",
                source="x",
                once_key=f"many-{n}",
                public_at=now,
                public_by=by,
                address="1 Quay Street",
                town="Thornmere",
                postcode="TH1 2AB",
            )
            for n in range(count)
        ),
        batch_size=500,
    )
    Tag.objects.bulk_create((Tag(service=row, shelf="kind", word="mentoring") for row in rows), batch_size=1000)
    times = {"day": "MO", "opens": datetime.time(9), "closes": datetime.time(10)}
    Opening.objects.bulk_create((Opening(service=row, **times) for row in rows), batch_size=1000)


def test_the_schemas_would_find_a_fault(validators):
    assert list(validators["compiled/service.json"].iter_errors({"id": str(uuid4()), "status": "active"}))
    assert list(validators["compiled/service_list.json"].iter_errors({"id": "1", "name": "x", "status": "active"}))
    assert not holds_nothing_empty({"a": [{"b": ""}]}) and not holds_nothing_empty({"a": None})


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (51, 2), (5_000, 100)])
def test_every_endpoint_is_valid_with_any_number_of_services(cast, validators, count, pages):
    many(cast, count)
    first = check_everything(validators)
    for name in ("services", "service_at_locations"):
        assert (first[name]["total_items"], first[name]["total_pages"]) == (count, pages)
    assert first["taxonomies"]["total_items"] == 1 and first["taxonomy_terms"]["total_items"] == 6


def test_a_service_with_everything_and_one_with_almost_nothing_are_valid(cast, validators):
    added(cast["farah"], public=True, latitude="51.5", longitude="-1.2", county="Midvale", cost_words="Free for all")
    empty = dict.fromkeys(
        "minimum_age maximum_age eligibility areas languages cost telephone email website hours hours_words place_name "
        "address town postcode".split(),
        "",
    )
    added(cast["farah"], public=True, new=actions.NewOrganisation("Bare"), name="Bare", kinds="other", **empty)
    added(cast["farah"], public=True, name="Online", online="yes", **empty)
    check_everything(validators)
    row = next(one for one in ask("services").json()["contents"] if one["name"] == "Harbour mentors")
    said = ask(f"services/{row['id']}").json()
    assert said["schedules"][0] | {"id": ""} == {
        "id": "",
        "service_id": row["id"],
        "freq": "WEEKLY",
        "byday": "MO",
        "opens_at": "16:00",
        "closes_at": "18:00",
    }
    place = said["service_at_locations"][0]["location"]
    assert (place["latitude"], place["addresses"][0]["country"]) == (51.5, "GB")
    assert said["attributes"][0]["taxonomy_term"]["name"] == "Mentoring" and said["fees"] == "Free for all"
    assert [one["name"] for one in said["service_areas"]] == ["Northgate", "Old Harbour"]
    assert said["languages"][0]["name"] == "Urdu" and said["assured_date"] == timezone.localdate().isoformat()
    assert said["contacts"][0]["phones"][0]["number"] == "01632 960 501"
    assert ask("service_at_locations").json()["total_items"] == 2, "the bare one is nowhere"


def test_the_number_of_questions_is_the_same_for_any_number_of_services(cast):
    def asked(path, **query) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ask(path, **query).status_code == 200
        return len(queries)

    many(cast, 1)
    key = str(Service.objects.get().uuid)
    wanted = (("services", {}), ("service_at_locations", {}), (f"services/{key}", {}), ("services", {"day": "MO"}))
    few = [asked(path, **query) for path, query in wanted]
    Organisation.objects.all()[0].services.all().delete()
    many_more = 300
    Organisation.objects.all().delete()
    many(cast, many_more)
    key = str(Service.objects.first().uuid)
    wanted = (("services", {}), ("service_at_locations", {}), (f"services/{key}", {}), ("services", {"day": "MO"}))
    assert [asked(path, **query) for path, query in wanted] == few
    assert max(few) <= 6


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"page": 0}, 400),
        ({"page": -1}, 400),
        ({"page": "x"}, 400),
        ({"page": "9" * 30}, 400),
        ({"page": "²"}, 400),
        ({"per_page": 0}, 400),
        ({"per_page": 101}, 400),
        ({"per_page": 100}, 200),
        ({"taxonomy_term_id": "x"}, 400),
        ({"taxonomy_id": "x"}, 400),
        ({"organization_id": "x"}, 400),
        ({"minimum_age": "x"}, 400),
        ({"maximum_age": "1.5"}, 400),
        ({"start_time": "25:00"}, 400),
        ({"end_time": "16:00+01:00"}, 400),
        ({"day": "XX"}, 400),
        ({"search": "x" * 201}, 400),
        ({"modified_after": "yesterday"}, 400),
        ({"modified_after": "0001-01-01T00:00:00+14:00"}, 400),
        ({"modified_after": "9999-12-31T23:59:59-12:00"}, 400),
        ({"modified_after": "0001-01-01"}, 200),
        ({"modified_after": "9999-12-31T23:59:59Z"}, 200),
        ({"unknown": "x"}, 200),
    ],
)
def test_a_parameter_that_cannot_be_understood_is_named(cast, query, status):
    answer = ask("services", **query)
    assert answer.status_code == status
    if status == 400:
        (name,) = query
        said = answer.json()
        assert answer["Content-Type"] == "application/problem+json" and said["status"] == 400
        assert said["errors"][0]["parameter"] == name and said["errors"][0]["detail"]


def test_a_page_beyond_the_last_is_empty_and_says_so(cast):
    many(cast, 3)
    said = ask("services", page=9, per_page=2).json()
    assert said | {"contents": 0} == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 9,
        "size": 0,
        "first_page": False,
        "last_page": True,
        "empty": True,
        "contents": 0,
    }
    names = [one["name"] for n in (1, 2) for one in ask("services", page=n, per_page=2).json()["contents"]]
    assert names == ["Service 00000", "Service 00001", "Service 00002"]


@pytest.fixture
def two(cast):
    one = added(cast["farah"], public=True, latitude="51.5", longitude="-1.2")
    other = added(
        cast["sade"],
        public=True,
        new=actions.NewOrganisation("Quay Club"),
        name="Boxing",
        about="A gym.",
        kinds="youth-work",
        minimum_age="8",
        maximum_age="25",
        hours="Tue 10:00 to 20:00",
        latitude="51.509",
        longitude="-1.2",
        postcode="TH2 1AA",
    )
    return {"Harbour mentors": one, "Boxing": other}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Boxing", "Harbour mentors"]),
        ({"search": "mentor"}, ["Harbour mentors"]),
        ({"search": "quay gym"}, ["Boxing"]),
        ({"search": "tuesdays"}, []),
        ({"taxonomy_term_id": public.term_id("youth-work")}, ["Boxing"]),
        ({"taxonomy_term_id": NOBODY}, []),
        ({"taxonomy_id": public.TAXONOMY}, ["Boxing", "Harbour mentors"]),
        ({"taxonomy_id": NOBODY}, []),
        ({"minimum_age": 9}, ["Harbour mentors"]),
        ({"maximum_age": 17}, ["Harbour mentors"]),
        ({"minimum_age": 8, "maximum_age": 25}, ["Boxing", "Harbour mentors"]),
        ({"day": "TU"}, ["Boxing"]),
        ({"day": "monday"}, ["Harbour mentors"]),
        ({"start_time": "11:00"}, ["Harbour mentors"]),
        ({"end_time": "19:00:00"}, ["Harbour mentors"]),
        ({"day": "TU", "start_time": "11:00"}, []),
        ({"search": "boxing", "day": "MO"}, []),
        ({"modified_after": "2001-01-01T00:00:00Z"}, ["Boxing", "Harbour mentors"]),
        ({"modified_after": "2090-01-01"}, []),
    ],
)
def test_filters_hold_together(two, query, names):
    for name in ("services", "service_at_locations"):
        found = ask(name, **query).json()["contents"]
        assert [(one.get("service") or one)["name"] for one in found] == names


def test_one_organisation_and_what_is_near(two):
    key = str(two["Boxing"].organisation.uuid)
    assert ask("services", organization_id=key).json()["total_items"] == 1

    def near(**query):
        said = ask("service_at_locations", **query)
        return [one["service"]["name"] for one in said.json()["contents"]]

    assert near(postcode="th12ab") == ["Harbour mentors"]
    assert near(postcode="TH1 2AB", proximity=500) == ["Harbour mentors"]
    assert near(postcode="TH1 2AB", proximity=1100) == ["Boxing", "Harbour mentors"]
    assert near(postcode="TH1 9ZZ", proximity=1100) == ["Boxing", "Harbour mentors"], "the middle of the district"
    assert near(postcode="ZZ1 1ZZ", proximity=1100) == []
    assert ask("service_at_locations", proximity=5).status_code == 400
    assert ask("service_at_locations", postcode="x").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "x",
        "services/",
        "services/1",
        f"services/{NOBODY}",
        f"service_at_locations/{NOBODY}",
        f"taxonomies/{NOBODY}",
        f"taxonomy_terms/{NOBODY}",
        "organizations",
    ],
)
def test_what_is_not_there_is_a_404_for_machines(cast, path):
    answer = ask(path)
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"


def test_what_is_not_public_is_nowhere_and_goes_at_once(cast):
    service = added(cast["farah"])
    private = [f"services/{service.uuid}", f"service_at_locations/{service.place_uuid}"]

    def there():
        return [ask(path).status_code for path in private], ask("services").json()["total_items"]

    assert there() == ([404, 404], 0)
    actions.make_public(cast["farah"], service=service)
    assert there() == ([200, 200], 1)
    actions.make_private(cast["farah"], service=service)
    assert there() == ([404, 404], 0)
    actions.make_public(cast["farah"], service=service)
    actions.retire_service(cast["farah"], service=service, why="It ended.")
    assert there() == ([404, 404], 0)


def every_address(service) -> list[str]:
    """Everything that anybody may ask for about a service."""
    return [
        *("", "services", "service_at_locations", "taxonomies", "taxonomy_terms"),
        f"services/{service.uuid}",
        f"service_at_locations/{service.place_uuid}",
        f"taxonomies/{public.TAXONOMY}",
        f"taxonomy_terms/{public.term_id('mentoring')}",
    ]


def test_a_word_in_every_field_that_is_not_public_comes_out_nowhere(cast):
    """What stands in them is marked by its class; the names of those who checked and marked are marked too."""
    farah = cast["farah"]
    service = added(farah, public=True)
    changed(farah, service, name="Harbour mentors")
    for label in ("services.Service", "services.Organisation", "services.Version", "people.Person"):
        model = apps.get_model(label)
        for field in model._meta.concrete_fields:
            words = isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique
            if words and class_of(label, field.name) != FieldClass.PUBLIC:
                model.objects.update(**{field.name: "zzcanaryzz"})
            if isinstance(field, models.JSONField):
                model.objects.update(**{field.name: {"x": "zzcanaryzz"}})
    Setting.objects.create(
        authority=farah.authority,
        key="services",
        value={"directories": ["https://zzcanaryzz.example"], "assured_days": 1, "assurer_email": "desk@t.example"},
    )
    service.refresh_from_db()
    assert service.local_notes == service.how_to_refer == service.contact == service.source == "zzcanaryzz"
    hidden = ["zzcanaryzz", farah.email, str(farah.uuid)]
    for path in every_address(service):
        answer = ask(path)
        text = answer.content.decode() + str(answer.headers)
        assert answer.status_code == 200 and not [word for word in hidden if word in text], path
    assert "desk@t.example" in ask("services").content.decode()
    assert ask("services", search="zzcanaryzz").json()["total_items"] == 0, "nor does the search find by it"


def test_the_query_set_names_only_columns_that_are_public_by_their_class():
    for label, names in (
        ("services.Service", public.COLUMNS),
        ("services.Organisation", public.OF_ORGANISATION),
        ("services.Tag", public.OF_TAG),
        ("services.Opening", public.OF_OPENING),
    ):
        assert {class_of(label, name) for name in names} == {FieldClass.PUBLIC}, label
    text = Path(public.__file__).read_text(encoding="utf-8")
    code = re.sub(r'""".*?"""', "", text, flags=re.S)
    for name in ("local_notes", "how_to_refer", "assured_by", "public_by", "Version", "select_related", "Person"):
        assert name not in code, name


def test_it_is_open_to_anybody_without_a_session_and_kept_by_caches(cast):
    service = added(cast["farah"], public=True)
    client = Client()
    client.force_login(cast["amina"])
    for path in every_address(service):
        answer = client.get(f"/oruk/{path}")
        assert answer["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in answer
        assert not answer.cookies and "Cookie" not in answer.get("Vary", ""), path
        assert answer["Cache-Control"] == "public, max-age=300" and answer["Content-Type"] == "application/json"
        again = client.get(f"/oruk/{path}", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304 and again.content == b"" and again["ETag"] == answer["ETag"]
        assert client.head(f"/oruk/{path}").status_code == 200
        assert client.get(f"/oruk/{path}", headers={"If-None-Match": '"other"'}).status_code == 200
    before = ask("services")["ETag"]
    changed(cast["farah"], service, local_notes="Something else.")
    assert ask("services")["ETag"] == before, "what only colleagues see moves nothing"
    changed(cast["farah"], service, version=2, about="Something else.")
    assert ask("services")["ETag"] != before
    assert Entry.objects.filter(verb="access.refused").count() == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_it_is_for_reading_alone(cast, method):
    strict = Client(enforce_csrf_checks=True)
    answer = getattr(strict, method)("/oruk/services")
    assert answer.status_code == 405 and answer["Allow"] == "GET, HEAD"


def test_who_asks_too_often_waits_and_others_do_not(cast, settings):
    settings.KITH_ORUK_PER_MINUTE = 2
    many(cast, 1)

    def status(address):
        return Client(REMOTE_ADDR=address).get("/oruk/services")

    assert [status("203.0.113.1").status_code for _ in range(3)] == [200, 200, 429]
    late = status("203.0.113.1")
    assert 1 <= int(late["Retry-After"]) <= 60 and late["Access-Control-Allow-Origin"] == "*"
    assert late["Cache-Control"] == "no-store"
    assert status("203.0.113.2").status_code == 200


def test_a_locked_screen_or_a_wrong_cookie_changes_nothing(cast):
    client = Client()
    client.cookies["kith"] = "x" * 32
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/oruk/").status_code == 200
    assert len(queries) == 0


def test_versions_are_no_part_of_it(cast):
    service = added(cast["farah"], public=True, name="Before")
    changed(cast["farah"], service, name="After")
    assert Version.objects.filter(content__name="Before").exists()
    assert all("Before" not in ask(path).content.decode() for path in every_address(service))
