from django.apps import AppConfig


class LearningSystemsConfig(AppConfig):
    name = "kith.learning_systems"
    label = "learning_systems"
