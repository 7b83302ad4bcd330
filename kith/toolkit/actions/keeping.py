"""What editors keep in order: synonyms, settled searches, reminders of reviews, links."""

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

from ..content import BadContent
from ..events import LinksTried, PageReviewDue, SearchSettled, SynonymsKept
from ..links import try_outside
from ..markdown import plain
from ..models import EmptySearch, OutsideLink, ReviewReminder, Synonym, SynonymChange
from ..passages import mark_changed
from ..queries import piece_for, reviews_to_tell, synonym_change_for
from ..rules import is_command, is_worker, layer_rows, may_publish
from ..words import BROKEN_LINKS, Settled


@transaction.atomic
def remind_of_page_reviews(by: str, *, today) -> int:
    """Whoever answers for a page was told once that its review is near, and once that it is late. Returns how many."""
    require(is_worker(by))
    count = 0
    for piece, when, told in reviews_to_tell(today):
        _, made = ReviewReminder.objects.get_or_create(piece=piece, review=piece.next_review, when=when, told=told)
        if made:
            record(PageReviewDue(subject=f"toolkit:{piece.slug}", when=when, told=told), by=by)
            count += 1
    return count


def _meant(words: list[str]) -> list[str]:
    """The words as they are kept: plain, in small letters, each once."""
    return list(dict.fromkeys(word for word in (plain(word).lower()[:60] for word in words) if word))


def _put_synonyms(by, layer: str, *, title: str, words: list[str], how: str = "") -> None:
    """The layer’s group has these words, or is gone where there are none. What it had stands beside the change."""
    rows = layer_rows(by, layer)
    group = Synonym.objects.select_for_update().filter(title=title, **rows).first()
    before = group.words if group else []
    if before == words:
        return
    if words:
        Synonym.objects.update_or_create(title=title, **rows, defaults={"words": words})
    elif group:
        group.delete()
    mark_changed()
    change = SynonymChange.objects.create(title=title, before=before, after=words, by=by, **rows)
    how = how or ("removed" if not words else "changed" if before else "added")
    record(SynonymsKept(subject=f"synonyms:{change.uuid}", layer=layer, how=how), by=by)


@transaction.atomic
def keep_synonyms(by, *, layer: str, title: str, words: list[str]) -> None:
    """These words mean the same in the person’s own layer, and search knows it from now on. Raises BadContent for one alone."""
    require(may_publish(by, layer))
    title, kept = plain(title)[:80], _meant(words)
    if not title or len(kept) < 2:
        raise BadContent("Give at least two words or phrases that mean the same, each on a line of its own.")
    _put_synonyms(by, layer, title=title, words=kept)


@transaction.atomic
def remove_synonyms(by, *, layer: str, title: str) -> None:
    """The layer’s group is gone. A second time changes nothing."""
    require(may_publish(by, layer))
    _put_synonyms(by, layer, title=title, words=[])


@transaction.atomic
def undo_synonyms(by, *, uuid) -> str:
    """The group is as it was before this change, whatever was done to it since; returns its name."""
    change, layer = synonym_change_for(by, uuid)
    require(may_publish(by, layer))
    _put_synonyms(by, layer, title=change.title, words=change.before, how="undone")
    return change.title


@transaction.atomic
def settle_search(by, *, words: str, settled: str, slug: str = "") -> None:
    """Words that found nothing are off the list: a page answers them and is shown to who asks, or they are not for the
    toolkit. Raises NotFound for words or a page that are not there.
    """
    require(may_publish(by, "local") and settled in Settled.values)
    slug = piece_for(by, slug).slug if settled == Settled.PAGE else ""
    rows = EmptySearch.objects.filter(authority_id=by.authority_id, words=words)
    require(rows.exists())
    if rows.exclude(answered=True, settled=settled, slug=slug).update(answered=True, settled=settled, slug=slug):
        record(SearchSettled(subject="toolkit:searches", settled=settled, about=slug), by=by)


def try_links(by: str, *, urls: list[str], seconds: float, also: frozenset[tuple[str, int]] = frozenset()) -> int:
    """Each of these addresses outside Kith was tried, and what it answered is kept. Returns how many are broken.

    No transaction is open while another machine is waited for.
    """
    require(is_command(by))
    broken = 0
    for url in urls:
        found = try_outside(url, seconds=seconds, also=also)
        broken += found.state in BROKEN_LINKS
        OutsideLink.objects.update_or_create(
            url=url, defaults={"state": found.state, "status": found.status, "tried_at": timezone.now()}
        )
    with transaction.atomic():
        # What no page names any more is forgotten; by key, since the addresses may be many.
        kept = set(urls)
        gone = [key for key, url in OutsideLink.objects.values_list("pk", "url") if url not in kept]
        OutsideLink.objects.filter(pk__in=gone).delete()
        record(LinksTried(subject="toolkit:links", tried=len(urls), broken=broken), by=by)
    return broken
