"""The channels that say something without a word: time, counts, gaps, order, errors. None tells of what is withheld.

Each test has two worlds that differ by what this reader may not know, and compares everything that reaches them.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.desk.actions import send_waiting_mail
from kith.desk.queries import notices_of, waiting_for
from kith.desk.tests.factories import fresh, raised
from kith.meetings import actions as meetings
from kith.meetings.tests.factories import planned
from kith.panel import actions as panels
from kith.panel.tests.factories import entered, panel_of
from kith.people.actions import make_token
from kith.people.models import Person
from kith.sharing import actions
from kith.sharing.models import Answer, InformationRequest, Version
from kith.sharing.words import Extent
from tests.pages import without_the_moment

from .factories import SAID, answered, asked, asked_by_partner, asked_to_pass_on, told, written

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
SECRET = "SECRETWORD of the police"


def anew(person):
    return Person.objects.select_related("agency", "authority").get(pk=person.pk)


def seen_by(client, person, consultation) -> tuple[dict[str, str], dict[str, int]]:
    """What reaches this person by each page, list and machine, and how many questions each asks of the database."""
    fresh(client, anew(person))
    reference = consultation.reference
    pages = {name: reverse(name) for name in ("sharing:requests", "sharing:figures", "desk:home", "desk:notices")}
    pages |= {
        name: reverse(name, args=[reference])
        for name in ("sharing:of-matter", "concerns:consultation", "desk:chronology", "desk:chronology-json")
    }
    for row in InformationRequest.objects.filter(consultation=consultation):
        pages[f"request-{row.uuid}"] = reverse("sharing:request", args=[row.uuid])
    headers = {"Authorization": f"Bearer {make_token(person, person=person, name='x')[1]}"}
    machines = {"list": "/api/v1/consultations", "open": "/api/v1/consultations?state=screening"}
    machines["one"] = f"/api/v1/consultations/{reference}"
    texts, costs = {}, {}
    for name, where in {**pages, **machines}.items():
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(where, headers=headers if name in machines else {})
        texts[name], costs[name] = without_the_moment(answer.content.decode()), len(captured)
    texts["notices"] = str([(one.words, one.reference) for one in notices_of(anew(person))])
    texts["home"] = str(waiting_for(anew(person)))
    for words in ("SECRETWORD", "Megan", reference):
        with CaptureQueriesContext(connection) as captured:
            found = client.post(reverse("desk:search"), {"q": words}, follow=True)
        text = without_the_moment(found.content.decode())
        texts[f"search {words}"], costs[f"search {words}"] = re.sub(r"\?s=[\w-]+", "", text), len(captured)
    texts["chronology"] = re.sub(r"\d\d:\d\d(:\d\d)?|\d{1,2}(:\d\d)?(am|pm)", "", texts.pop("desk:chronology"))
    texts["desk:chronology-json"] = re.sub(r'"made_at": "[^"]*"', "", texts["desk:chronology-json"])
    return texts, costs


def differing(one: dict, other: dict) -> dict[str, str]:
    """What is not the same, by name, with the words at which it begins to differ."""
    found = {}
    for name in one:
        if one[name] != other[name]:
            at = next((n for n, pair in enumerate(zip(one[name], other[name], strict=False)) if pair[0] != pair[1]), 0)
            found[name] = f"{one[name][max(at - 60, 0) : at + 60]!r} / {other[name][max(at - 60, 0) : at + 60]!r}"
    return found


def test_what_nobody_here_may_read_changes_no_page_no_count_no_order_and_no_cost(client, cast, mailoutbox):
    """Search, its cost, counts, numbering, order, last-changed times, home, notices, e-mail, chronology, figures, the API."""
    consultation = raised(cast["amina"], name="Megan", named=True)
    first = asked(cast["amina"], consultation)
    asked(cast["amina"], consultation, needed="Something else.")
    seen_by(client, cast["bola"], consultation)
    before, cost = seen_by(client, cast["bola"], consultation)
    again, same = seen_by(client, cast["bola"], consultation)
    assert differing(before, again) == {} and cost == same, "what is compared is the same at each reading"
    send_waiting_mail()
    sent = len(mailoutbox)
    answered(cast["dan"], first, written(SECRET, named=[cast["carys"]]), kind="part")
    send_waiting_mail()
    assert not [mail for mail in mailoutbox[sent:] if "bola" in str(mail.to) or "amina" in str(mail.to)]
    after, later = seen_by(client, cast["bola"], consultation)
    assert differing(before, after) == {}
    assert {name: later[name] - cost[name] for name in cost if later[name] != cost[name]} == {}
    # Who may read it sees it: otherwise the world was the same for everybody.
    carys, _ = seen_by(client, cast["carys"], consultation)
    assert any(SECRET in text for text in carys.values())


def test_withdrawing_and_narrowing_what_was_never_theirs_moves_nothing(client, cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    row = asked(cast["amina"], consultation)
    answered(cast["dan"], row, written(SECRET, floor="sc"))
    seen_by(client, cast["bola"], consultation)
    before, _ = seen_by(client, cast["bola"], consultation)
    version = Version.objects.get()
    actions.withdraw_version(cast["dan"], version=version, because="SECRETREASON")
    after, _ = seen_by(client, cast["bola"], consultation)
    assert differing(before, after) == {}


def test_a_link_and_what_was_told_beside_it_give_the_asker_no_sign_by_any_list(client, cast):
    """The other way round: Dan’s lists, home and figures are the same whatever social care did with what he asked."""
    consultation = raised(cast["amina"], name="Megan", named=True)
    row = asked_by_partner(cast["dan"])

    def reaching_dan():
        fresh(client, anew(cast["dan"]))
        pages = [reverse(name) for name in ("sharing:requests", "sharing:figures", "desk:home", "desk:notices")]
        pages.append(reverse("sharing:request", args=[row.uuid]))
        texts, costs = [], []
        for where in pages:
            with CaptureQueriesContext(connection) as captured:
                texts.append(without_the_moment(client.get(where).content.decode()))
            costs.append(len(captured))
        return texts, costs

    reaching_dan()
    before = reaching_dan()
    actions.link_request(cast["bola"], request=row, consultation=consultation)
    (texts, costs), (then, cost) = before, reaching_dan()
    assert differing(dict(enumerate(texts)), dict(enumerate(then))) == {} and costs == cost


def test_a_key_that_somebody_else_used_says_nothing(client, cast):
    """A unique constraint is a channel: the same key, sent by who may not know of the first sending, is a sending of its own."""
    mine, theirs = raised(cast["amina"]), raised(cast["olu"])
    fields = {name: value for name, value in SAID.items() if name != "about"}
    sent = {**fields, "about": "Megan", "to": "police", "once": "the-same-key"}
    for who, matter in (("amina", mine), ("olu", theirs)):
        client.force_login(cast[who])
        answer = client.post(reverse("sharing:ask", args=[matter.reference]), sent)
        assert answer.status_code == 302, who
    assert InformationRequest.objects.count() == 2
    requests = {row.consultation_id: row for row in InformationRequest.objects.all()}
    for who, matter in (("dan", mine), ("nia", theirs)):
        said = {"request": requests[matter.pk], "kind": "not-held", "because": "not-held", "once_key": "the-same-key"}
        actions.answer_request(cast[who], **said)
    assert Answer.objects.count() == 2
    for who in ("dan", "nia"):
        row = told(cast[who], written(f"A word of {who}.", may_pass_on=True))
        InformationRequest.objects.filter(pk=row.pk).update(once_key=f"told-{who}")
    versions = list(Version.objects.order_by("pk"))
    for who, version in zip(("bola", "petra"), versions, strict=True):
        actions.ask_passing(
            cast[who],
            version=version,
            to_agency=cast["vera"].agency,
            to_person=cast["vera"],
            what_for="x",
            once_key="k",
        )


@pytest.mark.parametrize("long", ["k" * 36, "k" * 500])
def test_a_key_of_any_length_is_a_key(client, cast, long):
    consultation = raised(cast["amina"])
    client.force_login(cast["amina"])
    where = reverse("sharing:ask", args=[consultation.reference])
    for _ in range(2):
        assert client.post(where, {**SAID, "to": "police", "once": long}).status_code == 302
    assert InformationRequest.objects.count() == 1
    case = entered(cast, panel_of(cast))
    said = {"of": "mother", "who": "", "needed": True, "why": "", "asked_by": "Amina", "how": "visit"}
    rows = {
        panels.ask_consent(cast["amina"], case=case, asked_on=timezone.localdate(), once_key=long, **said).pk
        for _ in range(2)
    }
    assert len(rows) == 1


def test_a_name_that_is_taken_elsewhere_is_no_error_here(cast):
    """A meeting, a case and a calendar each have a key of their own maker; the same one elsewhere stops nobody."""
    first, second = raised(cast["amina"]), raised(cast["olu"])
    one = planned(cast["amina"], first, once_key="the-same-key")
    other = planned(cast["olu"], second, once_key="the-same-key")
    assert one.pk != other.pk
    assert len({meetings.make_calendar(cast[who], name="Phone")[0].pk for who in ("amina", "olu")}) == 2


def test_a_file_that_is_sent_along_with_an_answer_is_kept_nowhere(client, cast):
    row = asked(cast["amina"], raised(cast["amina"]))
    client.force_login(cast["dan"])
    sent = {"kind": "not-held", "because": "not-held", "file": SimpleUploadedFile("x.pdf", b"SECRETFILE")}
    assert client.post(reverse("sharing:answer", args=[row.uuid]), sent).status_code == 302
    assert Answer.objects.count() == 1
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(("sharing_", "decisions_")):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (a name of the schema itself)
                assert "SECRETFILE" not in str(cursor.fetchall()), table


def test_what_was_passed_on_and_ended_leaves_no_sign(client, cast):
    row = told(cast["dan"], written(SECRET, Extent.FULL))
    before = waiting_for(anew(cast["vera"]))
    passing = asked_to_pass_on(cast["bola"], Version.objects.get(), cast["vera"])
    assert waiting_for(anew(cast["vera"])) == before
    actions.answer_passing(cast["dan"], passing=passing, allowed=True, until=timezone.localdate())
    fresh(client, anew(cast["vera"]))
    where = reverse("sharing:passing", args=[passing.uuid])
    assert SECRET in client.get(where).content.decode()
    actions.end_passing(cast["dan"], passing=passing)
    assert client.get(where).status_code == 404
    assert "passed on to you" not in str(notices_of(anew(cast["vera"])))
    assert client.get(reverse("sharing:request", args=[row.uuid])).status_code == 404
