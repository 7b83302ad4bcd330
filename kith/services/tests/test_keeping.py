"""Adding, changing, undoing, the public mark, retiring: done, refused, recorded; and two editors lose nothing."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.services import actions, queries
from kith.services.models import Organisation, Service, Version

from .factories import HARBOUR, SAID, added, changed, content

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__regex=r"^(service|organisation|import)\.").values_list("verb", flat=True))


def typed(**said):
    """What the form sends."""
    form = {**SAID, "organisation": "", "new_organisation": "Harbour Trust", "status": "active", "once": "x", **said}
    return {**form, "kinds": ["mentoring"]}


def test_a_service_is_added_once_and_is_not_public(cast):
    farah = cast["farah"]
    said = content(farah)
    one = actions.add_service(farah, content=said, once_key="a", new=HARBOUR)
    assert actions.add_service(farah, content=said, once_key="a", new=HARBOUR) == one
    assert Service.objects.count() == 1 and not one.is_public and one.assured_by == farah
    assert verbs() == ["service.added"]
    bola = actions.add_service(cast["bola"], content=said, once_key="a", new=HARBOUR)
    assert bola != one, "the same key of another person is another act"
    assert Organisation.objects.count() == 1, "an organisation of that name was there"


def test_whoever_does_not_keep_the_directory_changes_nothing(cast):
    service = added(cast["farah"], public=True)
    before = verbs()
    for key in ("amina", "carys", "hal", "jo", "sade", "dan"):
        by = cast[key]
        for act in (
            lambda by=by: changed(by, service, name="x"),
            lambda by=by: actions.put_back(by, service=service, number=1),
            lambda by=by: actions.assure_service(by, service=service),
            lambda by=by: actions.make_public(by, service=service),
            lambda by=by: actions.make_private(by, service=service),
            lambda by=by: actions.retire_service(by, service=service, why="x"),
            lambda by=by: actions.bring_back(by, service=service),
            lambda by=by: actions.change_organisation(by, organisation=service.organisation, said=HARBOUR, version=1),
        ):
            with pytest.raises(NotFound):
                act()
    service.refresh_from_db()
    assert verbs() == before and service.is_public and service.version == 1
    assert changed(cast["bola"], service, name="Harbour").name == "Harbour"


def test_what_a_service_said_is_kept_and_put_back(cast):
    farah = cast["farah"]
    service = added(farah)
    service = changed(farah, service, name="Harbour mentoring", areas="Southgate", hours="")
    assert [tag.word for tag in service.tags.filter(shelf="area")] == ["Southgate"]
    assert not service.openings.exists()
    service = actions.put_back(farah, service=service, number=1)
    assert (service.name, service.version) == ("Harbour mentors", 3)
    assert sorted(tag.word for tag in service.tags.filter(shelf="area")) == ["Northgate", "Old Harbour"]
    assert service.openings.count() == 2
    assert actions.put_back(farah, service=service, number=1).version == 3, "it says so already"
    assert list(service.versions.order_by("number").values_list("how", flat=True)) == ["added", "changed", "put-back"]
    entry = Entry.objects.filter(verb="service.changed").first()
    assert set(entry.changed) == {"name", "areas", "hours"} and "Southgate" not in str(entry.details)


def test_a_change_of_what_only_colleagues_see_does_not_move_the_public_time(cast):
    service = added(cast["farah"])
    at = service.changed_at
    assert changed(cast["farah"], service, local_notes="They moved.").changed_at == at
    assert changed(cast["farah"], service, version=2, about="Other help.").changed_at > at


def test_two_editors_at_the_same_time_lose_nothing(client, cast):
    service = added(cast["farah"])
    organisation = str(service.organisation.uuid)
    client.force_login(cast["bola"])
    where = reverse("services:change", args=[service.uuid])
    assert 'name="version" value="1"' in client.get(where).content.decode()
    changed(cast["farah"], service, telephone="01632 960 777", name="Harbour mentors and friends")
    mine = typed(organisation=organisation, new_organisation="", version="1", name="Mentors", about="Mine.")
    mine |= {"organisation_about": "", "organisation_website": ""}
    page = client.post(where, mine).content.decode()
    service.refresh_from_db()
    assert service.version == 2 and "while you were writing" in page
    assert 'value="01632 960 777"' in page, "what only she changed stands in my form"
    assert 'value="Mentors"' in page and "Mine." in page and "Harbour mentors and friends" in page
    assert "You both changed: Name of the service." in page and 'name="version" value="2"' in page
    again = {**mine, "version": "2", "telephone": "01632 960 777"}
    assert client.post(where, again).status_code == 302
    service.refresh_from_db()
    assert (service.name, service.telephone, service.about) == ("Mentors", "01632 960 777", "Mine.")
    assert Version.objects.filter(service=service, content__name="Harbour mentors and friends").exists()


def test_a_place_on_the_map_survives_a_form_that_does_not_ask_for_it(client, cast):
    service = added(cast["farah"], latitude="51.5", longitude="-1.2")
    client.force_login(cast["farah"])
    where = reverse("services:change", args=[service.uuid])
    form = typed(organisation=str(service.organisation.uuid), new_organisation="", version="1", name="Other")
    form |= {"organisation_about": "", "organisation_website": ""}
    assert client.post(where, form).status_code == 302
    service.refresh_from_db()
    assert (service.name, str(service.latitude)) == ("Other", "51.500000")
    assert client.post(where, {**form, "version": "2", "postcode": "TH9 9ZZ"}).status_code == 302
    service.refresh_from_db()
    assert service.latitude is None, "at another postcode it would be wrong"


def test_bad_words_are_shown_again_with_a_sentence_for_each(client, cast):
    client.force_login(cast["farah"])
    page = client.post(reverse("services:add"), typed(postcode="nowhere", minimum_age="x", name="")).content.decode()
    for words in ("Write a whole UK postcode", "An age is a whole number", "Write what the service is called"):
        assert page.count(words) == 2, words
    assert 'value="nowhere"' in page and "They answer on Tuesdays." in page and Service.objects.count() == 0
    both = typed(organisation="", new_organisation="")
    assert "Choose who runs it" in client.post(reverse("services:add"), both).content.decode()


def test_an_organisation_that_is_known_is_chosen_and_not_written_over(client, cast):
    added(cast["farah"])
    client.force_login(cast["farah"])
    page = client.post(reverse("services:add"), typed(new_organisation="harbour trust", organisation_about="Other."))
    assert "is on the list already" in page.content.decode()
    assert Organisation.objects.get().about == "A youth charity."


def test_an_organisation_is_changed_with_its_history_and_two_editors_are_told(client, cast):
    service = added(cast["farah"], public=True)
    row, at = service.organisation, service.changed_at
    actions.change_organisation(
        cast["bola"], organisation=row, said=actions.NewOrganisation("Harbour Trust", "Youth work."), version=1
    )
    service.refresh_from_db()
    assert service.changed_at > at, "what the public reads of the service has changed"
    client.force_login(cast["farah"])
    where = reverse("services:organisation", args=[row.uuid])
    page = client.post(where, {"version": "1", "name": "Harbour", "about": "Mine.", "website": ""}).content.decode()
    assert "Youth work." in page and "Mine." in page
    assert client.post(where, {"version": "2", "name": "Harbour", "about": "Mine.", "website": ""}).status_code == 302
    assert [v.content["about"] for v in queries.versions_of(cast["farah"], row)] == [
        "Mine.",
        "Youth work.",
        "A youth charity.",
    ]
    other = added(cast["farah"], new=actions.NewOrganisation("Quay Club"))
    page = client.post(
        reverse("services:organisation", args=[other.organisation.uuid]),
        {"version": "1", "name": "HARBOUR", "about": "", "website": ""},
    )
    assert "Another organisation is called" in page.content.decode()


def test_retired_is_shown_in_no_list_says_why_and_comes_back_unmarked(client, cast):
    farah = cast["farah"]
    service = added(farah, public=True)
    actions.retire_service(farah, service=service, why="It ended in May.")
    actions.retire_service(farah, service=service, why="Again.")
    client.force_login(cast["amina"])
    assert service.name not in client.get(reverse("services:directory")).content.decode()
    assert "It ended in May." in client.get(reverse("services:service", args=[service.uuid])).content.decode()
    with pytest.raises(NotFound):
        actions.make_public(farah, service=service)
    actions.bring_back(farah, service=service)
    service.refresh_from_db()
    assert not service.is_public and service.retired_at is None
    assert verbs() == ["service.added", "service.made-public", "service.retired", "service.brought-back"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.update(public_at=service.changed_at, public_by=farah, retired_at=service.changed_at)


def test_the_public_mark_is_an_act_of_its_own_that_shows_what_leaves(client, cast):
    service = added(cast["farah"])
    client.force_login(cast["farah"])
    where = reverse("services:public", args=[service.uuid])
    page = client.get(where).content.decode()
    assert "Quay Street" in page and "Mon Wed 16:00 to 18:00" in page
    main = page[page.index("<main") :]
    for hidden in ("They answer on Tuesdays", "Ring first", "The referral desk", "leaflet"):
        assert hidden not in main
    client.post(where, {"act": "public"})
    client.post(where, {"act": "public"})
    client.post(where, {"act": "private"})
    assert verbs() == ["service.added", "service.made-public", "service.made-private"]


def test_checked_today_counts_once_and_a_late_check_is_said(client, cast):
    farah = cast["farah"]
    service = added(farah)
    Service.objects.update(assured_on="2020-01-01")
    client.force_login(cast["amina"])
    assert "Ring first" in client.get(reverse("services:service", args=[service.uuid])).content.decode()
    client.force_login(farah)
    assert "Late: last checked 1 January 2020" in client.get(reverse("services:board")).content.decode()
    for _ in range(2):
        client.post(reverse("services:checked", args=[service.uuid]))
    assert verbs() == ["service.added", "service.assured"]
    assert "Late:" not in client.get(reverse("services:board")).content.decode()


def test_the_history_shows_what_changed_and_by_whom_page_by_page(client, cast, django_assert_num_queries):
    service = added(cast["farah"])
    for n in range(25):
        service = changed(cast["bola"], service, about=f"Text {n}")
    client.force_login(cast["farah"])
    where = reverse("services:history", args=[service.uuid])
    first, second = client.get(where).content.decode(), client.get(f"{where}?page=2").content.decode()
    assert "Text 24" in first and "Bola" in first and "Version 26" in first and "Version 6" not in first
    assert "Version 1<" in second.replace(" ", " ") and "A mentor meets" in second
