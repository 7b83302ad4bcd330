"""Everybody of the cast at every address of Wagtail: who writes in a layer, there; everybody else nowhere; to no casework."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from kith.audit.models import Entry
from kith.config.editor_doors import EDITOR, WRITERS
from kith.demo.cast import CAST
from kith.desk.tests.factories import raised
from kith.editing import actions
from kith.editing.models import SecondPerson
from kith.editing.tests.test_editing import submitted, whole

pytestmark = pytest.mark.django_db
WRITE = {player.key for player in CAST if player.role in WRITERS}
THORNMERE = {player.key for player in CAST if player.role in WRITERS and player.authority == "thornmere"} - {"hal"}


@pytest.fixture
def draft(cast):
    page = actions.begin_page(cast["farah"], title="Zebra duckpond desk", kind="guidance")
    return submitted(whole(page, cast["farah"], "Zebra words."), cast["farah"])


def addresses(draft):
    """Each named route of Wagtail with words in its places: the draft wherever a page is asked for."""
    state = draft.current_workflow_task_state
    revision = draft.latest_revision_id
    values = {
        "action_name": "approve",
        "app_label": "editing",
        "content_type_app_name": "editing",
        "content_type_model_name": "toolkitpage",
        "model_name": "toolkitpage",
        "app_name": "taggit",
        "object_id": str(draft.pk),
        "session_id": 1,
        "task_state_id": state.pk,
        "task_id": SecondPerson.objects.first().pk,
        "workflow_state_id": draft.current_workflow_state.pk,
        "revision_id": revision,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action": "publish",
        "uidb64": "x",
        "token": "x",
        "filter_spec": "original",
        "destination_id": 1,
    }
    found = {}
    for name in EDITOR:
        if name == "None":
            continue
        try:
            known = get_resolver()
            *spaces, last = name.split(":")
            for space in spaces:
                known = known.namespace_dict[space][1]
            places = known.reverse_dict.getlist(last)
            params = places[0][0][0][1]
        except (KeyError, IndexError):
            continue
        found[name] = reverse(name, kwargs={p: values.get(p, draft.pk) for p in params})
    assert len(found) > 120
    return found


def test_who_does_not_write_finds_no_address_of_the_editor(cast, draft):
    """The answer is the one for what does not exist, for the open ones and the closed ones alike."""
    where = addresses(draft)
    for key in sorted(set(cast) - WRITE):
        client = Client()
        client.force_login(cast[key])
        for name, address in where.items():
            for method in (client.get, client.post):
                assert method(address).status_code == 404, (key, name)


def test_a_layer_itself_is_a_place_and_has_no_words_to_edit(cast, draft):
    client = Client()
    client.force_login(cast["farah"])
    layer = draft.get_parent()
    for name in ("edit", "view_draft", "history", "preview_on_edit"):
        for page, status in ((layer, 404), (draft, 200)):
            address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
            assert client.get(address).status_code == status, (name, page)
    assert client.get(reverse("wagtailadmin_explore", args=[layer.pk])).status_code == 200


def test_nobody_is_let_in_unsigned(draft):
    for name, address in addresses(draft).items():
        answer = Client().get(address)
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in"), name


def test_what_is_closed_is_closed_to_writers_too(cast, draft):
    for key in sorted(WRITE):
        client = Client()
        client.force_login(cast[key])
        for name, address in addresses(draft).items():
            if EDITOR[name].who == ():
                assert client.get(address).status_code == 404, (key, name)
                assert client.post(address).status_code == 404, (key, name)


def test_a_writer_of_another_layer_reads_no_word_of_our_draft_anywhere(cast, draft):
    for key in sorted(WRITE - THORNMERE):
        client = Client()
        client.force_login(cast[key])
        for name, address in addresses(draft).items():
            for method in (client.get, client.post):
                if "block_preview" in name or (method == client.post and "preview" in name):
                    continue  # shows what the sender sends, and nothing else
                answer = method(
                    address, {"external-link-chooser-url": "x", "email_address": "a@b.example", "body-count": "0"}
                )
                assert answer.status_code < 500, (key, name)
                assert b"Zebra" not in answer.content, (key, name)
        draft.refresh_from_db()
        assert not draft.live and draft.current_workflow_state is not None, (key, name)


def test_the_editor_reaches_no_casework(cast, draft):
    secret = f"Xylophone{uuid.uuid4().hex[:6]}"
    row = raised(cast["amina"], name=secret, named=True)
    for key in sorted(WRITE):
        client = Client()
        client.force_login(cast[key])
        for name, address in addresses(draft).items():
            if EDITOR[name].who == ():
                continue
            answer = client.get(address, {"q": secret})
            text = answer.content.decode(errors="replace").replace(f'value="{secret}"', "")
            text = re.sub(rf"[?&]q={secret}", "", text)
            assert row.reference not in text, (key, name)
            assert f"{secret}" not in text.replace(
                secret, "", text.count(f"“{secret}”") + text.count(f'"{secret}"')
            ) or ("search" in name or "choose" in name), (key, name)


def test_who_does_not_write_in_the_layer_answers_nothing(cast, draft):
    where = reverse("editing:answer", args=[draft.translation_key])
    for key in sorted(set(cast) - THORNMERE):
        client = Client()
        client.force_login(cast[key])
        for answer in (client.get(where), client.post(where, {"answer": "approve"})):
            assert answer.status_code == 404, key
    draft.refresh_from_db()
    assert not draft.live


def test_what_the_editor_refuses_stands_in_the_trail_by_whom_and_where(cast, draft):
    """A page of another layer, one that is not there, an act that is closed, and one that Wagtail itself denies."""
    edit, history = "wagtailadmin_pages:edit", "wagtailadmin_pages:history"
    cases = [
        ("sade", "get", reverse(edit, args=[draft.pk]), {}, edit),
        ("sade", "get", reverse(history, args=[draft.pk]), {}, history),
        ("farah", "get", reverse(edit, args=[987654]), {}, edit),
        ("bola", "post", reverse(edit, args=[draft.pk]), {"action-cancel-workflow": "1"}, edit),
        ("farah", "get", reverse("wagtailadmin_pages:view_draft", args=[987654]), {}, "wagtailadmin_pages:view_draft"),
    ]
    for key, method, address, sent, route in cases:
        client = Client()
        client.force_login(cast[key])
        before = Entry.objects.filter(verb="access.refused").count()
        assert getattr(client, method)(address, sent).status_code == 404, (key, address)
        entries = Entry.objects.filter(verb="access.refused").order_by("seq")
        assert entries.count() == before + 1, (key, address)
        last = entries.last()
        assert (last.actor, last.details["route"]) == (str(cast[key].uuid), route)
    client = Client()
    client.force_login(cast["farah"])
    before = Entry.objects.filter(verb="access.refused").count()
    assert client.get(reverse(edit, args=[draft.pk])).status_code == 200
    assert Entry.objects.filter(verb="access.refused").count() == before, "what is given is not refused"


def test_what_wagtail_denies_is_the_one_answer_and_no_way_to_its_first_page(cast, draft, monkeypatch):
    client = Client()
    client.force_login(cast["farah"])
    absent = client.get(reverse("wagtailadmin_pages:edit", args=[987654]))
    monkeypatch.setattr("wagtail.models.PagePermissionTester.can_edit", lambda self: False)
    denied = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert denied.status_code == absent.status_code == 404 and "Sorry" not in denied.content.decode()
    assert "Sorry" not in client.get(reverse("editing:board")).content.decode()
    assert Entry.objects.filter(verb="access.refused").count() == 2
