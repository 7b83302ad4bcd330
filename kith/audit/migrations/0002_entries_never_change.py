"""The database itself refuses to change, remove or replace an entry of the trail, and to empty its table.

PostgreSQL empties a table past the triggers of its rows, and SQLite replaces a row (INSERT OR REPLACE) past the
triggers of removal, so each has a trigger of its own.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'An entry of the trail is never changed or removed.'; END $$;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays();
"""
SQLITE = (
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'An entry of the trail is never changed.'); END",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'An entry of the trail is never removed.'); END",
    "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry "
    "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq) "
    "BEGIN SELECT RAISE(ABORT, 'An entry of the trail is never replaced.'); END",
)


def guard(apps, schema_editor):
    for statement in [POSTGRESQL] if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for trigger in ("audit_entry_stays", "audit_entry_no_truncate"):
            schema_editor.execute(f"DROP TRIGGER {trigger} ON audit_entry")
        schema_editor.execute("DROP FUNCTION audit_entry_stays()")
    else:
        for trigger in ("audit_entry_no_update", "audit_entry_no_delete", "audit_entry_no_replace"):
            schema_editor.execute(f"DROP TRIGGER {trigger}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
