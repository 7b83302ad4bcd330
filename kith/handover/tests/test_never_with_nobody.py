"""After any order of acts of a handover, nothing open is with nobody: asked of the records, and of no rule of Kith."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access.rules import WORKER, NotFound
from kith.assessments.models import Assessment
from kith.assessments.tests.factories import begun as assessed
from kith.calibration.models import Round
from kith.calibration.tests.factories import opened as round_opened
from kith.coaching.actions import book_slot
from kith.coaching.models import Booking, Joint, Reflection
from kith.coaching.models import Question as CoachingQuestion
from kith.coaching.tests import factories as coaching
from kith.concerns.actions import place_bar
from kith.concerns.models import Consultation, ConsultationBar
from kith.contexts.actions import close_context, open_context_again, place_context_bar
from kith.contexts.models import Context, ContextAction, ContextBar
from kith.contexts.tests import factories as contexts
from kith.demo.world import build_people
from kith.desk.tests.factories import claimed, decided, raised
from kith.handover import actions, queries
from kith.handover.models import Handover, Item
from kith.handover.words import ItemState, Why
from kith.meetings.models import Meeting, MeetingAction, Seat, StepPart, StepQuestion
from kith.meetings.tests.factories import action_for, asked_before, begun, planned
from kith.panel import actions as panels
from kith.panel.models import Case, Look, Member, PlanAction
from kith.panel.tests.factories import entered as enter_case
from kith.panel.tests.factories import panel_of
from kith.people import actions as people
from kith.people.actions import StillHolds
from kith.people.models import Carried, Person, PointOfContact
from kith.people.rules import NotTheirs, held_by
from kith.plans.models import Action, Plan, Session
from kith.plans.tests.factories import planned as planned_with_child
from kith.plans.tests.factories import session as session_with_child
from kith.screening import actions as screening
from kith.screening.models import Disagreement, Question, Screening, SignOff, Step
from kith.sharing.models import InformationRequest, RequestPart
from kith.sharing.tests.factories import asked

pytestmark = pytest.mark.walk

# Vera, Nia and Jo stay: an authority in which nobody is left is no handover.
LEAVERS = ("amina", "bola", "petra", "carys", "olu", "dan", "gwen", "farah")
EVERYBODY = (*LEAVERS, "vera", "nia", "jo")
REFUSED = (NotFound, NotTheirs, StillHolds, ValueError)

acts = st.one_of(
    st.tuples(st.just("begin"), st.sampled_from(LEAVERS), st.sampled_from(EVERYBODY), st.sampled_from(Why.values)),
    st.tuples(st.just("offer"), st.integers(0, 40), st.sampled_from(EVERYBODY), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("take"), st.integers(0, 40), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("take-all"), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("decline"), st.integers(0, 40), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("keep"), st.integers(0, 40), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("at-once"), st.sampled_from(LEAVERS), st.sampled_from(("jo", "vera", "nia"))),
    st.tuples(st.just("end"), st.sampled_from(LEAVERS)),
    st.tuples(st.just("role"), st.sampled_from(("bola", "petra", "carys")), st.booleans()),
    st.tuples(st.just("bar"), st.sampled_from(("bola", "petra", "carys", "olu", "amina", "dan"))),
    st.tuples(st.just("call-off"), st.sampled_from(LEAVERS)),
    st.tuples(st.just("close-place"), st.sampled_from(("carys", "vera", "bola"))),
    st.tuples(st.just("open-place"), st.sampled_from(("carys", "vera", "bola")), st.sampled_from(EVERYBODY)),
    st.tuples(st.just("worker"), st.integers(0, 3)),
)


def may_work(person, consultation) -> bool:
    barred = ConsultationBar.objects.filter(matter=consultation, person=person, ends=None).exists()
    return person.is_active and person.agency.kind == "social-care" and not barred


def with_nobody() -> list[str]:
    """What is open and with nobody who could do it; read from the rows."""
    found = []
    for row in Consultation.objects.filter(state__in=["screening", "decided"]).select_related("owner__agency"):
        if not may_work(row.owner, row):
            found.append(f"consultation of {row.owner}")
    for row in Screening.objects.filter(state__in=["waiting", "claimed", "sign-off"]).select_related("owner__agency"):
        if not may_work(row.owner, row.consultation):
            found.append(f"screening of {row.owner}")
    for row in Step.objects.filter(done_at=None, pathway__stopped_at=None).select_related("owner__agency"):
        if not may_work(row.owner, row.pathway.decision.screening.consultation):
            found.append(f"step of {row.owner}")
    for row in Question.objects.filter(answered_at=None).select_related("asked_of__agency"):
        if not may_work(row.asked_of, row.screening.consultation):
            found.append(f"question to {row.asked_of}")
    for row in Assessment.objects.filter(ended_at=None).select_related("lead__agency"):
        if not may_work(row.lead, row.consultation):
            found.append(f"assessment that {row.lead} leads")
    for row in SignOff.objects.filter(answered_at=None).select_related("asked_of__agency"):
        if not may_work(row.asked_of, row.decision.screening.consultation):
            found.append(f"sign-off of {row.asked_of}")
    for row in Disagreement.objects.filter(answered_at=None).select_related("to__agency"):
        if not may_work(row.to, row.decision.screening.consultation):
            found.append(f"disagreement to {row.to}")
    for row in InformationRequest.objects.filter(answered_at=None, withdrawn_at=None).select_related("asked_by"):
        parts = RequestPart.objects.filter(matter=row, ends=None, person__is_active=True)
        if not parts.filter(person__agency=row.to_agency).exists():
            found.append("a request that nobody received")
        carrier = Carried.objects.filter(kind="asked", key=str(row.uuid)).select_related("holder").first()
        if not (carrier.holder if carrier else row.asked_by).is_active:
            found.append("a request that nobody presses for")
    for row in Round.objects.filter(closed_at=None).select_related("opened_by"):
        carrier = Carried.objects.filter(kind="calibration-round", key=str(row.uuid)).select_related("holder").first()
        runs = carrier.holder if carrier else row.opened_by
        if not runs.is_active or not runs.holds("specialist", "manager", "training-lead"):
            found.append(f"a calibration round that {runs} runs")
    found += of_coaching_with_nobody()
    found += of_panels_with_nobody() + of_meetings_with_nobody() + of_contexts_with_nobody() + of_plans_with_nobody()
    for row in PointOfContact.objects.filter(agency__isnull=False).select_related("person"):
        if row.person is None or not row.person.is_active:
            found.append("a point of contact")
    for row in Carried.objects.filter(kind__in=["post", "team", "draft"]).select_related("holder"):
        if not row.holder.is_active:
            found.append(f"a vacancy with {row.holder}")
    return found


def of_coaching_with_nobody() -> list[str]:
    found = []
    for row in CoachingQuestion.objects.filter(state__in=["asked", "taken", "answered"]).select_related(
        "asked_by", "chosen", "taken_by"
    ):
        has = row.taken_by or row.chosen
        if not row.asked_by.is_active or (has is not None and not has.is_active):
            found.append(f"a question in coaching, with {has}")
        if has is not None and not has.holds("specialist", "manager"):
            found.append(f"a question in coaching, with {has}, who coaches nobody")
    ahead = Booking.objects.filter(cancelled_at=None, slot__ends_at__gt=timezone.now())
    for row in ahead.select_related("slot__specialist", "by"):
        coach = row.slot.specialist
        if not coach.is_active or not row.by.is_active or not coach.holds("specialist", "manager"):
            found.append(f"a time for coaching of {coach} and {row.by}")
    for row in Reflection.objects.filter(held_at=None, called_off_at=None).select_related("set_up_by", "presenter"):
        if not row.set_up_by.is_active or not row.presenter.is_active:
            found.append(f"a group reflection of {row.set_up_by} and {row.presenter}")
    kept = set(ConsultationBar.objects.filter(ends=None).values_list("matter_id", "person_id"))
    for row in Joint.objects.filter(ended_at=None).select_related("worker", "specialist"):
        for one in (row.worker, row.specialist):
            if not one.is_active or (row.consultation_id, one.pk) in kept:
                found.append(f"joint work of {one}")
    return found


def of_contexts_with_nobody() -> list[str]:
    kept = set(ContextBar.objects.filter(ends=None).values_list("matter_id", "person_id"))
    found = []
    for row in Context.objects.filter(closed_at=None).select_related("owner__agency"):
        owner = row.owner
        if not owner.is_active or owner.agency.kind != "social-care" or (row.pk, owner.pk) in kept:
            found.append(f"context of {owner}")
    for row in ContextAction.objects.filter(ended_as="").select_related("owner"):
        if not row.owner.is_active or (row.context_id, row.owner.pk) in kept:
            found.append(f"something agreed for a context, of {row.owner}")
    return found


def of_panels_with_nobody() -> list[str]:
    found = []
    kept = set(ConsultationBar.objects.filter(ends=None).values_list("matter_id", "person_id"))
    seated = list(Member.objects.filter(ends=None, person__is_active=True).select_related("person__agency"))
    managers = Person.objects.filter(is_active=True, agency__kind="social-care", roles_held__role="manager")
    for row in Member.objects.filter(ends__isnull=True).select_related("person"):
        if not row.person.is_active:
            found.append(f"a seat of {row.person}")
    for panel, seat, agency in set(Member.objects.values_list("panel_id", "seat", "person__agency_id")):
        here = [one for one in seated if one.panel_id == panel]
        filled = [one for one in here if (one.person.agency_id == agency if seat == "member" else one.seat == seat)]
        left = Member.objects.filter(panel=panel, seat=seat, person__agency=agency).values_list("uuid", flat=True)
        carried = Carried.objects.filter(kind="panel-seat", key__in=[str(key) for key in left], holder__is_active=True)
        if not filled and not carried.exists():
            found.append(f"an empty seat: {seat}")
    for case in Case.objects.filter(state__in=["waiting", "adopted"]).select_related("social_worker"):
        worker = case.social_worker
        if worker is None or not worker.is_active or (case.consultation_id, worker.pk) in kept:
            found.append(f"a child whose social worker is {worker}")
    for row in PlanAction.objects.filter(done_at=None, stopped_at=None).select_related("owner", "case"):
        if not row.owner.is_active or (row.case.consultation_id, row.owner_id) in kept:
            found.append(f"an action of {row.owner} for a panel")
    for row in Look.objects.filter(done_on=None).select_related("case"):
        leads = [one.person_id for one in seated if one.panel_id == row.case.panel_id and one.seat != "member"]
        people = [*leads, *managers.values_list("pk", flat=True)]
        if all((row.case.consultation_id, key) in kept for key in people):
            found.append("a look that nobody takes")
    return found


def of_meetings_with_nobody() -> list[str]:
    found = []
    kept = set(ConsultationBar.objects.filter(ends=None).values_list("matter_id", "person_id"))
    for row in Meeting.objects.filter(cancelled_at=None).select_related("lead"):
        if not row.lead.is_active or (row.consultation_id, row.lead_id) in kept:
            found.append(f"a meeting that {row.lead} leads")
    for row in Seat.objects.filter(ends=None, person__isnull=False).select_related("person", "meeting"):
        # Of a meeting that is over the seat says who was expected, and stays with its minutes.
        gone = not row.person.is_active and row.meeting.ends_at >= timezone.now()
        if gone or (row.meeting.consultation_id, row.person_id) in kept:
            found.append(f"{row.person} is expected at a meeting")
    for row in MeetingAction.objects.filter(done_at=None).select_related("owner", "meeting"):
        if not row.owner.is_active or (row.meeting.consultation_id, row.owner_id) in kept:
            found.append(f"an action of {row.owner} from a meeting")
    for row in StepQuestion.objects.filter(answers=None, withdrawn_at=None).select_related("asked_by"):
        parts = StepPart.objects.filter(matter=row, ends=None, person__is_active=True)
        people = parts.filter(person__agency=row.to_agency).values_list("person_id", flat=True)
        if all((row.consultation_id, key) in kept for key in people):
            found.append("a question before a step that nobody received")
        carrier = Carried.objects.filter(kind="before-step-asked", key=str(row.uuid)).select_related("holder").first()
        if not (carrier.holder if carrier else row.asked_by).is_active:
            found.append("a question before a step that nobody waits for")
    return found


def of_plans_with_nobody() -> list[str]:
    found = []
    for plan in Plan.objects.filter(ended_at=None).select_related("owner__agency", "consultation"):
        if not may_work(plan.owner, plan.consultation):
            found.append(f"a plan of {plan.owner}")
    rows = Action.objects.filter(ended_as="", until=None, plan__ended_at=None, owner__isnull=False)
    for row in rows.select_related("owner__agency", "plan__consultation"):
        if not may_work(row.owner, row.plan.consultation):
            found.append(f"an action of {row.owner} from a plan")
    for row in Session.objects.filter(accounts=None).select_related("worker__agency", "consultation"):
        if not may_work(row.worker, row.consultation):
            found.append(f"a session of {row.worker}")
    return found


def play(cast, act) -> None:
    """One act; whatever is refused changes nothing."""
    name, *said = act
    now = {key: Person.objects.select_related("agency", "authority").get(pk=cast[key].pk) for key in EVERYBODY}
    today = timezone.localdate()
    if name == "begin":
        who, by, why = said
        actions.begin_handover(now[by], person=now[who], why=why, last_day=today)
    elif name == "offer":
        number, by, to = said
        things = [(h, held, h.person) for h in Handover.objects.order_by("pk") for held in held_by(h.person)]
        things += [
            (item.handover, live, item.holder)
            for item in Item.objects.filter(state__in=[ItemState.WAITING, ItemState.OFFERED]).order_by("pk")
            if (live := queries.live_of(item)) is not None
        ]
        if things:
            handover, held, holder = things[number % len(things)]
            actions.offer_thing(now[by], handover=handover, held=held, holder=holder, to=now[to])
    elif name in ("take", "decline", "keep"):
        number, by = said
        items = list(Item.objects.order_by("pk"))
        if items:
            item = items[number % len(items)]
            if name == "take":
                actions.take_over(now[by], item=item)
            elif name == "keep":
                actions.keep_it(now[by], item=item)
            else:
                actions.decline(now[by], item=item, because="No.")
    elif name == "take-all":
        for item in Item.objects.filter(offered_to=now[said[0]], state=ItemState.OFFERED).order_by("pk"):
            with transaction.atomic():
                actions.take_over(now[said[0]], item=item)
    elif name == "at-once":
        actions.end_at_once(now[said[1]], person=now[said[0]], because="Suspended.")
    elif name == "end":
        people.end_person("system:command", person=now[said[0]])
    elif name == "role":
        role = "manager" if said[0] == "carys" else "specialist"
        people.end_role("system:command", person=now[said[0]], role=role, at_once=said[1])
    elif name == "bar":
        consultation = Consultation.objects.order_by("pk").first()
        place = Context.objects.order_by("pk").first()
        # Of a matter that they do not read, nobody records anything: of the two, what this person may.
        try:
            with transaction.atomic():
                place_context_bar(now[said[0]], context=place, person=now[said[0]], reason="A neighbour")
        except NotFound:
            pass
        place_bar(now[said[0]], consultation=consultation, person=now[said[0]], reason="A neighbour")
    elif name == "call-off":
        handover = queries.own_handover(now[said[0]])
        if handover is not None:
            actions.call_off(now["jo"], handover=handover)
    elif name in ("close-place", "open-place"):
        place = Context.objects.order_by("pk").first()
        if name == "close-place":
            close_context(now[said[0]], context=place, because="Safe.", who_has_it="The warden.")
        else:
            open_context_again(now[said[0]], context=place, reason="Again.", owner=now[said[1]])
    elif name == "worker":
        actions.work_through(WORKER, today=today + datetime.timedelta(days=said[0]))


def with_panels_and_meetings(cast, consultation) -> None:
    """A panel with two cases, one of them to be looked at again; a visit, a meeting, and a question before a step."""
    panel = panel_of(cast)
    case = enter_case(cast, panel, worker="amina")
    Case.objects.filter(pk=case.pk).update(consultation=consultation)
    for owner in ("bola", "dan"):
        panels.agree_action(
            cast["petra"], case=case, text="Ring.", owner=cast[owner], due_on=None, is_support=False, once_key=owner
        )
    ended = enter_case(cast, panel, worker="olu")
    Look.objects.create(case=ended, clock="look", title="Six months", due_on=timezone.localdate())
    assessed(cast, consultation, lead="bola")
    visit = planned(cast["amina"], consultation, lead=cast["dan"])
    asked_before(cast["amina"], consultation, meeting=visit)
    meeting = begun(planned(cast["bola"], consultation, kind="strategy"))
    for owner in ("amina", "dan"):
        action_for(cast["bola"], meeting, cast[owner])
    place = contexts.opened(cast["amina"], owner=cast["carys"])
    contexts.let_in(cast["carys"], place, cast["bola"], cast["dan"])
    conference = contexts.conferred(cast["carys"], place)
    for owner in ("bola", "dan"):
        contexts.agreed(cast["carys"], conference, cast[owner])
        contexts.planned(cast["carys"], place, cast[owner])
    planned_with_child(cast["amina"], consultation, cast["petra"], doer=cast["bola"])
    session_with_child(cast["amina"], consultation, cast["bola"])


def with_coaching(cast, consultation) -> None:
    """Questions that wait, are taken and answered; times that are booked; a reflection; joint work."""
    coaching.answered(cast)
    coaching.ask(cast, by="farah", once="chosen", chosen=cast["petra"])
    coaching.ask(cast, by="olu", once="free")
    book_slot(cast["olu"], slot=coaching.offered(cast))
    book_slot(cast["bola"], slot=coaching.offered(cast, by="petra"))
    coaching.reflecting(cast)
    coaching.jointly(cast, consultation)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.lists(acts, min_size=4, max_size=24))
def test_after_any_order_of_acts_nothing_open_is_with_nobody(order):
    cast = build_people()
    with transaction.atomic():
        row = claimed(cast)
        screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
        asked(cast["amina"], row.consultation)
        decision = decided(cast, outcomes=["section-17", "prevent-referral"])
        screening.record_disagreement(cast["petra"], decision=decision, text="No.", once_key="d")
        raised(cast["olu"])
        with_panels_and_meetings(cast, row.consultation)
        round_opened(cast, by="bola")
        with_coaching(cast, row.consultation)
        assert with_nobody() == []
        for act in order:
            try:
                with transaction.atomic():
                    play(cast, act)
            except REFUSED:
                pass
            assert with_nobody() == [], act
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_reading_of_rows_finds_what_is_with_nobody(cast):
    raised(cast["amina"])
    assert with_nobody() == []
    Person.objects.filter(pk__in=[cast["amina"].pk, cast["dan"].pk]).update(is_active=False)
    assert sorted(with_nobody()) == ["a point of contact", "consultation of Amina"]
