"""`kith`: Django's management under the product's name, with errors in one sentence."""

import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent

# Those of Django's that an operator uses. The others still run; the list of `kith` does not offer them.
OF_DJANGO = ("migrate",)
# They answer for a demonstration alone, which brings its own database and keys.
DEMO_ONLY = ("demo", "accounts")


def _is_behind(error) -> bool:
    """True where a table or a column is not there yet."""
    if getattr(error.__cause__, "sqlstate", None) in ("42P01", "42703"):
        return True
    return str(error).startswith(("no such table", "no such column"))


def _is_no_database(error) -> bool:
    """True where the file holds something else, or is broken: nothing in the product can put that right."""
    return type(error.__cause__).__module__ == "sqlite3" and "database" in str(error)


def _is_no_text(words) -> bool:
    """True where the shell handed over bytes that are no UTF-8. A file may be called so; an address or a key may not."""
    return any("\udc80" <= sign <= "\udcff" for word in words for sign in word)


def _asked_wrongly(parser, message: str) -> None:
    """What could not be understood of a command, in one sentence, and where it says what it takes."""
    from django.core.management.base import CommandError

    if not parser.called_from_command_line:
        raise CommandError(f"Error: {message}")
    parser.exit(2, f"kith: {message}. Say `{parser.prog} --help` for what it takes.\n")


def _one_sentence(command):
    """The command, whose errors begin with the product's name."""
    write = command.stderr.write

    def plainly(message="", *args, **kwargs):
        name, found, sentence = str(message).partition("CommandError: ")
        write(f"kith: {sentence}" if found and not name else message, *args, **kwargs)

    command.stderr.write = plainly
    return command


def _commands():
    """Django's utility, which names the commands of Kith and says no more than a sentence where one is wrong."""
    from django.core.management import ManagementUtility, get_commands, load_command_class
    from django.core.management.base import BaseCommand, CommandParser

    CommandParser.error = _asked_wrongly  # type: ignore[assignment, method-assign]

    class Commands(ManagementUtility):
        def main_help_text(self, commands_only=False):
            own = sorted({*OF_DJANGO, *(path.stem for path in HERE.glob("*/management/commands/[a-z]*.py"))})
            apps = {} if self.settings_exception else get_commands()
            # The demonstration is not installed where Kith works for real.
            own = [name for name in own if not apps or name in apps]
            if commands_only:
                return "\n".join(own)
            told = {name: load_command_class(apps[name], name).help for name in own if name in apps}
            says = {name: re.split(r"[.;] | \(", str(text))[0].rstrip(".") for name, text in told.items()}
            lines = [f"  {name:<10} {says.get(name, '')}".rstrip() for name in own]
            return "\n".join(["kith COMMAND --help says what a command takes.", "", *lines])

        def fetch_command(self, subcommand):
            if self.settings_exception:
                raise self.settings_exception
            if subcommand not in get_commands():
                print(
                    f"kith: there is no command “{subcommand}”. Say `kith help` for those there are.", file=sys.stderr
                )
                sys.exit(2)
            command = super().fetch_command(subcommand)
            return _one_sentence(command) if isinstance(command, BaseCommand) else command

    return Commands


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit code is the process's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    os.umask(0o077)  # whatever Kith writes here is about children: nobody else on this machine reads it
    argv = list(sys.argv if argv is None else argv)
    argv[0] = "kith"
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, OperationalError, ProgrammingError

    if len(argv) > 1 and argv[1] in DEMO_ONLY:
        # The demo brings its own database and keys, so nothing needs to be set beforehand.
        os.environ.setdefault("KITH_ENV", "demo")
    try:
        _commands()(argv).execute()
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
    except DatabaseError as error:
        if not _is_no_database(error):
            raise
        print(
            f"kith: what is there cannot be read as a database ({error}). Check DATABASE_URL, or put back a backup; "
            "nothing was changed.",
            file=sys.stderr,
        )
        return 1
    except UnicodeEncodeError:
        if not _is_no_text(argv):
            raise
        what = next(word for word in argv if _is_no_text([word]))
        shown = what.encode(errors="surrogateescape").decode(errors="replace")
        print(f"kith: “{shown}” is no text that can be read. Write it in UTF-8; nothing was done.", file=sys.stderr)
        return 1
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"kith: {error.strerror or type(error).__name__}{where}. Nothing more was done.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
