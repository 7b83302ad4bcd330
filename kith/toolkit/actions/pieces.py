"""Pages put in and taken out, each time as a new edition."""

import uuid

from django.db import transaction

from kith.access.rules import require
from kith.audit.actions import record

from ..content import Content
from ..events import PiecePublished, PieceRetired, StarterLoaded
from ..markdown import seen
from ..models import Edition, Filed, Piece, Proposal
from ..passages import index, unindex
from ..rules import may_publish
from ..words import Change, ProposalState
from .proposals import _answer

STARTER = "system:starter"


# Written in `Content` and in `Piece` under the same name.
SAME_NAMED: tuple[str, ...] = (
    *("slug", "kind", "title", "summary", "source", "source_date", "owner", "audience", "last_checked", "next_review"),
    *("valid_from", "valid_to", "needs_local_sign_off", "unverified", "asked", "related", "contacts", "links", "more"),
    *("innocent", "digest"),
)


def _edition(piece: Piece, content: Content, *, change: str, why: str = "", written_by=None, approved_by=None):
    last = piece.editions.order_by("-number").values_list("number", flat=True).first() or 0
    return Edition.objects.create(
        piece=piece,
        number=last + 1,
        change=change,
        why=why,
        written_by=written_by,
        approved_by=approved_by,
        content=content.as_kept(),
    )


def _put(content: Content, *, authority=None, region=None, **said) -> tuple[Piece, Edition | None]:
    """The layer's page says this from now on; no new edition where it says so already."""
    piece = Piece.objects.select_for_update().filter(authority=authority, region=region, slug=content.slug).first()
    if piece is not None and piece.digest == content.digest and not piece.retired:
        return piece, None
    change = Change.NEW if piece is None or piece.retired else Change.CHANGED
    piece = piece or Piece(authority=authority, region=region)
    for name in SAME_NAMED:
        setattr(piece, name, getattr(content, name))
    piece.sections = [{"heading": heading, "text": text} for heading, text in content.sections]
    piece.retired, piece.retired_because = False, ""
    piece.save()
    piece.filed.all().delete()
    Filed.objects.bulk_create(
        Filed(piece=piece, shelf=shelf, key=key)
        for shelf, keys in content.shelves.items()
        for key in dict.fromkeys(str(key) for key in keys)
    )
    index(piece)
    return piece, _edition(piece, content, change=change, **said)


def _take_out(piece: Piece, *, why: str, instead: str = "", **said) -> Edition:
    """The page is retired: on no shelf and in no search, still readable at its address, and says why and what to read."""
    last = piece.editions.order_by("-number")[0]
    piece.retired, piece.retired_because = True, why
    piece.more = {**piece.more, "instead": instead} if instead else piece.more
    piece.save(update_fields=["retired", "retired_because", "more"])
    unindex(piece)
    return Edition.objects.create(
        piece=piece, number=last.number + 1, change=Change.RETIRED, why=why, content=last.content, **said
    )


@transaction.atomic
def load_national(contents: list[Content], went: dict[str, dict] | None = None) -> dict[str, int]:
    """The national layer holds these pages and no others; returns how many were new, changed, retired, the same.

    `went` says of a page that comes no more `why`, and which page to read `instead`.

    Pages of regions and authorities are never touched.
    """
    counts = {"new pages": 0, "changed pages": 0, "retired pages": 0, "pages as before": 0}
    national = Piece.objects.filter(authority=None, region=None, retired=False)
    known = dict(national.values_list("slug", "digest"))
    for content in contents:
        # Most loads change nothing, and ask once for all pages.
        edition = None if known.get(content.slug) == content.digest else _put(content)[1]
        name = "pages as before" if edition is None else f"{edition.change} pages"
        counts[name] += 1
    gone = national.exclude(slug__in=[content.slug for content in contents])
    for piece in gone.order_by("slug"):
        said = (went or {}).get(piece.slug, {})
        _take_out(
            piece, why=said.get("why") or "No longer part of what comes with Kith.", instead=said.get("instead", "")
        )
        counts["retired pages"] += 1
    if counts["new pages"] or counts["changed pages"] or counts["retired pages"]:
        record(
            StarterLoaded(
                subject="toolkit:national",
                new=counts["new pages"],
                changed_pages=counts["changed pages"],
                retired=counts["retired pages"],
                same=counts["pages as before"],
            ),
            by=STARTER,
        )
    return {name: count for name, count in counts.items() if count}


@transaction.atomic
def publish_piece(
    by, *, content: Content, layer: str, why: str = "", written_by=None, draft: uuid.UUID | None = None
) -> Piece:
    """The page stands in the person's own layer, approved by them and written by somebody else; whoever proposed it is told.

    `layer` is “local” or “regional”; `draft` is the page in which it was written. Raises BadContent where the page is not whole, NotFound where the person may not.
    """
    require(may_publish(by, layer) and (written_by is None or written_by != by))
    content, why = content.cleaned(), seen(why)
    piece, edition = _put(
        content,
        authority=by.authority if layer == "local" else None,
        region=by.authority.region if layer == "regional" else None,
        why=why,
        written_by=written_by,
        approved_by=by,
    )
    for proposal in Proposal.objects.filter(
        Proposal.written_as(piece.slug, draft), authority=by.authority, state=ProposalState.TAKEN
    ).select_for_update():
        _answer(by, proposal, state=ProposalState.PUBLISHED, slug=piece.slug)
    if edition is not None:
        event = PiecePublished(subject=f"toolkit:{piece.slug}", layer=layer, edition=edition.number)
        record(event, by=by)
    return piece


@transaction.atomic
def retire_piece(by, *, piece: Piece, why: str) -> None:
    """A page of the person's own layer is retired, and says why. A second time changes nothing."""
    require(may_publish(by, piece.layer))
    piece = Piece.objects.select_for_update().get(pk=piece.pk)
    if piece.retired:
        return
    edition = _take_out(piece, why=why, approved_by=by)
    record(PieceRetired(subject=f"toolkit:{piece.slug}", layer=piece.layer, edition=edition.number), by=by)
