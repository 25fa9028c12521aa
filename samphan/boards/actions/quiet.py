"""The audit row of somebody who takes part: that it happened on this board, and nothing by which two acts are joined.

No user, no label, no card, no text, and the time cut to the quarter of an hour: a log of a proxy that knows addresses
and seconds must not tell whose card it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit.actor import ActorKind
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    import datetime as dt

    from samphan.boards.models import Board

QUARTER: Final = 15


def quarter(now: dt.datetime) -> dt.datetime:
    """The beginning of the quarter of an hour."""
    return now.replace(minute=now.minute - now.minute % QUARTER, second=0, microsecond=0)


def record(act: str, on: Board, *, now: dt.datetime) -> None:
    """Add the entry."""
    entry = AuditEntry(
        network_id=on.network_id,
        at=quarter(now),
        actor_kind=ActorKind.LINK,
        act=act,
        object_kind=kind_of(on),
        object_id=on.pk,
        object_label_th=on.title_th,
        object_label_en=on.title_en,
    )
    # Raw, because the field would put the second at which it is saved.
    entry.save_base(raw=True, force_insert=True)
