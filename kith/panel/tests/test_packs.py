"""A pack, the minutes and the figures: each reader has what they may read at that moment, and not a character more.

The oracle is written from the issue, in plain Python over plain facts: who sits, who is barred, who has a part in the
consultation, who is vetted, and what the originator set. It asks no rule of Kith.
"""

import datetime
import io
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kith.audit.models import Entry
from kith.concerns.actions import open_in_emergency
from kith.concerns.models import ConsultationBar
from kith.demo.world import build_people
from kith.desk.tests.factories import fresh, raised
from kith.panel import actions, queries
from kith.panel.models import Attendance, Member
from kith.panel.queries.figures import Count, count_of, rate, shown
from kith.people.models import Agency, Person, Vetting
from kith.sharing import actions as sharing
from kith.sharing.models import MatterLink, PassingOn, Version, VersionReading
from kith.sharing.rules import reads_version
from kith.sharing.tests.factories import answered as answers
from kith.sharing.tests.factories import asked, asked_by_partner, asked_to_pass_on, told, written
from kith.sharing.words import AnswerKind, Extent

from .factories import attend, consented, decided_at, entered, key, met, panel_of, sent

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
DAY = datetime.timedelta(days=1)
SUMMARY, NOTICED = "CASEWORD for the members", "RECORDWORD of the consultation"
TEXTS = {Extent.FULL: "FULLWORD of the originator", Extent.GIST: "GISTWORD for wider readers"}
OTHER = "OTHERWORD of another case"
LINKED, STRAY = "LINKWORD told unasked", "STRAYWORD linked elsewhere"
WORDS = (SUMMARY, NOTICED, *TEXTS.values(), OTHER, LINKED, STRAY)
WHO = ("amina", "bola", "carys", "petra", "esme", "dan", "nia", "olu", "rhys", "jo", "ines")


@dataclass
class World:
    """What is true, by name: seats, parts in the consultation, bars, accounts, and the versions’ conditions."""

    seats: set = field(default_factory=lambda: {"esme", "carys", "petra", "dan"})
    worker: str = "amina"
    parts: set = field(default_factory=lambda: {"amina", "bola", "petra", "carys"})
    barred: set = field(default_factory=set)
    barred_there: set = field(default_factory=set)
    gone: set = field(default_factory=set)
    sc: set = field(default_factory=lambda: {"carys"})
    full_needs_sc: bool = True
    full_named: set = field(default_factory=set)
    gist_released: bool = True
    taken_back: set = field(default_factory=set)
    # What police told unasked, and social care linked to the matter: whether the link stands, and what it asks for.
    linked: bool = True
    linked_needs_sc: bool = False
    # Which version was passed on to Olu by its originator’s yes, while the yes stands and its day is not over.
    passed: Extent | None = None
    yes_stands: bool = True

    def sees(self, who: str) -> bool:
        kept = who in self.barred | self.barred_there | self.gone
        return not kept and (who in self.seats or who == self.worker)

    def reads(self, who: str) -> set[str]:
        """Every marked word that stands in this person’s pack."""
        if not self.sees(who):
            return {OTHER} if who in self.seats - self.gone else set()
        words = {SUMMARY} | ({OTHER} if who in self.seats else set())
        if who in self.parts:
            words.add(NOTICED)
            full = (not self.full_needs_sc or who in self.sc) and (not self.full_named or who in self.full_named)
            if full and Extent.FULL not in self.taken_back:
                words.add(TEXTS[Extent.FULL])
            elif self.gist_released and Extent.GIST not in self.taken_back:
                words.add(TEXTS[Extent.GIST])
            # Dan has no part here, and Nia neither: what their own agency told is never in their pack.
            if self.linked and (not self.linked_needs_sc or who in self.sc):
                words.add(LINKED)
        if who == "olu" and self.passed is not None and self.yes_stands and self.passed not in self.taken_back:
            words.add(TEXTS[self.passed])
        return words


changes = st.lists(
    st.one_of(
        st.tuples(st.just("bar"), st.sampled_from(["amina", "carys", "petra", "dan", "esme"])),
        st.tuples(st.just("bar-there"), st.sampled_from(["amina", "carys", "petra", "esme"])),
        st.tuples(st.just("unseat"), st.sampled_from(["dan", "carys"])),
        st.tuples(st.just("seat"), st.sampled_from(["nia", "bola", "olu"])),
        st.tuples(st.just("worker"), st.sampled_from(["olu", "bola"])),
        st.tuples(st.just("take-back"), st.sampled_from([Extent.FULL, Extent.GIST])),
        st.tuples(st.just("unvet"), st.just("carys")),
        st.tuples(st.just("emergency"), st.just("olu")),
        st.tuples(st.just("leave"), st.sampled_from(["dan", "bola"])),
        st.tuples(st.just("unlink"), st.just("bola")),
        st.tuples(st.just("end-yes"), st.sampled_from(["taken back", "over"])),
    ),
    max_size=5,
)


def play(full_sc, named, released, then, linked_sc=False):
    """The world after these conditions and changes: what is true, people, the meeting."""
    people = build_people()
    facts = World(full_needs_sc=full_sc, full_named=set(named), gist_released=released, linked_needs_sc=linked_sc)
    Vetting.objects.filter(person__in=[people["amina"], people["bola"], people["petra"]]).delete()
    consultation = sent(people, sections={"noticed": {"items": [{"what": NOTICED, "place": "online"}]}})
    request = asked(people["amina"], consultation)
    versions = (
        written(
            TEXTS[Extent.FULL], Extent.FULL, floor="sc" if full_sc else None, named=[people[name] for name in named]
        ),
        written(TEXTS[Extent.GIST], Extent.GIST),
    )
    answers(people["dan"], request, *versions, kind=AnswerKind.PART)
    if released:
        sharing.release_gist(people["nia"], version=Version.objects.get(text=TEXTS[Extent.GIST]))
    tell_and_pass_on(facts, people, consultation)
    panel = panel_of(people)
    case = entered(people, panel, consultation, summary=SUMMARY)
    other = entered(people, panel, summary=OTHER, worker=None, no_social_worker_because="x", name="Leo")
    meeting = met(people, panel, case, other, came=None)
    for what, of in then:
        change(facts, people, panel, case, what, of)
    return facts, people, meeting


def tell_and_pass_on(facts, people, consultation) -> None:
    """Police tell two things unasked: one belongs to this matter, one to another. What Amina reads goes on to Olu."""
    floor = "sc" if facts.linked_needs_sc else None
    Vetting.objects.filter(person=people["bola"]).delete()
    for text, matter in ((LINKED, consultation), (STRAY, raised(people["amina"]))):
        with_floor = written(text, floor=floor if text == LINKED else None)
        # Where no receiver is vetted, nobody could read it and nothing is sent: Carys is let in as a named colleague.
        vetted = Vetting.objects.filter(person=people["carys"]).first()
        if floor and text == LINKED:
            Vetting.objects.filter(pk=vetted.pk).update(person=people["bola"])
        row = told(people["dan"], with_floor)
        sharing.link_request(people["bola"], request=row, consultation=matter)
        Vetting.objects.filter(pk=vetted.pk).update(person=people["carys"])
    reads = [one for one in Version.objects.order_by("extent") if TEXTS.get(one.extent) == one.text]
    version = next((one for one in reads if reads_version(people["amina"], one)), None)
    if version is not None:
        passing = asked_to_pass_on(people["amina"], version, people["olu"])
        sharing.answer_passing(people["dan"], passing=passing, allowed=True)
        facts.passed = Extent(version.extent)


def change(facts, people, panel, case, what, of) -> None:
    if what == "bar":
        actions.place_bar(people["esme"], case=case, person=people[of], reason="x") if facts.sees("esme") else None
        facts.barred |= {of} if facts.sees("esme") or of in facts.barred else set()
    elif what == "bar-there":
        ConsultationBar.objects.create(matter=case.consultation, person=people[of], placed_by=people["nia"], reason="x")
        facts.barred_there.add(of)
        facts.parts.discard(of)
    elif what == "unseat" and of in facts.seats:
        actions.end_seat(people["esme"], member=Member.objects.get(panel=panel, person=people[of], ends=None))
        facts.seats.discard(of)
    elif what == "seat" and of not in facts.seats | facts.gone:
        actions.seat_member(people["esme"], panel=panel, person=people[of], seat="member")
        facts.seats.add(of)
    elif what == "worker" and facts.sees("esme") and of not in facts.gone:
        actions.name_social_worker(people["esme"], case=case, person=people[of])
        facts.worker = of
    elif what == "take-back":
        version = Version.objects.get(text=TEXTS[of])
        if version.withdrawn_at is None:
            sharing.withdraw_version(people["nia"], version=version, because="x")
            facts.taken_back.add(of)
    elif what == "unvet":
        Vetting.objects.filter(person=people[of]).update(withdrawn_at=timezone.now(), withdrawn_by=people["ines"])
        facts.sc.discard(of)
    elif what == "emergency":  # opens the record on its own page, and nothing here
        open_in_emergency(people[of], exact=case.consultation.reference, reason="He flies at six, and nobody answers.")
    elif what == "unlink":
        MatterLink.objects.filter(consultation=case.consultation).update(ended_at=timezone.now())
        facts.linked = False
    elif what == "end-yes":
        gone = {"ended_at": timezone.now()} if of == "taken back" else {"until": timezone.localdate() - DAY}
        PassingOn.objects.update(**gone)
        facts.yes_stands = False
    elif what == "leave":
        Person.objects.filter(pk=people[of].pk).update(is_active=False)
        people[of].is_active = False
        facts.gone.add(of)
        facts.seats.discard(of)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    full_sc=st.booleans(),
    named=st.lists(st.sampled_from(["amina", "carys", "petra"]), max_size=2, unique=True),
    released=st.booleans(),
    linked_sc=st.booleans(),
    then=changes,
)
def test_a_pack_gives_no_reader_a_character_that_they_may_not_read(
    cast, client, full_sc, named, released, linked_sc, then
):
    with transaction.atomic():
        facts, people, meeting = play(full_sc, named, released, then, linked_sc)
        for name in WHO:
            who = Person.objects.get(pk=people[name].pk)
            allowed = facts.reads(name)
            fresh(client, who)
            answer = client.get(reverse("panel:pack", args=[meeting.uuid]))
            text = answer.content.decode() if answer.status_code == 200 else ""
            for word in WORDS:
                told = "may read it and does not" if word in allowed else "may not read it and does"
                assert (word in text) == (word in allowed), f"{name} {told}: {word} after {then}"
            assert "more, which you may not read" not in text
        transaction.set_rollback(True)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.fixture
def world(cast):
    return play(True, [], True, [])


def test_the_pdf_of_a_pack_is_tagged_and_says_whose_it_is(client, world):
    facts, people, meeting = world
    for name in ("carys", "petra", "dan"):
        fresh(client, people[name])
        answer = client.get(reverse("panel:pack-pdf", args=[meeting.uuid]))
        assert answer["Content-Type"] == "application/pdf"
        pdf = PdfReader(io.BytesIO(answer.content))
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in pdf.trailer["/Root"]
        text = text_of(answer.content)
        assert "OFFICIAL-SENSITIVE" in text and f"Made for {people[name].name}" in text
        assert {word for word in WORDS if word in text} == facts.reads(name)
        assert "Megan" not in answer["Content-Disposition"]


def test_what_a_pack_held_when_it_was_opened_stands_in_the_trail(client, world):
    _, people, meeting = world
    for name in ("carys", "dan"):
        fresh(client, people[name])
        client.get(reverse("panel:pack", args=[meeting.uuid]))
    carys, dan = Entry.objects.filter(verb="panel.pack-opened").order_by("seq")
    version = Version.objects.get(text=TEXTS[Extent.FULL])
    told_unasked = Version.objects.get(text=LINKED)
    assert (
        carys.details["versions"] == [f"version:{one.uuid}" for one in (version, told_unasked)]
        and dan.details["versions"] == []
    )
    assert len(carys.details["cases"]) == len(dan.details["cases"]) == 2
    assert len(carys.details["matters"]) == 1 and dan.details["matters"] == []
    assert VersionReading.objects.get(version=version).person == people["carys"], "its originator sees who read it"
    (member, opened), *_ = [
        row for row in queries.openings_of(people["esme"], meeting) if row[0].person == people["dan"]
    ]
    assert opened is not None and member.person.name == "Dan"


def test_that_there_is_more_is_said_only_where_the_originator_allows_it(client, world):
    _, people, meeting = world
    more = "There is more, which you may not read. Ask Dan"
    fresh(client, people["petra"])
    assert more not in client.get(reverse("panel:pack", args=[meeting.uuid])).content.decode()
    disclosure = Version.objects.get(text=TEXTS[Extent.FULL]).disclosure
    disclosure.tells_of_more = True
    disclosure.save()
    assert more in client.get(reverse("panel:pack", args=[meeting.uuid])).content.decode()
    fresh(client, people["carys"])
    assert more not in client.get(reverse("panel:pack", args=[meeting.uuid])).content.decode()


def test_the_pack_of_the_social_worker_holds_their_child_alone(client, world):
    _, people, meeting = world
    fresh(client, people["amina"])
    for name in ("panel:pack", "panel:meeting", "panel:minutes"):
        text = client.get(reverse(name, args=[meeting.uuid])).content.decode()
        assert "Leo" not in text and OTHER not in text, name


def test_the_minutes_are_by_the_readers_rights_in_each_form(client, cast):
    panel = panel_of(cast)
    case = entered(cast, panel, sent(cast))
    other = entered(cast, panel, name="Leo", worker=None, no_social_worker_because="x")
    meeting = met(cast, panel, case, other)
    police = cast["dan"].agency
    item = meeting.items.get(case=case)
    actions.record_view(cast["dan"], item=item, agency=police, text="We hold nothing.", once_key=key())
    decided_at(cast, case, meeting, "adopt", dissents={police: "Too early."})
    decided_at(cast, other, meeting, "not-adopt", reason="LEOREASON")
    for name, sees in (("amina", False), ("dan", True)):
        fresh(client, cast[name])
        texts = [
            client.get(reverse("panel:minutes", args=[meeting.uuid])).content.decode(),
            text_of(client.get(reverse("panel:minutes-pdf", args=[meeting.uuid])).content),
        ]
        word = Document(io.BytesIO(client.get(reverse("panel:minutes-docx", args=[meeting.uuid])).content))
        texts.append("\n".join(one.text for one in word.paragraphs))
        assert word.core_properties.language == "en-GB" and word.sections[0].header.paragraphs[0].text
        assert [one.style.name for one in word.paragraphs if one.style.name == "Heading 1"] == ["Heading 1"]
        for text in texts:
            assert "We hold nothing." in text and "Too early." in text and "Megan Hart" in text
            assert ("LEOREASON" in text) == sees and ("Leo" in text) == sees
    assert Entry.objects.filter(verb="panel.minutes-read").count() == 6


def test_each_form_of_the_minutes_keeps_what_was_set_aside_the_childs_wish_and_that_a_decision_was_replaced(
    client, cast
):
    panel = panel_of(cast)
    case = entered(cast, panel, sent(cast))
    meeting = met(cast, panel, case)
    decided_at(cast, case, meeting, "not-adopt", set_aside="SETASIDE", childs_voice="CHILDSVOICE", to_whom="TOWHOM")
    decided_at(cast, case, meeting, "adopt", reason="AGAIN")
    fresh(client, cast["dan"])
    word = Document(io.BytesIO(client.get(reverse("panel:minutes-docx", args=[meeting.uuid])).content))
    texts = {
        "page": client.get(reverse("panel:minutes", args=[meeting.uuid])).content.decode(),
        "pdf": text_of(client.get(reverse("panel:minutes-pdf", args=[meeting.uuid])).content),
        "pack": text_of(client.get(reverse("panel:pack-pdf", args=[meeting.uuid])).content),
        "word": "\n".join(one.text for one in word.paragraphs),
    }
    for form, text in texts.items():
        for said in ("SETASIDE", "CHILDSVOICE", "TOWHOM", "AGAIN", "a later decision replaces this"):
            assert said in text, (form, said)


def test_no_sign_that_a_member_types_keeps_the_minutes_from_being_taken_out(client, cast):
    panel = panel_of(cast)
    case = entered(cast, panel, sent(cast))
    meeting = met(cast, panel, case)
    fresh(client, cast["dan"])
    where = reverse("panel:view", args=[meeting.items.get(case=case).uuid])
    odd = "We hold \uffff\ufffe\x0b\x01\u202e nothing. =1+1 <w:p/>"
    assert client.post(where, {"agency": "police", "text": odd, "once": "v"}).status_code == 302
    for form in ("minutes", "minutes-pdf", "minutes-docx"):
        assert client.get(reverse(f"panel:{form}", args=[meeting.uuid])).status_code == 200, form


def test_a_pack_asks_no_more_questions_where_it_holds_more(client, cast):
    panel = panel_of(cast)
    asked_for = []
    for many in (1, 4):
        cases = [entered(cast, panel, worker="amina") for _ in range(many)]
        day = timezone.localdate() + datetime.timedelta(days=many)
        meeting = met(cast, panel, *cases, on=day, came=None)
        for case in cases:
            consented(cast, case)
        queries.pack_for(cast["petra"], meeting)  # roles and teams are asked once for a person
        with CaptureQueriesContext(connection) as captured:
            queries.pack_for(cast["petra"], meeting)
        asked_for.append(len(captured))
    assert asked_for[0] == asked_for[1]


# Attendance, over time


def test_small_numbers_of_cases_are_not_shown_and_no_share_of_few():
    assert [shown(n) for n in (0, 1, 9, 10, 12, 13, 38)] == ["0", "c", "c", "10", "10", "15", "40"]
    assert rate(Count(29, 29)) == "" and rate(Count(30, 9)) == ""
    assert rate(Count(40, 30)) == "75%" and rate(Count(40, 0)) == "0%"


def test_every_figure_can_be_counted_again_from_the_trail(cast):
    panel = panel_of(cast)
    case = entered(cast, panel)
    Member.objects.update(begins=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC))
    for number in range(4):
        meeting = met(cast, panel, case, came=None, on=datetime.date(2026, 3, 2 + number))
        attend(cast, meeting, "yes", dan=("yes", "apologies", "instead", "no")[number])
        attend(cast, meeting, "yes", dan=("no", "apologies", "instead", "no")[number])  # the first is put right
        if number < 3:
            actions.hold_meeting(cast["esme"], meeting=meeting)
    held = {
        entry.subject: datetime.date.fromisoformat(entry.details["on"])
        for entry in Entry.objects.filter(verb="panel.meeting-held", details__panel=panel.subject)
    }
    names = dict(Agency.objects.filter(authority=panel.authority).values_list("key", "name"))
    last = {}
    for entry in Entry.objects.filter(verb="panel.attendance", subject__in=held).order_by("seq"):
        said = entry.details
        who = said["item"] or said["of"]
        last[(entry.subject, who)] = (
            entry.subject,
            held[entry.subject],
            said["item"],
            names[said["agency"]],
            said["how"],
        )
    from_trail = count_of(last.values())
    assert from_trail == queries.counted(panel)
    assert from_trail[(2026, 1, cast["dan"].agency.name)] == Count(3, 1)
    assert from_trail[(2026, 1, queries.OWN)] == Count(3, 3)
    assert Attendance.objects.filter(meeting__held_at=None).exists(), "what was not held is not counted"


def test_the_attendance_of_agencies_is_readable_at_one_meeting_a_month_and_no_number_of_children_is(client, cast):
    panel = panel_of(cast)
    case = entered(cast, panel)
    Member.objects.update(begins=datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC))
    for month in range(1, 13):
        meeting = met(cast, panel, case, came=None, on=datetime.date(2025, month, 6))
        attend(cast, meeting, "yes", dan="no" if month == 5 else "instead" if month == 6 else "yes")
        actions.hold_meeting(cast["esme"], meeting=meeting)
    met(cast, panel, case, held=True, on=datetime.date(2026, 2, 5))
    newest, year = queries.figures_of(cast["dan"], panel)
    assert (newest.year, year.year) == (2026, 2025)
    assert [row.who for row in year.rows] == ["Children’s social care", "Midvale Police, Prevent team"]
    care, police = year.rows
    assert (care.whole, care.share, care.quarters) == ("12 of 12", "100%", ["3 of 3"] * 4)
    assert (police.whole, police.share) == ("11 of 12", "92%")
    assert police.quarters == ["3 of 3", "2 of 3", "3 of 3", "3 of 3"]
    assert newest.rows[0].quarters == ["1 of 1", "–", "–", "–"]
    # The child’s own social worker is counted by case: how many children there were is told of no small number.
    assert (year.own.expected, year.own.came, year.own.share) == ("10", "10", "")
    assert (newest.own.expected, newest.own.came, newest.own.share) == ("c", "c", "")
    fresh(client, cast["dan"])
    text = client.get(reverse("panel:figures", args=[panel.uuid])).content.decode()
    assert "11 of 12" in text and "92%" in text and text.index("2026</caption>") < text.index("2025</caption>")
    fresh(client, cast["olu"])
    assert client.get(reverse("panel:figures", args=[panel.uuid])).status_code == 404


def test_a_manager_without_a_seat_reads_how_often_each_agency_came_and_nothing_else(client, cast):
    panel = panel_of(cast, deputy=False)
    met(cast, panel, entered(cast, panel), held=True)
    figures, page = reverse("panel:figures", args=[panel.uuid]), reverse("panel:panel", args=[panel.uuid])
    found = {}
    for name in ("carys", "dan", "amina", "bola", "olu", "jo", "rhys", "nia"):
        fresh(client, cast[name])
        found[name] = (client.get(figures).status_code, figures in client.get(reverse("panel:panels")).content.decode())
    # Dan has a seat: the panel’s own page leads there.
    assert found.pop("dan") == (200, False)
    assert {name for name, read in found.items() if read == (200, True)} == {"carys"}
    assert {read for name, read in found.items() if name != "carys"} == {(404, False)}
    fresh(client, cast["carys"])
    text = client.get(figures).content.decode()
    assert "1 of 1" in text and "Megan" not in text
    assert client.get(page).status_code == 404


def test_reading_in_an_emergency_puts_nothing_of_the_record_into_a_pack(client, world):
    _, people, meeting = world
    item = meeting.items.select_related("case__consultation").first()
    actions.seat_member(people["esme"], panel=meeting.panel, person=people["olu"], seat="member")
    reference = item.case.consultation.reference
    open_in_emergency(people["olu"], exact=reference, reason="He flies at six, and nobody answers.")
    fresh(client, people["olu"])
    assert NOTICED in client.get(reverse("concerns:consultation", args=[reference])).content.decode()
    shown = client.get(reverse("panel:pack", args=[meeting.uuid])).content.decode()
    assert SUMMARY in shown and NOTICED not in shown
    document = text_of(client.get(reverse("panel:pack-pdf", args=[meeting.uuid])).content)
    assert SUMMARY in document and NOTICED not in document


def test_the_pack_of_who_asked_gives_no_sign_of_a_link(client, world):
    """Dan asked social care and reads the answer under Requests. That they keep it with this matter is theirs alone."""
    _, people, meeting = world
    consultation = meeting.items.exclude(case__consultation=None).get().case.consultation
    row = asked_by_partner(people["dan"])
    answers(people["bola"], row, written("ANSWERWORD of social care"), kind=AnswerKind.FULL)
    sharing.link_request(people["bola"], request=row, consultation=consultation)
    fresh(client, people["dan"])
    assert "ANSWERWORD" in client.get(reverse("sharing:request", args=[row.uuid])).content.decode()
    with CaptureQueriesContext(connection) as captured:
        linked = client.get(reverse("panel:pack", args=[meeting.uuid])).content.decode()
    assert SUMMARY in linked and "ANSWERWORD" not in linked
    sharing.unlink_request(people["bola"], request=row, consultation=consultation)
    with CaptureQueriesContext(connection) as again:
        client.get(reverse("panel:pack", args=[meeting.uuid]))
    assert len(captured) == len(again)
