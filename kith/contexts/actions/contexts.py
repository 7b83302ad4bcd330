"""A context is opened, changed, owned, read by those with a part, noted in, and closed. It names no child."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import live, own_key, require
from kith.audit.actions import record
from kith.people.queries import locked_person, team_of
from kith.people.words import named

from .. import queries, rules
from ..events import (
    ContextChanged,
    ContextClosed,
    ContextNoted,
    ContextOpened,
    ContextOpenedAgain,
    ContextOwnerChanged,
    ContextPartEnded,
    ContextPartGiven,
    ContextPartnerAdded,
    ContextPartnerEnded,
    ContextRead,
)
from ..models import (
    Context,
    ContextAction,
    ContextConcern,
    ContextOwnerChange,
    ContextPart,
    ContextPartner,
    ContextReopening,
)
from ..naming import carry_no_reference, name_no_child
from ..over import require_closing, require_noting, require_opening_again, require_writing
from ..words import Ending, Kind, PartReason

# When a context is looked at again where the authority has no limit of its own for it.
WEEKS = 6


class Moved(Exception):
    """A colleague changed the context since the page was opened; `context` is what stands now. Nothing was written."""

    def __init__(self, context: Context):
        super().__init__("changed by a colleague")
        self.context = context


def _locked(context: Context) -> Context:
    """The row as it stands now, held until the transaction ends."""
    rows = Context.objects.select_for_update(of=("self",)).select_related("owner__agency", "authority")
    return rows.get(pk=context.pk)


def _told(context: Context, but=None) -> tuple[str, ...]:
    """The owner, as an event names whom to tell, where they may read it and did not do it themselves."""
    owner = context.owner
    mine = but is not None and not isinstance(but, str) and but.pk == owner.pk
    return () if mine or not rules.reads(owner, context) else named([owner])


def _next_review(by, given):
    """The day that was named, else that of the authority’s clock."""
    today = timezone.localdate()
    return given or queries.review_due(by, today) or today + timezone.timedelta(weeks=WEEKS)


@transaction.atomic
def open_context(
    by, *, kind: str, name: str, what: str, because: str, once_key: str, owner=None, space: str = "", review_on=None
) -> Context:
    """The context is open, with its owner and a day on which it is looked at again; sending twice opens one. Raises NamesChild.

    Who opened it, the owner and the manager of the team that opened it read it; nobody else does.
    """
    require(rules.may_open(by) and kind in Kind.values)
    locked_person(by)
    once_key = own_key(by, once_key)
    if once := queries.opened_before(by, once_key):
        return once
    carry_no_reference({"name": name, "what": what, "because": because})
    owner = owner or by
    context = Context.objects.create(
        authority=by.authority,
        kind=kind,
        name=name,
        what=what,
        because=because,
        space=space if kind == Kind.ONLINE else "",
        opened_by=by,
        opened_at=timezone.now(),
        owner=owner,
        once_key=once_key,
        review_on=_next_review(by, review_on),
    )
    require(rules.may_own(owner, context))
    ContextPart.objects.create(matter=context, person=by, reason=PartReason.OPENED)
    team = team_of(by)
    if team is not None:
        ContextPart.objects.create(matter=context, team=team, managers_only=True, reason=PartReason.MANAGES)
    record(ContextOpened(subject=context.subject, kind=kind), by=by, after={"name": name, "what": what})
    if owner.pk != by.pk:
        _give(by, context, owner, PartReason.OWNS)
        event = ContextOwnerChanged(subject=context.subject, to=f"person:{owner.uuid}", of=f"person:{by.uuid}")
        record(event, by=by)
    return context


@transaction.atomic
def note_context_read(by, *, context: Context, how: str = "page") -> None:
    """That this person read the context stands in the trail; called before it is shown."""
    record(ContextRead(subject=context.subject, how=how), by=by)


@transaction.atomic
def change_context(by, *, context: Context, version: int, **said) -> Context:
    """The context is called and described as was written. Raises Moved, and NamesChild."""
    context = _locked(context)
    require_writing(by, context)
    require(set(said) <= {"name", "what", "space"})
    name_no_child(by, context, {name: said[name] for name in ("name", "what") if name in said})
    before = {name: getattr(context, name) for name in said}
    if before == said:
        return context
    if context.version != version:
        raise Moved(context)
    for name, text in said.items():
        setattr(context, name, text)
    context.version += 1
    context.save(update_fields=[*said, "version"])
    changed = tuple(name for name in said if said[name] != before[name])
    record(ContextChanged(subject=context.subject, changed=changed), by=by, before=before, after=said)
    return context


# Who reads it


def _give(by, context: Context, person, reason: str, because: str = "") -> None:
    """The person has a live part; nothing is written where they have it already for that reason."""
    if ContextPart.objects.filter(live(), matter=context, person=person, reason=reason).exists():
        return
    ContextPart.objects.create(matter=context, person=person, reason=reason, because=because)
    record(ContextPartGiven(subject=context.subject, to=f"person:{person.uuid}", reason=reason), by=by)


@transaction.atomic
def give_context_part(by, *, context: Context, person=None, team=None, because: str = "") -> None:
    """Somebody of the authority or of a partner, or a team of social care, reads the context from now on, and is told."""
    context = _locked(context)
    require(rules.may_give_part(by, context))
    require((person is None) != (team is None))
    name_no_child(by, context, {"because": because})
    if person is not None:
        require(rules.may_be_in(person, context))
        _give(by, context, person, PartReason.GIVEN, because)
        return
    require(team.agency_id == by.agency_id)
    if not ContextPart.objects.filter(live(), matter=context, team=team, managers_only=False).exists():
        ContextPart.objects.create(matter=context, team=team, reason=PartReason.GIVEN, because=because)
        event = ContextPartGiven(subject=context.subject, to="", reason=PartReason.GIVEN, team=team.key)
        record(event, by=by)


@transaction.atomic
def end_context_part(by, *, part: ContextPart) -> None:
    """The part that was given opens nothing from the next request on. Ending it again changes nothing."""
    context = _locked(part.matter)
    require(rules.may_give_part(by, context) and part.reason == PartReason.GIVEN)
    rows = ContextPart.objects.filter(live(), matter=context, reason=PartReason.GIVEN)
    rows = rows.filter(person=part.person) if part.person_id else rows.filter(team=part.team)
    if rows.update(ends=timezone.now()):
        of = f"person:{part.person.uuid}" if part.person else f"team:{part.team.key}"
        record(ContextPartEnded(subject=context.subject, of=of), by=by)


@transaction.atomic
def close_context(by, *, context: Context, because: str, who_has_it: str) -> None:
    """The context is closed and says who has it now, or that nobody has, and why. The children’s records are as before.

    What was still to be done there is to be done no more, and says so. Closing it again changes nothing.
    """
    context = _locked(context)
    stands = (context.closed_by_id, context.closed_because, context.closed_owner)
    if not context.is_open and stands == (by.pk, because, who_has_it) and rules.works_in_context(by, context):
        return
    require_closing(by, context)
    name_no_child(by, context, {"because": because, "who_has_it": who_has_it})
    context.closed_at, context.closed_by = timezone.now(), by
    context.closed_because, context.closed_owner = because, who_has_it
    context.save(update_fields=["closed_at", "closed_by", "closed_because", "closed_owner"])
    left = ContextAction.objects.filter(context=context, ended_as="")
    left.update(ended_as=Ending.CLOSED, ended_at=context.closed_at, ended_by=by)
    event = ContextClosed(subject=context.subject, to=_told(context, by))
    record(event, by=by, after={"because": because, "who_has_it": who_has_it})


@transaction.atomic
def open_context_again(by, *, context: Context, reason: str, owner, review_on=None) -> None:
    """The context is open, with an owner and a day of review; how it had been closed, and why it is open, stay readable.

    What its closing left undone comes back by itself to nobody. Opening it again, once it is open, changes nothing.
    """
    context = _locked(context)
    if queries.has_opened_again(by, context, reason) and rules.works_in_context(by, context):
        return
    require_opening_again(by, context)
    require(rules.may_own(owner, context) and bool(reason))
    name_no_child(by, context, {"reason": reason})
    ContextReopening.objects.create(
        context=context,
        closed_at=context.closed_at,
        closed_by=context.closed_by,
        closed_because=context.closed_because,
        closed_owner=context.closed_owner,
        by=by,
        at=timezone.now(),
        reason=reason,
    )
    context.closed_at, context.closed_by, context.closed_because, context.closed_owner = None, None, "", ""
    context.review_on, context.reminded_on, context.late_told_on = _next_review(by, review_on), None, None
    fields = ["closed_at", "closed_by", "closed_because", "closed_owner", "review_on", "reminded_on", "late_told_on"]
    context.save(update_fields=fields)
    if owner.pk != context.owner_id:
        _owned_by(by, context, owner, reason)
    elif not rules.reads(owner, context):
        _give(by, context, owner, PartReason.OWNS)
    event = ContextOpenedAgain(subject=context.subject, to=_told(context, by))
    record(event, by=by, after={"reason": reason})


def _owned_by(by, context: Context, to, reason: str) -> None:
    was, context.owner = context.owner, to
    context.reminded_on = context.late_told_on = None
    context.save(update_fields=["owner", "reminded_on", "late_told_on"])
    _give(by, context, to, PartReason.OWNS)
    who = None if isinstance(by, str) else by
    ContextOwnerChange.objects.create(context=context, was=was, now=to, by=who, reason=reason)
    event = ContextOwnerChanged(subject=context.subject, to=f"person:{to.uuid}", of=f"person:{was.uuid}")
    record(event, by=by)


# What is known of it


@transaction.atomic
def note_concern(by, *, context: Context, once_key: str, **said) -> ContextConcern:
    """What was noticed there is kept, exact words apart from what they were taken for; the owner is told. Twice is once."""
    context = _locked(context)
    require_noting(by, context)
    once_key = own_key(by, once_key, context)
    known = ContextConcern.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    name_no_child(by, context, {name: text for name, text in said.items() if isinstance(text, str)})
    row = ContextConcern.objects.create(context=context, written_by=by, once_key=once_key, **said)
    record(ContextNoted(subject=context.subject, to=_told(context, by)), by=by, after={"what": said["what"]})
    return row


@transaction.atomic
def add_partner(by, *, context: Context, once_key: str, agency=None, **said) -> ContextPartner:
    """Who has reach into the context stands there, with what they can do. Sending twice adds one."""
    context = _locked(context)
    require_noting(by, context)
    require(agency is None or agency.authority_id == context.authority_id)
    name_no_child(by, context, said)
    row, made = ContextPartner.objects.get_or_create(
        once_key=own_key(by, once_key, context), defaults={"context": context, "agency": agency, "added_by": by, **said}
    )
    if made:
        record(ContextPartnerAdded(subject=context.subject), by=by, after=said)
    return row


@transaction.atomic
def end_partner(by, *, partner: ContextPartner) -> None:
    """They have no reach into it any more; that they had stays readable. Ending it again changes nothing."""
    partner = ContextPartner.objects.select_for_update(of=("self",)).select_related("context").get(pk=partner.pk)
    require_writing(by, partner.context)
    if partner.ended_at is None:
        partner.ended_at, partner.ended_by = timezone.now(), by
        partner.save(update_fields=["ended_at", "ended_by"])
        record(ContextPartnerEnded(subject=partner.context.subject), by=by)
