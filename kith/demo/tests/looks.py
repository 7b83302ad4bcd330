"""What several tests look for in the cases."""

from django.apps import apps
from django.db import models

from kith.concerns.models import Note, Noticed


def assert_nothing_after(now):
    """No moment that anything happened lies later; drafts alone know when they will be forgotten."""
    for room in ("concerns", "screening", "decisions", "audit", "desk", "toolkit", "editing", "panel"):
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, models.DateTimeField) and field.name not in ("expires_at", "expires", "ends"):
                    assert not model.objects.filter(**{f"{field.name}__gt": now}).exists(), (model, field.name)
    assert not Note.objects.filter(happened_on__gt=now.date()).exists()
    assert not Noticed.objects.filter(happened_on__gt=now.date()).exists()
