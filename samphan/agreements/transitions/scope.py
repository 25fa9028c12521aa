"""Which text of the scope holds on a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.agreements.models import Agreement, Amendment
    from samphan.kit.bilingual import Text


def begins(amendment: Amendment) -> dt.date:
    """The first day on which an amendment may hold; one without dates holds since ever."""
    known = amendment.in_force_from or amendment.signed_on
    return known.from_on if known else dt.date.min


def scope_on(
    agreement: Agreement, amendments: Sequence[Amendment], on: dt.date
) -> tuple[Text, Amendment | None]:
    """The scope that holds on a day, and the amendment that says it (None: the agreement as it was signed)."""
    saying = [each for each in amendments if each.scope_th and begins(each) <= on]
    if not saying:
        return agreement.scope, None
    latest = max(saying, key=lambda each: (begins(each), each.pk))
    return latest.scope, latest
