"""Is what was typed well formed, and does a decision say what it must? Nothing is chosen beforehand."""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box

from .words import Consent, Outcome, Seat, There

EXAMPLE = "For example, 9 6 2026"


def line(label: str, hint: str = "", needed: str = "", most: int = 200) -> forms.CharField:
    """A box for one line."""
    messages = {"required": needed} if needed else None
    return forms.CharField(label=label, help_text=hint, required=bool(needed), max_length=most, error_messages=messages)


def one_of(label: str, needed: str, choices=(), hint: str = "") -> forms.ChoiceField:
    """One of a few, nothing chosen beforehand."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(choices),
        widget=forms.RadioSelect,
        required=bool(needed),
        error_messages={"required": needed} if needed else None,
    )


def pick(label: str, needed: str, hint: str = "") -> forms.ChoiceField:
    """One of many."""
    return forms.ChoiceField(
        label=label, help_text=hint, choices=(), required=bool(needed), error_messages={"required": needed or ""}
    )


def day(
    label: str, called: str, needed: str = "", hint: str = EXAMPLE, past: bool = False, near: bool = False
) -> DatePartsField:
    """A day in three boxes."""
    return DatePartsField(
        label=label,
        help_text=hint,
        required=bool(needed),
        called=called,
        not_after_today=past,
        near=near,
        error_messages={"required": needed} if needed else None,
    )


def hour(label: str, hint: str = "", needed: str = "") -> forms.TimeField:
    """A time of the day, as people write it."""
    messages = {"invalid": "Enter a time such as 9:30 or 14:00"} | ({"required": needed} if needed else {})
    return forms.TimeField(
        label=label,
        help_text=hint,
        required=bool(needed),
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "text", "class": "govuk-input govuk-input--width-5"}),
        error_messages=messages,
    )


class ChoosingForm(KithForm):
    """A form whose choices arrive from queries, by the name of the field."""

    def __init__(self, *args, choices: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, pairs in (choices or {}).items():
            field = self.fields[name]
            many = isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect)
            field.choices = [("", "Choose"), *pairs] if many else list(pairs)

    def not_before_today(self, name: str):
        """The day typed here, which has not passed."""
        value = self.cleaned_data.get(name)
        if value and value < timezone.localdate():
            raise forms.ValidationError("The date must be today or later")
        return value


class SetUpForm(ChoosingForm):
    kind = one_of("What kind of panel?", "Choose the kind of panel")
    name = line("What is it called?", "For example, Thornmere Channel panel.", "Write what the panel is called", 160)
    chair = pick("Who chairs it?", "Choose who chairs it")


class SeatForm(ChoosingForm):
    person = pick("Who?", "Choose who has the seat")
    seat = one_of("Which seat?", "Choose the seat", Seat.choices)
    role = line("For what, in their agency?", "For example, named nurse for safeguarding.", "", 160)


class QuorumForm(KithForm):
    at_least = forms.IntegerField(
        label="How many members at least?",
        help_text="Beside the agencies that this kind of panel needs. 0 where nothing is written.",
        min_value=0,
        max_value=60,
        error_messages={
            "required": "Enter a number, or 0",
            "invalid": "Enter a whole number, such as 4",
            "max_value": "Enter 60 or fewer",
            "min_value": "Enter 0 or more",
        },
    )
    source = line("Where is that written?", "For example, terms of reference of March 2026.", "", 300)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("at_least") and not self.cleaned_data.get("source"):
            self.add_error("source", "Write where the number comes from")
        return self.cleaned_data


class MeetingForm(ChoosingForm):
    on = day("On which day?", "The date", "Enter the day of the meeting", near=True)
    at = hour("At what time?", "For example, 9:30am or 14:00", "Enter the time")
    until = hour("Until when, where that is known?", "Calendars show it.")
    place = line("Where?", "A room, or that it is by video. No names.")

    def clean_on(self):
        return self.not_before_today("on")

    def clean(self):
        super().clean()
        at, until = self.cleaned_data.get("at"), self.cleaned_data.get("until")
        if at and until and until <= at:
            self.add_error("until", "The time when it ends must be after the time when it begins")
        return self.cleaned_data


class BecauseForm(KithForm):
    because = box("Why?", "", 2, "Write why")


class EnterForm(ChoosingForm):
    """What the panel is told of a child. It opens no consultation."""

    name = line(
        "Whom is it about?", "The child’s name, as members find it in their own records.", "Write whom it is about"
    )
    about = box(
        "What else members need to find the child", "For example the date of birth, the school. No more than that.", 2
    )
    summary = box(
        "Why is it before the panel?",
        "What members may know: facts apart from opinions. What a partner shared stays under its conditions, so do not "
        "copy it here.",
        5,
        "Write why it is before the panel",
    )
    childs_words = box("The child’s own words and wishes", "As they said it.", 3)
    not_spoken_because = box("If nobody has spoken with the child yet: why?", "", 2)
    referred_by = one_of("Who referred it?", "Choose who referred it")
    referred_on = day("When was it referred?", "The date", "Enter the day of the referral", past=True)
    referred_words = box("Who decided that, and on what grounds, as far as they were given?", "", 2)
    social_worker = pick("Who is the child’s social worker?", "", "They are always invited, and can read this case.")
    no_social_worker_because = box("If the child has none: why?", "", 2)

    def clean(self):
        super().clean()
        said = self.cleaned_data
        # The reason came from the record; who writes the child’s words has spoken with them since.
        if said.get("childs_words") and said.get("not_spoken_because") == self.initial.get("not_spoken_because"):
            said["not_spoken_because"] = ""
        if bool(said.get("childs_words")) == bool(said.get("not_spoken_because")):
            self.add_error("childs_words", "Write the child’s words, or why nobody has spoken with them, and not both")
        if bool(said.get("social_worker")) == bool(said.get("no_social_worker_because")):
            self.add_error("social_worker", "Choose the social worker, or write why there is none, and not both")
        return said


class PersonForm(ChoosingForm):
    person = pick("Who?", "Choose a person")


class ConflictForm(ChoosingForm):
    person = pick("Who must not read this case?", "Choose a person")
    reason = box(
        "Why?", "A relative, a neighbour, the person themselves. Kept for who leads the panel.", 2, "Write why"
    )


class AgendaForm(ChoosingForm):
    meeting = one_of("At which meeting?", "Choose a meeting")


class ConsentForm(ChoosingForm):
    of = one_of("Whose consent was asked?", "Choose whose consent was asked")
    who = line("Who is that?", "A name, where it is not plain.")
    needed = one_of(
        "Does support wait for it?",
        "Say whether support waits for it",
        (("yes", "Yes, no support without it"), ("no", "No, it is asked so that they are heard")),
    )
    why = box("Why, or why not?", "For example, who holds parental responsibility.", 2)
    asked_by = line("Who asked?", "", "Write who asked")
    asked_on = day("When?", "The date", "Enter the day on which it was asked", past=True)
    how = one_of("How?", "Choose how it was asked")


class ConsentAnswerForm(KithForm):
    answer = one_of("What was the answer?", "Choose the answer", Consent.choices)
    on = day("When?", "The date", "Enter the day of the answer", past=True)
    words = box("In their words, if they said more", "", 3)

    def __init__(self, *args, asked_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked_on = asked_on

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on < self.asked_on:
            raise forms.ValidationError("The date must not be before the day of asking")
        return on


class AttendanceForm(KithForm):
    """One question for each member, and for the child’s social worker of each case."""

    def __init__(self, *args, members, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {f"m-{row.uuid}": row.person for row in members}
        self.items = {f"i-{row.uuid}": row for row in items if row.case.social_worker}
        for name, person in self.members.items():
            self.fields[name] = one_of(f"{person.name}, {person.agency.name}", "", There.choices)
        for name, item in self.items.items():
            worker = item.case.social_worker.name
            label = f"{worker}, social worker of {item.case.reference}"
            self.fields[name] = one_of(label, "", There.choices)

    def said(self) -> tuple[dict, dict]:
        """What was chosen: members by their key, social workers by the item’s key."""
        chosen = {name: how for name, how in self.cleaned_data.items() if how}
        members = {person.pk: chosen[name] for name, person in self.members.items() if name in chosen}
        return members, {item.pk: chosen[name] for name, item in self.items.items() if name in chosen}


class ViewForm(ChoosingForm):
    agency = one_of("Whose view is it?", "Choose the agency")
    text = box(
        "What does the agency say?", "What it knows and thinks. Nothing above OFFICIAL-SENSITIVE.", 5, "Write the view"
    )


class DecideForm(ChoosingForm):
    """A decision, with why, who has it where the panel has not, what comes next, and who saw it differently."""

    outcome = one_of("What did the panel decide?", "Choose what the panel decided")
    reason = box("Why?", "", 4, "Write why")
    set_aside = box("What was considered and set aside?", "", 2)
    to_whom = box(
        "If support is not offered: who has it now?",
        "The panel considers health and social care. A name and a service, or “nobody, because…”.",
        2,
    )
    childs_voice = box(
        "What did the child want, and how was it heard?", "", 3, "Write what the child wanted, or why it is not known"
    )
    next_review_on = day("If there is support: when does the panel look at it next?", "The review")
    reassess_on = day("If there is none: when does the panel look again, if at all?", "The date")
    exit_reason = one_of("If support ends: why?", "")
    without_quorum_because = box("There is no quorum. Why was it decided all the same?", "", 2)

    def __init__(self, *args, agencies, quorate: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.agencies = {f"dissent-{row.key}": row for row in agencies}
        self.quorate = quorate
        for name, agency in self.agencies.items():
            self.fields[name] = box(f"{agency.name} saw it differently", "Leave empty where it did not.", 2)
        outcomes = dict(self.fields["outcome"].choices)
        if Outcome.END not in outcomes:
            del self.fields["exit_reason"]
        if Outcome.NOT not in outcomes:
            del self.fields["to_whom"], self.fields["reassess_on"]
        if quorate:
            del self.fields["without_quorum_because"]

    def clean_next_review_on(self):
        return self.not_before_today("next_review_on")

    def clean_reassess_on(self):
        return self.not_before_today("reassess_on")

    def clean(self):
        super().clean()
        said = self.cleaned_data
        outcome = said.get("outcome")
        if outcome in (Outcome.NOT, Outcome.ELSEWHERE) and not said.get("to_whom"):
            self.add_error("to_whom", "Write who has it now, or nobody and why")
        supported = outcome in (Outcome.ADOPT, Outcome.GO_ON)
        if supported and not said.get("next_review_on") and "next_review_on" not in self.errors:
            self.add_error("next_review_on", "Enter the day of the next review")
        if outcome == Outcome.END and not said.get("exit_reason"):
            self.add_error("exit_reason", "Choose why support ends")
        if not self.quorate and not said.get("without_quorum_because"):
            self.add_error("without_quorum_because", "Write why it was decided without a quorum")
        return said

    def dissents(self) -> dict:
        """The words of each agency that saw it differently."""
        return {agency: self.cleaned_data.get(name, "") for name, agency in self.agencies.items()}

    def about(self) -> dict:
        """The rest of what was said, as the action takes it: only what belongs to the outcome."""
        said = self.cleaned_data
        outcome = said["outcome"]
        supported, ends = outcome in (Outcome.ADOPT, Outcome.GO_ON), outcome == Outcome.END
        return {
            "set_aside": said["set_aside"],
            "childs_voice": said["childs_voice"],
            "to_whom": "" if supported else said.get("to_whom", ""),
            "next_review_on": said["next_review_on"] if supported else None,
            "reassess_on": None if supported or ends else said.get("reassess_on"),
            "exit_reason": said.get("exit_reason", "") if ends else "",
            "without_quorum_because": said.get("without_quorum_because", ""),
        }


class ActionForm(ChoosingForm):
    text = box("What is to be done?", "", 2, "Write what is to be done")
    owner = pick("Who does it?", "Choose who does it", "They can read this case, and are told.")
    due_on = day("By when?", "The date", hint="Leave empty for your authority’s usual time. For example, 9 6 2026")
    is_support = one_of(
        "Does it wait for consent?",
        "Say whether it waits for consent",
        (("yes", "Yes, it is part of the panel’s support"), ("no", "No, it goes on whatever the answer")),
    )

    def clean_due_on(self):
        return self.not_before_today("due_on")


class DoneForm(KithForm):
    words = box("What came of it?", "", 3, "Write what came of it")


class SupportForm(KithForm):
    provider = line(
        "Who gives the support?",
        "The provider, and the mentor where the child knows them by name.",
        "Write who gives it",
    )
    what = box("What kind of support?", "", 3, "Write what kind of support it is")
    begins_on = day("From when?", "The date", "Enter the day on which it begins")


class SessionForm(ChoosingForm):
    planned_on = day("On which day?", "The date", "Enter the day of the session")


class SessionSaidForm(KithForm):
    held = one_of("Was it held?", "Say whether it was held", (("yes", "Yes"), ("no", "No")))
    words = box("What came of it, or why not?", "", 3)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("held") == "no" and not self.cleaned_data.get("words"):
            self.add_error("words", "Write why it was not held")
        return self.cleaned_data


class LookForm(KithForm):
    done_on = day("When did you look?", "The date", "Enter the day on which you looked", past=True)
    found = box(
        "What did you find?", "How the child is now, and what they need, if anything.", 4, "Write what you found"
    )
    childs_words = box("The child’s own words and wishes", "", 3)
    not_spoken_because = box("If nobody spoke with the child: why?", "", 2)

    def clean(self):
        super().clean()
        if bool(self.cleaned_data.get("childs_words")) == bool(self.cleaned_data.get("not_spoken_because")):
            self.add_error("childs_words", "Write the child’s words, or why nobody spoke with them, and not both")
        return self.cleaned_data
