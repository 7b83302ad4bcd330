"""The index of words: FTS5 on SQLite, tsvector on PostgreSQL. Its rows follow those of Passage (passages.py)."""

from django.db import migrations

SQLITE = "CREATE VIRTUAL TABLE toolkit_words USING fts5(stems, tokenize='unicode61')"
POSTGRESQL = (
    "CREATE TABLE toolkit_words (rowid bigint PRIMARY KEY, stems text NOT NULL, "
    "words tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED)",
    "CREATE INDEX toolkit_words_words ON toolkit_words USING gin (words)",
)


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else [SQLITE]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    schema_editor.execute("DROP TABLE toolkit_words")


class Migration(migrations.Migration):
    dependencies = [("toolkit", "0001_initial")]
    replaces = [("toolkit", "0004_words")]  # what it was called before the migrations were written anew
    operations = [migrations.RunPython(make, unmake)]
