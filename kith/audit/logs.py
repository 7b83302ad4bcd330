"""Logs without personal data: a fault is told by its kind and place, never by its message or values."""

import logging
import traceback

from pythonjsonlogger.json import JsonFormatter

from .facts import current


class RequestIdFilter(logging.Filter):
    """Adds the request's id to each line."""

    def filter(self, record):
        if not hasattr(record, "request_id"):
            record.request_id = current.get().request_id
        return True


class PlainJson(JsonFormatter):
    """One JSON object a line. A database's message can hold a child's name, so messages of faults are left out."""

    def formatException(self, exc_info):
        kind, _, tb = exc_info
        frames = traceback.extract_tb(tb)[-3:]
        places = " < ".join(f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}" for frame in reversed(frames))
        return f"{kind.__name__} at {places}"

    def format(self, record):
        if record.name.startswith("django.request"):
            # Its message ends in the path that was asked for.
            record.msg, record.args = "request failed", ()
        return super().format(record)
