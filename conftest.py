"""The world that every test stands in: the fictional authorities and their cast."""

import gc
from importlib import import_module

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The world is built once for all tests. While tables are emptied, the trail's triggers are put aside.

    The trail begins empty: what the building of the world recorded is no test's doing.
    """
    from django.core.management.color import no_style
    from django.db import connection

    from kith.audit.models import Entry, TrailState

    guard = import_module("kith.audit.migrations.0002_entries_never_change")
    # On the class: a browser's event loop gives the tests another connection object than the set-up had.
    operations = type(connection.ops)
    plain = operations.sql_flush

    def sql_flush(self, style, tables, **options):
        statements = plain(self, style, tables, **options)
        if not statements:
            return statements
        if connection.vendor == "postgresql":
            trigger = "ALTER TABLE audit_entry {} TRIGGER audit_entry_no_truncate"
            return [trigger.format("DISABLE"), *statements, trigger.format("ENABLE")]
        names = ("audit_entry_no_update", "audit_entry_no_delete", "audit_entry_no_replace")
        aside = [f"DROP TRIGGER IF EXISTS {name}" for name in names]
        return [*aside, *statements, *guard.SQLITE]

    operations.sql_flush = sql_flush
    with django_db_blocker.unblock():
        from kith.demo.world import build
        from tests.world import keep_in_date, keep_world

        build()
        keep_in_date()
        connection.ops.execute_sql_flush(sql_flush(connection.ops, no_style(), [Entry._meta.db_table]))
        TrailState.objects.all().delete()
        end = keep_world()
    # A thousand classes of models stay until the end; looking at them again and again for what may go is time lost.
    gc.collect()
    gc.freeze()
    yield
    end()
    operations.sql_flush = plain


@pytest.fixture(autouse=True)
def heads_of_nobody_else(settings, tmp_path_factory):
    """Each test finds no signed head and no key of another: a head outlives the database that it was signed for."""
    folder = tmp_path_factory.getbasetemp() / "trail"
    folder.mkdir(exist_ok=True)
    for name, file in (("KITH_AUDIT_HEADS_FILE", "heads.jsonl"), ("KITH_AUDIT_SIGNING_KEY_FILE", "signing.pem")):
        (folder / file).unlink(missing_ok=True)
        setattr(settings, name, str(folder / file))


@pytest.fixture
def cast(db):
    """The whole cast by key, in Thornmere and Calderfold, with the toolkit loaded."""
    from kith.demo.cast import CAST
    from kith.people.models import Person
    from kith.toolkit.queries import forget_holidays
    from kith.toolkit.retrieval import forget

    people = {p.email: p for p in Person.objects.select_related("agency", "authority")}
    forget_holidays()
    forget()
    return {player.key: people[player.email] for player in CAST}


@pytest.fixture
def client():
    """The test client, which checks every page that it fetches."""
    from tests.pages import CheckedClient

    return CheckedClient()
