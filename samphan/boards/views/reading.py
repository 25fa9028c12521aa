"""What came as JSON, field by field; a wrong type is a ``Problem`` at its field and never an error of the server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from samphan.boards.actions.texts import uuid_of
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

LARGEST: Final = 64 * 1024
"""Of one act in bytes: the cards of a large cluster by key fit many times."""
LARGEST_ID: Final = 2**63 - 1


class TooLarge(Problem):
    """More than anything asked for here. The edge answers 413."""


class Reader:
    """The fields of one posted object."""

    def __init__(self, request: HttpRequest) -> None:
        """Reads the body.

        Raises:
            TooLarge: it is longer than any act.
            Problem: it is no JSON object.
        """
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST:
            raise TooLarge(_("This is too much at once."))
        try:
            given = json.loads(request.body or b"{}")
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise Problem(_("What was sent cannot be read."))
        self._given: dict[str, Any] = given

    def has(self, name: str) -> bool:
        return name in self._given

    def text(self, name: str, default: str | None = "") -> str:
        """A text; ``default`` None means that it has to be there."""
        value = self._given.get(name)
        value = default if value is None else value
        return value if isinstance(value, str) else self._wrong(name)

    def key(self, name: str = "key") -> uuid.UUID:
        """The key of a card."""
        return uuid_of(self.text(name, None)) or self._wrong(name)

    def key_or_none(self, name: str) -> uuid.UUID | None:
        return None if self._given.get(name) is None else self.key(name)

    def keys(self, name: str = "cards") -> list[uuid.UUID]:
        """Keys of cards, at least one."""
        found = [uuid_of(each) if isinstance(each, str) else None for each in self._list(name)]
        if not found or None in found:
            self._wrong(name)
        return [each for each in found if each is not None]

    def number(self, name: str) -> int:
        """A whole number that the database could hold."""
        found = self.number_or_none(name)
        return found if found is not None else self._wrong(name)

    def number_or_none(self, name: str) -> int | None:
        value = self._given.get(name)
        return None if value is None else self._whole(name, value)

    def numbers(self, name: str) -> list[int]:
        return [self._whole(name, each) for each in self._list(name)]

    def texts(self, name: str) -> list[str]:
        """A list of texts; one text alone is a list of one."""
        value = self._given.get(name)
        if isinstance(value, str):
            return [value]
        found = self._list(name)
        return found if all(isinstance(each, str) for each in found) else self._wrong(name)

    def counts(self, name: str) -> dict[str, int]:
        """An object of numbers."""
        value = self._given.get(name, {})
        if not isinstance(value, dict) or len(value) > 100:
            self._wrong(name)
        return {key: self._whole(name, each) for key, each in value.items()}

    def thing(self, name: str) -> dict[str, Any] | None:
        """An object, or nothing."""
        value = self._given.get(name)
        return value if value is None or isinstance(value, dict) else self._wrong(name)

    def before(self, name: str = "before") -> str | int | None:
        """The key of a card, the id of a cluster, or nothing."""
        value = self._given.get(name)
        if value is None or isinstance(value, str):
            return value
        return self._whole(name, value)

    def _list(self, name: str) -> list[Any]:
        value = self._given.get(name, [])
        return value if isinstance(value, list) and len(value) <= 2_000 else self._wrong(name)

    def _whole(self, name: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_ID:
            self._wrong(name)
        return int(value)

    @staticmethod
    def _wrong(name: str) -> Any:
        raise Problem(_("What was sent cannot be read."), field=name)
