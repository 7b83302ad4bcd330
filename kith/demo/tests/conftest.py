"""The demonstration's cases, built once for all tests of a module that only look at them."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def cases(django_db_setup, django_db_blocker):
    """The cases stand until the module's last test. What a test changes is undone after it, as everywhere."""
    from kith.demo.cases import build_cases

    with django_db_blocker.unblock(), transaction.atomic():
        build_cases()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def built(cases, cast):
    """The cast, with the cases standing."""
    return cast
