"""The whole life of a sign: written, approved, due for review, late and flagged, checked again, and retired."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.desk.models import Notice
from kith.editing import actions
from kith.editing.models import ToolkitPage
from kith.toolkit.actions import remind_of_page_reviews
from kith.toolkit.models import Piece

from .test_editing import approve, submitted, whole

pytestmark = pytest.mark.django_db
SLUG = "speaks-in-lines-from-films"


def page_of(client, person, name, *args) -> str:
    client.force_login(person)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def remind() -> set[str]:
    """Who is told of a review now, and of what."""
    remind_of_page_reviews("system:worker", today=timezone.localdate())
    return set(
        Notice.objects.filter(read_at__isnull=True, kind__startswith="page-review").values_list("person__name", "kind")
    )


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def test_a_sign_falls_due_is_flagged_is_checked_again_and_is_retired(client, cast):
    farah, bola, amina = cast["farah"], cast["bola"], cast["amina"]
    actions.keep_groups(bola)
    page = actions.begin_page(farah, title="Speaks in lines from films", kind="indicator")
    page = submitted(whole(page, farah, evidence="practice-knowledge"), farah)
    approve(page, bola)
    assert "Speaks in lines" in page_of(client, amina, "toolkit:indicators")
    assert "past its review" not in page_of(client, amina, "toolkit:piece", SLUG) and remind() == set()

    # It falls due: its editor is told, and the board says so; readers are not disturbed.
    Piece.objects.filter(slug=SLUG).update(next_review=in_days(30))
    assert remind() == {("Farah", "page-review-soon")}
    board = page_of(client, farah, "editing:board")
    assert "Speaks in lines" in board and "Late: was due" not in board
    assert "past its review" not in page_of(client, amina, "toolkit:piece", SLUG)

    # It is late: flagged at the top, in the list of signs and on the board; told once more.
    Piece.objects.filter(slug=SLUG).update(next_review=in_days(-1))
    assert remind() == {("Farah", "page-review-soon"), ("Farah", "page-review-late")}
    shown = page_of(client, amina, "toolkit:piece", SLUG)
    assert shown.index("past its review") < shown.index("Seen</h2>")
    assert "past its review" in page_of(client, amina, "toolkit:indicators")
    assert "Late: was due" in page_of(client, farah, "editing:board")

    # Somebody checks it again, another approves: no flag, and nothing on the board.
    Notice.objects.all().delete()
    page = ToolkitPage.objects.get(slug=SLUG)
    page = submitted(whole(page, farah, "Asked again in two schools.", evidence="practice-knowledge"), farah)
    approve(page, bola)
    assert "past its review" not in page_of(client, amina, "toolkit:piece", SLUG) and remind() == set()
    assert "Late: was due" not in page_of(client, farah, "editing:board")

    # It is retired: on no shelf and in no reminder, readable at its address with the reason.
    Piece.objects.filter(slug=SLUG).update(next_review=in_days(-1))
    client.force_login(farah)
    client.post(reverse("editing:retire", args=[SLUG]), {"why": "The film is forgotten."})
    assert "Speaks in lines" not in page_of(client, amina, "toolkit:indicators") and remind() == set()
    shown = page_of(client, amina, "toolkit:piece", SLUG)
    assert "This page was retired." in shown and "The film is forgotten." in shown
    assert "Speaks in lines" in page_of(client, amina, "toolkit:changed")
    assert "Late: was due" not in page_of(client, farah, "editing:board")
