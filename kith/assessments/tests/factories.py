"""Assessments as tests need them, made through the doors of the room."""

import datetime

from kith.assessments import actions, queries
from kith.assessments.models import Assessment
from kith.assessments.queries import outcomes_of, parts_in
from kith.desk.tests.factories import raised

SAID = {
    "reason": "An adult online runs the group and has a hold on her.",
    "needed": "A mentor, and the platform told. The social worker sees to both.",
    "set_aside": "That it is only jokes.",
    "would_change": "If she leaves the group.",
    "both_because": "",
    "childs_view": "As long as it is not a lecture.",
    "family_reads_child": True,
    "no_childs_view_because": "",
    "familys_view": "Her mother is glad that someone asks.",
    "not_shown_because": "",
}


def begun(cast, consultation=None, lead="amina", starts_on=datetime.date(2026, 6, 8)) -> Assessment:
    """An assessment that Amina began in her own matter."""
    consultation = consultation or raised(cast["amina"])
    return actions.begin_assessment(cast["amina"], consultation=consultation, lead=cast[lead], starts_on=starts_on)


def anew(assessment) -> Assessment:
    """As the next request would read it."""
    return Assessment.objects.select_related("consultation", "lead").get(pk=assessment.pk)


def filled(cast, assessment, by="amina", but=(), hidden=()) -> Assessment:
    """Every heading that must say something does, with its own name in it; the family may read all but what is hidden."""
    for part in parts_in(anew(assessment)):
        texts = {one.key: f"Words under {one.key}." for one in part.written if one.key not in but}
        actions.write_part(
            cast[by],
            assessment=assessment,
            part=part.key,
            texts=texts,
            stood=queries.fingerprint(part.written),
            family_reads={one.key: one.key not in hidden for one in part.written if one.for_family},
        )
    return anew(assessment)


def concluded(cast, assessment=None, by="amina", once_key="c", **said):
    """The conclusion of a filled assessment, before a manager."""
    assessment = filled(cast, assessment or begun(cast), by=by)
    outcomes = [one for one in outcomes_of(assessment.consultation.authority_id) if one[0] in ("plan", "context")]
    return actions.conclude_assessment(
        cast[by], assessment=assessment, outcomes=outcomes, once_key=once_key, **{**SAID, **said}
    )


def agreed(cast, assessment=None):
    """A finished assessment."""
    conclusion = concluded(cast, assessment)
    actions.answer_conclusion(
        cast["carys"], assessment=conclusion.assessment, conclusion=conclusion.uuid, answer="agreed", reason=""
    )
    return anew(conclusion.assessment)
