"""`kith token create EMAIL`, with `--feed` for one that opens the toolkit’s changes alone."""

from django.core.management.base import BaseCommand, CommandError

from kith.people.actions import MadeBefore, make_token
from kith.people.queries import person_by_email
from kith.people.words import TokenScope


class Command(BaseCommand):
    help = "Makes an API token for a person; its secret is printed this once."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["create"], help="make a token")
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument(
            "--name", default="made on the command line", help="what the token is for, as its owner reads it"
        )
        parser.add_argument("--days", type=int, default=90, help="for how many days it opens anything (90)")
        parser.add_argument(
            "--once", default="", metavar="KEY", help="the same key again prints the same token and makes no other"
        )
        parser.add_argument("--feed", action="store_true", help="it reads only what has changed in the toolkit")

    def handle(self, *args, **options):
        person = person_by_email(options["email"])
        if person is None:
            raise CommandError(f"Nobody here has the address {options['email']}.", returncode=1)
        try:
            _, secret = make_token(
                "system:command",
                person=person,
                name=options["name"],
                days=options["days"],
                once_key=options["once"],
                scope=TokenScope.FEED if options["feed"] else TokenScope.EVERYTHING,
            )
        except MadeBefore as error:
            raise CommandError(str(error), returncode=1) from error
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(secret)
