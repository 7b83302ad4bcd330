"""ADR numbers are unique; no field or name holds a score."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

FORBIDDEN = re.compile(r"score|risk_level|risk_band|ranking|rating|likelihood|probability", re.IGNORECASE)


def scored(names) -> list[str]:
    return [name for name in names if FORBIDDEN.search(name)]


def test_no_record_has_a_field_for_a_score():
    names = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("kith.")
        for field in model._meta.get_fields()
    ]
    assert names and scored(names) == []


def test_the_check_finds_a_score():
    assert scored(["Child.risk_level", "Child.name"]) == ["Child.risk_level"]


def test_adr_numbers_are_unique():
    numbers = [path.name[:4] for path in (Path(settings.BASE_DIR) / "docs/adr").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
