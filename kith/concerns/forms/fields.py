"""The kinds of box that the forms are made of, and the page that holds them."""

from dataclasses import dataclass, field

from django import forms

from kith.design.forms import KithForm


@dataclass(frozen=True)
class Lists:
    """Lists that guidance or the authority may change, as choices, and the published signs."""

    sources: list = field(default_factory=list)
    spaces: list = field(default_factory=list)
    ethnicity: list = field(default_factory=list)
    religion: list = field(default_factory=list)
    no_answer: list = field(default_factory=list)
    answered_by: list = field(default_factory=list)
    indicators: list = field(default_factory=list)


def words(label: str, hint: str = "", rows: int = 4, most: int = 5000) -> forms.CharField:
    """A box for sentences."""
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": str(rows)})
    )


def line(label: str, hint: str = "", most: int = 200) -> forms.CharField:
    """A box for one line."""
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most)


def choice(label: str, choices, hint: str = "") -> forms.ChoiceField:
    """One of a few, nothing pre-selected."""
    return forms.ChoiceField(
        label=label, help_text=hint, required=False, choices=list(choices), widget=forms.RadioSelect
    )


def pick(label: str, choices, hint: str = "") -> forms.ChoiceField:
    """One of many, nothing pre-selected."""
    return forms.ChoiceField(label=label, help_text=hint, required=False, choices=[("", "Choose, or leave"), *choices])


class SectionForm(KithForm):
    """One page. `groups` is what the page draws; `said()` is what submitting takes."""

    def __init__(self, *args, lists: Lists | None = None, **kwargs):
        self.lists = lists or Lists()
        super().__init__(*args, **kwargs)

    @property
    def groups(self):
        return [{"title": "", "text": "", "fields": [self[name] for name in self.fields]}]

    def said(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
