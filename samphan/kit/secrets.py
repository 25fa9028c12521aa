"""Addresses that let in whoever holds them: an invitation, the link that chooses a new password."""

from __future__ import annotations

import logging
import re
from typing import Final

# A token is long and random, with or without more of the address behind it; signed ones have colons. What stands in an
# address besides is a short slug or id, or the key of a card, which is hidden as well.
_SECRET: Final = re.compile(r"(?<=/)[\w.:%-]{22,}(?=[/\s?#\"'<>),.;…]|$)")


# PostgreSQL tells the whole row, or the key, that it did not take.
_ROW: Final = re.compile(
    r"^DETAIL:.*?(?=^(?:HINT:|CONTEXT:|Traceback |The above exception|During handling)|\Z)",
    re.DOTALL | re.MULTILINE,
)


def hide(text: str) -> str:
    """The text with "…" in place of every part of an address in it that could be a secret."""
    return _SECRET.sub("…", text)


def hide_exception(text: str) -> str:
    """A traceback without secrets of addresses and without the rows that the database refused."""
    return hide(_ROW.sub("DETAIL: …\n", text))


class NoSecrets(logging.Filter):
    """Lets every line of a log through, without the secrets in the addresses that it names, and without rows.

    It stands at the handlers: at a logger it would miss what the loggers below say.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(hide(each) if isinstance(each, str) else each for each in record.args)
        if isinstance(record.msg, str):
            record.msg = hide(record.msg)
        if record.exc_info and not record.exc_text:
            record.exc_text = hide_exception(logging.Formatter().formatException(record.exc_info))
        return True
