"""What a floor above knows about a concern: what is decided, and what was answered. It gives its answers here."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

_ANSWERS: dict[str, Callable[..., Any]] = {}
_RUNNING: list[Callable[..., list]] = []


@dataclass(frozen=True)
class Decided:
    """What was decided on a concern, as another agency may be told: whose decision, what of it, and who signed it.

    `beside` are the outcomes other than the referral to Prevent, `meanwhile` what social care does in its own words.
    """

    on: datetime.date
    by: str
    outcomes: list[str]
    beside: list[str]
    meanwhile: str
    family_told: str
    signed: list[tuple[str, datetime.date]]
    waits: bool


@dataclass(frozen=True)
class Screened:
    """Who has the screening of a concern and by when, each as a sentence; `due_words` is empty once it is decided."""

    words: str
    due_words: str


@dataclass(frozen=True)
class Begun:
    """One visit, meeting or question that began from a step of a pathway: how it is called, and the page where it stands."""

    words: str
    page: str
    uuid: UUID


@dataclass(frozen=True)
class Running:
    """One thing that still runs in a matter: what it is and who has it, what ends it, and the page where that is done."""

    words: str
    ends_by: str
    page: str
    uuid: UUID


@dataclass(frozen=True)
class NotTold:
    """That an agency asks for the family not to be told (Terrorism Act 2000, section 39), and never why.

    Who set it and when, whom to ask, and the day on which they look at it again; it holds after that day too.
    """

    agency: str
    by: str
    telephone: str
    on: datetime.date
    review_on: datetime.date
    late: bool


@dataclass(frozen=True)
class NotForFamily:
    """What one agency shared about a matter, as its reader reads it, that may not pass on to the family, or not be quoted."""

    agency: str
    on: datetime.date
    page: str
    why: str


@dataclass(frozen=True)
class Repeated:
    """One run of words of a paper that stands in such a thing too: under which heading, the words, and in which things.

    `mark` says which run it is, whoever reads it; it tells nothing of the words.
    """

    where: str
    title: str
    words: str
    mark: str
    of: tuple[NotForFamily, ...]


@dataclass(frozen=True)
class NotToBeTold:
    """What of a paper for the family its reader must look at. `all_compared` is no where it was too long to be compared."""

    held: list[NotForFamily]
    repeated: list[Repeated]
    all_compared: bool = True


def told_in_words(marks: list[NotTold]) -> list[str]:
    """The same in a file: one sentence for each agency that asks it. A template says it by `_family_not_told_document.html`."""
    said = []
    for mark in marks:
        whom = f"{mark.by}, {mark.telephone}" if mark.telephone else mark.by
        since = f"{mark.on.day} {mark.on:%B %Y}"
        said.append(
            f"Do not tell the family. {mark.agency} asks it (Terrorism Act 2000, section 39), since {since}. "
            f"Ask {whom} first. It holds until they lift it."
        )
    return said


def not_told_as_data(person, consultation) -> list[dict]:
    """What `family_not_to_be_told` says, for a machine: who asks it, whom to ask, and since when; never why."""
    return [
        {
            "agency": mark.agency,
            "ask": mark.by,
            "telephone": mark.telephone,
            "since": mark.on.isoformat(),
            "review_on": mark.review_on.isoformat(),
        }
        for mark in family_not_to_be_told(person, consultation)
    ]


def answers(question: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers `f(consultation)` as the answer to one of the questions below."""

    def register(answer: Callable[..., Any]) -> Callable[..., Any]:
        _ANSWERS[question.__name__] = answer
        return answer

    return register


def referral_is_decided(consultation) -> bool:
    """Yes while a decision to refer to Prevent stands, signed off where that is asked. No where nobody can say so."""
    answer = _ANSWERS.get("referral_is_decided")
    return answer is not None and bool(answer(consultation))


def people_to_tell(consultation) -> list:
    """Who answers for the decision: the manager, and who has the screening."""
    answer = _ANSWERS.get("people_to_tell")
    return list(answer(consultation)) if answer is not None else []


def questions_answered(consultation) -> list[tuple]:
    """What was asked and answered, oldest first: the question, its day, the answer, its day, and who gave it."""
    answer = _ANSWERS.get("questions_answered")
    return list(answer(consultation)) if answer is not None else []


def decision_standing(consultation, person) -> Decided | None:
    """The decision on this concern that stands, as far as the person may read it; None where there is none."""
    answer = _ANSWERS.get("decision_standing")
    return answer(consultation, person) if answer is not None else None


def waiting_words(person, consultations) -> dict[int, str]:
    """In words, what each of these waits for beyond its own state, by its key; nothing where nobody can say so."""
    answer = _ANSWERS.get("waiting_words")
    return answer(person, consultations) if answer is not None else {}


def in_words(person, consultations) -> list:
    """The consultations as a list, each with `stands_words`: its state, or what it waits for, and whether it does."""
    rows = list(consultations)
    waiting = waiting_words(person, rows) if rows else {}
    for row in rows:
        row.waits_for_more = row.pk in waiting
        row.stands_words = waiting.get(row.pk) or row.get_state_display()
    return rows


def screening_standing(consultation, person) -> Screened | None:
    """Who screens this concern now, as far as the person may read it; None where nobody can say so."""
    answer = _ANSWERS.get("screening_standing")
    return answer(consultation, person) if answer is not None else None


def meetings_standing(consultation, person) -> list:
    """The visits and meetings still to come about this concern that the person sees: `title`, `starts_at`, `uuid`."""
    answer = _ANSWERS.get("meetings_standing")
    return list(answer(consultation, person)) if answer is not None else []


def contexts_standing(consultation, person) -> list:
    """The contexts that touch this child, of which the person sees both sides: `name`, `touches`, `uuid`."""
    answer = _ANSWERS.get("contexts_standing")
    return list(answer(consultation, person)) if answer is not None else []


def plan_standing(consultation, person):
    """The plan of this concern that runs and was agreed, as far as the person sees it: `uuid`, `owner`, `review_on`."""
    answer = _ANSWERS.get("plan_standing")
    return answer(consultation, person) if answer is not None else None


def says_what_runs(answer: Callable[..., list]) -> Callable[..., list]:
    """Registers `f(consultation)`, which gives the `Running` things of its room; more than one room answers."""
    _RUNNING.append(answer)
    return answer


def still_runs(consultation) -> list[Running]:
    """What would be left with nobody if this matter were closed now: plans, assessments and direct work that run on."""
    return [row for answer in _RUNNING for row in answer(consultation)]


def begun_from_steps(consultation, person) -> dict[int, list[Begun]]:
    """What began from each step of this concern’s pathways, by the key of the step, as far as the person sees it."""
    answer = _ANSWERS.get("begun_from_steps")
    return answer(consultation, person) if answer is not None else {}


def family_not_to_be_told(person, consultation) -> list[NotTold]:
    """Who asks that the family of this matter is not told, for who reads its record; nothing where nobody can say so.

    Every page that could lead to telling the family asks this and says so first (`{% family_not_told %}`).
    """
    answer = _ANSWERS.get("family_not_to_be_told")
    return list(answer(person, consultation)) if answer is not None else []


def not_for_family(person, consultation, texts) -> NotToBeTold:
    """What partners shared about this matter that this reader reads and may not tell its family, or not quote; and where
    `texts` (of each the key, the heading and the words) repeat it. Nothing where nobody can say so.

    It is asked with the reader’s own rights: of what they may not read there is no sign.
    """
    answer = _ANSWERS.get("not_for_family")
    return answer(person, consultation, list(texts)) if answer is not None else NotToBeTold([], [])
