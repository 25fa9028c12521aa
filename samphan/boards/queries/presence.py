"""How many phones listen now. In memory, of this process: nobody is noted, only counted."""

from __future__ import annotations

from typing import Final

_joined: Final[dict[int, int]] = {}


def joined(board_id: int) -> int:
    """Phones that listen to a board."""
    return _joined.get(board_id, 0)


def note(board_id: int, count: int) -> None:
    """Said by the live streams whenever somebody came or went."""
    if count:
        _joined[board_id] = count
    else:
        _joined.pop(board_id, None)
