"""What stands above the fields while a page is written: everything that is missing, and the proposal behind it."""

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from wagtail.blocks.stream_block import StreamBlockValidationError

from .. import queries

register = template.Library()
SECTIONS = "panel-child-words-body-section"  # as Wagtail calls the place of the sections


@register.inclusion_tag("editing/_faults.html")
def faults_of(form):
    """Every fault of a form that was sent, each with the place on the page to which it leads."""
    rows = []
    for name, faults in form.errors.as_data().items() if form.is_bound else ():
        for fault in faults:
            if isinstance(fault, StreamBlockValidationError):
                lacking = sorted(fault.block_errors)
                rows += [(_place(form, name), f"Section {at + 1} lacks its heading or its words.") for at in lacking]
            elif name == NON_FIELD_ERRORS or fault.code is None:
                rows += [(_place(form, name), words) for words in fault.messages]
            else:
                rows += [(_place(form, name), f"{form.fields[name].label}: {words}") for words in fault.messages]
    return {"faults": rows}


def _place(form, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return ""
    if name == "body":
        return SECTIONS
    several = isinstance(form.fields[name].widget, forms.CheckboxSelectMultiple)
    return f"id_{name}_0" if several else f"id_{name}"


@register.inclusion_tag("editing/_proposals.html")
def proposals_behind(person, page):
    """What was proposed and is being written on this page, in the words of whoever proposed it."""
    return {"proposals": queries.proposals_behind(person, page)}
