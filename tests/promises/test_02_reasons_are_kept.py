"""Promise 2: reasons are kept. Rests on: Decision.save, required reasons, a new row for a change."""

import pytest
from django.urls import reverse

from kith.desk.tests.factories import claimed, decided
from kith.screening import actions
from kith.screening.models import ScreeningDecision

pytestmark = pytest.mark.django_db


def test_a_decision_never_changes(cast):
    decision = decided(cast)
    decision.reason = "Something else."
    with pytest.raises(TypeError):
        decision.save()
    assert ScreeningDecision.objects.get().reason == "An adult online runs the group."


@pytest.mark.parametrize("without", ["reason", "set_aside", "harm_source"])
def test_a_decision_without_its_reasons_is_not_taken_and_nothing_is_lost(client, cast, without):
    row = claimed(cast)
    said = {
        "harm_source": "none",
        "outcomes": ["advice-and-close"],
        "finding": "unfounded",
        "reason": "A holiday camp.",
        "set_aside": "That it was about fighting.",
        "next_owner_words": "the school goes on.",
    }
    form = {"version": 0, "once": "x", "screening_version": row.version, "act": "decide"}
    client.force_login(cast["bola"])
    where = reverse("screening:decide", args=[row.consultation.reference])
    page = client.post(where, {**form, **said, without: ""}).content.decode()
    assert not ScreeningDecision.objects.exists() and "There is a problem" in page
    assert "the school goes on." in page
    client.post(where, {**form, **said, "version": 1})
    assert ScreeningDecision.objects.exists()


def test_a_changed_decision_is_a_new_one_and_the_old_stays_readable(client, cast):
    decision = decided(cast, outcomes=["prevent-referral", "section-17"])
    sign_off = decision.sign_offs.get()
    actions.answer_sign_off(
        cast["carys"],
        sign_off=sign_off,
        answer="otherwise",
        reason="Help first.",
        otherwise={"harm_source": "outside", "set_aside": "Prevent now", "next_owner": cast["amina"]},
        outcomes=["section-17"],
    )
    new = ScreeningDecision.objects.exclude(pk=decision.pk).get()
    assert new.replaces_id == decision.pk and new.made_by == cast["carys"]
    client.force_login(cast["amina"])
    page = client.get(reverse("screening:decision", args=[decision.screening.consultation.reference])).content.decode()
    assert "Help first." in page and "An adult online runs the group." in page and "Earlier decisions" in page


def test_an_assessment_of_a_place_and_a_tie_of_a_map_are_never_written_over(cast):
    from kith.contexts.models import ContextAssessment, MapTie
    from kith.contexts.tests.factories import assessed, node, opened, tied

    place = opened(cast["amina"])
    first = assessed(cast["amina"], place)
    assessed(cast["amina"], place, replaces=first, changed_since="Light.", happens="Less.")
    assert ContextAssessment.objects.get(pk=first.pk).happens == first.happens
    tie = tied(cast["amina"], node(cast["amina"], context=place), None, context=place)
    for row in (first, tie):
        with pytest.raises(TypeError):
            type(row).objects.get(pk=row.pk).save()
    assert MapTie.objects.count() == 1


def test_a_plan_never_changes_in_silence_and_the_old_one_stays_readable(cast):
    from kith.desk.tests.factories import raised
    from kith.plans import actions, queries
    from kith.plans.tests.factories import agree, of, planned

    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    first, row = queries.standing_edition(plan), of(plan)
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        first.save()
    actions.begin_edition(amina, plan=plan)
    actions.take_out(amina, row=row)
    with pytest.raises(actions.NotWhole):
        agree(amina, plan, because="")
    second = agree(amina, plan, because="She goes by herself.")
    assert row in queries.actions_in(first) and row not in queries.actions_in(second)
    assert second.because and any("taken out" in line for line in queries.changes_between(first, second))
