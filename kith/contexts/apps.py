from django.apps import AppConfig


class ContextsConfig(AppConfig):
    name = "kith.contexts"
    label = "contexts"

    def ready(self):
        from . import diary, holdings, reactions  # noqa: F401
