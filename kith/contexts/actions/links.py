"""A child’s matter and a context are linked, and this ends. Nothing moves that somebody could see who reads one alone."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

from .. import rules
from ..events import AdultWasNamed, ContextLinked, ContextLinkEnded
from ..models import AdultNamed, Context, ContextLink
from ..naming import NamesChild, adults_called
from ..words import Touches


@transaction.atomic
def link_context(by, *, context: Context, consultation, touches: str, because: str) -> ContextLink:
    """The context touches the child of this consultation; who sees both knows it, and nobody else. Twice is once."""
    require(touches in Touches.values and rules.may_link(by, context, consultation))
    link, made = ContextLink.objects.get_or_create(
        context=context,
        consultation=consultation,
        ends=None,
        defaults={"touches": touches, "because": because, "linked_by": by, "begins": timezone.now()},
    )
    if made:
        record(ContextLinked(subject=link.subject, touches=touches), by=by, after={"because": because})
    return link


@transaction.atomic
def end_link(by, *, link: ContextLink, because: str) -> None:
    """The context no longer touches the child; that it did stays readable. Ending it again changes nothing."""
    rows = ContextLink.objects.select_for_update(of=("self",)).select_related("context", "consultation")
    link = rows.get(pk=link.pk)
    if link.ends is not None and link.ended_by_id == by.pk:
        return
    require(rules.may_end_link(by, link))
    link.ends, link.ended_by, link.ended_because = timezone.now(), by, because
    link.save(update_fields=["ends", "ended_by", "ended_because"])
    record(ContextLinkEnded(subject=link.subject), by=by, after={"because": because})


@transaction.atomic
def say_adult_is_named(by, *, named: NamesChild) -> None:
    """In exactly the words that were refused, the name is that of an adult who works here: this person said so.

    It stands in the trail of the link, and opens no other words, to nobody else. Saying it again changes nothing.
    """
    link = named.link
    require(ContextLink.objects.filter(rules.sees_link(by), pk=link.pk, ends=None).exists())
    require(named.may_be_an_adult and bool(adults_called(link.context.authority_id, named.name)))
    said = {"link": link, "name": named.name, "words": named.words, "by": by}
    _, made = AdultNamed.objects.get_or_create(**said, defaults={"at": timezone.now()})
    if made:
        record(AdultWasNamed(subject=link.subject), by=by, after={"name": named.name})
