"""`kith accounts`: the demo's accounts. Answers only in a demo."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kith.demo.cast import accounts
from kith.people.queries import is_demo_database


class Command(BaseCommand):
    help = "Lists the demo's accounts. They exist only in a demo database."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args, **options):
        if settings.PRODUCTION or not is_demo_database():
            raise CommandError("There are no demo accounts here: this is not a demo.", returncode=2)
        rows = accounts()
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['role_words']:<28} {row['email']:<28} {row['authority']}")
        self.stdout.write(f"The password of each: {rows[0]['password']}")
