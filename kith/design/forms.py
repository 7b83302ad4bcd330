"""The base of every form: plain fields, drawn in the design's markup."""

import unicodedata

from django import forms
from django.forms.boundfield import BoundField

from .fields import DateParts


def visible(text: str) -> str:
    """The text without characters that nobody can see, line breaks and tabs apart."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    return kept.strip()


class DrawnField(BoundField):
    """A field as the templates ask about it."""

    @property
    def first_control(self) -> str:
        """The id of the control that an error leads to: the first of a group, or the box itself."""
        if getattr(self.field.widget, "kith_kind", "") in ("choices", "date"):
            return f"{self.auto_id}_0"
        return self.id_for_label

    @property
    def described_by(self) -> str:
        ids = [f"{self.auto_id}-hint"] if self.help_text else []
        if self.errors:
            ids.append(f"{self.auto_id}-error")
        return " ".join(ids)

    @property
    def is_heading(self) -> bool:
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def label_class(self) -> str:
        kind = "fieldset__legend" if getattr(self.field.widget, "kith_kind", "") in ("choices", "date") else "label"
        return f"govuk-{kind}--{'l' if self.is_heading else 's'}"

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("aria-describedby", None)
        attrs.pop("aria-invalid", None)
        if getattr(self.field.widget, "kith_kind", "") not in ("choices", "date") and self.described_by:
            attrs["aria-describedby"] = self.described_by
        return attrs


class KithForm(forms.Form):
    """Validates on the server, marks nothing as required in the browser, and ignores characters nobody can see."""

    use_required_attribute = False
    bound_field_class = DrawnField
    heading_field: str | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            draw(field)

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and not isinstance(self.fields[name].widget, forms.PasswordInput):
                self.cleaned_data[name] = visible(value)
                if self.fields[name].required and not self.cleaned_data[name] and value:
                    self.add_error(name, self.fields[name].error_messages["required"])


def draw(field: forms.Field) -> None:
    """The field's widget now carries the classes and template of the design."""
    widget = field.widget
    if isinstance(widget, DateParts):
        return
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        radios = isinstance(widget, forms.RadioSelect)
        widget.kith_kind = "choices"
        widget.template_name = "design/widgets/choices.html"
        widget.attrs["kith"] = "radios" if radios else "checkboxes"
        return
    if isinstance(widget, forms.HiddenInput):
        return
    if isinstance(widget, forms.Textarea):
        widget.attrs.setdefault("rows", "4")
        widget.attrs.pop("cols", None)
        widget.attrs.setdefault("class", "govuk-textarea")
    elif isinstance(widget, forms.Select):
        widget.attrs.setdefault("class", "govuk-select")
    elif isinstance(widget, forms.FileInput):
        widget.attrs.setdefault("class", "govuk-file-upload")
    elif isinstance(widget, forms.NumberInput):
        widget.input_type = "text"
        widget.attrs.setdefault("inputmode", "numeric")
        widget.attrs.setdefault("class", "govuk-input govuk-input--width-5")
    else:
        widget.attrs.setdefault("class", "govuk-input")
