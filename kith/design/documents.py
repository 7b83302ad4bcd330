"""Documents that leave the house as files: tagged PDF from a template, without reaching for anything outside."""

from pathlib import Path

from django.http import HttpResponse
from django.template.loader import render_to_string

HERE = Path(__file__).resolve().parent / "static" / "design"


class NoPdf(RuntimeError):
    """PDF cannot be made on this machine; the message says so to whoever asked for one."""


class Outside(ValueError):
    """A template asked for something that is not one of the house's own fonts; nothing was fetched."""


def _fetcher():
    from weasyprint.urls import URLFetcher

    class OwnFontsOnly(URLFetcher):
        """Answers for the house's own fonts; anything else, near or far, is refused."""

        def fetch(self, url, headers=None):
            place = Path(url.removeprefix("file://"))
            if not url.startswith("file://") or HERE / "fonts" not in place.resolve().parents:
                raise Outside(url.split(":", 1)[0])
            return super().fetch(url, headers)

    return OwnFontsOnly(allowed_protocols=("file",), allow_redirects=False)


def pdf(template: str, context: dict) -> bytes:
    """The template as a tagged PDF (PDF/UA-1), in English, with the house's own typeface. Fetches nothing outside."""
    try:
        from weasyprint import HTML  # slow to import, and most requests never need it
    except OSError as error:
        raise NoPdf(
            "This server cannot make PDF yet: its administrator must install pango (see docs/operating.md). "
            "Until then, print the page or take another format."
        ) from error
    text = render_to_string(template, {**context, "fonts": (HERE / "fonts").as_uri()})
    document = HTML(string=text, base_url=HERE.as_uri() + "/", url_fetcher=_fetcher())
    return document.write_pdf(pdf_variant="pdf/ua-1")


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """The document, to be saved under this name and never guessed to be of another kind."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
