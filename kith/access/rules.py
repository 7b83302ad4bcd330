"""The words in which every room's rule is written."""

from django.db.models import BooleanField, F, Func, Q
from django.utils import timezone

# In whose name scheduled work acts.
WORKER = "system:worker"
# Never a bare Q(): joined by *or* it vanishes, and alone it lets everyone in.
EVERYTHING = Q(pk__isnull=False)
NOTHING = Q(pk__in=[])


class NotFound(Exception):
    """The one answer for what does not exist and for what this person may not have."""


class Over(Exception):
    """What this person would write to has ended, is closed, or was done meanwhile by a colleague. Nothing was written.

    The message is a sentence for the page: what ended, by whom and when. Raised only for who had it to do; `url` leads on.
    """

    def __init__(self, words: str, url: str = "/"):
        super().__init__(words)
        self.url = url


class NobodyThere(LookupError):
    """The next person is missing: the authority has nobody who could do what would follow.

    The message is a sentence for the page: what is missing, and what to do. Nothing was written.
    """


def require(allowed: bool) -> None:
    """Raises NotFound unless the rule said yes."""
    if not allowed:
        raise NotFound


def own_key(by, once_key: str, about=None) -> str:
    """The key of one sending, as it is kept: this person’s alone, and of one record.

    What somebody else sent with the same key is another sending, so that no constraint says that theirs is there.
    """
    return ".".join([str(by.pk), *([str(about.pk)] if about is not None else []), once_key])[:60]


def find(rows):
    """The one row of a query that already begins with a rule's filter. Raises NotFound otherwise."""
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def live(at=None) -> Q:
    """Rows whose beginning and end hold at this moment."""
    at = at or timezone.now()
    return Q(begins__lte=at) & (Q(ends__isnull=True) | Q(ends__gt=at))


class Held(Func):
    """True where the table has a row of this matter that holds now and fits: EXISTS(…), written out.

    The same question put together from models costs as much as the rest of a page, because every list asks it
    (`make bench`). The statement is fixed; whatever comes from outside goes in as a parameter.
    """

    output_field = BooleanField()

    def __init__(self, to: str, rows, fits: str, values: tuple):
        super().__init__(F(to))
        self.table, self.fits, self.values, self.at = rows._meta.db_table, fits, values, timezone.now()

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **context):
        """The statement and its parameters, for either database; the names in it are the model's own."""
        key, before = compiler.compile(self.source_expressions[0])
        at = connection.ops.adapt_datetimefield_value(self.at)
        statement = (
            f"EXISTS(SELECT 1 FROM {connection.ops.quote_name(self.table)} held WHERE held.matter_id = {key} "  # noqa: S608
            f"AND held.begins <= %s AND (held.ends IS NULL OR held.ends > %s) AND ({self.fits}))"
        )
        return statement, [*before, at, at, *self.values]


def _any(column: str, keys) -> str:
    return f"{column} IN ({', '.join(['%s'] * len(keys))})"


def part_of(person, parts, to: str = "pk"):
    """True where the person has a live part in the matter, of their own, by their team, or as its manager."""
    fits, values = ["held.person_id = %s"], [person.pk]
    if person.team_ids:
        fits.append(f"({_any('held.team_id', person.team_ids)} AND NOT held.managers_only)")
        values += person.team_ids
    if person.managed_team_ids:
        fits.append(_any("held.team_id", person.managed_team_ids))
        values += person.managed_team_ids
    return Held(to, parts, " OR ".join(fits), tuple(values))


def barred(person, bars, to: str = "pk"):
    """True where a conflict of interest is recorded, which beats every grant."""
    return Held(to, bars, "held.person_id = %s", (person.pk,))
