"""Is what was chosen one of the choices?"""

from django import forms

from kith.design.forms import KithForm, offer


class ChooseForm(KithForm):
    """One choice of a scene, or one answer to a question for later. Nothing is chosen before."""

    choice = forms.ChoiceField(
        choices=(), widget=forms.RadioSelect, error_messages={"required": "Choose one. There is no mark for it."}
    )

    def __init__(self, *args, ask: str, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].label = ask
        offer(self, "choice", [(str(number), one.words) for number, one in enumerate(choices)])
