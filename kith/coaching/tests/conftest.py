"""Whom the rules and the acts of the room are asked of."""

import pytest

from kith.people.words import Role
from tests.everybody import everybody_with


@pytest.fixture
def everybody(cast):
    """The cast; with Nia, who is specialist and manager of the police, and Petra’s equal Ines, whose account ended."""
    roles = {"nia": (Role.SPECIALIST, Role.MANAGER), "ines": (Role.SPECIALIST,)}
    return everybody_with(cast, roles, ended="ines")
