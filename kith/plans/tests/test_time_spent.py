"""Time that was spent with a young person without having been planned is written down, counted as held, and told apart."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns.models import Consultation
from kith.desk.queries import chronology_for, waiting_for
from kith.desk.tests.factories import raised
from kith.people.models import Person
from kith.people.queries import diary_of
from kith.plans import actions, queries
from kith.plans.models import Session, SessionAccount

from .factories import held, missed, over, session
from .test_direct_work import fill, month_of, team_of_four

pytestmark = pytest.mark.django_db


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def spent(by, consultation, worker=None, hours=2, **said):
    return actions.record_session(
        by,
        consultation=consultation,
        worker=worker or by,
        starts_at=said.pop("starts_at", None) or timezone.now() - datetime.timedelta(hours=hours),
        once_key=said.pop("once_key", "spent"),
        **{
            "minutes": 25,
            "way": "together",
            "place": "At the school gate",
            "tried": "She came by, and wanted to talk.",
            "guides": [],
            "childs_words": "Can we go on tomorrow?",
            "what_next": "The café on Monday.",
            **said,
        },
    )


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_time_that_happened_is_written_down_once_and_waits_for_nobody(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    row = spent(amina, consultation)
    assert spent(amina, consultation) == row and Session.objects.count() == 1
    assert row.unplanned and row.minutes == 25
    account = SessionAccount.objects.get()
    assert (account.came, account.minutes, account.childs_words) == ("held", 25, "Can we go on tomorrow?")
    assert not [group for group in waiting_for(anew(amina)) if group.title == "Direct work"]
    line = next(one for one in chronology_for(amina, consultation.reference).lines if one.kind == "session")
    assert line.title == "Direct work held, not planned, 25 minutes" and line.childs_words == "Can we go on tomorrow?"
    entry = Entry.objects.get(verb="session.recorded")
    assert entry.subject == row.subject
    # For a colleague who held it, who may read the matter from then on.
    other = spent(amina, consultation, cast["olu"], once_key="two")
    assert other.worker == cast["olu"] and other in queries.sessions_about(cast["olu"], consultation)


def test_who_may_not_what_is_to_come_and_what_says_nothing_are_refused(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    for stranger in ("dan", "gwen"):
        with pytest.raises(NotFound), transaction.atomic():
            spent(cast[stranger], consultation)
    with pytest.raises(NotFound), transaction.atomic():
        spent(amina, consultation, cast["dan"])
    with pytest.raises(ValueError, match="still to come"), transaction.atomic():
        spent(amina, consultation, hours=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        spent(amina, consultation, childs_words="")
    assert not Session.objects.exists()
    Consultation.objects.filter(pk=consultation.pk).update(state="closed", closed_at=timezone.now(), closed_owner="x")
    closed = Consultation.objects.get(pk=consultation.pk)
    with pytest.raises(Exception, match="was closed"), transaction.atomic():
        spent(amina, closed)
    assert not Session.objects.exists()


def test_ones_own_time_tells_it_apart_and_counts_it_as_held(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    at = month_of(0)
    held(amina, session(amina, consultation, starts_at=at), minutes=45)
    missed(amina, session(amina, consultation, starts_at=at + datetime.timedelta(days=1)), "worker-ill")
    spent(amina, consultation, starts_at=at + datetime.timedelta(days=2), minutes=75)
    time = queries.own_time(amina)
    (month,) = time.months
    assert (month.sessions, month.hours) == ("3", "2"), "what was not planned has no hours that were"
    assert (month.held, month.unplanned, month.held_hours, month.missed, month.unwritten) == ("1", "1", "2", "1", "0")
    client.force_login(amina)
    page = text_of(client.get(reverse("plans:time")))
    assert "Held as planned" in page and "Held, not planned" in page


def test_a_teams_time_hides_a_small_number_of_it(cast):
    team, people = team_of_four(cast)
    fill(cast, team, people, 0, (16, 16, 16, 16))
    consultation = raised(cast["carys"])
    rows = [
        spent(cast["carys"], consultation, people[0], starts_at=month_of(0), once_key=f"few-{one}") for one in range(3)
    ]
    assert {row.team_id for row in rows} == {team.pk} or Session.objects.filter(unplanned=True).update(team=team)
    (month,) = queries.team_time(cast["carys"], team).months
    assert month.unplanned == "c"
    # Nor from the others of its row: something else of it is hidden with it.
    others = (month.held, month.missed, month.unwritten, month.sessions)
    assert "c" in others


def test_it_is_written_on_its_page_and_stands_with_the_others(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    client.force_login(amina)
    whole = reverse("plans:of-matter", args=[consultation.reference])
    where = reverse("plans:record-session", args=[consultation.reference])
    assert f'"{where}"' in text_of(client.get(whole))
    page = client.get(where)
    assert "Write down time that was spent" in text_of(page)
    now = timezone.localtime()
    early = {"starts_on_day": now.day, "starts_on_month": now.month, "starts_on_year": now.year, "starts_at": "12:00am"}
    sent = {
        "worker": str(amina.uuid),
        "minutes": "20",
        "way": "telephone",
        "tried": "She rang.",
        "childs_words": "I wanted to hear somebody.",
        "what_next": "Thursday.",
        "once": "a",
        **early,
    }
    tomorrow = now + datetime.timedelta(days=1)
    wrong = {**sent, "starts_on_day": tomorrow.day, "starts_on_month": tomorrow.month, "starts_on_year": tomorrow.year}
    refused = client.post(where, wrong)
    assert refused.status_code == 200 and "must be past" in text_of(refused) and "She rang." in text_of(refused)
    version = refused.context["writing"].half.version
    answer = client.post(where, {**sent, "version": version})
    row = Session.objects.get()
    assert answer.status_code == 302 and answer.url == reverse("plans:session", args=[row.uuid])
    assert client.post(where, {**sent, "version": version}).status_code in (200, 302) and Session.objects.count() == 1
    page = text_of(client.get(answer.url))
    assert "It was not planned" in page and "She rang." in page and "What is planned" not in page
    assert "It was not held" not in page and "Move it" not in page
    assert "Held, not planned" in text_of(client.get(whole))
    client.force_login(cast["dan"])
    assert client.get(where).status_code == 404


def test_it_can_be_put_right_and_never_said_not_to_have_been(client, cast):
    amina = cast["amina"]
    row = spent(amina, raised(amina))
    with pytest.raises(ValueError, match="not planned"), transaction.atomic():
        missed(amina, row)
    held(amina, row, minutes=40)
    assert queries.account_of(row).minutes == 40
    client.force_login(amina)
    assert client.get(reverse("plans:held", args=[row.uuid])).status_code == 200
    assert client.get(reverse("plans:missed", args=[row.uuid])).status_code == 410
    assert over(row).unplanned and diary_of(amina, timezone.now()) is not None
