"""What all acts of the day share: the installation, those who act, the people, and the ledger."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from rehearsal.web import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rehearsal.facts import Delegate
    from rehearsal.ledger import Ledger

BANGKOK: Final = ZoneInfo("Asia/Bangkok")
NETWORK: Final = "/n/cupt"


@dataclass
class Stage:
    """A rehearsal that is under way.

    Attributes:
        event: the path of the event's page, ``/n/cupt/events/<id>/``.
        people: those who were nominated and hold a seat, as they stand at the moment.
        spare: tickets of those who hold no seat: ``waiting`` beyond the quota, ``replaced`` by somebody else.
        came: on which days (1, 2) the script let each of them check in, by number.
    """

    base: str
    accounts: Mapping[str, tuple[str, str]]
    ledger: Ledger
    pictures: Path | None
    people: list[Delegate]
    event: str = ""
    spare: dict[str, str] = field(default_factory=dict)
    walk_ins: list[Delegate] = field(default_factory=list)
    came: dict[int, set[int]] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    _signed_in: dict[str, Reader] = field(default_factory=dict)

    def reader(self, persona: str = "") -> Reader:
        """Somebody of the demo who is signed in, or a stranger."""
        if not persona:
            return Reader(self.base)
        if persona not in self._signed_in:
            reader = Reader(self.base)
            reader.sign_in(*self.accounts[persona])
            self._signed_in[persona] = reader
        return self._signed_in[persona]

    @property
    def secretariat(self) -> Reader:
        return self.reader("secretariat")

    @property
    def event_id(self) -> int:
        return int(re.findall(r"/(\d+)/", self.event)[0])

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Day 1 was yesterday, day 2 is today: nobody has to wait a night for the second."""
        today = dt.datetime.now(BANGKOK).date()
        return today - dt.timedelta(days=1), today

    @property
    def attended(self) -> list[Delegate]:
        """Everybody whom the script let in on any day."""
        return [each for each in (*self.people, *self.walk_ins) if self.came.get(each.number)]
