"""What stands over a matter and is said first on every page that could lead the reader into a mistake."""

from django import template

from ..standing import family_not_to_be_told

register = template.Library()


@register.inclusion_tag("concerns/_family_not_told.html")
def family_not_told(person, consultation) -> dict:
    """Says that the family is not to be told, where an agency asks so; nothing otherwise. One page asks it once."""
    return {"marks": family_not_to_be_told(person, consultation)}


@register.inclusion_tag("concerns/_family_not_told.html")
def family_marks(marks) -> dict:
    """The same for marks that the page found itself."""
    return {"marks": marks}


@register.inclusion_tag("concerns/_family_not_told_document.html")
def family_not_told_document(person, consultation) -> dict:
    """The same in a document, which may lie open on a table."""
    return {"marks": family_not_to_be_told(person, consultation)}
