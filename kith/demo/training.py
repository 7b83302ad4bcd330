"""Training in the demonstration: some done, some due, one late, one paused; a session to come, a joint one held, a file."""

import datetime
import io

from django.utils import timezone

from kith.bounds.sheets import table_in
from kith.people.models import Agency
from kith.people.queries import person_by_email
from kith.training import actions, queries
from kith.training.models import Tier, TrainingSession

from .moments import Script, before, working_moment

NAMES = {
    "email": "User e-mail",
    "course": "Course title",
    "day": "Date completed",
    "status": "Status",
}
COURSES = {
    "Prevent awareness course (GOV.UK)": "introductory",
    "Prevent referrals course (GOV.UK)": "referring",
    "Fire safety": "",
}


def add_training(script: Script, today: datetime.date) -> None:
    """Gwen asked for tier one a while ago and took in two files; a joint day was held, and Carys runs a session next week."""
    script.at(before(today, 200, 9), lambda: _ask_for_it(today))
    script.at(before(today, 180, 10), lambda: _first_file(today))
    script.at(before(today, 60, 9), _joint_planned)
    script.at(before(today, 53, 16), _joint_held)
    script.at(before(today, 40, 9), lambda: _leave(today))
    script.at(before(today, 30, 14), lambda: _enhanced(today))
    script.at(working_moment(today, 2, 15), lambda: _second_file(today))
    script.at(working_moment(today, 1, 9), _session_to_come)
    script.at(working_moment(today, 1, 14), lambda: _certificate(today))


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _ask_for_it(today: datetime.date) -> None:
    """The introductory tier holds for a year here and was asked of everybody that day; the others, of late."""
    gwen = _person("gwen")
    # In the demonstration Kith stands as if it had been set up long ago; tiers are asked from these days on.
    for row in Tier.objects.filter(authority=None):
        asked = timezone.localdate() if row.key == "introductory" else today - datetime.timedelta(days=60)
        row.needs = dict.fromkeys(row.needs, asked.isoformat())
        row.save(update_fields=["needs"])
    row = queries.tier_for(gwen, "introductory")
    names = "title who holds evidence gives_back within runs runs_months courses tracks by_agency".split()
    said = {name: getattr(row, name) for name in names}
    said |= {"fresh": 12, "source": "Training plan of the Thornmere partnership (fictional)", "source_date": ""}
    said |= {"last_checked": timezone.localdate(), "next_review": timezone.localdate() + datetime.timedelta(days=365)}
    said |= {"owner": "Training lead"}
    actions.keep_tier(gwen, key="introductory", number=0, said=said, needs=list(row.needs))


def _take_in(lines: list[str], name: str) -> None:
    gwen = _person("gwen")
    content = "\n".join([",".join(NAMES.values()), *lines]).encode()
    known = queries.systems_of(gwen)
    batch = actions.begin_training_file(
        gwen,
        system=known[0] if known else None,
        name="Thornmere Learning",
        place=name,
        table=table_in(io.BytesIO(content)),
        once_key=name,
    )
    batch = actions.name_training_columns(
        gwen, batch=batch, columns=NAMES, day_order="day-first", done_words="Completed; Passed"
    )
    if batch.courses:
        batch = actions.name_courses(gwen, batch=batch, courses={one: COURSES[one] for one in batch.courses})
    actions.load_training_file(gwen, batch=batch)


def _said(who: str, course: int, day: datetime.date, status: str = "Completed") -> str:
    return f"{who}@thornmere.example,{list(COURSES)[course]},{day:%d/%m/%Y},{status}"


def _first_file(today: datetime.date) -> None:
    day = today - datetime.timedelta(days=190)
    _take_in(
        [
            *(_said(who, 0, day) for who in ("bola", "carys", "gwen", "petra", "esme")),
            _said("amina", 0, day - datetime.timedelta(days=140)),
            _said("vera", 0, day, "In progress"),
            _said("bola", 1, day),
            _said("carys", 1, day),
            _said("olu", 2, day),
        ],
        "completions-spring.csv",
    )


def _second_file(today: datetime.date) -> None:
    """Two rows could not be kept: an address that nobody has, and a day with the month first."""
    day = today - datetime.timedelta(days=12)
    _take_in(
        [
            _said("farah", 0, day),
            _said("petra", 1, day),
            _said("amira", 0, day),
            f"vera@thornmere.example,{list(COURSES)[1]},{day:%m}/{day:%Y},Completed",
        ],
        "completions-autumn.csv",
    )


def _joint_planned() -> None:
    gwen = _person("gwen")
    starts = timezone.now().replace(minute=0) + datetime.timedelta(days=7, hours=1)
    teams = [row for row in queries.teams_to_invite(gwen) if row.key in ("prevent", "exploitation", "adolescent")]
    actions.plan_training(
        gwen,
        tier=queries.tier_for(gwen, "joint"),
        title="Joint training day: who can share what",
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=4),
        place="Civic centre, room 4",
        teams=teams,
        once_key="joint",
    )


def _joint_held() -> None:
    gwen = _person("gwen")
    row = TrainingSession.objects.get(trainer=gwen, tier="joint")
    police = Agency.objects.get(authority=gwen.authority, key="police")
    there = [_person(name) for name in ("bola", "carys", "dan", "nia", "petra")]
    actions.keep_register(gwen, session=row, there=there, agencies={police: 6})
    actions.hold_training(gwen, session=row)


def _leave(today: datetime.date) -> None:
    """Olu is on long leave for three months."""
    first = today - datetime.timedelta(days=45)
    actions.enter_leave(
        _person("vera"), person=_person("olu"), first_day=first, last_day=today + datetime.timedelta(days=45)
    )


def _enhanced(today: datetime.date) -> None:
    day = today - datetime.timedelta(days=35)
    for who in ("carys", "nia"):
        said = {"course": "Enhanced training day", "source": "seen", "key": f"demo:{who}", "how": "observed"}
        actions.record_completion(_person("gwen"), person=_person(who), tier="enhanced", day=day, **said)
    actions.choose_for_tier(
        _person("carys"), person=_person("amina"), tier=queries.tier_for(_person("gwen"), "enhanced")
    )


def _session_to_come() -> None:
    """Carys, who has the enhanced tier, passes it on to her team."""
    carys = _person("carys")
    starts = timezone.now().replace(hour=13, minute=0, second=0) + datetime.timedelta(days=8)
    actions.plan_training(
        carys,
        tier=queries.tier_for(carys, "introductory"),
        title="Mixed and unclear ideologies: what we do already",
        starts_at=starts,
        ends_at=starts + datetime.timedelta(minutes=90),
        place="Hub, large room",
        teams=[row for row in queries.teams_to_invite(carys) if row.key == "adolescent"],
        once_key="team",
    )


def _certificate(today: datetime.date) -> None:
    amina = _person("amina")
    actions.say_certificate(
        amina,
        tier=queries.tier_for(amina, "introductory"),
        course="Prevent awareness refresher (GOV.UK)",
        day=today - datetime.timedelta(days=4),
        reference="GB-204-771",
        once_key="demo",
    )
