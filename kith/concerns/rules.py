"""Who sees a consultation, and who may do what with it. One rule, three faces."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import NOTHING, Over, barred, live, part_of
from kith.design.templatetags.design import day
from kith.people.models import Membership, Person
from kith.people.words import CASEWORK_ROLES, Role

from .models import Consultation, ConsultationBar, ConsultationEmergency, ConsultationPart, Referral
from .standing import Begun as Begun
from .standing import Decided as Decided
from .standing import NotForFamily as NotForFamily
from .standing import NotToBeTold as NotToBeTold
from .standing import NotTold as NotTold
from .standing import Repeated as Repeated
from .standing import Running as Running
from .standing import Screened as Screened
from .standing import answers as answers  # through this door the room above gives its answers
from .standing import begun_from_steps as begun_from_steps
from .standing import contexts_standing as contexts_standing
from .standing import decision_standing as decision_standing
from .standing import family_not_to_be_told as family_not_to_be_told
from .standing import in_words as in_words
from .standing import meetings_standing as meetings_standing
from .standing import not_for_family as not_for_family
from .standing import not_told_as_data as not_told_as_data
from .standing import people_to_tell as people_to_tell
from .standing import plan_standing as plan_standing
from .standing import questions_answered as questions_answered
from .standing import referral_is_decided as referral_is_decided
from .standing import says_what_runs as says_what_runs
from .standing import screening_standing as screening_standing
from .standing import still_runs as still_runs
from .standing import told_in_words as told_in_words
from .standing import waiting_words as waiting_words
from .words import SENT_ALREADY, State


def sees_consultation(person, to: str = "pk") -> Q:
    """The rows this person may read: a live part (or an emergency), within their own authority, and no bar.

    `to` is the path to the consultation's key from the row that is filtered, so that rows of other rooms
    (screenings, steps) are filtered in the same query.
    """
    if not person.is_active:
        return NOTHING
    prefix = "" if to == "pk" else f"{to.removesuffix('_id')}__"
    reading = Q(part_of(person, ConsultationPart, to))
    if opened := _opened_in_emergency(person):
        # Asked apart and only where there is one: joined into the same condition by *or*, the database could not
        # begin from the person's parts, and every list would cost as much as the table is long.
        reading |= Q(**{f"{to}__in": opened})
    return Q(**{f"{prefix}authority_id": person.authority_id}) & reading & ~Q(barred(person, ConsultationBar, to))


def _opened_in_emergency(person) -> list[int]:
    return [matter for matter, _ in _hours_of(person)]


def _hours_of(person) -> list:
    """The matters that this person opened in an emergency and when each hour ends; asked once per request."""
    known = getattr(person, "_emergencies", None)
    if known is None:
        rows = ConsultationEmergency.objects.filter(live(), person=person)
        known = person._emergencies = list(rows.values_list("matter_id", "begins", "ends"))
    now = timezone.now()
    return [(matter, ends) for matter, begins, ends in known if begins <= now < ends]


def forget_what_was_opened(person) -> None:
    """The next question asks the database again (after opening a record in an emergency)."""
    person._emergencies = None


def has_part_in(person, to: str):
    """True where the person has a live part in the consultation that `to` leads to. An emergency is no part."""
    return part_of(person, ConsultationPart, to)


def kept_from(person, to: str):
    """True where a bar keeps this person from the consultation that `to` leads to."""
    return barred(person, ConsultationBar, to)


def people_kept_from(consultation: Consultation) -> set[int]:
    """Whom a conflict of interest keeps from this consultation now, by their keys."""
    return set(ConsultationBar.objects.filter(live(), matter=consultation).values_list("person_id", flat=True))


def people_who_see(consultation: Consultation, emergencies: bool = True):
    """Everybody who may read this consultation now: the third face of the rule; with or without who opened it in an emergency."""
    parts = ConsultationPart.objects.filter(live(), matter=consultation)
    teams = parts.filter(team__isnull=False, managers_only=False).values("team_id")
    managed = parts.filter(team__isnull=False, managers_only=True).values("team_id")
    memberships = Membership.objects.filter(live(), person=OuterRef("pk"))
    opened = ConsultationEmergency.objects.filter(live(), matter=consultation, person=OuterRef("pk"))
    return (
        Person.objects.filter(is_active=True, authority_id=consultation.authority_id)
        .filter(
            Q(Exists(parts.filter(person=OuterRef("pk"))))
            | Q(Exists(memberships.filter(team_id__in=teams)))
            | Q(Exists(memberships.filter(team_id__in=managed, manages=True)))
            | (Q(Exists(opened)) if emergencies else NOTHING)
        )
        .exclude(Exists(ConsultationBar.objects.filter(live(), matter=consultation, person=OuterRef("pk"))))
        .order_by("name", "pk")
    )


def works_on_cases(person) -> bool:
    """Yes for practitioners, specialists and managers of the authority's own social care service."""
    return person.holds(*CASEWORK_ROLES) and person.in_social_care


def has_part(person, consultation: Consultation) -> bool:
    """Yes with a live part of one's own or of one's team, and no bar; an emergency is no part."""
    mine = Q(person=person) | Q(team__in=person.team_ids, managers_only=False) | Q(team__in=person.managed_team_ids)
    rows = ConsultationPart.objects.filter(live(), mine, matter=consultation)
    return rows.filter(~barred(person, ConsultationBar, "matter_id")).exists()


def parted_among(person, consultations) -> set[int]:
    """In which of these the person has a part and no bar, by their keys: the same as `has_part`, of several at once."""
    rows = Consultation.objects.filter(pk__in=[row.pk for row in consultations])
    rows = rows.filter(has_part_in(person, "pk"), ~kept_from(person, "pk"))
    return set(rows.values_list("pk", flat=True))


def works_in(person, consultation: Consultation, part: bool | None = None) -> bool:
    """Yes for who works on cases and has a part: reading in an emergency is reading, and nothing else.

    A page that asks several rules about one matter asks for the part once and says it to each; an action never does.
    """
    return works_on_cases(person) and (has_part(person, consultation) if part is None else part)


def require_open(person, consultation: Consultation) -> None:
    """Raises Over where the matter is closed, for who works in it: nothing goes on there until it is opened again."""
    if consultation.state == State.CLOSED and works_in(person, consultation):
        raise Over(
            f"{consultation.reference} was closed on {day(consultation.closed_at)}: {consultation.closed_owner} "
            "It can be read. If it is to go on, a specialist or a manager opens it again, with a reason.",
            reverse("concerns:consultation", args=[consultation.reference]),
        )


def may_hold(person, consultation: Consultation) -> bool:
    """Who may be named as an owner, for a step, a question or a part: active, of the authority, in casework, not barred."""
    return (
        person.is_active
        and person.authority_id == consultation.authority_id
        and works_on_cases(person)
        and not ConsultationBar.objects.filter(live(), matter=consultation, person=person).exists()
    )


def may_take_out(person, consultation: Consultation) -> bool:
    """Who has a part may take documents out; who reads in an emergency reads on the screen."""
    return has_part(person, consultation)


def reads_in_emergency_until(person, consultation: Consultation):
    """When the hour ends of who reads this in an emergency and has no part in it; None for everybody else."""
    ends = [until for matter, until in _hours_of(person) if matter == consultation.pk]
    return max(ends) if ends and not has_part(person, consultation) else None


def may_start(person) -> bool:
    """Who may begin a consultation."""
    return works_on_cases(person)


def may_send_draft(person) -> bool:
    """Who works on cases, and the administrator of the same service, in whose name a case system calls."""
    return works_on_cases(person) or (person.holds(Role.ADMINISTRATOR) and person.in_social_care)


def may_write_draft(person, consultation: Consultation) -> bool:
    """A draft is its author's alone."""
    return consultation.state == State.DRAFT and consultation.raised_by_id == person.pk and works_on_cases(person)


def may_submit(person, consultation: Consultation) -> bool:
    """Only the person who wrote it submits it."""
    return may_write_draft(person, consultation)


def may_write_note(person, consultation: Consultation, part: bool | None = None) -> bool:
    """Who works in the consultation may add what became known."""
    return consultation.state != State.DRAFT and works_in(person, consultation, part)


def may_complete(person, consultation: Consultation, part: bool | None = None) -> bool:
    """After sending: who raised it, and specialists who work in it, add what has become known about the child."""
    return (
        consultation.state != State.DRAFT
        and (consultation.raised_by_id == person.pk or person.holds(Role.SPECIALIST))
        and works_in(person, consultation, part)
    )


def _leads(person, consultation: Consultation, part: bool | None = None) -> bool:
    """The owner, and a manager, who works in the matter."""
    return (consultation.owner_id == person.pk or person.holds(Role.MANAGER)) and works_in(person, consultation, part)


def may_give_part(person, consultation: Consultation) -> bool:
    """The owner, and a manager who works in it, may let a colleague in; nobody into a draft, its author's alone."""
    return consultation.state != State.DRAFT and _leads(person, consultation)


def may_hand_over(person, consultation: Consultation, part: bool | None = None) -> bool:
    """The owner, and a manager who works in it, may hand an open matter to a colleague."""
    return consultation.is_open and _leads(person, consultation, part)


def may_place_bar(person, consultation: Consultation) -> bool:
    """A manager who works in it, and anybody about themselves."""
    return person.holds(Role.MANAGER) and works_in(person, consultation)


def may_prepare_referral(person, consultation: Consultation, part: bool | None = None) -> bool:
    """The owner, the person who raised it, and specialists and managers who work in it."""
    return (
        consultation.state != State.DRAFT
        and (
            person.pk in (consultation.owner_id, consultation.raised_by_id)
            or person.holds(Role.SPECIALIST, Role.MANAGER)
        )
        and works_in(person, consultation, part)
    )


def may_send_referral(person, referral: Referral) -> bool:
    """Who may prepare it, once a decision to refer stands (signed off where that is asked), or a reason why none could.

    Preparing and writing may begin earlier. What was sent was sent: it can be read out and put right for ever.
    """
    return may_prepare_referral(person, referral.consultation) and (
        referral.state in SENT_ALREADY or referral.urgent_at is not None or referral_is_decided(referral.consultation)
    )


def may_refer_urgently(person, referral: Referral) -> bool:
    """Who may prepare it, while no decision to refer stands and nothing was sent."""
    return may_prepare_referral(person, referral.consultation) and not may_send_referral(person, referral)


def may_open_in_emergency(person) -> bool:
    """People of social care who work on cases; never a partner, never without an account of the authority."""
    return works_on_cases(person)


def may_review_emergency(person, access: ConsultationEmergency) -> bool:
    """Information governance of the same authority, and never of one's own reading."""
    return (
        person.holds(Role.GOVERNANCE)
        and access.person_id != person.pk
        and access.matter.authority_id == person.authority_id
    )


def may_change_template(person) -> bool:
    """A manager or an administrator of the authority, for their own authority’s form."""
    return person.holds(Role.MANAGER, Role.ADMINISTRATOR) and person.in_social_care
