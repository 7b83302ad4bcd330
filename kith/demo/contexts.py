"""Contexts of the demonstration, with maps: the skate park (TH-12), the forecourt (TH-04), the online group (TH-01),
and a doorway that got safer and is closed.

All fictional; played with the cases. What stands in a context names no child.
"""

import datetime

from kith.contexts import actions
from kith.contexts.models import Context, ContextAssessment, ContextLink, MapNode, MapTie, SafetyGoal
from kith.contexts.words import Does, Kind, NodeKind, Standing, Touches
from kith.people.models import Agency
from kith.people.queries import person_by_email

from .moments import Script

PARK, FORECOURT, GROUP = "Mill Lane skate park", "Station forecourt", "A chat group at night"
DOORWAY = "Doorway of the old cinema"


def add_contexts(script: Script, today: datetime.date, matters: dict) -> None:
    """Each place is opened, worked on and looked at again; children are linked by who has a part in them."""
    _park(script, today, matters)
    _forecourt(script, today, matters)
    _group(script, today, matters)
    _doorway(script, today)


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _place(name: str) -> Context:
    return Context.objects.get(name=name, authority=_person("amina").authority)


def _police() -> Agency:
    return Agency.objects.get(authority=_person("amina").authority, key="police")


def _open(kind: str, name: str, what: str, because: str, owner: str, space: str = "") -> None:
    actions.open_context(
        _person("amina"),
        kind=kind,
        name=name,
        space=space,
        what=what,
        because=because,
        owner=_person(owner),
        once_key=f"demo-{name}"[:40],
    )


def _let_in(name: str, by: str, **people: str) -> None:
    for key, because in people.items():
        actions.give_context_part(_person(by), context=_place(name), person=_person(key), because=because)


def _noticed(name: str, by: str, day: datetime.date, source: str, **said: str) -> None:
    actions.note_concern(
        _person(by),
        context=_place(name),
        happened_on=day,
        source=source,
        once_key=f"demo-{day}",
        **{"source_words": "", "exact_words": "", "interpretation": "", "young_words": "", **said},
    )


def _partners(name: str, by: str, rows) -> None:
    for number, (who, can_do, contact, agency) in enumerate(rows):
        actions.add_partner(
            _person(by),
            context=_place(name),
            name=who,
            can_do=can_do,
            contact=contact,
            agency=_police() if agency else None,
            once_key=f"demo-{number}",
        )


def _link(name: str, by: str, consultation, touches: str, because: str) -> None:
    actions.link_context(_person(by), context=_place(name), consultation=consultation, touches=touches, because=because)


def _assess(name: str, by: str, goals, **said: str) -> None:
    last = ContextAssessment.objects.filter(context__name=name, replaced_by=None).first()
    empty = dict.fromkeys(("protects", "guardians", "set_aside", "would_change", "young_words", "no_words_because"), "")
    actions.assess_context(
        _person(by), context=_place(name), goals=goals, replaces=last, once_key="demo", **{**empty, **said}
    )


def _put(name: str, text: str, owner: str, day: datetime.date, key: str, **more) -> None:
    """Carys puts something into the plan of a place."""
    actions.put_into_plan(
        _person("carys"),
        context=_place(name),
        text=text,
        owner=_person(owner),
        due_on=day,
        once_key=f"demo-{key}",
        **more,
    )


def _finish(name: str, text: str, note: str) -> None:
    (action,) = _place(name).actions.filter(text=text)
    actions.finish_context_action(_person("carys"), action=action, note=note)


def _review(name: str, by: str, day: datetime.date, next_on: datetime.date, changed: str, said) -> None:
    goals = SafetyGoal.objects.filter(context__name=name, ended_by=None).order_by("order")
    actions.review_context(
        _person(by),
        context=_place(name),
        on=day,
        next_on=next_on,
        changed=changed,
        goals={goal.pk: word for goal, word in zip(goals, said, strict=True)},
        once_key=f"demo-{day}",
    )


def _map(by: str, nodes, ties, link: ContextLink | None = None, **of) -> None:
    """Nodes by their label, then ties between them; nothing names the centre, `*` what is linked."""
    person = _person(by)
    made: dict[str, MapNode | None] = {"": None}
    for number, (kind, label) in enumerate(nodes):
        made[label] = actions.add_node(person, kind=kind, label=label, once_key=f"demo-{number}", **of)
    if link is not None:
        made["*"] = actions.add_node(person, link=link, once_key="demo-link", **of)
    for number, (one, other, does, words, certainty, since) in enumerate(ties):
        actions.record_tie(
            person,
            one=made[one],
            other=made[other],
            does=does,
            words=words,
            certainty=certainty,
            since=since,
            once_key=f"demo-{number}",
            **of,
        )


# Mill Lane skate park


def _park(script: Script, today: datetime.date, matters: dict) -> None:
    script.at("2026-09-22 10:00", _open_park)
    script.at("2026-09-22 10:20", lambda: _noticed_park(script))
    script.at("2026-09-22 11:00", _partners_of_park)
    script.at("2026-09-22 11:30", lambda: _plan_park(script, today))
    script.at("2026-09-25 16:00", _stickers_down)
    script.at("2026-09-28 15:00", lambda: _link_ellie(matters["TH-12a"]))
    script.at("2026-09-29 17:30", lambda: _maps_of_six(script))
    script.at("2026-10-01 11:00", _assess_park)
    script.at("2026-10-01 11:20", _aim_park)
    script.at("2026-10-01 15:00", lambda: _map_park(script))
    script.at("2026-10-02 09:30", lambda: _map_ellie(script, matters["TH-12a"]))
    script.at("2026-10-05 16:30", lambda: _confer(script))
    script.at("2026-10-16 12:00", _light)
    script.at("2026-11-20 15:00", lambda: _ended_ellie(script))
    script.at("2026-11-23 15:30", lambda: _review_park(script, today))


def _open_park() -> None:
    _open(
        Kind.NEIGHBOURHOOD,
        PARK,
        "A skate park by the canal with a ramp, a bench and a café beside it. Ten to sixteen year-olds come after school.",
        "Stickers with hateful text, paint on the door of a Roma family, and two men of about twenty who bring drink.",
        "carys",
    )
    _let_in(PARK, "carys", dan="The policing team has the two men.", petra="Screened the first call about it.")


def _noticed_park(script: Script) -> None:
    _noticed(
        PARK,
        "carys",
        script.day("2026-09-21"),
        "other-professional",
        source_words="A council warden",
        what="Stickers on the bench and the ramp. Paint on the door of a Roma family in the next street. A crowd after school.",
        interpretation="Somebody wants the family gone, and uses the crowd for it.",
    )


def _partners_of_park() -> None:
    rows = [
        ("Council warden", "Removes hate within a day; can be there at four.", "01632 960 301", False),
        ("Youth service", "A youth worker on three afternoons.", "01632 960 302", False),
        ("Neighbourhood policing team", "Deals with the two men; records hate crime.", "101", True),
        ("Alder Hill Academy", "An assembly; staff on the way home.", "The safeguarding lead", False),
        ("Roma community worker", "Speaks with families; knows what they want.", "By way of the council", False),
        ("Owner of the café", "Sees the bench from the window; a place to wait.", "", False),
    ]
    _partners(PARK, "carys", rows)


DOWN = "Take down what is stuck or painted within a day, and write down each day."
ASK_FAMILIES = "Ask the families, with the community worker, whether the way home is safe."


def _plan_park(script: Script, today: datetime.date) -> None:
    """What waits for no conference."""
    rows = [
        (DOWN, "carys", "Council warden", script.day("2026-09-25")),
        (ASK_FAMILIES, "petra", "Roma community worker", today + datetime.timedelta(days=21)),
    ]
    for number, (text, owner, outside, day) in enumerate(rows):
        _put(PARK, text, owner, day, f"plan-{number}", outside=outside)


def _stickers_down() -> None:
    _finish(PARK, DOWN, "The bench and the door are clean since Thursday.")


def _aim_park() -> None:
    _aim(ASK_FAMILIES, GOALS[3][0])


def _aim(text: str, goal: str) -> None:
    place = _place(PARK)
    action = place.actions.get(text=text)
    actions.aim_context_action(_person("carys"), action=action, goal=place.goals.get(text=goal))


def _link_ellie(consultation) -> None:
    _link(PARK, "amina", consultation, Touches.BOTH, "She was told to put up stickers there, and cried.")


def _maps_of_six(script: Script) -> None:
    _noticed(
        PARK,
        "carys",
        script.day("2026-09-29"),
        "told-by-child",
        source_words="Safety maps with six young people",
        what="The bench by the ramp is red after four. The library steps are green. One boy, who is Roma, goes the long way home.",
        young_words="The bench is bad after four. The library steps are all right, the lady looks out.",
    )


GOALS = [
    ("Adults with bad intent are gone.", "The youth worker and the warden write down who comes."),
    ("Hate is removed within a day.", "The warden’s list of days."),
    ("There is something to do at four o’clock.", "Young people say so on their maps."),
    ("Roma children are safe on their way.", "The community worker asks the families."),
]


def _assess_park() -> None:
    _assess(
        PARK,
        "carys",
        GOALS,
        happens="Hate on the walls and a door; drink from two adults; younger ones are told to do things ‘to be let in’.",
        to_whom="Roma families nearby are harmed. Ten to sixteen year-olds are drawn in, and some of them are harmed too.",
        responsible="The council owns the park. Nobody has it after three o’clock.",
        protects="The library steps; the café; young people who do not join in.",
        guardians="The owner of the café, the librarian, two older skaters.",
        facts="Stickers on five days in two weeks; paint on one door; the two men seen on four afternoons by the warden.",
        not_known="Where the two men come from, and who prints the stickers.",
        reason="The place is left to whoever comes. Those who want harm found it empty, and a crowd with nothing to do.",
        set_aside="That it is a matter of one or two children: those change, and the place stays.",
        would_change="If it moves with the two men to another place.",
        fits="Light and cleaning, a youth worker at the hours that count, adults who look out, police with the two men.",
        young_words="There’s nothing else at four. You just go where everyone is.",
    )


def _map_park(script: Script) -> None:
    link, since = ContextLink.objects.get(context__name=PARK), script.day("2026-09-21")
    nodes = [
        (NodeKind.PLACE, "Bench by the ramp"),
        (NodeKind.PLACE, "Library steps"),
        (NodeKind.PERSON, "Owner of the café"),
        (NodeKind.GROUP, "Two men of about twenty"),
        (NodeKind.GROUP, "The crowd after school"),
        (NodeKind.GROUP, "Roma families nearby"),
    ]
    ties = [
        (
            "Two men of about twenty",
            "Bench by the ramp",
            Does.HARMS,
            "Bring drink; sit there from four.",
            "fact",
            since,
        ),
        ("Two men of about twenty", "The crowd after school", Does.HARMS, "Hand out stickers.", "assertion", since),
        ("The crowd after school", "Roma families nearby", Does.HARMS, "Shouting; paint on a door.", "fact", since),
        ("Owner of the café", "The crowd after school", Does.PROTECTS, "Lets them wait inside.", "fact", None),
        ("Library steps", "", Does.PROTECTS, "Light, and somebody who looks out.", "fact", None),
        ("Bench by the ramp", "", Does.HARMS, "Where it happens.", "fact", None),
        (
            "The crowd after school",
            "Library steps",
            Does.UNKNOWN,
            "Some go there; we do not know why.",
            "not-known",
            None,
        ),
        ("*", "The crowd after school", Does.UNKNOWN, "Told to do things to be let in.", "fact", None),
    ]
    _map("carys", nodes, ties, link, context=_place(PARK))


def _map_ellie(script: Script, consultation) -> None:
    link = ContextLink.objects.get(context__name=PARK)
    nodes = [
        (NodeKind.PERSON, "Mum"),
        (NodeKind.PERSON, "Support worker"),
        (NodeKind.GROUP, "Older girls at the ramp"),
        (NodeKind.GROUP, "Dog-walking group"),
    ]
    ties = [
        ("", "Mum", Does.PROTECTS, "Goes with her; knows whom to ring.", "fact", None),
        ("", "Support worker", Does.PROTECTS, "She tells her what happens.", "fact", None),
        ("", "Older girls at the ramp", Does.HARMS, "Tell her to do things.", "assertion", script.day("2026-09-18")),
        ("Older girls at the ramp", "*", Does.UNKNOWN, "Are there every day.", "assertion", None),
        ("", "Dog-walking group", Does.PROTECTS, "Biscuit likes her best.", "fact", script.day("2026-10-02")),
    ]
    _map("amina", nodes, ties, link, consultation=consultation)


def _ended_ellie(script: Script) -> None:
    tie = MapTie.objects.get(words="Tell her to do things.")
    actions.end_tie(
        _person("amina"), tie=tie, until=script.day("2026-11-13"), because="She comes home by the library, and said so."
    )


def _confer(script: Script) -> None:
    carys = _person("carys")
    conference = actions.hold_conference(
        carys,
        context=_place(PARK),
        people=[carys, _person("dan"), _person("petra")],
        on=script.day("2026-10-05"),
        chair="Carys, children’s social care",
        others="Council warden\nYouth worker, youth service\nSafeguarding lead, Alder Hill Academy\nRoma community worker",
        said="What each sees there and at which hours. The safety maps were laid side by side. No child was named.",
        agreed="Light and cleaning; a youth worker on three afternoons; the warden at four; an assembly with the community "
        "worker; police speak with the two men; shops refuse drink.",
        young_words="The bench is bad after four.",
        no_words_because="",
        once_key="demo",
    )
    for number, (text, owner, day, goal) in enumerate(
        [
            ("Speak with the two men, and with the shops.", "dan", "2026-10-23", 0),
            ("Ask the council for light at the ramp.", "carys", "2026-10-16", None),
            ("Find the youth worker’s hours for the spring.", "petra", "2027-01-11", 2),
        ]
    ):
        serves = None if goal is None else _place(PARK).goals.get(text=GOALS[goal][0])
        _put(PARK, text, owner, script.day(day), f"agreed-{number}", conference=conference, goal=serves)
    actions.keep_context_dissent(
        carys,
        conference=conference,
        who="Roma community worker",
        words="An assembly should come after the families were asked, not before.",
        once_key="demo",
    )


def _light() -> None:
    for owner, note in (
        ("carys", "It is lit since Thursday."),
        ("dan", "Both were spoken with. Two shops refuse drink."),
    ):
        person = _person(owner)
        conference = _place(PARK).conferences.get()
        for action in conference.actions.filter(owner=person):
            actions.finish_context_action(person, action=action, note=note)


def _review_park(script: Script, today: datetime.date) -> None:
    said = [
        (Standing.SAFER, "The two men were not seen for three weeks."),
        (Standing.SAFER, "Nothing stood longer than a day since the middle of October."),
        (Standing.SAME, "Three afternoons are good; the other two are as before."),
        (Standing.NOT_KNOWN, "The families are asked before the holidays."),
    ]
    _review(
        PARK,
        "carys",
        script.day("2026-11-23"),
        today + datetime.timedelta(days=49),
        "On the maps the bench went from red to amber, and by the café to green. Two children’s plans were closed.",
        said,
    )


# The forecourt of the station


def _forecourt(script: Script, today: datetime.date, matters: dict) -> None:
    script.at("2026-07-01 10:00", _open_forecourt)
    script.at("2026-07-01 10:30", lambda: _work_forecourt(script, matters["TH-04"]))
    script.at("2026-07-03 10:30", lambda: _map_jayden(script, matters["TH-04"]))
    script.at("2026-11-12 10:00", lambda: _review_forecourt(script, today))


def _open_forecourt() -> None:
    _open(
        Kind.NEIGHBOURHOOD,
        FORECOURT,
        "The forecourt and the side entrance of the station. Cars stop there from five o’clock.",
        "Older men meet children there and give them things to carry.",
        "amina",
    )


def _work_forecourt(script: Script, jayden) -> None:
    _partners(
        FORECOURT,
        "amina",
        [
            ("Station staff", "Are at the side entrance at five; know whom to ring.", "The duty manager", False),
            ("Police, exploitation team", "Deal with the men and the cars.", "101", True),
            ("Fast-food shop", "Lets children wait inside, and rings.", "", False),
        ],
    )
    _noticed(
        FORECOURT,
        "amina",
        script.day("2026-06-26"),
        "other-professional",
        source_words="Station staff",
        what="The same two cars on three evenings; children get in and are back within the hour.",
        interpretation="They carry for the men.",
    )
    _link(FORECOURT, "amina", jayden, Touches.BOTH, "He was met there by the men, and was afraid to say no.")
    _assess(
        FORECOURT,
        "amina",
        [("No child is met by the cars.", "Station staff write down each evening.")],
        happens="Cars stop at the side entrance; children are met, given things, and brought back.",
        to_whom="Boys of thirteen to sixteen who are out of school.",
        responsible="The train company for the building; the council for the road.",
        guardians="Two members of the station staff.",
        facts="Two cars on three evenings, seen by staff.",
        not_known="Where the children are driven.",
        reason="Nobody looks at the side entrance after five. That can be changed in a week.",
        fits="Staff at the entrance, the barrier down, police with the cars.",
        no_words_because="Nobody there was asked yet: it would not have been safe.",
    )


def _map_jayden(script: Script, jayden) -> None:
    link = ContextLink.objects.get(context__name=FORECOURT)
    nodes = [
        (NodeKind.PERSON, "Nan"),
        (NodeKind.PERSON, "Youth worker"),
        (NodeKind.GROUP, "Older men with the cars"),
        (NodeKind.PERSON, "Friend on the same bus"),
        (NodeKind.PLACE, "College from September"),
    ]
    ties = [
        ("", "Nan", Does.PROTECTS, "He lives with her; she waits up.", "fact", None),
        ("", "Youth worker", Does.PROTECTS, "The first to whom he spoke.", "fact", None),
        (
            "",
            "Older men with the cars",
            Does.HARMS,
            "Have him carry; he owes them.",
            "assertion",
            script.day("2026-03-02"),
        ),
        ("Older men with the cars", "*", Does.HARMS, "Meet him there.", "fact", script.day("2026-03-02")),
        ("Friend on the same bus", "Older men with the cars", Does.UNKNOWN, "May carry too.", "assumption", None),
        ("", "Friend on the same bus", Does.PROTECTS, "Rings when he is not home.", "assertion", None),
        ("", "College from September", Does.PROTECTS, "He wants it.", "fact", None),
    ]
    _map("amina", nodes, ties, link, consultation=jayden)


def _review_forecourt(script: Script, today: datetime.date) -> None:
    _review(
        FORECOURT,
        "amina",
        script.day("2026-11-12"),
        today + datetime.timedelta(days=21),
        "The barrier is down after four. Staff saw one car in October and none since.",
        [(Standing.SAFER, "One evening in October, none in November.")],
    )


# A chat group


def _group(script: Script, today: datetime.date, matters: dict) -> None:
    script.at("2026-07-06 11:00", _open_group)
    script.at("2026-07-06 11:30", lambda: _work_group(script, matters["TH-01"]))
    script.at("2026-07-06 12:00", lambda: _map_megan(script, matters["TH-01"]))
    script.at("2026-10-01 16:00", lambda: _left(script))
    script.at("2026-11-06 10:00", lambda: _review_group(script, today))


def _open_group() -> None:
    _open(
        Kind.ONLINE,
        GROUP,
        "A private group in which teenagers are told what to say and when. Busy from eleven at night.",
        "An adult gives younger ones ‘something to be in charge of’. The group goes on when one of them leaves.",
        "bola",
        "private-group",
    )
    _let_in(GROUP, "bola", dan="Police have the adult, and the way to the platform.")


def _work_group(script: Script, megan) -> None:
    _partners(
        GROUP,
        "bola",
        [
            (
                "The platform’s reporting route",
                "Closes groups and accounts; answers police within days.",
                "By police",
                False,
            ),
            ("Midvale Police, Prevent team", "Have the adult; ask us not to ask his name.", "01632 960 121", True),
            ("Two schools", "Sleep, phones at night, and who sits alone.", "Safeguarding leads", False),
        ],
    )
    _noticed(
        GROUP,
        "bola",
        script.day("2026-07-03"),
        "police",
        what="About forty members, most of them under sixteen. Roles are given out as a reward.",
        young_words="They listen. I’m in charge of something.",
    )
    _link(GROUP, "bola", megan, Touches.BOTH, "She runs it at night, for an adult who writes to her.")


def _map_megan(script: Script, megan) -> None:
    link = ContextLink.objects.get(context__name=GROUP)
    nodes = [
        (NodeKind.PERSON, "Mum"),
        (NodeKind.PERSON, "Adult who writes late"),
        (NodeKind.GROUP, "Netball team"),
        (NodeKind.PLACE, "Alder Hill Academy"),
        (NodeKind.PERSON, "Girl in her year"),
    ]
    ties = [
        ("", "Mum", Does.PROTECTS, "Was glad that somebody asked.", "fact", None),
        (
            "",
            "Adult who writes late",
            Does.HARMS,
            "Gives her something to be in charge of.",
            "assertion",
            script.day("2026-05-04"),
        ),
        ("Adult who writes late", "*", Does.HARMS, "Leads it from behind.", "assertion", script.day("2026-05-04")),
        ("", "*", Does.HARMS, "Runs it at night; sleeps little.", "fact", script.day("2026-05-04")),
        ("", "Netball team", Does.UNKNOWN, "Stopped going; they still ask after her.", "fact", None),
        ("", "Alder Hill Academy", Does.PROTECTS, "A tutor whom she likes.", "fact", None),
        ("", "Girl in her year", Does.UNKNOWN, "She is wary of her; nobody knows why.", "not-known", None),
    ]
    _map("bola", nodes, ties, link, consultation=megan)


def _left(script: Script) -> None:
    bola = _person("bola")
    tie = MapTie.objects.get(words="Runs it at night; sleeps little.", replaced_by=None)
    actions.end_tie(bola, tie=tie, until=script.day("2026-09-14"), because="She left, and told her mentor.")
    tie = MapTie.objects.get(words="Stopped going; they still ask after her.", replaced_by=None)
    actions.put_right_tie(
        bola,
        tie=tie,
        does=Does.PROTECTS,
        words="Back at training since September.",
        certainty="fact",
        because="Her coach rang.",
    )


def _review_group(script: Script, today: datetime.date) -> None:
    _review(
        GROUP,
        "bola",
        script.day("2026-11-06"),
        today + datetime.timedelta(days=35),
        "The platform closed the group in September; police think that another was begun.",
        [],
    )


# A doorway that got safer


LIGHT = "Light the doorway, and lock it at night."


def _doorway(script: Script, today: datetime.date) -> None:
    script.at("2026-04-13 10:00", _open_doorway)
    script.at("2026-04-13 10:30", lambda: _work_doorway(script))
    script.at("2026-05-04 11:00", _lit_doorway)
    script.at("2026-06-15 15:00", lambda: _review_doorway(script))
    script.at("2026-09-14 15:00", _close_doorway)


def _open_doorway() -> None:
    _open(
        Kind.NEIGHBOURHOOD,
        DOORWAY,
        "A dark doorway between the bus stop and the college. Students pass it on their way home.",
        "Somebody hands out leaflets with hateful text there, and shouts after women in headscarves.",
        "carys",
    )


def _work_doorway(script: Script) -> None:
    _partners(
        DOORWAY,
        "carys",
        [
            ("Owner of the building", "Can light the doorway and lock it at night.", "By way of the council", False),
            ("Neighbourhood policing team", "Records hate crime; walks by at four.", "101", True),
            ("College", "Tells students whom to ring.", "The safeguarding lead", False),
        ],
    )
    _noticed(
        DOORWAY,
        "carys",
        script.day("2026-04-10"),
        "other-professional",
        source_words="The college’s safeguarding lead",
        what="Leaflets on three afternoons. Two students were shouted at and go another way.",
        young_words="You walk faster there. Everyone does.",
    )
    _assess(
        DOORWAY,
        "carys",
        [("Students walk past at ease.", "The college asks them each half term.")],
        happens="A grown man hands out leaflets and shouts. The doorway hides him from the street.",
        to_whom="Students, and young women in headscarves most of all.",
        responsible="The owner of the building, who lives elsewhere.",
        facts="Leaflets on three afternoons, kept by the college; two accounts of students.",
        not_known="Whether he comes by himself.",
        reason="It is the doorway that lets it happen. Light and a lock cost little.",
        fits="Light, a lock, and police with the man.",
        young_words="You walk faster there. Everyone does.",
    )
    goal = _place(DOORWAY).goals.get()
    _put(DOORWAY, LIGHT, "carys", script.day("2026-05-11"), "light", goal=goal, outside="Owner of the building")


def _lit_doorway() -> None:
    _finish(DOORWAY, LIGHT, "A lamp and a gate since the end of April.")


def _review_doorway(script: Script) -> None:
    _review(
        DOORWAY,
        "carys",
        script.day("2026-06-15"),
        script.day("2026-09-14"),
        "The doorway is lit and locked. Nobody was seen there since May.",
        [(Standing.SAFER, "Students told the college that they no longer think about it.")],
    )


def _close_doorway() -> None:
    actions.close_context(
        _person("carys"),
        context=_place(DOORWAY),
        because="Lit, locked and quiet for four months; the college asked its students twice.",
        who_has_it="The college’s safeguarding lead, who rings us if leaflets come back.",
    )
