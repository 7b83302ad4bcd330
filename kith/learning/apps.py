from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "kith.learning"
    label = "learning"

    def ready(self):
        from . import diary, holdings  # noqa: F401  (each registers what this room has)
