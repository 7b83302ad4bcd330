"""What a learning system tells: by whose key, once, all or nothing; what counts, waits, is taken back and is forgotten."""

import base64
import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound
from kith.audit.models import Entry
from kith.learning_systems import actions
from kith.learning_systems.models import Activity, Key, Statement
from kith.learning_systems.statements import statements_in
from kith.learning_systems.views import xapi
from kith.learning_systems.words import State
from kith.training import actions as training
from kith.training.models import Completion, StaffNumber

from .factories import COURSE, HOME, a_key, a_system, named, said, send, voiding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    xapi.ASKERS.forget()


@pytest.fixture
def system(cast):
    return a_system(cast)


@pytest.fixture
def secret(cast, system):
    return a_key(cast, system)


def rows(who=None):
    found = Completion.objects.filter(how="statement").order_by("pk")
    return list(found.filter(person=who) if who else found)


def states(system) -> list[str]:
    return list(Statement.objects.filter(system=system).order_by("pk").values_list("state", flat=True))


def test_a_statement_waits_until_somebody_says_what_it_counts_for_and_then_counts(client, cast, system, secret):
    content = said(cast)
    answer = send(client, secret, content)
    assert answer.status_code == 200 and answer.json() == [content["id"]]
    assert answer["X-Experience-API-Version"] == "1.0.3" and not answer.cookies
    assert not rows() and states(system) == [State.WAITING]
    assert named(cast, system) == 1
    row = rows(cast["amina"])[0]
    assert (row.tier, row.day, row.course) == ("introductory", timezone.localdate(), "Prevent awareness")
    assert row.source == f"xapi:{system.uuid.hex}" and row.key == content["id"]
    answer = send(client, secret, [said(cast, "carys"), said(cast, "bola", "experienced")])
    assert answer.status_code == 200 and len(rows(cast["carys"])) == 1 and not rows(cast["bola"])
    kept = json.dumps(list(Statement.objects.values()), default=str)
    assert "Prevent awareness" not in kept and cast["amina"].email not in kept, "nothing of its text is kept"
    told = Entry.objects.filter(verb="learning-system.told").order_by("seq").last()
    assert told.details == {"new": 2, "counted": 1, "voided": 0} and told.actor == "system:xapi"


def test_the_same_statement_again_is_the_same_answer_and_another_under_its_id_is_refused(client, cast, system, secret):
    content = said(cast)
    first = send(client, secret, content)
    named(cast, system)
    again = send(client, secret, content | {"stored": "2026-06-09T10:15:00Z"})
    assert (again.status_code, again.json()) == (200, first.json()) and len(rows()) == 1
    other = send(client, secret, [said(cast, "carys"), content | {"result": {"success": False}}])
    assert other.status_code == 409 and "Nothing was kept" in other.json()["detail"] and not rows(cast["carys"])
    assert other["X-Experience-API-Version"] == "1.0.3"
    wrong = send(client, secret, [said(cast, "carys"), said(cast, "bola") | {"actor": {}}])
    assert wrong.status_code == 400 and "Statement 2" in wrong.json()["detail"] and not rows(cast["carys"])
    twice = said(cast, "carys")
    assert send(client, secret, [twice, twice]).status_code == 400 and not rows(cast["carys"])


def test_completed_and_passed_of_one_day_are_one_completion(client, cast, system, secret):
    one, other = said(cast), said(cast, verb="passed")
    send(client, secret, [one, other])
    named(cast, system)
    assert len(rows()) == 1 and states(system) == [State.COUNTED] * 2
    send(client, secret, voiding(one["id"]))
    assert rows()[0].taken_back_at is None, "the other still tells of it"
    send(client, secret, voiding(other["id"]))
    assert rows()[0].taken_back_at and "took it back" in rows()[0].taken_back_because
    send(client, secret, said(cast))
    assert len(rows()) == 2 and rows()[1].taken_back_at is None


def test_what_is_voided_counts_no_more_also_where_the_voiding_came_first(client, cast, system, secret):
    content = said(cast)
    send(client, secret, content)
    named(cast, system)
    void = voiding(content["id"])
    for _ in range(2):
        assert send(client, secret, void).status_code == 200
    assert rows()[0].taken_back_at and Entry.objects.filter(verb="completion.taken-back").count() == 1
    early = said(cast, "carys")
    send(client, secret, voiding(early["id"]))
    assert send(client, secret, early).status_code == 200
    assert all(row.taken_back_at for row in rows(cast["carys"]))
    both = said(cast, "bola")
    send(client, secret, [both, voiding(both["id"])])
    assert all(row.taken_back_at for row in rows(cast["bola"]))
    refused = send(client, secret, voiding(void["id"]))
    assert refused.status_code == 400 and "cannot be voided" in refused.json()["detail"]
    second = voiding(content["id"])
    refused = send(client, secret, [second, voiding(second["id"])])
    assert refused.status_code == 400 and "cannot be voided" in refused.json()["detail"]
    other = a_system(cast, name="Other")
    live = said(cast, "petra")
    send(client, secret, live)
    send(client, a_key(cast, other), voiding(live["id"]))
    assert rows(cast["petra"])[0].taken_back_at is None, "another system voids nothing of this one"


def account(number: str, home: str = HOME) -> dict:
    return {"actor": {"account": {"homePage": home, "name": number}}}


def test_a_person_is_known_by_work_address_or_staff_number_of_this_authority_alone(client, cast, system, secret):
    for content in (
        said(cast, "olu"),
        said(cast, "rhys"),
        said() | account("4711"),
        said() | account("4711", "https://other.example"),
        said() | {"actor": {"mbox": "mailto:nobody@example.org"}},
        said() | {"actor": {"mbox_sha1sum": "a" * 40}},
    ):
        send(client, secret, content)
    named(cast, system)
    assert {row.person for row in rows()} == {p for p in (cast["olu"],) if p.authority_id == system.authority_id}
    StaffNumber.objects.create(authority=system.authority, person=cast["amina"], number="4711")
    assert actions.match_waiting_statements(WORKER) == 1
    assert len(rows(cast["amina"])) == 1, "by the number under the address of its accounts alone"
    upper = said() | {"actor": {"mbox": f"mailto:{cast['carys'].email.upper()}"}}
    send(client, secret, upper)
    assert len(rows(cast["carys"])) == 1
    cast["bola"].is_active = False
    cast["bola"].save()
    send(client, secret, said(cast, "bola"))
    assert not rows(cast["bola"])


def test_a_course_that_counts_for_none_counts_for_nobody(client, cast, system, secret):
    send(client, secret, said(cast))
    assert named(cast, system, "") == 0
    send(client, secret, said(cast, "carys"))
    assert not rows() and states(system) == [State.ASIDE] * 2
    with pytest.raises(ValueError):
        named(cast, system, "no-such-tier")


def test_what_waits_too_long_is_forgotten_and_what_counts_stays(client, cast, system, secret):
    send(client, secret, [said(cast), said(cast, about=f"{COURSE}0"), said(cast, verb="launched")])
    named(cast, system)
    old = timezone.now() - datetime.timedelta(days=31)
    Statement.objects.update(received_at=old)
    Activity.objects.update(seen_at=old)
    fresh = said(cast, about=f"{COURSE}1")
    send(client, secret, fresh)
    assert actions.forget_old_statements(WORKER) == 2 and actions.forget_old_statements(WORKER) == 0
    assert states(system) == [State.COUNTED, State.WAITING]
    assert set(Activity.objects.values_list("iri", flat=True)) == {COURSE, f"{COURSE}1"}
    with pytest.raises(NotFound):
        actions.forget_old_statements("system:xapi")


@pytest.mark.parametrize("name", ["MOST_WAITING", "MOST_ACTIVITIES"])
def test_more_than_can_wait_is_sent_again_later(client, cast, system, secret, monkeypatch, name):
    monkeypatch.setattr(actions, name, 1)
    assert send(client, secret, said(cast)).status_code == 200
    answer = send(client, secret, said(cast, "carys", about=f"{COURSE}0"))
    assert answer.status_code == 503 and answer["Retry-After"] and Statement.objects.count() == 1


def test_what_means_no_completion_is_kept_within_bounds(client, cast, system, secret, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ASIDE", 1)
    for _ in range(3):
        assert send(client, secret, said(cast, verb="launched")).status_code == 200
    assert states(system) == [State.ASIDE]


# The door


@pytest.mark.parametrize("method", ["get", "put", "delete", "head", "options", "patch"])
def test_nothing_but_post_is_taken(client, secret, method):
    headers = {"Authorization": f"Bearer {secret}", "X-Experience-API-Version": "1.0.3"}
    answer = getattr(client, method)("/xapi/statements", headers=headers)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert answer["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.parametrize("path", ["/xapi/about", "/xapi/activities/state", "/xapi/statements/more"])
def test_there_is_no_other_address(client, secret, path):
    answer = client.get(path, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 404 and answer["X-Experience-API-Version"] == "1.0.3"
    assert answer.json()["detail"]


def basic(user: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()


def test_a_key_opens_by_bearer_or_basic_and_nothing_else_opens(client, cast, system, secret):
    client.force_login(cast["gwen"])
    for given in ("", "Bearer", "Bearer x", "Basic ?", basic("x", secret), basic("", secret), f"Token {secret}"):
        answer = send(client, secret, said(cast), Authorization=given)
        assert answer.status_code == 401 and "Bearer" in answer["WWW-Authenticate"], given
        assert answer["X-Experience-API-Version"] == "1.0.3"
    assert send(client, secret, said(cast), Authorization=basic(str(system.uuid), secret)).status_code == 200
    assert send(client, secret, said(cast)).status_code == 200
    assert Key.objects.get().last_used


def test_a_key_opens_nothing_else(client, secret):
    headers = {"Authorization": f"Bearer {secret}"}
    for path in ("/api/v1/consultations", "/api/v1/toolkit/changes"):
        assert client.get(path, headers=headers).status_code in (401, 404), path
    assert client.get("/training/", headers=headers).status_code == 302


def test_two_keys_live_and_a_withdrawn_one_opens_nothing(client, cast, system, secret):
    second = a_key(cast, system)
    with pytest.raises(actions.KeysEnough):
        a_key(cast, system)
    for one in (secret, second):
        assert send(client, one, said(cast)).status_code == 200
    old = Key.objects.order_by("pk").first()
    for _ in range(2):
        actions.withdraw_key(cast["jo"], key=old)
    assert Entry.objects.filter(verb="learning-system.key-withdrawn").count() == 1
    assert send(client, secret, said(cast)).status_code == 401
    assert send(client, second, said(cast)).status_code == 200
    third = a_key(cast, system)
    actions.end_system(cast["gwen"], system=system)
    assert {send(client, one, said(cast)).status_code for one in (second, third)} == {401}
    old.refresh_from_db()
    with pytest.raises(NotFound):
        actions.take_statements("system:xapi", key=old, told=statements_in(json.dumps(said(cast)).encode())[0])
    assert secret not in json.dumps(list(Key.objects.values()), default=str)


@pytest.mark.parametrize(("given", "status"), [("1.0.3", 200), ("1.0", 200), ("1.0.0", 200), ("2.0.0", 400), ("", 400)])
def test_the_version_is_asked_for(client, cast, secret, given, status):
    answer = send(client, secret, said(cast), **{"X-Experience-API-Version": given})
    assert answer.status_code == status and answer["X-Experience-API-Version"] == "1.0.3"


def test_what_is_sent_otherwise_is_refused_and_says_why(client, cast, system, secret):
    headers = {"Authorization": f"Bearer {secret}", "X-Experience-API-Version": "1.0.3"}
    for kind in ("multipart/mixed; boundary=x", "text/plain", "application/x-www-form-urlencoded"):
        answer = client.post("/xapi/statements", b"x", content_type=kind, headers=headers)
        assert answer.status_code == 415 and answer.json()["detail"], kind
    answer = client.post("/xapi/statements?method=PUT", "{}", content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert send(client, secret, b" " * (xapi.LARGEST + 1)).status_code == 413
    assert send(client, secret, b" " * 3_000_000).status_code == 413
    answer = send(client, secret, "{")
    assert answer.status_code == 400 and answer["Content-Type"].startswith("application/problem+json")
    assert not Statement.objects.exists()


def test_one_system_is_answered_so_often_in_a_minute(client, cast, system, secret, monkeypatch):
    monkeypatch.setattr(xapi, "PER_MINUTE", 2)
    assert [send(client, secret, said(cast)).status_code for _ in range(3)] == [200, 200, 429]
    other = a_key(cast, a_system(cast, name="Other"))
    assert send(client, other, said(cast)).status_code == 200


def test_what_the_training_lead_took_back_stays_so(client, cast, system, secret):
    content = said(cast)
    send(client, secret, content)
    named(cast, system)
    training.take_back_completion(cast["gwen"], completion=rows()[0], because="Not theirs")
    send(client, secret, content)
    assert len(rows()) == 1 and rows()[0].taken_back_because == "Not theirs"


def test_what_was_counted_wrongly_is_corrected_on_its_own_day_where_the_training_lead_says_so(
    client, cast, system, secret
):
    day = timezone.localdate() - datetime.timedelta(days=40)
    early = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12))).isoformat()
    for one in (said(cast, timestamp=early), said(cast, "carys"), said(cast, "bola")):
        send(client, secret, one)
    named(cast, system)
    taken, again = rows(cast["bola"])[0], said(cast, "olu", verb="passed")
    training.take_back_completion(cast["gwen"], completion=taken, because="Not theirs")
    activity = Activity.objects.get()
    client.force_login(cast["gwen"])
    where = reverse("learning_systems:activities", args=[system.uuid])
    client.post(where, {f"activity-{activity.uuid.hex}": "enhanced"})
    assert {row.tier for row in rows()} == {"introductory"}, "what counted before stays"
    answer = client.post(where, {f"activity-{activity.uuid.hex}": "enhanced", "corrected": "on"}, follow=True)
    assert "2 statements came to count, or to count for something else." in answer.content.decode()
    old, new = rows(cast["amina"])
    assert old.taken_back_because == "What the activity counts for was corrected." and new.tier == "enhanced"
    assert new.day == old.day == day and new.taken_back_at is None
    assert [row.tier for row in rows(cast["bola"])] == ["introductory"], "what was taken back stays taken back"
    # A second click changes nothing, what is told of now counts as before, and a voiding reaches what was corrected.
    client.post(where, {f"activity-{activity.uuid.hex}": "enhanced", "corrected": "on"})
    assert len(rows(cast["amina"])) == 2 and send(client, secret, again).status_code == 200
    assert [row.tier for row in rows(cast["olu"])] == ["enhanced"]
    statement = Statement.objects.get(completion=new)
    send(client, secret, voiding(str(statement.key)))
    new.refresh_from_db()
    assert new.taken_back_because == "The learning system took it back."
    # For none: what stands is taken back, and says why.
    client.post(where, {f"activity-{activity.uuid.hex}": "-", "corrected": "on"})
    assert not [row for row in rows() if row.taken_back_at is None]
    assert "corrected" not in client.get(where).content.decode(), "nothing is left that counts"
