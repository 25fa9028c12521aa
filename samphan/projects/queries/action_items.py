"""Actions as a list, and one action with what it was carried over from and to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F

from samphan.directory.models import Organisation
from samphan.kit.numbers import number_in
from samphan.projects.models import ActionItem, ActionState, FollowUp
from samphan.projects.queries.findable import ACTION, hits
from samphan.projects.queries.orders import by_life, ordered

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.queries.orders import Orders

SORTS: Final = ("due", "title", "state")
FILTERS: Final = ("state", "owner")
OVERDUE: Final = "overdue"
_ORDERS: Final[Orders] = {"due": F("due_on"), "title": F("sort_key"), "state": by_life(ActionState)}
MOST_STEPS: Final = 100
"""How far back an action is followed: it may have been carried over from meeting to meeting."""


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action: the ones that it was before (the first first), the one that it became, and what was asked later."""

    action: ActionItem
    before: list[ActionItem]
    later: ActionItem | None
    follow_ups: list[FollowUp]


def action_items(actor: Actor, state: ListState, *, today: dt.date) -> QuerySet[ActionItem]:
    """What the list shows. Without a day stands behind the others, whichever way the list is sorted."""
    found = ActionItem.objects.for_actor(actor).select_related("organisation", "person")
    if state.query:
        found = found.filter(pk__in=hits(ACTION, state.query))
    wanted = state.filters.get("state")
    if wanted == OVERDUE:
        found = found.filter(state=ActionState.OPEN, due_on__lt=today)
    elif wanted:
        found = found.filter(state=wanted)
    if owner := state.filters.get("owner"):
        found = found.filter(
            organisation__in=Organisation.objects.one_with(number_in(owner) or 0).values("pk")
        )
    return found.order_by(ordered(_ORDERS, state), "id")


def action_owners(actor: Actor) -> list[tuple[str, str]]:
    """The organisations that have actions, as choices of a filter in Thai order. One statement."""
    own = ActionItem.objects.for_actor(actor).filter(organisation__isnull=False).values("organisation_id")
    found = Organisation.objects.for_actor(actor).standing_for(own).order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found.only("name_th", "name_en")]


def action_page(actor: Actor, action: ActionItem) -> ActionPage:
    """An action that the caller has loaded through ``for_actor``; one statement for each time it was carried over."""
    before: list[ActionItem] = []
    at = action.carried_from_id
    while at is not None and len(before) < MOST_STEPS:
        earlier = ActionItem.objects.for_actor(actor).get(pk=at)
        before.append(earlier)
        at = earlier.carried_from_id
    later = ActionItem.objects.for_actor(actor).filter(carried_from=action).first()
    return ActionPage(action, before[::-1], later, list(action.follow_ups.order_by("due_on", "id")))
