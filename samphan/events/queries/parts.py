"""Parts of an event: which there are, and whether they are still what a form was made from."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from samphan.events.models import (
    AgendaItem,
    AgendaRole,
    BudgetLine,
    Document,
    EventHost,
    Output,
    ParticipantCategory,
    ParticipatingInstitution,
    Photo,
    Registration,
    Result,
    Room,
    StrategicGroup,
    Team,
    TeamPerson,
    TeamTask,
    Topic,
    Use,
)
from samphan.tenancy.audit import plain, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Owned

#: Parts by the noun that addresses and the audit trail use.
MODELS: Final[dict[str, type[Any]]] = {
    "topic": Topic,
    "group": StrategicGroup,
    "agenda_item": AgendaItem,
    "host": EventHost,
    "team": Team,
    "team_person": TeamPerson,
    "team_task": TeamTask,
    "room": Room,
    "agenda_role": AgendaRole,
    "budget_line": BudgetLine,
    "category": ParticipantCategory,
    "institution": ParticipatingInstitution,
    "registration": Registration,
    "output": Output,
    "document": Document,
    "photo": Photo,
    "result": Result,
    "use": Use,
}
NOUNS: Final[dict[type[Any], str]] = {model: noun for noun, model in MODELS.items()}


def part_for_actor(actor: Actor, event_id: int, noun: str, pk: int) -> Owned | None:
    """The part of an event with its event, if there is one that the actor may see."""
    model = MODELS.get(noun)
    if model is None:
        return None
    found: Owned | None = (
        model.objects.for_actor(actor).select_related("event").filter(event_id=event_id, pk=pk).first()
    )
    return found


def fingerprint(rows: Iterable[Owned], fields: Sequence[str]) -> int:
    """A number that changes when one of the rows or their order does; stands for the version of a form."""
    content = [[row.pk, values(row, fields)] for row in rows]
    return zlib.crc32(json.dumps(content, default=str, sort_keys=True).encode())


def fingerprint_of(content: Any) -> int:
    """The same for plain values."""
    return zlib.crc32(json.dumps(plain(content), default=str, sort_keys=True).encode())
