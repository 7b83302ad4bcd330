"""Documents of pages: added by one person, approved by another."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record

from ..events import DocumentApproved, DocumentAttached, DocumentSentBack, DocumentTakenOut
from ..models import PageDocument
from ..queries import layer_document, piece_for
from ..rules import may_answer_document, may_publish, may_take_out_document, people_who_answer
from ..uploads import cleaned


def attach_document(
    by, *, slug: str, layer: str, title: str, content: bytes, once_key: str, replaces=None
) -> PageDocument:
    """A clean file waits, with its page, for a second person of the layer. The same sending twice makes one.

    `replaces` is the uuid of a document of the same page and layer. Raises NotUsable where the file cannot be kept,
    NotFound where the person may not.
    """
    require(may_publish(by, layer))
    piece = piece_for(by, slug)
    # Another file from the same page, reached by the browser’s way back, is another document.
    once_key = sha256(b"\n".join([once_key.encode(), title.encode(), content])).hexdigest()[:60]
    there = PageDocument.objects.filter(by=by, once_key=once_key).first()
    if there is not None:
        return there
    kind, made = cleaned(content, title=title)  # takes a while, and so stands before the transaction
    with transaction.atomic():
        old = layer_document(by, replaces) if replaces else None
        require(old is None or (old.is_shown and old.layer == layer and old.slug == slug))
        document, new = PageDocument.objects.get_or_create(
            by=by,
            once_key=once_key,
            defaults={
                "authority": by.authority if layer == "local" else None,
                "region": by.authority.region if layer == "regional" else None,
                "slug": piece.slug,
                "title": title,
                "kind": kind,
                "content": made,
                "size": len(made),
                "digest": sha256(made).hexdigest(),
                "replaces": old,
            },
        )
        if new:
            others = tuple(f"person:{one.uuid}" for one in people_who_answer(document))
            event = DocumentAttached(subject=f"document:{document.uuid}", page=piece.slug, layer=layer, to=others)
            record(event, by=by)
    return document


def _locked_document(by, uuid) -> PageDocument:
    layer_document(by, uuid)
    return PageDocument.objects.select_for_update().get(uuid=uuid)


def _end(by, document: PageDocument, why: str) -> None:
    document.ended_by, document.ended_at, document.ended_because = by, timezone.now(), why
    document.save(update_fields=["ended_by", "ended_at", "ended_because"])


@transaction.atomic
def approve_document(by, *, uuid) -> PageDocument:
    """Readers of the layer are shown it from now on, and no longer the one in whose place it stands.

    Never by who attached it. What was answered meanwhile stays as it was answered.
    """
    document = _locked_document(by, uuid)
    if not document.waits:
        return document
    require(may_answer_document(by, document))
    document.approved_by, document.approved_at = by, timezone.now()
    document.save(update_fields=["approved_by", "approved_at"])
    old = None
    if document.replaces_id is not None:
        old = PageDocument.objects.select_for_update().filter(pk=document.replaces_id, ended_at=None).first()
    if old is not None:
        _end(by, old, "A newer document took its place.")
    event = DocumentApproved(
        subject=f"document:{document.uuid}",
        page=document.slug,
        to=f"person:{document.by.uuid}",
        replaces=f"document:{old.uuid}" if old else "",
    )
    record(event, by=by)
    return document


@transaction.atomic
def send_document_back(by, *, uuid, why: str) -> PageDocument:
    """Readers are never shown it, and whoever attached it is told why. Its file is not kept."""
    document = _locked_document(by, uuid)
    if not document.waits:
        return document
    require(may_answer_document(by, document))
    _end(by, document, why)
    PageDocument.objects.filter(pk=document.pk).update(content=b"")
    event = DocumentSentBack(subject=f"document:{document.uuid}", page=document.slug, to=f"person:{document.by.uuid}")
    record(event, by=by)
    return document


@transaction.atomic
def take_out_document(by, *, uuid, why: str) -> PageDocument:
    """A document is no longer shown, with the reason; or whoever attached it takes it back before it was."""
    document = _locked_document(by, uuid)
    if document.ended_at is not None:
        return document
    require(may_take_out_document(by, document))
    if document.waits:
        PageDocument.objects.filter(pk=document.pk).update(content=b"")
    _end(by, document, why)
    event = DocumentTakenOut(subject=f"document:{document.uuid}", page=document.slug, to=f"person:{document.by.uuid}")
    record(event, by=by)
    return document
