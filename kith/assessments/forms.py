"""Is what was typed well formed? Headings, outcomes and people arrive from queries."""

from django import forms

from kith.decisions.citing import CitesStatements, statements_field
from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box, offer

from .words import Answer


class BeginForm(KithForm):
    """Day 0 of the clock, and who leads it."""

    starts_on = DatePartsField(
        label="When did the referral come in?",
        help_text="The time allowed is counted from this day. For example, 9 6 2026",
        called="The date",
        near=True,
        error_messages={"required": "Enter the day on which the referral came in"},
    )
    lead = forms.ChoiceField(label="Who leads it?", choices=(), error_messages={"required": "Choose who leads it"})

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "lead", [("", "Choose a person"), *people])


class LeadForm(KithForm):
    lead = forms.ChoiceField(label="Who leads it now?", choices=(), error_messages={"required": "Choose a person"})

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "lead", [("", "Choose a person"), *people])


YES_NO = [("yes", "Yes"), ("no", "No, leave it out of their paper")]
YES_OR_NO = {True: "yes", False: "no", None: ""}
READS = "family_reads-"


def said_as_choice(value: str) -> bool | None:
    """What was chosen by yes or no, or None where nothing was."""
    return {"yes": True, "no": False}.get(value)


def family_reads(label: str, hint: str = "") -> forms.ChoiceField:
    """May the family read this? Nothing is chosen before its writer chooses."""
    return forms.ChoiceField(
        label=label, help_text=hint, choices=YES_NO, required=False, widget=forms.RadioSelect(attrs={"inline": True})
    )


class PartForm(KithForm):
    """One box for each heading of one part; any of them may stay empty for now.

    Beside each that can be in the paper for the family it is asked whether they may read it.
    """

    def __init__(self, *args, written=(), **kwargs):
        kwargs.setdefault(
            "initial",
            {row.key: row.text for row in written}
            | {READS + row.key: YES_OR_NO[row.family_reads] for row in written if row.for_family},
        )
        super().__init__(*args, **kwargs)
        for row in written:
            rows = min(12, max(4, row.text.count("\n") + len(row.text) // 70 + 2))
            self.fields[row.key] = forms.CharField(
                label=row.title,
                help_text=row.hint,
                required=False,
                max_length=20000,
                widget=forms.Textarea(attrs={"rows": str(rows)}),
            )
            if row.for_family:
                self.fields[READS + row.key] = family_reads(f"May the family read this? ({row.title})")

    def choices_made(self) -> dict[str, bool | None]:
        """Of each heading that can be the family’s, whether they may read it."""
        said = self.cleaned_data
        return {
            name.removeprefix(READS): said_as_choice(chosen) for name, chosen in said.items() if name.startswith(READS)
        }

    def texts(self) -> dict[str, str]:
        """What was typed under each heading."""
        return {name: text for name, text in self.cleaned_data.items() if not name.startswith(READS)}


class CheckpointForm(KithForm):
    words = box(
        "What do you see, and what is needed to finish it well?",
        "Is the child being seen? Do the places and groups have their place in it? What holds it up?",
        needed="Write what you see",
    )


class ConcludeForm(CitesStatements):
    """What it comes to. Nothing is chosen before the worker chooses."""

    outcomes = forms.MultipleChoiceField(
        label="What comes of it?",
        help_text="Choose all that apply. Closing with advice is an outcome as good as any other.",
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what comes of it"},
    )
    both_because = box(
        "Where two of them do not usually stand together: why are both right?",
        "For instance no further help now, and a plan that ends with the term. Else leave it empty.",
        2,
    )
    reason = box(
        "Why? Your reason in a few sentences",
        "The family reads this in their paper, and the child may read it one day.",
        5,
        "Write your reason",
    )
    statements = statements_field(
        "Which statements of the threshold document do you rely on?",
        "Tick any that you rely on, of any level, or none. They are kept in their words of today.",
    )
    needed = box(
        "What is needed now, and who does it?",
        "The family reads this in their paper.",
        4,
        "Write what is needed now, or that nothing is",
    )
    set_aside = box(
        "What did you consider and set aside?", "For instance another outcome, and why not. For the file alone."
    )
    would_change = box("What would change your mind?", "For the file alone.", 2)
    childs_view = box(
        "What does the child say to this?",
        "In their own words where you can. The family reads it only if you say so below.",
    )
    family_reads_child = family_reads(
        "May the family read what the child says?",
        "Ask the child where you can. What was told to you alone, or is about somebody at home, stays out of their paper.",
    )
    no_childs_view_because = box("If they have not been told or asked: why not?", "For the file alone.", 2)
    familys_view = box(
        "What do the parents or carers say to this?",
        "Also where they see it differently. They read this in their paper: leave out what one of them said in confidence.",
    )
    not_shown_because = box("If they have not seen it: why not?", "For the file alone.", 2)

    def __init__(self, *args, outcomes=(), statements=(), earlier=None, **kwargs):
        """`earlier` is the conclusion that went back: what it cited is said, and nothing is ticked by that."""
        super().__init__(*args, **kwargs)
        offer(self, "outcomes", list(outcomes))
        self.offer_statements(statements)
        cited = "; ".join(f"“{row.text}”" for row in earlier.cited.all()) if earlier is not None else ""
        if cited and "statements" in self.fields:
            field = self.fields["statements"]
            field.help_text = f"{field.help_text} Last time: {cited}."

    def clean(self):
        said = super().clean()
        pairs = (
            ("childs_view", "no_childs_view_because", "Write what the child says, or why you could not ask"),
            ("familys_view", "not_shown_because", "Write what the parents or carers say, or why they have not seen it"),
        )
        for view, why, sentence in pairs:
            if not said.get(view) and not said.get(why):
                self.add_error(view, sentence)
            elif said.get(view) and said.get(why):
                self.add_error(why, "You wrote what they say, so leave this empty")
        chosen = said_as_choice(said.get("family_reads_child", ""))
        if said.get("childs_view") and chosen is None:
            self.add_error("family_reads_child", "Choose whether the family may read what the child says")
        said["family_reads_child"] = chosen if said.get("childs_view") else None
        return said


class AnswerForm(KithForm):
    answer = forms.ChoiceField(
        label="Your answer",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer"},
    )
    reason = box("Why?", "Needed where it goes back. Say what is missing, and what is good.")

    def clean(self):
        said = super().clean()
        if said.get("answer") == Answer.RETURNED and not said.get("reason"):
            self.add_error("reason", "Write why it goes back, so that they know what to do")
        return said


class DayForm(KithForm):
    """The day from which it counts after all, and why the other was wrong."""

    starts_on = DatePartsField(
        label="When did the referral come in?",
        help_text="The last day and the looks on the way are counted anew from this day. For example, 9 6 2026",
        called="The date",
        near=True,
        error_messages={"required": "Enter the day on which the referral came in"},
    )
    because = box("Why was the other day wrong?", "", 3, "Write why the other day was wrong")


class FamilyWordsForm(KithForm):
    """Whether the family reads this part at all, and in which words."""

    reads = forms.ChoiceField(
        label="May the family read this?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the family may read it"},
    )
    text = box(
        "What should the family read here?",
        "Plain words for the same, without what only a partner said. The file keeps its own words.",
        6,
    )

    def clean(self):
        said = super().clean()
        if said.get("reads") == "yes" and not said.get("text"):
            self.add_error("text", "Write what the family should read here")
        return said


class StopForm(KithForm):
    because = box(
        "Why is it not finished?",
        "For instance: the family moved, and to whom it was passed on. What was written stays readable.",
        needed="Write why it is stopped, and who has it now",
    )
