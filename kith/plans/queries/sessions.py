"""Sessions of direct work with the young person of a matter, and what came of each."""

from django.db.models import OuterRef, Subquery

from kith.access.rules import find
from kith.toolkit.queries import pieces_of
from kith.toolkit.words import Kind

from ..models import Session, SessionAccount, SessionMove
from ..rules import sees_session


def _sessions(person):
    """Sessions that the person sees, each with what came of it: held, not held, or nothing yet."""
    newest = SessionAccount.objects.filter(session=OuterRef("pk"), replaced_by=None)
    rows = Session.objects.filter(sees_session(person)).select_related(
        "consultation__owner", "consultation__child", "worker", "planned_by", "team"
    )
    return rows.annotate(came=Subquery(newest.values("came")[:1]), missed_why=Subquery(newest.values("missed_why")[:1]))


def session_for(person, uuid) -> Session:
    """One session. Raises NotFound."""
    return find(_sessions(person).filter(uuid=uuid))


def sessions_about(person, consultation):
    """The sessions of one matter that the person sees, the newest first."""
    return _sessions(person).filter(consultation=consultation).order_by("-starts_at", "-pk")


def accounts_of(session: Session) -> list[SessionAccount]:
    """What was written of a session that its reader holds; those put right later are among them, the newest first."""
    rows = SessionAccount.objects.filter(session=session).select_related("written_by", "replaced_by")
    return list(rows.order_by("-written_at", "-pk"))


def account_of(session: Session) -> SessionAccount | None:
    """What stands of a session that its reader holds."""
    return SessionAccount.objects.filter(session=session, replaced_by=None).first()


def moves_of(session: Session) -> list[SessionMove]:
    """How the time of a session that its reader holds was changed, the oldest first."""
    return list(SessionMove.objects.filter(session=session).select_related("by"))


def guides_for(person) -> list[tuple[str, str]]:
    """The toolkit’s conversation guides, as choices by title."""
    return list(pieces_of(person, kind=Kind.CONVERSATION).values_list("slug", "title"))
