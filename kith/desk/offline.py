"""The worker: the script by which a browser reads the kept toolkit without a line, and where things are for it."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from kith.access import keeping

WORKER = Path(__file__).resolve().parent / "worker.js"
FONTS = [f"design/fonts/atkinson-hyperlegible-{name}.woff2" for name in ("400", "700", "ext-400", "ext-700")]
FILES = ["design/kith.css", "design/kith.js", "design/keep.js", "design/icon.svg", *FONTS]
# Named by another script, by the name that it has there.
AS_NAMED = "design/govuk-frontend.min.js"


def worker_script() -> str:
    """The script, with the addresses of this release before it; another release is another script."""
    files = [*(static(name) for name in FILES), f"{static('design/kith.css').rpartition('/')[0]}/{Path(AS_NAMED).name}"]
    places = {
        "files": list(dict.fromkeys(files)),
        "offline": reverse("desk:offline"),
        "list": reverse("toolkit:keep-list"),
        "toolkit": reverse("toolkit:browse"),
        "wish": f"{reverse('toolkit:keep')}/wish",
        "asked": keeping.ASKED,
        "may": keeping.MAY,
        "whose": keeping.WHOSE,
        "anybody": keeping.ANYBODY,
    }
    text = WORKER.read_text(encoding="utf-8")
    edition = hashlib.sha256(f"{settings.KITH_VERSION}{json.dumps(places)}{text}".encode()).hexdigest()[:12]
    return f"const KITH = {json.dumps({**places, 'edition': edition})};\n{text}"
