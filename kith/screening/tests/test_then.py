"""A decision leads to what was current when it was made, also when that was changed, replaced, hidden or retired since."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.desk.tests.factories import decided
from kith.thresholds.actions import publish_document
from kith.thresholds.models import Document
from kith.toolkit import actions, queries
from kith.toolkit.models import Edition, Filed, Hiding
from kith.toolkit.tests.factories import a_page
from kith.toolkit.words import Since

pytestmark = pytest.mark.django_db


def for_deciding(slug="ours", **said):
    return a_page(slug, shelves={"theme": [], "doing": [], "step": ["decide"]}, **said)


def shown_then(client, person, decision):
    client.force_login(person)
    where = reverse("screening:then", args=[decision.screening.consultation.reference, decision.uuid])
    return client.get(where)


def test_the_decision_leads_to_the_pages_that_stood_beside_it(client, cast):
    actions.publish_piece(
        cast["farah"], content=for_deciding(title="How we decide", text="The old way."), layer="local"
    )
    beside = [piece.title for piece in queries.pieces_for_step(cast["amina"], "decide")]
    decision = decided(cast)
    client.force_login(cast["amina"])
    page = client.get(reverse("screening:decision", args=[decision.screening.consultation.reference])).content.decode()
    assert reverse("screening:then", args=[decision.screening.consultation.reference, decision.uuid]) in page
    actions.publish_piece(
        cast["farah"], content=for_deciding(title="How we decide now", text="The new way."), layer="local", why="New."
    )
    answer = shown_then(client, cast["amina"], decision)
    found = [page.edition.content["title"] for page in answer.context["pages"]]
    assert found == beside and found[0] == "How we decide"
    text = answer.content.decode()
    assert "It was changed since." in text and "It says the same today." in text
    then = client.get(f"{reverse('toolkit:editions', args=['ours'])}?edition=1&layer=local").content.decode()
    assert "The old way." in then and "The new way." not in then


def test_what_became_of_each_page_since_is_said(client, cast):
    decision = decided(cast)
    first, second, third = [then.edition.piece for then in queries.pieces_then(cast["amina"], "decide", timezone.now())]
    actions.publish_piece(cast["farah"], content=for_deciding(first.slug, title="In place of it"), layer="local")
    actions.hide_piece(cast["farah"], slug=second.slug, why="Not ours.")
    third.retired = True
    third.save()
    rows = queries.pieces_then(cast["amina"], "decide", decision.made_at)
    assert [row.since for row in rows] == [Since.REPLACED, Since.HIDDEN, Since.RETIRED]
    text = shown_then(client, cast["amina"], decision).content.decode()
    for row in rows:
        assert row.since.label in text
        where = f"{reverse('toolkit:editions', args=[row.edition.piece.slug])}?edition=1&layer=national"
        assert where.replace("&", "&amp;") in text
        said = client.get(where)
        assert said.status_code == 200 and row.edition.content["title"] in said.content.decode()


def test_what_came_later_or_was_hidden_then_did_not_stand_beside_it(cast):
    now = timezone.now()
    before = [then.edition.pk for then in queries.pieces_then(cast["amina"], "decide", now)]
    hiding = Hiding.objects.create(
        authority=cast["amina"].authority, by=cast["farah"], slug=Edition.objects.get(pk=before[0]).piece.slug, why="x"
    )
    actions.publish_piece(cast["farah"], content=for_deciding(), layer="local")
    assert [then.edition.pk for then in queries.pieces_then(cast["amina"], "decide", now)] == before
    later = queries.pieces_then(cast["amina"], "decide", timezone.now())
    assert later[0].layer == "local" and before[0] not in [then.edition.pk for then in later]
    hiding.ended_at = timezone.now()
    hiding.save()
    again = queries.pieces_then(cast["amina"], "decide", timezone.now())
    assert [then.edition.pk for then in again][1:] == before[:2]


def test_another_authority_finds_its_own_pages_of_then(cast):
    actions.publish_piece(cast["farah"], content=for_deciding(), layer="local")
    at = timezone.now()
    assert "ours" in [then.edition.piece.slug for then in queries.pieces_then(cast["amina"], "decide", at)]
    assert "ours" not in [then.edition.piece.slug for then in queries.pieces_then(cast["rhys"], "decide", at)]


def test_a_page_no_longer_filed_for_deciding_still_stood_there_then(cast):
    """What was shown is read from the edition, and not from where the page stands today."""
    at = timezone.now()
    before = [then.edition.pk for then in queries.pieces_then(cast["amina"], "decide", at)]
    Filed.objects.filter(shelf="step", key="decide").delete()
    assert queries.pieces_for_step(cast["amina"], "decide") == []
    assert [then.edition.pk for then in queries.pieces_then(cast["amina"], "decide", at)] == before != []


def test_before_the_toolkit_was_held_here_it_says_so(client, cast):
    decision = decided(cast)
    Edition.objects.update(at=timezone.now() + datetime.timedelta(days=1))
    text = shown_then(client, cast["amina"], decision).content.decode()
    assert "had no page for deciding at that moment" in text


def test_the_threshold_document_is_the_one_that_was_relied_on(client, cast):
    decision = decided(cast)
    relied_on = decision.level.document
    text = shown_then(client, cast["amina"], decision).content.decode()
    assert relied_on.title in text and "It is still in force." in text and relied_on.levels.first().name in text
    today = timezone.localdate()
    facts = {name: getattr(relied_on, name) for name in ("source", "last_checked", "next_review", "owner")}
    publish_document(
        "system:command",
        authority=cast["amina"].authority,
        title="Another document",
        facts={**facts, "valid_from": today},
        levels=[{"name": "Another level", "meaning": "m"}],
    )
    text = shown_then(client, cast["amina"], decision).content.decode()
    assert relied_on.title in text and "It was replaced since, by “Another document”" in text
    assert relied_on.levels.first().name in text and "Another level" not in text


def test_where_no_document_was_published_it_says_so(client, cast):
    decision = decided(cast)
    type(decision).objects.filter(pk=decision.pk).update(level=None)
    Document.objects.update(valid_from=timezone.localdate() + datetime.timedelta(days=1))
    assert "had published no threshold document" in shown_then(client, cast["amina"], decision).content.decode()


def test_who_has_no_part_finds_neither_the_page_nor_another_decision_by_its_reference(client, cast):
    decision = decided(cast)
    assert shown_then(client, cast["amina"], decision).status_code == 200
    for key in ("olu", "rhys", "farah", "ines"):
        assert shown_then(client, cast[key], decision).status_code == 404, key
    client.force_login(cast["amina"])
    strange = "00000000-0000-0000-0000-000000000001"
    where = reverse("screening:then", args=[decision.screening.consultation.reference, strange])
    assert client.get(where).status_code == 404


def test_the_layer_of_an_edition_is_one_that_reaches_the_reader(client, cast):
    actions.publish_piece(cast["farah"], content=for_deciding(), layer="local")
    client.force_login(cast["amina"])
    address = f"{reverse('toolkit:editions', args=['ours'])}?edition=1&layer="
    assert client.get(f"{address}local").status_code == 200
    for layer in ("national", "regional", "no-such"):
        assert client.get(f"{address}{layer}").status_code == 404, layer
    client.force_login(cast["rhys"])
    assert client.get(f"{address}local").status_code == 404
