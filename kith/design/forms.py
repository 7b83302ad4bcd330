"""The base of every form."""

import unicodedata

from django import forms


class KithForm(forms.Form):
    """Validates on the server, marks nothing as required in the browser, and ignores characters nobody can see."""

    use_required_attribute = False


def visible(text: str) -> str:
    """The text without control and format characters, line breaks and tabs apart."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
