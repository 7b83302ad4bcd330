"""Reading what an authority wrote about itself, from files for `kith local`: whole and well formed, or one sentence."""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kith.people.words import ContactSubject
from kith.screening.words import Outcome
from kith.toolkit.queries import assessment_headings_of, clock_of, headings_of, pathway_of
from kith.toolkit.words import WHO, ClockUnit

SLUG = re.compile(r"[a-z0-9-]+")
DIRECTORY = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[A-Za-z0-9._~/-]*)?")
EMAIL = re.compile(r"[^@\s<>]+@[a-z0-9.-]+\.[a-z]{2,}")
FIRST_DAY = re.compile(r"\d\d-\d\d")
COMPARE = "Compare it with content/local.example.yaml."
KINDS = ("settings", "clocks", "pathways", "contacts", "headings", "assessment", "lists", "threshold")
# Lists that an authority words for itself: each stands in content/process/categories.yaml.
LISTS = ("plan-kind", "plan-lead", "plan-agreed-how", "session-missed")
# Settings that are days: which, and whether there are several of each.
DAYS = {
    "contact-checks": {"days": False, "remind_before": True, "remind_every": False, "gaps_ahead": False},
    "handover": {"remind_before": True},
    "family-paper": {"words": False},
    "training": {"remind_before": True, "remind_every": False, "soon": False, "long_leave": False},
    "coaching": {
        **{"answer_days": False, "experience_months": False, "experience_remind": False},
        **{"reflection_places": False, "review_months": False},
    },
}
CONTACT = {"subject", "name", "role", "agency_name", "telephone", "hours", "cover", "out_of_hours"}
CONTACT_NEEDS = ("subject", "name", "telephone", "hours")
LEVEL = {"name", "meaning", "outside_harm", "who_acts", "statements"}
STEP = {"key", "title", "who", "clock", "guidance"}
DELIVERED = 0  # the key of no authority: what is asked with it is as delivered
MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
# Field lengths that a person can meet.
LONGEST = {
    **{
        "title": 160,
        "label": 200,
        "name": 120,
        "telephone": 60,
        "key": 60,
        "short": 400,
        "basis": 120,
        "starts": 200,
        "source": 300,
    },
    **{"role": 160, "agency_name": 120, "hours": 160, "cover": 300, "out_of_hours": 300, "owner": 120},
}


# Of the kinds that are lists: by what each row of it is known.
KEYS = (("clocks", "key"), ("pathways", "outcome"), ("contacts", "subject"), ("headings", "key"), ("assessment", "key"))


class BadFile(ValueError):
    """The file cannot be used, with the reason in a sentence. Nothing was changed."""

    def __init__(self, why: str, *, absent: bool = False):
        super().__init__(f"{why} Nothing was changed.")
        self.absent = absent


@dataclass
class Written:
    """What the files say; None for a kind that none of them holds."""

    facts: dict
    parts: dict = field(default_factory=dict)


def read_files(names: list[str]) -> Written:
    """What the files say together, checked against what Kith knows. Raises BadFile."""
    together: dict = {}
    for name in names:
        for kind, said in _read(name).items():
            if kind in KINDS and kind in together:
                raise BadFile(f"“{kind}” stands in two of the files.")
            together[kind] = said
    facts = {
        "source": _text(together, "source", "the file") or "The authority",
        "last_checked": _date(together, "last_checked"),
        "next_review": _date(together, "next_review"),
    }
    if facts["next_review"] <= facts["last_checked"]:
        raise BadFile("next_review must be after last_checked.")
    written = Written(facts)
    readers = {
        "settings": _settings,
        "clocks": lambda said: [_clock(row, facts) for row in said],
        "pathways": lambda said: [_pathway(row, facts) for row in said],
        "contacts": lambda said: [_contact(row, facts) for row in said],
        "headings": lambda said: [_heading(row, order, facts) for order, row in enumerate(said, start=1)],
        "assessment": lambda said: [_assessment(row, order, facts) for order, row in enumerate(said, start=1)],
        "lists": lambda said: _lists(said, facts),
        "threshold": lambda said: _threshold(said, facts),
    }
    for kind, reader in readers.items():
        if kind in together:
            said = together[kind] if kind in ("settings", "lists", "threshold") else _list(together, kind)
            written.parts[kind] = reader(said)
    for kind, key in KEYS:
        keys = [row[key] for row in written.parts.get(kind, [])]
        if len(keys) != len(set(keys)):
            raise BadFile(f"“{next(k for k in keys if keys.count(k) > 1)}” stands twice in {kind}.")
    _closing_is_no_longer_than_referring(written)
    return written


def _read(name: str) -> dict:
    try:
        data = yaml.safe_load(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(f"{name} could not be read: {error.strerror}.", absent=True) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise BadFile(f"{name} is not YAML. {COMPARE}") from None
    if not isinstance(data, dict):
        raise BadFile(f"{name} holds nothing. {COMPARE}")
    _known(data, {"last_checked", "next_review", "source", *KINDS}, "The file")
    return data


def _known(row: dict, names, what: str) -> None:
    unknown = sorted(str(name) for name in row if name not in names)
    if unknown:
        raise BadFile(f"{what} has a field that is not known: “{unknown[0]}”.")


def _list(data: dict, name: str) -> list:
    rows = data.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadFile(f"“{name}” must be a list.")
    return rows


def _date(data: dict, name: str) -> datetime.date:
    if type(data.get(name)) is not datetime.date:
        raise BadFile(f"Write {name} as a date, such as 2026-11-24.")
    return data[name]


def _text(row: dict, name: str, what: str, *, needed: bool = False) -> str:
    said = row.get(name)
    if said is None or said == "":
        if needed:
            raise BadFile(f"{what} needs “{name}”.")
        return ""
    if isinstance(said, dict | list | bool):
        raise BadFile(f"“{name}” of {what[:1].lower()}{what[1:]} must be words.")
    if name == "key" and not SLUG.fullmatch(str(said)):
        raise BadFile(f"“key” of {what[:1].lower()}{what[1:]} may hold small letters, figures and hyphens alone.")
    if len(str(said)) > LONGEST.get(name, 4000):
        raise BadFile(f"“{name}” of {what[:1].lower()}{what[1:]} is longer than {LONGEST.get(name, 4000)} letters.")
    return str(said)


def _one_of(said, known, what: str) -> str:
    if said not in known:
        raise BadFile(f"“{said}” is no {what}. Use one of {', '.join(known)}.")
    return said


def _sourced(facts: dict, row: dict, what: str) -> dict:
    source = _text(row, "source", what) or facts["source"]
    dates = {name: facts[name] for name in ("last_checked", "next_review")}
    return {"source": source, "owner": "The authority", "needs_local_sign_off": False, **dates}


def _settings(said) -> dict:
    if not isinstance(said, dict):
        raise BadFile("“settings” must be names with their values.")
    _known(said, {"sign-off", "marking", "work-names", "services", "learning", *DAYS}, "“settings”")
    if "sign-off" in said:
        value = said["sign-off"]
        if not isinstance(value, dict) or set(value) != {"outcomes", "closing_sample"}:
            raise BadFile("“sign-off” needs “outcomes” and “closing_sample”, and nothing else.")
        if not isinstance(value["outcomes"], list):
            raise BadFile("“outcomes” of sign-off must be a list.")
        for outcome in value["outcomes"]:
            _one_of(outcome, Outcome.values, "outcome")
        if type(value["closing_sample"]) is not int or value["closing_sample"] < 0:
            raise BadFile("“closing_sample” is a whole number: one closing in so many is read again; 0 for none.")
    if "marking" in said:
        _one_of(said["marking"], MARKINGS, "marking")
    if "work-names" in said:
        value = said["work-names"]
        if not isinstance(value, dict) or set(value) != {"plan", "lead"} or not all(map(_is_words, value.values())):
            raise BadFile("“work-names” needs “plan” and “lead”, each in words.")
    if "services" in said:
        _services(said["services"])
    if "learning" in said:
        _terms(said["learning"])
    for key in DAYS.keys() & said.keys():
        _days(key, said[key])
    return dict(said)


def _terms(value) -> None:
    """Terms by name, each with its first day; a year has at least one, and no two begin on one day."""
    terms = value.get("terms") if isinstance(value, dict) and set(value) == {"terms"} else None
    if not isinstance(terms, dict) or not terms or not all(map(_is_words, terms)):
        raise BadFile("“learning” needs “terms”, by name, and nothing else.")
    for first in terms.values():
        if not isinstance(first, str) or not FIRST_DAY.fullmatch(first):
            raise BadFile('A term begins on a day and month in quotation marks, such as "01-09" for 1 September.')
        try:
            # A day of every year: 29 February is none.
            datetime.date(2001, int(first[3:]), int(first[:2]))
        except ValueError:
            raise BadFile(f"“{first}” is not a day of every year.") from None
    if len(set(terms.values())) < len(terms):
        raise BadFile("Two terms of “learning” begin on the same day.")


def _services(value) -> None:
    if not isinstance(value, dict) or set(value) != {"directories", "assured_days", "assurer_email"}:
        raise BadFile("“services” needs “directories”, “assured_days” and “assurer_email”, and nothing else.")
    places = value["directories"]
    if not isinstance(places, list) or not all(isinstance(one, str) and DIRECTORY.fullmatch(one) for one in places):
        raise BadFile("“directories” of services is a list of addresses that begin with https://.")
    if type(value["assured_days"]) is not int or not 1 <= value["assured_days"] <= 730:
        raise BadFile("“assured_days” of services is a whole number from 1 to 730.")
    email = value["assurer_email"]
    if not isinstance(email, str) or (email and not EMAIL.fullmatch(email)):
        raise BadFile("“assurer_email” of services is a shared mailbox, or empty.")


def _days(key: str, value) -> None:
    """Days are whole numbers, or lists of them; what is not named stays as delivered."""
    if not isinstance(value, dict) or not value or not set(value) <= set(DAYS[key]):
        raise BadFile(f"“{key}” takes {', '.join(f'“{name}”' for name in DAYS[key])}, and nothing else.")
    for name, days in value.items():
        several = DAYS[key][name]
        rows = days if several and isinstance(days, list) else [days]
        if (several and not isinstance(days, list)) or any(type(row) is not int or not 1 <= row <= 999 for row in rows):
            what = "a list of whole numbers" if several else "a whole number"
            raise BadFile(f"“{name}” of “{key}” is {what} of days, from 1 to 999.")


def _is_words(said) -> bool:
    return isinstance(said, str) and 0 < len(said) <= 80


def _clock(row: dict, facts: dict) -> dict:
    # An unquoted `on` is “yes” to YAML.
    row = {("on" if name is True else name): said for name, said in row.items()}
    what = f"The clock “{row.get('key', '?')}”"
    _known(row, {"key", "title", "starts", "limit", "unit", "on", "basis", "source", "valid_from"}, what)
    delivered = clock_of(DELIVERED, _text(row, "key", what, needed=True))
    if delivered is None:
        raise BadFile(f"There is no clock “{row['key']}”. The clocks stand in content/process/clocks.yaml.")
    unit = _one_of(row.get("unit", delivered.unit), ClockUnit.values, "unit of time")
    limit = row.get("limit", delivered.limit)
    if limit is not None and (type(limit) is not int or not 0 <= limit <= 999):
        raise BadFile(f"“limit” of the clock “{row['key']}” is a whole number up to 999, or null for none.")
    if type(row.get("on", True)) is not bool:
        raise BadFile(f"“on” of the clock “{row['key']}” is true or false.")
    return {
        **_sourced(facts, row, what),
        "key": row["key"],
        "title": _text(row, "title", what) or delivered.title,
        "starts": _text(row, "starts", what) or delivered.starts,
        "limit": limit,
        "unit": unit,
        "status": "local",
        "on": row.get("on", True),
        "basis": _text(row, "basis", what),
        "valid_from": _date(row, "valid_from") if "valid_from" in row else facts["last_checked"],
    }


def _pathway(row: dict, facts: dict) -> dict:
    what = f"The pathway “{row.get('outcome', '?')}”"
    _known(row, {"outcome", "title", "short", "steps", "source"}, what)
    _one_of(row.get("outcome"), Outcome.values, "outcome")
    steps = []
    for step in _list(row, "steps"):
        _known(step, STEP, f"A step of the pathway “{row['outcome']}”")
        named = f"A step of the pathway “{row['outcome']}”"
        key = _text(step, "key", named, needed=True)
        clock = _text(step, "clock", named)
        if clock and not clock_of(DELIVERED, clock):
            raise BadFile(f"The step “{key}” has a clock that is not known: “{clock}”.")
        steps.append(
            {
                "key": key,
                "title": _text(step, "title", named, needed=True),
                "who": _one_of(step.get("who"), WHO, "person to take a step"),
                "clock": clock,
                "guidance": _text(step, "guidance", named),
            }
        )
    if not steps or len({step["key"] for step in steps}) != len(steps):
        raise BadFile(f"{what} needs steps, each with a key of its own.")
    return {
        **_sourced(facts, row, what),
        "outcome": row["outcome"],
        "title": _text(row, "title", what, needed=True),
        "short": _text(row, "short", what, needed=True),
        "steps": steps,
    }


def _closing_is_no_longer_than_referring(written: Written) -> None:
    """Closing with advice never takes more steps than a referral to Prevent (promise 5)."""
    ours = {row["outcome"]: len(row["steps"]) for row in written.parts.get("pathways", [])}

    def steps(outcome: str) -> int:
        delivered = pathway_of(DELIVERED, outcome)
        return ours.get(outcome, delivered.steps.count() if delivered else 0)

    if "pathways" in written.parts and steps(Outcome.ADVICE_AND_CLOSE) > steps(Outcome.PREVENT):
        raise BadFile("Closing with advice may not take more steps than referring to Prevent.")


def _contact(row: dict, facts: dict) -> dict:
    what = f"The contact “{row.get('subject', '?')}”"
    _known(row, CONTACT, what)
    for name in CONTACT_NEEDS:
        _text(row, name, what, needed=True)
    _one_of(row["subject"], ContactSubject.values, "subject")
    texts = {name: _text(row, name, what) for name in row}
    return {**texts, **{name: facts[name] for name in ("source", "last_checked", "next_review")}}


def _heading(row: dict, order: int, facts: dict) -> dict:
    what = f"The heading “{row.get('key', '?')}”"
    _known(row, {"key", "title", "hint", "basis", "from", "source"}, what)
    known = sorted({name for heading in headings_of(DELIVERED) for name in heading.filled_from})
    filled = row.get("from") or []
    if not isinstance(filled, list):
        raise BadFile(f"“from” of the heading “{row.get('key', '?')}” must be a list.")
    for name in filled:
        _one_of(name, known, "part of the record")
    return {
        **_sourced(facts, row, what),
        "key": _text(row, "key", what, needed=True),
        "order": order,
        "title": _text(row, "title", what, needed=True),
        "hint": _text(row, "hint", what),
        "basis": _text(row, "basis", what),
        "filled_from": filled,
    }


def _assessment(row: dict, order: int, facts: dict) -> dict:
    what = f"The assessment heading “{row.get('key', '?')}”"
    _known(row, {"key", "part", "title", "hint", "from", "needed", "family", "source"}, what)
    delivered = assessment_headings_of(DELIVERED)
    _one_of(row.get("part"), sorted({heading.part for heading in delivered}), "part of an assessment")
    filled = row.get("from") or []
    if not isinstance(filled, list):
        raise BadFile(f"“from” of {what[0].lower()}{what[1:]} must be a list.")
    known = sorted({name for heading in delivered for name in heading.filled_from})
    for name in filled:
        _one_of(name, known, "part of the record")
    for name in ("needed", "family"):
        if not isinstance(row.get(name, False), bool):
            raise BadFile(f"“{name}” of {what[0].lower()}{what[1:]} is yes or no.")
    return {
        **_sourced(facts, row, what),
        "key": _text(row, "key", what, needed=True),
        "part": row["part"],
        "order": order,
        "title": _text(row, "title", what, needed=True),
        "hint": _text(row, "hint", what),
        "filled_from": filled,
        "needed": row.get("needed", False),
        "for_family": row.get("family", False),
    }


def _lists(said, facts: dict) -> list[dict]:
    """The entries of lists as rows, in their order: a key that is delivered is worded anew, another is added."""
    if not isinstance(said, dict):
        raise BadFile("“lists” must be names of lists with their entries.")
    rows = []
    for name in said:
        what = f"An entry of the list “{name}”"
        _one_of(name, LISTS, "list that an authority words for itself")
        entries = _list(said, name)
        for order, row in enumerate(entries, start=1):
            _known(row, {"key", "label", "source"}, what)
            key = _text(row, "key", what, needed=True)
            label = _text(row, "label", what, needed=True)
            rows.append({**_sourced(facts, row, what), "list": name, "key": key, "label": label, "order": order})
        keys = [row["key"] for row in rows if row["list"] == name]
        if len(keys) != len(set(keys)):
            raise BadFile(f"“{next(k for k in keys if keys.count(k) > 1)}” stands twice in the list “{name}”.")
    return rows


def _threshold(said, facts: dict) -> dict:
    if not isinstance(said, dict):
        raise BadFile("The threshold document needs a title and levels.")
    what = "The threshold document"
    _known(said, {"title", "source", "owner", "valid_from", "levels"}, what)
    levels = _list(said, "levels")
    for level in levels:
        _known(level, LEVEL, "A level of the threshold document")
        if not level.get("name") or not level.get("meaning"):
            raise BadFile("Each level needs a name and a meaning.")
        statements = level.get("statements") or []
        if not isinstance(statements, list) or not all(isinstance(text, str) for text in statements):
            raise BadFile(f"“statements” of the level “{level['name']}” must be a list of sentences.")
    if not said.get("title") or not levels:
        raise BadFile("The threshold document needs a title and levels.")
    return {
        "title": _text(said, "title", what),
        "facts": {
            "source": _text(said, "source", what) or facts["source"],
            "valid_from": _date(said, "valid_from"),
            "last_checked": facts["last_checked"],
            "next_review": facts["next_review"],
            "owner": _text(said, "owner", what) or "The authority",
        },
        "levels": levels,
    }
