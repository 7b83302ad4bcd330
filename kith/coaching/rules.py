"""Who reads a question and who answers it, whose a slot and a log are, and who is shown whose experience."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import NOTHING, WORKER
from kith.concerns.rules import has_part, sees_consultation, works_in, works_on_cases
from kith.people.queries import people_with_role, stood_in_for_by
from kith.people.words import Role

from .models import Booking, Experience, Joint, LogEntry, Question, Reflection, ReflectionPlace, Slot
from .words import ANSWERED, COACHES, COUNTERS, WAITS, Stands


def coaches(person) -> bool:
    """The specialists of an authority’s own social care service."""
    return person.holds(*COACHES) and person.in_social_care


def may_ask(person) -> bool:
    """Everybody with an account: asking names no child."""
    return person.is_active


def may_ask_about(person, consultation) -> bool:
    """Who works in the matter may lead a specialist to it; the link gives nobody a part."""
    return consultation.is_open and works_in(person, consultation)


def _manages(person) -> bool:
    return person.holds(Role.MANAGER) and person.in_social_care


def sees_question(person) -> Q:
    """Who asked; who has it; the specialist whom it is for and who stands in for them; every specialist where it is for
    whoever is there; and once it is late, the others and who manages.
    """
    if not person.is_active:
        return NOTHING
    rows = Q(asked_by=person.pk) | Q(taken_by=person.pk)
    here = Q(authority_id=person.authority_id)
    if coaches(person):
        others = (
            Q(chosen=None) | Q(chosen=person.pk) | Q(chosen__in=stood_in_for_by(person)) | Q(late_since__isnull=False)
        )
        rows |= here & others & ~Q(state=Stands.TAKEN_BACK)
    if _manages(person):
        rows |= here & Q(late_since__isnull=False, state__in=WAITS)
    return rows


def people_who_see(question: Question) -> list:
    """Everybody who may read the question now: the third face of the rule."""
    people = people_with_role(question.authority_id, *COACHES, Role.MANAGER).select_related("agency", "authority")
    found = {one.pk: one for one in people}
    for one in (question.asked_by, question.taken_by):
        if one is not None and one.is_active:
            found.setdefault(one.pk, one)
    rows = Question.objects.filter(pk=question.pk)
    seen = [one for one in found.values() if rows.filter(sees_question(one)).exists()]
    return sorted(seen, key=lambda one: (one.name, one.pk))


def _reads_as_specialist(person, question: Question) -> bool:
    return coaches(person) and Question.objects.filter(sees_question(person), pk=question.pk).exists()


def may_take(person, question: Question) -> bool:
    """A specialist who sees it and did not ask it, while nobody has it."""
    return (
        question.state == Stands.ASKED and question.asked_by_id != person.pk and _reads_as_specialist(person, question)
    )


def may_answer(person, question: Question) -> bool:
    """Who has it; and a specialist who may take it: answering takes it."""
    if question.state in (Stands.TAKEN, Stands.ANSWERED):
        return question.taken_by_id == person.pk and _sees_to(person)
    return may_take(person, question)


def _sees_to(person) -> bool:
    """A specialist; and who manages, to whom a question fell because no specialist was left."""
    return coaches(person) or _manages(person)


def may_pass_on(person, question: Question) -> bool:
    """Who has it, a specialist who could take it, and who manages once it is late: to another specialist."""
    if question.state not in WAITS:
        return False
    if question.state == Stands.TAKEN and question.taken_by_id == person.pk:
        return _sees_to(person)
    late = question.late_since is not None and question.authority_id == person.authority_id
    return (late and _manages(person)) or may_take(person, question)


def may_have(person, question: Question) -> bool:
    """Whom a question may be with: a specialist of its authority who did not ask it."""
    return (
        person.is_active
        and coaches(person)
        and person.authority_id == question.authority_id
        and person.pk != question.asked_by_id
    )


def may_inherit(person, question: Question) -> bool:
    """Whom it may fall to where nobody took it over: a specialist, else who manages, until a specialist has it."""
    here = person.is_active and person.authority_id == question.authority_id and person.pk != question.asked_by_id
    return here and _sees_to(person)


def may_close(person, question: Question) -> bool:
    """Who asked, once it was answered, saying what came of it."""
    return question.asked_by_id == person.pk and person.is_active and question.state == Stands.ANSWERED


def may_ask_back(person, question: Question) -> bool:
    """Who asked, once it was answered, closed or not: a question of its own, which leads back to it."""
    return question.asked_by_id == person.pk and person.is_active and question.state in ANSWERED


def may_take_back(person, question: Question) -> bool:
    """Who asked, until it is answered."""
    return question.asked_by_id == person.pk and person.is_active and question.state in WAITS


def may_make_page(person, question: Question) -> bool:
    """Who answered it, as long as they write in the toolkit of their authority; once."""
    return question.state in ANSWERED and question.taken_by_id == person.pk and coaches(person)


def may_agree(person, question: Question) -> bool:
    """Who asked: to their own words."""
    return question.asked_by_id == person.pk and person.is_active


def may_say_how_it_was(person, question: Question) -> bool:
    """Each of the two, once it was answered."""
    return question.state in ANSWERED and person.is_active and person.pk in (question.asked_by_id, question.taken_by_id)


def sees_feedback(person) -> Q:
    """The two, and nobody else."""
    return Q(by=person.pk) | Q(to=person.pk) if person.is_active else NOTHING


# Slots


def may_offer(person) -> bool:
    """Specialists offer their own time."""
    return coaches(person)


def sees_slot(person) -> Q:
    """One’s own; what one booked; and in the authority what is to come and kept for nobody else: free, or taken by somebody."""
    if not person.is_active:
        return NOTHING
    booked = Booking.objects.filter(slot=OuterRef("pk"), by=person.pk)
    there = Q(authority_id=person.authority_id, withdrawn_at=None, starts_at__gt=timezone.now())
    mine = Q(kept_for=None) | Q(kept_for__asked_by=person.pk)
    return Q(specialist=person.pk) | Q(Exists(booked)) | (there & mine)


def may_book(person, slot: Slot) -> bool:
    """Anybody of the authority but the specialist, while it is to come; kept for a question, who asked it."""
    return (
        person.is_active
        and slot.authority_id == person.authority_id
        and slot.specialist_id != person.pk
        and slot.withdrawn_at is None
        and slot.starts_at > timezone.now()
        and (slot.kept_for is None or slot.kept_for.asked_by_id == person.pk)
    )


def may_change_slot(person, slot: Slot) -> bool:
    """Its specialist, until it begins."""
    to_come = slot.withdrawn_at is None and slot.starts_at > timezone.now()
    return to_come and slot.specialist_id == person.pk and person.is_active


def may_cancel(person, booking: Booking) -> bool:
    """Who booked it, and whose slot it is, until it begins."""
    return (
        booking.cancelled_at is None
        and booking.slot.starts_at > timezone.now()
        and person.is_active
        and person.pk in (booking.by_id, booking.slot.specialist_id)
    )


def may_keep_slot(person, slot: Slot) -> bool:
    """Whose a slot may be: a specialist of its authority, who has not booked it themselves."""
    return coaches(person) and may_inherit_slot(person, slot)


def may_inherit_slot(person, slot: Slot) -> bool:
    """Whom a booked slot may fall to where nobody took it over: a specialist, else who manages."""
    booked = slot.bookings.filter(cancelled_at=None, by=person.pk).exists()
    return person.is_active and _sees_to(person) and person.authority_id == slot.authority_id and not booked


# Joint work


def sees_joint(person) -> Q:
    """The two, and only while they may read the consultation."""
    if not person.is_active:
        return NOTHING
    return (Q(worker=person.pk) | Q(specialist=person.pk)) & sees_consultation(person, to="consultation_id")


def may_work_jointly(person, consultation) -> bool:
    """Who works in the matter and keeps it."""
    return may_ask_about(person, consultation)


def may_end_joint(person, joint: Joint) -> bool:
    """Either of the two, with a closing line."""
    return joint.ended_at is None and person.is_active and person.pk in (joint.worker_id, joint.specialist_id)


def may_join(person, joint: Joint) -> bool:
    """Who may take the place of one of the two: of the authority’s casework; for the specialist’s place, a specialist."""
    return person.is_active and works_on_cases(person) and person.authority_id == joint.authority_id


def reads_the_matter(person, consultation) -> bool:
    """Yes where the person has a part in it by now; joint working gives none."""
    return has_part(person, consultation)


# Reflections


def sees_reflection(person) -> Q:
    """Everybody of the authority: it names no child."""
    return Q(authority_id=person.authority_id) if person.is_active else NOTHING


def may_set_up(person) -> bool:
    """Specialists, managers and the training lead."""
    return person.holds(Role.SPECIALIST, Role.MANAGER, Role.TRAINING_LEAD)


def may_change_reflection(person, reflection: Reflection) -> bool:
    """Who set it up, and who presents, until it is over."""
    return (
        not reflection.is_over and person.is_active and person.pk in (reflection.set_up_by_id, reflection.presenter_id)
    )


def may_take_place(person, reflection: Reflection) -> bool:
    """Everybody of the authority but the presenter, until it begins."""
    return (
        person.is_active
        and person.authority_id == reflection.authority_id
        and person.pk != reflection.presenter_id
        and not reflection.is_over
        and reflection.starts_at > timezone.now()
    )


def takes_part(person, reflection: Reflection) -> bool:
    """Yes for who has a place."""
    return ReflectionPlace.objects.filter(reflection=reflection, person=person).exists()


def may_run_reflection(person, reflection: Reflection) -> bool:
    """Who may see to one: the same who may set one up, of its authority."""
    return person.is_active and may_set_up(person) and person.authority_id == reflection.authority_id


def may_present(person, reflection: Reflection) -> bool:
    """Who may present in another’s place: anybody of the authority."""
    return person.is_active and person.authority_id == reflection.authority_id


# The log and the counts


def sees_entry(person) -> Q:
    """One’s own, while one is a specialist."""
    return Q(specialist=person.pk) if coaches(person) else NOTHING


def may_log(person) -> bool:
    """Specialists, of what they coached."""
    return coaches(person)


def may_change_entry(person, entry: LogEntry) -> bool:
    """Whose log it is."""
    return coaches(person) and entry.specialist_id == person.pk


def sees_counts(person) -> bool:
    """Specialists and the training lead, with numbers of few people hidden."""
    return person.holds(*COUNTERS)


# Experience


def may_say_experience(person) -> bool:
    """Whoever works in a social care service: what they say is their own choice."""
    return person.works_in_social_care


def looks_for_experience(person) -> bool:
    """Whoever works in a social care service finds colleagues to talk to."""
    return may_say_experience(person)


def sees_experience(person) -> Q:
    """What colleagues of the authority said, and of the region those who said that it may see it; not what has lapsed.

    Of which months it holds `queries.found` asks; whose account has ended is not there.
    """
    if not looks_for_experience(person):
        return NOTHING
    here = Q(person__authority_id=person.authority_id)
    region = person.authority.region_id
    there = Q(person__authority__region_id=region, region_too=True) if region else NOTHING
    return Q(person__is_active=True, person__agency__kind="social-care") & (here | there)


def people_who_see_experience(experience: Experience, people) -> list:
    """Of these people, who is shown it."""
    rows = Experience.objects.filter(pk=experience.pk)
    return [one for one in people if rows.filter(sees_experience(one)).exists()]


def may_work(by) -> bool:
    """Scheduled work reminds and says what is late."""
    return by == WORKER


def managers_for(person) -> list:
    """Who is told that a question to this specialist, or to anybody, waits too long: managers of social care."""
    return list(people_with_role(person.authority_id, Role.MANAGER).filter(agency__kind="social-care"))
