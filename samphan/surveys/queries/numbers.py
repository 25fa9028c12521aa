"""Mean, standard deviation and shares, exact until they are rounded for show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

_PRECISION: Final = 60
_CENT: Final = Decimal("0.01")

#: Lower bounds of what a mean of five points is called, as Thai evaluations read it in steps of one.
LEVELS: Final[tuple[tuple[Decimal, _StrOrPromise], ...]] = (
    (Decimal("4.51"), _("at a very high level")),
    (Decimal("3.51"), _("at a high level")),
    (Decimal("2.51"), _("at a moderate level")),
    (Decimal("1.51"), _("at a low level")),
    (Decimal("1.00"), _("at a very low level")),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many values there are, their mean, and the standard deviation of a sample (divided by n - 1).

    ``mean`` is None without values, ``sd`` with fewer than two: not known is not zero.
    """

    n: int
    mean: Decimal | None = None
    sd: Decimal | None = None


def summary(counts: Mapping[Decimal, int]) -> Summary:
    """Of values with how often each was given; rounded half up to two places."""
    n = sum(counts.values())
    if n == 0:
        return Summary(0)
    with localcontext(prec=_PRECISION):
        total = sum((value * count for value, count in counts.items()), Decimal())
        mean = total / n
        sd = None
        if n > 1:
            squares = sum((value * value * count for value, count in counts.items()), Decimal())
            # As one fraction, so that equal values give exactly nought.
            sd = ((n * squares - total * total) / (n * (n - 1))).sqrt()
        return Summary(n, rounded(mean), None if sd is None else rounded(sd))


def rounded(value: Decimal) -> Decimal:
    """Half up to two places, as offices round."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def percent(part: int, whole: int) -> Decimal | None:
    """The share in percent, to one place; None of nothing."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def level(mean: Decimal) -> _StrOrPromise:
    """What a mean between 1 and 5 is called, by its two places."""
    return next(name for bound, name in LEVELS if mean >= bound)
