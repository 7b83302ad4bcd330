"""Promise 12: everyone can use it. tests/journeys/ walks the whole job in a browser; here is what holds on every page.

Rests on: pages that need no script, names of fields, the check of every page (tests/pages.py).
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from kith.desk.tests.factories import decided

pytestmark = pytest.mark.django_db


def test_no_page_is_drawn_by_a_script(client, cast):
    consultation = decided(cast).screening.consultation
    client.force_login(cast["amina"])
    for page in ("desk:home", "concerns:mine", "toolkit:browse", "toolkit:what-now"):
        text = client.get(reverse(page)).content.decode()
        assert "<noscript" not in text and "<h1" in text
    page = client.get(reverse("screening:decision", args=[consultation.reference])).content.decode()
    assert "An adult online runs the group." in page


def test_what_opens_and_closes_is_of_the_browser():
    for place in Path(settings.BASE_DIR / "kith").rglob("*.html"):
        text = place.read_text(encoding="utf-8")
        assert not re.search(r"<(div|span|p|li)[^>]*(role=\"button\"|tabindex=\"[1-9])", text), place


def test_colour_is_never_the_only_word(client, cast):
    from kith.desk.tests.factories import raised
    from kith.screening.models import Screening

    row = raised(cast["amina"])
    Screening.objects.filter(consultation=row).update(due_on="2026-01-05")
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:queue")).content.decode()
    assert re.search(r'class="kith-late">Late: was due', page)
