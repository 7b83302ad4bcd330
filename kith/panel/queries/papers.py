"""A pack and the minutes: what one reader may read of one meeting, asked anew at each opening."""

from dataclasses import dataclass, field

from kith.concerns.queries import consultations_seen_by
from kith.concerns.rules import has_part_in
from kith.sharing.queries import Shared, family_marks_among, shared_about

from ..models import AgendaItem, Case, Meeting, PackOpening
from ..rules import sees_case
from .cases import _cases, put_words, with_everything
from .panels import decisions_under, members_at


@dataclass
class PackCase:
    """One case in one reader’s pack: what the panel knows, the consultation by their part in it, what was shared."""

    case: Case
    consultation: object | None = None
    shared: list[Shared] = field(default_factory=list)
    # Where police ask that the family is not told; only for who reads the consultation.
    marks: list = field(default_factory=list)


@dataclass
class Pack:
    """What one person may read of one meeting’s cases, in the order of the list."""

    meeting: Meeting
    cases: list[PackCase]

    @property
    def shared(self) -> list[Shared]:
        """What partners shared, each once, whatever number of cases it is about."""
        return list({one.version.pk: one for row in self.cases for one in row.shared}.values())

    @property
    def versions(self) -> list:
        return [one.version for one in self.shared]


def pack_for(person, meeting: Meeting) -> Pack:
    """The person’s pack for a meeting that they see: nothing that they could not read elsewhere at this moment.

    Nothing in it tells of what is withheld: no count, no gap, no order but that of the list and of the answers.
    """
    rows = AgendaItem.objects.filter(meeting=meeting, case__in=Case.objects.filter(sees_case(person)).values("pk"))
    order = list(rows.values_list("case_id", flat=True))
    cases = {case.pk: case for case in with_everything(_cases(person).filter(pk__in=order))}
    put_words(list(cases.values()), meeting.panel.authority_id)
    matters = [case.consultation_id for case in cases.values() if case.consultation_id]
    # By a part alone: who reads in an emergency reads on the record’s own page, and takes nothing out.
    read = consultations_seen_by(person).filter(has_part_in(person, "pk"), pk__in=matters)
    read = read.prefetch_related("noticed", "notes")
    readable = {row.pk: row for row in read}
    shared = shared_about(person, matters)
    marks = marks_of_cases(person, cases.values())
    return Pack(
        meeting,
        [
            PackCase(
                cases[key],
                readable.get(cases[key].consultation_id),
                shared.get(cases[key].consultation_id, []),
                marks.get(key, []),
            )
            for key in order
            if key in cases
        ],
    )


def marks_of_cases(person, cases) -> dict[int, list]:
    """Where the family is not to be told, by the key of the case: for who reads the consultation, and for nobody else."""
    rows = list(cases)
    found = family_marks_among(person, [row.consultation for row in rows])
    return {row.pk: found[row.consultation_id] for row in rows if row.consultation_id in found}


def openings_of(person, meeting: Meeting) -> list:
    """Each member of a meeting and when they last opened their pack, for who leads the panel."""
    last: dict[int, PackOpening] = {}
    for row in PackOpening.objects.filter(meeting=meeting).order_by("at", "pk"):
        last[row.person_id] = row
    return [(member, last.get(member.person_id)) for member in members_at(meeting)]


def minutes_of(person, meeting: Meeting) -> list[AgendaItem]:
    """The cases of a meeting that the person sees, each with what was said, decided and agreed there."""
    seen = Case.objects.filter(sees_case(person)).values("pk")
    rows = AgendaItem.objects.filter(meeting=meeting, case__in=seen).select_related(
        "case__panel", "case__social_worker", "case__consultation"
    )
    items = list(
        rows.prefetch_related(
            "attendances",
            "views__agency",
            decisions_under("decisions"),
            "decisions__dissents__agency",
            "case__actions__owner__agency",
            "case__actions__case",
            "case__consents__answers",
            "case__supports__sessions",
            "case__looks__case",
            "case__items__decisions",
        )
    )
    put_words([item.case for item in items], meeting.panel.authority_id)
    for item in items:
        for decision in item.decisions.all():
            words = {one.pk: one.exit_words for other in item.case.items.all() for one in other.decisions.all()}
            decision.exit_words = words.get(decision.pk, "")
    return items
