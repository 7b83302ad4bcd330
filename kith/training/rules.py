"""Who sees how somebody stands, who keeps tiers and files, who runs a session. Nobody's rule asks how well somebody did."""

from django.db.models import Exists, OuterRef, Q

from kith.access.rules import NOTHING, WORKER
from kith.people.queries import everybody_in, members_of, memberships_since, people_by_pk, people_with_role

from .models import Attended, Certificate, Completion, Import, Invited, TrainingSession
from .words import LEADS, MACHINES, Said


def leads_training(person) -> bool:
    """The training lead of the authority."""
    return person.is_active and person.holds(*LEADS)


def manages_somebody(person) -> bool:
    """Whoever manages a team now, of whichever agency."""
    return person.is_active and bool(person.managed_team_ids)


def manages(by, person) -> bool:
    """Whoever manages a team in which this person is now; nobody manages themselves."""
    return (
        by.pk != person.pk
        and by.is_active
        and by.authority_id == person.authority_id
        and bool(set(by.managed_team_ids) & set(person.team_ids))
    )


def sees_training_of(by, person) -> bool:
    """The person themselves, and who answers for them: who manages a team of theirs, else the training lead."""
    return by.is_active and (by.pk == person.pk or answers_for(by, person))


def answers_for_somebody(person) -> bool:
    """Whoever manages a team now, of whichever agency, and the training lead, for people whom nobody manages."""
    return manages_somebody(person) or leads_training(person)


def sees_figures(person) -> bool:
    """The training lead, by team and tier, as counts."""
    return leads_training(person)


def may_keep_tiers(person) -> bool:
    """The training lead, of their own authority."""
    return leads_training(person)


def may_choose(by, person) -> bool:
    """Who manages them, and the training lead: for whom a tier is meant beside what roles ask."""
    led = leads_training(by) and by.authority_id == person.authority_id
    return person.is_active and (led or manages(by, person))


def may_enter_leave(by, person) -> bool:
    """Who manages them, and the training lead where nobody does."""
    return answers_for(by, person)


def has_manager(person) -> bool:
    """Yes where somebody else manages a team of theirs."""
    return bool(managers_of(person))


def managers_of(person) -> list:
    """Who manages a team in which the person is now, by name: the third face of `manages`."""
    found = [one for one in members_of(person.team_ids, managers_only=True) if one.pk != person.pk]
    return [one for one in found if one.authority_id == person.authority_id]


def who_confirms(person) -> list:
    """Who answers this person’s certificates: who manages them; where nobody does, the training lead."""
    return managers_of(person) or [
        one for one in people_with_role(person.authority_id, *LEADS).select_related("agency") if one.pk != person.pk
    ]


def answers_for(by, person) -> bool:
    """Who manages this person, or the training lead where nobody does."""
    if manages(by, person):
        return True
    leads = leads_training(by) and by.authority_id == person.authority_id and by.pk != person.pk
    return leads and not has_manager(person)


def sees_certificate(person) -> Q:
    """One’s own; those of people whom one manages; and for the training lead, those of people whom nobody manages."""
    if not person.is_active:
        return NOTHING
    own = Q(person=person)
    return own | Q(person__in=people_answered_for(person))


def people_answered_for(person) -> list[int]:
    """The keys of everybody for whom this person answers: the second face of `answers_for`."""
    found = {one.pk for one in members_of(person.managed_team_ids)} if person.managed_team_ids else set()
    if leads_training(person):
        everybody = list(everybody_in(person))
        teams = memberships_since([one.pk for one in everybody])
        managed: dict[int, set[int]] = {}
        for key, rows in teams.items():
            for team, manages_it, _ in rows:
                if manages_it:
                    managed.setdefault(team.pk, set()).add(key)
        for one in everybody:
            others = set().union(*(managed.get(team.pk, set()) for team, _, _ in teams.get(one.pk, [])))
            if not others - {one.pk}:
                found.add(one.pk)
    return sorted(found - {person.pk})


def may_take_certificate_back(by, certificate: Certificate) -> bool:
    """Whose it is, until it is answered."""
    return certificate.said == Said.WAITING and certificate.person_id == by.pk and by.is_active


def may_answer_certificate(by, certificate: Certificate) -> bool:
    """Who answers for the person, while it waits."""
    return certificate.said == Said.WAITING and answers_for(by, certificate.person)


def may_take_in(person) -> bool:
    """The training lead takes in files of learning systems."""
    return leads_training(person)


def sees_file(person) -> Q:
    """The files of the training lead’s own authority."""
    return Q(authority_id=person.authority_id) if may_take_in(person) else NOTHING


def may_take_in_file(by, batch: Import) -> bool:
    """The training lead, of their own authority."""
    return may_take_in(by) and batch.authority_id == by.authority_id


def may_record(by, person) -> bool:
    """Who brings a completion in: a learning system by its own door, and the training lead who saw it."""
    if isinstance(by, str):
        return by in MACHINES
    return leads_training(by) and by.authority_id == person.authority_id and by.pk != person.pk


def may_take_back(by, completion: Completion) -> bool:
    """Who answers for the person, and the learning system that brought it."""
    if isinstance(by, str):
        return by in MACHINES
    return answers_for(by, completion.person) or (
        leads_training(by) and by.authority_id == completion.authority_id and by.pk != completion.person_id
    )


def may_work(by) -> bool:
    """The worker."""
    return by == WORKER


def sees_session(person) -> Q:
    """The sessions that one runs, is invited to or was at, and for the training lead those of the authority."""
    if not person.is_active:
        return NOTHING
    if leads_training(person):
        return Q(authority_id=person.authority_id)
    invited = Exists(Invited.objects.filter(session=OuterRef("pk"), person=person))
    attended = Exists(Attended.objects.filter(session=OuterRef("pk"), person=person))
    return Q(authority_id=person.authority_id) & (Q(trainer=person) | Q(invited) | Q(attended))


def people_who_see_session(row: TrainingSession) -> list:
    """Everybody who may see this session: the third face of the rule."""
    keys = {row.trainer_id, *row.invited.values_list("person_id", flat=True)}
    keys |= set(row.attended.values_list("person_id", flat=True))
    keys |= {one.pk for one in people_with_role(row.authority_id, *LEADS)}
    return [one for one in people_by_pk(keys) if one.authority_id == row.authority_id]


def runs_session(by, row: TrainingSession) -> bool:
    """Its trainer alone: they see who was there by name."""
    return by.is_active and row.trainer_id == by.pk and row.authority_id == by.authority_id


def may_change_session(by, row: TrainingSession) -> bool:
    """Its trainer, and the training lead, until it is over."""
    led = leads_training(by) and row.authority_id == by.authority_id
    return not row.is_over and (runs_session(by, row) or led)


def may_keep_register(by, row: TrainingSession) -> bool:
    """Its trainer, from its beginning until the register is closed."""
    return not row.is_over and runs_session(by, row)


def may_be_trainer(person, row: TrainingSession) -> bool:
    """Anybody of the same authority whose account is active: who takes it over says that they can."""
    return person.is_active and person.authority_id == row.authority_id
