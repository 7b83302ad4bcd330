"""Nobody reads a character of a meeting, or of a question before a step, that they may not; whoever may, does.

The oracle is written from the issue, in plain Python over plain facts, and asks no rule of Kith.
"""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kith.concerns.models import ConsultationBar, ConsultationPart
from kith.demo.world import build_people
from kith.desk.queries import chronology_for, notices_of, waiting_for
from kith.desk.tests.factories import fresh, raised
from kith.meetings import actions, rules
from kith.meetings.models import Meeting, Seat, StepPart, StepQuestion
from kith.people.models import Person

from .factories import asked_before, planned

pytestmark = pytest.mark.walk

CARE, POLICE = "care", "police"
HOME = dict.fromkeys(("amina", "bola", "carys", "petra", "olu", "vera", "esme"), CARE) | dict.fromkeys(
    ("dan", "nia"), POLICE
)
OTHERS = ("rhys", "tom", "ines", "jo", "hal", "farah")
SECRET, ASKED = "SECRETWORD of the plan", "STEPWORD of the question"


@dataclass
class Facts:
    """What is true of the world, by name."""

    parts: set = field(default_factory=lambda: {"amina", "bola", "petra", "carys"})
    seats: dict = field(default_factory=lambda: {"amina": CARE, "dan": POLICE})
    received: set = field(default_factory=lambda: {"dan", "nia"})
    agency: dict = field(default_factory=lambda: dict(HOME))
    barred: set = field(default_factory=set)
    inactive: set = field(default_factory=set)

    def _may(self, who: str) -> bool:
        return who in self.agency and who not in self.barred and who not in self.inactive

    def reads_meeting(self, who: str) -> bool:
        """By the brief: an invitation while one is of that agency, or a part in the matter on the calling side."""
        if not self._may(who):
            return False
        return self.seats.get(who) == self.agency[who] or (who in self.parts and self.agency[who] == CARE)

    def reads_question(self, who: str) -> bool:
        """By the brief: a part in the matter on either side, or having received it on the side that is asked."""
        return self._may(who) and (who in self.parts or (who in self.received and self.agency[who] == POLICE))


names = st.sampled_from(sorted(HOME))
# No shrinking: each example is a world of its own, and the facts are said in the message.
PLAYED = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],
}
changes = st.lists(
    st.tuples(st.sampled_from(["bar", "part", "invite", "end", "move", "leave", "receive"]), names), max_size=6
)


def change(facts: Facts, people, meeting, question, what: str, who: str) -> None:
    person, matter = Person.objects.get(pk=people[who].pk), meeting.consultation
    if what == "bar":
        ConsultationBar.objects.create(matter=matter, person=person, placed_by=people["ines"], reason="x")
        facts.barred.add(who)
    elif what == "part":
        ConsultationPart.objects.create(matter=matter, person=person, reason="given")
        facts.parts.add(who)
    elif what == "invite" and rules.may_be_invited(person, meeting):
        if not Seat.objects.filter(meeting=meeting, person=person, ends=None).exists():
            Seat.objects.create(meeting=meeting, person=person, agency=person.agency, given_by=people["amina"])
            facts.seats[who] = facts.agency[who]
    elif what == "end":
        Seat.objects.filter(meeting=meeting, person=person, ends=None).update(ends=timezone.now())
        facts.seats.pop(who, None)
    elif what == "move":
        to = POLICE if facts.agency[who] == CARE else CARE
        agency = people["dan" if to == POLICE else "amina"].agency
        Person.objects.filter(pk=person.pk).update(agency=agency)
        facts.agency[who] = to
    elif what == "leave":
        Person.objects.filter(pk=person.pk).update(is_active=False)
        facts.inactive.add(who)
    elif what == "receive":
        StepPart.objects.get_or_create(matter=question, person=person, ends=None, defaults={"reason": "given"})
        facts.received.add(who)


def play(then):
    people = build_people()
    consultation = raised(people["amina"], name="Megan", named=True)
    meeting = planned(people["amina"], consultation, purpose=SECRET)
    question = asked_before(people["amina"], consultation, what=ASKED)
    facts = Facts()
    for what, who in then:
        change(facts, people, meeting, question, what, who)
    return facts, people, meeting, question


@pytest.mark.django_db
@settings(max_examples=25, **PLAYED)
@given(then=changes)
def test_the_rules_give_what_the_brief_says_and_their_faces_agree(cast, then):
    with transaction.atomic():
        facts, people, meeting, question = play(then)
        readers = {person.email.split("@")[0] for person in rules.people_who_see_meeting(meeting)}
        askers = {person.email.split("@")[0] for person in rules.people_who_see_question(question)}
        for name in (*HOME, *OTHERS):
            who = Person.objects.get(pk=people[name].pk)
            sees = Meeting.objects.filter(rules.sees_meeting(who), pk=meeting.pk).exists()
            assert sees == (name in readers) == facts.reads_meeting(name), (name, then)
            sees = StepQuestion.objects.filter(rules.sees_question(who), pk=question.pk).exists()
            assert sees == (name in askers) == facts.reads_question(name), (name, then)
        transaction.set_rollback(True)


def everything_shown(who: Person, meeting, question, secret: str) -> str:
    """Every channel that the person has, as text: pages, lists, home, notices, chronology, files, calendars."""
    client = Client(raise_request_exception=True)
    feed = client.get(reverse("meetings-calendar", args=[secret])).content.decode() if secret else ""
    texts = [feed, *(notice.words for notice in notices_of(who))]
    if not who.is_active:
        return " ".join(texts)
    fresh(client, who)
    reference = meeting.consultation.reference
    pages = [
        *(reverse(f"meetings:{name}", args=[meeting.uuid]) for name in ("meeting", "minutes", "invitation", "reply")),
        reverse("meetings:before", args=[question.uuid]),
        reverse("meetings:mine"),
        reverse("meetings:past"),
        reverse("meetings:of-matter", args=[reference]),
        reverse("desk:home"),
        reverse("desk:notices"),
        *(
            reverse(name, args=[reference])
            for name in ("concerns:consultation", "concerns:who", "desk:chronology-json")
        ),
    ]
    for where in pages:
        answer = client.get(where)
        # The page of what is not there repeats the address that was asked for, and nothing else.
        texts.append(answer.content.decode() if answer.status_code == 200 else "")
    searched = client.post(reverse("desk:search"), {"q": "SECRETWORD"}, follow=True).content.decode()
    texts.append(searched.replace("SECRETWORD", ""))
    return " ".join(texts)


@pytest.mark.django_db
@settings(max_examples=3, **PLAYED)
@given(then=changes)
def test_no_channel_gives_more_than_the_rule(cast, then):
    with transaction.atomic():
        people = build_people()
        secrets = {name: actions.make_calendar(people[name], name="x")[1] for name in HOME}
        facts, people, meeting, question = play(then)
        for name in (*HOME, "rhys", "ines"):
            shown = everything_shown(Person.objects.get(pk=people[name].pk), meeting, question, secrets.get(name, ""))
            assert (SECRET in shown) == facts.reads_meeting(name), (name, then)
            assert (ASKED in shown) == facts.reads_question(name), (name, then)
            if not facts.reads_meeting(name):
                assert meeting.reference not in shown and str(meeting.uuid) not in shown, (name, then)
            if not facts.reads_question(name):
                assert str(question.uuid) not in shown, (name, then)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_home_and_chronology_begin_with_the_rule(cast):
    facts, people, meeting, _ = play([("part", "dan"), ("end", "dan")])
    assert not facts.reads_meeting("dan")
    dan = Person.objects.get(pk=people["dan"].pk)
    assert meeting.reference not in str(waiting_for(dan))
    assert meeting.reference not in str(chronology_for(dan, meeting.consultation.reference).lines)
