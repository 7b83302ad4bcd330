"""What the pages of plans say is true: what is late, what changed and for whom, and what is whose."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from kith.contexts.tests import factories as contexts
from kith.desk.tests.factories import raised
from kith.plans import actions, queries
from kith.plans.models import Action, Plan
from kith.plans.views.plan import shown_to

from .factories import PLACE, action, agree, begun, days, of, outcome, planned, session
from .test_direct_work import fill, team_of_four

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_late_says_so_wherever_it_stands(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = planned(amina, consultation)
    late = of(plan)
    pages = [
        (reverse("plans:mine"), 2),
        (reverse("plans:plan", args=[plan.uuid]), 2),
        (reverse("plans:edition", args=[queries.standing_edition(plan).uuid]), 1),
        (reverse("plans:of-matter", args=[consultation.reference]), 1),
        (reverse("plans:paper", args=[plan.uuid]), 1),
        (reverse("concerns:consultation", args=[consultation.reference]), 1),
    ]
    client.force_login(amina)
    for moved, count in ((0, False), (-3, True)):
        Action.objects.filter(pk=late.pk).update(due_on=days(moved))
        Plan.objects.filter(pk=plan.pk).update(review_on=days(moved))
        for address, times in pages:
            text = client.get(address).content.decode()
            found = text.count('class="kith-late"')
            assert found == (times if count else 0), address
            assert (str(days(-3).day) in text) or not count
    # A file is made without a request, and is late all the same.
    said = shown_to(amina, plan, queries.standing_edition(plan))
    assert "late: was due" in render_to_string("plans/_standing.html", said)


def test_what_changed_is_said_to_who_sees_it_and_nothing_to_who_does_not(client, cast):
    amina, bola = cast["amina"], cast["bola"]
    consultation = raised(amina)
    place = contexts.opened(amina, name="The group at night", owner=cast["carys"])
    contexts.linked(amina, place, consultation)
    plan = begun(amina, consultation)
    outcome(amina, plan)
    row = action(amina, plan, **PLACE)
    agree(amina, plan)
    actions.begin_edition(amina, plan=plan)
    changed = {**PLACE, "due_on": row.due_on, "of_context": place}
    action(amina, plan, owner=row.owner, replaces=row, **changed)
    agree(amina, plan, because="It is a context now.")
    edition = queries.standing_edition(plan)
    where = reverse("plans:edition", args=[edition.uuid])
    client.force_login(amina)
    assert "it is about the context “The group at night” now" in text_of(client.get(where))
    client.force_login(bola)
    page = text_of(client.get(where))
    assert "Action changed" not in page and "what the family reads" not in page and "The group at night”" not in page
    assert "Nothing in its words." in page
    before = queries.edition_before(edition)
    assert queries.changes_between(before, edition) == []
    # What the family reads is said where it is what changed.
    actions.begin_edition(amina, plan=plan)
    now = queries.actions_in(queries.draft_of(plan))[0]
    action(amina, plan, owner=now.owner, replaces=now, **{**changed, "family_reads": True})
    (line,) = queries.changes_between(edition, queries.draft_of(plan))
    assert line.endswith("the family reads it now.")


def test_an_outcome_that_was_kept_as_it_was_did_not_change(cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    first = queries.standing_edition(plan)
    actions.begin_edition(amina, plan=plan)
    (row,) = queries.outcomes_in(first)
    outcome(amina, plan, replaces=row)
    assert queries.changes_between(first, queries.draft_of(plan)) == []


def test_the_long_form_says_at_its_top_what_is_missing(client, cast):
    amina = cast["amina"]
    plan = begun(amina, raised(amina))
    client.force_login(amina)
    where = reverse("plans:agree", args=[plan.uuid])
    page = text_of(client.get(where))
    first = page.index("Still to be written first")
    assert first < page.index("What does the young person say to the plan?")
    assert reverse("plans:add-outcome", args=[plan.uuid]) in page[first : first + 900]
    assert reverse("plans:add-action", args=[plan.uuid]) in page[first : first + 900]
    outcome(amina, plan)
    page = text_of(client.get(where))
    assert f'"{reverse("plans:add-outcome", args=[plan.uuid])}"' not in page and "Still to be written first" in page
    action(amina, plan)
    assert "Still to be written first" not in text_of(client.get(where))


def test_a_first_plan_begun_by_mistake_is_dropped_and_a_second_click_leads_on(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = begun(amina, consultation)
    outcome(amina, plan, words="Typed in the wrong matter.")
    client.force_login(amina)
    writing = text_of(client.get(reverse("plans:writing", args=[plan.uuid])))
    drop = reverse("plans:drop", args=[plan.uuid])
    assert f'"{drop}"' in writing and reverse("plans:end", args=[plan.uuid]) in writing
    assert "the plan" in text_of(client.get(drop))
    to = reverse("plans:of-matter", args=[consultation.reference])
    for _ in range(2):
        answer = client.post(drop)
        assert answer.status_code == 302 and answer.url == to
    page = text_of(client.get(to))
    assert plan.reference not in page and "Begin a plan" in page
    assert not Plan.objects.get(pk=plan.pk).outcomes.exists()
    # Of a later edition the second click leads to the plan.
    other = planned(amina, consultation)
    actions.begin_edition(amina, plan=other)
    for _ in range(2):
        answer = client.post(reverse("plans:drop", args=[other.uuid]))
        assert answer.status_code == 302 and answer.url == reverse("plans:plan", args=[other.uuid])
    client.force_login(cast["petra"])
    assert client.post(drop).status_code == 404


def test_the_second_of_two_tabs_leads_to_the_plan_that_is_there(client, cast):
    amina, carys = cast["amina"], cast["carys"]
    consultation = raised(amina)
    plan = begun(amina, consultation)
    assert (
        actions.begin_plan(
            carys, consultation=consultation, owner=carys, kind="child-in-need", lead="social-worker", once_key="other"
        )
        == Plan.objects.get()
    )
    client.force_login(carys)
    sent = {"owner": str(carys.uuid), "kind": "family-help", "lead": "family-help-lead", "once": "tab-2"}
    answer = client.post(reverse("plans:begin", args=[consultation.reference]), sent, follow=True)
    assert answer.status_code == 200 and plan.reference in text_of(answer)
    assert "What you chose here was not added" in text_of(answer)


def test_the_family_reads_sentences(client, cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina), text="Talk to him")
    client.force_login(amina)
    page = text_of(client.get(reverse("plans:family-paper", args=[plan.uuid])))
    assert '<span class="kith-text text">Talk to him.</span> Amina' in page


def test_home_says_which_action_and_names_no_child(client, cast):
    amina = cast["amina"]
    consultation = raised(amina, name="Megan Roberts", known_as="Meg, or Maggie", named=True)
    planned(amina, consultation, text="Go with Megan or Meg to netball; Ms Roberts knows.")
    client.force_login(amina)
    page = text_of(client.get("/"))
    section = page[page.index("Yours to do from plans") :]
    section = section[: section.index("</section>")]
    assert "An action of a plan: Go with M. or M. to netball; Ms R. knows." in section and "Megan" not in section
    # What a partner does is theirs: Home does not repeat its words.
    assert "An action of a partner, to see to" in section and "close the group" not in section


def test_what_the_toolkit_has_stands_beside_the_plan_and_the_session(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = begun(amina, consultation)
    row = session(amina, consultation)
    client.force_login(amina)
    pages = [
        reverse("plans:writing", args=[plan.uuid]),
        reverse("plans:add-action", args=[plan.uuid]),
        reverse("plans:plan-session", args=[consultation.reference]),
        reverse("plans:session", args=[row.uuid]),
        reverse("plans:missed", args=[row.uuid]),
        reverse("plans:end", args=[plan.uuid]),
    ]
    for address in pages:
        assert "Guidance for this step" in text_of(client.get(address)), address


def test_where_nothing_of_a_team_is_shown_no_number_and_no_absence_is(client, cast):
    team, people = team_of_four(cast)
    fill(cast, team, people, 0, (20, 20))  # two people alone, every fourth not held
    client.force_login(cast["carys"])
    page = text_of(client.get(reverse("plans:team-time", args=[team.key])))
    assert page.count("Not shown") >= 3 and "None is recorded" not in page
    together = page[page.index(">Together<") :]
    assert "Not shown" in together[: together.index("</tr>")] and ">0<" not in page
    why = page[page.index("Why sessions were not held") :]
    assert "Not shown" in why[: why.index("What would mend it")]
    fill(cast, team, people, 1, (16, 16, 16, 16))
    time = queries.team_time(cast["carys"], team)
    assert time.together.cells[0] == "65" and time.reasons
