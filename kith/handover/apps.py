from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "kith.handover"
    label = "handover"

    def ready(self) -> None:
        from . import reactions  # noqa: F401  (registering is the import's purpose)
