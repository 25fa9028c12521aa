"""Counting what a page asks of the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

Statements = Callable[[Client, str], int]
_OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT", "select coalesce(current_setting", "select set_config")
"""A scope inside the transaction of a test puts the outer settings back; on its own it does not."""


@pytest.fixture
def statements() -> Statements:
    """``statements(client, address)`` is the number of statements that a page takes outside a test."""

    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return sum(1 for each in caught.captured_queries if not each["sql"].startswith(_OF_THE_TEST))

    return count
