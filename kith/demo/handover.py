"""A specialist of the demonstration leaves in three weeks and hands over; police name people for one subject more."""

import datetime

from kith.handover import actions
from kith.handover.queries import own_handover
from kith.handover.words import Why
from kith.people import actions as people
from kith.people.models import Agency
from kith.people.queries import person_by_email
from kith.people.rules import held_by, kind_of
from kith.people.words import ContactSubject

from .moments import Script, working_moment

KNOWN = {
    "where_it_stands": "The school and the family know whom to ring from now on; nothing is due before its day.",
    "would_tell": "Ring the designated lead before nine: later she teaches. What is written here took me a year to find out.",
}


def add_handover(script: Script, today: datetime.date) -> None:
    """Carys said that Petra leaves; Petra wrote what to know and offered some of hers to Bola, who took the first over."""
    script.at(working_moment(today, 2, 9), _name_for_prevent)
    script.at(working_moment(today, 2, 10), lambda: _begin(today))
    script.at(working_moment(today, 1, 11), _write_and_offer)
    script.at(working_moment(today, 0, 11), _take_the_first)


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _name_for_prevent() -> None:
    dan, nia = _person("dan"), _person("nia")
    people.designate_receiver(
        nia,
        agency=Agency.objects.get(pk=dan.agency_id),
        person=nia,
        deputy=dan,
        telephone="01632 960 121",
        hours="Monday to Friday, 8am to 4pm",
        out_of_hours="999 in an emergency, else 101",
        subject=ContactSubject.POLICE_PREVENT,
    )


def _begin(today: datetime.date) -> None:
    last_day = today + datetime.timedelta(days=21)
    actions.begin_handover(_person("carys"), person=_person("petra"), why=Why.LEAVES, last_day=last_day)


def _write_and_offer() -> None:
    petra, bola = _person("petra"), _person("bola")
    handover = own_handover(petra)
    for number, held in enumerate(held_by(petra)[:4]):
        actions.write_words(petra, handover=handover, held=held, once_key=f"demo-{number}", **KNOWN)
        kind = kind_of(held.kind)
        if number < 3 and kind.may_offer(petra, held, of=petra) and kind.may_take(bola, held, of=petra):
            actions.offer_thing(petra, handover=handover, held=held, holder=petra, to=bola)


def _take_the_first() -> None:
    handover = own_handover(_person("petra"))
    item = handover.items.filter(offered_to=_person("bola")).order_by("pk").first()
    if item is not None:
        actions.take_over(_person("bola"), item=item)
