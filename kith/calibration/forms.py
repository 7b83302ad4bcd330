"""Is what was typed well formed?"""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box, offer


class OpenForm(KithForm):
    vignettes = forms.MultipleChoiceField(
        label="Which vignettes?",
        help_text="Four or more say something about agreement. Pairs have the same circumstances and another child: ask both.",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one vignette"},
    )
    teams = forms.MultipleChoiceField(
        label="Which teams?",
        help_text="Everybody in them who works on cases is asked, each by themselves.",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one team"},
    )
    last_day = DatePartsField(
        label="Until which day?",
        help_text="Answers are shown after it. For example, 9 6 2026",
        called="The day",
        error_messages={"required": "Enter the last day"},
    )

    def __init__(self, *args, vignettes=(), teams=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "vignettes", list(vignettes))
        offer(self, "teams", list(teams))

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise forms.ValidationError("The day must be today or later", code="past")
        return day


class AnswerForm(KithForm):
    """One’s own answer. Nothing is chosen before, and no answer is the right one."""

    level = forms.ChoiceField(
        label="Which level of the threshold document?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a level"},
    )
    concern = forms.ChoiceField(
        label="What is your main concern?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your main concern"},
    )
    first_step = forms.ChoiceField(
        label="What is your first step?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your first step"},
    )
    reason = box(
        "Why?",
        "Colleagues read it without your name once the round is over. Write nothing by which they would know you.",
        4,
        needed="Write your reason",
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            offer(self, name, list(rows))


class DiscussForm(KithForm):
    discussed = box(
        "What was discussed?",
        "Where you differed and why. Of the vignettes and the threshold document, never who answered what.",
        5,
        needed="Write what was discussed",
    )
    agreed = box("What was agreed?", "For example, how to read a statement from now on. Leave empty if nothing was.", 3)
    present = forms.MultipleChoiceField(
        label="Who was there?",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick who was there"},
    )

    def __init__(self, *args, people=(), vignettes=(), levels=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "present", list(people))
        self.vignettes = list(vignettes)
        for one in self.vignettes:
            self.fields[self._box(one)] = forms.ChoiceField(
                label=one.title, choices=(), required=False, error_messages={"invalid_choice": "Choose one of these"}
            )
            offer(self, self._box(one), [("", "None agreed"), *levels])

    @staticmethod
    def _box(vignette) -> str:
        return f"level-{vignette.uuid.hex}"

    @property
    def level_boxes(self) -> list:
        """The questions about the level of each vignette, in the order of the round."""
        return [self[self._box(one)] for one in self.vignettes]

    def agreed_levels(self) -> dict:
        """By vignette the key of the level that was agreed on for it; nothing of one for which none was."""
        return {one: self.cleaned_data[self._box(one)] for one in self.vignettes if self.cleaned_data[self._box(one)]}
