"""Amounts of money are in baht, and whole: no thousands or millions of it, and no other currency."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem

BAHT: Final = "บาท"
_WRITTEN: Final = frozenset({"", BAHT, "บ.", "baht", "thb", "฿"})
"""How people write that an amount is in baht."""


def unit_of_money(typed: str) -> str:
    """The unit of an amount of money, of which ``typed`` is what somebody wrote there; nothing means baht.

    Raises:
        Problem: another unit at ``unit``: nobody but the writer knows what the amount is in baht.
    """
    if typed.strip().casefold() not in _WRITTEN:
        raise Problem(
            _("Money is counted in baht: write the whole amount in baht, and leave the unit empty."),
            field="unit",
        )
    return BAHT
