"""Signing in and out, tokens, and the first administrator. Each leaves an event."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kith.access.rules import WORKER, require
from kith.audit.actions import record
from kith.audit.seals import keyed_hash

from . import queries, rules, standing
from .events import (
    AbsenceKept,
    AbsenceRemoved,
    AuthoritySetUp,
    ContactCheckDue,
    ContactGap,
    ContactHandedOn,
    ContactsKept,
    LeavingPlanned,
    MailSwitched,
    PasswordChanged,
    PasswordReset,
    PersonAdded,
    PersonEnded,
    ReceiverAssured,
    ReceiverDesignated,
    RoleAdded,
    RoleEnded,
    ScreenLocked,
    SessionsEnded,
    SettingsKept,
    SignedIn,
    SignedInAfresh,
    SignedOut,
    SignInFailed,
    TeamAdded,
    TeamJoined,
    TeamLeft,
    TelephoneChanged,
    ThingCarried,
    TokenMade,
    TokenWithdrawn,
    VettingConfirmed,
    VettingEntered,
    VettingLevelsKept,
    VettingWithdrawn,
)
from .models import (
    Absence,
    Agency,
    Authority,
    Carried,
    Membership,
    Person,
    PointOfContact,
    Region,
    RoleHeld,
    Setting,
    SignInAttempt,
    Team,
    Token,
    Vetting,
    VettingLevel,
    now_within,
)
from .words import DESIGNATED, AgencyKind, ContactSubject, Role, TokenScope, named

# Ten failures of one account from one place in fifteen minutes make that pair wait. A place is an address, or a device
# at which this account was signed in before; the same account elsewhere is not held up, so that nobody can lock a duty
# worker out (security.md, part 5). A hundred failures from one address, whatever the accounts, make the address wait:
# that is somebody who tries a password on everybody. Devices that are known go on there.
ATTEMPTS = 10
ADDRESS_ATTEMPTS = 100
WINDOW = timedelta(minutes=15)
TOKEN_DAYS_AT_MOST = 365
TOKEN_USE_EVERY = timedelta(minutes=1)
# For so long a second click shows again what the first made; afterwards the page only says that it was made.
SHOWN_AGAIN = timedelta(minutes=10)


class TooManyAttempts(Exception):
    """This account failed too often from this place, or too much failed from this address; nothing else is said."""


@dataclass(frozen=True)
class Place:
    """Where somebody signs in: an address, and the device’s own secret where the account is known there."""

    address: str
    device: str = ""

    @property
    def key(self) -> str:
        """What failures of one account are counted by: the device where it is known, else the address."""
        return keyed_hash(f"device:{self.device}" if self.device else self.address)


def begin_attempt(email: str, place: Place) -> SignInAttempt:
    """A try is counted, by keyed hashes, before its password is looked at: of many at once no more get through than of
    as many in turn. Raises TooManyAttempts where this pair must wait, or everybody at this address whose device is not
    known; what was refused is not counted.
    """
    attempt = SignInAttempt.objects.create(account=keyed_hash(email.strip().lower()), address=place.key)
    lately = SignInAttempt.objects.filter(at__gt=timezone.now() - WINDOW, address=place.key)
    if lately.filter(account=attempt.account).count() > ATTEMPTS or (
        not place.device and lately.count() > ADDRESS_ATTEMPTS
    ):
        forget_attempt(attempt)
        raise TooManyAttempts
    return attempt


def forget_attempt(attempt: SignInAttempt) -> None:
    """The try does not count: its password was right, or was not looked at."""
    SignInAttempt.objects.filter(pk=attempt.pk).delete()


@transaction.atomic
def note_failed_sign_in() -> None:
    """The failure stands in the trail without saying whose name was typed; tries of an hour ago are forgotten."""
    SignInAttempt.objects.filter(at__lt=timezone.now() - timedelta(hours=1)).delete()
    record(SignInFailed(), by="system:sign-in")


@transaction.atomic
def note_sign_in(person: Person, place: Place) -> None:
    """The sign-in stands in the trail, and all tries of this pair are forgotten."""
    SignInAttempt.objects.filter(account=keyed_hash(person.email), address=place.key).delete()
    record(SignedIn(subject=f"person:{person.uuid}"), by=person)


@transaction.atomic
def note_fresh_sign_in(person: Person) -> None:
    """That the person gave their password again stands in the trail."""
    record(SignedInAfresh(subject=f"person:{person.uuid}"), by=person)


@transaction.atomic
def note_sign_out(person: Person) -> None:
    """The sign-out stands in the trail."""
    record(SignedOut(subject=f"person:{person.uuid}"), by=person)


@transaction.atomic
def note_lock(person: Person) -> None:
    """The locking stands in the trail."""
    record(ScreenLocked(subject=f"person:{person.uuid}"), by=person)


@transaction.atomic
def add_person(
    by, *, email, name, authority, agency, role, team=None, manages=False, password=None, **fields
) -> Person:
    """A person exists with one role, and in a team where one is given."""
    require(rules.may_add_people(by, authority))
    person = Person.objects.create_person(email, password, name=name, authority=authority, agency=agency, **fields)
    RoleHeld.objects.create(person=person, role=role)
    if team is not None:
        Membership.objects.create(person=person, team=team, manages=manages)
    record(PersonAdded(subject=f"person:{person.uuid}", role=str(role)), by=by)
    return person


class AlreadyThere(ValueError):
    """What was to be added exists; nothing was changed."""


@transaction.atomic
def set_up_authority(by: str, *, key: str, name: str, region: str) -> Authority:
    """The authority exists with its social care service and a team that screens. Raises AlreadyThere."""
    require(rules.may_set_up(by))
    if Authority.objects.filter(key=key).exists():
        raise AlreadyThere(f"There is already an authority with the key “{key}”.")
    region_key = "-".join(region.lower().split())
    place, _ = Region.objects.get_or_create(key=region_key, defaults={"name": region})
    authority = Authority.objects.create(key=key, name=name, region=place)
    care = Agency.objects.create(
        authority=authority, key="social-care", name="Children’s social care", kind=AgencyKind.SOCIAL_CARE
    )
    Team.objects.create(agency=care, key="screening", name="Exploitation and Prevent specialists", screens=True)
    record(AuthoritySetUp(subject=f"authority:{key}"), by=by)
    return authority


@transaction.atomic
def add_team(by: str, *, authority: Authority, name: str) -> Team:
    """A team of the authority's social care service has this name; the same name again gives the same team."""
    require(rules.may_set_up(by))
    care = Agency.objects.get(authority=authority, key="social-care")
    team = Team.objects.filter(agency=care, name=name).first()
    if team is None:
        key = "".join(c if c.isalnum() else "-" for c in name.lower())[:50]
        team = Team.objects.create(agency=care, key=key, name=name, screens=False)
        record(TeamAdded(subject=f"team:{key}"), by=by)
    return team


class NotThere(ValueError):
    """What was to be ended is not there; nothing was changed."""


@transaction.atomic
def add_role(by: str, *, person: Person, role: str) -> None:
    """The person holds the role from now on. Raises AlreadyThere."""
    require(rules.may_set_up(by))
    if RoleHeld.objects.filter(now_within(), person=person, role=role).exists():
        raise AlreadyThere(f"{person.name} holds that role already.")
    RoleHeld.objects.create(person=person, role=role)
    record(RoleAdded(subject=f"person:{person.uuid}", role=str(role)), by=by)


class StillHolds(ValueError):
    """What the person holds would be with nobody; nothing was ended. `held` says what."""

    def __init__(self, held: list[standing.Held]):
        super().__init__("Something is still with this person.")
        self.held = held


def _ends_with(person: Person, role: str) -> list[standing.Held]:
    """What the person could hold no longer without this role."""
    others = set(RoleHeld.objects.filter(now_within(), person=person).exclude(role=role).values_list("role", flat=True))
    return [held for held in standing.held_by(person) if role in held.roles and not others & set(held.roles)]


@transaction.atomic
def end_role(by, *, person: Person, role: str, at_once: bool = False) -> None:
    """The role opens nothing from the next request on. Raises NotThere, and StillHolds where something of it is left.

    At once, for safety, it ends all the same, and what is left goes to who has it by default.
    """
    require(rules.may_end(by, person))
    if not at_once and (held := _ends_with(person, role)):
        raise StillHolds(held)
    if not RoleHeld.objects.filter(now_within(), person=person, role=role).update(ends=timezone.now()):
        raise NotThere(f"{person.name} does not hold that role.")
    record(RoleEnded(subject=f"person:{person.uuid}", role=str(role)), by=by)


@transaction.atomic
def join_team(by: str, *, person: Person, team: Team, manages: bool = False) -> None:
    """The person is in the team from now on, as its manager or not; before, they may have been there otherwise."""
    require(rules.may_set_up(by))
    present = Membership.objects.filter(now_within(), person=person, team=team)
    if present.filter(manages=manages).exists():
        raise AlreadyThere(f"{person.name} is in that team already.")
    managed = present.filter(manages=True).exists()
    present.update(ends=timezone.now())
    Membership.objects.create(person=person, team=team, manages=manages)
    event = TeamJoined(subject=f"person:{person.uuid}", team=team.key, manages=manages, managed=managed)
    record(event, by=by)


@transaction.atomic
def leave_team(by, *, person: Person, team: Team, at_once: bool = False) -> None:
    """The team opens nothing for this person from the next request on. Raises NotThere, and StillHolds as a role does."""
    require(rules.may_end(by, person))
    if not at_once and (held := [one for one in standing.held_by(person) if one.team == team.pk]):
        raise StillHolds(held)
    present = Membership.objects.filter(now_within(), person=person, team=team)
    managed = present.filter(manages=True).exists()
    if not present.update(ends=timezone.now()):
        raise NotThere(f"{person.name} is not in that team.")
    record(TeamLeft(subject=f"person:{person.uuid}", team=team.key, managed=managed), by=by)


@transaction.atomic
def end_person(by, *, person: Person, at_once: bool = False) -> None:
    """The account, its sessions and its tokens open nothing from now on. What the person wrote stays.

    Raises StillHolds while something is theirs that nobody has taken over. At once, for safety, it ends all the same,
    and what they held goes to who has it by default (`kith.handover.reactions`).
    """
    require(rules.may_end(by, person))
    person = Person.objects.select_for_update(of=("self",)).select_related("authority", "agency").get(pk=person.pk)
    if person.is_active:
        if not at_once and (held := standing.held_by(person)):
            raise StillHolds(held)
        person.is_active = False
        person.save(update_fields=["is_active"])
        record(PersonEnded(subject=f"person:{person.uuid}"), by=by)
        end_other_sessions(by, person=person)


@transaction.atomic
def change_password(person: Person, *, new: str, keep: str | None) -> None:
    """The password is the person's own, and nothing that was opened with the last one stays open but this session."""
    person.set_password(new)
    person.must_change = False
    person.save(update_fields=["password", "must_change"])
    record(PasswordChanged(subject=f"person:{person.uuid}", changed=("password",)), by=person)
    end_other_sessions(person, person=person, keep=keep)


@transaction.atomic
def reset_password(by: str, *, person: Person, password: str) -> None:
    """The person signs in with this once, and makes their own; sessions and tokens have ended."""
    require(rules.may_set_up(by))
    person.set_password(password)
    person.must_change = True
    person.save(update_fields=["password", "must_change"])
    record(PasswordReset(subject=f"person:{person.uuid}", changed=("password",)), by=by)
    end_other_sessions(by, person=person)


def digest_of(secret: str) -> str:
    """The only form in which a token's secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


class MadeBefore(ValueError):
    """This sending made its secret already, too long ago to show it again, or what it opened was withdrawn since."""

    def __init__(self):
        super().__init__(
            "This was made already, and was shown then. If you did not copy it, withdraw it and make another."
        )


def secret_for(person: Person, *said, once_key: str = "") -> str:
    """A new secret of 256 bits: drawn at random, or, for one sending, the same each time, so that a second click shows it.

    The key of the sending is kept nowhere, and nobody works the secret out without what the installation keeps secret.
    """
    if not once_key:
        return secrets.token_urlsafe(32)
    asked = json.dumps([str(person.uuid), once_key, *map(str, said)])
    digest = salted_hmac("kith.people.secret_for", asked, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def show_again(*, made_at, withdrawn_at) -> None:
    """What one sending made a moment ago may be shown to a second click. Raises MadeBefore where that is past."""
    if withdrawn_at or made_at < timezone.now() - SHOWN_AGAIN:
        raise MadeBefore


@transaction.atomic
def make_token(
    by, *, person: Person, name: str, days: int = 90, scope: str = TokenScope.EVERYTHING, once_key: str = ""
) -> tuple[Token, str]:
    """A token exists; its secret is returned this once. Making it twice with one key makes one, and shows it again.

    Raises ValueError for a time outside 1 to 365 days, MadeBefore where the one that the key made is past showing.
    """
    require(rules.may_make_token(by, person))
    if not 1 <= days <= TOKEN_DAYS_AT_MOST:
        raise ValueError(f"A token lasts from 1 to {TOKEN_DAYS_AT_MOST} days.")
    queries.locked_person(person)
    secret = "kith_" + secret_for(person, name, days, scope, once_key=once_key)
    same = Token.objects.filter(person=person, digest=digest_of(secret)).first()
    if same is not None:
        show_again(made_at=same.created, withdrawn_at=same.withdrawn)
        return same, secret
    token = Token.objects.create(
        person=person, name=name, scope=scope, digest=digest_of(secret), expires=timezone.now() + timedelta(days=days)
    )
    record(TokenMade(subject=f"person:{person.uuid}", token=token.mark, scope=str(scope)), by=by)
    return token, secret


@transaction.atomic
def withdraw_token(by, *, token: Token) -> None:
    """The token opens nothing from the next request on."""
    require(rules.may_make_token(by, token.person) or rules.may_end(by, token.person))
    if token.withdrawn is None:
        token.withdrawn = timezone.now()
        token.save(update_fields=["withdrawn"])
        record(TokenWithdrawn(subject=f"person:{token.person.uuid}", token=token.mark), by=by)


def note_token_use(token: Token) -> None:
    """The token says when it was last used, to the minute, so that an unused one is seen and withdrawn."""
    now = timezone.now()
    if token.last_used is None or now - token.last_used > TOKEN_USE_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used=now)


@transaction.atomic
def end_other_sessions(by, *, person: Person, keep: str | None = None) -> None:
    """No session of this person but the kept one opens anything, and no token."""
    require(rules.may_make_token(by, person) or rules.may_end(by, person))
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.session_key != keep and session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
    record(SessionsEnded(subject=f"person:{person.uuid}"), by=by)
    for token in Token.objects.filter(person=person, withdrawn__isnull=True):
        withdraw_token(by, token=token)


@transaction.atomic
def switch_mail(person: Person, *, wanted: bool) -> None:
    """The person is told by e-mail that something waits, or is not; notices in Kith stay."""
    if person.wants_mail == wanted:
        return
    person.wants_mail = wanted
    person.save(update_fields=["wants_mail"])
    record(MailSwitched(subject=f"person:{person.uuid}", wanted=wanted, changed=("wants_mail",)), by=person)


@transaction.atomic
def change_telephone(by, *, person: Person, telephone: str) -> None:
    """Colleagues are shown this number from now on, or none where it is empty. The same again changes nothing."""
    person = Person.objects.select_for_update(of=("self",)).select_related("authority").get(pk=person.pk)
    require(rules.may_change_telephone(by, person))
    if person.telephone == telephone:
        return
    before, person.telephone = person.telephone, telephone
    person.save(update_fields=["telephone"])
    record(
        TelephoneChanged(subject=f"person:{person.uuid}", changed=("telephone",)),
        by=by,
        before={"telephone": before},
        after={"telephone": telephone},
    )


@transaction.atomic
def keep_contacts(by: str, *, authority: Authority, contacts: list[dict]) -> None:
    """The authority's points of contact are these, one for each subject; the others are gone."""
    require(rules.may_set_up(by))
    for order, contact in enumerate(contacts):
        PointOfContact.objects.update_or_create(
            authority=authority,
            agency=None,
            subject=contact["subject"],
            defaults={**{k: v for k, v in contact.items() if k != "subject"}, "order": order},
        )
    PointOfContact.objects.filter(authority=authority, agency=None).exclude(
        subject__in=[c["subject"] for c in contacts]
    ).delete()
    record(ContactsKept(subject=f"authority:{authority.key}", contacts=len(contacts)), by=by)


@transaction.atomic
def keep_settings(by: str, *, authority: Authority, values: dict, facts: dict) -> dict[str, str]:
    """The authority's own settings are these; what is not named is as delivered. Returns what became of each key."""
    require(rules.may_set_up(by))
    told = {}
    for key, value in values.items():
        known = Setting.objects.filter(authority=authority, key=key).first()
        row = known or Setting(authority=authority, key=key)
        same = known is not None and known.value == value and all(getattr(known, n) == v for n, v in facts.items())
        told[key] = "new" if known is None else "the same" if same else "changed"
        row.value = value
        for name, fact in facts.items():
            setattr(row, name, fact)
        row.save()
    for gone in Setting.objects.filter(authority=authority).exclude(key__in=values):
        told[gone.key] = "as delivered again"
        gone.delete()
    changed = tuple(key for key, what in told.items() if what != "the same")
    if changed:
        record(SettingsKept(subject=f"authority:{authority.key}", changed=changed), by=by)
    return told


@transaction.atomic
def keep_vetting_levels(by: str, *, levels: list[dict], facts: dict) -> int:
    """The levels of vetting are these, from the lowest, with their source and dates. One that is held stays. Returns how many."""
    require(rules.may_deliver(by))
    rows = {row.key: row for row in VettingLevel.objects.all()}
    wanted = [(item["key"], item["name"], number * 10) for number, item in enumerate(levels, start=1)]
    changed = False
    for key, name, order in wanted:
        row = rows.pop(key, None) or VettingLevel(key=key)
        known = {"name": name, "order": order, **facts}
        if row.pk is None or any(getattr(row, field) != value for field, value in known.items()):
            for field, value in known.items():
                setattr(row, field, value)
            row.save()
            changed = True
    if changed:
        record(VettingLevelsKept(levels=len(wanted)), by=by)
    return len(wanted)


@transaction.atomic
def enter_vetting(by, *, person: Person, level: VettingLevel, issuer: str, last_day) -> Vetting:
    """A vetting waits for a second person; until then it opens nothing."""
    require(rules.may_enter_vetting(by, person))
    Person.objects.select_for_update().get(pk=person.pk)
    known = Vetting.objects.filter(person=person, level=level, issuer=issuer.strip(), last_day=last_day)
    if same := known.filter(withdrawn_at__isnull=True).first():
        return same  # one vetting, once: withdrawing it must leave no other like it
    row = Vetting.objects.create(person=person, level=level, issuer=issuer.strip(), last_day=last_day, entered_by=by)
    record(VettingEntered(subject=f"person:{person.uuid}", level=level.key), by=by)
    return row


@transaction.atomic
def confirm_vetting(by, *, vetting: Vetting) -> None:
    """The vetting counts from the next request on. Two people: nobody gives a clearance alone. Twice is once."""
    vetting = Vetting.objects.select_for_update(of=("self",)).select_related("person", "level").get(pk=vetting.pk)
    if rules.has_confirmed_vetting(by, vetting):
        return
    require(rules.may_confirm_vetting(by, vetting))
    vetting.confirmed_by, vetting.confirmed_at = by, timezone.now()
    vetting.save(update_fields=["confirmed_by", "confirmed_at"])
    record(VettingConfirmed(subject=f"person:{vetting.person.uuid}", level=vetting.level.key), by=by)


@transaction.atomic
def withdraw_vetting(by, *, vetting: Vetting) -> None:
    """The vetting opens nothing from the next request on. Withdrawn twice is once."""
    vetting = Vetting.objects.select_for_update(of=("self",)).select_related("person", "level").get(pk=vetting.pk)
    if rules.has_withdrawn_vetting(by, vetting):
        return
    require(rules.may_withdraw_vetting(by, vetting))
    vetting.withdrawn_by, vetting.withdrawn_at = by, timezone.now()
    vetting.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(VettingWithdrawn(subject=f"person:{vetting.person.uuid}", level=vetting.level.key), by=by)


@transaction.atomic
def designate_receiver(
    by,
    *,
    agency: Agency,
    person: Person,
    deputy: Person,
    telephone: str,
    hours: str,
    out_of_hours: str,
    subject: str = ContactSubject.INFORMATION,
    step: str = "",
):
    """The agency’s point of contact for this subject (and this step of a pathway alone, where one is named) is this
    person, with this deputy, checked today by who says it.
    """
    require(rules.may_designate(by, agency))
    require(subject in DESIGNATED and (not step or step in dict(standing.pathway_steps(agency.authority_id))))
    require(person.agency_id == deputy.agency_id == agency.pk and person.pk != deputy.pk)
    require(person.is_active and deputy.is_active)
    contact, _ = PointOfContact.objects.select_for_update(of=("self",)).get_or_create(
        agency=agency,
        subject=subject,
        step=step,
        defaults={
            "authority": agency.authority,
            "name": person.name,
            "telephone": telephone,
            "hours": hours,
            "order": 10,
        },
    )
    contact.person, contact.deputy, contact.name, contact.role = person, deputy, person.name, person.job_title
    contact.agency_name, contact.telephone, contact.hours = agency.name, telephone, hours
    contact.out_of_hours, contact.cover = out_of_hours, deputy.name_and_title
    contact.source = "The agency itself"
    _assure(contact, by)
    contact.save()
    event = ReceiverDesignated(
        subject=f"agency:{agency.key}", to=f"person:{person.uuid}", deputy=f"person:{deputy.uuid}"
    )
    record(event, by=by)
    return contact


def _assure(contact: PointOfContact, by) -> None:
    contact.last_checked, contact.assured_by, contact.chased_on = timezone.localdate(), by, None
    contact.next_review = contact.last_checked + timedelta(days=queries.checks_of(contact.authority)["days"])


def _designated(agency: Agency, subject: str, step: str) -> PointOfContact:
    rows = PointOfContact.objects.select_for_update(of=("self",)).select_related("authority")
    return rows.get(agency=agency, subject=subject, step=step)


@transaction.atomic
def assure_receiver(by, *, agency: Agency, subject: str = ContactSubject.INFORMATION, step: str = "") -> None:
    """Somebody of the agency looked today, and it is still right; it is asked again after the authority’s days."""
    require(rules.may_designate(by, agency))
    contact = _designated(agency, subject, step)
    _assure(contact, by)
    contact.save(update_fields=["last_checked", "next_review", "assured_by", "chased_on"])
    record(ReceiverAssured(subject=f"agency:{agency.key}"), by=by)


@transaction.atomic
def keep_absence(
    by,
    *,
    agency: Agency,
    first_day,
    last_day,
    cover: Person | None,
    subject: str = ContactSubject.INFORMATION,
    step: str = "",
) -> None:
    """On these days, both included, the cover receives requests instead, or the deputy alone where none is named.

    Nobody covers for themselves: what came would wait unread, and no gap would show.
    """
    require(rules.may_designate(by, agency))
    require(cover is None or (cover.agency_id == agency.pk and cover.is_active))
    contact = _designated(agency, subject, step)
    require(cover is None or cover.pk != contact.person_id)
    same = Absence.objects.filter(contact=contact, first_day=first_day, last_day=last_day, cover=cover)
    if same.exists():
        return
    Absence.objects.create(contact=contact, first_day=first_day, last_day=last_day, cover=cover)
    record(AbsenceKept(subject=f"agency:{agency.key}", cover=f"person:{cover.uuid}" if cover else ""), by=by)


@transaction.atomic
def remove_absence(
    by, *, agency: Agency, first_day, last_day, subject: str = ContactSubject.INFORMATION, step: str = ""
) -> None:
    """Nobody is away on these days any more; removing it twice changes nothing."""
    require(rules.may_designate(by, agency))
    contact = {"contact__agency": agency, "contact__subject": subject, "contact__step": step}
    rows = Absence.objects.filter(**contact, first_day=first_day, last_day=last_day)
    if rows.delete()[0]:
        record(AbsenceRemoved(subject=f"agency:{agency.key}"), by=by)


@transaction.atomic
def hand_on_contact(by, *, contact: PointOfContact, part: str, of: Person, to: Person) -> None:
    """Somebody of the same agency is its point of contact, the deputy, or the cover of an absence, in this person’s place.

    A deputy who becomes the one named is deputy no longer: that there is none is a gap, which both sides see. It is
    checked by whoever looks next. Asked by handover, after its own rule.
    """
    contact = PointOfContact.objects.select_for_update(of=("self",)).select_related("agency").get(pk=contact.pk)
    require(to.is_active and to.agency_id == contact.agency_id and to.pk != of.pk)
    if part == "cover":
        rows = Absence.objects.filter(contact=contact, cover=of, last_day__gte=timezone.localdate())
        if not rows.update(cover=None if to.pk in (contact.person_id, contact.deputy_id) else to):
            raise standing.NotTheirs
    elif getattr(contact, f"{part}_id") != of.pk:
        raise standing.NotTheirs
    elif part == "person":
        contact.person, contact.name, contact.role = to, to.name, to.job_title
        if contact.deputy_id == to.pk:
            contact.deputy, contact.cover = None, ""
    else:
        contact.deputy = to if to.pk != contact.person_id else None
        contact.cover = contact.deputy.name_and_title if contact.deputy else ""
    contact.next_review = min(contact.next_review or timezone.localdate(), timezone.localdate())
    contact.save()
    event = ContactHandedOn(
        subject=f"agency:{contact.agency.key}",  # type: ignore[union-attr]
        of=f"person:{of.uuid}",
        to=f"person:{to.uuid}",
        part=part,
    )
    record(event, by=by)


@transaction.atomic
def carry(by, *, kind: str, key: str, to: Person) -> None:
    """This person sees to something of which the record keeps another name. Asked by handover, after its own rule."""
    require(to.is_active)
    Carried.objects.update_or_create(kind=kind, key=key, defaults={"holder": to, "at": timezone.now()})
    record(ThingCarried(subject=f"person:{to.uuid}", to=f"person:{to.uuid}", of=kind), by=by)


@transaction.atomic
def take_over_post(by, *, key: str, to: Person) -> None:
    """The person holds the role too from now on, which an administrator offered and they took. Asked by handover."""
    agency, role, _ = key.split("|")
    require(to.is_active and to.agency.key == agency and role in Role.values)
    Carried.objects.filter(kind="post", key=key).delete()
    if not RoleHeld.objects.filter(now_within(), person=to, role=role).exists():
        RoleHeld.objects.create(person=to, role=role)
        record(RoleAdded(subject=f"person:{to.uuid}", role=str(role)), by=by)


@transaction.atomic
def take_over_team(by, *, key: str, to: Person) -> None:
    """The person manages the team too from now on, which an administrator offered and they took. Asked by handover."""
    team = queries.team_by_key(to, key)
    require(team is not None and to.is_active and team.agency_id == to.agency_id)
    assert team is not None
    Carried.objects.filter(kind="team", key=key).delete()
    present = Membership.objects.filter(now_within(), person=to, team=team)
    if not present.filter(manages=True).exists():
        present.update(ends=timezone.now())
        Membership.objects.create(person=to, team=team, manages=True)
        record(TeamJoined(subject=f"person:{to.uuid}", team=team.key, manages=True), by=by)


@transaction.atomic
def plan_leaving(by, *, person: Person, day) -> None:
    """The person has this last day in their post, or none; where they are named, it is a gap ahead. Asked by handover."""
    require(by == WORKER or by.pk == person.pk or rules.may_start_leaving(by, person))
    if Person.objects.filter(pk=person.pk).exclude(leaves_on=day).update(leaves_on=day):
        record(LeavingPlanned(subject=f"person:{person.uuid}", changed=("leaves_on",)), by=by)
    person.leaves_on = day


@transaction.atomic
def chase_contacts(by: str, *, today) -> int:
    """Agencies were reminded before and after the day by which they check whom they named, each time once; and of every
    gap ahead both sides were told, once for each that is new. Returns how many were reminded or told.
    """
    require(by == WORKER)
    told, checks = 0, dict[int, dict]()
    for contact in queries.designated():
        days = checks.setdefault(contact.authority_id, queries.checks_of(contact.authority))
        ours, theirs = queries.who_is_told_of(contact)
        subject = f"agency:{contact.agency.key}"  # type: ignore[union-attr]
        due = _chase_day(contact, days, today)
        if due is not None and (contact.chased_on is None or contact.chased_on < due):
            PointOfContact.objects.filter(pk=contact.pk).update(chased_on=today)
            when = "late" if contact.is_late(today) else "soon"
            record(ContactCheckDue(subject=subject, when=when, to=named(ours)), by=by)
            told += 1
        gaps = queries.gaps_in(contact, today=today, ahead=days["gaps_ahead"])
        now = " ".join(sorted({gap.kind for gap in gaps}))
        if now != contact.told_of:
            PointOfContact.objects.filter(pk=contact.pk).update(told_of=now)
            if new := tuple(sorted(set(now.split()) - set(contact.told_of.split()))):
                record(ContactGap(subject=subject, gaps=new, to=named([*ours, *theirs])), by=by)
                told += 1
    return told


def _chase_day(contact: PointOfContact, days: dict, today):
    """The newest day until today on which the agency was to be reminded; None before the first."""
    if contact.next_review is None:
        return today
    days_of = [contact.next_review - timedelta(days=before) for before in days["remind_before"]]
    late = (today - contact.next_review).days - 1
    if late >= 0:
        every = max(days["remind_every"], 1)
        days_of.append(contact.next_review + timedelta(days=1 + late // every * every))
    return max((day for day in days_of if day <= today), default=None)
