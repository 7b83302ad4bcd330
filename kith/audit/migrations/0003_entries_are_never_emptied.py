"""PostgreSQL empties a table past the triggers of its rows, so emptying has a trigger of its own."""

from django.db import migrations

GUARD = "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(GUARD)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_entry_no_truncate ON audit_entry")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_entries_never_change")]
    operations = [migrations.RunPython(guard, unguard)]
