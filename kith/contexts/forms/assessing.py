"""Forms of the assessment of a context, its reviews and its conferences."""

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box

from ..words import MOST_GOALS, Standing
from .contexts import NO_NAME, later_day, line


def _past_day(label: str, missing: str) -> DatePartsField:
    return DatePartsField(
        label=label,
        help_text="For example, 9 6 2026",
        not_after_today=True,
        near=True,
        called="The date",
        error_messages={"required": missing},
    )


class VoiceForm(KithForm):
    """What young people say, or why there is nothing."""

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not said.get("young_words") and not said.get("no_words_because") and "young_words" in self.fields:
            self.add_error("young_words", "Write what young people say, or below why you have no words of theirs")
        return said


def young_words() -> forms.CharField:
    return box("What do young people say about it?", f"In their own words. {NO_NAME}", 3)


def no_words() -> forms.CharField:
    return box("If nothing: why not?", "", 2)


class AssessmentForm(VoiceForm):
    """What happens here, to whom, who has responsibility, what protects; facts apart from analysis; a few goals."""

    changed_since = box(
        "What has changed since the last assessment?", "", 3, "Write what has changed since the last assessment"
    )
    happens = box("What happens here?", "", 4, "Write what happens here")
    to_whom = box(
        "To whom?",
        f"In general words: ages, groups, who is harmed and who is drawn in. {NO_NAME}",
        3,
        "Write to whom it happens",
    )
    responsible = box("Who has responsibility for this place or group?", "", 3, "Write who has responsibility")
    protects = box("What protects here?", "", 3)
    guardians = box("Who are its guardians?", "Adults and young people who look after it, or could.", 2)
    facts = box("What is known: facts alone", "What was seen, heard, counted, and by whom.", 4, "Write what is known")
    not_known = box("What is not known?", "A gap is a finding.", 3, "Write what is not known")
    reason = box("What do you make of it?", "Your analysis, apart from the facts.", 4, "Write what you make of it")
    set_aside = box("What else was considered, and set aside?", "", 2)
    would_change = box("What would change your view?", "", 2)
    fits = box(
        "Which interventions fit this setting?",
        "What changes the place or the group, and not the child.",
        4,
        "Write which interventions fit this setting",
    )
    young_words = young_words()
    no_words_because = no_words()

    def __init__(self, *args, again: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["changed_since"]
        for number in range(1, MOST_GOALS + 1):
            first = number == 1
            self.fields[f"goal_{number}"] = box(
                "Safety goal 1" if first else f"Safety goal {number} (optional)",
                "What is to become true of this place." if first else "",
                2,
                "Write at least one safety goal" if first else "",
            )
            self.fields[f"how_{number}"] = box(
                f"How will we know that it got safer? (goal {number})",
                "",
                2,
                "Write how we will know that it got safer" if first else "",
            )

    def clean(self):
        super().clean()
        said = self.cleaned_data
        for number in range(2, MOST_GOALS + 1):
            goal, how = said.get(f"goal_{number}"), said.get(f"how_{number}")
            if goal and not how:
                self.add_error(f"how_{number}", f"Write how we will know for goal {number}")
            if how and not goal:
                self.add_error(f"goal_{number}", f"Write goal {number}, or empty both of its boxes")
        return said

    def goals(self) -> list[tuple[str, str]]:
        """The goals that were written, in order."""
        pairs = [(self.cleaned_data[f"goal_{n}"], self.cleaned_data[f"how_{n}"]) for n in range(1, MOST_GOALS + 1)]
        return [pair for pair in pairs if pair[0]]

    def said(self) -> dict:
        """Everything else."""
        return {name: text for name, text in self.cleaned_data.items() if not name.startswith(("goal_", "how_"))}


class ReviewForm(KithForm):
    """One look at a context: of each goal what was seen, and whether the place is safer; what changed since the last."""

    on = _past_day("On which day was it looked at?", "Enter the day")
    changed = box(
        "What has changed since it was last looked at?", NO_NAME, 3, "Write what has changed, or that nothing has"
    )
    next_on = later_day(
        "When is it looked at again? (optional)",
        "Leave it empty to take the day that your authority has set. For example, 9 6 2026",
    )

    def __init__(self, *args, goals=(), **kwargs):
        super().__init__(*args, **kwargs)
        # By the key of the goal and not by its place: the form of an earlier day says nothing of another goal.
        self.of = {goal.uuid.hex: goal for goal in goals}
        for number, (key, goal) in enumerate(self.of.items(), 1):
            self.fields[f"standing_{key}"] = forms.ChoiceField(
                label=f"Goal {number}: {goal.text}",
                help_text=f"We said that we would know it by this: {goal.how_known} Say it of the place, not of a child.",
                choices=Standing.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Say of goal {number} whether the place is safer"},
            )
            self.fields[f"seen_{key}"] = box(
                f"What was seen? (goal {number})", "", 2, f"Write what was seen of goal {number}"
            )
        self.order_fields(
            ["on", *(name for key in self.of for name in (f"standing_{key}", f"seen_{key}")), "changed", "next_on"]
        )

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError("The date must be today or later")
        return day

    def goals(self) -> dict:
        """What was said of each goal, by its key."""
        said = self.cleaned_data
        return {goal.pk: (said[f"standing_{key}"], said[f"seen_{key}"]) for key, goal in self.of.items()}

    def of_others(self, typed: dict[str, list[str]]) -> dict[str, str]:
        """What was typed of goals that do not stand now, by the key of each; `typed` is as a form sends it."""
        found = {}
        for name, texts in typed.items():
            begins, _, key = name.partition("_")
            if begins not in ("seen", "was") or key in self.of or not any(texts):
                continue
            standing = dict(Standing.choices).get(next(iter(typed.get(f"standing_{key}", [])), ""), "")
            found[key] = (f"{standing}. " if standing else "") + texts[0]
        return found


class ConferenceForm(VoiceForm):
    on = _past_day("On which day was it?", "Enter the day of the conference")
    chair = line("Who led it?", "Name and agency of the member of staff.", "Enter who led it")
    people = forms.MultipleChoiceField(
        label="Who was there, of those who read this context?",
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    others = box(
        "Who else was there?", "By what they do and for whom, a line for each: “Youth worker, youth service”.", 3
    )
    said = box("What was said?", NO_NAME, 4, "Write what was said")
    agreed = box("What was agreed?", "Who does what by when is added on the next page.", 3, "Write what was agreed")
    young_words = young_words()
    no_words_because = no_words()

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people


class PutConferenceRightForm(ConferenceForm):
    because = box("Why is it put right?", "It stands beside what is put right.", 2, "Write why it is put right")


class DissentForm(KithForm):
    who = line(
        "Who sees it differently?", "Name or office, and agency, of a member of staff.", "Enter who sees it differently"
    )
    words = box("How do they see it?", NO_NAME, 3, "Write how they see it")
