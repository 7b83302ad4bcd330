"""Earlier decisions without names: by a person's act, reviewed by a second, found by an explicit search alone."""

import pytest
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.concerns.actions import place_bar
from kith.desk.tests.factories import decided, fresh
from kith.screening import actions, queries, rules
from kith.screening.models import ReasoningAccount
from kith.thresholds.queries import levels_of, statements_in

pytestmark = pytest.mark.django_db
WORDS = {
    "circumstances": "A girl in her early teens ran a group online for an adult whom nobody knew.",
    "relied_on": "Repeated contact, at night, out of her mother’s sight.",
    "reasons": "What happens online is stronger than her mother is.",
    "set_aside": "That they were only jokes.",
}
SECRET = "thirteen secret swans"


def written(cast, by="bola", decision=None, harm="drawn-in-online", **words):
    decision = decision or decided(cast, name="Megan Marsh", named=True, school="Hill School", case_reference="TH-77")
    return actions.write_account(
        cast[by],
        decision=decision,
        harm=harm,
        harm_words=dict(queries.harm_kinds(cast[by].authority_id))[harm],
        context="online",
        words=WORDS | words,
    )


def released(cast, **more):
    account = written(cast, **more)
    actions.answer_account(cast["petra"], account=account, version=account.version, answer="released")
    account.refresh_from_db()
    return account


def reference_of(account):
    return account.decision.screening.consultation.reference


def sought(client, **data):
    """The page of what was found, and its address."""
    answer = client.post(reverse("screening:reasoned"), data)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"]).content.decode(), answer["Location"]


def test_nothing_is_copied_from_the_record(client, cast):
    decision = decided(cast)
    fresh(client, cast["bola"])
    where = reverse("screening:write-account", args=[decision.screening.consultation.reference, decision.uuid])
    page = client.get(where).content.decode()
    assert decision.level_words in page
    for words in (decision.reason, decision.set_aside, decision.childs_voice, decision.family_told):
        assert words and words not in page
    assert " checked" not in page


@pytest.mark.parametrize("key", ["amina", "olu", "vera", "dan", "sade", "farah"])
def test_only_who_screens_in_the_matter_writes_one(cast, key):
    decision = decided(cast)
    assert not rules.may_write_account(cast[key], decision)
    with pytest.raises(NotFound):
        written(cast, by=key, decision=decision) if key != "sade" else actions.write_account(
            cast["sade"], decision=decision, harm="x", harm_words="x", context="online", words=WORDS
        )
    assert written(cast, by="carys", decision=decision).written_by == cast["carys"]


def test_it_is_found_only_after_a_second_person_released_it(client, cast):
    account = written(cast)
    fresh(client, cast["olu"])
    assert "early teens" not in sought(client, words="jokes")[0]
    assert client.get(reverse("screening:account", args=[account.uuid])).status_code == 404
    with pytest.raises(NotFound):
        actions.answer_account(cast["bola"], account=account, version=1, answer="released")
    with pytest.raises(NotFound):
        actions.answer_account(cast["vera"], account=account, version=1, answer="released")
    actions.answer_account(cast["carys"], account=account, version=1, answer="released")
    page, _ = sought(client, words="jokes")
    assert "early teens" in page and "It holds “jokes”" in page
    shown = client.get(reverse("screening:account", args=[account.uuid])).content.decode()
    assert WORDS["reasons"] in shown
    assert reference_of(account) not in shown + page, "the matter is not told to who has no part in it"
    assert "Bola" not in shown, "nor who wrote it"
    fresh(client, cast["amina"])
    assert reference_of(account) in client.get(reverse("screening:account", args=[account.uuid])).content.decode()


def test_what_was_written_again_since_is_not_released(cast):
    account = written(cast)
    written(cast, decision=account.decision, reasons="Other words.")
    with pytest.raises(actions.Changed):
        actions.answer_account(cast["petra"], account=account, version=1, answer="released")
    actions.answer_account(cast["petra"], account=account, version=2, answer="returned", reason="Name the context.")
    assert queries.accounts_returned_to(cast["bola"]).get() == account
    again = written(cast, decision=account.decision)
    assert again.state == "waits" and queries.accounts_to_review(cast["petra"]).get() == account
    assert not queries.accounts_to_review(cast["bola"]).exists()


def test_a_withdrawn_one_is_found_no_more_and_says_why_to_who_works_there(client, cast):
    account = released(cast)
    with pytest.raises(NotFound):
        actions.withdraw_account(cast["olu"], account=account, reason="x")
    actions.withdraw_account(cast["carys"], account=account, reason="A cousin would know.")
    fresh(client, cast["olu"])
    assert "early teens" not in sought(client, words="jokes")[0]
    assert client.get(reverse("screening:account", args=[account.uuid])).status_code == 404
    fresh(client, cast["bola"])
    assert "A cousin would know." in client.get(reverse("screening:account", args=[account.uuid])).content.decode()
    written(cast, decision=account.decision)


def test_nobody_outside_the_authority_and_nobody_who_is_barred_finds_it(client, cast):
    account = released(cast)
    place_bar(cast["carys"], consultation=account.decision.screening.consultation, person=cast["olu"], reason="Niece")
    for key in ("olu", "rhys", "sade", "tom"):
        fresh(client, cast[key])
        assert "early teens" not in sought(client, words="jokes")[0], key
        assert client.get(reverse("screening:account", args=[account.uuid])).status_code == 404
    for key in ("dan", "farah", "hal", "esme"):
        fresh(client, cast[key])
        assert client.get(reverse("screening:reasoned")).status_code == 404
    fresh(client, cast["vera"])
    assert "early teens" in sought(client, words="jokes")[0]


@pytest.mark.parametrize("state", ["waits", "released", "withdrawn"])
def test_the_three_faces_agree(cast, state):
    account = written(cast) if state == "waits" else released(cast)
    if state == "withdrawn":
        actions.withdraw_account(cast["carys"], account=account, reason="x")
        account.refresh_from_db()
    place_bar(cast["carys"], consultation=account.decision.screening.consultation, person=cast["petra"], reason="x")
    by_rows = {
        person
        for person in cast.values()
        if ReasoningAccount.objects.filter(rules.sees_account(person), pk=account.pk).exists()
    }
    assert by_rows == set(rules.people_who_see_account(account))
    assert cast["petra"] not in by_rows and cast["bola"] in by_rows


def test_ones_that_went_the_other_way_stand_beside_each_other_and_none_is_counted(client, cast):
    first = released(cast)
    other = decided(cast, outcomes=["advice-and-close"])
    type(other).objects.filter(pk=other.pk).update(level=None, level_words="")
    other.refresh_from_db()
    for row in other.sign_offs.all():
        actions.answer_sign_off(row.asked_of, sign_off=row, answer="agreed", reason="")
    second = released(cast, decision=other, circumstances="Jokes in a group, and nobody behind it.")
    fresh(client, cast["olu"])
    page, _ = sought(client, words="group")
    assert first.level_words in page and "No level was chosen" in page
    assert page.index('<h3 class="govuk-heading-s">No level') < page.index(first.circumstances)
    assert second.circumstances in page
    for word in ("%", "most", "usual", "majority"):
        assert word not in page.split("<h2")[1].lower().split("practice examples")[0]


def test_a_search_by_statement_kind_and_context_says_why_each_matched(client, cast):
    decision = decided(cast)
    statement = next(s for s in statements_in(levels_of(decision.screening.authority_id)) if s.key == "3-2")
    from kith.screening.models import CitedStatement

    CitedStatement.objects.create(
        decision=decision, statement=statement, order=1, level_words=statement.level.name, text=statement.text
    )
    released(cast, decision=decision)
    fresh(client, cast["olu"])
    page, _ = sought(client, statements=[str(statement.pk)], harm="drawn-in-online", context="online")
    assert f"It relies on “{statement.text}”" in page
    assert "The kind of harm is the same" in page and "The context is the same: Online" in page
    assert "early teens" not in sought(client, harm="at-home")[0]
    assert "early teens" not in sought(client, context="home")[0]


def test_the_words_stand_in_no_address_and_in_no_trail(client, cast):
    fresh(client, cast["olu"])
    before = Entry.objects.count()
    page, address = sought(client, words=SECRET)
    assert "swans" not in address and "swans" in page
    said = [f"{row.subject} {row.details} {row.changed}" for row in Entry.objects.order_by("seq")[before:]]
    assert not [line for line in said if "swan" in line]
    fresh(client, cast["amina"])
    assert "swans" not in client.get(address).content.decode(), "another’s address opens nothing"


def test_faith_and_ethnicity_are_no_search(client, cast):
    released(cast, circumstances="A Muslim girl was told to.")
    fresh(client, cast["olu"])
    page, _ = sought(client, words="muslim girl")
    assert "left out: “muslim”" in page and "It holds “girl”" in page
    page, _ = sought(client, words="muslim")
    assert "A Muslim girl" not in page


def test_an_empty_search_is_asked_what_it_looks_for(client, cast):
    fresh(client, cast["olu"])
    page = client.post(reverse("screening:reasoned"), {"words": ""}).content.decode()
    assert "Say what you look for" in page


def test_practice_examples_are_found_by_the_same_words(client, cast):
    fresh(client, cast["olu"])
    page, _ = sought(client, words="mentor netball")
    assert "A girl who ran a chat group at night" in page and "It holds “mentor”" in page


def test_what_could_point_to_the_child_is_asked_about_before_it_is_kept(client, cast):
    decision = decided(cast, name="Megan Marsh", named=True, school="Hill School", case_reference="TH-77")
    reference = decision.screening.consultation.reference
    fresh(client, cast["bola"])
    where = reverse("screening:write-account", args=[reference, decision.uuid])
    said = {
        "harm": "drawn-in-online",
        "context": "online",
        **WORDS,
        "circumstances": f"Megan of Hill School, aged 14, on 9 June at AB1 2CD ({reference}). She is Sikh. Her friend Zara too.",
    }
    page = client.post(where, said).content.decode()
    for words in ("Megan", "Hill School", "aged 14", "9 June", "AB1 2CD", reference, "Sikh", "Zara"):
        assert f"“{words}”" in page, words
    assert not ReasoningAccount.objects.exists()
    seen = page.split('name="stands" value="')[1].split('"')[0]
    # Looked at: these words. Others that come after are asked about anew.
    other = {**said, "circumstances": "Marsh", "looked": "on", "stands": seen}
    assert client.post(where, other).status_code == 200 and not ReasoningAccount.objects.exists()
    assert client.post(where, {**said, "looked": "on", "stands": seen}).status_code == 302
    account = ReasoningAccount.objects.get()
    fresh(client, cast["petra"])
    review = reverse("screening:review-account", args=[account.uuid])
    assert "“Megan” is in the child’s name" in client.get(review).content.decode()
    answer = client.post(review, {"answer": "returned", "read": str(account.version)})
    assert "Write what must be changed" in answer.content.decode()
    assert client.post(review, {"answer": "released", "read": "1"}).status_code == 302
    assert client.post(review, {"answer": "released", "read": "1"}).status_code == 302, (
        "the second click finds the first"
    )


def test_plain_words_are_kept_at_once(client, cast):
    decision = decided(cast)
    fresh(client, cast["bola"])
    where = reverse("screening:write-account", args=[decision.screening.consultation.reference, decision.uuid])
    assert client.post(where, {"harm": "drawn-in-online", "context": "online", **WORDS}).status_code == 302
    fresh(client, cast["petra"])
    assert "Could anybody tell which child this was?" in client.get(reverse("desk:home")).content.decode()
    assert client.get(where).status_code == 302, "there is one; Petra reads it"


def test_once_the_decision_is_forgotten_the_account_stays_and_points_to_nothing(client, cast):
    account = released(cast)
    ReasoningAccount.objects.filter(pk=account.pk).update(decision=None)
    fresh(client, cast["olu"])
    assert "early teens" in sought(client, words="jokes")[0]
    account.refresh_from_db()
    assert rules.may_withdraw_account(cast["carys"], account) and not rules.may_withdraw_account(cast["bola"], account)
    assert not rules.may_withdraw_account(cast["tom"], account)
