"""Promise 1: people decide. Rests on: no such column or word, forms without a default, lists by time, due date or name."""

import re

import pytest
from django.apps import apps
from django.urls import reverse

from kith.desk.tests.factories import claimed, fresh, raised
from kith.screening import queries
from kith.screening.forms import DecideForm

pytestmark = pytest.mark.django_db
GRADES = re.compile(
    r"score|rating|ranking|risk_level|risk_band|severity|priority|probability|likelihood|triage_level", re.I
)


def test_no_record_has_a_place_for_a_grade():
    names = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("kith.")
        for field in model._meta.get_fields()
    ]
    assert [name for name in names if GRADES.search(name)] == []
    assert GRADES.search("risk_level"), "the pattern finds what it looks for"


def test_nothing_about_a_decision_is_chosen_beforehand(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:decide", args=[row.consultation.reference])).content.decode()
    main = page[page.index("<main") :]
    assert " checked" not in main and " selected" not in main.replace('<option value="" selected>', "")
    assert all(field.initial in (None, "") for field in DecideForm().fields.values())


def test_the_queue_is_in_the_order_of_what_is_due_and_of_nothing_else(cast):
    first, second, third = (raised(cast["amina"]) for _ in range(3))
    import datetime

    from kith.screening.models import Screening

    day = Screening.objects.get(consultation=first).due_on
    Screening.objects.filter(consultation=third).update(due_on=day - datetime.timedelta(days=1))
    order = [row.consultation.reference for row in queries.queue_of(cast["bola"])]
    assert order == [third.reference, first.reference, second.reference]


def test_signs_are_never_counted(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:workspace", args=[row.consultation.reference])).content.decode()
    assert not re.search(r"\d+\s+(signs|indicators)", page)


def test_nothing_about_a_place_or_a_tie_is_chosen_beforehand(client, cast):
    """A review says of a place whether it is safer, in words, and nothing is proposed; nor what a tie does."""
    from kith.contexts.tests.factories import assessed, node, opened

    place = opened(cast["amina"])
    assessed(cast["amina"], place)
    node(cast["amina"], context=place)
    client.force_login(cast["amina"])
    for name in ("open", "review", "node", "new-tie"):
        args = [] if name == "open" else [place.uuid]
        page = client.get(reverse(f"contexts:{name}", args=args)).content.decode()
        main = page[page.index("<main") :]
        assert " checked" not in main and " selected" not in main.replace('<option value="" selected>', ""), name


def test_neither_earlier_decisions_nor_a_vignette_suggest_or_choose_a_level(client, cast):
    from kith.calibration.tests.factories import opened

    row = opened(cast)
    fresh(client, cast["olu"])
    pages = (
        reverse("screening:reasoned"),
        reverse("calibration:answer", args=[row.uuid, row.vignettes.first().uuid]),
    )
    for where in pages:
        page = client.get(where).content.decode()
        assert " checked" not in page and " selected" not in page.replace('value="" selected', ""), where
