"""What a person can hold of this room: requests that they received, requests that they asked, and gists to release."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import live, require
from kith.audit.actions import record
from kith.concerns.actions import give_part_for_work
from kith.concerns.queries import OfMatter, submitted
from kith.concerns.words import PartReason
from kith.people.actions import carry
from kith.people.queries import (
    carried_among,
    carried_by,
    colleagues_of,
    members_of,
    people_by_pk,
    people_of_agency,
    vetting_levels_of,
)
from kith.people.rules import Held, KindOfRow, NotTheirs, register

from . import rules
from .events import RequestPartGiven
from .models import Answer, InformationRequest, RequestPart, Version
from .words import AnswerKind, Extent


def _open() -> Q:
    """Requests that wait for an answer, or of which the agency said that it looks again on a day to come."""
    looks_again = Q(answers__kind=AnswerKind.HOLD, answers__look_again_on__gte=timezone.localdate())
    return Q(withdrawn_at=None, unasked=False) & (Q(answered_at=None) | looks_again)


def _day(row: InformationRequest):
    """The day on which something is due of it: the answer, or the looking again."""
    if row.answered_at is None:
        return row.answer_by
    days = [answer.look_again_on for answer in row.answers.all() if answer.look_again_on]
    return max(days, default=row.answer_by)


@transaction.atomic
def take_over_request(by, *, request: InformationRequest, of, to) -> None:
    """Another person of the agency that is asked received it in this person’s place. Raises NotTheirs."""
    request = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    mine = RequestPart.objects.filter(live(), matter=request, person=of)
    if not mine.update(ends=timezone.now()):
        raise NotTheirs
    kept_away = rules.people_kept_from(request.consultation) if request.consultation else set()
    require(to.is_active and to.agency_id == request.to_agency_id and to.pk not in kept_away)
    if not RequestPart.objects.filter(live(), matter=request, person=to).exists():
        RequestPart.objects.create(matter=request, person=to, reason="given")
    record(RequestPartGiven(subject=request.subject, to=f"person:{to.uuid}"), by=by)


class Received(KindOfRow):
    """Requests of other agencies that the person received and that wait for an answer, or for a looking again."""

    key, title = "request", "Requests of other agencies to answer"

    def held_by(self, person) -> list[Held]:
        mine = RequestPart.objects.filter(live(), person=person).values("matter_id")
        rows = InformationRequest.objects.filter(_open(), pk__in=mine, to_agency_id=person.agency_id).distinct()
        rows = rows.select_related("from_agency").prefetch_related("answers").order_by("answer_by", "pk")
        return [
            Held(
                self.key,
                str(row.uuid),
                f"A request of {row.from_agency.name}"
                + (" to look at again" if row.answered_at is not None else " to answer"),
                reverse("sharing:request", args=[row.uuid]),
                due_on=_day(row),
            )
            for row in rows
        ]

    def rows(self):
        return InformationRequest.objects.select_related("consultation")

    def _seen(self, person, things):
        return InformationRequest.objects.filter(rules.sees_request(person), uuid__in=[held.key for held in things])

    def seen_among(self, person, things, *, of) -> set[str]:
        return {str(key) for key in self._seen(person, things).values_list("uuid", flat=True)}

    def offered_among(self, person, things, *, of) -> set[str]:
        rows = self._seen(person, things).filter(to_agency_id=person.agency_id)
        return {str(key) for key in rows.values_list("uuid", flat=True)}

    def fits(self, person, row) -> bool:
        if not person.is_active or person.agency_id != row.to_agency_id:
            return False
        kept_away = rules.people_kept_from(row.consultation) if row.consultation else set()
        return rules.opens_sharing(person) and person.pk not in kept_away

    def candidates(self, held, *, of):
        return people_of_agency(of.agency)

    def heirs(self, held, *, of) -> list:
        managing = list(members_of(of.agency.teams.values_list("pk", flat=True), managers_only=True))
        return [p for p in [*managing, *self.takers(held, of=of)] if self.may_take(p, held, of=of)]

    def move(self, by, row, of, to) -> None:
        take_over_request(by, request=row, of=of, to=to)


class Asked(OfMatter):
    """Requests that the person asked and that wait: who is told of the answer, and presses for it."""

    key, title, carried = "asked", "Requests that they asked", True

    def held_by(self, person) -> list[Held]:
        # Of an answer that this person may not know of there is no sign: for them the request waits as it waited before.
        known = Answer.objects.filter(rules.shows_answer(person), request=OuterRef("pk"))
        rows = InformationRequest.objects.filter(~Exists(known), withdrawn_at=None, unasked=False)
        rows = rows.filter(Q(asked_by=person) | Q(uuid__in=carried_by(person, self.key)), consultation__isnull=False)
        rows = list(rows.select_related("to_agency", "consultation").order_by("answer_by", "pk"))
        seen_to = carried_among(self.key, [str(row.uuid) for row in rows])
        return [
            Held(
                self.key,
                str(row.uuid),
                f"A request to {row.to_agency.name}, to be pressed for",
                reverse("sharing:request", args=[row.uuid]),
                row.consultation.reference,
                row.answer_by,
            )
            for row in rows
            if seen_to.get(str(row.uuid), person.pk) == person.pk
        ]

    def hand(self, by, held, *, of, to, reason) -> None:
        if held.key not in [one.key for one in self.held_by(of)]:
            raise NotTheirs
        consultation = submitted(f"consultation:{held.reference}")
        give_part_for_work(by, consultation=consultation, person=to, reason=PartReason.STEP)
        carry(by, kind=self.key, key=held.key, to=to)


class Gists(KindOfRow):
    """Gists that wait for a second person, where this person is the only one who may release them."""

    key, title = "gist", "Gists that nobody else may release"

    def _waiting(self, agency_id):
        rows = Version.objects.filter(
            extent=Extent.GIST, released_at=None, withdrawn_at=None, disclosure__originator_id=agency_id
        )
        return rows.select_related("disclosure__request__consultation", "floor").order_by("disclosure__given_at", "pk")

    def _vetted(self, person, row: Version) -> bool:
        versions = Version.objects.filter(disclosure=row.disclosure_id).select_related("floor")
        return all(rules.may_set_floor(person, one.floor) for one in versions)

    def _could_release(self, person, rows, parts) -> list[Version]:
        """Of these, those that the person received, did not write, and is vetted for in every version."""
        reaches = max((level.order for level in vetting_levels_of(person)), default=None)

        def vetted(row) -> bool:
            floors = [one.floor.order for one in row.disclosure.versions.all() if one.floor is not None]
            return not floors or (reaches is not None and max(floors) <= reaches)

        mine = [row for row in rows if (row.disclosure.request_id, person.pk) in parts]
        return [row for row in mine if row.written_by_id != person.pk and vetted(row)]

    def held_by(self, person) -> list[Held]:
        rows = list(self._waiting(person.agency_id).prefetch_related("disclosure__versions__floor"))
        requests = {row.disclosure.request_id for row in rows}
        given = RequestPart.objects.filter(live(), matter__in=requests, person__isnull=False)
        parts = set(given.values_list("matter_id", "person_id")) if rows else set()
        mine = self._could_release(person, rows, parts)
        # Asked of each colleague who received one of them, and never of each gist.
        keys = {key for _, key in parts} - {person.pk} if mine else set()
        for other in [p for p in people_by_pk(keys) if p.agency_id == person.agency_id] if keys else []:
            seen = InformationRequest.objects.filter(rules.sees_request(other), pk__in=requests)
            readable = set(seen.values_list("pk", flat=True))
            theirs = {
                row.pk for row in self._could_release(other, mine, parts) if row.disclosure.request_id in readable
            }
            mine = [row for row in mine if row.pk not in theirs]
        return [
            Held(
                self.key,
                str(row.uuid),
                "A gist to release as the second person",
                reverse("sharing:request", args=[row.disclosure.request.uuid]),
            )
            for row in mine
        ]

    def rows(self):
        return Version.objects.select_related("disclosure__request", "floor")

    def seen_among(self, person, things, *, of) -> set[str]:
        rows = Version.objects.filter(uuid__in=[held.key for held in things])
        rows = rows if person.pk == of.pk else rows.filter(disclosure__originator_id=person.agency_id)
        return {str(key) for key in rows.values_list("uuid", flat=True)}

    def fits(self, person, row) -> bool:
        """A colleague of the originator who did not write it, vetted for it, with no conflict of interest."""
        if person.pk == row.written_by_id or person.agency_id != row.disclosure.originator_id:
            return False
        request = row.disclosure.request
        kept_away = rules.people_kept_from(request.consultation) if request.consultation else set()
        return person.is_active and person.pk not in kept_away and self._vetted(person, row)

    def candidates(self, held, *, of):
        return colleagues_of(of)

    def heirs(self, held, *, of) -> list:
        return self.takers(held, of=of)

    def move(self, by, row, of, to) -> None:
        if row.released_at is not None:
            raise NotTheirs
        request = row.disclosure.request
        if not RequestPart.objects.filter(live(), matter=request, person=to).exists():
            RequestPart.objects.create(matter=request, person=to, reason="given")
            record(RequestPartGiven(subject=request.subject, to=f"person:{to.uuid}"), by=by)


for _kind in (Received(), Asked(), Gists()):
    register(_kind)
