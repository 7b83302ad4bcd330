from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "kith.training"
    label = "training"

    def ready(self):
        from kith.toolkit.actions import load_process_along

        from . import diary, holdings, reactions  # noqa: F401  (each registers what this room has)
        from .actions import keep_delivered_tiers

        load_process_along("training", keep_delivered_tiers)
