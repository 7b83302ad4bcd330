"""Several reasons asked on one page, one box for each thing: any of them may stay empty for now, and not all."""

from django import forms

from kith.design.forms import KithForm, box

PREFIX = "because-"


class ReasonsForm(KithForm):
    """`asked` is of each thing its key, what is asked, and a hint; `nothing` is said where no box was filled in."""

    def __init__(self, *args, asked=(), nothing: str = "Write a reason", **kwargs):
        super().__init__(*args, **kwargs)
        self._nothing = nothing
        for key, label, hint in asked:
            self.fields[PREFIX + key] = box(label, hint, 2)

    def clean(self):
        said = super().clean() or {}
        if not self.errors and not any(said.values()):
            raise forms.ValidationError(self._nothing)
        return said

    def box_for(self, key: str):
        """The box that asks about this thing; None where nothing is asked of it."""
        return self[PREFIX + key] if PREFIX + key in self.fields else None

    def reasons(self) -> dict[str, str]:
        """The reasons that were written, each by the key of its thing."""
        return {name.removeprefix(PREFIX): text for name, text in self.cleaned_data.items() if text}
