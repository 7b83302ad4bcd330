"""Fills a database with made-up consultations, by COPY: `python -m bench.build base` and `… fill SIZE WHERE`.

A unit is 1,000 consultations with fourteen practitioners, a manager, and a screening team with one specialist:
300 wait for the specialist, 60 are decided with two steps still to take, the rest is closed. More
consultations are more units, all in one authority: the hardest case, since the tenant narrows nothing.
One small unit more, with few of everything, shows whether a page asks more queries when there are more rows.
The chain of the trail is computed by Kith's own functions, so `kith audit verify` holds for it.
"""

import datetime
import json
import os
import random
import sys
import time
import uuid

import django

from .places import Places
from .together import PAIRS, UP_TO, Together

UNIT, OPEN_OF_UNIT, DECIDED_OF_UNIT, WORKERS = 1000, 300, 60, 14
UTC = datetime.UTC
SECRET = "b" * 32  # the sessions' form token: the bench signs in without pages
FIRST = "Amber Bilal Callum Dina Ewan Freya Gethin Hana Idris Jaya Kofi Lena Milo Nia Orla Pavel Rosa Sami Tess Umar".split()
SOUNDS = "ba ce di fo gu la me ni po ru sa te vi wo".split()
WORDS = "they talked about a group online and then said that it was only a joke while friends were listening".split()


def base() -> None:
    """Migrated, with the toolkit and one authority."""
    from django.core.management import call_command

    from kith.people.models import Agency, Authority, Region
    from kith.toolkit.loading import load

    call_command("migrate", verbosity=0, interactive=False)
    load()
    region = Region.objects.create(key="bench", name="Bench")
    authority = Authority.objects.create(key="bench", name="Bench", region=region)
    Agency.objects.create(authority=authority, key="social-care", name="Social care", kind="social-care")


class Copy:
    """Rows of one model on their way into the database."""

    def __init__(self, model):
        self.model = model
        self.fields = [(f.attname, f) for f in model._meta.concrete_fields]
        self.plain, self.made = {}, {}
        for name, field in self.fields:
            if callable(field.default) and field.has_default():
                self.made[name] = field.default
            else:
                self.plain[name] = field.get_default()
        self.rows: list[list] = []
        self.last = 0

    def add(self, **values) -> int:
        """A row with the model's defaults where nothing is given; its key."""
        self.last += 1
        values.setdefault(self.model._meta.pk.attname, self.last)
        row = []
        for name, _ in self.fields:
            if name in values:
                value = values[name]
            elif name in self.made:
                value = self.made[name]()
            else:
                value = self.plain[name]
            row.append(json.dumps(value) if isinstance(value, dict | list) else value)
        self.rows.append(row)
        return self.last

    def write(self, cursor) -> None:
        """Everything that was added is in the table."""
        columns = ", ".join(f'"{field.column}"' for _, field in self.fields)
        with cursor.copy(f'COPY "{self.model._meta.db_table}" ({columns}) FROM STDIN') as copy:
            for row in self.rows:
                copy.write_row(row)
        self.rows = []


class Filling:
    """One database on its way from empty to full."""

    def __init__(self, size: int, samples: int):
        from kith.audit import models as audit
        from kith.audit import seals
        from kith.concerns import events, models
        from kith.decisions.models import Draft
        from kith.people import models as people
        from kith.screening import events as screening_events
        from kith.screening import models as screening

        self.units = max(1, size // UNIT)
        self.samples = samples
        self.rng = random.Random(size)  # noqa: S311  (made-up rows, the same each time)
        self.seals, self.events, self.screening_events = seals, events, screening_events
        self.authority = people.Authority.objects.get()
        self.agency = people.Agency.objects.get()
        self.copies = {
            model.__name__: Copy(model)
            for model in (
                people.Team,
                people.Person,
                people.RoleHeld,
                people.Membership,
                models.Child,
                models.Consultation,
                models.ConsultationPart,
                models.Noticed,
                models.Note,
                Draft,
                screening.Screening,
                screening.ScreeningDecision,
                screening.DecisionOutcome,
                screening.SignOff,
                screening.StartedPathway,
                screening.Step,
                audit.Entry,
            )
        }
        self.people: dict[int, object] = {}
        self.now = datetime.datetime.now(UTC).replace(microsecond=0)
        self.today = self.now.date()
        # The trail goes on after what loading the toolkit left in it.
        state = audit.TrailState.objects.filter(pk=1).first()
        begun = (state.seal, state.frontier, state.size) if state else (seals.FIRST_SEAL, [], 0)
        self.seal, self.frontier, self.seq = begun
        self.begin = self.now - datetime.timedelta(days=700)
        self.sample: dict[str, list] = {"workers": [], "specialists": [], "managers": [], "mixed": [], "whole": []}
        self.together = Together(self) if size <= UP_TO else None
        self.places = Places(self)

    def take(self, model) -> None:
        """Rows of this model are made too."""
        self.copies[model.__name__] = Copy(model)

    def add(self, model: str, **values) -> int:
        return self.copies[model].add(**values)

    def text(self, words: int) -> str:
        return " ".join(self.rng.choices(WORDS, k=words)).capitalize() + "."

    def person(self, name: str, role: str, team: int | None, manages: bool = False, agency=None) -> int:
        key = self.add(
            "Person",
            email=f"{name}@bench.example",
            name=name,
            password="!",  # noqa: S106  (no password opens it)
            authority_id=self.authority.pk,
            agency_id=(agency or self.agency).pk,
            uuid=uuid.UUID(int=self.rng.getrandbits(128), version=4),
        )
        long_ago = self.begin
        self.people[key] = str(self.copies["Person"].rows[-1][self._uuid_at])
        self.add("RoleHeld", person_id=key, role=role, begins=long_ago)
        if team is not None:
            self.add("Membership", person_id=key, team_id=team, manages=manages, begins=long_ago)
        return key

    @property
    def _uuid_at(self) -> int:
        return [name for name, _ in self.copies["Person"].fields].index("uuid")

    def entry(self, event, by: int) -> None:
        """One entry of the trail, in the chain, as `record` would write it."""
        self.seq += 1
        at = self.begin + datetime.timedelta(seconds=self.seq * self.pace)
        fields = {
            "seq": self.seq,
            "at": at.isoformat(timespec="microseconds"),
            "actor": self.people[by],
            "actor_agency": self.agency.key,
            "authority": self.authority.key,
            "verb": event.verb,
            "subject": event.subject,
            "about_child": event.about_child,
            "details": event.details(),
            "changed": list(event.changed),
            "hashes": {},
            "request_id": "bench",
            "session": "",
        }
        leaf = self.seals.leaf_of(self.seals.canonical(fields))
        self.seal = self.seals.seal_of(self.seal, leaf)
        self.frontier = self.seals.grown(self.frontier, leaf)
        self.add("Entry", **{**fields, "at": at, "leaf": leaf, "seal": self.seal})

    def consultation(self, number: int, unit: dict, worker: int, stage: str, rich: bool) -> str:
        rng = self.rng
        letters = "23456789BCDFGHJKMNPQRTVWXYZ"
        digits, left = "", number * 7919 + 104729
        for _ in range(8):
            left, digit = divmod(left, len(letters))
            digits += letters[digit]
        reference = f"K-{digits}"
        days = rng.randrange(0, 12) if stage == "open" else rng.randrange(14, 690)
        sent = self.now - datetime.timedelta(days=days, minutes=rng.randrange(600))
        closed = stage == "closed"
        name = f"{rng.choice(FIRST)} {''.join(rng.choices(SOUNDS, k=4)).capitalize()}"
        child = self.add(
            "Child",
            authority_id=self.authority.pk,
            case_reference=f"CS{number:08d}",
            named=True,
            name=name,
            search_name=name.casefold(),
            birth_kind="known",
            birth_date=datetime.date(2009 + rng.randrange(6), 1 + rng.randrange(12), 1 + rng.randrange(28)),
            school="Hill School",
        )
        key = self.add(
            "Consultation",
            reference=reference,
            authority_id=self.authority.pk,
            raised_by_id=worker,
            owner_id=worker,
            state={"open": "screening", "decided": "decided", "closed": "closed"}[stage],
            created_at=sent,
            submitted_at=sent,
            closed_at=sent + datetime.timedelta(days=7) if closed else None,
            closed_owner="The school, with the family" if closed else "",
            child_id=child,
            danger="no",
            voice_words=self.text(12),
            question=self.text(15),
            done=self.text(10),
            needs=self.text(10),
            strengths=self.text(10),
        )
        for part in (
            {"person_id": worker, "reason": "raised"},
            {"team_id": unit["hub"], "managers_only": True, "reason": "manages"},
            {"team_id": unit["screen"], "reason": "screens"},
        ):
            self.add("ConsultationPart", matter_id=key, begins=sent, **part)
        for order in range(3 if rich else 1):
            self.add("Noticed", consultation_id=key, order=order + 1, source="", what=self.text(25), place="school")
            self.add(
                "Note",
                consultation_id=key,
                written_by_id=worker,
                written_at=sent,
                happened_on=sent.date(),
                text=self.text(25),
            )
        if self.together:
            self.together.matter(unit, key, number, worker, stage, sent)
        state = "decided"
        if stage == "open":
            state = "waiting" if number % 10 < 5 else "sign-off" if number % 10 == 9 else "claimed"
        screening = self.add(
            "Screening",
            consultation_id=key,
            authority_id=self.authority.pk,
            team_id=unit["screen"],
            raising_team_id=unit["hub"],
            owner_id=unit["specialist"],
            state=state,
            received_at=sent,
            due_on=sent.date() + datetime.timedelta(days=1),
            decided_at=None if stage == "open" else sent + datetime.timedelta(days=1),
        )
        if state in ("decided", "sign-off"):
            decision = self.add(
                "ScreeningDecision",
                screening_id=screening,
                made_by_id=unit["specialist"],
                made_at=sent + datetime.timedelta(hours=5),
                reason=self.text(25),
                set_aside=self.text(10),
                harm_source="outside",
                finding="unfounded" if closed else "",
                next_owner_id=worker,
                next_owner_words="Goes on with the family",
            )
            outcome = "advice-and-close" if closed else "prevent-referral" if state == "sign-off" else "section-17"
            self.add("DecisionOutcome", decision_id=decision, outcome=outcome)
            if state == "sign-off":
                self.add(
                    "SignOff",
                    decision_id=decision,
                    why="outcome",
                    asked_of_id=unit["manager"],
                    asked_at=sent,
                    due_on=sent.date() + datetime.timedelta(days=2),
                )
            if stage == "decided":
                pathway = self.add("StartedPathway", decision_id=decision, outcome=outcome, title="Assessment")
                for order in (1, 2):
                    self.add(
                        "Step",
                        pathway_id=pathway,
                        order=order,
                        key=f"step-{order}",
                        title="Meet the family",
                        owner_id=worker,
                        due_on=self.today + datetime.timedelta(days=rng.randrange(-5, 20)),
                    )
        subject = f"consultation:{reference}"
        told, specialist = self.events, unit["specialist"]
        self.entry(told.ConsultationStarted(subject=subject), worker)
        self.entry(told.ConsultationSubmitted(subject=subject, danger="no"), worker)
        owner = f"person:{self.people[specialist]}"
        self.entry(self.screening_events.ScreeningOpened(subject=subject, owner=owner), worker)
        for reader in (specialist, worker, unit["manager"]):
            self.entry(told.ConsultationRead(subject=subject, how="page"), reader)
        self.entry(told.NoteWritten(subject=subject), worker)
        self.entry(self.screening_events.ScreeningClaimed(subject=subject), specialist)
        return reference, name

    def draft(self, number: int, worker: int, sections: dict) -> str:
        reference = f"K-AA{number:06d}"
        key = self.add(
            "Consultation",
            reference=reference,
            authority_id=self.authority.pk,
            raised_by_id=worker,
            owner_id=worker,
            state="draft",
        )
        self.add("ConsultationPart", matter_id=key, person_id=worker, reason="raised", begins=self.begin)
        for section, content in sections.items():
            self.add("Draft", author_id=worker, subject=f"consultation:{reference}", section=section, content=content)
        return reference

    def unit(self, number: int) -> dict:
        names = [
            self.add("Team", agency_id=self.agency.pk, key=f"{kind}-{number}", name=kind, screens=kind == "screen")
            for kind in ("hub", "screen")
        ]
        unit = {"hub": names[0], "screen": names[1]}
        unit["specialist"] = self.person(f"specialist-{number}", "specialist", unit["screen"])
        unit["manager"] = self.person(f"manager-{number}", "manager", unit["hub"], True)
        unit["workers"] = [self.person(f"worker-{number}-{n}", "practitioner", unit["hub"]) for n in range(WORKERS)]
        return unit

    def fill(self, cursor) -> None:
        """Everything stands; `sample` says who and what is measured."""
        self.pace = 690 * 86400 / (self.units * UNIT * 8)
        # The same number of units is looked at at every size as there is at the smallest: one in each place.
        looked_at = sorted({0, self.units // 3, self.units // 2, self.units - 1})
        number, drafts, before = 0, 0, None
        for place in range(self.units + 1):
            quiet = place == self.units
            unit = self.unit(place)
            if self.together:
                self.together.unit(unit, place, PAIRS if quiet or place in looked_at else 0)
            found: dict[int, list] = {}
            drawn: dict[int, str] = {}
            stages = ["open"] * 2 + ["decided"] if quiet else []
            if not quiet:
                stages = ["open"] * OPEN_OF_UNIT + ["decided"] * DECIDED_OF_UNIT
                stages += ["closed"] * (UNIT - len(stages))
            for at, stage in enumerate(stages):
                number += 1
                worker = unit["workers"][0 if quiet else at % WORKERS]
                reference, name = self.consultation(number, unit, worker, stage, rich=not quiet)
                # One that stands before no panel, whose packs would hold all of it.
                if stage == "decided" and worker not in drawn and (quiet or place in looked_at):
                    self.places.drawn(self.copies["Consultation"].last, worker, few=quiet)
                    drawn[worker] = reference
                found.setdefault(worker, []).append((stage, reference, name))
            if quiet or place in looked_at:
                kind = "quiet" if quiet else "busy"
                self.sample["specialists"].append({"pk": unit["specialist"], "kind": kind})
                self.sample["managers"].append({"pk": unit["manager"], "kind": kind})
                for worker, rows in found.items():
                    drafts += 1
                    self.sample["workers"].append(
                        {
                            "pk": worker,
                            "kind": kind,
                            "open": [ref for stage, ref, _ in rows if stage != "closed" and ref != drawn[worker]],
                            "names": [name for _, _, name in rows],
                            "drawn": drawn[worker],
                            "saves": self.draft(drafts, worker, SECTIONS),
                            "submits": [],
                        }
                    )
                if self.together:
                    rows = [row for mine in found.values() for row in mine]
                    self.together.measured(unit, rows, before, kind)
            before = unit
            for copy in self.copies.values():
                copy.write(cursor)
        busy = self.sample["workers"]
        for at in range(self.samples * 2 + 2 * len(busy)):
            drafts += 1
            worker = busy[at % len(busy)]
            child = {
                "child": {
                    "name": [f"Robin {''.join(self.rng.choices(SOUNDS, k=5)).capitalize()}"],
                    "case_reference": [f"NEW{drafts:06d}"],
                    "birth_kind": ["known"],
                    "birth_date_day": ["3"],
                    "birth_date_month": ["4"],
                    "birth_date_year": ["2012"],
                }
            }
            worker["submits"].append(self.draft(drafts, worker["pk"], {**SECTIONS, **child}))
        for copy in self.copies.values():
            copy.write(cursor)
            if copy.model.__name__ != "Entry":
                table = copy.model._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), %s)", [max(copy.last, 1)])  # noqa: S608
        cursor.execute("DELETE FROM audit_trailstate")
        cursor.execute(
            "INSERT INTO audit_trailstate (id, size, frontier, seal) VALUES (1, %s, %s, %s)",
            [self.seq, json.dumps(self.frontier), self.seal],
        )

    def sign_in(self) -> None:
        """Each person who is measured has a session, as after the sign-in page."""
        from django.contrib.sessions.backends.db import SessionStore

        from kith.people.models import Person

        for person in (p for group in self.sample.values() for p in group):
            store, now = SessionStore(), time.time()
            store.update(
                {
                    "_auth_user_id": str(person["pk"]),
                    "_auth_user_backend": "kith.people.backends.PeopleBackend",
                    "_auth_user_hash": Person.objects.get(pk=person["pk"]).get_session_auth_hash(),
                    "_csrftoken": SECRET,
                    "started_at": now,
                    "seen_at": now,
                    "fresh_at": now,
                }
            )
            store.create()
            person["session"] = store.session_key


SECTIONS = {
    "safety": {"danger": ["no"]},
    "noticed": {"what_0": ["She said that she runs a group at night."], "source_0": [""]},
    "voice": {"voice_words": ["They listen to me there."]},
    "question": {"question": ["Am I thinking straight?"]},
}


def fill(size: int, where: str, samples: int) -> None:
    """The database holds that many consultations, and the file says who and what is measured."""
    import psycopg

    filling = Filling(size, samples)
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        filling.fill(cursor)
        cursor.execute("COMMIT")
        connection.autocommit = True
        cursor.execute("VACUUM ANALYZE")
    filling.sign_in()
    with open(where, "w", encoding="utf-8") as file:
        json.dump({**filling.sample, "secret": SECRET, "entries": filling.seq}, file)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "base":
        base()
    else:
        fill(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
