"""What is due for review at a panel: one list for who leads it, by day alone, each row leading to where it is done."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.concerns.models import ConsultationBar
from kith.desk.queries import waiting_for
from kith.desk.tests.factories import fresh
from kith.panel import actions, queries
from kith.panel.models import CaseBar, Look, Member
from kith.people.models import Person

from .factories import decided_at, entered, key, met, panel_of, sent

pytestmark = pytest.mark.django_db
TEN = datetime.time(10)
HOME, EMPTY = "Due for review at a panel", "No review, and no look after support has ended, is due within a month."


def day(ahead: int):
    return timezone.localdate() + datetime.timedelta(days=ahead)


@pytest.fixture
def panel(cast):
    return panel_of(cast)


def adopted(cast, panel, review: int, **said):
    """A case that the panel adopted, whose review is due in so many days."""
    case = entered(cast, panel)
    type(case).objects.filter(pk=case.pk).update(state="adopted", next_review_on=day(review), **said)
    case.refresh_from_db()
    return case


def looked(case, due: int, title="Six months after"):
    type(case).objects.filter(pk=case.pk).update(state="ended", next_review_on=None)
    return Look.objects.create(case=case, clock=f"after-{due}", title=title, due_on=day(due))


def anew(person):
    return Person.objects.get(pk=person.pk)


def home_of(person):
    return [group for group in waiting_for(anew(person)) if group.title.startswith(HOME)]


def listed(person, panel=None):
    return [(row.case.reference, row.words, row.due_on) for row in queries.dues_for(anew(person), panel)]


def page(client, person, name, *args):
    fresh(client, person)
    return client.get(reverse(name, args=args)).content.decode()


def test_what_is_late_or_due_within_a_month_stands_there_by_day_and_nothing_else(cast, panel):
    soon, late = adopted(cast, panel, 20), adopted(cast, panel, -3)
    again = entered(cast, panel)
    type(again).objects.filter(pk=again.pk).update(state="not-adopted", reassess_on=day(5), next_review_on=day(1))
    look, far = looked(entered(cast, panel), 0), looked(entered(cast, panel), 90, "Twelve months after")
    adopted(cast, panel, 31)
    waiting = entered(cast, panel)
    type(waiting).objects.filter(pk=waiting.pk).update(next_review_on=day(-9))
    expected = [
        (late.reference, "Review", day(-3)),
        (look.case.reference, "Six months after", day(0)),
        (again.reference, "To be looked at again", day(5)),
        (soon.reference, "Review", day(20)),
    ]
    assert listed(cast["petra"]) == listed(cast["petra"], panel) == expected
    assert [row.pk for row in queries.looks_later(cast["petra"], panel)] == [far.pk]


def test_a_case_with_two_days_stands_there_once_by_the_earlier(cast, panel):
    case = adopted(cast, panel, 9, reassess_on=day(4))
    assert listed(cast["petra"]) == [(case.reference, "To be looked at again", day(4))]


def test_the_count_on_home_is_the_list_on_both_pages(client, cast, panel):
    for n in range(8):
        adopted(cast, panel, n - 2)
    (group,) = home_of(cast["petra"])
    assert group.title == f"{HOME} (8)" and len(group.rows) == 6 and group.more == reverse("panel:panels")
    assert [row.due_on for row in group.rows] == [day(n - 2) for n in range(6)]
    assert [row.late for row in group.rows] == [True, True, False, False, False, False]
    for name, key_ in (("panel:panels", ()), ("panel:panel", (panel.uuid,))):
        text = page(client, cast["petra"], name, *key_)
        part = text.partition('id="due"')[2].partition("</ul>")[0]
        assert "(8)" in part and part.count("kith-row") == 8 and part.count("Late: was due") == 2
        assert part.count("Due today.") == 1 and "Megan" not in part


def test_each_row_leads_to_where_it_is_done(client, cast, panel):
    case = adopted(cast, panel, 2)
    look = looked(entered(cast, panel), -1)

    def place():
        (found,) = [row for row in queries.dues_for(cast["petra"], panel) if row.case.pk == case.pk]
        return found.place

    assert place() == ("panel:plan-meeting", panel.uuid, "plan a meeting for it")
    meeting = actions.plan_meeting(cast["petra"], panel=panel, on=day(1), at=TEN)
    assert place() == ("panel:agenda", case.uuid, "put it on a meeting’s list")
    text = page(client, cast["petra"], "panel:panel", panel.uuid)
    assert reverse("panel:agenda", args=[case.uuid]) in text and reverse("panel:look", args=[look.uuid]) in text
    actions.put_on_agenda(cast["petra"], case=case, meeting=meeting)
    name, uuid, words = place()
    assert (name, uuid) == ("panel:meeting", meeting.uuid) and words.startswith("on the list of ")
    actions.call_off_meeting(cast["petra"], meeting=meeting, because="Snow")
    assert place()[0] == "panel:plan-meeting"
    for row in queries.dues_for(cast["petra"], panel):
        fresh(client, cast["petra"])
        assert client.get(reverse(row.place[0], args=[row.place[1]])).status_code == 200


def test_what_was_done_is_not_due_any_more(cast, panel):
    case, look = adopted(cast, panel, 0), looked(entered(cast, panel), 0)
    meeting = met(cast, panel, case)
    decided_at(cast, case, meeting, "go-on")
    assert [row[0] for row in listed(cast["petra"])] == [look.case.reference]
    actions.take_look(
        cast["petra"],
        look=look,
        found="Well.",
        childs_words="Yes.",
        not_spoken_because="",
        done_on=timezone.localdate(),
    )
    assert listed(cast["petra"]) == [] and home_of(cast["petra"]) == []


def test_who_leads_has_it_and_members_strangers_and_who_is_kept_away_do_not(client, cast, panel):
    case = adopted(cast, panel, 1)
    row = (case.reference, "Review", day(1))
    for who in ("petra", "esme", "carys"):
        assert listed(cast[who]) == [row] and len(home_of(cast[who])) == 1
    for who in ("dan", "amina", "olu", "vera", "rhys"):
        assert listed(cast[who]) == [] and home_of(cast[who]) == []
    assert 'id="due"' not in page(client, cast["dan"], "panel:panel", panel.uuid)
    assert 'id="due"' not in page(client, cast["dan"], "panel:panels")
    CaseBar.objects.create(matter=case, person=cast["esme"], placed_by=cast["petra"], reason="x")
    assert listed(cast["esme"]) == [] and listed(cast["petra"]) == [row]
    of_matter = entered(cast, panel, sent(cast))
    type(of_matter).objects.filter(pk=of_matter.pk).update(state="adopted", next_review_on=day(2))
    assert len(listed(cast["carys"])) == 2
    ConsultationBar.objects.create(
        matter=of_matter.consultation, person=cast["carys"], placed_by=cast["bola"], reason="x"
    )
    assert listed(cast["carys"]) == [row]


def test_a_look_is_on_the_list_of_who_has_it_and_on_the_panels_page_for_who_leads(client, cast, panel):
    look = looked(entered(cast, panel), 3)
    row = (look.case.reference, "Six months after", day(3))
    assert listed(cast["petra"]) == listed(cast["petra"], panel) == listed(cast["esme"], panel) == [row]
    assert listed(cast["esme"]) == []
    assert "Today with" in page(client, cast["esme"], "panel:panel", panel.uuid)
    Member.objects.filter(person=cast["petra"]).update(ends=timezone.now())
    assert listed(cast["esme"]) == [row]


def test_where_nobody_leads_a_panel_a_manager_has_what_is_due(client, cast, panel):
    case = adopted(cast, panel, 3)
    Member.objects.exclude(seat="member").update(ends=timezone.now())
    (due,) = queries.dues_for(anew(cast["vera"]))
    assert due.place == ("panel:case", case.uuid, "no meeting is planned")
    assert case.reference in page(client, cast["vera"], "panel:panels")


def test_nothing_due_is_said_to_who_leads(client, cast, panel):
    for name, args in (("panel:panels", ()), ("panel:panel", (panel.uuid,))):
        assert EMPTY in page(client, cast["petra"], name, *args)
        assert EMPTY not in page(client, cast["dan"], name, *args)


def test_a_long_list_has_pages(client, cast, panel):
    for n in range(queries.PAGE + 3):
        adopted(cast, panel, n)
    fresh(client, cast["petra"])
    for where in (reverse("panel:panels"), reverse("panel:panel", args=[panel.uuid])):
        first = client.get(where).content.decode().partition('id="due"')[2].partition("</ul>")[0]
        second = client.get(f"{where}?due=2").content.decode().partition('id="due"')[2].partition("</ul>")[0]
        assert f"({queries.PAGE + 3})" in first and first.count("kith-row") == queries.PAGE
        assert second.count("kith-row") == 3


def test_pages_and_home_ask_a_fixed_number_of_questions(client, cast, panel):
    meeting, asked = actions.plan_meeting(cast["petra"], panel=panel, on=day(1), at=TEN), []
    for many in (2, 5):
        for n in range(many):
            looked(entered(cast, panel), n)
            actions.put_on_agenda(cast["petra"], case=adopted(cast, panel, n), meeting=meeting)
            adopted(cast, panel, n)
            actions.agree_action(
                cast["petra"],
                case=adopted(cast, panel, n),
                text="x",
                owner=cast["petra"],
                due_on=day(n),
                is_support=False,
                once_key=key(),
            )
        fresh(client, cast["petra"])
        for name, args in (("panel:panels", ()), ("panel:panel", (panel.uuid,)), ("desk:home", ())):
            client.get(reverse(name, args=args))
            with CaptureQueriesContext(connection) as found:
                client.get(reverse(name, args=args))
            asked.append(len(found))
    assert asked[:3] == asked[3:]
