"""Who sees a context, a link to a child and a map, and who may do what there. One rule, three faces."""

from django.db.models import Q

from kith.access.rules import NOTHING, WORKER, barred, live, part_of
from kith.concerns.rules import may_write_note, sees_consultation, works_in, works_on_cases
from kith.concerns.rules import people_who_see as see_matter
from kith.concerns.words import State as MatterState
from kith.people.queries import members_of, people_by_pk
from kith.people.words import Role

from .models import Conference, Context, ContextAction, ContextBar, ContextLink, ContextPart, MapNode
from .words import READERS


def may_work(by: str) -> bool:
    """Yes for the worker alone."""
    return by == WORKER


def opens_contexts(person) -> bool:
    """Who has a page of contexts at all: people who work on cases, and partners."""
    return person.holds(*READERS)


# A context


def sees_context(person, to: str = "pk") -> Q:
    """The rows this person may read: a live part of their own or of their team, within their own authority, and no bar.

    `to` is the path to the context's key from the row that is filtered.
    """
    if not person.is_active:
        return NOTHING
    prefix = "" if to == "pk" else f"{to.removesuffix('_id')}__"
    mine = Q(**{f"{prefix}authority_id": person.authority_id}) & Q(part_of(person, ContextPart, to))
    return mine & ~Q(barred(person, ContextBar, to))


def people_kept_from(context: Context) -> set[int]:
    """Whom a conflict of interest keeps from this context now, by their keys."""
    return set(ContextBar.objects.filter(live(), matter=context).values_list("person_id", flat=True))


def people_who_see_context(context: Context) -> list:
    """Everybody who may read this context now, by name: the third face of the rule."""
    parts = list(ContextPart.objects.filter(live(), matter=context))
    keys = {part.person_id for part in parts if part.person_id}
    keys |= {one.pk for one in members_of([part.team_id for part in parts if part.team_id and not part.managers_only])}
    managed = [part.team_id for part in parts if part.team_id and part.managers_only]
    keys |= {one.pk for one in members_of(managed, managers_only=True)}
    people = people_by_pk(keys - people_kept_from(context))
    return [one for one in people if one.authority_id == context.authority_id]


def reads(person, context: Context) -> bool:
    """Yes for who may read this context now."""
    return Context.objects.filter(sees_context(person), pk=context.pk).exists()


def works_in_context(person, context: Context, part: bool | None = None) -> bool:
    """Yes for who works on cases and has a part. A page that asks several rules asks for the part once."""
    return works_on_cases(person) and (reads(person, context) if part is None else part)


def may_open(person) -> bool:
    """Who works on cases may open a context."""
    return works_on_cases(person)


def may_note(person, context: Context, part: bool | None = None) -> bool:
    """Who has a part in an open context, partners too, may write what was noticed there and who has reach into it."""
    return context.is_open and opens_contexts(person) and (reads(person, context) if part is None else part)


def may_change(person, context: Context, part: bool | None = None) -> bool:
    """Who works in an open context."""
    return context.is_open and works_in_context(person, context, part)


def may_assess(person, context: Context, part: bool | None = None) -> bool:
    """Who works in an open context assesses it, reviews it, and writes down its conferences."""
    return may_change(person, context, part)


def leads_context(person, context: Context, part: bool | None = None) -> bool:
    """The owner, and a manager, who works in it."""
    return (context.owner_id == person.pk or person.holds(Role.MANAGER)) and works_in_context(person, context, part)


def may_give_part(person, context: Context, part: bool | None = None) -> bool:
    """The owner, and a manager who works in it, may let somebody in; a closed one too, so that it can be read."""
    return leads_context(person, context, part)


def may_hand_over(person, context: Context, part: bool | None = None) -> bool:
    """The owner, and a manager who works in it, may hand an open context to a colleague."""
    return context.is_open and leads_context(person, context, part)


def may_close(person, context: Context, part: bool | None = None) -> bool:
    """The owner, and a manager who works in it."""
    return context.is_open and leads_context(person, context, part)


def may_open_again(person, context: Context, part: bool | None = None) -> bool:
    """Who may close an open one: who owned it, and a manager who works in it."""
    return not context.is_open and leads_context(person, context, part)


def may_place_bar(person, context: Context, part: bool | None = None) -> bool:
    """A manager who works in it, about a colleague; anybody about themselves."""
    return person.holds(Role.MANAGER) and works_in_context(person, context, part)


def may_be_in(person, context: Context) -> bool:
    """Who may be let in: active, of the authority, somebody with a page of contexts, and no bar."""
    return (
        person.is_active
        and person.authority_id == context.authority_id
        and opens_contexts(person)
        and person.pk not in people_kept_from(context)
    )


def may_own(person, context: Context) -> bool:
    """Who may own it: one of those who may be let in, of the authority’s own casework."""
    return works_on_cases(person) and may_be_in(person, context)


def may_put_right(person, conference: Conference, part: bool | None = None) -> bool:
    """Who works in the open context, of what stands and was not put right already."""
    return may_assess(person, conference.context, part) and not hasattr(conference, "replaced_by")


# Its plan


def may_own_action(person, context: Context) -> bool:
    """Who reads the context can be given something to do there, so that nobody owns what they cannot open."""
    return person.is_active and opens_contexts(person) and reads(person, context)


def may_take_action(person, context: Context) -> bool:
    """Who may have in another’s place what is to be done: they are let in for it where they do not read it yet."""
    return may_be_in(person, context)


def may_finish_action(person, action: ContextAction) -> bool:
    """Its owner, and who works in the context, once."""
    context = action.context
    part = reads(person, context)
    mine = action.owner_id == person.pk or works_in_context(person, context, part)
    return action.ended_as == "" and context.is_open and part and mine


def may_drop_action(person, action: ContextAction) -> bool:
    """Who works in the open context, of what is still to be done. They say, too, which goal it serves."""
    return action.ended_as == "" and may_change(person, action.context)


def actions_open() -> Q:
    """What is in the plan and still to be done: nothing is, once the context is closed."""
    return Q(ended_as="", context__closed_at__isnull=True)


# A link to a child


def sees_link(person, to: str = "") -> Q:
    """Links of which the person sees both sides: the context and the consultation. `to` is the path to the link."""
    return sees_context(person, to=f"{to}context_id") & sees_consultation(person, to=f"{to}consultation_id")


def sees_other_side(person, *, holds_matter: bool, to: str = "") -> Q:
    """The same, asked by who holds one side already: the matter, or else the context. The other side alone is asked."""
    if holds_matter:
        return sees_context(person, to=f"{to}context_id")
    return sees_consultation(person, to=f"{to}consultation_id")


def may_link(person, context: Context, consultation, part: bool | None = None) -> bool:
    """Who works in both: in an open context, and in a matter that is no draft."""
    return (
        context.is_open
        and consultation.state != MatterState.DRAFT
        and context.authority_id == consultation.authority_id
        and works_in_context(person, context)
        and works_in(person, consultation, part)
    )


def may_end_link(person, link: ContextLink) -> bool:
    """Who works in both, while it lasts; a context that was closed and a matter that was closed too."""
    return link.ends is None and works_in_context(person, link.context) and works_in(person, link.consultation)


def people_who_see_link(link: ContextLink) -> list:
    """Everybody who may know of this link now, by name."""
    matter = {one.pk for one in see_matter(link.consultation)}
    return [one for one in people_who_see_context(link.context) if one.pk in matter]


# A map


def sees_node(person, to: str = "") -> Q:
    """Nodes of a map that the person sees; one that stands for the other side of a link, only with that link."""
    of_matter = sees_consultation(person, to=f"{to}of_consultation_id")
    of_context = sees_context(person, to=f"{to}of_context_id")
    plain = Q(**{f"{to}of_link__isnull": True})
    return (of_matter | of_context) & (plain | sees_link(person, to=f"{to}of_link__"))


def may_map(person, *, consultation=None, context: Context | None = None) -> bool:
    """Who may write in the matter writes in the child’s map; who works in an open context, in its."""
    if consultation is not None:
        return may_write_note(person, consultation)
    return context is not None and may_change(person, context)


def may_map_with(person, node: MapNode) -> bool:
    """The same, of the map to which a node belongs."""
    return may_map(person, consultation=node.of_consultation, context=node.of_context)
