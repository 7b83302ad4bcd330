"""What screening does when another room’s event happens."""

from kith.audit.reactions import when
from kith.concerns.events import (
    BarPlaced,
    ChildCompleted,
    ConsultationSubmitted,
    ReferralAcknowledged,
    ReferralAnswered,
    ReferralSent,
)
from kith.concerns.queries import submitted
from kith.concerns.rules import answers, people_to_tell, questions_answered, referral_is_decided
from kith.people.queries import person_named

from .actions import follow_referral, hand_on_from, look_again, open_screening, say_what_is_left
from .queries import answers_in, people_in
from .rules import is_decided_to_refer

answers(referral_is_decided)(is_decided_to_refer)
answers(questions_answered)(answers_in)


@answers(people_to_tell)
def who_answers_for_it(consultation):
    """The manager and who has the screening, who hear of what goes on without their decision."""
    people = people_in(consultation.subject)
    return [people.manager, people.screener]


@when(ConsultationSubmitted)
def open_a_screening(event, by):
    """The concern goes into the queue in the same transaction in which it was sent."""
    open_screening(by, consultation=submitted(event.subject))


@when(ChildCompleted)
def match_again(event, by):
    """Earlier worries about the same child may be found now."""
    look_again(by, consultation=submitted(event.subject))


@when(BarPlaced)
def hand_on(event, by):
    """Who may no longer read a record owns nothing in it."""
    person, consultation = person_named(event.of), submitted(event.subject)
    hand_on_from(by, consultation=consultation, person=person)
    say_what_is_left(by, consultation=consultation, person=person)


@when(ReferralSent, ReferralAcknowledged, ReferralAnswered)
def follow(event, by):
    """What a person recorded about the referral is not asked of them again among the steps."""
    follow_referral(by, consultation=submitted(event.subject))
