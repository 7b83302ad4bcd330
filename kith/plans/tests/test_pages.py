"""The pages of plans and direct work: complete without script, one sentence for what is wrong, nothing typed is lost."""

import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from docx import Document

from kith.access.rules import NotFound
from kith.concerns.models import ConsultationEmergency
from kith.design.small_numbers import months_over
from kith.design.templatetags.design import day, weekday
from kith.desk.tests.factories import fresh, raised
from kith.people.models import Team
from kith.plans import actions, queries
from kith.plans.models import Action, Agreement, Plan, Review, Session, SessionAccount, TimeNote
from kith.sharing import actions as sharing
from kith.sharing.tests.factories import asked
from kith.toolkit.local_process import keep_process

from .factories import PLACE, action, agree, begun, days, held, missed, of, outcome, over, planned, reviewed, session

pytestmark = pytest.mark.django_db


def on(name: str, day: datetime.date) -> dict:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_plan_from_the_empty_page_to_what_is_agreed(client, cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    fresh(client, cast["amina"])
    first = client.get(reverse("plans:of-matter", args=[consultation.reference]))
    assert "No plan runs." in text_of(first) and "Begin a plan" in text_of(first)
    begin = reverse("plans:begin", args=[consultation.reference])
    assert "Choose who owns it" in text_of(client.post(begin, {"once": "a"}))
    sent = {"owner": str(cast["amina"].uuid), "kind": "family-help", "lead": "family-help-lead", "once": "a"}
    answer = client.post(begin, sent)
    plan = Plan.objects.get()
    assert answer.url == reverse("plans:writing", args=[plan.uuid])
    assert "Nothing here is agreed yet" in text_of(client.get(answer.url))
    add = reverse("plans:add-outcome", args=[plan.uuid])
    wrong = client.post(add, {"words": "I want to sleep.", "once": "b"})
    assert "Choose whose words they are" in text_of(wrong) and "I want to sleep." in text_of(wrong)
    good = {"words": "I want to sleep.", "whose": "child", "matters_because": "Tired.", "family_reads": "yes"}
    client.post(add, {**good, **on("said_on", days(0)), "once": "b"})
    client.post(add, {**good, **on("said_on", days(0)), "once": "b"})  # Back, and sent again
    assert plan.outcomes.count() == 1
    add = reverse("plans:add-action", args=[plan.uuid])
    said = {"text": "Netball.", "target": "child", "context_words": "School", "family_reads": "yes", "once": "c"}
    wrong = text_of(client.post(add, {**said, **on("due_on", days(-1))}))
    assert "Choose who does it, or name a partner" in wrong and "must be today or later" in wrong
    assert "You named a place or a group" in wrong
    said |= {"target": "context", "context_kind": "school", "partner_words": "Coach"}
    client.post(add, {**said, **on("due_on", days(9))})
    safety = reverse("plans:safety", args=[plan.uuid])
    stands = queries.draft_of(plan).version
    client.post(safety, {"safety_ring": "Ring Amina.", "stands": str(stands)})
    agree_it = reverse("plans:agree", args=[plan.uuid])
    page = text_of(client.get(agree_it))
    assert "Why is no action for a place" not in page and "Why does the plan change?" not in page
    stands = str(queries.draft_of(plan).version)
    answers = {"child_answer": "partly", "family_answer": "not-asked"}
    wrong = text_of(client.post(agree_it, {**answers, "stands": stands, "once": "d"}))
    assert "Write what they said, in their own words" in wrong and "Write why they were not asked yet" in wrong
    assert "Enter the day of the next review" in wrong
    good = {
        **answers,
        "child_how": "home",
        "child_words": "As long as it’s not a lecture.",
        "family_because": "Her mother is in hospital until Monday.",
        **on("child_on", days(0)),
        **on("review_on", days(20)),
        "once": "d",
    }
    assert "A colleague changed the plan meanwhile" in text_of(client.post(agree_it, {**good, "stands": "1"}))
    answer = client.post(agree_it, {**good, "stands": stands})
    assert answer.url == reverse("plans:plan", args=[plan.uuid])
    assert client.post(agree_it, {**good, "stands": stands}).url == answer.url
    shown = text_of(client.get(answer.url))
    for words in (
        "Family help plan, edition 1",
        "As long as it’s not a lecture.",
        "Her mother is in hospital until Monday.",
        "School: School",
        "Ring Amina.",
    ):
        assert words in shown, words
    assert Agreement.objects.count() == 2


def test_an_authoritys_own_names_stand_before_the_national_ones(client, cast):
    consultation = raised(cast["amina"])
    plan = planned(cast["amina"], consultation)
    facts = {
        "source": "Our partnership",
        "owner": "The authority",
        "needs_local_sign_off": False,
        "last_checked": datetime.date(2026, 11, 1),
        "next_review": datetime.date(2027, 11, 1),
    }
    rows = [{**facts, "list": "plan-kind", "key": "child-in-need", "label": "Family plan", "order": 1}]
    told = keep_process("system:command", authority=plan.authority, lists=rows)
    assert told["list"] == {"plan-kind.child-in-need": "new"}
    assert keep_process("system:command", authority=plan.authority, lists=rows)["list"] == {
        "plan-kind.child-in-need": "the same"
    }
    fresh(client, cast["amina"])
    assert "Family plan, edition 1" in text_of(client.get(reverse("plans:plan", args=[plan.uuid])))
    kinds, _, _ = queries.named_by(cast["rhys"].authority_id)
    assert kinds["child-in-need"] == "Child in need plan"
    keep_process("system:command", authority=plan.authority, lists=[])
    assert "Child in need plan, edition 1" in text_of(client.get(reverse("plans:plan", args=[plan.uuid])))


def test_an_action_ends_and_a_review_is_put_right_on_its_page(client, cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina), doer=cast["bola"])
    fresh(client, cast["bola"])
    page = text_of(client.get(reverse("plans:plan", args=[plan.uuid])))
    assert "What came of it" in page and "Change the plan" not in page
    end = reverse("plans:end-action", args=[of(plan).uuid])
    assert "Choose what came of it" in text_of(client.post(end, {"words": "x"}))
    client.post(end, {"how": "not-done", "words": "The coach was away.", **on("on", days(0))})
    assert Action.objects.exclude(owner=None).get().ended_as == "not-done"
    assert client.get(end).url == reverse("plans:plan", args=[plan.uuid])
    fresh(client, amina)
    where = reverse("plans:review", args=[plan.uuid])
    good = {"there": "All", "for_the_child": "Sleeps.", "in_the_setting": "Closed.", **on("held_on", days(0))}
    wrong = text_of(client.post(where, {**good, "once": "r"}))
    assert "or below why there is nothing" in wrong and "or below why there is none" in wrong and "Sleeps." in wrong
    client.post(where, {**good, "childs_words": "Fine.", "no_next_because": "It ends.", "once": "r"})
    review = Review.objects.get()
    right = reverse("plans:put-review-right", args=[review.uuid])
    assert "Sleeps." in text_of(client.get(right))
    client.post(right, {**good, "childs_words": "Good.", **on("next_on", days(9)), "once": "r2"})
    page = text_of(client.get(reverse("plans:plan", args=[plan.uuid])))
    assert "as it stood before" in page and "Fine." in page and "Good." in page


def test_an_edition_shows_what_changed(client, cast):
    amina = cast["amina"]
    plan = planned(amina, raised(amina))
    fresh(client, amina)
    where = client.post(reverse("plans:new-edition", args=[plan.uuid])).url
    row = of(plan)
    client.post(reverse("plans:take-out-action", args=[row.uuid]))
    page = text_of(client.get(where))
    assert "Put back" in page and "Action taken out: “Go along to netball on Thursdays.”" in page
    # What is agreed is what who does it reads, until the new edition is agreed.
    assert row.text in text_of(client.get(reverse("plans:plan", args=[plan.uuid])))
    client.post(reverse("plans:put-back-action", args=[row.uuid]))
    change = reverse("plans:change-action", args=[row.uuid])
    assert "Go along to netball" in text_of(client.get(change))
    said = {"text": "Netball on Fridays.", "target": "child", "owner": str(amina.uuid), "family_reads": "yes"}
    client.post(change, {**said, **on("due_on", days(10)), "once": "x"})
    agree(amina, plan, because="It moved.")
    edition = queries.standing_edition(plan)
    page = text_of(client.get(reverse("plans:edition", args=[edition.uuid])))
    assert "It moved." in page and "before “Go along to netball on Thursdays.”" in page


def test_a_session_on_its_pages(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    fresh(client, amina)
    where = reverse("plans:plan-session", args=[consultation.reference])
    wrong = text_of(client.post(where, {"way": "together", "what": "Draw.", "starts_at": "half past", "once": "s"}))
    assert "Enter the day" in wrong and "Write where you meet" in wrong and "Draw." in wrong
    day = days(3)
    good = {"worker": str(amina.uuid), "way": "online", "what": "Draw.", "starts_at": "3:30pm", "minutes": "45"}
    row_url = client.post(where, {**good, **on("starts_on", day), "once": "s"}).url
    row = Session.objects.get()
    assert row.minutes == 45 and timezone.localtime(row.starts_at).hour == 15
    assert "It was held" not in text_of(client.get(row_url))
    assert client.get(reverse("plans:held", args=[row.uuid])).status_code == 410
    over(row)
    held_url = reverse("plans:held", args=[row.uuid])
    page = text_of(client.get(held_url))
    assert 'value="45"' in page and "First talk" in page.replace("first talk", "First talk")
    wrong = text_of(client.post(held_url, {"minutes": "no", "tried": "A map.", "once": "h"}))
    assert "Enter the minutes as a number" in wrong and "A map." in wrong
    good = {"minutes": "40", "tried": "A map.", "guides": ["first-talk"], "childs_words": "Ok.", "what_next": "Again."}
    client.post(held_url, {**good, "once": "h"})
    page = text_of(client.get(row_url))
    assert "Held, 40 minutes" in page and reverse("toolkit:piece", args=["first-talk"]) in page
    client.post(
        reverse("plans:missed", args=[row.uuid]),
        {"missed_why": "other-work", "missed_words": "Called away.", "what_next": "Monday.", "once": "m"},
    )
    page = text_of(client.get(row_url))
    assert "Not held: The worker was called to other work" in page and "As it stood before" in page
    assert SessionAccount.objects.count() == 2


def test_what_is_typed_survives(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = begun(amina, consultation)
    fresh(client, amina)
    where = reverse("plans:safety", args=[plan.uuid])
    client.post(where, {"safety_ring": "Ring Amina.", "version": "0"}, headers={"X-Autosave": "1"})
    assert "Ring Amina." in text_of(client.get(where))
    assert queries.draft_of(plan).safety_ring == ""


def test_who_reads_in_an_emergency_reads_on_the_screen_and_does_nothing(client, cast):
    amina, olu = cast["amina"], cast["olu"]
    consultation = raised(amina)
    plan = planned(amina, consultation)
    row = session(amina, consultation)
    fresh(client, olu)
    where = reverse("plans:plan", args=[plan.uuid])
    assert client.get(where).status_code == 404
    ends = timezone.now() + datetime.timedelta(hours=1)
    ConsultationEmergency.objects.create(matter=consultation, person=olu, reason="x", ends=ends)
    page = text_of(client.get(where))
    assert "Go along to netball" in page and "What came of it<" not in page
    assert "As Word" not in text_of(client.get(reverse("plans:paper", args=[plan.uuid])))
    for name in ("paper-docx", "family-docx", "paper-pdf", "family-pdf"):
        assert client.get(reverse(f"plans:{name}", args=[plan.uuid])).status_code == 404
    assert client.get(reverse("plans:session", args=[row.uuid])).status_code == 200
    assert client.get(reverse("plans:missed", args=[row.uuid])).status_code == 404


def words_of(answer) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)


def full_plan(cast, consultation):
    """A plan with something of every kind that the family may not have."""
    amina = cast["amina"]
    plan = begun(amina, consultation)
    outcome(amina, plan)
    outcome(amina, plan, words="I don’t want mum to know about him.", family_reads=False)
    action(amina, plan)
    action(amina, plan, partner_words="The platform", **PLACE)
    actions.write_safety(
        amina,
        plan=plan,
        version=queries.draft_of(plan).version,
        safety_ring="Ring the night team.",
        safety_staff="Nobody asks for his name.",
    )
    agree(amina, plan)
    reviewed(amina, plan, childs_words="Do not tell mum I said so.")
    return plan


HIDDEN = (
    "I don’t want mum to know",
    "Ask the platform",
    "Nobody asks for his name",
    "Do not tell mum",
    "OFFICIAL-SENSITIVE",
)


def test_the_familys_paper_has_what_was_agreed_and_nothing_that_they_may_not_have(client, cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    plan = full_plan(cast, consultation)
    fresh(client, cast["amina"])
    page = client.get(reverse("plans:family-paper", args=[plan.uuid])).content.decode()
    main = page[page.index("<main") :]
    file = words_of(client.get(reverse("plans:family-docx", args=[plan.uuid])))
    assert client.get(reverse("plans:family-pdf", args=[plan.uuid])).content[:4] == b"%PDF"
    for words in (main, file):
        assert "I want to sleep" in words and "Go along to netball" in words and "Ring the night team." in words
        assert "Her mother" in words and "Good." in words
        assert [one for one in HIDDEN if one in words] == []
    whole = words_of(client.get(reverse("plans:paper-docx", args=[plan.uuid])))
    assert all(one in whole for one in HIDDEN[:4])
    assert "Megan" not in client.get(reverse("plans:family-docx", args=[plan.uuid]))["Content-Disposition"]


def test_the_familys_word_file_says_what_the_page_says_in_the_same_sentences(client, cast):
    amina = cast["amina"]
    plan = begun(amina, raised(amina, name="Megan", named=True))
    outcome(amina, plan)
    ended = action(amina, plan, text="Telephones sleep in the kitchen.")
    agree(amina, plan, no_context_because="It is about the nights at home.")
    today = timezone.localdate()
    actions.end_action(amina, action=ended, how="done", on=today, words="The mother’s too")
    fresh(client, amina)
    where = [reverse(f"plans:{name}", args=[plan.uuid]) for name in ("family-paper", "family-docx")]
    page = " ".join(strip_tags(client.get(where[0]).content.decode()).split())
    file = words_of(client.get(where[1]))
    plan.refresh_from_db()
    for words in (page, file):
        assert "For Megan and the family. This is what we agreed on" in words
        assert f"Telephones sleep in the kitchen. It is done, {day(today)}. The mother’s too." in words
        assert "Nothing is left to do for now." in words
        assert f"On {weekday(plan.review_on)}." in words
        assert "In person" not in words
    whole = words_of(client.get(reverse("plans:paper-docx", args=[plan.uuid])))
    assert f"Telephones sleep in the kitchen. It is done, {day(today)}. The mother’s too." in whole


def test_where_the_family_is_not_to_be_told_every_page_says_so_first_and_there_is_no_paper_for_them(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = full_plan(cast, consultation)
    row = over(session(amina, consultation))
    request = asked(amina, consultation)
    mark = sharing.ask_not_to_tell(cast["dan"], request=request, review_on=timezone.localdate())
    edition = queries.standing_edition(plan)
    actions.begin_edition(amina, plan=plan)
    fresh(client, amina)
    of_plan = "plan writing names add-outcome add-action safety agree said review end paper family-paper".split()
    pages = [reverse(f"plans:{name}", args=[plan.uuid]) for name in of_plan]
    pages += [reverse(f"plans:{name}", args=[row.uuid]) for name in ("session", "held", "missed", "move-session")]
    pages += [reverse("plans:edition", args=[edition.uuid]), reverse("plans:end-action", args=[of(plan).uuid])]
    pages += [reverse(f"plans:{name}", args=[consultation.reference]) for name in ("of-matter", "plan-session")]
    for page in pages:
        text = text_of(client.get(page))
        assert "Do not tell the family." in text, page
    assert "Do not tell the family" in words_of(client.get(reverse("plans:paper-docx", args=[plan.uuid])))
    family = reverse("plans:family-paper", args=[plan.uuid])
    refused = text_of(client.get(family))
    assert "No paper for the family" in refused and "I want to sleep" not in refused and "Dan" in refused
    for name in ("family-docx", "family-pdf"):
        assert client.get(reverse(f"plans:{name}", args=[plan.uuid])).url == family
    with pytest.raises(NotFound):
        actions.take_plan(amina, plan=plan, edition_for="family", form="docx")
    sharing.lift_mark(cast["dan"], mark=mark)
    assert "I want to sleep" in text_of(client.get(family))


def test_a_page_costs_the_same_however_much_stands_on_it(client, cast):
    amina = cast["amina"]
    consultation = raised(amina)
    plan = full_plan(cast, consultation)
    missed(amina, session(amina, consultation))
    session(amina, consultation)
    fresh(client, amina)
    pages = [reverse("plans:plan", args=[plan.uuid]), reverse("plans:paper", args=[plan.uuid])]
    pages += [reverse("plans:mine"), reverse("plans:of-matter", args=[consultation.reference]), reverse("desk:home")]
    pages += [reverse("desk:chronology", args=[consultation.reference])]

    def costs():
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked_for:
                client.get(page)
            found.append(len(asked_for))
        return found

    for because in ("Once.", "Twice."):  # a second edition is compared with the first, a first one with none
        actions.begin_edition(amina, plan=plan)
        agree(amina, plan, because=because)
    before = costs()
    actions.begin_edition(amina, plan=plan)
    for number in range(4):
        action(amina, plan, cast["bola"], due_on=days(3 + number))
        action(amina, plan, due_on=days(3 + number))
        outcome(amina, plan)
    agree(amina, plan, because="More.")
    for number in range(3):
        row = over(session(amina, consultation), hours=3 + number)
        held(amina, row) if number else None
        reviewed(amina, plan)
        session(amina, consultation)
    after = costs()
    assert dict(zip(pages, before, strict=True)) == dict(zip(pages, after, strict=True))


def test_ones_own_time_and_a_teams(client, cast):
    amina, carys = cast["amina"], cast["carys"]
    consultation = raised(amina)
    held(amina, over(session(amina, consultation)), minutes=45)
    fresh(client, amina)
    page = text_of(client.get(reverse("plans:time")))
    assert "Your time with young people" in page and "0.8" in page
    assert "kith-columns--wide" in page, "the table of eight columns is not cut off"
    team = Team.objects.get(pk=carys.managed_team_ids[0])
    where = reverse("plans:team-time", args=[team.key])
    seen = set()
    for key, person in cast.items():
        fresh(client, person)
        answer = client.get(where)
        if answer.status_code == 200 and team.name in text_of(answer):
            seen.add(key)
            assert person.holds("manager")
    assert "carys" in seen and not seen & {"amina", "bola", "olu", "dan", "ines"}
    fresh(client, carys)
    assert "Choose the month" in text_of(client.post(where, {"text": "Fewer cases.", "once": "n"}))
    month = f"{months_over(timezone.localdate())[-1]:%Y-%m}"
    client.post(where, {"text": "Fewer cases.", "month": month, "once": "n"})
    client.post(where, {"text": "Fewer cases.", "month": month, "once": "n"})
    assert TimeNote.objects.count() == 1 and "Fewer cases." in text_of(client.get(where))
