"""Contexts, links and maps, made through the doors."""

import datetime
import itertools

from django.utils import timezone

from kith.contexts import actions
from kith.contexts.models import SafetyGoal
from kith.contexts.words import Does, Kind, NodeKind, Standing, Touches

KEYS = itertools.count()
PARK = {
    "kind": Kind.NEIGHBOURHOOD,
    "name": "Mill Lane skate park",
    "what": "A skate park by the canal, full after school.",
    "because": "Stickers with hateful text, and two men of about twenty who bring drink.",
}
NOTICED = {
    "source": "member-of-public",
    "source_words": "A council warden",
    "what": "Paint on a door near the park.",
    "exact_words": "",
    "interpretation": "Somebody wants a family gone.",
    "young_words": "The bench is bad after four.",
}
ASSESSED = {
    "happens": "Hate on the walls, drink, and a crowd that nobody looks after.",
    "to_whom": "Children of ten to sixteen; some are harmed, some are drawn in.",
    "responsible": "The council, which owns the park.",
    "protects": "The library steps.",
    "guardians": "The owner of the café.",
    "facts": "Stickers on four days; paint on one door.",
    "not_known": "Where the two men come from.",
    "reason": "The place has nobody at four o’clock.",
    "set_aside": "That it is one child’s doing.",
    "would_change": "",
    "fits": "Light, a youth worker, the wall cleaned in a day.",
    "young_words": "There is nothing else to do.",
    "no_words_because": "",
}
GOALS = [
    ("Hate is removed within a day.", "The warden writes down each day on which some stood longer."),
    ("Something to do at four o’clock.", "Young people say so on their maps."),
]
HELD = {
    "chair": "Carys, children’s social care",
    "others": "Youth worker, youth service",
    "said": "The bench by the ramp is the worst place after four.",
    "agreed": "Light and cleaning; a youth worker on three afternoons.",
    "young_words": "I go the long way home.",
    "no_words_because": "",
}


def key(name: str) -> str:
    return f"{name}-{next(KEYS)}"


def opened(by, **said):
    """A context that this person opened."""
    return actions.open_context(by, once_key=key("open"), **{**PARK, **said})


def let_in(by, context, *people):
    for person in people:
        actions.give_context_part(by, context=context, person=person, because="Has reach into it.")


def linked(by, context, consultation, touches=Touches.DRAWN_IN, because="SECRETLINK she was told to put up stickers"):
    """A link that this person made."""
    return actions.link_context(by, context=context, consultation=consultation, touches=touches, because=because)


def noticed(by, context, **said):
    day = said.pop("happened_on", timezone.localdate())
    return actions.note_concern(by, context=context, once_key=key("noted"), happened_on=day, **{**NOTICED, **said})


def partner(by, context, **said):
    said = {"name": "Youth service", "can_do": "Three afternoons a week.", "contact": "01632 960 555", **said}
    return actions.add_partner(by, context=context, once_key=key("partner"), **said)


def assessed(by, context, goals=GOALS, replaces=None, **said):
    return actions.assess_context(
        by, context=context, goals=list(goals), replaces=replaces, once_key=key("assess"), **{**ASSESSED, **said}
    )


def reviewed(by, context, standing=Standing.SAFER, **said):
    goals = {
        one.pk: (standing, "Seen on three days.") for one in SafetyGoal.objects.filter(context=context, ended_by=None)
    }
    said = {"on": timezone.localdate(), "changed": "The bench is better than it was.", "goals": goals, **said}
    return actions.review_context(by, context=context, once_key=key("review"), **said)


def conferred(by, context, people=(), **said):
    said = {"on": timezone.localdate(), **HELD, **said}
    return actions.hold_conference(by, context=context, people=list(people), once_key=key("held"), **said)


def agreed(by, conference, owner, due_on=None, **said):
    return actions.put_into_plan(
        by,
        context=conference.context,
        conference=conference,
        owner=owner,
        due_on=due_on or timezone.localdate() + datetime.timedelta(days=5),
        once_key=key("agreed"),
        **{"text": "Ask for light at the ramp.", **said},
    )


def planned(by, context, owner=None, due_on=None, **said):
    """Something in the plan of a context that needed no conference."""
    return actions.put_into_plan(
        by,
        context=context,
        owner=owner or by,
        due_on=due_on or timezone.localdate() + datetime.timedelta(days=5),
        once_key=key("planned"),
        **{"text": "Mend the lamp at the steps.", **said},
    )


def closed(by, context, because="Safe.", who_has_it="The warden."):
    """The context, closed."""
    actions.close_context(by, context=context, because=because, who_has_it=who_has_it)
    return type(context).objects.get(pk=context.pk)


def opened_again(by, context, owner=None, reason="The two men are back.", **said):
    """The context, open again."""
    actions.open_context_again(by, context=context, reason=reason, owner=owner or by, **said)
    return type(context).objects.get(pk=context.pk)


def put_right(by, conference, people=(), because="A day was wrong.", **said):
    """How a conference stands once it was put right."""
    said = {"on": conference.on, **HELD, **said}
    return actions.put_conference_right(
        by, conference=conference, people=list(people), because=because, once_key=key("right"), **said
    )


def node(by, label="Netball friend", kind=NodeKind.PERSON, **of):
    """Something in the map of `consultation` or `context`."""
    return actions.add_node(by, kind=kind, label=label, once_key=key("node"), **of)


def drawn(by, link, **of):
    """The other side of a link in a map."""
    return actions.add_node(by, link=link, once_key=key("drawn"), **of)


def tied(by, one=None, other=None, does=Does.HARMS, words="Urges to stay out at night.", **said):
    """A tie between two of a map; None is its centre."""
    said = {"certainty": "fact", **said}
    return actions.record_tie(by, one=one, other=other, does=does, words=words, once_key=key("tie"), **said)
