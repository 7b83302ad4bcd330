from django.apps import AppConfig


class ThresholdsConfig(AppConfig):
    name = "kith.thresholds"
    label = "thresholds"
