"""A date typed in three parts, the way people read it from a letter."""

import datetime

from django import forms
from django.utils import timezone

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAY, MONTH, YEAR = range(3)
# Nobody plans beyond it, and whatever is counted from a day (an end, a reminder, a look a year later) is a day too.
LAST_YEAR = 2999
NEAR_YEARS = 10


def month_number(text: str) -> int | None:
    """The month that was meant by “6”, “06”, “Jun” or “June”; None where none was."""
    text = text.strip().rstrip(".").lower()
    if is_number(text, 2):
        return int(text) if 1 <= int(text) <= 12 else None
    return next((n for n, name in enumerate(MONTHS, 1) if text in (name, name[:3]) or (n, text) == (9, "sept")), None)


def is_number(text: str, longest: int) -> bool:
    """True for one or more of the digits 0 to 9, and no more than so many."""
    return 0 < len(text) <= longest and text.isascii() and text.isdecimal()


def whole(text: str | None) -> int:
    """The number that a form's hidden field holds; 0, which is never one of ours, for anything else that was sent."""
    return int(text) if text is not None and is_number(text, 9) else 0


class DateParts(forms.MultiWidget):
    """Day, month and year, each its own box."""

    template_name = "design/widgets/date.html"
    kith_kind = "date"

    def __init__(self, attrs=None):
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({"class": "govuk-input--width-2", "inputmode": "numeric", "title_words": "Day"}),
            # Letters are welcome here, so no numeric keyboard; wide enough for “September”.
            "month": forms.TextInput({"class": "govuk-input--width-5", "inputmode": "text", "title_words": "Month"}),
            "year": forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric", "title_words": "Year"}),
        }
        super().__init__(parts, attrs)

    def decompress(self, value):
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class DatePartsField(forms.MultiValueField):
    """A date or nothing. Says which part is missing or wrong, and takes “6”, “06”, “Jun” or “June”.

    With `near` a year that is more than ten years away is taken for a slip (2062 for 2026).
    Each error names in `params["parts"]` the boxes it is about, so that the summary can lead to the first.
    """

    widget = DateParts

    def __init__(self, *, label, not_after_today=False, near=False, **kwargs):
        self.not_after_today = not_after_today
        self.near = near
        self.called = kwargs.pop("called", "Date")
        fields = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(fields, label=label, require_all_fields=False, **kwargs)

    def _wrong(self, words: str, code: str, *parts: int) -> forms.ValidationError:
        # The words go in as a parameter: a per cent sign in a label must not be read as a placeholder.
        return forms.ValidationError(
            "%(words)s", code=code, params={"words": f"{self.called} {words}", "parts": parts or (DAY, MONTH, YEAR)}
        )

    def clean(self, value):
        day, month, year = ((str(part).strip() if part is not None else "") for part in (value or ["", "", ""]))
        if not (day or month or year):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        missing = [
            (index, word)
            for index, word, part in ((DAY, "a day", day), (MONTH, "a month", month), (YEAR, "a year", year))
            if not part
        ]
        if missing:
            words = " and ".join(word for _, word in missing)
            raise self._wrong(f"must include {words}", "incomplete", *(index for index, _ in missing))
        number = month_number(month)
        if not is_number(day, 2):
            raise self._wrong("must be a real date, such as 9 6 2026", "invalid", DAY)
        if number is None:
            raise self._wrong("must have a month such as 6 or June", "invalid", MONTH)
        if not is_number(year, 4) or len(year) != 4 or int(year) < 1900:
            raise self._wrong("must have a year of four numbers, such as 2026", "invalid", YEAR)
        try:
            date = datetime.date(int(year), number, int(day))
        except ValueError:
            raise self._wrong("must be a real date, such as 9 6 2026", "invalid") from None
        if self.not_after_today and date > timezone.localdate():
            raise self._wrong("must be today or in the past", "future")
        if date.year > LAST_YEAR:
            raise self._wrong("is too far ahead. Check the year", "far", YEAR)
        if self.near and abs(date.year - timezone.localdate().year) > NEAR_YEARS:
            raise self._wrong("must be within ten years of today: check the year", "far", YEAR)
        return date

    def compress(self, data_list):
        return None
