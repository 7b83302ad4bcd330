from django.apps import AppConfig


class ModulesConfig(AppConfig):
    name = "kith.modules"
    label = "modules"

    def ready(self):
        from . import diary  # noqa: F401
