"""The box in which words are written; apart, since Wagtail’s is read only once every model is."""

from wagtail.admin.rich_text import DraftailRichTextArea


class WordsBox(DraftailRichTextArea):
    """Wagtail’s box, with a name for those who hear the page: it has no label element of its own (WCAG 4.1.2)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.options["ariaLabel"] = "Words"
