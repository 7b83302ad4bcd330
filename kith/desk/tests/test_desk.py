"""What waits, what is told, what is found: each for the right person and for nobody else."""

import datetime
import io
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.concerns import actions as concerns
from kith.concerns.models import ConsultationEmergency, ConsultationPart
from kith.desk import actions, queries
from kith.desk.actions import remind_of_reviews
from kith.desk.models import Mail, Notice
from kith.screening import actions as screening
from kith.screening.models import MatchNotice, Screening, Step
from kith.training.tests.factories import days, needed_since
from tests.pages import without_the_moment

from .factories import claimed, decided, fresh, raised

pytestmark = pytest.mark.django_db


def home(client, person):
    client.force_login(person)
    return client.get(reverse("desk:home")).content.decode()


def test_home_shows_each_what_waits_for_them_and_nothing_to_a_stranger(client, cast):
    consultation = raised(cast["amina"])
    assert consultation.reference in home(client, cast["amina"])
    assert consultation.reference in home(client, cast["bola"])
    for stranger in ("olu", "dan", "ines", "rhys", "sade"):
        assert consultation.reference not in home(client, cast[stranger]), stranger


@pytest.mark.parametrize("who", ["dan", "esme", "farah", "gwen", "hal", "ines", "jo", "olu"])
def test_an_empty_home_says_so(client, cast, who):
    page = home(client, cast[who])
    assert ">Home</h1>" in page
    assert "What do I do now?" in page


def test_home_asks_the_same_number_of_queries_however_much_waits(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        client.force_login(cast["bola"])
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("desk:home"))
        return len(captured)

    raised(cast["amina"])
    count()  # the session is written at the first visit
    few = count()
    for _ in range(6):
        raised(cast["amina"])
    assert count() == few


def test_a_notice_names_no_child_and_is_gone_with_the_right(client, cast):
    row = claimed(cast, name="Megan", named=True)
    question = screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who is there?", once_key="q")
    told = queries.unread_of(cast["amina"])
    assert [notice.words for notice in told] == ["A specialist asks you something"]
    assert "Megan" not in str(told) and "Who is there" not in str(told)
    assert not queries.unread_of(cast["olu"])
    ConsultationPart.objects.filter(matter=question.screening.consultation).update(ends=timezone.now())
    assert queries.unread_of(cast["amina"]) == []


def test_reading_the_record_settles_its_notices(client, cast):
    row = claimed(cast)
    screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    client.force_login(cast["amina"])
    client.get(reverse("concerns:consultation", args=[row.consultation.reference]))
    assert queries.unread_of(cast["amina"]) == []


def test_the_same_thing_twice_is_told_once(cast):
    for _ in range(3):
        actions.tell(cast["amina"], kind="question", reference="K-1")
    assert Notice.objects.count() == 1
    assert Mail.objects.count() == 1


class Sink:
    """A real SMTP server on loopback that keeps what it was given."""

    def __init__(self):
        self.got = []

    async def handle_DATA(self, server, session, envelope):
        self.got.append(envelope)
        return "250 kept"


@pytest.fixture
def sink(settings):
    from aiosmtpd.controller import Controller

    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    # Port 0 lets the machine choose; aiosmtpd's own trial connection needs the number, so it is taken beforehand.
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        controller.port = probe.getsockname()[1]
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.KITH_ADDRESS = "https://kith.example"
    yield handler
    controller.stop()


def test_mail_says_only_that_something_waits(sink, cast):
    row = claimed(cast, name="Megan", named=True, case_reference="TH-000417")
    screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who is the adult?", once_key="q")
    Mail.objects.exclude(person=cast["amina"]).delete()
    assert actions.send_waiting_mail() == 1
    message = sink.got[0].content.decode()
    assert "Subject: Something waits for you in Kith" in message
    assert "https://kith.example" in message
    for kept_back in ("Megan", "TH-000417", row.consultation.reference, "adult", "Bola", "question"):
        assert kept_back not in message
    assert actions.send_waiting_mail() == 0, "sent once"


def test_no_mail_to_whom_it_no_longer_concerns(sink, cast):
    row = claimed(cast)
    screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    ConsultationPart.objects.filter(matter=row.consultation).update(ends=timezone.now())
    assert actions.send_waiting_mail() == 0
    assert sink.got == []


def test_a_mail_server_that_is_away_is_tried_again(settings, cast):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row = claimed(cast)
    screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    Mail.objects.exclude(person=cast["amina"]).delete()
    assert actions.send_waiting_mail() == 0
    mail = Mail.objects.get()
    assert mail.tries == 1 and mail.not_before > timezone.now() and mail.sent_at is None


def test_search_finds_what_one_may_read(client, cast):
    mine = raised(cast["amina"], name="Renée Müller", known_as="Réni", named=True, case_reference="TH-9")
    client.force_login(cast["amina"])
    begins = mine.reference[:6]
    for text in ("renée", "MÜLLER", "müller ren", "Réni", "TH-9", mine.reference.lower(), begins, begins.lower()):
        page = client.post(reverse("desk:search"), {"q": text}, follow=True).content.decode()
        assert mine.reference in page, text
    for text in ("renée smith", mine.reference[:4], "K-2222"):
        assert "Nothing found" in client.post(reverse("desk:search"), {"q": text}, follow=True).content.decode(), text
    client.force_login(cast["olu"])
    withheld = client.post(reverse("desk:search"), {"q": mine.reference}, follow=True).content.decode()
    absent = client.post(reverse("desk:search"), {"q": "K-22222222"}, follow=True).content.decode()
    assert "Nothing found" in withheld
    assert "Nothing found" in client.post(reverse("desk:search"), {"q": begins}, follow=True).content.decode()
    assert same(withheld, mine.reference) == same(absent, "K-22222222")


def same(page, asked):
    """The page without what differs from one asking to the next."""
    return without_the_moment(page).replace(asked, "")


def test_what_was_searched_for_is_nowhere_but_as_a_hash(client, cast):
    client.force_login(cast["amina"])
    client.post(reverse("desk:search"), {"q": "Megan"}, follow=True)
    entry = Entry.objects.get(verb="desk.searched")
    assert entry.details == {"found": 0, "shown": []}
    assert "egan" not in json.dumps(entry.hashes)


def test_searching_without_end_is_slowed(client, cast):
    client.force_login(cast["amina"])
    pages = [client.post(reverse("desk:search"), {"q": "Megan"}, follow=True).content.decode() for _ in range(21)]
    assert "Wait a little" not in pages[19]
    assert "Wait a little" in pages[20]


def test_a_short_search_says_what_to_do(client, cast):
    client.force_login(cast["amina"])
    assert "at least two" in client.post(reverse("desk:search"), {"q": "M"}, follow=True).content.decode()


def test_the_chronology_is_in_order_and_holds_every_room(client, cast):
    decision = decided(cast)
    consultation = decision.screening.consultation
    concerns.write_note(
        cast["amina"],
        consultation=consultation,
        happened_on=datetime.date(2026, 1, 5),
        text="Mother rang.",
        childs_words="As long as it is not a lecture",
        once_key="n",
    )
    client.force_login(cast["amina"])
    page = client.get(reverse("desk:chronology", args=[consultation.reference])).content.decode()
    assert page.index("Mother rang.") < page.index("An adult online runs the group.")
    assert "They listen to me." in page
    assert "OFFICIAL-SENSITIVE" in page and "Printed by Amina" in page
    client.force_login(cast["olu"])
    assert client.get(reverse("desk:chronology", args=[consultation.reference])).status_code == 404


def test_the_chronology_as_json_and_pdf_needs_a_fresh_sign_in_and_leaves_a_trace(client, cast):
    consultation = decided(cast).screening.consultation
    client.force_login(cast["amina"])
    for kind in ("pdf", "json"):
        answer = client.get(reverse(f"desk:chronology-{kind}", args=[consultation.reference]))
        assert answer.status_code == 302 and "confirm" in answer["Location"]
    assert not Entry.objects.filter(verb="document.made").exists()
    fresh(client, cast["amina"])
    told = client.get(reverse("desk:chronology-json", args=[consultation.reference]))
    assert told["Content-Disposition"] == f'attachment; filename="kith-{consultation.reference}-chronology.json"'
    assert told.json()["marking"] == "OFFICIAL-SENSITIVE"
    assert [line["kind"] for line in told.json()["lines"]][:2] == ["noticed", "submitted"]
    made = client.get(reverse("desk:chronology-pdf", args=[consultation.reference]))
    assert made.content.startswith(b"%PDF-")
    assert Entry.objects.filter(verb="document.made").count() == 2


def test_the_pdf_is_tagged_marked_and_names_its_reader(client, cast):
    from pypdf import PdfReader

    consultation = decided(cast, name="Łucja", named=True).screening.consultation
    fresh(client, cast["amina"])
    made = client.get(reverse("desk:chronology-pdf", args=[consultation.reference]))
    reader = PdfReader(io.BytesIO(made.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "OFFICIAL-SENSITIVE" in text and "made for Amina" in text and "Łucja" in text


def test_an_emergency_opening_is_told_and_reviewed_by_somebody_else(client, cast):
    consultation = raised(cast["amina"])
    concerns.open_in_emergency(
        cast["olu"], exact=consultation.reference, reason="The child is at our door and nobody answers."
    )
    assert [n.words for n in queries.unread_of(cast["amina"])] == ["A record of yours was opened in an emergency"]
    row = ConsultationEmergency.objects.get()
    client.force_login(cast["ines"])
    assert "Olu" in client.get(reverse("desk:emergency-reviews")).content.decode()
    assert client.post(reverse("desk:review-emergency", args=[row.uuid]), {"review": ""}).status_code == 200
    client.post(reverse("desk:review-emergency", args=[row.uuid]), {"review": "Rang Olu; it was right."})
    row.refresh_from_db()
    assert row.reviewed_by == cast["ines"]
    for other in ("olu", "bola", "jo"):
        client.force_login(cast[other])
        assert client.get(reverse("desk:emergency-reviews")).status_code == 404


def test_owners_are_reminded_once(cast):
    decided(cast)
    Step.objects.update(due_on=timezone.localdate())
    late = raised(cast["amina"])
    Screening.objects.filter(consultation=late).update(due_on=timezone.localdate() - datetime.timedelta(days=3))
    Notice.objects.all().delete()
    assert screening.remind("system:worker", today=timezone.localdate()) > 0
    assert Notice.objects.filter(kind="step-due").exists()
    assert Notice.objects.filter(kind="screening-late", reference=late.reference).exists()
    assert screening.remind("system:worker", today=timezone.localdate()) == 0


def test_a_match_is_answered_by_the_owner_and_by_nobody_else(client, cast):
    older = raised(cast["amina"], case_reference="TH-7")
    ConsultationPart.objects.filter(matter=older, team__isnull=False).update(ends=timezone.now())
    newer = raised(cast["petra"], case_reference="TH-7") if cast["petra"].team_ids else None
    if newer is None:
        newer = raised(cast["carys"], case_reference="TH-7")
    notice = MatchNotice.objects.get(about=older)
    client.force_login(cast["bola"])
    workspace = client.get(reverse("screening:workspace", args=[newer.reference])).content.decode()
    assert older.reference not in workspace and "may know more" not in workspace
    assert client.get(reverse("screening:match", args=[older.reference, notice.uuid])).status_code == 404
    client.force_login(cast["amina"])
    page = client.get(reverse("screening:match", args=[older.reference, notice.uuid])).content.decode()
    assert newer.reference not in page
    client.post(
        reverse("screening:match", args=[older.reference, notice.uuid]),
        {"tell": "yes", "words": "Please ring me before you visit."},
    )
    client.force_login(cast["bola"])
    workspace = client.get(reverse("screening:workspace", args=[newer.reference])).content.decode()
    assert "Please ring me before you visit." in workspace and older.reference not in workspace


def test_the_way_round_is_by_role(client, cast):
    def ways(who):
        client.force_login(cast[who])
        page = client.get(reverse("desk:home")).content.decode()
        nav = page[page.index('<nav class="kith-nav"') : page.index("</nav>")]
        return [
            label for label in ("Consultations", "Screening", "My team", "Search", "Emergency openings") if label in nav
        ]

    assert ways("amina") == ["Consultations", "Search"]
    assert ways("bola") == ["Consultations", "Screening", "Search"]
    assert ways("carys") == ["Consultations", "Screening", "My team", "Search"]
    assert ways("ines") == ["Emergency openings"]
    assert ways("dan") == []


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("dan", "ask your agency for information here"),
        ("esme", "You lead the panels on which you have a seat"),
        ("farah", "approved by somebody who did not write it"),
        ("gwen", "With the specialists you plan what is learned next"),
        ("hal", "A case is never shown to you"),
        ("jo", "kith person"),
    ],
)
def test_who_does_no_casework_is_told_what_is_here(client, cast, who, words):
    page = home(client, cast[who])
    assert words in page and "Nothing waits for you" not in page
    if who == "jo":
        assert reverse("concerns:referral-template") in page
        fresh(client, cast["jo"])
        assert client.get(reverse("concerns:referral-template")).status_code == 200


def test_asking_a_specialist_begins_at_home_with_one_press(client, cast):
    page = home(client, cast["amina"])
    assert f'action="{reverse("concerns:start")}"' in page
    for other in ("dan", "jo", "ines"):
        assert f'action="{reverse("concerns:start")}"' not in home(client, cast[other]), other


def test_who_screens_finds_from_search_the_page_with_the_earlier_worries(client, cast):
    row = raised(cast["amina"], name="Lily", named=True)
    for who, page in (("bola", "screening:workspace"), ("amina", "concerns:consultation")):
        client.force_login(cast[who])
        found = client.post(reverse("desk:search"), {"q": "Lily"}, follow=True).content.decode()
        assert f'href="{reverse(page, args=[row.reference])}"' in found, who


def test_notices_show_an_initial_and_can_be_marked_while_one_is_unread(client, cast):
    row = claimed(cast, name="Megan", named=True)
    screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    client.force_login(cast["amina"])
    page = client.get(reverse("desk:notices")).content.decode()
    assert "(M.)" in page and "Megan" not in page and "Mark all as read" in page
    client.post(reverse("desk:notices"))
    assert "Mark all as read" not in client.get(reverse("desk:notices")).content.decode()


def test_at_one_moment_the_decision_stands_before_the_closing(client, cast):
    from kith.demo.moments import as_of

    row = claimed(cast)
    with as_of(timezone.now()):
        screening.decide_screening(
            cast["bola"],
            screening=row,
            version=row.version,
            once_key="d",
            outcomes=["advice-and-close"],
            reasoning={"harm_source": "none", "finding": "unfounded", "reason": "A camp.", "next_owner_words": "over."},
        )
    lines = queries.chronology_for(cast["amina"], row.consultation.reference).lines
    kinds = [line.kind for line in lines if line.kind != "step-due"]
    assert kinds.index("decision") < kinds.index("closed") == len(kinds) - 1


def test_a_review_that_waits_is_reminded_of_once_a_day(cast):
    today = timezone.localdate()
    consultation = raised(cast["amina"])
    concerns.open_in_emergency(
        cast["olu"], exact=consultation.reference, reason="The child is at our door and nobody answers."
    )
    Notice.objects.all().delete()
    remind_of_reviews("system:worker", today=today)
    assert not Notice.objects.exists(), "the day is not over"
    ConsultationEmergency.objects.update(begins=timezone.now() - datetime.timedelta(days=1))
    for _ in range(2):
        remind_of_reviews("system:worker", today=today)
        Notice.objects.update(read_at=timezone.now())
    assert [n.person for n in Notice.objects.filter(kind="review-late")] == [cast["ines"]]
    ConsultationEmergency.objects.update(reviewed_at=timezone.now(), reviewed_by=cast["ines"])
    remind_of_reviews("system:worker", today=today + datetime.timedelta(days=1))
    assert Notice.objects.count() == 1


def test_who_raised_and_who_owns_a_matter_hear_that_it_was_closed(cast):
    """After its steps a matter is closed by one person; the others follow it to its end. A decision that closes tells itself."""
    decision = decided(cast)
    consultation = decision.screening.consultation
    for step in Step.objects.filter(pathway__decision=decision):
        screening.take_step(step.owner, step=step, note="")
    screening.close_matter(cast["carys"], screening=decision.screening, who_has_it="Amina, in the case system.")
    told = [notice.person for notice in Notice.objects.filter(kind="closed")]
    assert told == [cast["amina"]] and Notice.objects.get(kind="closed").reference == consultation.reference

    row = claimed(cast)
    reasoning = {"harm_source": "none", "finding": "unfounded", "reason": "A camp.", "next_owner_words": "over."}
    screening.decide_screening(
        cast["bola"],
        screening=row,
        version=row.version,
        once_key="d",
        outcomes=["advice-and-close"],
        reasoning=reasoning,
    )
    assert not Notice.objects.filter(kind="closed", reference=row.consultation.reference).exists()
    assert Notice.objects.filter(kind="decision", reference=row.consultation.reference, person=cast["amina"]).exists()


def test_what_is_about_a_child_stands_before_what_is_to_be_learned(client, cast):
    raised(cast["amina"])
    needed_since("introductory", days(-900))
    page = home(client, cast["amina"])
    titles = re.findall(r'<h2 class="govuk-heading-m">([^<]*)</h2>', page)
    assert titles.index("Your open consultations") < titles.index("Your training") == len(titles) - 1
