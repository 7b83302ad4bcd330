"""States of a question, what a slot is for, how somebody may be asked, and how few are too few to be shown."""

from django.db import models

from kith.people.words import CASEWORK_ROLES, Role

# As a handover calls what somebody holds of this room.
QUESTION, ASKED, SLOT, BOOKED, REFLECTION, JOINT = (
    *("coaching-question", "coaching-asked", "coaching-slot"),
    *("coaching-booked", "coaching-reflection", "coaching-joint"),
)
# As a calendar calls it: a coaching talk, and a group reflection. A reference and nothing else stands beside it.
TALK, GROUP = "Coaching", "Group reflection"

# Who answers, and who sees what stays unanswered.
COACHES = (Role.SPECIALIST,)
# Who works jointly on a case, and who sees the counts.
WORKERS = CASEWORK_ROLES
COUNTERS = (Role.SPECIALIST, Role.TRAINING_LEAD)
PAGE = 25
LINE = 200
MOST_WEEKS = 12


class Stands(models.TextChoices):
    """Where a question stands."""

    ASKED = "asked", "Asked"
    TAKEN = "taken", "A specialist has it"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    TAKEN_BACK = "taken-back", "Taken back"


OPEN = (Stands.ASKED, Stands.TAKEN, Stands.ANSWERED)
WAITS = (Stands.ASKED, Stands.TAKEN)
ANSWERED = (Stands.ANSWERED, Stands.CLOSED)


class For(models.TextChoices):
    """What a slot is booked for."""

    TALK = "talk", "To talk something through"
    QUESTION = "question", "A question that I asked"
    JOINT = "joint", "Joint working on a case"


class Leads(models.TextChoices):
    """Who leads in the room when two work together."""

    WORKER = "worker", "The worker"
    SPECIALIST = "specialist", "The specialist"
    TURNS = "turns", "Each in turn, as written"


class How(models.TextChoices):
    """How somebody with experience may be asked; only what they chose is shown."""

    HERE = "here", "Through a specialist, who is asked here and brings you together"
    MAIL = "mail", "By e-mail"
    PHONE = "phone", "By telephone"


class Of(models.TextChoices):
    """What experience is of: a theme, or a kind of harm."""

    THEME = "theme", "Theme"
    HARM = "harm", "Kind of harm"


AGREES = [
    (str(number), words)
    for number, words in enumerate(("Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly"), start=1)
]
