"""Logs without personal data: a fault is told by its kind and place, never by its message or values."""

import logging
import traceback

from pythonjsonlogger.json import JsonFormatter

from .facts import current

# What a line may hold besides time, level and logger. Anything else that a library hands over (Django hands over the
# whole request, whose words hold the address that was asked for) is left out. The class of each stands in
# config/field_classes.py: LOGGED.
EXTRAS = frozenset({"request_id", "route", "method", "status", "milliseconds", "fault", "place"})
ALWAYS = frozenset({"asctime", "levelname", "name", "message", "exc_info"})


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
        places = " < ".join(f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno}" for frame in reversed(frames))
        return f"{kind.__name__} at {places}"

    def process_log_record(self, log_data):
        kept = super().process_log_record(log_data)
        return {
            key: value
            for key, value in kept.items()
            if key in ALWAYS or (key in EXTRAS and isinstance(value, str | int | float | bool))
        }

    def format(self, record):
        if record.name != "kith" and not record.name.startswith("kith."):
            # What a library says may end in the path that was asked for, or hold what was sent.
            record = logging.makeLogRecord(record.__dict__)
            record.place = f"{record.module}:{record.lineno}"
            record.msg = "request failed" if record.name.startswith("django.request") else "a library spoke"
            record.args = ()
        # A traceback that another formatter wrote before us may hold values; ours is made anew.
        record.exc_text = record.stack_info = None
        return super().format(record)
