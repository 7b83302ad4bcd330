"""The vocabulary of services that can help."""

from django.db import models

# The list of kinds of help, kept as data (content/process/categories.yaml), and the one for what fits no other.
KINDS = "service-kind"
OTHER_KIND = "other"
# Where a service came from that a person typed, or that came in a file. Any other origin is the address of a directory.
BY_HAND = ""
BY_FILE = "file"


class Cost(models.TextChoices):
    FREE = "free", "Free"
    PAID = "paid", "There is a cost"
    UNKNOWN = "", "Not known"


class Status(models.TextChoices):
    """As Open Referral UK says it."""

    ACTIVE = "active", "Open"
    CLOSED = "temporarily closed", "Closed for a time"
    INACTIVE = "inactive", "Not running now"
    DEFUNCT = "defunct", "Ended"


class Shelf(models.TextChoices):
    """What a service has several of."""

    KIND = "kind", "Kind of help"
    AREA = "area", "Area"
    LANGUAGE = "language", "Language"


class How(models.TextChoices):
    """How a version came about."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    BACK = "put-back", "An earlier version put back"
    IMPORTED = "imported", "From another directory or a file"


class Origin(models.TextChoices):
    FILE = "file", "A file"
    DIRECTORY = "directory", "Another directory"


class State(models.TextChoices):
    """How far an import has come."""

    WAITING = "waiting", "Waits to be fetched"
    FETCHING = "fetching", "Being fetched"
    COLUMNS = "columns", "Its columns are to be named"
    CHECKED = "checked", "Checked, and not loaded yet"
    LOADED = "loaded", "Loaded"
    LEFT = "left", "Not loaded"
    FAILED = "failed", "Could not be fetched"


# RFC 5545’s two letters, in the order of the week.
DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
