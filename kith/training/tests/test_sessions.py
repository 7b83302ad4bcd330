"""Training sessions and their registers: by code on a phone, by ticks, by agency; and what each of them counts for."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.desk.models import Notice
from kith.desk.tests.factories import fresh
from kith.people.models import Agency, Person
from kith.people.queries import diary_of
from kith.people.rules import NotTheirs, held_by, kind_of
from kith.training import actions, queries
from kith.training.models import AgencyCount, Completion, TrainingSession
from kith.training.views import sessions as pages

from .factories import completed, days, now_running, planned, stands

pytestmark = pytest.mark.django_db


def running(cast, **more) -> TrainingSession:
    return actions.open_register(cast[more.get("by", "gwen")], session=now_running(planned(cast, **more)))


def test_a_session_is_planned_and_everybody_of_its_teams_is_told_once(cast):
    row = planned(cast)
    assert planned(cast) == row and TrainingSession.objects.count() == 1
    assert {one.person.name for one in row.invited.all()} == {"Amina", "Carys"}
    assert Notice.objects.filter(kind="training-session").count() == 2
    with pytest.raises(NotFound):
        queries.session_for(cast["olu"], row.uuid)
    with pytest.raises(NotFound):
        planned(cast, by="amina")


def test_how_many_came_is_told_to_who_ran_it_and_to_nobody_else(cast, client):
    """Of the few of a small session the number tells who was not there; by agency it is told in steps elsewhere."""
    completed(cast, "carys", "enhanced")
    row = running(cast, key="joint", by="carys")
    police = Agency.objects.get(authority=cast["gwen"].authority, key="police")
    actions.keep_register(cast["carys"], session=row, there=[cast["dan"]], agencies={police: 2})
    actions.hold_training(cast["carys"], session=row)
    for who, told in (("carys", True), ("amina", False), ("dan", False), ("gwen", False)):
        page = fresh(client, cast[who]).get(reverse("training:session", args=[row.uuid])).content.decode()
        assert "register closed" in page, who
        assert ("1 with an account" in page and "2 without one" in page) is told, who


@pytest.mark.parametrize("reference", ["K-4J3T9X2B", "k-4j3t9x2b", "KP-4J3T9X2B"])
def test_a_title_that_carries_a_reference_is_refused_and_stays_as_typed(client, cast, reference):
    fresh(client, cast["gwen"])
    day = days(7)
    data = {"tier": "introductory", "title": f"What we did in {reference}", "starts_at": "10:00", "minutes": "60"}
    data |= {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year, "place": "Hub"}
    page = client.post(reverse("training:plan"), data | {"once": "t"}).content.decode()
    assert f"“{reference}” is a reference" in page and data["title"] in page and not TrainingSession.objects.exists()
    data["title"] = "Working with mixed ideologies"
    assert client.post(reverse("training:plan"), data | {"once": "t"}).status_code == 302


def test_the_code_opens_the_register_only_while_it_is_open_and_only_in_the_authority(cast, client):
    row = planned(cast, hours=3)
    with pytest.raises(actions.NotYet):
        actions.open_register(cast["gwen"], session=row)
    row = actions.open_register(cast["gwen"], session=now_running(row))
    code = row.code
    assert len(code) == 6 and queries.session_of_code(cast["olu"], code) == row
    assert queries.session_of_code(cast["tom"], code) is None and queries.session_of_code(cast["olu"], "") is None
    actions.sign_register(cast["olu"], session=row, code=code)
    actions.sign_register(cast["olu"], session=row, code=code)
    assert row.attended.get().how == "code"
    with pytest.raises(actions.NoSuchCode):
        actions.sign_register(cast["amina"], session=row, code="XXXXXX")
    with pytest.raises(NotFound):
        actions.sign_register(cast["tom"], session=row, code=code)
    TrainingSession.objects.filter(pk=row.pk).update(code_until=timezone.now())
    assert queries.session_of_code(cast["amina"], code) is None
    with pytest.raises(actions.NoSuchCode):
        actions.sign_register(cast["amina"], session=row, code=code)
    again = actions.open_register(cast["gwen"], session=row)
    assert again.code != code
    actions.shut_register(cast["gwen"], session=again)
    with pytest.raises(actions.NoSuchCode):
        actions.sign_register(cast["amina"], session=again, code=again.code)


def test_a_code_is_typed_in_small_letters_with_spaces_and_guessing_is_slowed_down(cast, client):
    pages.ASKERS.forget()
    row = running(cast)
    fresh(client, cast["amina"])
    where = reverse("training:sign-in")
    typed = f" {row.code[:3].lower()} {row.code[3:]}"
    assert client.post(where, {"code": typed})["Location"] == reverse("training:session", args=[row.uuid])
    assert client.post(where, {"code": ""}).status_code == 200
    answers = [client.post(where, {"code": "ZZZZZZ"}).status_code for _ in range(8)]
    assert answers == [200] * 7 + [429]
    assert client.post(where, {"code": row.code}).status_code == 429  # the right one too, until a minute is over
    fresh(client, cast["olu"])
    assert client.post(where, {"code": row.code}).status_code == 302
    pages.ASKERS.forget()


def test_held_everybody_in_the_register_has_it_and_it_stands_as_it_is(cast):
    row = running(cast)
    actions.sign_register(cast["olu"], session=row, code=row.code)
    actions.keep_register(
        cast["gwen"], session=row, there=[cast["amina"], cast["olu"]], also=" Bola@thornmere.example "
    )
    assert not stands(cast, "amina").has  # not before it is closed
    actions.hold_training(cast["gwen"], session=row)
    held = actions.hold_training(cast["gwen"], session=row)
    assert Completion.objects.count() == 3 and held.code == ""
    assert {row.how for row in Completion.objects.all()} == {"register"}
    assert stands(cast, "amina").has and stands(cast, "olu").has and not stands(cast, "carys").has
    assert {line.person.name: line.how for line in queries.register_of(cast["gwen"], held)} == {
        **{"Amina": "ticked", "Bola": "ticked", "Carys": "", "Olu": "code"}
    }
    for act in (actions.open_register, actions.call_training_off):
        with pytest.raises(NotFound):
            act(cast["gwen"], session=held)
    with pytest.raises(NotFound):
        actions.keep_register(cast["gwen"], session=held, there=[])


def test_who_signs_while_the_trainer_ticks_stays_and_who_was_not_there_is_unticked(cast, client):
    row = running(cast)
    actions.sign_register(cast["amina"], session=row, code=row.code)
    fresh(client, cast["gwen"])
    where = reverse("training:session", args=[row.uuid])
    assert f'name="stood" value="{cast["amina"].uuid}"' in client.get(where).content.decode()
    actions.sign_register(cast["olu"], session=row, code=row.code)
    client.post(f"{where}/register", {"stood": [str(cast["amina"].uuid)], "there": [str(cast["carys"].uuid)]})
    assert {one.person.name for one in row.attended.all()} == {"Carys", "Olu"}
    close = {"there": [str(cast["amina"].uuid)], "act": "close"}
    assert client.post(f"{where}/register", close).status_code == 302
    assert client.post(f"{where}/register", close).status_code == 302  # a second click says what stands
    assert set(Completion.objects.values_list("person__name", flat=True)) == {"Amina", "Carys", "Olu"}


def test_a_register_is_its_trainers_alone_and_is_closed_after_it_began(cast):
    row = planned(cast)
    with pytest.raises(actions.NotYet):
        actions.hold_training(cast["gwen"], session=row)
    row = now_running(row)
    for who in ("carys", "amina", "jo"):
        for act in (actions.open_register, actions.hold_training):
            with pytest.raises(NotFound):
                act(cast[who], session=row)
        with pytest.raises(NotFound):
            queries.register_of(cast[who], row)
    with pytest.raises(actions.NobodyWithAddress):
        actions.keep_register(cast["gwen"], session=row, there=[cast["amina"]], also="rhys@calderfold.example")
    assert not row.attended.exists()


def test_nobody_is_in_a_register_that_they_keep_themselves(cast):
    row = running(cast)
    with pytest.raises(actions.NoSuchCode):
        actions.sign_register(cast["gwen"], session=row, code=row.code)
    actions.sign_register(cast["amina"], session=row, code=row.code)
    with pytest.raises(actions.NobodyWithAddress):
        actions.keep_register(cast["gwen"], session=row, there=[], also=cast["gwen"].email)
    actions.keep_register(cast["gwen"], session=row, there=[cast["amina"], cast["gwen"]])
    assert [one.person for one in row.attended.all()] == [cast["amina"]]
    # Nor in one that somebody takes over, who had signed it before.
    actions.sign_register(cast["carys"], session=row, code=row.code)
    actions.take_over_training(cast["carys"], session=row, of=cast["gwen"], to=cast["carys"])
    assert [one.person for one in row.attended.all()] == [cast["amina"]]


def test_a_joint_session_counts_attendance_by_agency_and_small_numbers_are_said_as_such(cast):
    row = running(cast, key="joint", teams=("adolescent", "prevent"))
    police = Agency.objects.get(authority=cast["dan"].authority, key="police")
    other = Agency.objects.get(authority=cast["rhys"].authority, key="police")
    numbers = {police: 6, cast["gwen"].agency: 0}
    actions.keep_register(cast["gwen"], session=row, there=[cast["dan"], cast["amina"]], agencies=numbers)
    actions.keep_register(cast["gwen"], session=row, there=[cast["dan"], cast["amina"]], agencies=numbers)
    assert AgencyCount.objects.get().number == 6 and other.pk != police.pk
    assert queries.joint_attendance(cast["gwen"]) == []
    actions.hold_training(cast["gwen"], session=row)
    (told,) = queries.joint_attendance(cast["gwen"])
    assert told.agencies == [("Children’s social care", "fewer than 5"), ("Midvale Police, Prevent team", "5 to 9")]
    assert stands(cast, "dan", "joint").has
    with pytest.raises(NotFound):
        queries.joint_attendance(cast["carys"])


def test_whoever_has_the_tier_that_passes_on_runs_a_session_and_it_is_counted(cast):
    with pytest.raises(NotFound):
        planned(cast, by="carys", key="introductory")
    completed(cast, "carys", "enhanced")
    assert stands(cast, "carys", "enhanced").ran == 0
    assert "enhanced" not in {one.key for one in queries.tiers_to_run(cast["carys"])}
    row = now_running(planned(cast, by="carys", key="introductory"))
    assert row.for_team and stands(cast, "carys", "enhanced").ran == 0
    actions.keep_register(cast["carys"], session=row, there=[cast["amina"]])
    actions.hold_training(cast["carys"], session=row)
    assert stands(cast, "carys", "enhanced").ran == 1 and stands(cast, "amina").has
    long_ago = timezone.now() - datetime.timedelta(days=200)
    later = long_ago + datetime.timedelta(hours=1)
    TrainingSession.objects.filter(pk=row.pk).update(starts_at=long_ago, ends_at=later)
    assert stands(cast, "carys", "enhanced").ran == 0


def test_moved_or_called_off_everybody_invited_is_told(cast):
    row = planned(cast, hours=30)
    starts = row.starts_at + datetime.timedelta(days=1)
    again = {"session": row, "starts_at": starts, "ends_at": starts + datetime.timedelta(hours=1), "place": "Room 3"}
    assert actions.move_training(cast["gwen"], **again).sequence == 1
    assert actions.move_training(cast["gwen"], **again).sequence == 1
    assert Notice.objects.filter(kind="training-moved").count() == 2
    with pytest.raises(NotFound):
        actions.move_training(cast["amina"], **again)
    actions.call_training_off(cast["gwen"], session=row)
    actions.call_training_off(cast["gwen"], session=row)
    assert Notice.objects.filter(kind="training-called-off").count() == 2
    row.refresh_from_db()
    (entry,) = [one for one in diary_of(cast["amina"], timezone.now()) if one.starts_at]
    assert entry.cancelled and entry.kind == "Training session" and entry.sequence == 2


def test_calendars_show_sessions_and_due_days_and_nothing_that_leave_puts_off(cast):
    planned(cast, hours=30)
    kinds = {one.kind for one in diary_of(cast["amina"], timezone.now())}
    assert kinds == {"Training session", "Training due"}
    assert "Training session" in {one.kind for one in diary_of(cast["gwen"], timezone.now())}
    actions.enter_leave(cast["carys"], person=cast["amina"], first_day=days(-1), last_day=days(60))
    assert {one.kind for one in diary_of(cast["amina"], timezone.now())} == {"Training session"}


def test_a_session_is_held_by_its_trainer_and_goes_on_with_a_handover(cast):
    row = planned(cast, hours=30)
    (held,) = [one for one in held_by(cast["gwen"]) if one.kind == "training-session"]
    kind = kind_of("training-session")
    assert kind.may_take(cast["carys"], held, of=cast["gwen"]) and not kind.may_take(cast["tom"], held, of=cast["gwen"])
    kind.hand(cast["carys"], held, of=cast["gwen"], to=cast["carys"], reason="")
    row.refresh_from_db()
    assert row.trainer == cast["carys"] and Notice.objects.filter(kind="training-run").count() == 0
    assert not any(one.kind == "training-session" for one in held_by(Person.objects.get(pk=cast["gwen"].pk)))
    with pytest.raises(NotTheirs):
        kind.hand(cast["bola"], held, of=cast["gwen"], to=cast["bola"], reason="")


def test_an_empty_register_says_that_nobody_is_in_it_yet(cast, client):
    row = running(cast)
    fresh(client, row.trainer)
    page = client.get(reverse("training:session", args=[row.uuid])).content.decode()
    assert "Nobody is in it yet." in page and "0 are in it" not in page


def test_a_register_that_cannot_be_opened_yet_says_from_when_and_has_no_button(cast, client):
    row = planned(cast, hours=3)
    fresh(client, row.trainer)
    where = reverse("training:session", args=[row.uuid])
    early = client.get(where).content.decode()
    assert "an hour before the session begins" in early and "Open signing in" not in early
    now_running(row)
    assert "Open signing in" in client.get(where).content.decode()
