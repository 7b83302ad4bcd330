"""`kith serve`: the web server, in front of which a reverse proxy ends TLS."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kith.desk.readiness import unapplied_migrations
from kith.desk.serving import check_address, is_loopback, serve
from kith.people.queries import is_demo_database


class Command(BaseCommand):
    help = "Serves Kith. Put a reverse proxy with TLS in front of it; see docs/operating.md."

    def add_arguments(self, parser):
        parser.add_argument("--address", default="127.0.0.1", help="on which address of this machine (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="on which port (8000)")
        parser.add_argument("--workers", type=int, default=2, help="how many processes give pages out (2)")
        parser.add_argument("--threads", type=int, default=8, help="how many pages each process gives out at once (8)")
        parser.add_argument("--open-to-the-network", action="store_true", help="serve even a demonstration to others")

    def handle(self, *args, **options):
        address, port = options["address"], options["port"]
        if settings.KITH_ENV == "test":
            raise CommandError("With KITH_ENV=test Kith has known keys, so it is not served.", returncode=2)
        try:
            check_address(address, port)
        except ValueError as error:
            raise CommandError(str(error), returncode=1) from None
        waiting = unapplied_migrations()
        if waiting:
            raise CommandError(
                f"The database is {len(waiting)} steps behind this version. Run `kith migrate` first.", returncode=1
            )
        if is_demo_database():
            if settings.PRODUCTION:
                # On 127.0.0.1 too: that is where a proxy forwards everybody to.
                raise CommandError(
                    "This database is a demonstration with known passwords. Serve it with `kith demo`, "
                    "or set DATABASE_URL to another one.",
                    returncode=2,
                )
            if not is_loopback(address) and not options["open_to_the_network"]:
                raise CommandError(
                    "This database is a demonstration with known passwords, so it is served to this machine alone. "
                    "Say --open-to-the-network if you mean it.",
                    returncode=2,
                )
            os.environ["KITH_DEMO_SERVED"] = "yes"
        if settings.PRODUCTION:
            # Styles, scripts and fonts of this version, so that an update cannot be served with the last one's.
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Kith is at http://{address}:{port}/. Stop with Ctrl-C.")
        serve(address, port, workers=options["workers"], threads=options["threads"])
