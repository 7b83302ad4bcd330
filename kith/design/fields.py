"""A date typed in three parts, the way people read it from a letter."""

import datetime

from django import forms

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateParts(forms.MultiWidget):
    """Day, month and year, each its own box."""

    template_name = "design/widgets/date.html"
    kith_kind = "date"

    def __init__(self, attrs=None):
        parts = {
            "day": forms.TextInput({"class": "govuk-input--width-2", "inputmode": "numeric", "title_words": "Day"}),
            "month": forms.TextInput({"class": "govuk-input--width-3", "inputmode": "text", "title_words": "Month"}),
            "year": forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric", "title_words": "Year"}),
        }
        super().__init__(parts, attrs)

    def decompress(self, value):
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class DatePartsField(forms.MultiValueField):
    """A date or nothing. Says which part is missing or wrong, and takes “6”, “06”, “Jun” or “June”."""

    widget = DateParts

    def __init__(self, *, label, not_after_today=False, **kwargs):
        self.not_after_today = not_after_today
        self.called = kwargs.pop("called", "Date")
        fields = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(fields, label=label, require_all_fields=False, **kwargs)

    def clean(self, value):
        day, month, year = ((str(part).strip() if part is not None else "") for part in (value or ["", "", ""]))
        if not (day or month or year):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        missing = [word for word, part in (("a day", day), ("a month", month), ("a year", year)) if not part]
        if missing:
            raise forms.ValidationError(f"{self.called} must include {' and '.join(missing)}", code="incomplete")
        if month[:3].lower() in MONTHS:
            month = str(MONTHS.index(month[:3].lower()) + 1)
        if not (day.isdecimal() and month.isdecimal() and year.isdecimal()) or len(year) != 4:
            raise forms.ValidationError(f"{self.called} must be a real date, such as 9 6 2026", code="invalid")
        try:
            date = datetime.date(int(year), int(month), int(day))
        except ValueError:
            raise forms.ValidationError(
                f"{self.called} must be a real date, such as 9 6 2026", code="invalid"
            ) from None
        if self.not_after_today and date > datetime.date.today():
            raise forms.ValidationError(f"{self.called} must be today or in the past", code="future")
        return date

    def compress(self, data_list):
        return None
