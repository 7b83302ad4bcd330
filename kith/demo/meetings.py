"""Questions before a step, visits and meetings of the demonstration (TH-08, TH-09). All fictional; played with the cases."""

import datetime

from django.utils import timezone

from kith.meetings import actions
from kith.meetings.models import Meeting, MeetingAction, Seat, StepQuestion
from kith.meetings.words import Attendance, Kind, Reply
from kith.people.models import Agency
from kith.people.queries import person_by_email
from kith.screening.models import Step

from .moments import LONDON, Script, on_weekday, when

STEP = {
    "step": "home-visit",
    "about": "Poppy, and her brother Finn. Their mother is at home in the mornings.",
    "what": "A social worker sees the children and speaks with their mother alone.",
    "place": "The family’s home in Thornmere",
    "who_goes": "Amina, and one officer in plain clothes",
}
VISIT = {
    "purpose": "To see Poppy and Finn, to hear their mother alone, and to agree what makes tonight safe.",
    "place": "The family’s home in Thornmere",
    "language": "English. Finn, 4, needs few words and something to draw with.",
    "faith": "None that we know of; we ask.",
    "who_is_there": "The father works until four. A neighbour sometimes looks in.",
    "other_needs": "Time for the mother out of the children’s hearing.",
    "safety": "We leave together if he comes home. The car stands in the next street. Carys knows the time.",
}
OVER = {
    "seen": "Both children, well and shy. Their mother has a yellowing bruise on her arm.",
    "heard": "Their mother, alone: “I’m more afraid of him than of you.”",
    "agreed": "A worker of the refuge rings her when he is out. We come again next week.",
    "childs_words": "Poppy: “Daddy shouts when his friends go. I go under the bed with Finn.”",
    "no_words_because": "",
}


def add_meetings(script: Script, today: datetime.date, matters: dict) -> None:
    """TH-08: a strategy discussion with a dissent, a visit that had to wait; TH-09: the look after six months, to come."""
    script.at("2026-04-02 09:30", lambda: _call_poppy(script, matters["TH-08"]))
    script.at("2026-04-02 12:30", _hold_poppy)
    script.at("2026-04-07 09:00", lambda: _ask_poppy(script, matters["TH-08"]))
    script.at("2026-04-07 15:00", lambda: _cut("wait", "1", wait_until=script.day("2026-04-09")))
    script.at("2026-04-09 08:30", lambda: _cut("go", "2"))
    script.at("2026-04-09 08:45", lambda: _plan_poppy(script, matters["TH-08"]))
    script.at("2026-04-09 09:00", _come_poppy)
    script.at("2026-04-09 13:30", _visit_poppy)
    script.at("2026-04-10 10:00", _done_poppy)
    moment = datetime.datetime.combine(today, datetime.time(9), LONDON)
    now = timezone.now().astimezone(LONDON) - datetime.timedelta(minutes=4)
    script.at(min(moment, now), lambda: _plan_nathan(matters["TH-09"], today))


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _police() -> Agency:
    return Agency.objects.get(authority=_person("amina").authority, key="police")


def _at(script: Script, text: str, minutes: int) -> dict:
    start = when(text, script.weeks)
    return {"starts_at": start, "ends_at": start + datetime.timedelta(minutes=minutes)}


def _question() -> StepQuestion:
    return StepQuestion.objects.get(once_key__endswith=".demo-TH-08")


def _meeting(kind: str, case: str) -> Meeting:
    return Meeting.objects.get(once_key__endswith=f".demo-{kind}-{case}")


def _there(meeting: Meeting) -> dict[str, str]:
    return {str(seat.uuid): Attendance.ATTENDED for seat in Seat.objects.filter(meeting=meeting, ends=None)}


def _step(consultation, key: str) -> Step | None:
    """The step of a pathway of this matter from which something begins, where its pathway has begun."""
    return Step.objects.filter(pathway__decision__screening__consultation=consultation, key=key).first()


def _call_poppy(script: Script, consultation) -> None:
    actions.call_meeting(
        _person("carys"),
        consultation=consultation,
        kind=Kind.STRATEGY,
        purpose="Whether section 47 enquiries begin, who sees the children, and when.",
        people=[_person("amina")],
        agencies=[_police()],
        office="Health visiting, duty",
        once_key="demo-strategy-TH-08",
        **_at(script, "2026-04-02 11:00", 60),
    )


def _hold_poppy() -> None:
    meeting, carys, dan = _meeting("strategy", "TH-08"), _person("carys"), _person("dan")
    actions.keep_view(
        dan,
        seat=Seat.objects.get(meeting=meeting, person=dan, ends=None),
        view="There is more; we cannot say it to this group. Ask us before anybody goes to the house.",
    )
    decision = actions.record_decision(
        carys,
        meeting=meeting,
        text="Section 47 enquiries begin. The children are seen within days, not hours.",
        reason="A bruise on their mother’s arm and fear at home; nobody thinks that they are in danger tonight.",
        set_aside="To go the same evening.",
        once_key="demo",
    )
    office = Seat.objects.get(meeting=meeting, person=None)
    actions.keep_dissent(
        carys,
        decision=decision,
        seat=office,
        words="Health would have seen the children the same day.",
        once_key="demo",
    )
    actions.agree_action(
        carys,
        meeting=meeting,
        text="Say by telephone who goes along, and in what clothes.",
        owner=dan,
        due_on=timezone.localdate() + datetime.timedelta(days=7),
        once_key="demo",
    )
    actions.write_account(
        carys,
        meeting=meeting,
        attendance=_there(meeting),
        once_key="demo",
        heard="Nursery and school rang together. What each knows is in the views.",
        childs_words="Poppy, to her teacher: “I may not play with those kids or daddy shouts.”",
    )


def _ask_poppy(script: Script, consultation) -> None:
    actions.ask_before_step(
        _person("amina"),
        consultation=consultation,
        to_agency=_police(),
        of_step=_step(consultation, "deconflict"),
        once_key="demo-TH-08",
        planned_for=when("2026-04-09 11:00", script.weeks),
        **STEP,
    )


def _cut(kind: str, key: str, **said) -> None:
    actions.answer_question(_person("dan"), question=_question(), kind=kind, once_key=key, **said)


def _plan_poppy(script: Script, consultation) -> None:
    actions.call_meeting(
        _person("amina"),
        consultation=consultation,
        kind=Kind.VISIT,
        question=_question(),
        agencies=[_police()],
        will_say="That nursery and school are worried, and that we help.",
        will_not_say="That police are interested in anybody.",
        once_key="demo-visit-TH-08",
        **VISIT,
        **_at(script, "2026-04-09 11:00", 90),
    )


def _come_poppy() -> None:
    meeting, dan = _meeting("visit", "TH-08"), _person("dan")
    actions.reply_to(
        dan,
        seat=Seat.objects.get(meeting=meeting, person=dan, ends=None),
        reply=Reply.ACCEPTED,
        words="In plain clothes.",
        will_say="My first name, and that I work with families too.",
        will_not_say="Anything else.",
    )


def _visit_poppy() -> None:
    meeting = _meeting("visit", "TH-08")
    actions.write_account(_person("amina"), meeting=meeting, attendance=_there(meeting), once_key="demo", **OVER)


def _done_poppy() -> None:
    action = MeetingAction.objects.get(meeting=_meeting("strategy", "TH-08"))
    actions.finish_action(_person("dan"), action=action, note="Told by telephone on the 8th.")


def _plan_nathan(consultation, today: datetime.date) -> None:
    day = on_weekday(today + datetime.timedelta(days=9))
    start = datetime.datetime.combine(day, datetime.time(14), LONDON)
    actions.call_meeting(
        _person("amina"),
        consultation=consultation,
        kind=Kind.PROFESSIONALS,
        purpose="Six months after Channel: how Nathan is, who still sees him, and whether an old contact is back.",
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=1),
        times=[(start + datetime.timedelta(days=1), start + datetime.timedelta(days=1, hours=1))],
        agencies=[_police()],
        people=[_person("carys")],
        once_key="demo-professionals-TH-09",
    )
