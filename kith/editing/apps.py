from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "kith.editing"
    label = "editing"

    def ready(self):
        from . import silence

        silence.no_mail()
