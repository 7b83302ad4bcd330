"""Nobody learns of a child from a context, nor of a context from a child, who does not see both: on no path, to the byte.

The oracle is written from the issue, in plain Python over plain facts, and asks no rule of Kith.
"""

import io
import re
from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kith.access.rules import NotFound
from kith.concerns.models import Consultation, ConsultationBar, ConsultationPart
from kith.contexts import actions, rules
from kith.contexts.models import Context, ContextBar, ContextLink, ContextPart, MapNode
from kith.demo.world import build_people
from kith.desk.tests.factories import fresh, raised
from kith.people.models import Person
from tests.pages import CheckedClient, without_the_moment

from .factories import (
    PARK,
    agreed,
    assessed,
    conferred,
    drawn,
    let_in,
    linked,
    node,
    noticed,
    opened,
    partner,
    planned,
    reviewed,
    tied,
)

pytestmark = pytest.mark.walk

NAMES = ("amina", "bola", "carys", "petra", "olu", "vera", "dan", "nia")
OTHERS = ("rhys", "tom", "ines", "jo", "hal", "farah", "esme", "gwen", "sade", "uma")
# Words that stand with the link alone, and would tell of it wherever they showed.
SECRETS = ("SECRETLINK", "SECRETTIE")
CHILD = "Elowen Marsh"
PLAYED = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],
}


@dataclass
class Facts:
    """What is true of the world, by name."""

    child: set = field(default_factory=lambda: {"amina", "bola", "petra", "carys"})
    place: set = field(default_factory=lambda: {"amina", "carys"})
    barred_child: set = field(default_factory=set)
    barred_place: set = field(default_factory=set)
    inactive: set = field(default_factory=set)

    def reads_child(self, who: str) -> bool:
        return who in self.child - self.barred_child - self.inactive

    def reads_place(self, who: str) -> bool:
        return who in self.place - self.barred_place - self.inactive

    def knows(self, who: str) -> bool:
        return self.reads_child(who) and self.reads_place(who)


changes = st.lists(
    st.tuples(
        st.sampled_from(["child", "place", "team", "bar-child", "bar-place", "leave", "end-place"]),
        st.sampled_from(NAMES),
    ),
    max_size=5,
)


def change(facts: Facts, people, child, place, what: str, who: str) -> None:
    person = Person.objects.get(pk=people[who].pk)
    if what == "child":
        ConsultationPart.objects.create(matter=child, person=person, reason="given")
        facts.child.add(who)
    elif what == "place":
        ContextPart.objects.create(matter=place, person=person, reason="given")
        facts.place.add(who)
    elif what == "team" and person.team_ids:
        team = person.team_ids[0]
        ContextPart.objects.create(matter=place, team_id=team, reason="given")
        facts.place |= {name for name in NAMES if team in Person.objects.get(pk=people[name].pk).team_ids}
    elif what == "bar-child":
        ConsultationBar.objects.create(matter=child, person=person, placed_by=people["ines"], reason="x")
        facts.barred_child.add(who)
    elif what == "bar-place":
        ContextBar.objects.create(matter=place, person=person, placed_by=people["ines"], reason="x")
        facts.barred_place.add(who)
    elif what == "end-place":
        ContextPart.objects.filter(matter=place, person=person).update(ends=timezone.now())
        # Of the teams, only those with a part of their own go on.
        facts.place.discard(who)
        for part in ContextPart.objects.filter(matter=place, team__isnull=False, ends=None):
            own = part.team_id in (person.managed_team_ids if part.managers_only else person.team_ids)
            facts.place |= {who} if own else set()
    elif what == "leave":
        Person.objects.filter(pk=person.pk).update(is_active=False)
        facts.inactive.add(who)


def world(then=()):
    """A child and a place, linked, with everything that can hang from either; then what is to happen."""
    people = build_people()
    amina, carys = people["amina"], people["carys"]
    child = raised(amina, name=CHILD, named=True)
    place = opened(amina, owner=carys)
    link = linked(amina, place, child)
    noticed(amina, place)
    partner(amina, place)
    first = assessed(carys, place)
    reviewed(carys, place)
    assessed(carys, place, replaces=first, changed_since="Light.")
    conference = conferred(carys, place, [carys])
    agreed(carys, conference, carys)
    planned(carys, place)
    peer = node(amina, "Peerword", consultation=child)
    tied(amina, peer, None, consultation=child)
    tied(amina, drawn(amina, link, consultation=child), peer, words="SECRETTIE of the child", consultation=child)
    men = node(carys, "The two men", context=place)
    tied(carys, men, None, context=place)
    tied(carys, drawn(carys, link, context=place), men, words="SECRETTIE of the place", context=place)
    facts = Facts()
    for what, who in then:
        change(facts, people, child, place, what, who)
    return facts, people, child, place


@pytest.mark.django_db
@settings(max_examples=25, **PLAYED)
@given(then=changes)
def test_the_rules_give_what_the_issue_says_and_their_faces_agree(cast, then):
    with transaction.atomic():
        facts, people, child, place = world(then)
        link = ContextLink.objects.get(context=place)
        readers = {one.email.split("@")[0] for one in rules.people_who_see_context(place)}
        knowing = {one.email.split("@")[0] for one in rules.people_who_see_link(link)}
        for name in (*NAMES, *OTHERS):
            who = Person.objects.get(pk=people[name].pk)
            sees = Context.objects.filter(rules.sees_context(who), pk=place.pk).exists()
            assert sees == rules.reads(who, place) == (name in readers) == facts.reads_place(name), (name, then)
            knows = ContextLink.objects.filter(rules.sees_link(who), pk=link.pk).exists()
            assert knows == (name in knowing) == facts.knows(name), (name, then)
            of_link = MapNode.objects.filter(rules.sees_node(who), of_link=link)
            assert of_link.count() == (2 if facts.knows(name) else 0), (name, then)
        transaction.set_rollback(True)


def pages(child, place) -> list[str]:
    """Every page that is about the child or the place, and every list, file and picture that could name either."""
    conference, first = place.conferences.get(), place.assessments.first()
    of_place = (
        "context",
        "chronology",
        "who",
        "map",
        "picture",
        "print",
        "node",
        "linked",
        "new-tie",
        "hold",
        "review",
    )
    of_place += (
        "plan",
        "add-action",
        "open-again",
        "change",
        "assess",
        "close",
        "let-in",
        "hand-over",
        "bar",
        "concern",
        "partner",
    )
    of_child = (
        "of-matter",
        "link",
        "child-map",
        "child-picture",
        "child-print",
        "child-node",
        "child-linked",
        "child-tie",
    )
    found = [reverse(f"contexts:{name}", args=[place.uuid]) for name in of_place]
    found += [reverse(f"contexts:{name}", args=[child.reference]) for name in of_child]
    found += [reverse("contexts:conference", args=[conference.uuid]), reverse("contexts:assessment", args=[first.uuid])]
    of_action = ("action-done", "drop-action", "aim-action")
    found += [reverse(f"contexts:{name}", args=[row.uuid]) for row in place.actions.all() for name in of_action]
    found += [reverse(f"contexts:{name}", args=[conference.uuid]) for name in ("put-conference-right", "agree-action")]
    records = ("concerns:consultation", "concerns:who", "desk:chronology", "desk:chronology-json", "screening:decision")
    found += [reverse(name, args=[child.reference]) for name in records]
    found += [f"{reverse('desk:chronology', args=[child.reference])}?context={place.reference}"]
    found += [f"{reverse('contexts:mine')}?show={show}" for show in ("mine", "team", "all")]
    for row in MapNode.objects.filter(centre=False):
        found += [reverse(f"contexts:{name}", args=[row.uuid]) for name in ("rename", "take-out-node")]
        for one in row.ties_from.all():
            found += [reverse(f"contexts:{name}", args=[one.uuid]) for name in ("tie", "put-right", "tie-ended")]
    return [*found, reverse("desk:home"), reverse("desk:notices"), reverse("concerns:mine"), reverse("handover:mine")]


def everything_shown(who: Person, child, place) -> str:
    """What the person is shown on every path, as text; what they typed to search is no part of it."""
    if not who.is_active:
        return ""
    client = fresh(Client(), who)
    # A page says its own address to the form that locks the screen, also where there is nothing.
    texts = [client.get(where).content.decode().replace(where.partition("?")[0], "") for where in pages(child, place)]
    for typed in ("elowen", "peerword", "mill lane", child.reference, place.reference):
        answer = client.post(reverse("desk:search"), {"q": typed}, follow=True).content.decode()
        main = answer[answer.find("<main") : answer.find("</main>")]
        texts.append(re.sub(re.escape(typed), "", main, flags=re.IGNORECASE) if "Nothing found" in main else main)
    return " ".join(texts)


def _around(shown: str, word: str) -> str:
    """Where a word stands that should not, for the message of a failing test."""
    place = shown.find(word)
    return shown[max(0, place - 200) : place + 100] if place >= 0 else ""


@pytest.mark.django_db
@settings(max_examples=3, **PLAYED)
@given(then=changes)
def test_no_path_shows_a_child_to_one_without_a_part_in_them(cast, then):
    with transaction.atomic():
        facts, people, child, place = world(then)
        for name in ("amina", "bola", "carys", "olu", "dan", "nia", "rhys"):
            shown = everything_shown(Person.objects.get(pk=people[name].pk), child, place)
            for secret in SECRETS:
                assert (secret in shown) == facts.knows(name), (name, secret, _around(shown, secret), then)
            if not facts.reads_child(name):
                for word in (child.reference, "Elowen", "Peerword"):
                    assert word not in shown, (name, _around(shown, word), then)
            if not facts.reads_place(name):
                for word in (place.reference, str(place.uuid), PARK["name"]):
                    assert word not in shown, (name, _around(shown, word), then)
        transaction.set_rollback(True)


def _told(people, child, place, skip) -> dict[str, str]:
    found = {}
    for name in ("amina", "bola", "dan", "olu", "carys", "rhys"):
        client = fresh(CheckedClient(), people[name])
        for where in pages(child, place):
            if not any(one in where for one in skip):
                answer = client.get(where)
                page = f"{answer.status_code} {answer.content.decode()}"
                found[f"{name} {where}"] = without_the_moment(page, clock=True)
    return found


@pytest.mark.django_db
def test_pages_are_equal_to_the_byte_with_and_without_links_that_their_reader_may_not_see(cast):
    """A partner of the place, a colleague of the place, and everybody of the child: nothing on their pages moves."""
    amina, carys = cast["amina"], cast["carys"]
    child, place = raised(amina, name=CHILD, named=True), opened(amina, owner=carys)
    let_in(carys, place, cast["dan"], cast["olu"])
    conferred(carys, place, [carys])
    assessed(carys, place)
    planned(carys, place)
    men = node(carys, "The two men", context=place)
    peer = node(amina, "Jay", consultation=child)
    tied(carys, men, None, context=place)
    tied(amina, peer, None, consultation=child)
    skip = {"/who"}  # its list of who has looked grows with each look; tried below

    # Looked at once before, so that what a first look changes has changed.
    _told(cast, child, place, skip)
    before = _told(cast, child, place, skip)
    link = linked(amina, place, child)
    drawn_there = drawn(carys, link, context=place)
    drawn_here = drawn(amina, link, consultation=child)
    tied(carys, drawn_there, men, context=place)
    tied(carys, drawn_there, None, words="Presses her", context=place)
    tied(amina, drawn_here, peer, consultation=child)
    keys = [str(one.uuid) for one in (drawn_there, drawn_here)]
    keys += [str(one.uuid) for row in (drawn_there, drawn_here) for one in row.ties_from.all()]
    after = {key: text for key, text in _told(cast, child, place, skip).items() if not any(one in key for one in keys)}
    moved = {key for key, text in after.items() if before[key] != text}
    changed = {key.split(" ")[0] for key in moved}
    assert changed == {"amina", "carys"}, sorted(one for one in moved if "amina" not in one and "carys" not in one)

    # On the page of who has looked, the link stands for who sees both.
    for name in ("dan", "olu", "amina"):
        client = fresh(Client(), cast[name])
        trail = client.get(reverse("contexts:who", args=[place.uuid])).content.decode()
        assert ("linked a consultation" in trail) == (name == "amina")
        # What stands for the other side of a link, in either map, is told with the link.
        assert trail.count("added something to the map") == (3 if name == "amina" else 1)
    trail = fresh(Client(), cast["bola"]).get(reverse("concerns:who", args=[child.reference])).content.decode()
    assert "linked" not in trail and trail.count("added something to the map") == 1


@pytest.mark.django_db
def test_a_link_is_made_by_who_works_in_both_and_by_nobody_else(client, cast):
    child, place = raised(cast["amina"]), opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], place, cast["dan"], cast["olu"])
    said = {"context": str(place.uuid), "touches": "harmed", "because": "Seen.", "once": "l"}
    for name in ("bola", "petra", "olu", "dan", "vera", "rhys"):
        fresh(client, cast[name])
        client.post(reverse("contexts:link", args=[child.reference]), said)
        with pytest.raises(NotFound):
            linked(cast[name], place, child)
    assert not ContextLink.objects.exists()
    fresh(client, cast["amina"])
    for _ in range(2):
        assert client.post(reverse("contexts:link", args=[child.reference]), said).status_code in (200, 302)
    assert ContextLink.objects.count() == 1
    link = ContextLink.objects.get()
    with pytest.raises(NotFound):
        actions.end_link(cast["bola"], link=link, because="x")
    for _ in range(2):
        actions.end_link(cast["carys"], link=link, because="Moved away.")
    assert ContextLink.objects.get().ends is not None
    # It can begin again, and no constraint tells who may not know that it was there.
    assert linked(cast["amina"], place, child).pk != link.pk


@pytest.mark.django_db
def test_closing_the_one_leaves_the_other(cast):
    child, place = raised(cast["amina"]), opened(cast["amina"], owner=cast["carys"])
    linked(cast["amina"], place, child)
    actions.close_context(cast["carys"], context=place, because="Safe.", who_has_it="The warden.")
    assert Consultation.objects.get(pk=child.pk).is_open
    assert not Context.objects.get(pk=place.pk).is_open
    other = opened(cast["amina"], owner=cast["carys"])
    linked(cast["amina"], other, child)
    Consultation.objects.filter(pk=child.pk).update(state="closed", closed_owner="x", closed_at=timezone.now())
    found = Context.objects.get(pk=other.pk)
    assert found.is_open and found.owner == cast["carys"] and found.review_on is not None
    assert rules.reads(cast["carys"], found) and found.links.get().ends is None


@pytest.mark.django_db
def test_the_emergency_hour_shows_the_link_to_who_reads_the_context_too(cast):
    from kith.concerns.actions import open_in_emergency

    child, place = raised(cast["amina"]), opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], place, cast["olu"])
    linked(cast["amina"], place, child)
    olu = Person.objects.get(pk=cast["olu"].pk)
    assert not ContextLink.objects.filter(rules.sees_link(olu)).exists()
    open_in_emergency(olu, exact=child.reference, reason="The child is at our door and nobody answers.")
    assert ContextLink.objects.filter(rules.sees_link(Person.objects.get(pk=olu.pk))).exists()
    with pytest.raises(NotFound):
        actions.end_link(olu, link=ContextLink.objects.get(), because="x")


@pytest.mark.django_db
def test_an_export_of_the_authority_holds_links_and_no_other_authoritys_does(cast, tmp_path):
    child, place = raised(cast["amina"]), opened(cast["amina"], owner=cast["carys"])
    linked(cast["amina"], place, child)
    for key, found in (("thornmere", True), ("calderfold", False)):
        call_command("export", key, str(tmp_path / key), stdout=io.StringIO())
        text = "".join(place.read_text() for place in (tmp_path / key).iterdir())
        assert ("SECRETLINK" in text) is found


@pytest.mark.django_db
def test_notices_of_a_context_are_there_while_their_reader_may_read_it(cast):
    from kith.desk.queries import notices_of

    place = opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], place, cast["dan"])
    told = [notice.words for notice in notices_of(cast["dan"])]
    assert told == ["You can now read a context"]
    actions.end_context_part(cast["carys"], part=place.parts.get(person=cast["dan"]))
    assert notices_of(cast["dan"]) == []
    assert [notice.words for notice in notices_of(cast["carys"])] == ["You now own a context"]


@pytest.mark.django_db
def test_linking_tells_nobody_and_moves_no_list(cast):
    from kith.desk.models import Notice

    child = raised(cast["amina"])
    first, second = opened(cast["amina"], name="A", owner=cast["carys"]), opened(cast["amina"], name="B")
    before = Notice.objects.count(), list(Context.objects.values_list("pk", "version", "review_on", "reminded_on"))
    linked(cast["amina"], second, child)
    linked(cast["amina"], first, child)
    assert before == (
        Notice.objects.count(),
        list(Context.objects.values_list("pk", "version", "review_on", "reminded_on")),
    )
