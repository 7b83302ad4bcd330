"""The pages of a consultation: is what was typed well formed, and is the needed part there?

Each section is one form. Choices arrive from outside (`Lists`), so that no form reads a record.
"""

import datetime
from dataclasses import dataclass, field

from django import forms
from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import KithForm, draw
from kith.design.templatetags.design import day

from .words import EQUALITY_ROWS, BirthKind, ContextKind, Danger, Exploitation, Section, Sex, YesNo

MOST_NOTICED = 10


@dataclass(frozen=True)
class Lists:
    """Lists that guidance or the authority may change, as choices, and the published signs."""

    sources: list = field(default_factory=list)
    spaces: list = field(default_factory=list)
    ethnicity: list = field(default_factory=list)
    religion: list = field(default_factory=list)
    no_answer: list = field(default_factory=list)
    answered_by: list = field(default_factory=list)
    indicators: list = field(default_factory=list)


def words(label: str, hint: str = "", rows: int = 4, most: int = 5000) -> forms.CharField:
    """A box for sentences."""
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": str(rows)})
    )


def line(label: str, hint: str = "", most: int = 200) -> forms.CharField:
    """A box for one line."""
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most)


def choice(label: str, choices, hint: str = "") -> forms.ChoiceField:
    """One of a few, nothing pre-selected."""
    return forms.ChoiceField(
        label=label, help_text=hint, required=False, choices=list(choices), widget=forms.RadioSelect
    )


def pick(label: str, choices, hint: str = "") -> forms.ChoiceField:
    """One of many, nothing pre-selected."""
    return forms.ChoiceField(label=label, help_text=hint, required=False, choices=[("", "Choose, or leave"), *choices])


class SectionForm(KithForm):
    """One page. `groups` is what the page draws; `said()` is what submitting takes."""

    def __init__(self, *args, lists: Lists | None = None, **kwargs):
        self.lists = lists or Lists()
        super().__init__(*args, **kwargs)

    @property
    def groups(self):
        return [{"title": "", "text": "", "fields": [self[name] for name in self.fields]}]

    def said(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class SafetyForm(SectionForm):
    heading_field = "danger"
    danger = choice(
        "Is anybody in immediate danger now?",
        Danger.choices,
        "Serious harm, a crime about to happen, or travel to a conflict zone.",
    )
    danger_told = words("If yes: whom did you tell, and when?", "You can come back to this after ringing.", 3)

    def clean_danger(self):
        if not self.cleaned_data["danger"]:
            raise forms.ValidationError("Say whether anybody is in immediate danger now")
        return self.cleaned_data["danger"]


class NoticedForm(SectionForm):
    """Up to ten things, each with its own date, source and words."""

    def __init__(self, *args, count: int = 1, **kwargs):
        self.count = max(1, min(count, MOST_NOTICED))
        super().__init__(*args, **kwargs)
        for i in range(self.count):
            self.fields[f"what_{i}"] = words("What was noticed?", "What was seen or heard, as a camera would show it.")
            self.fields[f"exact_words_{i}"] = words(
                "Exact words, if you have them", "The child’s or another person’s own words, as they were said.", 2
            )
            self.fields[f"happened_on_{i}"] = DatePartsField(
                label="When was it?",
                help_text="For example, 8 6 2026. Leave empty if you do not know the day.",
                required=False,
                not_after_today=True,
                called="The date it happened",
            )
            self.fields[f"happened_words_{i}"] = line("If you do not know the day, say roughly when")
            self.fields[f"source_{i}"] = pick("How do you know?", self.lists.sources)
            self.fields[f"source_words_{i}"] = line(
                "Who told you, and in what role?", "No more about them than is needed."
            )
            self.fields[f"place_{i}"] = choice("Where was it?", ContextKind.choices)
            self.fields[f"space_{i}"] = pick(
                "If online, what kind of space?", self.lists.spaces, "Never upload or copy material."
            )
            self.fields[f"interpretation_{i}"] = words(
                "What do you think it means?", "Kept apart from what was noticed.", 3
            )
            self.fields[f"assumption_{i}"] = words("What are you assuming that you have not checked?", "", 2)
        for each in self.fields.values():
            draw(each)

    NAMES = (
        "what",
        "exact_words",
        "happened_on",
        "happened_words",
        "source",
        "source_words",
        "place",
        "space",
        "interpretation",
        "assumption",
    )

    @property
    def groups(self):
        """For each thing what is needed first; the rest folded away, and open where it holds a word or an error."""
        shown = []
        for i in range(self.count):
            more = [self[f"{name}_{i}"] for name in self.NAMES[4:]]
            shown.append(
                {
                    "title": f"Thing {i + 1}" if self.count > 1 else "",
                    "text": "",
                    "fields": [self[f"{name}_{i}"] for name in self.NAMES[:4]],
                    "more": more,
                    "open": any(field.errors or field.value() for field in more),
                }
            )
        return shown

    def clean(self):
        super().clean()
        if not self.errors and not any(self.cleaned_data.get(f"what_{i}") for i in range(self.count)):
            self.add_error("what_0", "Say what was noticed")
        for i in range(self.count):
            others = [self.cleaned_data.get(f"{name}_{i}") for name in self.NAMES[1:]]
            if i and any(others) and not self.cleaned_data.get(f"what_{i}"):
                self.add_error(f"what_{i}", f"Say what thing {i + 1} was, or empty its other boxes")
        return self.cleaned_data

    def said(self) -> dict:
        items = []
        for i in range(self.count):
            if not self.cleaned_data.get(f"what_{i}"):
                continue
            item = {name: self.cleaned_data.get(f"{name}_{i}") for name in self.NAMES}
            items.append({name: value for name, value in item.items() if value not in (None, "")})
        return {"items": items}


class VoiceForm(SectionForm):
    voice_words = words("What does the child say, in their own words?", "Write it as they said it.")
    voice_wishes = words("What do they want to happen?", "", 3)
    not_spoken_because = words(
        "Or: not yet spoken with, because…", "For example, the school asked us to wait until tomorrow.", 2
    )

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("voice_words") and not self.cleaned_data.get("not_spoken_because"):
            self.add_error("voice_words", "Write the child’s own words, or say below why they were not yet spoken with")
        return self.cleaned_data


class QuestionForm(SectionForm):
    done = words("What has been done so far?", "Who was spoken to, what was agreed. Leave empty if nothing yet.")
    question = words("What do you ask of the specialist?", "One clear question is enough.", 3)

    def clean_question(self):
        if not self.cleaned_data["question"]:
            raise forms.ValidationError("Write what you ask of the specialist")
        return self.cleaned_data["question"]


# Some services go on until the twenty-fifth birthday and through that year; a child may come a little late.
OLDEST_YEARS, LATE_WEEKS = 26, 6


def _no_childs_birth(kind: str, date: datetime.date) -> str:
    """What is wrong with a date of birth that no child of a children’s service has; nothing where nothing is."""
    today = timezone.localdate()
    if kind == BirthKind.EXPECTED:
        soonest, latest = today - datetime.timedelta(weeks=LATE_WEEKS), today + datetime.timedelta(days=366)
        return "" if soonest <= date <= latest else "The expected date must be within a year from now"
    if kind in (BirthKind.KNOWN, BirthKind.ESTIMATED):
        if date > today:
            return "The date of birth must be today or in the past. For a child not yet born choose “Expected date”"
        if date.year < today.year - OLDEST_YEARS:
            return "The date of birth is of somebody older than 25. Check the year"
    return ""


class ChildForm(SectionForm):
    case_reference = line("Reference in your case system", "Leave empty if there is none yet.", 60)
    name = line("Child’s full name", "Leave empty to ask without a name.")
    known_as = line("Known as, and how it is said", "", 120)
    birth_kind = choice("What do you know of the date of birth?", BirthKind.choices)
    birth_date = DatePartsField(
        label="That date", help_text="For example, 30 1 2012", required=False, called="The date"
    )
    sex = choice("Sex", Sex.choices)
    gender_words = line("Gender, in the child’s own words", "Only if the child has said something about it.")
    language = line("Language the child is most at home in")
    interpreter = choice("Is an interpreter needed?", YesNo.choices)
    disability = words("What helps this child to understand and be understood?", "", 2)
    school = line("School, college or work")
    responsibility = words("Who has parental responsibility?", "", 2)
    responsible_know = choice("Do they know of this concern?", YesNo.choices)

    def clean(self):
        super().clean()
        kind, date = self.cleaned_data.get("birth_kind"), self.cleaned_data.get("birth_date")
        if "birth_date" not in self.errors:
            if kind in (BirthKind.KNOWN, BirthKind.ESTIMATED, BirthKind.EXPECTED) and not date:
                self.add_error("birth_date", "Enter the date, or choose “Not yet known” above")
            if date and kind in ("", BirthKind.UNKNOWN, None):
                self.add_error("birth_kind", "Say whether the date is known, estimated or expected")
            if date and (wrong := _no_childs_birth(kind, date)):
                self.add_error("birth_date", wrong)
        return self.cleaned_data

    def said(self) -> dict:
        return {
            **super().said(),
            "named": bool(self.cleaned_data.get("name")),
            "birth_kind": self.cleaned_data.get("birth_kind") or BirthKind.UNKNOWN,
        }


class ContextsForm(SectionForm):
    """Five contexts: what adds harm, what protects, who has reach."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in ContextKind:
            self.fields[f"harm_{kind.value}"] = words("What adds to the harm here?", "", 2)
            self.fields[f"protects_{kind.value}"] = words("What protects here?", "", 2)
            self.fields[f"reach_{kind.value}"] = words(
                "Who could make this place safer?", "People whom the child or the group listens to.", 2
            )
        for each in self.fields.values():
            draw(each)

    @property
    def groups(self):
        return [
            {
                "title": kind.label,
                "text": "",
                "fields": [self[f"{name}_{kind.value}"] for name in ("harm", "protects", "reach")],
            }
            for kind in ContextKind
        ]

    def said(self) -> dict:
        items = []
        for kind in ContextKind:
            item = {name: self.cleaned_data.get(f"{name}_{kind.value}", "") for name in ("harm", "protects", "reach")}
            if any(item.values()):
                items.append({"kind": kind.value, **item})
        return {"items": items}


class SignsForm(SectionForm):
    """The published signs, each beside what else it may mean. Nothing adds up."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for sign in self.lists.indicators:
            self.fields[f"chosen_{sign.slug}"] = forms.BooleanField(label=f"Consider: {sign.title}", required=False)
            self.fields[f"here_{sign.slug}"] = words("What was seen here?", "", 2)
            self.fields[f"explanation_{sign.slug}"] = words("What else might explain it here?", "", 2)
        for each in self.fields.values():
            draw(each)

    @property
    def groups(self):
        return [
            {
                "title": sign.title,
                "text": f"<p><strong>May also be:</strong></p>{sign.innocent}",
                "box": self[f"chosen_{sign.slug}"],
                "fields": [self[f"here_{sign.slug}"], self[f"explanation_{sign.slug}"]],
            }
            for sign in self.lists.indicators
        ]

    def clean(self):
        super().clean()
        for sign in self.lists.indicators:
            thought = self.cleaned_data.get(f"chosen_{sign.slug}") or self.cleaned_data.get(f"explanation_{sign.slug}")
            if thought and not self.cleaned_data.get(f"here_{sign.slug}"):
                self.add_error(
                    f"here_{sign.slug}",
                    f"“{sign.title}”: write what was seen here, or leave the sign out",
                )
        return self.cleaned_data

    def said(self) -> dict:
        return {
            "items": [
                {
                    "indicator": sign.slug,
                    "title": sign.title,
                    "may_also_be": sign.innocent_words,
                    "here": self.cleaned_data.get(f"here_{sign.slug}", ""),
                    "explanation": self.cleaned_data.get(f"explanation_{sign.slug}", ""),
                }
                for sign in self.lists.indicators
                if self.cleaned_data.get(f"here_{sign.slug}")
            ]
        }


class NeedsForm(SectionForm):
    exploitation = forms.MultipleChoiceField(
        label="Which other exploitation have you considered?",
        help_text="If you know county lines, start here: most of what you know carries over.",
        required=False,
        choices=Exploitation.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    exploitation_thought = words("What did you think about it?", "", 3)
    needs = words("What does this child need?", "Belonging, safety, sleep, school, somebody to talk to…")
    strengths = words("What are this child’s strengths, and who is good for them?", "", 3)

    def said(self) -> dict:
        answers = {name: self.cleaned_data[name] for name in ("needs", "strengths") if self.cleaned_data.get(name)}
        thought = self.cleaned_data.get("exploitation_thought", "")
        answers["exploitation"] = [
            {"kind": kind, "thought": thought} for kind in self.cleaned_data.get("exploitation", [])
        ]
        return answers


class FamilyForm(SectionForm):
    parents_view = words("What do the parents or carers say?", "Their view, as they put it.")
    family_told = choice("Has the family been told of this concern?", YesNo.choices)
    family_told_words = words(
        "What were they told, or why not?", "If police have asked that they are not told, say only that.", 3
    )


class EqualityForm(SectionForm):
    """Monitoring of fairness: kept apart from the case, each answer or the reason for none.

    The page may be left alone; once it is used, no row is blank: a blank would look like an answer later.
    """

    NAMES = ("answer", "own_words", "said_by", "no_answer_because")

    def __init__(self, *args, rows=tuple(EQUALITY_ROWS), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = [(about, EQUALITY_ROWS[about]) for about in rows]
        # Why there is no answer has a box of its own: it stands in no list of answers.
        reasons = {text for pair in self.lists.no_answer for text in pair}
        for about, title in self.rows:
            listed = [pair for pair in getattr(self.lists, about, None) or () if not reasons & set(pair)]
            if listed:
                self.fields[f"answer_{about}"] = pick(title, listed)
            self.fields[f"own_words_{about}"] = line("In their own words", "")
            self.fields[f"said_by_{about}"] = pick("Who said so?", self.lists.answered_by)
            self.fields[f"no_answer_because_{about}"] = pick("If there is no answer, why?", self.lists.no_answer)
        for each in self.fields.values():
            draw(each)

    @property
    def groups(self):
        return [
            {
                "title": title,
                "text": "",
                "fields": [self[f"{name}_{about}"] for name in self.NAMES if f"{name}_{about}" in self.fields],
            }
            for about, title in self.rows
        ]

    def _row(self, about: str) -> dict:
        return {name: self.cleaned_data.get(f"{name}_{about}", "") for name in self.NAMES}

    def clean(self):
        super().clean()
        rows = {about: self._row(about) for about, _ in self.rows}
        if not any(value for row in rows.values() for value in row.values()):
            return self.cleaned_data
        for about, title in self.rows:
            row = rows[about]
            answered, because = row["answer"] or row["own_words"], f"no_answer_because_{about}"
            if f"answer_{about}" in self.errors or because in self.errors:
                continue
            if answered and row["no_answer_because"]:
                self.add_error(because, f"{title}: keep the answer, or the reason why there is none, not both")
            elif not answered and not row["no_answer_because"]:
                self.add_error(because, f"{title}: write an answer, or choose why there is none")
        return self.cleaned_data

    def said(self) -> dict:
        items = []
        for about, _ in self.rows:
            item = self._row(about)
            if item["answer"] or item["own_words"] or item["no_answer_because"]:
                items.append({"about": about, **item})
        return {"items": items}


FORMS = {
    Section.SAFETY: SafetyForm,
    Section.NOTICED: NoticedForm,
    Section.VOICE: VoiceForm,
    Section.QUESTION: QuestionForm,
    Section.CHILD: ChildForm,
    Section.CONTEXTS: ContextsForm,
    Section.SIGNS: SignsForm,
    Section.NEEDS: NeedsForm,
    Section.FAMILY: FamilyForm,
    Section.EQUALITY: EqualityForm,
}


class NoteForm(KithForm):
    happened_on = DatePartsField(
        label="When did it happen?",
        help_text="For example, 9 6 2026",
        not_after_today=True,
        called="The date",
        error_messages={"required": "Enter the date it happened"},
    )
    text = forms.CharField(
        label="What became known?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write what became known"},
    )
    childs_words = words("The child’s own words, if any", "", 2)


class EmergencyForm(KithForm):
    exact = forms.CharField(
        label="Reference",
        help_text="The whole Kith reference, with or without K-, or the case-system reference. Names are not searched here.",
        max_length=60,
        error_messages={"required": "Enter the exact reference"},
    )
    reason = forms.CharField(
        label="Why do you need it now?",
        help_text="At least 30 characters. Somebody else reads this.",
        min_length=30,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={
            "required": "Say why you need to read it now",
            "min_length": "Say why in at least 30 characters",
        },
    )


class ColleagueForm(KithForm):
    """A colleague, and a reason where one is asked."""

    person = forms.ChoiceField(
        label="Colleague",
        choices=(),
        error_messages={"required": "Choose a colleague", "invalid_choice": "Choose a colleague"},
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a colleague"), *people]


class BarForm(ColleagueForm):
    """A conflict of interest: about oneself, or, by a manager, about a colleague."""

    reason = forms.CharField(
        label="What is the connection?",
        help_text="For example: a relative, a neighbour, a friend of the family. As little as is needed.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Say in a few words what the connection is"},
    )


class HandOverForm(ColleagueForm):
    """Who owns the matter from now on, and why."""

    reason = forms.CharField(
        label="Why?",
        help_text="For example: I am away from Monday, and Olu knows the family. It stands in the chronology.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Say in a few words why"},
    )


class ReferralForm(KithForm):
    """One box for each heading of the authority's referral form, in its order."""

    def __init__(self, *args, headings=(), **kwargs):
        super().__init__(*args, **kwargs)
        for heading in headings:
            self.fields[heading.key] = words(heading.title, heading.hint, 6, most=20000)
        for each in self.fields.values():
            draw(each)


class UrgentForm(KithForm):
    because = forms.CharField(
        label="There was no time for a decision because…",
        help_text="What could happen before a decision, and whom you rang. It stands in the chronology.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write why there was no time for a decision"},
    )


class FactForm(KithForm):
    """A fact about a referral with its day, which cannot lie before what it follows."""

    def __init__(self, *args, not_before: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.not_before = not_before

    def clean_day(self):
        date, called = self.cleaned_data["day"], self.fields["day"].called
        if date < self.not_before:
            raise forms.ValidationError(f"{called} must be {day(self.not_before)} or later. Check the year")
        return date


class SentForm(FactForm):
    sent_to = forms.CharField(
        label="To whom did you send it?",
        help_text="The team or post, for example the police Prevent team.",
        max_length=300,
        error_messages={"required": "Write to whom you sent it"},
    )
    sent_how = forms.CharField(
        label="How?",
        help_text="For example secure e-mail, or the force’s web form.",
        max_length=120,
        error_messages={"required": "Write how you sent it"},
    )
    day = DatePartsField(
        label="On which day?",
        help_text="For example, 9 6 2026",
        not_after_today=True,
        called="The day it was sent",
        error_messages={"required": "Enter the day it was sent"},
    )


class AcknowledgedForm(FactForm):
    acknowledged_by = forms.CharField(
        label="Who acknowledged it?",
        help_text="The person’s role or the team.",
        max_length=200,
        error_messages={"required": "Write who acknowledged it"},
    )
    day = DatePartsField(
        label="On which day?",
        help_text="For example, 10 6 2026",
        not_after_today=True,
        called="The day it was acknowledged",
        error_messages={"required": "Enter the day it was acknowledged"},
    )


class OutcomeForm(FactForm):
    outcome = forms.CharField(
        label="What came of it?",
        help_text="In words, and what it means for the child’s plan. Write nothing that the police asked not to be kept.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": "Write what came of it"},
    )
    day = DatePartsField(
        label="On which day did you hear?",
        help_text="For example, 18 6 2026",
        not_after_today=True,
        called="The day you heard",
        error_messages={"required": "Enter the day you heard"},
    )


class TemplateForm(KithForm):
    file = forms.FileField(
        label="Your authority’s form, as a Word document (.docx)",
        help_text="At most 2 MB, without macros.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose a file first", "empty": "This file is empty. Choose another"},
    )
