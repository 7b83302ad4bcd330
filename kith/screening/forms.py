"""Is what was typed well formed, and does a decision carry its reasons?"""

from django import forms
from django.utils import timezone

from kith.concerns.words import ContextKind
from kith.decisions.citing import CitesStatements, statements_field
from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, box, offer

from .words import (
    FOR_HARM,
    MEANWHILE,
    AccountSaid,
    DisagreementAnswer,
    Finding,
    HarmSource,
    Outcome,
    SameChildSaid,
    SignOffAnswer,
)

# What a decision says in words: neither outcomes, nor level, nor where the harm comes from, nor who owns it next.
DECISION_WORDS = (
    "reason",
    "set_aside",
    "passage",
    "applied_outside",
    "parents_can",
    "childs_voice",
    "family_told",
    "would_change",
    "next_owner_words",
)


class AskForm(KithForm):
    text = forms.CharField(
        label="What do you ask?",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Write your question"},
    )


class AnswerForm(KithForm):
    answer = forms.CharField(
        label="Your answer",
        help_text="“I do not know” is an answer.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write your answer, or that you do not know"},
    )


class CloseForm(KithForm):
    who_has_it = forms.CharField(
        label="Who has it now, or nobody, because…",
        help_text="For example: Amina has the child in need plan in the case system. Or: nobody, because the help has ended well.",
        max_length=300,
        error_messages={"required": "Write who has it now, or why nobody has"},
    )


class StepForm(KithForm):
    note = box("What was done, or why was it not needed?", "Leave empty if there is nothing to add.")


class StepDayForm(KithForm):
    due_on = DatePartsField(
        label="By which day?",
        help_text="For example, 9 6 2026",
        called="The day",
        error_messages={"required": "Enter the day"},
    )

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("The day must be today or later", code="past")
        return day


class DisagreeForm(KithForm):
    text = forms.CharField(
        label="What do you see differently, and why?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "5"}),
        error_messages={"required": "Write what you see differently"},
    )


class DisagreementForm(KithForm):
    """A manager's answer to a disagreement. Where the decision was overtaken meanwhile, words alone."""

    outcome = forms.ChoiceField(
        label="Your answer",
        choices=[
            (DisagreementAnswer.STANDS, DisagreementAnswer.STANDS.label),
            (DisagreementAnswer.RETURNED, "Return it to the specialist"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer"},
    )
    answer = forms.CharField(
        label="Because…",
        help_text="The colleague who disagreed reads this, and it stays with the decision.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write your reason"},
    )

    def __init__(self, *args, stands=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not stands:
            del self.fields["outcome"]


class ReopenForm(KithForm):
    reason = forms.CharField(
        label="Decide again, because…",
        help_text="What became known, or why the matter must be looked at again.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write why it must be decided again"},
    )


class HandOverForm(KithForm):
    to = forms.ChoiceField(
        label="To which specialist?",
        choices=(),
        error_messages={"required": "Choose a specialist", "invalid_choice": "Choose a specialist"},
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose a specialist"), *people]


class StepToForm(HandOverForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].label = "Who takes this step?"
        self.fields["to"].choices = [("", "Choose a colleague"), *self.fields["to"].choices[1:]]
        self.fields["to"].error_messages |= {"required": "Choose a colleague", "invalid_choice": "Choose a colleague"}


class MatchForm(KithForm):
    tell = forms.ChoiceField(
        label="Should the specialist hear from you?",
        choices=[("yes", "Yes, with the words below"), ("no", "No, it is another child, or it is better not")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to tell the specialist"},
    )
    words = box("What do you tell the specialist?", "Only what helps. They do not see your record.")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("tell") == "yes" and not self.cleaned_data.get("words"):
            self.add_error("words", "Write what you tell the specialist")
        if self.cleaned_data.get("tell") == "no" and self.cleaned_data.get("words"):
            self.add_error(
                "words", "These words would be told to nobody. Take them out, or choose to tell the specialist"
            )
        return self.cleaned_data


class SameChildForm(KithForm):
    same = forms.ChoiceField(
        label="Is this the same child?",
        choices=[("yes", "Yes, the same child"), ("no", "No, another child")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is the same child"},
    )
    reason = box("How do you know?", "", 2)


class DecideForm(CitesStatements):
    """The screening record. Nothing is pre-selected, and closing with advice asks for less, not more."""

    harm_source = forms.ChoiceField(
        label="Where does the harm come from?",
        choices=HarmSource.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say where the harm comes from"},
    )
    outcomes = forms.MultipleChoiceField(
        label="What happens now?",
        help_text="All of these are of equal standing. Choose one or more: help from social care and a Prevent referral go on side by side, never one in place of the other.",
        choices=Outcome.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what happens now"},
    )
    no_harm_meant = forms.BooleanField(
        label="No harm was found, and this goes on all the same; my reason says why",
        required=False,
    )
    finding = forms.ChoiceField(
        label="If you close it: how should the record read?",
        required=False,
        choices=Finding.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Your reason, in plain words",
        help_text="The practitioner reads this, and the child may one day.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": "5"}),
        error_messages={"required": "Write your reason"},
    )
    set_aside = box(
        "What did you consider and set aside?", "Including the innocent explanation, or why it does not hold."
    )
    next_owner = forms.ChoiceField(label="Who owns it next?", required=False, choices=())
    next_owner_words = forms.CharField(
        label="Or nobody, because…",
        required=False,
        max_length=300,
        help_text="For example, the school goes on as usual.",
    )
    level = forms.ChoiceField(
        label="Which level of the threshold document?",
        help_text="Leave empty if you close it or ask for more information first.",
        required=False,
        choices=(),
        widget=forms.RadioSelect,
    )
    statements = statements_field(
        "Which statements of the document do you rely on?",
        "Tick one or more, of any level. Ticking chooses no level, and the level chooses no statement.",
    )
    passage = box("In your own words: how do they fit here?", "Leave empty if your reason says it already.", 2)
    applied_outside = box("How do you apply it to harm from outside the home?")
    parents_can = box("What can the parents do in that context?", "", 2)
    childs_voice = box("What does the child say and want, or why is it not known?", "", 2)
    family_told = box("Consent, and whether the family has been told, or why not", "", 2)
    would_change = box("What would change your mind?", "", 2)
    beside_prevent = box(
        "If Prevent alone: what does social care do meanwhile?", "Needed only where no other help goes on beside it.", 2
    )

    def __init__(
        self, *args, levels=(), statements=(), people=(), matches=(), earlier=None, whose="Last time", **kwargs
    ):
        """`levels` and `statements` are those of the authority’s document; each statement comes with its level."""
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = list(levels)
        self.offer_statements(statements)
        if not self._statements:
            self.fields["passage"].label = "Which passage do you rely on?"
            self.fields["passage"].help_text = "Copy the words of the threshold document."
        self.fields["next_owner"].choices = [("", "Choose a person"), *people]
        self._matches = list(matches)
        for row in self._matches:
            reference = row["consultation"].reference
            self.fields[f"same_{reference}"] = forms.ChoiceField(
                label=f"Is {reference} about the same child?",
                choices=SameChildSaid.choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Say whether it is the same child in {reference}, or why you cannot tell yet"
                },
            )
            self.fields[f"because_{reference}"] = box(
                f"How do you know, or why can you not tell yet ({reference})?", "Needed where you cannot tell yet.", 2
            )
        # What is at fault is told in the order of the page, on which the earlier worries stand first.
        self.order_fields([name for name in self.fields if name.startswith(("same_", "because_"))])
        if not self._goes_on_without_harm():
            del self.fields["no_harm_meant"]
        if earlier is not None:
            self._say_what_was_chosen(earlier, whose)

    def _goes_on_without_harm(self) -> bool:
        if not self.is_bound or self.data.get("harm_source") != HarmSource.NONE:
            return False
        return bool(FOR_HARM & set(self.fields["outcomes"].widget.value_from_datadict(self.data, {}, "outcomes") or ()))

    def _say_what_was_chosen(self, decision, whose: str) -> None:
        """Beside each choice stands in words what the earlier decision chose. Nothing is chosen by that."""
        chosen = {
            "harm_source": decision.get_harm_source_display(),
            "outcomes": ", ".join(row.get_outcome_display() for row in decision.outcomes.all()),
            "finding": decision.get_finding_display(),
            "level": decision.level_words,
            "statements": "; ".join(f"“{row.text}”" for row in decision.cited.all()),
            "next_owner": decision.next_owner.name if decision.next_owner else "",
        }
        for name, said in chosen.items():
            if said and name in self.fields:
                field = self.fields[name]
                field.help_text = f"{field.help_text} {whose}: {said}.".strip()

    @property
    def matches(self) -> list[dict]:
        """Each earlier worry that is asked about, with its two fields as they are drawn."""
        return [
            {
                **row,
                "same": self[f"same_{row['consultation'].reference}"],
                "because": self[f"because_{row['consultation'].reference}"],
            }
            for row in self._matches
        ]

    def matches_said(self) -> dict[str, tuple[str, str]]:
        """What was said of each earlier worry, by its reference: the answer, and how it is known or why it is not."""
        references = [row["consultation"].reference for row in self._matches]
        said = self.cleaned_data
        return {one: (said.get(f"same_{one}", ""), said.get(f"because_{one}", "")) for one in references}

    def clean(self):
        super().clean()
        said = self.cleaned_data
        for reference, (answer, because) in self.matches_said().items():
            if answer == SameChildSaid.UNSURE and not because:
                self.add_error(f"because_{reference}", "Write why you cannot tell yet")
        outcomes = said.get("outcomes", [])
        if not outcomes:
            return said
        if "no_harm_meant" in self.fields and not said.get("no_harm_meant"):
            self.add_error(
                "no_harm_meant",
                "You chose “No harm found”, and help that is for harm. Change one of them, or say here that it is meant",
            )
        closing = Outcome.ADVICE_AND_CLOSE in outcomes
        if closing and len(outcomes) > 1:
            self.add_error("outcomes", "Closing stands alone: choose either to close or what goes on")
        if closing and not said.get("finding"):
            self.add_error("finding", "Say how the record should read: unfounded, or advice given")
        if bool(said.get("next_owner")) == bool(said.get("next_owner_words")):
            self.add_error("next_owner", "Name one person who owns it next, or say below why nobody does")
        if not closing and not said.get("next_owner") and said.get("next_owner_words"):
            self.add_error("next_owner", "Something goes on, so name the person who owns it")
        if not closing and outcomes != [Outcome.MORE_INFORMATION]:
            for name, sentence in (
                ("level", "Choose the level that you rely on"),
                ("statements", "Tick the statements that you rely on"),
                ("passage", "Copy the passage that you rely on"),
                ("applied_outside", "Say how you apply it to harm from outside the home"),
                ("parents_can", "Say what the parents can do in that context"),
                ("childs_voice", "Write what the child says and wants, or why it is not known"),
                ("family_told", "Say whether the family has been told, or why not"),
            ):
                if name in ("level", "statements", "passage") and not self.fields["level"].choices:
                    continue  # the authority has published no document here; its levels cannot be chosen
                if name == ("passage" if self._statements else "statements"):
                    continue  # statements are ticked; only a document that has none is quoted by hand
                if name in self.errors:
                    continue
                if not said.get(name):
                    self.add_error(name, sentence)
        if not said.get("set_aside"):
            self.add_error("set_aside", "Write what you considered and set aside")
        if outcomes == [Outcome.PREVENT] and not said.get("beside_prevent"):
            self.add_error(
                "beside_prevent", "Prevent never replaces social care: choose what goes on beside it, or say here"
            )
        return said

    def reasoning(self) -> dict:
        """What the decision keeps, by its own field names."""
        said = {name: self.cleaned_data.get(name, "") for name in ("harm_source", "finding", *DECISION_WORDS)}
        if self.cleaned_data.get("beside_prevent"):
            said["reason"] += MEANWHILE + self.cleaned_data["beside_prevent"]
        return said


def words_of(decision) -> dict[str, str]:
    """The words of an earlier decision, to be changed by whoever wrote them. Nothing that is chosen is among them."""
    said = {name: getattr(decision, name) for name in DECISION_WORDS}
    said["reason"], _, said["beside_prevent"] = said["reason"].partition(MEANWHILE)
    return said


class SignOffForm(KithForm):
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[c for c in SignOffAnswer.choices if c[0] in (SignOffAnswer.AGREED, SignOffAnswer.RETURNED)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer"},
    )
    reason = box("Your reason", "Needed unless you agree.")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("answer") not in ("", None, SignOffAnswer.AGREED) and not self.cleaned_data.get(
            "reason"
        ):
            self.add_error("reason", "Say why in words")
        return self.cleaned_data


class SeekForm(CitesStatements):
    """How was this reasoned before? Asked by a person, for what they name; a record is never looked up by itself."""

    words = forms.CharField(
        label="Words for what you are thinking about",
        help_text="For example: gifts from an older friend, or pressed by a group. No name, and nothing that points to a child.",
        required=False,
        max_length=400,
    )
    harm = forms.ChoiceField(label="Kind of harm", required=False, choices=())
    context = forms.ChoiceField(label="Kind of context", required=False, choices=())
    statements = statements_field(
        "Statements of the threshold document that were relied on",
        invalid_choice="The threshold document was published anew. Tick again what you look for",
    )

    def __init__(self, *args, statements=(), harms=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_statements(statements)
        offer(self, "harm", [("", "Any"), *harms])
        offer(self, "context", [("", "Any"), *ContextKind.choices])

    def texts(self) -> tuple[str, ...]:
        """The statements that were ticked, in their words: a later edition may hold the same ones."""
        return tuple(row.text for row in self.relied_on())

    def clean(self):
        super().clean()
        if not self.errors and not any(self.cleaned_data.get(name) for name in self.fields):
            self.add_error("words", "Say what you look for: words, a kind of harm or context, or statements")
        return self.cleaned_data


class AccountForm(KithForm):
    """A de-identified account of a decision. It begins empty: nothing of the record is copied into it."""

    harm = forms.ChoiceField(
        label="Kind of harm",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of harm"},
    )
    context = forms.ChoiceField(
        label="Where did it happen, above all?",
        choices=ContextKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it happened"},
    )
    circumstances = box(
        "The circumstances",
        "In general words: “in her early teens”, “a group online”. No name, school, place, day or anything that only one child did.",
        5,
        needed="Write the circumstances",
    )
    relied_on = box(
        "How the statements were applied",
        "To harm from outside the home, if that is what it was.",
        4,
        needed="Write how the statements were applied",
    )
    reasons = box("The reasons", "Why this level, or none.", 4, needed="Write the reasons")
    set_aside = box(
        "What was considered and set aside",
        "What spoke for deciding otherwise, and the innocent explanation.",
        4,
        needed="Write what was considered and set aside",
    )
    looked = forms.BooleanField(
        label="I have looked at each of these, and nobody can tell from the account which child it was",
        required=False,
    )

    def __init__(self, *args, harms=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "harm", list(harms))


class AccountReviewForm(KithForm):
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            (AccountSaid.RELEASED, AccountSaid.RELEASED.label),
            (AccountSaid.RETURNED, AccountSaid.RETURNED.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer"},
    )
    reason = box("What would point to the child, or what is missing?", "Needed if you return it.")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("answer") == AccountSaid.RETURNED and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Write what must be changed")
        return self.cleaned_data


class AccountWithdrawForm(KithForm):
    reason = box("Withdraw it, because…", "Whoever works in the matter reads this.", needed="Write why it is withdrawn")
