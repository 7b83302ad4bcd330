"""What search knows, what was searched for, and the words that editors keep for it."""

from datetime import date, timedelta

from django.db.models import Q, Sum

from kith.access.rules import find, require

from .. import embedding
from ..models import EmptySearch, Piece, SearchCount, Synonym, SynonymChange
from ..retrieval import known_words, memory
from ..rules import layer_rows, may_publish, own_layers
from ..words import Settled
from .layers import _shown

WEEK = timedelta(days=7)


def search_understands() -> bool:
    """True where a question’s meaning is compared, and not its words alone."""
    return embedding.available()


def warm_search() -> None:
    """This process has the model and the toolkit’s passages in memory."""
    embedding.warm()
    memory()


def empty_searches_of(person):
    """Words that found nothing in the person’s authority, the most frequent first; never who asked."""
    return EmptySearch.objects.filter(authority_id=person.authority_id, answered=False).order_by("-times", "words")


def searches_of(person, *, since: date) -> dict:
    """How many searches the authority made since a day, and how many found nothing."""
    rows = SearchCount.objects.filter(authority_id=person.authority_id, day__gte=since)
    return rows.aggregate(asked=Sum("asked"), empty=Sum("empty"))


def synonyms_of(person) -> list[tuple[str, list[Synonym]]]:
    """The groups of each layer in which the person writes, by name: (layer, groups)."""
    return [
        (layer, list(Synonym.objects.filter(**layer_rows(person, layer)).order_by("title", "pk")))
        for layer in own_layers(person)
    ]


def synonym_for(person, layer: str, title: str) -> Synonym:
    """One group of a layer in which the person writes. Raises NotFound."""
    require(may_publish(person, layer))
    return find(Synonym.objects.filter(title=title, **layer_rows(person, layer)))


def _synonym_changes(person):
    which = Q(pk__in=[])
    for layer in own_layers(person):
        which |= Q(**layer_rows(person, layer))
    return SynonymChange.objects.filter(which).select_related("by").order_by("-at", "-pk")


def synonym_changes_of(person, limit: int = 10) -> list[SynonymChange]:
    """What was done lately to the synonyms of the layers in which the person writes, the newest first."""
    return list(_synonym_changes(person)[:limit])


def synonym_change_for(person, uuid) -> tuple[SynonymChange, str]:
    """One change of the person’s own layers, and the layer. Raises NotFound."""
    change = find(_synonym_changes(person).filter(uuid=uuid))
    return change, "local" if change.authority_id else "regional"


def answer_by_editors(person, question: str) -> Piece | None:
    """The page that the authority’s editors said answers these very words, where it is still shown."""
    kept = known_words(question, person.authority_id, person.authority.region_id)
    settled = EmptySearch.objects.filter(
        authority_id=person.authority_id, words=kept, answered=True, settled=Settled.PAGE
    )
    return _shown(person).filter(slug__in=settled.values("slug")).first() if kept else None
