"""`kith person add|end`: until people are kept on pages, an operator keeps them here."""

import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.crypto import get_random_string

from kith.people.actions import add_person, add_team, end_person
from kith.people.models import Agency
from kith.people.queries import authority_by_key, person_by_email, screening_team
from kith.people.words import Role
from kith.screening.queries import held_by


class Command(BaseCommand):
    help = "Adds a person with one role, or ends an account."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["add", "end"])
        parser.add_argument("email")
        parser.add_argument("--authority", help="the authority’s key")
        parser.add_argument("--name")
        parser.add_argument("--role", choices=Role.values)
        parser.add_argument(
            "--team", help="name of a team; it is added where it is new. Specialists join the screening team"
        )
        parser.add_argument("--manages", action="store_true", help="the person manages that team")
        parser.add_argument("--job-title", default="")
        parser.add_argument("--password-stdin", action="store_true", help="read the password; otherwise one is made")

    def handle(self, *args, **options):
        person = person_by_email(options["email"])
        if options["what"] == "end":
            if person is None:
                raise CommandError(f"Nobody here has the address {options['email']}.", returncode=1)
            held = held_by(person)
            if held:
                raise CommandError(
                    f"{person.name} still owns {held} open matter{'s' if held > 1 else ''}, screenings or steps. "
                    "Have them handed over first, so that nothing is left with nobody: a matter on its page under “Hand this "
                    "matter to a colleague” (by its owner or a manager), a screening under “Hand over”, a step under “Give "
                    "it to a colleague”.",
                    returncode=1,
                )
            end_person("system:command", person=person)
            self.stdout.write(f"The account of {person.name} opens nothing any more. What they wrote stays.")
            return
        for name in ("authority", "name", "role"):
            if not options[name]:
                raise CommandError(f"Say --{name}.", returncode=2)
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None
        if person is not None:
            raise CommandError(f"There is already an account with {options['email']}.", returncode=1)
        authority = authority_by_key(options["authority"])
        if authority is None:
            raise CommandError(f"There is no authority with the key “{options['authority']}”.", returncode=1)
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else get_random_string(20)
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None
        team = add_team("system:command", authority=authority, name=options["team"]) if options["team"] else None
        if team is None and options["role"] == Role.SPECIALIST:
            team = screening_team(authority)
        add_person(
            "system:command",
            email=options["email"],
            name=options["name"],
            authority=authority,
            agency=Agency.objects.get(authority=authority, key="social-care"),
            role=options["role"],
            team=team,
            manages=options["manages"],
            password=password,
            job_title=options["job_title"],
        )
        self.stdout.write(f"{options['name']} can sign in with {options['email']}.")
        if not options["password_stdin"]:
            self.stdout.write(f"Their first password, shown this once: {password}")
