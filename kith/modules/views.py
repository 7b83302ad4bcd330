"""Pages of short modules: which there are, the story scene by scene, and the questions that come later."""

import uuid as uuids

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.toolkit.queries import shown_at

from . import actions, queries
from .forms import ChooseForm


@require_GET
def modules(request):
    """Every module, with one’s own way so far, and the questions that wait."""
    person = request.user
    return render(
        request,
        "modules/modules.html",
        {
            "modules": queries.modules_for(person),
            "waiting": queries.follow_ups_waiting(person),
            "once": uuids.uuid4(),
        },
    )


@require_POST
def begin(request, slug):
    """The first scene; or the scene at which one stopped."""
    row = actions.begin_module(request.user, slug=slug, once_key=request.POST.get("once") or str(uuids.uuid4()))
    return redirect("modules:run", uuid=row.uuid)


@require_http_methods(["GET", "POST"])
def run(request, uuid):
    """The scene that stands before one, after what followed from the last choice; at the end, the whole way."""
    row = queries.run_for(request.user, uuid)
    story = queries.story_told_in(row)
    scene = story.scene(row.scene)
    form = None
    if request.method == "POST":
        sent = story.scene(request.POST.get("scene", "")) or scene
        form = ChooseForm(request.POST, ask=sent.ask, choices=sent.choices)
        if form.is_valid():
            try:
                actions.choose(request.user, run=row, scene=sent.key, choice=int(form.cleaned_data["choice"]))
            except actions.ChosenBefore:
                messages.success(request, "You had chosen otherwise there, and the story went on from that.")
            return redirect(f"{reverse('modules:run', args=[uuid])}#next")
        if sent is not scene:
            return redirect("modules:run", uuid=uuid)
    way = queries.way_of(row)
    return render(
        request,
        "modules/end.html" if scene.is_end else "modules/scene.html",
        {
            "run": row,
            "story": story,
            "scene": scene,
            "form": form or ChooseForm(ask=scene.ask, choices=scene.choices),
            "way": way,
            "last": way[-1] if way else None,
            "title": row.edition.content["title"],
            "sections": row.edition.content["sections"],
            "follow_ups": queries.follow_ups_of(row),
            "piece": shown_at(request.user, row.slug),
            "once": uuids.uuid4(),
        },
    )


@require_http_methods(["GET", "POST"])
def forget(request, uuid):
    """What one chose is deleted, and nobody ever saw it."""
    row = queries.run_for(request.user, uuid)
    if request.method == "POST":
        actions.forget_run(request.user, run=row)
        messages.success(request, "Deleted. What you had chosen is gone.")
        return redirect("modules:modules")
    return render(request, "modules/forget.html", {"run": row, "title": row.edition.content["title"]})


@require_http_methods(["GET", "POST"])
def follow_up(request, uuid):
    """A question some days later; once it is answered, what experienced workers say."""
    row = queries.follow_up_for(request.user, uuid)
    asked = queries.asked_in(row)
    sent = request.POST if request.method == "POST" else None
    form = ChooseForm(sent, ask="What do you do?", choices=asked.choices)
    if request.method == "POST" and form.is_valid():
        actions.answer_follow_up(request.user, follow_up=row, choice=int(form.cleaned_data["choice"]))
        return redirect("modules:follow-up", uuid=uuid)
    chosen = asked.choices[row.choice] if row.choice is not None else None
    return render(
        request,
        "modules/follow_up.html",
        {
            "row": row,
            "run": row.run,
            "asked": asked,
            "form": form,
            "chosen": chosen,
            "others": [one for one in asked.choices if one is not chosen],
            "title": row.run.edition.content["title"],
        },
    )
