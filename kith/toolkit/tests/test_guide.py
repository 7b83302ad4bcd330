"""The pocket guide: one authority’s own numbers, first steps and pathways, to take along until a day."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kith.design import documents
from kith.people.models import PointOfContact
from kith.toolkit.guide import guide_of, look_again
from kith.toolkit.models import Pathway, Route

pytestmark = pytest.mark.django_db


def as_pdf(client, person):
    client.force_login(person)
    made = client.get(reverse("toolkit:guide-pdf"))
    assert made["Content-Type"] == "application/pdf", made.content[:200]
    reader = PdfReader(io.BytesIO(made.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_is_a_tagged_document_of_a_few_small_pages(client, cast):
    reader, _ = as_pdf(client, cast["amina"])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    assert reader.metadata.title == f"Pocket guide, {cast['amina'].authority.name}"
    assert 2 <= len(reader.pages) <= 4
    width, height = (round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (148, 210)


def test_it_begins_with_the_emergency_line_and_says_until_when(client, cast):
    _, text = as_pdf(client, cast["amina"])
    guide = guide_of(cast["amina"])
    assert text.index("ring 999") < text.index("Whom to ring") < text.index("What to do first") < text.index("pathways")
    assert f"Use it until {guide.until.day} {guide.until:%B %Y}" in text and "throw it away" in text
    assert cast["amina"].authority.name in text


def test_each_contact_has_its_number_hours_and_cover(client, cast):
    _, text = as_pdf(client, cast["amina"])
    for row in PointOfContact.objects.filter(authority=cast["amina"].authority):
        assert row.telephone in text
        assert row.hours in text or row.subject == "emergency"
        assert not row.cover or row.cover in text
        assert not row.out_of_hours or row.out_of_hours in text


def test_another_authority_finds_its_own_numbers_and_never_ours(client, cast):
    _, ours = as_pdf(client, cast["amina"])
    _, theirs = as_pdf(client, cast["rhys"])
    assert "01632 960101" in ours.replace("960 101", "960101") and "01632 961" not in ours
    assert "01632 961" in theirs and "01632 960" not in theirs
    assert cast["rhys"].authority.name in theirs and cast["amina"].authority.name not in theirs


def test_our_own_pathway_stands_in_place_of_the_delivered_one(client, cast):
    delivered = Pathway.objects.get(outcome="section-17", authority=None)
    same = {name: getattr(delivered, name) for name in ("source", "last_checked", "next_review", "owner")}
    ours = Pathway.objects.create(
        authority=cast["amina"].authority, outcome="section-17", title="Our hub’s assessment", short="Here.", **same
    )
    ours.steps.create(key="ring", order=1, title="Ring the hub", who="owner")
    _, text = as_pdf(client, cast["amina"])
    assert "Our hub’s assessment" in text and "Ring the hub" in text and delivered.title not in text
    _, theirs = as_pdf(client, cast["rhys"])
    assert delivered.title in theirs and "Our hub" not in theirs


def test_an_authority_that_has_entered_nothing_still_has_a_guide(client, cast):
    PointOfContact.objects.all().delete()
    _, text = as_pdf(client, cast["amina"])
    assert "ring 999" in text and "has not entered whom to ring yet" in text and "Ring 999 now" in text
    Route.objects.all().delete()
    Pathway.objects.all().delete()
    _, text = as_pdf(client, cast["amina"])
    assert "Speak to your manager now" in text and "No local pathway" in text
    page = client.get(reverse("toolkit:guide")).content.decode()
    assert "Speak to your manager now" in page and "has not entered whom to ring yet" in page


def test_a_number_that_nobody_checked_in_time_says_so(client, cast):
    last = datetime.date(2026, 1, 2)
    PointOfContact.objects.filter(authority=cast["amina"].authority, subject="screening").update(
        last_checked=last, next_review=last + datetime.timedelta(days=30)
    )
    _, text = as_pdf(client, cast["amina"])
    assert text.count("Not checked since 2 January 2026.") == 1
    client.force_login(cast["amina"])
    assert "Not checked since 2 January 2026." in client.get(reverse("toolkit:guide")).content.decode()


def test_it_lasts_until_the_first_review_that_is_still_to_come():
    class Row:
        def __init__(self, day):
            self.next_review = day

    day = datetime.date(2026, 11, 26)
    soon, late = day + datetime.timedelta(days=10), day - datetime.timedelta(days=1)
    assert look_again(Row(soon), Row(late), Row(None), None, since=day) == soon
    assert look_again(Row(late), since=day) == look_again(since=day) == day + datetime.timedelta(days=91)


def test_where_no_pdf_can_be_made_the_page_says_so_and_is_there(client, cast, monkeypatch):
    def missing(*args, **kwargs):
        raise documents.NoPdf("This server cannot make PDF yet: print the page.")

    monkeypatch.setattr("kith.toolkit.views.taking_along.pdf", missing)
    client.force_login(cast["amina"])
    page = client.get(reverse("toolkit:guide-pdf"), follow=True).content.decode()
    assert "cannot make PDF yet" in page and "Whom to ring" in page


def test_it_is_found_from_the_toolkit_and_from_what_do_i_do_now(client, cast):
    client.force_login(cast["amina"])
    for address in ("toolkit:browse", "toolkit:what-now"):
        assert reverse("toolkit:guide") in client.get(reverse(address)).content.decode(), address
    assert (
        reverse("toolkit:guide") in client.get(reverse("toolkit:what-now-answer", args=["emergency"])).content.decode()
    )
    assert reverse("toolkit:guide-pdf") in client.get(reverse("toolkit:guide")).content.decode()


@pytest.mark.parametrize(
    "address",
    ["", "guide", "signs", "clocks", "parallels", "changed", "doing/worried", "theme/online", "kind/guidance"]
    + ["page/danger-first", "page/danger-first/editions", "what-now/emergency"],
)
def test_each_page_says_on_paper_when_it_was_printed_and_until_when(client, cast, address):
    client.force_login(cast["amina"])
    page = client.get(f"/toolkit/{address}").content.decode()
    today = timezone.localdate()
    assert f"{today.day} {today:%B %Y}" in page and "Print this page" in page
    assert "Look again after" in page or "Use it until" in page
