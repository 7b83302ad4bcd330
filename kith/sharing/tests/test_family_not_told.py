"""“Do not tell the family” stands on every page and in every file about a matter that could lead there, for its readers."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from kith.concerns.actions import give_part
from kith.concerns.documents import own_form_filled
from kith.concerns.models import ConsultationPart, Referral
from kith.concerns.rules import family_not_to_be_told
from kith.desk.tests.factories import fresh, raised
from kith.meetings.tests.factories import asked_before, begun, planned
from kith.panel.tests.factories import entered, met, panel_of, sent
from kith.people.actions import make_token
from kith.people.models import Person
from kith.screening.models import ScreeningDecision
from kith.sharing import actions
from kith.sharing.models import FamilyMark
from kith.sharing.queries import family_marks_among

from .factories import asked, asked_by_partner

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
SAYS = "Do not tell the family."


def marked(cast, request) -> FamilyMark:
    return actions.ask_not_to_tell(cast["dan"], request=request, review_on=timezone.localdate())


def read(answer) -> str:
    """What a file or a page says, as one line; nothing where there is none."""
    if answer.status_code != 200:
        return ""
    content = answer.getvalue() if answer.streaming else answer.content
    if answer["Content-Type"] == "application/pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    if "wordprocessingml" in answer["Content-Type"]:
        return " ".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    return " ".join(content.decode().split())


@pytest.fixture
def matter(cast):
    """A matter at the panel, with a visit, and a request that police answered nothing to yet."""
    consultation = sent(cast)
    panel = panel_of(cast)
    case = entered(cast, panel, consultation, by="petra")
    meeting = met(cast, panel, case)
    visit = planned(cast["amina"], consultation)
    question = asked_before(cast["amina"], consultation, meeting=visit)
    return consultation, case, meeting, visit, question, asked(cast["amina"], consultation)


def places(matter) -> dict[str, str]:
    consultation, case, meeting, visit, question, request = matter
    of_matter = (
        *("concerns:referral-pdf", "concerns:referral-docx", "desk:chronology", "desk:chronology-pdf"),
        *("meetings:of-matter", "meetings:plan-visit", "meetings:call-strategy", "meetings:ask-before"),
        "coaching:joint-of-matter",
    )
    of_visit = ("meeting", "change", "invite", "cancel", "reply", "minutes", "minutes-pdf", "agree-action")
    found = {name: reverse(name, args=[consultation.reference]) for name in of_matter}
    found |= {f"meetings:{name}": reverse(f"meetings:{name}", args=[visit.uuid]) for name in of_visit}
    found["meetings:before"] = reverse("meetings:before", args=[question.uuid])
    found |= {name: reverse(name, args=[request.uuid]) for name in ("sharing:request", "sharing:document")}
    found["panel:case"] = reverse("panel:case", args=[case.uuid])
    found["panel:consent"] = reverse("panel:consent", args=[case.uuid])
    of_meeting = ("meeting", "pack", "pack-pdf", "minutes", "minutes-pdf", "minutes-docx")
    return found | {f"panel:{name}": reverse(f"panel:{name}", args=[meeting.uuid]) for name in of_meeting}


def shown(client, person, matter) -> dict[str, str]:
    fresh(client, Person.objects.get(pk=person.pk))
    return {name: read(client.get(where)) for name, where in places(matter).items()}


# What only who arranges the visit, or works in the matter on the asking side, can open.
OF_AMINA = ("meetings:change", "meetings:invite", "meetings:cancel", "meetings:reply")


def test_every_page_and_file_of_a_matter_says_it_and_none_says_why(client, cast, matter):
    begun(matter[3])
    before = {who: shown(client, cast[who], matter) for who in ("amina", "petra")}
    assert not any(SAYS in text for texts in before.values() for text in texts.values())
    opened = {who: {name for name, text in texts.items() if text} for who, texts in before.items()}
    known = set(places(matter))
    # A visit that is over is changed and answered by nobody.
    assert opened["amina"] | opened["petra"] == known - set(OF_AMINA), known - opened["amina"] - opened["petra"]
    marked(cast, matter[-1])
    for who in ("amina", "petra"):
        for name, text in shown(client, cast[who], matter).items():
            assert (SAYS in text) == (name in opened[who]), (who, name)
            if name in opened[who]:
                assert "Dan" in text and "Midvale Police" in text
    actions.lift_mark(cast["nia"], mark=FamilyMark.objects.get())
    assert not any(SAYS in text for text in shown(client, cast["amina"], matter).values())


def test_the_pages_of_a_visit_to_come_say_it(client, cast, matter):
    marked(cast, matter[-1])
    texts = shown(client, cast["amina"], matter)
    assert all(SAYS in texts[name] for name in OF_AMINA)
    assert "does not read the consultation does not see this" in texts["meetings:meeting"]


def test_who_does_not_read_the_record_is_told_nothing_of_the_mark(client, cast, matter):
    """Nia is invited, and Esme leads the panel: neither reads the consultation, and each reads their own pages."""
    visit = matter[3]
    planned_for = Person.objects.get(pk=cast["olu"].pk)
    give_part(cast["amina"], consultation=matter[0], person=planned_for)
    marked(cast, matter[-1])
    assert SAYS in shown(client, cast["olu"], matter)["meetings:meeting"]
    ConsultationPart.objects.filter(person=cast["olu"]).delete()
    for who in ("esme", "olu", "rhys"):
        texts = shown(client, cast[who], matter)
        assert not any(SAYS in text for text in texts.values()), who
    assert shown(client, cast["esme"], matter)["panel:pack"] and visit.lead == cast["amina"]
    dan = shown(client, cast["dan"], matter)
    assert SAYS in dan["sharing:request"] and dan["meetings:meeting"] and SAYS not in dan["meetings:meeting"]


def test_the_authoritys_own_form_says_it_at_its_place_or_at_its_end(cast, matter):
    marked(cast, matter[-1])
    referral = Referral.objects.get()
    for line, first in (("{{ family_not_told }}", True), ("{{ needs }}", False)):
        document, made = Document(), io.BytesIO()
        document.add_paragraph(line)
        document.save(made)
        filled = Document(io.BytesIO(own_form_filled(made.getvalue(), referral, cast["amina"])))
        texts = [paragraph.text for paragraph in filled.paragraphs]
        assert sum(SAYS in text for text in texts) == 1
        assert (SAYS in texts[0]) == first
    actions.lift_mark(cast["dan"], mark=FamilyMark.objects.get())
    filled = Document(io.BytesIO(own_form_filled(made.getvalue(), referral, cast["amina"])))
    assert not any("family" in paragraph.text for paragraph in filled.paragraphs[:3])


def test_machines_are_told_it_too(client, cast, matter):
    consultation = matter[0]
    fresh(client, cast["amina"])
    decision = ScreeningDecision.objects.get()
    base = f"/api/v1/consultations/{consultation.reference}"
    where = (base, f"{base}/decisions", f"{base}/decisions/{decision.uuid}")
    headers = {"Authorization": f"Bearer {make_token(cast['amina'], person=cast['amina'], name='x')[1]}"}
    chronology = reverse("desk:chronology-json", args=[consultation.reference])

    def told():
        texts = [client.get(one, headers=headers).json() for one in where]
        return [one["family_not_to_be_told"] for one in [*texts, client.get(chronology).json()]]

    assert told() == [[], [], [], []]
    marked(cast, matter[-1])
    for (mark,) in told():
        assert mark["agency"].startswith("Midvale Police") and mark["ask"] == "Dan"
        assert set(mark) == {"agency", "ask", "telephone", "since", "review_on"}


def test_the_side_that_asked_learns_of_no_link_by_its_own_mark(client, cast):
    """Dan has a part in the matter to which social care linked his request: his mark there would tell him of the link."""
    consultation = raised(cast["amina"])
    ConsultationPart.objects.create(matter=consultation, person=cast["dan"], reason="given")
    row = asked_by_partner(cast["dan"])
    marked(cast, row)
    where = reverse("concerns:consultation", args=[consultation.reference])
    fresh(client, cast["dan"])
    before = read(client.get(where))
    actions.link_request(cast["bola"], request=row, consultation=consultation)
    after = read(client.get(where))
    assert before and SAYS not in after
    assert family_marks_among(cast["dan"], [consultation]) == {}
    fresh(client, cast["amina"])
    assert SAYS in read(client.get(where))
    assert len(family_marks_among(cast["amina"], [consultation])[consultation.pk]) == 1


def test_asked_of_many_matters_at_once_it_gives_the_same_and_costs_the_same(cast):
    rows = [raised(cast["amina"]) for _ in range(5)]
    marked(cast, asked(cast["amina"], rows[0]))
    linked = asked_by_partner(cast["dan"])
    marked(cast, linked)
    actions.link_request(cast["bola"], request=linked, consultation=rows[1])
    costs = []
    family_marks_among(cast["bola"], rows)  # teams are asked once for a person
    for many in (rows[:2], rows):
        with CaptureQueriesContext(connection) as captured:
            found = family_marks_among(cast["bola"], many)
        costs.append(len(captured))
        assert {key: len(held) for key, held in found.items()} == {rows[0].pk: 1, rows[1].pk: 1}
    assert costs[0] == costs[1]
    assert all(found.get(row.pk, []) == family_not_to_be_told(cast["bola"], row) for row in rows)
    assert family_marks_among(cast["olu"], rows) == {}
