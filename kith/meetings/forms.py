"""Is what was typed well formed, and is each time one that the clock in London shows?"""

import datetime

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box
from kith.design.times import MINUTES, WhenForm, shown

from .words import CUTS, REPLIES, Attendance, Cut, Reply


class AskForm(WhenForm):
    """What step, when, where, and who takes part."""

    WHEN = (("planned", "On which day?", True),)

    to = forms.ChoiceField(
        label="Whom do you ask?",
        help_text="It goes to the person whom the police have named, or to who covers today.",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom you ask"},
    )
    step = forms.ChoiceField(
        label="Which step?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the step"},
    )
    what = box(
        "What will you do?",
        "So that somebody who does not know the matter understands it.",
        3,
        "Write what you will do",
    )
    about = box(
        "Whom is it about?",
        "What they need to find the child or the place, and no more. They do not see your record.",
        2,
        "Write whom it is about",
    )
    place = box("Where?", "", 2, "Write where it will be")
    who_goes = box("Who takes part, and who else may notice it?", "", 2, "Write who takes part")
    field_order = ["to", "step", "what", "about", "planned_on", "planned_at", "planned_which", "place", "who_goes"]

    def __init__(self, *args, agencies, steps, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = agencies
        self.fields["step"].choices = steps
        self.order_fields(self.field_order)


class CutForm(KithForm):
    """Go ahead, wait until a day, or speak to me. There is no box for why."""

    kind = forms.ChoiceField(
        label="Would this cut across anything?",
        help_text="Never say why. They learn what you choose here, and nothing else.",
        choices=CUTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer"},
    )
    wait_until = DatePartsField(
        label="Until when should they wait?",
        help_text="Only for “wait”. They ask again or hear from you then. For example, 9 6 2026",
        required=False,
        called="The date",
        near=True,
    )

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("kind") == Cut.WAIT and "wait_until" not in self.errors:
            if not said.get("wait_until"):
                self.add_error("wait_until", "Enter the day until which they should wait")
            elif said["wait_until"] < timezone.localdate():
                self.add_error("wait_until", "The date must be today or later")
        elif said.get("kind"):
            said["wait_until"] = None
        return said


class ReasonForm(KithForm):
    """Why a step is taken without an answer, or a meeting cancelled."""

    because = box("Why?", "", 3, "Write why")


class ColleagueForm(KithForm):
    to = forms.ChoiceField(
        label="Who?",
        choices=(),
        error_messages={"required": "Choose a colleague", "invalid_choice": "Choose a colleague"},
    )

    def __init__(self, *args, people, label: str = "Who?", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose a colleague"), *people]
        self.fields["to"].label = label


def _needs() -> dict[str, forms.Field]:
    return {
        "language": box(
            "Language and communication",
            "An interpreter from outside the family, words that work, what helps the child.",
            2,
        ),
        "faith": box(
            "Faith and custom to respect",
            "For example a time of prayer, or who may be alone with whom. Never a sign of anything.",
            2,
        ),
        "who_is_there": box("Who else may be there?", "", 2),
        "other_needs": box("What else do the child and the family need?", "", 2),
        "safety": box(
            "Safety plan", "For the child, the family and who goes: what could go wrong, and what you then do.", 3
        ),
    }


class PlanForm(WhenForm):
    """A visit or a meeting: purpose, time, place, who leads and who comes; for a visit its needs and safety plan."""

    WHEN = (
        ("starts", "On which day?", True),
        ("second", "Another day that would suit you (optional)", False),
        ("third", "A third day (optional)", False),
    )

    purpose = box("What is it for?", "What it should lead to. Who is invited reads this.", 3, "Write what it is for")
    minutes = forms.ChoiceField(
        label="How long?",
        choices=MINUTES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how long it takes"},
    )
    place = box("Where?", "Who is invited reads it here. It never stands in a calendar.", 2)
    lead = forms.ChoiceField(label="Who leads?", choices=(), error_messages={"required": "Choose who leads"})
    agencies = forms.MultipleChoiceField(
        label="Which agencies do you invite?",
        help_text="Each by the person whom it has named, or who covers today; they can pass it to a colleague.",
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    person = forms.ChoiceField(label="A colleague of your own service (optional)", required=False, choices=())
    office = forms.CharField(
        label="Somebody without an account here (optional)",
        help_text="Agency and office, for example “Alder Hill Academy, safeguarding lead”. You tell them yourself.",
        required=False,
        max_length=200,
    )
    will_say = box("What you will say", "So that everybody who comes says the same, or knows what is left to whom.", 2)
    will_not_say = box("What you will not say", "", 2)

    ORDER = (
        "purpose starts_on starts_at starts_which minutes second_on second_at second_which third_on third_at "
        "third_which place lead agencies person office will_say will_not_say language faith who_is_there other_needs safety"
    ).split()

    def __init__(self, *args, visit: bool, me: str, people, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        if visit:
            for name, field in _needs().items():
                self.fields[name] = field
            self.fields["place"].required = True
            self.fields["place"].error_messages["required"] = "Write where it will be"
        else:
            del self.fields["will_say"], self.fields["will_not_say"]
        self.fields["lead"].choices = [
            ("", "Choose"),
            ("me", me),
            *[(f"person:{key}", name) for key, name in people],
            *[(f"agency:{key}", f"{name}: the person whom it has named") for key, name in agencies],
        ]
        self.fields["agencies"].choices = agencies
        self.fields["person"].choices = [("", "Nobody"), *people]
        if not agencies:
            del self.fields["agencies"]
        self.order_fields(self.ORDER)

    def times(self) -> list[tuple]:
        """Each time with its end, the first the one that holds."""
        length = datetime.timedelta(minutes=int(self.cleaned_data["minutes"]))
        moments = [self.cleaned_data[prefix] for prefix, _, _ in self.WHEN]
        return [(moment, moment + length) for moment in dict.fromkeys(moments) if moment]


class ChangeForm(WhenForm):
    """The plan and the time as they should be, and why they change."""

    WHEN = (("starts", "On which day?", True),)

    purpose = box("What is it for?", "", 3, "Write what it is for")
    minutes = forms.ChoiceField(
        label="How long?",
        choices=MINUTES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how long it takes"},
    )
    place = box("Where?", "", 2)
    because = box("Why do you change it?", "Who is invited reads this.", 2, "Write why you change it")

    ORDER = (
        "purpose starts_on starts_at starts_which minutes place language faith who_is_there other_needs safety because"
    ).split()

    def __init__(self, *args, meeting, **kwargs):
        length = str(int((meeting.ends_at - meeting.starts_at).total_seconds() // 60))
        names = ["purpose", "place", *(_needs() if meeting.is_visit else ())]
        initial = {name: getattr(meeting, name) for name in names} | shown("starts", meeting.starts_at)
        kwargs["initial"] = initial | {"minutes": length} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if meeting.is_visit:
            for name, field in _needs().items():
                self.fields[name] = field
            self.fields["place"].required = True
            self.fields["place"].error_messages["required"] = "Write where it will be"
        if length not in dict(MINUTES):
            self.fields["minutes"].choices = [*MINUTES, (length, f"{length} minutes, as now")]
        self.order_fields(self.ORDER)

    def plan(self) -> dict:
        """What the plan says in words."""
        return {name: self.cleaned_data[name] for name in self.fields if name in PLAN_NAMES}

    def times(self) -> tuple:
        start = self.cleaned_data["starts"]
        return start, start + datetime.timedelta(minutes=int(self.cleaned_data["minutes"]))


PLAN_NAMES = ("purpose", "place", "language", "faith", "who_is_there", "other_needs", "safety")


class InviteForm(KithForm):
    """Who else is invited: an agency, a colleague, or an office without an account."""

    agencies = forms.MultipleChoiceField(
        label="Which agencies do you invite?",
        help_text="Each by the person whom it has named, or who covers today; they can pass it to a colleague.",
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    person = forms.ChoiceField(label="A colleague of your own service", required=False, choices=())
    office = forms.CharField(
        label="Somebody without an account here",
        help_text="Agency and office. You tell them yourself.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args, people, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = agencies
        self.fields["person"].choices = [("", "Nobody"), *people]
        if not agencies:
            del self.fields["agencies"]

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not self.errors and not (said.get("agencies") or said.get("person") or said.get("office")):
            self.add_error(None, "Choose an agency or a colleague, or name an office")
        return said


class ReplyForm(WhenForm):
    """Whether one comes, which times suit, and what one will and will not say."""

    WHEN = (("other", "Another day that would suit you (optional)", False),)

    reply = forms.ChoiceField(
        label="Will you be there?",
        choices=REPLIES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you will be there"},
    )
    suits = forms.MultipleChoiceField(
        label="Which of these other times would suit you?",
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    reply_words = box("Anything to add?", "For example why you cannot come, or who can.", 2)
    will_say = box("What you will say", "Read by everybody who is invited.", 2)
    will_not_say = box("What you will not say", "Without saying why.", 2)
    ORDER = "reply suits other_on other_at other_which reply_words will_say will_not_say".split()

    def __init__(self, *args, times, visit: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["suits"].choices = times
        if not times:
            del self.fields["suits"]
        if not visit:
            del self.fields["will_say"], self.fields["will_not_say"]
        self.order_fields(self.ORDER)

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("reply") == Reply.OTHER and not self.errors and not (said.get("suits") or said.get("other")):
            # A group is led to where there is one; else the first box of the day.
            self.add_error(
                "suits" if "suits" in self.fields else "other_on", "Choose or enter a time that would suit you"
            )
        return said


class AccountForm(KithForm):
    """What came of it, with the child’s own words apart, and who was there."""

    heard = box("What was heard?", "Who said what. Facts apart from opinions.", 4, "Write what was heard")
    childs_words = box("The child’s own words", "As they were said, by whom of several.", 3)
    no_words_because = box("If there are none: why not?", "", 2)

    def __init__(self, *args, seats, visit: bool, cleared: bool, police_know: bool, **kwargs):
        super().__init__(*args, **kwargs)
        order = []
        for seat in seats:
            name = f"seat_{seat.uuid}"
            order.append(name)
            self.fields[name] = forms.ChoiceField(
                label=f"{seat.who}: there?",
                choices=Attendance.choices,
                widget=forms.RadioSelect,
                initial=seat.attendance or None,
                error_messages={"required": f"Say whether {seat.who} was there"},
            )
        if visit:
            self.fields["seen"] = box("What was seen?", "", 4, "Write what was seen")
            self.fields["agreed"] = box("What was agreed?", "", 3)
        else:
            self.fields["heard"].label = "What was said?"
            self.fields["heard"].help_text = "Views, decisions and actions have their own places."
            self.fields["heard"].error_messages["required"] = "Write what was said"
        if not cleared:
            self.fields["without_because"] = box(
                "Why did it go ahead without the answer of the police to go ahead?",
                f"Kept with your name.{' They are told that it took place.' if police_know else ''}",
                2,
                "Write why it went ahead without an answer",
            )
            order.append("without_because")
        self.order_fields([*order, "seen", "heard", "childs_words", "no_words_because", "agreed"])

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not said.get("childs_words") and not said.get("no_words_because") and "childs_words" not in self.errors:
            self.add_error("childs_words", "Write what the child said, or below why there is nothing")
        return said

    def attendance(self) -> dict[str, str]:
        return {name.removeprefix("seat_"): self.cleaned_data[name] for name in self.fields if name.startswith("seat_")}

    def said(self) -> dict:
        names = ("seen", "heard", "agreed", "childs_words", "no_words_because")
        return {name: self.cleaned_data.get(name, "") for name in names}


class ViewForm(KithForm):
    seat = forms.ChoiceField(label="Whose view?", choices=(), error_messages={"required": "Choose whose view it is"})
    view = box(
        "The agency’s view", "What you know that bears on it, and what you think should happen.", 5, "Write the view"
    )

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats


class DecisionForm(KithForm):
    text = box("What was decided?", "One decision.", 3, "Write what was decided")
    reason = box("Why?", "On what information.", 3, "Write why")
    set_aside = box("What was considered and set aside? (optional)", "", 2)


class DissentForm(KithForm):
    seat = forms.ChoiceField(label="Who sees it differently?", choices=(), error_messages={"required": "Choose who"})
    words = box("How is it seen?", "", 3, "Write how it is seen")

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats


class ActionForm(KithForm):
    text = box("What is to be done?", "", 2, "Write what is to be done")
    owner = forms.ChoiceField(
        label="By whom?",
        choices=(),
        help_text="Somebody who reads this meeting. They are told.",
        error_messages={"required": "Choose who does it"},
    )
    due_on = DatePartsField(
        label="By when?",
        help_text="For example, 9 6 2026",
        called="The date",
        error_messages={"required": "Enter the day"},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose"), *people]

    def clean_due_on(self):
        day = self.cleaned_data.get("due_on")
        if day and day < timezone.localdate():
            raise forms.ValidationError("The date must be today or later")
        return day


class DoneForm(KithForm):
    note = box("What was done?", "", 2, "Write what was done")


class CalendarForm(KithForm):
    name = forms.CharField(
        label="For which device?",
        help_text="A name for yourself, for example “work phone”.",
        max_length=80,
        error_messages={"required": "Write which device it is for"},
    )
