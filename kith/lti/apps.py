from django.apps import AppConfig


class LtiConfig(AppConfig):
    name = "kith.lti"
    label = "lti"

    def ready(self):
        from . import reactions  # noqa: F401
