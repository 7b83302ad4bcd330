"""Is what was typed of a learning system well formed?"""

from django import forms

from kith.design.forms import KithForm, offer

from .statements import IRI, LONGEST_IRI

NONE = "-"


class SystemForm(KithForm):
    name = forms.CharField(
        label="What is the learning system called?",
        max_length=120,
        error_messages={"required": "Write what it is called"},
    )
    home = forms.CharField(
        label="Under which address does it name accounts? (optional)",
        help_text="The “homePage” of its accounts, where an account’s name is the staff number. For example, https://learn.example.gov.uk. "
        "Without it, people are known by their work address alone.",
        required=False,
        max_length=LONGEST_IRI,
    )

    def clean_home(self):
        home = self.cleaned_data["home"].strip()
        if home and not IRI.fullmatch(home):
            raise forms.ValidationError("Write the address with its beginning, such as https://")
        return home


class ActivitiesForm(KithForm):
    """What each activity of one page of them counts for; one that is left open waits."""

    def __init__(self, *args, activities, tiers, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(activities)
        for row in self.rows:
            name = f"activity-{row.uuid.hex}"
            told = f"{row.waiting} waiting, {row.counted} counted."
            self.fields[name] = forms.ChoiceField(
                label=row.name or row.iri,
                help_text=f"{row.iri}. {told}" if row.name else told,
                required=False,
                choices=(),
                initial="" if row.tier is None else row.tier or NONE,
                error_messages={"invalid_choice": "Choose one of these"},
            )
            choices = [(tier.key, tier.title) for tier in tiers]
            offer(self, name, [("", "Not said yet"), *choices, (NONE, "It counts for none")])
        if any(row.counted for row in self.rows):
            self.fields["corrected"] = forms.BooleanField(
                label="What counted before was counted wrongly: change it too",
                help_text="It counts from the day on which it was completed, for what you say now. Where an activity counts for none, "
                "it is taken back for good. Everybody whom it is about sees it on My training.",
                required=False,
            )

    def said(self) -> dict:
        """By activity what it counts for, of those of which something was said."""
        typed = {row.uuid: self.cleaned_data[f"activity-{row.uuid.hex}"] for row in self.rows}
        return {key: "" if tier == NONE else tier for key, tier in typed.items() if tier}
