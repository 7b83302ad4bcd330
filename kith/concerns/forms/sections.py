"""The pages of a consultation, one form for each."""

from django import forms

from kith.design.fields import DatePartsField
from kith.design.forms import draw

from ..words import ContextKind, Danger, Exploitation, Section, YesNo
from .child import ChildForm, EqualityForm
from .fields import SectionForm, choice, line, pick, words

MOST_NOTICED = 10


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
                    "id": f"thing-{i + 1}",
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
    """The published signs, each beside what else it may mean; folded away where nothing was written of it."""

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
                "open": any(
                    self[f"{name}_{sign.slug}"].errors or self[f"{name}_{sign.slug}"].value()
                    for name in ("chosen", "here", "explanation")
                ),
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
