"""Statements of xAPI 1.0.3, read strictly: what is not as the specification says is said in a sentence, never guessed.

Nothing is written here, and no sentence repeats what was sent.
"""

import datetime
import hashlib
import json
import math
import re
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kith.audit.seals import canonical
from kith.design.forms import visible

MOST_AT_ONCE = 100
LONGEST_IRI = 500
# No training is older, and a day near the first of all has no day in another zone.
EARLIEST = 1900
AHEAD = datetime.timedelta(minutes=10)
DEEPEST = 40
VERBS = "http://adlnet.gov/expapi/verbs/"
VOIDED = f"{VERBS}voided"
DONE = (f"{VERBS}completed", f"{VERBS}passed")
FAILED = (f"{VERBS}failed", "https://w3id.org/xapi/adl/verbs/abandoned", f"{VERBS}terminated")
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
HALF = re.compile("[\ud800-\udfff]")
UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
MAILTO = re.compile(r"mailto:[^\s@<>]+@[^\s@<>]+")
SHA1 = re.compile(r"[0-9a-fA-F]{40}")
LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8}|[ix])(?:-[A-Za-z0-9]{1,8})*")
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})"
)  # RFC 3339, with an offset
DURATION = re.compile(
    r"P(?!$)(?:\d+(?:\.\d+)?W|(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=\d)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?)"
)
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
INTERACTIONS = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
    "other": (),
}
PARTS = ("choices", "scale", "source", "target", "steps")


class NotStatement(ValueError):
    """What was sent is no statement by the rules; the message is a sentence, which names the place and never the content."""


@dataclass(frozen=True)
class Told:
    """What is kept of one statement: its id, the hash of its content, who, what and when, and whether it means a completion."""

    id: uuid.UUID
    digest: str
    # What identifies the actor, in one line; empty for a group.
    actor: str
    verb: str
    activity: str
    name: str
    at: datetime.datetime
    is_completion: bool
    # The statement that this one voids.
    voids: uuid.UUID | None = None


def statements_in(body: bytes) -> tuple[list[Told], bool]:
    """(the statements of a request, whether they came as a list). Raises NotStatement for the first that is none.

    One that has no id has been given one.
    """
    try:
        said = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except NotStatement:
        raise
    # RecursionError: a text of nothing but brackets.
    except (ValueError, RecursionError):
        raise NotStatement("The content is not JSON in UTF-8.") from None
    many = isinstance(said, list)
    rows = said if many else [said]
    if not rows:
        raise NotStatement("The list holds no statement.")
    if len(rows) > MOST_AT_ONCE:
        raise NotStatement(f"The list holds more than {MOST_AT_ONCE} statements. Send fewer at once.")
    told = [_told(row, f"Statement {number}" if many else "The statement") for number, row in enumerate(rows, start=1)]
    if len({one.id for one in told}) < len(told):
        raise NotStatement("Two statements of the list have the same id.")
    return told, many


def _once(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotStatement("An object names the same key twice.")
    return found


def _finite(text: str) -> float:
    found = float(text)
    return found if math.isfinite(found) else _no_number(text)


def _no_number(_: str):
    raise NotStatement("NaN and Infinity are no numbers of JSON.")


def _told(said, where: str) -> Told:
    _check_depth(said, where)
    _statement(said, where)
    key = uuid.UUID(said["id"]) if "id" in said else uuid.uuid4()
    told_at = _moment(said["timestamp"], where) if "timestamp" in said else None
    if told_at is not None and told_at > timezone.now() + AHEAD:
        raise NotStatement(f"{where}: timestamp lies in the future.")
    verb, about, result = said["verb"]["id"], said["object"], said.get("result", {})
    kind = about.get("objectType", "Activity")
    voids = uuid.UUID(about["id"]) if verb == VOIDED else None
    is_activity = kind == "Activity"
    done = verb in DONE or (result.get("completion") is True and verb not in FAILED)
    done = done and result.get("success") is not False and result.get("completion") is not False
    return Told(
        id=key,
        digest=digest_of(said),
        actor=_actor_line(said["actor"]),
        verb=verb,
        activity=about["id"] if is_activity else "",
        name=_name_of(about.get("definition", {})) if is_activity else "",
        at=told_at or timezone.now(),
        is_completion=done and is_activity and said["actor"].get("objectType", "Agent") == "Agent" and voids is None,
        voids=voids,
    )


def digest_of(said: dict) -> str:
    """The hash of a statement, without what its receiver sets: the same content has the same one, however it is written."""
    own = {name: part for name, part in said.items() if name not in ("id", "stored", "authority", "version")}
    if isinstance(own.get("verb"), dict):
        own["verb"] = own["verb"]["id"]
    return hashlib.sha256(canonical(own)).hexdigest()


def _actor_line(actor: dict) -> str:
    if actor.get("objectType", "Agent") != "Agent":
        return ""
    if "account" in actor:
        return account_line(actor["account"]["homePage"], actor["account"]["name"])
    return mail_line(actor["mbox"].removeprefix("mailto:")) if "mbox" in actor else "other"


def account_line(home: str, name: str) -> str:
    """How an account of a learning system stands in one line, by which it is known again."""
    return f"account:{home}:{name.strip().casefold()}"


def mail_line(address: str) -> str:
    """The same for an address."""
    return f"mail:{address.strip().lower()}"


def _name_of(definition: dict) -> str:
    names = definition.get("name", {})
    best = next((names[one] for one in ("en-GB", "en") if one in names), next(iter(names.values()), ""))
    return " ".join(visible(best).split())[:200]


# The rules, from the parts to the whole. Each raises NotStatement.


def _check_depth(said, where: str, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise NotStatement(f"{where} is nested too deeply.")
    if isinstance(said, dict):
        for name, part in said.items():
            _check_text(name, where)
            _check_depth(part, where, depth + 1)
    elif isinstance(said, list):
        for part in said:
            _check_depth(part, where, depth + 1)
    elif isinstance(said, str):
        _check_text(said, where)


def _check_text(said: str, where: str) -> None:
    if "\0" in said:
        raise NotStatement(f"{where} holds the sign NUL.")
    if HALF.search(said):
        raise NotStatement(f"{where} holds half of a letter.")


def _object(said, where: str, *, needs: tuple[str, ...] = (), may: tuple[str, ...] = ()) -> dict:
    if not isinstance(said, dict):
        raise NotStatement(f"{where} is not an object.")
    if unknown := set(said) - set(needs) - set(may):
        raise NotStatement(
            f"{where} holds {len(unknown)} key{'s' if len(unknown) > 1 else ''} that xAPI does not know."
        )
    for name, part in said.items():
        if part is None:
            raise NotStatement(f"{where}: {name} is null, which stands nowhere outside extensions.")
    for name in needs:
        if name not in said:
            raise NotStatement(f"{where} has no {name}.")
    return said


def _text(said, where: str) -> str:
    if not isinstance(said, str):
        raise NotStatement(f"{where} is not text.")
    return said


def _iri(said, where: str) -> None:
    if not IRI.fullmatch(_text(said, where)):
        raise NotStatement(f"{where} is not an address (IRI) with a scheme.")
    if len(said) > LONGEST_IRI:
        raise NotStatement(f"{where} is longer than {LONGEST_IRI} signs.")


def _uuid(said, where: str) -> None:
    if not UUID.fullmatch(_text(said, where)):
        raise NotStatement(f"{where} is not a UUID.")


def _moment(said, where: str) -> datetime.datetime:
    text = _text(said, f"{where}: timestamp")
    try:
        found = parse_datetime(text.upper()) if MOMENT.fullmatch(text) and not text.endswith("-00:00") else None
    except ValueError:
        found = None
    if found is None:
        raise NotStatement(f"{where}: timestamp is not a moment with an offset, such as 2026-06-09T10:15:00+01:00.")
    if found.year < EARLIEST:
        raise NotStatement(f"{where}: timestamp lies before {EARLIEST}.")
    return found


def _words(said, where: str) -> None:
    for key, text in _map(said, where).items():
        if not LANGUAGE.fullmatch(key):
            raise NotStatement(f"{where}: a key is not a language such as en-GB.")
        _text(text, where)


def _map(said, where: str) -> dict:
    if not isinstance(said, dict):
        raise NotStatement(f"{where} is not an object.")
    return said


def _extensions(said, where: str) -> None:
    for key in _map(said, f"{where}: extensions"):
        _iri(key, f"{where}: a key of extensions")


def _yes_or_no(said, where: str) -> None:
    if not isinstance(said, bool):
        raise NotStatement(f"{where} is neither true nor false.")


def _number(said, where: str) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise NotStatement(f"{where} is not a number.")
    return said


def _account(said, where: str) -> None:
    _object(said, where, needs=("homePage", "name"))
    _iri(said["homePage"], f"{where}: homePage")
    if not _text(said["name"], f"{where}: name"):
        raise NotStatement(f"{where}: name is empty.")


def _identified(said: dict, where: str, *, needed: bool) -> None:
    found = [name for name in IDENTIFIERS if name in said]
    if len(found) > 1 or (needed and not found):
        raise NotStatement(f"{where} needs exactly one of mbox, mbox_sha1sum, openid and account.")
    for name in found:
        at = f"{where}: {name}"
        if name == "account":
            _account(said[name], at)
        elif name == "openid":
            _iri(said[name], at)
        elif not (MAILTO if name == "mbox" else SHA1).fullmatch(_text(said[name], at)):
            raise NotStatement(f"{at} is not as xAPI writes it.")


def _agent(said, where: str) -> None:
    _object(said, where, may=("objectType", "name", *IDENTIFIERS))
    if said.get("objectType", "Agent") != "Agent":
        raise NotStatement(f"{where}: objectType is not Agent.")
    if "name" in said:
        _text(said["name"], f"{where}: name")
    _identified(said, where, needed=True)


def _group(said, where: str) -> None:
    _object(said, where, needs=("objectType",), may=("name", "member", *IDENTIFIERS))
    if "name" in said:
        _text(said["name"], f"{where}: name")
    members = said.get("member", [])
    if not isinstance(members, list):
        raise NotStatement(f"{where}: member is not a list.")
    _identified(said, where, needed=False)
    if not members and not any(name in said for name in IDENTIFIERS):
        raise NotStatement(f"{where} is a group with neither members nor an identifier.")
    for one in members:
        _agent(one, f"{where}: a member")


def _actor(said, where: str) -> None:
    if isinstance(said, dict) and said.get("objectType") == "Group":
        _group(said, where)
    else:
        _agent(said, where)


def _verb(said, where: str) -> None:
    _object(said, where, needs=("id",), may=("display",))
    _iri(said["id"], f"{where}: id")
    if "display" in said:
        _words(said["display"], f"{where}: display")


def _interaction_parts(said: dict, where: str) -> None:
    kind = said.get("interactionType")
    if kind is not None and (not isinstance(kind, str) or kind not in INTERACTIONS):
        raise NotStatement(f"{where}: interactionType is none that xAPI knows.")
    answers = said.get("correctResponsesPattern", [])
    if not isinstance(answers, list) or not all(isinstance(one, str) for one in answers):
        raise NotStatement(f"{where}: correctResponsesPattern is not a list of texts.")
    for name in PARTS:
        if name not in said:
            continue
        if kind is None or name not in INTERACTIONS[kind]:
            raise NotStatement(f"{where}: {name} does not belong to this interactionType.")
        if not isinstance(said[name], list):
            raise NotStatement(f"{where}: {name} is not a list.")
        keys = []
        for one in said[name]:
            _object(one, f"{where}: {name}", needs=("id",), may=("description",))
            keys.append(_text(one["id"], f"{where}: {name}"))
            if "description" in one:
                _words(one["description"], f"{where}: {name}")
        if len(set(keys)) < len(keys):
            raise NotStatement(f"{where}: {name} names the same id twice.")
    if "correctResponsesPattern" in said and kind is None:
        raise NotStatement(f"{where}: correctResponsesPattern needs an interactionType.")


def _activity(said, where: str) -> None:
    _object(said, where, needs=("id",), may=("objectType", "definition"))
    if said.get("objectType", "Activity") != "Activity":
        raise NotStatement(f"{where}: objectType is not Activity.")
    _iri(said["id"], f"{where}: id")
    if "definition" not in said:
        return
    at = f"{where}: definition"
    own = ("name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern")
    about = _object(said["definition"], at, may=(*own, *PARTS))
    for name in ("name", "description"):
        if name in about:
            _words(about[name], f"{at}: {name}")
    for name in ("type", "moreInfo"):
        if name in about:
            _iri(about[name], f"{at}: {name}")
    if "extensions" in about:
        _extensions(about["extensions"], at)
    _interaction_parts(about, at)


def _reference(said, where: str) -> None:
    _object(said, where, needs=("objectType", "id"))
    if said["objectType"] != "StatementRef":
        raise NotStatement(f"{where}: objectType is not StatementRef.")
    _uuid(said["id"], f"{where}: id")


def _target(said, where: str, *, within: bool) -> None:
    kind = said.get("objectType", "Activity") if isinstance(said, dict) else "Activity"
    if kind == "Agent":
        _agent(said, where)
    elif kind == "Group":
        _group(said, where)
    elif kind == "StatementRef":
        _reference(said, where)
    elif kind == "SubStatement" and not within:
        _statement(said, where, within=True)
    elif kind == "Activity":
        _activity(said, where)
    else:
        raise NotStatement(f"{where}: objectType is none that may stand here.")


def _result(said, where: str) -> None:
    _object(said, where, may=("score", "success", "completion", "response", "duration", "extensions"))
    for name in ("success", "completion"):
        if name in said:
            _yes_or_no(said[name], f"{where}: {name}")
    if "response" in said:
        _text(said["response"], f"{where}: response")
    if "duration" in said and not DURATION.fullmatch(_text(said["duration"], f"{where}: duration")):
        raise NotStatement(f"{where}: duration is not a duration such as PT45M.")
    if "extensions" in said:
        _extensions(said["extensions"], where)
    if "score" in said:
        _score(said["score"], f"{where}: score")


def _score(said, where: str) -> None:
    _object(said, where, may=("scaled", "raw", "min", "max"))
    found = {name: _number(part, f"{where}: {name}") for name, part in said.items()}
    if not -1 <= found.get("scaled", 0) <= 1:
        raise NotStatement(f"{where}: scaled lies outside -1 to 1.")
    least, most = found.get("min", float("-inf")), found.get("max", float("inf"))
    if not least <= most or not least <= found.get("raw", max(least, min(most, 0))) <= most:
        raise NotStatement(f"{where}: raw, min and max do not fit together.")


def _context(said, where: str, *, about_activity: bool) -> None:
    only = ("revision", "platform")
    own = ("registration", "instructor", "team", "contextActivities", "language", "statement", "extensions")
    _object(said, where, may=(*own, *only))
    for name in only:
        if name in said:
            _text(said[name], f"{where}: {name}")
            if not about_activity:
                raise NotStatement(f"{where}: {name} stands only where the object is an activity.")
    if "registration" in said:
        _uuid(said["registration"], f"{where}: registration")
    if "instructor" in said:
        _actor(said["instructor"], f"{where}: instructor")
    if "team" in said:
        team = _map(said["team"], f"{where}: team")
        if team.get("objectType") != "Group":
            raise NotStatement(f"{where}: team is not a group.")
        _group(team, f"{where}: team")
    if "language" in said and not LANGUAGE.fullmatch(_text(said["language"], f"{where}: language")):
        raise NotStatement(f"{where}: language is not a language such as en-GB.")
    if "statement" in said:
        _reference(said["statement"], f"{where}: statement")
    if "extensions" in said:
        _extensions(said["extensions"], where)
    if "contextActivities" in said:
        at = f"{where}: contextActivities"
        for name, part in _object(
            said["contextActivities"], at, may=("parent", "grouping", "category", "other")
        ).items():
            for one in part if isinstance(part, list) else [part]:
                _activity(one, f"{at}: {name}")


def _statement(said, where: str, *, within: bool = False) -> None:
    own = ("result", "context", "timestamp", "attachments")
    of_whole = ("id", "stored", "authority", "version") if not within else ("objectType",)
    _object(said, where, needs=("actor", "verb", "object"), may=(*own, *of_whole))
    if "attachments" in said:
        raise NotStatement(f"{where} has attachments, which Kith does not take. Send it without.")
    if "id" in said:
        _uuid(said["id"], f"{where}: id")
    _actor(said["actor"], f"{where}: actor")
    _verb(said["verb"], f"{where}: verb")
    _target(said["object"], f"{where}: object", within=within)
    kind = said["object"].get("objectType", "Activity")
    if said["verb"]["id"] == VOIDED and (kind != "StatementRef" or within):
        raise NotStatement(f"{where} voids, and its object is not a StatementRef.")
    for name in ("timestamp", "stored"):
        if name in said:
            _moment(said[name], where)
    if "result" in said:
        _result(said["result"], f"{where}: result")
    if "context" in said:
        _context(said["context"], f"{where}: context", about_activity=kind == "Activity")
    if "authority" in said:
        _actor(said["authority"], f"{where}: authority")
    if "version" in said and not re.fullmatch(r"1\.0(\.\d+)?", _text(said["version"], f"{where}: version")):
        raise NotStatement(f"{where}: version is not 1.0.3.")
