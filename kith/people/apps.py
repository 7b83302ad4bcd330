from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kith.people"
    label = "people"

    def ready(self) -> None:
        from . import holdings  # noqa: F401  (registering is the import's purpose)
