"""Who screens, who decides, who signs off. The person who raised a concern never decides on it."""

from django.db.models import Q

from kith.access.rules import NOTHING
from kith.concerns.rules import (
    kept_from,
    may_hold,
    people_kept_from,
    people_who_see,
    sees_consultation,
    works_in,
    works_on_cases,
)
from kith.people.queries import casework_colleagues
from kith.people.words import SCREENING_ROLES, Role

from .models import (
    Disagreement,
    MatchNotice,
    Question,
    ReasoningAccount,
    Screening,
    ScreeningDecision,
    SignOff,
    Step,
)
from .words import AccountState, Outcome, State


def sees_screening(person) -> Q:
    """The screenings of the consultations that this person may read."""
    return sees_consultation(person, to="consultation_id")


def people_who_see_screening(screening: Screening):
    """Everybody who may read this screening: the same who see its consultation."""
    return people_who_see(screening.consultation)


def is_screener(person, screening: Screening) -> bool:
    """Yes for a specialist of the team that screens, unless they raised the concern themselves."""
    return (
        person.holds(Role.SPECIALIST)
        and screening.team_id in person.team_ids
        and screening.consultation.raised_by_id != person.pk
    )


def may_claim(person, screening: Screening) -> bool:
    """A screener, while nobody has claimed it."""
    return (
        screening.state == State.WAITING and is_screener(person, screening) and works_in(person, screening.consultation)
    )


def may_hand_over(person, screening: Screening) -> bool:
    """Its owner, or a manager who works in it, while it is open."""
    return (
        screening.is_open
        and (screening.owner_id == person.pk or person.holds(Role.MANAGER))
        and works_in(person, screening.consultation)
    )


def may_ask(person, screening: Screening) -> bool:
    """A screener or manager who works in it, while it is open."""
    return (
        screening.is_open
        and (is_screener(person, screening) or person.holds(Role.MANAGER))
        and works_in(person, screening.consultation)
    )


def may_answer(person, question: Question) -> bool:
    """The person who was asked, once, while the matter is open."""
    return (
        question.asked_of_id == person.pk
        and question.answered_at is None
        and question.screening.consultation.is_open
        and works_in(person, question.screening.consultation)
    )


def may_decide(person, screening: Screening) -> bool:
    """The screening's owner, after claiming it, while no decision stands."""
    return (
        screening.state == State.CLAIMED
        and screening.owner_id == person.pk
        and is_screener(person, screening)
        and works_in(person, screening.consultation)
    )


def may_reopen(person, screening: Screening) -> bool:
    """A specialist of the team, or a manager, who works in the matter, once it is decided; closed ones too."""
    return (
        screening.state == State.DECIDED
        and (is_screener(person, screening) or person.holds(Role.MANAGER))
        and works_in(person, screening.consultation)
    )


def stands(decision: ScreeningDecision) -> bool:
    """Yes for the newest decision, while the screening was not opened again."""
    return (
        decision.screening.state in (State.SIGN_OFF, State.DECIDED)
        and not ScreeningDecision.objects.filter(replaces=decision).exists()
    )


def may_sign_off(person, sign_off: SignOff) -> bool:
    """The manager who was asked, who did not make the decision nor raise the concern."""
    return (
        sign_off.answered_at is None
        and sign_off.asked_of_id == person.pk
        and person.holds(Role.MANAGER)
        and sign_off.decision.made_by_id != person.pk
        and sign_off.decision.screening.consultation.raised_by_id != person.pk
        and stands(sign_off.decision)
        and works_in(person, sign_off.decision.screening.consultation)
    )


def may_disagree(person, screening: Screening) -> bool:
    """Anybody who works in the matter, the one who decided too: minds change."""
    return works_in(person, screening.consultation)


def may_answer_disagreement(person, disagreement: Disagreement) -> bool:
    """The manager to whom it goes by name, who neither raised the concern, nor decided, nor disagreed."""
    return (
        disagreement.to_id == person.pk
        and disagreement.answered_at is None
        and person.holds(Role.MANAGER)
        and person.pk != disagreement.by_id
        and person.pk != disagreement.decision.made_by_id
        and person.pk != disagreement.decision.screening.consultation.raised_by_id
        and works_in(person, disagreement.decision.screening.consultation)
    )


def may_undo_by_disagreement(person, disagreement: Disagreement) -> bool:
    """Whoever may answer the disagreement, while the decision that it is about stands."""
    return may_answer_disagreement(person, disagreement) and stands(disagreement.decision)


def may_take_step(person, step: Step) -> bool:
    """The step's owner, or a manager who works in the matter, while it is to be done."""
    return (
        step.done_at is None
        and step.pathway.stopped_at is None
        and (step.owner_id == person.pk or person.holds(Role.MANAGER))
        and works_in(person, step.pathway.decision.screening.consultation)
    )


def is_step_of(step: Step, consultation) -> bool:
    """Yes for a step of a pathway that began in this matter."""
    return step.pathway.decision.screening.consultation_id == consultation.pk


def had_step(person, step: Step) -> bool:
    """Whoever has the step, took it or gave it on, or a manager, who works in the matter: told what became of it."""
    return (person.pk in (step.owner_id, step.done_by_id, step.given_by_id) or person.holds(Role.MANAGER)) and works_in(
        person, step.pathway.decision.screening.consultation
    )


def may_set_day(person, step: Step) -> bool:
    """Whoever may take the step, where no clock of the authority sets its day."""
    return may_take_step(person, step) and not step.clock_words


def may_answer_match(person, notice: MatchNotice) -> bool:
    """The owner of the older record, who was told, once."""
    return notice.told_id == person.pk and notice.answered_at is None and works_in(person, notice.about)


def may_close(person, screening: Screening) -> bool:
    """The matter's owner, or a manager who works in it, once a decision stands and nothing waits for sign-off."""
    return (
        screening.state == State.DECIDED
        and screening.consultation.is_open
        and (screening.consultation.owner_id == person.pk or person.holds(Role.MANAGER))
        and works_in(person, screening.consultation)
    )


def is_decided_to_refer(consultation) -> bool:
    """Yes while the newest decision on this concern refers to Prevent, signed off where that was asked and not put back."""
    rows = ScreeningDecision.objects.filter(screening__consultation=consultation).select_related("screening")
    newest = rows.order_by("-made_at", "-pk").first()
    return (
        newest is not None
        and newest.screening.state != State.SIGN_OFF
        and newest.taken_back is None
        and newest.outcomes.filter(outcome=Outcome.PREVENT).exists()
    )


def may_have_screening(person, screening: Screening) -> bool:
    """A screener who may hold it; or, until one takes it on, a manager, who did not raise the concern."""
    fits = is_screener(person, screening) or (
        person.holds(Role.MANAGER) and person.pk != screening.consultation.raised_by_id
    )
    return fits and may_hold(person, screening.consultation)


def may_be_asked_to_sign(person, sign_off: SignOff) -> bool:
    """A manager who may hold something here, who did not make the decision nor raise the concern."""
    consultation = sign_off.decision.screening.consultation
    return (
        person.holds(Role.MANAGER)
        and person.pk not in (sign_off.decision.made_by_id, consultation.raised_by_id)
        and may_hold(person, consultation)
    )


def may_be_told_of_disagreement(person, disagreement: Disagreement) -> bool:
    """A manager who may hold something here, who neither raised the concern, nor decided, nor disagreed."""
    consultation = disagreement.decision.screening.consultation
    of_it = (disagreement.by_id, disagreement.decision.made_by_id, consultation.raised_by_id)
    return person.holds(Role.MANAGER) and person.pk not in of_it and may_hold(person, consultation)


def may_search_accounts(person) -> bool:
    """Who works on cases may ask how their own authority reasoned before."""
    return works_on_cases(person)


ACCOUNT_OF = "decision__screening__consultation_id"


def sees_account(person) -> Q:
    """Released ones of one's own authority, for who works on cases; before that, who screens and sees the matter.

    A bar from the matter beats both: whoever is kept from it is not told of it without its name either.
    """
    if not works_on_cases(person):
        return NOTHING
    released = Q(authority_id=person.authority_id, state=AccountState.RELEASED) & ~Q(kept_from(person, ACCOUNT_OF))
    return released | (sees_consultation(person, to=ACCOUNT_OF) if person.holds(*SCREENING_ROLES) else NOTHING)


def sees_matter_of_account(person) -> Q:
    """The accounts of which this person may know what they are about: those of matters that they may read."""
    return sees_consultation(person, to=ACCOUNT_OF)


def people_who_see_account(account: ReasoningAccount) -> list:
    """Everybody who may read this account now: the third face of the rule."""
    consultation = account.decision.screening.consultation if account.decision else None
    found = {}
    if consultation is not None:
        rows = people_who_see(consultation)
        found = {one.pk: one for one in rows if works_on_cases(one) and one.holds(*SCREENING_ROLES)}
    if account.state == AccountState.RELEASED:
        barred = people_kept_from(consultation) if consultation is not None else set()
        colleagues = casework_colleagues(account.written_by).exclude(pk__in=barred)
        found |= {one.pk: one for one in colleagues if works_on_cases(one)}
    return sorted(found.values(), key=lambda one: (one.name, one.pk))


def _screens_in(person, decision) -> bool:
    return decision is not None and person.holds(*SCREENING_ROLES) and works_in(person, decision.screening.consultation)


def may_write_account(person, decision: ScreeningDecision) -> bool:
    """A specialist or manager who works in the matter, of the decision that stands, once nothing waits for sign-off."""
    return decision.screening.state == State.DECIDED and stands(decision) and _screens_in(person, decision)


def may_rewrite_account(person, account: ReasoningAccount) -> bool:
    """Who wrote it, while it waits or was returned."""
    return (
        account.written_by_id == person.pk
        and account.state in (AccountState.WAITS, AccountState.RETURNED)
        and _screens_in(person, account.decision)
    )


def may_review_account(person, account: ReasoningAccount) -> bool:
    """A second specialist or manager who works in the matter, so that they can tell what would point to the child."""
    return (
        account.state == AccountState.WAITS
        and account.written_by_id != person.pk
        and _screens_in(person, account.decision)
    )


def may_withdraw_account(person, account: ReasoningAccount) -> bool:
    """A specialist or manager who works in the matter; once that is forgotten, a manager of the authority."""
    if account.state == AccountState.WITHDRAWN:
        return False
    if account.decision is None:
        return person.holds(Role.MANAGER) and works_on_cases(person) and person.authority_id == account.authority_id
    return _screens_in(person, account.decision)
