"""Forms of the desk."""

from django import forms

from kith.design.forms import KithForm


class SearchForm(KithForm):
    q = forms.CharField(
        label="Reference, case-system reference, or name",
        help_text="You find what you may read, and nothing else. Three letters or numbers of a Kith reference are enough, and "
        "a part of a name. What is written in a record is not searched.",
        max_length=200,
        error_messages={"required": "Write a reference or a name to search for"},
    )

    def clean_q(self):
        text = self.cleaned_data["q"].strip()
        if len(text) < 2:
            raise forms.ValidationError("Write at least two letters or numbers")
        return text


class ReviewForm(KithForm):
    review = forms.CharField(
        label="What did you find?",
        help_text="Whether the reason was good, whom you spoke with, and what follows.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write what you found"},
    )
