from django.apps import AppConfig


class PanelConfig(AppConfig):
    name = "kith.panel"
    label = "panel"

    def ready(self):
        from . import holdings, reactions  # noqa: F401
