"""The panels of the demonstration: Nathan’s looks after his exit, Kacper adopted, Yusuf without consent, Aaliyah elsewhere.

All fictional; played with the cases. One meeting is still to come, so that a pack can be opened.
"""

import datetime

from django.utils import timezone

from kith.panel import actions
from kith.panel.models import AgendaItem, Case, Look, Meeting, Member, Panel, PlanAction, Support
from kith.panel.words import Seat
from kith.people.queries import person_by_email

from .moments import Script

NATHAN = {
    "name": "Nathan",
    "about": "In foster care; an apprentice since May.",
    "summary": "Drawn to an extreme right-wing group by older men whom he met online. He says that he wants out.",
    "childs_words": "I didn’t know how to stop answering.",
    "referred_by": "police",
}
KACPER = {
    "name": "Kacper",
    "about": "Seventeen; at sixth form.",
    "summary": "Despair first, and two essays that praise men who hurt others. Health leads on his safety.",
    "childs_words": "I don’t see next year.",
    "referred_by": "police",
}
YUSUF = {
    "name": "Yusuf",
    "about": "Fifteen; at Beech Lane.",
    "summary": "One adult stranger online tells him that words are for cowards. What he himself posts is lawful opinion.",
    "childs_words": "I want people to look. He said looking is not enough.",
    "referred_by": "local-authority",
}
AALIYAH = {
    "name": "Aaliyah",
    "about": "Sixteen; first year of college.",
    "summary": "Groomed online by an adult man. Her prayer is hers, and no part of this.",
    "childs_words": "He’s the only one who talks about my mum.",
    "referred_by": "police",
}


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def add_panels(script: Script, today: datetime.date, matters: dict) -> None:
    """Two panels stand in the script, with meetings held and one to come."""
    play = _Panels(script, matters)
    script.at("2025-07-28 10:00", play.set_up)
    script.at("2025-07-29 10:00", lambda: play.enter("nathan", NATHAN, referred="2025-07-25"))
    script.at("2025-07-30 10:00", lambda: play.plan("2025-08-07", "nathan"))
    script.at("2025-08-07 12:00", lambda: play.hold("2025-08-07"))
    script.at("2025-08-07 12:30", lambda: play.decide("nathan", "2025-08-07", "adopt", review="2025-11-06"))
    script.at("2025-08-08 10:00", lambda: play.consent("nathan", "authority", "given", "2025-08-08"))
    script.at("2025-08-11 10:00", lambda: play.support("nathan", "A mentor whom he chose", "2025-08-18"))
    script.at("2026-04-20 10:00", lambda: play.plan("2026-05-01", "nathan"))
    script.at("2026-05-01 12:00", lambda: play.hold("2026-05-01"))
    script.at("2026-05-01 12:30", lambda: play.decide("nathan", "2026-05-01", "end"))
    script.at("2026-10-30 16:30", play.look)
    script.at("2026-10-21 10:00", lambda: play.enter("kacper", KACPER, "TH-05", referred="2026-10-20"))
    script.at("2026-10-21 10:20", lambda: play.enter("yusuf", YUSUF, "TH-11", referred="2026-10-20"))
    script.at("2026-10-21 10:40", lambda: play.enter("aaliyah", AALIYAH, referred="2026-10-20"))
    script.at("2026-10-22 10:00", lambda: play.plan("2026-11-05", "kacper", "yusuf", "aaliyah"))
    script.at("2026-11-05 12:00", lambda: play.hold("2026-11-05"))
    script.at("2026-11-05 12:10", play.views)
    script.at("2026-11-05 12:30", lambda: play.decide("kacper", "2026-11-05", "adopt", review="2027-02-04"))
    script.at("2026-11-05 12:40", lambda: play.decide("yusuf", "2026-11-05", "adopt", review="2027-02-04"))
    script.at("2026-11-05 12:50", lambda: play.decide("aaliyah", "2026-11-05", "not-adopt"))
    script.at("2026-11-05 16:00", lambda: play.consent("kacper", "mother", "given", "2026-11-05"))
    script.at("2026-11-05 16:05", lambda: play.consent("kacper", "child", "given", "2026-11-05", needed=False))
    script.at("2026-11-05 17:05", lambda: play.consent("yusuf", "mother", "refused", "2026-11-05"))
    script.at("2026-11-05 17:06", lambda: play.consent("yusuf", "father", "refused", "2026-11-05"))
    script.at("2026-11-06 10:00", lambda: play.support("kacper", "A mentor who knows his world", "2026-11-09"))
    script.at("2026-11-06 10:10", lambda: play.action("kacper", "carys", "Name who has him at eighteen.", "2027-01-15"))
    script.at(
        "2026-11-06 10:20", lambda: play.action("yusuf", "amina", "Youth worker, debate club, advocate.", "2026-11-20")
    )
    script.at("2026-11-09 16:30", lambda: play.session("kacper", "2026-11-09", True, "He came, and stayed on."))
    script.at("2026-11-16 16:50", lambda: play.session("kacper", "2026-11-16", False, "A hospital appointment."))
    script.at("2026-11-20 16:00", lambda: play.done("yusuf", "All three go on, with the family’s consent."))
    script.at("2026-11-20 17:00", lambda: play.to_come(today, "kacper", "yusuf"))


class _Panels:
    def __init__(self, script: Script, matters: dict):
        self.script, self.matters = script, matters

    def set_up(self) -> None:
        esme = _person("esme")
        for kind, name in (("channel", "Thornmere Channel panel"), ("mace", "Thornmere exploitation panel")):
            panel = actions.set_up_panel(esme, kind=kind, name=name, chair=esme)
            seats = (
                ("carys", Seat.DEPUTY, "Hub manager"),
                ("petra", Seat.COORDINATOR, "Prevent lead"),
                ("dan", Seat.MEMBER, "Prevent case officer"),
            )
            for who, seat, role in seats:
                actions.seat_member(esme, panel=panel, person=_person(who), seat=seat, role=role)

    def panel(self) -> Panel:
        return Panel.objects.get(authority__key="thornmere", kind="channel")

    def case(self, name: str) -> Case:
        return Case.objects.get(once_key__endswith=f".demo-{name}")

    def meeting(self, day: str) -> Meeting:
        return Meeting.objects.get(panel=self.panel(), on=self.script.day(day))

    def enter(self, name: str, said: dict, matter: str = "", *, referred: str) -> None:
        actions.enter_case(
            _person("petra"),
            panel=self.panel(),
            consultation=self.matters[matter] if matter else None,
            social_worker=_person("amina"),
            once_key=f"demo-{name}",
            not_spoken_because="",
            no_social_worker_because="",
            referred_words="As given: reasonable grounds, and no more.",
            referred_on=self.script.day(referred),
            **said,
        )

    def plan(self, day: str, *names: str) -> None:
        self._plan(self.script.day(day), *names)

    def _plan(self, on: datetime.date, *names: str) -> None:
        petra = _person("petra")
        place = "By video, and room 4"
        meeting = actions.plan_meeting(petra, panel=self.panel(), on=on, at=datetime.time(9, 30), place=place)
        for name in names:
            actions.put_on_agenda(petra, case=self.case(name), meeting=meeting)

    def to_come(self, today: datetime.date, *names: str) -> None:
        day = today + datetime.timedelta(days=14)
        while day.weekday() != 3:
            day += datetime.timedelta(days=1)
        self._plan(day, *names)

    def hold(self, day: str) -> None:
        meeting = self.meeting(day)
        members = {row.person_id: "yes" for row in Member.objects.filter(panel=meeting.panel, ends=None)}
        workers = {item.pk: "yes" for item in AgendaItem.objects.filter(meeting=meeting)}
        actions.record_attendance(_person("petra"), meeting=meeting, members=members, social_workers=workers)
        actions.hold_meeting(_person("petra"), meeting=meeting)

    def views(self) -> None:
        item = AgendaItem.objects.get(meeting=self.meeting("2026-11-05"), case=self.case("yusuf"))
        for who, text in (
            ("dan", "The one contact matters; nothing is held about the rest, and nothing should be."),
            ("petra", "He trusts his youth worker. Whatever is offered should not cost that."),
        ):
            person = _person(who)
            actions.record_view(person, item=item, agency=person.agency, text=text, once_key=f"demo-{who}")

    def decide(self, name: str, day: str, outcome: str, review: str = "") -> None:
        case = self.case(name)
        item = AgendaItem.objects.get(meeting=self.meeting(day), case=case)
        police = _person("dan").agency
        said = {
            "nathan": ("He asks for a way out, and keeps his appointments.", ""),
            "kacper": ("Support beside health, which leads on his safety.", ""),
            "yusuf": (
                "About the one contact alone. His own words are lawful and no reason for this.",
                "Earlier would have been better.",
            ),
            "aaliyah": ("What draws her is the man, not ideas. Exploitation is what we see.", ""),
        }[name]
        about: dict = {"next_review_on": self.script.day(review)} if review else {}
        if outcome == "end":
            about = {"exit_reason": "not-needed"}
        if outcome == "not-adopt":
            about = {"to_whom": "Social care keeps the plan; the exploitation panel oversees it."}
        actions.decide(
            _person("esme"),
            item=item,
            outcome=outcome,
            reason=said[0] if outcome != "end" else "Nine months on he does well, and says so himself.",
            childs_voice=case.childs_words,
            dissents={police: said[1]},
            once_key=f"demo-{name}-{outcome}",
            **about,
        )

    def consent(self, name: str, of: str, answer: str, day: str, needed: bool = True) -> None:
        amina, on = _person("amina"), self.script.day(day)
        asked = actions.ask_consent(
            amina,
            case=self.case(name),
            of=of,
            who="",
            needed=needed,
            why="",
            asked_by="Amina",
            asked_on=on,
            how="visit",
            once_key=f"demo-{name}-{of}",
        )
        words = "You come because of our name." if answer == "refused" and of == "mother" else ""
        actions.answer_consent(amina, asked=asked, answer=answer, on=on, words=words, once_key=f"demo-{name}-{of}")

    def support(self, name: str, provider: str, day: str) -> None:
        actions.begin_support(
            _person("petra"),
            case=self.case(name),
            provider=provider,
            what="Talks each week, at a place that he chooses.",
            begins_on=self.script.day(day),
            once_key=f"demo-{name}",
        )

    def session(self, name: str, day: str, held: bool, words: str) -> None:
        support = Support.objects.get(once_key__endswith=f".demo-{name}")
        amina = _person("amina")
        row = actions.plan_session(amina, support=support, planned_on=self.script.day(day))
        actions.say_session(amina, session=row, held=held, words=words)

    def action(self, name: str, owner: str, text: str, day: str) -> None:
        actions.agree_action(
            _person("petra"),
            case=self.case(name),
            text=text,
            owner=_person(owner),
            due_on=self.script.day(day),
            is_support=False,
            once_key=f"demo-{name}",
        )

    def done(self, name: str, words: str) -> None:
        row = PlanAction.objects.get(once_key__endswith=f".demo-{name}")
        actions.finish_action(row.owner, action=row, words=words)

    def look(self) -> None:
        look = Look.objects.filter(case=self.case("nathan")).order_by("due_on").first()
        actions.take_look(
            _person("carys"),
            look=look,
            done_on=timezone.localdate(),
            found="All is well. Held early, so as not to miss a Sunday.",
            childs_words="I blocked him. I didn’t think anyone still remembered me.",
            not_spoken_because="",
        )
