"""Decisions for machines: what was decided on a consultation, why, and what follows."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from kith.concerns.actions import note_reading
from kith.concerns.queries import consultation_for
from kith.concerns.rules import not_told_as_data

from . import queries

router = Router(tags=["Decisions"])


class ShownStatement(Schema):
    """One statement of the authority’s threshold document, in the words it had when the decision was made."""

    model_config = ConfigDict(title="StatementReliedOn")
    document: Annotated[str, Field(description="The title of the edition in which it stands.")]
    in_force_from: date
    level: Annotated[str, Field(description="The level in which it stands, which need not be the one chosen.")]
    text: str


class ShownSignOff(Schema):
    why: str
    asked_of: str
    asked_at: datetime
    due_on: date
    answer: str
    reason: str
    answered_at: datetime | None


class ShownDisagreement(Schema):
    by: str
    at: datetime
    to: str
    text: str
    outcome: Annotated[str, Field(description="stands, returned, otherwise, or empty while it waits.")]
    answer: str
    answered_at: datetime | None


class ShownStep(Schema):
    title: str
    owner: str
    due_on: date | None
    clock_words: str
    done_at: datetime | None
    note: str


class ShownPathway(Schema):
    outcome: str
    title: str
    started_at: datetime
    stopped_at: datetime | None
    stopped_because: str
    steps: list[ShownStep]


class ShownDecision(Schema):
    """One decision as it was made. A changed decision is a new one that names the one it replaces."""

    model_config = ConfigDict(title="Decision")
    uuid: UUID
    consultation: Annotated[str, Field(description="The reference of the consultation.")]
    made_by: str
    made_at: datetime
    replaces: UUID | None
    put_back: Annotated[bool, Field(description="True where it was returned or opened again: it does not stand.")]
    outcomes: list[str]
    finding: str
    harm_source: str
    level: Annotated[str, Field(description="The level of the authority’s own threshold document, in its words.")]
    statements: Annotated[
        list[ShownStatement], Field(description="What the decision relies on; empty for older decisions.")
    ]
    passage: Annotated[str, Field(description="What was said of them in own words; older decisions: the passage.")]
    applied_outside: str
    parents_can: str
    childs_voice: str
    family_told: str
    reason: str
    set_aside: str
    would_change: str
    next_owner: str
    sign_offs: list[ShownSignOff]
    disagreements: list[ShownDisagreement]
    pathways: list[ShownPathway]


class ShownNotTold(Schema):
    """That an agency asks for the family not to be told (Terrorism Act 2000, section 39), and never why."""

    model_config = ConfigDict(title="FamilyNotToBeTold")
    agency: str
    ask: str
    telephone: str
    since: date
    review_on: date


NOT_TOLD = "Where police ask that the family is not told, while it holds. Say so wherever this is shown."


class Decided(Schema):
    decisions: list[ShownDecision]
    family_not_to_be_told: Annotated[list[ShownNotTold], Field(description=NOT_TOLD)]


class DecidedOne(ShownDecision):
    """One decision, and what stands over its record."""

    model_config = ConfigDict(title="DecisionRead")
    family_not_to_be_told: Annotated[list[ShownNotTold], Field(description=NOT_TOLD)]


def _shown(row, reference: str, uuids: dict) -> dict:
    return {
        **{
            name: getattr(row, name)
            for name in (
                "uuid",
                "made_at",
                "finding",
                "harm_source",
                "passage",
                "applied_outside",
                "parents_can",
                "childs_voice",
                "family_told",
                "reason",
                "set_aside",
                "would_change",
            )
        },
        "consultation": reference,
        "made_by": row.made_by.name,
        "put_back": row.taken_back is not None,
        "replaces": uuids.get(row.replaces_id),
        "outcomes": [one.outcome for one in row.outcomes.all()],
        "level": row.level_words,
        "statements": [
            {
                "document": one.statement.level.document.title,
                "in_force_from": one.statement.level.document.valid_from,
                "level": one.level_words,
                "text": one.text,
            }
            for one in row.cited.all()
        ],
        "next_owner": row.next_owner.name if row.next_owner else row.next_owner_words,
        "sign_offs": [
            {
                "why": one.why,
                "asked_of": one.asked_of.name,
                "asked_at": one.asked_at,
                "due_on": one.due_on,
                "answer": one.answer,
                "reason": one.reason,
                "answered_at": one.answered_at,
            }
            for one in row.sign_offs.all()
        ],
        "disagreements": [
            {
                "by": one.by.name,
                "at": one.at,
                "to": one.to.name,
                "text": one.text,
                "outcome": one.outcome,
                "answer": one.answer,
                "answered_at": one.answered_at,
            }
            for one in row.disagreements.all()
        ],
        "pathways": [
            {
                "outcome": one.outcome,
                "title": one.title,
                "started_at": one.started_at,
                "stopped_at": one.stopped_at,
                "stopped_because": one.stopped_because,
                "steps": [
                    {
                        "title": step.title,
                        "owner": step.owner.name,
                        "due_on": step.due_on,
                        "clock_words": step.clock_words,
                        "done_at": step.done_at,
                        "note": step.note,
                    }
                    for step in one.steps.all()
                ],
            }
            for one in row.pathways.all()
        ],
    }


def _decisions(person, reference: str) -> list[dict]:
    """Every decision on a record that the person may read; that they read it stands in the trail."""
    screening = queries.screening_for(person, reference)
    rows = list(queries.decisions_of(screening))
    uuids = {row.pk: row.uuid for row in rows}
    return [_shown(row, reference, uuids) for row in rows]


@router.get(
    "/consultations/{reference}/decisions", response=Decided, operation_id="list-decisions", url_name="decisions"
)
def list_decisions(request, reference: str):
    """Every decision on a consultation, newest first. That they were read stands in its trail."""
    consultation = consultation_for(request.auth, reference)
    found = _decisions(request.auth, reference)
    note_reading(request.auth, consultation=consultation, how="api")
    return {"decisions": found, "family_not_to_be_told": not_told_as_data(request.auth, consultation)}


@router.get(
    "/consultations/{reference}/decisions/{uuid:uuid}",
    response=DecidedOne,
    operation_id="read-decision",
    url_name="decision",
)
def read_decision(request, reference: str, uuid: UUID):
    """One decision on a consultation. That it was read stands in its trail."""
    consultation = consultation_for(request.auth, reference)
    queries.decision_for(request.auth, reference, uuid)
    found = next(row for row in _decisions(request.auth, reference) if row["uuid"] == uuid)
    note_reading(request.auth, consultation=consultation, how="api")
    return {**found, "family_not_to_be_told": not_told_as_data(request.auth, consultation)}
