"""What is typed in a long form waits for its writer until it is said, and survives a closed laptop."""

from kith.decisions.actions import Overtaken, drop_drafts, keep_draft
from kith.decisions.queries import draft_of
from kith.design.autosave import autosaved
from kith.design.fields import whole
from kith.design.forms import hold

NOT_CONTENT = {"csrfmiddlewaretoken", "once", "version", "act"}


class Typed:
    """One form of one page, for one writer."""

    def __init__(self, request, subject: str, section: str):
        self.request, self.subject, self.section = request, subject, section
        self.draft = draft_of(request.user, subject, section)

    @property
    def asked_to_keep(self) -> bool:
        """True where a script saves while somebody types."""
        return bool(self.request.headers.get("X-Autosave"))

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    def keep(self):
        """The answer to the script: what was typed is kept, or somebody was first elsewhere."""
        content = {name: texts for name, texts in self.request.POST.lists() if name not in NOT_CONTENT}
        try:
            self.draft = keep_draft(
                self.request.user,
                subject=self.subject,
                section=self.section,
                content=content,
                version=whole(self.request.POST.get("version")),
            )
        except Overtaken:
            return autosaved(None)
        return autosaved(self.draft)

    def put_into(self, form) -> None:
        """A form that nobody has sent yet shows what was typed in it."""
        if self.draft is not None and not form.is_bound:
            hold(form, self.draft.content)

    def said(self) -> None:
        """It was said: nothing waits any more."""
        drop_drafts(self.request.user, subject=self.subject)
