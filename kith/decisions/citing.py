"""Citing statements of the authority’s threshold document in a form: chosen by the worker, and never suggested."""

from django import forms

from kith.design.forms import KithForm, offer

ANEW = "The threshold document was published anew since you opened this page. Tick again what you rely on"


def statements_field(label: str, help_text: str = "", **errors: str) -> forms.MultipleChoiceField:
    """Boxes for the statements of a document; none is ticked before the worker ticks."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": ANEW, **errors},
    )


class CitesStatements(KithForm):
    """A form with a field `statements`: drawn by level (`thresholds/_statements.html`), and gone where there are none."""

    def offer_statements(self, statements) -> None:
        """The form offers these statements, each of which comes with its level."""
        self._statements = list(statements)
        offer(self, "statements", [(str(row.pk), row.text) for row in self._statements])
        if not self._statements:
            del self.fields["statements"]

    @property
    def statements_by_level(self) -> list[dict]:
        """Each level of the document, with the boxes of its statements as they are drawn."""
        found: list[dict] = []
        for row, widget in zip(self._statements, self["statements"].subwidgets, strict=True):
            if not found or found[-1]["level"].pk != row.level_id:
                found.append({"level": row.level, "boxes": []})
            found[-1]["boxes"].append(widget)
        return found

    def relied_on(self) -> list:
        """The statements that were ticked, in the document’s order."""
        ticked = set(self.cleaned_data.get("statements") or ())
        return [row for row in self._statements if str(row.pk) in ticked]
