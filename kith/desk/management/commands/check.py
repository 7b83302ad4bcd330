"""`kith check`: Django's own checks, then whether everything for real work is there."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.check import Command as DjangoCheck

from kith.desk.readiness import answers


class Command(DjangoCheck):
    help = "Checks the settings and, without options, whether everything for real work is there."
    requires_system_checks = []

    def handle(self, *app_labels, **options):
        plain = not (app_labels or options["deploy"] or options["tags"] or options["list_tags"])
        super().handle(*app_labels, **{**options, "deploy": options["deploy"] or (plain and settings.PRODUCTION)})
        if not plain:
            return
        found = answers()
        for answer in found:
            self.stdout.write(f"{'fine' if answer.fine else 'DO  '}  {answer.sentence}")
        to_do = sum(not answer.fine for answer in found)
        if to_do:
            raise CommandError(f"{to_do} thing{'s' if to_do > 1 else ''} to do before real work.", returncode=1)
