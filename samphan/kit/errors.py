"""What an action may raise, and what the edge makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise


class Refused(Exception):  # noqa: N818 - reads as what happened: "refused, because …"
    """A policy said no. The edge answers 403 (or a toast) with the reason."""

    def __init__(self, reason: _StrOrPromise) -> None:
        super().__init__(reason)
        self.reason = reason


class Problem(Exception):  # noqa: N818 - a problem with the input, shown beside its field
    """The input cannot be accepted as it is; ``field`` is the form field to show it at, or None."""

    def __init__(self, message: _StrOrPromise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(Exception):  # noqa: N818 - two people saved the same record
    """Somebody saved the record after it was opened; ``current`` holds its values by field name."""

    def __init__(self, *, version: int, current: Mapping[str, Any], changed_by: str = "") -> None:
        super().__init__("conflict")
        self.version = version
        self.current = current
        self.changed_by = changed_by
