"""Is what was typed of a question, a time, joint work, a reflection or experience well formed?"""

import datetime

from django import forms

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box, offer
from kith.design.times import LONDON, MINUTES, WhenForm, shown
from kith.toolkit.words import About

from .naming import certain_in, likely_in, looks_like, quoted, told_in
from .words import AGREES, LINE, MOST_WEEKS, How, Leads

TALK_MINUTES = [("30", "30 minutes"), ("45", "45 minutes"), ("60", "An hour"), ("90", "An hour and a half")]
THEMES = [*About.choices]


def _line(label: str, hint: str = "", needed: str = "", longest: int = LINE) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=longest,
        error_messages={"required": needed} if needed else None,
    )


def _one(label: str, needed: str, choices=(), hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed},
    )


def _select(label: str, needed: str, hint: str = "", choices=()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=bool(needed),
        error_messages={"required": needed, "invalid_choice": needed or "Choose one of these"},
    )


def _several(label: str, choices=(), hint: str = "", needed: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=bool(needed),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": needed} if needed else None,
    )


def _whole(label: str, least: int, most: int, needed: str = "", hint: str = "") -> forms.IntegerField:
    wrong = f"Write a whole number from {least} to {most}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=bool(needed),
        min_value=least,
        max_value=most,
        error_messages={"required": needed, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class NamelessForm(KithForm):
    """A form whose words name no child. What looks as if it did is shown, and sent only when the writer has looked at it."""

    LOOKED_AT: tuple[str, ...] = ()

    def __init__(self, *args, known=(), **kwargs):
        super().__init__(*args, **kwargs)
        # What Kith knows of the child of a matter that the writer reads: looked for in whichever letters.
        self.known = known
        self.fields["looked"] = forms.BooleanField(
            label="I have looked: these words tell nobody which child it is", required=False
        )
        self.warned: list[str] = []
        if not self._found():
            self.fields["looked"].widget = forms.HiddenInput()

    def _found(self) -> list[str]:
        if not self.is_bound:
            return []
        typed = "\n".join(self.data.get(self.add_prefix(name), "") for name in self.LOOKED_AT)
        found = looks_like(typed)
        return [*found, *(name for name in told_in(typed, self.known) if name not in found)]

    def clean(self):
        said = super().clean()
        self.warned = self._found()
        if self.warned and not said.get("looked"):
            words = quoted(self.warned[:6])
            self.add_error(
                self.LOOKED_AT[0],
                f"This looks like a name, a reference, a number or a date of birth: {words}. "
                "Take it out, or tick below that it tells nobody which child it is",
            )
        return said


class AskForm(NamelessForm):
    LOOKED_AT = ("text",)

    theme = _one("What is it about?", "Choose what it is about", THEMES)
    text = box(
        "What do you want to ask?",
        "In general words: what you saw, what you thought, where you are stuck. No child’s name, date of birth, school or "
        "reference: it can be answered without.",
        6,
        needed="Write your question",
    )
    chosen = _select("Whom do you ask?", "", "Whoever is there answers soonest.")

    def __init__(self, *args, coaches=(), **kwargs):
        super().__init__(*args, **kwargs)
        people = []
        for one in coaches:
            words = one.person.name_and_title
            if one.away_until:
                instead = " and ".join(other.name for other in one.instead)
                words += f" (away; {instead} stands in)" if instead else " (away)"
            people.append((str(one.person.uuid), words))
        offer(self, "chosen", [("", "Whoever of the specialists is there"), *people])


class AnswerForm(NamelessForm):
    LOOKED_AT = ("text",)

    text = box(
        "Your answer",
        "Coach: what to think about, what to try, where it stands in the toolkit. The worker keeps the case. What is to be "
        "decided about a child is decided, and written, on the child’s record.",
        8,
        needed="Write your answer",
    )


class PassOnForm(KithForm):
    to = _one("To whom?", "Choose to whom")

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "to", list(people))


class CloseForm(NamelessForm):
    LOOKED_AT = ("came_of",)

    came_of = _line(
        "What came of it?",
        "One line. For example: “I asked the school first, and it helped.”",
        "Write what came of it",
        300,
    )


class FeedbackForm(NamelessForm):
    LOOKED_AT = ("line",)

    useful = forms.ChoiceField(
        label="It helped me to go on", choices=[*AGREES, ("", "No answer")], required=False, widget=forms.RadioSelect
    )
    heard = forms.ChoiceField(
        label="We understood each other", choices=[*AGREES, ("", "No answer")], required=False, widget=forms.RadioSelect
    )
    line = _line("A line to the other", "Only the two of you read it.", "", 300)

    def number(self, name: str) -> int | None:
        """The answer to one of the two, or none."""
        said = self.cleaned_data.get(name)
        return int(said) if said else None


class MakePageForm(KithForm):
    WORDS = ("title", "asked", "first", "why")

    title = _line("What is the page called?", "As somebody would look for it.", "Write what the page is called", 160)
    asked = _line(
        "The question, in a general sentence",
        "Search finds the page by it. Without anything that only one child did.",
        "Write the question in a general sentence",
    )
    first = box(
        "Do this first", "The answer, for somebody who has never had such a case.", 6, needed="Write the answer"
    )
    why = box("Why", "What it rests on, and what else it could be.", 4, needed="Write why")
    looked = forms.BooleanField(
        label="I have looked at each of these, and nobody can tell which child or who asked",
        required=True,
        error_messages={"required": "Look at each of these and say that nobody can tell which child or who asked"},
    )
    nobody = forms.BooleanField(label="None of the words that were shown is anybody’s name", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        typed = (self.data.get(self.add_prefix(name), "") for name in self.WORDS)
        if not (self.is_bound and any(likely_in(words) for words in typed)):
            self.fields["nobody"].widget = forms.HiddenInput()

    def clean(self):
        said = super().clean()
        for name in self.WORDS:
            typed = said.get(name, "")
            # What is certain is refused whatever is ticked; see `refuse`.
            found = [] if said.get("nobody") or certain_in(typed) else likely_in(typed)
            if found:
                words = quoted(found[:6])
                self.add_error(name, f"This looks like a name: {words}. Take it out, or tick below that it is nobody’s")
        return said

    def refuse(self, found) -> None:
        """The words name somebody: says which words, at the field where they stand."""
        for name in self.WORDS:
            words = self.cleaned_data.get(name, "")
            here = [one for one in found if one.lower() in words.lower() or told_in(words, [one])]
            if here:
                words = quoted(here)
                self.add_error(name, f"This is read by everybody, and says {words}. Write it without")
        if not self.errors:
            self.add_error(None, "These words name somebody. Write them without")


class AgreeForm(KithForm):
    answer = _one(
        "May your words stand on the page?",
        "Choose yes or no",
        [("yes", "Yes, as they stand here"), ("no", "No: let it be written in other words")],
    )


class SlotForm(WhenForm):
    WHEN = (("starts", "On which day?", True),)

    minutes = _select("How long?", "Choose how long it takes", choices=[("", "Choose"), *TALK_MINUTES])
    place = _line("Where, or on which line?", "A room, or the address of an online meeting.", "Write where it is")
    weeks = _whole(
        "For how many weeks, on the same day and time?",
        1,
        MOST_WEEKS,
        "Write for how many weeks",
        "1 for this day alone.",
    )
    field_order = "starts_on starts_at starts_which minutes place weeks".split()

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"weeks": 1, "minutes": "45", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def times(self) -> list[tuple]:
        """Each time, from when until when: the same hour by London’s clock, across its changes."""
        local = self.cleaned_data["starts"].astimezone(LONDON)
        length = datetime.timedelta(minutes=int(self.cleaned_data["minutes"]))
        found = []
        for week in range(self.cleaned_data["weeks"]):
            start = (local + datetime.timedelta(weeks=week)).astimezone(datetime.UTC)
            found.append((start, start + length))
        return found


class MoveForm(WhenForm):
    WHEN = (("starts", "On which day?", True),)

    minutes = _select("How long?", "Choose how long it takes")
    place = _line("Where, or on which line?", "", "Write where it is")
    field_order = "starts_on starts_at starts_which minutes place".split()

    def __init__(self, *args, row, choices=TALK_MINUTES, **kwargs):
        length = str(int((row.ends_at - row.starts_at).total_seconds() // 60))
        kwargs["initial"] = {**shown("starts", row.starts_at), "minutes": length, "place": row.place}
        super().__init__(*args, **kwargs)
        known = choices if length in dict(choices) else [*choices, (length, f"{length} minutes, as now")]
        offer(self, "minutes", list(known))
        self.order_fields(self.field_order)

    def times(self) -> tuple:
        """From when until when."""
        start = self.cleaned_data["starts"]
        return start, start + datetime.timedelta(minutes=int(self.cleaned_data["minutes"]))


class BookForm(KithForm):
    what_for = _one("What is it for?", "Choose what it is for")

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "what_for", list(choices))


class WordForm(NamelessForm):
    LOOKED_AT = ("word",)

    word = _line("A word to the other", "They read it. Name no child.", "Write a word to the other", 300)


class JointForm(NamelessForm):
    LOOKED_AT = ("aim", "leads_words")

    specialist = _one("With whom?", "Choose with whom")
    aim = _line("What is it for?", "For example: “A first talk at home.” Name no child.", "Write what it is for", 300)
    leads = _one("Who leads in the room?", "Choose who leads in the room", Leads.choices)
    leads_words = _line("What does each of you do there?", "One line.", "", 300)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "specialist", list(people))


class ClosingForm(NamelessForm):
    LOOKED_AT = ("closing",)

    closing = _line(
        "How did it end?", "One line: what the two of you did, not what the child did.", "Write how it ended", 300
    )


class ReflectionForm(WhenForm):
    WHEN = (("starts", "On which day?", True),)

    title = _line("What is it about?", "In general words. No child, no school.", "Write what it is about", 160)
    theme = _one("Theme", "Choose the theme", THEMES)
    presenter = _select("Who presents?", "Choose who presents")
    minutes = _select("How long?", "Choose how long it takes", choices=[("", "Choose"), *MINUTES])
    place = _line("Where?", "A room, or the address of an online meeting.", "Write where it is")
    places = _whole("How many take part, beside who presents?", 1, 50, "Write how many take part")
    field_order = "title theme presenter starts_on starts_at starts_which minutes place places".split()

    def __init__(self, *args, people=(), **kwargs):
        kwargs["initial"] = {"minutes": "60", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        offer(self, "presenter", [("", "Choose"), *people])
        self.order_fields(self.field_order)

    def clean_title(self):
        if found := looks_like(self.cleaned_data["title"]):
            raise forms.ValidationError(
                f"This looks like a name or a reference: “{found[0]}”. Write it in general words"
            )
        return self.cleaned_data["title"]

    times = MoveForm.times


class LearntForm(NamelessForm):
    LOOKED_AT = ("learnt",)

    learnt = box(
        "What was learnt?",
        "What others can use. Everybody of the authority reads it. No child.",
        5,
        needed="Write what was learnt",
    )
    themes = _several("Themes", THEMES, needed="Choose at least one theme")
    there = _several("Who came?")

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "there", list(people))
        if not people:
            del self.fields["there"]


class LogForm(NamelessForm):
    LOOKED_AT = ("next_step", "came_of")

    day = DatePartsField(
        label="On which day?",
        help_text="For example, 9 6 2026",
        called="The day",
        not_after_today=True,
        error_messages={"required": "Enter the day"},
    )
    themes = _several("Themes", THEMES, needed="Choose at least one theme")
    person = _select("With whom?", "", "Leave it open where it was several people.")
    minutes = _whole("How many minutes?", 1, 600)
    next_step = _line("One next step", "Of the worker. Never the child.", "", 300)
    came_of = _line("What came of it?", "", "", 300)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", "Nobody by name"), *people])


class ExperienceForm(KithForm):
    themes = _several("What have you worked with?", THEMES, "Themes, never cases.")
    harms = _several("Which kinds of harm?")
    line = _line(
        "A line, if you like", "For example: “Two years in an online team.” Name nobody, and no place of a case.", ""
    )
    how = _one("How may colleagues ask you?", "Choose how you may be asked", How.choices, "Only this is shown.")
    region_too = forms.BooleanField(
        label="Colleagues of the other authorities of our region may find me too", required=False
    )

    def __init__(self, *args, harms=(), mail="", phone="", **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "harms", list(harms))
        ways = [(How.HERE, How.HERE.label), (How.MAIL, f"{How.MAIL.label}: {mail}")]
        if phone:
            ways.append((How.PHONE, f"{How.PHONE.label}: {phone}"))
        offer(self, "how", ways)

    def clean(self):
        said = super().clean()
        if not said.get("themes") and not said.get("harms") and not self.errors:
            self.add_error("themes", "Choose at least one theme or kind of harm")
        if found := looks_like(said.get("line", "")):
            words = quoted(found[:6])
            self.add_error(
                "line", f"This looks like a name, a place or a reference: {words}. Write it in general words"
            )
        return said


class FindForm(KithForm):
    theme = _select("Theme", "", choices=[("", "Any theme"), *THEMES])
    harm = _select("Kind of harm", "")

    def __init__(self, *args, harms=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "harm", [("", "Any kind of harm"), *harms])
