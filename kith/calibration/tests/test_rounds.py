"""A round: who opens it, who answers, and that nobody is told what another answered before it is over, or by name ever."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.calibration import actions, queries, rules
from kith.calibration.models import Discussion, Round, Vignette, VignetteAnswer
from kith.calibration.queries import BesideOthers
from kith.desk.tests.factories import fresh
from kith.people.models import Person, RoleHeld
from kith.thresholds.queries import levels_of

from .factories import RATERS, answered, opened, over

pytestmark = pytest.mark.django_db
SAID = {"reason": "The man who writes at night."}


def page_of(client, person, row) -> str:
    fresh(client, person)
    answer = client.get(reverse("calibration:round", args=[row.uuid]))
    return answer.content.decode() if answer.status_code == 200 else ""


def answer_for(row, **more) -> dict:
    choices = queries.choices_of(row)
    return {
        "level": choices["level"][2][0],
        "concern": choices["concern"][1][0],
        "first_step": choices["first_step"][2][0],
        **SAID,
        **more,
    }


def test_vignettes_come_with_the_toolkit_and_say_where_they_come_from(cast):
    rows = Vignette.objects.filter(retired=False)
    assert rows.count() >= 8
    assert all(row.source and row.owner and row.next_review for row in rows)
    assert len(set(rows.values_list("harm", flat=True))) >= 6
    pairs = {row.key: row.pair for row in rows if row.pair}
    assert len(pairs) >= 6 and all(pairs[pairs[key]] == key for key in pairs)
    known = {key for key, _ in queries.lists_of_categories(cast["amina"].authority_id, "harm-kind")[0].items()}
    assert set(rows.values_list("harm", flat=True)) <= known
    before = Entry.objects.count()
    call_command("toolkit", "load", stdout=open("/dev/null", "w"))  # noqa: SIM115
    assert Entry.objects.count() == before, "loading again changes nothing"


def test_a_vignette_that_is_not_whole_is_told_and_one_that_is_gone_is_offered_no_more(cast):
    head = {"title": "T", "slug": "one", "harm": "at-home", "source": "s", "owner": "o"}
    head |= {"checked": datetime.date(2026, 1, 1), "review": datetime.date(2027, 1, 1)}
    with pytest.raises(ValueError, match="one.md has no owner"):
        actions.keep_vignettes([("one", {**head, "owner": ""}, "Text.")])
    with pytest.raises(ValueError, match="one.md has no text"):
        actions.keep_vignettes([("one", head, "")])
    row = opened(cast)
    words = row.vignettes.first().text
    assert actions.keep_vignettes([("one", head, "Text.")]) == 1
    assert [one.key for one in queries.vignettes_for(cast["carys"])] == ["one"]
    assert row.vignettes.first().text == words, "a round keeps the words that it asked about"


@pytest.mark.parametrize("key", ["amina", "olu", "farah", "dan", "hal", "ines", "jo", "esme"])
def test_only_who_answers_for_practice_opens_a_round(client, cast, key):
    with pytest.raises(NotFound):
        opened(cast, by=key)
    fresh(client, cast[key])
    assert client.get(reverse("calibration:open")).status_code == 404
    assert opened(cast, by="gwen").asked.count() == len(RATERS), "the same is done by who may"


def test_a_round_is_opened_on_one_page_and_twice_is_once(client, cast):
    fresh(client, cast["gwen"])
    where = reverse("calibration:open")
    assert "checked" not in re.sub(r"Last checked", "", client.get(where).content.decode())
    day = timezone.localdate() + datetime.timedelta(days=3)
    said = {
        "vignettes": list(Vignette.objects.values_list("key", flat=True)[:4]),
        "teams": ["adolescent", "early-help", "exploitation"],
        "last_day_day": day.day,
        "last_day_month": day.month,
        "last_day_year": day.year,
        "once": "o",
    }
    few = client.post(where, {**said, "teams": ["adolescent"]}).content.decode()
    assert "nobody’s answer would be safe" in few and not Round.objects.exists()
    past = client.post(where, {**said, "last_day_year": 2020}).content.decode()
    assert "must be today or later" in past
    for _ in range(2):
        assert client.post(where, said).status_code == 302
    row = Round.objects.get()
    assert {one.person for one in row.asked.all()} == {cast[key] for key in RATERS}
    fresh(client, cast["olu"])
    assert "A calibration round waits for you" in client.get(reverse("desk:home")).content.decode()


def test_who_is_asked_answers_alone_and_changes_it_until_the_end(client, cast):
    row = opened(cast)
    item = row.vignettes.first()
    where = reverse("calibration:answer", args=[row.uuid, item.uuid])
    fresh(client, cast["olu"])
    page = client.get(where).content.decode()
    assert item.text in page and " checked" not in page
    assert "Write your reason" in client.post(where, answer_for(row, reason="")).content.decode()
    assert client.post(where, answer_for(row, version="1")).status_code == 302
    assert client.post(where, answer_for(row, reason="Other.", version="0")).status_code == 302
    assert VignetteAnswer.objects.get().reason == "Other."
    assert "Other." in client.get(where).content.decode()
    over(row)
    assert client.post(where, answer_for(row, reason="Too late.")).status_code == 302
    assert VignetteAnswer.objects.get().reason == "Other."
    with pytest.raises(actions.RoundOver):
        answered(cast, row, "amina")


@pytest.mark.parametrize("key", ["gwen", "rhys", "sade", "farah", "dan"])
def test_who_is_not_asked_cannot_answer(client, cast, key):
    row = opened(cast, by="gwen")
    with pytest.raises(NotFound):
        answered(cast, row, key)
    fresh(client, cast[key])
    where = reverse("calibration:answer", args=[row.uuid, row.vignettes.first().uuid])
    assert client.post(where, answer_for(row)).status_code == 404
    answered(cast, row, "olu")


def test_a_level_of_another_document_is_no_answer(cast):
    row = opened(cast)
    theirs = levels_of(cast["sade"].authority_id)[0]
    with pytest.raises(ValueError, match="own document"):
        actions.answer_vignette(
            cast["amina"],
            item=row.vignettes.first(),
            level=theirs,
            concern=("none", "x"),
            first_step=("x", "x"),
            reason="x",
        )


def test_what_is_half_typed_is_kept(client, cast):
    row = opened(cast)
    where = reverse("calibration:answer", args=[row.uuid, row.vignettes.first().uuid])
    fresh(client, cast["olu"])
    client.post(where, {"reason": "Half a thou", "version": "0"}, headers={"X-Autosave": "1"})
    assert "Half a thou" in client.get(where).content.decode()
    assert not VignetteAnswer.objects.exists()


def test_before_it_is_over_nobody_sees_anybodys_answers_nor_how_many_said_what(client, cast):
    row = opened(cast)
    answered(cast, row, *RATERS[1:])
    for key in ("amina", "carys", "bola", "vera"):
        page = page_of(client, cast[key], row)
        assert page
        assert not [other for other in RATERS if other != key and f"Reason of {other}" in page], key
        assert "How many" not in page and "of 6 have answered" in page if key in ("carys", "vera") else True
        with pytest.raises(NotFound):
            queries.results_of(cast[key], row)
    assert "of 6 have answered" not in page_of(client, cast["amina"], row)
    assert "5 of 6 have answered" in page_of(client, cast["carys"], row)
    assert not queries.discussions_of(cast["carys"], row)
    fresh(client, cast["carys"])
    assert client.get(reverse("calibration:discuss", args=[row.uuid])).status_code == 404


def test_once_over_the_spread_and_the_reasons_stand_without_names(client, cast):
    row = opened(cast)
    answered(cast, row, *RATERS[:5])
    over(row)
    page = page_of(client, cast["amina"], row)
    for key in RATERS[:5]:
        assert f"Reason of {key} on 0." in page
    names = {cast[key].name for key in RATERS} - {"Amina", "Carys"}  # who reads, and who opened it
    told = re.sub(r"Reason of \w+ on \d\.", "", page)
    assert not [name for name in names if name in told]
    assert "Your own answer, which you alone see as yours" in page
    assert "Your own answer" not in page_of(client, cast["vera"], row)
    found = queries.results_of(cast["vera"], row)[0]
    assert [sum(number for _, number in spread.rows) for spread in found.spreads] == [5, 5, 5]


def test_the_reasons_come_in_another_order_for_each_vignette(cast):
    row = opened(cast, how_many=8)
    answered(cast, row, *RATERS)
    over(row)
    orders = {tuple(one.asked_id for one in found.reasons) for found in queries.results_of(cast["olu"], row)}
    assert len(orders) > 3


def test_fewer_than_five_answers_are_not_shown_and_one_sees_ones_own(client, cast):
    row = opened(cast)
    answered(cast, row, *RATERS[:4])
    over(row)
    page = page_of(client, cast["amina"], row)
    assert "Fewer than 5 people answered this one" in page and "How many" not in page
    assert "Reason of amina on 0." in page and "Reason of bola" not in page
    fresh(client, cast["amina"])
    assert "Too few to say" in client.get(reverse("calibration:agreement")).content.decode()


@pytest.mark.parametrize("key", ["gwen", "rhys", "sade", "tom", "farah", "dan", "hal", "ines"])
def test_who_has_no_part_in_a_round_finds_nothing(client, cast, key):
    row = opened(cast)
    answered(cast, row, *RATERS)
    over(row)
    assert page_of(client, cast[key], row) == ""
    assert not queries.agreement_over_time(cast[key], [row])
    with pytest.raises(NotFound):
        actions.note_discussion(cast[key], round=row, discussed="x", agreed="", present=[cast["amina"]], once_key="d")
    assert page_of(client, cast["vera"], row)


def test_the_three_faces_agree(cast):
    for row in (opened(cast), opened(cast, by="gwen", once="g"), opened(cast, by="bola", once="b")):
        by_rows = {one for one in cast.values() if Round.objects.filter(rules.sees_round(one), pk=row.pk).exists()}
        assert by_rows == set(rules.people_who_see_round(row))
    RoleHeld.objects.filter(person=cast["gwen"]).update(ends=timezone.now())
    gwen = Person.objects.get(pk=cast["gwen"].pk)
    row = Round.objects.get(opened_by=gwen)
    assert not Round.objects.filter(rules.sees_round(gwen), pk=row.pk).exists()
    assert gwen not in rules.people_who_see_round(row)


def test_only_who_opened_it_ends_it_early_and_twice_is_once(client, cast):
    row = opened(cast, by="bola")
    for key in ("amina", "carys", "petra"):
        with pytest.raises(NotFound):
            actions.close_round(cast[key], round=row)
    fresh(client, cast["bola"])
    for _ in range(2):
        assert client.post(reverse("calibration:close", args=[row.uuid])).status_code == 302
    row.refresh_from_db()
    assert row.is_over and not rules.may_answer(cast["amina"], row)


def test_what_was_agreed_stands_with_who_was_there(client, cast):
    row = over(opened(cast))
    fresh(client, cast["vera"])
    where = reverse("calibration:discuss", args=[row.uuid])
    said = {"discussed": "What a group gives.", "agreed": "Ask it first.", "once": "d"}
    assert "Tick who was there" in client.post(where, said).content.decode()
    present = [str(cast[key].uuid) for key in ("vera", "olu")]
    assert client.post(where, {**said, "present": [str(cast["dan"].uuid)], "version": "1"}).status_code == 200
    for version in ("2", "0"):
        assert client.post(where, {**said, "present": present, "version": version}).status_code == 302
    assert Discussion.objects.count() == 1
    page = page_of(client, cast["amina"], row)
    assert "Ask it first." in page and "There: Olu, Vera" in page


def test_the_level_that_was_agreed_on_stands_with_what_was_agreed_and_beside_ones_own(client, cast):
    row = opened(cast)
    levels = levels_of(cast["carys"].authority_id)
    answered(cast, row, "amina", "olu", level=1)
    over(row)
    first, second, third, _ = row.vignettes.all()
    assert queries.own_beside_others(cast["amina"]) == BesideOthers(0, 0, 0, 0), "two answers, and none agreed on"
    fresh(client, cast["vera"])
    where = reverse("calibration:discuss", args=[row.uuid])
    said = {"discussed": "x", "agreed": "", "once": "d", "present": [str(cast["vera"].uuid)], "version": "0"}
    page = client.post(where, {**said, f"level-{first.uuid.hex}": "0"}).content.decode()
    assert "Choose one of these" in page and not Discussion.objects.exists()
    boxes = {f"level-{first.uuid.hex}": levels[1].pk, f"level-{second.uuid.hex}": levels[2].pk}
    assert client.post(where, {**said, **boxes, "version": "1"}).status_code == 302
    assert queries.own_beside_others(cast["amina"]) == BesideOthers(1, 2, 0, 0)
    assert queries.own_beside_others(cast["vera"]) == BesideOthers(0, 0, 0, 0), "she answered nothing"
    page = page_of(client, cast["amina"], row)
    assert f"<li>{first.title}: {levels[1].name}</li>" in page and f"<li>{third.title}" not in page
    # What is written down last stands.
    again = {f"level-{second.uuid.hex}": levels[1].pk}
    assert client.post(where, {**said, **again, "once": "e"}).status_code == 302
    assert queries.own_beside_others(cast["amina"]) == BesideOthers(2, 2, 0, 0)


def test_where_none_was_agreed_on_ones_own_stands_beside_what_most_chose(cast):
    row = opened(cast)
    answered(cast, row, "amina", "bola", "olu", "petra", level=1)
    answered(cast, row, "vera", level=2)
    assert queries.own_beside_others(cast["amina"]) == BesideOthers(0, 0, 0, 0), "it is not over"
    over(row)
    assert queries.own_beside_others(cast["amina"]) == BesideOthers(0, 0, 4, 4)
    assert queries.own_beside_others(cast["vera"]) == BesideOthers(0, 0, 0, 4)


def test_a_level_is_agreed_on_only_for_a_vignette_of_the_round_and_of_its_document(cast):
    row, other = over(opened(cast)), over(opened(cast, how_many=2, once="s"))
    ours, theirs = levels_of(cast["carys"].authority_id), levels_of(cast["rhys"].authority_id)
    for item, level in ((other.vignettes.first(), ours[0]), (row.vignettes.first(), theirs[0])):
        with pytest.raises(ValueError, match="own document"):
            actions.note_discussion(
                cast["vera"],
                round=row,
                discussed="x",
                agreed="",
                present=[cast["vera"]],
                once_key="d",
                levels={item: level},
            )
    assert not Discussion.objects.exists()


def test_agreement_says_what_it_means_and_shows_no_small_team(client, cast):
    row = opened(cast, how_many=6)
    answered(cast, row, *RATERS)
    over(row)
    fresh(client, cast["vera"])
    page = client.get(reverse("calibration:agreement")).content.decode()
    assert "Krippendorff’s alpha" in page and "a team can agree and be wrong" in page
    (found,) = queries.agreement_over_time(cast["vera"], [row])
    level = dict(found.together.figures)["Level of the threshold document"]
    assert level.low < level.alpha < level.high and level.texts == 6 and level.answers == 36
    assert all(line.hidden for line in found.teams), "two people each"
    assert level.words in page and "Not shown" in page
    assert not [key for key in RATERS if key != "vera" and f">{cast[key].name}" in page]


def test_a_page_asks_the_same_few_questions_however_many_answered(cast, django_assert_max_num_queries):
    row = opened(cast, how_many=6)
    answered(cast, row, *RATERS)
    over(row)
    with django_assert_max_num_queries(10):
        queries.results_of(cast["vera"], row)
    with django_assert_max_num_queries(10):
        queries.agreement_over_time(cast["vera"], [row])


def test_no_answer_stands_in_the_trail_or_the_export(cast, tmp_path):
    row = opened(cast)
    answered(cast, row, "amina")
    said = " ".join(f"{one.details} {one.changed} {one.subject}" for one in Entry.objects.all())
    assert "Reason of amina" not in said and "section 17" not in said.lower()
    call_command("export", "thornmere", str(tmp_path / "out"), stdout=open("/dev/null", "w"))  # noqa: SIM115
    out = "".join(place.read_text() for place in (tmp_path / "out").glob("*.jsonl"))
    assert "Reason of amina" not in out and str(row.uuid) in out
