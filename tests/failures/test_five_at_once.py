"""Five sendings of one form at one moment make one record, and all five people at the screen are told that it is made."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kith.desk.tests.factories import raised
from kith.meetings.actions import ask_before_step, call_meeting, make_calendar
from kith.meetings.models import Calendar, Meeting, StepQuestion
from kith.meetings.tests.factories import PLAN, STEP, police, soon
from kith.meetings.words import Kind
from kith.panel.actions import record_view, set_up_panel
from kith.panel.models import AgencyView, Panel
from kith.panel.tests.factories import entered, met, panel_of, sent
from kith.people.actions import make_token
from kith.people.models import Token
from kith.services.actions import add_service
from kith.services.models import Organisation, Service
from kith.services.tests.factories import HARBOUR, content
from kith.toolkit.actions import add_note, propose
from kith.toolkit.models import LocalNote, Proposal

pytestmark = pytest.mark.django_db(transaction=True)


def a_question(cast):
    matter = raised(cast["amina"])
    said = {"consultation": matter, "to_agency": police(cast["amina"]), "planned_for": soon(), **STEP}
    return [StepQuestion], lambda: ask_before_step(cast["amina"], once_key="one", **said)


def a_visit(cast):
    said = {"consultation": raised(cast["amina"]), "kind": Kind.VISIT, **PLAN}
    said |= {"starts_at": soon(), "ends_at": soon(49), "people": [cast["bola"]]}
    return [Meeting], lambda: call_meeting(cast["amina"], once_key="one", **said)


def a_calendar(cast):
    return [Calendar], lambda: make_calendar(cast["amina"], name="phone", once_key="one")


def a_token(cast):
    return [Token], lambda: make_token(cast["amina"], person=cast["amina"], name="case system", once_key="one")


def a_proposal(cast):
    said = {"title": "A new sign", "seen": "x", "may_matter": "x", "may_also_be": "x", "ask": "x"}
    return [Proposal], lambda: propose(cast["amina"], once_key="one", **said)


def a_note(cast):
    return [LocalNote], lambda: add_note(cast["farah"], slug="what-is-not-a-sign", text="Ring the hub.")


def a_service(cast):
    said = content(cast["farah"])
    return [Service, Organisation], lambda: add_service(cast["farah"], content=said, once_key="one", new=HARBOUR)


def a_panel(cast):
    return [Panel], lambda: set_up_panel(cast["esme"], kind="channel", name="Channel panel", chair=cast["esme"])


def a_view(cast):
    panel = panel_of(cast)
    case = entered(cast, panel, sent(cast))
    item = met(cast, panel, case).items.get(case=case)
    said = {"item": item, "agency": cast["dan"].agency, "text": "We go on."}
    return [AgencyView], lambda: record_view(cast["dan"], once_key="one", **said)


@pytest.mark.parametrize(
    "form", [a_question, a_visit, a_calendar, a_token, a_proposal, a_note, a_service, a_panel, a_view]
)
def test_five_sendings_at_once_make_one_and_none_is_refused(cast, form):
    models, send = form(cast)
    before = [model.objects.count() for model in models]
    together = threading.Barrier(5)

    def click():
        together.wait()
        try:
            send()
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as clicks:
        faults = [fault for fault in (sent.exception() for sent in [clicks.submit(click) for _ in range(5)]) if fault]
    assert not faults, faults
    assert [model.objects.count() - number for model, number in zip(models, before, strict=True)] == [1] * len(models)
