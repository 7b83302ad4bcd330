"""Is what was typed of an aim well formed?"""

from django import forms

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box, offer
from kith.people.words import choices_of
from kith.toolkit.words import About

from .words import LONGEST, Ended, How


class AimForm(KithForm):
    """An aim, as it is put into a plan or changed."""

    text = forms.CharField(
        label="What do people become surer of?",
        help_text="For example: asking police early, and using an answer that tells little.",
        max_length=LONGEST,
        error_messages={"required": "Write what people become surer of"},
    )
    theme = forms.ChoiceField(label="Which theme is it?", choices=(), required=False)
    because = box(
        "Why this, and why now?",
        "What you saw in the figures, or what colleagues said. Nobody is named here, and no child.",
        3,
        "Write why",
    )
    how = forms.ChoiceField(
        label="How do they come to it?",
        choices=How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how"},
    )
    what = forms.CharField(
        label="What exactly?",
        help_text="Which session, page, module or group, and for whom.",
        max_length=LONGEST,
        error_messages={"required": "Write what exactly"},
    )
    session = forms.ChoiceField(
        label="Is it one of these sessions?",
        help_text="Sessions to come stand here once they are planned under Training.",
        choices=(),
        required=False,
        error_messages={"invalid_choice": "This session is over or was called off. Choose another, or none"},
    )
    owner = forms.ChoiceField(
        label="Who sees to it?",
        choices=(),
        error_messages={"required": "Choose who sees to it", "invalid_choice": "Choose somebody who works here now"},
    )
    due_on = DatePartsField(
        label="By which day?",
        help_text="For example, 9 6 2027",
        called="The day",
        near=True,
        error_messages={"required": "Enter the day"},
    )

    def __init__(self, *args, plan, owners, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self._plan = plan
        offer(self, "theme", [("", "No theme of its own"), *About.choices])
        offer(self, "owner", [("", "Choose"), *choices_of(owners)])
        offer(self, "session", [("", "None of these"), *sessions])

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day is not None and day < self._plan.begins:
            raise forms.ValidationError(f"The day comes before the {self._plan.title} begins. Enter a later one")
        return day


class EndForm(KithForm):
    """What became of an aim."""

    ended_as = forms.ChoiceField(
        label="What became of it?",
        choices=Ended.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it"},
    )
    came_of = box(
        "What came of it, or why was it dropped?",
        "What people do differently, as far as you can see. Nobody is named here, and no child.",
        4,
        "Write what came of it, or why it was dropped",
    )
