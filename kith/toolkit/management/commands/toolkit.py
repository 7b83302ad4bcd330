"""`kith toolkit load`: the national starter content, from the files that came with Kith."""

from django.core.management.base import BaseCommand, CommandError

from kith.toolkit.loading import BadContent, load


class Command(BaseCommand):
    help = "Loads the toolkit's national content. Running it again changes nothing; local words are never touched."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["load"])

    def handle(self, *args, **options):
        try:
            counts = load()
        except (BadContent, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Loaded: " + ", ".join(f"{number} {kind}" for kind, number in counts.items()) + ".")
