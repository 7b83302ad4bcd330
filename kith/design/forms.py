"""The base of every form: plain fields, drawn in the design's markup."""

import re
import unicodedata

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from .fields import DateParts

GROUPS = ("choices", "date")
# Persian, Urdu and others are misspelt without the two joiners, so a child's words keep them, inside the text alone.
JOINERS = "\u200c\u200d"
# No database keeps NUL and halves of letters; no document in XML takes the two signs that are none (U+FFFE, U+FFFF).
UNKEPT = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
EDGES = re.compile(rf"^[\s{JOINERS}]+|[\s{JOINERS}]+$")


def visible(text: str) -> str:
    """The text without characters that nobody can see, line breaks, tabs and the joiners of letters apart."""
    text = UNKEPT.sub("", unicodedata.normalize("NFC", text))
    kept = "".join(c for c in text if c in "\n\t" + JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return EDGES.sub("", kept)


def _without_nothing(data):
    """What was typed, without the characters that nothing keeps: they come from bad pastes."""
    if not hasattr(data, "lists"):
        return data
    clean = data.copy()
    for name, texts in data.lists():
        clean.setlist(name, [UNKEPT.sub("", text) if isinstance(text, str) else text for text in texts])
    return clean


def hold(form: forms.Form, typed: dict[str, list[str]]) -> None:
    """The form, which nobody has sent yet, shows what was typed in it, well formed or not."""
    data = MultiValueDict(typed)
    form.initial = {
        name: field.widget.value_from_datadict(data, MultiValueDict(), name) for name, field in form.fields.items()
    }


class DrawnField(BoundField):
    """A field as the templates ask about it."""

    def __init__(self, form, field, name):
        draw(field)
        super().__init__(form, field, name)

    @property
    def kind(self) -> str:
        """`choices` and `date` are groups in a fieldset, `checkbox` a single box; anything else is one control."""
        return getattr(self.field.widget, "kith_kind", "")

    @property
    def faulty_parts(self) -> tuple[int, ...]:
        """Which boxes of a date its first error is about."""
        errors = self.errors.as_data()
        return tuple((errors[0].params or {}).get("parts", (0, 1, 2))) if errors else ()

    @property
    def first_control(self) -> str:
        """The id of the control that an error leads to: the first of a group, or the box itself."""
        if self.kind == "choices":
            return f"{self.auto_id}_0"
        if self.kind == "date":
            return f"{self.auto_id}_{min(self.faulty_parts, default=0)}"
        return self.id_for_label

    @property
    def described_by(self) -> str:
        ids = [f"{self.auto_id}-hint"] if self.help_text else []
        if self.errors:
            ids.append(f"{self.auto_id}-error")
        return " ".join(ids)

    @property
    def is_heading(self) -> bool:
        named = getattr(self.form, "heading_field", None) == self.name
        return named or getattr(self.field, "page_heading", False)

    @property
    def label_class(self) -> str:
        part = "fieldset__legend" if self.kind in GROUPS else "label"
        return f"govuk-{part}--{'l' if self.is_heading else 's'}"

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("aria-describedby", None)
        attrs.pop("aria-invalid", None)
        if self.kind == "date":
            attrs["faulty"] = self.faulty_parts
        elif self.kind != "choices":
            if self.described_by:
                attrs["aria-describedby"] = self.described_by
            if self.errors and self.kind != "checkbox":
                classes = self.field.widget.attrs.get("class", "")
                if classes.startswith("govuk-"):
                    attrs["class"] = f"{classes} {classes.split()[0]}--error"
        return attrs


class KithForm(forms.Form):
    """Validates on the server, marks nothing as required in the browser, and ignores characters nobody can see.

    `heading_field` names the field whose label is the page's h1, for a page that asks one question.
    """

    use_required_attribute = False
    heading_field: str | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            draw(field)

    def _clean_fields(self):
        self.data = _without_nothing(self.data)
        super()._clean_fields()  # type: ignore[misc]  # Django's own seam, which its stubs leave out
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and not isinstance(self.fields[name].widget, forms.PasswordInput):
                self.cleaned_data[name] = visible(value)
                if self.fields[name].required and not self.cleaned_data[name] and value:
                    self.add_error(name, self.fields[name].error_messages["required"])


def draw(field: forms.Field) -> None:
    """The field's widget now carries the classes and template of the design. Doing it twice changes nothing."""
    widget = field.widget
    _say_what_is_missing(field)
    if isinstance(widget, DateParts | forms.HiddenInput):
        return
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        radios = not isinstance(widget, forms.CheckboxSelectMultiple)  # which is itself a RadioSelect to Django
        widget.kith_kind = "choices"  # type: ignore[attr-defined]
        widget.template_name = "design/widgets/choices.html"
        widget.attrs["kith"] = "radios" if radios else "checkboxes"
        return
    if isinstance(widget, forms.CheckboxInput):
        widget.kith_kind = "checkbox"  # type: ignore[attr-defined]
        widget.attrs.setdefault("class", "govuk-checkboxes__input")
        return
    if not isinstance(widget, forms.PasswordInput):
        # A browser cuts pasted text at maxlength without a word. The server says so instead, and keeps the text.
        widget.attrs.pop("maxlength", None)
        widget.attrs.pop("minlength", None)
    if isinstance(widget, forms.Textarea):
        if widget.attrs.pop("cols", None) is not None and widget.attrs.get("rows") == "10":
            widget.attrs["rows"] = "4"  # ten rows are what Django gives a box that names none
        widget.attrs.setdefault("class", "govuk-textarea")
    elif isinstance(widget, forms.Select):
        widget.attrs.setdefault("class", "govuk-select")
    elif isinstance(widget, forms.FileInput):
        widget.attrs.setdefault("class", "govuk-file-upload")
    elif isinstance(widget, forms.NumberInput):
        # A spinner changes a number when the page is scrolled; a plain box with a numeric keyboard does not.
        widget.input_type = "text"
        for name in ("min", "max", "step"):
            widget.attrs.pop(name, None)
        widget.attrs.setdefault("inputmode", "numeric")
        widget.attrs.setdefault("class", "govuk-input govuk-input--width-5")
    else:
        widget.attrs.setdefault("class", "govuk-input")


def _say_what_is_missing(field: forms.Field) -> None:
    """An unanswered question is named: “This field is required” in a list at the top of a page says nothing."""
    unset = forms.Field.default_error_messages["required"]
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = (
                f"“{field.label}” must be {validator.limit_value} characters or fewer. You have %(show_value)d"
            )
    if field.label and field.error_messages.get("required") == unset:
        chooses = isinstance(field.widget, forms.CheckboxInput | forms.Select | forms.RadioSelect)
        chooses = chooses or isinstance(field.widget, forms.CheckboxSelectMultiple)
        field.error_messages["required"] = f"{'Choose an answer to' if chooses else 'Fill in'} “{field.label}”"


def box(label: str, hint: str = "", rows: int = 3, needed: str = "") -> forms.CharField:
    """A box for sentences; `needed` is what is said where it is left empty, and nothing where it may be."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": needed} if needed else None,
    )


def offer(form: forms.Form, name: str, choices: list) -> None:
    """The field offers these choices, and no others are taken."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def chosen(rows, key: str):
    """The one of these whose uuid was chosen, or None."""
    return next((row for row in rows if str(row.uuid) == key), None)
