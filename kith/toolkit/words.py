"""Units of time and kinds of page."""

from django.db import models


class ClockUnit(models.TextChoices):
    WORKING_DAYS = "working_days", "working days"
    CALENDAR_DAYS = "calendar_days", "calendar days"
    MONTHS = "months", "months"
    HOURS = "hours", "hours"
    NOW = "now", "at once"


class PieceKind(models.TextChoices):
    GUIDANCE = "guidance", "Guidance"
    CONVERSATION = "conversation", "Conversation guide"
    PARALLEL = "parallel", "Parallel"
    PRACTICE_EXAMPLE = "practice-example", "Practice example"


# Where a limit of time comes from, as a reader is told.
STATUS_WORDS = {
    "statute": "The law",
    "national guidance": "National guidance",
    "local": "A local procedure",
}
