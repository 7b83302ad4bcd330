"""The map of a child or of a context: picture, table and paper from one query, and the forms that write it."""

import datetime
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.rules import require
from kith.concerns.actions import note_reading, note_readings
from kith.concerns.queries import consultation_for
from kith.design.forms import chosen
from kith.design.templatetags.design import day, day_and_time
from kith.people.queries import setting_of

from .. import actions, queries, rules
from ..drawing import picture
from ..forms import OURS, DayForm, EndTieForm, NameForm, NodeForm, PutRightForm, TieForm, WithdrawForm
from ..over import node_taken_out, require_mapping, require_mapping_with, tie_taken_out
from ..words import NodeKind, Size
from .writing import kept, page, write


@dataclass(frozen=True)
class Of:
    """Whose map it is: of one consultation, or of one context; each with its own addresses."""

    consultation: object = None
    context: object = None

    @property
    def of(self) -> dict:
        return {"consultation": self.consultation, "context": self.context}

    @property
    def key(self):
        return self.consultation.reference if self.consultation is not None else self.context.uuid

    @property
    def name(self) -> str:
        return self.consultation.reference if self.consultation is not None else self.context.name

    def to(self, child: str, context: str) -> str:
        """The address of the page of this name, for a child’s map or a context’s."""
        return reverse(f"contexts:{child if self.consultation is not None else context}", args=[self.key])

    @property
    def map(self) -> str:
        return self.to("child-map", "map")

    def note(self, person, how: str) -> None:
        """That it was read stands in the trail of the record that it belongs to."""
        if self.consultation is not None:
            note_reading(person, consultation=self.consultation, how=how)
        else:
            actions.note_context_read(person, context=self.context, how=how)

    def note_linked(self, person, shown) -> None:
        """Children who stand in the map of a context are read there, by who sees them: it stands in their trail too."""
        drawn = {node.consultation for node in shown.nodes if node.consultation}
        if self.context is not None and drawn:
            links = [
                one for one in queries.links_of_context(person, self.context) if one.consultation.reference in drawn
            ]
            note_readings(person, consultations=queries.matters_of(person, links), how="context")

    @property
    def back(self) -> dict:
        return {"back": self.map, "back_words": f"Map of {self.name}", "consultation": self.consultation}


def _child(request, reference) -> Of:
    return Of(consultation=consultation_for(request.user, reference))


def _context(request, uuid) -> Of:
    return Of(context=queries.context_for(request.user, uuid))


def _of_node(node) -> Of:
    return Of(node.of_consultation, node.of_context)


def _asked_day(request) -> datetime.date | None:
    """The day that an address names, where it is one that is not to come; else none."""
    try:
        asked = datetime.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return asked if asked <= timezone.localdate() else None


@dataclass(frozen=True)
class Line:
    """One tie as a line of the table says it; `cells` are in the order of its headings, after the number."""

    tie: queries.Tie
    url: str
    cells: tuple[str, ...]


NOBODY = str(UUID(int=0))


def _way(name: str):
    """`_way(name)(uuid)` is the address of one of many; the pattern is looked up once."""
    head, tail = reverse(name, args=[NOBODY]).split(NOBODY)
    return lambda uuid: f"{head}{uuid}{tail}"


def _table(ties: list[queries.Tie]) -> list[Line]:
    """Every tie as a line. What is the same for many (the way, a day) is worked out once: a map may have hundreds."""
    way, told = _way("contexts:tie"), cache(day)

    def held(tie: queries.Tie) -> str:
        since = told(tie.since) if tie.since else "Not known"
        return f"{since} until {told(tie.until)}" if tie.until else since

    return [
        Line(
            tie,
            way(tie.uuid),
            (
                tie.one.label,
                tie.other.label,
                tie.does_words,
                tie.words,
                tie.certainty,
                held(tie),
                f"{tie.recorded_by}, {told(tie.recorded_at)}",
            ),
        )
        for tie in ties
    ]


@dataclass(frozen=True)
class Listed:
    """One node as the list under the table says it: where its name leads, and where it is taken out, if anywhere."""

    label: str
    kind: str
    url: str
    out: str


def _listed(nodes: list[queries.Node], may_change: bool) -> list[Listed]:
    """Every node, with the ways that this reader has from it."""
    to_context, to_name, to_take_out = map(_way, ("contexts:context", "contexts:rename", "contexts:take-out-node"))
    found = []
    for node in nodes:
        url, out = "", ""
        if node.context:
            url = to_context(node.context)
        elif node.consultation:
            url = reverse("concerns:consultation", args=[node.consultation])
        elif may_change and not node.centre:
            url = to_name(node.key)
        if may_change and (node.context or node.consultation):
            out = to_take_out(node.key)
        found.append(Listed(node.label, node.kind_words.lower(), url, out))
    return found


def _map(request, of: Of, template: str, how: str):
    """The picture and the table of one map on one day, from one query."""
    person, today = request.user, timezone.localdate()
    form = DayForm(request.GET if "on_day" in request.GET else None, initial={"on": _asked_day(request) or today})
    on = _asked_day(request)
    if form.is_bound and form.is_valid():
        on = form.cleaned_data["on"] or today
    of.note(person, how)
    shown = queries.map_of(person, **of.of, on=on)
    of.note_linked(person, shown)
    size = request.GET.get("size") if request.GET.get("size") in Size.values else Size.WHOLE
    asked = {"on": shown.on.isoformat()} if shown.on != today else {}

    def address(**more) -> str:
        query = urlencode({**asked, **more})
        return f"{of.map}?{query}" if query else of.map

    may_map = rules.may_map(person, **of.of)
    authority = of.consultation.authority if of.consultation is not None else of.context.authority
    return render(
        request,
        template,
        {
            "of": of,
            "consultation": of.consultation,
            "row": of.context,
            "shown": shown,
            "lines": _table(shown.ties),
            "listed": _listed(shown.nodes, may_map and shown.on == today),
            "form": form,
            "is_today": shown.on == today,
            "sizes": [(one.value, one.label, address(size=one.value)) for one in Size],
            "size": size,
            "picture": f"{of.to('child-picture', 'picture')}?{urlencode({'on': shown.on.isoformat()})}",
            "print": f"{of.to('child-print', 'print')}?{urlencode({'on': shown.on.isoformat()})}",
            "may_map": may_map,
            "to_node": of.to("child-node", "node"),
            "to_linked": of.to("child-linked", "linked"),
            "to_tie": of.to("child-tie", "new-tie"),
            "marking": setting_of(authority, "marking"),
            "made_at": timezone.now(),
        },
    )


def _picture(request, of: Of):
    of.note(request.user, "map-picture")
    shown = queries.map_of(request.user, **of.of, on=_asked_day(request))
    of.note_linked(request.user, shown)
    return HttpResponse(picture(shown, f"Map of {of.name}, as known on {day(shown.on)}"), content_type="image/svg+xml")


@require_GET
def child_map(request, reference):
    """What is around this child, as known on a day: drawn, and as a table."""
    return _map(request, _child(request, reference), "contexts/map.html", "map")


@require_GET
def child_picture(request, reference):
    """The picture alone."""
    return _picture(request, _child(request, reference))


@require_GET
def child_print(request, reference):
    """Picture and table on paper."""
    return _map(request, _child(request, reference), "contexts/map_print.html", "map")


@require_GET
def context_map(request, uuid):
    """What is around this context, as known on a day: drawn, and as a table."""
    return _map(request, _context(request, uuid), "contexts/map.html", "map")


@require_GET
def context_picture(request, uuid):
    """The picture alone."""
    return _picture(request, _context(request, uuid))


@require_GET
def context_print(request, uuid):
    """Picture and table on paper."""
    return _map(request, _context(request, uuid), "contexts/map_print.html", "map")


# Writing it


def _sent_more(request) -> bool:
    """True where more was sent than a map keeps of anybody. What was too much is gone before anything could keep it."""
    more = set(request.POST) - OURS
    if more:
        request.POST = request.POST.copy()
        for name in more:
            del request.POST[name]
    return bool(more)


def _node(request, of: Of, to: str):
    require_mapping(request.user, **of.of)
    more = _sent_more(request)
    writing = write(request, lambda data: NodeForm(data, more=more), "node", of.key)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.add_node(
            request.user, **of.of, kind=said["kind"], label=said["label"], once_key=writing.once
        ),
        "Added. Tie it to something: what does it do?",
    ):
        return redirect(of.to("child-tie", "new-tie"))
    return page(request, writing, title="Add to the map", to=to, button="Add it", **of.back)


@require_http_methods(["GET", "POST"])
def child_node(request, reference):
    """A person, a group, a place or an online space in the child’s map."""
    return _node(request, _child(request, reference), reverse("contexts:child-node", args=[reference]))


@require_http_methods(["GET", "POST"])
def context_node(request, uuid):
    """A person, a group, a place or an online space in the context’s map."""
    return _node(request, _context(request, uuid), reverse("contexts:node", args=[uuid]))


def _linked(request, of: Of, to: str):
    """The other side of a link, for who sees both."""
    require_mapping(request.user, **of.of)
    links = queries.links_to_draw(request.user, **of.of)
    if request.method == "POST":
        found = chosen([row for row, _ in links], request.POST.get("link", ""))
        if found is not None:
            actions.add_node(request.user, **of.of, link=found, once_key=request.POST.get("once") or str(found.uuid))
            messages.success(request, "Added, for who sees both.")
            return redirect(of.to("child-tie", "new-tie"))
        return redirect(of.map)
    return render(request, "contexts/linked.html", {"of": of, "links": links, "to": to, **of.back})


@require_http_methods(["GET", "POST"])
def child_linked(request, reference):
    """A context that touches the child stands in their map, for who sees both."""
    return _linked(request, _child(request, reference), reverse("contexts:child-linked", args=[reference]))


@require_http_methods(["GET", "POST"])
def context_linked(request, uuid):
    """A child whom the context touches stands in its map by reference, for who sees both."""
    return _linked(request, _context(request, uuid), reverse("contexts:linked", args=[uuid]))


def _tie(request, of: Of, to: str):
    person = request.user
    require_mapping(person, **of.of)
    nodes = [(node.key, f"{node.label} ({node.kind_words.lower()})") for node in queries.map_of(person, **of.of).nodes]

    def make(data):
        return TieForm(data, nodes=nodes, certainties=queries.certainties(person))

    writing = write(request, make, "tie", of.key)
    if writing.kept:
        return writing.kept

    def keep(said):
        one, other = (queries.node_in(person, said.pop(name), **of.of) for name in ("one", "other"))
        return actions.record_tie(person, **of.of, one=one, other=other, once_key=writing.once, **said)

    if made := kept(request, writing, keep):
        over = made.until is not None and made.until <= timezone.localdate()
        messages.success(request, "Recorded. It is over, so it stands under “Ended”." if over else "Recorded.")
        return redirect(of.map)
    return page(request, writing, title="Record a tie", to=to, button="Record it", **of.back)


@require_http_methods(["GET", "POST"])
def child_tie(request, reference):
    """What goes on between two of the child’s map."""
    return _tie(request, _child(request, reference), reverse("contexts:child-tie", args=[reference]))


@require_http_methods(["GET", "POST"])
def context_tie(request, uuid):
    """What goes on between two of the context’s map."""
    return _tie(request, _context(request, uuid), reverse("contexts:new-tie", args=[uuid]))


@require_http_methods(["GET", "POST"])
def rename(request, uuid):
    """How something in a map is called is put right; an earlier day keeps the earlier name."""
    node = queries.node_for(request.user, uuid)
    of = _of_node(node)
    require(node.of_link_id is None)
    if node.withdrawn_at is not None and request.method != "POST":
        return redirect(of.map)
    require_mapping_with(request.user, node)
    if node.withdrawn_at is not None:
        raise node_taken_out(node)

    more = _sent_more(request)

    def make(data):
        return NameForm(data, initial={"label": node.label}, person=node.kind == NodeKind.PERSON, more=more)

    writing = write(request, make, "rename", node.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.rename_node(request.user, node=node, label=said["label"]),
        "Put right. The map of an earlier day keeps the earlier name.",
    ):
        return redirect(of.map)
    return page(
        request,
        writing,
        title="Put right what it is called",
        to=reverse("contexts:rename", args=[uuid]),
        button="Keep it",
        also=(reverse("contexts:take-out-node", args=[uuid]), "Take it out of the map"),
        **of.back,
    )


@require_http_methods(["GET", "POST"])
def take_out_node(request, uuid):
    """Something, with what is tied to it, is out of the map from now on."""
    node = queries.node_for(request.user, uuid)
    of = _of_node(node)
    if node.withdrawn_at is not None and request.method != "POST":
        return redirect(of.map)
    require_mapping_with(request.user, node)
    writing = write(request, lambda data: WithdrawForm(data), "take-out-node", node.uuid)
    if writing.kept:
        return writing.kept
    if kept(
        request,
        writing,
        lambda said: actions.withdraw_node(request.user, node=node, because=said["because"]),
        "Taken out. The map of an earlier day still shows it.",
    ):
        return redirect(of.map)
    return page(
        request,
        writing,
        title="Take it out of the map",
        to=reverse("contexts:take-out-node", args=[uuid]),
        button="Take it out",
        warning=True,
        intro=[f"{node.label}, and every tie to it."],
        **of.back,
    )


def _one_tie(request, uuid):
    row = queries.tie_for(request.user, uuid)
    return row, _of_node(row.one), queries.names_in(request.user, row)


@require_GET
def tie(request, uuid):
    """One tie: how it stands, how it was recorded before, and the ways to put it right or end it."""
    row, of, (one, other) = _one_tie(request, uuid)
    stands = queries.stands_as(request.user, row)
    if stands.withdrawn:
        return redirect(of.map)
    if stands.pk != row.pk:
        return redirect("contexts:tie", uuid=stands.uuid)
    of.note(request.user, "map-tie")
    return render(
        request,
        "contexts/tie.html",
        {
            "tie": row,
            "one": one,
            "other": other,
            "history": queries.history_of(request.user, row),
            "may_map": rules.may_map_with(request.user, row.one),
            **of.back,
        },
    )


def _write_tie(request, uuid, name: str, make, act, said: str, **words):
    """A page that writes of one tie. `make(data, row)` gives its form, `act(row, said)` does it.

    Where a colleague was first, how it stands now is shown beside what was typed; the next sending is of that.
    """
    row, of, (one, other) = _one_tie(request, uuid)
    require_mapping_with(request.user, row.one)
    stands = queries.stands_as(request.user, row)
    of_row = stands if request.POST.get("stands") == str(stands.uuid) else row
    writing = write(request, lambda data: make(data, of_row), name, row.uuid)
    if writing.kept:
        return writing.kept
    if stands.pk != row.pk and not writing.is_sent and not writing.half.content:
        return redirect(of.map if stands.withdrawn else reverse("contexts:tie", args=[stands.uuid]))
    try:
        if kept(request, writing, lambda what: act(of_row, what), said):
            return redirect(of.map)
    except actions.TieMoved:
        stands = queries.stands_as(request.user, row)
    if stands.withdrawn:
        raise tie_taken_out(stands)
    moved = stands.pk != of_row.pk
    return page(
        request,
        writing,
        to=reverse(f"contexts:{name}", args=[uuid]),
        stands=str(stands.uuid),
        theirs=[(label, text, "") for label, text in queries.said_of(request.user, stands)] if moved else [],
        by_whom=f"{stands.recorded_by.name}, {day_and_time(stands.recorded_at)}" if moved else "",
        intro=[] if moved else [_tie_words(stands, one, other)],
        **words,
        **of.back,
    )


def _tie_words(row, one, other) -> str:
    return f"{one.label} and {other.label}: {row.get_does_display().lower()}. {row.words}"


@require_http_methods(["GET", "POST"])
def put_right(request, uuid):
    """A tie is recorded anew; how it was recorded before stays readable."""

    def make(data, row):
        initial = {name: getattr(row, name) for name in ("does", "words", "certainty", "since", "until")}
        return PutRightForm(data, initial=initial, certainties=queries.certainties(request.user))

    def act(row, said):
        actions.put_right_tie(request.user, tie=row, **said)

    return _write_tie(request, uuid, "put-right", make, act, "Put right.", title="Put a tie right", button="Keep it")


@require_http_methods(["GET", "POST"])
def tie_ended(request, uuid):
    """A tie ended on a day."""

    def make(data, row):
        return EndTieForm(data, since=row.since)

    def act(row, said):
        actions.end_tie(request.user, tie=row, **said)

    return _write_tie(
        request,
        uuid,
        "tie-ended",
        make,
        act,
        "Recorded. It stands under “Ended”, and the map of an earlier day still shows it.",
        title="A tie has ended",
        button="Record it",
    )


@require_http_methods(["GET", "POST"])
def take_out_tie(request, uuid):
    """A tie was recorded in error and is out of the map from now on."""

    def make(data, row):
        return WithdrawForm(data)

    def act(row, said):
        actions.withdraw_tie(request.user, tie=row, because=said["because"])

    return _write_tie(
        request,
        uuid,
        "take-out-tie",
        make,
        act,
        "Taken out. The map of an earlier day still shows it.",
        title="Take a tie out of the map",
        button="Take it out",
        warning=True,
    )
