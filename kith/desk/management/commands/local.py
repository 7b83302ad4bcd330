"""`kith local KEY FILE`: an authority's own contacts and threshold document, until editors have pages for them."""

import datetime
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kith.people.actions import keep_contacts
from kith.people.queries import authority_by_key
from kith.people.words import ContactSubject
from kith.thresholds.actions import publish_document

CONTACT = {"subject", "name", "role", "agency_name", "telephone", "hours", "cover", "out_of_hours"}
CONTACT_NEEDS = ("subject", "name", "telephone", "hours")
LEVEL = {"name", "meaning", "outside_harm", "who_acts", "statements"}


class Command(BaseCommand):
    help = "Loads an authority’s points of contact and threshold document; see content/local.example.yaml."

    def add_arguments(self, parser):
        parser.add_argument("authority", help="the authority’s key")
        parser.add_argument("file", help="a YAML file such as content/local.example.yaml")

    def handle(self, *args, **options):
        authority = authority_by_key(options["authority"])
        if authority is None:
            raise CommandError(f"There is no authority with the key “{options['authority']}”.", returncode=1)
        data = self._read(options["file"])
        checked, review = self._date(data, "last_checked"), self._date(data, "next_review")
        contacts = [self._contact(row, checked, review) for row in self._list(data, "contacts")]
        threshold = data.get("threshold")
        with transaction.atomic():
            if contacts:
                keep_contacts("system:command", authority=authority, contacts=contacts)
            if threshold:
                self._threshold(authority, threshold, checked, review)
        self.stdout.write(
            f"{authority.name}: {len(contacts)} points of contact"
            + (f" and {len(threshold['levels'])} levels of “{threshold['title']}”." if threshold else ".")
        )

    def _read(self, name: str) -> dict:
        try:
            data = yaml.safe_load(Path(name).read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{name} could not be read: {error.strerror}.", returncode=1) from None
        except (yaml.YAMLError, UnicodeDecodeError):
            raise CommandError(
                f"{name} is not YAML. Compare it with content/local.example.yaml.", returncode=2
            ) from None
        if not isinstance(data, dict):
            raise CommandError(f"{name} holds nothing. Compare it with content/local.example.yaml.", returncode=2)
        unknown = set(data) - {"last_checked", "next_review", "contacts", "threshold"}
        if unknown:
            raise CommandError(f"“{sorted(unknown)[0]}” is not known here. Nothing was changed.", returncode=2)
        return data

    def _date(self, data: dict, name: str) -> datetime.date:
        if not isinstance(data.get(name), datetime.date):
            raise CommandError(f"Write {name} as a date, such as 2026-11-24. Nothing was changed.", returncode=2)
        return data[name]

    def _list(self, data: dict, name: str) -> list:
        rows = data.get(name) or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise CommandError(f"“{name}” must be a list. Nothing was changed.", returncode=2)
        return rows

    def _contact(self, row: dict, checked, review) -> dict:
        missing = [name for name in CONTACT_NEEDS if not row.get(name)]
        unknown = sorted(set(row) - CONTACT)
        if missing or unknown:
            what = f"needs “{missing[0]}”" if missing else f"has a field that is not known: “{unknown[0]}”"
            raise CommandError(f"The contact “{row.get('subject', '?')}” {what}. Nothing was changed.", returncode=2)
        if row["subject"] not in ContactSubject.values:
            raise CommandError(
                f"“{row['subject']}” is no subject. Use one of {', '.join(ContactSubject.values)}. Nothing was changed.",
                returncode=2,
            )
        texts = {name: str(text) for name, text in row.items()}
        return {**texts, "source": "The authority", "last_checked": checked, "next_review": review}

    def _threshold(self, authority, threshold: dict, checked, review) -> None:
        levels = self._list(threshold, "levels")
        for level in levels:
            unknown = sorted(set(level) - LEVEL)
            if not level.get("name") or not level.get("meaning") or unknown:
                raise CommandError(
                    f"Each level needs a name and a meaning{f', and no “{unknown[0]}”' if unknown else ''}. "
                    "Nothing was changed.",
                    returncode=2,
                )
        if not threshold.get("title") or not levels:
            raise CommandError("The threshold document needs a title and levels. Nothing was changed.", returncode=2)
        publish_document(
            "system:command",
            authority=authority,
            title=threshold["title"],
            facts={
                "source": threshold.get("source", "The authority"),
                "valid_from": self._date(threshold, "valid_from"),
                "last_checked": checked,
                "next_review": review,
                "owner": threshold.get("owner", "The authority"),
            },
            levels=levels,
        )
