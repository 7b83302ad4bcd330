"""`kith person …`: until people are kept on pages, an operator keeps them here."""

import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import get_random_string

from kith.concerns.models import Consultation
from kith.concerns.rules import people_who_see
from kith.concerns.words import State
from kith.desk.actions import tell
from kith.people.actions import (
    AlreadyThere,
    NotThere,
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
from kith.people.words import Role
from kith.screening.models import Screening, Step
from kith.screening.queries import held_by
from kith.screening.words import OPEN

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
            help="even where they still own something: says what is left to hand on, and tells the managers",
        )

    def _either(self, parser) -> None:
        either = parser.add_mutually_exclusive_group(required=True)
        either.add_argument("--add", action="store_true", help="from now on")
        either.add_argument("--end", action="store_true", help="no longer")

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
            end_role(BY, person=person, role=role)
            self.stdout.write(f"{person.name} no longer holds the role “{role.label}”.")
            self._left(person)

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
        leave_team(BY, person=person, team=team)
        self.stdout.write(f"{person.name} is no longer in the team “{team.name}”.")
        self._left(person)

    def _end(self, person, options) -> None:
        held = held_by(person)
        if held and not options["now"]:
            raise CommandError(
                f"{person.name} still owns {held} open matter{'s' if held > 1 else ''}, screenings or steps. "
                "Have them handed over first, so that nothing is left with nobody: a matter on its page under “Hand this "
                "matter to a colleague”, a screening under “Hand over”, a step under “Give it to a colleague”. "
                "Where it cannot wait, --now ends the account at once and says what is left.",
                returncode=1,
            )
        with transaction.atomic():
            end_person(BY, person=person)
            untold = self._tell_managers(person)
        self.stdout.write(f"The account of {person.name} opens nothing any more. What they wrote stays.")
        self._left(person)
        for reference in untold:
            self.stdout.write(f"No manager may read {reference}: add one to its team with `kith person team`.")

    def _left(self, person) -> None:
        for what, reference in _held(person):
            self.stdout.write(f"Still to be handed on: {what} {reference}")

    def _tell_managers(self, person) -> list[str]:
        """Each manager who may read what was left has a notice; the references that no manager may read."""
        untold = []
        for reference in dict.fromkeys(reference for _, reference in _held(person)):
            readers = people_who_see(Consultation.objects.get(reference=reference))
            managers = [reader for reader in readers if reader.holds(Role.MANAGER)]
            for manager in managers:
                tell(manager, kind="left-open", reference=reference)
            if not managers:
                untold.append(reference)
        return untold


def _held(person) -> list[tuple[str, str]]:
    """What open things belong to this person, and the references of their matters, by reference."""
    matters = Consultation.objects.filter(owner=person, state__in=[State.SCREENING, State.DECIDED])
    screenings = Screening.objects.filter(owner=person, state__in=OPEN)
    steps = Step.objects.filter(owner=person, done_at__isnull=True, pathway__stopped_at__isnull=True)
    at = "pathway__decision__screening__consultation__reference"
    return sorted(
        [("the matter", reference) for reference in matters.values_list("reference", flat=True)]
        + [
            ("the screening of", reference)
            for reference in screenings.values_list("consultation__reference", flat=True)
        ]
        + [(f"the step “{title}” of", reference) for title, reference in steps.values_list("title", at)],
        key=lambda row: row[1],
    )
