"""Jayden’s whole way (TH-04): considered and not referred to Prevent, assessed with the place that harms, one plan, one paper."""

import datetime

import pytest
from django.utils import timezone

from kith.assessments.models import Assessment
from kith.assessments.tests.factories import filled
from kith.contexts.tests import factories as contexts
from kith.desk.tests.factories import decided
from kith.plans.models import Plan, Session
from kith.plans.tests.factories import planned, session
from kith.sharing.tests.factories import answered, asked, written

from .test_a_plan import day, later, over

pytestmark = pytest.mark.django_db(transaction=True)
SHARED = "Two older men meet him at the station forecourt and have given him a second telephone."


def test_jaydens_whole_way(visitor, cast):
    """Consultation and decision, assessment with its context, a day put right, one plan, sessions, review, and the papers."""
    outcomes = ["strategy-discussion", "exploitation"]
    consultation = decided(cast, outcomes=outcomes, name="Jayden", named=True).screening.consultation
    place = contexts.opened(cast["amina"], name="The station forecourt", owner=cast["amina"])
    contexts.linked(cast["amina"], place, consultation, because="Older men use him to carry there.")
    # Police: the content is the men’s, no terrorism concern. What they say is for social care alone.
    answered(cast["dan"], asked(cast["amina"], consultation), written(SHARED))

    amina = visitor(cast["amina"])
    amina.page.goto(f"/consultations/{consultation.reference}")
    amina.follow("Assessment")
    amina.press("Begin an assessment")
    amina.page.get_by_label("Who leads it?").select_option(str(cast["amina"].uuid))
    amina.press("Begin", exact=True)
    row = Assessment.objects.get()
    amina.page.goto(f"/assessments/{row.uuid}/parts/places")
    assert "The station forecourt" in amina.text()
    filled(cast, row)

    # The referral came a week before the day that was entered: a manager puts it right, and the days move.
    carys = visitor(cast["carys"], scripts=False)
    carys.page.goto(f"/assessments/{row.uuid}")
    carys.press("Correct the day it counts from")
    carys.look("assessment-day")
    day(carys, "When did the referral come in?", timezone.localdate() + datetime.timedelta(days=3))
    carys.fill("Why was the other day wrong?", "The referral came a week before.")
    carys.press("Correct the day")
    assert "cannot be still to come" in carys.text()
    carys.look("assessment-day-refused")
    day(carys, "When did the referral come in?", timezone.localdate() - datetime.timedelta(days=7))
    carys.press("Correct the day")
    assert "The referral came a week before." in carys.text()
    carys.look("assessment-day-corrected")

    amina.page.goto(f"/assessments/{row.uuid}/conclude")
    amina.look("assessment-conclude-statements")
    amina.page.get_by_label("A plan for a child in need, or family help").check()
    boxes = amina.page.get_by_role("group", name="Which statements of the threshold document do you rely on?")
    assert boxes.locator("input:checked").count() == 0
    boxes.get_by_role("checkbox").nth(3).check()
    amina.fill("Why? Your reason", "Older men use him to carry; he is a child who is used, not one who is streetwise.")
    amina.fill(
        "What is needed now", "A safe way to college: two older men meet him at the station forecourt every week."
    )
    amina.fill("What does the child say to this?", "No one asked if I was scared. You did.")
    reads = amina.page.get_by_role("group", name="May the family read what the child says?")
    assert reads.locator("input:checked").count() == 0
    reads.get_by_label("Yes", exact=True).check()
    amina.fill("What do the parents or carers say to this?", "His grandmother sees the same men.")
    amina.press("Give it to a manager")
    carys.page.goto(f"/assessments/{row.uuid}/answer")
    carys.page.get_by_label("I agree").check()
    carys.press("Keep my answer")

    # What police shared is not for the family, and six words of it stand in the paper.
    amina.page.goto(f"/assessments/{row.uuid}/family")
    amina.look("assessment-family-to-look-at")
    text = amina.text()
    assert "Shared with you about this matter, and not for the family" in text and "second telephone" not in text
    amina.follow("Write other words for the family")
    amina.look("assessment-family-words")
    amina.page.get_by_label("Yes", exact=True).check()
    amina.fill("What should the family read here?", "A safe way to college.")
    amina.press("Keep it")
    amina.look("assessment-family-ready")
    assert "A safe way to college." in amina.text() and "What we relied on" in amina.text()
    assert amina.page.get_by_role("button", name="As PDF").is_visible()

    # One plan; sessions held, and missed with why; its review.
    plan = planned(cast["amina"], consultation)
    first, second = session(cast["amina"], consultation), session(cast["amina"], consultation)
    over(first)
    amina.page.goto(f"/plans/sessions/{first.uuid}")
    amina.press("It was held")
    amina.fill("How many minutes did it take?", "40")
    amina.fill("What was tried?", "The map of whom he meets where.")
    amina.fill("The young person’s own words", "No one asked if I was scared. You did.")
    amina.choose("Asking about online life")
    amina.fill("What next?", "We walk the way to college together.")
    amina.press("Keep it")
    amina.page.wait_for_url(f"**/sessions/{first.uuid}")
    amina.page.goto(f"/plans/sessions/{second.uuid}")
    amina.press("It cannot be held")
    amina.choose("The young person was away or on holiday")
    amina.fill("In words", "At his aunt’s.")
    amina.fill("What next?", "We meet a week later.")
    amina.press("Keep it")
    amina.page.wait_for_url(f"**/sessions/{second.uuid}")
    amina.page.goto(f"/plans/{plan.uuid}")
    amina.press("Write down a review")
    day(amina, "When was it?", timezone.localdate())
    amina.fill("Who was there?", "Jayden, his grandmother, his youth worker")
    amina.fill("What changed for the child?", "A college place from September.")
    amina.fill("What changed in the setting?", "The forecourt has staff in the evening.")
    amina.fill("The child’s own words", "I can walk there now.")
    day(amina, "When is the next review?", later(50))
    amina.press("Keep the review")
    amina.page.wait_for_url("**/plans/*")
    amina.go(f"/plans/{plan.uuid}/family", "plan-family-nothing-to-look-at")
    text = amina.text()
    assert "Shared with you about this matter, and not for the family" in text and "I can walk there now." not in text
    assert Plan.objects.count() == 1 and Session.objects.filter(accounts__isnull=False).count() == 2

    olu = visitor(cast["olu"])
    for address in (f"/assessments/{row.uuid}/family", f"/plans/{plan.uuid}/family", f"/assessments/{row.uuid}/day"):
        assert olu.page.goto(address).status == 404
