"""What was asked for wrongly is one line of the log; what went wrong in the program keeps its traceback."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.kit.brief import Brief
from samphan.web.operations import logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The file to which everything is logged while a test runs."""
    logs.write_to(tmp_path, "web")
    handler = logging.getLogger().handlers[-1]
    try:
        yield tmp_path / "web.jsonl"
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_nul_in_what_was_asked_for_is_one_line_without_a_traceback(db: None, log: Path) -> None:
    assert Client().get("/accounts/login/", {"next": "/\x00"}).status_code == 400
    (line,) = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    assert (line["event"], "exception" in line) == ("NUL in the address: /accounts/login/", False)


def test_body_that_cannot_be_read_is_one_line_without_a_traceback(db: None, log: Path) -> None:
    answer = Client().post("/accounts/login/", b"x", content_type="multipart/form-data; boundary=")
    assert answer.status_code == 400
    (line,) = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    assert ("Unable to parse" in line["event"], "exception" in line) == (True, False)


@pytest.mark.parametrize(("status", "is_told"), [(400, False), (403, False), (500, True), (None, True)])
def test_traceback_is_told_of_what_failed_here_alone(status: int | None, is_told: bool) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "what happened", (), None)
    error = ValueError("bad")
    record.exc_info = (ValueError, error, None)
    if status is not None:
        record.status_code = status
    assert Brief().filter(record)
    assert ("ValueError" in logging.Formatter().format(record)) == is_told
