"""What is asked of each vignette, and how few are too few to be shown."""

from django.db import models

from kith.people.words import CASEWORK_ROLES, Role

ROUND = "calibration-round"  # as a handover calls it
# Who opens a round, and who comes to the room at all.
OPENERS = (Role.SPECIALIST, Role.MANAGER, Role.TRAINING_LEAD)
CALIBRATORS = (*CASEWORK_ROLES, Role.TRAINING_LEAD)

# For so long two rounds about the same vignette ask the same people, or people who differ by FEWEST or more.
ALIKE_DAYS = 731
# Agreement is worked out from so many vignettes on, and said with an interval from so many on.
FEWEST_VIGNETTES = 2
FEWEST_FOR_INTERVAL = 4

# The lists, as `content/process/categories.yaml` calls them.
HARM_KINDS, CONCERNS, FIRST_STEPS = "harm-kind", "vignette-concern", "vignette-first-step"


class Asks(models.TextChoices):
    """What one answers of a vignette, and how its answers are compared."""

    LEVEL = "level", "Level of the threshold document"
    CONCERN = "concern", "Main concern"
    FIRST_STEP = "first_step", "First step"


# Levels have an order, so that two next to each other differ less than the first and the last; the others have none.
ORDINAL = frozenset({Asks.LEVEL})
