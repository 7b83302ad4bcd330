"""The pages of a referral to Prevent."""

import datetime

from django import forms

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, draw
from kith.design.templatetags.design import day

from .fields import words


class ReferralForm(KithForm):
    """One box for each heading of the authority's referral form, in its order."""

    def __init__(self, *args, headings=(), **kwargs):
        super().__init__(*args, **kwargs)
        for heading in headings:
            self.fields[heading.key] = words(heading.title, heading.hint, 6, most=20000)
        for each in self.fields.values():
            draw(each)


class UrgentForm(KithForm):
    because = forms.CharField(
        label="There was no time for a decision because…",
        help_text="What could happen before a decision, and whom you rang. It stands in the chronology.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write why there was no time for a decision"},
    )


class FactForm(KithForm):
    """A fact about a referral with its day, which cannot lie before what it follows."""

    def __init__(self, *args, not_before: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.not_before = not_before

    def clean_day(self):
        date, called = self.cleaned_data["day"], self.fields["day"].called
        if date < self.not_before:
            raise forms.ValidationError(f"{called} must be {day(self.not_before)} or later. Check the year")
        return date


class SentForm(FactForm):
    sent_to = forms.CharField(
        label="To whom did you send it?",
        help_text="The team or post, for example the police Prevent team.",
        max_length=300,
        error_messages={"required": "Write to whom you sent it"},
    )
    sent_how = forms.CharField(
        label="How?",
        help_text="For example secure e-mail, or the force’s web form.",
        max_length=120,
        error_messages={"required": "Write how you sent it"},
    )
    day = DatePartsField(
        label="On which day?",
        help_text="For example, 9 6 2026",
        not_after_today=True,
        called="The day it was sent",
        error_messages={"required": "Enter the day it was sent"},
    )


class AcknowledgedForm(FactForm):
    acknowledged_by = forms.CharField(
        label="Who acknowledged it?",
        help_text="The person’s role or the team.",
        max_length=200,
        error_messages={"required": "Write who acknowledged it"},
    )
    day = DatePartsField(
        label="On which day?",
        help_text="For example, 10 6 2026",
        not_after_today=True,
        called="The day it was acknowledged",
        error_messages={"required": "Enter the day it was acknowledged"},
    )


class OutcomeForm(FactForm):
    outcome = forms.CharField(
        label="What came of it?",
        help_text="In words, and what it means for the child’s plan. Write nothing that the police asked not to be kept.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write what came of it"},
    )
    day = DatePartsField(
        label="On which day did you hear?",
        help_text="For example, 18 6 2026",
        not_after_today=True,
        called="The day you heard",
        error_messages={"required": "Enter the day you heard"},
    )


class TemplateForm(KithForm):
    file = forms.FileField(
        label="Your authority’s form, as a Word document (.docx)",
        help_text="At most 2 MB, without macros.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose a file first", "empty": "This file is empty. Choose another"},
    )
