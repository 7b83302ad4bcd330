"""What somebody holds is taken over, by whom it may be, and nothing is left with nobody."""

import datetime
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NotFound
from kith.audit.models import Entry
from kith.concerns.actions import place_bar, start_consultation
from kith.concerns.models import Consultation, Note
from kith.desk.models import Notice
from kith.desk.tests.factories import claimed, decided, fresh, raised
from kith.editing.actions import begin_page
from kith.handover import actions, queries
from kith.handover.models import Answer, Handover, Item
from kith.handover.rules import people_who_see, sees_handover
from kith.handover.words import ItemState, Why
from kith.meetings.tests.factories import action_for, asked_before, planned
from kith.meetings.tests.factories import begun as begun_meeting
from kith.panel import actions as panels
from kith.panel.models import Look, Panel
from kith.panel.tests.factories import entered, panel_of
from kith.people import actions as people
from kith.people.actions import StillHolds
from kith.people.models import Absence, Membership, Person, PointOfContact, RoleHeld, Vetting, VettingLevel
from kith.people.queries import gaps_in
from kith.people.rules import NotTheirs, held_by, kind_of
from kith.screening import actions as screening
from kith.screening.models import Question, Screening, SignOff, Step
from kith.sharing.holdings import Received
from kith.sharing.models import RequestPart
from kith.sharing.tests.factories import answered, asked, written
from kith.sharing.words import Extent

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=7)


def begun(cast, by="jo", who="bola", why=Why.LEAVES, days=7):
    return actions.begin_handover(
        cast[by], person=cast[who], why=why, last_day=timezone.localdate() + datetime.timedelta(days=days)
    )


def the(kind, person):
    """The one thing of this kind that the person holds."""
    (held,) = [one for one in held_by(person) if one.kind == kind]
    return held


def offer(cast, by, handover, kind, holder, to):
    return actions.offer_thing(
        cast[by], handover=handover, held=the(kind, cast[holder]), holder=cast[holder], to=cast[to]
    )


def kinds_of(person):
    return sorted({held.kind for held in held_by(person)})


def anew(person):
    """The person as the next request loads them."""
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def test_everything_that_somebody_holds_is_gathered(cast):
    row = claimed(cast)
    screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    asked(cast["amina"], row.consultation)
    start_consultation(cast["amina"], once_key="x")
    assert kinds_of(cast["amina"]) == ["asked", "consultation", "draft", "question"]
    assert kinds_of(cast["bola"]) == ["contact", "screening"]
    assert kinds_of(cast["dan"]) == ["contact", "request"]
    assert kinds_of(cast["nia"]) == ["contact", "request", "team"]
    assert kinds_of(cast["jo"]) == ["post"]
    assert kinds_of(cast["olu"]) == []


def test_signing_and_steps_and_disagreements_are_gathered(cast):
    decision = decided(cast, outcomes=["section-17", "prevent-referral"])
    screening.record_disagreement(cast["petra"], decision=decision, text="No.", once_key="d")
    assert {"sign-off", "disagreement", "step"} & set(kinds_of(cast["carys"])) >= {"sign-off", "disagreement"}
    assert "step" in kinds_of(cast["amina"])


def test_a_screening_is_offered_taken_and_moved_by_its_own_room(cast):
    row = claimed(cast)
    handover = begun(cast)
    item = offer(cast, "bola", handover, "screening", "bola", "petra")
    assert Notice.objects.filter(person=cast["petra"], kind="handover-offered").count() == 1
    with pytest.raises(actions.NotOffered):
        actions.take_over(cast["amina"], item=item)
    actions.take_over(cast["petra"], item=item)
    row.refresh_from_db()
    assert row.owner == cast["petra"] and kinds_of(cast["bola"]) == ["contact"]
    assert Entry.objects.filter(verb="screening.handed-over", actor=str(cast["petra"].uuid)).count() == 1
    assert Entry.objects.filter(verb="handover.taken").count() == 1
    assert Answer.objects.get().by == cast["petra"]


def test_the_second_click_and_the_second_taker_change_nothing(cast):
    claimed(cast)
    handover = begun(cast)
    item = offer(cast, "bola", handover, "screening", "bola", "petra")
    assert offer(cast, "bola", handover, "screening", "bola", "petra").pk == item.pk
    assert Entry.objects.filter(verb="handover.offered").count() == 1
    stale = Item.objects.get(pk=item.pk)
    actions.take_over(cast["petra"], item=item)
    actions.take_over(cast["petra"], item=stale)
    assert Answer.objects.count() == 1 and Entry.objects.filter(verb="handover.taken").count() == 1


def test_of_two_to_whom_it_was_offered_one_has_it(cast):
    consultation = raised(cast["amina"])
    handover = begun(cast, by="carys", who="amina")
    first = offer(cast, "amina", handover, "consultation", "amina", "olu")
    second = offer(cast, "carys", handover, "consultation", "amina", "vera")
    with pytest.raises(actions.NotOffered):
        actions.take_over(cast["olu"], item=first)
    actions.take_over(cast["vera"], item=second)
    with pytest.raises(actions.NotOffered):
        actions.take_over(cast["olu"], item=first)
    consultation.refresh_from_db()
    assert consultation.owner == cast["vera"]


def test_who_may_not_have_it_is_not_offered_it_and_cannot_take_it_later(cast):
    consultation = raised(cast["amina"])
    handover = begun(cast, by="carys", who="amina")
    for stranger in ("rhys", "dan", "esme", "jo"):
        with pytest.raises(actions.MayNotHave):
            offer(cast, "amina", handover, "consultation", "amina", stranger)
    item = offer(cast, "amina", handover, "consultation", "amina", "petra")
    place_bar(cast["carys"], consultation=consultation, person=cast["petra"], reason="Her nephew")
    with pytest.raises(actions.MayNotHave):
        actions.take_over(cast["petra"], item=item)
    with pytest.raises(actions.MayNotHave):
        offer(cast, "amina", handover, "consultation", "amina", "petra")
    consultation.refresh_from_db()
    assert consultation.owner == cast["amina"]


def test_a_gist_goes_to_nobody_who_is_not_vetted_for_it(cast):
    request = asked(cast["amina"], claimed(cast).consultation)
    full = written("Fuller.", Extent.FULL, floor="sc")
    answered(cast["dan"], request, full, written("A gist.", Extent.GIST), kind="gist")
    handover = begun(cast, who="nia")
    agency = cast["nia"].agency
    third = Person.objects.create_person(
        "kit@thornmere.example", "x", name="Kit", authority=cast["nia"].authority, agency=agency
    )
    RoleHeld.objects.create(person=third, role="partner")
    cast = {**cast, "kit": third}
    with pytest.raises(actions.MayNotHave):
        offer(cast, "nia", handover, "gist", "nia", "kit")
    level = VettingLevel.objects.get(key="sc")
    Vetting.objects.create(
        person=third,
        level=level,
        issuer="Police",
        last_day=timezone.localdate() + SOON,
        entered_by=cast["ines"],
        confirmed_by=cast["jo"],
        confirmed_at=timezone.now(),
    )
    item = offer(cast, "nia", handover, "gist", "nia", "kit")
    actions.take_over(third, item=item)
    assert "gist" not in kinds_of(cast["nia"])


def test_a_sign_off_goes_to_no_manager_who_raised_or_decided(cast):
    decided(cast, outcomes=["prevent-referral"])
    handover = begun(cast, who="carys")
    for wrong in ("bola", "amina", "olu", "tom"):
        with pytest.raises(actions.MayNotHave):
            offer(cast, "carys", handover, "sign-off", "carys", wrong)
    actions.take_over(cast["vera"], item=offer(cast, "carys", handover, "sign-off", "carys", "vera"))
    assert SignOff.objects.get().asked_of == cast["vera"]


def test_declining_says_why_and_leaves_it_where_it_is(cast):
    claimed(cast)
    handover = begun(cast)
    item = offer(cast, "bola", handover, "screening", "bola", "petra")
    with pytest.raises(ValueError):
        actions.decline(cast["petra"], item=item, because="  ")
    actions.decline(cast["petra"], item=item, because="I raised one like it, and have too many.")
    item.refresh_from_db()
    assert item.state == ItemState.LEFT and Screening.objects.get().owner == cast["bola"]
    with pytest.raises(actions.NotOffered):
        actions.take_over(cast["petra"], item=item)
    left = {one.held.kind: one for one in queries.things_in(cast["bola"], handover).left}
    assert left["screening"].declined.because.startswith("I raised one")


def test_a_manager_offers_what_they_work_in_and_an_administrator_no_case(cast):
    consultation = raised(cast["amina"])
    handover = begun(cast, who="amina")
    for wrong in ("jo", "vera"):
        with pytest.raises(NotFound):
            offer(cast, wrong, handover, "consultation", "amina", "olu")
    things = queries.things_in(cast["jo"], handover)
    assert things.left == [] and things.more
    actions.take_over(cast["olu"], item=offer(cast, "carys", handover, "consultation", "amina", "olu"))
    consultation.refresh_from_db()
    assert consultation.owner == cast["olu"]


def test_the_last_day_takes_effect_once_nothing_is_left(cast):
    row = claimed(cast)
    handover = begun(cast, days=0)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    actions.work_through(WORKER, today=timezone.localdate())
    actions.work_through(WORKER, today=tomorrow)
    assert anew(cast["bola"]).is_active, "something is left"
    assert Notice.objects.filter(kind="handover-late", person=cast["bola"]).count() == 1
    with pytest.raises(StillHolds), transaction.atomic():
        people.end_person("system:command", person=cast["bola"])
    actions.take_over(cast["petra"], item=offer(cast, "bola", handover, "screening", "bola", "petra"))
    assert actions.work_through(WORKER, today=tomorrow) == 0, "whom partners ring is something that one holds"
    actions.take_over(cast["petra"], item=offer(cast, "bola", handover, "contact", "bola", "petra"))
    assert actions.work_through(WORKER, today=tomorrow) == 1
    assert not anew(cast["bola"]).is_active
    handover.refresh_from_db()
    row.refresh_from_db()
    assert handover.finished_at and row.owner == cast["petra"]


def test_a_day_that_the_person_wrote_ends_nothing(cast):
    day = timezone.localdate()
    handover = actions.begin_handover(cast["olu"], person=cast["olu"], why=Why.LEAVES, last_day=day)
    assert Notice.objects.filter(kind="handover-begun").exclude(person=cast["olu"]).count() == 1
    assert actions.work_through(WORKER, today=day + SOON) == 0
    assert anew(cast["olu"]).is_active
    actions.change_handover(cast["vera"], handover=handover, why=Why.LEAVES, last_day=day)
    assert actions.work_through(WORKER, today=day + SOON) == 1


def test_moving_ends_what_was_held_when_it_began_and_nothing_else(cast):
    olu, day = cast["olu"], timezone.localdate()
    begun(cast, who="olu", why=Why.MOVES, days=0)
    people.add_role("system:command", person=olu, role="editor")
    actions.work_through(WORKER, today=day + SOON)
    olu = anew(olu)
    assert olu.is_active and olu.roles == {"editor"} and olu.team_ids == () and olu.leaves_on is None


def test_a_role_that_something_needs_does_not_end(cast):
    claimed(cast)
    with pytest.raises(StillHolds), transaction.atomic():
        people.end_role("system:command", person=cast["bola"], role="specialist")
    team = Membership.objects.get(person=cast["bola"]).team
    with pytest.raises(StillHolds), transaction.atomic():
        people.leave_team("system:command", person=cast["bola"], team=team)
    people.end_role("system:command", person=cast["bola"], role="specialist", at_once=True)
    assert Screening.objects.get().owner == cast["petra"]
    assert anew(cast["bola"]).is_active


def test_rights_end_at_once_and_nothing_is_with_nobody(cast):
    consultation = raised(cast["amina"])
    request = asked(cast["amina"], consultation)
    start_consultation(cast["amina"], once_key="x")
    for wrong in ("olu", "bola", "amina", "tom"):
        with pytest.raises(NotFound), transaction.atomic():
            actions.end_at_once(cast[wrong], person=cast["amina"], because="Suspended.")
    handover = actions.end_at_once(cast["carys"], person=cast["amina"], because="Suspended.")
    assert not anew(cast["amina"]).is_active
    consultation.refresh_from_db()
    assert consultation.owner == cast["carys"]
    waiting = queries.waiting_with(cast["carys"])
    assert sorted(thing.held.kind for thing in waiting) == ["asked", "consultation", "draft"]
    assert Notice.objects.filter(person=cast["carys"], kind="handover-default").exists()
    assert [thing.may_keep for thing in waiting if thing.held.kind == "consultation"] == [True]
    # Carys offers it on; it is hers until it is taken over.
    item = offer(cast, "carys", handover, "consultation", "carys", "olu")
    consultation.refresh_from_db()
    assert consultation.owner == cast["carys"]
    actions.take_over(cast["olu"], item=item)
    consultation.refresh_from_db()
    assert consultation.owner == cast["olu"] and request.asked_by == cast["amina"]
    handover.refresh_from_db()
    assert handover.is_open, "the request still waits with Carys"


def test_who_has_it_by_default_may_keep_it_while_it_is_offered_on(cast):
    consultation = raised(cast["amina"])
    handover = actions.end_at_once(cast["carys"], person=cast["amina"], because="Suspended.")
    item = offer(cast, "carys", handover, "consultation", "carys", "olu")
    actions.keep_it(cast["carys"], item=item)
    item.refresh_from_db()
    consultation.refresh_from_db()
    assert (item.state, item.offered_to, consultation.owner) == (ItemState.TAKEN, None, cast["carys"])
    with pytest.raises(actions.NotOffered):
        actions.take_over(cast["olu"], item=item)


def test_who_took_over_a_request_hears_of_its_answer(cast):
    consultation = raised(cast["amina"])
    request = asked(cast["amina"], consultation)
    handover = begun(cast, by="carys", who="amina")
    actions.take_over(cast["olu"], item=offer(cast, "amina", handover, "asked", "amina", "olu"))
    assert "asked" in kinds_of(cast["olu"]) and "asked" not in kinds_of(cast["amina"])
    answered(cast["dan"], request, kind="not-held", because="not-held")
    assert Notice.objects.filter(person=cast["olu"], kind="request-answered").count() == 1
    assert "asked" not in kinds_of(cast["olu"])


def test_a_request_goes_to_a_colleague_of_the_same_agency_alone(cast):
    request = asked(cast["amina"], raised(cast["amina"]))
    handover = begun(cast, by="nia", who="dan")
    for wrong in ("amina", "carys", "jo"):
        with pytest.raises(actions.MayNotHave):
            offer(cast, "dan", handover, "request", "dan", wrong)
    actions.take_over(cast["nia"], item=offer(cast, "dan", handover, "request", "dan", "nia"))
    live = RequestPart.objects.filter(matter=request, ends=None)
    assert [part.person for part in live] == [cast["nia"]]
    assert Received().held_by(cast["dan"]) == []


def test_a_contact_and_its_deputy_are_taken_over_and_a_gap_shows(cast):
    handover = begun(cast, by="nia", who="dan")
    contact = PointOfContact.objects.get(person=cast["dan"])
    assert "person-leaves" in {gap.kind for gap in gaps_in(contact, today=timezone.localdate(), ahead=28)}
    actions.take_over(cast["nia"], item=offer(cast, "dan", handover, "contact", "dan", "nia"))
    contact.refresh_from_db()
    assert contact.person == cast["nia"] and contact.deputy is None and contact.name == "Nia"
    assert {gap.kind for gap in gaps_in(contact, today=timezone.localdate(), ahead=28)} == {"no-deputy"}


def test_a_post_held_alone_is_offered_by_an_administrator_alone(cast):
    handover = begun(cast, by="carys", who="gwen")
    for wrong in ("carys", "gwen"):
        with pytest.raises(NotFound):
            offer(cast, wrong, handover, "post", "gwen", "farah")
    item = offer(cast, "jo", handover, "post", "gwen", "farah")
    assert "training-lead" not in anew(cast["farah"]).roles
    actions.take_over(cast["farah"], item=item)
    assert "training-lead" in anew(cast["farah"]).roles
    assert held_by(cast["gwen"]) == []


def test_a_vacancy_gives_nobody_a_right(cast):
    actions.end_at_once(cast["jo"], person=cast["ines"], because="Suspended.")
    carys = anew(cast["carys"])
    assert "governance" not in carys.roles
    assert [held.words for held in held_by(carys) if held.kind == "post"] == ["Vacant: information governance"]
    people.add_role("system:command", person=cast["farah"], role="governance")
    assert [held for held in held_by(carys) if held.kind == "post"] == []


def test_what_one_knows_of_a_matter_stands_in_the_matter(cast):
    row = claimed(cast)
    handover = begun(cast)
    held = the("screening", cast["bola"])
    said = {"where_it_stands": "School answers on Friday.", "would_tell": "Ring the lead, not the office."}
    for _ in range(2):
        actions.write_words(cast["bola"], handover=handover, held=held, once_key="one", **said)
    note = Note.objects.get(consultation=row.consultation)
    assert "School answers on Friday." in note.text and "Ring the lead" in note.text
    for wrong in ("jo", "carys", "petra"):
        with pytest.raises(NotFound):
            actions.write_words(cast[wrong], handover=handover, held=held, once_key="two", **said)
    actions.take_over(cast["petra"], item=offer(cast, "bola", handover, "screening", "bola", "petra"))
    (thing,) = queries.as_taken(cast["petra"], queries.taken_by(cast["petra"]))
    assert "School answers" in thing.written[0].text
    place_bar(cast["carys"], consultation=row.consultation, person=cast["petra"], reason="Her nephew")
    (thing,) = queries.as_taken(cast["petra"], queries.taken_by(cast["petra"]))
    assert thing.written == [] and not thing.shows_reference


def test_what_one_knows_of_a_contact_is_read_by_who_has_it(cast):
    handover = begun(cast, by="nia", who="dan")
    actions.write_words(
        cast["dan"],
        handover=handover,
        held=the("contact", cast["dan"]),
        where_it_stands="",
        would_tell="The school ring on Mondays.",
        once_key="c",
    )
    offer(cast, "dan", handover, "contact", "dan", "nia")
    (thing,) = queries.offered_to(cast["nia"])
    assert thing.written[0].would_tell == "The school ring on Mondays."
    (thing,) = [one for one in queries.things_in(cast["jo"], handover).left if one.held.kind == "contact"]
    assert thing.written == []


def test_the_three_faces_of_the_rule_agree_over_the_whole_cast(cast):
    for who in ("bola", "dan", "gwen", "rhys"):
        by = "tom" if who == "rhys" else "jo"
        handover = begun(cast, by=by, who=who)
        by_rows = {p for p in cast.values() if Handover.objects.filter(sees_handover(p), pk=handover.pk).exists()}
        assert by_rows == set(people_who_see(handover))
    assert {p.name for p in people_who_see(Handover.objects.get(person=cast["bola"]))} == {
        "Bola",
        "Carys",
        "Vera",
        "Jo",
    }
    assert {p.name for p in people_who_see(Handover.objects.get(person=cast["dan"]))} == {"Dan", "Nia", "Jo"}


def test_begun_twice_is_one_and_called_off_ends_nothing(cast):
    first, second = begun(cast), begun(cast)
    assert first.pk == second.pk and Entry.objects.filter(verb="handover.begun").count() == 1
    for wrong in ("olu", "amina", "tom", "dan", "esme"):
        with pytest.raises(NotFound):
            begun(cast, by=wrong)
    actions.call_off(cast["jo"], handover=first)
    assert anew(cast["bola"]).leaves_on is None
    assert actions.work_through(WORKER, today=timezone.localdate() + 2 * SOON) == 0
    assert begun(cast).pk != first.pk


def test_covering_an_absence_is_something_that_one_holds(cast):
    contact = PointOfContact.objects.get(person=cast["dan"])
    today = timezone.localdate()
    Absence.objects.create(contact=contact, first_day=today, last_day=today + SOON, cover=cast["nia"])
    parts = {held.key.split("|")[3] for held in held_by(cast["nia"]) if held.kind == "contact"}
    assert parts == {"deputy", "cover"}


def test_what_nobody_may_have_keeps_its_name_and_is_told(cast):
    consultation = raised(cast["amina"])
    for who in ("bola", "petra", "carys", "vera", "olu"):
        place_bar(cast[who], consultation=consultation, person=cast[who], reason="A neighbour")
    actions.end_at_once(cast["jo"], person=cast["amina"], because="Suspended.")
    consultation.refresh_from_db()
    assert consultation.owner == cast["amina"]
    assert Notice.objects.filter(kind="handover-nobody", person=cast["ines"]).exists()
    newcomer = Person.objects.create_person(
        "kit@thornmere.example", "x", name="Kit", authority=cast["amina"].authority, agency=cast["amina"].agency
    )
    RoleHeld.objects.create(person=newcomer, role="practitioner")
    actions.work_through(WORKER, today=timezone.localdate())
    consultation.refresh_from_db()
    assert consultation.owner == newcomer


def test_what_is_done_meanwhile_is_not_taken(cast):
    row = claimed(cast)
    question = screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    handover = begun(cast, by="carys", who="amina")
    item = offer(cast, "amina", handover, "question", "amina", "olu")
    screening.answer_question(cast["amina"], question=question, answer="Nobody.")
    with pytest.raises(NotTheirs):
        actions.take_over(cast["olu"], item=item)
    assert Question.objects.get().answered_by == cast["amina"]


def test_the_pages_over_the_whole_cast(client, cast):
    consultation = raised(cast["amina"])
    handover = begun(cast, by="carys", who="amina")
    offer(cast, "amina", handover, "consultation", "amina", "olu")
    page = reverse("handover:handover", args=[handover.uuid])
    thing = queries.thing_uuid(handover, "consultation", consultation.reference)
    where = {
        page: {"amina", "carys", "vera", "jo"},
        reverse("handover:thing", args=[handover.uuid, thing]): {"amina", "carys"},
        reverse("handover:day", args=[handover.uuid]): {"carys", "vera", "jo"},
        reverse("handover:at-once", args=[handover.uuid]): {"carys", "vera", "jo"},
        reverse("handover:decline", args=[thing]): {"olu"},
    }
    for address, allowed in where.items():
        got = set()
        for key, person in cast.items():
            fresh(client, person)
            if client.get(address).status_code == 200:
                got.add(key)
        assert got == allowed, address
    for key in ("vera", "jo"):
        client.force_login(cast[key])
        text = client.get(page).content.decode()
        assert consultation.reference not in text and "There is more, which you may not read" in text
    client.force_login(cast["olu"])
    text = client.get(reverse("handover:mine")).content.decode()
    assert "Owner of a consultation" in text and consultation.reference not in text


def test_offering_and_taking_over_several_at_once(client, cast):
    rows = [raised(cast["amina"]) for _ in range(3)]
    handover = begun(cast, by="carys", who="amina")
    things = [str(queries.thing_uuid(handover, "consultation", row.reference)) for row in rows]
    place_bar(cast["carys"], consultation=rows[0], person=cast["olu"], reason="A neighbour")
    client.force_login(cast["amina"])
    page = reverse("handover:handover", args=[handover.uuid])
    empty = client.post(page, {"to": str(cast["olu"].uuid)})
    assert "Choose what you offer" in empty.content.decode()
    missing = client.post(page, {"thing": things[:1], "to": ""}).content.decode()
    assert "Choose a person" in missing and f'value="{things[0]}" checked' in missing
    done = client.post(page, {"thing": things, "to": str(cast["olu"].uuid)}, follow=True).content.decode()
    assert "Offered to Olu, who was told: 2." in done and "Olu may not have this" in done
    client.force_login(cast["carys"])
    kept = client.post(page, {"thing": things[:1], "to": str(cast["carys"].uuid)}, follow=True).content.decode()
    assert "Offered to yourself: 1." in kept and "Carys, who was told" not in kept
    client.force_login(cast["amina"])
    client.force_login(cast["olu"])
    where = reverse("handover:take-over")
    said = client.post(where, {"item": things[1:]}, follow=True).content.decode()
    assert "Yours from now on: 2." in said
    assert client.post(where, {"item": things[1:2]}, follow=True).status_code == 200
    assert client.post(where, {"item": things[:1]}).status_code == 404
    assert client.post(where, {"item": ["x"]}).status_code == 404
    assert Consultation.objects.filter(owner=cast["olu"]).count() == 2
    assert Answer.objects.count() == 2


def test_half_typed_words_are_kept_for_their_writer(client, cast):
    consultation = raised(cast["amina"])
    handover = begun(cast, by="carys", who="amina")
    thing = queries.thing_uuid(handover, "consultation", consultation.reference)
    where = reverse("handover:thing", args=[handover.uuid, thing])
    client.force_login(cast["amina"])
    sent = {"act": "words", "where_it_stands": "Half a sent", "would_tell": "", "version": "0"}
    assert client.post(where, sent, headers={"X-Autosave": "1"}).json()["version"] == 1
    assert "Half a sent" in client.get(where).content.decode()
    assert not Note.objects.exists()
    client.force_login(cast["carys"])
    assert client.post(where, sent, headers={"X-Autosave": "1"}).status_code == 404
    assert "Half a sent" not in client.get(where).content.decode()
    client.force_login(cast["amina"])
    assert "Write something" in client.post(where, {"act": "words"}).content.decode()
    # As the page sends it: with the version that it shows.
    sent["version"] = re.search(r'name="version" value="(\d+)"', client.get(where).content.decode())[1]
    assert client.post(where, {**sent, "where_it_stands": "Half a sentence.", "once": "o"}).status_code == 302
    assert Note.objects.get().text.endswith("Half a sentence.")
    steps = Step.objects.count()
    assert "Half a sent<" not in client.get(where).content.decode() and steps == 0


def test_who_has_something_by_default_and_sees_no_handover_offers_it_on(client, cast):
    consultation = raised(cast["amina"])
    visit = planned(cast["amina"], consultation, lead=cast["olu"])
    for who in ("vera", "carys"):
        place_bar(cast[who], consultation=consultation, person=cast[who], reason="A neighbour")
    handover = actions.end_at_once(cast["vera"], person=cast["olu"], because="Suspended.")
    visit.refresh_from_db()
    assert visit.lead == cast["amina"], "the owner of the matter, where no manager may"
    thing = queries.thing_uuid(handover, "meeting-lead", str(visit.uuid))
    where = reverse("handover:thing", args=[handover.uuid, thing])
    for who in ("bola", "dan", "rhys"):
        client.force_login(cast[who])
        assert client.get(where).status_code == 404, who
    client.force_login(cast["amina"])
    assert where in client.get(reverse("handover:mine")).content.decode()
    assert "Leads a joint visit" in client.get(where).content.decode()
    assert client.get(reverse("handover:handover", args=[handover.uuid])).status_code == 404
    sent = client.post(where, {"act": "offer", "to": str(cast["bola"].uuid)})
    assert sent.status_code == 302 and sent.url == reverse("handover:mine")
    actions.take_over(cast["bola"], item=Item.objects.get(offered_to=cast["bola"]))
    visit.refresh_from_db()
    assert visit.lead == cast["bola"]
    client.force_login(cast["amina"])
    assert client.get(where).status_code == 404


def filled(cast, many):
    """What Dan, Amina and Bola hold, of every kind that a matter can give them, so many times over."""
    made = []
    for _ in range(many):
        row = claimed(cast)
        consultation = row.consultation
        screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key=f"q{row.pk}")
        request = asked(cast["amina"], consultation)
        answered(cast["nia"], request, written("A gist.", Extent.GIST), kind="gist")
        visit = planned(cast["amina"], consultation, lead=cast["dan"])
        asked_before(cast["amina"], consultation, meeting=visit)
        meeting = begun_meeting(planned(cast["amina"], consultation, kind="strategy"))
        for owner in ("amina", "dan"):
            action_for(cast["amina"], meeting, cast[owner])
        asked(cast["amina"], consultation, needed="More.")
        start_consultation(cast["amina"], once_key=f"x{row.pk}")
        made.append(consultation)
    panel = Panel.objects.first() or panel_of(cast)
    for number in range(many):
        begin_page(cast["petra"], title=f"Our desk {number} of {many}", kind="guidance")
        vetting = {"person": cast["olu"], "level": VettingLevel.objects.get(key="sc"), "entered_by": cast["carys"]}
        Vetting.objects.create(issuer=f"{number}", last_day=timezone.localdate() + SOON, **vetting)
        case = entered(cast, panel, worker="amina")
        for owner in ("dan", "amina", "petra"):
            said = {"text": "Ring.", "due_on": None, "is_support": False, "once_key": f"{case.reference}{owner}"}
            panels.agree_action(cast["petra"], case=case, owner=cast[owner], **said)
        Look.objects.create(case=case, clock="six", title="Six months", due_on=timezone.localdate() + SOON)
    return made


PAGES = (("dan", "jo"), ("dan", "nia"), ("dan", "dan"), ("amina", "carys"), ("amina", "amina"), ("petra", "petra"))


def test_the_page_asks_no_more_questions_where_more_is_held(client, cast):
    filled(cast, 1)
    handovers = {
        who: begun(cast, by=by, who=who) for who, by in (("dan", "nia"), ("amina", "carys"), ("petra", "carys"))
    }
    costs: dict[tuple, list[int]] = {}
    seen: dict[tuple, list[int]] = {}
    for many in (0, 4):
        filled(cast, many)
        for who, reader in PAGES:
            fresh(client, cast[reader])
            page = reverse("handover:handover", args=[handovers[who].uuid])
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                text = client.get(page).content.decode()
            costs.setdefault((who, reader), []).append(len(captured))
            seen.setdefault((who, reader), []).append(text.count('<li class="kith-row">'))
    assert {few == lots for few, lots in costs.values()} == {True}, costs
    assert all(few < lots for (who, reader), (few, lots) in seen.items() if reader != "jo"), seen


def test_what_is_offered_and_waits_asks_no_more_questions_where_there_is_more(client, cast):
    costs = []
    for many in (1, 4):
        for consultation in filled(cast, many):
            assert consultation.owner == cast["amina"]
        handover = begun(cast, by="carys", who="amina")
        for held in held_by(anew(cast["amina"])):
            if held.kind == "consultation":
                actions.offer_thing(cast["carys"], handover=handover, held=held, holder=cast["amina"], to=cast["olu"])
        fresh(client, cast["olu"])
        client.get(reverse("handover:mine"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("handover:mine"))
        costs.append(len(captured))
    assert costs[0] == costs[1]
    actions.end_at_once(cast["carys"], person=cast["amina"], because="Suspended.")
    fresh(client, cast["carys"])
    client.get(reverse("handover:mine"))
    with CaptureQueriesContext(connection) as captured:
        text = client.get(reverse("handover:mine")).content.decode()
    waits, cost = text.count('<li class="kith-row">'), len(captured)
    actions.take_over(cast["olu"], item=Item.objects.filter(offered_to=cast["olu"], state=ItemState.OFFERED).first())
    with CaptureQueriesContext(connection) as captured:
        text = client.get(reverse("handover:mine")).content.decode()
    assert text.count('<li class="kith-row">') < waits and len(captured) == cost


def test_each_kind_says_of_many_what_it_says_of_one(cast):
    filled(cast, 2)
    asked_of = 0
    for who in ("dan", "nia", "amina", "bola", "petra", "esme", "carys", "jo"):
        of = anew(cast[who])
        for held in held_by(of):
            kind = kind_of(held.kind)
            others = [one for one in held_by(of) if one.kind == held.kind]
            for reader in ("dan", "nia", "amina", "carys", "vera", "jo", "olu", "rhys"):
                person = anew(cast[reader])
                asked_of += 1
                assert kind.sees(person, held, of=of) == (held.key in kind.seen_among(person, others, of=of))
                assert kind.may_offer(person, held, of=of) == (held.key in kind.offered_among(person, others, of=of))
    assert asked_of > 200
