"""What the database is asked, and what it hands over, is the same to a letter whether or not something is held back.

Time is not looked at here: it says what the statements say, as long as they are the same, and as much is fetched by each.
What the database itself reads to leave out what is held back was measured once; docs/sharing.md says how.
"""

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kith.desk.tests.factories import fresh, raised
from kith.people.actions import make_token
from kith.people.models import Person
from kith.sharing import actions
from kith.sharing.models import InformationRequest, Version
from kith.sharing.words import AnswerKind, Extent
from tests.pages import CheckedClient

from .factories import answered, asked, asked_by_partner, told, written

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


class Asked:
    """Each statement with what it looks for, and how many rows were fetched by it."""

    def __init__(self):
        self.statements: list[list] = []

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        # What is written holds the time, keys drawn at random, and the chain of the trail.
        reads = sql.startswith("SELECT")
        sql = re.sub(r'SAVEPOINT "\w+"', "SAVEPOINT", sql)
        self.statements.append([sql, [_plain(one) for one in params or ()] if reads else [], 0])
        if '"audit_entry"."actor" = ' in sql:
            return result  # one’s own acts, of which there are more at each reading
        line, cursor = self.statements[-1], context["cursor"]
        for name in ("fetchone", "fetchmany", "fetchall"):
            setattr(cursor, name, self._counted(getattr(cursor.cursor, name), line))
        return result

    @staticmethod
    def _counted(fetch, line):
        def fetched(*args):
            rows = fetch(*args)
            line[2] += len(rows) if isinstance(rows, list) else rows is not None
            return rows

        return fetched


def _plain(value):
    """What is looked for, without the moment and without keys drawn at random."""
    if isinstance(value, datetime.datetime) or (isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d \d", value)):
        return "a moment"
    if isinstance(value, str | bytes) and len(value) >= 32 and not _is_uuid(value):
        return "a key"
    return str(value)


def _is_uuid(value) -> bool:
    try:
        return bool(uuid.UUID(str(value)))
    except ValueError:
        return False


def asked_for(person, consultation, *requests) -> dict[str, list]:
    """What every page that shows something of sharing, or might, asks of the database when this person opens it."""
    client = CheckedClient()
    fresh(client, Person.objects.select_related("agency", "authority").get(pk=person.pk))
    pages = {
        name: reverse(name)
        for name in ("sharing:requests", "sharing:figures", "sharing:figures-csv", "desk:home", "desk:notices")
    }
    if consultation is not None:
        of_it = ("sharing:of-matter", "sharing:ask", "sharing:tell", "concerns:consultation")
        of_it += ("desk:chronology", "desk:chronology-json")
        pages |= {name: reverse(name, args=[consultation.reference]) for name in of_it}
    for number, row in enumerate(requests):
        pages |= {
            f"{name} {number}": reverse(name, args=[row.uuid]) for name in ("sharing:request", "sharing:document")
        }
    client.get(reverse("desk:accessibility"))  # the first page of a session writes it once more
    headers = {"Authorization": f"Bearer {make_token(person, person=person, name='x')[1]}"}
    machines = {"list": "/api/v1/consultations"}
    if consultation is not None:
        machines["one"] = f"/api/v1/consultations/{consultation.reference}"
    found = {}
    for name, where in {**pages, **machines}.items():
        listen = Asked()
        with connection.execute_wrapper(listen):
            answer = client.get(where, headers=headers if name in machines else {})
        assert answer.status_code in (200, 403), f"{name}: {answer.status_code}"
        found[name] = listen.statements
    for words in ("SECRETWORD", "Megan"):
        listen = Asked()
        with connection.execute_wrapper(listen):
            client.post(reverse("desk:search"), {"q": words}, follow=True)
        found[f"search {words}"] = listen.statements
    return found


def differences(one: dict, other: dict) -> dict[str, str]:
    """The pages on which not the same was asked or fetched, with the first statement that differs."""
    found = {}
    for name in one:
        for before, after in zip(one[name], other[name], strict=False):
            if before != after:
                found[name] = f"{before} / {after}"
                break
        if len(one[name]) != len(other[name]):
            known = [line[0] for line in one[name]]
            more = [line for line in other[name] if line[0] not in known]
            found.setdefault(name, f"{len(one[name])} / {len(other[name])} statements: {more}")
    return found


def twice_the_same(person, *about) -> dict[str, list]:
    """What is asked; the same at a second reading, since else nothing could be compared."""
    asked_for(person, *about)
    first, second = asked_for(person, *about), asked_for(person, *about)
    assert differences(first, second) == {}
    return second


def held_back(cast, rows, consultation) -> None:
    """Answers, gists, versions and what was told: for the cleared, the named, nobody yet, nobody any more."""
    today = timezone.localdate()
    for number, row in enumerate(rows):
        answered(cast["dan"], row, written(f"SECRETWORD {number}", floor="sc"), kind=AnswerKind.PART, words="one")
        named = written("SECRETWORD", named=[cast["carys"]])
        answered(cast["dan"], row, named, written("SECRETWORD", Extent.GIST), kind=AnswerKind.FULL, words="two")
        answered(cast["dan"], row, written("SECRETWORD", floor="sc", until=today), kind=AnswerKind.PART, words="three")
        over = Version.objects.filter(disclosure__request=row).latest("pk")
        actions.withdraw_version(cast["dan"], version=over, because="x")
    told(cast["dan"], written("SECRETWORD told", named=[cast["petra"]]))


def test_the_same_statements_and_rows_whether_or_not_something_is_held_back(cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    rows = [asked(cast["amina"], consultation, needed=f"What of {number}?") for number in range(3)]
    readers = [cast[name] for name in ("amina", "bola")]
    before = [twice_the_same(person, consultation, *rows) for person in readers]
    held_back(cast, rows, consultation)
    for person, was in zip(readers, before, strict=True):
        now = asked_for(person, consultation, *rows)
        assert differences(was, now) == {}, person.name
    # Who may read it is asked and given more: otherwise nothing was held back, or nothing was seen of it.
    petra, carys = (asked_for(cast[name], consultation, *rows) for name in ("petra", "carys"))
    assert differences(before[0], carys).keys() >= {"sharing:request 0", "sharing:of-matter"}
    assert differences(before[1], petra).keys() >= {"sharing:requests"}


def test_the_side_that_asked_asks_the_same_of_the_database_whatever_the_other_keeps_it_with(cast):
    rows = [asked_by_partner(cast["dan"], about=f"Megan {number}") for number in range(2)]
    rows.append(told(cast["dan"], written("What was told.")))
    was = twice_the_same(cast["dan"], None, *rows)
    matters = [raised(cast["amina"], name="Megan", named=True), raised(cast["amina"], name="Poppy", named=True)]
    for row in rows:
        for matter in matters:
            actions.link_request(cast["bola"], request=row, consultation=matter)
    assert InformationRequest.objects.filter(links__isnull=False).distinct().count() == 3
    assert differences(was, asked_for(cast["dan"], None, *rows)) == {}
