"""The family reads what its writer lets them read; outcomes that contradict each other say why; typed words are kept."""

import re

import pytest
from django.urls import reverse

from kith.assessments import actions, queries
from kith.assessments.models import Conclusion, Written
from kith.desk.tests.factories import fresh

from .factories import SAID, agreed, anew, begun, concluded, filled
from .test_assessments import read

pytestmark = pytest.mark.django_db
TOLD = "I told you mum hits me, do not tell her."


def papers(client, row, edition):
    page = "family" if edition == "family" else "paper"
    yield read(client.get(reverse(f"assessments:{page}", args=[row.uuid])))
    for kind in ("pdf", "docx"):
        yield read(client.get(reverse(f"assessments:{kind}", args=[row.uuid, edition])))


def finished(cast, hidden=(), **said):
    row = filled(cast, begun(cast), hidden=hidden)
    conclusion = actions.conclude_assessment(
        cast["amina"],
        assessment=row,
        outcomes=[one for one in queries.outcomes_of(row.consultation.authority_id) if one[0] == "plan"],
        once_key="c",
        **{**SAID, **said},
    )
    actions.answer_conclusion(cast["carys"], assessment=row, conclusion=conclusion.uuid, answer="agreed", reason="")
    return anew(row)


@pytest.mark.parametrize("allowed", [True, False])
def test_what_the_child_says_is_in_the_familys_paper_only_where_its_writer_allowed_it(client, cast, allowed):
    row = finished(cast, () if allowed else ("childs-account",), childs_view=TOLD, family_reads_child=allowed)
    fresh(client, cast["amina"])
    for text in papers(client, row, "family"):
        assert (TOLD in text, "Words under childs-account." in text) == (allowed, allowed)
        assert "Words under strengths." in text and SAID["needed"] in text
    assert all(TOLD in text and "Words under childs-account." in text for text in papers(client, row, "file"))


def test_what_nobody_chose_is_in_no_paper_of_the_family(client, cast):
    row = agreed(cast)  # as one that was finished before it was asked
    Written.objects.filter(assessment=row).update(family_reads=None)
    Conclusion.objects.filter(assessment=row).update(family_reads_child=None)
    fresh(client, cast["amina"])
    for text in papers(client, row, "family"):
        assert "Words under" not in text and SAID["childs_view"] not in text and SAID["needed"] in text


def test_a_finished_assessment_loses_any_part_for_the_family_and_the_file_none(client, cast):
    row = agreed(cast)
    fresh(client, cast["amina"])
    page = client.get(reverse("assessments:family", args=[row.uuid])).content.decode()
    wheres = [one.key for one in queries.parts_for_family(row)]
    assert {"reason", "needed", "childs_view", "familys_view", "strengths"} <= set(wheres)
    for where in wheres:
        address = reverse("assessments:family-words", args=[row.uuid, where])
        assert address in page and " checked" not in client.get(address).content.decode()
        assert client.post(address, {"reads": "no", "text": "x"}).status_code == 302
    for text in papers(client, anew(row), "family"):
        assert "Words under" not in text and not any(
            SAID[name] in text for name in ("reason", "needed", "familys_view")
        )
    assert all(SAID["reason"] in text and "Words under strengths." in text for text in papers(client, row, "file"))
    # What was left out can be given back, in words for the family.
    address = reverse("assessments:family-words", args=[row.uuid, "strengths"])
    assert "Write what the family should read" in client.post(address, {"reads": "yes", "text": ""}).content.decode()
    client.post(address, {"reads": "yes", "text": "She draws well."})
    assert all("She draws well." in text for text in papers(client, row, "family"))


def test_it_is_said_where_words_are_read_and_nothing_is_chosen_before(client, cast):
    row = begun(cast)
    client.force_login(cast["amina"])
    page = client.get(reverse("assessments:part", args=[row.uuid, "child"])).content.decode()
    assert page.count("May the family read this?") == row.written.filter(part="child", for_family=True).count()
    assert " checked" not in page and "The family is given a paper" in page
    page = client.get(reverse("assessments:part", args=[row.uuid, "together"])).content.decode()
    assert "For the file alone" in page
    page = client.get(reverse("assessments:conclude", args=[row.uuid])).content.decode()
    assert "May the family read what the child says?" in page and " checked" not in page
    assert "The family reads this in their paper" in page


def test_it_is_not_concluded_before_it_is_chosen_for_each(client, cast):
    row = filled(cast, begun(cast))
    Written.objects.filter(assessment=row, key="strengths").update(family_reads=None)
    client.force_login(cast["amina"])
    address = reverse("assessments:conclude", args=[row.uuid])
    said = {**SAID, "outcomes": ["plan"], "once": "x", "family_reads_child": ""}
    page = client.post(address, said).content.decode()
    assert "Choose whether the family may read what the child says" in page
    page = client.post(address, {**said, "family_reads_child": "no", "version": "1"}).content.decode()
    assert "It is still to be chosen whether the family may read: Strengths" in page
    assert not Conclusion.objects.exists()
    part = client.get(reverse("assessments:part", args=[row.uuid, "child"]))
    stands = re.search(r'name="stands" value="(\w+)"', part.content.decode())[1]
    texts = dict(row.written.filter(part="child").values_list("key", "text"))
    reads = {f"family_reads-{key}": "no" for key in texts}
    client.post(reverse("assessments:part", args=[row.uuid, "child"]), {**texts, **reads, "stands": stands})
    version = client.get(address).context["half"].version
    answer = client.post(address, {**said, "family_reads_child": "no", "version": str(version)})
    assert answer.status_code == 302 and Conclusion.objects.get().family_reads_child is False
    assert set(row.written.filter(part="child").values_list("family_reads", flat=True)) == {False}


def test_what_the_record_adds_is_asked_about_anew_and_a_colleagues_choice_is_never_overwritten(cast):
    row = filled(cast, begun(cast))
    rows = list(row.written.filter(part="child"))
    stood = queries.fingerprint(rows)

    def choose(who, **choice):
        actions.write_part(cast[who], assessment=row, part="child", texts={}, stood=stood, family_reads=choice)

    choose("bola", strengths=False)
    with pytest.raises(actions.Moved) as moved:
        choose("amina", education=False)
    assert moved.value.reads["strengths"] is False
    assert row.written.get(key="education").family_reads is True
    Written.objects.filter(assessment=row, key="childs-account").update(recorded="Nothing yet.")
    stands = queries.fingerprint(row.written.filter(part="child"))
    actions.write_part(
        cast["amina"], assessment=anew(row), part="child", texts={}, stood=stands, taken=["childs-account"]
    )
    assert row.written.get(key="childs-account").family_reads is None


def test_outcomes_that_contradict_each_other_are_asked_about_and_go_on_with_a_reason(client, cast):
    row = filled(cast, begun(cast))
    client.force_login(cast["amina"])
    address = reverse("assessments:conclude", args=[row.uuid])
    said = {**SAID, "outcomes": ["no-further-help", "plan"], "once": "x", "family_reads_child": "yes"}
    page = client.post(address, said).content.decode()
    assert "say why both are right" in page and SAID["reason"] in page and not Conclusion.objects.exists()
    version = client.get(address).context["half"].version
    said |= {"both_because": "The plan ends with the term.", "version": str(version)}
    assert client.post(address, said).status_code == 302
    assert Conclusion.objects.get().both_because == "The plan ends with the term."
    page = client.get(reverse("assessments:assessment", args=[row.uuid])).content.decode()
    assert "The plan ends with the term." in page


def test_outcomes_that_agree_need_no_reason(cast):
    assert concluded(cast).both_because == ""


def test_words_typed_while_it_was_concluded_are_kept_and_shown_with_who_concluded_it(client, cast):
    row = filled(cast, begun(cast))
    address = reverse("assessments:part", args=[row.uuid, "together"])
    client.force_login(cast["bola"])
    form = client.get(address)
    typed = dict(row.written.filter(part="together").values_list("key", "text"))
    typed |= {"analysis": "Bola saw the uncle there.", "version": str(form.context["half"].version)}
    concluded(cast, row)
    answer = client.post(address, typed, headers={"X-Autosave": "1"})
    assert answer.status_code == 200 and answer.json()["version"] == 1
    typed["version"] = "1"
    for page in (client.post(address, {**typed, "stands": form.context["stood"]}), client.get(address)):
        text = page.content.decode()
        assert page.status_code == 200 and "Bola saw the uncle there." in text and "Amina concluded it" in text
    assert row.written.get(key="analysis").text == "Words under analysis."
    # It goes back: her words stand in the box.
    stands = Conclusion.objects.get()
    actions.answer_conclusion(cast["carys"], assessment=row, conclusion=stands.uuid, answer="returned", reason="More.")
    assert "Bola saw the uncle there." in client.get(address).content.decode()
    concluded(cast, row, once_key="d")
    assert client.post(address, {"act": "drop"}).status_code == 302
    assert client.get(address).status_code == 302, "nothing waits any more"
    client.force_login(cast["olu"])
    assert client.post(address, typed, headers={"X-Autosave": "1"}).status_code == 404
