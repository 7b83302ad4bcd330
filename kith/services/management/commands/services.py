"""`kith services import AUTHORITY ADDRESS`: reads another directory of Open Referral UK at once."""

from django.core.management.base import BaseCommand, CommandError

from kith.people.queries import authority_by_key
from kith.services.actions import NotAllowed, begin_directory, fetch_directory
from kith.services.rules import COMMAND
from kith.services.words import State


class Command(BaseCommand):
    help = (
        "import: reads another directory that the authority’s settings name (“services: directories”), goes on where it "
        "was broken off, and loads what can be kept. None of it is public until an editor marks it."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["import"])
        parser.add_argument("authority", help="the authority’s key")
        parser.add_argument("address", help="the address of the directory, as the settings name it")

    def handle(self, *args, **options):
        authority = authority_by_key(options["authority"])
        if authority is None:
            raise CommandError(f"There is no authority with the key “{options['authority']}”.", returncode=1)
        try:
            batch = begin_directory(COMMAND, authority=authority, address=options["address"])
        except NotAllowed as fault:
            raise CommandError(str(fault), returncode=2) from None
        batch = fetch_directory(COMMAND, batch=batch)
        if batch.state != State.LOADED:
            raise CommandError(
                batch.fault or "It is not at its end yet. Run this again, and it goes on from there.", returncode=1
            )
        said = batch.counts
        self.stdout.write(
            f"{authority.name}: {said['added']} new, {said['changed']} changed, {said['same']} as before, "
            f"{said['wrong']} could not be kept, {said['gone']} no longer named."
        )
