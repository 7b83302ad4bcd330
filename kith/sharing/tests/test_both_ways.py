"""Asking the other way round, telling unasked, passing on, the family mark: done and refused, with the stranger each time."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NobodyThere, NotFound
from kith.audit.models import Entry
from kith.concerns.models import ConsultationBar, ConsultationPart
from kith.desk.queries import notices_of
from kith.desk.tests.factories import fresh, raised
from kith.people.models import PointOfContact, Vetting
from kith.sharing import actions, queries
from kith.sharing.models import FamilyMark, InformationRequest, MatterLink, NamedReader, PassingOn, Version
from kith.sharing.rules import may_release, people_who_see, sees_request, sees_version
from kith.sharing.words import AnswerKind, Extent
from tests.pages import without_the_moment

from .factories import answered, asked, asked_by_partner, asked_to_pass_on, told, written

pytestmark = pytest.mark.django_db
FULL, GIST = "The man is known under two names.", "Weapons are not suspected."
DAY = datetime.timedelta(days=1)


def kinds(person):
    return [notice.words for notice in notices_of(person)]


def page(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(name, args=args))


def text(client, person, name, *args):
    return page(client, person, name, *args).content.decode()


def who_sees(cast, row):
    """By rows and by people, which must agree; by key of the cast."""
    rows = {key for key, p in cast.items() if InformationRequest.objects.filter(sees_request(p), pk=row.pk).exists()}
    assert rows == {person.email.split("@")[0] for person in people_who_see(row)}
    return rows


# A partner asks social care


def test_a_partner_asks_and_social_cares_receiver_has_it_and_nobody_else(client, cast):
    row = asked_by_partner(cast["dan"], about_kind="group")
    assert who_sees(cast, row) == {"dan", "bola", "petra"}
    assert "Another agency asks yours for information" in kinds(cast["bola"])
    assert row.acknowledge_by and row.answer_by
    for who in ("olu", "amina", "carys", "nia", "rhys", "jo"):
        assert page(client, cast[who], "sharing:request", row.uuid).status_code == 404, who
        assert kinds(cast[who]) == []
    assert "A group: Megan" in text(client, cast["bola"], "sharing:request", row.uuid)


def test_each_line_of_the_list_names_the_other_side_and_no_matter_of_it(client, cast):
    """Also for who asked something too: their own lines stand on the same page."""
    consultation = raised(cast["amina"])
    asked(cast["amina"], consultation)
    asked_by_partner(cast["dan"])
    told(cast["dan"], written(FULL))
    told(cast["amina"], written(FULL), consultation=consultation)
    police = text(client, cast["dan"], "sharing:requests")
    assert consultation.reference not in police
    assert police.count("Children’s social care, ") == 4 and "Midvale Police, Prevent team, " not in police
    assert "tells us, without being asked" in police
    care = text(client, cast["amina"], "sharing:requests")
    assert care.count(consultation.reference) == 2


def test_every_request_can_be_reached_from_the_list(client, cast, monkeypatch):
    from kith.sharing.views import requests

    monkeypatch.setattr(requests, "SHOWN", 2)
    rows = [asked_by_partner(cast["dan"], needed=f"What is known of {number}.") for number in range(5)]
    client.force_login(cast["dan"])
    seen, query = [], ""
    for _ in range(3):
        page_ = client.get(reverse("sharing:requests") + query).content.decode()
        seen += [row.uuid for row in rows if f"/{row.uuid}" in page_]
        query = next(iter(re.findall(r'href="(\?ours=\d+)">Earlier ones', page_)), "")
    assert query == "" and sorted(seen) == sorted(row.uuid for row in rows)
    assert "Later ones" in page_ and "Nothing yet" not in page_
    for odd in ("?ours=9", "?ours=-1", "?ours=x", "?told=99999999999999999999"):
        assert client.get(reverse("sharing:requests") + odd).status_code == 200, odd


def test_social_care_asks_from_a_matter_and_never_without_one(cast):
    for who in ("amina", "carys", "olu", "esme", "hal"):
        with pytest.raises(NotFound):
            asked_by_partner(cast[who], to="police")
    assert not InformationRequest.objects.exists()


def test_who_is_away_is_covered_in_social_care_too(cast):
    contact = PointOfContact.objects.get(agency=cast["bola"].agency, subject="information")
    today = timezone.localdate()
    contact.absences.create(first_day=today, last_day=today, cover=cast["carys"])
    assert who_sees(cast, asked_by_partner(cast["dan"])) == {"dan", "carys", "petra"}


def test_a_link_lets_the_matters_people_in_and_gives_the_asker_no_sign(client, cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    row = asked_by_partner(cast["dan"])

    def as_dan():
        client.force_login(cast["dan"])
        client.get(reverse("sharing:requests"))  # the change of who sits here is done before anything is counted
        with CaptureQueriesContext(connection) as asked_of_it:
            shown = [client.get(reverse("sharing:request", args=[row.uuid])), client.get(reverse("sharing:requests"))]
        content = [line for one in shown for line in without_the_moment(one.content.decode()).splitlines()]
        return content, len(asked_of_it), kinds(cast["dan"])

    before = as_dan()
    actions.link_request(cast["bola"], request=row, consultation=consultation)
    assert as_dan() == before, "not a line, not a notice, not a question to the database more"
    assert who_sees(cast, row) == {"dan", "bola", "petra", "amina", "carys"}
    listed = {name for name, person in cast.items() if row in queries.requests_to_us(person)}
    assert listed == {"bola", "petra", "amina", "carys"}, "the list reaches as far as the rule"
    assert consultation.reference in text(client, cast["bola"], "sharing:request", row.uuid)
    assert "A request for information belongs to a matter of yours" in kinds(consultation.owner)
    # A bar in the linked matter keeps away whom it names on the side that linked, and nobody on the side that asked.
    for who in ("carys", "dan"):
        ConsultationBar.objects.create(
            matter=consultation, person=cast[who], placed_by=cast["bola"], reason="Her cousin"
        )
    assert as_dan() == before
    assert "dan" in who_sees(cast, row) and "carys" not in who_sees(cast, row)
    assert "Dan has a conflict of interest" in text(client, cast["bola"], "sharing:request", row.uuid)
    actions.unlink_request(cast["bola"], request=row, consultation=consultation)
    assert who_sees(cast, row) == {"dan", "bola", "petra"}
    assert MatterLink.objects.get().ended_by == cast["bola"]


def test_a_link_is_made_by_who_received_it_to_a_matter_that_is_theirs(client, cast):
    row = asked_by_partner(cast["dan"])
    mine, others = raised(cast["amina"]), raised(cast["rhys"])
    client.force_login(cast["bola"])
    where = reverse("sharing:link", args=[row.uuid])
    for reference in (others.reference, "K-22222222"):
        said = client.post(where, {"reference": reference})
        assert said.status_code == 200 and "You work in no matter with this reference" in said.content.decode()
    assert not MatterLink.objects.exists()
    for who in ("dan", "amina", "olu"):
        client.force_login(cast[who])
        assert client.post(where, {"reference": mine.reference}).status_code == 404, who
    client.force_login(cast["bola"])
    assert client.post(where, {"reference": mine.reference.lower()}).status_code == 302
    assert client.post(where, {"reference": mine.reference}).status_code == 302, "a second click"
    assert MatterLink.objects.count() == 1
    assert "Who asked does not learn of it." in text(client, cast["bola"], "sharing:request", row.uuid)
    (unasked,) = [told(cast["dan"], written("About a boy"))]
    client.force_login(cast["bola"])
    client.post(reverse("sharing:link", args=[unasked.uuid]), {"reference": mine.reference})
    assert "Who told this does not learn of it." in text(client, cast["bola"], "sharing:request", unasked.uuid)


def test_a_colleague_who_may_not_read_the_matter_is_not_told_which_it_is(client, cast):
    row = asked_by_partner(cast["dan"])
    consultation = raised(cast["amina"])
    actions.link_request(cast["bola"], request=row, consultation=consultation)
    actions.give_part(cast["bola"], request=row, to=cast["olu"])
    shown = text(client, cast["olu"], "sharing:request", row.uuid)
    assert consultation.reference not in shown and "None that you can read" in shown
    with pytest.raises(NotFound):
        actions.give_part(cast["bola"], request=row, to=cast["ines"])  # she has no page of requests


@pytest.mark.parametrize("because", ["investigation", "not-held", "other"])
def test_neither_confirmed_nor_denied_reads_the_same_whatever_lies_behind_it(client, cast, because):
    row = asked_by_partner(cast["dan"])
    if because == "investigation":
        actions.link_request(cast["bola"], request=row, consultation=raised(cast["amina"]))
    later = timezone.localdate() + 9 * DAY
    answered(cast["bola"], row, kind=AnswerKind.NEITHER, because=because, words="We know him.", look_again_on=later)
    dan, petra = (text(client, cast[who], "sharing:request", row.uuid) for who in ("dan", "petra"))
    assert "Neither confirmed nor denied" in dan and "Neither confirmed nor denied" in petra
    assert "We know him" in petra and "Why not everything" in petra
    for word in ("We know him", "Why not everything", "looked at again"):
        assert word not in dan


def test_a_late_request_of_a_partner_is_told_to_the_managers_of_both_sides(cast):
    row = asked_by_partner(cast["dan"])
    late = "A request for information is late"
    actions.escalate_late("system:worker", today=row.acknowledge_by + DAY)
    assert late in kinds(cast["dan"]) and late in kinds(cast["bola"])
    assert late not in kinds(cast["nia"]) and late not in kinds(cast["carys"])
    actions.escalate_late("system:worker", today=row.answer_by + DAY)
    assert late in kinds(cast["nia"]) and late in kinds(cast["carys"])
    assert late not in kinds(cast["vera"]) and late not in kinds(cast["olu"])


def test_who_asked_lets_a_colleague_in_and_a_move_to_the_other_side_opens_nothing(client, cast):
    row = asked_by_partner(cast["dan"])
    actions.give_part(cast["dan"], request=row, to=cast["nia"])
    assert "A colleague let you work on a request for information" in kinds(cast["nia"])
    assert who_sees(cast, row) == {"dan", "nia", "bola", "petra"}
    cast["dan"].agency = cast["bola"].agency
    cast["dan"].save()
    assert page(client, cast["dan"], "sharing:request", row.uuid).status_code == 404


# Telling without being asked


def test_what_is_told_has_its_conditions_from_the_start(client, cast):
    Vetting.objects.filter(person=cast["carys"]).update(person=cast["bola"])
    row = told(cast["dan"], written(FULL, floor="sc"), written(GIST, Extent.GIST))
    assert who_sees(cast, row) == {"dan", "bola"}, "Petra could read nothing of it yet"
    assert "Another agency tells yours something" in kinds(cast["bola"]) and kinds(cast["petra"]) == []
    assert FULL in text(client, cast["bola"], "sharing:request", row.uuid)
    with pytest.raises(NotFound):
        actions.release_gist(cast["dan"], version=Version.objects.get(extent=Extent.GIST))
    actions.give_part(cast["dan"], request=row, to=cast["nia"])
    actions.release_gist(cast["nia"], version=Version.objects.get(extent=Extent.GIST))
    assert "Another agency tells yours something" in kinds(cast["petra"])
    petra = text(client, cast["petra"], "sharing:request", row.uuid)
    assert GIST in petra and FULL not in petra
    assert GIST not in text(client, cast["bola"], "sharing:request", row.uuid)
    for who in ("olu", "amina", "rhys"):
        assert page(client, cast[who], "sharing:request", row.uuid).status_code == 404, who
    actions.acknowledge_request(cast["petra"], request=row)
    assert "What you passed on was acknowledged" in kinds(cast["dan"])
    consultation = raised(cast["amina"])
    actions.link_request(cast["petra"], request=row, consultation=consultation)
    assert GIST in text(client, cast["amina"], "sharing:request", row.uuid)
    assert "From Midvale Police" in text(client, cast["amina"], "sharing:of-matter", consultation.reference)


def test_what_nobody_of_theirs_could_read_is_not_sent(client, cast):
    for version in (written(FULL, floor="sc"), written(FULL, named=[cast["amina"]])):
        with pytest.raises(NobodyThere):
            told(cast["dan"], version)
    with pytest.raises(actions.AboveMarking):
        told(cast["dan"], written(FULL, marking="above"))
    for who in ("amina", "olu", "esme"):
        with pytest.raises(NotFound):
            told(cast[who], written(FULL), to="police")
    assert not InformationRequest.objects.exists() and not Version.objects.exists()


def test_social_care_tells_police_from_a_matter_and_opens_no_record(client, cast):
    consultation = raised(cast["amina"])
    row = told(cast["amina"], written(FULL), consultation=consultation)
    assert who_sees(cast, row) == {"amina", "bola", "petra", "carys", "dan", "nia"}
    dan = text(client, cast["dan"], "sharing:request", row.uuid)
    assert FULL in dan and consultation.reference not in dan
    version = Version.objects.get()
    actions.withdraw_version(cast["carys"], version=version, because="It was wrong.")
    assert page(client, cast["dan"], "sharing:request", row.uuid).status_code == 404, "nothing is left to read"
    assert page(client, cast["amina"], "sharing:request", row.uuid).status_code == 200


def test_what_is_told_and_not_acknowledged_is_late(cast):
    row = told(cast["dan"], written(FULL))
    late = "A request for information is late"
    actions.escalate_late("system:worker", today=row.acknowledge_by)
    assert late not in kinds(cast["bola"])
    actions.escalate_late("system:worker", today=row.acknowledge_by + DAY)
    assert late in kinds(cast["bola"]) and late in kinds(cast["dan"]) and late not in kinds(cast["carys"])
    actions.escalate_late("system:worker", today=row.acknowledge_by + 20 * DAY)
    assert late in kinds(cast["carys"]) and late in kinds(cast["nia"])
    actions.acknowledge_request(cast["bola"], request=row)
    assert not queries.late_ones(row.acknowledge_by + 30 * DAY)


def test_nothing_above_official_sensitive_is_told_or_sent_back(client, cast):
    client.force_login(cast["dan"])
    where = reverse("sharing:tell-without-matter")
    sent = {
        "to": "social-care",
        "about_kind": "child",
        "about": "Megan",
        "why": "x",
        "basis": "section-47",
        "family_knows": "yes",
        "text": "Of the higher kind.",
        "once": "a",
    }
    refused = client.post(where, {**sent, "marking": "above"}).content.decode()
    assert "Nothing was kept" in refused and "Of the higher kind" not in refused
    assert not Version.objects.exists()
    assert client.post(where, {**sent, "marking": "OFFICIAL"}).status_code == 302
    assert client.post(where, {**sent, "marking": "OFFICIAL"}).status_code == 302
    assert Version.objects.get().text == "Of the higher kind.", "and the second click made no second one"


# Passing on


@pytest.fixture
def shared(cast):
    row = asked(cast["amina"], raised(cast["amina"]))
    answered(cast["dan"], row, written(FULL))
    return Version.objects.get()


def test_it_is_passed_on_after_a_yes_and_under_the_same_conditions(client, cast, shared):
    row = asked_to_pass_on(cast["amina"], shared, cast["vera"])
    assert "You are asked whether something may be passed on" in kinds(cast["dan"])
    assert page(client, cast["vera"], "sharing:passing", row.uuid).status_code == 404
    assert kinds(cast["vera"]) == []
    for who in ("amina", "carys", "vera", "olu"):
        with pytest.raises(NotFound):
            actions.answer_passing(cast[who], passing=row, allowed=True)
    actions.answer_passing(cast["dan"], passing=row, allowed=True, words="For the visit alone.")
    vera = text(client, cast["vera"], "sharing:passing", row.uuid)
    assert FULL in vera and "For the visit alone." in vera and "Not to be passed on" in vera
    assert "Something was passed on to you" in kinds(cast["vera"])
    assert "Your question about passing on was answered" in kinds(cast["amina"])
    assert page(client, cast["vera"], "sharing:request", shared.disclosure.request.uuid).status_code == 404
    for who in ("olu", "carys", "bola", "rhys"):
        assert page(client, cast[who], "sharing:passing", row.uuid).status_code == 404, who
    assert "Vera" in text(client, cast["dan"], "sharing:request", shared.disclosure.request.uuid), "who has read it"


def test_who_answers_reads_first_whom_a_yes_reaches(client, cast, shared):
    row = asked_to_pass_on(cast["amina"], shared, cast["vera"])
    stay = "It keeps its conditions, whoever reads it:"
    plain = text(client, cast["dan"], "sharing:passing", row.uuid)
    assert stay in plain and "Not to be passed on" in plain and "have this vetting" not in plain
    from .factories import level

    Version.objects.update(floor=level("sc"))
    strict = text(client, cast["dan"], "sharing:passing", row.uuid)
    assert "Your yes reaches only who has this vetting. Ask them first whether they do." in strict
    assert stay not in text(client, cast["amina"], "sharing:passing", row.uuid), "who asked learns no more than before"


@pytest.mark.parametrize("change", ["vetting", "named", "until", "withdrawn", "ended", "barred", "over"])
def test_every_condition_holds_for_the_new_reader_too(client, cast, shared, change):
    row = asked_to_pass_on(cast["amina"], shared, cast["vera"])
    actions.answer_passing(cast["dan"], passing=row, allowed=True)
    assert FULL in text(client, cast["vera"], "sharing:passing", row.uuid)
    yesterday = timezone.localdate() - DAY
    if change == "vetting":
        from .factories import level

        Version.objects.update(floor=level("sc"))
    elif change == "named":
        Version.objects.update(named_only=True)
    elif change == "until":
        Version.objects.update(until=yesterday)
    elif change == "withdrawn":
        actions.withdraw_version(cast["nia"], version=shared, because="x")
    elif change == "ended":
        actions.end_passing(cast["nia"], passing=row)
    elif change == "over":
        PassingOn.objects.update(until=yesterday)
    else:
        ConsultationBar.objects.create(
            matter=shared.disclosure.request.consultation, person=cast["vera"], placed_by=cast["bola"], reason="x"
        )
    assert page(client, cast["vera"], "sharing:passing", row.uuid).status_code == 404
    assert "Something was passed on to you" not in kinds(cast["vera"])
    assert FULL not in text(client, cast["vera"], "sharing:requests")


def test_a_no_passes_nothing_on(client, cast, shared):
    row = asked_to_pass_on(cast["amina"], shared, cast["vera"])
    actions.answer_passing(cast["dan"], passing=row, allowed=False, words="Ring me.")
    assert page(client, cast["vera"], "sharing:passing", row.uuid).status_code == 404
    amina = text(client, cast["amina"], "sharing:passing", row.uuid)
    assert "No, Dan" in amina and "Ring me." in amina


def test_where_the_conditions_allow_it_yes_stands_at_once_and_the_originator_is_told(client, cast, shared):
    Version.objects.update(may_pass_on=True)
    shared.refresh_from_db()
    row = asked_to_pass_on(cast["amina"], shared, cast["vera"])
    assert FULL in text(client, cast["vera"], "sharing:passing", row.uuid)
    assert "You are asked whether something may be passed on" in kinds(cast["dan"])
    assert "by its conditions" in text(client, cast["dan"], "sharing:passing", row.uuid)


def test_for_named_readers_a_yes_names_them_and_narrowing_unnames_them(client, cast, shared):
    Version.objects.update(named_only=True)
    NamedReader.objects.create(version=shared, person=cast["amina"])
    row = asked_to_pass_on(cast["amina"], shared, cast["vera"])
    actions.answer_passing(cast["dan"], passing=row, allowed=True)
    assert FULL in text(client, cast["vera"], "sharing:passing", row.uuid)
    client.force_login(cast["dan"])
    where = reverse("sharing:narrow", args=[shared.uuid])
    assert "Vera" in client.get(where).content.decode()
    assert client.post(where, {"act": "narrow", "named": [str(cast["amina"].uuid)]}).status_code == 302
    assert page(client, cast["vera"], "sharing:passing", row.uuid).status_code == 404


@pytest.mark.parametrize("ends", ["taken back", "its day is over", "stands"])
def test_who_has_a_part_and_was_named_by_a_yes_alone_reads_it_by_that_yes_alone(client, cast, shared, ends):
    """Carys works in the matter and was not named. A yes, until a day, lets her in; when it ends she reads no word of it."""
    Version.objects.update(named_only=True)
    NamedReader.objects.create(version=shared, person=cast["amina"])
    request = shared.disclosure.request
    where = ("sharing:request", request.uuid)
    assert FULL not in text(client, cast["carys"], *where)
    row = asked_to_pass_on(cast["amina"], shared, cast["carys"])
    actions.answer_passing(cast["dan"], passing=row, allowed=True, until=timezone.localdate())
    assert FULL in text(client, cast["carys"], "sharing:passing", row.uuid)
    assert FULL in text(client, cast["amina"], *where), "who was named before is named still"
    if ends == "stands":
        return
    if ends == "taken back":
        actions.end_passing(cast["dan"], passing=row)
    else:
        PassingOn.objects.update(until=timezone.localdate() - DAY)
    assert page(client, cast["carys"], "sharing:passing", row.uuid).status_code == 404
    assert FULL not in text(client, cast["carys"], *where)
    assert not Version.objects.filter(sees_version(cast["carys"])).exists()
    assert page(client, cast["carys"], "sharing:pass-on", shared.uuid).status_code == 404
    assert FULL in text(client, cast["amina"], *where)


def test_another_question_from_the_same_page_is_never_taken_for_asked(client, cast, shared):
    client.force_login(cast["amina"])
    where = reverse("sharing:pass-on", args=[shared.uuid])
    sent = {"to": str(cast["vera"].uuid), "what_for": "The visit.", "once": "one"}
    assert client.post(where, sent).status_code == 302 and client.post(where, sent).status_code == 302
    other = client.post(where, {**sent, "to": str(cast["carys"].uuid)})
    assert other.status_code == 200 and "Other words were already sent" in other.content.decode()
    assert PassingOn.objects.get().to_person == cast["vera"]
    once = re.search(r'name="once" value="([^"]+)"', other.content.decode())[1]
    assert client.post(where, {**sent, "to": str(cast["carys"].uuid), "once": once}).status_code == 302
    assert PassingOn.objects.count() == 2


def test_who_does_not_read_it_asks_nothing_about_it(cast, shared):
    for who in ("olu", "vera", "dan", "rhys"):
        with pytest.raises(NotFound):
            asked_to_pass_on(cast[who], shared, cast["olu"])
    with pytest.raises(NotFound):
        asked_to_pass_on(cast["amina"], shared, cast["nia"])  # the originator’s own
    with pytest.raises(NotFound):
        asked_to_pass_on(cast["amina"], shared, cast["rhys"])  # another authority’s
    assert not PassingOn.objects.exists()


# The family is not to be told


LEADING_THERE = (
    "concerns:consultation",
    "concerns:complete",
    "concerns:referral",
    "desk:chronology",
    "screening:decision",
    "screening:workspace",
    "sharing:of-matter",
    "sharing:ask",
    "sharing:tell",
)


def test_every_page_that_could_lead_there_says_so_without_saying_why(client, cast):
    consultation = raised(cast["amina"])
    row = asked(cast["amina"], consultation)
    answered(cast["dan"], row, written(FULL, named=[cast["carys"]]), because="investigation")
    says = "Do not tell the family."

    def pages(who):
        client.force_login(cast[who])
        return {
            name: client.get(reverse(name, args=[consultation.reference])).content.decode() for name in LEADING_THERE
        }

    assert not any(says in shown for shown in pages("bola").values())
    for who in ("amina", "bola", "olu", "rhys"):
        with pytest.raises(NotFound):
            actions.ask_not_to_tell(cast[who], request=row, review_on=timezone.localdate())
    actions.ask_not_to_tell(cast["dan"], request=row, review_on=timezone.localdate() + 9 * DAY)
    for name, shown in pages("bola").items():
        assert says in shown and "Dan" in shown, name
        assert FULL not in shown and "investigation" not in shown.lower().replace("share", ""), name
    assert says in text(client, cast["amina"], "sharing:request", row.uuid)
    assert "Police ask that a family is not told" in kinds(cast["amina"])
    assert page(client, cast["olu"], "concerns:consultation", consultation.reference).status_code == 404
    for who in ("amina", "olu"):
        with pytest.raises(NotFound):
            actions.lift_mark(cast[who], mark=FamilyMark.objects.get())
    actions.lift_mark(cast["nia"], mark=FamilyMark.objects.get())
    assert not any(says in shown for shown in pages("bola").values())
    mark = FamilyMark.objects.get()
    assert mark.set_by == cast["dan"] and mark.lifted_by == cast["nia"] and mark.lifted_at


def test_a_mark_holds_after_its_day_and_the_agency_is_reminded_once(client, cast):
    consultation = raised(cast["amina"])
    row = asked(cast["amina"], consultation)
    today = timezone.localdate()
    actions.ask_not_to_tell(cast["dan"], request=row, review_on=today)
    due = "Look again at a mark of yours that a family is not told"
    assert actions.remind_of_marks("system:worker", today=today) == 1
    assert actions.remind_of_marks("system:worker", today=today) == 0
    assert due in kinds(cast["dan"]) and due in kinds(cast["nia"]) and due not in kinds(cast["amina"])
    FamilyMark.objects.update(review_on=today - DAY)
    shown = text(client, cast["amina"], "concerns:consultation", consultation.reference)
    assert "Do not tell the family." in shown and "it holds until they lift it" in shown


def test_a_mark_on_what_a_partner_asked_holds_from_the_link_on(client, cast):
    consultation = raised(cast["amina"])
    row = asked_by_partner(cast["dan"])
    actions.ask_not_to_tell(cast["dan"], request=row, review_on=timezone.localdate())
    says = "Do not tell the family."
    assert says in text(client, cast["bola"], "sharing:request", row.uuid)
    assert says not in text(client, cast["amina"], "concerns:consultation", consultation.reference)
    actions.link_request(cast["bola"], request=row, consultation=consultation)
    assert says in text(client, cast["amina"], "concerns:consultation", consultation.reference)
    actions.unlink_request(cast["bola"], request=row, consultation=consultation)
    assert says not in text(client, cast["amina"], "concerns:consultation", consultation.reference)


def test_the_question_costs_the_same_with_one_mark_and_with_ten(client, cast):
    from kith.concerns.rules import family_not_to_be_told

    consultation = raised(cast["amina"])

    def cost():
        with CaptureQueriesContext(connection) as asked_of_it:
            found = family_not_to_be_told(cast["amina"], consultation)
        return len(found), len(asked_of_it)

    def mark():
        row = asked(cast["amina"], consultation, needed=f"The matter of {InformationRequest.objects.count()}.")
        actions.ask_not_to_tell(cast["dan"], request=row, review_on=timezone.localdate())

    mark()
    one = cost()
    for _ in range(9):
        mark()
    assert one == (1, 2) and cost() == (10, 2)


# One rule for a gist that waits


def test_the_list_of_waiting_gists_and_the_rule_of_releasing_agree(cast):
    row = asked(cast["amina"], raised(cast["amina"]))
    answered(cast["dan"], row, written(FULL, floor="sc"), written(GIST, Extent.GIST))
    gist = Version.objects.get(extent=Extent.GIST)
    assert list(queries.gists_waiting_for(cast["nia"])) == [gist] and may_release(cast["nia"], gist)
    Vetting.objects.filter(person=cast["nia"]).delete()
    assert not queries.gists_waiting_for(cast["nia"]) and not may_release(cast["nia"], gist)
    assert "A gist waits for a second person of your agency" not in kinds(cast["nia"])
    for who in ("dan", "amina", "carys", "olu"):
        assert not queries.gists_waiting_for(cast[who]) and not may_release(cast[who], gist), who


# Taking it out


def test_a_request_is_taken_out_as_its_reader_may_read_it(client, cast, shared):
    from io import BytesIO

    from pypdf import PdfReader

    row = shared.disclosure.request
    answered(cast["dan"], row, written("For Carys alone.", named=[cast["carys"]]))
    where = reverse("sharing:document", args=[row.uuid])
    said = {}
    for who in ("amina", "carys"):
        fresh(client, cast[who])
        content = client.get(where).content
        said[who] = " ".join("".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages).split())
        assert "OFFICIAL-SENSITIVE" in said[who] and f"Made for {cast[who].name}" in said[who]
        assert FULL in said[who]
    assert "For Carys alone." in said["carys"] and "For Carys alone." not in said["amina"]
    assert Entry.objects.filter(verb="request.taken-out", subject=row.subject).count() == 2
    fresh(client, cast["olu"])
    assert client.get(where).status_code == 404


def test_a_part_of_another_side_or_authority_opens_nothing(client, cast):
    from kith.sharing.models import RequestPart

    row = asked_by_partner(cast["dan"])
    for who, reason in (("rhys", "receives"), ("amina", "asks"), ("nia", "receives"), ("tom", "asks")):
        RequestPart.objects.create(matter=row, person=cast[who], reason=reason)
        assert page(client, cast[who], "sharing:request", row.uuid).status_code == 404, who
    consultation = raised(cast["rhys"])
    MatterLink.objects.create(request=row, consultation=consultation, linked_by=cast["bola"])
    ConsultationPart.objects.create(matter=consultation, person=cast["olu"], reason="given")
    assert page(client, cast["rhys"], "sharing:request", row.uuid).status_code == 404
