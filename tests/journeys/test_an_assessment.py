"""Megan’s assessment (TH-01): begun from the record, written in parts, returned once, agreed, and given to her mother."""

import pytest

from kith.assessments.models import Assessment, Conclusion
from kith.desk.tests.factories import decided

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_assessment_from_the_record_to_the_familys_paper(visitor, cast):
    consultation = decided(cast, name="Megan", named=True).screening.consultation
    amina = visitor(cast["amina"])
    amina.page.goto(f"/consultations/{consultation.reference}")
    amina.follow("Assessment")
    amina.look("assessments-none")
    amina.press("Begin an assessment")
    amina.look("assessment-begin")
    amina.press("Begin", exact=True)
    assert "Choose who leads it" in amina.page.inner_text("body")
    amina.page.get_by_label("Who leads it?").select_option(str(cast["amina"].uuid))
    amina.press("Begin", exact=True)
    amina.look("assessment-begun")
    amina.follow(
        "The child",
    )
    assert "They listen to me." in amina.page.get_by_label("What the child says").input_value()
    amina.look("assessment-part")
    amina.fill("Strengths", "Draws well. Her brother trusts her.")
    amina.press("Save, and go to the next part")
    amina.fill("Care, safety and warmth at home", "Her mother is warm and firm.")
    amina.fill("What the parents or carers see and want", "“I am glad somebody asks.”")
    amina.press("Save, and go to the next part")
    amina.press("Save, and go to the next part")
    amina.fill("Which of these does most harm", "The group online, and the adult in it.")
    amina.fill("Which of these could protect most", "School: a place kept free for her.")
    amina.press("Save, and go to the next part")
    amina.fill("What is not known", "Who the adult is; police see to it.")
    amina.fill("What else it may be", "Edgy jokes; it holds for the jokes.")
    amina.press("Save", exact=True)
    amina.look("assessment-written-half")
    amina.press("Conclude it")
    assert "Still to be written first" in amina.text() and "What you make of it" in amina.text()
    amina.look("assessment-conclude")
    amina.page.get_by_label("A plan for a child in need, or family help").check()
    amina.fill("Why? Your reason", "The harm is outside her home.")
    amina.fill("What is needed now", "A mentor, and the platform told.")
    amina.fill("What does the child say to this?", "As long as it is not a lecture.")
    amina.page.get_by_role("group", name="May the family read what the child says?").get_by_label(
        "Yes", exact=True
    ).check()
    amina.fill("What do the parents or carers say to this?", "She agrees.")
    amina.press("Give it to a manager")
    assert "Something is still to be written under: What you make of it" in amina.page.inner_text("body")
    assert "It is still to be chosen whether the family may read:" in amina.page.inner_text("body")
    amina.look("assessment-incomplete")
    # What she typed waits for her while she writes what is missing.
    amina.page.get_by_role("link", name="What you make of it").click()
    amina.page.wait_for_load_state()
    amina.fill("What you make of it", "She lost a place and found one at night.")
    amina.press("Save", exact=True)
    for part in ("child", "parents", "environment", "places", "together"):
        amina.page.goto(f"/assessments/{Assessment.objects.get().uuid}/parts/{part}")
        for box in amina.page.get_by_label("Yes", exact=True).all():
            box.check()
        amina.press("Save", exact=True)
    amina.press("Conclude it")
    assert amina.page.get_by_label("Why? Your reason").input_value() == "The harm is outside her home."
    amina.press("Give it to a manager")
    amina.look("assessment-waits")
    assert "Before Carys" in amina.text()

    carys = visitor(cast["carys"], scripts=False)
    carys.page.set_viewport_size({"width": 390, "height": 800})
    carys.page.goto("/")
    carys.page.get_by_role("link", name="Assessment to answer").first.click()
    carys.page.wait_for_load_state()
    carys.follow("Read the whole assessment")
    carys.look("assessment-paper")
    carys.follow("Assessment in")
    carys.press("Answer it")
    carys.look("assessment-answer")
    carys.page.get_by_label("Not yet: it goes back, with my reason").check()
    carys.press("Keep my answer")
    assert "Write why it goes back" in carys.page.inner_text("body")
    carys.fill("Why?", "Where is the netball coach?")
    carys.press("Keep my answer")

    amina.page.goto("/notices")
    amina.follow("An assessment came back to you, with a reason")
    amina.page.get_by_role("link", name="Assessment begun").click()
    amina.page.wait_for_load_state()
    assert "Where is the netball coach?" in amina.text()
    amina.press("Conclude it")
    amina.fill("What is needed now", "A mentor, the platform told, and netball again.")
    amina.page.get_by_role("group", name="May the family read what the child says?").get_by_label(
        "Yes", exact=True
    ).check()
    amina.press("Give it to a manager")
    carys.page.reload()
    carys.press("Answer it")
    carys.page.get_by_label("I agree").check()
    carys.press("Keep my answer")
    assert "Finished" in carys.text() and "netball again" in carys.text()
    carys.look("assessment-agreed")
    assert Assessment.objects.get().state == "agreed" and Conclusion.objects.count() == 2

    amina.page.reload()
    amina.press("The paper for the family")
    amina.look("assessment-family")
    text = amina.text()
    assert "She lost a place and found one at night." in text and "Edgy jokes" not in text

    olu = visitor(cast["olu"])
    address = f"/assessments/{Assessment.objects.get().uuid}"
    assert olu.page.goto(address).status == 404
