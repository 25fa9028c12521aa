"""Rows without a version of their own: whether they are still what a form was made from."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from samphan.tenancy.audit import plain, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model


def fingerprint(row: Model, fields: Sequence[str]) -> int:
    """A number that changes with what a row says; references count by their id."""
    said = {name: getattr(value, "pk", plain(value)) for name, value in values(row, fields).items()}
    return zlib.crc32(json.dumps(said, sort_keys=True, default=str).encode())
