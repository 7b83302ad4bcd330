"""Reading the toolkit: layers, shelves, editions; every page says where it comes from and how old it is."""

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.people.models import Authority
from kith.toolkit import actions, queries
from kith.toolkit.content import BadContent
from kith.toolkit.models import Edition, Hiding, Piece
from kith.toolkit.templatetags.toolkit import written_day
from kith.toolkit.words import Doing, Kind, Theme
from tests.pages import without_the_moment

from .factories import a_page

pytestmark = pytest.mark.django_db
NATIONAL = "danger-first"


def titles(person, **which):
    return {row.title for row in queries.pieces_of(person, **which)}


def test_the_nearest_layer_stands_in_place_of_the_others(cast):
    amina, rhys = cast["amina"], cast["rhys"]
    national = queries.piece_for(amina, NATIONAL).title
    actions.publish_piece(cast["hal"], content=a_page(NATIONAL, title="Of Midvale"), layer="regional")
    assert queries.piece_for(amina, NATIONAL).title == queries.piece_for(rhys, NATIONAL).title == "Of Midvale"
    actions.publish_piece(cast["farah"], content=a_page(NATIONAL, title="Of Thornmere"), layer="local")
    assert queries.piece_for(amina, NATIONAL).title == "Of Thornmere"
    assert queries.piece_for(rhys, NATIONAL).title == "Of Midvale", "another authority’s page is never in its place"
    assert titles(amina) & {national, "Of Midvale", "Of Thornmere"} == {"Of Thornmere"}


def test_the_next_authority_never_sees_our_page(client, cast):
    actions.publish_piece(cast["farah"], content=a_page("only-ours"), layer="local")
    client.force_login(cast["olu"])
    assert client.get(reverse("toolkit:piece", args=["only-ours"])).status_code == 200
    client.force_login(cast["rhys"])
    absent = client.get(reverse("toolkit:piece", args=["never-there"]))
    withheld = client.get(reverse("toolkit:piece", args=["only-ours"]))
    assert absent.status_code == withheld.status_code == 404
    shown = without_the_moment(withheld.content.decode()).replace("only-ours", "never-there")
    assert shown == without_the_moment(absent.content.decode())


def test_a_hidden_page_is_on_no_shelf_and_at_no_address_of_that_authority(cast):
    Hiding.objects.create(authority=cast["farah"].authority, slug=NATIONAL, why="We do it otherwise.", by=cast["farah"])
    with pytest.raises(NotFound):
        queries.piece_for(cast["amina"], NATIONAL)
    assert queries.piece_for(cast["rhys"], NATIONAL)
    assert NATIONAL not in {row.slug for row in queries.pieces_for_step(cast["amina"], "safety")}


@pytest.mark.parametrize(
    ("who", "layer"), [("amina", "local"), ("dan", "local"), ("farah", "regional"), ("farah", "national")]
)
def test_who_may_not_publish_finds_nothing_to_publish(cast, who, layer):
    with pytest.raises(NotFound):
        actions.publish_piece(cast[who], content=a_page("x"), layer=layer)
    assert not Piece.objects.filter(slug="x").exists()
    actions.publish_piece(cast["farah"], content=a_page("x"), layer="local")


def test_nobody_approves_what_they_wrote_themselves(cast):
    with pytest.raises(NotFound):
        actions.publish_piece(cast["farah"], content=a_page("x"), layer="local", written_by=cast["farah"])
    piece = actions.publish_piece(cast["bola"], content=a_page("x"), layer="local", written_by=cast["farah"])
    edition = piece.editions.get()
    assert (edition.written_by, edition.approved_by) == (cast["farah"], cast["bola"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(approved_by=cast["farah"])


def test_publishing_leaves_one_event_and_the_same_words_leave_none(cast):
    before = Entry.objects.count()
    actions.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    actions.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    assert Entry.objects.filter(verb="toolkit.published", subject="toolkit:x").count() == 1
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"source": ""}, "has no source"),
        ({"owner": ""}, "has no owner"),
        ({"audience": ""}, "has no audience"),
        ({"next_review": datetime.date(2020, 1, 1)}, "next review after its last check"),
        ({"sections": (("Do this first", "<p>Ring.</p>"), ("Why", " "))}, "nothing under “Why”"),
        ({"shelves": {"theme": ["astrology"]}}, "no known shelf"),
        ({"source": "x" * 401}, "400 fit"),
        ({"kind": "rumour", "sections": ()}, "no known kind"),
    ],
)
def test_a_page_that_is_not_whole_is_refused_with_what_it_lacks(cast, missing, said):
    with pytest.raises(BadContent, match=said):
        actions.publish_piece(cast["farah"], content=replace(a_page("x"), **missing), layer="local")
    assert not Piece.objects.filter(slug="x").exists()


def test_what_a_page_said_on_a_past_day_can_be_shown(client, cast):
    piece = actions.publish_piece(cast["farah"], content=a_page("x", text="Ring the old desk."), layer="local")
    Edition.objects.filter(piece=piece).update(at=timezone.now() - datetime.timedelta(days=30))
    actions.publish_piece(cast["farah"], content=a_page("x", text="Ring the new desk."), layer="local", why="We moved.")
    client.force_login(cast["amina"])
    day = timezone.localdate() - datetime.timedelta(days=10)
    where = reverse("toolkit:editions", args=["x"])
    page = client.get(where, {"on_day": day.day, "on_month": day.month, "on_year": day.year})
    text = page.content.decode()
    assert "Ring the old desk." in text and "Ring the new desk." not in text and "We moved." in text
    assert "Ring the new desk." in client.get(reverse("toolkit:piece", args=["x"])).content.decode()


def test_a_retired_page_leaves_the_shelves_and_stays_readable(client, cast):
    piece = actions.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    actions.retire_piece(cast["bola"], piece=piece, why="The desk was closed.")
    assert "A page of ours" not in titles(cast["amina"])
    client.force_login(cast["amina"])
    page = client.get(reverse("toolkit:piece", args=["x"]))
    assert page.status_code == 200 and "This page was retired." in page.content.decode()
    assert "The desk was closed." in page.content.decode()
    actions.retire_piece(cast["bola"], piece=piece, why="Again.")
    assert piece.editions.count() == 2, "a second time changes nothing"


def test_a_page_past_its_review_says_so_at_the_top_and_stays_readable(client, cast):
    client.force_login(cast["amina"])
    where = reverse("toolkit:piece", args=[NATIONAL])
    assert "past its review" not in client.get(where).content.decode()
    Piece.objects.filter(slug=NATIONAL).update(next_review=timezone.localdate() - datetime.timedelta(days=1))
    page = client.get(where).content.decode()
    assert page.index("past its review") < page.index("Do this first")


def test_each_page_says_where_it_comes_from_and_ends_in_a_person_to_ring(client, cast):
    client.force_login(cast["amina"])
    for piece in Piece.objects.filter(kind__in=[Kind.GUIDANCE, Kind.RESOURCE, Kind.PATHWAY, Kind.THRESHOLD]):
        page = client.get(reverse("toolkit:piece", args=[piece.slug])).content.decode()
        assert "Where this comes from" in page and "next review" in page and "Not yet signed off" in page
        if piece.contacts:
            assert "Whom to ring" in page and "01632 960" in page or "999" in page, piece.slug


def test_every_shelf_opens_and_holds_something(client, cast):
    client.force_login(cast["amina"])
    for route, words in (("toolkit:doing", Doing), ("toolkit:theme", Theme), ("toolkit:kind", Kind)):
        for way in words:
            page = client.get(reverse(route, args=[way.value]))
            assert "/toolkit/page/" in page.content.decode(), way
        assert client.get(reverse(route, args=["no-such-shelf"])).status_code == 404


def test_on_a_shelf_what_to_do_stands_before_what_to_read(client, cast):
    client.force_login(cast["amina"])
    rows = list(queries.pieces_of(cast["amina"], shelf="doing", on="worried"))
    places = [Kind.values.index(row.kind) for row in rows]
    assert places == sorted(places) and len(set(places)) > 4
    for kind in Kind.values:
        titles = [row.title for row in rows if row.kind == kind]
        assert titles == sorted(titles, key=str.lower) or titles == sorted(titles)
    page = client.get(reverse("toolkit:doing", args=["worried"])).content.decode()
    assert page.index(">Guidance</h2>") < page.index("Start here: your first case") and "Guidance. Checked" not in page
    assert "Guidance</h2>" not in client.get(reverse("toolkit:kind", args=["guidance"])).content.decode()


def test_what_must_happen_at_once_stands_first_and_what_law_and_guidance_set_apart_from_defaults(client, cast):
    client.force_login(cast["amina"])
    page = client.get(reverse("toolkit:clocks")).content.decode()
    wanted = [
        ">At once</h2>",
        "Danger now",
        "Ask police before a visible step",
        ">From the law and national guidance</h2>",
        "Police protection",
    ]
    wanted += [">Kith’s own and local limits</h2>", "Screening decision"]
    assert [page.index(words) for words in wanted] == sorted(page.index(words) for words in wanted)
    assert "At once, when a strategy discussion is decided." in page


def test_days_that_files_and_editions_keep_are_read_as_days(client, cast):
    assert written_day("2026-11-25") == "25 November 2026" and written_day("spring 2026") == "spring 2026"
    client.force_login(cast["amina"])
    page = client.get(reverse("toolkit:editions", args=["start-here"]) + "?edition=1").content.decode()
    checked = Piece.objects.get(slug="start-here").last_checked
    assert f"Checked then: {written_day(checked)}." in page and checked.isoformat() not in page


def test_the_study_asked_for_these_kinds(cast):
    counts = queries.how_many(cast["amina"])["kind"]
    wanted = {"guidance": 14, "practice-example": 12, "indicator": 25, "parallel": 4, "pathway": 1, "threshold": 1}
    wanted |= {"conversation": 8, "resource": 60}
    assert {kind: count for kind, count in wanted.items() if counts.get(kind, 0) < count} == {}


def test_what_changed_since_i_last_looked(client, cast):
    client.force_login(cast["amina"])
    client.post(reverse("toolkit:changed"))
    assert "Nothing has changed." in client.get(reverse("toolkit:changed")).content.decode()
    piece = actions.publish_piece(cast["farah"], content=a_page("x"), layer="local", why="A new desk.")
    page = client.get(reverse("toolkit:changed")).content.decode()
    assert "A page of ours" in page and "New" in page and "A new desk." in page
    actions.retire_piece(cast["bola"], piece=piece, why="Closed again.")
    assert "Closed again." in client.get(reverse("toolkit:changed")).content.decode()
    client.force_login(cast["rhys"])
    assert "A page of ours" not in client.get(reverse("toolkit:changed")).content.decode()


def test_parallels_stand_side_by_side_and_start_from_what_one_knows(client, cast):
    client.force_login(cast["amina"])
    page = client.get(reverse("toolkit:parallels")).content.decode()
    for words in ("I know county lines", "I know sexual exploitation", "I know gangs", "I know modern slavery"):
        assert words in page
    assert page.count("kith-card") == 16, "four headings for each of the four"


@pytest.mark.parametrize("count", [1, 30])
def test_a_shelf_asks_the_same_questions_of_the_database_however_many_pages(
    client, cast, count, django_assert_num_queries
):
    for number in range(count):
        actions.publish_piece(cast["farah"], content=a_page(f"x-{number}", title=f"Page {number}"), layer="local")
    client.force_login(cast["amina"])
    client.get(reverse("toolkit:theme", args=["online"]))
    with django_assert_num_queries(7):
        client.get(reverse("toolkit:theme", args=["online"]))


def test_authorities_do_not_share_a_slug_by_accident(cast):
    calderfold = Authority.objects.get(key="calderfold")
    actions.publish_piece(cast["farah"], content=a_page("x"), layer="local")
    actions.publish_piece(cast["sade"], content=a_page("x", title="Theirs"), layer="local")
    assert (
        Piece.objects.filter(slug="x").count() == 2
        and Piece.objects.get(slug="x", authority=calderfold).title == "Theirs"
    )
