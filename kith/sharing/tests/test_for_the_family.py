"""Before a paper for the family is taken, its writer sees what was shared and is not theirs, and which words repeat it.

Asked with the writer’s own rights: where something is shared that they may not read, nothing differs, to the byte.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access.rules import NotFound
from kith.assessments import actions as assessments
from kith.assessments.tests.factories import agreed, begun, concluded
from kith.audit.models import Entry
from kith.concerns import actions as concerns
from kith.concerns.models import PassageExplained
from kith.concerns.queries import paper_for_family
from kith.concerns.rules import NotToBeTold, not_for_family
from kith.desk.tests.factories import fresh, raised
from kith.people.models import Setting
from kith.plans import actions as plans
from kith.plans.tests.factories import OUTCOME, planned
from kith.sharing import actions
from kith.sharing.queries import repeats
from kith.sharing.words import Extent
from tests.pages import without_the_moment

from .factories import answered, asked, told, written

pytestmark = pytest.mark.django_db
SECRET = "A man in a grey van met him at the station forecourt on two evenings, and gave him a telephone."
REPEATED = "Met him at the station forecourt on two evenings"
OURS = f"We are worried: he {REPEATED.lower()}, as we know."


def shared(cast, consultation, text=SECRET, **conditions):
    """What police answered about this matter, under these conditions; with none, nothing may pass on."""
    request = asked(cast["amina"], consultation)
    answered(cast["dan"], request, written(text, **conditions))
    return request


def finished(cast):
    """A finished assessment, of which the family reads words that stand in what police will share."""
    row = begun(cast)
    conclusion = concluded(cast, row, needed=OURS)
    assessments.answer_conclusion(
        cast["carys"], assessment=conclusion.assessment, conclusion=conclusion.uuid, answer="agreed", reason=""
    )
    row.refresh_from_db()
    return row


def page_of(client, row, **said):
    return client.get(reverse("assessments:family", args=[row.uuid]), **said).content.decode()


def take(client, row, kind="docx"):
    return client.get(reverse(f"assessments:{kind}", args=[row.uuid, "family"]))


def boxes(page) -> list[str]:
    return re.findall(r'name="(because-[0-9a-f]+)"', page)


def test_the_page_lists_what_is_not_for_the_family_and_marks_the_words_that_repeat_it(client, cast):
    row = finished(cast)
    request = shared(cast, row.consultation)
    fresh(client, cast["amina"])
    page = page_of(client, row)
    assert "may not be told to the child or the family, and not be quoted in a plan or a report" in page
    assert reverse("sharing:request", args=[request.uuid]) in page and "What is needed now" in page
    assert "met him at the station forecourt on two evenings" in page
    assert "grey van" not in page, "the page shows the writer’s own words, and nothing more of what was shared"
    assert len(boxes(page)) == 1 and "As PDF" not in page
    for kind in ("docx", "pdf"):
        answer = take(client, row, kind)
        assert (answer.status_code, answer.url) == (302, reverse("assessments:family", args=[row.uuid]))
    assert "No file was made" in page_of(client, row)
    assert not Entry.objects.filter(verb="assessment.taken-out").exists()
    assert client.get(reverse("assessments:docx", args=[row.uuid, "file"])).status_code == 200, "the file has it all"


def test_it_is_taken_once_it_stands_why_the_words_come_from_elsewhere(client, cast):
    row = finished(cast)
    shared(cast, row.consultation)
    fresh(client, cast["amina"])
    (name,) = boxes(page_of(client, row))
    address = reverse("assessments:family", args=[row.uuid])
    assert "Write why, or change the words" in client.post(address, {name: " "}).content.decode()
    for _ in range(2):
        assert client.post(address, {name: "His mother saw it herself and told us."}).status_code == 302
    (said,) = PassageExplained.objects.all()
    assert (said.by, said.because) == (cast["amina"], "His mother saw it herself and told us.")
    entry = Entry.objects.get(verb="family-paper.explained")
    assert entry.subject == row.subject and "station" not in str(entry.details)
    page = page_of(client, row)
    assert "His mother saw it herself" in page and "As PDF" in page and not boxes(page)
    assert take(client, row).status_code == 200


def test_it_is_taken_once_other_words_stand_in_the_paper_and_the_file_keeps_its_own(client, cast):
    row = finished(cast)
    shared(cast, row.consultation)
    fresh(client, cast["amina"])
    address = reverse("assessments:family-words", args=[row.uuid, "needed"])
    assert address in page_of(client, row) and OURS in client.get(address).content.decode()
    plain = "We worry about whom he meets in the evenings."
    for _ in range(2):
        answer = client.post(address, {"reads": "yes", "text": plain})
        assert (answer.status_code, answer.url) == (302, reverse("assessments:family", args=[row.uuid]))
    assert row.family_words.count() == 1
    page = page_of(client, row)
    assert plain in page and REPEATED.lower() not in page and "As PDF" in page
    assert take(client, row).status_code == 200
    paper = client.get(reverse("assessments:paper", args=[row.uuid])).content.decode()
    assert OURS in paper and plain not in paper
    assert Entry.objects.filter(verb="assessment.worded-for-family").count() == 1


def test_words_for_the_family_are_written_by_who_led_it_or_a_manager(client, cast):
    row = finished(cast)
    for who, status in (("amina", 200), ("carys", 200), ("bola", 404), ("olu", 404), ("dan", 404)):
        fresh(client, cast[who])
        assert client.get(reverse("assessments:family-words", args=[row.uuid, "needed"])).status_code == status, who
    fresh(client, cast["amina"])
    for where in ("set_aside", "facts", "nowhere"):
        assert client.get(reverse("assessments:family-words", args=[row.uuid, where])).status_code == 404, where
    with pytest.raises(NotFound):
        assessments.word_for_family(cast["bola"], assessment=row, where="needed", text="x")


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        ({"may_tell_family": True}, "may not be quoted in a plan or a report"),
        ({"may_quote": True}, "may not be told to the child or the family"),
    ],
)
def test_each_condition_alone_is_enough_and_is_said(client, cast, conditions, why):
    row = finished(cast)
    shared(cast, row.consultation, **conditions)
    fresh(client, cast["amina"])
    page = page_of(client, row)
    assert f": {why}</li>" in page and len(boxes(page)) == 1


def test_what_may_be_told_and_quoted_is_no_matter(client, cast):
    row = finished(cast)
    shared(cast, row.consultation, may_quote=True, may_tell_family=True)
    fresh(client, cast["amina"])
    assert "not for the family" not in page_of(client, row) and take(client, row).status_code == 200


def test_words_of_a_gist_that_may_be_told_are_free(client, cast):
    row = finished(cast)
    request = asked(cast["amina"], row.consultation)
    gist = written(f"He {REPEATED.lower()}.", Extent.GIST, may_quote=True, may_tell_family=True)
    answered(cast["dan"], request, written(SECRET), gist)
    (waiting,) = request.disclosures.get().versions.filter(extent=Extent.GIST)
    actions.release_gist(cast["nia"], version=waiting)
    fresh(client, cast["amina"])
    page = page_of(client, row)
    assert "not for the family" in page and not boxes(page)
    assert take(client, row).status_code == 200


HIDDEN = ({"floor": "sc"}, {"named": ("bola",)})


@pytest.mark.parametrize("conditions", HIDDEN)
def test_of_what_the_writer_may_not_read_there_is_no_sign_to_the_byte(client, cast, conditions):
    """Two finished assessments in the same words: of one, police shared the very words under what Amina does not meet."""
    conditions = {**conditions}
    if "named" in conditions:
        conditions["named"] = tuple(cast[who] for who in conditions["named"])
    row = finished(cast)
    fresh(client, cast["amina"])
    before = without_the_moment(page_of(client, row))
    shared(cast, row.consultation, **conditions)
    fresh(client, cast["amina"])
    assert without_the_moment(page_of(client, row)) == before
    assert take(client, row).status_code == 200
    assert not_for_family(cast["amina"], row.consultation, [("x", "X", SECRET)]) == NotToBeTold([], [])


def test_an_explanation_is_read_beside_ones_own_finding_alone(client, cast):
    row = finished(cast)
    shared(cast, row.consultation, named=(cast["amina"],))
    fresh(client, cast["carys"])
    before = without_the_moment(page_of(client, row))
    fresh(client, cast["amina"])
    (name,) = boxes(page_of(client, row))
    client.post(reverse("assessments:family", args=[row.uuid]), {name: "SECRETREASON of mine"})
    fresh(client, cast["carys"])
    assert without_the_moment(page_of(client, row)) == before and "SECRETREASON" not in before
    who = client.get(reverse("concerns:who", args=[row.consultation.reference])).content.decode()
    assert "come from elsewhere" not in who, "under the matter there is no sign of it either"


def test_what_was_told_unasked_and_linked_counts_too(client, cast):
    row = finished(cast)
    request = told(cast["dan"], written(SECRET))
    concerns.give_part(cast["amina"], consultation=row.consultation, person=cast["vera"], because="Works along.")
    receiver = request.parts.filter(reason="receives").first().person
    if not row.consultation.parts.filter(person=receiver, ends=None).exists():
        concerns.give_part(cast["amina"], consultation=row.consultation, person=receiver, because="Received it.")
    actions.link_request(receiver, request=request, consultation=row.consultation)
    fresh(client, receiver)
    assert len(boxes(page_of(client, row))) == 1


def test_five_words_are_none_six_are_a_run_and_how_many_is_the_authoritys(cast):
    matter = raised(cast["amina"])
    shared(cast, matter, "one two three four five six seven eight")

    def runs(text):
        return [one.words for one in not_for_family(cast["amina"], matter, [("w", "W", text)]).repeated]

    assert not runs("xx one two three four five yy")
    assert runs("xx ONE, two – three\nfour “five” six. yy") == ["ONE, two – three\nfour “five” six"]
    assert runs("one two three four five six seven eight nine") == ["one two three four five six seven eight"]
    assert len(runs("one two three four five six zz two three four five six seven")) == 2
    Setting.objects.create(
        authority=cast["amina"].authority,
        key="family-paper",
        value={"words": 4},
        source="s",
        last_checked="2026-01-01",
        next_review="2027-01-01",
    )
    assert runs("xx one two three four yy") == ["one two three four"]


def test_apostrophes_accents_and_case_make_no_difference(cast):
    matter = raised(cast["amina"])
    shared(cast, matter, "He doesn’t trust José or the café owner anymore")
    found = not_for_family(cast["amina"], matter, [("w", "W", "he doesn't trust jose or THE CAFE")]).repeated
    assert [one.words for one in found] == ["he doesn't trust jose or THE CAFE"]


def test_what_is_too_long_is_said_and_costs_no_more(cast, monkeypatch):
    matter = raised(cast["amina"])
    shared(cast, matter, "one two three four five six seven eight nine ten")
    monkeypatch.setattr(repeats, "MOST_WORDS", 8)
    found = not_for_family(cast["amina"], matter, [("w", "W", "five six seven eight nine ten")])
    assert not found.all_compared and not found.repeated
    assert not_for_family(cast["amina"], matter, [("w", "W", "one two three four five six")]).repeated


def test_the_plan_for_the_family_is_looked_at_in_the_same_way(client, cast):
    matter = raised(cast["amina"])
    plan = planned(cast["amina"], matter)
    shared(cast, matter, f"He said: {OUTCOME['words']} And a man waits for him.")
    fresh(client, cast["amina"])
    address = reverse("plans:family-paper", args=[plan.uuid])
    page = client.get(address).content.decode()
    assert "Words that stand there too" in page and len(boxes(page)) == 1 and "As Word" not in page
    for kind in ("docx", "pdf"):
        answer = client.get(reverse(f"plans:family-{kind}", args=[plan.uuid]))
        assert (answer.status_code, answer.url) == (302, address)
    assert not Entry.objects.filter(verb="plan.taken").exists()
    with pytest.raises(concerns.WordsOfAPartner):
        plans.take_plan(cast["amina"], plan=plan, edition_for="family", form="docx")
    (name,) = boxes(page)
    assert client.post(address, {name: "These are her own words to us."}).status_code == 302
    page = client.get(address).content.decode()
    assert "These are her own words to us." in page and "As Word" in page
    assert client.get(reverse("plans:family-docx", args=[plan.uuid])).status_code == 200


def test_nothing_half_said_is_lost(client, cast):
    row = finished(cast)
    shared(cast, row.consultation)
    fresh(client, cast["amina"])
    address = reverse("assessments:family", args=[row.uuid])
    (name,) = boxes(page_of(client, row))
    said = {name: "His moth", "version": "0"}
    assert client.post(address, said, headers={"X-Autosave": "1"}).status_code == 200
    assert "His moth" in page_of(client, row)


def test_who_has_no_part_explains_nothing(client, cast):
    row = finished(cast)
    shared(cast, row.consultation)
    texts = [("needed", "What is needed now", OURS)]
    (one,) = paper_for_family(cast["amina"], row.consultation, row.subject, texts).open
    for who in ("olu", "dan"):
        fresh(client, cast[who])
        assert client.post(reverse("assessments:family", args=[row.uuid]), {"x": "y"}).status_code == 404
    with pytest.raises(NotFound):
        concerns.explain_passages(
            cast["olu"], consultation=row.consultation, paper=row.subject, texts=texts, because={one.mark: "x"}
        )
    assert not PassageExplained.objects.exists()


def test_a_page_asks_the_same_however_much_was_shared(client, cast):
    row = agreed(cast)
    shared(cast, row.consultation, "Nothing of what we write.")
    fresh(client, cast["amina"])
    page_of(client, row)

    def asked_by():
        with CaptureQueriesContext(connection) as asked_for:
            page_of(client, row)
        return len(asked_for)

    few = asked_by()
    for _ in range(3):
        shared(cast, row.consultation, "More of it, in other words.")
    assert asked_by() == few
