"""Statements by the rules of xAPI 1.0.3: which are taken, which are refused and why, and what they mean."""

import copy
import datetime
import json
import uuid

import pytest
from django.utils import timezone

from kith.learning_systems.statements import MOST_AT_ONCE, NotStatement, statements_in

ID = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
AGENT = {"mbox": "mailto:amina@thornmere.example"}
VERB = {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en-GB": "completed"}}
COURSE = {"id": "https://learn.example/course/7"}
PLAIN = {"actor": AGENT, "verb": VERB, "object": COURSE}
REF = {"objectType": "StatementRef", "id": ID}
VOIDED = {"id": "http://adlnet.gov/expapi/verbs/voided"}
GROUP = {"objectType": "Group", "member": [AGENT]}


def read(content):
    return statements_in(json.dumps(content).encode())[0]


def with_(path: str, value) -> dict:
    """The plain statement with this part put in place."""
    found = copy.deepcopy(PLAIN)
    *way, last = path.split("/")
    part = found
    for name in way:
        part = part.setdefault(name, {})
    part[last] = value
    return found


def without(*names: str) -> dict:
    return {name: part for name, part in PLAIN.items() if name not in names}


GOOD = {
    "plain": PLAIN,
    "with an id": with_("id", ID),
    "with everything that its receiver sets": PLAIN
    | {"id": ID, "stored": "2026-06-09T10:15:00Z", "version": "1.0.3", "authority": AGENT},
    "an offset": with_("timestamp", "2026-06-09T10:15:00.123+01:00"),
    "sha1": with_("actor", {"mbox_sha1sum": "a" * 40}),
    "openid": with_("actor", {"openid": "https://id.example/7"}),
    "account": with_("actor", {"objectType": "Agent", "account": {"homePage": "https://learn.example", "name": "7"}}),
    "group of members": with_("actor", GROUP),
    "group with an identifier": with_("actor", {"objectType": "Group", "mbox": "mailto:team@thornmere.example"}),
    "object agent": with_("object", {"objectType": "Agent", **AGENT}),
    "object group": with_("object", GROUP),
    "object reference": with_("object", REF),
    "sub-statement": with_("object", {"objectType": "SubStatement", **PLAIN}),
    "voiding": PLAIN | {"verb": VOIDED, "object": REF},
    "urn as verb": with_("verb", {"id": "urn:example:done"}),
    "null within extensions": with_("result/extensions", {"https://x.example/e": None}),
    "score": with_("result/score", {"scaled": -1, "raw": 3, "min": 0, "max": 3}),
    "duration": with_("result/duration", "PT45M"),
    "duration of weeks": with_("result/duration", "P2W"),
    "duration of parts": with_("result/duration", "P1Y2M3DT4H5M6.7S"),
    "choices": with_(
        "object/definition",
        {
            "interactionType": "choice",
            "choices": [{"id": "a", "description": {"en": "A"}}],
            "correctResponsesPattern": ["a"],
        },
    ),
    "context": with_(
        "context",
        {
            "registration": ID,
            "platform": "Learn",
            "language": "en-GB",
            "instructor": AGENT,
            "team": GROUP,
            "statement": REF,
            "contextActivities": {"parent": COURSE, "other": [COURSE]},
        },
    ),
    "a list": [PLAIN, PLAIN],
}

BAD = {
    "no actor": (without("actor"), "The statement has no actor"),
    "no verb": (without("verb"), "has no verb"),
    "no object": (without("object"), "has no object"),
    "text": ("x", "is not an object"),
    "empty list": ([], "holds no statement"),
    "too many": ([PLAIN] * (MOST_AT_ONCE + 1), "more than 100"),
    "the same id twice": ([with_("id", ID), with_("id", ID)], "the same id"),
    "unknown key": (with_("Actor", AGENT), "does not know"),
    "unknown key of the actor": (with_("actor/age", 9), "does not know"),
    "two identifiers": (with_("actor", {**AGENT, "openid": "https://id.example/7"}), "exactly one"),
    "no identifier": (with_("actor", {"name": "Amina"}), "exactly one"),
    "an account without a name": (with_("actor", {"account": {"homePage": "https://learn.example"}}), "has no name"),
    "an account without a scheme": (
        with_("actor", {"account": {"homePage": "learn.example", "name": "7"}}),
        "with a scheme",
    ),
    "an address without mailto": (with_("actor", {"mbox": "amina@thornmere.example"}), "mbox"),
    "a short hash": (with_("actor", {"mbox_sha1sum": "abc"}), "mbox_sha1sum"),
    "an actor that is an activity": (with_("actor", {"objectType": "Activity", **AGENT}), "not Agent"),
    "an empty group": (with_("actor", {"objectType": "Group"}), "neither members"),
    "a group in a group": (with_("actor", {"objectType": "Group", "member": [GROUP]}), "a member"),
    "no scheme": (with_("verb/id", "completed"), "with a scheme"),
    "an activity without a scheme": (with_("object/id", "course/7"), "with a scheme"),
    "an address with a blank": (with_("object/id", "https://learn.example/a b"), "with a scheme"),
    "an address too long": (with_("object/id", "https://learn.example/" + "a" * 500), "longer"),
    "not a uuid": (with_("id", "7"), "not a UUID"),
    "a uuid in braces": (with_("id", "{" + ID + "}"), "not a UUID"),
    "a number as id": (with_("id", 7), "not text"),
    "no offset": (with_("timestamp", "2026-06-09T10:15:00"), "with an offset"),
    "a day alone": (with_("timestamp", "2026-06-09"), "with an offset"),
    "the 31st of June": (with_("timestamp", "2026-06-31T10:15:00Z"), "with an offset"),
    "minus nought": (with_("timestamp", "2026-06-09T10:15:00-00:00"), "with an offset"),
    "to come": (
        with_("timestamp", (timezone.now() + datetime.timedelta(hours=2)).isoformat()),
        "in the future",
    ),
    "null": (with_("result", None), "is null"),
    "null within": (with_("object/definition", {"name": None}), "is null"),
    "a language with a blank": (with_("verb/display", {"en GB": "done"}), "not a language"),
    "words without a language": (with_("verb/display", "done"), "not an object"),
    "a number as words": (with_("verb/display", {"en": 7}), "not text"),
    "true as text": (with_("result/completion", "true"), "neither true nor false"),
    "one as true": (with_("result/success", 1), "neither true nor false"),
    "a number as text": (with_("result/score", {"scaled": "1"}), "not a number"),
    "true as a number": (with_("result/score", {"raw": True}), "not a number"),
    "scaled too large": (with_("result/score", {"scaled": 1.1}), "-1 to 1"),
    "scaled too small": (with_("result/score", {"scaled": -1.1}), "-1 to 1"),
    "raw above max": (with_("result/score", {"raw": 4, "max": 3}), "fit together"),
    "raw below min": (with_("result/score", {"raw": -1, "min": 0}), "fit together"),
    "min above max": (with_("result/score", {"min": 3, "max": 1}), "fit together"),
    "unknown score": (with_("result/score", {"mark": 1}), "does not know"),
    "no duration": (with_("result/duration", "P"), "duration"),
    "a duration of minutes alone": (with_("result/duration", "45M"), "duration"),
    "a duration that ends with T": (with_("result/duration", "P1DT"), "duration"),
    "extensions without a scheme": (with_("result/extensions", {"e": 1}), "with a scheme"),
    "attachments": (with_("attachments", []), "attachments, which Kith does not take"),
    "a sub-statement in a sub-statement": (
        with_("object", {"objectType": "SubStatement", **PLAIN, "object": {"objectType": "SubStatement", **PLAIN}}),
        "none that may stand here",
    ),
    "a sub-statement with an id": (with_("object", {"objectType": "SubStatement", "id": ID, **PLAIN}), "does not know"),
    "an unknown kind": (with_("object", {"objectType": "Thing", **COURSE}), "none that may stand here"),
    "a kind that is a list": (with_("object", {"objectType": ["Agent"], **COURSE}), "none that may stand here"),
    "a reference without an id": (with_("object", {"objectType": "StatementRef"}), "has no id"),
    "voiding an activity": (PLAIN | {"verb": VOIDED}, "not a StatementRef"),
    "voiding within": (
        with_("object", {"objectType": "SubStatement", **PLAIN, "verb": VOIDED, "object": REF}),
        "not a StatementRef",
    ),
    "platform of no activity": (
        PLAIN | {"object": {"objectType": "Agent", **AGENT}, "context": {"platform": "Learn"}},
        "only where the object is an activity",
    ),
    "a team that is an agent": (with_("context", {"team": AGENT}), "not a group"),
    "a registration that is none": (with_("context", {"registration": "7"}), "not a UUID"),
    "an unknown place of activities": (with_("context", {"contextActivities": {"near": COURSE}}), "does not know"),
    "a version of another": (with_("version", "2.0.0"), "version"),
    "parts of no interaction": (with_("object/definition", {"choices": []}), "does not belong"),
    "an unknown interaction": (with_("object/definition", {"interactionType": "dance"}), "none that xAPI knows"),
    "the same choice twice": (
        with_("object/definition", {"interactionType": "choice", "choices": [{"id": "a"}, {"id": "a"}]}),
        "the same id twice",
    ),
    "NUL": (with_("actor/name", "a\0b"), "NUL"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_the_specification_allows_is_taken(name):
    told = read(GOOD[name])
    assert told and all(isinstance(one.id, uuid.UUID) for one in told)


@pytest.mark.parametrize("name", BAD)
def test_what_it_forbids_is_refused_with_a_sentence_that_repeats_nothing(name):
    content, why = BAD[name]
    with pytest.raises(NotStatement) as fault:
        read(content)
    assert why in str(fault.value) and str(fault.value).endswith(".")
    assert "amina" not in str(fault.value) and "learn.example" not in str(fault.value)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"\xff", "not JSON"),
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"actor": 1, "actor": 2}', "same key twice"),
        (b'{"a": NaN}', "NaN"),
        (
            json.dumps(with_("result/extensions", {"https://x.example/e": json.loads("[" * 60 + "]" * 60)})).encode(),
            "deeply",
        ),
    ],
)
def test_what_is_no_json_is_refused(body, why):
    with pytest.raises(NotStatement, match=why):
        statements_in(body)


@pytest.mark.parametrize(
    ("content", "counts"),
    [
        (PLAIN, True),
        (with_("verb", {"id": "http://adlnet.gov/expapi/verbs/passed"}), True),
        (with_("verb", {"id": "http://adlnet.gov/expapi/verbs/experienced"}), False),
        (PLAIN | {"verb": {"id": "urn:x:did"}, "result": {"completion": True}}, True),
        (PLAIN | {"verb": {"id": "urn:x:did"}, "result": {"completion": True, "success": False}}, False),
        (with_("result", {"success": False}), False),
        (with_("result", {"completion": False}), False),
        (with_("result", {"success": True, "score": {"scaled": 0.1}}), True),
        (PLAIN | {"verb": {"id": "http://adlnet.gov/expapi/verbs/failed"}, "result": {"completion": True}}, False),
        (with_("actor", GROUP), False),
        (with_("object", {"objectType": "Agent", **AGENT}), False),
        (PLAIN | {"verb": VOIDED, "object": REF}, False),
    ],
)
def test_what_means_a_completion(content, counts):
    assert read(content)[0].is_completion is counts


def test_the_same_content_has_the_same_hash_however_it_is_written():
    one = read(with_("id", ID))[0]
    turned = {name: part for name, part in reversed(list(with_("id", ID).items()))}
    assert read(turned)[0].digest == one.digest
    assert read(turned | {"stored": "2026-06-09T10:15:00Z"})[0].digest == one.digest
    assert read(turned | {"result": {"success": True}})[0].digest != one.digest
