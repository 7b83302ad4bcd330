"""Confidence and the plan of a term in the demonstration. Numbers are invented; nobody’s own are shown to anybody else."""

import datetime

from kith.access.rules import WORKER
from kith.confidence import actions as confidence
from kith.confidence.figures import half_year_before
from kith.confidence.queries import items_now
from kith.learning import actions, queries
from kith.people.queries import person_by_email

from .moments import Script, before, working_moment

# How certain each says they feel, one number for every theme; Amina says it twice.
SAID = {"amina": 30, "bola": 80, "carys": 50, "farah": 60, "olu": 40, "petra": 80, "vera": 50}
NOW = {"signs": 50, "ideologies": 30, "online": 90, "threshold": 60, "contexts": 50, "parallels": 70}
NOW |= {"police": 30, "fairness": 70, "child-and-family": 50}


def add_learning(script: Script, today: datetime.date) -> None:
    """Seven people rated themselves in the half year that is over, and Amina again; Bola and Gwen plan the term."""
    begins, _ = half_year_before(today)
    for place, (name, value) in enumerate(SAID.items()):
        day = begins + datetime.timedelta(days=70 + place)
        script.at(before(today, (today - day).days, 12), lambda name=name, value=value: _rate(name, value))
    script.at(before(today, 21, 12), lambda: _rate("amina", None))
    script.at(
        before(today, 21, 13), lambda: confidence.choose_themes(_person("amina"), themes=["police", "ideologies"])
    )
    script.at(working_moment(today, 3, 9), lambda: confidence.keep_half_years(WORKER, today=today))
    script.at(working_moment(today, 3, 11), lambda: _plan(today))


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _rate(name: str, value: int | None) -> None:
    values = {item.key: NOW[item.theme] if value is None else value for item in items_now()}
    confidence.rate(_person(name), values=values, once_key=f"demo-{value}")


def _plan(today: datetime.date) -> None:
    bola = _person("bola")
    plan = actions.begin_learning_plan(bola, term=queries.terms_for(bola.authority)[0])
    last = max(plan.begins, min(plan.ends, today + datetime.timedelta(days=14)))
    aims = [
        {
            "text": "Asking police early, and using an answer that tells little",
            "because": "Colleagues say that they wait until they are sure, and then ask too late.",
            "theme": "police",
            "how": "session",
            "what": "An hour with the Prevent team, for the adolescent and the early help team",
            "owner": bola,
        },
        {
            "text": "Planning for a place and not for a child alone",
            "because": "The last calibration round differed most on harm in a group of friends.",
            "theme": "contexts",
            "how": "coaching",
            "what": "A group reflection on a place that changed",
            "owner": _person("amina"),
        },
        {
            "text": "Talking about life online without asking for names of platforms",
            "because": "Searches for it found nothing for weeks.",
            "theme": "online",
            "how": "reading",
            "what": "The short module on online spaces, and the guide to asking about online life",
            "owner": _person("gwen"),
        },
    ]
    rows = [
        actions.add_aim(bola, plan=plan, session=None, due_on=last, once_key=f"demo-{place}", **said)
        for place, said in enumerate(aims)
    ]
    actions.end_aim(
        _person("gwen"), aim=rows[2], ended_as="done", came_of="Nine went through it. Two asked for more on gaming."
    )
