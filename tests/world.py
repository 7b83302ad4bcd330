"""The world of the tests as rows: kept once it is built, and put back after a test that emptied the tables.

A test with a browser or threads commits what it does, so everything is emptied after it. To build the world anew each time
would take longer than most of these tests.
"""

import datetime

from django.apps import apps
from django.core.management import call_command
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


def keep_world():
    """From now on a test that commits leaves the world as it stands now. Returns what ends this."""
    world, before = World(), TransactionTestCase._fixture_teardown

    def emptied_and_built(self):
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
        world.stands()

    TransactionTestCase._fixture_teardown = emptied_and_built

    def end():
        TransactionTestCase._fixture_teardown = before

    return end
