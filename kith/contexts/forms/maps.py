"""Forms of a map. Of a person who is not open to social care they take a first name or a description, and nothing more."""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box

from ..peers import is_more_than_a_first_name
from ..words import Does, NodeKind
from .contexts import line

# All that a form about somebody in a map sends. What comes besides is not even kept half typed.
OURS = {"csrfmiddlewaretoken", "version", "once", "kind", "label"}
NOTHING_MORE = (
    "Kith keeps a first name or a description here and nothing more: no surname, birth date, address or number. "
    "What was sent besides was not kept"
)


class LabelForm(KithForm):
    """How something is called; of a person, no more than a first name or a description."""

    label = line(
        "What is it called?",
        "Of a person a first name alone, or a description: “Jay”, “friend from netball”, “man of about twenty”. "
        "No surname, birth date or address.",
        "Enter what it is called",
        80,
    )
    person = False

    def __init__(self, *args, more: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.more = more

    def clean(self):
        super().clean()
        label = self.cleaned_data.get("label")
        if label and self._is_person() and is_more_than_a_first_name(label):
            self.add_error(
                "label",
                "Enter a first name alone, or a description such as “friend from netball”; nothing more is kept",
            )
        if self._is_person() and self.more:
            self.add_error(None, NOTHING_MORE)
        return self.cleaned_data

    def _is_person(self) -> bool:
        return self.person


class NodeForm(LabelForm):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=NodeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    field_order = ["kind", "label"]

    def _is_person(self) -> bool:
        return self.cleaned_data.get("kind") == NodeKind.PERSON


class NameForm(LabelForm):
    def __init__(self, *args, person: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person


class WithdrawForm(KithForm):
    because = box(
        "Why is it taken out?",
        "For example: recorded in error. The map of an earlier day still shows it.",
        2,
        "Write why it is taken out",
    )


def _day(label: str, hint: str, called: str, past: bool = False) -> DatePartsField:
    return DatePartsField(label=label, help_text=hint, required=False, called=called, not_after_today=past)


class PutRightForm(KithForm):
    """What a tie does, in words, how it is known, and since when."""

    does = forms.ChoiceField(
        label="What does it do?",
        help_text="“Not known” is a finding too.",
        choices=Does.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it does"},
    )
    words = box("In words", "What goes on between them.", 3, "Write what goes on between them")
    certainty = forms.ChoiceField(
        label="How is it known?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is known"},
    )
    since = _day("Since when? (optional)", "If known. For example, 9 6 2026", "The day since when", past=True)
    until = _day(
        "Until when? (optional)",
        "If it is over. Then it stands under “Ended”, and not in the picture. For example, 9 6 2026",
        "The day until when",
    )
    because = box("Why is it put right?", "How it was recorded before stays readable.", 2, "Write why it is put right")

    def __init__(self, *args, certainties=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["certainty"].choices = certainties

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", "The end cannot be before the beginning")
        return said


class TieForm(PutRightForm):
    one = forms.ChoiceField(
        label="Between",
        choices=(),
        error_messages={"required": "Choose the first", "invalid_choice": "Choose the first"},
    )
    other = forms.ChoiceField(
        label="And", choices=(), error_messages={"required": "Choose the second", "invalid_choice": "Choose the second"}
    )
    field_order = ["one", "other", "does", "words", "certainty", "since", "until"]

    def __init__(self, *args, nodes=(), **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["because"]
        for name in ("one", "other"):
            self.fields[name].choices = [("", "Choose"), *nodes]

    def clean(self):
        said = super().clean()
        if said.get("one") and said.get("one") == said.get("other"):
            self.add_error("other", "Choose two that are not the same")
        return said


class EndTieForm(KithForm):
    until = DatePartsField(
        label="On which day did it end?",
        help_text="For example, 9 6 2026",
        not_after_today=True,
        called="The date",
        error_messages={"required": "Enter the day on which it ended"},
    )
    because = box("How do you know?", "", 2, "Write how you know")

    def __init__(self, *args, since=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day is not None and self.since is not None and day < self.since:
            raise forms.ValidationError("The end cannot be before the beginning")
        return day


class DayForm(KithForm):
    """The day as of which a map is shown."""

    on = DatePartsField(label="As known on", help_text="For example, 9 6 2026", required=False, called="The date")

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError("The date must be today or in the past")
        return day
