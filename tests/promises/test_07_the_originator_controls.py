"""Promise 7: the originator controls. Here: no material is ever taken in, and nothing is marked above its ceiling.

What partners share under conditions is proved in kith/sharing/tests, door by door in docs/sharing.md. Rests on: no file
field for material anywhere, the marking of documents, MatchNotice told to the record's owner alone.
"""

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse

from kith.concerns.actions import start_consultation
from kith.concerns.forms import FORMS
from kith.desk.tests.factories import raised
from kith.people.queries import DELIVERED

pytestmark = pytest.mark.django_db


def test_there_is_no_place_for_material(client, cast):
    fields = [f for m in apps.get_models() if m.__module__.startswith("kith.") for f in m._meta.get_fields()]
    assert not [f for f in fields if isinstance(f, models.FileField | models.ImageField)]
    binary = {f"{f.model._meta.label}.{f.name}" for f in fields if isinstance(f, models.BinaryField)}
    # An authority’s empty form, documents of the toolkit that a second person approves, and the meaning of the
    # toolkit’s own sentences; nothing about a child.
    assert binary == {
        "concerns.ReferralTemplate.content",
        "toolkit.PageDocument.content",
        "toolkit.Passage.meaning",
        "toolkit.Elsewhere.meanings",
    }
    for form in FORMS.values():
        assert "multipart" not in str(getattr(form, "is_multipart", lambda self: False)(form())).lower()


@pytest.mark.parametrize("room", ["sharing", "panel", "meetings"])
def test_where_agencies_work_together_there_is_no_place_for_a_file(room):
    """An attachment would be a second case file, and would carry its maker’s conditions where nobody can hold them."""
    from importlib import import_module
    from inspect import getmembers, isclass
    from pathlib import Path

    from django import forms

    def takes_files(kind) -> bool:
        fields = getattr(kind, "base_fields", {})
        return any(isinstance(field, forms.FileField) or field.widget.needs_multipart_form for field in fields.values())

    rows = apps.get_app_config(room).get_models()
    stored = (models.FileField, models.ImageField, models.BinaryField)
    assert not [field for row in rows for field in row._meta.get_fields() if isinstance(field, stored)]
    kinds = [
        kind for _, kind in getmembers(import_module(f"kith.{room}.forms"), isclass) if issubclass(kind, forms.Form)
    ]
    assert len(kinds) > 3 and not [kind for kind in kinds if takes_files(kind)]
    house = Path(import_module(f"kith.{room}").__file__).parent
    texts = {place: place.read_text() for place in [*house.rglob("*.html"), *house.rglob("*.py")]}
    assert len(texts) > 20
    for place, text in texts.items():
        assert "multipart" not in text and 'type="file"' not in text and "request.FILES" not in text, place

    class Takes(forms.Form):
        file = forms.FileField()

    assert takes_files(Takes), "what is looked for can be found"


def test_a_file_that_is_sent_along_is_kept_nowhere(client, cast):
    consultation = start_consultation(cast["amina"])
    client.force_login(cast["amina"])
    client.post(
        reverse("concerns:section", args=[consultation.reference, "noticed"]),
        {"what_0": "Seen.", "version": 0, "act": "continue", "picture": SimpleUploadedFile("x.png", b"secret")},
    )
    from kith.decisions.models import Draft

    assert "secret" not in str(Draft.objects.get().content) and "picture" not in Draft.objects.get().content


def test_the_marking_is_on_what_leaves_and_no_higher_than_may_be_kept():
    assert DELIVERED["marking"] == "OFFICIAL-SENSITIVE"


def test_a_likely_match_is_told_to_the_records_owner_alone(client, cast):
    from kith.concerns.models import ConsultationPart
    from kith.screening.models import MatchNotice

    older = raised(cast["amina"], case_reference="TH-7")
    ConsultationPart.objects.filter(matter=older, team__isnull=False).delete()
    newer = raised(cast["carys"], case_reference="TH-7")
    plain = raised(cast["carys"], case_reference="TH-8")
    assert MatchNotice.objects.get().told == cast["amina"]
    client.force_login(cast["bola"])

    def workspace(row):
        page = client.get(reverse("screening:workspace", args=[row.reference])).content.decode()
        return page[page.index("<main") : page.index("</main>")]

    assert older.reference not in workspace(newer)
    assert ("Earlier worries" in workspace(newer)) == ("Earlier worries" in workspace(plain))


def test_every_page_of_every_document_carries_the_marking(client, cast):
    """Read from what is handed over, not from a setting: the marking, on each page, however long the text."""
    import io
    import json

    from docx import Document
    from pypdf import PdfReader

    from kith.concerns import actions
    from kith.concerns.models import Note
    from kith.desk.tests.factories import decided, fresh
    from kith.screening.actions import answer_sign_off

    decision = decided(cast, outcomes=["prevent-referral"])
    consultation, amina = decision.screening.consultation, cast["amina"]
    answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    long = "They listen to me. " * 400
    Note.objects.create(
        consultation=consultation, written_by=amina, happened_on="2026-06-01", text=long, once_key="long"
    )
    referral = actions.start_referral(amina, consultation=consultation)
    texts = {answer.key: long for answer in referral.answers.all()}
    referral = actions.save_referral(amina, referral=referral, texts=texts, version=referral.version)
    actions.check_referral(amina, referral=referral)
    fresh(client, amina)

    def taken(name):
        answer = client.get(reverse(name, args=[consultation.reference]))
        assert answer.status_code == 200, name
        return answer.content

    for name in ("desk:chronology-pdf", "concerns:referral-pdf"):
        pages = PdfReader(io.BytesIO(taken(name))).pages
        assert len(pages) > 1
        for number, page in enumerate(pages, 1):
            assert "OFFICIAL-SENSITIVE" in page.extract_text(), (name, number)
    sections = Document(io.BytesIO(taken("concerns:referral-docx"))).sections
    for section in sections:
        assert "OFFICIAL-SENSITIVE" in "".join(paragraph.text for paragraph in section.header.paragraphs)
    assert json.loads(taken("desk:chronology-json"))["marking"] == "OFFICIAL-SENSITIVE"
    assert "OFFICIAL-SENSITIVE" in taken("desk:chronology").decode(), "and on the page, which can be printed"
