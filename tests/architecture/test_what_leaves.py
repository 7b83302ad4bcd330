"""The class of a field decides what it may leave by: a field that gets out by the wrong door fails here.

Once from the code (what the API and the log declare), once by marking: every field of a real record is filled with a
word that says its class, everything that leaves is fetched, and the words that come out are read.
"""

import datetime
import inspect
import io
import json
import logging
import re

import pytest
from django.apps import apps
from django.core import mail
from django.db import models
from django.urls import reverse
from ninja import Schema

from kith.access.classes import LEAVES, FieldClass, class_of
from kith.audit.logs import EXTRAS, PlainJson, RequestIdFilter
from kith.concerns import actions as concerns
from kith.concerns import api as concerns_api
from kith.concerns.models import EqualityAnswer, Note
from kith.config.field_classes import LOGGED
from kith.desk.actions import send_waiting_mail
from kith.desk.management.commands.export import OF_AUTHORITY
from kith.desk.tests.factories import decided, fresh
from kith.people.actions import make_token
from kith.screening import actions as screening
from kith.screening import api as screening_api


def test_a_line_of_the_log_holds_only_what_may_leave_by_the_log():
    assert set(LOGGED) == EXTRAS
    assert set(LOGGED.values()) <= LEAVES["log"]


NOT_TOLD = {
    "ask": ("sharing.FamilyMark", "set_by"),
    "telephone": ("people.Person", "telephone"),
    "since": ("sharing.FamilyMark", "set_at"),
}
DECISION = {
    "consultation": ("concerns.Consultation", "reference"),
    "outcomes": ("screening.DecisionOutcome", "outcome"),
    "level": ("screening.ScreeningDecision", "level_words"),
    "put_back": ("screening.SignOff", "answer"),
}
# What each answer of the API shows, and of which record. A field that is no column names the column that it stands for;
# None is our own address.
SHOWS = {
    concerns_api.Begun: ("concerns.Consultation", {"link": None}),
    concerns_api.InList: (
        "concerns.Consultation",
        {"case_reference": ("concerns.Child", "case_reference"), "link": None},
    ),
    concerns_api.Shown: ("concerns.Consultation", {"link": None}),
    concerns_api.ShownChild: ("concerns.Child", {}),
    concerns_api.ShownNoticed: ("concerns.Noticed", {}),
    concerns_api.ShownContext: ("concerns.ContextNoted", {}),
    concerns_api.ShownSign: ("concerns.SignConsidered", {}),
    concerns_api.ShownExploitation: ("concerns.ExploitationConsidered", {}),
    concerns_api.ShownNote: ("concerns.Note", {}),
    screening_api.ShownDecision: ("screening.ScreeningDecision", DECISION),
    screening_api.DecidedOne: ("screening.ScreeningDecision", DECISION),
    screening_api.ShownStatement: (
        "screening.CitedStatement",
        {
            "document": ("thresholds.Document", "title"),
            "in_force_from": ("thresholds.Document", "valid_from"),
            "level": ("screening.CitedStatement", "level_words"),
        },
    ),
    screening_api.ShownSignOff: ("screening.SignOff", {}),
    screening_api.ShownDisagreement: ("screening.Disagreement", {}),
    screening_api.ShownPathway: ("screening.StartedPathway", {}),
    screening_api.ShownStep: ("screening.Step", {}),
    concerns_api.ShownNotTold: ("sharing.FamilyMark", NOT_TOLD),
    screening_api.ShownNotTold: ("sharing.FamilyMark", NOT_TOLD),
}
# Answers that only hold other answers.
HOLDERS = {concerns_api.Listed: {"next"}, screening_api.Decided: set()}


def answers_of_the_api() -> set[type[Schema]]:
    """Every schema of the rooms but those of what is sent in."""
    return {
        kind
        for module in (concerns_api, screening_api)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Schema) and kind is not Schema and not kind.__name__.startswith("Given")
    }


def leaving(kind: type[Schema], label: str, instead: dict) -> dict[str, FieldClass]:
    """The class of each field of an answer. Raises LookupError for one that stands for nothing we know."""
    found = {}
    for name, field in kind.model_fields.items():
        held = {*getattr(field.annotation, "__args__", ()), field.annotation}
        if any(inspect.isclass(one) and issubclass(one, Schema) for one in held):
            continue  # another answer, which is looked at by itself
        if instead.get(name, "") is None:
            continue
        found[name] = class_of(*instead.get(name, (label, name)))
    return found


def test_every_field_of_an_answer_of_the_api_may_be_exported():
    assert answers_of_the_api() == set(SHOWS) | set(HOLDERS), "say of which record the answer is"
    for kind, (label, instead) in SHOWS.items():
        wrong = {name: one for name, one in leaving(kind, label, instead).items() if one not in LEAVES["export"]}
        assert not wrong, (kind.__name__, wrong)
    for kind, plain in HOLDERS.items():
        assert set(leaving(kind, "", dict.fromkeys(plain))) == set()


def test_an_answer_that_shows_what_is_kept_apart_is_found():
    class Leaks(Schema):
        answer: str

    assert set(leaving(Leaks, "concerns.EqualityAnswer", {}).values()) - LEAVES["export"] == {FieldClass.RESTRICTED}
    with pytest.raises(LookupError):
        leaving(Leaks, "concerns.Consultation", {})


WORD = re.compile(r"zz(public|internal|personal|special|restricted)zz")


def fill(label: str) -> None:
    """Every column of words of these rows holds a word that says its class."""
    model = apps.get_model(label)
    for field in model._meta.concrete_fields:
        words = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
        if not words or field.choices or field.unique or (field.max_length or 99) < 20 or field.name in KEPT:
            continue
        model.objects.update(**{field.name: f"zz{class_of(label, field.name)}zz"})


# Words by which the rows find each other or are found; they hold no content.
KEPT = {"reference", "caller_key", "once_key", "key", "outcome", "marking", "kind"}
FILLED = [
    "concerns.Child",
    "concerns.Consultation",
    "concerns.Noticed",
    "concerns.ContextNoted",
    "concerns.SignConsidered",
    "concerns.ExploitationConsidered",
    "concerns.EqualityAnswer",
    "concerns.Note",
    "concerns.Referral",
    "concerns.ReferralAnswer",
    "screening.Question",
    "screening.ScreeningDecision",
    "screening.SignOff",
    "screening.Disagreement",
    "screening.StartedPathway",
    "screening.Step",
]


@pytest.fixture
def marked(cast):
    """A matter with everything in it, every word of which says its class."""
    decision = decided(cast, outcomes=["prevent-referral"], name="Megan", named=True, case_reference="TH-1")
    consultation, amina = decision.screening.consultation, cast["amina"]
    screening.record_disagreement(cast["petra"], decision=decision, text="No.", once_key="d")
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    EqualityAnswer.objects.create(consultation=consultation, about="religion", answer="x", own_words="x")
    Note.objects.create(consultation=consultation, written_by=amina, happened_on="2026-06-01", text="x", once_key="n")
    referral = concerns.start_referral(amina, consultation=consultation)
    texts = {answer.key: "x" for answer in referral.answers.all()}
    referral = concerns.save_referral(amina, referral=referral, texts=texts, version=referral.version)
    concerns.check_referral(amina, referral=referral)
    for label in FILLED:
        fill(label)
    return consultation


def words_in(text: str) -> set[FieldClass]:
    return {FieldClass(one) for one in WORD.findall(text)}


@pytest.mark.django_db
def test_documents_and_answers_hold_only_what_may_be_exported(client, cast, marked):
    from docx import Document
    from pypdf import PdfReader

    fresh(client, cast["amina"])
    reference = marked.reference

    def taken(name):
        answer = client.get(reverse(name, args=[reference]))
        assert answer.status_code == 200, name
        return answer.content

    _, secret = make_token(cast["amina"], person=cast["amina"], name="x")
    machine = {"Authorization": f"Bearer {secret}"}
    api = "/api/v1/consultations"
    told = {
        "chronology-json": taken("desk:chronology-json").decode(),
        "word": "".join(p.text for p in Document(io.BytesIO(taken("concerns:referral-docx"))).paragraphs),
        **{
            name: "".join(page.extract_text() for page in PdfReader(io.BytesIO(taken(name))).pages)
            for name in ("desk:chronology-pdf", "concerns:referral-pdf")
        },
        **{
            address: client.get(address, headers=machine).content.decode()
            for address in (api, f"{api}/{reference}", f"{api}/{reference}/decisions")
        },
    }
    for name, text in told.items():
        # The special words prove that the marking worked: these documents are there to hold them.
        assert name == api or FieldClass.SPECIAL in words_in(text), name
        assert words_in(text) <= LEAVES["export"], name


@pytest.mark.django_db
def test_the_folder_of_an_export_holds_only_what_may_be_exported(cast, marked, tmp_path):
    from django.core.management import call_command

    call_command("export", "thornmere", str(tmp_path / "out"), stdout=io.StringIO())
    text = "".join(place.read_text() for place in (tmp_path / "out").iterdir())
    assert FieldClass.SPECIAL in words_in(text) and words_in(text) <= LEAVES["export"]


@pytest.mark.django_db
def test_a_search_finds_by_what_its_class_allows_and_shows_no_more(client, cast, marked):
    client.force_login(cast["amina"])

    def found(text):
        page = client.post(reverse("desk:search"), {"q": text}, follow=True).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        return marked.reference in main, words_in(main.replace(f'value="{text}"', ""))

    for word in (FieldClass.SPECIAL, FieldClass.RESTRICTED):
        assert found(f"zz{word}zz")[0] is False, word
    there, shown = found(marked.reference)
    assert there and shown <= LEAVES["search"]


@pytest.mark.django_db
def test_mail_and_log_hold_nothing_of_a_record(client, cast, marked, settings):
    settings.EMAIL_HOST = "mail.example"
    told = io.StringIO()
    hand = logging.StreamHandler(told)
    hand.addFilter(RequestIdFilter())
    hand.setFormatter(PlainJson(settings.LOGGING["formatters"]["json"]["format"]))
    loggers = [logging.getLogger(name) for name in ("", "kith", "django.request")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(hand)
        logger.setLevel("DEBUG")
    try:
        fresh(client, cast["bola"])
        for name in ("concerns:consultation", "screening:workspace", "screening:decision", "desk:chronology"):
            assert WORD.search(client.get(reverse(name, args=[marked.reference])).content.decode()), name
        client.post(reverse("desk:search"), {"q": "zzpersonalzz"}, follow=True)
        client.get(reverse("concerns:consultation", args=["zzpersonalzz"]))
        send_waiting_mail()
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(hand)
            logger.setLevel(level)
    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    assert {"concerns:consultation", "desk:search"} <= {line.get("route") for line in lines}
    assert words_in(told.getvalue()) <= LEAVES["log"] and marked.reference not in told.getvalue()
    assert mail.outbox
    for message in mail.outbox:
        whole = f"{message.subject} {message.body} {message.extra_headers}"
        assert words_in(whole) <= LEAVES["email"] and marked.reference not in whole


# Every feed and calendar. What a calendar holds is tried in meetings/tests/test_calendar.py, and by its classes below.
FEEDS = {
    *("api:toolkit-changes", "api:toolkit-changes-at", "meetings-calendar", "meetings:invitation"),
    "panel:invitation",  # panel/tests/test_calendar.py
}
# Pages on which a person makes or withdraws one, for themselves.
PAGES_OF_FEEDS = {"meetings:calendars", "meetings:new-calendar", "meetings:withdraw-calendar"}


def test_every_feed_is_known_here():
    from .test_access_table import routes

    named = {name for name, entry in routes() if re.search(r"feed|calendar|\.ics|rss|atom", f"{name} {entry.pattern}")}
    assert named - PAGES_OF_FEEDS == FEEDS


def a_panels_meeting(cast):
    """A panel meeting and an action of a case, every word of them marked by its class."""
    import datetime

    from django.utils import timezone

    from kith.panel import actions
    from kith.panel.models import Panel
    from kith.panel.tests.factories import entered, panel_of

    panel = panel_of(cast)
    case = entered(cast, panel)
    on = timezone.localdate() + datetime.timedelta(days=9)
    row = actions.plan_meeting(cast["petra"], panel=panel, on=on, at=datetime.time(10), place="zzinternalzz")
    actions.put_on_agenda(cast["petra"], case=case, meeting=row)
    said = {"text": "zzspecialzz", "due_on": on, "is_support": False, "once_key": "x"}
    actions.agree_action(cast["petra"], case=case, owner=cast["dan"], **said)
    Panel.objects.update(name="zzinternalzz")
    fill("panel.Case")
    return row


@pytest.mark.django_db
def test_a_calendar_holds_no_word_that_anybody_wrote(client, cast, marked):
    """A kind, a reference and a time: not one word of the matter, of the plan, or of a person."""
    from kith.meetings.actions import make_calendar
    from kith.meetings.tests.factories import planned
    from kith.people.models import Person

    visit = planned(cast["amina"], marked)
    fill("meetings.Meeting")
    visit.seats.update(reply_words="zzrestrictedzz", will_say="zzrestrictedzz", will_not_say="zzrestrictedzz")
    Person.objects.update(name="zzpersonalzz", job_title="zzpersonalzz")
    _, secret = make_calendar(cast["dan"], name="phone")
    met = a_panels_meeting(cast)
    fresh(client, cast["dan"])
    assert WORD.search(client.get(reverse("meetings:meeting", args=[visit.uuid])).content.decode())
    file = client.get(reverse("meetings:invitation", args=[visit.uuid])).content.decode()
    whole = client.get(reverse("meetings-calendar", args=[secret])).content.decode()
    for text in (whole, file):
        assert visit.reference in text and not words_in(text) and marked.reference not in text
    assert WORD.search(client.get(reverse("panel:meeting", args=[met.uuid])).content.decode())
    file = client.get(reverse("panel:invitation", args=[met.uuid])).content.decode()
    for text in (whole, file):
        assert str(met.uuid) in text and "Meeting KM-" in text and not words_in(text)
    assert "Action due KT-" in whole


@pytest.mark.django_db
def test_a_feed_and_the_mail_of_changes_hold_only_what_is_public(client, cast, marked, settings):
    """What stands in them is marked by its class; people’s names and the matter of a child are marked too."""
    from django.utils import timezone

    from kith.desk import actions as desk
    from kith.desk.models import Mail
    from kith.people.models import Person
    from kith.toolkit import actions as toolkit
    from kith.toolkit.models import ChangesByMail, Edition
    from kith.toolkit.tests.factories import a_page
    from kith.toolkit.tests.files import a_picture

    settings.EMAIL_HOST = "mail.example"
    toolkit.ask_for_changes(cast["amina"], wanted=True)
    content = a_page("marked", title="zzpublicwordzz")
    toolkit.publish_piece(cast["bola"], content=content, layer="local", written_by=cast["farah"])
    toolkit.add_note(cast["farah"], slug="marked", text="x")
    said = {"slug": "marked", "layer": "local", "title": "x", "once_key": "x", "content": a_picture()}
    document = toolkit.attach_document(cast["farah"], **said)
    toolkit.approve_document(cast["bola"], uuid=document.uuid)
    toolkit.take_out_document(cast["bola"], uuid=document.uuid, why="x")
    for label in ("toolkit.Piece", "toolkit.Edition", "toolkit.LocalNote", "toolkit.PageDocument"):
        fill(label)
    Person.objects.update(name="zzpersonalzz", job_title="zzpersonalzz", telephone="zzpersonalzz")
    assert Edition.objects.filter(why="zzpubliczz").exists()
    ChangesByMail.objects.update(until=timezone.now() - datetime.timedelta(days=8))
    Mail.objects.all().delete()
    desk.send_changes("system:worker", now=timezone.now())
    assert desk.send_waiting_mail() == 1
    (message,) = mail.outbox
    assert message.subject == desk.SUBJECT
    _, secret = make_token(cast["amina"], person=cast["amina"], name="x")
    feed = client.get(reverse("api:toolkit-changes"), headers={"Authorization": f"Bearer {secret}"})
    assert feed.status_code == 200
    for text, door in ((message.body, "email"), (feed.content.decode(), "feed")):
        assert words_in(text) == LEAVES[door] == {FieldClass.PUBLIC}, door
        assert "Document taken out" in text and "Local note added" in text
        assert marked.reference not in text


# Records of these rooms that are in no export, each with its reason. What partners share is in none at all.
OF_CASEWORK = (
    "concerns",
    "contexts",
    "screening",
    "assessments",
    "plans",
    "meetings",
    "panel",
    "handover",
    "calibration",
    "training",
    "coaching",
    "learning",
    "confidence",
    "learning_systems",
    "lti",
    "modules",
)
NOT_EXPORTED = {
    "concerns.EqualityAnswer": "kept apart from the case, and counted alone",
    "concerns.ReferralTemplate": "a form of the authority’s, which has it",
    "screening.MatchNotice": "that somebody was told",
    "assessments.Reminded": "that somebody was told",
    "panel.Reminded": "that somebody was told",
    "panel.PackOpening": "stands in the trail",
    "meetings.TimeOffered": "a time that was thought of",
    "meetings.TimeSuits": "a time that was thought of",
    "meetings.StepQuestion": "the police’s answer is theirs",
    "meetings.StepPart": "the police’s answer is theirs",
    "meetings.StepAnswer": "the police’s answer is theirs",
    "meetings.StepTaken": "the police’s answer is theirs",
    "meetings.StepEscalation": "that somebody was told",
    "meetings.Calendar": "an address of one person’s device",
    "handover.SuccessorWords": "from one person to another, and the matter has its own copy",
    "calibration.Vignette": "content that comes with Kith",
    "calibration.Asked": "who was asked, and whether they answered, is theirs",
    "calibration.VignetteAnswer": "whose answer it was is theirs",
    "learning_systems.Key": "a secret’s hash",
    "learning_systems.Statement": "a hash of what was told; what it counts as is a completion",
    "lti.SigningKey": "it signs for this server alone; another makes its own",
    "lti.Opening": "a launch on its way",
    "lti.Link": "each person says it themselves, and says it again in another place",
    "lti.Launched": "where a platform sent somebody from",
    "lti.Passing": "a result on its way",
    "modules.Run": "each person’s own way; that it came to its end is a completion",
    "modules.Chosen": "each person’s own, seen by them alone",
    "modules.FollowUp": "each person’s own, seen by them alone",
    "training.Standard": "content that comes with Kith",
    "training.StaffNumber": "a number of another system, kept to read its files",
    "training.Import": "a file on its way; what was taken in of it is a completion",
    "training.ImportPiece": "a file on its way",
    "training.ImportFault": "a file on its way",
    "training.Reminded": "that somebody was told",
    "coaching.Convention": "content that comes with Kith",
    "coaching.LogEntry": "the specialist’s own, who takes it out themselves",
    "coaching.LogTheme": "the specialist’s own, who takes it out themselves",
    "coaching.Feedback": "between the two alone",
    "coaching.Experience": "each person’s own word, which they can withdraw",
    "confidence.Item": "content that comes with Kith",
    "confidence.SelfReport": "each person’s own, who takes it out themselves",
    "confidence.ReportedItem": "each person’s own, who takes it out themselves",
    "confidence.WorkingOn": "each person’s own, who takes it out themselves",
    "confidence.Waits": "when somebody is asked again",
    "coaching.ExperienceOf": "each person’s own word, which they can withdraw",
}


def test_every_record_of_casework_is_in_the_export_or_says_why_not():
    held = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("kith.") and model._meta.app_label in OF_CASEWORK
    }
    assert held - set(OF_AUTHORITY) == set(NOT_EXPORTED)
    assert not [label for label in OF_AUTHORITY if label.startswith("sharing.")]
