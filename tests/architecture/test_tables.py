"""Each table is what its model says: what Together makes at once is what one operation after another would have made."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from kith.tables import Together

pytestmark = pytest.mark.django_db

OURS = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith("kith.")
    for model in config.get_models(include_auto_created=True)
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_a_table_has_every_column_index_and_constraint_of_its_model(model):
    with connection.cursor() as cursor:
        table = model._meta.db_table
        columns = {row.name: row for row in connection.introspection.get_table_description(cursor, table)}
        kept = connection.introspection.get_constraints(cursor, table)
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    assert set(columns) == set(fields)
    assert {name for name, row in columns.items() if row.null_ok} == {n for n, field in fields.items() if field.null}
    named = {index.name for index in model._meta.indexes} | {one.name for one in model._meta.constraints}
    assert named <= set(kept), named - set(kept)
    unique = {tuple(row["columns"]) for row in kept.values() if row["unique"] or row["primary_key"]}
    for name, field in fields.items():
        assert not field.unique or (name,) in unique, name
        leads_to = [row["foreign_key"] for row in kept.values() if row["foreign_key"] and row["columns"] == [name]]
        if field.remote_field and field.db_constraint:
            target = field.target_field
            assert leads_to == [(target.model._meta.db_table, target.column)], name
        assert not (field.db_index and not field.unique) or any(
            row["index"] and row["columns"][:1] == [name] for row in kept.values()
        ), name
    for together in model._meta.unique_together:
        assert tuple(model._meta.get_field(one).column for one in together) in unique


def one_by_one():
    return [
        migrations.CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
        migrations.CreateModel(
            "Book", [("id", models.BigAutoField(primary_key=True)), ("pages", models.IntegerField())]
        ),
        migrations.AddField("book", "shelf", models.ForeignKey("people.Shelf", models.CASCADE, null=True)),
        migrations.AddField("shelf", "first", models.ForeignKey("people.Book", models.CASCADE, null=True)),
        migrations.AlterField("shelf", "name", models.CharField(max_length=20, unique=True)),
        migrations.AddIndex("book", models.Index(fields=["pages", "shelf"], name="books_by_pages")),
        migrations.AddConstraint(
            "book", models.CheckConstraint(condition=models.Q(pages__gt=0), name="book_has_pages")
        ),
    ]


def test_the_state_after_it_is_the_state_after_each_of_its_operations():
    one, other = ProjectState(), ProjectState()
    for operation in one_by_one():
        operation.state_forwards("people", one)
    one.apps, other.apps  # noqa: B018  drawn, as in the middle of a migration
    together = Together(one_by_one())
    together.state_forwards("people", other)
    assert one == other and set(other.apps.all_models["people"]) == {"shelf", "book"}
    assert together.describe() == "Make the tables of Shelf, Book"


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_and_taken_away_again():
    before, after = ProjectState(), ProjectState()
    together = Together(one_by_one())
    together.state_forwards("people", after)

    def made():
        return {"people_shelf", "people_book"} & set(connection.introspection.table_names())

    with connection.schema_editor() as editor:
        together.database_forwards("people", editor, before, after)
    try:
        assert made() == {"people_shelf", "people_book"}
        with connection.cursor() as cursor:
            kept = connection.introspection.get_constraints(cursor, "people_book")
        assert {"books_by_pages", "book_has_pages"} <= set(kept)
        assert ["shelf_id"] in [row["columns"] for row in kept.values() if row["foreign_key"]]
    finally:
        with connection.schema_editor() as editor:
            together.database_backwards("people", editor, after, before)
    assert not made()


@pytest.mark.parametrize(
    "touches",
    [
        migrations.AddField("person", "shoes", models.TextField()),
        migrations.DeleteModel("Person"),
        migrations.AddIndex("person", models.Index(fields=["name"], name="x")),
        migrations.RunPython(migrations.RunPython.noop),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_alters_another_table_is_refused(touches):
    with pytest.raises(ValueError, match="Only what alters a model made here can be done together"):
        Together([*one_by_one(), touches])
