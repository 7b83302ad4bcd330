"""Is what was typed of a self-rating well formed?"""

from django import forms

from kith.design.forms import KithForm
from kith.toolkit.words import About

from .words import ANCHORS, VALUES


def _choices() -> list[tuple[str, str]]:
    return [("", "I leave this out"), *((str(v), f"{v}: {ANCHORS[v]}" if v in ANCHORS else str(v)) for v in VALUES)]


class RatingForm(KithForm):
    """One choice for each item; each may be left out."""

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[item.key] = forms.ChoiceField(
                label=item.text,
                choices=_choices(),
                required=False,
                error_messages={"invalid_choice": "Choose a number from 0 to 100 in steps of ten, or leave it out"},
            )

    def clean(self):
        said = super().clean()
        if not self.errors and not self.values():
            raise forms.ValidationError("Say how certain you are of at least one of these, or choose “Not now” below")
        return said

    def values(self) -> dict[str, int]:
        """What was said, by the key of the item."""
        return {name: int(value) for name, value in self.cleaned_data.items() if value}


class ThemesForm(KithForm):
    themes = forms.MultipleChoiceField(
        label="Which themes do you want to work on?",
        help_text="Choose as many as you like, or none. Nothing is chosen for you.",
        choices=About.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among these themes"},
    )
