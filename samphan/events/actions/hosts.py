"""Who carries an event: hosts in their roles, teams with their organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.parts import Arranged, Line, arrange, place, take_out, write_part
from samphan.events.models import EventHost, HostRole, Team, TeamOrganisation
from samphan.events.queries.parts import fingerprint_of
from samphan.kit.errors import Conflict, Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRow:
    """An organisation in a role (``HostRole``)."""

    organisation: Organisation
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team as it is to be: its duty and the organisations that carry it, in order."""

    duty_th: str
    duty_en: str = ""
    organisations: Sequence[Organisation] = ()
    id: int | None = None


def hosts_version(event: Event) -> int:
    """Stands for the version of the list of hosts."""
    rows = EventHost.objects.filter(event=event).order_by("order", "id")
    return fingerprint_of([list(row) for row in rows.values_list("organisation_id", "role")])


def teams_version(event: Event) -> int:
    """Stands for the version of the teams with their organisations."""
    rows = Team.objects.filter(event=event).order_by("order", "id", "members__order", "members__id")
    return fingerprint_of(
        [list(row) for row in rows.values_list("id", "duty_th", "duty_en", "members__organisation_id")]
    )


@transaction.atomic
def arrange_hosts(
    *, by: Actor, event: Event, rows: Sequence[HostRow], version: int | None = None
) -> Arranged[EventHost]:
    """Make these the hosts of the event: an organisation may hold several roles, each once."""
    by.must(policy.manage, on=event)
    present = list(EventHost.objects.select_for_update().filter(event=event).order_by("order", "id"))
    _check(version, hosts_version(event))
    known = {(host.organisation_id, host.role): host for host in present}
    written: list[EventHost] = []
    for number, row in enumerate(rows, start=1):
        if row.role not in HostRole.values:
            raise Problem(_("There is no such role."), field="role")
        if any((row.organisation.pk, row.role) == (each.organisation_id, each.role) for each in written):
            raise Problem(
                _("%(name)s stands in this role twice.") % {"name": row.organisation.name},
                field="organisation",
            )
        host = known.pop((row.organisation.pk, row.role), None)
        if host is None:
            host = EventHost(network_id=event.network_id, event=event)
        place(host, number)
        written.append(write_part(by, host, {"organisation": row.organisation, "role": row.role}))
    return Arranged(tuple(written), tuple(take_out(by, host) for host in known.values()))


@transaction.atomic
def arrange_teams(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[TeamRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[Team]:
    """Write the whole matrix of duties and organisations; an organisation may sit in several teams."""
    by.must(policy.manage, on=event)
    list(Team.objects.select_for_update().filter(event=event))
    _check(version, teams_version(event))
    lines = [Line(row.id, {"duty_th": row.duty_th, "duty_en": row.duty_en}) for row in rows]
    arranged = arrange(by, event, Team, lines, removed=removed, version=None)
    seats: dict[int, list[int]] = {}
    for seat in TeamOrganisation.objects.filter(team__event=event).order_by("order", "id"):
        seats.setdefault(seat.team_id, []).append(seat.organisation_id)
    for team, row in zip(arranged.parts, rows, strict=False):
        wanted = list(dict.fromkeys(each.pk for each in row.organisations))
        if (before := seats.get(team.pk, [])) != wanted:
            _seat(team, wanted)
            record(
                by,
                "seat_team",
                team,
                label=(team.duty_th, team.duty_en),
                changes={"organisations": [before, wanted]},
            )
    return arranged


def _seat(team: Team, wanted: Sequence[int]) -> None:
    TeamOrganisation.objects.filter(team=team).delete()
    TeamOrganisation.objects.bulk_create(
        TeamOrganisation(network_id=team.network_id, team=team, organisation_id=each, order=number)
        for number, each in enumerate(wanted, start=1)
    )


def _check(version: int | None, now: int) -> None:
    if version is not None and version != now:
        raise Conflict(version=now, current={})
