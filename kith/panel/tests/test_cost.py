"""What a pack costs does not grow with what it holds."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.desk.models import Notice
from kith.panel.models import Member
from kith.sharing.models import VersionReading
from kith.sharing.tests.factories import answered, asked, written
from kith.sharing.words import AnswerKind

from .factories import consented, decided_at, entered, met, panel_of, sent

pytestmark = pytest.mark.django_db


def held_with(cast, panel, many: int, day: int):
    """A meeting to come with so many cases, each with a consultation that was decided on before, and what police shared."""
    cases = []
    for n in range(many):
        matter = sent(cast, name=f"Child {day} {n}")
        row = answered(
            cast["dan"],
            asked(cast["amina"], matter),
            written(f"FULLWORD {day} {n}"),
            kind=AnswerKind.FULL,
            because="",
        )
        assert row.pk
        case = entered(cast, panel, matter)
        consented(cast, case)
        cases.append(case)
    on = timezone.localdate() - datetime.timedelta(days=day)
    Member.objects.update(begins=timezone.now() - datetime.timedelta(days=30))
    before = met(cast, panel, *cases, on=on)
    for case in cases:
        decided_at(cast, case, before, "adopt")
    return met(cast, panel, *cases, on=timezone.localdate() + datetime.timedelta(days=day), came=None)


def test_the_pack_and_what_is_written_about_it_take_the_same_for_one_case_and_for_four(client, cast):
    panel, asked_for = panel_of(cast), []
    for day, many in ((1, 1), (2, 4)):
        meeting = held_with(cast, panel, many, day)
        client.force_login(cast["carys"])
        client.get(reverse("panel:pack", args=[meeting.uuid]))
        before = Entry.objects.count()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("panel:pack", args=[meeting.uuid])).content.decode()
        assert page.count(f"FULLWORD {day}") == many
        # The pack, and of each case the record, the request and what came back.
        assert Entry.objects.count() - before == 1 + 3 * many
        asked_for.append(len(queries))
    assert asked_for[0] == asked_for[1]
    assert VersionReading.objects.filter(person=cast["carys"]).count() == 5


def test_a_pack_reads_no_notice_for_its_reader_and_the_record_does(client, cast):
    panel = panel_of(cast)
    meeting = held_with(cast, panel, 1, 1)
    client.force_login(cast["carys"])
    waiting = Notice.objects.filter(person=cast["carys"], read_at=None).exclude(reference="")
    matter = waiting.filter(reference__startswith="K-").first()
    assert matter is not None
    client.get(reverse("panel:pack", args=[meeting.uuid]))
    assert waiting.filter(reference=matter.reference).exists()
    client.get(reverse("concerns:consultation", args=[matter.reference]))
    assert not waiting.filter(reference=matter.reference).exists()
