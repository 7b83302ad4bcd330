"""`kith init`: an authority and its first administrator."""

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.db import connection

from kith.people.actions import AlreadyThere, add_person, set_up_authority
from kith.people.models import Agency, Region
from kith.people.queries import is_demo_database, person_by_email
from kith.people.words import Role

ASKED = (
    ("authority", "Name of the authority: "),
    ("key", "Short key, such as thornmere: "),
    ("region", "Region: "),
    ("email", "E-mail address of the first administrator: "),
    ("name", "Name of the first administrator: "),
)


class Command(BaseCommand):
    help = "Sets up an authority with its first administrator. Asks for what is not given."

    def add_arguments(self, parser):
        parser.add_argument("--authority", help="name of the authority")
        parser.add_argument("--key", help="short key in small letters, used in the trail and in commands")
        parser.add_argument("--region", help="name of the region")
        parser.add_argument("--email", help="e-mail address of the first administrator")
        parser.add_argument("--name", help="name of the first administrator")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args, **options):
        # Where there are no tables yet, it is no demonstration either.
        if Region._meta.db_table in connection.introspection.table_names() and is_demo_database():
            raise CommandError("This database is a demonstration. Use another one for a real authority.", returncode=2)
        for name, question in ASKED:
            if not options[name]:
                if not sys.stdin.isatty() or options["password_stdin"]:
                    raise CommandError(f"Say --{name}.", returncode=2)
                options[name] = input(question).strip()
        try:
            validate_email(options["email"])
            validate_slug(options["key"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None
        password = self._password(options["password_stdin"])
        # What can be said at once is said first: making the tables takes a while.
        call_command("migrate", verbosity=0, interactive=False)
        if person_by_email(options["email"]):
            raise CommandError(f"There is already an account with {options['email']}.", returncode=1)
        try:
            authority = set_up_authority(
                "system:init", key=options["key"].lower(), name=options["authority"], region=options["region"]
            )
        except AlreadyThere as error:
            raise CommandError(str(error), returncode=1) from None
        add_person(
            "system:init",
            email=options["email"],
            name=options["name"],
            authority=authority,
            agency=Agency.objects.get(authority=authority, key="social-care"),
            role=Role.ADMINISTRATOR,
            password=password,
        )
        call_command("toolkit", "load", stdout=self.stdout)
        self.stdout.write(
            f"{authority.name} is set up. Next: add people with `kith person add`, "
            "look through `kith check`, then `kith serve` and `kith worker`."
        )

    def _password(self, from_stdin: bool) -> str:
        if from_stdin:
            password = sys.stdin.readline().rstrip("\n")
        elif sys.stdin.isatty():
            password = getpass.getpass("Password (at least 15 characters): ")
            if getpass.getpass("Again: ") != password:
                raise CommandError("The two passwords differ. Nothing was set up.", returncode=2)
        else:
            raise CommandError("Say --password-stdin and give the password on standard input.", returncode=2)
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None
        return password
