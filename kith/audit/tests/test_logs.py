"""A line of the log holds what is on the list, and nothing that somebody typed or asked for."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.urls import reverse

from kith.audit.logs import PlainJson, RequestIdFilter


@pytest.fixture
def lines():
    """What the log says from now on, one dict a line, through the formatter of the settings."""
    told = io.StringIO()
    hand = logging.StreamHandler(told)
    hand.addFilter(RequestIdFilter())
    hand.setFormatter(PlainJson(settings.LOGGING["formatters"]["json"]["format"]))
    loggers = [logging.getLogger(name) for name in ("", "django.request", "django.security", "kith")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(hand)
        logger.setLevel("INFO")
    yield lambda: [json.loads(line) for line in told.getvalue().splitlines()]
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(hand)
        logger.setLevel(level)


@pytest.mark.django_db
def test_a_fault_leaves_neither_the_address_nor_what_was_typed(client, cast, monkeypatch, lines):
    def breaks(*args, **kwargs):
        raise ValueError("Megan Example")

    monkeypatch.setattr("kith.people.queries.tokens_of", breaks)
    client.force_login(cast["amina"])
    client.raise_request_exception = False
    answer = client.get(reverse("people:account") + "?name=Megan")
    assert answer.status_code == 500
    told = lines()
    failed = next(line for line in told if line["message"] == "request failed")
    assert failed["exc_info"].startswith("ValueError at ")
    assert "Megan" not in json.dumps(told) and "/account" not in json.dumps(told) and "WSGIRequest" not in str(told)


@pytest.mark.django_db
def test_a_forged_post_with_a_name_in_its_address_leaves_no_name(cast, lines):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(cast["amina"])
    assert strict.post(reverse("people:stay") + "?name=Megan", {"child": "Megan"}).status_code == 403
    assert "Megan" not in json.dumps(lines())


def test_a_library_says_nothing_of_its_own(lines):
    logging.getLogger("some.library").warning("cannot read %s", "Megan", extra={"child": "Megan", "status": object()})
    (line,) = lines()
    assert line["message"] == "a library spoke" and line["place"].startswith("test_logs:")
    assert "Megan" not in json.dumps(line) and "child" not in line and "status" not in line


def test_our_own_lines_keep_what_is_on_the_list(lines):
    logging.getLogger("kith.request").info("request", extra={"route": "desk:home", "status": 200, "reference": "K-2"})
    (line,) = lines()
    assert line["route"] == "desk:home" and line["status"] == 200 and "reference" not in line
