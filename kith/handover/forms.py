"""Is what was typed well formed?"""

from django import forms

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, offer

from .words import Why


class DayForm(KithForm):
    """What ends, and when."""

    why = forms.ChoiceField(
        label="What happens?",
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they leave or move"},
    )
    last_day = DatePartsField(
        label="What is the last day in this post?",
        help_text="Rights end after it, once everything is taken over. For example, 9 6 2027",
        called="The last day",
        error_messages={"required": "Enter the last day"},
    )


class BeginForm(DayForm):
    person = forms.ChoiceField(label="Who?", choices=(), error_messages={"required": "Choose a person"})
    field_order = ("person", "why", "last_day")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", "Choose"), *people])


class OfferForm(KithForm):
    """To whom several things are offered at once."""

    to = forms.ChoiceField(label="Offer them to", choices=(), error_messages={"required": "Choose a person"})

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "to", [("", "Choose"), *people])


class WordsForm(KithForm):
    """What a successor should know of one thing: about the work, not about the person who takes it over."""

    where_it_stands = forms.CharField(
        label="Where it stands",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What is done, what comes next and by when, whom to speak with first.",
    )
    would_tell = forms.CharField(
        label="What I would tell my successor",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What took you long to find out. Words about the work; nothing that should not stand in the record.",
    )

    def clean(self):
        said = super().clean() or self.cleaned_data
        if not said.get("where_it_stands") and not said.get("would_tell") and not self.errors:
            self.add_error("where_it_stands", "Write something in one of the two boxes")
        return said


class DeclineForm(KithForm):
    because = forms.CharField(
        label="Why do you not take it over?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your colleague reads it, and offers it to somebody else.",
        error_messages={"required": "Say why, so that somebody else can be found"},
    )


class AtOnceForm(KithForm):
    because = forms.CharField(
        label="Why can it not wait?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the handover, for those who answer for this person. Nothing about a child.",
        error_messages={"required": "Say why their rights end at once"},
    )
