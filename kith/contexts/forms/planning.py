"""Forms of the plan of a context: something is put into it, done, dropped, or said to serve a goal."""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box

from .contexts import NO_NAME, line


class GoalForm(KithForm):
    """Which of the goals that stand it serves, or none."""

    goal = forms.ChoiceField(
        label="Which safety goal does it serve?", required=False, choices=(), widget=forms.RadioSelect
    )

    def __init__(self, *args, goals=(), **kwargs):
        super().__init__(*args, **kwargs)
        if goals:
            self.fields["goal"].choices = [*goals, ("", "None of them")]
        else:
            del self.fields["goal"]


class ActionForm(GoalForm):
    text = box("What is to be done?", f"What changes the place or the group. {NO_NAME}", 2, "Write what is to be done")
    owner = forms.ChoiceField(
        label="Who does it, or sees to it?",
        help_text="One of those who read this context. They are told, and it stands on their home page.",
        choices=(),
        error_messages={"required": "Choose who does it", "invalid_choice": "Choose who does it"},
    )
    outside = line(
        "If somebody without an account does it: who? (optional)",
        "By what they do and for whom, for example “Lighting team, the council”. Whom you chose above sees to it.",
        most=200,
    )
    due_on = DatePartsField(
        label="By when?",
        help_text="For example, 9 6 2026",
        near=True,
        called="The date",
        error_messages={"required": "Enter the day by which it is done"},
    )
    field_order = ["text", "owner", "outside", "due_on", "goal"]

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose"), *people]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError("The date must be today or later")
        return day


class DoneForm(KithForm):
    note = box("What came of it?", NO_NAME, 3, "Write what came of it")


class DropForm(KithForm):
    because = box("Why is it dropped?", f"It stays readable in the plan. {NO_NAME}", 3, "Write why it is dropped")
