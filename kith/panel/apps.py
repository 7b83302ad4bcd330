from django.apps import AppConfig


class PanelConfig(AppConfig):
    name = "kith.panel"
    label = "panel"

    def ready(self):
        from . import diary, holdings, reactions  # noqa: F401
