from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kith.desk"
    label = "desk"

    def ready(self) -> None:
        from . import answers, reactions  # noqa: F401  (registering is the import's purpose)
