from django.apps import AppConfig


class ConfidenceConfig(AppConfig):
    name = "kith.confidence"
    label = "confidence"

    def ready(self):
        from kith.toolkit.actions import load_process_along

        from . import diary, reactions  # noqa: F401  (each registers what this room has)
        from .actions import keep_items

        load_process_along("confidence", keep_items)
