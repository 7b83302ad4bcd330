"""Panels and their cases, made through the doors. Dan and Nia stand for police, Esme chairs, Petra coordinates."""

import datetime
import itertools

from django.utils import timezone

from kith.concerns import actions as concerns
from kith.desk.tests.factories import decided
from kith.panel import actions
from kith.panel.models import AgendaItem, Meeting, Panel
from kith.panel.words import Seat
from kith.screening import actions as screening

KEYS = itertools.count()
SAID = {
    "name": "Megan Hart",
    "about": "born 3 May 2012",
    "summary": "One adult online urges her on.",
    "childs_words": "They listen to me.",
    "not_spoken_because": "",
    "referred_by": "police",
    "referred_words": "",
    "no_social_worker_because": "",
}


def key() -> str:
    return f"key-{next(KEYS)}"


def panel_of(cast, kind="channel", deputy=True) -> Panel:
    """A panel of Thornmere: Esme chairs, Carys deputises, Petra coordinates, Dan sits for police."""
    panel = actions.set_up_panel(cast["esme"], kind=kind, name=f"Thornmere {kind} panel", chair=cast["esme"])
    if deputy:
        actions.seat_member(cast["esme"], panel=panel, person=cast["carys"], seat=Seat.DEPUTY)
    actions.seat_member(cast["esme"], panel=panel, person=cast["petra"], seat=Seat.COORDINATOR)
    actions.seat_member(cast["esme"], panel=panel, person=cast["dan"], seat=Seat.MEMBER, role="Case officer")
    return panel


def sent(cast, **child):
    """A consultation of Amina whose referral to Prevent is recorded as sent."""
    child = {"name": "Megan Hart", "named": True, **child}
    decision = decided(cast, outcomes=["prevent-referral"], **child)
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    consultation, amina = decision.screening.consultation, cast["amina"]
    referral = concerns.start_referral(amina, consultation=consultation)
    texts = {answer.key: answer.text or "Not known" for answer in referral.answers.all()}
    referral = concerns.save_referral(amina, referral=referral, texts=texts, version=referral.version)
    referral = concerns.check_referral(amina, referral=referral)
    concerns.note_referral_sent(
        amina, referral=referral, sent_to="Prevent team", sent_how="post", sent_at=timezone.now()
    )
    return consultation


def entered(cast, panel, consultation=None, by="petra", worker="amina", **said):
    """A case before the panel, brought in by its coordinator, with Amina as the child’s social worker."""
    return actions.enter_case(
        cast[by],
        panel=panel,
        consultation=consultation,
        social_worker=cast[worker] if worker else None,
        once_key=key(),
        **{**SAID, "referred_on": timezone.localdate(), **said},
    )


def met(cast, panel, *cases, on=None, came="yes", held=False) -> Meeting:
    """A meeting today with these cases on its list, and everybody’s attendance."""
    meeting = actions.plan_meeting(cast["esme"], panel=panel, on=on or timezone.localdate(), at=datetime.time(10))
    for case in cases:
        actions.put_on_agenda(cast["esme"], case=case, meeting=meeting)
    if came:
        attend(cast, meeting, came)
    if held:
        actions.hold_meeting(cast["esme"], meeting=meeting)
    return meeting


def attend(cast, meeting, came="yes", **but) -> None:
    """Everybody came like this, but for those who are named."""
    from kith.panel.queries import members_at

    members = {row.person_id: came for row in members_at(meeting)}
    members |= {cast[name].pk: how for name, how in but.items()}
    workers = {item.pk: came for item in AgendaItem.objects.filter(meeting=meeting)}
    actions.record_attendance(cast["esme"], meeting=meeting, members=members, social_workers=workers)


def decided_at(cast, case, meeting, outcome, by="esme", **said):
    """The panel’s decision on this case."""
    item = AgendaItem.objects.get(case=case, meeting=meeting)
    about = {"reason": "What was said.", "childs_voice": "They listen to me.", "dissents": {}, "once_key": key()}
    if outcome in ("adopt", "go-on"):
        about["next_review_on"] = timezone.localdate() + datetime.timedelta(days=60)
    if outcome in ("not-adopt", "elsewhere"):
        about["to_whom"] = "Social care, section 17."
    if outcome == "end":
        about["exit_reason"] = "not-needed"
    return actions.decide(cast[by], item=item, outcome=outcome, **{**about, **said})


def consented(cast, case, of="mother", answer="given", needed=True, by="amina"):
    """Consent that was asked for and answered."""
    asked = actions.ask_consent(
        cast[by],
        case=case,
        of=of,
        who="",
        needed=needed,
        why="",
        asked_by="Amina",
        asked_on=timezone.localdate(),
        how="visit",
        once_key=key(),
    )
    if answer:
        answered(cast, asked, answer, by)
    return asked


def answered(cast, asked, answer, by="amina", on=None):
    on = on or timezone.localdate()
    return actions.answer_consent(cast[by], asked=asked, answer=answer, on=on, words="In her words.", once_key=key())
