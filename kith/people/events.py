"""What can happen to people's accounts."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    verb: ClassVar[str] = "person.signed-in"
    sentence: ClassVar[str] = "signed in"


@dataclass(frozen=True, kw_only=True)
class SignedInAfresh(Event):
    verb: ClassVar[str] = "person.signed-in-afresh"
    sentence: ClassVar[str] = "gave their password again"


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    verb: ClassVar[str] = "person.sign-in-failed"
    sentence: ClassVar[str] = "failed to sign in"


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    verb: ClassVar[str] = "person.signed-out"
    sentence: ClassVar[str] = "signed out"


@dataclass(frozen=True, kw_only=True)
class ScreenLocked(Event):
    verb: ClassVar[str] = "person.locked"
    sentence: ClassVar[str] = "locked the screen"


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    verb: ClassVar[str] = "person.added"
    sentence: ClassVar[str] = "added a person"
    role: str


@dataclass(frozen=True, kw_only=True)
class MailSwitched(Event):
    verb: ClassVar[str] = "person.mail-switched"
    sentence: ClassVar[str] = "switched e-mail from Kith on or off"
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class TelephoneChanged(Event):
    verb: ClassVar[str] = "person.telephone-changed"
    sentence: ClassVar[str] = "changed the number that colleagues ring"


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """`scope` is “everything” or “feed”."""

    verb: ClassVar[str] = "token.made"
    sentence: ClassVar[str] = "made an API token"
    token: str
    scope: str


@dataclass(frozen=True, kw_only=True)
class TokenWithdrawn(Event):
    verb: ClassVar[str] = "token.withdrawn"
    sentence: ClassVar[str] = "withdrew an API token"
    token: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    verb: ClassVar[str] = "person.sessions-ended"
    sentence: ClassVar[str] = "ended sessions and tokens"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    verb: ClassVar[str] = "person.password-changed"
    sentence: ClassVar[str] = "changed their password"


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    verb: ClassVar[str] = "person.password-reset"
    sentence: ClassVar[str] = "gave a person a new first password"


@dataclass(frozen=True, kw_only=True)
class RoleAdded(Event):
    verb: ClassVar[str] = "role.added"
    sentence: ClassVar[str] = "gave a person a role"
    role: str


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    verb: ClassVar[str] = "role.ended"
    sentence: ClassVar[str] = "ended a person’s role"
    role: str


@dataclass(frozen=True, kw_only=True)
class TeamJoined(Event):
    verb: ClassVar[str] = "team.joined"
    sentence: ClassVar[str] = "put a person into a team"
    team: str
    manages: bool
    # They managed it until now, and are its member from now on.
    managed: bool = False


@dataclass(frozen=True, kw_only=True)
class TeamLeft(Event):
    verb: ClassVar[str] = "team.left"
    sentence: ClassVar[str] = "took a person out of a team"
    team: str
    # They managed it.
    managed: bool = False


@dataclass(frozen=True, kw_only=True)
class AuthoritySetUp(Event):
    verb: ClassVar[str] = "authority.set-up"
    sentence: ClassVar[str] = "set up an authority"


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Event):
    verb: ClassVar[str] = "team.added"
    sentence: ClassVar[str] = "added a team"


@dataclass(frozen=True, kw_only=True)
class PersonEnded(Event):
    verb: ClassVar[str] = "person.ended"
    sentence: ClassVar[str] = "ended an account"


@dataclass(frozen=True, kw_only=True)
class ContactsKept(Event):
    verb: ClassVar[str] = "contacts.kept"
    sentence: ClassVar[str] = "changed the authority’s points of contact"
    contacts: int


@dataclass(frozen=True, kw_only=True)
class SettingsKept(Event):
    """`changed` names the settings, never their values."""

    verb: ClassVar[str] = "settings.kept"
    sentence: ClassVar[str] = "changed the authority’s own settings"


@dataclass(frozen=True, kw_only=True)
class VettingLevelsKept(Event):
    verb: ClassVar[str] = "vetting.levels"
    sentence: ClassVar[str] = "changed the levels of vetting"
    levels: int


@dataclass(frozen=True, kw_only=True)
class VettingEntered(Event):
    verb: ClassVar[str] = "vetting.entered"
    sentence: ClassVar[str] = "entered a vetting, which a second person must confirm"
    level: str


@dataclass(frozen=True, kw_only=True)
class VettingConfirmed(Event):
    verb: ClassVar[str] = "vetting.confirmed"
    sentence: ClassVar[str] = "confirmed a vetting as the second person"
    level: str


@dataclass(frozen=True, kw_only=True)
class VettingWithdrawn(Event):
    verb: ClassVar[str] = "vetting.withdrawn"
    sentence: ClassVar[str] = "withdrew a vetting"
    level: str


@dataclass(frozen=True, kw_only=True)
class ReceiverDesignated(Event):
    verb: ClassVar[str] = "receiver.designated"
    sentence: ClassVar[str] = "said who receives requests for an agency"
    to: str
    deputy: str


@dataclass(frozen=True, kw_only=True)
class ReceiverAssured(Event):
    verb: ClassVar[str] = "receiver.assured"
    sentence: ClassVar[str] = "checked who receives requests for an agency"


@dataclass(frozen=True, kw_only=True)
class AbsenceKept(Event):
    verb: ClassVar[str] = "absence.kept"
    sentence: ClassVar[str] = "said when who receives requests is away"
    cover: str = ""


@dataclass(frozen=True, kw_only=True)
class AbsenceRemoved(Event):
    verb: ClassVar[str] = "absence.removed"
    sentence: ClassVar[str] = "took back that who receives requests is away"


@dataclass(frozen=True, kw_only=True)
class ContactCheckDue(Event):
    """`when` is `soon` before the day and `late` after it; `to` names those of the agency who can check it."""

    verb: ClassVar[str] = "contact.check-due"
    sentence: ClassVar[str] = "reminded an agency to check whom it has named"
    when: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContactGap(Event):
    """`to` names those on both sides who were told; `gaps` are the kinds of gap, never a name."""

    verb: ClassVar[str] = "contact.gap"
    sentence: ClassVar[str] = "told both sides that an agency will have nobody"
    gaps: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContactHandedOn(Event):
    """`part` is what the person was for the agency: the one named, the deputy, or the cover of an absence."""

    verb: ClassVar[str] = "contact.handed-on"
    sentence: ClassVar[str] = "took over as an agency’s point of contact"
    of: str
    to: str
    part: str


@dataclass(frozen=True, kw_only=True)
class ThingCarried(Event):
    """Something whose record keeps another name is seen to by somebody else; `of` is of which kind."""

    verb: ClassVar[str] = "thing.carried"
    sentence: ClassVar[str] = "sees to something in place of a colleague"
    to: str
    of: str


@dataclass(frozen=True, kw_only=True)
class LeavingPlanned(Event):
    verb: ClassVar[str] = "person.leaving"
    sentence: ClassVar[str] = "set or changed somebody’s last day in their post"
