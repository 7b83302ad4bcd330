"""A plan, its editions and what stands in each; what changed between two of them, in words."""

from django.db.models import Exists, OuterRef, Q

from kith.access.rules import find
from kith.concerns.queries import colleagues_for
from kith.design.templatetags.design import day
from kith.toolkit.queries import lists_of_categories

from ..models import Action, Agreement, Edition, Outcome, Plan, Review
from ..rules import sees_plan
from ..words import HOW_AGREED, LEADS, PLAN_KINDS, SAFETY_READ, WHY_MISSED, Agrees, Party

# What an edition says of safety, as one reads it.
SAFETY_WORDS = {
    "safety_signs": "signs that things get worse",
    "safety_do": "who does what then",
    "safety_ring": "whom to ring out of hours",
    "safety_own_words": "the young person’s own words for it",
    "safety_staff": "what is for staff alone",
}


def _plans(person):
    return Plan.objects.filter(sees_plan(person)).select_related(
        "consultation__owner", "consultation__child", "owner", "authority", "begun_by", "ended_by"
    )


def plan_for(person, uuid) -> Plan:
    """One plan. Raises NotFound."""
    return find(_plans(person).filter(uuid=uuid))


def running_plan(person, consultation) -> Plan | None:
    """The plan of this matter that runs, as far as the person sees it."""
    return _plans(person).filter(consultation=consultation, ended_at=None).first()


def plans_about(person, consultation) -> list[Plan]:
    """The plans of this matter that ended, the newest first."""
    rows = _plans(person).filter(consultation=consultation, ended_at__isnull=False)
    rows = rows.filter(Exists(Edition.objects.filter(plan=OuterRef("pk"))))  # of one that was dropped nothing is left
    return list(rows.order_by("-ended_at", "-pk")[:20])


def editions_of(plan: Plan) -> list[Edition]:
    """The editions of a plan that its reader holds, the newest first; one that is being written is among them."""
    rows = Edition.objects.filter(plan=plan).select_related("agreed_by", "begun_by", "plan")
    return list(rows.order_by("-number"))


def standing_edition(plan: Plan) -> Edition | None:
    """The newest edition that was agreed."""
    rows = Edition.objects.filter(plan=plan, agreed_at__isnull=False).select_related("agreed_by", "plan")
    return rows.order_by("-number").first()


def draft_of(plan: Plan) -> Edition | None:
    """The edition that is being written, where one is."""
    return Edition.objects.filter(plan=plan, agreed_at=None).select_related("begun_by", "plan").first()


def edition_for(person, uuid) -> Edition:
    """One agreed edition of a plan that the person sees. Raises NotFound."""
    rows = Edition.objects.filter(uuid=uuid, agreed_at__isnull=False, plan__in=_plans(person).values("pk"))
    return find(rows.select_related("plan__consultation__child", "plan__owner", "agreed_by"))


def edition_before(edition: Edition) -> Edition | None:
    """The one that this edition took the place of."""
    return Edition.objects.filter(plan_id=edition.plan_id, number=edition.number - 1).first()


def _within(edition: Edition) -> Q:
    """What stands in this edition: since it or one before, and until none or one after."""
    until = Q(until=None) | Q(until__number__gt=edition.number)
    return Q(plan_id=edition.plan_id, since__number__lte=edition.number) & until


def outcomes_in(edition: Edition) -> list[Outcome]:
    """The outcomes of an edition that its reader holds, in the order in which they were written."""
    rows = Outcome.objects.filter(_within(edition)).select_related("since", "until", "replaces", "recorded_by")
    return list(rows.order_by("pk"))


def actions_in(edition: Edition) -> list[Action]:
    """The actions of an edition that its reader holds, by their day."""
    rows = (
        Action.objects.filter(_within(edition))
        .select_related(
            "since", "until", "replaces__owner", "replaces__partner", "owner", "agreed_owner", "partner", "ended_by"
        )
        .select_related("of_context")
    )
    rows = rows.select_related("plan__owner")
    return list(rows.order_by("due_on", "pk"))


def parts_taken_out(draft: Edition) -> list[Outcome | Action]:
    """What was agreed and is taken out of the edition that is being written, with nothing in its place."""
    found: list[Outcome | Action] = []
    for kind in (Outcome, Action):
        replaced = kind.objects.filter(since=draft, replaces__isnull=False).values("replaces_id")
        found += kind.objects.filter(until=draft).exclude(pk__in=replaced).order_by("pk")
    return found


def agreements_of(edition: Edition) -> list[Agreement]:
    """What was said to an edition that its reader holds, in the order in which it was written down."""
    return list(Agreement.objects.filter(edition=edition).select_related("recorded_by").order_by("recorded_at", "pk"))


def family_texts(plan: Plan) -> list[tuple[str, str, str]]:
    """What its paper for the family says, of the edition that stands: of each piece its key, how it is called, the words."""
    edition = standing_edition(plan)
    if edition is None:
        return []
    found = [
        (f"outcome-{one.uuid}", "What should be better", f"{one.words}\n{one.matters_because}")
        for one in outcomes_in(edition)
        if one.family_reads
    ]
    found += [
        (f"action-{one.uuid}", "Who does what", f"{one.text}\n{one.ended_words}")
        for one in actions_in(edition)
        if one.family_reads
    ]
    found += [(name, title, getattr(edition, name)) for name, title in SAFETY_READ.items()]
    found += [
        (f"said-{one.uuid}", "What you said to it", one.words)
        for one in agreements_of(edition)
        if one.party == Party.FAMILY and one.answer != Agrees.NOT_ASKED
    ]
    return [one for one in found if one[2].strip()]


def reviews_of(plan: Plan) -> list[Review]:
    """The reviews of a plan that its reader holds, the newest first; those put right later are among them."""
    rows = Review.objects.filter(plan=plan).select_related("written_by", "edition", "replaced_by")
    return list(rows.order_by("-held_on", "-pk"))


def review_for(person, uuid) -> Review:
    """One review of a plan that the person sees. Raises NotFound."""
    rows = Review.objects.filter(uuid=uuid, plan__in=_plans(person).values("pk"))
    return find(rows.select_related("plan__consultation", "plan__owner", "replaced_by"))


def action_for(person, uuid) -> Action:
    """One action of a plan that the person sees. Raises NotFound."""
    rows = Action.objects.filter(uuid=uuid, plan__in=_plans(person).values("pk"))
    return find(
        rows.select_related(
            "plan__consultation__child",
            "plan__consultation__owner",
            "plan__owner",
            "owner",
            "partner",
            "of_context",
            "since",
            "until",
        )
    )


def outcome_for(person, uuid) -> Outcome:
    """One outcome of a plan that the person sees. Raises NotFound."""
    rows = Outcome.objects.filter(uuid=uuid, plan__in=_plans(person).values("pk"))
    return find(
        rows.select_related("plan__consultation__child", "plan__consultation__owner", "plan__owner", "since", "until")
    )


def owners_for(person, consultation) -> list:
    """Who can own a plan or an action of it, or hold a session, by name: colleagues whom nothing keeps from the matter."""
    return list(colleagues_for(person, consultation).select_related("agency"))


def named_by(authority_id: int) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What plans are called, who leads them, and how somebody is asked: the authority’s own words before the national."""
    kinds, leads, how = lists_of_categories(authority_id, PLAN_KINDS, LEADS, HOW_AGREED)
    return kinds, leads, how


def ways_to_agree(authority_id: int) -> dict[str, str]:
    """How somebody was asked: the authority’s list."""
    return lists_of_categories(authority_id, HOW_AGREED)[0]


def reasons_missed(authority_id: int) -> dict[str, str]:
    """Why a session was not held: the authority’s list."""
    return lists_of_categories(authority_id, WHY_MISSED)[0]


def changes_between(before: Edition | None, after: Edition, contexts=()) -> list[str]:
    """What changed from one edition to the next, each in a sentence; nothing for the first.

    `contexts` are those that the reader sees touch the child: that an action is about another one is said of these alone.
    """
    if before is None:
        return []
    named = {one.uuid: one.name for one in contexts}
    said = _changed_parts(outcomes_in(before), outcomes_in(after), "Outcome", _outcome_changed)
    said += _changed_parts(
        actions_in(before), actions_in(after), "Action", lambda old, new: _action_changed(old, new, named)
    )
    said += [
        f"Safety plan: {words} {'changed' if getattr(after, name) else 'taken out'}."
        if getattr(before, name)
        else f"Safety plan: {words} added."
        for name, words in SAFETY_WORDS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    kinds, leads, _ = named_by(after.plan.authority_id)
    if before.kind != after.kind:
        said.append(f"It is now a {_mild(kinds.get(after.kind, after.kind))}.")
    if before.lead != after.lead:
        said.append(f"It is now led by the {_mild(leads.get(after.lead, after.lead))}.")
    return said


def _mild(words: str) -> str:
    """As it stands within a sentence; letters that are an abbreviation stay large."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _name(row) -> str:
    return f"“{row.words if isinstance(row, Outcome) else row.text}”"


def _changed_parts(before: list, after: list, what: str, how) -> list[str]:
    old, new = {row.pk: row for row in before}, {row.pk: row for row in after}
    replaced = {row.replaces_id for row in after if row.pk not in old}
    said = []
    for row in after:
        if row.pk in old:
            continue
        if row.replaces_id in old:
            said += [line for line in [how(old[row.replaces_id], row)] if line]
        else:
            said.append(f"{what} added: {_name(row)}.")
    said += [f"{what} taken out: {_name(row)}." for row in before if row.pk not in new and row.pk not in replaced]
    return said


def _family_reads(row) -> str:
    return "the family reads it now" if row.family_reads else "the family reads it no more"


def _outcome_changed(old: Outcome, new: Outcome) -> str:
    if old.words != new.words:
        return f"Outcome changed: {_name(new)}, before {_name(old)}."
    names = ("whose", "who", "said_on", "matters_because")
    said = ["what stands beside it changed"] if any(getattr(old, one) != getattr(new, one) for one in names) else []
    if old.family_reads != new.family_reads:
        said.append(_family_reads(new))
    return f"Outcome {_name(new)}: {'; '.join(said)}." if said else ""


def _action_changed(old: Action, new: Action, contexts: dict) -> str:
    """What of the action changed that its reader sees; nothing where that is nothing."""
    said = []
    if old.text != new.text:
        said.append(f"before {_name(old)}")
    if old.due_on != new.due_on:
        said.append(f"due {day(new.due_on)} instead of {day(old.due_on)}")
    if old.who != new.who:
        said.append(f"{new.who} instead of {old.who}")
    if old.for_words != new.for_words:
        said.append(f"for “{new.for_words}” instead of “{old.for_words}”")
    if old.of_context_id != new.of_context_id:
        if new.of_context is not None and new.of_context.uuid in contexts:
            said.append(f"it is about the context “{contexts[new.of_context.uuid]}” now")
        elif old.of_context is not None and old.of_context.uuid in contexts:
            said.append(f"it is about the context “{contexts[old.of_context.uuid]}” no more")
    if old.family_reads != new.family_reads:
        said.append(_family_reads(new))
    return f"Action changed: {_name(new)}, {'; '.join(said)}." if said else ""
