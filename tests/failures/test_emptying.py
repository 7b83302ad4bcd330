"""After a test with a browser the tables are emptied, but not under a request that is still being answered."""

import threading
import time

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.world import Answering


@pytest.fixture
def answering():
    found = Answering()
    yield found
    found.end()


def test_it_waits_until_the_last_request_of_another_thread_is_over(answering):
    asked, may_end = threading.Event(), threading.Event()

    def answer():
        request_started.send(sender=None, environ={})
        asked.set()
        may_end.wait(10)
        request_finished.send(sender=None)

    thread = threading.Thread(target=answer)
    thread.start()
    assert asked.wait(10)
    threading.Timer(0.2, may_end.set).start()
    began = time.monotonic()
    assert answering.wait(10)
    assert may_end.is_set() and time.monotonic() - began < 9
    thread.join(10)


def test_one_that_never_ends_is_waited_for_once(answering):
    thread = threading.Thread(target=request_started.send, kwargs={"sender": None, "environ": {}})
    thread.start()
    thread.join(10)
    assert not answering.wait(0.05)
    assert answering.wait(0.05)


@pytest.fixture
def in_the_tests_own_thread():
    """Signals of a request can be sent here as the test's own client sends them: the test keeps its connections."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_a_request_of_the_tests_own_client_is_not_waited_for(answering, in_the_tests_own_thread):
    request_started.send(sender=None, environ={})
    assert answering.wait(0.05)
    request_finished.send(sender=None)
    assert answering.wait(0.05)
