"""What training counts of short modules: that somebody went through one, and nothing of what they chose."""

import pytest
from django.urls import reverse

from kith.audit.models import Entry
from kith.desk.tests.factories import fresh
from kith.modules import actions as modules
from kith.modules import queries as of_modules
from kith.modules.tests.factories import SLUG, begun, gone_through, published
from kith.toolkit.models import Piece
from kith.training import actions
from kith.training.models import Completion, Tier
from kith.training.words import How

from .factories import completed, days, needed_since, stands

pytestmark = pytest.mark.django_db
ANOTHER_WAY = (("start", 1), ("repair", 1))


def of_module(person):
    return list(Completion.objects.filter(person=person, how=How.MODULE).order_by("pk"))


def test_a_module_gone_through_stands_on_my_training_and_leads_back_to_it(client, cast):
    published(cast["farah"], more={"tier": 1})
    amina = cast["amina"]
    run = begun(amina)
    assert of_modules.gone_through(amina, run.uuid) is None and not of_module(amina), "begun is not completed"
    run = modules.choose(amina, run=run, scene="start", choice=0)
    assert not of_module(amina)
    modules.choose(amina, run=run, scene="talk", choice=0)
    row = of_module(amina)[0]
    assert (row.tier, row.day, row.course, row.source) == ("introductory", days(0), "The bus", "module")
    assert row.key == f"{amina.uuid.hex}:{SLUG}:1:{days(0):%Y%m%d}" and row.reference == ""
    entry = Entry.objects.get(verb="completion.recorded")
    assert entry.details == {"tier": "introductory", "of": f"person:{amina.uuid}", "how": "module"}
    assert of_modules.gone_through(cast["bola"], run.uuid) is None, "it is one’s own"
    page = fresh(client, amina).get(reverse("training:mine")).content.decode()
    everything = page.split("Everything that was completed")[1]
    assert (
        f'href="{reverse("toolkit:piece", args=[SLUG])}">The bus</a>' in everything
        and "Short module in Kith" in everything
    )


def test_the_same_day_counts_once_and_another_edition_or_day_anew(cast):
    published(cast["farah"], more={"tier": 1})
    amina = cast["amina"]
    gone_through(amina)
    gone_through(amina, way=ANOTHER_WAY)
    assert len(of_module(amina)) == 1, "whichever way was taken, it is the same module on the same day"
    Completion.objects.filter(person=amina).update(day=days(-3), key=f"{amina.uuid.hex}:{SLUG}:1:{days(-3):%Y%m%d}")
    gone_through(amina)
    assert [row.day for row in of_module(amina)] == [days(-3), days(0)]
    published(cast["farah"], more={"tier": 1}, title="The night bus")
    gone_through(amina)
    assert [row.course for row in of_module(amina)] == ["The bus", "The bus", "The night bus"]
    row = of_module(amina)[-1]
    actions.take_back_completion("system:module", completion=row, because="Not theirs")
    gone_through(amina)
    row.refresh_from_db()
    assert len(of_module(amina)) == 3 and row.taken_back_at, "what was taken back stays so"


@pytest.mark.parametrize("number", [0, 9])
def test_a_module_of_no_tier_counts_for_none(cast, number):
    published(cast["farah"], more={"tier": number})
    assert gone_through(cast["amina"]).completed_at
    assert not of_module(cast["amina"])


def test_whichever_way_somebody_took_the_same_is_kept_of_it(cast):
    published(cast["farah"], more={"tier": 1})
    gone_through(cast["amina"])
    gone_through(cast["bola"], way=ANOTHER_WAY)
    one, other = of_module(cast["amina"])[0], of_module(cast["bola"])[0]
    kept = ("tier", "day", "how", "source", "course", "reference", "recorded_by_id", "batch_id", "taken_back_because")
    assert [getattr(one, name) for name in kept] == [getattr(other, name) for name in kept]
    assert one.key.split(":")[1:] == other.key.split(":")[1:]
    first, second = Entry.objects.filter(verb="completion.recorded").order_by("seq")
    assert first.details | {"of": ""} == second.details | {"of": ""}


def test_ten_minutes_are_no_course_unless_the_tier_says_so(cast):
    needed_since("introductory", days(-60))
    published(cast["farah"], more={"tier": 1})
    gone_through(cast["amina"])
    assert not stands(cast, "amina").last, "it is shown, and the tier still asks for its course"
    tier = Tier.objects.get(authority=None, key="introductory")
    tier.courses = [*tier.courses, "the  Bus"]
    tier.save(update_fields=["courses"])
    assert stands(cast, "amina").last == of_module(cast["amina"])[0]


def test_my_training_leads_to_the_modules_of_what_is_next(client, cast):
    needed_since("introductory", days(-60))
    published(cast["farah"], more={"tier": 1})
    published(cast["farah"], "module-the-tram", more={"tier": 2}, title="The tram")
    client = fresh(client, cast["amina"])
    page = client.get(reverse("training:mine")).content.decode()
    nearby = page.split("Short modules for what is next")[1].split("All short modules")[0]
    assert "The bus" in nearby and "The tram" not in nearby and "Not begun yet" in nearby
    completed(cast, "amina")
    assert "Short modules for what is next" not in client.get(reverse("training:mine")).content.decode()


def test_a_module_that_is_gone_from_the_toolkit_leaves_the_completion(client, cast):
    published(cast["farah"], more={"tier": 1})
    gone_through(cast["amina"])
    Piece.objects.filter(slug=SLUG).update(retired=True)
    page = fresh(client, cast["amina"]).get(reverse("training:mine"))
    assert page.status_code == 200 and "The bus" in page.content.decode()


def test_deleting_what_one_chose_leaves_that_one_went_through_it(cast):
    published(cast["farah"], more={"tier": 1})
    modules.forget_run(cast["amina"], run=gone_through(cast["amina"]))
    assert of_module(cast["amina"])[0].day == days(0)
