"""Every field has a class, and what leaves the house keeps to it."""

from pathlib import Path

import pytest
from django.apps import apps

from kith.access.classes import LEAVES, FieldClass, class_of, may_leave_by
from kith.concerns.queries import SEARCHED
from kith.config.field_classes import CLASSES


def models():
    return [model for model in apps.get_models() if model.__module__.startswith("kith.")]


def test_every_field_has_a_class_and_every_class_a_field():
    wanted = {(m._meta.label, f.name) for m in models() for f in m._meta.concrete_fields}
    written = {(label, field) for label, fields in CLASSES.items() for field in fields}
    without_key = {(m._meta.label, "id") for m in models() if m._meta.pk.name != "id"}
    assert wanted - written == set(), "these fields have no class"
    assert written - wanted - without_key == set(), "these classes belong to no field"


def test_a_field_without_a_class_is_an_error():
    with pytest.raises(LookupError, match="has no class"):
        class_of("concerns.Child", "invented")


def test_what_a_child_said_or_is_never_reaches_a_log_a_mail_a_feed_or_the_search():
    for label, field in [
        ("concerns.Consultation", "voice_words"),
        ("concerns.Noticed", "what"),
        ("concerns.Child", "disability"),
        ("screening.ScreeningDecision", "reason"),
        ("concerns.EqualityAnswer", "answer"),
    ]:
        for door in ("log", "email", "feed", "search"):
            assert not may_leave_by(door, label, field), (door, label, field)


def test_the_search_looks_only_where_its_class_allows():
    for path in SEARCHED:
        model, field = (
            ("concerns.Child", path.removeprefix("child__"))
            if path.startswith("child__")
            else (
                "concerns.Consultation",
                path,
            )
        )
        assert may_leave_by("search", model, field), path


def test_secrets_and_what_is_kept_apart_leave_by_no_door():
    for door, classes in LEAVES.items():
        assert FieldClass.RESTRICTED not in classes, door


ORDER = [FieldClass.PUBLIC, FieldClass.INTERNAL, FieldClass.PERSONAL, FieldClass.SPECIAL, FieldClass.RESTRICTED]


def test_the_impact_assessment_names_each_record_of_casework_with_its_most_guarded_class():
    text = (Path(__file__).resolve().parents[2] / "docs" / "dpia.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if line[:2] == "| "]
    told = {name: row[2] for row in rows if len(row) == 3 for name in row[0].split(", ")}
    for label, fields in CLASSES.items():
        room, record = label.split(".")
        if room in ("concerns", "screening"):
            most = max(fields.values(), key=ORDER.index)
            assert told.get(record) == str(most.value), (record, told.get(record), most.value)
