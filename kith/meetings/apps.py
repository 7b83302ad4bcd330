from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "kith.meetings"
    label = "meetings"

    def ready(self):
        from . import diary, holdings, reactions  # noqa: F401
