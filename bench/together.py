"""What partners share, and a panel, on top of the consultations: four disclosures for each, read by people of mixed rights.

In each unit that is measured there are pairs of managers who see the same matters. The one of mixed rights has no
vetting and is kept from every third matter; for the other everything is visible. Of a matter's four disclosures one
is open to every reader, one asks for vetting and has a gist beside it, one is for named readers and has a gist, and
one asks for vetting and has nothing beside it. Every fifth open matter has a question besides that nobody answered.
"""

import datetime
import uuid

PAIRS = 8  # people search no oftener than people can, so that there must be enough of them
CASES, ON_LIST = 20, 12
UP_TO = 50_000  # above this size nothing is shared: 200,000 disclosures are what is looked at


class Together:
    """The sharing and the panel of one database on its way from empty to full."""

    def __init__(self, filling):
        from kith.concerns import models as concerns
        from kith.panel import models as panel
        from kith.people import models as people
        from kith.sharing import models as sharing

        self.of, self.rng = filling, filling.rng
        for model in (
            people.Vetting,
            concerns.ConsultationBar,
            sharing.InformationRequest,
            sharing.RequestPart,
            sharing.Answer,
            sharing.Disclosure,
            sharing.Version,
            sharing.NamedReader,
            panel.Panel,
            panel.Member,
            panel.Case,
            panel.Meeting,
            panel.AgendaItem,
            panel.AgencyView,
            panel.PanelDecision,
            panel.ConsentAsked,
            panel.ConsentAnswer,
            panel.PlanAction,
        ):
            filling.take(model)
        self.police = people.Agency.objects.create(
            authority=filling.authority, key="police", name="Police", kind="police"
        )
        self.level = people.VettingLevel.objects.order_by("order").last()
        self.panel = None
        self.meetings = 0

    def add(self, model: str, **values) -> int:
        return self.of.add(model, **values)

    def unit(self, unit: dict, place: int, pairs: int) -> None:
        """Two police officers of the unit, and its pairs of managers."""
        unit["officers"] = [
            self.of.person(f"officer-{place}-{n}", "partner", None, agency=self.police) for n in range(2)
        ]
        unit["mixed"] = [self.of.person(f"mixed-{place}-{n}", "manager", unit["hub"], True) for n in range(pairs)]
        unit["whole"] = [self.of.person(f"whole-{place}-{n}", "manager", unit["hub"], True) for n in range(pairs)]
        for person in unit["whole"]:
            self.add(
                "Vetting",
                person_id=person,
                level_id=self.level.pk,
                issuer="Bench",
                last_day=self.of.today + datetime.timedelta(days=300),
                entered_by_id=unit["manager"],
                entered_at=self.of.begin,
                confirmed_by_id=unit["specialist"],
                confirmed_at=self.of.begin,
            )
        unit["cases"], unit["matters"] = [], []

    def matter(self, unit: dict, key: int, number: int, worker: int, stage: str, sent) -> None:
        """What was asked about one consultation and what came back; who is kept from it; its case before the panel."""
        if number % 3 == 0:
            for person in unit["mixed"]:
                self.add(
                    "ConsultationBar",
                    matter_id=key,
                    person_id=person,
                    placed_by_id=unit["manager"],
                    reason="Knows the family",
                    begins=sent,
                )
        for which in range(4):
            self.answered(unit, key, f"{number}-{which}", worker, sent, which)
        if stage == "open" and number % 5 == 0:
            self.asked(unit, key, f"{number}-open", worker, sent)
        if stage != "closed" and len(unit["cases"]) < CASES:
            unit["cases"].append(self.case(unit, key, number, worker, sent))
            unit["matters"].append(key)

    def asked(self, unit, key: int, once: str, worker: int, sent, answered=None) -> int:
        day = sent.date()
        request = self.add(
            "InformationRequest",
            authority_id=self.of.authority.pk,
            consultation_id=key,
            from_agency_id=self.of.agency.pk,
            to_agency_id=self.police.pk,
            asked_by_id=worker,
            asked_at=sent,
            once_key=once,
            about=self.of.text(6),
            needed=self.of.text(15),
            decision=self.of.text(8),
            why=self.of.text(15),
            basis="public-task",
            family_knows="not-yet",
            acknowledge_by=day + datetime.timedelta(days=1),
            answer_by=day + datetime.timedelta(days=5),
            acknowledged_at=answered and sent,
            acknowledged_by_id=answered and unit["officers"][0],
            answered_at=answered,
        )
        self.add("RequestPart", matter_id=request, person_id=unit["officers"][0], reason="receives", begins=sent)
        return request

    def answered(self, unit, key: int, once: str, worker: int, sent, which: int) -> None:
        at = sent + datetime.timedelta(days=2)
        officer, second = unit["officers"]
        request = self.asked(unit, key, once, worker, sent, answered=at)
        kind = {"kind": "full"} if which == 0 else {"kind": "part", "because": "clearance"}
        answer = self.add("Answer", request_id=request, made_by_id=officer, made_at=at, once_key=once, **kind)
        disclosure = self.add(
            "Disclosure",
            request_id=request,
            answer_id=answer,
            originator_id=self.police.pk,
            given_by_id=officer,
            given_at=at,
            tells_of_more=which == 1,
        )
        given = {"disclosure_id": disclosure, "written_by_id": officer, "released_at": at}
        version = self.add(
            "Version",
            **given,
            extent=1,
            text=self.of.text(40),
            marking="OFFICIAL-SENSITIVE",
            floor_id=self.level.pk if which in (1, 3) else None,
            named_only=which == 2,
            released_by_id=officer,
        )
        if which in (1, 2):
            self.add("Version", **given, extent=2, text=self.of.text(15), marking="OFFICIAL", released_by_id=second)
        if which == 2:
            for person in unit["whole"]:
                self.add("NamedReader", version_id=version, person_id=person)

    def case(self, unit, key: int, number: int, worker: int, sent) -> int:
        by, day = unit["manager"], sent.date()
        if self.panel is None:
            self.panel = self.add(
                "Panel", authority_id=self.of.authority.pk, kind="channel", name="Channel", made_by_id=by
            )
            self.add("Member", panel_id=self.panel, person_id=by, seat="coordinator", named_by_id=by)
        case = self.add(
            "Case",
            authority_id=self.of.authority.pk,
            reference=f"P-{number:08d}",
            panel_id=self.panel,
            consultation_id=key,
            state="adopted",
            entered_by_id=by,
            entered_at=sent,
            once_key=f"case-{number}",
            name=f"Case {number}",
            summary=self.of.text(30),
            not_spoken_because="Not yet met",
            referred_by="social-care",
            referred_on=day,
            social_worker_id=worker,
        )
        consent = self.add(
            "ConsentAsked",
            case_id=case,
            of="parent",
            needed=True,
            asked_by="The social worker",
            asked_on=day,
            how="in-person",
            recorded_by_id=by,
            once_key=f"asked-{number}",
        )
        said = {"asked_id": consent, "answer": "given", "on": day, "recorded_by_id": by}
        self.add("ConsentAnswer", once_key=f"said-{number}", **said)
        for n in range(2):
            self.add(
                "PlanAction",
                case_id=case,
                text=self.of.text(8),
                owner_id=worker,
                due_on=self.of.today + datetime.timedelta(days=10 + n),
                made_by_id=by,
                once_key=f"action-{number}-{n}",
            )
        return case

    def meeting(self, unit: dict, cases: list[int], on, held: bool) -> str:
        """One meeting with these cases on its list; one that was held has a view and a decision on each."""
        self.meetings += 1
        by = unit["manager"]
        code = uuid.UUID(int=self.rng.getrandbits(128), version=4)
        meeting = self.add(
            "Meeting",
            uuid=code,
            panel_id=self.panel,
            on=on,
            at=datetime.time(10),
            planned_by_id=by,
            held_at=self.of.now if held else None,
            held_by_id=by if held else None,
        )
        for case in cases:
            item = self.add("AgendaItem", meeting_id=meeting, case_id=case, added_by_id=by)
            if held:
                once = f"{meeting}-{case}"
                said = {"item_id": item, "recorded_by_id": by, "text": self.of.text(20)}
                self.add("AgencyView", agency_id=self.police.pk, once_key=once, **said)
                self.add(
                    "PanelDecision",
                    item_id=item,
                    made_by_id=by,
                    reason=self.of.text(20),
                    outcome="adopt",
                    quorate=True,
                    there="Social care, police",
                    next_review_on=self.of.today + datetime.timedelta(days=30),
                    once_key=once,
                )
        return str(code)

    def measured(self, unit: dict, rows: list, before: dict | None, kind: str) -> None:
        """The pairs of this unit have seats and a meeting to come, half of its list from another unit where there is one."""
        theirs = ON_LIST // 2
        cases = [*(before["cases"][:theirs] if before else []), *unit["cases"]][:ON_LIST]
        day = datetime.timedelta(days=1 + self.meetings)
        self.meeting(unit, cases, self.of.today - day, held=True)
        code = self.meeting(unit, cases, self.of.today + day, held=False)
        for person in (*unit["mixed"], *unit["whole"]):
            self.add("Member", panel_id=self.panel, person_id=person, seat="member", named_by_id=unit["manager"])
        for side in ("mixed", "whole"):
            for person in unit[side]:
                asked = {"pk": person, "kind": kind, "meeting": code, "names": [name for _, _, name in rows]}
                self.of.sample[side].append(asked)
        for row in before["matters"][:theirs] if before else []:
            for person in unit["whole"]:
                self.add("ConsultationPart", matter_id=row, person_id=person, reason="raised", begins=self.of.begin)
