"""Signing in and out, tokens, and the first administrator. Each leaves an event."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.audit.seals import keyed_hash

from . import rules
from .events import (
    AbsenceKept,
    AbsenceRemoved,
    AuthoritySetUp,
    ContactsKept,
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
from .words import ASSURED_DAYS, AgencyKind, ContactSubject, TokenScope

# Ten failures of one account from one place in fifteen minutes make that pair wait. A place is an address, or a device
# at which this account was signed in before; the same account elsewhere is not held up, so that nobody can lock a duty
# worker out (security.md, part 5). A hundred failures from one address, whatever the accounts, make the address wait:
# that is somebody who tries a password on everybody. Devices that are known go on there.
ATTEMPTS = 10
ADDRESS_ATTEMPTS = 100
WINDOW = timedelta(minutes=15)
TOKEN_DAYS_AT_MOST = 365
TOKEN_USE_EVERY = timedelta(minutes=1)


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


@transaction.atomic
def end_role(by: str, *, person: Person, role: str) -> None:
    """The role opens nothing from the next request on. Raises NotThere."""
    require(rules.may_set_up(by))
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
    present.update(ends=timezone.now())
    Membership.objects.create(person=person, team=team, manages=manages)
    record(TeamJoined(subject=f"person:{person.uuid}", team=team.key, manages=manages), by=by)


@transaction.atomic
def leave_team(by: str, *, person: Person, team: Team) -> None:
    """The team opens nothing for this person from the next request on. Raises NotThere."""
    require(rules.may_set_up(by))
    if not Membership.objects.filter(now_within(), person=person, team=team).update(ends=timezone.now()):
        raise NotThere(f"{person.name} is not in that team.")
    record(TeamLeft(subject=f"person:{person.uuid}", team=team.key), by=by)


@transaction.atomic
def end_person(by: str, *, person: Person) -> None:
    """The account, its sessions and its tokens open nothing from now on. What the person wrote stays."""
    require(rules.may_set_up(by))
    if person.is_active:
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


@transaction.atomic
def make_token(
    by, *, person: Person, name: str, days: int = 90, scope: str = TokenScope.EVERYTHING
) -> tuple[Token, str]:
    """A token exists; its secret is returned this once. Raises ValueError for a time outside 1 to 365 days."""
    require(rules.may_make_token(by, person))
    if not 1 <= days <= TOKEN_DAYS_AT_MOST:
        raise ValueError(f"A token lasts from 1 to {TOKEN_DAYS_AT_MOST} days.")
    secret = "kith_" + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person, name=name, scope=scope, digest=digest_of(secret), expires=timezone.now() + timedelta(days=days)
    )
    record(TokenMade(subject=f"person:{person.uuid}", token=token.mark, scope=str(scope)), by=by)
    return token, secret


@transaction.atomic
def withdraw_token(by, *, token: Token) -> None:
    """The token opens nothing from the next request on."""
    require(rules.may_make_token(by, token.person))
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
    require(rules.may_make_token(by, person) or rules.may_set_up(by))
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
    """The vetting counts from the next request on. Two people: nobody gives a clearance alone."""
    vetting = Vetting.objects.select_for_update(of=("self",)).select_related("person", "level").get(pk=vetting.pk)
    require(rules.may_confirm_vetting(by, vetting))
    vetting.confirmed_by, vetting.confirmed_at = by, timezone.now()
    vetting.save(update_fields=["confirmed_by", "confirmed_at"])
    record(VettingConfirmed(subject=f"person:{vetting.person.uuid}", level=vetting.level.key), by=by)


@transaction.atomic
def withdraw_vetting(by, *, vetting: Vetting) -> None:
    """The vetting opens nothing from the next request on."""
    vetting = Vetting.objects.select_for_update(of=("self",)).select_related("person", "level").get(pk=vetting.pk)
    require(rules.may_withdraw_vetting(by, vetting))
    vetting.withdrawn_by, vetting.withdrawn_at = by, timezone.now()
    vetting.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(VettingWithdrawn(subject=f"person:{vetting.person.uuid}", level=vetting.level.key), by=by)


@transaction.atomic
def designate_receiver(
    by, *, agency: Agency, person: Person, deputy: Person, telephone: str, hours: str, out_of_hours: str
):
    """The agency’s point of contact for requests is this person, with this deputy, checked today."""
    require(rules.may_designate(by, agency))
    require(person.agency_id == deputy.agency_id == agency.pk and person.pk != deputy.pk)
    require(person.is_active and deputy.is_active)
    contact, _ = PointOfContact.objects.select_for_update(of=("self",)).get_or_create(
        agency=agency,
        subject=ContactSubject.INFORMATION,
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
    _assure(contact)
    contact.save()
    event = ReceiverDesignated(
        subject=f"agency:{agency.key}", to=f"person:{person.uuid}", deputy=f"person:{deputy.uuid}"
    )
    record(event, by=by)
    return contact


def _assure(contact: PointOfContact) -> None:
    contact.last_checked = timezone.localdate()
    contact.next_review = contact.last_checked + timedelta(days=ASSURED_DAYS)


@transaction.atomic
def assure_receiver(by, *, agency: Agency) -> None:
    """Somebody of the agency looked today, and it is still right; it is asked again after ninety days."""
    require(rules.may_designate(by, agency))
    contact = PointOfContact.objects.select_for_update().get(agency=agency, subject=ContactSubject.INFORMATION)
    _assure(contact)
    contact.save(update_fields=["last_checked", "next_review"])
    record(ReceiverAssured(subject=f"agency:{agency.key}"), by=by)


@transaction.atomic
def keep_absence(by, *, agency: Agency, first_day, last_day, cover: Person | None) -> None:
    """On these days, both included, the cover receives requests instead, or the deputy alone where none is named."""
    require(rules.may_designate(by, agency))
    require(cover is None or (cover.agency_id == agency.pk and cover.is_active))
    contact = PointOfContact.objects.select_for_update().get(agency=agency, subject=ContactSubject.INFORMATION)
    same = Absence.objects.filter(contact=contact, first_day=first_day, last_day=last_day, cover=cover)
    if same.exists():
        return
    Absence.objects.create(contact=contact, first_day=first_day, last_day=last_day, cover=cover)
    record(AbsenceKept(subject=f"agency:{agency.key}", cover=f"person:{cover.uuid}" if cover else ""), by=by)


@transaction.atomic
def remove_absence(by, *, agency: Agency, first_day, last_day) -> None:
    """Nobody is away on these days any more; removing it twice changes nothing."""
    require(rules.may_designate(by, agency))
    rows = Absence.objects.filter(
        contact__agency=agency, contact__subject=ContactSubject.INFORMATION, first_day=first_day, last_day=last_day
    )
    if rows.delete()[0]:
        record(AbsenceRemoved(subject=f"agency:{agency.key}"), by=by)
