"""Promise 8: nothing is lost, nothing is hidden. Rests on: drafts with versions, record() in the act's transaction, the chain."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kith.audit import actions as audit
from kith.audit.heads import verify
from kith.audit.models import Entry
from kith.concerns import actions
from kith.concerns.models import Consultation
from kith.decisions.models import Draft
from kith.desk.tests.factories import raised

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_there_on_another_device(client, cast):
    consultation = actions.start_consultation(cast["amina"])
    where = reverse("concerns:section", args=[consultation.reference, "voice"])
    client.force_login(cast["amina"])
    client.post(where, {"voice_words": "They list", "version": 0}, headers={"X-Autosave": "1"})
    assert "They list" in client.get(where).content.decode()


def test_the_second_of_two_devices_is_shown_both_texts(client, cast):
    consultation = actions.start_consultation(cast["amina"])
    where = reverse("concerns:section", args=[consultation.reference, "voice"])
    client.force_login(cast["amina"])
    client.post(where, {"voice_words": "From the telephone", "version": 0}, headers={"X-Autosave": "1"})
    page = client.post(where, {"voice_words": "From the desk", "version": 0, "act": "continue"}).content.decode()
    assert "From the telephone" in page and "From the desk" in page
    assert Draft.objects.get().content["voice_words"] == ["From the telephone"]


def test_what_cannot_be_written_into_the_trail_does_not_happen(cast, monkeypatch):
    def fails(*args, **kwargs):
        raise DatabaseError("no room")

    monkeypatch.setattr("kith.concerns.actions.writing.record", fails)
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.start_consultation(cast["amina"])
    assert not Consultation.objects.exists()
    with pytest.raises(RuntimeError):
        connection.needs_rollback = False
        connection.in_atomic_block, kept = False, connection.in_atomic_block
        try:
            audit.record(None, by=cast["amina"])
        finally:
            connection.in_atomic_block = kept


def test_a_trail_that_was_altered_says_so(cast):
    raised(cast["amina"])
    assert verify().ok
    table = connection.ops.quote_name(Entry._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_entry_stays")
        else:
            cursor.execute("DROP TRIGGER audit_entry_no_update")
        cursor.execute(f"UPDATE {table} SET actor = 'somebody else' WHERE seq = 2")
    verdict = verify()
    assert not verdict.ok and verdict.first_bad == 2


def test_who_has_looked_is_on_the_record(client, cast):
    consultation = raised(cast["amina"])
    client.force_login(cast["bola"])
    client.get(reverse("concerns:consultation", args=[consultation.reference]))
    client.force_login(cast["amina"])
    page = client.get(reverse("concerns:who", args=[consultation.reference])).content.decode()
    assert "Bola read the record" in page


def test_what_was_sent_stands_in_the_trail_by_field_and_hash(cast):
    from kith.audit.seals import keyed_hash

    consultation = actions.submit_consultation(
        cast["amina"],
        consultation=actions.start_consultation(cast["amina"]),
        sections={
            "safety": {"danger": "no"},
            "noticed": {"items": [{"what": "Jokes about migrants in a chat."}]},
            "voice": {"voice_words": "They listen to me.", "voice_wishes": ""},
            "question": {"question": "What next?"},
            "equality": {"items": [{"about": "religion", "own_words": "Zoroastrian"}]},
        },
    )
    entry = Entry.objects.get(verb="consultation.submitted", subject=consultation.subject)
    assert entry.changed == ["noticed.items", "question.question", "safety.danger", "voice.voice_words"]
    assert entry.hashes["voice.voice_words"] == [keyed_hash(""), keyed_hash('"They listen to me."')]
    for content in ("Jokes", "They listen", "Zoroastrian", "religion", "equality"):
        assert content not in str(entry.written()), content


def test_what_was_said_cannot_be_guessed_from_its_hash_without_the_key(cast, settings):
    """Short words could be tried one after another: so the hash has a key, which is not in the database."""
    import hashlib

    def kept() -> str:
        return Entry.objects.get(verb="consultation.submitted", subject=raised(cast["amina"]).subject).hashes[
            "voice.voice_words"
        ][1]

    first = kept()
    assert first == kept(), "the same words can be compared"
    guesses = ("They listen to me.", '"They listen to me."')
    assert first not in [hashlib.sha256(guess.encode()).hexdigest() for guess in guesses]
    settings.KITH_HASH_KEY = b"the key of another place"
    assert kept() != first
