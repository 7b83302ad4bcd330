"""What may be kept of one service: a sentence for each field that may not."""

import pytest

from kith.services.content import cleaned, hours_in_words, lines, merged, openings

from .factories import SAID

KINDS = [("mentoring", "Mentoring"), ("family-support", "Family support"), ("other", "Other help")]


def read(lenient=False, **said):
    return cleaned({**SAID, "organisation": "Harbour Trust", **said}, KINDS, lenient=lenient)


def test_good_words_are_kept_as_they_are():
    kept, wrong = read()
    assert wrong == {}
    assert (kept["minimum_age"], kept["maximum_age"], kept["cost"]) == (11, 17, "free")
    assert kept["areas"] == ["Northgate", "Old Harbour"] and kept["hours"] == ["MO,WE 16:00-18:00"]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "  ", "what the service is called"),
        ("about", "", "what the service does"),
        ("source", "", "where these details come from"),
        ("kinds", "", "at least one kind"),
        ("kinds", "Plumbing", "“Plumbing” is no kind of help"),
        ("minimum_age", "eleven", "whole number"),
        ("minimum_age", "-1", "whole number"),
        ("minimum_age", "²", "whole number"),
        ("maximum_age", "121", "whole number"),
        ("maximum_age", "5", "must not be below"),
        ("cost", "£3", "free” or “paid"),
        ("telephone", "ring Anna", "figures"),
        ("email", "nobody", "name@example.org"),
        ("website", "javascript:alert(1)", "whole address"),
        ("website", "https://user:word@example.org/", "whole address"),
        ("website", "https://[::1", "whole address"),
        ("postcode", "TH1", "whole UK postcode"),
        ("town", "", "needs a town"),
        ("latitude", "100", "United Kingdom"),
        ("latitude", "NaN", "United Kingdom"),
        ("latitude", "51.5", None),
        ("hours", "sometimes", "not understood"),
        ("hours", "Mon 18:00 to 16:00", "must be after"),
        ("hours", "Mon 13pm to 14pm", "not understood"),
        ("status", "perhaps", "open"),
        ("online", "perhaps", "yes or no"),
        ("name", "x" * 161, "160 characters or fewer"),
        ("areas", "\n".join(f"Area {n}" for n in range(41)), "at most 40"),
    ],
)
def test_what_cannot_be_kept_says_why(field, typed, words):
    _, wrong = read(**{field: typed})
    if words is None:
        assert set(wrong) == {"longitude"}
    else:
        assert set(wrong) == {field} and words in wrong[field], wrong


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mon Wed 4pm to 6pm", "MO,WE 16:00-18:00"),
        ("monday and wednesday 16:00-18:00", "MO,WE 16:00-18:00"),
        ("Mon-Fri 9am – 5pm", "MO,TU,WE,TH,FR 09:00-17:00"),
        ("Mon to Thu, 9.30 to 12:00", "MO,TU,WE,TH 09:30-12:00"),
        ("SA 12pm to 11:59pm", "SA 12:00-23:59"),
        ("Tuesdays 12am to 1am", "TU 00:00-01:00"),
    ],
)
def test_days_and_times_are_read_as_people_write_them(typed, kept):
    found, wrong = read(hours=typed)
    assert wrong == {} and found["hours"] == [kept]
    again, _ = read(hours=hours_in_words(kept))
    assert again["hours"] == [kept], "what a form shows again means the same"


def test_times_are_in_the_order_of_the_week():
    assert openings(["WE 09:00-10:00", "MO,WE 16:00-18:00"]) == [
        ("MO", "16:00", "18:00"),
        ("WE", "09:00", "10:00"),
        ("WE", "16:00", "18:00"),
    ]


def test_another_directory_may_have_kinds_that_we_do_not():
    assert read(kinds=["Sailing"], lenient=True)[0]["kinds"] == ["other"]
    assert read(kinds=["Sailing", "Mentoring"], lenient=True)[0]["kinds"] == ["mentoring"]


def test_a_list_is_lines_or_semicolons_each_once_without_what_nobody_sees():
    assert lines("Urdu; Polish\nUrdu\u200b") == ["Urdu", "Polish"]


def test_two_texts_are_put_together_and_what_both_changed_is_named():
    base, theirs = {"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 2, "c": 1}
    assert merged(base, {"a": 1, "b": 3, "c": 4}, theirs) == ({"a": 2, "b": 3, "c": 4}, ["b"])
