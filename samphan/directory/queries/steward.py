"""What somebody looks after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.directory.models import Organisation, Steward

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


def own_organisations(actor: Actor, on: dt.date) -> list[Organisation]:
    """The organisations that the actor is steward of on a day, in Thai order. One statement; none for who edits them all."""
    if actor.holds("directory.edit") or actor.user_id is None:
        return []
    mine = Steward.objects.for_actor(actor).on(on).filter(user_id=actor.user_id)
    found = Organisation.objects.for_actor(actor).filter(pk__in=mine.values("organisation_id"))
    return list(found.order_by("sort_key", "id"))
