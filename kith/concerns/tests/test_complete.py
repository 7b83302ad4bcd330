"""After sending, what has become known about the child is added, with who and when; nothing that stood is lost."""

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns import actions
from kith.concerns.models import Note
from kith.desk.tests.factories import claimed, raised
from kith.screening.models import MatchNotice

pytestmark = pytest.mark.django_db

BORN = {"birth_kind": "known", "birth_date_day": "30", "birth_date_month": "1", "birth_date_year": "2012"}
ROWS = ("ethnicity", "religion", "nationality", "first-language", "disability", "neurodivergence")


def page_of(consultation, name="complete"):
    return reverse(f"concerns:{name}", args=[consultation.reference])


@pytest.mark.parametrize("who", ["amina", "bola"])
def test_what_became_known_stands_with_who_and_when_and_by_field_name_in_the_trail(client, cast, who):
    consultation = claimed(cast, school="Alder Hill").consultation
    client.force_login(cast[who])
    assert 'value="Alder Hill"' in client.get(page_of(consultation)).content.decode()
    said = {"name": "Megan", "school": "Beech Lane", **BORN, "child_version": 1}
    client.post(page_of(consultation), said)
    client.post(page_of(consultation), said)  # the second click changes nothing
    child = consultation.child
    child.refresh_from_db()
    assert (child.name, child.named, child.school, child.birth_date.year) == ("Megan", True, "Beech Lane", 2012)
    entry = Entry.objects.get(verb="child.completed")
    assert entry.actor == str(cast[who].uuid)
    assert set(entry.changed) == {"name", "named", "school", "birth_kind", "birth_date"}
    assert len(entry.hashes["school"]) == 2 and "Beech" not in str(entry.hashes) + str(entry.details)
    note = Note.objects.get()
    assert note.written_by == cast[who] and "School, college or work. Before: Alder Hill" in note.text
    page = client.get(reverse("concerns:consultation", args=[consultation.reference])).content.decode()
    assert "Before: Alder Hill" in page


def test_nothing_is_emptied(client, cast):
    consultation = claimed(
        cast, name="Megan", named=True, school="Alder Hill", **{"birth_kind": "unknown"}
    ).consultation
    client.force_login(cast["amina"])
    client.post(page_of(consultation), {"name": "", "school": "", "child_version": 1})
    consultation.child.refresh_from_db()
    assert consultation.child.name == "Megan" and consultation.child.named and not Note.objects.exists()


def test_of_two_at_once_the_second_sees_both_and_loses_neither(client, cast):
    consultation = claimed(cast).consultation
    client.force_login(cast["amina"])
    client.post(page_of(consultation), {"school": "Beech Lane", "child_version": 1})
    client.force_login(cast["bola"])
    page = client.post(page_of(consultation), {"school": "Cedar Road", "child_version": 1}).content.decode()
    assert "A colleague added to this" in page
    assert "Stands: Beech Lane" in page and "Typed here: Cedar Road" in page and 'value="Cedar Road"' in page
    consultation.child.refresh_from_db()
    assert consultation.child.school == "Beech Lane"
    client.post(page_of(consultation), {"school": "Cedar Road", "child_version": 2})
    consultation.child.refresh_from_db()
    assert consultation.child.school == "Cedar Road"


def test_earlier_worries_are_looked_for_again(client, cast):
    older = raised(cast["olu"], case_reference="TH-7")
    actions.place_bar(cast["vera"], consultation=older, person=cast["bola"], reason="A neighbour.")
    seen = raised(cast["olu"], case_reference="TH-7")
    row = claimed(cast)
    assert not MatchNotice.objects.filter(consultation=row.consultation).exists()
    client.force_login(cast["bola"])
    workspace = reverse("screening:workspace", args=[row.consultation.reference])
    assert "Earlier worries" not in client.get(workspace).content.decode()
    client.force_login(cast["amina"])
    client.post(page_of(row.consultation), {"case_reference": "th-7", "child_version": 1})
    assert MatchNotice.objects.get(consultation=row.consultation).about == older
    client.force_login(cast["bola"])
    page = client.get(workspace).content.decode()
    assert "Earlier worries" in page and seen.reference in page and older.reference not in page


def test_equality_answers_are_completed_apart_and_what_stands_is_shown_nowhere(client, cast):
    consultation = claimed(cast).consultation
    answer = {"about": "religion", "answer": "", "own_words": "zzz-mine", "said_by": "child", "no_answer_because": ""}
    actions.complete_equality(cast["amina"], consultation=consultation, items=[answer])
    actions.complete_equality(cast["amina"], consultation=consultation, items=[{**answer, "own_words": "other"}])
    client.force_login(cast["bola"])
    address = page_of(consultation, "complete-equality")
    page = client.get(address).content.decode()
    assert "zzz-mine" not in page and "Religion or belief" not in page and "Ethnicity" in page
    half = client.post(address, {"own_words_nationality": "British"}).content.decode()
    assert "Ethnicity: write an answer, or choose why there is none" in half
    reasons = {f"no_answer_because_{about}": "not-right-moment" for about in ROWS if about != "religion"}
    assert client.post(address, reasons).status_code == 302
    kept = {row.about: row for row in consultation.equality_answers.all()}
    assert set(kept) == set(ROWS) and kept["religion"].own_words == "zzz-mine"
    assert "Nationality" in client.get(address).content.decode(), "a reason for none can become an answer later"
    entry = Entry.objects.filter(verb="equality.completed").order_by("-seq").first()
    assert "ethnicity" in entry.changed and "not-right-moment" not in str(entry.hashes) + str(entry.details)
    assert not Note.objects.exists()


@pytest.mark.parametrize("who", ["olu", "carys", "dan", "ines", "rhys"])
def test_nobody_else_completes_it(client, cast, who):
    consultation = claimed(cast).consultation
    client.force_login(cast[who])
    for name in ("complete", "complete-equality"):
        assert client.get(page_of(consultation, name)).status_code == 404
    with pytest.raises(NotFound):
        actions.complete_child(cast[who], consultation=consultation, said={"school": "x"}, labels={}, version=1)
    with pytest.raises(NotFound):
        actions.complete_equality(cast[who], consultation=consultation, items=[])
