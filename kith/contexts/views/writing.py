"""A page on which something is written: what was typed is kept as one goes, and sent once."""

from django import forms
from django.contrib import messages
from django.shortcuts import render

from kith.decisions.half_typed import Writing
from kith.decisions.half_typed import write as written
from kith.design.forms import draw

from ..actions import NamesChild, say_adult_is_named

# The box by which a writer says that they mean an adult who bears the name of a child.
ADULT = "adult"


def write(request, make, name: str, about) -> Writing:
    """The form with what was sent, else with what was typed and kept; `make(data)` gives it."""
    return written(request, make, f"contexts:{name}", about)


def _names_a_child(writing: Writing, named: NamesChild) -> None:
    """What was typed stays, and the page says which words name a child; and asks, where an adult may be meant."""
    form = writing.form
    form.add_error(named.field if named.field in form.fields else None, str(named))
    if named.may_be_an_adult:
        label = f"“{named.name}” is here the name of an adult who works here, and not the child’s"
        form.fields[ADULT] = forms.BooleanField(
            label=label, required=False, help_text="That you said so is kept, for who reads that child’s record too."
        )
        draw(form.fields[ADULT])


def kept(request, writing: Writing, act, said: str = ""):
    """What `act(what it says)` gave, or True, where what was sent is well formed and was kept: nothing waits half typed.

    Where it names a child, nothing was kept, what was typed stays, and the page says which words. Where the writer says
    that an adult of that name is meant, this is kept first, of these very words.
    """
    if not (writing.is_sent and writing.form.is_valid()):
        return False
    found, told = _tried(request, writing, act)
    if told is not None:
        _names_a_child(writing, told)
        return False
    writing.half.said()
    if said:
        messages.success(request, said)
    return found or True


def _tried(request, writing: Writing, act):
    """What the act gave, and None; or None, and the child whom the words name."""
    asked: set[tuple] = set()
    while True:
        try:
            return act(dict(writing.form.cleaned_data)), None
        except NamesChild as named:
            if not named.may_be_an_adult:
                return None, named
            one = (named.link.pk, named.name, named.words)
            if ADULT not in request.POST or one in asked:
                return None, named
            asked.add(one)
            say_adult_is_named(request.user, named=named)


def page(request, writing: Writing, **words):
    """The page of one form. `words`: title, back and back_words, to (its address), button, and perhaps intro."""
    template = words.pop("template", "contexts/write.html")
    return render(request, template, {"form": writing.form, "writing": writing, **words})
