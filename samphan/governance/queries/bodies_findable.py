"""How bodies are found: by their names, and by what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.governance.models import Body
from samphan.kit.bilingual import pair
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

BODY: Final = "governance.body"


def body_row(body: Body) -> SearchRow:
    """The search row of a body."""
    return search.row(
        BODY, body.pk, network_id=body.network_id, label=pair(body, "name"), detail=pair(body, "purpose")
    )


def all_body_rows(actor: Actor) -> Iterator[SearchRow]:
    """The search rows of all bodies of the actor's network."""
    return (body_row(each) for each in Body.objects.for_actor(actor).order_by("id"))
