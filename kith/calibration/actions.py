"""Opening a round, answering it, closing it, and what was said about it afterwards."""

import datetime

from django.db import transaction
from django.utils import timezone

from kith.access.rules import own_key, require
from kith.audit.actions import record
from kith.design.small_numbers import FEWEST
from kith.people.queries import members_of
from kith.thresholds.queries import current_document
from kith.toolkit.actions import STARTER
from kith.toolkit.queries import categories

from . import rules
from .events import RoundClosed, RoundDiscussed, RoundOpened, VignetteAnswered, VignettesLoaded
from .models import (
    AgreedLevel,
    Asked,
    Discussion,
    DiscussionPresent,
    Round,
    RoundTeam,
    RoundVignette,
    Vignette,
    VignetteAnswer,
)
from .words import ALIKE_DAYS, HARM_KINDS


class TooFew(ValueError):
    """Fewer people are in the teams than may be shown together, so that nobody would ever see a spread."""


class TooAlike(ValueError):
    """An earlier round asked almost the same people about one of these: what the few answered could be told by taking away."""


class RoundOver(ValueError):
    """The round was closed, or its last day has passed, before the answer was sent."""


SAID = ("title", "text", "harm", "pair", "source", "source_date", "valid_from", "valid_to", "last_checked")
SAID += ("next_review", "owner")


@transaction.atomic
def keep_vignettes(pages: list[tuple[str, dict, str]]) -> int:
    """The vignettes stand as in these files; one that is there no more is offered no more. Returns how many there are.

    Rounds keep the words that they asked about.
    """
    known = {row.key: row for row in Vignette.objects.all()}
    changed = 0
    for key, head, body in pages:
        said = _said_in(key, head, body)
        row = known.pop(key, None)
        if row is None:
            Vignette.objects.create(key=key, **said)
        elif row.retired or any(getattr(row, name) != value for name, value in said.items()):
            Vignette.objects.filter(pk=row.pk).update(retired=False, **said)
        else:
            continue
        changed += 1
    gone = [row.pk for row in known.values() if not row.retired]
    changed += Vignette.objects.filter(pk__in=gone).update(retired=True)
    if changed:
        record(VignettesLoaded(subject="toolkit:vignettes", number=changed), by=STARTER)
    return len(pages)


def _said_in(key: str, head: dict, body: str) -> dict:
    needed = {"title": "title", "harm": "harm", "source": "source", "owner": "owner"}
    needed |= {"last_checked": "checked", "next_review": "review"}
    for name in needed.values():
        if not head.get(name):
            raise ValueError(f"{key}.md has no {name}.")
    if head.get("slug") != key:
        raise ValueError(f"{key}.md calls itself {head.get('slug')}.")
    if not body:
        raise ValueError(f"{key}.md has no text.")
    said = {name: head[word] for name, word in needed.items()}
    said |= {name: str(head.get(name) or "") for name in ("pair", "source_date")}
    return said | {"text": body, "valid_from": head.get("valid_from"), "valid_to": head.get("valid_to")}


@transaction.atomic
def open_round(by, *, vignettes, teams, last_day: datetime.date, once_key: str) -> Round:
    """Everybody of these teams who works on cases is asked, until the last day. The same key again gives the same round.

    The round keeps the vignettes in today’s words and the levels of today’s document. Raises TooFew; TooAlike where
    an earlier round of `ALIKE_DAYS` with one of these vignettes asked others than these, and fewer than `FEWEST` of them.
    """
    require(rules.may_open_round(by))
    key = own_key(by, once_key)
    known = Round.objects.filter(once_key=key, opened_by=by).first()
    if known:
        return known
    document = current_document(by.authority_id)
    if not vignettes or not teams or document is None or last_day < timezone.localdate():
        raise ValueError("A round has vignettes, teams, a threshold document and a last day that is still to come.")
    if any(team.agency.authority_id != by.authority_id or team.agency.kind != "social-care" for team in teams):
        raise ValueError("A round asks teams of its own service.")
    asked = {}
    for team in teams:
        for person in members_of([team.pk]):
            if person.authority_id == by.authority_id and rules.is_asked_by_role(person):
                asked.setdefault(person.pk, (person, team))
    if len(asked) < FEWEST:
        raise TooFew
    since = timezone.now() - datetime.timedelta(days=ALIKE_DAYS)
    earlier = Round.objects.filter(
        authority_id=by.authority_id, opened_at__gte=since, vignettes__vignette__in=vignettes
    ).distinct()
    for one in earlier.prefetch_related("asked"):
        others = {row.person_id for row in one.asked.all()} ^ set(asked)
        if 0 < len(others) < FEWEST:
            raise TooAlike
    row = Round.objects.create(
        authority_id=by.authority_id, document=document, opened_by=by, last_day=last_day, once_key=key
    )
    harms = dict(categories(by.authority_id, HARM_KINDS))
    RoundTeam.objects.bulk_create(RoundTeam(round=row, team=team) for team in teams)
    RoundVignette.objects.bulk_create(
        RoundVignette(
            round=row,
            vignette=one,
            order=order,
            title=one.title,
            text=one.text,
            harm=one.harm,
            harm_words=harms.get(one.harm, one.harm),
        )
        for order, one in enumerate(vignettes, start=1)
    )
    Asked.objects.bulk_create(Asked(round=row, person=person, team=team) for person, team in asked.values())
    record(RoundOpened(subject=row.subject, people=len(asked)), by=by)
    return row


def _locked(row: Round) -> Round:
    return Round.objects.select_for_update().get(pk=row.pk)


@transaction.atomic
def answer_vignette(by, *, item: RoundVignette, level, concern, first_step, reason: str) -> VignetteAnswer:
    """The person’s own answer is this one; changed as often as they like until the round is over. Raises RoundOver.

    `concern` and `first_step` are a key and its words, `level` one of the round’s document.
    """
    row = _locked(item.round)
    if row.is_over:
        raise RoundOver
    require(rules.may_answer(by, row))
    if level.document_id != row.document_id:
        raise ValueError("A level of the round’s own document is chosen.")
    answer, _ = VignetteAnswer.objects.update_or_create(
        vignette=item,
        asked=Asked.objects.get(round=row, person=by),
        defaults={
            "level": level,
            "level_words": level.name,
            "concern": concern[0],
            "concern_words": concern[1],
            "first_step": first_step[0],
            "first_step_words": first_step[1],
            "reason": reason,
            "at": timezone.now(),
        },
    )
    record(VignetteAnswered(subject=row.subject), by=by)
    return answer


@transaction.atomic
def close_round(by, *, round: Round) -> None:
    """Nobody answers any more, and what was answered is shown. Closing what is closed changes nothing."""
    row = _locked(round)
    if row.closed_at is not None and row.closed_by_id == by.pk:
        return
    require(rules.may_close_round(by, row))
    row.closed_at, row.closed_by = timezone.now(), by
    row.save(update_fields=["closed_at", "closed_by"])
    record(RoundClosed(subject=row.subject), by=by)


@transaction.atomic
def note_discussion(
    by, *, round: Round, discussed: str, agreed: str, present, once_key: str, levels: dict | None = None
) -> Discussion:
    """What was said and agreed stands with the round, with who was there. The same key again gives the same one.

    `levels` holds, by vignette of the round, the level that was agreed on for it, of the round's own document.
    """
    require(rules.may_discuss(by, round))
    key = own_key(by, once_key, round)
    known = Discussion.objects.filter(once_key=key, written_by=by).first()
    if known:
        return known
    there = set(rules.people_who_see_round(round))
    if not present or not set(present) <= there:
        raise ValueError("Somebody was there, of those who see the round.")
    levels = levels or {}
    if any(one.round_id != round.pk or level.document_id != round.document_id for one, level in levels.items()):
        raise ValueError("A level of the round’s own document is agreed on for a vignette of the round.")
    row = Discussion.objects.create(round=round, discussed=discussed, agreed=agreed, written_by=by, once_key=key)
    DiscussionPresent.objects.bulk_create(DiscussionPresent(discussion=row, person=person) for person in present)
    AgreedLevel.objects.bulk_create(
        AgreedLevel(discussion=row, vignette=one, level=level, level_words=level.name) for one, level in levels.items()
    )
    record(RoundDiscussed(subject=round.subject), by=by)
    return row
