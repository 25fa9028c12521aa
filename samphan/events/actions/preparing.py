"""People of teams, rooms, and roles on the programme: lists that are written as a whole."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.parts import Arranged, Line, arrange
from samphan.events.models import AgendaRole, ProgrammeRole, Room, TeamPerson, TeamRole
from samphan.events.queries.preparing import known_people
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from samphan.directory.models import Organisation
    from samphan.events.models import AgendaItem, Event, Team
    from samphan.kit.actor import Actor

TEAM_PERSON_FIELDS: Final = ("name", "team", "organisation", "role")
ROOM_FIELDS: Final = (
    "name_th", "name_en", "place_th", "place_en", "capacity", "equipment_th", "equipment_en",
)  # fmt: skip
AGENDA_ROLE_FIELDS: Final = ("name", "item", "organisation", "role")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPersonRow:
    """Somebody in a team of the same event; ``role`` is a ``TeamRole``."""

    name: str
    team: Team
    organisation: Organisation | None = None
    role: str = TeamRole.MEMBER
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRow:
    """A room as it is to be; ``capacity`` in people, None while it is not known."""

    name_th: str
    name_en: str = ""
    place_th: str = ""
    place_en: str = ""
    capacity: int | None = None
    equipment_th: str = ""
    equipment_en: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRoleRow:
    """Somebody in an item of the same event's programme; ``role`` is a ``ProgrammeRole``."""

    name: str
    item: AgendaItem
    organisation: Organisation | None = None
    role: str = ProgrammeRole.SPEAKER
    id: int | None = None


@transaction.atomic
def arrange_team_people(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[TeamPersonRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[TeamPerson]:
    """Write who works in which team; names that the directory knows once are tied to their person."""
    by.must(policy.manage, on=event)
    _check_rows(event, rows, "team", TeamRole.values, _("This team belongs to another event."))
    return arrange(by, event, TeamPerson, _named_lines(by, rows), removed=removed, version=version)


@transaction.atomic
def arrange_rooms(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[RoomRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[Room]:
    """Write the rooms of the venue in their order."""
    by.must(policy.manage, on=event)
    lines = [Line(row.id, {name: getattr(row, name) for name in ROOM_FIELDS}) for row in rows]
    return arrange(by, event, Room, lines, removed=removed, version=version)


@transaction.atomic
def arrange_agenda_roles(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[AgendaRoleRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[AgendaRole]:
    """Write who speaks, moderates, facilitates and reports, and in which item."""
    by.must(policy.manage, on=event)
    _check_rows(
        event, rows, "item", ProgrammeRole.values, _("This item belongs to the programme of another event.")
    )
    return arrange(by, event, AgendaRole, _named_lines(by, rows), removed=removed, version=version)


def _check_rows(event: Event, rows: Sequence[Any], place: str, roles: Sequence[str], sentence: Any) -> None:
    if any(getattr(row, place).event_id != event.pk for row in rows):
        raise Problem(sentence, field=place)
    if any(row.role not in roles for row in rows):
        raise Problem(_("There is no such role."), field="role")
    if not all(row.name.strip() for row in rows):
        raise Problem(_("Write a name."), field="name")


def _named_lines(by: Actor, rows: Sequence[Any]) -> list[Line]:
    """Rows as lines of a list. The person is set last, because the list's version is that of the typed columns."""
    known = known_people(by, [row.name for row in rows])
    return [
        Line(
            row.id,
            {each.name: getattr(row, each.name) for each in fields(row) if each.name != "id"},
            {"person": known.get(" ".join(row.name.split()))},
        )
        for row in rows
    ]
