"""The class of a field decides what it may leave by: a field that gets out by the wrong door fails here."""

from kith.access.classes import LEAVES
from kith.audit.logs import EXTRAS
from kith.config.field_classes import LOGGED


def test_a_line_of_the_log_holds_only_what_may_leave_by_the_log():
    assert set(LOGGED) == EXTRAS
    assert set(LOGGED.values()) <= LEAVES["log"]
