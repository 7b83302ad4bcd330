"""A context from its opening to its close: what is kept, who is told, what is refused, and that no child is named."""

import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kith.access.classes import may_leave_by
from kith.access.rules import WORKER, NotFound, Over
from kith.audit.models import Entry
from kith.contexts import actions, queries, rules
from kith.contexts.models import (
    Conference,
    Context,
    ContextAction,
    ContextAssessment,
    ContextConcern,
    ContextPart,
    SafetyGoal,
)
from kith.contexts.naming import NamesChild
from kith.decisions.models import Draft
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh, raised
from kith.people.queries import diary_of
from kith.people.rules import NotTheirs, held_by, kind_of

from .factories import (
    ASSESSED,
    GOALS,
    HELD,
    NOTICED,
    agreed,
    assessed,
    conferred,
    drawn,
    let_in,
    linked,
    node,
    noticed,
    opened,
    partner,
    reviewed,
    tied,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast):
    """A context that Amina opened, Carys owns and Dan reads."""
    row = opened(cast["amina"], owner=cast["carys"])
    let_in(cast["carys"], row, cast["dan"])
    return row


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_opening_twice_opens_one_and_gives_it_a_day_of_the_authoritys_clock(cast):
    said = {"once_key": "o", "kind": "school", "name": "Alder Hill", "what": "x", "because": "y"}
    one, two = (actions.open_context(cast["amina"], **said) for _ in range(2))
    assert one.pk == two.pk and one.review_on > timezone.localdate() + datetime.timedelta(days=30)
    assert one.reference.startswith("C-") and one.owner == cast["amina"]
    for name in ("dan", "ines", "farah"):
        with pytest.raises(NotFound):
            actions.open_context(cast[name], **said)
    with pytest.raises(NotFound):
        actions.open_context(cast["amina"], **{**said, "once_key": "p", "owner": cast["dan"]})
    with pytest.raises(NotFound):
        actions.open_context(cast["amina"], **{**said, "once_key": "q", "owner": cast["rhys"]})
    with pytest.raises(NotFound):
        actions.open_context(cast["amina"], **{**said, "once_key": "r", "kind": "home"})


def test_a_partner_writes_what_was_noticed_and_nothing_that_leads(cast, place):
    dan = cast["dan"]
    assert noticed(dan, place).written_by == dan and partner(dan, place).added_by == dan
    assert "context-noted" in told(cast["carys"])
    refused = [
        lambda: assessed(dan, place),
        lambda: reviewed(dan, place),
        lambda: conferred(dan, place),
        lambda: actions.change_context(dan, context=place, version=1, name="x"),
        lambda: actions.close_context(dan, context=place, because="x", who_has_it="x"),
        lambda: actions.hand_over_context(dan, context=place, to=cast["amina"], reason="x"),
        lambda: actions.give_context_part(dan, context=place, person=cast["nia"], because="x"),
        lambda: node(dan, context=place),
        lambda: noticed(cast["olu"], place),
        lambda: noticed(cast["rhys"], place),
    ]
    for one in refused:
        with pytest.raises(NotFound):
            one()
    actions.end_context_part(cast["carys"], part=place.parts.get(person=dan))
    with pytest.raises(NotFound):
        noticed(dan, place)


def test_each_sending_twice_keeps_one(cast, place):
    carys = cast["carys"]
    for _ in range(2):
        actions.note_concern(carys, context=place, once_key="n", happened_on=timezone.localdate(), **NOTICED)
        actions.add_partner(carys, context=place, once_key="p", name="A", can_do="B", contact="")
        actions.assess_context(carys, context=place, goals=GOALS, replaces=None, once_key="a", **ASSESSED)
        conference = actions.hold_conference(carys, context=place, once_key="c", on=timezone.localdate(), **HELD)
        actions.put_into_plan(
            carys,
            context=place,
            conference=conference,
            text="x",
            owner=cast["dan"],
            due_on=timezone.localdate(),
            once_key="t",
        )
        actions.keep_context_dissent(carys, conference=conference, who="x", words="y", once_key="d")
        goals = {one.pk: ("same", "x") for one in queries.goals_of(place)}
        actions.review_context(
            carys, context=place, on=timezone.localdate(), changed="x", goals=goals, once_key="r", next_on=None
        )
    counted = [row.objects.count() for row in (ContextConcern, ContextAssessment, Conference, ContextAction)]
    assert counted == [1, 1, 1, 1]
    assert place.partners.count() == place.reviews.count() == conference.dissents.count() == 1


def test_a_version_of_the_assessment_never_changes_and_a_goal_whose_words_stay_goes_on(cast, place):
    carys = cast["carys"]
    first = assessed(carys, place)
    reviewed(carys, place)
    kept = SafetyGoal.objects.get(context=place, text=GOALS[0][0])
    second = assessed(carys, place, replaces=first, goals=[GOALS[0], ("Light.", "We see it.")], changed_since="Light.")
    assert [goal.text for goal in queries.goals_of(place)] == [GOALS[0][0], "Light."]
    assert queries.goals_of(place)[0].pk == kept.pk and kept.reviews.count() == 1
    assert {goal.text for goal in queries.goals_at(first)} == {text for text, _ in GOALS}
    first.happens = "else"
    with pytest.raises(TypeError):
        first.save()
    with pytest.raises(actions.Moved):
        assessed(carys, place, replaces=first)
    with pytest.raises(actions.Moved):
        assessed(carys, place)
    assert ContextAssessment.objects.get(replaced_by=None) == second
    for wrong in ({"goals": []}, {"goals": [("a", "")]}, {"young_words": ""}):
        with pytest.raises(ValueError):
            assessed(carys, place, replaces=second, **wrong)


def test_a_review_sets_the_next_day_and_is_reminded_of_once(cast, place):
    carys, today = cast["carys"], timezone.localdate()
    assessed(carys, place)
    reviewed(cast["amina"], place, next_on=today)
    assert told(carys)[-1] == "context-reviewed"
    for _ in range(2):
        actions.remind_of_contexts(WORKER, today=today)
    assert told(carys).count("context-due") == 1 and "context-late" not in told(carys)
    for _ in range(2):
        actions.remind_of_contexts(WORKER, today=today + datetime.timedelta(days=1))
    assert told(carys).count("context-late") == 1 and "context-late" in told(cast["vera"]) + told(carys)
    with pytest.raises(NotFound):
        actions.remind_of_contexts("system:nobody", today=today)
    actions.close_context(carys, context=place, because="x", who_has_it="y")
    Context.objects.update(reminded_on=None, late_told_on=None)
    assert actions.remind_of_contexts(WORKER, today=today + datetime.timedelta(days=9)) == 0


def test_what_a_conference_agreed_is_done_once_and_told_when_it_is_late(cast, place):
    carys, dan, today = cast["carys"], cast["dan"], timezone.localdate()
    conference = conferred(carys, place, [dan])
    action = agreed(carys, conference, dan, due_on=today)
    assert "context-action" in told(dan)
    actions.remind_of_contexts(WORKER, today=today + datetime.timedelta(days=1))
    assert "context-action-late" in told(dan) and "context-action-late" in told(carys)
    with pytest.raises(NotFound):
        actions.finish_context_action(cast["nia"], action=action, note="x")
    for _ in range(2):
        actions.finish_context_action(dan, action=action, note="Asked; it comes in May.")
    with pytest.raises(Over, match="Dan marked this as done"):
        actions.finish_context_action(dan, action=action, note="again")
    assert ContextAction.objects.get().ended_words == "Asked; it comes in May."
    with pytest.raises(NotFound):
        agreed(carys, conference, cast["nia"])  # who reads it not, owns nothing in it


def test_closing_names_who_has_it_now_and_ends_what_was_to_be_done(cast, place):
    carys = cast["carys"]
    conference = conferred(carys, place)
    agreed(carys, conference, carys)
    with pytest.raises(NotFound):
        actions.close_context(cast["amina"], context=place, because="x", who_has_it="y")
    for _ in range(2):
        actions.close_context(carys, context=place, because="Safe.", who_has_it="The warden.")
    row = Context.objects.get(pk=place.pk)
    assert row.closed_owner == "The warden." and not held_by(carys)[0:0]
    assert [held for held in held_by(carys) if held.kind.startswith("context")] == []
    for one in (lambda: noticed(carys, row), lambda: assessed(carys, row), lambda: node(carys, context=row)):
        with pytest.raises(Over, match="Carys closed"):
            one()
    with pytest.raises(NotFound):
        noticed(cast["olu"], row)
    assert rules.reads(cast["dan"], row)


def test_handing_over_moves_what_is_held_and_who_is_barred_owns_nothing(cast, place):
    carys, bola = cast["carys"], cast["bola"]
    conference = conferred(carys, place)
    agreed(carys, conference, carys)
    kinds = {held.kind: held for held in held_by(carys) if held.kind.startswith("context")}
    assert set(kinds) == {"context", "context-action"}
    for held in kinds.values():
        kind = kind_of(held.kind)
        assert kind.may_offer(carys, held, of=carys) and not kind.may_offer(cast["olu"], held, of=carys)
        assert kind.sees(cast["amina"], held, of=carys) and not kind.sees(cast["petra"], held, of=carys)
        assert kind.may_take(bola, held, of=carys) and not kind.may_take(cast["rhys"], held, of=carys)
        assert "skate" not in held.words and kind.heirs(held, of=carys)
        kind.hand(bola, held, of=carys, to=bola, reason="")
        with pytest.raises(NotTheirs):
            kind.hand(bola, held, of=carys, to=cast["vera"], reason="")
    row = Context.objects.get(pk=place.pk)
    assert row.owner == bola and rules.reads(bola, row) and ContextAction.objects.get().owner == bola
    assert not kind_of("context").may_take(cast["dan"], kinds["context"], of=carys)

    actions.place_context_bar(bola, context=row, person=bola, reason="Lives there.")
    row = Context.objects.get(pk=place.pk)
    assert not rules.reads(bola, row) and row.owner != bola and rules.may_own(row.owner, row)
    assert ContextAction.objects.get().owner != bola
    with pytest.raises(NotFound):
        actions.give_context_part(carys, context=row, person=bola, because="x")


def test_a_second_click_finds_it_done(client, cast):
    mine = opened(cast["amina"])
    fresh(client, cast["amina"])
    said = {"person": str(cast["olu"].uuid), "reason": "I am away.", "once": "h"}
    where = reverse("contexts:hand-over", args=[mine.uuid])
    assert [client.post(where, said).status_code for _ in range(2)] == [302, 302]
    assert client.get(where).status_code == 404 and mine.owner_changes.count() == 1
    fresh(client, cast["carys"])
    closing = {"because": "Safe.", "who_has_it": "The warden.", "once": "c"}
    where = reverse("contexts:close", args=[mine.uuid])
    assert [client.post(where, closing).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(verb="context.closed").count() == 1


def test_a_whole_team_is_let_in_and_goes_with_its_membership(cast, place):
    from kith.people.models import Membership, Team

    team = Team.objects.get(agency=cast["olu"].agency, key="early-help")
    for _ in range(2):
        actions.give_context_part(cast["carys"], context=place, team=team, because="Their patch.")
    assert ContextPart.objects.filter(team=team, managers_only=False).count() == 1
    assert rules.reads(cast["olu"], place) and rules.reads(cast["vera"], place)
    Membership.objects.filter(person=cast["olu"]).update(ends=timezone.now())
    olu = type(cast["olu"]).objects.get(pk=cast["olu"].pk)
    assert not rules.reads(olu, place)


# No child is named


@pytest.mark.parametrize(
    ("child", "words", "refused"),
    [
        ({"name": "Ellie Marsh"}, "Ellie was there.", True),
        ({"name": "Ellie Marsh"}, "ellie marsh’s friends", True),
        ({"name": "Ellie Marsh"}, "ELLIE", True),
        ({"name": "Ellie Marsh", "known_as": "Lils"}, "They call her lils.", True),
        ({"name": "Ellie Marsh"}, "A girl of twelve from Marsh Street", False),
        ({"name": "Ellie Marsh"}, "Nellie’s café", False),
        ({"name": "Will Marsh"}, "It will be lit.", False),
        ({"name": "Will Marsh"}, "There was Will again.", True),
        ({"name": "Zoë"}, "zoë", True),
        ({}, "Anybody at all.", False),
    ],
)
def test_words_of_a_context_name_no_child_whom_the_writer_knows(cast, place, child, words, refused):
    consultation = raised(cast["amina"], named=bool(child), **child)
    linked(cast["amina"], place, consultation)
    if not refused:
        assert noticed(cast["amina"], place, what=words)
        return
    with pytest.raises(NamesChild) as named:
        noticed(cast["amina"], place, what=words)
    assert named.value.field == "what" and not ContextConcern.objects.exists()
    # Who does not know that the child is linked is told nothing of it: their words are kept.
    assert noticed(cast["dan"], place, what=words)


def test_every_box_of_a_context_refuses_a_childs_name(cast, place):
    carys = cast["carys"]
    linked(cast["amina"], place, raised(cast["amina"], name="Ellie", named=True))
    first = assessed(carys, place)
    conference = conferred(carys, place)
    action = agreed(carys, conference, carys)
    men = node(carys, "The two men", context=place)
    tie = tied(carys, men, None, context=place)
    name = "Ellie did it"
    refused = [
        *(
            lambda f=f: noticed(carys, place, **{f: name})
            for f in ("what", "exact_words", "interpretation", "young_words")
        ),
        *(lambda f=f: partner(carys, place, **{f: name}) for f in ("name", "can_do", "contact")),
        *(lambda f=f: assessed(carys, place, replaces=first, **{f: name}) for f in ASSESSED),
        lambda: assessed(carys, place, replaces=first, goals=[(name, "x")]),
        lambda: assessed(carys, place, replaces=first, goals=[("x", name)]),
        lambda: reviewed(carys, place, changed=name),
        lambda: reviewed(carys, place, goals={one.pk: ("same", name) for one in queries.goals_of(place)}),
        *(lambda f=f: conferred(carys, place, **{f: name}) for f in HELD),
        lambda: agreed(carys, conference, carys, text=name),
        lambda: actions.keep_context_dissent(carys, conference=conference, who="x", words=name, once_key="d"),
        lambda: actions.finish_context_action(carys, action=action, note=name),
        lambda: actions.change_context(carys, context=place, version=1, name=name),
        lambda: actions.give_context_part(carys, context=place, person=cast["olu"], because=name),
        lambda: actions.hand_over_context(carys, context=place, to=cast["bola"], reason=name),
        lambda: actions.close_context(carys, context=place, because=name, who_has_it="x"),
        lambda: actions.close_context(carys, context=place, because="x", who_has_it=name),
        lambda: node(carys, "Ellie", context=place),
        lambda: actions.rename_node(carys, node=men, label="Ellie"),
        lambda: actions.withdraw_node(carys, node=men, because=name),
        lambda: tied(carys, men, None, context=place, words=name),
        lambda: actions.put_right_tie(carys, tie=tie, does="harms", words=name, because="x"),
        lambda: actions.put_right_tie(carys, tie=tie, does="harms", words="x", because=name),
        lambda: actions.end_tie(carys, tie=tie, until=timezone.localdate(), because=name),
        lambda: actions.withdraw_tie(carys, tie=tie, because=name),
    ]
    before = Entry.objects.count()
    for number, one in enumerate(refused):
        with pytest.raises(NamesChild):
            one()
            raise AssertionError(number)
    assert Entry.objects.count() == before


def test_a_refused_name_loses_nothing_that_was_typed(client, cast, place):
    linked(cast["amina"], place, raised(cast["amina"], name="Ellie Marsh", named=True))
    fresh(client, cast["amina"])
    today = timezone.localdate()
    day = {"happened_on_day": today.day, "happened_on_month": today.month, "happened_on_year": today.year}
    said = {"source": "police", "what": "Ellie was pushed.", "exact_words": "“Go”", "once": "n", **day}
    where = reverse("contexts:concern", args=[place.uuid])
    answer = client.post(where, said)
    text = answer.content.decode()
    assert answer.status_code == 200 and "A context names no child" in text
    assert "Ellie was pushed." in text and "“Go”" in text
    assert Draft.objects.filter(author=cast["amina"]).exists()
    assert "Ellie was pushed." in client.get(where).content.decode()
    client.post(where, {**said, "what": "A girl was pushed.", "version": "1"})
    assert ContextConcern.objects.get().what == "A girl was pushed."


def test_a_context_carries_no_reference_of_a_consultation_whoever_may_read_that(client, cast, place):
    """Whether there is such a consultation makes no difference: a refusal tells nothing."""
    own, strange = raised(cast["amina"]), raised(cast["olu"])
    for by in (cast["carys"], cast["dan"]):
        for typed in (own.reference, strange.reference, strange.reference.lower(), "K-23456789", "K – 2345 6789"):
            with pytest.raises(NamesChild):
                noticed(by, place, what=f"A girl cried ({typed}).")
    assert not place.concerns.exists()
    assert noticed(cast["carys"], place, what="C-23456789 is near; K-9 dogs came; a park-keeper, too.")
    fresh(client, cast["amina"])
    said = {"kind": "peers", "name": "The crowd", "because": "Harm.", "owner": str(cast["amina"].uuid), "once": "r"}
    answer = client.post(reverse("contexts:open"), {**said, "what": f"About {own.reference}"})
    text = answer.content.decode()
    assert answer.status_code == 200 and "is the reference of a consultation" in text and "About K-" in text
    assert Context.objects.count() == 1


# Lists, search, cost


def test_lists_and_search_find_what_one_sees(client, cast, place):
    opened(cast["olu"], name="Mill Lane flats")
    closed = opened(cast["carys"], name="Old mill")
    actions.close_context(cast["carys"], context=closed, because="x", who_has_it="y")

    def names(person, **asked):
        return [row.name for row in queries.contexts_seen_by(cast[person], **asked)]

    assert names("carys") == ["Mill Lane skate park"] and names("amina") == []
    assert names("amina", show="team") == ["Mill Lane skate park"] == names("dan", show="all")
    assert names("carys", show="mine", closed=True) == ["Old mill"]
    assert names("vera", show="all") == ["Mill Lane flats"] and names("rhys", show="all") == []
    assert [row.name for row in queries.search_for(cast["carys"], "LANE mill")] == ["Mill Lane skate park"]
    assert [row.name for row in queries.search_for(cast["amina"], place.reference.lower())] == ["Mill Lane skate park"]
    assert queries.search_for(cast["bola"], "mill") == [] == queries.search_for(cast["carys"], "m")
    fresh(client, cast["carys"])
    page = client.post(reverse("desk:search"), {"q": "skate"}, follow=True).content.decode()
    assert place.reference in page and "Mill Lane flats" not in page


def test_the_search_looks_only_where_its_class_allows():
    for name in queries.SEARCHED:
        assert may_leave_by("search", "contexts.Context", name), name
    for label, name in (
        ("contexts.NodeName", "label"),
        ("contexts.MapTie", "words"),
        ("contexts.ContextLink", "because"),
    ):
        assert not may_leave_by("search", label, name), label


def test_what_stands_with_a_link_is_read_in_the_trail_of_the_child(client, cast, place):
    consultation = raised(cast["amina"], name="Ellie", named=True)
    link = linked(cast["amina"], place, consultation)
    drawn(cast["carys"], link, context=place)
    for who, times in (("carys", 4), ("dan", 0)):
        fresh(client, cast[who])
        for name in ("context", "chronology", "map", "picture"):
            client.get(reverse(f"contexts:{name}", args=[place.uuid]))
        rows = Entry.objects.filter(subject=consultation.subject, verb="consultation.read", actor=str(cast[who].uuid))
        assert rows.count() == times, who
        assert Entry.objects.filter(subject=place.subject, verb="context.read", actor=str(cast[who].uuid)).count() == 4


def test_what_a_review_says_of_a_goal_is_a_sentence_of_its_own_in_the_chronology(cast, place):
    carys = cast["carys"]
    assessed(carys, place)
    reviewed(carys, place)
    said = next(line.text for line in queries.chronology_of_context(carys, place) if line.title == "Reviewed")
    goal = queries.goals_of(place)[0].text
    assert f"{goal} Safer. Seen on three days." in said and ".:" not in said


def test_the_chronology_of_a_child_keeps_to_one_context_where_that_is_asked(client, cast, place):
    consultation = raised(cast["amina"], name="Ellie", named=True)
    other = opened(cast["amina"], name="A chat", kind="online")
    for one in (place, other):
        linked(cast["amina"], one, consultation)
        noticed(cast["amina"], one, what=f"Noticed at {one.name}")
    fresh(client, cast["amina"])
    where = reverse("desk:chronology", args=[consultation.reference])
    whole = client.get(where).content.decode()
    assert "Noticed at A chat" in whole and "Noticed at Mill Lane skate park" in whole and "Jokes about" in whole
    kept = client.get(f"{where}?context={other.reference}").content.decode()
    assert "Noticed at A chat" in kept and "Noticed at Mill Lane" not in kept and "Jokes about" not in kept
    lines = client.get(reverse("desk:chronology-json", args=[consultation.reference])).json()["lines"]
    assert {line["context"] for line in lines} == {None, place.reference, other.reference}
    assert {line["childs_words"] for line in lines if line["context"]} == {None}
    # The files are of what the page showed, and say that they are not all of it.
    only = f"?context={other.reference}"
    assert f"{where}/pdf{only}" in kept and f"{where}/json{only}" in kept
    told = client.get(f"{where}/json{only}").json()
    assert {line["context"] for line in told["lines"]} == {other.reference}
    assert told["only_of_context"] == "A chat" and told["lines_left_out"] == len(lines) - len(told["lines"]) > 0
    made = client.get(f"{where}/pdf{only}").content
    paper = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(made)).pages)
    assert "Only what concerns “A chat”" in paper and "left out" in paper and "Mill Lane" not in paper
    # Somebody of the child who reads neither context has none of it.
    fresh(client, cast["bola"])
    assert "A chat" not in client.get(where).content.decode()


def test_what_a_context_costs_does_not_grow_with_what_it_holds(client, cast, place):
    consultation = raised(cast["amina"], name="Ellie", named=True)
    carys = cast["carys"]
    linked(cast["amina"], place, consultation)
    pages = [reverse(f"contexts:{name}", args=[place.uuid]) for name in ("context", "chronology", "map", "picture")]
    pages += [reverse("contexts:child-map", args=[consultation.reference]), reverse("contexts:mine")]
    pages += [reverse("desk:chronology", args=[consultation.reference]), reverse("desk:home")]
    pages += [reverse("concerns:consultation", args=[consultation.reference])]

    def more(number: int) -> None:
        place_of = opened(cast["amina"], name=f"Place {number}", owner=carys)
        linked(cast["amina"], place_of, consultation)
        linked(cast["amina"], place, raised(cast["amina"], name=f"Nim{number}", named=True))
        noticed(carys, place)
        partner(carys, place)
        last = ContextAssessment.objects.filter(context=place, replaced_by=None).first()
        assessed(carys, place, replaces=last, changed_since="x")
        reviewed(carys, place)
        agreed(carys, conferred(carys, place, [carys]), carys)
        for of in ({"context": place}, {"consultation": consultation}):
            tied(carys, node(carys, f"Somebody {number}", **of), None, **of)

    def cost() -> list[int]:
        found = []
        for where in pages:
            client.get(where)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(where).status_code == 200
            found.append(len(asked))
        return found

    fresh(client, carys)
    more(1)
    few = cost()
    for number in (2, 3, 4):
        more(number)
    assert cost() == few


def test_a_half_typed_word_is_kept_and_the_page_of_a_colleagues_change_shows_both(client, cast, place):
    fresh(client, cast["amina"])
    where = reverse("contexts:change", args=[place.uuid])
    actions.change_context(cast["carys"], context=place, version=1, name="Mill Lane park", what="Theirs.")
    answer = client.post(where, {"name": "Skate park", "what": "Mine.", "stands": "1", "once": "c"})
    text = answer.content.decode()
    assert answer.status_code == 200 and "Theirs." in text and "Mine." in text
    assert Context.objects.get(pk=place.pk).what == "Theirs."
    assert client.post(where, {"name": "Skate park", "what": "Both.", "stands": "2", "version": "1"}).status_code == 302


def test_a_calendar_has_the_days_of_a_context_and_no_word_of_it(cast):
    carys, bola = cast["carys"], cast["bola"]
    place = opened(carys, owner=carys)
    let_in(carys, place, bola)
    conference = conferred(carys, place, [bola])
    agreed(carys, conference, bola)
    since = timezone.now()
    (review,) = [one for one in diary_of(carys, since) if one.title.startswith("Review due KX-")]
    (action,) = [one for one in diary_of(bola, since) if one.title.startswith("Action due KY-")]
    assert review.day == place.review_on and action.day
    assert place.reference not in review.title + action.title and place.name not in review.title + action.title
    actions.place_context_bar(carys, context=place, person=bola, reason="His nephew goes there.")
    assert not [one for one in diary_of(bola, since) if one.title.startswith("Action due KY-")]
