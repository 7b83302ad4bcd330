"""Is what was typed of a plan, of a review or of a session well formed?"""

import datetime

from django import forms
from django.utils import timezone

from kith.concerns.words import ContextKind
from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box, offer
from kith.design.times import MINUTES, WhenForm, shown

from .words import Agrees, Ending, Party, Target, Way, Whose

YES_NO = [("yes", "Yes"), ("no", "No, leave it out of their paper")]
DATE = "For example, 9 6 2026"


def _radios(label: str, choices, needed: str = "", hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=bool(needed),
        widget=forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed or "Choose one of these"},
    )


def _select(label: str, needed: str = "", hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=(),
        required=bool(needed),
        error_messages={"required": needed, "invalid_choice": needed or "Choose one of these"},
    )


def _line(label: str, hint: str = "", needed: str = "", longest: int = 120) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=longest,
        error_messages={"required": needed} if needed else None,
    )


def _day(label: str, needed: str = "", hint: str = DATE, past: bool = False) -> DatePartsField:
    return DatePartsField(
        label=label,
        help_text=hint,
        required=bool(needed),
        called="The date",
        not_after_today=past,
        error_messages={"required": needed} if needed else None,
    )


def _not_past(form: forms.Form, name: str) -> None:
    day = form.cleaned_data.get(name)
    if day and day < timezone.localdate():
        form.add_error(name, "The date must be today or later")


def _family_reads(what: str) -> forms.ChoiceField:
    hint = "The family is given a paper of what was agreed. Leave out what is about somebody else, or for staff alone."
    return _radios(f"May the family read this {what}?", YES_NO, "Choose whether the family may read it", hint)


class NamesForm(KithForm):
    """What the plan is called here, and who leads it by role."""

    kind = _radios("What kind of plan is it?", (), "Choose what kind of plan it is")
    lead = _radios("Who leads it, by their role?", (), "Choose who leads it")

    def __init__(self, *args, kinds, leads, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "kind", list(kinds.items()))
        offer(self, "lead", list(leads.items()))


class BeginForm(NamesForm):
    owner = _select(
        "Who owns the plan?", "Choose who owns it", "They see to all of it, and to what partners do. They are told."
    )
    field_order = ["owner", "kind", "lead"]

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "owner", [("", "Choose"), *people])


class OutcomeForm(KithForm):
    words = box("What should be better?", "As they said it.", 3, "Write what should be better")
    whose = _radios("Whose words are these?", Whose.choices, "Choose whose words they are")
    who = _line("Who said it? (optional)", "For example “her mother”.")
    said_on = _day("When?", "Enter the day", past=True)
    matters_because = box("Why does it matter?", "To them first.", 2, "Write why it matters")
    family_reads = _family_reads("outcome")

    def said(self) -> dict:
        return {**self.cleaned_data, "family_reads": self.cleaned_data["family_reads"] == "yes"}


class ActionForm(KithForm):
    """What, for whom, who does it, by when."""

    text = box(
        "What is to be done?", "One thing, so that one can say whether it was done.", 2, "Write what is to be done"
    )
    target = _radios("For whom is it?", Target.choices, "Choose for whom it is")
    context_kind = _radios("For a place or a group: which kind?", ContextKind.choices)
    context_words = box(
        "Which place or group?", "For example “the station forecourt after school”. No child’s name.", 2
    )
    of_context = _select("Is it one of the contexts that touch the child?", "", "Then its page is a step away.")
    owner = _select("Which colleague does it?", "", "They own it, and are told. Or name a partner below.")
    partner = _select("Or which agency?", "", "The owner of the plan sees to it that it is done.")
    partner_words = _line(
        "Or who else, or who there?",
        "A person or an office without an account here, for example “netball coach”. You tell them yourself.",
        longest=200,
    )
    due_on = _day("By when?", "Enter the day")
    family_reads = _family_reads("action")

    def __init__(self, *args, people, agencies, contexts=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "of_context", [("", "None of these"), *contexts])
        if not contexts:
            del self.fields["of_context"]
        offer(self, "owner", [("", "Nobody of ours"), *people])
        offer(self, "partner", [("", "None"), *agencies])

    def clean(self):
        super().clean()
        said = self.cleaned_data
        partner = said.get("partner") or said.get("partner_words")
        if "owner" not in self.errors and "partner" not in self.errors:
            if not said.get("owner") and not partner:
                self.add_error("owner", "Choose who does it, or name a partner")
            elif said.get("owner") and partner:
                self.add_error("owner", "Choose a colleague or a partner, and not both: one of them does it")
        if said.get("target") == Target.CONTEXT:
            if not said.get("context_kind"):
                self.add_error("context_kind", "Choose which kind of place or group")
            if not said.get("context_words"):
                self.add_error("context_words", "Write which place or group")
        elif said.get("target") and any(said.get(name) for name in ("context_kind", "context_words", "of_context")):
            self.add_error("target", "You named a place or a group. Choose “A place or a group”, or take it out below")
        _not_past(self, "due_on")
        return said


class SafetyForm(KithForm):
    safety_signs = box("What are the signs that things get worse?", "As the young person and the family see them.", 3)
    safety_do = box("Who does what then?", "By name or by role, in order.", 4)
    safety_ring = box("Whom to ring, also out of hours?", "Names with their numbers. In danger, 999 first.", 3)
    safety_own_words = box("The young person’s own words for it", "How they would say it to a friend.", 2)
    safety_staff = box("For staff alone (optional)", "It never stands in the family’s paper. All above does.", 3)


def _answer_fields(party: str, how) -> dict[str, forms.Field]:
    whom = "the young person" if party == Party.CHILD else "the family"
    ways = _select(f"How was {whom} asked?")
    ways.choices = [("", "Choose"), *how.items()]
    fields: dict[str, forms.Field] = {
        f"{party}_answer": _radios(
            f"What does {whom} say to the plan?", Agrees.choices, f"Choose what {whom} says to the plan"
        ),
        f"{party}_how": ways,
        f"{party}_on": _day("When?", past=True),
        f"{party}_words": box("In their own words", "Needed where they do not agree, or not to all of it.", 2),
        f"{party}_because": box("If they were not asked: why not yet?", "", 2),
    }
    if party == Party.FAMILY:
        fields = {f"{party}_who": _line("Who of the family?", "For example “her mother”."), **fields}
    return fields


def _check_answer(form: forms.Form, party: str) -> None:
    """An answer says how and when; one that was not asked for, why; who does not agree is heard."""
    said = form.cleaned_data
    answer = said.get(f"{party}_answer")
    if not answer:
        return
    if answer == Agrees.NOT_ASKED:
        if not said.get(f"{party}_because"):
            form.add_error(f"{party}_because", "Write why they were not asked yet")
        return
    if f"{party}_who" in form.fields and not said.get(f"{party}_who"):
        form.add_error(f"{party}_who", "Write who it was")
    if not said.get(f"{party}_how"):
        form.add_error(f"{party}_how", "Choose how they were asked")
    if not said.get(f"{party}_on") and f"{party}_on" not in form.errors:
        form.add_error(f"{party}_on", "Enter the day on which they were asked")
    if answer in (Agrees.NO, Agrees.PARTLY) and not said.get(f"{party}_words"):
        form.add_error(f"{party}_words", "Write what they said, in their own words")


def _answer(said: dict, party: str) -> dict:
    asked = said[f"{party}_answer"] != Agrees.NOT_ASKED
    fallback = "The young person" if party == Party.CHILD else "The family"
    return {
        "party": party,
        "who": said.get(f"{party}_who") or fallback,
        "answer": said[f"{party}_answer"],
        "how": said[f"{party}_how"] if asked else "",
        "on": said[f"{party}_on"] if asked else None,
        "words": said[f"{party}_words"],
        "not_asked_because": "" if asked else said[f"{party}_because"],
    }


class AgreeForm(KithForm):
    """What changes and why, what the young person and the family say to it, and when it is looked at again."""

    def __init__(self, *args, how, first: bool, context: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not first:
            self.fields["because"] = box("Why does the plan change?", "", 3, "Write why the plan changes")
        if not context:
            self.fields["no_context_because"] = box(
                "Why is no action for a place or a group?",
                "Harm outside the home is met where it happens. Say why this plan works on no place or group.",
                3,
                "Write why no action is for a place or a group",
            )
        for party in Party.values:
            self.fields.update(_answer_fields(party, how))
        self.fields["review_on"] = _day("When is the plan reviewed next?", "Enter the day of the next review")

    def clean(self):
        super().clean()
        for party in Party.values:
            _check_answer(self, party)
        _not_past(self, "review_on")
        return self.cleaned_data

    def answers(self) -> list[dict]:
        return [_answer(self.cleaned_data, party) for party in Party.values]


class AgreementForm(KithForm):
    """What somebody else said to the plan, or said later."""

    party = _radios("Who?", Party.choices, "Choose whether it is the young person or somebody of the family")

    def __init__(self, *args, how, **kwargs):
        super().__init__(*args, **kwargs)
        fields = _answer_fields(Party.FAMILY, how)
        fields["family_who"] = _line("Who is it?", "For example “his grandmother”.", "Write who it is")
        fields["family_answer"].label = "What do they say to the plan?"
        fields["family_answer"].error_messages["required"] = "Choose what they say to the plan"
        fields["family_how"].label = "How were they asked?"
        self.fields.update(fields)

    def clean(self):
        super().clean()
        _check_answer(self, Party.FAMILY)
        return self.cleaned_data

    def answer(self) -> dict:
        return {**_answer(self.cleaned_data, Party.FAMILY), "party": self.cleaned_data["party"]}


class EndForm(KithForm):
    how = _radios("What came of it?", Ending.choices, "Choose what came of it")
    on = _day("On which day?", "Enter the day", past=True)
    words = box("In words", "What was done; or why it was not, or is no longer needed.", 3, "Write what came of it")


class ReviewForm(KithForm):
    held_on = _day("When was it?", "Enter the day of the review", past=True)
    there = box(
        "Who was there?", "By name or by role, the young person and the family first.", 2, "Write who was there"
    )
    for_the_child = box("What changed for the child?", "", 4, "Write what changed for the child")
    in_the_setting = box(
        "What changed in the setting?",
        "At home, at school, in the place or the group, online.",
        4,
        "Write what changed there",
    )
    childs_words = box("The child’s own words", "What they say of it.", 3)
    no_words_because = box("If there are none: why not?", "", 2)
    next_on = _day("When is the next review?")
    no_next_because = box("If there is none: why not?", "", 2)

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not said.get("childs_words") and not said.get("no_words_because") and "childs_words" not in self.errors:
            self.add_error("childs_words", "Write what the child says, or below why there is nothing")
        if "next_on" not in self.errors:
            if not said.get("next_on") and not said.get("no_next_because"):
                self.add_error("next_on", "Enter the day of the next review, or below why there is none")
            elif said.get("next_on") and said.get("no_next_because"):
                self.add_error("no_next_because", "You entered a day. Take it out, or take out why there is none")
            else:
                _not_past(self, "next_on")
        return said


class EndPlanForm(KithForm):
    because = box("Why does the plan end?", "", 3, "Write why the plan ends")
    has_it_now = box(
        "Who has it now?", "A person, a service, the family; or nobody, because …", 2, "Write who has it now"
    )


LONGER = [*MINUTES[:1], ("45", "Three quarters of an hour"), *MINUTES[1:]]


def _length() -> forms.ChoiceField:
    return _radios("How long?", LONGER, "Choose how long it takes")


class SessionForm(WhenForm):
    """When, how long, where, with whom, and what is planned."""

    WHEN = (("starts", "On which day?", True),)

    worker = _select("Who holds it?", "Choose who holds it", "They are told, and it counts to their time.")
    minutes = _length()
    way = _radios("How do you meet?", Way.choices, "Choose how you meet")
    place = box(
        "Where?",
        "The place that the young person chose; or which of your own rooms online. It stands in no calendar.",
        2,
    )
    with_whom = box("Who else is there? (optional)", "", 2)
    what = box("What is planned?", "What the young person would like to do, too.", 3, "Write what is planned")
    field_order = "worker starts_on starts_at starts_which minutes way place with_whom what".split()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "worker", [("", "Choose"), *people])
        self.order_fields(self.field_order)

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("way") == Way.TOGETHER and not said.get("place"):
            self.add_error("place", "Write where you meet")
        return said

    def times(self) -> tuple:
        start = self.cleaned_data["starts"]
        return start, start + datetime.timedelta(minutes=int(self.cleaned_data["minutes"]))


class MoveForm(WhenForm):
    WHEN = (("starts", "On which day?", True),)

    minutes = _length()
    because = box("Why does it move?", "", 2, "Write why it moves")
    field_order = "starts_on starts_at starts_which minutes because".split()

    def __init__(self, *args, session, **kwargs):
        length = str(session.minutes)
        kwargs["initial"] = {**shown("starts", session.starts_at), "minutes": length, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if length not in dict(LONGER):
            offer(self, "minutes", [*LONGER, (length, f"{length} minutes, as now")])
        self.order_fields(self.field_order)

    times = SessionForm.times


class HeldForm(KithForm):
    minutes = forms.IntegerField(
        label="How many minutes did it take?",
        help_text="Time with the young person, without the way there.",
        min_value=1,
        max_value=720,
        error_messages={
            "required": "Enter how many minutes it took",
            "invalid": "Enter the minutes as a number, such as 45",
            "min_value": "Enter at least one minute",
            "max_value": "Enter no more than 720 minutes",
        },
    )
    tried = box("What was tried?", "What you did together, and how it went.", 4, "Write what was tried")
    guides = forms.MultipleChoiceField(
        label="Which conversation guides did you use? (optional)",
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    childs_words = box("The young person’s own words", "", 3)
    no_words_because = box("If there are none: why not?", "", 2)
    what_next = box("What next?", "", 2, "Write what comes next")

    def __init__(self, *args, guides, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "guides", guides)
        if not guides:
            del self.fields["guides"]

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not said.get("childs_words") and not said.get("no_words_because") and "childs_words" not in self.errors:
            self.add_error("childs_words", "Write what the young person said, or below why there is nothing")
        return said


class RecordForm(HeldForm, WhenForm):
    """Time that was spent without having been planned: when, with whom, and what came of it."""

    WHEN = (("starts", "On which day was it?", True),)
    must_be_past = True

    worker = _select("Who was with the young person?", "Choose who it was", "It counts to their time.")
    way = _radios("How did you meet?", Way.choices, "Choose how you met")
    place = box("Where? (optional)", "It stands in no calendar.", 2)
    with_whom = box("Who else was there? (optional)", "", 2)
    field_order = (
        "worker starts_on starts_at starts_which minutes way place with_whom tried guides childs_words no_words_because what_next"
    ).split()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "worker", [("", "Choose"), *people])
        self.order_fields(self.field_order)

    def said(self) -> dict:
        """What the action takes, besides who it was."""
        names = "minutes way place with_whom tried childs_words no_words_because what_next".split()
        said = {name: self.cleaned_data[name] for name in names}
        return {**said, "starts_at": self.cleaned_data["starts"], "guides": self.cleaned_data.get("guides", [])}


class MissedForm(KithForm):
    missed_why = _radios("Why was it not held?", (), "Choose why it was not held")
    missed_words = box(
        "In words", "Nobody is blamed here: it shows what would give more time.", 2, "Write what happened"
    )
    what_next = box("What next?", "For example when you meet instead.", 2, "Write what comes next")

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "missed_why", list(reasons.items()))


class TimeNoteForm(KithForm):
    month = _select("Which month?", "Choose the month")
    text = box(
        "What would mend it?",
        "What the team needs so that sessions are held. Name no worker and no child.",
        3,
        "Write what would mend it",
    )

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "month", [("", "Choose"), *months])
