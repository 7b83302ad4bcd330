"""`kith local KEY FILE…`: what an authority decided for itself, from files, until editors have pages for it."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kith.desk.local import BadFile, Written, read_files
from kith.people.actions import keep_contacts, keep_settings
from kith.people.queries import authority_by_key
from kith.thresholds.actions import publish_document
from kith.thresholds.queries import says_the_same
from kith.toolkit.local_process import keep_process

BY = "system:command"


class Command(BaseCommand):
    help = (
        "Loads an authority’s settings, clocks, pathways, points of contact, referral headings, lists and threshold document; "
        "see content/local.example.yaml. A kind that the files do not hold stays as it is. All of it is loaded, or "
        "nothing; the same files again change nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("authority", help="the authority’s key")
        parser.add_argument("files", nargs="+", metavar="file", help="a YAML file such as content/local.example.yaml")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and keep nothing")

    def handle(self, *args, **options):
        authority = authority_by_key(options["authority"])
        if authority is None:
            raise CommandError(f"There is no authority with the key “{options['authority']}”.", returncode=1)
        try:
            written = read_files(options["files"])
        except BadFile as fault:
            raise CommandError(str(fault), returncode=1 if fault.absent else 2) from None
        with transaction.atomic():
            lines = self._keep(authority, written)
            if options["dry_run"]:
                transaction.set_rollback(True)
        for line in lines:
            self.stdout.write(line)
        kept = "Nothing was kept: this was a dry run." if options["dry_run"] else "Kept."
        self.stdout.write(
            f"{authority.name}: {kept}" if lines else f"{authority.name}: the files hold nothing to keep."
        )

    def _keep(self, authority, written: Written) -> list[str]:
        parts, lines = written.parts, []
        if "settings" in parts:
            told = keep_settings(BY, authority=authority, values=parts["settings"], facts=written.facts)
            lines += [f"setting {key}: {what}" for key, what in told.items()]
        told = keep_process(
            BY,
            authority=authority,
            **{kind: parts.get(kind) for kind in ("clocks", "pathways", "headings", "assessment", "lists")},
        )
        lines += [f"{kind} {key}: {what}" for kind, keys in told.items() for key, what in keys.items()]
        if contacts := parts.get("contacts"):
            keep_contacts(BY, authority=authority, contacts=contacts)
            lines.append(f"{len(contacts)} points of contact")
        if document := parts.get("threshold"):
            same = says_the_same(authority.pk, **document)
            if not same:
                publish_document(BY, authority=authority, **document)
            of = f"{len(document['levels'])} levels of “{document['title']}”"
            lines.append(f"{of}: {'the same' if same else 'published'}")
        return lines
