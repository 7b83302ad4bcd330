from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "kith.toolkit"
    label = "toolkit"

    def ready(self) -> None:
        from kith.people.rules import answers, pathway_steps

        from .queries import step_choices

        answers(pathway_steps)(step_choices)
