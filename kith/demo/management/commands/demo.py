"""`kith demo`: a fictional authority, on this machine alone."""

import os
import shutil

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kith.demo.cast import accounts
from kith.demo.world import build
from kith.desk.serving import check_address, is_loopback, serve
from kith.people.queries import has_real_authority

ENOUGH = 200 * 1024 * 1024


class Command(BaseCommand):
    help = "Makes the demonstration and serves it on this machine. --no-serve only makes it."

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="make the database, do not serve it")
        parser.add_argument("--port", type=int, default=8000, help="on which port (8000)")
        parser.add_argument("--address", default="127.0.0.1", help="on which address of this machine (127.0.0.1)")
        parser.add_argument("--open-to-the-network", action="store_true", help="allow an address that others can reach")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demo runs with KITH_ENV=demo; `make demo` sets it.", returncode=2)
        address, port = options["address"], options["port"]
        if not options["no_serve"]:
            self._check_address(address, port, options["open_to_the_network"])
        self._check_disk()
        call_command("migrate", verbosity=0, interactive=False)
        if has_real_authority():
            raise CommandError(
                "This database holds a real authority, so no demonstration is loaded into it. "
                "Leave DATABASE_URL empty to use the demo’s own.",
                returncode=2,
            )
        build()
        from kith.demo.cases import build_cases

        build_cases()
        if options["no_serve"]:
            self.stdout.write("The demo is ready. Start it with `make demo`.")
            return
        self.stdout.write(f"\nKith is at http://{address}:{port}/\n\nFictional accounts, one for each role:\n")
        for row in accounts():
            self.stdout.write(f"  {row['role_words']:<32} {row['email']}")
        self.stdout.write(f"\nThe password of each: {accounts()[0]['password']}\nStop with Ctrl-C.\n")
        os.environ["KITH_DEMO_SERVED"] = "yes"
        if "KITH_ADDRESS" not in os.environ:
            # Links that leave the page (the API’s, and those in mail) name the port that was chosen.
            host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(address, address)  # noqa: S104
            os.environ["KITH_ADDRESS"] = settings.KITH_ADDRESS = f"http://{host}:{port}"
        serve(address, port)

    def _check_address(self, address: str, port: int, allowed: bool) -> None:
        try:
            if not is_loopback(address) and not allowed:
                raise CommandError(
                    "The demo has known passwords, so it is served to this machine alone. "
                    "Say --open-to-the-network if you mean it.",
                    returncode=2,
                )
            check_address(address, port)
        except ValueError as error:
            again = f" To choose with make: make demo PORT={port + 1000}." if "in use" in str(error) else ""
            raise CommandError(f"{error}{again}", returncode=1) from None

    def _check_disk(self) -> None:
        settings.DEMO_DIR.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.DEMO_DIR).free
        if free < ENOUGH:
            raise CommandError(
                f"The disk is full: {free // 2**20} MB are free and the demo needs 200 MB. Make room and try again.",
                returncode=1,
            )
