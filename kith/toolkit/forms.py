"""What is typed in the toolkit’s pages: is it well formed?"""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm


class SearchForm(KithForm):
    q = forms.CharField(
        label="What do you want to know?",
        help_text="In your own words, for instance “15 year old, edgy memes, mum worried, is it Prevent?” No names are needed.",
        max_length=600,
        error_messages={"required": "Write a few words to search for"},
    )


class OnForm(KithForm):
    on = DatePartsField(label="What did it say on a day?", help_text="For instance 27 3 2026", required=True)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("That day is still to come. Give a day in the past")
        return day
