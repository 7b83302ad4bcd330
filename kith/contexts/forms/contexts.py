"""Forms of a context: opened, changed, linked, noted in, handed over, closed."""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box

from ..words import Kind, Touches

NO_NAME = "Name no child here, and nobody who may be one: say it in general words."


def line(label: str, hint: str = "", needed: str = "", most: int = 160) -> forms.CharField:
    """A box for one line; `needed` is what is said where it is left empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        error_messages={"required": needed} if needed else None,
    )


def later_day(label: str, hint: str) -> DatePartsField:
    return DatePartsField(label=label, help_text=hint, required=False, near=True, called="The date")


class KeptDay:
    """A day that is still to come, where one is named."""

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError("The date must be today or later")
        return day


class DescribedForm(KithForm):
    """What a context is called, and what it is."""

    name = line(
        "What is it called?",
        f"As colleagues would know it, for example “Mill Lane skate park”. {NO_NAME}",
        "Enter what it is called",
        120,
    )
    space = forms.ChoiceField(
        label="If it is online, what kind of space?",
        help_text="What happens there, and never its material.",
        required=False,
        choices=(),
    )
    what = box(
        "Where or what is it, and what happens there?",
        f"The place or the group, when people are there, what it is like. {NO_NAME}",
        4,
        "Write where or what it is",
    )

    def __init__(self, *args, spaces=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["space"].choices = [("", "Not online, or not known"), *spaces]


class OpenForm(KeptDay, DescribedForm):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    because = box(
        "Why do you open it?",
        "What was noticed, and why it is the place or the group that is to change.",
        3,
        "Write why you open it",
    )
    owner = forms.ChoiceField(
        label="Who owns it?",
        help_text="They see to it that something happens, and are told at once.",
        choices=(),
        error_messages={"required": "Choose who owns it", "invalid_choice": "Choose who owns it"},
    )
    review_on = later_day(
        "When is it looked at again? (optional)",
        "Leave it empty to take the day that your authority has set. For example, 9 6 2026",
    )
    field_order = ["kind", "name", "space", "what", "because", "owner", "review_on"]

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose who owns it"), *people]


class ChangeForm(DescribedForm):
    def __init__(self, *args, online: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not online:
            del self.fields["space"]


class LinkForm(KithForm):
    """Which context, and how it touches the child. Seen by who sees both, and by nobody else."""

    context = forms.ChoiceField(
        label="Which context?",
        help_text="Those that you see and that are open.",
        choices=(),
        error_messages={"required": "Choose a context", "invalid_choice": "Choose a context"},
    )
    touches = forms.ChoiceField(
        label="How does it touch this child?",
        choices=Touches.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it touches this child"},
    )
    because = box(
        "How do you know?",
        "Only who may read this consultation and the context reads it, so here you may write plainly.",
        3,
        "Write how you know",
    )

    def __init__(self, *args, contexts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["context"].choices = [("", "Choose a context"), *contexts]


class EndLinkForm(KithForm):
    because = box("Why does it touch this child no longer?", "", 3, "Write why")


class ConcernForm(KithForm):
    happened_on = DatePartsField(
        label="When was it?",
        help_text="For example, 9 6 2026",
        not_after_today=True,
        called="The date",
        error_messages={"required": "Enter the day on which it was noticed"},
    )
    source = forms.ChoiceField(label="How do you know?", choices=(), error_messages={"required": "Choose how you know"})
    source_words = line("Who told it? (optional)", "By what they do, for example “a council warden”.", most=200)
    what = box("What was noticed there?", NO_NAME, 4, "Write what was noticed")
    exact_words = box("Exact words, if any", "What was said or written, word for word. Never the material itself.", 2)
    interpretation = box("What you take it to mean, if anything", "Apart from what was seen and heard.", 2)
    young_words = box("What young people say about it", f"In their own words. {NO_NAME}", 2)

    def __init__(self, *args, sources=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Choose"), *sources]


class PartnerForm(KithForm):
    name = line(
        "Who has reach into it?",
        "For example a school, a landlord, a youth club, a shop, a platform’s reporting route.",
        "Enter who has reach into it",
    )
    agency = forms.ChoiceField(label="Which agency is that? (optional)", required=False, choices=())
    can_do = box("What can they do there?", "", 3, "Write what they can do there")
    contact = line("How are they reached? (optional)", "Office and telephone.", most=300)

    def __init__(self, *args, agencies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "None of them"), *agencies]


class LetInForm(KithForm):
    """A person or a team who reads it from now on, and why."""

    who = forms.ChoiceField(
        label="Who?",
        help_text="A colleague, a team, or somebody of a partner agency. They read this context, and of no child.",
        choices=(),
        error_messages={"required": "Choose who", "invalid_choice": "Choose who"},
    )
    because = box(
        "Why do they need to read it?", "Everybody who reads this context reads it.", 2, "Say why they need it"
    )

    def __init__(self, *args, people=(), teams=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "Choose"), *people, *teams]


class PersonForm(KithForm):
    person = forms.ChoiceField(
        label="Colleague",
        choices=(),
        error_messages={"required": "Choose a colleague", "invalid_choice": "Choose a colleague"},
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a colleague"), *people]


class BarForm(PersonForm):
    reason = box(
        "What is the connection?",
        "For example: lives there, or a relative does. As little as is needed.",
        3,
        "Say in a few words what the connection is",
    )


class HandOverForm(PersonForm):
    reason = box("Why?", "It stands in the chronology of the context.", 3, "Say in a few words why")


class CloseForm(KithForm):
    because = box(
        "Why can it be closed?",
        "What has changed there, and how you know. Children’s records stay as they are.",
        3,
        "Write why it can be closed",
    )
    who_has_it = box(
        "Who has it now?",
        "Who looks after the place from now on; or “Nobody, because …”.",
        2,
        "Write who has it now, or nobody and why",
    )


class OpenAgainForm(KeptDay, KithForm):
    reason = box(
        "Why is it opened again?",
        f"What was noticed since it was closed. {NO_NAME}",
        3,
        "Write why it is opened again",
    )
    owner = forms.ChoiceField(
        label="Who owns it?",
        help_text="They see to it that something happens, and are told at once.",
        choices=(),
        error_messages={"required": "Choose who owns it", "invalid_choice": "Choose who owns it"},
    )
    review_on = later_day(
        "When is it looked at again? (optional)",
        "Leave it empty to take the day that your authority has set. For example, 9 6 2026",
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose who owns it"), *people]
