"""Training made through the doors of the room."""

import datetime
import io

from django.utils import timezone

from kith.bounds.sheets import table_in
from kith.training import actions, queries
from kith.training.models import Import, LearningSystem, Tier, TrainingSession
from kith.training.reading import course_key
from kith.training.words import State

COLUMNS = {"email": "E-mail", "course": "Course", "day": "Completed"}
COURSES = {"prevent awareness": "introductory", "referrals": "referring", "first aid": ""}
HEAD = "E-mail,Course,Completed"


def today() -> datetime.date:
    """The day of the test."""
    return timezone.localdate()


def days(number: int) -> datetime.date:
    """So many days from today."""
    return today() + datetime.timedelta(days=number)


def tier(cast, key: str = "introductory") -> Tier:
    """A tier of Thornmere."""
    return queries.tier_for(cast["gwen"], key)


def needed_since(key: str, day: datetime.date) -> None:
    """The delivered tier was asked of its roles since this day."""
    row = Tier.objects.get(authority=None, key=key)
    row.needs = dict.fromkeys(row.needs, day.isoformat())
    row.save(update_fields=["needs"])


def completed(cast, who: str, key: str = "introductory", day: datetime.date | None = None, name: str = "a"):
    """The training lead saw that somebody completed this."""
    return actions.record_completion(
        cast["gwen"],
        person=cast[who],
        tier=key,
        day=day or today(),
        how="observed",
        source="seen",
        key=f"{who}:{key}:{name}",
        course="A course",
    )


def stands(cast, who: str, key: str = "introductory"):
    """How somebody stands with one tier, or None where they do not need it."""
    own = queries.own_standing(type(cast[who]).objects.get(pk=cast[who].pk))
    return next((need for need in own.needs if need.tier.key == key), None)


def begun(cast, *lines: str, head: str = HEAD, once: str = "f", by: str = "gwen", data: bytes | None = None) -> Import:
    """A file of the learning system “Learn”, chosen and read."""
    content = data if data is not None else "\n".join([head, *lines]).encode()
    system = LearningSystem.objects.filter(authority=cast[by].authority, key="learn").first()
    return actions.begin_training_file(
        cast[by], system=system, name="Learn", place="learn.csv", table=table_in(io.BytesIO(content)), once_key=once
    )


def checked(cast, *lines: str, order: str = "day-first", columns=None, **more) -> Import:
    """The same with its columns and courses named."""
    batch = begun(cast, *lines, **more)
    by = cast[more.get("by", "gwen")]
    batch = actions.name_training_columns(
        by, batch=batch, columns=columns or COLUMNS, day_order=order, done_words="Completed"
    )
    if batch.state == State.COURSES:
        batch = actions.name_courses(
            by, batch=batch, courses={one: COURSES.get(course_key(one), "") for one in batch.courses}
        )
    return batch


def loaded(cast, *lines: str, **more) -> Import:
    """The same, taken in."""
    return actions.load_training_file(cast[more.get("by", "gwen")], batch=checked(cast, *lines, **more))


def planned(
    cast, by: str = "gwen", key: str = "introductory", teams=("adolescent",), hours: float = 0.5, once: str = "s"
):
    """A session that begins in so many hours, for these teams."""
    starts = timezone.now() + datetime.timedelta(hours=hours)
    every = queries.teams_to_invite(cast[by])
    return actions.plan_training(
        cast[by],
        tier=tier(cast, key),
        title="Working with mixed ideologies",
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=2),
        place="Room 2",
        teams=[row for row in every if row.key in teams],
        once_key=once,
    )


def now_running(row: TrainingSession) -> TrainingSession:
    """The same session, which began ten minutes ago."""
    starts = timezone.now() - datetime.timedelta(minutes=10)
    TrainingSession.objects.filter(pk=row.pk).update(starts_at=starts, ends_at=starts + datetime.timedelta(hours=2))
    row.refresh_from_db()
    return row
