"""Is what was typed of a tier, a certificate, a session or a file well formed?"""

import datetime

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box, offer
from kith.design.references import WRITTEN
from kith.design.times import WhenForm, shown

from .words import DONE_WORDS, FIELDS, NEEDED_BY, DayOrder, Track

DATE = "For example, 9 6 2026"
LONGER = [(str(minutes), label) for minutes, label in ((30, "30 minutes"), (60, "An hour"), (90, "An hour and a half"))]
LONGER += [("120", "Two hours"), ("180", "Three hours"), ("240", "Half a day"), ("420", "A day")]
NEW = "new"


def _line(label: str, hint: str = "", needed: str = "", longest: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=longest,
        error_messages={"required": needed} if needed else None,
    )


def _day(label: str, needed: str = "", hint: str = DATE, past: bool = False) -> DatePartsField:
    return DatePartsField(
        label=label,
        help_text=hint,
        required=bool(needed),
        called="The day",
        not_after_today=past,
        error_messages={"required": needed} if needed else None,
    )


def _select(label: str, needed: str = "", hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=(),
        required=bool(needed),
        error_messages={"required": needed, "invalid_choice": needed or "Choose one of these"},
    )


def _number(label: str, hint: str = "", needed: str = "", least: int = 0, most: int = 120) -> forms.IntegerField:
    wrong = f"Write a whole number from {least} to {most}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=bool(needed),
        min_value=least,
        max_value=most,
        error_messages={"required": needed or wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class CertificateForm(KithForm):
    tier = _select("Which tier does it count for?", "Choose a tier")
    course = _line("Which course was it?", "As the certificate calls it.", "Write which course it was")
    day = _day("On which day did you complete it?", "Enter the day", past=True)
    reference = _line(
        "What is the number of the certificate?",
        "Who confirms it looks the certificate up by it. Without one, write how they can see it.",
        "Write the number of the certificate",
        80,
    )

    def __init__(self, *args, tiers, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "tier", [("", "Choose"), *((tier.key, tier.title) for tier in tiers)])


class AnswerForm(KithForm):
    answer = forms.ChoiceField(
        label="Is it so?",
        choices=[("confirmed", "Yes, I have seen the certificate"), ("returned", "No, send it back")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    words = box("What should they know?", "Needed when you send it back. They read it.", 3)

    def clean(self):
        said = super().clean()
        if said.get("answer") == "returned" and not said.get("words"):
            self.add_error("words", "Write why you send it back")
        return said


class TierForm(KithForm):
    """What a tier says."""

    title = _line("What is the tier called?", "", "Write what it is called", 80)
    who = _line("Who is it for?", "", "Write who it is for", 400)
    holds = _line("What is taught in it?", "", "Write what is taught in it", 800)
    needs = forms.MultipleChoiceField(
        label="Who needs it?",
        help_text="Whoever has several roles needs what each asks. Others can be chosen one by one.",
        choices=NEEDED_BY,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    within = _number("Within how many months does somebody new have it?", "", "Write a number of months", 1)
    fresh = _number("For how many months does it hold?", "Leave empty where it holds for good.", "", 1)
    evidence = _line("What is evidence of it?", "", "Write what is evidence", 400)
    courses = box("Which courses count?", "One on each line. People choose by these words what they completed.", 4)
    gives_back = _line("What does a person of this tier give back?", "", "", 400)
    runs = _number("How many sessions for others do they run?", "Leave empty or 0 where none.", "", 0, 50)
    runs_months = _number("In how many months?", "", "", 0, 36)
    by_agency = forms.BooleanField(label="Sessions count attendance by agency", required=False)
    tracks = forms.MultipleChoiceField(
        label="Whose professional standards does it serve?",
        choices=Track.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_use = forms.ChoiceField(
        label="Is it in use?",
        choices=[("yes", "Yes"), ("no", "No: nobody needs it, and what was completed stays")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    source = _line(
        "Where does this come from?",
        "For example, the training plan of the partnership.",
        "Write where this comes from",
        300,
    )
    next_review = _day("When is it looked at again?", "Enter the day of the next review")

    def clean_courses(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["courses"].splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > 40 or any(len(line) > 200 for line in lines):
            raise forms.ValidationError("Write at most 40 courses of at most 200 characters")
        return lines

    def clean_next_review(self):
        day = self.cleaned_data["next_review"]
        if day < timezone.localdate():
            raise forms.ValidationError("The next review must be today or later", code="past")
        return day

    def clean(self):
        said = super().clean()
        if said.get("runs") and not said.get("runs_months"):
            self.add_error("runs_months", "Write in how many months they run so many")
        return said

    def said(self) -> dict:
        """What the tier says, as it is kept."""
        data = self.cleaned_data
        names = ("title", "who", "holds", "evidence", "gives_back", "fresh", "within", "courses", "by_agency")
        runs = data["runs"] or 0
        return {
            **{name: data[name] for name in (*names, "source", "next_review", "tracks")},
            "runs": runs,
            "runs_months": data["runs_months"] if runs else 0,
            "source_date": "",
            "last_checked": timezone.localdate(),
            "owner": "Training lead",
        }


def tier_as_typed(tier) -> dict:
    """A tier as its form holds it."""
    names = "title who holds within fresh evidence gives_back by_agency tracks source next_review".split()
    return {
        **{name: getattr(tier, name) for name in names},
        "needs": list(tier.needs),
        "courses": "\n".join(tier.courses),
        "runs": tier.runs or None,
        "runs_months": tier.runs_months or None,
        "in_use": "yes" if tier.in_use else "no",
    }


class ChooseForm(KithForm):
    tier = _select("For which tier?", "Choose a tier")

    def __init__(self, *args, tiers, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "tier", [("", "Choose"), *((tier.key, tier.title) for tier in tiers)])


class AddressForm(KithForm):
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="Somebody of your authority, partners too.",
        error_messages={"required": "Write an e-mail address", "invalid": "Write an address such as name@example.org"},
    )


class LeaveForm(KithForm):
    first_day = _day("First day of the leave", "Enter the first day")
    last_day = _day("Last day of the leave", hint="Leave empty if it is not known yet. Both days are leave.")

    def clean(self):
        said = super().clean()
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day must not be before the first")
        return said


class BackForm(KithForm):
    because = _line("Why does it not count?", "The person reads it.", "Write why it does not count", 400)


class PlanForm(WhenForm):
    """When, how long, where, for which tier, and whom it invites."""

    WHEN = (("starts", "On which day?", True),)

    tier = _select("Which tier does it count for?", "Choose a tier")
    title = _line("What is it called?", "For example, Working with mixed ideologies.", "Write what it is called", 160)
    minutes = _select("How long?", "Choose how long it takes")
    place = _line("Where?", "A room, or the address of an online meeting.", "Write where it is")
    teams = forms.MultipleChoiceField(
        label="Who is invited?",
        help_text="Everybody who is in these teams now. Others can sign the register too.",
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = "tier title starts_on starts_at starts_which minutes place teams".split()

    def __init__(self, *args, tiers=(), teams=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "tier", [("", "Choose"), *((tier.key, tier.title) for tier in tiers)])
        offer(self, "teams", list(teams))
        offer(self, "minutes", [("", "Choose"), *LONGER])
        self.order_fields(self.field_order)

    def clean_title(self):
        found = WRITTEN.search(self.cleaned_data["title"])
        if found:
            raise forms.ValidationError(f"“{found[0]}” is a reference. Write in general words what it is called")
        return self.cleaned_data["title"]

    def times(self) -> tuple:
        """From when until when."""
        start = self.cleaned_data["starts"]
        return start, start + datetime.timedelta(minutes=int(self.cleaned_data["minutes"]))


class MoveForm(WhenForm):
    WHEN = (("starts", "On which day?", True),)

    minutes = _select("How long?", "Choose how long it takes")
    place = _line("Where?", "", "Write where it is")
    field_order = "starts_on starts_at starts_which minutes place".split()

    def __init__(self, *args, session, **kwargs):
        length = str(int((session.ends_at - session.starts_at).total_seconds() // 60))
        first = {**shown("starts", session.starts_at), "minutes": length, "place": session.place}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choices = LONGER if length in dict(LONGER) else [*LONGER, (length, f"{length} minutes, as now")]
        offer(self, "minutes", choices)
        self.order_fields(self.field_order)

    times = PlanForm.times


class CodeForm(KithForm):
    code = _line("What is the code?", "The trainer shows it: six letters and figures.", "Write the code", 20)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
        self.fields["code"].widget.attrs["class"] = "govuk-input govuk-input--width-10"

    def clean_code(self):
        return "".join(self.cleaned_data["code"].upper().split()).replace("-", "")


class RegisterForm(KithForm):
    there = forms.MultipleChoiceField(
        label="Who was there?", choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    also = forms.EmailField(
        label="Somebody who was not invited",
        help_text="Their e-mail address. One at a time. Or let them sign in by the code.",
        required=False,
        error_messages={"invalid": "Write an address such as name@example.org"},
    )

    def __init__(self, *args, people=(), agencies=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "there", list(people))
        if not people:
            del self.fields["there"]
        for agency in agencies:
            self.fields[f"agency-{agency.key}"] = _number(agency.name, "", "", 0, 500)

    def numbers(self, agencies) -> dict:
        """How many of each agency were there without an account."""
        return {agency: self.cleaned_data.get(f"agency-{agency.key}") or 0 for agency in agencies}


class FileForm(KithForm):
    system = forms.ChoiceField(
        label="From which learning system?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a learning system", "invalid_choice": "Choose a learning system"},
    )
    name = _line("What is the other one called?", "As your colleagues call it. Only for another one.", "", 120)
    file = forms.FileField(
        label="The file",
        help_text="A table saved as “CSV UTF-8” or as an Excel workbook (.xlsx), with headings in its first row; at most "
        "20 MB and 100,000 rows. Of a workbook the first sheet is read.",
        widget=forms.FileInput(
            attrs={"accept": ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={"required": "Choose a file first", "empty": "This file is empty. Choose another"},
        max_length=250,
    )

    def __init__(self, *args, systems, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "system", [*((row.key, row.name) for row in systems), (NEW, "Another one")])
        if not systems:
            # There is nothing to choose yet.
            del self.fields["system"]
            self.fields["name"].label = "What is your learning system called?"
            self.fields["name"].help_text = "As your colleagues call it. Kith remembers what its files look like."

    def clean(self):
        said = super().clean()
        if said.get("system", NEW) == NEW and "system" not in self.errors and not said.get("name"):
            self.add_error("name", "Write what the learning system is called")
        return said


class ColumnsForm(KithForm):
    """Which column of a file is which, and how its days and its words are meant."""

    day_order = forms.ChoiceField(
        label="How are days written in figures, such as 3/4/2026, meant?",
        help_text="Kith never guesses it. A month in letters, 2026-12-31 and the true dates of a workbook need no order.",
        choices=DayOrder.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how days are meant"},
    )
    done_words = _line(
        "Which words say that it was completed?",
        "Only for a file that says so in a column. Between semicolons. Rows with other words are passed over.",
    )

    def __init__(self, *args, headings, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "Not in the file"), *((heading, heading) for heading in headings)]
        for name, label in FIELDS.items():
            self.fields[f"column-{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields["done_words"].initial = DONE_WORDS
        self.order_fields([*(f"column-{name}" for name in FIELDS), "done_words", "day_order"])

    def clean(self):
        said = super().clean()
        chosen: set[str] = set()
        for name in FIELDS:
            heading = said.get(f"column-{name}", "")
            if heading and heading in chosen:
                self.add_error(f"column-{name}", f"“{heading}” is chosen twice")
            chosen.add(heading)
        for name in ("course", "day"):
            if not said.get(f"column-{name}") and f"column-{name}" not in self.errors:
                self.add_error(f"column-{name}", f"Choose the column that holds “{FIELDS[name]}”")
        if not said.get("column-email") and not said.get("column-number") and "column-email" not in self.errors:
            self.add_error("column-email", "Choose the column that says whose completion it is")
        if said.get("column-status") and not said.get("done_words"):
            self.add_error("done_words", "Write which words say that it was completed")
        return said

    def columns(self) -> dict[str, str]:
        """The heading of each field that the file has."""
        return {name: heading for name in FIELDS if (heading := self.cleaned_data.get(f"column-{name}"))}


NOTHING = "-"


class CoursesForm(KithForm):
    """What each course of a learning system counts for."""

    def __init__(self, *args, courses, tiers, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "Choose"), *((tier.key, tier.title) for tier in tiers), (NOTHING, "None of them")]
        self.courses = list(courses)
        for number, course in enumerate(self.courses):
            self.fields[f"course-{number}"] = forms.ChoiceField(
                label=course,
                choices=choices,
                initial=(known or {}).get(course),
                error_messages={"required": f"Choose what “{course}” counts for"},
            )

    def said(self) -> dict[str, str]:
        """The tier of each course, empty for none."""
        chosen = {course: self.cleaned_data[f"course-{number}"] for number, course in enumerate(self.courses)}
        return {course: "" if tier == NOTHING else tier for course, tier in chosen.items()}
