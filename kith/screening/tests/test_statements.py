"""A decision cites statements of the authority's threshold document; the page proposes none, and no level."""

import datetime

import pytest
from django.urls import reverse

from kith.desk.tests.factories import fresh
from kith.people.actions import make_token
from kith.screening import actions
from kith.screening.models import ScreeningDecision
from kith.thresholds.actions import publish_document
from kith.thresholds.queries import current_document, levels_in, levels_of, statements_in

from .test_screening import CLOSE, claimed, post_decision, refer

pytestmark = pytest.mark.django_db


def statements(cast, *keys):
    found = {row.key: row for row in statements_in(levels_of(cast["bola"].authority_id))}
    return [found[key] for key in keys]


def published_anew(authority):
    """The same document with other words, in force from today."""
    day = datetime.date(2026, 1, 1)
    facts = {
        "source": "Partnership, second edition",
        "valid_from": day,
        "last_checked": day,
        "next_review": datetime.date(2027, 1, 1),
        "owner": "Policy lead",
    }
    levels = [{"name": "Help", "meaning": "Some help.", "statements": ["Words of the second edition."]}]
    return publish_document("system:command", authority=authority, title="Second edition", facts=facts, levels=levels)


def test_the_page_shows_every_statement_in_the_authoritys_words_and_ticks_none(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    page = client.get(reverse("screening:decide", args=[screening.consultation.reference])).content.decode()
    for level in levels_of(cast["bola"].authority_id):
        assert level.name in page and level.meaning in page
        for row in level.statements.all():
            assert row.text in page
    assert " checked" not in page


def test_a_decision_keeps_the_statements_that_were_ticked_of_any_level(client, cast):
    screening = claimed(cast)
    cited = statements(cast, "2-5", "3-2", "4-4")
    client.force_login(cast["bola"])
    data = refer(cast, ["section-17"]) | {"statements": [str(row.pk) for row in cited], "passage": "The adult asks."}
    assert post_decision(client, screening, **data).status_code == 302
    decision = ScreeningDecision.objects.get(screening=screening)
    assert [row.statement for row in decision.cited.all()] == cited
    assert decision.level.name == "Targeted help and section 17", "ticking chose no level"
    page = client.get(reverse("screening:decision", args=[screening.consultation.reference])).content.decode()
    assert all(row.text in page for row in cited) and "The adult asks." in page
    assert "Thornmere threshold document, in force from 1 January 2025" in page


def test_ticking_chooses_no_level_and_a_level_chooses_no_statement(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    said = refer(cast, ["section-17"])
    answer = post_decision(client, screening, **{**said, "level": ""})
    assert "Choose the level that you rely on" in answer.content.decode()
    answer = post_decision(client, screening, **{**said, "statements": []})
    page = answer.content.decode()
    assert "Tick the statements that you rely on" in page and 'href="#id_statements_0"' in page
    assert said["reason"] in page, "nothing typed is lost"
    assert not ScreeningDecision.objects.filter(screening=screening).exists()


def test_closing_with_advice_needs_no_statement(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    assert post_decision(client, screening, **CLOSE).status_code == 302


def test_a_later_edition_changes_nothing_that_an_old_decision_shows(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    assert post_decision(client, screening, **refer(cast, ["section-17"])).status_code == 302
    decision = ScreeningDecision.objects.get(screening=screening)
    (cited,) = decision.cited.all()
    published_anew(cast["bola"].authority)
    cited.statement.text = "Changed under our feet"
    cited.statement.save()
    page = client.get(reverse("screening:decision", args=[screening.consultation.reference])).content.decode()
    assert cited.text in page and "Thornmere threshold document" in page
    assert "Second edition" not in page and "Changed under our feet" not in page
    then = client.get(reverse("screening:then", args=[screening.consultation.reference, decision.uuid]))
    assert "(relied on)" in then.content.decode()


def test_a_page_opened_before_a_new_edition_asks_to_tick_again_and_keeps_the_words(client, cast):
    screening = claimed(cast)
    client.force_login(cast["bola"])
    said = refer(cast, ["section-17"])
    published_anew(cast["bola"].authority)
    page = post_decision(client, screening, **said).content.decode()
    assert "published anew since you opened this page" in page and said["reason"] in page


def test_a_statement_of_another_authority_or_edition_is_never_cited(cast):
    screening = claimed(cast)
    level = levels_of(screening.authority_id)[2]
    theirs = statements_in(levels_in(current_document(cast["sade"].authority_id)))[:1]
    reasoning = {"harm_source": "outside", "level": level, "level_words": level.name, "reason": "x"}

    def decide(**more):
        return actions.decide_screening(
            cast["bola"],
            screening=screening,
            version=screening.version,
            once_key="x",
            outcomes=["section-17"],
            reasoning=reasoning | {"next_owner": cast["amina"]} | more,
        )

    for wrong in ({"statements": theirs}, {"statements": theirs, "level": None}):
        with pytest.raises(ValueError, match="its own authority"):
            decide(**wrong)
    assert decide(statements=statements(cast, "3-1")).cited.count() == 1


def test_an_old_decision_with_words_alone_stays_readable(client, cast):
    screening = claimed(cast)
    level = levels_of(screening.authority_id)[2]
    actions.decide_screening(
        cast["bola"],
        screening=screening,
        version=screening.version,
        once_key="x",
        outcomes=["section-17"],
        reasoning={
            "harm_source": "outside",
            "level": level,
            "level_words": level.name,
            "passage": "Words copied by hand.",
            "reason": "x",
            "next_owner": cast["amina"],
        },
    )
    client.force_login(cast["amina"])
    page = client.get(reverse("screening:decision", args=[screening.consultation.reference])).content.decode()
    assert "Passage relied on: Words copied by hand." in page


def test_the_api_and_the_chronology_say_what_was_relied_on(client, cast):
    screening = claimed(cast)
    reference = screening.consultation.reference
    client.force_login(cast["bola"])
    assert post_decision(client, screening, **refer(cast, ["section-17"])).status_code == 302
    text = ScreeningDecision.objects.get(screening=screening).cited.get().text
    chronology = client.get(reverse("desk:chronology", args=[reference])).content.decode()
    assert text in chronology and "Threshold level chosen: Targeted help and section 17" in chronology
    _, secret = make_token(cast["amina"], person=cast["amina"], name="t")
    answer = client.get(
        f"/api/v1/consultations/{reference}/decisions", headers={"Authorization": f"Bearer {secret}"}
    ).json()
    (decision,) = answer["decisions"]
    assert decision["statements"] == [
        {
            "document": "Thornmere threshold document",
            "in_force_from": "2025-01-01",
            "level": "Targeted help and section 17",
            "text": text,
        }
    ]


def test_an_authority_without_statements_quotes_by_hand(client, cast):
    document = current_document(cast["bola"].authority_id)
    for level in levels_in(document):
        level.statements.all().delete()
    screening = claimed(cast)
    level = levels_of(cast["bola"].authority_id)[2]
    client.force_login(cast["bola"])
    said = _without_statements(cast, level)
    assert "Copy the passage that you rely on" in post_decision(client, screening, **said).content.decode()
    assert post_decision(client, screening, **said, version=1, passage="By hand.").status_code == 302


def _without_statements(cast, level):
    return {
        "harm_source": "outside",
        "outcomes": ["section-17"],
        "reason": "r",
        "set_aside": "s",
        "next_owner": str(cast["amina"].pk),
        "level": str(level.pk),
        "applied_outside": "a",
        "parents_can": "p",
        "childs_voice": "c",
        "family_told": "f",
    }


def test_the_document_page_says_where_it_comes_from_and_never_anothers(client, cast):
    fresh(client, cast["amina"])
    page = client.get(reverse("thresholds:document")).content.decode()
    assert "Thornmere threshold document" in page and "Calderfold" not in page
    assert "20 November 2026" in page and "Safeguarding policy lead" in page
    fresh(client, cast["rhys"])
    assert "the right help together" in client.get(reverse("thresholds:document")).content.decode()
    cast["rhys"].authority.threshold_documents.all().delete()
    assert "no threshold document" in client.get(reverse("thresholds:document")).content.decode()
