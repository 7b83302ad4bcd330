"""The rows of a file of completions: who, what, when, or what is wrong with them. Reads what it needs once, writes nothing."""

import datetime
import uuid

from kith.design.forms import visible
from kith.people.queries import people_by_email_in

from .days import NotDay, day_of
from .models import CourseTier, Import, StaffNumber
from .words import DONE_WORDS

FORMULA = "The cell holds a formula. Copy the column and paste it as values"


def visible_cell(cell: str | None) -> str | None:
    """What stands in a cell, without what nobody sees; a formula stays None."""
    if cell is None:
        return None
    return cell.strip() if cell.isascii() and cell.isprintable() else visible(cell)


def course_key(course: str) -> str:
    """By this a course is known again, however its name is spaced or written large."""
    return " ".join(course.split()).casefold()[:200]


class Reading:
    """The rows of one file, read with the columns that were named; what is counted is rows, each once."""

    def __init__(self, batch: Import, *, today: datetime.date):
        self.batch, self.today = batch, today
        self.places = {field: batch.headings.index(heading) for field, heading in batch.columns.items()}
        self.people = people_by_email_in(batch.authority_id)
        by_key = {key: (key, name) for key, name in self.people.values()}
        numbers = StaffNumber.objects.filter(authority_id=batch.authority_id).values_list("number", "person_id")
        self.numbers = {number.casefold(): by_key[key] for number, key in numbers if key in by_key}
        self.number_of = {key: number.casefold() for number, key in numbers}
        self.learnt: dict[str, tuple[int, str]] = {}
        self.tiers = dict(CourseTier.objects.filter(system=batch.system_id).values_list("course", "tier"))
        self.done = {word.strip().casefold() for word in (batch.done_words or DONE_WORDS).split(";") if word.strip()}
        self.courses: dict[str, str] = {}
        self.good = 0
        self.counts = {"not_done": 0, "no_tier": 0, "wrong": 0}

    def read(self, rows: list) -> tuple[list[tuple], list[tuple[int, str, str, str]]]:
        """(what can be kept, what cannot) of some rows: (person, tier, day, key, course, uuid), and (row, column, stands, why)."""
        good, faults = [], []
        for number, cells, whole in rows:
            wrong: list[tuple[str, str, str]] = []
            said = {field: cells[place] for field, place in self.places.items()}
            if whole:
                wrong.append(("", "", whole))
            else:
                wrong += [(field, "", FORMULA) for field, cell in said.items() if cell is None]
            if not wrong:
                if self._was_not_done(said):
                    self.counts["not_done"] += 1
                    continue
                kept = self._kept(said, wrong)
                if kept is not None and not wrong:
                    good.append(kept)
                    continue
                if not wrong:
                    self.counts["no_tier"] += 1
                    continue
            self.counts["wrong"] += 1
            faults += [(number, self.batch.columns.get(field, ""), stands, why) for field, stands, why in wrong]
        self.good += len(good)
        return good, faults

    def _was_not_done(self, said: dict) -> bool:
        status = said.get("status")
        return status is not None and status.casefold() not in self.done

    def _kept(self, said: dict, wrong: list) -> tuple | None:
        """What one row says, or None where its course counts for nothing; what is wrong is put to `wrong`."""
        course = said["course"]
        tier = self._tier_of(course)
        if not course:
            wrong.append(("course", "", "Write which course it was"))
        elif tier is None:
            wrong.append(("course", course, "Nobody has said what this course counts for"))
        elif not tier:
            return None
        found = self._person(said, wrong)
        try:
            day = day_of(said["day"], self.batch.day_order)
            if day > self.today:
                raise NotDay("The day is still to come")
        except NotDay as fault:
            wrong.append(("day", said["day"], str(fault)))
        if wrong or found is None:
            return None
        person, name = found
        key = f"{name.hex}:{day:%Y%m%d}:{self.courses[course]}"
        return person, tier, day, key, course[:200], uuid.uuid4()

    def _tier_of(self, course: str) -> str | None:
        known = self.courses.get(course)
        if known is None:
            known = self.courses[course] = course_key(course)
        return self.tiers.get(known)

    def _person(self, said: dict, wrong: list) -> tuple[int, uuid.UUID] | None:
        email, number = said.get("email") or "", said.get("number") or ""
        if not email and not number:
            field = "email" if "email" in said else "number"
            wrong.append((field, "", "Write whose completion it is"))
            return None
        by_number = self.numbers.get(number.casefold()) if number else None
        if not email:
            if by_number is None:
                wrong.append(("number", number, "Nobody here is known by this staff number yet"))
            return by_number
        found = self.people.get(email.lower())
        if found is None:
            wrong.append(("email", email, "Nobody here has this e-mail address"))
            return None
        if number:
            known = self.learnt.get(number.casefold())
            other = by_number is not None and by_number != found
            other = other or (known is not None and known[0] != found[0])
            other = other or self.number_of.get(found[0], number.casefold()) != number.casefold()
            if other:
                wrong.append(("number", number, "The staff number and the e-mail address are of different people"))
                return None
            if by_number is None:
                self.learnt[number.casefold()] = (found[0], number[:60])
                self.number_of[found[0]] = number.casefold()
        return found

    def keep_numbers(self) -> None:
        """The staff numbers that stood beside an address are known from now on."""
        StaffNumber.objects.bulk_create(
            (
                StaffNumber(authority_id=self.batch.authority_id, person_id=person, number=number)
                for person, number in self.learnt.values()
            ),
            ignore_conflicts=True,
            batch_size=500,
        )
