"""Structured logs, one JSON object a line, beside the short lines on the terminal. They hold no personal data."""

from __future__ import annotations

import logging
import logging.handlers
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
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
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.getLogger().addHandler(handler)
