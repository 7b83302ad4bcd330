"""Promise 5: worries can be unfounded. Rests on: the constraint on indicators, the closing form, closed_finding."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kith.desk.tests.factories import claimed
from kith.screening.forms import DecideForm
from kith.toolkit.models import Piece

pytestmark = pytest.mark.django_db
CLOSE = {
    "harm_source": "none",
    "outcomes": ["advice-and-close"],
    "finding": "unfounded",
    "reason": "His uncle coaches at a holiday camp.",
    "set_aside": "That it was about fighting.",
    "next_owner_words": "the school goes on.",
}


def test_each_sign_stands_beside_what_else_it_may_be(client, cast):
    signs = Piece.objects.filter(kind="indicator")
    assert signs.count() >= 25 and not signs.filter(innocent="").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        signs.filter(pk=signs.first().pk).update(innocent="")
    client.force_login(cast["amina"])
    for sign in signs:
        page = client.get(reverse("toolkit:piece", args=[sign.slug])).content.decode()
        assert "May also be" in page and sign.innocent_words.split(";")[0] in page.replace("&#x27;", "'")


def test_no_editor_publishes_a_sign_without_what_else_it_may_be(cast):
    from kith.toolkit.actions import publish_piece
    from kith.toolkit.content import BadContent
    from kith.toolkit.tests.factories import a_sign

    with pytest.raises(BadContent, match="May also be"):
        publish_piece(cast["farah"], content=a_sign(innocent="<p> </p>"), layer="local")
    publish_piece(cast["farah"], content=a_sign(), layer="local")


def closed(client, cast):
    row = claimed(cast)
    client.force_login(cast["bola"])
    form = {"version": 0, "once": "x", "screening_version": row.version, "act": "decide"}
    answer = client.post(reverse("screening:decide", args=[row.consultation.reference]), {**form, **CLOSE})
    assert answer.status_code == 302, "one page, one click"
    return row.consultation


def test_closing_takes_one_page_and_asks_for_less_than_referring(client, cast):
    closed(client, cast)
    people = [(str(cast["amina"].pk), "Amina")]
    levels = [("1", "One")]
    closing = DecideForm(CLOSE, people=people, levels=levels)
    referring = DecideForm({**CLOSE, "outcomes": ["prevent-referral"], "finding": ""}, people=people, levels=levels)
    assert closing.is_valid() and not referring.is_valid()
    silent = DecideForm({**CLOSE, "finding": ""}, people=people, levels=levels)
    assert not silent.is_valid() and "finding" in silent.errors, "the record says plainly how it should read"


def test_the_record_says_so_wherever_it_is_opened(client, cast):
    consultation = closed(client, cast)
    for who, page in (
        ("amina", "concerns:consultation"),
        ("bola", "screening:decision"),
        ("amina", "screening:decision"),
    ):
        client.force_login(cast[who])
        text = client.get(reverse(page, args=[consultation.reference])).content.decode()
        main = text[text.index("<main") :]
        assert "The worry was unfounded." in main
        assert main.index("The worry was unfounded.") < main.find("They listen to me.") or "They listen" not in main
    told = client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode()
    assert "unfounded" in told
