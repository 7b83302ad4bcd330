"""The pages about the child, and the equality data that is kept apart."""

import datetime

from django.utils import timezone

from kith.design.fields import DatePartsField
from kith.design.forms import draw

from ..words import EQUALITY_ROWS, BirthKind, Sex, YesNo
from .fields import SectionForm, choice, line, pick, words

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
        label="Date of birth, or expected date", help_text="For example, 30 1 2012", required=False, called="The date"
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
