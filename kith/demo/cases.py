"""The scenarios as they would stand after real use: played through the product's own actions, in order of time.

All fictional. Dates move by whole weeks, so that the newest activity is of the last seven days.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from kith.concerns import actions as concerns
from kith.concerns.queries import reference_known
from kith.people.queries import person_by_email
from kith.screening import actions as screening
from kith.screening.queries import matches_to_answer, screening_for
from kith.thresholds.queries import levels_of, statements_in
from kith.toolkit.queries import indicators_for

from .assessments import add_assessments
from .calibration import add_calibration
from .coaching import add_coaching
from .contexts import add_contexts
from .directory import add_services
from .editors import add_editors
from .handover import add_handover
from .learning import add_learning
from .meetings import add_meetings
from .moments import LONDON, Script, working_moment
from .panel import add_panels
from .plans import add_plans
from .reasoning import add_reasoning
from .scenarios import CASES, DRAFT, FRESH, NEWEST, SAME
from .sharing import add_sharing
from .training import add_training

# So many hours after a sign-off, where the step stands and nobody has said more about it.
SOON = {"safe-tonight": 2, "hold": 4, "deconflict": 5}
# What people wrote when they took a step of which the case itself says nothing.
DONE = {
    "ask-family": "They were asked, and said yes.",
    "name-helper": "The helper and the day are agreed.",
    "first-contact": "They have met.",
    "look-again": "Looked at again with the family.",
    "accept": "Allocated the same day.",
    "see-child": "Seen, alone and with parents.",
    "contexts": "Each place was thought about; the notes say which helps.",
    "prevent-considered": "Considered; the reason stands in the decision.",
    "finish": "Finished, and shared with the family.",
    "safe-tonight": "Safe tonight: who is with them, and who looks in, was agreed by telephone.",
    "hold": "Held, with police and health.",
    "deconflict": "Police were asked first, and answered.",
    "enquire": "Made; what was found is in the notes.",
    "tell-family": "They were told what was sent, to whom and why.",
    "panel": "Took part.",
    "put-forward": "Put to the exploitation panel.",
    "strategy": "Asked; the answer stands in the decision.",
    "nrm": "Considered; the reason stands in the notes.",
    "prevent-answer": "Kept, with its reason.",
    "place": "Planned with those who look after the place.",
}


def build_cases() -> None:
    """Every case stands in the demo. Once they do, nothing more is done."""
    if reference_known("TH-000101"):
        return
    today = timezone.localdate()
    # The newest day becomes yesterday at the latest, so that no hour of it is still to come.
    script = Script(weeks=(today - datetime.timedelta(days=1) - NEWEST).days // 7)
    play = _Play(script)
    for case in CASES:
        play.add(case)
    for case in FRESH:
        play.add(case, at=working_moment(today, *case["ago"]))
    for one, other, at in SAME:
        script.at(at, lambda one=one, other=other: play.same(one, other))
    script.at(working_moment(today, 0, 9), play.draft)
    add_editors(script, today)
    add_sharing(script, today, play.matters)
    add_services(script, today)
    add_handover(script, today)
    add_meetings(script, today, play.matters)
    add_panels(script, today, play.matters)
    add_assessments(script, play.matters)
    add_contexts(script, today, play.matters)
    add_plans(script, today, play.matters)
    add_calibration(script, today)
    add_training(script, today)
    add_learning(script, today)
    add_coaching(script, today)
    add_reasoning(script, today, play.decisions)
    with transaction.atomic():
        script.play()


class _Play:
    """Turns a case's lines into acts of people, each at its moment."""

    def __init__(self, script: Script):
        self.script, self.matters, self.decisions, self.questions, self.referrals = script, {}, {}, {}, {}

    def person(self, case: dict, name: str):
        place = case.get("authority", "thornmere")
        person = person_by_email(f"{name}@{place}.example")
        return person

    def add(self, case: dict, at=None) -> None:
        moment = at or case["at"]
        self.script.at(moment, lambda: self._submit(case))
        for line in case.get("then", ()):
            later = line[0] if at is None else at + datetime.timedelta(minutes=line[0])
            later = later if at is None else min(later, timezone.now().astimezone(LONDON))
            self.script.at(later, lambda line=line: self._act(case, line))
            if line[2] == "decide" and line[3] == ["advice-and-close"]:
                self.script.at(self.script.next_weekday(line[0]), lambda: self._act(case, ("", "carys", "put_right")))
            if line[2:4] == ("sign", "agreed"):
                for key, hours in SOON.items():
                    moment = self.script.later(line[0], hours)
                    self.script.at(moment, lambda key=key: self._act(case, ("", "carys", "soon", key)))

    def same(self, one: str, other: str) -> None:
        by = person_by_email("bola@thornmere.example")
        concerns.answer_same_child(
            by, one=self.matters[one], other=self.matters[other], same=True, reason="Same name, birth date and school."
        )

    def draft(self) -> None:
        by = person_by_email("amina@thornmere.example")
        consultation = concerns.start_consultation(by, once_key="demo-draft")
        for section, content in DRAFT.items():
            concerns.save_section(by, consultation=consultation, section=section, content=content, version=0)

    def _submit(self, case: dict) -> None:
        by = self.person(case, case.get("by", "amina"))
        consultation = concerns.start_consultation(by, once_key=f"demo-{case['id']}")
        self.matters[case["id"]] = concerns.submit_consultation(
            by, consultation=consultation, sections=self._sections(case, by)
        )

    def _sections(self, case: dict, by) -> dict[str, dict]:
        signs = {row.slug: row for row in indicators_for(by)}
        noticed = [
            {**item, **({"happened_on": self.script.day(item["happened_on"])} if "happened_on" in item else {})}
            for item in case["noticed"]
        ]
        child = dict(case.get("child", {}))
        if "birth_date" in child:
            child["birth_date"] = self.script.day(child["birth_date"])  # so that ages stay as they were
        child["named"] = bool(child.get("name"))
        return {
            "safety": {"danger": case.get("danger", "no"), "danger_told": case.get("danger_told", "")},
            "noticed": {"items": noticed},
            "voice": case["voice"],
            "question": case["question"],
            "child": child,
            "contexts": {"items": case.get("contexts", [])},
            "signs": {
                "items": [
                    {
                        "indicator": slug,
                        "title": signs[slug].title,
                        "may_also_be": signs[slug].innocent_words,
                        "here": here,
                        "explanation": explanation,
                    }
                    for slug, here, explanation in case.get("signs", [])
                ]
            },
            "needs": case.get("needs", {}),
            "family": case.get("family", {}),
        }

    def _act(self, case: dict, line: tuple) -> None:
        _, who, what, *rest = line
        by = self.person(case, who)
        consultation = self.matters[case["id"]]
        consultation.refresh_from_db()
        getattr(self, f"_{what}")(case, by, consultation, *rest)

    def _claim(self, case, by, consultation) -> None:
        concerns.note_reading(by, consultation=consultation, how="screening")
        screening.claim_screening(by, screening=screening_for(by, consultation.reference))

    def _ask(self, case, by, consultation, text) -> None:
        self.questions[case["id"]] = screening.ask_question(
            by, screening=screening_for(by, consultation.reference), of=consultation.raised_by, text=text, once_key=text
        )

    def _answer(self, case, by, consultation, text) -> None:
        screening.answer_question(by, question=self.questions[case["id"]], answer=text)

    def _decide(self, case, by, consultation, outcomes, reasoning) -> None:
        row = screening_for(by, consultation.reference)
        said = dict(reasoning)
        if "level" in said:
            level = levels_of(row.authority_id)[said["level"] - 1]
            said |= {"level": level, "level_words": level.name}
            keys = said.pop("passage").split()
            said["statements"] = [row for row in statements_in(levels_of(row.authority_id)) if row.key in keys]
        if "next_owner" in said:
            said["next_owner"] = self.person(case, said["next_owner"])
        self.decisions[case["id"]] = screening.decide_screening(
            by,
            screening=row,
            version=row.version,
            once_key="demo",
            outcomes=outcomes,
            reasoning=said,
            matches={
                other.reference: ("unsure", "The school is asked whether it is the same child.")
                for other, _ in matches_to_answer(by, row)
            },
        )

    def _put_right(self, case, by, consultation) -> None:
        """After a closing its steps are taken, and a second reading, where one was drawn, is answered."""
        self._finish(case, by, consultation)
        self._sign(case, by, consultation, "agreed")

    def _finish(self, case, by, consultation) -> None:
        for pathway in self.decisions[case["id"]].pathways.all():
            for step in pathway.steps.filter(done_at__isnull=True):
                screening.take_step(step.owner, step=step, note=DONE.get(step.key, "As the notes say."))

    def _soon(self, case, by, consultation, key) -> None:
        """What cannot wait is not left until the end: taken by its owner, where it is still to be done."""
        for pathway in self.decisions[case["id"]].pathways.all():
            for step in pathway.steps.filter(key=key, done_at__isnull=True):
                screening.take_step(step.owner, step=step, note=DONE[key])

    def _sign(self, case, by, consultation, answer, reason="") -> None:
        for row in self.decisions[case["id"]].sign_offs.filter(asked_of=by, answered_at__isnull=True):
            screening.answer_sign_off(by, sign_off=row, answer=answer, reason=reason)

    def _note(self, case, by, consultation, day, text, childs_words="") -> None:
        concerns.write_note(
            by,
            consultation=consultation,
            happened_on=self.script.day(day) if day else timezone.localdate(),
            text=text,
            childs_words=childs_words,
            once_key=text[:30],
        )

    def _step(self, case, by, consultation, key, note) -> None:
        steps = [
            step
            for pathway in self.decisions[case["id"]].pathways.all()
            for step in pathway.steps.filter(key=key, done_at__isnull=True)
        ]
        if not steps:
            raise LookupError(f"{case['id']} has no step called {key} to take.")
        for step in steps:
            screening.take_step(by, step=step, note=note)

    def _disagree(self, case, by, consultation, text) -> None:
        self.disagreement = screening.record_disagreement(
            by, decision=self.decisions[case["id"]], text=text, once_key="demo"
        )

    def _settle(self, case, by, consultation, text) -> None:
        screening.answer_disagreement(by, disagreement=self.disagreement, answer=text)

    def _hand(self, case, by, consultation, to) -> None:
        row = screening_for(by, consultation.reference)
        screening.hand_over_screening(by, screening=row, to=self.person(case, to))

    def _refer(self, case, by, consultation, texts, sent_to) -> None:
        referral = concerns.start_referral(by, consultation=consultation)
        complete = {a.key: texts.get(a.key) or a.text or "Not known" for a in referral.answers.all()}
        referral = concerns.save_referral(by, referral=referral, texts=complete, version=referral.version)
        referral = concerns.check_referral(by, referral=referral)
        self.referrals[case["id"]] = concerns.note_referral_sent(
            by, referral=referral, sent_to=sent_to, sent_how="secure e-mail", sent_at=timezone.now()
        )

    def _acknowledged(self, case, by, consultation, who) -> None:
        concerns.note_referral_acknowledged(
            by, referral=self.referrals[case["id"]], acknowledged_by=who, acknowledged_at=timezone.now()
        )

    def _outcome(self, case, by, consultation, words) -> None:
        concerns.note_referral_outcome(
            by, referral=self.referrals[case["id"]], outcome=words, outcome_at=timezone.now()
        )
