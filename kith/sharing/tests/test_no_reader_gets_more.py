"""No reader receives a character that they may not, and every allowed reader does: any people, conditions and changes.

The oracle below is written from the issue and design.md, in plain Python over plain facts, and asks no rule of Kith.
"""

import datetime
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.concerns.models import ConsultationBar, ConsultationPart
from kith.demo.world import build_people
from kith.desk.queries import notices_of
from kith.desk.tests.factories import fresh, raised
from kith.people.actions import make_token
from kith.people.models import Person, Vetting
from kith.sharing import actions
from kith.sharing.models import InformationRequest, PassingOn, Version
from kith.sharing.rules import fullest_for, sees_passed, sees_request
from kith.sharing.words import AnswerKind, Extent

from .factories import answered, asked, asked_by_partner, asked_to_pass_on, level, told, written

pytestmark = pytest.mark.walk

LEVELS = (None, "bpss", "ctc", "sc", "dv")
ORDER = {key: number for number, key in enumerate(LEVELS)}
TEXTS = {Extent.FULL: "SECRETWORD of the fuller version", Extent.GIST: "GISTWORD for wider readers"}
SIDE = ("amina", "bola", "carys", "petra", "olu", "vera")  # olu and vera have no part at first
OTHERS = ("rhys", "tom", "esme", "ines", "jo", "hal", "farah")


@dataclass
class Facts:
    """What is true of the world, by name."""

    parts: set = field(default_factory=lambda: {"amina", "bola", "petra", "carys"})
    barred: set = field(default_factory=set)
    vetted: dict = field(default_factory=dict)  # name -> (level, days until it ends)
    versions: dict = field(default_factory=dict)  # extent -> dict of conditions
    inactive: set = field(default_factory=set)

    def may(self, who: str, extent: int) -> bool:
        """By the issue: a part, no bar, an account, and every condition of the version at this moment."""
        one = self.versions.get(extent)
        if one is None or who not in self.parts or who in self.barred or who in self.inactive:
            return False
        if not one["released"] or one["withdrawn"] or (one["until"] is not None and one["until"] < 0):
            return False
        if one["named"] and who not in one["named"]:
            return False
        has, days = self.vetted.get(who, (None, 0))
        return one["floor"] is None or (has is not None and days >= 0 and ORDER[has] >= ORDER[one["floor"]])

    def reads(self, who: str) -> int | None:
        """The fullest that they may."""
        return next((extent for extent in (Extent.FULL, Extent.GIST) if self.may(who, extent)), None)


conditions = st.fixed_dictionaries(
    {
        "floor": st.sampled_from(LEVELS[:4]),
        "named": st.lists(st.sampled_from(SIDE[:4]), max_size=2, unique=True),
        "until": st.sampled_from([None, 0, 5]),
    }
)
vettings = st.dictionaries(st.sampled_from(SIDE), st.tuples(st.sampled_from(LEVELS[1:]), st.sampled_from([-1, 0, 9])))
changes = st.lists(
    st.one_of(
        st.tuples(st.just("release"), st.just("")),
        st.tuples(st.just("withdraw"), st.sampled_from([1, 2])),
        st.tuples(st.just("bar"), st.sampled_from(SIDE)),
        st.tuples(st.just("give"), st.sampled_from(["olu", "vera"])),
        st.tuples(st.just("unvet"), st.sampled_from(SIDE)),
        st.tuples(st.just("pass"), st.sampled_from([1, 2])),
        st.tuples(st.just("leave"), st.sampled_from(["petra", "olu"])),
    ),
    max_size=5,
)


def everything_shown(who: Person, request) -> str:
    """Every channel that the person has, as text: pages, lists, search, notices, chronology in its forms, the API."""
    client = Client(raise_request_exception=True)
    texts = [notice.words for notice in notices_of(who)]
    if not who.is_active:
        return " ".join(texts)
    fresh(client, who)
    reference = request.consultation.reference
    pages = [
        reverse("sharing:request", args=[request.uuid]),
        reverse("sharing:requests"),
        reverse("sharing:of-matter", args=[reference]),
        reverse("desk:home"),
        reverse("desk:notices"),
        *(
            reverse(name, args=[reference])
            for name in (
                "concerns:consultation",
                "concerns:who",
                "desk:chronology",
                "desk:chronology-json",
                "screening:workspace",
                "screening:decision",
            )
        ),
    ]
    for where in pages:
        texts.append(client.get(where).content.decode())
    for text in ("SECRETWORD", "Megan", reference, str(request.uuid)):
        texts.append(client.post(reverse("desk:search"), {"q": text}, follow=True).content.decode())
    _, secret = make_token(who, person=who, name="x")
    for end in ("", f"/{reference}"):
        machine = client.get(f"/api/v1/consultations{end}", headers={"Authorization": f"Bearer {secret}"})
        texts.append(machine.content.decode())
    return " ".join(texts)


def change(facts: Facts, people, request, what: str, of) -> None:
    today = timezone.localdate()
    version = None
    if what in ("withdraw", "pass"):
        version = Version.objects.filter(extent=of, disclosure__request=request).first()
    if what == "release":
        version = Version.objects.filter(extent=Extent.GIST, disclosure__request=request).first()
        if version is not None and version.released_at is None and version.withdrawn_at is None:
            actions.release_gist(people["nia"], version=version)
            facts.versions[Extent.GIST]["released"] = True
    elif what == "withdraw" and version is not None and version.withdrawn_at is None:
        actions.withdraw_version(people["dan"], version=version, because="x")
        facts.versions[of]["withdrawn"] = True
    elif what == "pass" and version is not None:  # its last day is over
        Version.objects.filter(pk=version.pk).update(until=today - datetime.timedelta(days=1))
        facts.versions[of]["until"] = -1
    elif what == "bar":
        ConsultationBar.objects.create(
            matter=request.consultation, person=people[of], placed_by=people["nia"], reason="x"
        )
        facts.barred.add(of)
    elif what == "give":
        ConsultationPart.objects.create(matter=request.consultation, person=people[of], reason="given")
        facts.parts.add(of)
    elif what == "unvet":
        Vetting.objects.filter(person=people[of]).update(withdrawn_at=timezone.now(), withdrawn_by=people["ines"])
        facts.vetted.pop(of, None)
    elif what == "leave":
        Person.objects.filter(pk=people[of].pk).update(is_active=False)
        facts.inactive.add(of)


def _play(full, gist, vetted, then):
    """The world after these conditions, vettings and changes: facts, people, the request, and what was written."""
    people = build_people()
    today = timezone.localdate()
    facts = Facts(vetted=dict(vetted))
    Vetting.objects.filter(person__in=[people[name] for name in SIDE]).delete()
    for name, (key, days) in vetted.items():
        Vetting.objects.create(
            person=people[name],
            level=level(key),
            issuer="x",
            last_day=today + datetime.timedelta(days=days),
            entered_by=people["ines"],
            confirmed_by=people["jo"],
            confirmed_at=timezone.now(),
        )
    request = asked(people["amina"], raised(people["amina"], name="Megan", named=True))
    versions = []
    for extent, said in ((Extent.FULL, full), (Extent.GIST, gist)):
        if said is not None:
            until = None if said["until"] is None else today + datetime.timedelta(days=said["until"])
            named = [people[name] for name in said["named"]]
            versions.append(written(TEXTS[extent], extent, floor=said["floor"], named=named, until=until))
            facts.versions[extent] = {**said, "released": extent == Extent.FULL, "withdrawn": False}
    answered(people["dan"], request, *versions, kind=AnswerKind.PART)
    for what, of in then:
        change(facts, people, request, what, of)
    return facts, people, request


def _agrees(facts, name: str, shown: str) -> None:
    allowed = facts.reads(name)
    for extent, text in TEXTS.items():
        if extent == allowed:
            assert text in shown, f"{name} may read it and does not: {extent!r}"
        else:
            assert text not in shown, f"{name} may not read it and does: {extent!r}"


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(full=conditions, gist=st.none() | conditions, vetted=vettings, then=changes)
def test_each_reader_has_the_fullest_that_they_may_and_not_a_character_more(cast, full, gist, vetted, then):
    with transaction.atomic():
        facts, people, request = _play(full, gist, vetted, then)
        for name in (*SIDE, *OTHERS):
            who = Person.objects.get(pk=people[name].pk)
            rows = Version.objects.filter(fullest_for(who))
            _agrees(facts, name, " ".join(row.text for row in rows))
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(full=conditions, gist=conditions, vetted=vettings, then=changes)
def test_no_channel_gives_more_than_the_rule(cast, full, gist, vetted, then):
    with transaction.atomic():
        facts, people, request = _play(full, gist, vetted, then)
        for name in (*SIDE, "rhys", "esme", "ines"):
            shown = everything_shown(Person.objects.get(pk=people[name].pk), request)
            _agrees(facts, name, shown)
            if facts.reads(name) is None:
                assert "was answered" not in shown and "Why not everything" not in shown, f"{name} learns of an answer"
        transaction.set_rollback(True)


# The other way round: what police tell social care unasked, its link to a matter, and what is passed on from there.

THEIRS = ("bola", "petra")  # who receive for social care
BYSTANDERS = ("dan", "amina", "carys", "olu", "vera", "rhys", "esme", "ines", "jo", "hal", "farah")
ASKERS_WORD = "ASKERSWORD of what police need"


@dataclass
class OtherWay:
    """What is true where police told or asked, by name: written from the issue, and asks no rule of Kith."""

    unasked: bool
    version: dict
    received: set = field(default_factory=lambda: set(THEIRS))
    linked: bool = False
    barred: set = field(default_factory=set)
    vetted: dict = field(default_factory=dict)
    withdrawn: bool = False
    passed: str = ""  # "", "asked", "yes", "no" or "ended": to Vera

    def meets(self, who: str) -> bool:
        """The version’s own conditions, for whoever it reaches."""
        if self.withdrawn or (self.version["named"] and who not in self.version["named"]):
            return False
        has, days = self.vetted.get(who, (None, 0))
        floor = self.version["floor"]
        return floor is None or (has is not None and days >= 0 and ORDER[has] >= ORDER[floor])

    def reached(self, who: str) -> bool:
        """A part of their own side: received, or of the matter that it was linked to; and no bar there."""
        matter = {"amina", "bola", "petra", "carys"} if self.linked else set()
        return who in self.received | matter and not (self.linked and who in self.barred)

    def reads_version(self, who: str) -> bool:
        """Where it came, or where it was passed on to."""
        barred = self.linked and who in self.barred
        passed = who == "vera" and self.passed == "yes" and not barred
        return self.unasked and self.meets(who) and (self.reached(who) or passed)

    def sees_row(self, who: str) -> bool:
        """Who asked or told; and their side, what was told only while something of it may be read."""
        return who == "dan" or (self.reached(who) and (not self.unasked or self.meets(who)))


acts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["link", "unlink", "ask", "yes", "no", "end", "withdraw"]), st.just("")),
        st.tuples(st.just("bar"), st.sampled_from(["petra", "carys", "amina", "vera", "dan"])),
        st.tuples(st.just("unvet"), st.sampled_from(["bola", "petra", "vera"])),
    ),
    max_size=8,
)


def _done(facts: OtherWay, people, row, matter, what: str, of: str) -> None:
    """One act by whoever may do it, in Kith and in the facts; one that is nobody’s to do now is left out of both."""
    version = Version.objects.filter(disclosure__request=row).first()
    passing = PassingOn.objects.filter(version__disclosure__request=row).first()
    bola = "bola" not in facts.barred and facts.sees_row("bola")
    if what == "link" and bola:
        actions.link_request(people["bola"], request=row, consultation=matter)
        facts.linked = True
    elif what == "unlink" and bola:
        actions.unlink_request(people["bola"], request=row, consultation=matter)
        facts.linked = False
    elif what == "bar":
        ConsultationBar.objects.create(matter=matter, person=people[of], placed_by=people["nia"], reason="x")
        facts.barred.add(of)
    elif what == "unvet":
        Vetting.objects.filter(person=people[of]).update(withdrawn_at=timezone.now(), withdrawn_by=people["ines"])
        facts.vetted.pop(of, None)
    elif version is None:
        return
    elif what == "withdraw" and not facts.withdrawn:
        actions.withdraw_version(people["dan"], version=version, because="x")
        facts.withdrawn = True
    elif what == "ask" and passing is None and facts.reads_version("bola"):
        asked_to_pass_on(people["bola"], version, people["vera"])
        facts.passed = "asked"
    elif what in ("yes", "no") and facts.passed == "asked" and not facts.withdrawn:
        actions.answer_passing(people["dan"], passing=passing, allowed=what == "yes")
        facts.passed = what
        if what == "yes" and facts.version["named"]:
            facts.version["named"].append("vera")  # the originator’s yes names them
    elif what == "end" and facts.passed == "yes":
        actions.end_passing(people["dan"], passing=passing)
        facts.passed = "ended"


def _play_other_way(unasked, floor, named, vetted, then):
    people = build_people()
    today = timezone.localdate()
    vetted = {**vetted, "bola": ("sc", 9)}  # so that somebody could read it when it was told
    facts = OtherWay(unasked, {"floor": floor, "named": list(named)}, vetted=dict(vetted))
    Vetting.objects.filter(person__in=[people[name] for name in vetted]).delete()
    for name, (key, days) in vetted.items():
        Vetting.objects.create(
            person=people[name],
            level=level(key),
            issuer="x",
            last_day=today + datetime.timedelta(days=days),
            entered_by=people["ines"],
            confirmed_by=people["jo"],
            confirmed_at=timezone.now(),
        )
    matter = raised(people["amina"], name="Megan", named=True)
    if unasked:
        row = told(people["dan"], written(TEXTS[Extent.FULL], floor=floor, named=[people[n] for n in named]))
    else:
        row = asked_by_partner(people["dan"], needed=ASKERS_WORD)
    for what, of in then:
        _done(facts, people, row, matter, what, of)
    return facts, people, row, matter


other_way = {
    "unasked": st.booleans(),
    "floor": st.sampled_from(LEVELS[:4]),
    "named": st.sampled_from([[], ["bola"], ["bola", "petra"]]),
    "vetted": st.dictionaries(
        st.sampled_from(["petra", "vera", "amina"]), st.tuples(st.sampled_from(LEVELS[1:4]), st.sampled_from([-1, 9]))
    ),
    "then": acts,
}


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(**other_way)
def test_the_other_way_round_nobody_reads_more_than_reached_them(cast, unasked, floor, named, vetted, then):
    with transaction.atomic():
        facts, people, row, _ = _play_other_way(unasked, floor, named, vetted, then)
        for name in (*THEIRS, *BYSTANDERS):
            who = Person.objects.get(pk=people[name].pk)
            sees = InformationRequest.objects.filter(sees_request(who), pk=row.pk).exists()
            assert sees == facts.sees_row(name), name
            came = Version.objects.filter(fullest_for(who)).exists()
            passed = PassingOn.objects.filter(sees_passed(who)).exists()
            assert (came or passed) == facts.reads_version(name), name
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(**other_way)
def test_the_other_way_round_no_channel_gives_more(cast, unasked, floor, named, vetted, then):
    with transaction.atomic():
        facts, people, row, matter = _play_other_way(unasked, floor, named, vetted, then)
        passings = [reverse("sharing:passing", args=[one.uuid]) for one in PassingOn.objects.all()]
        word = TEXTS[Extent.FULL] if unasked else ASKERS_WORD
        for name in (*THEIRS, "amina", "carys", "vera", "olu", "dan", "rhys"):
            who = Person.objects.get(pk=people[name].pk)
            client = Client(raise_request_exception=True)
            fresh(client, who)
            pages = [
                reverse("sharing:request", args=[row.uuid]),
                reverse("sharing:requests"),
                reverse("sharing:figures"),
                *passings,
                *(reverse(page, args=[matter.reference]) for page in ("sharing:of-matter", "desk:chronology")),
            ]
            shown = " ".join(client.get(where).content.decode() for where in pages)
            shown += " ".join(notice.words for notice in notices_of(who))
            reads = facts.reads_version(name) if unasked else facts.sees_row(name)
            if name != "dan":
                assert (word in shown) == reads, name
                assert ("tells yours something" not in shown) or facts.sees_row(name), name
            else:
                own = " ".join(client.get(where).content.decode() for where in pages if matter.reference not in where)
                assert matter.reference not in own, "who asked or told learns of no matter"
        transaction.set_rollback(True)
