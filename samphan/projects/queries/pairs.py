"""Projects that may be the same work: of the same district, theme or domain of change, and time, without a link.

A link is a common series, a partner that takes part in both (under whichever of its merged records), or what somebody
decided about the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Q

from samphan.projects.models import ACTIVE_STATES, ChangeDomain, Project, ProjectPair, seen_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text

MOST: Final = 200
"""So many pairs are shown at most, the newest first."""
COUNTED: Final = 20
"""So many are counted at most for the overview of a project: that there are more changes nothing."""

_CONDITIONS: Final = """
  a.state = any(%(active)s) and b.state = any(%(active)s)
  and (a.theme_id = b.theme_id or a.domains && b.domains)
  and daterange(lower(a.starts), upper(a.ends)) && daterange(lower(b.starts), upper(b.ends))
  and (a.series_id is null or b.series_id is null or a.series_id <> b.series_id)
  and not exists (
    select 1 from projects_projectpartner x join directory_organisation xo on xo.id = x.organisation_id,
      projects_projectpartner y join directory_organisation yo on yo.id = y.organisation_id
    where x.project_id = a.id and y.project_id = b.id and x.network_id = a.network_id and y.network_id = b.network_id
      and coalesce(xo.merged_into_id, xo.id) = coalesce(yo.merged_into_id, yo.id))
  and not exists (
    select 1 from projects_projectpair d
    where d.network_id = a.network_id and d.first_id = least(a.id, b.id) and d.second_id = greatest(a.id, b.id))
"""  # a project without a beginning or end is taken as open there

_NEIGHBOURS: Final = """
  projects_projectplace pa
  join projects_projectplace pb on pb.network_id = pa.network_id and pb.province = pa.province
    and lower(pb.district) = lower(pa.district) and pb.project_id <> pa.project_id
where pa.network_id = %(network)s and pa.province <> '' and pa.district <> ''
"""

_ALL: Final = f"""
select distinct a.id, b.id
from projects_project a, projects_project b, {_NEIGHBOURS}
  and pa.project_id = a.id and pb.project_id = b.id and a.id < b.id
  and a.network_id = %(network)s and b.network_id = %(network)s and {_CONDITIONS}
order by 1 desc, 2 desc limit %(most)s
"""  # noqa: S608 - put together from constants

# Those who work in its districts are found by the index of places, and only then looked at: "offset 0" keeps it so. The
# planner would rather read all projects, of which it expects few to be alike.
_OF_ONE: Final = f"""
select a.id, b.id
from projects_project a,
  (select distinct pb.project_id as other from {_NEIGHBOURS} and pa.project_id = %(pk)s offset 0) n,
  lateral (select * from projects_project p where p.id = n.other and p.network_id = %(network)s offset 0) b
where a.id = %(pk)s and a.network_id = %(network)s and {_CONDITIONS}
"""  # noqa: S608 - put together from constants

# As ``seen_by`` has it: what is private is seen by its keeper, and by who manages or reviews all.
_COUNT: Final = f"""
select count(*) from ({_OF_ONE}
  and (%(sees_all)s or b.visibility <> 'private' or b.keeper_id = %(user)s)
limit %(most)s) found
"""  # noqa: S608 - put together from constants


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


def count_alike(actor: Actor, project: Project) -> int:
    """How many projects that the actor may see may be the same work as this one, ``COUNTED`` at most. One statement at most."""
    if project.state not in ACTIVE_STATES or not (project.domains or project.theme_id):
        return 0
    sees_all = actor.holds("projects.manage") or actor.holds("projects.review")
    wanted = _wanted(actor, project.pk, COUNTED) | {"sees_all": sees_all, "user": actor.user_id}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, wanted)
        return int(cursor.fetchone()[0])


def _keys(actor: Actor, pk: int | None) -> Sequence[tuple[int, int]]:
    statement = f"{_OF_ONE} order by b.id desc limit %(most)s" if pk else _ALL
    with connection.cursor() as cursor:
        cursor.execute(statement, _wanted(actor, pk, MOST))
        return list(cursor.fetchall())


def _wanted(actor: Actor, pk: int | None, most: int) -> dict[str, Any]:
    return {"network": actor.network_id, "pk": pk, "active": list(map(str, ACTIVE_STATES)), "most": most}


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
