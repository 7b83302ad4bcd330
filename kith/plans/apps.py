from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "kith.plans"
    label = "plans"

    def ready(self):
        from . import diary, holdings, reactions  # noqa: F401
