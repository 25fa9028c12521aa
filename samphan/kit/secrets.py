"""Addresses that let in whoever holds them: an invitation, the link that chooses a new password."""

from __future__ import annotations

import logging
import re
from typing import Final

# The last part of such an address is long and random; no slug or id of ours is as long without a hyphen between words.
_SECRET: Final = re.compile(r"(?<=/)[\w-]{22,}(?=/?(?:[\s?#]|$))")


def hide(text: str) -> str:
    """The text with "…" in place of the secret part of each address in it."""
    return _SECRET.sub("…", text)


class NoSecrets(logging.Filter):
    """Lets every line of a log through, without the secrets in the addresses that it names."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(hide(each) if isinstance(each, str) else each for each in record.args)
        return True
