"""Whether Kith is ready for real work: each answer in one sentence for the operator."""

import datetime
import os
import smtplib
import stat
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from kith.audit.heads import heads_in_file
from kith.people.queries import authorities, has_contacts, is_demo_database, people_with_role
from kith.people.words import Role
from kith.thresholds.queries import levels_of
from kith.toolkit.queries import clocks_of, holidays, search_understands


@dataclass(frozen=True)
class Answer:
    """One thing that was looked at; `fine` is False where somebody must do something."""

    fine: bool
    sentence: str


def unapplied_migrations() -> list[str]:
    """The steps of the database that this version still needs."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def answers() -> list[Answer]:
    """Everything that was looked at, in a fixed order."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return [Answer(False, f"The database does not answer: {str(error).splitlines()[0]}. Check DATABASE_URL.")]
    behind = unapplied_migrations()
    if behind:
        return [Answer(False, f"The database is {len(behind)} steps behind this version. Run `kith migrate`.")]
    return [
        Answer(True, f"The database answers ({connection.vendor}) and is up to date."),
        _database_kind(),
        _demo(),
        _signing_key(),
        _heads(),
        _mail(),
        _holidays(),
        _reviews(),
        _meaning(),
        *(answer for authority in authorities() for answer in _own_words(authority)),
    ]


def _database_kind() -> Answer:
    if connection.vendor == "sqlite":
        return Answer(
            True, "SQLite serves one machine and a small team. For an authority set DATABASE_URL to PostgreSQL."
        )
    return Answer(True, "PostgreSQL is in use.")


def _demo() -> Answer:
    if settings.PRODUCTION and is_demo_database():
        return Answer(False, "This is a demonstration database with known passwords. Use another one.")
    return Answer(
        True, "The database is a demonstration." if is_demo_database() else "The database is not a demonstration."
    )


def _signing_key() -> Answer:
    place = Path(settings.KITH_AUDIT_SIGNING_KEY_FILE)
    if not place.exists() and heads_in_file():
        return Answer(False, f"The trail’s signing key {place} is gone, and heads were signed. Put its copy back.")
    if not place.exists():
        return Answer(False, "The trail’s signing key does not exist yet. Run `kith audit head` once.")
    if stat.S_IMODE(os.stat(place).st_mode) & 0o077:
        return Answer(False, "Others on this machine can read the trail’s signing key. Set its mode to 600.")
    return Answer(True, "The trail’s signing key is there, and only its owner reads it.")


def _heads() -> Answer:
    heads = [head for head in heads_in_file() if head.get("at")]
    if not heads:
        return Answer(False, "No head of the trail was signed yet. Start `kith worker`, which signs one each hour.")
    last = datetime.datetime.fromisoformat(heads[-1]["at"])
    if timezone.now() - last > datetime.timedelta(hours=25):
        return Answer(False, "The last head of the trail is older than a day. Is `kith worker` running?")
    return Answer(True, "A head of the trail was signed within a day. Keep a copy of the heads file elsewhere.")


def _mail() -> Answer:
    if not settings.EMAIL_HOST:
        return Answer(True, "No mail server is set, so people are told in Kith alone. Set KITH_SMTP_HOST to send mail.")
    try:
        mail = get_connection(timeout=5)
        mail.open()
        mail.close()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(
            False, f"The mail server does not answer ({type(error).__name__}). Check KITH_SMTP_HOST and its port."
        )
    return Answer(True, "The mail server answers.")


def _holidays() -> Answer:
    last = max((day.year for day in holidays()), default=0)
    today = timezone.localdate()
    if last < today.year:
        return Answer(False, "This year’s bank holidays are not loaded. Run `kith toolkit load`.")
    if last == today.year and today.month > 9:
        return Answer(False, "Next year’s bank holidays are not loaded. Update Kith, then run `kith toolkit load`.")
    return Answer(True, f"Bank holidays are loaded until the end of {last}.")


def _own_words(authority) -> list[Answer]:
    """Whether an authority has the people to ring, its threshold document, and people who screen and sign off."""
    wanting = [
        (not has_contacts(authority), "has no points of contact, so nobody learns whom to ring. Run `kith local`."),
        (not levels_of(authority.pk), "has no threshold document, so no level can be chosen. Run `kith local`."),
        (
            not people_with_role(authority.pk, Role.SPECIALIST).exists(),
            "has no specialist, so no consultation can be sent. Run `kith person add`.",
        ),
        (
            not people_with_role(authority.pk, Role.MANAGER).exists(),
            "has no manager, so nothing can be signed off. Run `kith person add`.",
        ),
        (
            not people_with_role(authority.pk, Role.GOVERNANCE).exists(),
            "has nobody in information governance to review emergency openings. Run `kith person add`.",
        ),
    ]
    faults = [Answer(False, f"{authority.name} {words}") for wants, words in wanting if wants]
    return faults or [Answer(True, f"{authority.name} has its contacts, its threshold document and its people.")]


def _meaning() -> Answer:
    if not search_understands():
        return Answer(
            True,
            "The toolkit is searched by words alone: the model is not installed. `pip install -r requirements.txt`.",
        )
    return Answer(True, "The toolkit is searched by words and by meaning.")


def _reviews() -> Answer:
    late = [clock.title for clock in clocks_of(0) if clock.next_review and clock.next_review < timezone.localdate()]
    if late:
        return Answer(False, f"{len(late)} clocks are past their review date, the first: {late[0]}.")
    return Answer(True, "No clock is past its review date.")
