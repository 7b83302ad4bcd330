"""The child’s social worker leaves the child’s matter: the panel sees the gap, and who leads hears that they must name another."""

import pytest
from django.urls import reverse

from kith.audit.models import Entry
from kith.concerns.actions import end_part, give_part, place_bar
from kith.concerns.models import ConsultationPart
from kith.desk.models import Notice
from kith.desk.queries import waiting_for
from kith.desk.tests.factories import fresh
from kith.panel import actions, queries
from kith.panel.models import Case
from kith.people import actions as people
from kith.people.models import Membership

from .factories import entered, met, panel_of, sent

pytestmark = pytest.mark.django_db
GONE = "Works in the child’s matter no more"


def anew(case) -> Case:
    return Case.objects.get(pk=case.pk)


def with_worker(cast, who="olu"):
    """A case of a consultation into which this colleague was let, and whose social worker they are."""
    consultation = sent(cast)
    give_part(cast["amina"], consultation=consultation, person=cast[who], because="Takes over from me.")
    return entered(cast, panel_of(cast), consultation, worker=who)


def let_out(cast, case, who="olu"):
    part = ConsultationPart.objects.filter(matter=case.consultation, person=cast[who], reason="given", ends=None).get()
    end_part(cast["amina"], consultation=case.consultation, part_id=part.pk)


def waits(person) -> list:
    return [row for group in waiting_for(person) for row in group.rows if "Name the child’s social worker" in row.words]


def test_a_part_that_ends_shows_the_gap_and_tells_who_must_name_another(client, cast):
    case = with_worker(cast)
    fresh(client, cast["esme"])
    address = reverse("panel:case", args=[case.uuid])
    assert GONE not in client.get(address).content.decode() and not waits(cast["esme"])
    let_out(cast, case)
    assert anew(case).social_worker == cast["olu"], "Kith names nobody by itself"
    page = client.get(address).content.decode()
    assert GONE in page and "name another" in page
    fresh(client, cast["dan"])
    page = client.get(address).content.decode()
    leader = queries.leaders_today([case])[case.pk].person
    assert GONE in page and f"{leader.name} must name another" in page
    told = Notice.objects.filter(kind="panel-social-worker-left").values_list("person__name", flat=True)
    assert set(told) == {cast[who].name for who in ("esme", "carys", "petra")}, "who leads the panel, and nobody else"
    entry = Entry.objects.get(verb="panel.social-worker-left")
    assert entry.subject == case.subject and entry.details["of"] == f"person:{cast['olu'].uuid}"
    (one,) = waits(cast["esme"])
    assert one.url == reverse("panel:social-worker", args=[case.uuid])
    assert not waits(cast["amina"]) and not waits(cast["dan"])


def test_naming_another_closes_the_gap(client, cast):
    case = with_worker(cast)
    let_out(cast, case)
    fresh(client, cast["esme"])
    actions.name_social_worker(cast["esme"], case=case, person=cast["amina"])
    assert anew(case).social_worker_left_at is None and not waits(cast["esme"])
    assert GONE not in client.get(reverse("panel:case", args=[case.uuid])).content.decode()


def test_who_is_let_in_again_is_the_social_worker_as_before(cast):
    case = with_worker(cast)
    let_out(cast, case)
    give_part(cast["amina"], consultation=case.consultation, person=cast["olu"], because="Is back.")
    assert anew(case).social_worker == cast["olu"] and anew(case).social_worker_left_at is None
    assert not waits(cast["esme"])


def test_who_keeps_another_part_leaves_no_gap(cast):
    case = with_worker(cast)
    ConsultationPart.objects.create(matter=case.consultation, person=cast["olu"], reason="step")
    let_out(cast, case)
    assert anew(case).social_worker_left_at is None
    assert not Entry.objects.filter(verb="panel.social-worker-left").exists()


def test_somebody_elses_part_that_ends_is_no_gap(cast):
    case = with_worker(cast)
    give_part(cast["amina"], consultation=case.consultation, person=cast["vera"], because="Reads along.")
    let_out(cast, case, "vera")
    assert anew(case).social_worker_left_at is None


def test_a_case_that_ended_has_no_gap(cast):
    case = with_worker(cast)
    Case.objects.filter(pk=case.pk).update(state="not-adopted")
    let_out(cast, case)
    assert anew(case).social_worker_left_at is None


def test_who_worked_by_a_teams_part_alone_and_leaves_the_team_leaves_a_gap(cast):
    consultation = sent(cast)
    team = Membership.objects.filter(person=cast["petra"]).first().team
    ConsultationPart.objects.filter(matter=consultation, person=cast["petra"]).delete()
    ConsultationPart.objects.filter(matter=consultation, team=team).update(managers_only=False)
    case = entered(cast, panel_of(cast), consultation, worker="petra")
    people.leave_team("system:command", person=cast["petra"], team=team, at_once=True)
    assert anew(case).social_worker_left_at is not None


def test_where_a_conflict_of_interest_leaves_nobody_who_may_be_named_the_gap_stands(cast):
    case = with_worker(cast)
    others = [case.consultation.owner, cast["carys"], cast["vera"]]
    for person in others:
        actions.place_bar(cast["esme"], case=case, person=person, reason="Knows the family.")
    place_bar(cast["carys"], consultation=case.consultation, person=cast["olu"], reason="Knows the family.")
    assert anew(case).social_worker == cast["olu"] and anew(case).social_worker_left_at is not None
    assert [row.pk for row in queries.without_social_worker(cast["esme"])] == [case.pk]


def test_the_meeting_says_that_they_have_left(client, cast):
    case = with_worker(cast)
    meeting = met(cast, case.panel, case)
    let_out(cast, case)
    fresh(client, cast["esme"])
    assert (
        "They have left: another must be named."
        in client.get(reverse("panel:meeting", args=[meeting.uuid])).content.decode()
    )
