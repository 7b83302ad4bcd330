"""The world of the tests as rows: kept once it is built, and put back after a test that emptied the tables.

A test with a browser or threads commits what it does, so everything is emptied after it. To build the world anew each time
would take longer than most of these tests.
"""

import datetime
import threading

from django.apps import apps
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models import DateField
from django.test import TransactionTestCase
from django.utils import timezone

# The words of search are a table that no model stands for, and emptying leaves it as it is.
BESIDE = ["toolkit_words"]
# The trail begins empty, whatever stood in it before.
NOT_KEPT = {"audit_entry", "audit_trailstate"}


class World:
    """Every row of the tables as they stand now; `stands` puts them back."""

    def __init__(self):
        names = [*connection.introspection.django_table_names(only_existing=True, include_views=False), *BESIDE]
        self.rows = {}
        for name in sorted(set(names) - NOT_KEPT):
            # The words of search are numbered by a column that “everything” leaves out on SQLite.
            what = "rowid, stems" if name in BESIDE else "*"
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {what} FROM {connection.ops.quote_name(name)}")
                rows = cursor.fetchall()
                self.rows[name] = ([column[0] for column in cursor.description], rows)

    @transaction.atomic
    def stands(self) -> None:
        """The tables, which are empty, hold what they held. What refers to what is asked at the end, of all together."""
        with connection.cursor() as cursor:
            for name in BESIDE:
                cursor.execute(f"DELETE FROM {name}")
            for name, (columns, rows) in self.rows.items():
                if rows:
                    named = ", ".join(connection.ops.quote_name(column) for column in columns)
                    marks = ", ".join(["%s"] * len(columns))
                    table = connection.ops.quote_name(name)
                    cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)


def keep_in_date() -> None:
    """No delivered guidance is past its review, whatever the day: a test that is about one that is says so itself."""
    soon = timezone.localdate() + datetime.timedelta(days=30)
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if field.name in ("next_review", "review_on") and isinstance(field, DateField):
                rows = model.objects.filter(**{f"{field.name}__lt": soon})
                rows.update(**{field.name: soon + datetime.timedelta(days=200)})


class Answering:
    """How many requests other threads are answering: what a browser asked for last may outlive the test that opened it."""

    def __init__(self):
        self._changed, self._number = threading.Condition(), 0
        request_started.connect(self._begun)
        request_finished.connect(self._over)

    def _begun(self, **_) -> None:
        self._count(1)

    def _over(self, **_) -> None:
        self._count(-1)

    def _count(self, more: int) -> None:
        # The test's own client asks in the main thread, and has its answer before the test goes on.
        if threading.current_thread() is not threading.main_thread():
            with self._changed:
                self._number = max(0, self._number + more)
                self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """True as soon as nothing is being answered; False where something still was after so many seconds, which is forgotten."""
        with self._changed:
            over = self._changed.wait_for(lambda: not self._number, seconds)
            self._number = 0
            return over

    def end(self) -> None:
        """Nothing is counted any more."""
        request_started.disconnect(self._begun)
        request_finished.disconnect(self._over)


def keep_world():
    """From now on a test that commits leaves the world as it stands now. Returns what ends this."""
    world, answering, before = World(), Answering(), TransactionTestCase._fixture_teardown

    def emptied_and_built(self):
        # PostgreSQL empties no table that a request is reading, and calls it a deadlock where each waits for the other.
        answering.wait(10)
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
        world.stands()

    TransactionTestCase._fixture_teardown = emptied_and_built

    def end():
        answering.end()
        TransactionTestCase._fixture_teardown = before

    return end
