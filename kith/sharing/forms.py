"""Is what was typed well formed, and does an answer say what it must?"""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm

from .words import ABOVE, REFUSED_ABOVE, USES, WRITTEN, AnswerKind, Knows, Marking


def box(label: str, hint: str = "", rows: int = 3, needed: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": needed} if needed else None,
    )


class AskForm(KithForm):
    """What is needed, for which decision, by when, why, and by which power."""

    to = forms.ChoiceField(
        label="Which agency do you ask?",
        help_text="It goes to the person whom the agency has named for requests, or to who covers today.",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the agency that you ask"},
    )
    about = box(
        "Whom or what is it about?",
        "What they need to find it, and no more. They do not see your record.",
        2,
        "Write whom or what it is about",
    )
    needed = box("What do you need to know?", "", 3, "Write what you need to know")
    decision = box("For which decision?", "", 2, "Write for which decision you need it")
    why = box(
        "Why is it necessary, and why not less?",
        "Necessary and proportionate, in a sentence or two.",
        3,
        "Write why it is necessary and why less would not do",
    )
    basis = forms.ChoiceField(
        label="By which power or on which lawful basis?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the power or the lawful basis"},
    )
    family_knows = forms.ChoiceField(
        label="Does the family know that you ask?",
        choices=Knows.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the family knows"},
    )
    family_words = box("If not, or not yet: why?", "", 2)
    answer_by = DatePartsField(
        label="By when do you need the answer?",
        help_text="Leave empty for your authority’s usual time. For example, 9 6 2026",
        required=False,
        called="The date",
    )

    def __init__(self, *args, agencies, bases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = agencies
        self.fields["basis"].choices = bases

    def clean_answer_by(self):
        day = self.cleaned_data.get("answer_by")
        if day and day < timezone.localdate():
            raise forms.ValidationError("The date must be today or later")
        return day

    def clean(self):
        super().clean()
        if self.cleaned_data.get("family_knows") in (Knows.NO, Knows.NOT_YET) and not self.cleaned_data.get(
            "family_words"
        ):
            self.add_error("family_words", "Write why the family does not know, or not yet")
        return self.cleaned_data


class ConditionsForm(KithForm):
    """The conditions of one version. Nothing is chosen beforehand but the narrowest uses."""

    marking = forms.ChoiceField(
        label="How is it marked?",
        required=False,
        choices=[*Marking.choices, ABOVE],
        widget=forms.RadioSelect,
    )
    floor = forms.ChoiceField(
        label="Which vetting must a reader have?",
        required=False,
        choices=(),
        help_text="Leave empty where none is needed. Nobody can ask for more than they have themselves.",
    )
    named = forms.MultipleChoiceField(
        label="Only for these readers",
        required=False,
        choices=(),
        help_text="Leave empty for everybody on their side who may read the request and has the vetting.",
        widget=forms.CheckboxSelectMultiple,
    )
    uses = forms.MultipleChoiceField(
        label="What may they do with it?",
        required=False,
        choices=list(USES.items()),
        help_text="What is not ticked is not allowed.",
        widget=forms.CheckboxSelectMultiple,
    )
    until = DatePartsField(
        label="Until when may they read it?",
        help_text="Leave empty where it has no end. For example, 9 6 2026",
        required=False,
        called="The date",
    )

    def __init__(self, *args, levels, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["floor"].choices = [("", "None"), *levels]
        self.fields["named"].choices = people

    def clean_marking(self):
        if self.cleaned_data.get("marking") == ABOVE[0]:
            raise forms.ValidationError(REFUSED_ABOVE, code="above")
        return self.cleaned_data.get("marking")

    def clean_until(self):
        day = self.cleaned_data.get("until")
        if day and day < timezone.localdate():
            raise forms.ValidationError("The date must be today or later")
        return day

    @property
    def is_above(self) -> bool:
        """True where something above OFFICIAL-SENSITIVE was offered: then nothing that was typed is shown again."""
        return self.has_error("marking", "above")


class AnswerForm(ConditionsForm):
    """How the agency answers, why where it is short of everything, and what is passed on."""

    kind = forms.ChoiceField(
        label="How do you answer?",
        choices=AnswerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you answer"},
    )
    because = forms.ChoiceField(
        label="Why not everything?",
        help_text="Not needed for an answer in full.",
        required=False,
        choices=(),
        widget=forms.RadioSelect,
    )
    words = box("Anything to add, for everybody who reads the request", "For example, whom to ring for a meeting.", 2)
    look_again_on = DatePartsField(
        label="When should this be looked at again?",
        help_text="Needed for “hold”. For example, 9 6 2026",
        required=False,
        called="The date",
    )
    text = box("What you pass on", "Facts apart from opinions. Never material: only that it was seen.", 5)
    gist = box(
        "A gist, for wider readers",
        "For those who may not read the fuller version. A second person of your agency releases it before anybody reads it.",
        3,
    )
    gist_uses = forms.MultipleChoiceField(
        label="What may they do with the gist?",
        required=False,
        choices=list(USES.items()),
        help_text="What is not ticked is not allowed.",
        widget=forms.CheckboxSelectMultiple,
    )
    tells_of_more = forms.BooleanField(
        label="Readers of the gist may know that there is more, and whom to ask", required=False
    )

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["because"].choices = reasons

    def clean(self):
        super().clean()
        said = self.cleaned_data
        kind = said.get("kind")
        if not kind:
            return said
        if kind != AnswerKind.FULL and not said.get("because"):
            self.add_error("because", "Choose why not everything is shared")
        if kind == AnswerKind.HOLD and not said.get("look_again_on") and "look_again_on" not in self.errors:
            self.add_error("look_again_on", "Enter the day on which they may ask again")
        if kind not in WRITTEN and (said.get("text") or said.get("gist")):
            self.add_error(
                "kind", "This answer passes nothing on. Empty the boxes below, or answer in full, in part or in a gist"
            )
        if kind in (AnswerKind.FULL, AnswerKind.PART) and not said.get("text"):
            self.add_error("text", "Write what you pass on")
        if kind == AnswerKind.GIST and not said.get("gist"):
            self.add_error("gist", "Write the gist")
        if kind in WRITTEN and not said.get("marking") and "marking" not in self.errors:
            self.add_error("marking", "Choose how it is marked")
        if said.get("because") == "other" and not said.get("words"):
            self.add_error("words", "Write the reason in words")
        return said


class WithdrawForm(KithForm):
    because = box("Why?", "Kept for your own agency. The other side does not see it.", 2, "Write why you withdraw it")


class ColleagueForm(KithForm):
    to = forms.ChoiceField(
        label="Who should work on it too?",
        choices=(),
        error_messages={"required": "Choose a colleague"},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose"), *people]
