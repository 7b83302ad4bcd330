from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "kith.editing"
    label = "editing"

    def ready(self):
        from . import holdings, reactions, silence  # noqa: F401

        silence.no_mail()
