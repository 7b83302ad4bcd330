"""`kith`: Django's management under the product's name, with errors in one sentence."""

import os
import sys


def _is_behind(error) -> bool:
    """True where a table or a column is not there yet."""
    if getattr(error.__cause__, "sqlstate", None) in ("42P01", "42703"):
        return True
    return str(error).startswith(("no such table", "no such column"))


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit code is the process's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    os.umask(0o077)  # whatever Kith writes here is about children: nobody else on this machine reads it
    argv = list(sys.argv if argv is None else argv)
    argv[0] = "kith"
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    if len(argv) > 1 and argv[1] == "demo":
        # The demo brings its own database and keys, so nothing needs to be set beforehand.
        os.environ.setdefault("KITH_ENV", "demo")
    try:
        execute_from_command_line(argv)
    except ImproperlyConfigured as error:
        print(f"kith: {error}", file=sys.stderr)
        return 2
    except (OperationalError, ProgrammingError) as error:
        if _is_behind(error):
            print("kith: the database is empty or behind this version. Run `kith migrate` first.", file=sys.stderr)
            return 1
        if not isinstance(error, OperationalError):
            raise
        print(
            f"kith: the database did not answer ({str(error).splitlines()[0]}). "
            "Check DATABASE_URL and that the database runs, then try again.",
            file=sys.stderr,
        )
        return 3
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"kith: {error.strerror or type(error).__name__}{where}. Nothing more was done.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
