"""What social care asked of the police in the demonstration, and what came back. All fictional; played with the cases."""

import datetime

from django.utils import timezone

from kith.people.models import Agency, Vetting, VettingLevel
from kith.people.queries import person_by_email
from kith.sharing import actions
from kith.sharing.actions import Conditions, Written
from kith.sharing.models import InformationRequest, Version
from kith.sharing.words import AnswerKind, Extent

from .moments import Script, working_moment

POPPY = {
    "about": "Poppy, and her brother Finn. Their father’s friends meet at home.",
    "needed": "What we must know before we visit, and whether weapons are thought of.",
    "decision": "How the section 47 enquiry begins, and who goes.",
    "why": "Two young children live there. Without it we cannot plan a safe visit; we ask for no more than that.",
    "basis": "section-47",
    "family_knows": "no",
    "family_words": "Police asked us to wait.",
}
AALIYAH = {
    "about": "Aaliyah, and the man of 29 who writes to her.",
    "needed": "Whether he is known for approaching others.",
    "decision": "The plan of the strategy discussion.",
    "why": "What she needs depends on who he is.",
    "basis": "section-47",
    "family_knows": "yes",
}
YUSUF = {
    "about": "Yusuf, and the stranger who writes to him.",
    "needed": "Whether the stranger is known.",
    "decision": "Whether the assessment looks at the online space too.",
    "why": "One contact urges violence; the rest is lawful speech, and we ask nothing about it.",
    "basis": "public-task",
    "family_knows": "yes",
}
NATHAN = {
    "about": "Nathan, and an old contact who sent a friend request.",
    "needed": "Whether anything is held about the contact since May.",
    "decision": "The six-month look after Channel.",
    "why": "He is doing well; we want to know whether somebody is looking for him again.",
    "basis": "prevent-duty",
    "family_knows": "yes",
}


def add_sharing(script: Script, today: datetime.date, matters: dict) -> None:
    """Four requests stand in the script: answered in a gist with more for who is vetted, twice; late; just arrived."""

    # The vetted are vetted for as long as anybody tries the demonstration, whatever day that is.
    Vetting.objects.update(last_day=today + datetime.timedelta(days=700))

    def ask(case: str, by: str, said: dict) -> None:
        person = _person(by)
        actions.send_request(
            person,
            consultation=matters[case],
            to_agency=Agency.objects.get(authority=person.authority, key="police"),
            once_key=f"demo-{case}",
            **said,
        )

    script.at("2026-04-02 15:00", lambda: ask("TH-08", "amina", POPPY))
    script.at("2026-04-07 10:00", lambda: actions.acknowledge_request(_person("dan"), request=_request("TH-08")))
    script.at("2026-04-13 11:00", _answer_poppy)
    script.at("2026-04-13 13:00", lambda: _release("TH-08"))
    script.at("2026-09-08 10:00", lambda: ask("TH-02", "amina", AALIYAH))
    script.at("2026-09-14 11:00", _answer_aaliyah)
    script.at("2026-09-14 12:00", lambda: _release("TH-02"))
    script.at(working_moment(today, 9, 10), lambda: ask("TH-11", "amina", YUSUF))
    script.at(
        working_moment(today, 8, 10), lambda: actions.acknowledge_request(_person("dan"), request=_request("TH-11"))
    )
    script.at(working_moment(today, 0, 10), lambda: ask("TH-09", "amina", NATHAN))
    _both_ways(script, today, matters)


SKATE_PARK = {
    "about_kind": "place",
    "about": "The skate park behind the leisure centre, Friday evenings.",
    "needed": "Whether social care knows of a worry about who meets the young people there.",
    "decision": "Whether our officers go there with youth workers.",
    "why": "Leaflets were handed out there; we ask about the place and about no child.",
    "basis": "prevent-duty",
    "family_knows": "not-yet",
    "family_words": "It is about a place.",
}
A_CHILD = {
    "about_kind": "child",
    "about": "A boy called Lewis, about 13, Beech Lane school.",
    "needed": "Whether he is known, and who works with him.",
    "decision": "Who speaks with him first.",
    "why": "A member of the public named him; less would not tell us whom to ring.",
    "basis": "prevent-duty",
    "family_knows": "no",
    "family_words": "We have not met them yet.",
}


def _both_ways(script: Script, today: datetime.date, matters: dict) -> None:
    """Police ask about a place and about a child, tell something unasked, and ask that Poppy’s family is not told."""

    def ask(key: str, said: dict) -> None:
        dan = _person("dan")
        care = Agency.objects.get(authority=dan.authority, key="social-care")
        actions.send_request(dan, to_agency=care, once_key=f"demo-{key}", **said)

    script.at("2026-04-13 14:00", lambda: _police_ask_not_to_tell(today + datetime.timedelta(days=21)))
    script.at("2026-04-14 09:30", _amina_asks_to_pass_on)
    script.at(working_moment(today, 6, 9), lambda: ask("skate-park", SKATE_PARK))
    script.at(
        working_moment(today, 5, 10),
        lambda: actions.acknowledge_request(_person("bola"), request=_request("skate-park")),
    )
    script.at(working_moment(today, 4, 11), _answer_skate_park)
    script.at(working_moment(today, 1, 9), lambda: ask("a-child", A_CHILD))
    script.at(working_moment(today, 2, 14), lambda: _tell_of_yusuf(matters["TH-11"]))


def _police_ask_not_to_tell(day: datetime.date) -> None:
    """Until some weeks from whatever day anybody tries the demonstration, so that the pages say it."""
    actions.ask_not_to_tell(_person("dan"), request=_request("TH-08"), review_on=day)


def _amina_asks_to_pass_on() -> None:
    """May the gist go to Vera, who manages early help? Dan has not answered."""
    vera = _person("vera")
    actions.ask_passing(
        _person("amina"),
        version=Version.objects.get(disclosure__request=_request("TH-08"), extent=Extent.GIST),
        to_agency=vera.agency,
        to_person=vera,
        what_for="Her team visits the family each week, and must not speak of it.",
        once_key="demo-pass-TH-08",
    )


def _answer_skate_park() -> None:
    actions.answer_request(
        _person("bola"),
        request=_request("skate-park"),
        kind=AnswerKind.FULL,
        versions=(
            Written(
                Extent.FULL,
                "Youth workers are there on Fridays already and know the young people. Go with them, not alone.",
                Conditions(may_quote=True),
            ),
        ),
        once_key="demo-answer-skate-park",
    )


def _tell_of_yusuf(matter) -> None:
    """Police tell social care what they were not asked; Bola acknowledges it and says to which matter it belongs."""
    dan, bola = _person("dan"), _person("bola")
    told = actions.tell_unasked(
        dan,
        to_agency=bola.agency,
        about="Yusuf, who is asked about already.",
        why="It may help to plan his week; the rest we keep.",
        basis="prevent-duty",
        family_knows="not-yet",
        family_words="For you to judge.",
        versions=(Written(Extent.FULL, "The online space he uses will be closed by its owner next week."),),
        once_key="demo-tell-TH-11",
    )
    actions.acknowledge_request(bola, request=told)
    actions.link_request(bola, request=told, consultation=matter)


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _request(case: str) -> InformationRequest:
    return InformationRequest.objects.get(once_key__endswith=f".demo-{case}")


def _answer_poppy() -> None:
    level = VettingLevel.objects.get(key="sc")
    fuller = Conditions(floor=level, named=(_person("carys"),), named_only=True)
    actions.answer_request(
        _person("dan"),
        request=_request("TH-08"),
        kind=AnswerKind.PART,
        because="clearance",
        words="The chair of the conference may ring me: there is more to say than to write.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=17),
        versions=(
            Written(
                Extent.FULL, "The father’s friends are known to us by name; none is thought to carry weapons.", fuller
            ),
            Written(Extent.GIST, "Weapons are not suspected. The father should not be told of police interest."),
        ),
        tells_of_more=True,
        once_key="demo-answer-TH-08",
    )


def _answer_aaliyah() -> None:
    actions.answer_request(
        _person("dan"),
        request=_request("TH-02"),
        kind=AnswerKind.GIST,
        because="investigation",
        versions=(
            Written(
                Extent.GIST,
                "He is known for contacting several girls, under different beliefs. For the core team alone.",
                Conditions(may_quote=True),
            ),
        ),
        once_key="demo-answer-TH-02",
    )


def _release(case: str) -> None:
    version = Version.objects.get(disclosure__request=_request(case), extent=Extent.GIST)
    actions.release_gist(_person("nia"), version=version)
