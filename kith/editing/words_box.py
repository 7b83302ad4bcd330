"""The box in which words are written; apart, since Wagtail’s is read only once every model is."""

import re

from wagtail.admin.rich_text import DraftailRichTextArea

# Wagtail reads a tag that nothing follows as one that is still open, and then cannot show the page at all.
UNCLOSED = re.compile(r"<(br|hr)\s*>", re.IGNORECASE)


class WordsBox(DraftailRichTextArea):
    """Wagtail’s box, with a name for those who hear the page: it has no label element of its own (WCAG 4.1.2)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.options["ariaLabel"] = "Words"

    def format_value(self, value):
        """The words as the box reads them: a line break closed, as the toolkit’s own pages do not write it."""
        return super().format_value(UNCLOSED.sub(r"<\1/>", value) if value else value)
