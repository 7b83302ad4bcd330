"""Is what was typed well formed, and does an answer say what it must?"""

from dataclasses import dataclass

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box

from .words import ABOVE, REFUSED_ABOVE, USES, WRITTEN, About, AnswerKind, Knows, Marking


class _FamilyKnows(KithForm):
    """Whether the family knows, and why where they do not."""

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("family_knows") in (Knows.NO, Knows.NOT_YET) and not said.get("family_words"):
            self.add_error("family_words", "Write why the family does not know, or not yet")
        return said


def _later(day):
    """The day as it was given. Raises ValidationError where it is over."""
    if day and day < timezone.localdate():
        raise forms.ValidationError("The date must be today or later")
    return day


def about_kind() -> forms.ChoiceField:
    """What it is about, where no matter says so."""
    return forms.ChoiceField(
        label="What is it about?",
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about"},
    )


FIND_IT = (
    "For a child: name, date of birth, address, school, as far as you know them. For a place, a group or an online "
    "space: where and what it is, and no child’s name."
)


class AskForm(_FamilyKnows):
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
        "What they need to find the child or the place, and no more. They do not see your record.",
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
        return _later(self.cleaned_data.get("answer_by"))


class AskWithoutMatterForm(AskForm):
    """The same from an agency that has no matter here: about a child by what it knows, or about a context without one."""

    about_kind = about_kind()
    about = box(
        "Say what you know that helps to find the child or the place",
        FIND_IT,
        3,
        "Write what helps to find the child or the place",
    )
    field_order = ["to", "about_kind", "about"]


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
        return _later(self.cleaned_data.get("until"))

    @property
    def is_above(self) -> bool:
        """True where something above OFFICIAL-SENSITIVE was offered: then nothing that was typed is shown again."""
        return self.has_error("marking", "above")


def family_review_on() -> DatePartsField:
    """For police, who may ask that the family is not told."""
    return DatePartsField(
        label="Must the family not be told for now? Until when, at first?",
        help_text="Terrorism Act 2000, section 39. Every page of the matter then says that you ask it, and not why, to "
        "whoever works on it, until you lift it. Leave empty otherwise. For example, 9 6 2026",
        required=False,
        called="The date",
    )


class SharedForm(ConditionsForm):
    """What is passed on, with a gist for wider readers."""

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
    family_review_on = family_review_on()

    def __init__(self, *args, may_mark=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_mark:
            del self.fields["family_review_on"]

    def clean_family_review_on(self):
        return _later(self.cleaned_data.get("family_review_on"))


class TellForm(_FamilyKnows, SharedForm):
    """What one agency tells another unasked, why, and under which conditions from the start."""

    # As on the page, so that the summary of problems leads down it.
    field_order = ["to", "about_kind", "about", "why", "basis", "family_knows", "family_words", "family_review_on"]
    field_order += ["marking", "text", "floor", "named", "uses", "until", "gist"]
    to = forms.ChoiceField(
        label="Which agency do you tell?",
        help_text="It goes to the person whom the agency has named for requests, or to who covers today.",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the agency that you tell"},
    )
    about = box(
        "Whom or what is it about?",
        "What they need to find the child or the place. Whoever receives it and may read some of what you pass on sees this.",
        2,
        "Write whom or what it is about",
    )
    why = box(
        "Why do you share it, and why not less?",
        "Necessary and proportionate, in a sentence or two.",
        2,
        "Write why you share it and why less would not do",
    )
    basis = forms.ChoiceField(
        label="By which power or on which lawful basis?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the power or the lawful basis"},
    )
    family_knows = forms.ChoiceField(
        label="Does the family know that you share it?",
        choices=Knows.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the family knows"},
    )
    family_words = box("If not, or not yet: why?", "", 2)

    def __init__(self, *args, agencies, bases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(agency.key, agency.name) for agency, _ in agencies]
        self.fields["basis"].choices = bases
        self.fields["marking"].required = True
        self.fields["marking"].error_messages["required"] = "Choose how it is marked"
        self.by_agency = {agency.key: {str(person.uuid) for person in people} for agency, people in agencies}

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not said.get("text") and not said.get("gist") and "text" not in self.errors and "gist" not in self.errors:
            self.add_error("text", "Write what you pass on, or a gist of it")
        if said.get("to") and set(said.get("named") or []) - self.by_agency[said["to"]]:
            self.add_error("named", "Choose readers of the agency that you tell")
        return said


class TellWithoutMatterForm(TellForm):
    """The same from an agency that has no matter here."""

    about_kind = about_kind()
    about = box(
        "Say what you know that helps to find the child or the place",
        FIND_IT,
        3,
        "Write what helps to find the child or the place",
    )


class AnswerKindForm(KithForm):
    """How the agency answers: asked first, and by itself, because it says what else is asked."""

    kind = forms.ChoiceField(
        label="How do you answer?",
        choices=AnswerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you answer", "invalid_choice": "Choose how you answer"},
    )


# What is asked of each kind of answer, in the order of its page: parts with their fields. A part with a heading is for
# some answers of the kind alone, and stays closed until it is wanted.
_PASSED_ON = ("marking", "text", "floor", "named", "uses", "until")
_LOOK_AGAIN = ("A day to look at it again", ("look_again_on",))
_FAMILY = ("Must the family not be told for now?", ("family_review_on",))
_GIST_TOO = "A gist too, for those who may not read it"
_WITHOUT_WRITING = [("", ("because", "words")), _LOOK_AGAIN, _FAMILY]
PARTS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    AnswerKind.FULL: [
        ("", _PASSED_ON),
        (_GIST_TOO, ("gist", "gist_uses", "tells_of_more", "because")),
        ("", ("words",)),
        _FAMILY,
    ],
    AnswerKind.PART: [
        ("", ("because", *_PASSED_ON)),
        (_GIST_TOO, ("gist", "gist_uses", "tells_of_more")),
        ("", ("words",)),
        _LOOK_AGAIN,
        _FAMILY,
    ],
    AnswerKind.GIST: [
        ("", ("because", "marking", "gist", "gist_uses", "until")),
        ("A fuller version too, for some readers", ("text", "floor", "named", "uses", "tells_of_more")),
        ("", ("words",)),
        _LOOK_AGAIN,
        _FAMILY,
    ],
    AnswerKind.HOLD: [("", ("because", "look_again_on", "words")), _FAMILY],
    AnswerKind.SPEAK: _WITHOUT_WRITING,
    AnswerKind.NOT_HELD: _WITHOUT_WRITING,
    AnswerKind.REFUSED: _WITHOUT_WRITING,
    AnswerKind.NEITHER: _WITHOUT_WRITING,
}


@dataclass(frozen=True)
class AnswerPart:
    """Some fields of an answer that stand together: under a heading which opens them, or always open."""

    heading: str
    fields: list

    @property
    def is_open(self) -> bool:
        """True where something stands in it or is wrong with it: nothing typed is out of sight."""
        return any(field.errors or _holds_something(field.value()) for field in self.fields)


def _holds_something(value) -> bool:
    return any(value) if isinstance(value, list | tuple) else bool(value)


class AnswerForm(SharedForm):
    """Why an answer is short of everything, and what is passed on: of one kind of answer, what that kind takes."""

    because = forms.ChoiceField(
        label="Why not everything?",
        required=False,
        choices=(),
        widget=forms.RadioSelect,
    )
    words = box(
        "Anything to add, for everybody who reads the request",
        "For example, whom to ring for a meeting.",
        2,
    )
    look_again_on = DatePartsField(
        label="When should this be looked at again?",
        help_text="For example, 9 6 2026",
        required=False,
        called="The date",
    )

    def __init__(self, *args, kind, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["because"].choices = reasons
        asked = [name for _, names in PARTS[kind] for name in names if name in self.fields]
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.order_fields(asked)  # so that the summary of problems leads down the page
        if kind == AnswerKind.NEITHER:
            for name in ("because", "words"):
                self.fields[name].help_text = "Your own agency alone sees it."
        if kind == AnswerKind.FULL:
            self.fields["because"].label = "Why do some read a gist alone?"
            self.fields["because"].help_text = "Needed with a gist."
        if kind == AnswerKind.HOLD:
            self.fields["look_again_on"].label = "On which day may they ask again?"

    @property
    def parts(self) -> list[AnswerPart]:
        """The fields as the page shows them."""
        parts = [
            (heading, [self[name] for name in names if name in self.fields]) for heading, names in PARTS[self.kind]
        ]
        return [AnswerPart(heading, fields) for heading, fields in parts if fields]

    def clean(self):
        super().clean()
        said, kind = self.cleaned_data, self.kind
        if not said.get("because") and "because" not in self.errors and (kind != AnswerKind.FULL or said.get("gist")):
            # A gist beside a full answer reads like any other gist, and so it says why.
            why = (
                "Choose why not everything is shared"
                if kind != AnswerKind.FULL
                else "Choose why some read a gist alone"
            )
            self.add_error("because", why)
        if kind == AnswerKind.HOLD and not said.get("look_again_on") and "look_again_on" not in self.errors:
            self.add_error("look_again_on", "Enter the day on which they may ask again")
        if kind in (AnswerKind.FULL, AnswerKind.PART) and not said.get("text") and "text" not in self.errors:
            self.add_error("text", "Write what you pass on")
        if kind == AnswerKind.GIST and not said.get("gist") and "gist" not in self.errors:
            self.add_error("gist", "Write the gist")
        if kind in WRITTEN and not said.get("marking") and "marking" not in self.errors:
            self.add_error("marking", "Choose how it is marked")
        if said.get("because") == "other" and not said.get("words") and "words" not in self.errors:
            self.add_error("words", "Write the reason in words")
        return said


def _boxes(fields: dict[str, forms.Field]) -> set[str]:
    """The names under which a page sends these fields."""
    return {name + box for name, field in fields.items() for box in getattr(field.widget, "widgets_names", [""])}


def carried(typed, form) -> list[tuple[str, str]]:
    """What was typed for another kind of answer: it goes along, out of sight, so that to choose again loses no word."""
    names = _boxes(AnswerForm.base_fields) - _boxes(form.fields)
    return [(name, text) for name in sorted(names) for text in typed.getlist(name) if text]


def offers_above(typed) -> bool:
    """True where something above OFFICIAL-SENSITIVE was offered, with whatever kind of answer."""
    return ABOVE[0] in typed.getlist("marking")


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


class LinkForm(KithForm):
    """The matter to which a request belongs, by its reference."""

    reference = forms.CharField(
        label="To which matter does it belong?",
        help_text="Its reference, for example K-22222222. Whoever has a part in that matter then reads this. The agency "
        "that asked or told never learns of it.",
        max_length=20,
        error_messages={"required": "Enter the reference of a matter"},
    )

    def clean_reference(self):
        return self.cleaned_data["reference"].upper()


class PassForm(KithForm):
    """To whom something should be passed on, and for what."""

    to = forms.ChoiceField(
        label="To whom should it go?",
        choices=(),
        help_text="A person, or whoever receives for an agency.",
        error_messages={"required": "Choose to whom it should go"},
    )
    what_for = box(
        "For what do they need it?", "The decision or the task, in a sentence.", 2, "Write what they need it for"
    )

    def __init__(self, *args, agencies, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            ("", "Choose"),
            *([("Whoever receives for", agencies)] if agencies else []),
            *([("A person", people)] if people else []),
        ]


class PassAnswerForm(KithForm):
    """Yes, with what the originator sets beside the version’s own conditions, or no."""

    allowed = forms.ChoiceField(
        label="May it be passed on to them?",
        choices=[("yes", "Yes, under the conditions that it has"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it may be passed on"},
    )
    until = DatePartsField(
        label="Until when may they read it?",
        help_text="Leave empty for as long as the version itself. For example, 9 6 2026",
        required=False,
        called="The date",
    )
    words = box("Anything to add?", "Further conditions, or why not. Who asked and who reads it see this.", 2)

    def clean_until(self):
        return _later(self.cleaned_data.get("until"))


class MarkForm(KithForm):
    """Until when police ask, at first, that the family is not told."""

    review_on = DatePartsField(
        label="On which day do you look at it again?",
        help_text="The mark holds until you lift it, also after this day. For example, 9 6 2026",
        called="The date",
        error_messages={"required": "Enter the day on which you look at it again"},
    )

    def clean_review_on(self):
        return _later(self.cleaned_data.get("review_on"))
