from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "kith.screening"
    label = "screening"

    def ready(self) -> None:
        from . import holdings, reactions  # noqa: F401  (registering is the import's purpose)
