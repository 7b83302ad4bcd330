"""The world that every test stands in: the fictional authorities and their cast."""

from importlib import import_module

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Emptying the tables after a test with threads: the trail's triggers are put aside for that moment only."""
    from django.db import connection

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
        aside = [f"DROP TRIGGER IF EXISTS {name}" for name in ("audit_entry_no_update", "audit_entry_no_delete")]
        return [*aside, *statements, *guard.SQLITE]

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = plain


@pytest.fixture
def cast(db):
    """The whole cast by key, in Thornmere and Calderfold, with the toolkit loaded."""
    from kith.demo.world import build

    return build()


@pytest.fixture
def client():
    """The test client, which checks every page that it fetches."""
    from tests.pages import CheckedClient

    return CheckedClient()
