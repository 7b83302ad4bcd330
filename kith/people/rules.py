"""Who may change people and tokens. `by` is a person or a named system person ("system:init")."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.access.rules import WORKER

from .diary import DiaryEntry as DiaryEntry
from .diary import drawn_from as drawn_from
from .diary import in_diary as in_diary  # through this door the rooms above say what stands in a calendar
from .models import Vetting
from .standing import Held as Held
from .standing import Kind as Kind
from .standing import KindOfRow as KindOfRow
from .standing import NotTheirs as NotTheirs
from .standing import answers as answers  # through this door the rooms above say what a person holds of theirs
from .standing import held_by as held_by
from .standing import kind_of as kind_of
from .standing import kinds as kinds
from .standing import pathway_steps as pathway_steps
from .standing import register as register
from .words import Role

# Who says how far somebody is vetted: those who answer for people or for information, each with a second of them.
VETTING_ROLES = (Role.ADMINISTRATOR, Role.GOVERNANCE, Role.MANAGER)


def live_vetting(to: str = "") -> Q:
    """Vettings that count now: confirmed by a second person, not withdrawn, their last day not over.

    `to` is the path to the vetting from the row that is filtered.
    """
    return Q(
        **{
            f"{to}confirmed_at__isnull": False,
            f"{to}withdrawn_at__isnull": True,
            f"{to}last_day__gte": timezone.localdate(),
        }
    )


def vetted_for(person, floor: str) -> Q:
    """Rows that ask for no vetting, or for no more than this person has now. `floor` is the path to the level asked."""
    has = Vetting.objects.filter(live_vetting(), person=person, level__order__gte=OuterRef(f"{floor}__order"))
    return Q(**{f"{floor}__isnull": True}) | Q(Exists(has))


def may_enter_vetting(by, person) -> bool:
    """Who answers for people or for information in the same authority, and never for themselves."""
    return by.pk != person.pk and by.authority_id == person.authority_id and by.holds(*VETTING_ROLES)


def may_confirm_vetting(by, vetting: Vetting) -> bool:
    """A second one of them, who did not enter it, while it waits."""
    waits = vetting.confirmed_at is None and vetting.withdrawn_at is None
    return waits and by.pk != vetting.entered_by_id and may_enter_vetting(by, vetting.person)


def may_withdraw_vetting(by, vetting: Vetting) -> bool:
    """Any one of them, at any time: taking a right away needs nobody else."""
    return vetting.withdrawn_at is None and may_enter_vetting(by, vetting.person)


def has_confirmed_vetting(by, vetting: Vetting) -> bool:
    """Yes for the second person who confirmed it: for them a second click is the one confirmation."""
    return vetting.confirmed_by_id == by.pk and may_enter_vetting(by, vetting.person)


def has_withdrawn_vetting(by, vetting: Vetting) -> bool:
    """Yes for who withdrew it."""
    return vetting.withdrawn_by_id == by.pk and may_enter_vetting(by, vetting.person)


def may_add_people(by, authority) -> bool:
    """Yes for an administrator of that authority, and for the set-up commands."""
    if isinstance(by, str):
        return by in ("system:init", "system:demo", "system:command")
    return by.authority_id == authority.pk and by.holds(Role.ADMINISTRATOR)


def may_change_telephone(by, person) -> bool:
    """The person themselves, an administrator of their authority, and the command line."""
    if isinstance(by, str):
        return by == "system:command"
    return person.is_active and (by.pk == person.pk or may_add_people(by, person.authority))


def may_make_token(by, person) -> bool:
    """Yes for the person themselves, and for the command line."""
    return by == "system:command" if isinstance(by, str) else by.pk == person.pk and by.is_active


def may_set_up(by) -> bool:
    """Yes for the commands on the server alone, whose user holds the keys anyway."""
    return by in ("system:init", "system:command")


def may_deliver(by) -> bool:
    """Yes for what comes with Kith, loaded by an operator’s command."""
    return by == "system:starter"


def may_designate(by, agency) -> bool:
    """Who says who receives requests for an agency: its partners and managers, and the authority’s administrator."""
    if by.authority_id != agency.authority_id:
        return False
    return by.holds(Role.ADMINISTRATOR) or (by.agency_id == agency.pk and by.holds(Role.PARTNER, Role.MANAGER))


def may_start_leaving(by, person) -> bool:
    """Who says that somebody leaves or moves: the administrator, a manager of the same agency, and who manages their team."""
    if isinstance(by, str) or by.authority_id != person.authority_id or by.pk == person.pk or not by.is_active:
        return False
    if by.holds(Role.ADMINISTRATOR):
        return True
    manages = bool(set(by.managed_team_ids) & set(person.team_ids))
    return by.agency_id == person.agency_id and (by.holds(Role.MANAGER) or manages)


def may_end(by, person) -> bool:
    """Who ends roles and accounts: the commands on the server; the worker on a last day; at once, who may start a leaving."""
    return may_set_up(by) or by == WORKER or may_start_leaving(by, person)
