"""A day and a time as people type them, and the instant that London’s clock shows then, right across its changes."""

import datetime
import re
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from .fields import DatePartsField
from .forms import KithForm

LONDON = ZoneInfo("Europe/London")
TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)
MINUTES = [("30", "Half an hour"), ("60", "One hour"), ("90", "An hour and a half"), ("120", "Two hours")]
MINUTES += [("180", "Three hours"), ("240", "Four hours")]
FIRST, SECOND = "first", "second"


def clock_time(text: str) -> datetime.time | None:
    """The time that was meant by “2:30pm”, “14:30”, “1430” or “9am”; None where none was."""
    found = TIME.fullmatch(text.strip().lower().replace("a.m.", "am").replace("p.m.", "pm"))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found[2] is None:
        return None  # “2” alone could be either half of the day
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def ahead(starts_at: datetime.datetime, ends_at: datetime.datetime) -> bool:
    """True for a time that is still to come, and ends after it begins."""
    return timezone.now() <= starts_at < ends_at


class NoSuchTime(ValueError):
    """The clock goes forward over this time on this day."""


class TwiceThatDay(ValueError):
    """The clock goes back, and shows this time twice on this day."""


def instant(day: datetime.date, time: datetime.time, which: str = "") -> datetime.datetime:
    """The instant at which London’s clock shows this. Raises NoSuchTime in the hour that the spring leaves out, and
    TwiceThatDay in the hour that the autumn has twice, until `which` says which of the two is meant.
    """
    early = datetime.datetime.combine(day, time, LONDON)
    late = early.replace(fold=1)
    if early.utcoffset() != late.utcoffset():
        back = early.astimezone(datetime.UTC).astimezone(LONDON).replace(fold=0)
        if back.replace(tzinfo=None) != early.replace(tzinfo=None):
            raise NoSuchTime
        if which not in (FIRST, SECOND):
            raise TwiceThatDay
    return (late if which == SECOND else early).astimezone(datetime.UTC)


def when_fields(prefix: str, day_label: str, needed: bool) -> dict[str, forms.Field]:
    """The boxes of a day, a time, and which of two where the clock goes back."""
    return {
        f"{prefix}_on": DatePartsField(
            label=day_label,
            help_text="For example, 9 6 2026",
            required=needed,
            called="The date",
            near=True,
            error_messages={"required": "Enter the day"},
        ),
        f"{prefix}_at": forms.CharField(
            label="At what time?" if needed else "At what time then?",
            help_text="For example, 2:30pm or 14:30",
            required=needed,
            max_length=20,
            widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"}),
            error_messages={"required": "Enter the time"},
        ),
        f"{prefix}_which": forms.ChoiceField(
            label="Which of the two?",
            help_text="The clock goes back that night, so this time comes twice.",
            required=False,
            choices=[(FIRST, "The first, in summer time"), (SECOND, "The second, in winter time")],
            widget=forms.RadioSelect,
        ),
    }


class WhenForm(KithForm):
    """A form with times. `WHEN` names each prefix and whether it must be given; `said[prefix]` is the instant."""

    WHEN: tuple[tuple[str, str, bool], ...] = ()
    may_be_past = must_be_past = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for prefix, label, needed in self.WHEN:
            for name, field in when_fields(prefix, label, needed).items():
                self.fields[name] = field
        # Which of two is asked only where the clock shows the time twice.
        for prefix, _, _ in self.WHEN:
            if not self._is_twice(prefix):
                del self.fields[f"{prefix}_which"]

    def _is_twice(self, prefix: str) -> bool:
        if not self.is_bound:
            return False
        try:
            day = self.fields[f"{prefix}_on"].clean(
                self.fields[f"{prefix}_on"].widget.value_from_datadict(self.data, {}, f"{prefix}_on")
            )
        except forms.ValidationError:
            return False
        time = clock_time(self.data.get(f"{prefix}_at", ""))
        try:
            if day and time:
                instant(day, time)
        except TwiceThatDay:
            return True
        except NoSuchTime:
            return False
        return False

    def clean(self):
        super().clean()
        for prefix, _, needed in self.WHEN:
            self.cleaned_data[prefix] = self._instant(prefix, needed)
        return self.cleaned_data

    def _instant(self, prefix: str, needed: bool):
        said, on, at = self.cleaned_data, f"{prefix}_on", f"{prefix}_at"
        day, text = said.get(on), said.get(at)
        if day and not text and at not in self.errors:
            self.add_error(at, "Enter the time")
        if text and not day and on not in self.errors:
            self.add_error(on, "Enter the day")
        if not day or not text:
            return None
        time = clock_time(text)
        if time is None:
            self.add_error(at, "Enter a time such as 2:30pm or 14:30")
            return None
        try:
            found = instant(day, time, said.get(f"{prefix}_which", ""))
        except NoSuchTime:
            self.add_error(at, "The clock goes forward over this time that night. Enter another time")
            return None
        except TwiceThatDay:
            self.add_error(f"{prefix}_which", "Say which of the two you mean")
            return None
        if not self.may_be_past and not self.must_be_past and found < timezone.now():
            self.add_error(on, "The day and time must be still to come")
            return None
        if self.must_be_past and found > timezone.now():
            self.add_error(on, "The day and time must be past: this is about time that was spent")
            return None
        return found


def shown(prefix: str, moment) -> dict:
    """An instant as the boxes hold it."""
    local = moment.astimezone(LONDON)
    return {f"{prefix}_on": local.date(), f"{prefix}_at": f"{local:%H:%M}"}
