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


class AnswerForm(KithForm):
    answer = forms.ChoiceField(
        label="What do you say?",
        choices=[("approve", "Approve it: readers see it"), ("back", "Send it back to its writer")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="What should change?",
        help_text="Needed where you send it back. The writer sees it, and it stays in the page’s history.",
        widget=forms.Textarea({"rows": 4}),
        max_length=2_000,
        required=False,
    )

    def clean(self):
        said = super().clean()
        if said.get("answer") == "back" and not said.get("comment"):
            self.add_error("comment", "Say what should change, so that the writer can go on.")
        return said

    def as_answer(self) -> dict:
        """What was answered, as the action takes it."""
        return {"approved": self.cleaned_data["answer"] == "approve", "comment": self.cleaned_data["comment"]}
