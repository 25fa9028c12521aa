"""Structured logs, one JSON object a line, beside the short lines on the terminal. They hold no personal data."""

from __future__ import annotations

import logging
import logging.handlers
from typing import TYPE_CHECKING, Any, Final

from samphan.kit.brief import Brief
from samphan.kit.secrets import NoSecrets, hide_exception

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path

FILE_LIMIT: Final = 10_000_000
FILES_KEPT: Final = 5


def write_to(folder: Path, name: str) -> None:
    """Let everything that is logged in this process also go to `<folder>/<name>.jsonl`, which is rotated."""
    import structlog

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = logging.handlers.RotatingFileHandler(
        folder / f"{name}.jsonl", maxBytes=FILE_LIMIT, backupCount=FILES_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _without_secrets,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    handler.addFilter(Brief())
    handler.addFilter(NoSecrets())
    logging.getLogger().addHandler(handler)


def _without_secrets(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """As ``NoSecrets``, for the traceback that structlog makes itself."""
    if isinstance(told := event.get("exception"), str):
        event["exception"] = hide_exception(told)
    return event
