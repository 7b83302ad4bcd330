"""A question reaches a specialist or who stands in for them, is answered once, and is never lost."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound, Over
from kith.audit.models import Entry
from kith.coaching import actions, naming, queries, rules
from kith.coaching.models import Answer, LogEntry, Question
from kith.concerns.actions import place_bar
from kith.concerns.models import Consultation
from kith.concerns.words import State
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh, raised
from kith.people.actions import add_role
from kith.people.models import Absence, Person, PointOfContact, Setting
from kith.people.words import Role

from .factories import TEXT, answered, ask, experienced

pytestmark = pytest.mark.django_db


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def away(cast, who: str, cover=None, deputy=None) -> None:
    agency = cast[who].agency
    contact, _ = PointOfContact.objects.update_or_create(
        agency=agency,
        subject="screening",
        step="",
        defaults={"authority": agency.authority, "person": cast[who], "deputy": deputy, "name": "x", "telephone": "1"},
    )
    contact.absences.all().delete()
    today = timezone.localdate()
    Absence.objects.create(contact=contact, first_day=today, last_day=today, cover=cover)


def test_a_question_is_asked_from_a_page_and_both_specialists_are_told_once(client, cast):
    fresh(client, cast["amina"])
    page = client.get("/toolkit/page/what-is-not-a-sign").content.decode()
    assert "/coaching/ask?page=what-is-not-a-sign" in page
    where = reverse("coaching:ask")
    assert "what-is-not-a-sign" in client.get(f"{where}?page=what-is-not-a-sign").content.decode()
    data = {"theme": "signs", "text": TEXT, "chosen": "", "page": "what-is-not-a-sign", "once": "one"}
    for _ in range(2):
        assert client.post(where, data).status_code == 302
    row = Question.objects.get()
    assert (row.page, row.state, row.asked_by) == ("what-is-not-a-sign", "asked", cast["amina"])
    assert told("coaching-asked") == {"Bola", "Petra"}
    assert Notice.objects.filter(kind="coaching-asked").count() == 2
    # Nothing of what was asked stands in the trail or in a notice.
    assert TEXT not in str(list(Entry.objects.filter(verb="coaching.asked").values()))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We saw that Jayden was angry.", "Jayden"),
        ("Jayden was angry.", "Jayden"),
        ("It is about K-4J3T9X2B again.", "K-4J3T9X2B"),
        ("His number is TH-000101.", "TH-000101"),
        ("Born 4/6/2011, he lives here.", "4/6/2011"),
        ("Born on 4 June 2011.", "4 June 2011"),
        ("Ring 07700 900123.", "07700 900123"),
    ],
)
def test_what_looks_like_a_name_is_shown_and_sent_only_when_looked_at(client, cast, words, found):
    fresh(client, cast["amina"])
    data = {"theme": "signs", "text": words, "chosen": "", "once": "one"}
    page = client.post(reverse("coaching:ask"), data).content.decode()
    assert f"“{found}”" in page and words in page and not Question.objects.exists()
    assert client.post(reverse("coaching:ask"), data | {"looked": "on"}).status_code == 302
    assert Question.objects.get().text == words


@pytest.mark.parametrize(
    "words",
    [
        TEXT,
        "Prevent said no in June. What now? A Muslim family, and I do not want to be unfair.",
        "She is fourteen. He jokes. They laugh. Mum is worried, and the Channel panel meets on Monday.",
    ],
)
def test_plain_words_are_not_warned_about(words):
    assert naming.looks_like(words) == []


def test_a_reference_is_shown_once_and_the_letter_before_its_hyphen_is_nobodys_name():
    assert naming.looks_like("We spoke about K-4J3T9X2B.") == ["K-4J3T9X2B"]


def test_whom_it_is_for_and_who_stands_in(cast):
    row = ask(cast, chosen=cast["bola"], once="1")
    assert told("coaching-asked") == {"Bola"}
    assert {one.name for one in rules.people_who_see(row)} == {"Amina", "Bola"}
    # Away with a cover, the cover is told and sees it; away without anybody, it is for whoever is there.
    Notice.objects.all().delete()
    away(cast, "bola", cover=cast["petra"])
    row = ask(cast, chosen=cast["bola"], once="2")
    assert row.chosen == cast["bola"] and told("coaching-asked") == {"Petra"}
    assert {one.name for one in rules.people_who_see(row)} == {"Amina", "Bola", "Petra"}
    away(cast, "bola")
    row = ask(cast, chosen=cast["bola"], once="3")
    assert row.chosen is None


def test_who_answers_has_it_and_the_other_is_told_who(cast):
    row = ask(cast)
    for _ in range(2):
        actions.answer_question(cast["bola"], question=row, text="Ask the parents.", once_key="a")
    assert Answer.objects.count() == 1 and LogEntry.objects.get().person == cast["amina"]
    assert told("coaching-answered") == {"Amina"}
    with pytest.raises(Over):
        actions.take_question(cast["petra"], question=row)
    with pytest.raises(NotFound):
        actions.answer_question(cast["carys"], question=row, text="x", once_key="b")
    with pytest.raises(NotFound):
        actions.take_question(cast["sade"], question=row)
    actions.close_question(cast["amina"], question=row, came_of="They came.")
    actions.close_question(cast["amina"], question=row, came_of="Again.")
    row.refresh_from_db()
    assert (row.state, row.came_of) == ("closed", "They came.")
    assert LogEntry.objects.get().came_of == "They came."


def test_nobody_answers_ones_own_question(cast):
    row = ask(cast, by="bola")
    with pytest.raises(NotFound):
        actions.answer_question(cast["bola"], question=row, text="x", once_key="a")
    actions.answer_question(cast["petra"], question=row, text="x", once_key="a")


def test_what_is_not_answered_in_time_is_seen_by_the_others_and_told_once(cast):
    add_role("system:init", person=cast["nia"], role=Role.MANAGER)  # who manages at the police manages nobody here
    row = ask(cast, chosen=cast["bola"])
    with_days = row.due_on
    assert queries.answered_by(cast["amina"].authority, timezone.localdate()) == with_days
    Setting.objects.create(authority=cast["amina"].authority, key="coaching", value={"answer_days": 1})
    assert queries.answered_by(cast["amina"].authority, timezone.localdate()) < with_days
    assert not actions.tell_of_late_questions(WORKER, today=row.due_on)
    assert not queries.waiting_for(cast["petra"]) and not queries.waiting_for(cast["carys"])
    after = row.due_on + datetime.timedelta(days=1)
    assert [actions.tell_of_late_questions(WORKER, today=after) for _ in range(2)] == [1, 0]
    assert told("coaching-late") == {"Bola", "Petra", "Carys", "Vera"}
    assert list(queries.waiting_for(cast["petra"])) == list(queries.waiting_for(cast["carys"])) == [row]
    assert not queries.waiting_for(cast["nia"])
    actions.pass_question_on(cast["carys"], question=row, to=cast["petra"])
    row.refresh_from_db()
    assert row.chosen == cast["petra"] and row.late_since is None
    assert not queries.waiting_for(cast["carys"])


def test_taken_back_nobody_sees_that_it_waits(cast):
    row = ask(cast)
    actions.take_question_back(cast["amina"], question=row)
    assert not queries.waiting_for(cast["bola"])
    with pytest.raises(NotFound):
        actions.take_question(cast["bola"], question=row)


def test_the_consultation_is_shown_to_who_may_read_it_and_to_nobody_else(client, cast):
    matter = raised(cast["amina"])
    row = ask(cast, consultation=matter)
    for who, seen in (("amina", True), ("bola", True)):
        fresh(client, cast[who])
        page = client.get(reverse("coaching:question", args=[row.uuid])).content.decode()
        assert (matter.reference in page) == seen
    place_bar(cast["bola"], consultation=matter, person=cast["bola"], reason="A neighbour")
    for where in ("coaching:question", "coaching:answer"):
        page = client.get(reverse(where, args=[row.uuid])).content.decode()
        assert matter.reference not in page and TEXT[:30] in page
    # Who has no part leads nobody there.
    with pytest.raises(NotFound):
        ask(cast, by="olu", consultation=matter, once="o")


def test_what_the_two_say_of_it_is_theirs(client, cast):
    row = answered(cast)
    actions.say_how_it_was(cast["amina"], question=row, useful=5, heard=None, line="It gave me courage")
    for who, seen in (("bola", True), ("petra", False)):
        fresh(client, cast[who])
        page = client.get(reverse("coaching:question", args=[row.uuid])).content.decode()
        assert ("It gave me courage" in page) == seen
    with pytest.raises(NotFound):
        actions.say_how_it_was(cast["petra"], question=row, useful=1, heard=1, line="")


def test_home_says_what_waits_without_a_name(client, cast):
    ask(cast)
    fresh(client, cast["bola"])
    page = client.get("/").content.decode()
    assert "A question waits: Talking with children and parents" in page and "fifteen" not in page
    answered(cast, once="2")
    fresh(client, cast["amina"])
    assert "Answered: Talking with children and parents" in client.get("/").content.decode()


def test_counts_are_of_five_people_or_more_and_cannot_be_worked_out(cast):
    people = ["amina", "olu", "carys", "vera", "farah", "gwen", "esme"]
    today = timezone.localdate()
    for number, who in enumerate(people[:4]):
        ask(cast, by=who, once=f"n{number}", theme="online")
    place = cast["amina"].authority
    assert queries.themes_asked(place, today, today) == {}
    ask(cast, by="farah", once="n5", theme="online")
    assert queries.themes_asked(place, today, today) == {"online": "5 to 9"}
    # One person’s question of another theme hides both: the whole less the one would tell it.
    ask(cast, by="gwen", once="n6", theme="police")
    assert queries.themes_asked(place, today, today) == {}
    assert {row.number for month in queries.months_of(cast["gwen"]) for row in month.rows} == {"not shown"}
    assert queries.themes_asked(cast["rhys"].authority, today, today) == {}


def test_a_month_less_another_tells_of_no_question(cast):
    today = timezone.localdate()
    last = timezone.now().replace(day=1) - datetime.timedelta(days=3)
    for number, who in enumerate(["amina", "olu", "carys", "vera", "farah"]):
        Question.objects.filter(pk=ask(cast, by=who, once=f"n{number}", theme="online").pk).update(asked_at=last)
    place, since = cast["amina"].authority, last.date()
    before = queries.themes_asked(place, since, today), queries.months_of(cast["gwen"])[-1].rows
    # Who reads the whole and the month that is over would else know that somebody asked one more.
    ask(cast, by="gwen", once="one more", theme="online")
    assert queries.themes_asked(place, since, today) == before[0] == {"online": "5 to 9"}
    assert queries.months_of(cast["gwen"])[-1].rows == before[1]
    assert [row.number for row in before[1]] == ["5 to 9"]


def test_on_which_days_people_were_coached(cast):
    answered(cast)
    said = queries.coached_on([cast["amina"], cast["olu"]])
    assert said == {cast["amina"].pk: [timezone.localdate()], cast["olu"].pk: []}


def test_a_question_that_waits_says_for_whom_and_not_twice_that_it_was_asked(client, cast):
    row = ask(cast)
    fresh(client, row.asked_by)
    for page in (reverse("coaching:home"), reverse("coaching:question", args=[row.uuid])):
        words = client.get(page).content.decode()
        assert "It waits for a specialist" in words and "Asked." not in words


# Asking back, and being brought together


def test_the_asker_asks_back_and_both_questions_lead_to_each_other_for_who_may_read_both(client, cast):
    first = answered(cast, chosen=cast["bola"])
    fresh(client, cast["amina"])
    page = client.get(reverse("coaching:question", args=[first.uuid])).content.decode()
    where = f"{reverse('coaching:ask')}?after={first.uuid}"
    assert where in page
    form = client.get(where).content.decode()
    assert "You ask back about" in form and f'value="{cast["bola"].uuid}" selected' in form
    assert re.search(r'value="child-and-family"[^>]*checked', form)
    data = {"theme": first.theme, "text": "And if they ask who told us?", "chosen": "", "after": str(first.uuid)}
    client.post(reverse("coaching:ask"), data | {"once": "two"})
    second = Question.objects.get(after=first)
    assert str(second.uuid) in client.get(reverse("coaching:question", args=[first.uuid])).content.decode()
    # Petra reads the second, which is for whoever is there, and not the first, which was for Bola.
    for who, sees in (("bola", True), ("petra", False)):
        fresh(client, cast[who])
        page = client.get(reverse("coaching:question", args=[second.uuid])).content.decode()
        assert second.text in page and ("It asks back about" in page) == sees and (str(first.uuid) in page) == sees


@pytest.mark.parametrize("which", ["not answered", "another’s", "none", "no key"])
def test_nobody_asks_back_but_about_an_answer_to_themselves(client, cast, which):
    key = {
        "not answered": lambda: ask(cast).uuid,
        "another’s": lambda: answered(cast).uuid,
        "none": lambda: uuid.UUID(int=1),
        "no key": lambda: "x",
    }[which]()
    who = "olu" if which == "another’s" else "amina"
    fresh(client, cast[who])
    assert "You ask back about" not in client.get(f"{reverse('coaching:ask')}?after={key}").content.decode()
    data = {"theme": "signs", "text": TEXT, "chosen": "", "after": str(key), "once": "two"}
    assert client.post(reverse("coaching:ask"), data).status_code == 302
    assert Question.objects.latest("pk").after is None
    with pytest.raises(NotFound):
        actions.ask_specialist(cast["carys"], theme="signs", text=TEXT, once_key="x", after=answered(cast, once="z"))


def test_who_would_like_to_be_brought_together_need_not_write_the_name(client, cast):
    row = experienced(cast, "olu")
    fresh(client, cast["amina"])
    where = f"{reverse('coaching:ask')}?colleague={row.uuid}"
    assert where in client.get(reverse("coaching:find")).content.decode()
    assert "You would like to be brought together with <strong>Olu" in client.get(where).content.decode()
    data = {"theme": "signs", "text": "I would like to talk.", "chosen": "", "colleague": str(row.uuid), "once": "one"}
    client.post(reverse("coaching:ask"), data)
    question = Question.objects.get()
    assert question.colleague == cast["olu"]
    fresh(client, cast["bola"])
    page = client.get(reverse("coaching:question", args=[question.uuid])).content.decode()
    assert "Amina would like to be brought together with <strong>Olu" in page
    assert "Olu" in queries.secrets_of(question).names, "no page for everybody keeps the name"
    # Olu is not told: it is the specialist who asks them.
    assert not Notice.objects.filter(person=cast["olu"]).exists()


def test_a_colleague_who_is_not_shown_is_nobody_to_be_brought_together_with(client, cast):
    row = experienced(cast, "rhys")  # in the next authority, which is not shown to ours
    fresh(client, cast["amina"])
    assert "brought together" not in client.get(f"{reverse('coaching:ask')}?colleague={row.uuid}").content.decode()
    with pytest.raises(NotFound):
        actions.ask_specialist(cast["amina"], theme="signs", text=TEXT, once_key="x", colleague=cast["rhys"])


def test_a_specialist_of_a_partner_coaches_nobody_here(cast):
    add_role("system:init", person=cast["nia"], role=Role.SPECIALIST)
    row = ask(cast)
    assert "Nia" not in told("coaching-asked") and not queries.waiting_for(cast["nia"])
    with pytest.raises(NotFound):
        actions.take_question(cast["nia"], question=row)
    with pytest.raises(NotFound):
        actions.answer_question(cast["nia"], question=row, text="x", once_key="a")


def test_a_question_for_one_specialist_is_not_taken_by_another(cast):
    row = ask(cast, chosen=cast["bola"])
    with pytest.raises(NotFound):
        actions.take_question(cast["petra"], question=row)
    assert actions.take_question(cast["bola"], question=row).taken_by == cast["bola"]


def test_nobody_is_led_to_a_matter_that_is_closed(client, cast):
    matter = raised(cast["amina"])
    where = reverse("coaching:ask-of-matter", args=[matter.reference])
    fresh(client, cast["amina"])
    assert client.get(where).status_code == 200
    Consultation.objects.filter(pk=matter.pk).update(state=State.CLOSED, closed_at=timezone.now(), closed_owner="x")
    matter.refresh_from_db()
    assert client.get(where).status_code == 404
    with pytest.raises(NotFound):
        ask(cast, consultation=matter)
    assert not Question.objects.exists()


def test_a_question_is_asked_of_a_specialist_and_not_of_oneself(cast):
    for by, chosen in (("amina", "carys"), ("amina", "sade"), ("amina", "nia"), ("bola", "bola")):
        with pytest.raises(NotFound):
            ask(cast, by=by, chosen=cast[chosen])
    cast["olu"].is_active = False
    with pytest.raises(NotFound):
        ask(cast, by="olu")
    assert not Question.objects.exists()


def test_whose_account_ended_is_told_nothing(cast):
    Person.objects.filter(pk=cast["petra"].pk).update(is_active=False)
    ask(cast)
    assert told("coaching-asked") == {"Bola"}
    ask(cast, by="bola", once="own")
    assert told("coaching-asked") == {"Bola"}, "nobody is told of their own"


def test_who_does_not_see_a_question_is_not_told_who_has_it(cast):
    row = ask(cast, chosen=cast["bola"])
    actions.take_question(cast["bola"], question=row)
    for key in ("petra", "carys", "olu"):
        with pytest.raises(NotFound):
            actions.take_question(cast[key], question=row)


@pytest.mark.django_db
def test_what_kith_knows_of_the_child_is_shown_to_the_asker_in_whichever_letters(client, cast):
    matter = raised(cast["amina"])
    matter.child.name, matter.child.named, matter.child.case_reference = "Zoltan Quill", True, "th 77 a"
    matter.child.save()
    fresh(client, cast["amina"])
    where, data = reverse("coaching:ask-of-matter", args=[matter.reference]), {"theme": "online", "once": "n"}
    for words in ("When zoltan plays at night, what do I ask?", "I have th 77 a before me."):
        page = client.post(where, data | {"text": words}).content.decode()
        assert "This looks like a name" in page and words in page and not Question.objects.exists(), words
    where = reverse("coaching:joint-of-matter", args=[matter.reference])
    joint = {"specialist": str(cast["bola"].uuid), "aim": "a talk with zoltan", "leads": "worker", "once": "j"}
    assert "“zoltan”" in client.post(where, joint).content.decode().lower()
    # On its own a question has no child of whom Kith could know.
    data["text"] = "When zoltan plays at night, what do I ask?"
    assert client.post(reverse("coaching:ask"), data).status_code == 302


def test_whoever_writes_an_answer_that_nobody_waits_for_any_more_is_told_so(client, cast):
    row = actions.take_question(cast["bola"], question=ask(cast))
    where = reverse("coaching:answer", args=[row.uuid])
    actions.take_question_back(cast["amina"], question=row)
    for told, data in (("was taken back", {}), ("was taken back", {"text": "Begin with what they see.", "once": "a"})):
        fresh(client, cast["bola"])
        answer = client.post(where, data) if data else client.get(where)
        assert answer.status_code == 410 and told in answer.content.decode()
    assert not Answer.objects.exists()
    # Who never had it is told nothing.
    for who in ("petra", "carys", "olu"):
        fresh(client, cast[who])
        assert client.post(where, {"text": "x", "once": "b"}).status_code == 404
    row = answered(cast, once="r")
    actions.close_question(cast["amina"], question=row, came_of="It helped.")
    fresh(client, cast["bola"])
    assert "was closed" in client.get(reverse("coaching:answer", args=[row.uuid])).content.decode()
