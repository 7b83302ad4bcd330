"""`kith person …`: until people are kept on pages, an operator keeps them here."""

import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.crypto import get_random_string

from kith.handover.models import Item
from kith.people.actions import (
    AlreadyThere,
    NotThere,
    StillHolds,
    add_person,
    add_role,
    add_team,
    change_telephone,
    end_person,
    end_role,
    join_team,
    leave_team,
    reset_password,
)
from kith.people.forms import TelephoneForm
from kith.people.models import Agency, Team
from kith.people.queries import authority_by_key, person_by_email, screening_team
from kith.people.rules import held_by
from kith.people.words import Role

BY = "system:command"


class Command(BaseCommand):
    help = "Adds a person, gives a new first password, changes a telephone, keeps roles and teams, or ends an account."

    def add_arguments(self, parser):
        kinds = parser.add_subparsers(dest="what", required=True, metavar="add|password|telephone|role|team|end")

        add = kinds.add_parser("add", help="a person with one role exists and can sign in")
        add.add_argument("email", help="the address with which the person signs in")
        add.add_argument("--authority", help="the authority’s key")
        add.add_argument("--name", help="as colleagues know the person")
        add.add_argument("--role", choices=Role.values, help="what the person does")
        add.add_argument(
            "--team", help="name of a team; it is added where it is new. Specialists join the screening team"
        )
        add.add_argument("--manages", action="store_true", help="the person manages that team")
        add.add_argument("--job-title", default="", help="what colleagues and other agencies are told")
        add.add_argument("--telephone", default="", help="the number that colleagues ring, also where danger was named")
        add.add_argument("--password-stdin", action="store_true", help="read the password; otherwise one is made")

        password = kinds.add_parser(
            "password", help="a new first password is printed; sessions and tokens end, and the person makes their own"
        )
        password.add_argument("email", help="the address with which the person signs in")
        password.add_argument("--password-stdin", action="store_true", help="read the password; otherwise one is made")

        telephone = kinds.add_parser("telephone", help="colleagues are shown this number")
        telephone.add_argument("email", help="the address with which the person signs in")
        telephone.add_argument("telephone", help="the number; “” for none")

        role = kinds.add_parser("role", help="the person holds one more role, or one less")
        role.add_argument("email", help="the address with which the person signs in")
        role.add_argument("role", choices=Role.values, help="which role")
        self._either(role)

        team = kinds.add_parser("team", help="the person is in the team, or no longer")
        team.add_argument("email", help="the address with which the person signs in")
        team.add_argument("team", help="name of the team; with --add it is added where it is new")
        self._either(team)
        team.add_argument("--manages", action="store_true", help="with --add: the person manages that team")

        end = kinds.add_parser("end", help="the account opens nothing any more; what the person wrote stays")
        end.add_argument("email", help="the address with which the person signs in")
        end.add_argument(
            "--now",
            action="store_true",
            help="even where they still have something: it goes to the manager until somebody takes it over",
        )

    def _either(self, parser) -> None:
        either = parser.add_mutually_exclusive_group(required=True)
        either.add_argument("--add", action="store_true", help="from now on")
        either.add_argument("--end", action="store_true", help="no longer")
        parser.add_argument(
            "--now", action="store_true", help="with --end: at once, even where something would be with nobody"
        )

    def handle(self, *args, what, **options):
        if what == "add":
            return self._add(options)
        person = person_by_email(options["email"])
        if person is None:
            raise CommandError(f"Nobody here has the address {options['email']}.", returncode=1)
        try:
            getattr(self, f"_{what}")(person, options)
        except (AlreadyThere, NotThere) as error:
            raise CommandError(f"{error} Nothing was changed.", returncode=1) from None

    def _add(self, options) -> None:
        for name in ("authority", "name", "role"):
            if not options[name]:
                raise CommandError(f"Say --{name}.", returncode=2)
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None
        if person_by_email(options["email"]):
            raise CommandError(f"There is already an account with {options['email']}.", returncode=1)
        authority = authority_by_key(options["authority"])
        if authority is None:
            raise CommandError(f"There is no authority with the key “{options['authority']}”.", returncode=1)
        password = self._first_password(options)
        team = add_team(BY, authority=authority, name=options["team"]) if options["team"] else None
        if team is None and options["role"] == Role.SPECIALIST:
            team = screening_team(authority)
        add_person(
            BY,
            email=options["email"],
            name=options["name"],
            authority=authority,
            agency=Agency.objects.get(authority=authority, key="social-care"),
            role=options["role"],
            team=team,
            manages=options["manages"],
            password=password,
            job_title=options["job_title"],
            telephone=options["telephone"],
            must_change=True,
        )
        self.stdout.write(f"{options['name']} can sign in with {options['email']}, and then makes their own password.")
        self._show(password, options)

    def _password(self, person, options) -> None:
        password = self._first_password(options)
        reset_password(BY, person=person, password=password)
        self.stdout.write(f"{person.name} is signed out everywhere, and makes their own password at the next sign-in.")
        self._show(password, options)

    def _telephone(self, person, options) -> None:
        form = TelephoneForm({"telephone": options["telephone"]})
        if not form.is_valid():
            raise CommandError(" ".join(form.errors["telephone"]), returncode=2)
        change_telephone(BY, person=person, telephone=form.cleaned_data["telephone"])
        self.stdout.write(f"The number of {person.name} is {form.cleaned_data['telephone'] or 'none'} from now on.")

    def _first_password(self, options) -> str:
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else get_random_string(20)
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None
        return password

    def _show(self, password: str, options) -> None:
        if not options["password_stdin"]:
            self.stdout.write(f"Their first password, shown this once: {password}")

    def _role(self, person, options) -> None:
        role = Role(options["role"])
        if options["add"]:
            add_role(BY, person=person, role=role)
            self.stdout.write(f"{person.name} holds the role “{role.label}” from now on.")
        else:
            self._without_leaving_anything(
                lambda: end_role(BY, person=person, role=role, at_once=options["now"]), person
            )
            self.stdout.write(f"{person.name} no longer holds the role “{role.label}”.")
            self._given(person)

    def _team(self, person, options) -> None:
        if options["manages"] and options["end"]:
            raise CommandError("--manages goes with --add.", returncode=2)
        if options["add"]:
            team = Team.objects.filter(agency=person.agency_id, name=options["team"]).first() or add_team(
                BY, authority=person.authority, name=options["team"]
            )
            join_team(BY, person=person, team=team, manages=options["manages"])
            self.stdout.write(f"{person.name} {'manages' if options['manages'] else 'is in'} the team “{team.name}”.")
            return
        team = Team.objects.filter(agency__authority=person.authority_id, name=options["team"]).first()
        if team is None:
            raise CommandError(f"There is no team called “{options['team']}”.", returncode=1)
        self._without_leaving_anything(lambda: leave_team(BY, person=person, team=team, at_once=options["now"]), person)
        self.stdout.write(f"{person.name} is no longer in the team “{team.name}”.")
        self._given(person)

    def _end(self, person, options) -> None:
        self._without_leaving_anything(lambda: end_person(BY, person=person, at_once=options["now"]), person)
        self.stdout.write(f"The account of {person.name} opens nothing any more. What they wrote stays.")
        self._given(person)

    def _without_leaving_anything(self, act, person) -> None:
        try:
            act()
        except StillHolds as error:
            held = len(error.held)
            raise CommandError(
                f"{person.name} still has {held} thing{'s' if held > 1 else ''} that would be with nobody. "
                "Have them handed over first: an administrator or a manager begins it in Kith under “Handover”, which "
                "lists each with who may take it over. Where it cannot wait, --now ends it at once, and what they had "
                "goes to their manager, or to who may have it, until somebody takes it over.",
                returncode=1,
            ) from None

    def _given(self, person) -> None:
        """What went to somebody by default just now, and what nobody may have."""
        waiting = Item.objects.filter(handover__person=person, handover__finished_at=None).exclude(holder=person)
        for item in waiting.select_related("holder").order_by("reference", "pk"):
            self.stdout.write(
                f"With {item.holder.name} until somebody takes it over: {item.words} {item.reference}".strip()
            )
        for held in held_by(person) if not person_by_email(person.email) else []:
            self.stdout.write(f"With nobody who may have it: {held.words} {held.reference}".strip())
