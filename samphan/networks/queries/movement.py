"""Who joined and who left between two days, and how many stayed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from samphan.networks.models import MembershipPeriod
from samphan.networks.queries.membership import current_members, lasting

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Movement:
    """Joiners and leavers after ``since`` until ``until``, and the members at both ends.

    Members at an end are those who go on after that day: whoever was a member until that very day is among those who
    left by it, so that ``at_first`` and who joined, without who left, are ``at_last``. Retention is the share of the
    members at ``since`` that are members at ``until`` too; None where there were none.
    """

    since: dt.date
    until: dt.date
    joined: list[MembershipPeriod]
    left: list[MembershipPeriod]
    at_first: int
    at_last: int
    stayed: int

    @property
    def retention(self) -> float | None:
        return self.stayed / self.at_first if self.at_first else None


def movements(actor: Actor, since: dt.date, until: dt.date) -> Movement:
    """Who joined and left after a day until another. Five statements.

    Days that are half known count as in the list: a beginning from its first possible day, an end on its last. A
    period that follows the one before it without a gap (renewed, another category) is neither joining nor leaving.
    """
    periods = MembershipPeriod.objects.for_actor(actor).select_related("member__organisation", "category")
    same = MembershipPeriod.objects.filter(member=OuterRef("member")).exclude(pk=OuterRef("pk"))
    before = same.filter(
        Q(since__isnull=True) | Q(since__startswith__lt=OuterRef("since__startswith")),
        Q(until__isnull=True) | Q(until__endswith__gte=OuterRef("since__startswith")),
    )
    after = same.filter(
        Q(since__isnull=True) | Q(since__startswith__lte=OuterRef("until__endswith")),
        Q(until__isnull=True) | Q(until__endswith__gt=OuterRef("until__endswith")),
    )
    joined = periods.filter(since__startswith__gt=since, since__startswith__lte=until).exclude(Exists(before))
    # The end of the range is the day after the last one.
    day = dt.timedelta(days=1)
    left = periods.filter(until__endswith__gt=since + day, until__endswith__lte=until + day).exclude(
        Exists(after)
    )
    first = current_members(actor, since).filter(lasting(since + day))
    last = current_members(actor, until).filter(lasting(until + day))
    return Movement(
        since,
        until,
        list(joined.order_by("since", "member__sort_key", "id")),
        list(left.order_by("until", "member__sort_key", "id")),
        first.count(),
        last.count(),
        first.filter(lasting(until), lasting(until + day)).count(),
    )
