"""What the station posts: one check-in of a page, the queue of a device, a walk-in."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.events.actions.checkin import MOST_SCANS, Scan
from samphan.events.forms.people import RegisterForm
from samphan.events.models import CheckInAct, CheckInWay
from samphan.events.queries.checkin import token_in
from samphan.kit.errors import Problem
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

_WAYS: Final = frozenset({CheckInWay.SCAN.value, CheckInWay.SEARCH.value, CheckInWay.PAPER.value})


@dataclass(frozen=True, slots=True)
class Batch:
    """The queue of a device, with what its clock showed when it was sent."""

    scans: tuple[Scan, ...]
    sent_at: dt.datetime | None
    station: str


def read_batch(body: bytes) -> Batch:
    """The JSON of a device.

    ``{"sent_at": …, "station": …, "rows": [{"client_id", "token" | "registration", "day", "session", "act", "at", "way"}]}``

    Raises:
        Problem: it is not that, or too much of it.
    """
    try:
        data = json.loads(body)
        rows = data["rows"]
        if len(rows) > MOST_SCANS:
            raise Problem(_("Too much at once. Send the queue in parts."))
        return Batch(
            scans=tuple(map(_scan, rows)),
            sent_at=_instant(data["sent_at"]) if data.get("sent_at") else None,
            station=str(data.get("station", ""))[:80].replace("\x00", ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Problem(_("This is not a queue of check-ins.")) from error


def _scan(row: Mapping[str, Any]) -> Scan:
    way = str(row.get("way", CheckInWay.SCAN))
    act = str(row.get("act", CheckInAct.IN))
    if way not in _WAYS or act not in CheckInAct.values:
        raise ValueError("unknown way or act")
    return Scan(
        client_id=uuid.UUID(str(row["client_id"])),
        day=dt.date.fromisoformat(str(row["day"])),
        at=_instant(row["at"]),
        token=token_in(str(row.get("token") or "")),
        registration=_id(row.get("registration")),
        session=_id(row.get("session")),
        act=act,
        way=way,
    )


def _id(value: Any) -> int | None:
    if not value:
        return None
    pk = number_in(value)
    if pk is None:
        raise ValueError("not an id")
    return pk


def _instant(value: Any) -> dt.datetime:
    at = dt.datetime.fromisoformat(str(value))
    if at.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return at


def read_scan(posted: QueryDict, *, now: dt.datetime) -> Scan:
    """One check-in of a page without a script; the server's clock is the device's.

    Raises:
        Problem: the page was changed by hand.
    """
    try:
        row = {name: posted.get(name, "") for name in ("client_id", "day", "session", "registration")}
        act = posted.get("act") or CheckInAct.IN.value
        way = posted.get("way") or CheckInWay.SEARCH.value
        return _scan({**row, "token": posted.get("code", ""), "act": act, "way": way, "at": now.isoformat()})
    except ValueError as error:
        raise Problem(_("This page is out of date. Open the station again.")) from error


def day_in(text: str) -> dt.date | None:
    """A day of an address, or None."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


class WalkInForm(RegisterForm):
    """Somebody who came unannounced: name, institution and category are enough."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["position"]

    def scan(self) -> Scan:
        """The check-in that goes with it."""
        return Scan(
            client_id=self.cleaned_data["client_id"],
            day=self.cleaned_data["day"],
            at=timezone.now(),
            way=CheckInWay.WALK_IN,
        )
