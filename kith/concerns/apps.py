from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "kith.concerns"
    label = "concerns"

    def ready(self) -> None:
        from . import holdings  # noqa: F401  (registering is the import's purpose)
