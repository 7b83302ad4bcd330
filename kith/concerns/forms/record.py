"""What is added to a consultation that was sent: notes, parts, owners, emergency access."""

from django import forms

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm

from .fields import words


class NoteForm(KithForm):
    happened_on = DatePartsField(
        label="When did it happen?",
        help_text="For example, 9 6 2026",
        not_after_today=True,
        called="The date",
        error_messages={"required": "Enter the date it happened"},
    )
    text = forms.CharField(
        label="What became known?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write what became known"},
    )
    childs_words = words("The child’s own words, if any", "", 2)


class EmergencyForm(KithForm):
    exact = forms.CharField(
        label="Reference",
        help_text="The whole Kith reference, with or without K-, or the case-system reference. Names are not searched here.",
        max_length=60,
        error_messages={"required": "Enter the exact reference"},
    )
    reason = forms.CharField(
        label="Why do you need it now?",
        help_text="At least 30 characters. Somebody else reads this.",
        min_length=30,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={
            "required": "Say why you need to read it now",
            "min_length": "Say why in at least 30 characters",
        },
    )


class ColleagueForm(KithForm):
    """A colleague, and a reason where one is asked."""

    person = forms.ChoiceField(
        label="Colleague",
        choices=(),
        error_messages={"required": "Choose a colleague", "invalid_choice": "Choose a colleague"},
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a colleague"), *people]


class LetInForm(ColleagueForm):
    """A colleague who may read it from now on, and why."""

    because = forms.CharField(
        label="Why do they need to read it?",
        help_text="For example: she runs the group that the child goes to. Your colleague reads this, and so does "
        "everybody who can see this page.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"required": "Say why your colleague needs to read it"},
    )


class BarForm(ColleagueForm):
    """A conflict of interest: about oneself, or, by a manager, about a colleague."""

    reason = forms.CharField(
        label="What is the connection?",
        help_text="For example: a relative, a neighbour, a friend of the family. As little as is needed.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Say in a few words what the connection is"},
    )


class HandOverForm(ColleagueForm):
    """Who owns the matter from now on, and why."""

    reason = forms.CharField(
        label="Why?",
        help_text="For example: I am away from Monday, and Olu knows the family. It stands in the chronology.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Say in a few words why"},
    )
