"""A page’s way from a proposal to the shelf: written by one, approved by another, never by the writer, by no side door."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page, Revision

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.desk.models import Notice
from kith.editing import actions, queries
from kith.editing.models import ToolkitPage
from kith.people.models import RoleHeld
from kith.toolkit import queries as pages
from kith.toolkit.actions import propose, publish_piece
from kith.toolkit.models import Edition, Piece, Proposal
from kith.toolkit.queries import piece_for
from kith.toolkit.tests.factories import a_page

pytestmark = pytest.mark.django_db
DAY = datetime.date.today()


def whole(page: ToolkitPage, by, words="Ring the duty desk.", **said) -> ToolkitPage:
    """The draft has everything that its kind needs, saved by its writer."""
    page.body = [("section", {"heading": h, "text": f"<p>{words}</p>"}) for h in page.headings_wanted()]
    page.summary, page.source, page.owner_role, page.audience = (
        "What we do.",
        "Our partnership",
        "Practice lead",
        "Everyone",
    )
    page.checked_on, page.review_on = DAY, DAY + datetime.timedelta(days=182)
    page.themes = ["online"]
    for name, value in said.items():
        setattr(page, name, value)
    page.save_revision(user=by)
    return page


def submitted(page: ToolkitPage, by):
    page = ToolkitPage.objects.get(pk=page.pk)
    page.get_workflow().start(page, by)
    return ToolkitPage.objects.get(pk=page.pk)


def approve(page: ToolkitPage, by):
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, by, "approve")
    return ToolkitPage.objects.get(pk=page.pk)


@pytest.fixture
def draft(cast):
    page = actions.begin_page(cast["farah"], title="Our duty desk", kind="guidance")
    return submitted(whole(page, cast["farah"]), cast["farah"])


def test_written_by_one_and_approved_by_another_it_is_shown(cast, draft):
    with pytest.raises(NotFound):
        piece_for(cast["amina"], "our-duty-desk")
    actions.keep_groups(cast["bola"])
    page = approve(draft, cast["bola"])
    assert page.live
    piece = piece_for(cast["amina"], "our-duty-desk")
    edition = piece.editions.get()
    assert (edition.written_by, edition.approved_by) == (cast["farah"], cast["bola"])
    with pytest.raises(NotFound):
        piece_for(cast["rhys"], "our-duty-desk")


def test_the_trail_has_no_address_of_a_page_that_was_never_shown(client, cast, draft):
    page = actions.begin_page(cast["farah"], title="Wilhelmina Penhaligon", kind="guidance")
    soon = timezone.now() + datetime.timedelta(hours=1)
    page = submitted(whole(page, cast["farah"], go_live_at=soon), cast["farah"])
    actions.answer_page(cast["bola"], page=page, approved=False, comment="When?")
    page.current_workflow_state.resume(cast["farah"])
    page = approve(ToolkitPage.objects.get(pk=page.pk), cast["bola"])
    actions.unschedule_page(cast["farah"], page=page)
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() - datetime.timedelta(minutes=1)).isoformat()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    RoleHeld.objects.filter(person=cast["bola"]).update(ends=timezone.now())
    actions.publish_what_is_due()
    entries = [entry.written() for entry in Entry.objects.all()]
    assert "enhaligon" not in str(entries)
    verbs = set(Entry.objects.filter(subject=f"page:{page.translation_key}").values_list("verb", flat=True))
    assert verbs == {
        f"editing.{verb}" for verb in ("begun", "submitted", "sent-back", "approved", "unscheduled", "not-shown")
    }
    assert not Notice.objects.filter(reference__icontains="penhaligon").exists()


def test_the_trail_calls_a_page_by_its_address_once_readers_were_shown_it(cast, draft):
    actions.keep_groups(cast["bola"])
    page = approve(draft, cast["bola"])
    published = Entry.objects.get(verb="toolkit.published", actor=str(cast["bola"].uuid))
    assert published.subject == "toolkit:our-duty-desk"
    whole(page, cast["farah"], words="Ring the other desk.")
    submitted(page, cast["farah"])
    assert Entry.objects.filter(verb="editing.submitted").latest("seq").subject == "toolkit:our-duty-desk"


def test_nobody_approves_their_own_words_by_any_door(client, cast, draft):
    with pytest.raises(PermissionDenied):
        approve(draft, cast["farah"])
    client.force_login(cast["farah"])
    state = draft.current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
    client.post(where)
    revision = draft.latest_revision
    with pytest.raises(PermissionDenied):
        revision.publish(user=cast["farah"])
    client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), {"action-publish": "1", "title": "x", "body-count": "0"}
    )
    assert not ToolkitPage.objects.get(pk=draft.pk).live and not Piece.objects.filter(slug="our-duty-desk").exists()


def test_a_proposal_in_several_lines_opens_in_the_editor_with_its_lines(client, cast):
    said = dict.fromkeys(
        ("seen", "may_matter", "may_also_be", "ask"), "One line, <b>& so on</b>.\r\nThe next.\r\n\r\nApart."
    )
    proposal = propose(cast["amina"], once_key="lines", title="Two lines", where="at school", **said)
    page = actions.begin_from_proposal(cast["farah"], uuid=proposal.uuid)
    client.force_login(cast["farah"])
    box = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert box.status_code == 200
    shown = box.content.decode().replace("\\u0026", "&")
    assert "The next." in shown and "Apart." in shown
    text = page.body[0].value["text"].source
    assert "<b>" not in text and "&lt;b&gt;" in text and text.count("<p>") == 2


def test_a_proposal_names_the_page_it_is_about_and_says_who_reads_why_not(client, cast):
    proposal = propose(cast["amina"], once_key="about", about="danger-first", text="Say 101 too.")
    client.force_login(cast["farah"])
    page = client.get(reverse("editing:proposal", args=[proposal.uuid])).content.decode()
    assert "“Danger first, thinking afterwards”" in page and "Whoever proposed it sees this." in page
    assert "Readers see this." not in page
    client.force_login(cast["sade"])
    assert client.get(reverse("editing:proposal", args=[proposal.uuid])).status_code == 404


def test_a_page_with_line_breaks_is_replaced_in_the_editor(client, cast):
    actions.keep_groups(cast["farah"])
    broken = a_page("lines", sections=(("Do this first", "<p>Ring.<br>Write.</p>"), ("Why", "<p>So.</p>")))
    publish_piece(cast["hal"], content=broken, layer="regional", written_by=None)
    page = actions.begin_replacement(cast["farah"], slug="lines")
    client.force_login(cast["farah"])
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


@pytest.mark.parametrize(
    ("left_out", "said"), [("checked_on", "on which day it was last checked"), ("review_on", "reviewed next")]
)
def test_no_day_of_checking_or_review_is_made_up(cast, left_out, said):
    page = actions.begin_page(cast["farah"], title="Undated", kind="guidance")
    page = submitted(whole(page, cast["farah"], **{left_out: None}), cast["farah"])
    with pytest.raises(actions.BadContent, match=said):
        actions.answer_page(cast["bola"], page=page, approved=True)
    assert not Piece.objects.filter(slug="undated").exists()
    page = actions.answer_page(cast["bola"], page=page, approved=False, comment="Which day?")
    page = ToolkitPage.objects.get(pk=whole(page, cast["farah"]).pk)
    page.current_workflow_state.resume(cast["farah"])
    page = ToolkitPage.objects.get(pk=page.pk)
    actions.answer_page(cast["bola"], page=page, approved=True)
    assert Piece.objects.get(slug="undated").last_checked == DAY


def test_what_is_not_whole_is_not_published_and_says_why(cast):
    page = actions.begin_page(cast["farah"], title="Half", kind="indicator")
    page = submitted(whole(page, cast["farah"], review_on=None), cast["farah"])
    actions.keep_groups(cast["bola"])
    with pytest.raises(actions.BadContent):
        approve(page, cast["bola"])
    assert not ToolkitPage.objects.get(pk=page.pk).live


def test_a_page_is_published_when_its_time_has_come(cast):
    page = actions.begin_page(cast["farah"], title="Later", kind="guidance")
    soon = timezone.now() + datetime.timedelta(hours=1)
    page = submitted(whole(page, cast["farah"], go_live_at=soon), cast["farah"])
    actions.keep_groups(cast["bola"])
    approve(page, cast["bola"])
    assert not Piece.objects.filter(slug="later").exists()
    actions.publish_what_is_due()
    assert not Piece.objects.filter(slug="later").exists(), "not yet"
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() - datetime.timedelta(minutes=1)).isoformat()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    actions.publish_what_is_due()
    edition = Edition.objects.get(piece__slug="later")
    assert (edition.written_by, edition.approved_by) == (cast["farah"], cast["bola"])


def test_a_proposed_sign_becomes_a_page_and_whoever_proposed_it_learns_of_it(client, cast):
    client.force_login(cast["amina"])
    form = {
        "title": "Speaks only in lines from films",
        "seen": "Whole talks in quotations.",
        "may_matter": "Somebody may have given them the words.",
        "may_also_be": "Fun. A favourite film. A way to feel safe.",
        "ask": "Which part do you like?",
        "where": "two schools",
        "once": "one",
    }
    for _ in range(2):
        assert client.post(reverse("toolkit:propose-sign"), form).status_code == 302
    proposal = Proposal.objects.get()
    assert client.get(reverse("editing:proposal", args=[proposal.uuid])).status_code == 404
    client.force_login(cast["farah"])
    assert proposal.title in client.get(reverse("editing:board")).content.decode()
    taken = client.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "take"})
    page = ToolkitPage.objects.get(slug="speaks-only-in-lines-from-films")
    assert taken["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    page = submitted(whole(page, cast["farah"]), cast["farah"])
    actions.keep_groups(cast["bola"])
    approve(page, cast["bola"])
    proposal.refresh_from_db()
    assert proposal.state == "published"
    client.force_login(cast["amina"])
    assert "Published" in client.get(reverse("toolkit:proposals")).content.decode()
    assert "Speaks only in lines" in client.get(reverse("toolkit:indicators")).content.decode()
    assert "Speaks only in lines" in client.get(reverse("toolkit:changed")).content.decode()


def test_a_draft_whose_address_changes_keeps_its_proposal(client, cast):
    from kith.editing.tests.test_malformed import SENT  # which imports this module

    client.force_login(cast["amina"])
    said = {
        "title": "Talks in films",
        "seen": "x",
        "may_matter": "x",
        "may_also_be": "Geese.",
        "ask": "x",
        "where": "x",
    }
    client.post(reverse("toolkit:propose-sign"), {**said, "once": "one"})
    proposal = Proposal.objects.get()
    client.force_login(cast["farah"])
    edit = client.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "take"})["Location"]
    page = ToolkitPage.objects.get(slug="talks-in-films")
    sent = {**SENT, "kind": "indicator", "title": "Lines from films", "slug": "lines-from-films"}
    for again in range(2):
        assert client.post(edit, sent).status_code == 302
        assert f"What {cast['amina'].name} proposed" in client.get(edit).content.decode(), again
    page = ToolkitPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page = submitted(whole(page, cast["farah"], evidence="practice-knowledge"), cast["farah"])
    client.force_login(cast["bola"])
    where = reverse("editing:answer", args=[page.translation_key])
    assert "Geese." in client.get(where).content.decode()
    assert client.post(where, {"answer": "approve", "read": page.latest_revision_id}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.slug) == ("published", "lines-from-films")
    client.force_login(cast["amina"])
    mine = client.get(reverse("toolkit:proposals")).content.decode()
    assert f'href="{reverse("toolkit:piece", args=["lines-from-films"])}"' in mine


def test_a_page_that_takes_the_address_of_a_draft_takes_no_proposal_of_it(client, cast):
    """Two drafts change places; each proposal follows the page that was written from it."""
    proposals = {}
    for title in ("First sign", "Second sign"):
        said = {"title": title, "seen": "x", "may_matter": "x", "may_also_be": "Fun.", "ask": "x", "where": "x"}
        proposals[title] = propose(cast["amina"], once_key=title, **said)
        actions.begin_from_proposal(cast["farah"], uuid=proposals[title].uuid)
    page = ToolkitPage.objects.get(slug="first-sign").get_latest_revision_as_object()
    page = submitted(whole(page, cast["farah"], slug="third-sign"), cast["farah"])
    actions.answer_page(cast["bola"], page=page, approved=True)
    states = {title: Proposal.objects.get(pk=row.pk) for title, row in proposals.items()}
    assert (states["First sign"].state, states["First sign"].slug) == ("published", "third-sign")
    assert (states["Second sign"].state, states["Second sign"].slug) == ("taken", "second-sign")


def test_a_sign_cannot_be_proposed_without_what_else_it_may_mean(client, cast):
    client.force_login(cast["amina"])
    page = client.post(reverse("toolkit:propose-sign"), {"title": "x", "seen": "y", "may_also_be": " "})
    assert page.status_code == 200 and not Proposal.objects.exists()
    assert "What else may it mean?" in page.content.decode()


def test_a_proposal_that_is_not_taken_up_says_why(client, cast):
    client.force_login(cast["amina"])
    client.post(reverse("toolkit:propose", args=["danger-first"]), {"text": "Name the new desk.", "once": "a"})
    proposal = Proposal.objects.get()
    client.force_login(cast["sade"])
    assert client.get(reverse("editing:proposal", args=[proposal.uuid])).status_code == 404, "another authority"
    client.force_login(cast["farah"])
    empty = client.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "decline", "why": ""})
    assert empty.status_code == 200 and Proposal.objects.get().state == "new"
    client.post(reverse("editing:proposal", args=[proposal.uuid]), {"act": "decline", "why": "It opens in spring."})
    client.force_login(cast["amina"])
    assert "It opens in spring." in client.get(reverse("toolkit:proposals")).content.decode()


def test_our_version_stands_and_an_upgrade_leaves_it_alone_and_shows_what_moved(client, cast, tmp_path):
    import shutil

    from kith.toolkit import loading

    page = actions.begin_replacement(cast["farah"], slug="danger-first")
    page = submitted(whole(page, cast["farah"], "Ring our own desk."), cast["farah"])
    actions.keep_groups(cast["bola"])
    approve(page, cast["bola"])
    folder = tmp_path / "content"
    shutil.copytree(loading.CONTENT, folder)
    path = folder / "guidance" / "danger-first.md"
    path.write_text(path.read_text().replace("Kith rings nobody.", "Kith telephones nobody at all."))
    loading.load(folder)
    client.force_login(cast["amina"])
    assert "Ring our own desk." in client.get(reverse("toolkit:piece", args=["danger-first"])).content.decode()
    client.force_login(cast["farah"])
    assert reverse("editing:beneath", args=["danger-first"]) in client.get(reverse("editing:board")).content.decode()
    shown = client.get(reverse("editing:beneath", args=["danger-first"])).content.decode()
    for way in ("replace", "retire"):
        assert f'href="{reverse(f"editing:{way}", args=["danger-first"])}"' in shown, "to take it, by either way"
    assert "<ins>" in shown and "telephones" in shown and "<del>" in shown
    client.post(reverse("editing:beneath", args=["danger-first"]))
    assert (
        reverse("editing:beneath", args=["danger-first"]) not in client.get(reverse("editing:board")).content.decode()
    )


def test_a_retired_page_lets_the_one_beneath_be_shown_again(client, cast):
    national = piece_for(cast["amina"], "danger-first").title
    page = actions.begin_replacement(cast["farah"], slug="danger-first")
    page = submitted(whole(page, cast["farah"], title="Ours"), cast["farah"])
    actions.keep_groups(cast["bola"])
    approve(page, cast["bola"])
    assert piece_for(cast["amina"], "danger-first").title == "Ours"
    client.force_login(cast["farah"])
    client.post(reverse("editing:retire", args=["danger-first"]), {"why": "The national page is right now."})
    assert piece_for(cast["amina"], "danger-first").title == national


def test_hiding_notes_and_sign_off_are_an_editors_and_of_one_authority(client, cast):
    where = reverse("toolkit:piece", args=["danger-first"])
    client.force_login(cast["farah"])
    client.post(reverse("toolkit:sign-off", args=["danger-first"]))
    client.post(reverse("toolkit:note", args=["danger-first"]), {"text": "Our desk moved. <script>alert(1)</script>"})
    client.force_login(cast["amina"])
    page = client.get(where).content.decode()
    assert "Signed off for Thornmere" in page and "Our desk moved." in page and "<script>alert" not in page
    client.force_login(cast["rhys"])
    theirs = client.get(where).content.decode()
    assert "Our desk moved." not in theirs and "Not yet signed off in Calderfold" in theirs
    client.force_login(cast["farah"])
    client.post(reverse("toolkit:hide", args=["danger-first"]), {"why": "We do it otherwise."})
    client.force_login(cast["amina"])
    assert client.get(where).status_code == 404
    client.force_login(cast["farah"])
    client.post(reverse("toolkit:hide", args=["danger-first"]), {"act": "show"})
    client.force_login(cast["amina"])
    assert client.get(where).status_code == 200


def test_rights_in_the_editor_end_with_the_role_at_the_next_request(client, cast, draft):
    where = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.force_login(cast["bola"])
    assert client.get(where).status_code == 200
    RoleHeld.objects.filter(person=cast["bola"]).update(ends=timezone.now())
    assert client.get(where).status_code == 404


def test_the_next_authority_and_the_region_cannot_touch_our_draft(client, cast, draft):
    routes = ("edit", "history", "view_draft", "workflow_history", "revisions_index", "lock")
    for who in ("sade", "hal"):
        client.force_login(cast[who])
        for route in routes:
            address = reverse(f"wagtailadmin_pages:{route}", args=[draft.pk])
            answer = client.get(address)
            assert answer.status_code in (302, 403, 404, 405), (who, route)
            assert b"Our duty desk" not in answer.content, (who, route)
        assert b"Our duty desk" not in client.get(reverse("wagtailadmin_home")).content
        assert b"Our duty desk" not in client.get(reverse("wagtailadmin_explore_root"), follow=True).content
        assert b"Our duty desk" not in client.get(reverse("wagtailadmin_reports:workflow")).content
        assert b"Our duty desk" not in client.get(reverse("wagtailadmin_choose_page"), {"page_type": ""}).content


def test_the_regions_page_reaches_both_authorities(cast):
    page = actions.begin_page(cast["hal"], title="Of Midvale", kind="guidance", layer="regional")
    assert queries.places_of(cast["hal"])[0].layer == "regional" and page.place().region.key == "midvale"
    assert Page.objects.child_of(page.place()).count() == 1


def test_the_board_asks_the_same_questions_however_many_pages_are_in_work(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        client.get(reverse("editing:board"))
        with CaptureQueriesContext(connection) as queries_asked:
            client.get(reverse("editing:board"))
        return len(queries_asked)

    client.force_login(cast["farah"])
    page = actions.begin_page(cast["farah"], title="One", kind="guidance")
    page = submitted(whole(page, cast["farah"]), cast["farah"])
    few = asked()
    for title in ("Two", "Three", "Four"):
        page = actions.begin_page(cast["farah"], title=title, kind="guidance")
        submitted(whole(page, cast["farah"]), cast["farah"])
    assert asked() == few


def test_the_board_says_whose_answer_a_page_waits_for(client, cast, draft):
    board = reverse("editing:board")
    client.force_login(cast["farah"])
    assert "Waits for a second person" in client.get(board).content.decode()
    client.force_login(cast["bola"])
    assert "You may approve it" in client.get(board).content.decode()
    actions.keep_groups(cast["bola"])
    state = draft.current_workflow_task_state
    state.task.specific.on_action(state, cast["bola"], "reject")
    said = client.get(board).content.decode()
    assert "You may approve it" not in said and "Our duty desk" in said, "what was sent back is a draft again"


def test_the_second_person_answers_on_a_page_of_kith(client, cast, draft):
    address = reverse("editing:answer", args=[draft.translation_key])
    client.force_login(cast["farah"])
    own = client.get(address).content.decode()
    assert "a second person answers" in own and "Bola" in own and "Your answer" not in own
    assert client.post(address, {"answer": "approve"}).status_code == 404, "never the writer"
    assert ToolkitPage.objects.get(pk=draft.pk).live is False

    client.force_login(cast["bola"])
    said = client.get(address).content.decode()
    assert "Ring the duty desk." in said and "nothing stands at its address now" in said
    assert (
        "Say what should change"
        in client.post(address, {"answer": "back", "read": draft.latest_revision_id}).content.decode()
    )
    seen = {"read": draft.latest_revision_id}
    assert client.post(address, {"answer": "approve", **seen}).status_code == 302
    assert piece_for(cast["amina"], "our-duty-desk").editions.get().approved_by == cast["bola"]
    again = client.post(address, {"answer": "back", "comment": "Too late.", **seen})
    assert again.status_code == 302 and ToolkitPage.objects.get(pk=draft.pk).live, "the second click changes nothing"
    assert "does not wait for anybody" in client.get(address).content.decode()


def test_sent_back_it_is_with_its_writer_with_the_comment(client, cast, draft):
    client.force_login(cast["bola"])
    address = reverse("editing:answer", args=[draft.translation_key])
    assert (
        client.post(
            address, {"answer": "back", "comment": "Whom after six?", "read": draft.latest_revision_id}
        ).status_code
        == 302
    )
    client.force_login(cast["farah"])
    board = client.get(reverse("editing:board")).content.decode()
    assert "Sent back" in board and "Whom after six?" in board
    assert client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 200


def test_the_answer_shows_what_changes(client, cast):
    page = actions.begin_replacement(cast["farah"], slug="danger-first")
    page = submitted(whole(page, cast["farah"], "Ring our duty desk on the number below."), cast["farah"])
    client.force_login(cast["bola"])
    said = client.get(reverse("editing:answer", args=[page.translation_key])).content.decode()
    assert "the page that comes with Kith" in said and "<ins>" in said and "<del>" in said


def test_words_that_cannot_be_shown_yet_get_a_sentence(client, cast):
    page = actions.begin_page(cast["farah"], title="Unfinished", kind="guidance")
    page = submitted(page, cast["farah"])
    client.force_login(cast["bola"])
    answer = client.post(
        reverse("editing:answer", args=[page.translation_key]),
        {"answer": "approve", "read": page.latest_revision_id},
    )
    assert answer.status_code == 200 and "It cannot be shown yet" in answer.content.decode()
    assert queries.state_of(ToolkitPage.objects.get(pk=page.pk)) is not None, "it still waits"


def test_the_others_are_told_and_so_is_the_writer(cast, draft):
    from kith.desk.models import Notice

    def told(kind):
        return set(Notice.objects.filter(kind=kind).values_list("person__email", flat=True))

    waits = told("page-waits")
    assert cast["bola"].email in waits and cast["farah"].email not in waits
    assert not waits & {cast["amina"].email, cast["hal"].email, cast["rhys"].email}
    actions.answer_page(cast["bola"], page=draft, approved=False, comment="Whom after six?")
    assert told("page-sent-back") == {cast["farah"].email}


def test_who_writes_alone_is_told_whom_to_ask(client, cast, draft):
    from kith.toolkit.rules import LOCAL_EDITORS

    RoleHeld.objects.filter(role__in=LOCAL_EDITORS).exclude(person=cast["farah"]).update(ends=timezone.now())
    client.force_login(cast["farah"])
    assert (
        "Nobody else writes here now"
        in client.get(reverse("editing:answer", args=[draft.translation_key])).content.decode()
    )


def test_a_long_title_makes_an_address_that_the_trail_can_name_and_a_longer_one_is_refused_kindly(cast):
    page = actions.begin_page(cast["farah"], title="What we do " * 12, kind="guidance")
    assert len(page.slug) <= 70
    whole(page, cast["farah"], slug="x" * 71)
    with pytest.raises(actions.BadContent, match="too long"):
        page.as_content().cleaned()


def test_what_was_changed_after_it_was_opened_is_shown_again_and_not_approved(client, cast, draft):
    address, opened = reverse("editing:answer", args=[draft.translation_key]), draft.latest_revision_id
    draft.current_workflow_state.cancel(cast["farah"])
    page = submitted(whole(ToolkitPage.objects.get(pk=draft.pk), cast["farah"], "Other words."), cast["farah"])
    client.force_login(cast["bola"])
    answer = client.post(address, {"answer": "approve", "read": opened}).content.decode()
    assert "was changed after you opened it" in answer and "Other words." in answer
    assert not ToolkitPage.objects.get(pk=page.pk).live
    assert client.post(address, {"answer": "approve"}).status_code == 200, "nor without saying what was read"
    assert not ToolkitPage.objects.get(pk=page.pk).live


def test_who_wrote_a_part_of_it_does_not_approve_it_though_a_colleague_sent_it(client, cast):
    page = whole(actions.begin_page(cast["farah"], title="Comma", kind="guidance"), cast["farah"])
    actions.keep_groups(cast["bola"])
    page = submitted(whole(page, cast["bola"], "Ring the duty desk, first."), cast["bola"])
    for who in ("farah", "bola"):
        with pytest.raises(NotFound):
            actions.answer_page(cast[who], page=page, approved=True)
        with pytest.raises(PermissionDenied):
            approve(page, cast[who])
    client.force_login(cast["farah"])
    assert "You may approve it" not in client.get(reverse("editing:board")).content.decode()
    assert actions.answer_page(cast["petra"], page=page, approved=True).live


def test_an_address_that_no_link_can_hold_is_refused_and_one_that_was_shown_stays(cast, draft):
    actions.keep_groups(cast["bola"])
    page = approve(draft, cast["bola"])
    page.slug = "caf\u00e9"
    with pytest.raises(actions.BadContent, match="without accents"):
        page.as_content().cleaned()
    page = submitted(whole(page, cast["farah"], slug="another-address"), cast["farah"])
    with pytest.raises(actions.BadContent, match="address stays"):
        actions.answer_page(cast["bola"], page=page, approved=True)
    assert piece_for(cast["amina"], "our-duty-desk")


def test_a_page_that_cannot_be_shown_on_its_day_is_a_draft_again_and_the_next_one_is_shown(cast):
    from kith.desk.models import Notice

    actions.keep_groups(cast["bola"])
    made = []
    for title, by in (("First", "petra"), ("Second", "bola")):
        page = actions.begin_page(cast["farah"], title=title, kind="guidance")
        page = whole(page, cast["farah"], go_live_at=timezone.now() + datetime.timedelta(hours=1))
        page = submitted(page, cast["farah"])
        made.append(actions.answer_page(cast[by], page=page, approved=True))
    assert [page.approved_schedule for page in made] == [True, True]
    RoleHeld.objects.filter(person=cast["petra"]).update(ends=timezone.now())
    past = timezone.now() - datetime.timedelta(minutes=1)
    for row in Revision.objects.filter(approved_go_live_at__isnull=False):
        row.approved_go_live_at, row.content["go_live_at"] = past, past.isoformat()
        row.save(update_fields=["approved_go_live_at", "content"])
    actions.publish_what_is_due()
    assert piece_for(cast["amina"], "second")
    with pytest.raises(NotFound):
        piece_for(cast["amina"], "first")
    assert Notice.objects.filter(person=cast["farah"], kind="page-not-shown").count() == 1
    assert not ToolkitPage.objects.get(slug="first").approved_schedule


def test_a_day_that_was_set_can_be_taken_back(client, cast):
    actions.keep_groups(cast["bola"])
    page = actions.begin_page(cast["farah"], title="Tomorrow", kind="guidance")
    page = whole(page, cast["farah"], go_live_at=timezone.now() + datetime.timedelta(days=1))
    page = submitted(page, cast["farah"])
    client.force_login(cast["bola"])
    answer = reverse("editing:answer", args=[page.translation_key])
    said = client.post(answer, {"answer": "approve", "read": page.latest_revision_id}, follow=True).content.decode()
    assert "is shown from the day that its writer set" in said and "Do not show it then" in said
    where = reverse("editing:unschedule", args=[page.translation_key])
    for who in ("amina", "sade", "hal"):
        client.force_login(cast[who])
        assert client.post(where).status_code == 404
    client.force_login(cast["farah"])
    assert client.post(where).status_code == 302
    assert not ToolkitPage.objects.get(pk=page.pk).approved_schedule
    actions.publish_what_is_due()
    with pytest.raises(NotFound):
        piece_for(cast["amina"], "tomorrow")


def test_a_colleague_takes_nobody_elses_page_back(client, cast, draft):
    client.force_login(cast["bola"])
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert client.post(address, {"action-cancel-workflow": "1"}).status_code == 404
    assert queries.state_of(ToolkitPage.objects.get(pk=draft.pk)) is not None


def test_the_answer_shows_a_moved_link_a_new_title_and_the_address(client, cast):
    page = actions.begin_replacement(cast["farah"], slug="danger-first")
    page.title = "Ours instead"
    page.save_revision(user=cast["farah"])
    page = submitted(page, cast["farah"])
    client.force_login(cast["bola"])
    said = client.get(reverse("editing:answer", args=[page.translation_key])).content.decode()
    assert "<ins>Ours instead</ins>" in said
    moved = pages.differences([("Why", '<p><a href="/a">x</a></p>')], [("Why", '<p><a href="/b">x</a></p>')])
    assert moved and moved[0][0] == "Why"
    twice = pages.differences([("Why", "a"), ("Why", "b")], [("Why", "c"), ("Why", "b")])
    assert twice, "a heading that stands twice is compared twice"


def test_who_kept_a_version_with_a_comment_alone_may_approve(cast):
    page = whole(actions.begin_page(cast["farah"], title="Comma", kind="guidance"), cast["farah"])
    page = ToolkitPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.save_revision(user=cast["bola"])
    page = submitted(page, cast["farah"])
    assert actions.answer_page(cast["bola"], page=page, approved=True).live


def test_a_comment_is_written_about_to_nobody(cast, mailoutbox):
    from wagtail.admin.views.pages.edit import EditView

    assert EditView.send_commenting_notifications(None, None) is None and not mailoutbox


def test_pages_are_named_by_their_titles_on_the_board_and_to_whoever_proposed(client, cast):
    title = piece_for(cast["amina"], "danger-first").title
    client.force_login(cast["amina"])
    client.post(reverse("toolkit:propose", args=["danger-first"]), {"text": "Say the number twice."})
    assert title in client.get(reverse("toolkit:proposals")).content.decode()
    client.force_login(cast["farah"])
    client.post(reverse("toolkit:hide", args=["danger-first"]), {"act": "hide", "why": "Ours is better."})
    board = client.get(reverse("editing:board")).content.decode()
    assert f"A change to “{escape(title)}”" in board and f"“{escape(title)}”: Ours is better." in board
