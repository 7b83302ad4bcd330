"""A referral to Prevent may be written early; it goes out after a decision, or with the reason why there was none."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns import actions
from kith.concerns.models import Referral
from kith.desk.models import Notice
from kith.desk.queries import chronology_for
from kith.desk.tests.factories import claimed, decided, fresh
from kith.screening import actions as screening

pytestmark = pytest.mark.django_db

SENT = {"sent_to": "The Prevent team", "sent_how": "secure e-mail"}


def agreed(cast, *outcomes):
    decision = decided(cast, outcomes)
    for sign_off in decision.sign_offs.all():
        screening.answer_sign_off(cast["carys"], sign_off=sign_off, answer="agreed", reason="")
    return decision.screening.consultation


def put_back(cast):
    decision = decided(cast, ["prevent-referral", "section-17"])
    said = {"answer": "returned", "reason": "Ask the uncle first."}
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), **said)
    return decision.screening.consultation


STAND = [
    ("nothing is decided", lambda cast: claimed(cast).consultation, False),
    ("it waits for sign-off", lambda cast: decided(cast, ["prevent-referral"]).screening.consultation, False),
    ("something else was decided", lambda cast: agreed(cast, "section-17"), False),
    ("it was put back", put_back, False),
    ("it was decided and signed off", lambda cast: agreed(cast, "prevent-referral"), True),
]


def written(cast, consultation):
    """The referral's text, complete: that much anybody may do early."""
    referral = actions.start_referral(cast["amina"], consultation=consultation)
    texts = {answer.key: answer.text or "Not known" for answer in referral.answers.all()}
    return actions.save_referral(cast["amina"], referral=referral, texts=texts, version=referral.version)


@pytest.mark.parametrize(("which", "make", "allowed"), STAND)
def test_it_is_checked_taken_out_and_sent_only_where_it_is_decided(client, cast, which, make, allowed):
    consultation = make(cast)
    referral = written(cast, consultation)
    fresh(client, cast["amina"])
    reference = [consultation.reference]
    page = client.get(reverse("concerns:referral", args=reference)).content.decode()
    assert ("Save: it is complete" in page) is allowed
    assert ("There is no time for a decision" in page) is not allowed
    if not allowed:
        for deed in (
            lambda: actions.check_referral(cast["amina"], referral=referral),
            lambda: sent(cast, referral),
        ):
            with pytest.raises(NotFound):
                deed()
        # Even where it had been checked before: what is asked is whether a decision stands now.
        Referral.objects.update(state="checked")
        with pytest.raises(NotFound):
            sent(cast, referral)
        page = client.get(reverse("concerns:referral", args=reference)).content.decode()
        assert "Take it out" not in page and "Not yet" in page
        for name in ("pdf", "docx"):
            assert client.get(reverse(f"concerns:referral-{name}", args=reference)).status_code == 404
        assert client.get(reverse("concerns:referral-sent", args=reference)).status_code == 302
        return
    actions.check_referral(cast["amina"], referral=referral)
    assert client.get(reverse("concerns:referral-docx", args=reference)).status_code == 200
    sent(cast, referral)
    assert Referral.objects.get().state == "sent"


def sent(cast, referral):
    return actions.note_referral_sent(cast["amina"], referral=referral, **SENT, sent_at=timezone.now())


def test_what_was_typed_is_kept_where_it_cannot_be_checked_yet(client, cast):
    consultation = claimed(cast).consultation
    referral = written(cast, consultation)
    client.force_login(cast["amina"])
    texts = {a.key: a.text for a in referral.answers.all()} | {"harm": "Fights on Fridays."}
    client.post(
        reverse("concerns:referral", args=[consultation.reference]),
        {**texts, "version": 0, "referral_version": referral.version, "act": "check"},
    )
    referral.refresh_from_db()
    assert referral.state == "preparing" and referral.answers.get(key="harm").text == "Fights on Fridays."


def test_without_time_for_a_decision_the_reason_is_written_and_told_by_name(client, cast):
    consultation = claimed(cast).consultation
    referral = written(cast, consultation)
    client.force_login(cast["amina"])
    address = reverse("concerns:referral-urgent", args=[consultation.reference])
    assert "Write why there was no time" in client.post(address, {"because": " "}).content.decode()
    page = client.post(address, {"because": "He flies at six."}, follow=True).content.decode()
    client.post(address, {"because": "He flies at seven."})
    assert "Carys and Bola were told just now" in page
    assert "Without a decision." in page and "He flies at six." in page
    assert {n.person.name for n in Notice.objects.filter(kind="referral-urgent")} == {"Carys", "Bola"}
    assert "six" not in str(Entry.objects.get(verb="referral.urgent").details)
    line = next(x for x in chronology_for(cast["bola"], consultation.reference).lines if x.kind == "referral-urgent")
    assert line.by == "Amina" and line.text.endswith("because He flies at six.")
    actions.check_referral(cast["amina"], referral=referral)
    sent(cast, referral)
    assert Referral.objects.get().state == "sent"


def test_who_may_not_prepare_it_has_no_urgent_way_either(client, cast):
    consultation = claimed(cast).consultation
    referral = written(cast, consultation)
    client.force_login(cast["olu"])
    address = reverse("concerns:referral-urgent", args=[consultation.reference])
    assert client.get(address).status_code == client.post(address, {"because": "x"}).status_code == 404
    with pytest.raises(NotFound):
        actions.refer_urgently(cast["olu"], referral=referral, because="x")
    done = written(cast, agreed(cast, "prevent-referral"))
    with pytest.raises(NotFound):  # a decision stands: there is nothing to go round
        actions.refer_urgently(cast["amina"], referral=done, because="x")


def test_that_it_was_sent_is_told(cast):
    consultation = agreed(cast, "prevent-referral")
    referral = written(cast, consultation)
    actions.check_referral(cast["amina"], referral=referral)
    sent(cast, referral)
    told = Notice.objects.filter(kind="referral-sent", reference=consultation.reference)
    assert {notice.person.name for notice in told} == {"Bola", "Carys"}
