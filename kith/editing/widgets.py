"""The boxes in which days are chosen."""

from django import forms


class Day(forms.DateInput):
    """The browser’s own box for a day; Wagtail’s calendar has buttons without a name."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class Moment(forms.DateTimeInput):
    """The browser’s own box for a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
