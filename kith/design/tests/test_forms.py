"""Forms as people meet them: what is wrong is said in a sentence, leads to its box, and nothing is lost."""

import datetime
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kith.design.fields import DatePartsField, month_number, whole
from kith.design.forms import KithForm, visible


class Example(KithForm):
    words = forms.CharField(label="What was noticed?", max_length=10, widget=forms.Textarea)
    day = DatePartsField(label="When was it?", called="The day", required=False, not_after_today=True)
    sure = forms.BooleanField(label="I am sure", required=False)
    which = forms.ChoiceField(label="Which?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def filled(**texts):
    data = QueryDict(mutable=True)
    data.update({"words": "short", "which": "a", **texts})
    return Example(data)


def day(d, m, y):
    return filled(day_day=d, day_month=m, day_year=y)


@pytest.mark.parametrize("month", ["6", "06", "jun", "June", "JUN.", " june "])
def test_a_month_is_a_number_or_its_name(month):
    form = day("9", month, "2026")
    assert form.is_valid() and form.cleaned_data["day"] == datetime.date(2026, 6, 9)


@pytest.mark.parametrize("month", ["Junk", "janu", "ju", "13", "0", "006", "٦", "9" * 5000, "-1", "juin"])
def test_anything_else_is_no_month_and_says_so(month):
    form = day("9", month, "2026")
    assert not form.is_valid()
    assert "must have a month such as 6 or June" in str(form.errors["day"])
    assert form["day"].first_control == "id_day_1", "the summary leads to the month"


@pytest.mark.parametrize(
    ("parts", "sentence", "box"),
    [
        (("", "6", "2026"), "must include a day", "id_day_0"),
        (("9", "", ""), "must include a month and a year", "id_day_1"),
        (("31", "2", "2026"), "must be a real date", "id_day_0"),
        (("9", "6", "26"), "a year of four numbers", "id_day_2"),
        (("9", "6", "٢٠٢٦"), "a year of four numbers", "id_day_2"),
        (("9" * 5000, "6", "2026"), "must be a real date", "id_day_0"),
        (("1", "1", "2999"), "must be today or in the past", "id_day_0"),
    ],
)
def test_a_faulty_date_says_what_is_wrong_and_where(parts, sentence, box):
    form = day(*parts)
    assert not form.is_valid() and sentence in str(form.errors["day"])
    assert form["day"].first_control == box
    assert f'id="{box}"' in form["day"].as_field_group()


def test_a_day_from_which_nothing_can_be_counted_is_too_far_ahead():
    field = DatePartsField(label="When")
    assert field.clean(["31", "12", "2999"]).year == 2999
    for year in ("3000", "9999"):
        with pytest.raises(forms.ValidationError, match="too far ahead") as far:
            field.clean(["31", "12", year])
        assert far.value.params["parts"] == (2,), "the summary leads to the year"


class Planned(KithForm):
    on = DatePartsField(label="On which day?", called="The date", near=True)


@pytest.mark.parametrize(("years", "good"), [(-11, False), (-10, True), (0, True), (10, True), (11, False)])
def test_a_year_that_is_far_from_now_is_taken_for_a_slip(years, good):
    year = timezone.localdate().year + years
    form = Planned({"on_day": "9", "on_month": "6", "on_year": str(year)})
    assert form.is_valid() == good
    if not good:
        assert "must be within ten years of today: check the year" in str(form.errors["on"])
        assert form["on"].first_control == "id_on_2"


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_text_in_the_three_boxes_is_ever_more_than_a_sentence(d, m, y):
    day(d, m, y).is_valid()


@given(st.text(max_size=60))
def test_a_month_is_none_or_one_of_twelve(text):
    assert month_number(text) in {None, *range(1, 13)}


def test_a_long_text_is_kept_and_its_length_is_told():
    form = filled(words="x" * 12)
    assert not form.is_valid()
    assert form.errors["words"] == ["“What was noticed?” must be 10 characters or fewer. You have 12"]
    drawn = form["words"].as_field_group()
    assert "x" * 12 in drawn and "maxlength" not in drawn and "govuk-textarea--error" in drawn
    assert 'aria-describedby="id_words-error"' in drawn and 'rows="4"' in drawn


def test_what_is_missing_is_named_and_a_choice_leads_to_its_first():
    form = Example(QueryDict("words="))
    assert not form.is_valid()
    assert form.errors["words"] == ["Fill in “What was noticed?”"]
    assert form.errors["which"] == ["Choose an answer to “Which?”"]
    assert form["which"].first_control == "id_which_0"
    assert 'id="id_which_0"' in form["which"].as_field_group()


def test_characters_that_nobody_sees_are_dropped_and_letters_are_of_one_form():
    form = filled(words="Ame\u0301lie\x00\u202e")
    assert form.is_valid() and form.cleaned_data["words"] == "Amélie"
    assert visible("می\u200cخواهم") == "می\u200cخواهم", "a joiner that spells a word stays"
    assert visible("a\ud800b") == "ab"
    assert visible("a\ufffe\uffffb") == "ab", "no Word document could hold them"


def test_a_single_box_is_drawn_with_its_label():
    drawn = filled()["sure"].as_field_group()
    assert "govuk-checkboxes__item" in drawn and 'for="id_sure"' in drawn


def test_the_stylesheet_asks_for_nothing_that_is_not_here():
    place = Path(settings.BASE_DIR) / "kith/design/static/design"
    css = (place / "kith.css").read_text()
    assert "@import" not in css
    for address in re.findall(r"url\((.*?)\)", css):
        name = address.strip("\"'")
        assert not name.startswith(("http", "//")), name
        assert (place / name).exists(), name


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "x", "9" * 10, "9" * 5000, "\u0663", "\u00b2"])
def test_a_number_that_was_tampered_with_is_none_of_ours(text):
    assert whole(text) == 0
    assert whole("7") == 7


def test_a_telephone_number_can_be_tapped_and_other_words_stay():
    from kith.design.templatetags.design import tel

    assert 'href="tel:01632960110"' in tel("01632 960 110") and ">01632 960 110<" in tel("01632 960 110")
    assert 'href="tel:+441632960110"' in tel("+44 (0)1632 960110")
    assert tel("ask at the desk") == "ask at the desk" and tel("<b>") == "<b>" and tel("") == ""
