from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "kith.services"
    label = "services"
