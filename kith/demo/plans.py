"""Plans and time with young people of the demonstration (TH-01, TH-04). All fictional; played with the cases."""

import datetime

from kith.people.queries import agency_of, person_by_email
from kith.plans import actions, queries
from kith.plans.models import Action, Plan, Session

from .moments import Script, when

MEGAN = [
    (
        "I want to sleep, and not be scared that my phone goes off.",
        "child",
        "",
        "2026-07-08",
        "She is tired in lessons and stopped what she liked.",
        True,
    ),
    (
        "I want her at the table again, laughing at her brother.",
        "family",
        "Her mother",
        "2026-07-08",
        "They were close before the winter.",
        True,
    ),
]
# The sessions planned between July and September: the day, and what came of each.
SESSIONS = [
    ("2026-07-15", "held", "A map of who is around her, drawn together.", "They listen. You do too, a bit."),
    (
        "2026-07-29",
        "held",
        "What the group gives her, and what it costs.",
        "I’m good at organising. Nobody at school asks.",
    ),
    ("2026-08-12", "holiday", "Away with her mother and brother.", ""),
    ("2026-08-26", "held", "A feed that she built herself: how it learns what she likes.", "It’s creepy that it knew."),
    ("2026-09-09", "worker-ill", "I was ill and could not tell her before noon; I wrote to say sorry.", ""),
    (
        "2026-09-23",
        "held",
        "Netball, and afterwards how to leave a chat without a scene.",
        "I left. It was boring, actually.",
    ),
]


def add_plans(script: Script, today: datetime.date, matters: dict) -> None:
    """Megan’s plan, six sessions of which four were held, one that nobody planned, and a review; Jayden’s with the station forecourt."""
    script.at("2026-07-03 10:00", lambda: _begin(script, matters["TH-01"], "TH-01", "child-in-need"))
    script.at("2026-07-08 17:30", lambda: _agree_megan(script))
    for number, (day, *_) in enumerate(SESSIONS):
        script.at("2026-07-08 17:40", lambda number=number: _plan_session(script, matters["TH-01"], number))
        script.at(f"{day} 17:00", lambda number=number: _write_session(number))
    script.at("2026-09-10 16:00", lambda: _done_megan(script))
    script.at("2026-10-01 17:00", lambda: _review_megan(script))
    script.at("2026-10-02 09:30", lambda: _change_megan(script))
    script.at("2026-11-12 17:00", lambda: _rang(script, matters["TH-01"]))
    script.at("2026-06-26 10:00", lambda: _begin(script, matters["TH-04"], "TH-04", "outside-the-home"))
    script.at("2026-06-29 11:00", lambda: _agree_jayden(script))
    script.at("2026-07-10 16:40", lambda: _done_jayden(script))


def _amina():
    return person_by_email("amina@thornmere.example")


def _plan(case: str) -> Plan:
    return Plan.objects.get(once_key__endswith=f".demo-{case}")


def _begin(script: Script, consultation, case: str, kind: str) -> None:
    actions.begin_plan(
        _amina(),
        consultation=consultation,
        owner=_amina(),
        kind=kind,
        lead="social-worker",
        once_key=f"demo-{case}",
    )


def _outcomes(script: Script, plan: Plan, rows) -> None:
    for number, (words, whose, who, day, why, reads) in enumerate(rows):
        actions.add_outcome(
            _amina(),
            plan=plan,
            once_key=f"demo-outcome-{number}",
            words=words,
            whose=whose,
            who=who,
            said_on=script.day(day),
            matters_because=why,
            family_reads=reads,
        )


def _actions(script: Script, plan: Plan, rows) -> None:
    for number, row in enumerate(rows):
        actions.add_action(
            _amina(), plan=plan, once_key=f"demo-action-{number}", **{**row, "due_on": script.day(row["due_on"])}
        )


def _agree(script: Script, plan: Plan, day: str, review: str, child: str, family: tuple[str, str], key: str, **said):
    asked = {"how": "home", "on": script.day(day), "answer": "yes"}
    actions.agree_edition(
        _amina(),
        plan=plan,
        version=queries.draft_of(plan).version,
        once_key=key,
        answers=[
            {"party": "child", "who": "The young person", "words": child, **asked},
            {"party": "family", "who": family[0], "words": family[1], **asked},
        ],
        review_on=script.day(review),
        **said,
    )


def _agree_megan(script: Script) -> None:
    plan, amina = _plan("TH-01"), _amina()
    _outcomes(script, plan, MEGAN)
    _actions(
        script,
        plan,
        [
            {
                "text": "See Megan every fortnight, where she chooses.",
                "target": "child",
                "owner": amina,
                "due_on": "2026-09-30",
                "family_reads": True,
            },
            {
                "text": "Go along to the first netball evening and stay if she wants it.",
                "target": "child",
                "partner_words": "Netball coach, Alder Hill Academy",
                "due_on": "2026-09-08",
                "family_reads": True,
            },
            {
                "text": "Agree a time at which telephones sleep in the kitchen, for everybody at home.",
                "target": "family",
                "owner": amina,
                "due_on": "2026-07-20",
                "family_reads": True,
            },
            {
                "text": "A tutor whom she likes meets her at the gate on Mondays, and knows whom to tell.",
                "target": "context",
                "context_kind": "school",
                "context_words": "Year 9 and the way in at Alder Hill Academy",
                "partner_words": "Tutor, Alder Hill Academy",
                "due_on": "2026-09-07",
                "family_reads": True,
            },
            {
                "text": "Take the group up with the platform.",
                "target": "context",
                "context_kind": "online",
                "context_words": "The group at night",
                "partner": agency_of(amina, "police"),
                "due_on": "2026-07-31",
                "family_reads": False,
            },
        ],
    )
    actions.write_safety(
        amina,
        plan=plan,
        version=queries.draft_of(plan).version,
        safety_signs="She is up after two; she hides the screen; she says that she owes somebody.",
        safety_do="Her mother sits with her and asks nothing about the group. She rings Amina in the morning.",
        safety_ring="Amina, 01632 960110, in the day. Emergency duty team, 01632 960299, at night. In danger 999.",
        safety_own_words="If I send you a fish, ring me.",
        safety_staff="Nobody asks Megan for the name of the adult.",
    )
    mother = ("Her mother", "I am glad that somebody asks.")
    _agree(script, plan, "2026-07-08", "2026-10-01", "As long as it’s not a lecture.", mother, "demo-first")


def _plan_session(script: Script, consultation, number: int) -> None:
    starts = when(f"{SESSIONS[number][0]} 15:30", script.weeks)
    actions.plan_session(
        _amina(),
        consultation=consultation,
        worker=_amina(),
        starts_at=starts,
        ends_at=starts + datetime.timedelta(minutes=60),
        way="together",
        place="The café by the river, which she chose",
        what="Half an hour of what she wants to do, then one question.",
        once_key=f"demo-{number}",
    )


def _write_session(number: int) -> None:
    _, came, words, said = SESSIONS[number]
    session = Session.objects.get(once_key__endswith=f".demo-{number}")
    if came == "held":
        guides = ["first-talk"] if number == 0 else ["asking-about-online-life"] if number in (1, 3) else []
        more = {"minutes": 55, "tried": words, "guides": guides, "childs_words": said, "what_next": "As planned."}
    else:
        more = {"missed_why": came, "missed_words": words, "what_next": "We meet a fortnight later."}
    actions.write_session(
        _amina(), session=session, came="held" if came == "held" else "missed", once_key="demo", **more
    )


def _rang(script: Script, consultation) -> None:
    """She rang by herself: time that nobody planned."""
    actions.record_session(
        _amina(),
        consultation=consultation,
        worker=_amina(),
        starts_at=when("2026-11-12 16:05", script.weeks),
        minutes=20,
        way="telephone",
        tried="Listened. She had seen the girl at the art room again, and nothing happened.",
        childs_words="I just wanted to say it to someone.",
        what_next="I ask the year head about the corridor, as we agreed.",
        once_key="demo-rang",
    )


def _end(plan: Plan, text: str, how: str, on: datetime.date, words: str) -> None:
    row = Action.objects.get(plan=plan, text__startswith=text, until=None)
    actions.end_action(_amina(), action=row, how=how, on=on, words=words)


def _done_megan(script: Script) -> None:
    plan = _plan("TH-01")
    _end(plan, "Agree a time", "done", script.day("2026-07-19"), "Nine o’clock, and the mother’s telephone too.")
    _end(plan, "A tutor", "done", script.day("2026-09-07"), "Since the first Monday of term.")
    _end(plan, "Take the group", "done", script.day("2026-07-30"), "Police say that the platform closed it.")


def _review_megan(script: Script) -> None:
    actions.write_review(
        _amina(),
        plan=_plan("TH-01"),
        once_key="demo",
        held_on=script.day("2026-10-01"),
        there="Megan, her mother, her tutor, the mentor, Amina",
        for_the_child="She left the group by herself. She sleeps, and plays netball on Thursdays.",
        in_the_setting="The group is closed. At school two friends are back; one girl still makes her wary.",
        childs_words="It was boring, actually.",
        next_on=script.day("2026-11-26"),
    )


def _change_megan(script: Script) -> None:
    plan, amina = _plan("TH-01"), _amina()
    actions.begin_edition(amina, plan=plan)
    actions.add_action(
        amina,
        plan=plan,
        once_key="demo-action-9",
        text="Ask the year head how the corridor outside the art room is watched at lunch.",
        target="context",
        context_kind="school",
        context_words="The corridor outside the art room",
        owner=amina,
        due_on=script.day("2026-11-20"),
        family_reads=True,
    )
    mother = ("Her mother", "Yes. And thank you.")
    because = "The group is gone. What is left is one girl at school, and where she meets her."
    _agree(script, plan, "2026-10-01", "2026-11-26", "Fine.", mother, "demo-second", because=because)


def _agree_jayden(script: Script) -> None:
    plan, amina = _plan("TH-04"), _amina()
    _outcomes(
        script,
        plan,
        [
            (
                "I want him home before dark, and not jumping at the bell.",
                "family",
                "His grandmother",
                "2026-06-29",
                "He is fifteen, and she cannot see who rings the second phone.",
                True,
            )
        ],
    )
    _actions(
        script,
        plan,
        [
            {
                "text": "A place at college from September, and somebody who goes with him on the first day.",
                "target": "child",
                "owner": amina,
                "due_on": "2026-09-01",
                "family_reads": True,
            },
            {
                "text": "Staff look out on the forecourt between three and six, and ring us when men wait there for boys.",
                "target": "context",
                "context_kind": "neighbourhood",
                "context_words": "The station forecourt after school",
                "partner_words": "Station manager",
                "due_on": "2026-07-17",
                "family_reads": True,
            },
            {
                "text": "His grandmother has one number to ring at night, and somebody who answers.",
                "target": "family",
                "owner": amina,
                "due_on": "2026-07-06",
                "family_reads": True,
            },
        ],
    )
    asked = {"how": "home", "on": script.day("2026-06-29"), "answer": "yes"}
    actions.agree_edition(
        amina,
        plan=plan,
        version=queries.draft_of(plan).version,
        once_key="demo-first",
        answers=[
            {"party": "child", "who": "The young person", "words": "If nobody comes to the house in uniform.", **asked},
            {
                "party": "family",
                "who": "His grandmother",
                "words": "It is the first plan that has the station in it.",
                **asked,
            },
        ],
        review_on=script.day("2026-08-10"),
    )


def _done_jayden(script: Script) -> None:
    plan = _plan("TH-04")
    _end(plan, "A place at college", "done", script.day("2026-07-10"), "He has it.")
    _end(plan, "Staff look out", "done", script.day("2026-07-10"), "They do, and have rung twice.")
    _end(plan, "His grandmother", "done", script.day("2026-07-05"), "She has it on the fridge.")
    actions.end_plan(
        _amina(),
        plan=plan,
        because="The men are gone from the forecourt, and he has his place.",
        has_it_now="His grandmother, and the college’s safeguarding lead from September.",
    )
