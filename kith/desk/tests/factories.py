"""Matters as the desk's tests need them, made through the doors of the rooms."""

import time

from kith.concerns.actions import start_consultation, submit_consultation
from kith.screening import actions as screening
from kith.screening.models import Screening
from kith.thresholds.queries import levels_of


def raised(person, sections=None, **child):
    """A submitted consultation of this person, with these sections besides or instead of the usual ones."""
    consultation = start_consultation(person)
    return submit_consultation(
        person,
        consultation=consultation,
        sections={
            "safety": {"danger": "no"},
            "noticed": {
                "items": [
                    {"what": "Jokes about migrants in a chat.", "place": "online", "exact_words": "“It is only jokes.”"}
                ]
            },
            "voice": {"voice_words": "They listen to me."},
            "question": {"question": "What next?", "done": "Spoke with the lead."},
            "needs": {"needs": "Sleeps badly."},
            "child": child,
            **(sections or {}),
        },
    )


def claimed(cast, **child):
    """A screening that Bola took on, of a consultation of Amina."""
    consultation = raised(cast["amina"], **child)
    return screening.claim_screening(cast["bola"], screening=Screening.objects.get(consultation=consultation))


def decided(cast, outcomes=("section-17",), **child):
    """A decision of Bola on a consultation of Amina."""
    row = claimed(cast, **child)
    level = levels_of(row.authority_id)[2]
    decision = screening.decide_screening(
        cast["bola"],
        screening=row,
        version=row.version,
        once_key="d",
        outcomes=list(outcomes),
        reasoning={
            "harm_source": "outside",
            "level": level,
            "level_words": level.name,
            "passage": "p",
            "applied_outside": "a",
            "parents_can": "c",
            "childs_voice": "They listen to me.",
            "family_told": "Mother was told first.",
            "reason": "An adult online runs the group.",
            "set_aside": "That it is only talk.",
            "next_owner": cast["amina"],
        },
    )
    return decision


def fresh(client, person):
    """Signed in with the password given just now."""
    client.force_login(person)
    session = client.session
    session["fresh_at"] = session["started_at"] = session["seen_at"] = time.time()
    session.save()
    return client
