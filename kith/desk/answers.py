"""What the rooms above a concern know of it, where the concern's own pages ask."""

from django.utils import timezone

from kith.concerns.rules import Decided, Screened, answers, decision_standing, screening_standing, waiting_words
from kith.design.templatetags.design import weekday
from kith.screening.queries import decisions_of, outcome_words, screening_for, screening_stands, waits_for_sign_off
from kith.screening.words import MEANWHILE, Outcome, State

# What is said of who has it, by where the screening stands.
WHO = {
    State.WAITING: "{} is on duty for it until a specialist takes it on.",
    State.CLAIMED: "{} has the screening.",
    State.SIGN_OFF: "{} screened it.",
    State.DECIDED: "{} had the screening.",
}

answers(waiting_words)(waits_for_sign_off)


@answers(decision_standing)
def what_was_decided(consultation, person) -> Decided | None:
    """The newest decision on a concern that this person may read, unless it was put back."""
    screening = screening_for(person, consultation.reference)
    newest = decisions_of(screening).first()
    if newest is None or newest.taken_back is not None:
        return None
    keys = [row.outcome for row in newest.outcomes.all()]
    return Decided(
        on=timezone.localdate(newest.made_at),
        by=newest.made_by.name,
        outcomes=outcome_words(keys),
        beside=outcome_words([key for key in keys if key != Outcome.PREVENT]),
        meanwhile=newest.reason.partition(MEANWHILE)[2].strip(),
        family_told=newest.family_told,
        signed=[
            (row.answered_by.name, timezone.localdate(row.answered_at))
            for row in newest.sign_offs.all()
            if row.answer == "agreed"
        ],
        waits=screening.state == State.SIGN_OFF,
    )


@answers(screening_standing)
def who_screens(consultation, person) -> Screened | None:
    """Who has the screening, and the day on which the decision is due while there is none."""
    state, due_on, owner = screening_stands(person, consultation.reference)
    due = f"A decision {'was' if due_on < timezone.localdate() else 'is'} due by {weekday(due_on)}."
    return Screened(
        words=WHO[State(state)].format(owner),
        due_words=due if state in (State.WAITING, State.CLAIMED) else "",
    )
