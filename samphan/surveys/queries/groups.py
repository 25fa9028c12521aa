"""Which groups are large enough to be spoken of, so that no small one can be read or worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.surveys.models import Survey

SMALLEST: Final = 5
"""People whose answers must come together before anything is said of them apart from the whole."""


def shown_groups(sizes: Mapping[str, int], *, smallest: int = SMALLEST) -> frozenset[str]:
    """The groups that may stand apart, given how many each has; "" is who belongs to none.

    Each of them has at least ``smallest`` people, and so has what is left over when all of them are taken from the
    whole: otherwise the next smallest group is left out too, until the rest hides everybody in it or nothing is left.
    """
    shown = {name: size for name, size in sizes.items() if name and size >= smallest}
    rest = sum(sizes.values()) - sum(shown.values())
    while shown and 0 < rest < smallest:
        least = min(shown, key=lambda name: (shown[name], name))
        rest += shown.pop(least)
    return frozenset(shown)


def group_kept(survey: Survey, group: tuple[str, str]) -> tuple[str, str]:
    """The group that an anonymous response may carry: one to which enough people of the survey were asked, or none."""
    asked = survey.recipients.values_list("group_th").annotate(Count("id"))
    return group if group[0] in shown_groups(dict(asked)) else ("", "")
