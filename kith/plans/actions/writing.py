"""A plan begins; an edition of it is written, part by part. What was agreed before stands until the new one is agreed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.concerns.actions import give_part_for_work, locked_consultation
from kith.concerns.rules import contexts_standing, require_open
from kith.concerns.words import PartReason
from kith.people.words import named

from .. import queries, rules
from ..events import EditionBegun, EditionChanged, EditionDropped, PlanBegun, PlanEnded
from ..models import Action, Edition, Outcome, Plan
from ..over import require_draft, require_writing

SAFETY = ("safety_signs", "safety_do", "safety_ring", "safety_own_words", "safety_staff")

# Why a plan is over of which nothing was agreed and nothing is left, and who has it.
DROPPED = ("It was begun by mistake. Nothing of it was agreed.", "Nobody: there was no plan.")


class Moved(Exception):
    """A colleague changed the edition since the page was opened; `edition` is what stands now. Nothing was written."""

    def __init__(self, edition: Edition):
        super().__init__("changed by a colleague")
        self.edition = edition


class NotWhole(ValueError):
    """Something is missing before the edition can be agreed, as a sentence. Nothing was written."""


def _locked_plan(plan: Plan) -> Plan:
    """The row as it stands now, held until the transaction ends."""
    return Plan.objects.select_for_update(of=("self",)).select_related("consultation", "owner").get(pk=plan.pk)


def _locked(by, plan: Plan) -> tuple[Plan, Edition]:
    """The plan, held, and the edition of it that is being written. Raises Over where none is, NotFound where not theirs."""
    plan = _locked_plan(plan)
    return plan, require_draft(by, plan, Edition.objects.filter(plan=plan, agreed_at=None).first())


def _changed(
    by, plan: Plan, edition: Edition, what: str, after: dict | None = None, before: dict | None = None
) -> None:
    edition.version += 1
    edition.save(update_fields=["version"])
    event = EditionChanged(subject=plan.subject, what=what, changed=tuple(sorted(after or {})))
    record(event, by=by, before=before, after=after)


@transaction.atomic
def begin_plan(by, *, consultation, owner, kind: str, lead: str, once_key: str) -> Plan:
    """The matter has a plan with its owner, and a first edition that is being written. Where one runs, it is that one."""
    consultation = locked_consultation(consultation)
    once_key = own_key(by, once_key, consultation)
    running = Plan.objects.filter(consultation=consultation, ended_at=None)
    known = Plan.objects.filter(once_key=once_key).first() or running.first()
    if known is not None:
        require(rules.works_in(by, consultation))
        return known
    require_open(by, consultation)
    require(rules.may_begin(by, consultation) and rules.may_own(owner, consultation))
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                authority=by.authority, consultation=consultation, owner=owner, begun_by=by, once_key=once_key
            )
    except IntegrityError:
        return running.get()  # a colleague began one at the same moment
    Edition.objects.create(plan=plan, number=1, begun_by=by, kind=kind, lead=lead)
    give_part_for_work(by, consultation=consultation, person=owner, reason=PartReason.STEP)
    record(PlanBegun(subject=plan.subject, to=named([owner]), matter=consultation.subject), by=by)
    return plan


@transaction.atomic
def begin_edition(by, *, plan: Plan) -> Edition:
    """A new edition is being written, beginning from what is agreed; beginning again finds the same."""
    plan = _locked_plan(plan)
    require_writing(by, plan)
    known = Edition.objects.filter(plan=plan, agreed_at=None).first()
    if known is not None:
        return known
    last = queries.standing_edition(plan)
    require(last is not None)
    edition = Edition.objects.create(
        plan=plan,
        number=last.number + 1,
        begun_by=by,
        kind=last.kind,
        lead=last.lead,
        **{name: getattr(last, name) for name in SAFETY},
    )
    record(EditionBegun(subject=plan.subject, number=edition.number), by=by)
    return edition


@transaction.atomic
def drop_edition(by, *, plan: Plan) -> None:
    """What was being written is gone, and what was agreed stands as before.

    With a first edition the plan is over, as one that was begun by mistake; its owner is told.
    """
    plan, edition = _locked(by, plan)
    for kind in (Outcome, Action):
        kind.objects.filter(until=edition).update(until=None)
    record(EditionDropped(subject=plan.subject, number=edition.number), by=by)
    edition.delete()
    if edition.number == 1:
        plan.ended_at, plan.ended_by = timezone.now(), by
        plan.ended_because, plan.has_it_now = DROPPED
        plan.save(update_fields=["ended_at", "ended_by", "ended_because", "has_it_now"])
        to = [plan.owner] if plan.owner_id != by.pk else []
        record(PlanEnded(subject=plan.subject, to=named(to)), by=by)


@transaction.atomic
def name_edition(by, *, plan: Plan, kind: str, lead: str) -> None:
    """What such a plan is called, and who leads it, is this from the edition that is being written on."""
    plan, edition = _locked(by, plan)
    if (edition.kind, edition.lead) == (kind, lead):
        return
    before = {"kind": edition.kind, "lead": edition.lead}
    edition.kind, edition.lead = kind, lead
    edition.save(update_fields=["kind", "lead"])
    _changed(by, plan, edition, "names", {"kind": kind, "lead": lead}, before)


@transaction.atomic
def write_safety(by, *, plan: Plan, version: int, **said) -> None:
    """The safety plan of the edition that is being written is this. Raises Moved where a colleague was quicker."""
    plan, edition = _locked(by, plan)
    require(set(said) <= set(SAFETY))
    changed = {name: text for name, text in said.items() if getattr(edition, name) != text}
    if not changed:
        return
    if edition.version != version:
        raise Moved(edition)
    before = {name: getattr(edition, name) for name in changed}
    for name, text in changed.items():
        setattr(edition, name, text)
    edition.save(update_fields=list(changed))
    _changed(by, plan, edition, "safety", changed, before)


def _put(by, plan: Plan, edition: Edition, kind, once_key: str, replaces, said: dict):
    """The new part stands from this edition on, in place of another where one is named. Sending twice writes one."""
    once_key = own_key(by, once_key, plan)
    known = kind.objects.filter(once_key=once_key, plan=plan).first()
    if known is not None:
        return known
    before = replaces
    if replaces is not None:
        replaces = kind.objects.select_for_update(of=("self",)).get(pk=replaces.pk)
        require(replaces.plan_id == plan.pk and _may_be_replaced(replaces, edition))
        if replaces.since_id == edition.pk:
            replaces, written = replaces.replaces, replaces
            written.delete()
        else:
            replaces.until = edition
            replaces.save(update_fields=["until"])
    row = kind.objects.create(plan=plan, since=edition, recorded_by=by, once_key=once_key, replaces=replaces, **said)
    what = f"{kind.__name__.lower()}-{'changed' if before is not None else 'added'}"
    words = {name: said[name] for name in ("text", "words", "matters_because", "context_words") if name in said}
    _changed(by, plan, edition, what, words)
    return row


def _may_be_replaced(row, edition: Edition) -> bool:
    """What still stands in the edition that is being written, and has not come to its end."""
    return row.until_id is None and not getattr(row, "ended_as", "")


@transaction.atomic
def add_outcome(by, *, plan: Plan, once_key: str, replaces: Outcome | None = None, **said) -> Outcome:
    """The outcome stands in the edition that is being written, in place of another where one is named."""
    plan, edition = _locked(by, plan)
    require(replaces is None or isinstance(replaces, Outcome))
    return _put(by, plan, edition, Outcome, once_key, replaces, said)


def _touching(by, plan: Plan) -> set:
    return {one.uuid for one in contexts_standing(plan.consultation, by)}


@transaction.atomic
def add_action(by, *, plan: Plan, once_key: str, replaces: Action | None = None, **said) -> Action:
    """The action stands in the edition that is being written; who owns it is told once the edition is agreed."""
    plan, edition = _locked(by, plan)
    owner, partner = said.get("owner"), said.get("partner")
    require(owner is None or rules.may_own(owner, plan.consultation))
    require(partner is None or partner.authority_id == plan.authority_id)
    context = said.get("of_context")
    kept = replaces.of_context_id if isinstance(replaces, Action) else None
    # What the writer does not know of stays as it was; what they choose they read, and it touches this child.
    require(context is None or context.pk == kept or context.uuid in _touching(by, plan))
    require(replaces is None or isinstance(replaces, Action))
    return _put(by, plan, edition, Action, once_key, replaces, {**said, "agreed_owner": owner})


@transaction.atomic
def take_out(by, *, row: Outcome | Action) -> None:
    """It does not stand in the edition that is being written; taking it out again changes nothing."""
    plan, edition = _locked(by, row.plan)
    kind = type(row)
    row = kind.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if row is None or row.until_id == edition.pk:
        return
    require(_may_be_replaced(row, edition))
    if row.since_id == edition.pk:
        row.delete()  # and what it was to replace stays taken out, until it is put back
    else:
        row.until = edition
        row.save(update_fields=["until"])
    _changed(by, plan, edition, f"{kind.__name__.lower()}-taken-out")


@transaction.atomic
def put_back(by, *, row: Outcome | Action) -> None:
    """What was taken out, or replaced, stands in the edition that is being written as it was agreed before."""
    plan, edition = _locked(by, row.plan)
    kind = type(row)
    row = kind.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.until_id is None:
        return
    require(row.until_id == edition.pk)
    kind.objects.filter(since=edition, replaces=row).delete()
    row.until = None
    row.save(update_fields=["until"])
    _changed(by, plan, edition, f"{kind.__name__.lower()}-put-back")
