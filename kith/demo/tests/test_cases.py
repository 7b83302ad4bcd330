"""The demonstration's cases stand as they would after real use, near today, and nobody sees what is not theirs."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kith.audit.heads import verify
from kith.audit.models import Entry
from kith.concerns.models import Child, Consultation, EqualityAnswer, Note, Noticed, SameChild
from kith.concerns.rules import sees_consultation
from kith.concerns.words import State
from kith.demo import scenarios
from kith.demo.cases import build_cases
from kith.demo.tests.looks import assert_nothing_after
from kith.people.rules import held_by
from kith.screening.models import Disagreement, Question, Screening, ScreeningDecision, SignOff, Step
from kith.toolkit.models import Proposal
from kith.toolkit.queries import due_on

pytestmark = pytest.mark.django_db


def test_every_scenario_stands_once_and_twice_is_the_same(built):
    before = (Consultation.objects.count(), Entry.objects.count())
    build_cases()
    assert (Consultation.objects.count(), Entry.objects.count()) == before
    assert set(Child.objects.exclude(case_reference="").values_list("case_reference", flat=True)) >= {
        f"TH-0001{number:02}" for number in range(1, 12)
    }


def test_nothing_lies_in_the_future_and_the_newest_is_of_this_week(built):
    now = timezone.now()
    assert_nothing_after(now)
    assert Entry.objects.order_by("-seq").first().at > now - datetime.timedelta(days=7)


def test_what_happened_is_never_later_than_it_was_written(built):
    for note in Note.objects.all():
        assert note.happened_on <= timezone.localdate(note.written_at), note.text
    for row in Noticed.objects.exclude(happened_on=None).select_related("consultation"):
        assert row.happened_on <= timezone.localdate(row.consultation.submitted_at), row.what


def test_words_name_no_dates_that_would_not_move(built):
    """Dates move by whole weeks, so words may name a weekday or a month’s plan, but no day of a month."""
    day = re.compile(
        r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)\b"
    )
    editors = {name: value for name, value in vars(scenarios.editors).items() if name.isupper()}
    assert not day.search(repr((scenarios.CASES, scenarios.FRESH, scenarios.DRAFT, editors)))


def test_the_three_worries_about_lily_are_joined_by_a_person(built):
    assert SameChild.objects.filter(same=True, undone_at=None).count() == 2
    assert Consultation.objects.filter(child__name="Lily", state=State.CLOSED).count() == 2


def test_a_place_has_no_child_and_nobody_has_equality_answers(built):
    place = Consultation.objects.get(noticed__what__contains="Mill Lane")
    assert not place.child.named and place.child.name == "" and place.child.case_reference == ""
    assert not EqualityAnswer.objects.exists()


def test_the_disagreement_stands_with_its_answer(built):
    row = Disagreement.objects.get()
    assert row.by == built["petra"] and row.answered_by == built["carys"] and row.answer


def test_twice_is_quick(built, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        build_cases()


def test_olu_finds_nothing_on_any_page(built, client):
    consultation = Consultation.objects.get(child__case_reference="TH-000101")
    client.force_login(built["olu"])
    for name in ("concerns:consultation", "screening:workspace", "screening:decision"):
        assert client.get(reverse(name, args=[consultation.reference])).status_code == 404, name


def test_the_trail_is_whole_and_its_times_never_go_back(built):
    assert verify().ok
    times = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)


def test_due_days_are_reckoned_anew(built):
    for screening in Screening.objects.select_related("consultation"):
        asked = SignOff.objects.filter(decision__screening=screening, why="outcome").order_by("asked_at").last()
        if asked:  # decided and put to a manager: from then on it is due when the manager's answer is
            assert screening.due_on == asked.due_on
            continue
        clock = "emergency" if screening.consultation.danger == "yes" else "screening-decision"
        assert screening.due_on == due_on(screening.authority_id, clock, screening.received_at)


def test_the_demo_shows_every_kind_of_waiting(built):
    today = timezone.localdate()
    assert Screening.objects.filter(state="waiting", due_on__lt=today).exists(), "one is late"
    assert Question.objects.filter(answered_at__isnull=True, asked_of=built["amina"]).exists()
    assert SignOff.objects.filter(answered_at__isnull=True, asked_of=built["carys"]).exists()
    assert Step.objects.filter(done_at__isnull=True, owner=built["amina"]).exists()
    assert Consultation.objects.filter(state=State.DRAFT, raised_by=built["amina"]).count() == 1
    assert ScreeningDecision.objects.filter(finding="unfounded").count() >= 3


def test_the_editors_board_shows_what_it_is_for(built, client):
    """Farah finds something of each kind, and something that she may answer as the second person."""
    client.force_login(built["farah"])
    page = client.get(reverse("editing:board")).content.decode()
    words = [
        "A change to “Write it for the child to read”",
        "Stops coming to eat with the family",
        "Being written",
        "You may approve it",
        "Waits for a second person",
        "Asking for a joint visit with police",
        "Letter to a family at the end",
        "Late: was due",
        "Our exploitation duty desk",
        "How Thornmere’s exploitation panel works",
        "Our duty desk asks three questions of its own",
        "private fostering visits",
    ]
    for part in words:
        assert escape(part) in page or part in page, part
    proposals = Proposal.objects.filter(authority=built["farah"].authority)
    assert set(proposals.values_list("state", flat=True)) == {"new", "taken", "declined"}
    for who in ("amina", "olu"):
        client.force_login(built[who])
        said = client.get(reverse("toolkit:changed")).content.decode()
        assert "Local note added" in said and "Document added" in said and "How Thornmere’s exploitation panel" in said
    client.force_login(built["rhys"])
    assert "Nothing has changed" in client.get(reverse("toolkit:changed")).content.decode(), (
        "nothing of it is Calderfold’s"
    )


def test_olu_has_no_part_in_anything_and_authorities_are_apart(built):
    def seen(who):
        return set(Consultation.objects.filter(sees_consultation(built[who])).values_list("authority__key", flat=True))

    assert held_by(built["olu"]) == [], "whoever has no part has nothing to do either"
    assert seen("olu") == set() and seen("dan") == set() and seen("ines") == set()
    assert seen("amina") == {"thornmere"} and seen("bola") == {"thornmere"}
    assert seen("rhys") == {"calderfold"} and seen("sade") == {"calderfold"}
