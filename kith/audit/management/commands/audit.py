"""`kith audit verify|head`."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kith.audit.heads import sign_head, verify


class Command(BaseCommand):
    help = "Verifies the trail, or signs and prints its head."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["verify", "head"])
        parser.add_argument("--against", metavar="FILE", help="a signed head that was printed earlier")

    def handle(self, *args, **options):
        if options["what"] == "head":
            self.stdout.write(json.dumps(sign_head()))
            return
        against = None
        if options["against"]:
            try:
                against = json.loads(Path(options["against"]).read_text(encoding="utf-8"))
                if not isinstance(against, dict):
                    raise ValueError
            except (OSError, ValueError) as error:
                raise CommandError(f"{options['against']} could not be read as a signed head.", returncode=2) from error
        verdict = verify(against)
        if not verdict.ok:
            where = f" First bad entry: {verdict.first_bad}." if verdict.first_bad else ""
            raise CommandError(f"The trail is not as it was written. {verdict.reason}{where}", returncode=1)
        self.stdout.write(f"The trail is whole: {verdict.size} entries, root {verdict.root}.")
        if verdict.remark:
            self.stdout.write(verdict.remark)
