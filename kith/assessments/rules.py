"""Who reads an assessment, and who may do what with it. It is seen with its consultation."""

from django.db.models import Q

from kith.access.rules import NOTHING
from kith.concerns.rules import (
    family_not_to_be_told,
    has_part,
    has_part_in,
    may_hand_over,
    may_hold,
    may_take_out,
    people_who_see,
    sees_consultation,
    works_in,
    works_on_cases,
)
from kith.people.words import Role

from .models import Assessment, Checkpoint
from .words import State


def sees_assessment(person, to: str = "consultation_id") -> Q:
    """The rows of a consultation which this person of children’s social care may read; `to` leads to its key.

    A partner with a part in the consultation reads what was shared with them, and not social care’s own assessment.
    """
    return sees_consultation(person, to=to) if works_on_cases(person) else NOTHING


def manages_among(person, to: str = "consultation_id") -> Q:
    """The rows of matters in which this person works as a manager, as a filter; of what they lead they are no manager."""
    if not person.holds(Role.MANAGER):
        return NOTHING
    return sees_assessment(person, to=to) & Q(has_part_in(person, to))


def people_who_see_assessment(assessment: Assessment):
    """Everybody who may read this assessment now: who may read its consultation, of children’s social care."""
    return [person for person in people_who_see(assessment.consultation) if works_on_cases(person)]


def may_begin(person, consultation, part: bool | None = None) -> bool:
    """Who works in an open matter may begin an assessment in it."""
    return consultation.is_open and works_in(person, consultation, part)


def may_lead(person, consultation) -> bool:
    """Who may be named to lead it: whoever may hold something in this matter."""
    return may_hold(person, consultation)


def may_write(person, assessment: Assessment) -> bool:
    """Who works in the matter writes in it, while the matter is open, until it is with a manager."""
    return (
        assessment.state == State.WRITING
        and assessment.consultation.is_open
        and works_in(person, assessment.consultation)
    )


def may_change_lead(person, assessment: Assessment) -> bool:
    """Who leads it, the owner of the matter and a manager who works in it, while it runs and the matter is open."""
    matter = assessment.consultation
    own = person.pk == assessment.lead_id and works_in(person, matter)
    return assessment.is_running and matter.is_open and (own or may_hand_over(person, matter))


def may_keep_checkpoint(person, checkpoint: Checkpoint) -> bool:
    """A manager who works in the matter and does not lead the assessment, once, while it runs and the matter is open."""
    assessment = checkpoint.assessment
    runs = assessment.is_running and assessment.consultation.is_open
    return checkpoint.done_at is None and runs and _manages(person, assessment)


def may_conclude(person, assessment: Assessment) -> bool:
    """Who leads it."""
    return person.pk == assessment.lead_id and may_write(person, assessment)


def may_answer(person, assessment: Assessment) -> bool:
    """A manager who works in the matter, while it is open, never of what they lead themselves."""
    return assessment.state == State.WAITING and assessment.consultation.is_open and _manages(person, assessment)


def may_stop(person, assessment: Assessment) -> bool:
    """A manager who works in the matter and does not lead it: an assessment is not dropped by one person alone.

    In a closed matter too, so that nothing is left there with nobody.
    """
    return assessment.is_running and _manages(person, assessment)


def may_correct_day(person, assessment: Assessment) -> bool:
    """As `may_stop`: nobody moves alone the time in which their own work is to be done."""
    return may_stop(person, assessment)


def may_take_out_assessment(person, assessment: Assessment) -> bool:
    """Who has a part in the matter, once it is finished; who reads in an emergency reads on the screen."""
    return assessment.state == State.AGREED and may_take_out(person, assessment.consultation)


def may_give_to_family(person, assessment: Assessment) -> bool:
    """As `may_take_out_assessment`, where nobody asks that the family is not told."""
    return may_take_out_assessment(person, assessment) and not family_not_to_be_told(person, assessment.consultation)


def may_word_for_family(person, assessment: Assessment) -> bool:
    """Who led it, and a manager who works in the matter, once it is finished and may be given to the family."""
    mine = person.pk == assessment.lead_id or person.holds(Role.MANAGER)
    return mine and works_in(person, assessment.consultation) and may_give_to_family(person, assessment)


def still_leads(assessment: Assessment) -> bool:
    """Whether who leads it may still read the matter and hold something in it."""
    lead = assessment.lead
    return may_hold(lead, assessment.consultation) and has_part(lead, assessment.consultation)


def _manages(person, assessment: Assessment) -> bool:
    return person.holds(Role.MANAGER) and person.pk != assessment.lead_id and works_in(person, assessment.consultation)
