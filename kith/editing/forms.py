"""What is typed on the editor’s board."""

from django import forms

from kith.design.forms import KithForm
from kith.toolkit.words import Kind, Settled

MOST_WORDS = 30
LONGEST_WORD = 60


class BeginForm(KithForm):
    title = forms.CharField(label="What is the page called?", max_length=160)
    kind = forms.ChoiceField(label="What kind of page?", choices=Kind.choices, widget=forms.RadioSelect)


class WhyForm(KithForm):
    why = forms.CharField(
        label="Why?", help_text="Readers see this.", widget=forms.Textarea({"rows": 3}), max_length=400
    )


class DeclineForm(WhyForm):
    why = forms.CharField(
        label="Why?",
        help_text="Whoever proposed it sees this.",
        widget=forms.Textarea({"rows": 3}),
        max_length=400,
    )


class AnswerForm(KithForm):
    answer = forms.ChoiceField(
        label="What do you say?",
        choices=[("approve", "Approve it: readers see it"), ("back", "Send it back to its writer")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="What should change?",
        help_text="Needed where you send it back. The writer sees it, and it stays in the page’s history.",
        widget=forms.Textarea({"rows": 4}),
        max_length=2_000,
        required=False,
    )

    def clean(self):
        said = super().clean()
        if said.get("answer") == "back" and not said.get("comment"):
            self.add_error("comment", "Say what should change, so that the writer can go on.")
        return said

    def as_answer(self) -> dict:
        """What was answered, as the action takes it."""
        return {"approved": self.cleaned_data["answer"] == "approve", "comment": self.cleaned_data["comment"]}


class SynonymsForm(KithForm):
    """A group of words that mean the same; `layers` are those in which the person writes."""

    title = forms.CharField(
        label="What is the group called?", help_text="For the list here, for instance “Front door”", max_length=80
    )
    words = forms.CharField(
        label="Which words mean the same?",
        help_text="One word or phrase on each line, as workers say it. No names of people, groups or platforms.",
        widget=forms.Textarea({"rows": 6}),
        max_length=2000,
    )

    def clean_words(self):
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        if len(lines) < 2:
            raise forms.ValidationError("Write at least two words or phrases, each on a line of its own")
        if len(lines) > MOST_WORDS:
            raise forms.ValidationError(f"Write at most {MOST_WORDS} words or phrases")
        if any(len(line) > LONGEST_WORD for line in lines):
            raise forms.ValidationError(f"Write at most {LONGEST_WORD} characters on each line")
        return lines


class SettleForm(KithForm):
    words = forms.ChoiceField(label="Which words?", widget=forms.RadioSelect)
    settled = forms.ChoiceField(label="What becomes of them?", choices=Settled.choices, widget=forms.RadioSelect)
    slug = forms.ChoiceField(label="Which page answers it?", help_text="Only where a page answers it", required=False)

    def __init__(self, *args, searches, pieces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].choices = searches
        self.fields["slug"].choices = [("", "Choose a page"), *pieces]

    def clean(self):
        said = super().clean()
        if said.get("settled") == Settled.PAGE and not said.get("slug"):
            self.add_error("slug", "Choose the page that answers it")
        return said


class AttachForm(KithForm):
    title = forms.CharField(
        label="What is the document called?",
        help_text="Readers see this, and the file is named after it. Name no child, family or colleague.",
        max_length=120,
    )
    file = forms.FileField(
        label="The document",
        help_text="A PDF, a Word document (.docx), or a picture as PNG or JPEG; at most 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.png,.jpg,.jpeg"}),
        error_messages={"required": "Choose a file first", "empty": "This file is empty. Choose another"},
        max_length=250,
    )
    replaces = forms.ChoiceField(label="Does it take the place of a document on this page?", widget=forms.RadioSelect)

    def __init__(self, *args, shown=(), **kwargs):
        super().__init__(*args, **kwargs)
        if shown:
            choices = [(str(one.uuid), f"Yes, of “{one.title}”") for one in shown]
            self.fields["replaces"].choices = [*choices, ("no", "No, it stands beside what is there")]
        else:
            del self.fields["replaces"]

    def as_attached(self, most: int) -> dict:
        """What was attached, as the action takes it; of the file no more than shows that it is too large."""
        replaces = self.cleaned_data.get("replaces", "no")
        return {
            "title": self.cleaned_data["title"],
            "content": self.cleaned_data["file"].read(most + 1),
            "replaces": None if replaces == "no" else replaces,
        }


class AnswerDocumentForm(AnswerForm):
    """As for a page. The reason stands with the document."""

    answer = forms.ChoiceField(
        label="What do you say?",
        choices=[("approve", "Approve it: readers can download it"), ("back", "Send it back to whoever attached it")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="What should change?",
        help_text="Needed where you send it back. Whoever attached it sees it. The file is then not kept.",
        widget=forms.Textarea({"rows": 4}),
        max_length=400,
        required=False,
    )


class TakeOutForm(KithForm):
    why = forms.CharField(
        label="Why?",
        help_text="Colleagues who write here see this.",
        widget=forms.Textarea({"rows": 3}),
        max_length=400,
    )
