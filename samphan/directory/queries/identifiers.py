"""Identifiers of organisations as people paste them, in the one form in which they are kept."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_ROR: Final = re.compile(r"0([a-hjkmnp-tv-z0-9]{6})([0-9]{2})")
_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, in which ROR writes its numbers."""

_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_DOMAIN: Final = 253


def read_ror(text: str) -> str | None:
    """The nine characters of a ROR id, from the id or its address; None when it is none.

    The last two digits check the others: 98 - (100 n mod 97), as in ISO/IEC 7064 (https://ror.readme.io/docs/identifier).
    """
    bare = text.strip().lower().rstrip("/").removeprefix("https://").removeprefix("http://")
    found = _ROR.fullmatch(bare.removeprefix("ror.org/"))
    if found is None:
        return None
    number = 0
    for letter in found[1]:
        number = number * 32 + _DIGITS.index(letter)
    return found[0] if 98 - number * 100 % 97 == int(found[2]) else None


def read_domain(text: str) -> str | None:
    """The domain of a web address or of itself, in small letters and without ``www.``; None when it is none."""
    words = text.strip().lower()
    try:
        host = urlsplit(words if "://" in words else f"//{words}").hostname or ""
        host = host.encode("idna").decode("ascii").removeprefix("www.")
    except (ValueError, UnicodeError):
        return None
    labels = host.split(".")
    is_domain = len(labels) > 1 and len(host) <= _LONGEST_DOMAIN and all(map(_LABEL.fullmatch, labels))
    return host if is_domain and not labels[-1].isdigit() else None
