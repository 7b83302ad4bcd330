"""The fictional region of Midvale: authorities, agencies, teams, people, contacts, threshold documents."""

import datetime
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kith.people.models import (
    Agency,
    Authority,
    Membership,
    Person,
    PointOfContact,
    Region,
    RoleHeld,
    Team,
    Vetting,
    VettingLevel,
)
from kith.thresholds.models import Document, Level, Statement
from kith.toolkit.loading import load

from .cast import AGENCIES, CAST, PASSWORD
from .moments import as_of

LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
AUTHORITIES = {"thornmere": "Thornmere", "calderfold": "Calderfold"}
KINDS = {"social-care": "social-care", "police": "police", "midvale": "region"}
TEAMS = (
    ("adolescent", "Adolescent hub", False),
    ("early-help", "Early help", False),
    ("exploitation", "Exploitation and Prevent specialists", True),
)


@transaction.atomic
def build_people() -> dict[str, Person]:
    """The authorities with their agencies, teams, contacts, and the whole cast, by key. Idempotent."""
    region, _ = Region.objects.get_or_create(key="midvale", defaults={"name": "Midvale", "is_demo": True})
    people: dict[str, Person] = {}
    for key, name in AUTHORITIES.items():
        authority, _ = Authority.objects.get_or_create(key=key, defaults={"name": name, "region": region})
        for agency_key, agency_name in AGENCIES.items():
            Agency.objects.get_or_create(
                authority=authority, key=agency_key, defaults={"name": agency_name, "kind": KINDS[agency_key]}
            )
        care = Agency.objects.get(authority=authority, key="social-care")
        for team_key, team_name, screens in TEAMS:
            Team.objects.get_or_create(agency=care, key=team_key, defaults={"name": team_name, "screens": screens})
        police = Agency.objects.get(authority=authority, key="police")
        Team.objects.get_or_create(agency=police, key="prevent", defaults={"name": "Prevent team"})
        _contacts(authority)
    for player in CAST:
        authority = Authority.objects.get(key=player.authority)
        person = Person.objects.filter(email=player.email).first()
        if person is None:
            person = Person.objects.create_person(
                player.email,
                PASSWORD,
                name=player.name,
                job_title=player.job_title,
                telephone=player.telephone,
                authority=authority,
                agency=Agency.objects.get(authority=authority, key=player.agency),
            )
            RoleHeld.objects.create(person=person, role=player.role, begins=LONG_AGO)
            if player.team:
                Membership.objects.create(
                    person=person,
                    team=Team.objects.get(agency__authority=authority, agency__key=player.agency, key=player.team),
                    manages=player.manages,
                    begins=LONG_AGO,
                )
        people[player.key] = person
    _who_receives(people)
    _vettings(people)
    return people


def _checked(*, stands: int) -> dict[str, datetime.date]:
    """Checked a week ago, for so many days: whenever the demonstration is built, its contacts are in date."""
    day = timezone.localdate() - datetime.timedelta(days=7)
    return {"last_checked": day, "next_review": day + datetime.timedelta(days=stands)}


def _who_receives(people: dict[str, Person]) -> None:
    """In Thornmere police have named Dan for requests, and Nia as his deputy, social care Bola and Petra; Calderfold nobody."""
    dan, nia = people["dan"], people["nia"]
    bola, petra = people["bola"], people["petra"]
    PointOfContact.objects.update_or_create(
        authority=bola.authority,
        agency=bola.agency,
        subject="information",
        defaults={
            "name": "Bola",
            "role": "Exploitation lead",
            "agency_name": bola.agency.name,
            "telephone": "01632 960 101",
            "hours": "Monday to Friday, 9am to 5pm",
            "cover": "Petra, Prevent lead",
            "out_of_hours": "Emergency duty team, 01632 960 199",
            "person": bola,
            "deputy": petra,
            "order": 11,
            "source": "Fictional",
            **_checked(stands=90),
        },
    )
    PointOfContact.objects.update_or_create(
        authority=dan.authority,
        agency=dan.agency,
        subject="information",
        defaults={
            "name": "Dan",
            "role": "Prevent case officer",
            "agency_name": dan.agency.name,
            "telephone": "01632 960 120",
            "hours": "Monday to Friday, 8am to 4pm",
            "cover": "Nia, Prevent supervisor",
            "out_of_hours": "999 in an emergency, else 101",
            "person": dan,
            "deputy": nia,
            "order": 10,
            "source": "Fictional",
            **_checked(stands=90),
        },
    )


def _vettings(people: dict[str, Person]) -> None:
    """Carys, Dan and Nia are vetted, each confirmed by a second person; nobody else is."""
    for key, level in (("carys", "sc"), ("dan", "sc"), ("nia", "sc")):
        Vetting.objects.get_or_create(
            person=people[key],
            level=VettingLevel.objects.get(key=level),
            defaults={
                "issuer": people[key].agency.name,
                "last_day": timezone.localdate() + datetime.timedelta(days=700),
                "entered_by": people["ines"],
                "entered_at": LONG_AGO,
                "confirmed_by": people["jo"],
                "confirmed_at": LONG_AGO,
            },
        )


def _contacts(authority: Authority) -> None:
    """Made-up numbers from the ranges kept free for fiction; the emergency line is the real 999."""
    number = "01632 960" if authority.key == "thornmere" else "01632 961"
    rows = (
        ("emergency", "Emergency services", "", "999", "Always", "", "", "Police"),
        (
            "screening",
            "Bola" if authority.key == "thornmere" else "Sade",
            "Exploitation lead",
            f"{number} 101",
            "Monday to Friday, 9am to 5pm",
            "Petra, Prevent lead" if authority.key == "thornmere" else "The hub manager",
            f"Emergency duty team, {number} 199",
            "Children’s social care",
        ),
        (
            "front-door",
            "The front door",
            "Duty social worker",
            f"{number} 110",
            "Monday to Friday, 8:30am to 5:30pm",
            "Duty manager, same number",
            f"Emergency duty team, {number} 199",
            "Children’s social care",
        ),
        (
            "police-prevent",
            "Dan" if authority.key == "thornmere" else "The duty officer",
            "Prevent case officer",
            f"{number} 120",
            "Monday to Friday, 8am to 4pm",
            "The duty officer, same number",
            "999 in an emergency, else 101",
            "Midvale Police",
        ),
        (
            "early-help",
            "The family help line",
            "",
            f"{number} 130",
            "Monday to Friday, 9am to 5pm",
            "",
            "",
            "Family help",
        ),
        (
            "out-of-hours",
            "Emergency duty team",
            "Duty social worker",
            f"{number} 199",
            "Nights, weekends and bank holidays",
            "",
            "",
            "Children’s social care",
        ),
    )
    for order, (subject, name, role, telephone, hours, cover, out, agency) in enumerate(rows):
        PointOfContact.objects.update_or_create(
            authority=authority,
            agency=None,
            subject=subject,
            defaults={
                "name": name,
                "role": role,
                "telephone": telephone,
                "hours": hours,
                "cover": cover,
                "out_of_hours": out,
                "agency_name": agency,
                "order": order,
                "source": "Fictional",
                **_checked(stands=181),
            },
        )


@transaction.atomic
def build_thresholds() -> None:
    """The fictional threshold documents of both authorities, from the content folder. Idempotent."""
    data = yaml.safe_load((Path(settings.BASE_DIR) / "content/process/threshold.yaml").read_text(encoding="utf-8"))
    for item in data["documents"]:
        both = {**data["defaults"], **item}
        document, _ = Document.objects.update_or_create(
            authority=Authority.objects.get(key=item["authority"]),
            title=item["title"],
            defaults={key: both[key] for key in ("source", "valid_from", "last_checked", "next_review", "owner")},
        )
        for row in item["levels"]:
            level, _ = Level.objects.update_or_create(
                document=document,
                order=row["level"],
                defaults={key: row.get(key, "") for key in ("name", "meaning", "outside_harm", "who_acts")},
            )
            for order, statement in enumerate(row.get("statements", [])):
                Statement.objects.update_or_create(
                    level=level, key=statement["key"], defaults={"text": statement["text"], "order": order}
                )


def build() -> dict[str, Person]:
    """The whole world without its cases: toolkit, people, thresholds."""
    # Loaded before anything of the cases happened, so that the trail's times never go back.
    with as_of(timezone.now() - datetime.timedelta(days=730)):
        load()
    people = build_people()
    build_thresholds()
    return people
