"""A map: picture, table and paper agree to the last tie; an earlier day shows what was known then; a peer is held at the least."""

import datetime
import math
import re
from collections import defaultdict

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from kith.access.rules import NotFound
from kith.contexts import actions, queries
from kith.contexts.drawing import picture, places
from kith.contexts.forms.maps import NOTHING_MORE
from kith.contexts.models import MapNode, MapTie, NodeName
from kith.contexts.peers import TooMuch, is_more_than_a_first_name
from kith.contexts.queries import Map, Node
from kith.contexts.words import Does, NodeKind
from kith.decisions.models import Draft
from kith.demo.moments import as_of
from kith.desk.tests.factories import fresh, raised

from .factories import drawn, let_in, linked, node, opened, tied

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def child(cast):
    return raised(cast["amina"], name="Elowen Marsh", known_as="Ellie", named=True)


def ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def many(by, child, nodes: int = 60, ties: int = 200) -> None:
    """As many as a large map holds, of all kinds, written past the doors for speed."""
    tied(by, node(by, "First", consultation=child), None, consultation=child)
    made = [
        MapNode(of_consultation=child, kind=NodeKind.values[n % 4], recorded_by=by, once_key=f"many-{n}")
        for n in range(nodes)
    ]
    MapNode.objects.bulk_create(made)
    NodeName.objects.bulk_create(
        NodeName(node=row, label=f"Somebody {n}", recorded_by=by) for n, row in enumerate(made)
    )
    rows = list(MapNode.objects.filter(of_consultation=child).order_by("pk"))
    MapTie.objects.bulk_create(
        MapTie(
            one=rows[n % 7],
            other=rows[7 + n % (len(rows) - 7)],
            does=Does.values[n % 3],
            words=f"What goes on, {n}: long enough to be a sentence of some length in a table.",
            certainty="fact",
            recorded_by=by,
            once_key=f"many-{n}",
        )
        for n in range(ties - 1)
    )


def in_picture(client, where) -> list[str]:
    tree = etree.fromstring(client.get(where).content)
    return [one.get("data-tie") for one in tree.iter(f"{SVG}path") if one.get("data-tie")]


def in_table(client, where) -> list[str]:
    tree = html5lib.parse(client.get(where).content.decode(), namespaceHTMLElements=False)
    told = [one.get("data-tie") for one in tree.iter("tr") if one.get("data-tie")]
    links = [one.get("href") or "" for row in tree.iter("tr") for one in row.iter("a")]
    return told + [where.rpartition("/")[2] for where in links if "/ties/" in where]


def test_picture_table_and_paper_agree_to_the_last_tie(client, cast, child):
    many(cast["amina"], child)
    fresh(client, cast["amina"])
    pages = {name: reverse(f"contexts:child-{name}", args=[child.reference]) for name in ("map", "picture", "print")}
    drawn_ties = in_picture(client, pages["picture"])
    told, printed = in_table(client, pages["map"]), in_table(client, pages["print"])
    kept = {str(key) for key in MapTie.objects.values_list("uuid", flat=True)}
    assert len(drawn_ties) == len(told) == len(printed) == len(kept) == 200
    assert drawn_ties == told == printed and set(told) == kept
    # The number on a line is the number of its row, and what it does is said in words.
    text = " ".join(etree.fromstring(client.get(pages["picture"]).content).itertext())
    shown = queries.map_of(cast["amina"], consultation=child)
    assert all(f"{tie.number} {tie.does_words.lower()}" in text for tie in shown.ties)


def test_the_table_says_everything_and_the_picture_leads_to_it(client, cast, child):
    amina = cast["amina"]
    peer = node(amina, "Friend from netball", consultation=child)
    day = datetime.date(2026, 6, 1)
    tied(amina, peer, None, does=Does.PROTECTS, words="Waits for her after school.", since=day, consultation=child)
    fresh(client, amina)
    page = client.get(reverse("contexts:child-map", args=[child.reference])).content.decode()
    assert '<caption class="govuk-table__caption govuk-table__caption--s"' in page and page.count('scope="col"') == 8
    for word in ("Friend from netball", "Ellie", "Protects", "Waits for her", "Fact: seen", "1 June 2026", "Amina"):
        assert word in page
    assert 'href="#table"' in page and re.search(r'<img[^>]*alt="Map of [^"]*table below', page)


def test_what_was_known_on_a_day_is_what_was_recorded_by_then_and_had_not_ended(client, cast):
    amina, today = cast["amina"], timezone.localdate()
    with as_of(ago(40)):
        child = raised(amina, name="Elowen Marsh", known_as="Ellie", named=True)
    with as_of(ago(30)):
        peer = node(amina, "Jay", consultation=child)
        tie = tied(amina, peer, None, words="Writes at night.", consultation=child)
    with as_of(ago(20)):
        group = node(amina, "Group chat", NodeKind.ONLINE, consultation=child)
        tied(amina, group, None, words="She runs it.", consultation=child)
        actions.rename_node(amina, node=peer, label="Kit")
    with as_of(ago(10)):
        actions.end_tie(amina, tie=tie, until=(ago(12)).date(), because="Blocked him.")

    def known(days: int):
        found = queries.map_of(amina, consultation=child, on=today - datetime.timedelta(days=days))
        return [one.label for one in found.nodes], [one.words for one in found.ties]

    assert known(31) == (["Ellie"], [])
    assert known(30) == (["Ellie", "Jay"], ["Writes at night."])
    assert known(20) == (["Ellie", "Kit", "Group chat"], ["Writes at night.", "She runs it."])
    assert known(11)[1] == ["Writes at night.", "She runs it."], "that it had ended was not known yet"
    assert known(10)[1] == ["She runs it."] == known(0)[1]
    actions.withdraw_node(amina, node=group, because="In error.")
    assert known(0) == (["Ellie", "Kit"], []) and known(5)[1] == ["She runs it."]
    fresh(client, amina)
    where = reverse("contexts:child-map", args=[child.reference])
    on = today - datetime.timedelta(days=30)
    boxes = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    asked = client.get(where, boxes).content.decode()
    assert "Writes at night." in asked and "She runs it." not in asked and "Group chat" not in asked
    assert len(in_picture(client, f"{reverse('contexts:child-picture', args=[child.reference])}?on={on}")) == 1
    for wrong in ({"on": "x"}, {"on": "2999-01-01"}, {"on_day": "99", "on_month": "1", "on_year": "2026"}):
        assert client.get(where, wrong).status_code == 200


def test_a_tie_is_put_right_by_a_new_row_and_its_history_stays(client, cast, child):
    amina = cast["amina"]
    tie = tied(amina, node(amina, "Jay", consultation=child), None, consultation=child)
    for _ in range(2):
        said = {"does": Does.PROTECTS, "words": "Looks out for her.", "certainty": "fact"}
        actions.put_right_tie(amina, tie=tie, because="It was the other way round.", **said)
    (now,) = queries.map_of(amina, consultation=child).ties
    assert now.words == "Looks out for her." and MapTie.objects.count() == 2
    fresh(client, amina)
    page = client.get(reverse("contexts:tie", args=[now.uuid])).content.decode()
    assert "Urges to stay out" in page and "It was the other way round." in page
    # The way back to the old row leads to the map.
    for name in ("tie", "put-right", "tie-ended", "take-out-tie"):
        assert client.get(reverse(f"contexts:{name}", args=[tie.uuid])).status_code == 302
    tie.words = "else"
    with pytest.raises(TypeError):
        tie.save()
    row = MapTie.objects.get(uuid=now.uuid)
    for _ in range(2):
        actions.withdraw_tie(amina, tie=row, because="In error.")
    assert queries.map_of(amina, consultation=child).ties == [] and MapTie.objects.count() == 3


def test_who_may_write_in_a_map(cast, child):
    amina, place = cast["amina"], opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], place, cast["dan"])
    of_child, of_place = node(amina, consultation=child), node(amina, "Steps", NodeKind.PLACE, context=place)
    for name in ("olu", "dan", "rhys", "vera"):
        for of, one in (({"consultation": child}, of_child), ({"context": place}, of_place)):
            for refused in (
                lambda of=of, name=name: node(cast[name], **of),
                lambda of=of, name=name, one=one: tied(cast[name], one, None, **of),
                lambda name=name, one=one: actions.rename_node(cast[name], node=one, label="x"),
                lambda name=name, one=one: actions.withdraw_node(cast[name], node=one, because="x"),
            ):
                with pytest.raises(NotFound):
                    refused()
    with pytest.raises(NotFound):
        tied(amina, of_child, of_place, consultation=child)  # two maps
    assert node(cast["bola"], consultation=child)


# A peer, at the least


@pytest.mark.parametrize(
    ("label", "more"),
    [
        ("Jay", False),
        ("friend from netball", False),
        ("Friend from netball", False),
        ("man of about twenty", False),
        ("two men of 20 or so", False),
        ("Uncle Tom", False),
        ("Mr Hughes", False),
        ("Jay Smith", True),
        ("Jay O’Hara", True),
        ("Ali bin Omar", True),
        ("Ibrahim al-Hassan", True),
        ("Jan van der Berg", True),
        ("Maria da Silva", True),
        ("Friend of la Rosa", False),
        ("Al", False),
        ("Jay 3.5.2012", True),
        ("Jay, 2012", True),
        ("07700 900123", True),
        ("12 Rowan Close", True),
        ("Jay, TH1 2AB", True),
        ("jay@school.example", True),
    ],
)
def test_a_first_name_or_a_description_and_nothing_more(label, more):
    assert is_more_than_a_first_name(label) is more


def test_a_peer_with_more_than_a_first_name_is_refused_and_other_boxes_too(client, cast, child):
    fresh(client, cast["amina"])
    where = reverse("contexts:child-node", args=[child.reference])
    full = client.post(where, {"kind": "person", "label": "Jay Smith", "once": "a"})
    assert full.status_code == 200 and "Enter a first name alone" in full.content.decode()
    for more in ("birth_date", "address", "surname", "telephone"):
        answer = client.post(where, {"kind": "person", "label": "Jay", more: "3 May 2012", "once": "b", "version": "1"})
        assert answer.status_code == 200 and NOTHING_MORE in answer.content.decode(), more
        saved = client.post(where, {"label": "Jay", more: "3 May 2012", "version": "1"}, HTTP_X_AUTOSAVE="1")
        assert saved.status_code in (200, 409) and "3 May" not in str(list(Draft.objects.values_list("content")))
    with pytest.raises(TooMuch):
        node(cast["amina"], "Jay Smith", consultation=child)
    assert not MapNode.objects.exists()
    assert "3 May 2012" not in client.get(where).content.decode()
    # A place may have its full name.
    assert (
        client.post(where, {"kind": "place", "label": "Mill Lane Park", "once": "c", "version": "9"}).status_code == 200
    )
    fields = {field.name for field in (*MapNode._meta.concrete_fields, *NodeName._meta.concrete_fields)}
    assert not fields & {"birth_date", "address", "surname", "school", "telephone"}


def test_a_person_of_a_map_is_found_by_no_search(client, cast, child):
    amina = cast["amina"]
    node(amina, "Zebedee", consultation=child)
    place = opened(amina)
    node(amina, "Ottoline", context=place)
    fresh(client, amina)
    for typed in ("Zebedee", "zebedee", "Ottoline"):
        page = client.post(reverse("desk:search"), {"q": typed}, follow=True).content.decode()
        assert "Nothing found" in page and child.reference not in page and place.reference not in page
    page = client.post(reverse("desk:search"), {"q": "Ellie"}, follow=True).content.decode()
    assert child.reference in page


# What is linked


def test_a_linked_child_stands_in_the_map_of_a_context_by_reference_for_who_sees_both(client, cast, child):
    amina, carys, dan = cast["amina"], cast["carys"], cast["dan"]
    place = opened(amina, owner=carys)
    let_in(carys, place, dan, cast["olu"])
    link = linked(amina, place, child)
    men = node(carys, "The two men", context=place)
    tied(carys, men, None, context=place)
    here = drawn(carys, link, context=place)
    tied(carys, here, men, words="Drink.", context=place)
    assert [one.label for one in queries.map_of(carys, context=place).nodes][1:] == [
        f"{child.reference} (E.)",
        "The two men",
    ]
    for name in ("dan", "olu"):
        seen = queries.map_of(cast[name], context=place)
        assert [one.label for one in seen.nodes][1:] == ["The two men"] and [one.number for one in seen.ties] == [1]
        for row in (queries.node_for, queries.tie_for):
            wanted = here.uuid if row is queries.node_for else here.ties_from.get().uuid
            with pytest.raises(NotFound):
                row(cast[name], wanted)
        fresh(client, cast[name])
        assert b"Ellie" not in client.get(reverse("contexts:map", args=[place.uuid])).content
    fresh(client, carys)
    page = client.get(reverse("contexts:map", args=[place.uuid])).content.decode()
    assert "Ellie" not in page and "Elowen" not in page and child.reference in page
    # A link of another record is not put into this map, nor the same twice.
    with pytest.raises(NotFound):
        drawn(carys, link, context=place)
    with pytest.raises(NotFound):
        drawn(carys, link, consultation=raised(amina))
    with pytest.raises(NotFound):
        drawn(cast["olu"], link, context=place)


def test_the_drawing_is_the_same_for_the_same_map_and_keeps_everything_apart(cast, child):
    many(cast["amina"], child, nodes=120)
    shown = queries.map_of(cast["amina"], consultation=child)
    assert picture(shown, "x") == picture(queries.map_of(cast["amina"], consultation=child), "x")
    at = list(places(shown).values())
    assert len(at) == len(shown.nodes) == len(set(at))
    near = min(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for i, a in enumerate(at) for b in at[:i])
    assert near > 90, "labels of two lines have room"
    etree.fromstring(picture(Map(shown.on, [Node("centre", "person", "A <b> & c", True)]), "A & <b>"))


def test_ties_between_the_same_two_never_lie_on_one_another(cast, child):
    amina = cast["amina"]
    far, near = node(amina, "Far", consultation=child), node(amina, "Near", consultation=child)
    for one, other, does in (
        (far, near, Does.HARMS),
        (far, near, Does.HARMS),
        (near, far, Does.PROTECTS),
    ):
        tied(amina, one, other, does=does, consultation=child)
    for number in range(5):
        tied(amina, None, node(amina, f"Somebody {number}", consultation=child), consultation=child)
    shown = queries.map_of(amina, consultation=child)
    lines = [line.get("d") for line in etree.fromstring(picture(shown, "x")).iter(f"{SVG}path")]
    bends = [tuple(map(float, line.split("Q")[1].split(" ")[:2])) for line in lines]
    pairs = defaultdict(list)
    for tie, bend in zip(shown.ties, bends, strict=True):
        pairs[frozenset((tie.one.key, tie.other.key))].append(bend)
    assert max(map(len, pairs.values())) == 3
    for several in pairs.values():
        for number, one in enumerate(several):
            assert all(math.dist(one, other) > 40 for other in several[:number]), several


def test_the_map_of_an_empty_record_says_so(client, cast, child):
    fresh(client, cast["amina"])
    place = opened(cast["amina"])
    for where in (
        reverse("contexts:child-map", args=[child.reference]),
        reverse("contexts:map", args=[place.uuid]),
    ):
        assert "No tie is recorded yet." in client.get(where).content.decode()
