"""What a page says where one would ask somebody: that they are away, and that there is or will be a gap."""

from django import template
from django.utils import timezone

from kith.people import queries

register = template.Library()


@register.inclusion_tag("people/_gaps.html", takes_context=True)
def gaps_of_contact(context, contact) -> dict:
    """Of a point of contact that an agency designated: who is there while it is away, and its gaps. Else nothing."""
    person = context["user"]
    if contact.agency_id is None or context.get("keeping"):
        return {}
    ahead = queries.gaps_ahead_for(person)
    return {"standing": queries.standing_of(contact, today=timezone.localdate(), ahead=ahead)}


@register.inclusion_tag("people/_gaps_of_agencies.html", takes_context=True)
def gaps_of_agencies(context) -> dict:
    """Of every agency that receives requests, where nobody is there today or somebody will be missing."""
    person = context["user"]
    ahead, today = queries.gaps_ahead_for(person), timezone.localdate()
    rows = [
        queries.standing_of(contact, today=today, ahead=ahead)
        for agency, contact in queries.agencies_of(person)
        if contact is not None and agency.pk != person.agency_id
    ]
    return {"rows": [standing for standing in rows if standing.gaps or standing.away]}
