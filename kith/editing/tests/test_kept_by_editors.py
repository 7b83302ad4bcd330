"""What editors keep beside pages: words that mean the same, what becomes of empty searches, what readers said."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.toolkit import actions, queries
from kith.toolkit.content import BadContent
from kith.toolkit.models import EmptySearch, Synonym, SynonymChange, Useful
from kith.toolkit.retrieval import search
from kith.toolkit.tests.factories import a_page

pytestmark = pytest.mark.django_db
ZAP = ["zapgrid", "threshold document", "levels of need"]


def page_of(client, person, name, *args, **query) -> str:
    client.force_login(person)
    return client.get(reverse(name, args=args), query).content.decode()


def finds(person, question="what is the zapgrid") -> bool:
    return any("threshold" in answer.piece.title.lower() for answer in search(person, question).answers)


def keep(client, person, layer="local", title="Threshold", words=ZAP, **said):
    client.force_login(person)
    form = {"act": "keep", "title": title, "words": "\n".join(words), **said}
    return client.post(reverse("editing:synonym", args=[layer]), form)


def test_search_knows_an_editors_words_at_once_and_in_their_authority_alone(client, cast):
    assert not finds(cast["amina"])
    assert keep(client, cast["farah"]).status_code == 302
    assert finds(cast["amina"]) and not finds(cast["rhys"])
    assert Entry.objects.get(verb="toolkit.synonyms").details == {"layer": "local", "how": "added"}
    assert "zapgrid, threshold document" in page_of(client, cast["farah"], "editing:synonyms")
    assert "zapgrid" not in page_of(client, cast["sade"], "editing:synonyms")


def test_a_regions_words_reach_every_authority_of_it(client, cast):
    assert keep(client, cast["hal"], layer="regional").status_code == 302
    assert finds(cast["amina"]) and finds(cast["rhys"])
    assert keep(client, cast["farah"], layer="regional").status_code == 404
    assert keep(client, cast["hal"], layer="local").status_code == 404
    assert keep(client, cast["bola"], layer="national").status_code == 404


def test_without_the_model_an_editors_words_are_found_too(client, cast, monkeypatch):
    from kith.toolkit import embedding, retrieval

    monkeypatch.setattr(embedding, "available", lambda: False)
    retrieval.forget()
    keep(client, cast["farah"], words=["zapgrid", "threshold"])
    assert finds(cast["amina"], "zapgrid threshold")
    retrieval.forget()


def test_words_are_changed_removed_and_each_is_undone(client, cast):
    farah, rows = cast["farah"], Synonym.objects.filter(authority=cast["farah"].authority)
    keep(client, farah)
    keep(client, farah, group="Threshold", title="ignored", words=["zapgrid", "autism"])
    assert rows.get().title == "Threshold" and rows.get().words == ["zapgrid", "autism"]
    assert not finds(cast["amina"])
    changed = SynonymChange.objects.get(after=["zapgrid", "autism"])
    undo = reverse("editing:undo-synonyms", args=[changed.uuid])
    assert client.get(undo).status_code == 405
    for stranger in ("sade", "hal"):
        client.force_login(cast[stranger])
        assert client.post(undo).status_code == 404
    client.force_login(farah)
    client.post(undo)
    assert rows.get().words == ZAP and finds(cast["amina"])
    client.post(reverse("editing:synonym", args=["local"]), {"act": "remove", "group": "Threshold"})
    assert not rows.exists() and not finds(cast["amina"])
    client.post(reverse("editing:undo-synonyms", args=[SynonymChange.objects.get(after=[]).uuid]))
    assert rows.get().words == ZAP and finds(cast["amina"])
    client.post(
        reverse("editing:undo-synonyms", args=[SynonymChange.objects.get(before=[], after=ZAP, pk__lt=changed.pk).uuid])
    )
    assert not rows.exists(), "what was added is undone by taking it away"
    how = [row.details["how"] for row in Entry.objects.filter(verb="toolkit.synonyms").order_by("seq")]
    assert how == ["added", "changed", "undone", "removed", "undone", "undone"]


def test_the_same_words_again_change_nothing_and_one_word_alone_is_refused(client, cast):
    keep(client, cast["farah"])
    keep(client, cast["farah"], words=[word.upper() for word in ZAP])
    assert SynonymChange.objects.count() == 1
    for words in (["zapgrid"], [" ", "zapgrid", ""], ["x" * 61, "zapgrid"], [f"w{n}" for n in range(31)]):
        page = keep(client, cast["farah"], title="Other", words=words)
        assert page.status_code == 200 and "There is a problem" in page.content.decode(), words
    assert keep(client, cast["farah"], title="Other", words=["Zapgrid", "zapgrid"]).status_code == 200
    with pytest.raises(BadContent):
        actions.keep_synonyms(cast["farah"], layer="local", title="<b></b>", words=["a", "b"])
    assert SynonymChange.objects.count() == 1


def test_who_writes_in_no_layer_keeps_no_words(cast):
    for who in ("amina", "carys", "dan", "jo"):
        with pytest.raises(NotFound):
            actions.keep_synonyms(cast[who], layer="local", title="x", words=["a", "b"])
        with pytest.raises(NotFound):
            actions.remove_synonyms(cast[who], layer="local", title="x")


def test_what_comes_with_kith_leaves_our_words_alone(client, cast):
    from kith.toolkit import loading

    keep(client, cast["farah"])
    keep(client, cast["hal"], layer="regional")
    Synonym.objects.filter(authority=None, region=None, title="Front door").update(words=["x", "y"])
    loading.load()
    assert Synonym.objects.filter(title="Threshold", words=ZAP).count() == 2
    assert "mash" in Synonym.objects.get(authority=None, region=None, title="Front door").words


# Searches that found nothing.

QUESTION = "how do i claim mileage for the pool car"


@pytest.fixture
def empty(client, cast):
    """Words that found nothing, as they are kept."""
    client.force_login(cast["amina"])
    client.post(reverse("toolkit:search"), {"q": QUESTION}, follow=True)
    return EmptySearch.objects.get()


def settle(client, person, words, **said):
    client.force_login(person)
    return client.post(reverse("editing:searches"), {"words": words, **said})


def test_what_a_page_answers_is_off_the_list_and_whoever_asks_is_shown_it(client, cast, empty):
    assert empty.words in page_of(client, cast["farah"], "editing:searches")
    page = settle(client, cast["farah"], empty.words, settled="page")
    assert page.status_code == 200 and "Choose the page that answers it" in page.content.decode()
    assert settle(client, cast["farah"], empty.words, settled="page", slug="danger-first").status_code == 302
    assert empty.words not in page_of(client, cast["farah"], "editing:board")
    entry = Entry.objects.get(verb="toolkit.search-settled")
    assert entry.details == {"settled": "page", "about": "danger-first"} and empty.words not in str(entry.written())
    client.force_login(cast["amina"])
    found = client.post(reverse("toolkit:search"), {"q": QUESTION}, follow=True).content.decode()
    assert "Your editors say that this page answers it" in found and "/toolkit/page/danger-first" in found
    empty.refresh_from_db()
    assert empty.answered and empty.times == 1
    client.force_login(cast["rhys"])
    assert (
        "Your editors say" not in client.post(reverse("toolkit:search"), {"q": QUESTION}, follow=True).content.decode()
    )


def test_where_that_page_is_gone_the_words_come_back(client, cast, empty):
    piece = actions.publish_piece(cast["bola"], content=a_page("x"), layer="local")
    settle(client, cast["farah"], empty.words, settled="page", slug="x")
    actions.retire_piece(cast["bola"], piece=piece, why="x")
    client.force_login(cast["amina"])
    assert (
        "The toolkit has no page"
        in client.post(reverse("toolkit:search"), {"q": QUESTION}, follow=True).content.decode()
    )
    empty.refresh_from_db()
    assert not empty.answered and empty.words in page_of(client, cast["farah"], "editing:board")


def test_what_is_not_for_the_toolkit_stays_off_the_list(client, cast, empty):
    assert settle(client, cast["farah"], empty.words, settled="not-ours").status_code == 302
    client.force_login(cast["amina"])
    client.post(reverse("toolkit:search"), {"q": QUESTION}, follow=True)
    assert empty.words not in page_of(client, cast["farah"], "editing:board")
    empty.refresh_from_db()
    assert empty.times == 2


def test_another_authority_settles_nothing_of_ours(client, cast, empty):
    assert empty.words not in page_of(client, cast["sade"], "editing:searches")
    settle(client, cast["sade"], empty.words, settled="not-ours")
    assert "not on the list any more" in page_of(client, cast["sade"], "editing:searches")
    with pytest.raises(NotFound):
        actions.settle_search(cast["sade"], words=empty.words, settled="not-ours")
    with pytest.raises(NotFound):
        actions.settle_search(cast["amina"], words=empty.words, settled="not-ours")
    with pytest.raises(NotFound):
        actions.settle_search(cast["farah"], words=empty.words, settled="page", slug="never-there")
    empty.refresh_from_db()
    assert not empty.answered


# Was this useful.


def test_editors_are_shown_by_page_what_readers_said_and_never_who(client, cast):
    for who, said in (("amina", "yes"), ("olu", "no"), ("bola", "no"), ("rhys", "yes")):
        client.force_login(cast[who])
        client.post(reverse("toolkit:useful", args=["danger-first"]), {"useful": said})
    (row,) = queries.useful_of(cast["farah"], since=timezone.localdate())
    assert (row["slug"], row["yes"], row["no"]) == ("danger-first", 1, 2)
    page = page_of(client, cast["farah"], "editing:useful")
    assert row["title"] in page and "Amina" not in page and "Olu" not in page
    (theirs,) = queries.useful_of(cast["sade"], since=timezone.localdate())
    assert (theirs["yes"], theirs["no"]) == (1, 0)
    Useful.objects.update(month="2020-01-01")
    assert queries.useful_of(cast["farah"], since=timezone.localdate()) == []


def test_a_coordinator_is_shown_the_regions_pages_alone(cast):
    actions.publish_piece(cast["hal"], content=a_page("of-midvale", title="Of Midvale"), layer="regional")
    actions.publish_piece(cast["sade"], content=a_page("theirs", title="Theirs"), layer="local")
    for who, slug in (("amina", "of-midvale"), ("rhys", "of-midvale"), ("rhys", "theirs"), ("amina", "danger-first")):
        actions.say_useful(cast[who], slug=slug, useful=True)
    rows = queries.useful_of(cast["hal"], since=timezone.localdate())
    assert [(row["title"], row["yes"]) for row in rows] == [("Of Midvale", 2)]


def test_a_title_of_another_authority_is_not_borrowed(cast):
    actions.publish_piece(cast["farah"], content=a_page("same", title="Ours"), layer="local")
    actions.say_useful(cast["amina"], slug="same", useful=True)
    actions.publish_piece(cast["sade"], content=a_page("same", title="Theirs"), layer="local")
    assert [row["title"] for row in queries.useful_of(cast["farah"], since=timezone.localdate())] == ["Ours"]
