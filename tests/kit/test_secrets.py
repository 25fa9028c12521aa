"""What stands in logs and on the pages of others of an address that lets in whoever holds it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from samphan.kit.secrets import NoSecrets, hide
from samphan.web.operations import logs

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "Dhqgm7_7J3Ac2EHfMFmxu4XDdknHcZ58t9k3PfhiVKw"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://samphan.example/invitation/{TOKEN}/", "https://samphan.example/invitation/…/"),
        (f"/invitation/{TOKEN}", "/invitation/…"),
        (f"a\n/invitation/{TOKEN}/\nb", "a\n/invitation/…/\nb"),
        (
            "/accounts/password/reset/key/v-dicl23-d573959de5e605931b23bef72eecf574/",
            "/accounts/password/reset/key/…/",
        ),
        ("/n/cupt/events/12/people/", "/n/cupt/events/12/people/"),
        (
            "/p/cupt/boards/X95l9ssC4AxDFn3rNo8zKbqr/cards/0b5f3c52-9a0e-4a53-8d0f-6f1a86a1d9c4/withdraw",
            "/p/cupt/boards/…/cards/…/withdraw",
        ),
        (
            "/p/cupt/boards/lead/X95l9ssC4AxDFn3rNo8zKbqr/projector/state",
            "/p/cupt/boards/lead/…/projector/state",
        ),
        (
            "/live/staff/.eJyLVnfyd1eP1VFQN9RRUDcyMNCNBQA3OgUu:1vM2xY:uXk0_2sQ4w?since=3",
            "/live/staff/…?since=3",
        ),
        ("/live/staff/eJyLVnfyd1eP%3A1vM2xY%3AuXk0_2sQ4w?since=3", "/live/staff/…?since=3"),
        ('see "/p/cupt/surveys/X95l9ssC4AxDFn3rNo8zKbqr/thanks/".', 'see "/p/cupt/surveys/…/thanks/".'),
        ("มหาวิทยาลัยเทคโนโลยีราชมงคลรัตนโกสินทร์", "มหาวิทยาลัยเทคโนโลยีราชมงคลรัตนโกสินทร์"),
    ],
)
def test_secret_of_an_address_is_hidden(text: str, shown: str) -> None:
    assert hide(text) == shown


def test_log_of_a_refused_invitation_holds_no_token(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "django.request"):
        assert Client().get(f"/invitation/{TOKEN}/").status_code == 404
    assert [record.getMessage() for record in caplog.records] == ["Not Found: /invitation/…/"]


ROW = 'violates "boards_card_way"\nDETAIL:  Failing row contains (7, said\n\nin trust).'


def _refuse() -> None:
    raise ValueError(ROW)


def test_file_of_the_log_holds_neither_token_nor_row_that_was_refused(tmp_path: Path) -> None:
    logs.write_to(tmp_path, "web")
    handler = logging.getLogger().handlers[-1]
    log = logging.getLogger("django.security.csrf")
    try:
        log.warning("Forbidden (%s): %s", "CSRF token missing.", f"/p/cupt/surveys/{TOKEN}/")
        try:
            _refuse()
        except ValueError:
            log.exception("Internal Server Error: %s", f"/p/cupt/boards/{TOKEN}/cards")
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    written = (tmp_path / "web.jsonl").read_text(encoding="utf-8")
    assert [TOKEN in written, "in trust" in written, "boards_card_way" in written] == [False, False, True]


def test_line_on_the_terminal_holds_no_row_that_was_refused() -> None:
    try:
        _refuse()
    except ValueError as error:
        caught = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "failed: %s", ("/",), caught)
    NoSecrets().filter(record)
    line = logging.Formatter().format(record)
    assert ["in trust" in line, "boards_card_way" in line] == [False, True]


def test_every_handler_of_the_settings_hides_secrets(settings: Any) -> None:
    handlers = settings.LOGGING["handlers"]
    assert {name: each.get("filters") for name, each in handlers.items()} == {
        "console": ["brief", "no_secrets"]
    }
