"""SQLite replaces a row (INSERT OR REPLACE) past the triggers of removal, so a number that is taken is refused."""

from django.db import migrations

GUARD = (
    "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry "
    "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq) "
    "BEGIN SELECT RAISE(ABORT, 'An entry of the trail is never replaced.'); END"
)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(GUARD)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_entry_no_replace")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_entries_are_never_emptied")]
    operations = [migrations.RunPython(guard, unguard)]
