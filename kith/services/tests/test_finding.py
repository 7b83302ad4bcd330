"""A worker finds a service: by each filter, with what says nothing of it; in own authority alone; nothing typed in an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.services.actions import NewOrganisation
from kith.services.queries import PAGE, Wanted, directory

from .factories import added

pytestmark = pytest.mark.django_db
PLAIN = dict.fromkeys(("minimum_age", "maximum_age", "areas", "languages", "cost", "hours", "eligibility"), "")


@pytest.fixture
def several(cast):
    farah = cast["farah"]
    quay = NewOrganisation("Quay Club")
    added(farah)
    added(farah, new=quay, **{**PLAIN, "name": "Parents’ evening", "kinds": "family-support", "about": "For parents."})
    added(farah, new=quay, **{**PLAIN, "name": "Boxing", "kinds": "youth-work", "areas": "Southgate", "cost": "paid"})
    added(cast["sade"], **{**PLAIN, "name": "Theirs"})


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(), ["Boxing", "Harbour mentors", "Parents’ evening"]),
        (Wanted(kind="mentoring"), ["Harbour mentors"]),
        (Wanted(area="Southgate"), ["Boxing", "Parents’ evening"]),
        (Wanted(language="Urdu"), ["Harbour mentors"]),
        (Wanted(cost="free"), ["Harbour mentors"]),
        (Wanted(age=11), ["Boxing", "Harbour mentors", "Parents’ evening"]),
        (Wanted(age=17), ["Boxing", "Harbour mentors", "Parents’ evening"]),
        (Wanted(age=10), ["Boxing", "Parents’ evening"]),
        (Wanted(age=18), ["Boxing", "Parents’ evening"]),
        (Wanted(words="quay PARENTS"), ["Parents’ evening"]),
        (Wanted(words="quay"), ["Boxing", "Parents’ evening"]),
        (Wanted(words="urdu"), ["Harbour mentors"]),
        (Wanted(words="100% '; --"), []),
        (Wanted(kind="mentoring", area="Southgate"), []),
    ],
)
def test_each_filter_finds_its_own(several, cast, wanted, names):
    assert [row.name for row in directory(cast["amina"], wanted)] == names


def test_what_is_typed_stands_in_no_address_and_filters_do(client, several, cast):
    client.force_login(cast["amina"])
    where = reverse("services:directory")
    answer = client.post(where, {"words": "boxing", "kind": "youth-work", "age": "14"})
    assert answer.status_code == 302 and "boxing" not in answer["Location"]
    assert "kind=youth-work" in answer["Location"] and "age=14" in answer["Location"]
    page = client.get(answer["Location"]).content.decode()
    assert ">Boxing</a>" in page and "Harbour mentors" not in page and 'value="boxing"' in page
    assert "An age is a whole number" in client.post(where, {"age": "young"}).content.decode()
    assert "is forgotten" in client.get(f"{where}?s=nothing").content.decode()
    assert "Select a valid choice" in client.get(f"{where}?kind=<script>").content.decode()


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_services(client, cast):
    client.force_login(cast["amina"])
    where = reverse("services:directory")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(where)
        return len(queries)

    added(cast["farah"])
    client.get(where)
    few = asked()
    for n in range(PAGE + 5):
        added(cast["farah"], name=f"Service {n}")
    assert asked() == few
    page = client.get(where).content.decode()
    assert "Page 1 of 2" in page and f"{PAGE + 6} services" in page


def test_an_empty_directory_says_so(client, cast):
    client.force_login(cast["amina"])
    page = client.get(reverse("services:directory")).content.decode()
    assert "Nobody has added a service yet" in page and "Add a service" not in page
    client.force_login(cast["farah"])
    assert "Add a service" in client.get(reverse("services:directory")).content.decode()


def test_a_page_says_everything_and_marks_nothing_up(client, cast):
    service = added(cast["farah"], about="<b>Bold</b> & plain", website="https://www.harbour.example/a?b=1&c=2")
    client.force_login(cast["amina"])
    page = client.get(reverse("services:service", args=[service.uuid])).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; plain" in page and "b=1&amp;c=2" in page
    for words in ("11 to 17", "Northgate, Old Harbour", "English, Urdu", "Ring first", "TH1 2AB", "by Farah"):
        assert words in page, words
    assert "For editors" not in page


def test_steps_and_consultations_lead_to_the_services(client, cast):
    from kith.concerns.actions import start_consultation

    client.force_login(cast["amina"])
    consultation = start_consultation(cast["amina"], once_key="x")
    section = reverse("concerns:section", args=[consultation.reference, "voice"])
    for where in (reverse("toolkit:browse"), section):
        page = client.get(where).content.decode()
        main = page[page.index("<main") :]
        assert f'href="{reverse("services:directory")}"' in main, "the same way for every child, and for none chosen"
