"""What is typed on the editor’s board."""

from django import forms

from kith.design.forms import KithForm
from kith.toolkit.words import Kind


class BeginForm(KithForm):
    title = forms.CharField(label="What is the page called?", max_length=160)
    kind = forms.ChoiceField(label="What kind of page?", choices=Kind.choices, widget=forms.RadioSelect)


class WhyForm(KithForm):
    why = forms.CharField(
        label="Why?", help_text="Readers see this.", widget=forms.Textarea({"rows": 3}), max_length=400
    )
