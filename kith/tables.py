"""Tables that a migration makes are made together, as they stand at its end.

Django draws every model that is linked with a changed one anew after each single operation, and in Kith nearly all are
linked through the person: most of the minute that a new database took was spent on that.
"""

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel, ModelOperation


class Together(Operation):
    """What these operations say, all of which make a model or alter one that they made: each table is made once, whole.

    The state after it is the state after them, one by one, so what comes later does not know the difference. Raises
    ValueError where one of them touches a model that was there before, whose table it would leave as it is.
    """

    reduces_to_sql = True

    def __init__(self, operations: list[Operation]):
        self.operations = operations
        self.made = [one.name for one in operations if isinstance(one, CreateModel)]
        lower = {name.lower() for name in self.made}
        for one in operations:
            touched = one.name if isinstance(one, ModelOperation) else getattr(one, "model_name", "")
            if touched.lower() not in lower:
                raise ValueError(f"Only what alters a model made here can be done together: {one.describe()}")

    def deconstruct(self):
        return self.__class__.__name__, [], {"operations": self.operations}

    def describe(self) -> str:
        return f"Make the tables of {', '.join(self.made)}"

    def state_forwards(self, app_label, state) -> None:
        state.__dict__.pop("apps", None)  # drawn again when it is next asked for, once
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def _models(self, app_label, schema_editor, state) -> list:
        models = [state.apps.get_model(app_label, name) for name in self.made]
        return [one for one in models if self.allow_migrate_model(schema_editor.connection.alias, one)]
