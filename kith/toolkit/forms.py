"""What is typed in the toolkit’s pages: is it well formed?"""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm


class SearchForm(KithForm):
    q = forms.CharField(
        label="What do you want to know?",
        help_text="In your own words, for instance “15 year old, edgy memes, mum worried, is it Prevent?” No names are needed.",
        max_length=4000,
        # The box grows with what is written, and Enter asks, where a script runs; else there is the button.
        widget=forms.Textarea({"rows": 2, "data-asks": "", "enterkeyhint": "search"}),
        error_messages={"required": "Write a few words to search for"},
    )


class OnForm(KithForm):
    on = DatePartsField(label="What did it say on a day?", help_text="For instance 27 3 2026", required=True)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("That day is still to come. Give a day in the past")
        return day


class ProposeChangeForm(KithForm):
    text = forms.CharField(
        label="What should this page say, or stop saying?",
        help_text="Say what you met and where you read or heard it. Name no child, family or group.",
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
    )


class ProposeSignForm(KithForm):
    title = forms.CharField(label="What would you call it?", help_text="A few words", max_length=160)
    seen = forms.CharField(
        label="What did you see or hear?",
        help_text="What a child did or said, in general words. Never a name, never the material itself.",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )
    may_matter = forms.CharField(label="Why may it matter?", widget=forms.Textarea({"rows": 3}), max_length=2000)
    may_also_be = forms.CharField(
        label="What else may it mean?",
        help_text="Every sign has innocent explanations. Faith and lawful opinion are not signs.",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )
    ask = forms.CharField(label="What would you ask?", widget=forms.Textarea({"rows": 3}), max_length=2000)
    where = forms.CharField(
        label="Where was it seen?",
        help_text="For instance: at school, in games online, in two schools of the town",
        max_length=200,
    )


class WhyForm(KithForm):
    why = forms.CharField(label="Why?", widget=forms.Textarea({"rows": 3}), max_length=400)


class NoteForm(KithForm):
    text = forms.CharField(
        label="What should colleagues here know?",
        help_text="It stands at the top of the page, with your name and today’s date.",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
