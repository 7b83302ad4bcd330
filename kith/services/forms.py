"""What is typed in the directory’s pages. Whether a service is well formed is said in one place, `content.cleaned`."""

from django import forms

from kith.design.forms import KithForm

from . import content as contents
from .table import COLUMNS, LARGEST
from .words import Cost, Status

ANOTHER = "another"


def line(name: str, hint: str = "", **widget) -> forms.CharField:
    return forms.CharField(
        label=contents.LABELS[name], help_text=hint, required=False, widget=forms.TextInput(attrs=widget)
    )


def box(name: str, hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=contents.LABELS[name], help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": str(rows)})
    )


SHORT = {"class": "govuk-input govuk-input--width-10"}
YEARS = {"class": "govuk-input govuk-input--width-3", "inputmode": "numeric"}


class ServiceForm(KithForm):
    """One service, under headings in the order of its page."""

    # The heading above each first field.
    HEADINGS = {
        "name": "The service",
        "minimum_age": "For whom, and where",
        "telephone": "Getting in touch",
        "hours": "When and where it is",
        "status": "About these details",
    }

    name = line("name")
    organisation = forms.ChoiceField(label="Who runs it", choices=(), required=False)
    new_organisation = forms.CharField(
        label="Another organisation",
        help_text="Only where it is not on the list: its name, and in the two boxes below what it does and its website.",
        required=False,
    )
    organisation_about = box("organisation_about", "Only for another organisation.", 2)
    organisation_website = line("organisation_website", "Only for another organisation.")
    kinds = forms.MultipleChoiceField(
        label=contents.LABELS["kinds"], choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    about = box("about", "What a family or a young person gets, in a few plain sentences. Name nobody.", 5)
    minimum_age = line("minimum_age", "In years. Leave empty where there is no limit.", **YEARS)
    maximum_age = line("maximum_age", **YEARS)
    eligibility = box("eligibility", "For example, families in Northgate, or girls.", 2)
    areas = box("areas", "One on each line. Leave empty for the whole authority.", 3)
    languages = box("languages", "Beside English. One on each line, for example Urdu.", 2)
    cost = forms.ChoiceField(
        label=contents.LABELS["cost"], choices=Cost.choices, required=False, widget=forms.RadioSelect
    )
    cost_words = line("cost_words", "For example, £2 a session, free with a referral.")
    telephone = line("telephone", inputmode="tel", **SHORT)
    email = line("email", "Of the service, not of a person.", inputmode="email")
    website = line("website", "For example, https://www.example.org", inputmode="url")
    contact = line("contact", "A role or a desk. Only colleagues see this.")
    how_to_refer = box("how_to_refer", "What a worker does and in which order. Only colleagues see this.", 4)
    hours = box("hours", "One line for each time, for example Mon Wed 16:00 to 18:00", 3)
    hours_words = line("hours_words", "For example, in term time only.")
    place_name = line("place_name")
    address = line("address", "Leave the address empty where it should not be known, as for a refuge.")
    town = line("town")
    county = line("county")
    postcode = line("postcode", **SHORT)
    online = forms.BooleanField(label="It is given online or by telephone", required=False)
    status = forms.ChoiceField(
        label=contents.LABELS["status"], choices=Status.choices, required=False, widget=forms.RadioSelect
    )
    source = line("source", "For example, their leaflet of June 2026, or a call with them.")
    local_notes = box(
        "local_notes", "What worked, whom to ring first. Nothing about a child. Only colleagues see this."
    )

    def __init__(self, *args, kinds, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.known_kinds = kinds
        self.fields["kinds"].choices = kinds
        self.fields["organisation"].choices = [
            ("", "Choose"),
            *organisations,
            (ANOTHER, "Another organisation, named below"),
        ]
        self.content: dict = {}

    def clean(self):
        said = super().clean()
        new = said.get("new_organisation", "")
        chosen = said.get("organisation", "")
        if chosen not in ("", ANOTHER) and new:
            self.add_error("new_organisation", "Choose an organisation or name another, not both")
        if chosen in ("", ANOTHER) and not new:
            if chosen == ANOTHER:
                self.add_error("new_organisation", "Write the name of the other organisation")
            elif "organisation" not in self.errors:
                self.add_error("organisation", "Choose who runs it, or name another organisation")
        typed = {name: said.get(name) for name in contents.LABELS if name in said}
        typed["organisation"] = new
        typed["online"] = "yes" if said.get("online") else "no"
        kept, wrong = contents.cleaned(typed, self.known_kinds)
        for name, why in wrong.items():
            field = "new_organisation" if name == "organisation" else name
            if field not in self.fields:
                self.add_error(None, why)
            elif field not in self.errors:
                self.add_error(field, why)
        self.content = {name: kept.get(name) for name in contents.FIELDS}
        self.content["organisation"] = "" if chosen == ANOTHER else chosen
        return said

    @property
    def groups(self) -> list[tuple[str, list]]:
        """(heading, its fields), in the order of the form."""
        found: list[tuple[str, list]] = []
        for field in self:
            if heading := self.HEADINGS.get(field.name):
                found.append((heading, []))
            found[-1][1].append(field)
        return found

    @staticmethod
    def shown(content: dict) -> dict:
        """What a version says, as the form shows it."""
        first = {name: content.get(name) for name in contents.FIELDS}
        for name in ("areas", "languages"):
            first[name] = "\n".join(content.get(name) or [])
        first["hours"] = "\n".join(contents.hours_in_words(one) for one in content.get("hours") or [])
        return first


class OrganisationForm(KithForm):
    """What is said of one organisation, beside each of its services."""

    name = forms.CharField(
        label="What is it called?", max_length=160, error_messages={"required": "Write what the organisation is called"}
    )
    about = forms.CharField(
        label="What does it do?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": "3"})
    )
    website = forms.CharField(label="Its website", required=False)

    def clean_website(self):
        try:
            return contents.website_of(self.cleaned_data["website"])
        except contents.Wrong as fault:
            raise forms.ValidationError(str(fault)) from None


class FilterForm(KithForm):
    """What a worker looks for. Nothing needs an answer, and nothing is about a child by name."""

    words = forms.CharField(label="Words", help_text="For example, boxing, or parents.", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind of help", choices=(), required=False)
    area = forms.ChoiceField(label="Area", choices=(), required=False)
    age = forms.CharField(label="Age", help_text="In years.", required=False, widget=forms.TextInput(attrs=dict(YEARS)))
    cost = forms.ChoiceField(label="Cost", choices=(), required=False)
    language = forms.ChoiceField(label="Language", choices=(), required=False)

    def __init__(self, *args, kinds, areas, languages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Any"), *kinds]
        self.fields["area"].choices = [("", "Any"), *((word, word) for word in areas)]
        self.fields["language"].choices = [("", "Any"), *((word, word) for word in languages)]
        self.fields["cost"].choices = [
            ("", "Any"),
            (Cost.FREE.value, Cost.FREE.label),
            (Cost.PAID.value, Cost.PAID.label),
        ]

    def clean_age(self):
        text = self.cleaned_data["age"]
        if text and not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= contents.OLDEST):
            raise forms.ValidationError(f"An age is a whole number from 0 to {contents.OLDEST}")
        return text


class WhyForm(KithForm):
    why = forms.CharField(
        label="Why?",
        help_text="Colleagues who open its page see this.",
        widget=forms.Textarea(attrs={"rows": "3"}),
        max_length=400,
        error_messages={"required": "Write why"},
    )


class FileForm(KithForm):
    file = forms.FileField(
        label="The file",
        help_text="A table saved as “CSV UTF-8”, with headings in its first row; at most 2 MB and 5,000 rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose a file first", "empty": "This file is empty. Choose another"},
        max_length=250,
    )

    def content(self) -> bytes:
        """The file, and of one that is too large no more than shows it."""
        return self.cleaned_data["file"].read(LARGEST + 1)

    def name(self) -> str:
        """What the file is called."""
        return self.cleaned_data["file"].name or "A file"


class DirectoryForm(KithForm):
    address = forms.ChoiceField(
        label="Which directory?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a directory"},
    )

    def __init__(self, *args, addresses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].choices = [(one, one) for one in addresses]


class ColumnsForm(KithForm):
    """Which column of a file is which field."""

    source = forms.CharField(
        label="Where do these details come from?",
        help_text="For rows that do not say so themselves. For example, the youth service’s list of June 2026.",
        max_length=300,
        error_messages={"required": "Write where these details come from"},
    )

    def __init__(self, *args, headings, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "Not in the file"), *((heading, heading) for heading in headings)]
        for name, label in COLUMNS.items():
            self.fields[f"column-{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self):
        said = super().clean()
        chosen: dict[str, str] = {}
        for name in COLUMNS:
            heading = said.get(f"column-{name}", "")
            if heading and heading in chosen:
                self.add_error(f"column-{name}", f"“{heading}” is chosen twice")
            elif heading:
                chosen[heading] = name
        for name in ("name", "organisation", "kinds", "about"):
            if not said.get(f"column-{name}") and f"column-{name}" not in self.errors:
                self.add_error(f"column-{name}", f"Choose the column that holds “{COLUMNS[name]}”")
        return said

    def columns(self) -> dict[str, str]:
        """The heading of each field that the file has."""
        return {name: heading for name in COLUMNS if (heading := self.cleaned_data.get(f"column-{name}"))}
