"""Documents of pages: shown, waiting for a second person, sent back."""

from datetime import datetime

from kith.access.rules import find

from ..models import PageDocument
from ..rules import layers_written_by, sees_document
from .pieces import piece_for


def _documents(person):
    """Documents that this person sees, without their files, which are large."""
    rows = PageDocument.objects.filter(sees_document(person)).defer("content")
    return rows.select_related("by", "approved_by", "authority", "region", "replaces")


def documents_on(person, slug: str):
    """The documents that readers of the person’s layers are shown on a page, by title."""
    return _documents(person).filter(slug=slug, approved_at__isnull=False).order_by("title", "pk")


def documents_waiting(person):
    """The documents that wait for an answer in the layers in which the person writes, oldest first."""
    return _documents(person).filter(approved_at__isnull=True).order_by("at", "pk")


def documents_sent_back(person, *, since: datetime):
    """Documents that this person attached and that a second person sent back, the newest first."""
    rows = PageDocument.objects.filter(
        layers_written_by(person), by=person, approved_at__isnull=True, ended_at__gt=since
    )
    return rows.exclude(ended_by=person).select_related("ended_by").defer("content").order_by("-ended_at", "-pk")


def document_for(person, uuid) -> PageDocument:
    """One document that the person sees, on a page that they are shown. Raises NotFound."""
    document = find(_documents(person).filter(uuid=uuid))
    piece_for(person, document.slug)
    return document


def layer_document(person, uuid) -> PageDocument:
    """One document of a layer in which the person writes, also one that was answered or ended. Raises NotFound."""
    rows = PageDocument.objects.filter(layers_written_by(person), uuid=uuid).defer("content")
    return find(rows.select_related("by", "approved_by", "ended_by", "authority", "region", "replaces"))


def file_of(person, uuid) -> tuple[PageDocument, bytes]:
    """A document that the person sees, and its file. Raises NotFound."""
    document = document_for(person, uuid)
    return document, bytes(document.content)
