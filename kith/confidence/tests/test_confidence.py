"""A rating is its person’s alone: kept, compared, taken out, deleted; and groups are frozen, of five or more."""

import csv
import datetime
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access.rules import WORKER, NotFound
from kith.audit.models import Entry
from kith.confidence import actions, queries, rules
from kith.confidence.figures import half_year_before, half_year_of
from kith.confidence.models import HalfYear, Item, ReportedItem, SelfReport, Waits, WorkingOn
from kith.demo.cast import CAST
from kith.demo.world import build_people
from kith.desk.models import Notice
from kith.desk.queries import waiting_for
from kith.desk.tests.factories import fresh
from kith.learning.queries import figures_for
from kith.people.models import Membership
from kith.people.queries import diary_of
from kith.toolkit.words import About
from kith.training.models import Completion

from .factories import colleagues, rated

pytestmark = pytest.mark.django_db
SECRET = 70


def read_on(answer) -> str:
    """The words of the page, without what belongs to the machine (a form's token may hold any digits)."""
    return strip_tags(answer.content.decode().split("<main")[1].split("</main")[0])


@pytest.fixture
def within():
    """A day within the half year that is over."""
    begins, _ = half_year_before(timezone.localdate())
    return begins + datetime.timedelta(days=30)


def test_a_rating_is_kept_once_and_asked_for_again_after_half_a_year(client, cast):
    amina = cast["amina"]
    assert "If you like" not in [group.title for group in waiting_for(amina)], (
        "the first time is offered under training"
    )
    fresh(client, amina)
    sent = {"once": "k", "police-partial": "40", "online-life": "90", "signs-ordinary-or-worrying": ""}
    for _ in range(2):
        answer = client.post(reverse("confidence:answer"), sent)
        assert answer.status_code == 302
    assert SelfReport.objects.count() == 1 and ReportedItem.objects.count() == 2
    assert queries.asked_on(amina) == timezone.localdate() + datetime.timedelta(days=183)
    assert "If you like" not in [group.title for group in waiting_for(amina)]
    (entry,) = [one for one in diary_of(amina, timezone.now()) if one.kind == "Rating due"]
    assert entry.day == queries.asked_on(amina)
    assert actions.ask_again(WORKER, today=entry.day) == 1 and actions.ask_again(WORKER, today=entry.day) == 0
    assert Notice.objects.filter(person=amina, kind="confidence-due").count() == 1
    Waits.objects.update(until=timezone.localdate())
    assert [group.title for group in waiting_for(amina)].count("If you like") == 1


@pytest.mark.parametrize("value", ["45", "110", "-10", "ten"])
def test_what_is_no_step_of_ten_is_given_back_with_the_rest(client, cast, value):
    fresh(client, cast["amina"])
    page = client.post(reverse("confidence:answer"), {"police-partial": value, "online-life": "90"}).content.decode()
    assert "from 0 to 100 in steps of ten" in page and '<option value="90" selected>' in page
    assert not SelfReport.objects.exists()
    with pytest.raises(ValueError, match="steps of ten"):
        actions.rate(cast["amina"], values={"police-partial": 45}, once_key="z")
    page = client.post(reverse("confidence:answer"), {"once": "k"}).content.decode()
    assert "at least one of these" in page


def test_not_this_time_puts_it_off_for_half_a_year(client, cast):
    fresh(client, cast["amina"])
    client.post(reverse("confidence:later"))
    client.post(reverse("confidence:later"))
    assert queries.asked_on(cast["amina"]) == timezone.localdate() + datetime.timedelta(days=183)
    assert Entry.objects.filter(verb="confidence.put-off").count() == 1


def test_nobody_else_reads_it_anywhere(client, cast, within):
    rated(cast["amina"], SECRET, on=within)
    for player in CAST:
        person = cast[player.key]
        seen = SelfReport.objects.filter(rules.sees_rating(person)).count()
        assert seen == (1 if player.key == "amina" else 0), player.key
    for who in ("carys", "gwen", "jo", "bola"):
        fresh(client, cast[who])
        for page in ("confidence:mine", "confidence:groups"):
            assert str(SECRET) not in read_on(client.get(reverse(page)))
    told = [f"{row.details} {row.changed} {row.subject}" for row in Entry.objects.all()]
    assert not any("police-partial" in one for one in told)
    assert Entry.objects.filter(verb="confidence.rated").count() == 1


def test_it_is_taken_out_and_deleted_by_its_person_alone_and_then_it_is_gone(client, cast):
    rated(cast["amina"], SECRET)
    rated(cast["olu"], 20)
    actions.choose_themes(cast["amina"], themes=["police"])
    fresh(client, cast["amina"])
    told = client.post(reverse("confidence:take-out")).content.decode("utf-8-sig")
    values = [row[3] for row in csv.reader(io.StringIO(told))]
    assert values == ["value"] + [str(SECRET)] * 11
    assert "Delete your ratings?" in client.get(reverse("confidence:delete")).content.decode()
    client.post(reverse("confidence:delete"))
    client.post(reverse("confidence:delete"))
    assert not SelfReport.objects.filter(person=cast["amina"]).exists()
    assert SelfReport.objects.filter(person=cast["olu"]).exists()
    assert not ReportedItem.objects.filter(report__person=cast["amina"]).exists()
    assert not WorkingOn.objects.filter(person=cast["amina"]).exists()
    assert not Waits.objects.filter(person=cast["amina"]).exists(), "it would tell when the last rating was"
    assert Entry.objects.filter(verb="confidence.deleted").count() == 1


def test_ones_own_course_stands_by_theme_with_the_newest_last(client, cast):
    rated(cast["amina"], 30, key="a", on=timezone.localdate() - datetime.timedelta(days=200))
    rated(cast["amina"], 60, key="b", **{"ideas-unclear": 0})
    rows = {row.key: row for row in queries.course_of(cast["amina"], queries.ratings_of(cast["amina"]))}
    assert rows["police"].values == [30, 60] and rows["ideologies"].values == [30, 40] and rows["police"].now == 60
    fresh(client, cast["amina"])
    page = client.get(reverse("confidence:mine")).content.decode()
    assert "<polyline" in page and "it is never part of an appraisal" in page and "has not been tested" in page


@pytest.mark.parametrize(
    ("now", "well", "made", "said"),
    [
        (90, 1, 4, "You feel sure here"),
        (30, 4, 4, "Most of your choices here fitted well. You may know more than you feel."),
        (90, 4, 4, ""),
        (90, 0, 2, ""),
        (None, 0, 9, ""),
    ],
)
def test_what_is_said_where_feeling_sure_and_choices_are_far_apart(now, well, made, said):
    words = queries._words(now, well, made)
    assert words.startswith(said) and bool(words) == bool(said)


def test_the_themes_are_ones_own_choice_and_modules_follow_them(client, cast):
    fresh(client, cast["amina"])
    client.post(reverse("confidence:themes"), {"themes": ["police", "online"]})
    assert queries.themes_of(cast["amina"]) == {"police", "online"}
    found = queries.modules_chosen_by(cast["amina"], ["police", "online"])
    assert found and all(row.title for row in found)
    page = client.get(reverse("confidence:mine")).content.decode()
    assert found[0].title in page and reverse("toolkit:theme", args=["online"]) in page
    client.post(reverse("confidence:themes"), {"themes": ["nonsense"]})
    assert queries.themes_of(cast["amina"]) == {"police", "online"}
    client.post(reverse("confidence:themes"), {})
    assert queries.themes_of(cast["amina"]) == set()


def test_what_fits_the_themes_stands_on_my_training_for_oneself_alone_and_goes_with_them(client, cast):
    fresh(client, cast["amina"])
    heading = "For what you work on"
    assert heading not in read_on(client.get(reverse("training:mine")))
    actions.choose_themes(cast["amina"], themes=["police", "online", "ideologies"])
    page = client.get(reverse("training:mine")).content.decode()
    line = page.split(heading)[1].split("</p>")[0]
    assert reverse("toolkit:theme", args=["online"]) in line and reverse("confidence:mine") in line
    waiting = [
        row
        for row in queries.modules_chosen_by(cast["amina"], queries.themes_of(cast["amina"]))
        if not row.completed_on
    ]
    assert 1 <= line.count("/toolkit/page/") <= 3 < len(waiting), "a short line, not the whole list"
    fresh(client, cast["carys"])
    assert heading not in read_on(client.get(reverse("training:somebody", args=[cast["amina"].uuid])))
    assert heading not in read_on(client.get(reverse("training:mine")))
    fresh(client, cast["amina"])
    actions.delete_ratings(cast["amina"])
    assert heading not in read_on(client.get(reverse("training:mine")))


def test_items_with_other_words_need_another_key(cast):
    data = {
        "defaults": {"source": "S", "last_checked": "2026-11-01", "next_review": "2027-05-01", "owner": "O"},
        "items": [{"key": "online-life", "theme": "online", "text": "Something else."}],
    }
    with pytest.raises(ValueError, match="another key"):
        actions.keep_items(data)
    assert Item.objects.filter(retired=False).count() == 11


def groups(cast, within) -> HalfYear:
    actions.keep_half_years(WORKER, today=timezone.localdate())
    return HalfYear.objects.get()


def test_a_manager_sees_a_group_of_five_and_none_of_four(client, cast, within):
    four = colleagues(cast, 4)
    for place, person in enumerate(four):
        rated(person, 10 * place, on=within)
    assert actions.keep_half_years(WORKER, today=timezone.localdate()) == 1
    fresh(client, cast["gwen"])
    told = read_on(client.get(reverse("confidence:groups")))
    assert "Fewer than 5 people rated themselves." in told and "in the middle" not in told
    HalfYear.objects.all().delete()
    rated(colleagues(cast, 1, first=4)[0], 80, on=within)
    groups(cast, within)
    for who in ("carys", "gwen"):
        fresh(client, cast[who])
        told = read_on(client.get(reverse("confidence:groups")))
        assert "Everybody: 20 in the middle" in told and "Everybody: 5 to 9 people" in told
    assert figures_for(cast["gwen"])["confident"]["police"] == "20 in the middle"
    with pytest.raises(NotFound):
        queries.half_years_of(cast["amina"])


def test_that_one_person_left_a_theme_out_is_seen_nowhere(client, cast, within):
    """All say the same number, so that nothing but the leaving out could change what is shown."""
    told = []
    for number, skipped in enumerate(([], ["police-partial"], ["ideas-unclear", "ideas-islamist"])):
        HalfYear.objects.all().delete()
        people = colleagues(cast, 8, first=20 * number)
        for person in people:
            rated(person, 50, on=within)
        ReportedItem.objects.filter(report__person=people[0], item__key__in=skipped).delete()
        groups(cast, within)
        fresh(client, cast["gwen"])
        told.append(read_on(client.get(reverse("confidence:groups"))))
        SelfReport.objects.all().delete()
    assert "Everybody: 50 in the middle" in told[0] and told[0] == told[1] == told[2]


def test_a_theme_of_which_a_part_was_left_out_is_no_mean_of_it(client, cast, within):
    amina = cast["amina"]
    rated(amina, 20, key="a", on=within, **{"ideas-unclear": 80, "ideas-islamist": 80})
    row = rated(amina, 80, key="b")
    row.answers.filter(item__key="ideas-right-wing").delete()
    course = {one.key: one for one in queries.course_of(amina, queries.ratings_of(amina))}
    assert course["ideologies"].values == [60, None] and course["ideologies"].now == 60
    assert course["police"].values == [20, 80]
    fresh(client, amina)
    assert "80, of a part" in read_on(client.get(reverse("confidence:mine")))


def test_a_half_year_is_worked_out_once_whoever_deletes_or_comes_later(cast, within):
    five = colleagues(cast, 5)
    for person in five:
        rated(person, 50, on=within)
    kept = groups(cast, within)
    actions.delete_ratings(five[0])
    rated(colleagues(cast, 1, first=9)[0], 100, on=within)
    assert actions.keep_half_years(WORKER, today=timezone.localdate()) == 0
    assert HalfYear.objects.get().figures == kept.figures
    with pytest.raises(NotFound):
        actions.keep_half_years(cast["jo"], today=timezone.localdate())


def trained(person, day: datetime.date) -> None:
    Completion.objects.create(
        authority=person.authority,
        person=person,
        tier="introductory",
        day=day,
        how="file",
        source="s",
        key=str(person.pk),
        course="Awareness",
    )


# Days of two ratings beside the day of training, at noon: does the second count after the first?
DAYS = [
    (-5, 15, True),
    (-5, 0, False),
    (0, 15, False),
    (0, 0, True),
    (5, 15, False),
    (-150, 150, True),
    (-200, 15, False),
    (-15, 200, False),
]


@pytest.mark.parametrize(("before", "after", "counts"), DAYS)
def test_change_after_training_is_of_people_who_rated_before_and_after(cast, before, after, counts):
    """It counts in the half year of the rating after it, though the training was in the one before."""
    begins, _ = half_year_before(timezone.localdate())
    second = begins + datetime.timedelta(days=3)
    day = second - datetime.timedelta(days=after)
    for place, person in enumerate(colleagues(cast, 6)):
        rated(person, 20, key="a", on=day + datetime.timedelta(days=before))
        rated(person, 20 + 10 * place, key="b", on=second)
        trained(person, day)
    changes = groups(cast, second).figures["changes"]
    if not counts:
        assert changes == {}
        return
    assert changes["training"] == {"people": 5, "median": 25.0, "low": None, "high": None, "improved": None}
    assert queries.changes_of(cast["carys"], HalfYear.objects.get()) == []
    assert queries.changes_of(cast["gwen"], HalfYear.objects.get()) == [
        (
            "training",
            "25 in the middle, 5 to 9 people. They are too few to say how far chance alone may have moved it.",
        )
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_anybody_looks_at_no_fewer_than_five_can_be_told(data):
    """Teams, themes left out, moves, deletions, and two half years, as the training lead reads them.

    Every group shown, and every whole less any groups shown, is nobody or five and more: of who rated, and of each theme.
    """
    from django.db import transaction

    cast = build_people()
    newest, _ = half_year_before(timezone.localdate())
    older, _ = half_year_before(newest)
    with transaction.atomic():
        people = []
        for place, of in enumerate(("amina", "olu", "bola")):
            people += colleagues(cast, data.draw(st.integers(0, 9)), of=of, first=20 * place)
        for begins in (older, newest):
            # By theme who said all of it, by name of team; "" stands for who rated at all.
            said: dict[str, dict[str, set]] = {}
            for person in people:
                skip = data.draw(st.sets(st.sampled_from(["police-partial", "online-life", "ideas-unclear"])))
                row = rated(person, data.draw(st.sampled_from([0, 50, 100])), key=str(begins), on=begins)
                row.answers.filter(item__key__in=skip).delete()
                team = queries.memberships_since([person.pk])[person.pk][0][0]
                for theme in ["", *(one for one in About.values if not skip & ITEMS_OF[one])]:
                    said.setdefault(theme, {}).setdefault(f"{team.agency.name}: {team.name}", set()).add(person.pk)
            today = half_year_of(begins)[1] + datetime.timedelta(days=1)
            actions.keep_half_years(WORKER, today=today)
            for person in data.draw(st.sets(st.sampled_from(people), max_size=3)) if people else ():
                actions.delete_ratings(person)
            actions.keep_half_years(WORKER, today=today)
            for person in data.draw(st.sets(st.sampled_from(people), max_size=3)) if people else ():
                Membership.objects.filter(person=person).update(team=cast["olu"].memberships.first().team)
            for kept in HalfYear.objects.filter(begins=begins):
                rows = queries.lines_of(cast["gwen"], kept)
                themes = ["", *About.values] if rows else []
                for theme, line in zip(themes, rows, strict=True):
                    counts = {name: len(keys) for name, keys in said.get(theme, {}).items()}
                    _no_few(theme, dict(line.rows), counts)
        transaction.set_rollback(True)


ITEMS_OF = {theme: set() for theme in About.values} | {
    "police": {"police-partial"},
    "online": {"online-life"},
    "ideologies": {"ideas-unclear"},
}


def _no_few(theme: str, shown: dict[str, str], counts: dict[str, int]) -> None:
    total = sum(counts.values())
    assert bool(shown) == (total >= 5), (theme, shown, counts)
    if not shown:
        return
    teams = [counts[name] for name in shown if name != "Everybody"]
    assert all(one >= 5 for one in teams), (theme, shown, counts)
    for number in range(2 ** len(teams)):
        left = total - sum(one for at, one in enumerate(teams) if number >> at & 1)
        assert left == 0 or left >= 5, (theme, shown, counts)
    for words in shown.values():
        for number in map(int, re.findall(r"\d+", words)):
            assert number % 5 in (0, 4), words


def test_the_pages_ask_as_often_for_one_rating_as_for_many(client, cast):
    rated(cast["amina"], 10, key="0")
    fresh(client, cast["amina"])
    client.get(reverse("confidence:mine"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("confidence:mine"))
    for number in range(1, 9):
        rated(cast["amina"], 10 * number, key=str(number))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("confidence:mine"))
    assert len(few) == len(many)


def test_who_is_in_no_team_counts_for_everybody(cast, within):
    people = colleagues(cast, 6)
    for person in people:
        rated(person, 40, on=within)
    Membership.objects.filter(person=people[0]).delete()
    figures = groups(cast, within).figures
    assert figures["people"] == 5 and figures["medians"]["police"] == 40
    assert figures["teams"] == figures["by_team"] == {}, "five and one: the one would be told"
