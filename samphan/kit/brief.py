"""What was asked for wrongly is told in one line of the log."""

from __future__ import annotations

import logging
from http import HTTPStatus


class Brief(logging.Filter):
    """Lets every line through; one about an answer below 500 without its traceback: what came was wrong, not the program.

    It stands at the handlers, as ``secrets.NoSecrets`` does.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if (
            getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
            < HTTPStatus.INTERNAL_SERVER_ERROR
        ):
            record.exc_info = record.exc_text = None
        return True
