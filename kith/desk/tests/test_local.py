"""`kith local`: an authority's own settings, clocks, pathways, contacts, headings and threshold document, from files."""

import datetime
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from kith.audit.models import Entry
from kith.people.models import PointOfContact
from kith.people.queries import setting_of
from kith.thresholds.queries import current_document
from kith.toolkit.models import Clock
from kith.toolkit.queries import assessment_headings_of, clock_of, due_on, headings_of, pathway_of

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)
FILE = {
    "last_checked": TODAY,
    "next_review": datetime.date(2027, 6, 1),
    "settings": {"sign-off": {"outcomes": ["prevent-referral"], "closing_sample": 0}},
    "clocks": [{"key": "screening-decision", "limit": 3, "unit": "working_days"}],
    "pathways": [
        {
            "outcome": "section-17",
            "title": "Our way",
            "short": "What we do.",
            "steps": [{"key": "visit", "title": "See the child", "who": "owner", "clock": "assessment"}],
        }
    ],
    "contacts": [{"subject": "screening", "name": "The lead", "telephone": "01632 960201", "hours": "Always"}],
    "headings": [
        {"key": "b-first", "title": "Ours first", "from": ["contexts"]},
        {"key": "a-second", "title": "Ours second"},
    ],
    "assessment": [
        {"key": "voice", "part": "child", "title": "What she says", "from": ["voice"], "needed": True, "family": True},
        {"key": "sense", "part": "together", "title": "What we make of it"},
    ],
    "threshold": {
        "title": "Ours",
        "valid_from": datetime.date(2026, 1, 1),
        "levels": [{"name": "Universal", "meaning": "Everyday services.", "statements": ["Needs are met."]}],
    },
}


def said(tmp_path, *extra, data=FILE, name="local.yaml"):
    path = tmp_path / name
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    out = StringIO()
    call_command("local", "thornmere", str(path), *extra, stdout=out)
    return out.getvalue()


def test_each_kind_is_the_authoritys_own_and_no_other_authoritys(cast, tmp_path):
    ours, theirs = cast["amina"].authority, cast["rhys"].authority
    delivered = [row.key for row in headings_of(theirs.pk)]
    monday = datetime.date(2026, 6, 1)
    text = said(tmp_path)
    for line in (
        "setting sign-off: new",
        "clock screening-decision: new",
        "pathway section-17: new",
        "heading b-first",
    ):
        assert line in text
    assert setting_of(ours, "sign-off")["closing_sample"] == 0 and setting_of(theirs, "sign-off")["closing_sample"] == 5
    assert due_on(ours.pk, "screening-decision", monday) == datetime.date(2026, 6, 4)
    assert due_on(theirs.pk, "screening-decision", monday) == datetime.date(2026, 6, 2)
    assert [step.title for step in pathway_of(ours.pk, "section-17").steps.all()] == ["See the child"]
    assert pathway_of(theirs.pk, "section-17").title != "Our way"
    assert [row.key for row in headings_of(ours.pk)] == ["b-first", "a-second"], "all of them, in our order"
    assert [row.key for row in headings_of(theirs.pk)] == delivered
    ours_assessed = assessment_headings_of(ours.pk)
    assert [(row.key, row.needed, row.for_family) for row in ours_assessed] == [
        ("voice", True, True),
        ("sense", False, False),
    ]
    assert len(assessment_headings_of(theirs.pk)) > 10
    assert PointOfContact.objects.get(authority=ours, agency=None).name == "The lead"
    assert current_document(ours.pk).title == "Ours"


def test_the_same_file_again_changes_nothing_and_says_so(cast, tmp_path):
    said(tmp_path)
    kept = Entry.objects.exclude(verb="contacts.kept").count()
    again = said(tmp_path)
    assert "new" not in again and "changed" not in again and "published" not in again and "the same" in again
    assert Entry.objects.exclude(verb="contacts.kept").count() == kept


def test_a_dry_run_says_what_would_change_and_keeps_nothing(cast, tmp_path):
    before = Entry.objects.count()
    text = said(tmp_path, "--dry-run")
    assert "clock screening-decision: new" in text and "Nothing was kept" in text
    assert not Clock.objects.filter(authority=cast["amina"].authority).exists()
    assert Entry.objects.count() == before
    said(tmp_path)
    assert Clock.objects.filter(authority=cast["amina"].authority).exists()


def test_what_a_later_file_leaves_out_is_as_delivered_and_a_kind_it_does_not_name_stays(cast, tmp_path):
    ours = cast["amina"].authority
    said(tmp_path)
    later = {key: FILE[key] for key in ("last_checked", "next_review")} | {"clocks": []}
    assert "clock screening-decision: as delivered again" in said(tmp_path, data=later)
    assert clock_of(ours.pk, "screening-decision", TODAY).authority_id is None
    assert pathway_of(ours.pk, "section-17").title == "Our way"


def test_an_earlier_clock_counts_for_the_days_on_which_it_held(cast, tmp_path):
    ours = cast["amina"].authority
    said(tmp_path)
    later = {**FILE, "last_checked": datetime.date(2026, 9, 1)}
    later["clocks"] = [{"key": "screening-decision", "limit": 1, "unit": "working_days"}]
    said(tmp_path, data=later)
    assert due_on(ours.pk, "screening-decision", datetime.date(2026, 6, 1)) == datetime.date(2026, 6, 4)
    assert due_on(ours.pk, "screening-decision", datetime.date(2026, 9, 1)) == datetime.date(2026, 9, 2)


def without(**changes):
    return {**FILE, **changes}


BAD = {
    "no such clock": without(clocks=[{"key": "tea", "limit": 1, "unit": "months"}]),
    "no such unit": without(clocks=[{"key": "screening-decision", "unit": "moons"}]),
    "a limit in words": without(clocks=[{"key": "screening-decision", "limit": "soon"}]),
    "the same twice": without(clocks=[{"key": "screening-decision"}, {"key": "screening-decision"}]),
    "no such outcome": without(pathways=[{**FILE["pathways"][0], "outcome": "score"}]),
    "no such person": without(
        pathways=[{**FILE["pathways"][0], "steps": [{"key": "x", "title": "X", "who": "somebody"}]}]
    ),
    "a pathway without steps": without(pathways=[{**FILE["pathways"][0], "steps": []}]),
    "closing longer than referring": without(
        pathways=[
            {
                "outcome": "advice-and-close",
                "title": "Close",
                "short": "Close.",
                "steps": [{"key": f"s{n}", "title": "More", "who": "owner"} for n in range(30)],
            }
        ]
    ),
    "no such part of the record": without(headings=[{"key": "x", "title": "X", "from": ["child.ideology"]}]),
    "no such setting": without(settings={"ranking": True}),
    "a marking above what may be kept": without(settings={"marking": "SECRET"}),
    "days in words": without(settings={"contact-checks": {"days": "soon"}}),
    "no list of days": without(settings={"handover": {"remind_before": 7}}),
    "a sample in words": without(settings={"sign-off": {"outcomes": [], "closing_sample": "some"}}),
    "a directory without https": without(
        settings={"services": {"directories": ["http://d.example/oruk"], "assured_days": 90, "assurer_email": ""}}
    ),
    "no days": without(settings={"services": {"directories": [], "assured_days": 0, "assurer_email": ""}}),
    "a mailbox that is none": without(
        settings={"services": {"directories": [], "assured_days": 90, "assurer_email": "Ann"}}
    ),
    "a field that is not known": without(clocks=[{"key": "screening-decision", "colour": "red"}]),
    "a kind that is not known": without(children=[]),
    "no such part of an assessment": without(assessment=[{"key": "x", "part": "score", "title": "X"}]),
    "an assessment heading from a faith": without(
        assessment=[{"key": "x", "part": "child", "title": "X", "from": ["equality.religion"]}]
    ),
    "needed by a word": without(assessment=[{"key": "x", "part": "child", "title": "X", "needed": "often"}]),
    "a list that is none": without(headings={"key": "x"}),
    "a date in words": without(last_checked="yesterday"),
    "a review before the check": without(next_review=datetime.date(2026, 5, 1)),
    "a name too long": without(contacts=[{**FILE["contacts"][0], "name": "x" * 200}]),
    "statements that are no list": without(
        threshold={**FILE["threshold"], "levels": [{"name": "A", "meaning": "B", "statements": "C"}]}
    ),
}


@pytest.mark.parametrize("fault", BAD)
def test_what_is_wrong_gets_one_sentence_and_changes_nothing(cast, tmp_path, fault):
    before = Entry.objects.count()
    with pytest.raises(CommandError) as refused:
        said(tmp_path, data=BAD[fault])
    text = str(refused.value)
    assert refused.value.returncode == 2 and "Nothing was changed" in text and len(text) < 300 and "\n" not in text
    assert Entry.objects.count() == before and not Clock.objects.filter(authority__isnull=False).exists()


def test_two_files_are_read_together_and_none_twice(cast, tmp_path):
    (tmp_path / "more.yaml").write_text(yaml.safe_dump({"headings": FILE["headings"]}))
    less = {key: said for key, said in FILE.items() if key != "headings"}
    assert "heading b-first: new" in said(tmp_path, str(tmp_path / "more.yaml"), data=less)
    with pytest.raises(CommandError, match="two of the files"):
        said(tmp_path, str(tmp_path / "more.yaml"))
    with pytest.raises(CommandError, match="could not be read") as absent:
        said(tmp_path, str(tmp_path / "absent.yaml"), data=less)
    assert absent.value.returncode == 1


def test_an_authority_words_its_lists_and_a_wrong_one_is_said_in_a_sentence(cast, tmp_path):
    from kith.toolkit.queries import categories

    ours, theirs = cast["amina"].authority, cast["rhys"].authority
    facts = {key: FILE[key] for key in ("last_checked", "next_review")}
    lists = {"plan-kind": [{"key": "child-in-need", "label": "Family plan"}, {"key": "ours", "label": "Our own"}]}
    text = said(tmp_path, data={**facts, "lists": lists})
    assert "list plan-kind.child-in-need: new" in text
    worded = dict(categories(ours.pk, "plan-kind"))
    assert worded["child-in-need"] == "Family plan" and worded["ours"] == "Our own" and "family-help" in worded
    assert dict(categories(theirs.pk, "plan-kind"))["child-in-need"] == "Child in need plan"
    assert "the same" in said(tmp_path, data={**facts, "lists": lists})
    for wrong, why in (
        ({"relation": [{"key": "x", "label": "y"}]}, "is no list"),
        ({"plan-kind": [{"key": "x"}]}, "needs “label”"),
        ({"plan-kind": [{"key": "x", "label": "y"}, {"key": "x", "label": "z"}]}, "stands twice"),
        ([], "names of lists"),
    ):
        with pytest.raises(CommandError, match=why):
            said(tmp_path, data={**facts, "lists": wrong})
    said(tmp_path, data={**facts, "lists": {}})
    assert dict(categories(ours.pk, "plan-kind"))["child-in-need"] == "Child in need plan"
