"""Reading `content/` into the database. Idempotent: a second run changes nothing, local words are never touched."""

import csv
import datetime
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction

from .models import BankHoliday, Category, Clock, Indicator, Pathway, PathwayStep, Piece, ReferralHeading, Route
from .queries import forget_holidays

CONTENT = Path(settings.BASE_DIR) / "content"
SOURCED = (
    "source",
    "source_date",
    "valid_from",
    "valid_to",
    "last_checked",
    "next_review",
    "owner",
    "needs_local_sign_off",
    "unverified",
)


class BadContent(Exception):
    """A file cannot be loaded; the sentence says which and why."""


def read_yaml(path: Path):
    """The file's items, each with the file's defaults beneath it."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise BadContent(f"{path.name} is not YAML: {error}") from error
    defaults = data.get("defaults", {})
    return data, defaults


def read_front_matter(path: Path) -> tuple[dict, str]:
    """The front matter and the body of one Markdown file. Raises BadContent where there is none."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise BadContent(f"{path.name} does not begin with front matter between two lines of ---.")
    head, body = text[4:].split("\n---\n", 1)
    return yaml.safe_load(head), body.strip()


def sections(body: str) -> dict[str, str]:
    """The text under each second-level heading, by heading in lower case."""
    found: dict[str, str] = {}
    title = ""
    for line in body.splitlines():
        if line.startswith("## "):
            title = line[3:].strip().lower()
            found[title] = ""
        elif title:
            found[title] += line + "\n"
    return {key: value.strip() for key, value in found.items()}


def _sourced(item: dict, defaults: dict) -> dict:
    both = {**defaults, **item}
    values = {key: both[key] for key in SOURCED if both.get(key) is not None}
    values.setdefault("source_date", "")
    values["source"] = str(values.get("source", ""))
    values["source_date"] = str(values["source_date"])
    for key in ("source", "last_checked", "next_review", "owner"):
        if not values.get(key):
            raise BadContent(f"“{item.get('title') or item.get('key') or item.get('label')}” has no {key}.")
    return values


def _front(head: dict) -> dict:
    return _sourced(
        {**head, "last_checked": head.get("checked"), "next_review": head.get("review")},
        {"valid_from": None, "needs_local_sign_off": True, "unverified": False},
    )


@transaction.atomic
def load(folder: Path = CONTENT) -> dict[str, int]:
    """The national content stands in the database as in `folder`; returns how many of each kind were loaded."""
    process = folder / "process"
    counts: dict[str, int] = {}

    with (process / "bank_holidays.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            BankHoliday.objects.update_or_create(
                date=datetime.date.fromisoformat(row["date"]), defaults={"name": row["name"], "source": row["source"]}
            )
            counts["bank holidays"] = counts.get("bank holidays", 0) + 1

    data, defaults = read_yaml(process / "clocks.yaml")
    for item in _items(data, "clocks"):
        Clock.objects.update_or_create(
            authority=None,
            key=item["key"],
            valid_from={**defaults, **item}.get("valid_from"),
            defaults={
                **{key: value for key, value in _sourced(item, defaults).items() if key != "valid_from"},
                "title": item["title"],
                "starts": item.get("starts", ""),
                "limit": item.get("limit"),
                "unit": item["unit"],
                "status": item["status"],
                "on": item.get("on", True),
                "basis": item.get("basis") or "",
            },
        )
        counts["clocks"] = counts.get("clocks", 0) + 1

    data, defaults = read_yaml(process / "pathways.yaml")
    for item in _items(data, "pathways"):
        pathway, _ = Pathway.objects.update_or_create(
            authority=None,
            outcome=item["outcome"],
            defaults={**_sourced(item, defaults), "title": item["title"], "short": item["short"]},
        )
        keys = []
        for order, step in enumerate(item["steps"], start=1):
            PathwayStep.objects.update_or_create(
                pathway=pathway,
                key=step["key"],
                defaults={
                    "order": order,
                    "title": step["title"],
                    "who": step["who"],
                    "clock": step.get("clock") or "",
                    "guidance": step.get("guidance", ""),
                },
            )
            keys.append(step["key"])
        pathway.steps.exclude(key__in=keys).delete()
        counts["pathways"] = counts.get("pathways", 0) + 1

    data, defaults = read_yaml(process / "routes.yaml")
    answers = data["answers"]
    if isinstance(answers, dict):
        answers = [{"key": key, **value} for key, value in answers.items()]
    Route.objects.update_or_create(
        authority=None,
        defaults={**_sourced({"title": "routes"}, defaults), "questions": data["questions"], "answers": answers},
    )
    counts["routes"] = 1

    data, defaults = read_yaml(process / "referral_headings.yaml")
    for order, item in enumerate(_items(data, "headings"), start=1):
        ReferralHeading.objects.update_or_create(
            authority=None,
            key=item["key"],
            defaults={
                **_sourced(item, defaults),
                "order": order,
                "title": item["title"],
                "hint": item.get("hint", ""),
                "basis": item.get("basis", ""),
                "filled_from": item.get("from", []),
            },
        )
        counts["referral headings"] = counts.get("referral headings", 0) + 1

    data, defaults = read_yaml(process / "categories.yaml")
    for name, entry in data["lists"].items():
        for order, item in enumerate(entry["items"], start=1):
            Category.objects.update_or_create(
                authority=None,
                list=name,
                key=str(item["key"]),
                defaults={
                    **_sourced(item, {**defaults, **{k: v for k, v in entry.items() if k in SOURCED}}),
                    "label": item["label"],
                    "order": order,
                },
            )
            counts["categories"] = counts.get("categories", 0) + 1

    for path in sorted((folder / "indicators").glob("*.md")):
        head, body = read_front_matter(path)
        parts = sections(body)
        try:
            words = {
                "seen": parts["seen"],
                "may_matter": parts["may matter because"],
                "may_also_be": parts["may also be"],
                "ask": parts["ask"],
            }
        except KeyError as missing:
            raise BadContent(f"{path.name} has no section {missing}.") from missing
        Indicator.objects.update_or_create(
            authority=None,
            slug=head["slug"],
            defaults={
                **_front(head),
                **words,
                "title": head["title"],
                "contexts": head.get("contexts", []),
                "audience": str(head.get("audience", "")),
            },
        )
        counts["indicators"] = counts.get("indicators", 0) + 1

    for path in sorted((folder / "guidance").glob("*.md")):
        head, body = read_front_matter(path)
        Piece.objects.update_or_create(
            authority=None,
            slug=head["slug"],
            defaults={
                **_front(head),
                "kind": head["kind"],
                "title": head["title"],
                "body": body,
                "steps": head.get("steps", []),
                "audience": str(head.get("audience", "")),
            },
        )
        counts["pieces"] = counts.get("pieces", 0) + 1
    forget_holidays()
    return counts


def _items(data: dict, name: str) -> list[dict]:
    return data.get(name) or data["items"]
