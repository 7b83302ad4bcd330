"""The door for machines: each token opens its person's records and no more, and a draft is begun once."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from openapi_spec_validator import validate

from kith.audit.models import Entry
from kith.concerns.actions import discard_draft, place_bar, start_consultation, submit_consultation
from kith.concerns.models import Consultation
from kith.decisions.models import Draft
from kith.people.actions import make_token, withdraw_token
from kith.people.models import Token
from kith.screening import actions as screening
from kith.screening.models import Screening

pytestmark = pytest.mark.django_db

LIST = "/api/v1/consultations"
BODY = {
    "practitioner": "amina@thornmere.example",
    "child": {
        "case_reference": "TH-20417",
        "name": "Megan",
        "birth_kind": "known",
        "birth_date": "2012-01-30",
        "sex": "female",
    },
    "noticed": [
        {"what": "She runs a group at night.", "happened_on": "2026-01-08", "place": "online"},
        {"what": "She is tired at school.", "place": "school"},
    ],
    "voice": {"voice_words": "They listen."},
    "question": {"question": "Am I thinking straight?"},
    "contexts": [{"kind": "home", "protects": "Her grandmother."}],
    "needs": {"exploitation": ["cse"], "exploitation_thought": "Not now.", "needs": "Sleep."},
    "family": {"family_told": "no", "family_told_words": "Tomorrow."},
}


@pytest.fixture(autouse=True)
def an_empty_count():
    cache.clear()


def key_of(person, **kwargs):
    return {"Authorization": f"Bearer {make_token(person, person=person, name='case system', **kwargs)[1]}"}


def begin(client, headers, body=BODY, key="case-1"):
    return client.post(LIST, json.dumps(body), "application/json", headers={**headers, "Idempotency-Key": key})


def raised(person, **child):
    return submit_consultation(
        person,
        consultation=start_consultation(person),
        sections={
            "safety": {"danger": "no"},
            "noticed": {"items": [{"what": "Jokes about migrants."}]},
            "voice": {"voice_words": "They listen."},
            "question": {"question": "What next?"},
            "equality": {"items": [{"about": "religion", "own_words": "Only for monitoring."}]},
            "child": child,
        },
    )


def decided(cast):
    consultation = raised(cast["amina"])
    row = screening.claim_screening(cast["bola"], screening=Screening.objects.get(consultation=consultation))
    return consultation, row


def test_only_a_live_token_opens_anything(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    expired, withdrawn, ended = key_of(amina), key_of(amina), key_of(cast["olu"])
    tokens = list(Token.objects.order_by("pk"))
    Token.objects.filter(pk=tokens[0].pk).update(expires=timezone.now() - timedelta(seconds=1))
    withdraw_token(amina, token=tokens[1])
    cast["olu"].is_active = False
    cast["olu"].save()
    client.force_login(amina)
    address = f"{LIST}/{consultation.reference}"
    refusals = [client.get(address)]
    for headers in (expired, withdrawn, ended, {"Authorization": "Bearer none"}, {"Authorization": "Basic YTpi"}):
        refusals.append(client.get(address, headers=headers))
    for refusal in refusals:
        assert refusal.status_code == 401
        assert refusal["WWW-Authenticate"] == "Bearer"
        assert refusal["Content-Type"] == "application/problem+json"
        assert refusal.content == refusals[0].content
    assert client.get(address, headers=key_of(amina)).status_code == 200


def test_each_token_shows_what_its_person_may_see_and_no_more(client, cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    for key, person in cast.items():
        headers = key_of(person)
        theirs = client.get(f"{LIST}/{consultation.reference}", headers=headers)
        none = client.get(f"{LIST}/K-NTH3R333", headers=headers)
        listed = [row["reference"] for row in client.get(LIST, headers=headers).json()["consultations"]]
        outcome = client.get(f"{LIST}/{consultation.reference}/decisions", headers=headers)
        if key in ("amina", "bola", "petra", "carys"):
            assert theirs.status_code == outcome.status_code == 200, key
            assert theirs.json()["child"]["name"] == "Megan"
            assert listed == [consultation.reference]
        else:
            assert theirs.status_code == outcome.status_code == none.status_code == 404, key
            assert theirs.content == none.content == outcome.content
            assert theirs["Content-Type"] == "application/problem+json"
            assert listed == []


def test_a_right_that_ends_ends_at_the_next_request(client, cast):
    consultation = raised(cast["amina"])
    headers = key_of(cast["petra"])
    assert client.get(f"{LIST}/{consultation.reference}", headers=headers).status_code == 200
    place_bar(cast["carys"], consultation=consultation, person=cast["petra"], reason="A neighbour.")
    assert client.get(f"{LIST}/{consultation.reference}", headers=headers).status_code == 404
    assert client.get(LIST, headers=headers).json()["consultations"] == []


def test_reading_and_refusal_stand_in_the_trail(client, cast):
    consultation = raised(cast["amina"])
    client.get(f"{LIST}/{consultation.reference}", headers=key_of(cast["bola"]))
    entry = Entry.objects.get(verb="consultation.read")
    assert (entry.actor, entry.subject, entry.details["how"]) == (
        str(cast["bola"].uuid),
        consultation.subject,
        "api",
    )
    client.get(f"{LIST}/{consultation.reference}/decisions", headers=key_of(cast["bola"]))
    assert Entry.objects.filter(verb="consultation.read").count() == 2
    client.get(f"{LIST}/{consultation.reference}", headers=key_of(cast["dan"]))
    assert Entry.objects.order_by("-seq").first().actor == str(cast["dan"].uuid)
    assert Entry.objects.filter(verb="consultation.read").count() == 2


def test_a_list_stands_in_the_trail_once_with_what_it_held(client, cast):
    made = {raised(cast["amina"]).reference for _ in range(2)}
    before = Entry.objects.count()
    for who, held in (("bola", made), ("dan", set())):
        assert client.get(LIST, headers=key_of(cast[who])).status_code == 200
        entry = Entry.objects.filter(verb="consultation.listed").order_by("-seq")[0]
        assert (entry.actor, entry.details["found"]) == (str(cast[who].uuid), len(held))
        assert set(entry.details["shown"]) == held
    assert Entry.objects.filter(verb="consultation.listed").count() == 2 and Entry.objects.count() > before
    # What was refused held nothing.
    client.get(LIST, {"after": min(made)}, headers=key_of(cast["rhys"]))
    assert Entry.objects.filter(verb="consultation.listed").count() == 2


def test_equality_answers_never_leave(client, cast):
    consultation = raised(cast["amina"])
    page = client.get(f"{LIST}/{consultation.reference}", headers=key_of(cast["amina"])).content.decode()
    assert "They listen." in page
    assert "monitoring" not in page and "equality" not in page


def test_a_draft_waits_for_the_practitioner_as_if_typed(client, cast):
    made = begin(client, key_of(cast["jo"]))
    assert made.status_code == 201, made.content
    reference = made.json()["reference"]
    assert made.json()["link"].endswith(reverse("concerns:tasks", args=[reference]))
    client.force_login(cast["amina"])
    child = client.get(reverse("concerns:section", args=[reference, "child"])).content.decode()
    for shown in ("Megan", "TH-20417", 'value="30"', 'value="1"', 'value="2012"'):
        assert shown in child, shown
    noticed = client.get(reverse("concerns:section", args=[reference, "noticed"])).content.decode()
    assert "She runs a group at night." in noticed and "She is tired at school." in noticed
    check = client.get(reverse("concerns:check", args=[reference])).content.decode()
    for shown in ("Her grandmother.", "Not now.", "Tomorrow.", "They listen.", "Am I thinking straight?"):
        assert shown in check, shown
    # Only the question of safety is left; then the person sends it, and every field arrives.
    address = reverse("concerns:section", args=[reference, "safety"])
    client.post(address, {"danger": "no", "version": 0, "act": "continue"})
    client.post(reverse("concerns:check", args=[reference]))
    sent = Consultation.objects.get(reference=reference)
    assert sent.state == "screening" and sent.noticed.count() == 2
    record = client.get(f"{LIST}/{reference}", headers=key_of(cast["amina"])).json()
    assert record["child"]["birth_date"] == "2012-01-30"
    assert record["noticed"][0]["happened_on"] == "2026-01-08"


def test_a_draft_is_the_practitioners_alone(client, cast):
    reference = begin(client, key_of(cast["jo"])).json()["reference"]
    for key, person in cast.items():
        headers = key_of(person)
        assert client.get(f"{LIST}/{reference}", headers=headers).status_code == 404
        listed = [row["reference"] for row in client.get(LIST, headers=headers).json()["consultations"]]
        assert listed == ([reference] if key == "amina" else []), key


@pytest.mark.parametrize("key", ["dan", "esme", "farah", "gwen", "hal", "ines", "rhys", "sade", "tom"])
def test_who_may_not_begin_a_draft_is_told_nothing(client, cast, key):
    refused = begin(client, key_of(cast[key]))
    assert refused.status_code == 404
    assert not Consultation.objects.exists() and not Draft.objects.exists()


@pytest.mark.parametrize("whom", ["rhys@calderfold.example", "nobody@thornmere.example", "dan@thornmere.example"])
def test_a_practitioner_who_is_not_there_and_one_elsewhere_are_the_same(client, cast, whom):
    refused = begin(client, key_of(cast["jo"]), {**BODY, "practitioner": whom})
    assert refused.status_code == 404
    assert whom not in refused.content.decode()
    assert not Consultation.objects.exists() and not Draft.objects.exists()


def test_the_same_key_makes_one_draft(client, cast):
    headers = key_of(cast["jo"])
    first, second = begin(client, headers), begin(client, headers)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    other = begin(client, headers, {**BODY, "contexts": []})
    assert other.status_code == 409
    assert begin(client, headers, key="case-2").status_code == 201
    assert begin(client, key_of(cast["carys"])).json()["reference"] != first.json()["reference"]
    assert Consultation.objects.count() == 3


def test_a_draft_that_was_thrown_away_does_not_come_back(client, cast):
    headers = key_of(cast["jo"])
    reference = begin(client, headers).json()["reference"]
    discard_draft(cast["amina"], consultation=Consultation.objects.get(reference=reference))
    assert begin(client, headers).json()["reference"] == reference
    assert not Consultation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_five_at_the_same_moment_make_one_draft(client, cast):
    from django.test import Client

    headers, answers = key_of(cast["jo"]), []

    def call():
        try:
            answers.append(begin(Client(), headers))
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    assert len({answer.json()["reference"] for answer in answers}) == 1
    assert Consultation.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"practitioner": None}, "#/practitioner"),
        ({"child": {"birth_date": "secret words"}}, "#/child/birth_date"),
        ({"child": {"sex": "secret words"}}, "#/child/sex"),
        ({"child": {"secret words": 1}}, "#/child"),
        ({"noticed": [{"what": "Seen.", "source": "secret words"}]}, "#/noticed/0/source"),
        ({"noticed": [{"what": "Seen.", "happened_on": "2999-01-01"}]}, "#/noticed/0/happened_on"),
        ({"voice": {"voice_words": "secret words \ud800"}}, "#/voice/voice_words"),
        ({"contexts": [{"kind": "home"}, {"kind": "home"}]}, "#/contexts/1/kind"),
        ({"equality": {"religion": "secret words"}}, "#"),
    ],
)
def test_a_fault_names_its_field_and_repeats_nothing(client, cast, change, pointer):
    refused = begin(client, key_of(cast["jo"]), {**BODY, **change})
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert pointer in [error["pointer"] for error in refused.json()["errors"]]
    assert "secret" not in refused.content.decode() and "2999" not in refused.content.decode()
    assert not Consultation.objects.exists()


def test_faults_of_the_request_itself_are_problems(client, cast, monkeypatch):
    headers = key_of(cast["jo"])
    keyed = {**headers, "Idempotency-Key": "k"}
    answers = {
        422: client.post(LIST, json.dumps(BODY), "application/json", headers=headers),
        415: client.post(LIST, "a=b", "text/plain", headers=keyed),
        400: client.post(LIST, "{", "application/json", headers=keyed),
        413: client.post(LIST, '"' + "x" * 600_000 + '"', "application/json", headers=keyed),
        405: client.delete(LIST, headers=headers),
        404: client.get("/api/v1/elsewhere", headers=headers),
    }
    for status, answer in answers.items():
        assert answer.status_code == answer.json()["status"] == status
        assert answer["Content-Type"] == "application/problem+json"
    assert set(answers[405]["Allow"].split(", ")) == {"GET", "POST"}
    assert answers[422].json()["errors"][0]["parameter"] == "Idempotency-Key"
    assert begin(client, headers, key="x" * 121).status_code == 422

    client.raise_request_exception = False
    monkeypatch.setattr("kith.concerns.queries.consultations_seen_by", lambda person: 1 / 0)
    assert client.get(LIST, headers=headers).json()["status"] == 500

    def stopped(person):
        raise OperationalError("stopped")

    monkeypatch.setattr("kith.concerns.queries.consultations_seen_by", stopped)
    answer = client.get(LIST, headers=headers)
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "stopped" not in answer.content.decode()


def test_the_list_goes_page_by_page_newest_first(client, cast, monkeypatch):
    monkeypatch.setattr("kith.concerns.api.PAGE", 2)
    made = [raised(cast["amina"]).reference for _ in range(3)]
    draft = start_consultation(cast["amina"]).reference
    headers, seen, after = key_of(cast["amina"]), [], ""
    while after is not None:
        page = client.get(LIST, {"after": after} if after else {}, headers=headers).json()
        seen += [row["reference"] for row in page["consultations"]]
        after = page["next"]
    assert seen == [draft, *reversed(made)]
    only = client.get(LIST, {"state": "draft"}, headers=headers).json()["consultations"]
    assert [row["reference"] for row in only] == [draft]
    # Another's reference is no place to go on from.
    assert client.get(LIST, {"after": made[0]}, headers=key_of(cast["rhys"])).status_code == 404


def test_one_token_waits_and_no_other(client, cast, monkeypatch):
    monkeypatch.setattr("kith.config.api.PER_MINUTE.most", 2)
    monkeypatch.setattr("kith.config.api.time", lambda: 1_000_000_010.0)
    headers = key_of(cast["amina"])
    assert [client.get(LIST, headers=headers).status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get(LIST, headers=headers)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer.json()["status"] == 429
    assert client.get(LIST, headers=key_of(cast["amina"])).status_code == 200


def test_decisions_say_what_was_decided_and_why(client, cast):
    consultation, row = decided(cast)
    client.force_login(cast["bola"])
    made = client.post(
        reverse("screening:decide", args=[consultation.reference]),
        {
            "version": 0,
            "once": "d1",
            "screening_version": row.version,
            "act": "decide",
            "harm_source": "none",
            "outcomes": ["advice-and-close"],
            "finding": "unfounded",
            "reason": "A holiday camp where his uncle coaches.",
            "set_aside": "That it was about fighting.",
            "next_owner_words": "the school goes on as usual.",
        },
    )
    assert made.status_code == 302
    address = f"{LIST}/{consultation.reference}/decisions"
    headers = key_of(cast["amina"])
    (decision,) = client.get(address, headers=headers).json()["decisions"]
    assert decision["outcomes"] == ["advice-and-close"] and decision["finding"] == "unfounded"
    one = client.get(f"{address}/{decision['uuid']}", headers=headers)
    assert one.json() == {**decision, "family_not_to_be_told": []}
    theirs = client.get(f"{address}/{decision['uuid']}", headers=key_of(cast["olu"]))
    none = client.get(f"{address}/00000000-0000-4000-8000-000000000000", headers=headers)
    assert theirs.status_code == none.status_code == 404 and theirs.content == none.content


def test_the_description_is_valid_and_open(client, db):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    schema = answer.json()
    assert schema["openapi"].startswith("3.1")
    validate(schema)
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            assert operation["summary"] and operation["description"], path
            assert operation["security"] == [{"Token": []}], path
            assert {"401", "404", "422", "429"} <= set(operation["responses"]), path
    assert schema["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"
    assert client.get("/api/v1/docs").status_code == 401


def test_a_token_remembers_when_it_was_used(client, cast):
    headers = key_of(cast["amina"])
    assert Token.objects.get().last_used is None
    client.get(LIST, headers=headers)
    assert Token.objects.get().last_used is not None


def test_a_session_neither_helps_nor_hinders_a_token(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    session = client.session
    session.update({"started_at": 1.0, "seen_at": 1.0, "locked": True})
    session.save()
    assert client.get(f"{LIST}/{consultation.reference}", headers=key_of(cast["rhys"])).status_code == 404
    assert client.get(f"{LIST}/{consultation.reference}", headers=key_of(cast["bola"])).status_code == 200


def test_neither_list_nor_record_asks_more_where_there_is_more(client, cast, django_assert_max_num_queries):
    headers = key_of(cast["amina"])
    first = raised(cast["amina"])
    client.get(LIST, headers=headers)
    for _ in range(6):
        raised(cast["amina"])
    with django_assert_max_num_queries(11):
        assert len(client.get(LIST, headers=headers).json()["consultations"]) == 7
    with django_assert_max_num_queries(24):
        client.get(f"{LIST}/{first.reference}", headers=headers)


def test_the_practitioner_is_told_and_a_partner_can_send_nothing_even_past_the_door(cast):
    """The rule stands in the action, so that no second door can forget it."""
    from kith.access.rules import NotFound
    from kith.concerns.actions import start_for_practitioner
    from kith.desk.queries import unread_of

    for who in ("dan", "ines", "rhys"):
        with pytest.raises(NotFound):
            start_for_practitioner(cast[who], practitioner=cast["amina"], key="k", sections={})
    assert unread_of(cast["amina"]) == []
    start_for_practitioner(cast["jo"], practitioner=cast["amina"], key="k", sections={})
    assert [notice.words for notice in unread_of(cast["amina"])] == ["A draft from your case system waits for you"]


def test_a_machine_has_no_session(client, cast):
    from django.contrib.sessions.models import Session
    from django.test.utils import CaptureQueriesContext

    consultation = raised(cast["amina"])
    client.force_login(cast["olu"])
    kept = {row.session_key: row.session_data for row in Session.objects.all()}
    cookies = client.cookies.output()
    headers = key_of(cast["olu"])
    with CaptureQueriesContext(connection) as asked:
        for address, given in (
            (f"{LIST}/{consultation.reference}", headers),
            (LIST, headers),
            (LIST, {}),
            ("/api/v1/nothing-here", headers),
            ("/api/v1/openapi.json", {}),
        ):
            answer = client.get(address, headers=given)
            assert not answer.cookies, address
            assert "Cookie" not in answer.get("Vary", ""), address
    assert not [query for query in asked.captured_queries if "django_session" in query["sql"]]
    assert {row.session_key: row.session_data for row in Session.objects.all()} == kept
    assert client.cookies.output() == cookies


def test_a_parameter_that_is_not_known_is_refused_and_not_passed_over(client, cast):
    raised(cast["amina"])
    headers = key_of(cast["amina"])
    refused = client.get(f"{LIST}?limit=2", headers=headers)
    assert refused.status_code == 422 and refused.json()["errors"][0]["parameter"] == "query"
    assert "limit" not in refused.content.decode(), "what was sent is not repeated"
    assert client.get(f"{LIST}?state=screening", headers=headers).status_code == 200
