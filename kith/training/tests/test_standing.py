"""How people stand: what their roles ask, what they have, what leave puts off, and who is shown what of it."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, NobodyThere, NotFound
from kith.audit.models import Entry
from kith.design.days import months_after
from kith.design.templatetags.design import day as day_words
from kith.desk.models import Mail, Notice
from kith.desk.tests.factories import fresh
from kith.people.actions import add_role, join_team, leave_team
from kith.people.models import Absence, Agency, Membership, Person, PointOfContact, RoleHeld, Team
from kith.people.words import Role
from kith.training import actions, clock, queries, rules
from kith.training.models import Certificate, Completion, Leave, Reminded, Tier
from kith.training.words import Said, Standing

from .factories import completed, days, needed_since, stands, tier, today

pytestmark = pytest.mark.django_db


def tiers_needed(cast, who) -> set[str]:
    return {need.tier.key for need in queries.own_standing(Person.objects.get(pk=cast[who].pk)).needs}


def test_each_needs_what_their_roles_ask_and_whoever_has_several_needs_what_each_asks(cast):
    assert tiers_needed(cast, "amina") == {"introductory"}
    assert tiers_needed(cast, "bola") == {"introductory", "referring", "specialist", "joint"}
    assert tiers_needed(cast, "carys") == {"introductory", "referring", "enhanced", "joint"}
    assert tiers_needed(cast, "dan") == {"joint"} and tiers_needed(cast, "nia") == {"joint", "enhanced"}
    assert tiers_needed(cast, "jo") == set()
    add_role("system:init", person=cast["amina"], role=Role.CHAIR)
    assert tiers_needed(cast, "amina") == {"introductory", "channel"}


def test_nobody_is_late_on_the_day_on_which_a_tier_is_first_asked_of_them(cast):
    needed_since("introductory", today())
    need = stands(cast, "amina")
    assert RoleHeld.objects.get(person=cast["amina"]).begins.year == 2020
    assert need.stands.standing == Standing.DUE and need.since == today() and need.stands.due_on > days(80)
    add_role("system:init", person=cast["olu"], role=Role.CHAIR)
    needed_since("channel", days(-900))
    assert stands(cast, "olu", "channel").since == today()  # whose role is new begins anew


def test_the_newest_completion_counts_until_the_end_of_its_last_day(cast):
    from kith.design.days import months_after

    needed_since("introductory", days(-2000))
    assert stands(cast, "amina").late
    last = next(day for day in (days(-740 + n) for n in range(30)) if months_after(day, 24) >= today())
    completed(cast, "amina", day=last)
    assert not stands(cast, "amina").late and stands(cast, "amina").stands.due_on >= today()
    completed(cast, "amina", day=last - datetime.timedelta(days=300), name="older")
    assert stands(cast, "amina").last.day == last
    Completion.objects.filter(day=last).update(day=last - datetime.timedelta(days=5))
    assert stands(cast, "amina").late


def test_what_was_late_before_leave_is_not_said_to_be_put_off_to_a_day_that_is_over(cast, client):
    needed_since("introductory", days(-200))
    was = stands(cast, "amina").stands.due_on
    row = actions.enter_leave(cast["carys"], person=cast["amina"], first_day=was + 2 * clock.DAY, last_day=None)
    assert stands(cast, "amina").stands.standing == Standing.PAUSED and stands(cast, "amina").stands.due_on == was
    fresh(client, cast["amina"])
    page = client.get(reverse("training:mine")).content.decode()
    assert f"it was due on {day_words(was)}, before the leave" in page and "now due by" not in page
    # What the leave does put off has its later day.
    actions.enter_leave(cast["carys"], person=cast["amina"], leave=row, first_day=was - clock.DAY, last_day=days(9))
    assert "now due by" in client.get(reverse("training:mine")).content.decode()


def test_leave_puts_off_and_ends_and_its_days_can_be_changed(cast):
    needed_since("introductory", days(-200))
    assert stands(cast, "amina").late
    with pytest.raises(NotFound):
        actions.enter_leave(cast["vera"], person=cast["amina"], first_day=days(-150), last_day=None)
    with pytest.raises(NotFound):
        actions.enter_leave(cast["amina"], person=cast["amina"], first_day=days(-150), last_day=None)
    row = actions.enter_leave(cast["carys"], person=cast["amina"], first_day=days(-150), last_day=None)
    assert stands(cast, "amina").stands.standing == Standing.PAUSED
    assert actions.enter_leave(cast["carys"], person=cast["amina"], first_day=days(-150), last_day=None) == row
    actions.enter_leave(cast["carys"], person=cast["amina"], leave=row, first_day=days(-150), last_day=days(-1))
    assert stands(cast, "amina").stands.standing == Standing.DUE
    actions.remove_leave(cast["carys"], leave=row)
    assert stands(cast, "amina").late and Leave.objects.count() == 1


def test_being_away_for_long_as_a_point_of_contact_is_long_leave_too(cast):
    needed_since("joint", days(-200))
    contact = PointOfContact.objects.get(person=cast["dan"], subject="information")
    short = Absence.objects.create(contact=contact, first_day=days(-5), last_day=days(10))
    assert stands(cast, "dan", "joint").late
    Absence.objects.filter(pk=short.pk).update(last_day=days(40))
    assert stands(cast, "dan", "joint").stands.standing == Standing.PAUSED


def test_somebody_is_chosen_by_who_manages_them_or_the_training_lead_and_by_nobody_else(cast):
    enhanced = tier(cast, "enhanced")
    for who in ("vera", "amina", "tom", "jo"):
        with pytest.raises(NotFound):
            actions.choose_for_tier(cast[who], person=cast["amina"], tier=enhanced)
    actions.choose_for_tier(cast["carys"], person=cast["amina"], tier=enhanced)
    actions.choose_for_tier(cast["gwen"], person=cast["amina"], tier=enhanced)
    assert tiers_needed(cast, "amina") == {"introductory", "enhanced"}
    assert stands(cast, "amina", "enhanced").because == ("chosen",)
    assert Notice.objects.filter(person=cast["amina"], kind="training-chosen").count() == 1
    actions.end_choice(cast["gwen"], person=cast["amina"], tier="enhanced")
    actions.end_choice(cast["gwen"], person=cast["amina"], tier="enhanced")
    assert tiers_needed(cast, "amina") == {"introductory"}
    assert Entry.objects.filter(verb="tier.choice-ended").count() == 1


# Tiers


SAID = {
    **{"title": "Introductory", "who": "All", "holds": "Much", "evidence": "A course", "gives_back": "", "fresh": 6},
    **{"within": 1, "runs": 0, "runs_months": 0, "courses": ["A"], "tracks": [], "by_agency": False},
    **{"source": "Our plan", "source_date": "", "owner": "Training lead"},
}


def said(**more) -> dict:
    return SAID | {"last_checked": today(), "next_review": days(100)} | more


def test_an_authority_changes_a_tier_for_itself_with_its_history(cast):
    with pytest.raises(NotFound):
        actions.keep_tier(cast["carys"], key="introductory", number=0, said=said(), needs=["practitioner"])
    first = actions.keep_tier(
        cast["gwen"], key="introductory", number=0, said=said(), needs=["practitioner", "partner"]
    )
    assert (
        actions.keep_tier(cast["gwen"], key="introductory", number=0, said=said(), needs=["practitioner", "partner"])
        == first
    )
    with pytest.raises(actions.Overtaken):
        actions.keep_tier(cast["gwen"], key="introductory", number=0, said=said(fresh=7), needs=["practitioner"])
    second = actions.keep_tier(
        cast["gwen"], key="introductory", number=1, said=said(fresh=None), needs=["practitioner"]
    )
    assert (first.number, second.number) == (1, 2) and tier(cast).fresh is None
    assert [row.fresh for row in queries.editions_of(cast["gwen"], "introductory")] == [None, 6, 24]
    assert "introductory" not in tiers_needed(cast, "dan") | tiers_needed(cast, "bola")
    assert queries.tier_for(cast["tom"], "introductory").fresh == 24 and tiers_needed(cast, "sade") >= {"introductory"}
    # Loading what comes with Kith anew leaves an authority’s own alone.
    Tier.objects.filter(authority=None, key="introductory").update(title="Older")
    from kith.toolkit.loading import load

    load()
    assert Tier.objects.get(authority=None, key="introductory").title == "Introductory" and tier(cast) == second


def test_who_needed_it_before_keeps_their_days_and_whoever_needs_it_newly_begins_today(cast):
    needed_since("introductory", days(-50))
    actions.keep_tier(cast["gwen"], key="introductory", number=0, said=said(), needs=["practitioner", "partner"])
    assert tier(cast).needs == {"practitioner": days(-50).isoformat(), "partner": today().isoformat()}


def test_a_tier_out_of_use_is_needed_by_nobody_and_what_was_completed_stays(cast):
    completed(cast, "amina")
    actions.keep_tier(cast["gwen"], key="introductory", number=0, said=said(), needs=["practitioner"], in_use=False)
    assert tiers_needed(cast, "amina") == set() and len(queries.completions_of(cast["amina"], cast["amina"])) == 1
    with pytest.raises(NotFound):
        actions.choose_for_tier(cast["gwen"], person=cast["amina"], tier=tier(cast))


def test_standards_are_those_of_the_day(cast, monkeypatch):
    from kith.training.queries import tiers as module

    def titles(day):
        monkeypatch.setattr(module.timezone, "localdate", lambda *a: day)
        row = next(one for one in queries.standards_beside(tier(cast)) if one.track == "Practitioner")
        return [one.key for one in row.now], [one.key for one in row.later]

    assert titles(datetime.date(2027, 3, 31)) == (["kss-practitioner"], ["early-career"])
    assert titles(datetime.date(2027, 4, 1)) == (["early-career"], [])


# Completions and certificates


def test_one_door_for_every_completion_and_the_same_key_is_the_same(cast):
    row = {"person": cast["amina"], "tier": "introductory", "day": days(-3), "course": "A", "how": "statement"}
    first = actions.record_completion("system:xapi", source="xapi:lrs", key="id-1", **row)
    again = actions.record_completion("system:xapi", source="xapi:lrs", key="id-1", **row | {"day": days(-2)})
    assert first == again and again.day == days(-3) and Completion.objects.count() == 1
    actions.record_completion("system:lti", source="lti:lms", key="id-1", **row)
    assert Completion.objects.count() == 2
    for by in ("system:nobody", cast["carys"], cast["amina"], cast["tom"]):
        with pytest.raises(NotFound):
            actions.record_completion(by, source="x", key="y", **row)
    with pytest.raises(actions.StillToCome):
        actions.record_completion("system:xapi", source="x", key="y", **row | {"day": days(1)})
    actions.take_back_completion("system:xapi", completion=first, because="Voided")
    actions.take_back_completion("system:xapi", completion=first, because="Voided")
    assert actions.record_completion("system:xapi", source="xapi:lrs", key="id-1", **row).taken_back_at
    assert Entry.objects.filter(verb="completion.taken-back").count() == 1


def test_who_took_a_completion_back_lands_on_a_page_that_is_theirs(client, cast):
    for who, name in (("carys", "training:somebody"), ("gwen", "training:authority")):
        row = completed(cast, "amina", name=who)
        where = reverse("training:take-back", args=[row.uuid])
        there = reverse(name, args=[cast["amina"].uuid] if who == "carys" else [])
        assert f'href="{there}">Back' in fresh(client, cast[who]).get(where).content.decode()
        for _ in range(2):
            answer = client.post(where, {"because": "Somebody else’s."})
            assert answer.url == there and client.get(there).status_code == 200, who
        row.refresh_from_db()
        assert row.taken_back_at is not None


def certificate(cast, who="amina", once="c") -> Certificate:
    said = {"tier": tier(cast), "course": "Awareness", "day": days(-2), "reference": "GB-1", "once_key": once}
    return actions.say_certificate(cast[who], **said)


def test_a_certificate_counts_once_a_manager_has_confirmed_it(cast):
    row = certificate(cast)
    assert certificate(cast) == row and not stands(cast, "amina").has
    assert Notice.objects.filter(kind="training-certificate").values_list("person__name", flat=True).get() == "Carys"
    for who in ("amina", "vera", "gwen", "tom"):
        with pytest.raises(NotFound):
            actions.answer_certificate(cast[who], certificate=row, confirmed=True)
    actions.answer_certificate(cast["carys"], certificate=row, confirmed=True)
    actions.answer_certificate(cast["carys"], certificate=row, confirmed=True)
    done = Completion.objects.get()
    assert (done.how, done.key, done.reference) == ("certificate", str(row.uuid), "GB-1") and stands(cast, "amina").has
    assert Notice.objects.filter(person=cast["amina"], kind="training-answered").count() == 1


def test_what_is_sent_back_says_why_and_does_not_count(cast):
    row = certificate(cast)
    with pytest.raises(ValueError, match="why"):
        actions.answer_certificate(cast["carys"], certificate=row, confirmed=False)
    row = actions.answer_certificate(cast["carys"], certificate=row, confirmed=False, words="The number is another’s.")
    assert row.said == Said.RETURNED and not Completion.objects.exists()
    assert actions.answer_certificate(cast["carys"], certificate=row, confirmed=True).said == Said.RETURNED
    assert certificate(cast, once="d") != row


def test_a_certificate_that_was_sent_by_mistake_is_taken_back_until_it_is_answered(client, cast):
    row, other = certificate(cast), certificate(cast, once="d")
    fresh(client, cast["amina"])
    where = reverse("training:certificate", args=[row.uuid])
    assert "Take it back" in client.get(where).content.decode()
    back = reverse("training:certificate-back", args=[row.uuid])
    for _ in range(2):
        assert "Taken back." in client.post(back, follow=True).content.decode()
    row.refresh_from_db()
    assert row.said == Said.TAKEN_BACK and [one.pk for one in queries.certificates_waiting_for(cast["carys"])] == [
        other.pk
    ]
    assert Entry.objects.filter(verb="certificate.taken-back").count() == 1
    with pytest.raises(NotFound):
        actions.answer_certificate(cast["carys"], certificate=row, confirmed=True)
    fresh(client, cast["carys"])
    page = client.post(where, {"answer": "confirmed", "version": "0"}, follow=True).content.decode()
    assert "does not wait for an answer any more: taken back" in page and not Completion.objects.exists()
    # What was answered stays answered, and says so.
    actions.answer_certificate(cast["carys"], certificate=other, confirmed=True)
    fresh(client, cast["amina"])
    page = client.post(reverse("training:certificate-back", args=[other.uuid]), follow=True).content.decode()
    assert "answered before you took it back" in page
    assert stands(cast, "amina").has


def test_where_nobody_manages_somebody_the_training_lead_answers_and_never_oneself(cast):
    assert rules.who_confirms(cast["dan"]) == [cast["nia"]]
    assert rules.who_confirms(cast["carys"]) == rules.who_confirms(cast["farah"]) == [cast["gwen"]]
    row = certificate(cast, "farah")
    actions.answer_certificate(cast["gwen"], certificate=row, confirmed=True)
    assert stands(cast, "farah").has
    with pytest.raises(NobodyThere):
        certificate(cast, "gwen")


# Who is shown what


def test_a_manager_sees_their_team_by_name_and_nobody_else_and_the_lead_those_whom_nobody_manages(cast):
    def named(who):
        return [one.person.name for one in queries.team_standing(cast[who])]

    assert named("carys") == ["Amina"] and named("vera") == ["Olu"] and named("nia") == ["Dan"]
    assert named("gwen") == sorted(named("gwen")) and "Amina" not in named("gwen") and "Carys" in named("gwen")
    for who in ("amina", "jo", "ines", "esme"):
        with pytest.raises(NotFound):
            queries.team_standing(cast[who])
    join_team("system:init", person=cast["olu"], team=Team.objects.get(agency=cast["olu"].agency, key="adolescent"))
    assert named("carys") == ["Amina", "Olu"]
    with pytest.raises(NotFound):
        queries.completions_of(cast["gwen"], Person.objects.get(pk=cast["amina"].pk))


def test_the_same_number_of_questions_however_many_people(cast):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            queries.figures_of(Person.objects.get(pk=cast["gwen"].pk))
        return len(found)

    before = asked()
    grown(cast, "adolescent", 12)
    assert asked() == before <= 16


def grown(cast, team: str, number: int) -> list[Person]:
    """So many practitioners more in a team."""
    own = cast["gwen"]
    made = Person.objects.bulk_create(
        Person(email=f"{team}{n}@thornmere.example", name=f"{team} {n}", authority=own.authority, agency=own.agency)
        for n in range(number)
    )
    long_ago = timezone.now() - datetime.timedelta(days=900)
    RoleHeld.objects.bulk_create(RoleHeld(person=one, role="practitioner", begins=long_ago) for one in made)
    where = Team.objects.get(agency=own.agency, key=team)
    Membership.objects.bulk_create(Membership(person=one, team=where, begins=long_ago) for one in made)
    return made


def figure(cast, key="introductory"):
    told = next(one for one in queries.figures_of(cast["gwen"]) if one.tier.key == key).told
    return told.whole, {name.split(": ")[1]: one for name, one in told.teams.items()}


def test_no_figure_of_fewer_than_five_people_directly_or_by_subtraction(client, cast):
    whole, teams = figure(cast)
    assert whole and not any(teams.values())
    assert figure(cast, "channel")[0] is None  # one chair alone
    made = grown(cast, "adolescent", 8)
    for one in made[:5]:
        actions.record_completion(
            cast["gwen"],
            person=one,
            tier="introductory",
            day=today(),
            how="observed",
            source="s",
            key=one.email,
            course="A",
        )
    whole, teams = figure(cast)
    assert (teams["Adolescent hub"].needed, teams["Adolescent hub"].has) == ("10 to 14", "5 to 9")
    needed_since("introductory", days(-400))
    assert figure(cast)[1]["Adolescent hub"].late == "5 to 9"
    for one in made[5:7]:
        begun_leave(cast, one)
    assert figure(cast)[1]["Adolescent hub"].paused == "fewer than 5"
    page = fresh(client, cast["gwen"]).get(reverse("training:authority")).content.decode()
    cells = re.findall(r'<td class="govuk-table__cell[^>]*>([^<]*)<', page)
    assert set(cells) <= {"Not shown apart", "fewer than 5", "not told"} | {f"{n} to {n + 4}" for n in range(5, 100, 5)}
    assert {"fewer than 5", "5 to 9", "10 to 14"} <= set(cells)


def begun_leave(cast, one):
    """They are away for long from today."""
    Leave.objects.create(person=one, first_day=days(-1), entered_by=cast["gwen"])


def test_everybody_counts_once_in_their_first_team(cast):
    grown(cast, "adolescent", 8)
    early = Team.objects.get(agency=cast["olu"].agency, key="early-help")
    before = figure(cast)[0].needed
    join_team("system:init", person=cast["amina"], team=early)
    whole, teams = figure(cast)
    # Ten of the hub: with Amina there, and not a second time among early help.
    assert whole.needed == before and teams["Adolescent hub"].needed == "10 to 14" and not teams["Early help"]
    leave_team("system:init", person=cast["amina"], team=early)


# Reminders


def test_reminders_come_before_and_after_once_each_and_stop_when_it_is_done(cast):
    completed_for = {person.pk for person in cast.values()} - {cast["amina"].pk}
    for person in Person.objects.filter(pk__in=completed_for):
        for key in tiers_of_all(person):
            Completion.objects.create(
                authority=person.authority,
                person=person,
                tier=key,
                day=today(),
                how="observed",
                source="s",
                key=f"{person.pk}{key}",
                course="A",
            )
    needed_since("introductory", today())
    due = stands(cast, "amina").stands.due_on

    def told(left: int) -> int:
        return actions.remind_of_training(WORKER, today=due - datetime.timedelta(days=left))

    others = {"authority": cast["amina"].authority}
    assert others and [told(left) for left in (29, 28, 28, 20, 7, 6, 0)] == [0, 1, 0, 0, 1, 0, 0]
    assert [told(left) for left in (-1, -2, -28, -29, -29)] == [1, 0, 0, 1, 0]
    kinds = Notice.objects.filter(person=cast["amina"]).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["training-soon", "training-late"]  # one unread notice of each kind at a time
    assert Mail.objects.filter(person=cast["amina"]).exists() and Reminded.objects.count() == 4
    completed(cast, "amina", day=today())
    assert told(-57) == 0
    with pytest.raises(NotFound):
        actions.remind_of_training(cast["gwen"], today=today())


def tiers_of_all(person) -> list[str]:
    return [row.key for row in queries.tiers_of(person.authority_id)]


def test_nobody_is_reminded_while_leave_puts_it_off(cast):
    needed_since("introductory", days(-200))
    actions.enter_leave(cast["carys"], person=cast["amina"], first_day=days(-10), last_day=None)
    assert actions.remind_of_training(WORKER, today=today()) > 0
    assert not Reminded.objects.filter(person=cast["amina"]).exists()
    assert Reminded.objects.filter(person=cast["olu"]).exists()


def test_agencies_are_those_of_the_authority(cast):
    assert {row.pk for row in queries.agencies_to_count(cast["gwen"])} == set(
        Agency.objects.filter(authority=cast["gwen"].authority).values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    ("who", "words"), [("carys", "Training of your team"), ("gwen", "Training of people whom nobody manages")]
)
def test_the_way_to_people_is_called_as_its_page(client, cast, who, words):
    fresh(client, cast[who])
    assert words in client.get(reverse("training:mine")).content.decode()
    assert f'<h1 class="govuk-heading-l">{words}</h1>' in client.get(reverse("training:team")).content.decode()


@pytest.mark.parametrize("who", ["amina", "dan", "gwen"])
def test_short_modules_are_reached_from_my_training_by_everybody(client, cast, who):
    fresh(client, cast[who])
    assert reverse("modules:modules") in client.get(reverse("training:mine")).content.decode().split("<main")[1]


def test_my_training_says_that_somebody_chose_a_tier_for_me_and_that_what_i_have_is_in_date(client, cast):
    chose = "Chosen for you by who answers for your training."
    fresh(client, cast["amina"])
    assert chose not in client.get(reverse("training:mine")).content.decode()
    actions.choose_for_tier(cast["carys"], person=cast["amina"], tier=tier(cast, "enhanced"))
    needed_since("introductory", days(-900))
    completed(cast, "amina", day=days(-715))
    page = client.get(reverse("training:mine")).content.decode()
    coming, have = page.split("What is next")[1].split("What you have")
    assert chose in coming and "To be renewed" in coming
    assert "In date until" in have and "To be renewed" not in have


def test_what_is_near_or_late_stands_on_home_until_it_is_done(client, cast):
    def told(who: str) -> str:
        page = fresh(client, cast[who]).get(reverse("desk:home")).content.decode()
        return re.sub(r"<[^>]*>", " ", page.partition(">Your training</h2>")[2].partition("</section>")[0])

    within = tier(cast).within
    needed_since("introductory", months_after(days(40), -within))
    assert told("amina") == "", "forty days ahead, nobody is reminded yet"
    needed_since("introductory", months_after(days(20), -within))
    assert tier(cast).title in told("amina") and "Due" in told("amina")
    needed_since("introductory", days(-900))
    assert "Late: was due" in told("amina") and "Late" in told("carys")
    completed(cast, "amina")
    assert told("amina") == "" and "Late" in told("carys"), "of nobody but themselves"
