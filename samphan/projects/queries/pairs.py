"""Projects that may be the same work: of the same district, theme or domain of change, and time, without a link.

A link is a common series, a partner that takes part in both, or what somebody decided about the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Q

from samphan.projects.models import ACTIVE_STATES, ChangeDomain, Project, ProjectPair, seen_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text

MOST: Final = 200
"""So many pairs are shown at most, the newest first."""

_ALIKE: Final = """
select distinct a.id, b.id
from projects_project a
  join projects_projectplace pa on pa.network_id = a.network_id and pa.project_id = a.id
  join projects_projectplace pb on pb.network_id = pa.network_id and pb.province = pa.province
    and lower(pb.district) = lower(pa.district) and pb.project_id <> pa.project_id
  join projects_project b on b.id = pb.project_id and b.network_id = a.network_id
where a.network_id = %(network)s and pa.province <> '' and pa.district <> ''
  and {side}
  and a.state = any(%(active)s) and b.state = any(%(active)s)
  and (a.theme_id = b.theme_id or a.domains && b.domains)
  and daterange(lower(a.starts), upper(a.ends)) && daterange(lower(b.starts), upper(b.ends))
  and (a.series_id is null or b.series_id is null or a.series_id <> b.series_id)
  and not exists (
    select 1 from projects_projectpartner x join projects_projectpartner y
      on y.network_id = x.network_id and y.organisation_id = x.organisation_id
    where x.project_id = a.id and y.project_id = b.id and x.network_id = a.network_id)
  and not exists (
    select 1 from projects_projectpair d
    where d.network_id = a.network_id and d.first_id = least(a.id, b.id) and d.second_id = greatest(a.id, b.id))
order by 1 desc, 2 desc limit %(most)s
"""  # a project without a beginning or end is taken as open there


@dataclass(frozen=True, slots=True)
class Alike:
    """Two projects and what they have in common: the districts, in words, and whether theme or domains."""

    one: Project
    other: Project
    places: tuple[str, ...]
    domains: tuple[str, ...]
    theme: Text | str = ""


def alike(actor: Actor, project: Project | None = None) -> list[Alike]:
    """Pairs that may be the same work: of one project (it stands first), or all of the network. At most four statements.

    Only pairs of which the actor may see both.
    """
    keys = _keys(actor, project.pk if project else None)
    if not keys:
        return []
    ids = {pk for pair in keys for pk in pair}
    found = (
        Project.objects.for_actor(actor).filter(pk__in=ids).select_related("theme").prefetch_related("places")
    )
    by_id = {each.pk: each for each in found}
    return [_told(by_id[one], by_id[other]) for one, other in keys if one in by_id and other in by_id]


def decided(actor: Actor, project: Project) -> list[ProjectPair]:
    """What people decided about a project and others that the actor may see. One statement."""
    rows = ProjectPair.objects.for_actor(actor).filter(seen_by(actor, "first__"), seen_by(actor, "second__"))
    rows = rows.filter(Q(first=project) | Q(second=project)).select_related("first", "second")
    return list(rows.order_by("-decided_at"))


def _keys(actor: Actor, pk: int | None) -> Sequence[tuple[int, int]]:
    side = "a.id = %(pk)s" if pk else "a.id < b.id"
    wanted = {"network": actor.network_id, "pk": pk, "active": list(map(str, ACTIVE_STATES)), "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE.format(side=side), wanted)
        return list(cursor.fetchall())


def _told(one: Project, other: Project) -> Alike:
    places = {place.district.lower(): place.district for place in one.places.all() if place.district}
    theirs: Collection[str] = {place.district.lower() for place in other.places.all()}
    labels = dict(ChangeDomain.choices)
    common = [str(labels[code]) for code in one.domains if code in other.domains]
    return Alike(
        one,
        other,
        tuple(name for key, name in places.items() if key in theirs),
        tuple(common),
        one.theme.name if one.theme and one.theme_id == other.theme_id else "",
    )
