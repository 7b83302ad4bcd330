"""`kith audit verify|head`."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kith.audit.heads import KeyLost, sign_head, verify


def _rests_on(verdict) -> str:
    """How much the answer is worth, in one sentence."""
    if not verdict.outside:
        return (
            "WARNING: nothing outside the database was compared, so a trail that was cut or written anew with the audit "
            "key would look the same. Sign heads (`kith audit head`, `kith worker`) and keep copies elsewhere."
        )
    newest = timezone.localtime(parse_datetime(verdict.newest))
    return (
        f"Checked against {verdict.heads} signed head{'s' if verdict.heads > 1 else ''}, {verdict.outside} of them "
        f"outside the database, the newest of {newest:%-d %B %Y, %H:%M}. What came after it rests on the database alone."
    )


class Command(BaseCommand):
    help = (
        "verify: reads the whole trail and says whether it is as it was written, and how many signed heads that rests "
        "on (0 whole, also where no head could be compared; 1 not as it was written). head: signs and prints its head."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["verify", "head"])
        parser.add_argument("--against", metavar="FILE", help="a signed head that was printed earlier")

    def handle(self, *args, **options):
        if options["what"] == "head":
            try:
                self.stdout.write(json.dumps(sign_head()))
            except KeyLost as lost:
                raise CommandError(str(lost), returncode=1) from None
            return
        against = None
        if options["against"]:
            try:
                against = json.loads(Path(options["against"]).read_text(encoding="utf-8"))
                if not isinstance(against, dict):
                    raise ValueError
            except (OSError, ValueError, RecursionError) as error:
                raise CommandError(f"{options['against']} could not be read as a signed head.", returncode=2) from error
        verdict = verify(against)
        if not verdict.ok:
            where = f" First bad entry: {verdict.first_bad}." if verdict.first_bad else ""
            raise CommandError(f"The trail is not as it was written. {verdict.reason}{where}", returncode=1)
        self.stdout.write(f"The trail is whole: {verdict.size} entries, root {verdict.root}.")
        self.stdout.write(_rests_on(verdict))
        if verdict.remark:
            self.stdout.write(verdict.remark)
