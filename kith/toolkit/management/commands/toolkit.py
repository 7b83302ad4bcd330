"""`kith toolkit`: loads the national content, checks it, tries its links, and keeps its meanings."""

import sys

from django.core.management.base import BaseCommand, CommandError

from kith.people.queries import authorities
from kith.toolkit.actions import try_links
from kith.toolkit.checking import faults_in, reading_ages
from kith.toolkit.content import BadContent
from kith.toolkit.embedding import available
from kith.toolkit.links import SECONDS, addresses_of, all_pages, dead_in, last_tried
from kith.toolkit.loading import load, read_elsewhere, read_pieces
from kith.toolkit.passages import write_meanings
from kith.toolkit.queries import as_shown
from kith.toolkit.words import BROKEN_LINKS, LinkState


class Command(BaseCommand):
    help = (
        "load: reads the national content; running it again changes nothing, and local words are never touched. "
        "check: says what is wrong with the files in content/. "
        "links: names links that lead nowhere, and with --outside tries addresses outside Kith. "
        "meanings: works out content/meanings.npz after pages were changed (a maintainer’s command)."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["load", "check", "links", "meanings"])
        parser.add_argument("--dry-run", action="store_true", help="load: say what would change, and keep nothing")
        parser.add_argument("--outside", action="store_true", help="links: ask each address outside Kith, one by one")
        parser.add_argument("--seconds", type=float, default=SECONDS, help="links: how long to wait for each answer")

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

    def do_links(self, options):
        if not 1 <= options["seconds"] <= 60:
            raise CommandError("--seconds is from 1 to 60.", returncode=2)
        pages = all_pages()
        dead = {(row.piece.pk, row.slug): (row, authority) for authority in authorities() for row in dead_in(authority)}
        for row, authority in dead.values():
            whose = "with Kith" if row.piece.layer == "national" else row.piece.layer
            self.stderr.write(f"{row.piece.slug} ({whose}): leads to “{row.slug}”; in {authority.name} {row.why}.")
        found = addresses_of(pages)
        if options["outside"]:
            try_links("system:command", urls=list(found), seconds=options["seconds"])
        tried = last_tried(found)
        broken = [url for url in found if url in tried and tried[url].state in BROKEN_LINKS]
        for url in broken:
            places = ", ".join(dict.fromkeys(piece.slug for piece in found[url]))
            self.stderr.write(f"{places}: {url}: {tried[url].get_state_display()}.")
        self.stdout.write(
            f"{len(pages)} pages name {len(found)} addresses outside Kith: {len(tried)} tried, {len(broken)} broken. "
            f"Links within that lead nowhere: {len(dead)}."
        )
        if tried and all(row.state == LinkState.SILENT for row in tried.values()):
            self.stderr.write("None answered. Does this machine reach the internet?")
        if dead or broken:
            sys.exit(1)

    def do_meanings(self, options):
        if not available():
            raise CommandError("The model is not installed. Install the requirements, then run this again.")
        pieces = [as_shown(page) for page in read_pieces()]
        others = [line for topic in read_elsewhere() for line in topic["asked"]]
        self.stdout.write(f"Written: the meaning of {write_meanings(pieces, others)} passages.")
