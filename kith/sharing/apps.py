from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kith.sharing"
    label = "sharing"

    def ready(self):
        from . import holdings, reactions  # noqa: F401
