"""Sessions with the young person: planned, moved, written up as held or not held; and what would mend a team’s time."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.concerns.actions import give_part_for_work, locked_consultation
from kith.concerns.rules import require_open
from kith.concerns.words import PartReason
from kith.people.queries import team_of
from kith.people.words import named

from .. import rules
from ..events import SessionMoved, SessionPlanned, SessionRead, SessionRecorded, SessionWritten, TimeNoted
from ..models import Session, SessionAccount, SessionMove, TimeNote
from ..over import require_moving, require_writing_up
from ..words import Came, Way


def _locked_session(session: Session) -> Session:
    rows = Session.objects.select_for_update(of=("self",)).select_related("consultation", "worker")
    return rows.get(pk=session.pk)


@transaction.atomic
def plan_session(
    by, *, consultation, worker, starts_at, ends_at, way: str, what: str, once_key: str, place="", with_whom=""
) -> Session:
    """The session is planned, and who holds it may read the matter and is told. Sending twice plans one."""
    consultation = locked_consultation(consultation)
    key = own_key(by, once_key, consultation)
    known = Session.objects.filter(once_key=key).first()
    if known is not None:
        return known
    require_open(by, consultation)
    require(rules.may_plan_session(by, consultation) and rules.may_own(worker, consultation))
    require(way in Way.values)
    session = Session.objects.create(
        authority=by.authority,
        consultation=consultation,
        worker=worker,
        team=team_of(worker),
        planned_by=by,
        starts_at=starts_at,
        ends_at=ends_at,
        way=way,
        place=place,
        with_whom=with_whom,
        what=what,
        once_key=key,
    )
    give_part_for_work(by, consultation=consultation, person=worker, reason=PartReason.STEP)
    to = [worker] if worker.pk != by.pk else []
    event = SessionPlanned(subject=session.subject, to=named(to), matter=consultation.subject)
    record(event, by=by, after={"what": what, "place": place, "with_whom": with_whom})
    return session


@transaction.atomic
def record_session(
    by,
    *,
    consultation,
    worker,
    starts_at,
    minutes: int,
    way: str,
    tried: str,
    what_next: str,
    once_key: str,
    place="",
    with_whom="",
    guides=(),
    childs_words="",
    no_words_because="",
) -> Session:
    """Time that was spent without having been planned stands with what came of it, as held. Sending twice writes one.

    Raises ValueError where it is still to come.
    """
    consultation = locked_consultation(consultation)
    key = own_key(by, once_key, consultation)
    known = Session.objects.filter(once_key=key).first()
    if known is not None:
        return known
    require_open(by, consultation)
    require(rules.may_plan_session(by, consultation) and rules.may_own(worker, consultation))
    require(way in Way.values)
    if starts_at > timezone.now():
        raise ValueError("What is still to come was not held yet.")
    session = Session.objects.create(
        authority=by.authority,
        consultation=consultation,
        worker=worker,
        team=team_of(worker),
        planned_by=by,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        way=way,
        place=place,
        with_whom=with_whom,
        unplanned=True,
        once_key=key,
    )
    said = {"tried": tried, "childs_words": childs_words, "no_words_because": no_words_because, "what_next": what_next}
    SessionAccount.objects.create(
        session=session,
        came=Came.HELD,
        minutes=minutes,
        guides=list(guides),
        written_by=by,
        once_key=f"{session.pk}.{key}"[:100],
        **said,
    )
    give_part_for_work(by, consultation=consultation, person=worker, reason=PartReason.STEP)
    event = SessionRecorded(subject=session.subject, of=f"person:{worker.uuid}", matter=consultation.subject)
    record(event, by=by, after={**said, "place": place, "with_whom": with_whom})
    return session


@transaction.atomic
def move_session(by, *, session: Session, version: int, starts_at, ends_at, because: str) -> bool:
    """The session has this time from now on, with why; who holds it is told. False where a colleague was quicker."""
    session = _locked_session(session)
    require_moving(by, session)
    if (session.starts_at, session.ends_at) == (starts_at, ends_at):
        return True
    if session.version != version:
        return False
    if not because:
        raise ValueError("A change of time has a reason.")
    SessionMove.objects.create(
        session=session, was_starts_at=session.starts_at, was_ends_at=session.ends_at, because=because, by=by
    )
    session.starts_at, session.ends_at, session.version = starts_at, ends_at, session.version + 1
    session.save(update_fields=["starts_at", "ends_at", "version"])
    to = [session.worker] if session.worker_id != by.pk else []
    event = SessionMoved(subject=session.subject, to=named(to), changed=("ends_at", "starts_at"))
    record(event, by=by, after={"because": because})
    return True


@transaction.atomic
def write_session(by, *, session: Session, came: str, once_key: str, **said) -> SessionAccount:
    """What came of the session stands, in place of what stood before. Sending twice keeps one.

    Held: how long it took, what was tried, the young person’s own words or why none. Not held: why, in words too.
    Raises ValueError where it did not begin yet and is said to have been held.
    """
    session = _locked_session(session)
    key = own_key(by, once_key, session)
    known = SessionAccount.objects.filter(once_key=key, session=session).first()
    if known is not None and rules.runs_session(by, session):
        return known
    require_writing_up(by, session)
    if came == Came.HELD and not session.has_begun:
        raise ValueError("A session that has not begun was not held yet.")
    if came == Came.MISSED and session.unplanned:
        raise ValueError("What was not planned was not missed.")
    before = SessionAccount.objects.filter(session=session, replaced_by=None).first()
    account = SessionAccount.objects.create(
        session=session, came=came, written_by=by, once_key=key, replaces=before, **said
    )
    event = SessionWritten(subject=session.subject, came=came, again=before is not None)
    record(event, by=by, after={name: value for name, value in said.items() if isinstance(value, str)})
    return account


@transaction.atomic
def note_session_read(by, *, session: Session) -> None:
    """That this person read about the session stands in the trail."""
    record(SessionRead(subject=session.subject), by=by)


@transaction.atomic
def note_time(by, *, team, month: date, text: str, once_key: str) -> None:
    """What would mend the team’s time with young people stands beside its month. Sending twice keeps it once."""
    require(rules.may_note_time(by, team))
    _, made = TimeNote.objects.get_or_create(
        once_key=own_key(by, once_key, team), defaults={"team": team, "month": month, "text": text, "by": by}
    )
    if made:
        record(TimeNoted(subject=f"team:{team.key}", month=f"{month:%Y-%m}"), by=by, after={"text": text})
