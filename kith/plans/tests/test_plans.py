"""A plan is agreed in editions, nothing of it changes in silence, and each action comes to an end that somebody says."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound, Over
from kith.audit.models import Entry
from kith.concerns.actions import give_part, place_bar
from kith.concerns.models import ConsultationPart
from kith.concerns.words import PartReason
from kith.contexts.tests import factories as contexts
from kith.desk.models import Notice
from kith.desk.queries import chronology_for, notices_of, waiting_for
from kith.desk.tests.factories import raised
from kith.people.models import Person
from kith.plans import actions, queries, rules
from kith.plans.models import Action, Edition, Outcome, Plan, Review
from kith.toolkit.queries import holidays
from kith.toolkit.working_days import add_working_days

from .factories import AGREED, PLACE, action, agree, begun, days, of, outcome, planned, reviewed

pytestmark = pytest.mark.django_db


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def told(person) -> list[str]:
    return [one.words for one in notices_of(anew(person))]


def waits(person, title="Yours to do from plans"):
    return [row for group in waiting_for(anew(person)) if group.title == title for row in group.rows]


def test_the_three_faces_of_the_rule_agree_and_a_partner_reads_no_plan(cast):
    consultation = raised(cast["amina"])
    plan = planned(cast["amina"], consultation)
    ConsultationPart.objects.create(matter=consultation, person=cast["dan"], reason=PartReason.GIVEN)
    by_rows = {key for key, one in cast.items() if Plan.objects.filter(rules.sees_plan(one), pk=plan.pk).exists()}
    by_people = {one.email.split("@")[0] for one in rules.people_who_see_plan(plan)}
    assert by_rows == by_people == {"amina", "bola", "petra", "carys"}
    assert {key for key, one in cast.items() if rules.may_write_plan(one, plan)} == {"amina", "carys"}
    place_bar(cast["carys"], consultation=consultation, person=cast["petra"], reason="Her nephew")
    assert not Plan.objects.filter(rules.sees_plan(anew(cast["petra"])), pk=plan.pk).exists()
    with pytest.raises(NotFound):
        queries.plan_for(cast["olu"], plan.uuid)


def test_a_plan_begins_once_and_a_second_one_not_while_it_runs(cast):
    consultation = raised(cast["amina"])
    plan = begun(cast["amina"], consultation, once_key="one")
    assert begun(cast["amina"], consultation, once_key="one") == plan
    # A colleague who begins one meanwhile is led to the one that is there; who has no part is not.
    assert begun(cast["carys"], consultation) == plan
    with pytest.raises(NotFound):
        begun(cast["olu"], consultation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            authority=plan.authority, consultation=consultation, owner=plan.owner, begun_by=plan.owner, once_key="x"
        )
    entry = Entry.objects.filter(verb="plan.begun").get()
    assert entry.subject == plan.subject


def test_an_edition_asks_for_all_of_it_before_it_is_agreed(cast):
    plan = begun(cast["amina"], raised(cast["amina"]))
    for missing, then in (
        ("Add an outcome first", lambda: outcome(cast["amina"], plan)),
        ("Add an action first", lambda: action(cast["amina"], plan)),
        ("for a place or a group", lambda: action(cast["amina"], plan, partner_words="The platform", **PLACE)),
    ):
        with pytest.raises(actions.NotWhole, match=missing), transaction.atomic():
            agree(cast["amina"], plan)
        then()
    with pytest.raises(actions.NotWhole, match="or why they were not asked"), transaction.atomic():
        agree(cast["amina"], plan, answers=AGREED[:1])
    with pytest.raises(NotFound), transaction.atomic():
        agree(cast["bola"], plan)
    edition = agree(cast["amina"], plan, once_key="one")
    assert edition.agreed_at and agree(cast["amina"], plan, once_key="one", version=1) == edition
    assert Entry.objects.filter(verb="plan.agreed").count() == 1


def test_a_plan_with_no_action_for_a_place_says_why(cast):
    plan = begun(cast["amina"], raised(cast["amina"]))
    outcome(cast["amina"], plan)
    action(cast["amina"], plan)
    with pytest.raises(actions.NotWhole):
        agree(cast["amina"], plan)
    edition = agree(cast["amina"], plan, no_context_because="Police act on it alone.")
    assert edition.no_context_because


def test_what_is_agreed_stands_until_a_new_edition_says_what_changed(cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    first, old = queries.standing_edition(plan), of(plan)
    with pytest.raises(TypeError):
        old.text = "Something else."
        old.save()
    with pytest.raises(TypeError):
        first.because = "x"
        first.save()
    draft = actions.begin_edition(amina, plan=plan)
    assert actions.begin_edition(amina, plan=plan) == draft
    action(
        amina, plan, replaces=Action.objects.get(pk=old.pk), text="Go along to netball on Tuesdays.", due_on=days(12)
    )
    (aim,) = queries.outcomes_in(draft)
    actions.take_out(amina, row=aim)
    actions.take_out(amina, row=aim)  # the second click
    outcome(amina, plan, words="I want my friends back.")
    # What is agreed has not moved.
    assert [row.text for row in queries.actions_in(first)][0] == "Go along to netball on Thursdays."
    assert [row.pk for row in queries.outcomes_in(queries.standing_edition(plan))] == [aim.pk]
    assert [row.pk for row in queries.parts_taken_out(draft)] == [aim.pk]
    with pytest.raises(actions.NotWhole, match="why the plan changes"), transaction.atomic():
        agree(amina, plan)
    second = agree(amina, plan, because="Netball moved.")
    said = "\n".join(queries.changes_between(first, second))
    assert "Action changed: “Go along to netball on Tuesdays.”, before “Go along to netball on Thursdays.”" in said
    assert "instead of" in said and "Outcome taken out: “I want to sleep" in said
    assert "Outcome added: “I want my friends back.”" in said
    assert queries.changes_between(None, first) == []
    assert [row.text for row in queries.actions_in(first)][0] == "Go along to netball on Thursdays."
    assert of(plan).text == "Go along to netball on Tuesdays."


def test_a_change_is_taken_back_part_by_part_and_as_a_whole(cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    first, old = queries.standing_edition(plan), of(plan)
    draft = actions.begin_edition(amina, plan=plan)
    new = action(amina, plan, replaces=old, text="Another.")
    newer = action(amina, plan, replaces=new, text="Yet another.")
    assert newer.replaces_id == old.pk and not Action.objects.filter(pk=new.pk).exists()
    old.refresh_from_db()
    actions.put_back(amina, row=old)
    assert of(plan).text == old.text and queries.changes_between(first, draft) == []
    old.refresh_from_db()
    actions.take_out(amina, row=old)
    actions.drop_edition(amina, plan=plan)
    assert queries.draft_of(plan) is None and [row.pk for row in queries.actions_in(first)][0] == old.pk
    assert Edition.objects.filter(plan=plan).count() == 1
    with pytest.raises(Over, match="edition 1"):
        actions.drop_edition(amina, plan=plan)


def test_two_colleagues_at_one_edition_lose_nothing(cast):
    amina, carys = cast["amina"], cast["carys"]
    plan = begun(amina, raised(amina))
    version = queries.draft_of(plan).version
    actions.write_safety(carys, plan=plan, version=version, safety_ring="Ring Carys.")
    with pytest.raises(actions.Moved), transaction.atomic():
        actions.write_safety(amina, plan=plan, version=version, safety_ring="Ring Amina.")
    outcome(amina, plan)
    action(amina, plan)
    action(amina, plan, partner_words="The platform", **PLACE)
    with pytest.raises(actions.Moved), transaction.atomic():
        agree(amina, plan, version=version)
    assert queries.draft_of(plan).safety_ring == "Ring Carys."


def test_who_gets_an_action_reads_the_matter_and_is_told_once_it_is_agreed(cast):
    amina, olu = cast["amina"], cast["olu"]
    plan = begun(amina, raised(amina, name="Megan", named=True))
    outcome(amina, plan)
    action(amina, plan, olu)
    action(amina, plan, partner_words="The platform", **PLACE)
    assert told(olu) == [] and waits(olu) == []
    agree(amina, plan)
    assert "A plan with something for you to do was agreed" in told(olu)
    (row,) = waits(olu)
    assert row.due_on == days(10) and not row.late
    # What a partner does is with who owns the plan.
    assert "An action of a partner, to see to" in [row.words for row in waits(amina)]
    assert not any("Megan" in notice.kind or "Megan" in notice.reference for notice in Notice.objects.all())


@pytest.mark.parametrize("how", ["done", "not-done", "not-needed"])
def test_an_action_ends_once_with_who_said_it_and_when(cast, how):
    amina = cast["amina"]
    plan = planned(amina, raised(amina), doer=cast["bola"])
    row = of(plan)
    for stranger in ("petra", "olu", "dan"):
        with pytest.raises(NotFound), transaction.atomic():
            actions.end_action(cast[stranger], action=row, how=how, on=days(0), words="x")
    with pytest.raises(ValueError), transaction.atomic():
        actions.end_action(cast["bola"], action=row, how=how, on=days(0), words="")
    actions.end_action(cast["bola"], action=row, how=how, on=days(-1), words="We went.")
    actions.end_action(cast["bola"], action=row, how=how, on=days(0), words="Again.")
    row.refresh_from_db()
    assert (row.ended_as, row.ended_words, row.ended_on, row.ended_by) == (how, "We went.", days(-1), cast["bola"])
    assert "Somebody said what came of an action of a plan" in told(amina)
    assert waits(cast["bola"]) == []
    with pytest.raises(NotFound), transaction.atomic():
        actions.end_action(amina, action=row, how="done", on=days(0), words="x")
    assert Entry.objects.filter(verb="plan.action-ended").count() == 1


def test_what_is_not_agreed_yet_is_nobodys_to_end(cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    actions.begin_edition(amina, plan=plan)
    row = action(amina, plan)
    with pytest.raises(NotFound):
        actions.end_action(amina, action=row, how="done", on=days(0), words="x")


def test_people_are_told_before_the_day_on_it_and_after_it_each_once_and_not_when_it_is_done(cast):
    amina, bola = cast["amina"], cast["bola"]
    plan = planned(amina, raised(amina), doer=bola, due_on=days(30))
    Plan.objects.update(review_on=None)
    row = of(plan)
    Action.objects.exclude(pk=row.pk).update(due_on=days(300))
    soon = next(day for day in map(days, range(30)) if add_working_days(day, 3, holidays()) >= row.due_on)

    def kinds():
        return [one.kind for one in Notice.objects.filter(person=bola, kind__startswith="plan-action").order_by("pk")]

    assert actions.chase_plans(WORKER, today=soon - datetime.timedelta(days=1)) == 0
    assert actions.chase_plans(WORKER, today=soon) == 1
    assert actions.chase_plans(WORKER, today=soon) == 0
    assert actions.chase_plans(WORKER, today=row.due_on) == 1
    assert actions.chase_plans(WORKER, today=days(31)) == 1
    assert actions.chase_plans(WORKER, today=days(32)) == 0
    assert kinds() == ["plan-action-soon", "plan-action-due", "plan-action-late"]
    assert "An action of a plan is late" in told(amina)
    with pytest.raises(NotFound):
        actions.chase_plans(amina, today=days(32))
    Action.objects.filter(pk=row.pk).update(told="")
    row.refresh_from_db()
    actions.end_action(bola, action=row, how="done", on=days(0), words="x")
    assert actions.chase_plans(WORKER, today=days(32)) == 0


def test_a_review_keeps_what_changed_and_sets_the_next_day(cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina), doer=cast["bola"])
    with pytest.raises(NotFound):
        reviewed(cast["petra"], plan)
    with pytest.raises(ValueError), transaction.atomic():
        reviewed(amina, plan, childs_words="")
    review = reviewed(amina, plan)
    plan.refresh_from_db()
    assert plan.review_on == days(40) and "A plan was reviewed" in told(cast["bola"])
    right = reviewed(amina, plan, replaces=review, next_on=None, no_next_because="It ends.")
    plan.refresh_from_db()
    assert plan.review_on is None and Review.objects.get(pk=review.pk).replaced_by == right
    with pytest.raises(NotFound), transaction.atomic():
        reviewed(amina, plan, replaces=review)
    with pytest.raises(TypeError):
        right.save()
    assert Entry.objects.filter(verb="plan.reviewed").count() == 2


def test_a_review_that_comes_near_is_told_to_who_owns_the_plan(cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    Action.objects.update(due_on=days(300))
    assert actions.chase_plans(WORKER, today=days(30)) == 1
    assert actions.chase_plans(WORKER, today=days(31)) == 1
    assert "A review of a plan is late" in told(amina) and "A review of a plan is late" in told(cast["carys"])
    reviewed(amina, plan)
    assert actions.chase_plans(WORKER, today=days(31)) == 0


def test_what_somebody_says_later_stands_beside_what_is_agreed(cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    said = {
        "party": "family",
        "who": "His father",
        "answer": "no",
        "how": "telephone",
        "on": days(0),
        "words": "Too much.",
    }
    actions.keep_agreement(amina, plan=plan, once_key="one", **said)
    actions.keep_agreement(amina, plan=plan, once_key="one", **said)
    rows = queries.agreements_of(queries.standing_edition(plan))
    assert [row.who for row in rows] == ["The young person", "Her mother", "His father"]
    for wrong in ({"words": ""}, {"how": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.keep_agreement(amina, plan=plan, once_key="two", **{**said, **wrong})
    with pytest.raises(NotFound), transaction.atomic():
        actions.keep_agreement(cast["olu"], plan=plan, once_key="three", **said)


def test_a_plan_ends_with_why_and_who_has_it_and_another_may_begin(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = planned(amina, consultation, doer=cast["bola"])
    with pytest.raises(ValueError), transaction.atomic():
        actions.end_plan(amina, plan=plan, because="It is done.", has_it_now="")
    actions.end_plan(amina, plan=plan, because="It is done.", has_it_now="Her mother.")
    actions.end_plan(amina, plan=plan, because="Again.", has_it_now="x")
    plan.refresh_from_db()
    assert plan.ended_because == "It is done." and waits(cast["bola"]) == []
    assert "A plan ended" in told(cast["bola"])
    for refused in (
        lambda: reviewed(amina, plan),
        lambda: actions.begin_edition(amina, plan=plan),
        lambda: actions.end_action(amina, action=of(plan), how="done", on=days(0), words="x"),
    ):
        with pytest.raises(Over, match="Amina ended the plan"), transaction.atomic():
            refused()
    assert begun(amina, consultation).runs


def test_the_chronology_has_what_was_agreed_done_and_said(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = planned(amina, consultation)
    actions.end_action(amina, action=of(plan), how="not-needed", on=days(0), words="She goes by herself.")
    reviewed(amina, plan)
    lines = {line.kind: line for line in chronology_for(amina, consultation.reference).lines}
    assert lines["plan"].title == "Plan agreed" and "Her mother: agrees" in lines["plan"].text
    assert lines["plan-outcome"].childs_words == "I want to sleep and not be scared of my phone."
    assert "no longer needed" in lines["plan-action"].title
    assert lines["plan-review"].childs_words == "Friends are back."
    ConsultationPart.objects.create(matter=consultation, person=cast["dan"], reason=PartReason.GIVEN)
    theirs = {line.kind for line in chronology_for(anew(cast["dan"]), consultation.reference).lines}
    assert not theirs & {"plan", "plan-outcome", "plan-action", "plan-review"}


def test_a_notice_of_a_plan_is_there_only_while_its_reader_may_read_it(cast):
    amina = cast["amina"]
    consultation = raised(amina)
    give_part(amina, consultation=consultation, person=cast["olu"])
    planned(amina, consultation, doer=cast["olu"])
    assert told(cast["olu"])
    ConsultationPart.objects.filter(person=cast["olu"]).update(ends=timezone.now())
    assert "A plan with something for you to do was agreed" not in told(cast["olu"])


def test_an_outcome_and_an_action_say_what_they_must(cast):
    amina = cast["amina"]
    plan = begun(amina, raised(amina))
    wrong = [
        {"context_kind": "online"},
        {**PLACE, "context_words": "", "partner_words": "x"},
        {"partner_words": "Both", "owner": amina},
    ]
    for said in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            action(amina, plan, **said)
    with pytest.raises(NotFound), transaction.atomic():
        action(amina, plan, cast["dan"])
    assert not Outcome.objects.exists() and not Action.objects.exists()


def test_an_action_for_a_context_leads_there_for_who_sees_both_and_says_no_more_to_others(client, cast):
    amina, bola = cast["amina"], cast["bola"]
    consultation = raised(amina, name="Megan", named=True)
    place = contexts.opened(amina, name="The group at night", owner=cast["carys"])
    contexts.linked(amina, place, consultation)
    other = contexts.opened(cast["olu"], name="Somewhere else")
    plan = begun(amina, consultation)
    outcome(amina, plan)
    with pytest.raises(NotFound):
        action(amina, plan, of_context=other, **PLACE)
    row = action(amina, plan, of_context=place, **PLACE)
    agree(amina, plan)
    where = reverse("plans:plan", args=[plan.uuid])
    client.force_login(amina)
    page = client.get(where).content.decode()
    assert reverse("contexts:context", args=[place.uuid]) in page and "The group at night" in page
    # Bola reads the matter and has no part in the context.
    client.force_login(bola)
    page = client.get(where).content.decode()
    assert row.text in page and str(place.uuid) not in page


def test_who_does_not_know_of_the_context_leaves_it_as_it_was(client, cast):
    amina, carys = cast["amina"], cast["carys"]
    consultation = raised(amina)
    place = contexts.opened(cast["olu"], name="The group at night", owner=cast["olu"])
    contexts.let_in(cast["olu"], place, amina)
    contexts.linked(amina, place, consultation)
    plan = begun(amina, consultation)
    row = action(amina, plan, of_context=place, **PLACE)
    client.force_login(carys)
    address = reverse("plans:change-action", args=[row.uuid])
    page = client.get(address)
    assert page.status_code == 200 and str(place.uuid) not in page.content.decode()
    sent = {
        "text": "Ask again.",
        "target": "context",
        "context_kind": "online",
        "context_words": "The group",
        "owner": str(amina.uuid),
        "family_reads": "no",
        "once": "x",
        "version": str(page.context["writing"].half.version),
        **{
            f"due_on_{name}": value
            for name, value in zip(
                ("day", "month", "year"), ("1", "6", str(timezone.localdate().year + 1)), strict=True
            )
        },
    }
    assert client.post(address, sent).status_code == 302
    assert Action.objects.get(plan=plan, text="Ask again.").of_context == place
