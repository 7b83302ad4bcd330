"""The application that a server runs."""

import gc
import os
import sys
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
application = get_wsgi_application()


def _refuse_a_demo() -> None:
    """A demo has known passwords: it is served by `kith demo` and `kith serve`, which know the address, or not at all.

    In production it is never served, whatever started the server.
    """
    from django.conf import settings
    from django.db import DatabaseError, connection

    from kith.people.queries import is_demo_database

    if not settings.PRODUCTION and os.environ.get("KITH_DEMO_SERVED") == "yes":
        return
    try:
        demo = is_demo_database()
    except DatabaseError:
        return  # not there yet: its pages say so, and the next start asks again
    finally:
        connection.close()
    if demo:
        sys.exit("kith: this database is a demonstration with known passwords. Serve it with `kith demo`.")


_refuse_a_demo()


def _warm() -> None:
    """The pages, the model and the toolkit’s passages are in memory soon after the start, so that no first question waits.

    What is there by then stays until the end, so the collector of garbage need not walk it again: a walk takes longer than
    most pages, and came with every tenth of them (`make bench`).
    """
    from django.db import DatabaseError, connections
    from django.urls import get_resolver

    from kith.toolkit.queries import warm_search

    _ = get_resolver().url_patterns
    try:
        warm_search()
    except DatabaseError:
        pass  # not there yet: the first question reads them
    finally:
        connections.close_all()
    gc.collect()
    gc.freeze()


threading.Thread(target=_warm, daemon=True, name="warm").start()
