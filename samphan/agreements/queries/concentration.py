"""On how few givers the network rests: the Herfindahl-Hirschman index of what was received.

H is the sum of the squared shares of the givers (1: one gives everything; 1/n: n givers give alike). The normalised value
(H - 1/n) / (1 - 1/n) takes the number of givers out: 0 when all give alike, 1 when one gives everything. Above 0.25 the
guidelines of the United States on mergers of 2010 speak of high concentration; research disagrees on what follows from it
for associations (Chikoto and Neely 2014; Qu 2019), so it is a warning only together with money that soon ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from samphan.agreements.models import Resource, ResourceKind
from samphan.agreements.queries.resources import ZERO, tidy, value_of, with_sums
from samphan.agreements.transitions.force import add_months

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from samphan.kit.actor import Actor

HIGH: Final = Decimal("0.25")
SOON_MONTHS: Final = 12
_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Concentration:
    """The index of some received values.

    ``normalised`` is None where there is one giver only; ``index`` and the shares are None where nothing was received.
    ``expiring`` is the share of what was received under pledges that still run, of those that end within
    ``SOON_MONTHS``; None where none runs.
    """

    givers: int
    total: Decimal
    index: Decimal | None
    normalised: Decimal | None
    largest: Decimal | None
    expiring: Decimal | None

    @property
    def is_high(self) -> bool:
        return self.index is not None and self.index > HIGH

    @property
    def is_warning(self) -> bool:
        """High, and some of it soon ends: neither says much alone."""
        return self.is_high and self.expiring is not None and self.expiring > 0


@dataclass(frozen=True, slots=True)
class Concentrations:
    """Of money alone, and of everything that was valued."""

    money: Concentration
    valued: Concentration


def concentrations(actor: Actor, *, today: dt.date) -> Concentrations:
    """Both indices over everything received so far. One statement."""
    rows = list(with_sums(Resource.objects.for_actor(actor)).select_related("giver"))
    money = [each for each in rows if each.kind == ResourceKind.MONEY]
    return Concentrations(_of(money, today), _of(rows, today))


def herfindahl(values: Iterable[Decimal]) -> tuple[Decimal, Decimal | None] | None:
    """The index and its normalised value (None for one giver) of positive values; None where there are none."""
    known = [value for value in values if value > 0]
    if not known:
        return None
    total, count = sum(known, ZERO), len(known)
    index = sum(((value / total) ** 2 for value in known), ZERO)
    least = Decimal(1) / count
    normalised = ((index - least) / (1 - least)).quantize(_PLACES) if count > 1 else None
    return index.quantize(_PLACES), normalised


def _of(rows: Sequence[Resource], today: dt.date) -> Concentration:
    by_giver: dict[int, Decimal] = {}
    running, ending = ZERO, ZERO
    soon = add_months(today, SOON_MONTHS)
    for row in rows:
        value = value_of(row, row.received) or ZERO  # type: ignore[attr-defined]  # annotated by with_sums
        if value <= 0:
            continue
        giver = row.giver.merged_into_id or row.giver_id
        by_giver[giver] = by_giver.get(giver, ZERO) + value
        last = row.ends.last_on if row.ends else None
        if last is None or last >= today:
            running += value
            ending += value if last is not None and last <= soon else ZERO
    total = sum(by_giver.values(), ZERO)
    found = herfindahl(by_giver.values())
    return Concentration(
        givers=len(by_giver),
        total=tidy(total),
        index=found[0] if found else None,
        normalised=found[1] if found else None,
        largest=(max(by_giver.values()) / total).quantize(_PLACES) if found else None,
        expiring=(ending / running).quantize(_PLACES) if running else None,
    )
