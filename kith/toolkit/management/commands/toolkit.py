"""`kith toolkit`: loads the national content, checks it, and keeps its meanings."""

import sys

from django.core.management.base import BaseCommand, CommandError

from kith.toolkit.checking import faults_in, reading_ages
from kith.toolkit.content import BadContent
from kith.toolkit.embedding import available
from kith.toolkit.loading import load, read_elsewhere, read_pieces
from kith.toolkit.passages import write_meanings
from kith.toolkit.queries import as_shown


class Command(BaseCommand):
    help = (
        "load: reads the national content; running it again changes nothing, and local words are never touched. "
        "check: says what is wrong with the files in content/. "
        "meanings: works out content/meanings.npz after pages were changed (a maintainer’s command)."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["load", "check", "meanings"])
        parser.add_argument("--dry-run", action="store_true", help="load: say what would change, and keep nothing")

    def handle(self, *args, **options):
        try:
            getattr(self, f"do_{options['what']}")(options)
        except (BadContent, OSError) as error:
            raise CommandError(str(error)) from error

    def do_load(self, options):
        counts = load(dry_run=options["dry_run"])
        said = ", ".join(f"{number} {kind}" for kind, number in counts.items())
        self.stdout.write(f"{'Would load' if options['dry_run'] else 'Loaded'}: {said}.")

    def do_check(self, options):
        faults = faults_in()
        for fault in faults:
            self.stderr.write(fault)
        ages = reading_ages()
        oldest = sorted(ages, key=lambda slug: -ages[slug])[:5]
        middle = sorted(ages.values())[len(ages) // 2]
        self.stdout.write(
            f"{len(ages)} pages. Reading age: {middle:.0f} in the middle; the highest: "
            + ", ".join(f"{slug} {ages[slug]:.0f}" for slug in oldest)
            + "."
        )
        if faults:
            self.stderr.write(f"{len(faults)} things to mend.")
            sys.exit(1)
        self.stdout.write("Nothing to mend.")

    def do_meanings(self, options):
        if not available():
            raise CommandError("The model is not installed. Install the requirements, then run this again.")
        pieces = [as_shown(page) for page in read_pieces()]
        others = [line for topic in read_elsewhere() for line in topic["asked"]]
        self.stdout.write(f"Written: the meaning of {write_meanings(pieces, others)} passages.")
