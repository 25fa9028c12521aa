"""Offers and needs as a list, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import F, Q

from samphan.directory.models import Organisation
from samphan.kit.numbers import number_in
from samphan.projects.models import Listing, ListingState
from samphan.projects.queries.findable import LISTING, hits
from samphan.projects.queries.orders import ordered

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.queries.orders import Orders

SORTS: Final = ("title", "organisation", "until")
FILTERS: Final = ("side", "kind", "owner", "theme", "state")
EXPIRED: Final = "expired"
_ORDERS: Final[Orders] = {
    "title": F("sort_key"), "organisation": F("organisation__sort_key"), "until": F("valid_until"),
}  # fmt: skip


def is_current(today: dt.date) -> Q:
    """Condition: open, and its last day is not over."""
    return Q(state=ListingState.OPEN) & (Q(valid_until__isnull=True) | Q(valid_until__gte=today))


def listings(actor: Actor, state: ListState, *, today: dt.date) -> QuerySet[Listing]:
    """What the list shows: open ones unless another state is asked for; ``all`` shows every state."""
    found = Listing.objects.for_actor(actor).select_related("organisation").prefetch_related("themes__theme")
    if state.query:
        found = found.filter(pk__in=hits(LISTING, state.query))
    wanted = state.filters.get("state") or ListingState.OPEN
    if wanted == ListingState.OPEN:
        found = found.filter(is_current(today))
    elif wanted == EXPIRED:
        found = found.filter(state=ListingState.OPEN, valid_until__lt=today)
    elif wanted in ListingState.values:
        found = found.filter(state=wanted)
    for name in ("side", "kind"):
        if value := state.filters.get(name):
            found = found.filter(**{name: value})
    if value := state.filters.get("owner"):
        found = found.filter(
            organisation__in=Organisation.objects.one_with(number_in(value) or 0).values("pk")
        )
    if value := state.filters.get("theme"):
        found = found.filter(themes__theme_id=number_in(value) or 0)
    return found.order_by(ordered(_ORDERS, state), "id")


def listing_owners(actor: Actor) -> list[tuple[str, str]]:
    """The institutions with listings, as choices of a filter in Thai order. One statement."""
    own = Listing.objects.for_actor(actor).values("organisation_id")
    found = Organisation.objects.for_actor(actor).standing_for(own).order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found.only("name_th", "name_en")]
