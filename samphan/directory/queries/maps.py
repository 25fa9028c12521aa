"""A map of provinces for any list: counts by province become colours, points become dots."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from samphan.directory.queries.places import outlines, province_choices
from samphan.kit.components import Area, AreaMap, MapPoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from django.utils.functional import _StrOrPromise

LEVELS: Final = 4


def province_map(
    counts: Mapping[str, int],
    *,
    key: str,
    caption: _StrOrPromise,
    unit: _StrOrPromise,
    points: Iterable[tuple[_StrOrPromise, Decimal, Decimal]] = (),
    url: Callable[[str], str] | None = None,
    note: _StrOrPromise = "",
) -> AreaMap:
    """The map of Thailand for ``{% area_map %}``. No statement.

    Args:
        counts: how many of what is counted, by the code of the province; codes without an outline are left out.
        key: makes the ids on the page; once a page.
        caption: what the map shows, for those who see it and for those who hear it.
        unit: what is counted.
        points: label, latitude and longitude in degrees; those outside of the drawing are left out.
        url: where a province leads, by its code.
        note: a sentence on what is counted, and of how many it is known.
    """
    drawing = outlines()
    steps = steps_to(max(counts.values(), default=0))
    areas = [
        Area(
            label,
            drawing.provinces[code],
            counts.get(code, 0),
            level_of(counts.get(code, 0), steps),
            url(code) if url and counts.get(code) else "",
        )
        for code, label in province_choices()
        if code in drawing.provinces
    ]
    placed = [(label, drawing.place(latitude, longitude)) for label, latitude, longitude in points]
    return AreaMap(
        key=key,
        caption=caption,
        unit=unit,
        width=drawing.width,
        height=drawing.height,
        areas=areas,
        points=[MapPoint(label, *at) for label, at in placed if at is not None],
        steps=steps,
        note=note,
    )


def steps_to(most: int) -> tuple[int, ...]:
    """The highest counts of up to four levels: narrow where most provinces lie, wide towards the one with the most."""
    return tuple(sorted({math.ceil(most * (level / LEVELS) ** 2) for level in range(1, LEVELS + 1)} - {0}))


def level_of(count: int, steps: tuple[int, ...]) -> int:
    """0 for none, else the number of the first step that is not below the count; the highest level is always the darkest."""
    if not count:
        return 0
    return next(number for number, step in enumerate(steps, start=1) if count <= step)
