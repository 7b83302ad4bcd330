from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "kith.toolkit"
    label = "toolkit"
