"""What somebody has for a panel is taken over by who may have it, and nothing of it is left with nobody."""

import datetime

import pytest
from django.utils import timezone

from kith.concerns.actions import place_bar as bar_in_matter
from kith.desk.models import Notice
from kith.handover import actions as handover
from kith.handover import queries as handovers
from kith.panel import actions, queries
from kith.panel.models import Case, CasePart, Look, Member, PlanAction
from kith.panel.rules import sees_case, sees_panel
from kith.people.models import Person, RoleHeld
from kith.people.rules import NotTheirs, held_by

from .factories import entered, key, panel_of, sent

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def the(kind, person):
    (held,) = [one for one in held_by(anew(person)) if one.kind == kind]
    return held


def kinds_of(person):
    return sorted({one.kind for one in held_by(anew(person)) if one.kind.startswith("panel")})


def agreed(cast, case, owner, **said):
    said = {"text": "Ring the school.", "due_on": TODAY() + datetime.timedelta(days=9), "is_support": False, **said}
    return actions.agree_action(cast["petra"], case=case, owner=cast[owner], once_key=key(), **said)


def leaving(cast, who, by="jo"):
    return handover.begin_handover(cast[by], person=cast[who], last_day=TODAY() + datetime.timedelta(days=7))


def offer(cast, by, row, kind, holder, to):
    held = the(kind, cast[holder])
    return handover.offer_thing(cast[by], handover=row, held=held, holder=cast[holder], to=cast[to])


def newcomer(cast, agency, *roles, name="Kit"):
    person = Person.objects.create_person(
        f"{name.lower()}@thornmere.example", "x", name=name, authority=cast["dan"].authority, agency=cast[agency].agency
    )
    for role in roles:
        RoleHeld.objects.create(person=person, role=role)
    return anew(person)


def look_at(case, days=170):
    return Look.objects.create(case=case, clock="six", title="Six months", due_on=TODAY() + datetime.timedelta(days))


def test_everything_for_a_panel_is_gathered_and_names_no_child(cast):
    panel = panel_of(cast)
    case = entered(cast, panel)
    agreed(cast, case, "dan")
    look_at(case)
    assert kinds_of(cast["dan"]) == ["panel-action", "panel-seat"]
    assert kinds_of(cast["amina"]) == ["panel-social-worker"]
    assert kinds_of(cast["petra"]) == ["panel-look", "panel-seat"]
    assert kinds_of(cast["esme"]) == ["panel-seat"] and kinds_of(cast["olu"]) == []
    words = " ".join(one.words for who in ("dan", "amina", "petra", "esme") for one in held_by(cast[who]))
    assert case.reference in words and "Megan" not in words and "school" not in words


def test_an_action_is_taken_over_by_who_may_have_it_and_its_owner_is_let_out(cast):
    case = entered(cast, panel_of(cast))
    action = agreed(cast, case, "olu")
    row = leaving(cast, "olu")
    for wrong in ("nia", "rhys", "jo"):
        with pytest.raises(handover.MayNotHave):
            offer(cast, "olu", row, "panel-action", "olu", wrong)
    item = offer(cast, "olu", row, "panel-action", "olu", "vera")
    handover.take_over(cast["vera"], item=item)
    action.refresh_from_db()
    assert action.owner == cast["vera"] and kinds_of(cast["olu"]) == []
    assert Case.objects.filter(sees_case(cast["vera"]), pk=case.pk).exists()
    assert not Case.objects.filter(sees_case(cast["olu"]), pk=case.pk).exists()
    assert [one.pk for one in queries.actions_of(cast["vera"])] == [action.pk]
    with pytest.raises(NotTheirs):
        actions.take_over_action(cast["bola"], action=action, of=cast["olu"], to=cast["bola"])


def test_declined_it_stays_where_it_is(cast):
    case = entered(cast, panel_of(cast))
    action = agreed(cast, case, "olu")
    item = offer(cast, "olu", leaving(cast, "olu"), "panel-action", "olu", "vera")
    handover.decline(cast["vera"], item=item, because="I know nothing of it.")
    action.refresh_from_db()
    assert action.owner == cast["olu"] and not CasePart.objects.filter(person=cast["vera"]).exists()


def test_a_seat_goes_to_a_colleague_of_the_agency_and_a_chair_to_who_may_chair(cast):
    panel = panel_of(cast)
    row = leaving(cast, "dan")
    for wrong in ("amina", "olu", "esme", "jo", "carys"):
        with pytest.raises(handover.MayNotHave):
            offer(cast, "dan", row, "panel-seat", "dan", wrong)
    handover.take_over(cast["nia"], item=offer(cast, "dan", row, "panel-seat", "dan", "nia"))
    seat = Member.objects.get(panel=panel, person=cast["nia"], ends=None)
    assert (seat.seat, seat.role) == ("member", "Case officer")
    assert not panel.__class__.objects.filter(sees_panel(cast["dan"]), pk=panel.pk).exists()
    row = leaving(cast, "esme")
    for wrong in ("nia", "petra", "carys", "jo"):
        with pytest.raises(handover.MayNotHave):
            offer(cast, "esme", row, "panel-seat", "esme", wrong)
    handover.take_over(cast["vera"], item=offer(cast, "esme", row, "panel-seat", "esme", "vera"))
    assert Member.objects.get(panel=panel, seat="chair", ends=None).person == cast["vera"]


def test_a_member_who_takes_a_post_has_one_seat(cast):
    panel = panel_of(cast)
    actions.seat_member(cast["esme"], panel=panel, person=cast["bola"], seat="member")
    item = offer(cast, "petra", leaving(cast, "petra"), "panel-seat", "petra", "bola")
    handover.take_over(cast["bola"], item=item)
    assert [one.seat for one in Member.objects.filter(panel=panel, person=cast["bola"], ends=None)] == ["coordinator"]


def test_at_once_a_seat_is_empty_gives_nobody_a_right_and_waits_with_the_manager(cast):
    panel = panel_of(cast)
    case = entered(cast, panel)
    action = agreed(cast, case, "dan")
    row = handover.end_at_once(cast["nia"], person=cast["dan"], because="Suspended.")
    action.refresh_from_db()
    assert action.owner == cast["petra"], "of police nobody else reads the case"
    assert not Case.objects.filter(sees_case(cast["nia"]), pk=case.pk).exists()
    (waiting,) = [one for one in handovers.waiting_with(cast["nia"]) if one.held.kind == "panel-seat"]
    assert waiting.held.words.startswith("Empty: Member of") and not waiting.may_keep
    assert Notice.objects.filter(person=cast["nia"], kind="handover-default").exists()
    kit = newcomer(cast, "dan", "partner")
    item = offer({**cast, "kit": kit}, "nia", row, "panel-seat", "nia", "kit")
    handover.take_over(kit, item=item)
    assert Member.objects.get(panel=panel, person=kit).ends is None and "panel-seat" not in kinds_of(cast["nia"])


def test_an_empty_seat_is_filled_by_the_panel_too_and_waits_no_more(cast):
    panel = panel_of(cast)
    handover.end_at_once(cast["carys"], person=cast["petra"], because="Suspended.")
    assert "panel-seat" in kinds_of(cast["vera"]) or "panel-seat" in kinds_of(cast["carys"])
    actions.seat_member(cast["esme"], panel=panel, person=cast["bola"], seat="coordinator")
    held = [one.words for who in ("vera", "carys") for one in held_by(anew(cast[who])) if one.kind == "panel-seat"]
    assert [words for words in held if words.startswith("Empty")] == []


def test_an_administrator_lets_themselves_in_by_no_handover(cast):
    panel_of(cast)
    RoleHeld.objects.create(person=cast["jo"], role="manager")
    jo = anew(cast["jo"])
    with pytest.raises(handover.MayNotHave):
        offer({**cast, "jo": jo}, "esme", leaving(cast, "esme", by="carys"), "panel-seat", "esme", "jo")


def test_the_childs_social_worker_is_taken_over_and_told(cast):
    case = entered(cast, panel_of(cast))
    row = leaving(cast, "amina", by="carys")
    for wrong in ("dan", "esme", "rhys", "jo"):
        with pytest.raises(handover.MayNotHave):
            offer(cast, "amina", row, "panel-social-worker", "amina", wrong)
    handover.take_over(cast["olu"], item=offer(cast, "amina", row, "panel-social-worker", "amina", "olu"))
    case.refresh_from_db()
    assert case.social_worker == cast["olu"]
    assert not Case.objects.filter(sees_case(cast["amina"]), pk=case.pk).exists()


def test_a_look_is_taken_over_by_who_leads_and_goes_with_the_post_otherwise(cast):
    panel = panel_of(cast)
    look = look_at(entered(cast, panel))
    row = leaving(cast, "petra")
    for wrong in ("bola", "dan", "amina"):
        with pytest.raises(handover.MayNotHave):
            offer(cast, "petra", row, "panel-look", "petra", wrong)
    handover.take_over(cast["carys"], item=offer(cast, "petra", row, "panel-look", "petra", "carys"))
    assert "panel-look" in kinds_of(cast["carys"]) and "panel-look" not in kinds_of(cast["petra"])
    (today,) = queries.whose_today([look])
    assert today.today.person == cast["carys"] and today.today.gap == ""
    actions.end_seat(cast["esme"], member=Member.objects.get(panel=panel, person=cast["carys"], ends=None))
    (today,) = queries.whose_today([Look.objects.get()])
    assert today.today.person == cast["petra"], "with the post again, where who took it leads no more"
    handover.take_over(cast["bola"], item=offer(cast, "petra", row, "panel-seat", "petra", "bola"))
    assert the("panel-look", cast["bola"]).due_on == look.due_on and kinds_of(cast["petra"]) == []


def test_who_is_kept_from_the_matter_has_nothing_to_do_in_its_case(cast):
    panel, consultation = panel_of(cast), sent(cast)
    case = entered(cast, panel, consultation)
    mine, other = agreed(cast, case, "bola"), agreed(cast, case, "dan")
    for who in ("amina", "bola"):
        bar_in_matter(cast[who], consultation=consultation, person=cast[who], reason="A neighbour")
    for row in (mine, other, case):
        row.refresh_from_db()
    assert (mine.owner, other.owner) == (cast["petra"], cast["dan"])
    assert case.social_worker not in (None, cast["amina"], cast["bola"])
    actions.place_bar(cast["petra"], case=case, person=cast["dan"], reason="A neighbour")
    assert PlanAction.objects.get(pk=other.pk).owner == cast["petra"]
