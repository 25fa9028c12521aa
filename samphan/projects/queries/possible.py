"""Possible projects as a list and a page, and how many ideas were started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, Q

from samphan.kit.numbers import number_in
from samphan.projects.models import (
    InterestState,
    PossibleProject,
    PossibleState,
    Project,
    ProjectInterest,
)
from samphan.projects.queries.findable import POSSIBLE, hits
from samphan.projects.queries.orders import by_life, ordered

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.models import FollowUp
    from samphan.projects.queries.orders import Orders

SORTS: Final = ("title", "until", "interests", "state")
FILTERS: Final = ("state", "theme")
_ORDERS: Final[Orders] = {
    "title": F("sort_key"), "until": F("call_until"), "interests": F("interested"), "state": by_life(PossibleState),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """How many ideas became projects.

    ``calling`` are those that take offers today; ``percent`` is of all that were proposed, None where nothing was.
    """

    proposed: int
    calling: int
    started: int
    closed: int

    @property
    def open(self) -> int:
        """Ideas that are neither started nor closed, those with an open call among them."""
        return self.proposed - self.started - self.closed

    @property
    def percent(self) -> int | None:
        return round(100 * self.started / self.proposed) if self.proposed else None


@dataclass(frozen=True, slots=True)
class PossiblePage:
    """One possible project with what institutions said, and the project that it became."""

    possible: PossibleProject
    interests: list[ProjectInterest]
    project: Project | None
    follow_ups: list[FollowUp]

    @property
    def offered(self) -> list[ProjectInterest]:
        return [each for each in self.interests if each.state == InterestState.OFFERED]


def possibles(actor: Actor, state: ListState) -> QuerySet[Any]:
    """What the list shows, each with the number of interested institutions (``interested``)."""
    found = PossibleProject.objects.for_actor(actor).select_related("organisation", "theme")
    if state.query:
        found = found.filter(pk__in=hits(POSSIBLE, state.query))
    if value := state.filters.get("state"):
        found = found.filter(state=value)
    if value := state.filters.get("theme"):
        found = found.filter(theme_id=number_in(value) or 0)
    counted = Q(interests__state__in=[InterestState.OFFERED, InterestState.CHOSEN, InterestState.NOT_CHOSEN])
    return found.annotate(interested=Count("interests", filter=counted)).order_by(
        ordered(_ORDERS, state), "id"
    )


def possible_page(actor: Actor, possible: PossibleProject) -> PossiblePage:
    """A possible project that the caller has loaded through ``for_actor``; three statements."""
    interests = ProjectInterest.objects.for_actor(actor).filter(possible_project=possible)
    return PossiblePage(
        possible,
        list(interests.select_related("organisation").order_by("organisation__sort_key", "id")),
        Project.objects.for_actor(actor).filter(possible_project=possible).first(),
        list(possible.follow_ups.order_by("due_on", "id")),
    )


def rate_started(
    actor: Actor, *, today: dt.date, from_on: dt.date | None = None, until_on: dt.date | None = None
) -> Rate:
    """How many of the possible projects proposed from a day on (before another) were started. One statement."""
    found = PossibleProject.objects.for_actor(actor)
    if from_on is not None:
        found = found.filter(created_at__date__gte=from_on)
    if until_on is not None:
        found = found.filter(created_at__date__lt=until_on)
    counts = found.aggregate(
        proposed=Count("pk"),
        calling=Count("pk", filter=Q(state=PossibleState.CALLING, call_until__gte=today)),
        started=Count("pk", filter=Q(state=PossibleState.STARTED)),
        closed=Count("pk", filter=Q(state=PossibleState.CLOSED)),
    )
    return Rate(**counts)
