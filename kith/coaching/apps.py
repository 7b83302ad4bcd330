from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "kith.coaching"
    label = "coaching"

    def ready(self):
        from kith.toolkit.actions import load_process_along

        from . import diary, holdings, reactions  # noqa: F401  (each registers what this room has)
        from .actions import keep_conventions

        load_process_along("coaching", keep_conventions)
