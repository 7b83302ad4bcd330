"""Reading `content/` into the database. Idempotent: a second run changes nothing, local words are never touched."""

import csv
import datetime
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction

from kith.people.actions import keep_vetting_levels

from .actions import STARTER, load_national
from .along import ALONG, PROCESS_ALONG
from .content import BadContent, Content
from .markdown import html
from .models import (
    AssessmentHeading,
    BankHoliday,
    Category,
    Clock,
    Elsewhere,
    Pathway,
    PathwayStep,
    ReferralHeading,
    Route,
    Synonym,
)
from .passages import index_anew, mark_changed, meanings_of
from .queries import forget_holidays
from .words import Kind, Shelf

CONTENT = Path(settings.BASE_DIR) / "content"
# One folder for each kind of page.
PIECES = (
    "guidance",
    "conversations",
    "examples",
    "indicators",
    "parallels",
    "pathways",
    "thresholds",
    "resources",
    "modules",
)
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


def sections(body: str) -> list[tuple[str, str]]:
    """The text under each second-level heading, in order. Raises BadContent where words stand before the first."""
    found: list[list[str]] = []
    for line in body.splitlines():
        if line.startswith("## "):
            found.append([line[3:].strip(), ""])
        elif found:
            found[-1][1] += line + "\n"
        elif line.strip():
            raise BadContent(f"There are words before the first heading: “{line.strip()[:40]}”.")
    return [(heading, text.strip()) for heading, text in found]


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


MORE = ("publisher", "link", "link_checked", "resource_kind", "exploitation", "seen_where", "evidence")


def read_piece(path: Path) -> Content:
    """One page from its file, clean and whole. Raises BadContent with the file's name."""
    try:
        head, body = read_front_matter(path)
        if head["slug"] != path.stem:
            raise BadContent(f"its slug is {head['slug']}, and its file is {path.name}.")
        more = {key: head[key] for key in MORE if head.get(key)}
        if head["kind"] == Kind.INDICATOR:
            more.setdefault("evidence", "practice-knowledge")
        return Content(
            slug=head["slug"],
            kind=head["kind"],
            title=head["title"],
            summary=head.get("summary", ""),
            sections=tuple((heading, html(text)) for heading, text in sections(body)),
            source=str(head.get("source") or ""),
            source_date=str(head.get("source_date") or ""),
            owner=head.get("owner") or "",
            audience=str(head.get("audience") or ""),
            last_checked=head["checked"],
            next_review=head["review"],
            valid_from=head.get("valid_from"),
            valid_to=head.get("valid_to"),
            needs_local_sign_off=head.get("needs_local_sign_off", True),
            unverified=head.get("unverified", False),
            shelves={
                Shelf.DOING.value: head.get("doing", []),
                Shelf.THEME.value: head.get("themes", []),
                Shelf.STEP.value: head.get("steps", []),
                Shelf.PROBLEM.value: [str(number) for number in head.get("problems", [])],
                Shelf.CONTEXT.value: head.get("contexts", []),
            },
            asked=[str(line) for line in head.get("asked", [])],
            related=head.get("related", []),
            contacts=head.get("contacts", []),
            links=[
                {**link, "checked": str(link["checked"]) if link.get("checked") else ""}
                for link in head.get("links", [])
            ],
            more=head if head["kind"] == Kind.MODULE else {key: str(value) for key, value in more.items()},
        ).cleaned()
    except KeyError as missing:
        raise BadContent(f"{path.name} has no {missing.args[0]}.") from missing
    except BadContent as fault:
        raise BadContent(f"{path.name}: {fault}") from fault


def read_pieces(folder: Path = CONTENT) -> list[Content]:
    """Every page of `folder`, by slug. Raises BadContent for the first that cannot be read, or a slug used twice."""
    pieces: dict[str, Content] = {}
    for path in sorted(path for kind in PIECES for path in (folder / kind).glob("*.md")):
        piece = read_piece(path)
        if piece.slug in pieces:
            raise BadContent(f"{path.name}: another page has this slug.")
        pieces[piece.slug] = piece
    return [pieces[slug] for slug in sorted(pieces)]


def read_retired(folder: Path = CONTENT) -> dict[str, dict]:
    """Pages that came with Kith once, by slug: `why` they went, and the page to read `instead`."""
    rows = read_yaml(folder / "retired.yaml")[0]["retired"]
    return {row["slug"]: {"why": row["why"], "instead": row["instead"]} for row in rows}


def load(folder: Path = CONTENT, *, dry_run: bool = False) -> dict[str, int]:
    """The national content stands in the database as in `folder`; returns how many of each kind were met.

    With `dry_run` the same is worked out, and nothing is kept.
    """
    with transaction.atomic():
        counts = _load(folder)
        if dry_run:
            transaction.set_rollback(True)
    forget_holidays()
    return counts


def _load(folder: Path) -> dict[str, int]:
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

    data, defaults = read_yaml(process / "assessment_headings.yaml")
    for order, item in enumerate(data["items"], start=1):
        AssessmentHeading.objects.update_or_create(
            authority=None,
            key=item["key"],
            defaults={
                **_sourced(item, defaults),
                "part": item["part"],
                "order": order,
                "title": item["title"],
                "hint": item.get("hint", ""),
                "filled_from": item.get("from", []),
                "needed": item.get("needed", False),
                "for_family": item.get("family", False),
            },
        )
        counts["assessment headings"] = counts.get("assessment headings", 0) + 1
    for order, (key, label) in enumerate(data["parts"].items(), start=1):
        Category.objects.update_or_create(
            authority=None,
            list="assessment-part",
            key=key,
            defaults={**_sourced({}, defaults), "label": label, "order": order},
        )

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

    data, _ = read_yaml(process / "vetting.yaml")
    facts = {name: data[name] for name in ("source", "last_checked", "next_review")}
    counts["levels of vetting"] = keep_vetting_levels(STARTER, levels=data["levels"], facts=facts)
    counts["synonym groups"] = _load_synonyms(folder)
    counts["things asked elsewhere"] = _load_elsewhere(folder)
    counts |= load_national(read_pieces(folder), read_retired(folder))
    for name, keep in ALONG.items():
        if (folder / name).is_dir():
            pages = [(path.stem, *read_front_matter(path)) for path in sorted((folder / name).glob("*.md"))]
            try:
                counts[name] = keep(pages)
            except ValueError as fault:
                raise BadContent(str(fault)) from fault
    for name, keep_process in PROCESS_ALONG.items():
        if (process / f"{name}.yaml").is_file():
            try:
                counts[name] = keep_process(read_yaml(process / f"{name}.yaml")[0])
            except ValueError as fault:
                raise BadContent(f"{name}.yaml: {fault}") from fault
    if anew := index_anew():
        counts["pages cut anew for search"] = anew
    return counts


def _load_synonyms(folder: Path) -> int:
    data, _ = read_yaml(folder / "synonyms.yaml")
    groups = {
        group["title"]: {"words": [str(word) for word in group["words"]], "is_slang": group.get("slang", False)}
        for group in data["groups"]
    }
    national = Synonym.objects.filter(authority=None, region=None)
    known = {row.title: {"words": row.words, "is_slang": row.is_slang} for row in national}
    if known != groups:
        national.exclude(title__in=groups).delete()
        for title, said in groups.items():
            Synonym.objects.update_or_create(authority=None, region=None, title=title, defaults=said)
        mark_changed()
    return len(groups)


def read_elsewhere(folder: Path = CONTENT) -> list[dict]:
    """What people ask the toolkit and others answer: title, ask, asked."""
    return read_yaml(folder / "elsewhere.yaml")[0]["topics"]


def _load_elsewhere(folder: Path) -> int:
    topics = read_elsewhere(folder)
    gone = Elsewhere.objects.exclude(title__in=[topic["title"] for topic in topics])
    changed = gone.exists()
    gone.delete()
    known = {row.title: row for row in Elsewhere.objects.defer("meanings")}
    for topic in topics:
        said = {"ask": topic["ask"], "asked": list(topic["asked"])}
        row = known.get(topic["title"])
        if row is None or (row.ask, row.asked) != (said["ask"], said["asked"]):
            made = meanings_of(said["asked"])
            whole = b"".join(meaning or b"" for meaning in made) if all(made) else None
            Elsewhere.objects.update_or_create(title=topic["title"], defaults={**said, "meanings": whole})
            changed = True
    if changed:
        mark_changed()
    return len(topics)


def _items(data: dict, name: str) -> list[dict]:
    return data.get(name) or data["items"]
