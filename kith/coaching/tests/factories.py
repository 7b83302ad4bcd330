"""Questions, times and the rest, made through the doors of the room."""

import datetime

from django.utils import timezone

from kith.coaching import actions
from kith.coaching.models import Joint, Question, Slot

# Who coaches and who manages in Thornmere’s social care.
COACHES, MANAGERS = {"bola", "petra"}, {"carys", "vera"}
TEXT = "A boy of about fifteen jokes about violence when friends are near. Where do I begin with the parents?"


def ask(cast, by: str = "amina", once: str = "q", **said) -> Question:
    """Amina’s question, about talking with parents."""
    said = {"theme": "child-and-family", "text": TEXT, **said}
    return actions.ask_specialist(cast[by], once_key=once, **said)


def answered(cast, by: str = "bola", once: str = "q", **said) -> Question:
    """The same, which Bola answered."""
    row = ask(cast, once=once, **said)
    actions.answer_question(cast[by], question=row, text="Begin with what they see at home.", once_key="a")
    row.refresh_from_db()
    return row


def soon(hours: int = 48) -> datetime.datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0) + datetime.timedelta(hours=hours)


def offered(cast, by: str = "bola", once: str = "s", hours: int = 48) -> Slot:
    """A time of Bola’s in two days."""
    times = [(soon(hours), soon(hours) + datetime.timedelta(minutes=45))]
    return actions.offer_slots(cast[by], times=times, place="Room 2", once_key=once)[0]


def jointly(cast, consultation) -> Joint:
    """Amina and Bola, on a matter of Amina’s."""
    said = {"aim": "A first talk at home", "leads": "worker", "leads_words": "", "once_key": "j"}
    return actions.agree_joint(cast["amina"], consultation=consultation, specialist=cast["bola"], **said)


def reflecting(cast, places: int = 8, by: str = "bola", presenter: str = "amina", hours: int = 72, once: str = "r"):
    """A group reflection that Bola set up and Amina presents in."""
    start = soon(hours)
    return actions.set_up_reflection(
        cast[by],
        title="When nothing seems to fit",
        theme="ideologies",
        presenter=cast[presenter],
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=1),
        place="Hub",
        places=places,
        once_key=once,
    )


def began(row) -> None:
    """The same reflection, which began an hour ago."""
    row.starts_at = timezone.now() - datetime.timedelta(hours=1)
    row.ends_at = timezone.now() + datetime.timedelta(minutes=1)
    row.save(update_fields=["starts_at", "ends_at"])


def experienced(cast, who: str, region: bool = False, how: str = "here", **said):
    """Somebody who says that they have worked with life online."""
    said = {"themes": ["online"], "harms": [], "line": "", **said}
    return actions.say_experience(cast[who], how=how, region_too=region, **said)
