"""The contexts that touch the child of one consultation, for who sees both."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.concerns.actions import note_reading
from kith.concerns.queries import consultation_for
from kith.concerns.rules import may_write_note
from kith.design.forms import chosen

from .. import actions, queries, rules
from ..forms import EndLinkForm, LinkForm
from .writing import page, write


@require_GET
def of_matter(request, reference):
    """The contexts that touch this child, as far as the reader sees them."""
    consultation = consultation_for(request.user, reference)
    note_reading(request.user, consultation=consultation, how="contexts")
    may_write = may_write_note(request.user, consultation)
    return render(
        request,
        "contexts/of_matter.html",
        {
            "consultation": consultation,
            "links": queries.links_of_matter(request.user, consultation),
            "may_link": may_write,
            "may_open": rules.may_open(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def link(request, reference):
    """A context touches this child: which, how, and how it is known."""
    person = request.user
    consultation = consultation_for(person, reference)
    require(may_write_note(person, consultation))
    contexts = queries.to_link(person, consultation)
    choices = [(str(row.uuid), f"{row.name}, {row.get_kind_display().lower()}") for row in contexts]
    writing = write(request, lambda data: LinkForm(data, contexts=choices), "link", consultation.reference)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        said = dict(writing.form.cleaned_data)
        row = chosen(contexts, said.pop("context"))
        actions.link_context(person, context=row, consultation=consultation, **said)
        writing.half.said()
        messages.success(request, "Linked. Who sees only one of the two learns nothing of it.")
        return redirect("contexts:of-matter", reference=reference)
    return page(
        request,
        writing,
        consultation=consultation,
        title="Link a context",
        back=reverse("contexts:of-matter", args=[reference]),
        back_words=f"Contexts of {reference}",
        to=reverse("contexts:link", args=[reference]),
        button="Link it",
        intro=[
            "Only who may read both this consultation and the context will know of it. The context’s own page stays as it "
            "is for everybody else."
        ],
    )


@require_http_methods(["GET", "POST"])
def end_link(request, uuid):
    """The context touches the child no longer."""
    row = queries.link_for(request.user, uuid)
    reference = row.consultation.reference
    if row.ends is not None:
        return redirect("contexts:of-matter", reference=reference)
    require(rules.may_end_link(request.user, row))
    writing = write(request, lambda data: EndLinkForm(data), "end-link", row.uuid)
    if writing.kept:
        return writing.kept
    if writing.is_sent and writing.form.is_valid():
        actions.end_link(request.user, link=row, because=writing.form.cleaned_data["because"])
        writing.half.said()
        messages.success(request, "No longer linked. That it was stays readable.")
        return redirect("contexts:of-matter", reference=reference)
    return page(
        request,
        writing,
        consultation=row.consultation,
        title="It touches this child no longer",
        back=reverse("contexts:of-matter", args=[reference]),
        back_words=f"Contexts of {reference}",
        to=reverse("contexts:end-link", args=[uuid]),
        button="End the link",
        intro=[f"{row.context.name}: {row.get_touches_display().lower()}."],
    )
