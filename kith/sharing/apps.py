from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kith.sharing"
    label = "sharing"

    def ready(self):
        from . import reactions  # noqa: F401
