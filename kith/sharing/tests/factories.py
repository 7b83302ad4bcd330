"""Requests and answers, made through the doors."""

import itertools

from kith.people.models import Agency, VettingLevel
from kith.sharing import actions
from kith.sharing.actions import Conditions, Written
from kith.sharing.words import AnswerKind, Extent

KEYS = itertools.count()
SAID = {
    "about": "Megan, born 3 May 2012",
    "needed": "What is known of the adult who writes to her.",
    "decision": "Whether a section 47 enquiry begins.",
    "why": "Her safety tonight depends on it; less would not tell us whom she meets.",
    "basis": "section-47",
    "family_knows": "not-yet",
    "family_words": "Police asked us to wait.",
}


def asked(by, consultation, **said):
    """A request of this person to the police of their authority."""
    police = Agency.objects.get(authority=by.authority, key="police")
    return actions.send_request(
        by, consultation=consultation, to_agency=police, once_key=f"ask-{next(KEYS)}", **{**SAID, **said}
    )


def asked_by_partner(by, to="social-care", **said):
    """A request of this partner to social care, without a matter."""
    agency = Agency.objects.get(authority=by.authority, key=to)
    return actions.send_request(by, to_agency=agency, once_key=f"ask-{next(KEYS)}", **{**SAID, **said})


def told(by, *versions, consultation=None, to=None, **said):
    """Something told unasked: by police to social care, or the other way round from a matter."""
    to = to or ("social-care" if consultation is None else "police")
    agency = Agency.objects.get(authority=by.authority, key=to)
    about = {key: SAID[key] for key in ("about", "why", "basis", "family_knows", "family_words")}
    return actions.tell_unasked(
        by,
        consultation=consultation,
        to_agency=agency,
        versions=versions,
        once_key=f"tell-{next(KEYS)}",
        **{**about, **said},
    )


def asked_to_pass_on(by, version, to, **said):
    """A question of this reader whether the version may go to that person."""
    return actions.ask_passing(
        by,
        version=version,
        to_agency=to.agency,
        to_person=to,
        what_for="The visit on Thursday.",
        once_key=f"pass-{next(KEYS)}",
        **said,
    )


def level(key):
    return VettingLevel.objects.get(key=key) if key else None


def written(text, extent=Extent.FULL, **conditions):
    """One version, with these conditions."""
    floor = level(conditions.pop("floor", None))
    named = tuple(conditions.pop("named", ()))
    return Written(extent, text, Conditions(floor=floor, named=named, named_only=bool(named), **conditions))


def answered(by, request, *versions, kind=AnswerKind.PART, **said):
    """An answer of this person with these versions."""
    reduced = kind != AnswerKind.FULL or any(one.extent == Extent.GIST for one in versions)
    because = said.pop("because", "investigation" if reduced else "")
    return actions.answer_request(
        by, request=request, kind=kind, because=because, versions=versions, once_key=f"answer-{next(KEYS)}", **said
    )
