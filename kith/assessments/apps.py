from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "kith.assessments"
    label = "assessments"

    def ready(self):
        from . import diary, holdings, reactions  # noqa: F401
