"""Where a project works and whom it serves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from samphan.directory.queries.maps import province_map
from samphan.directory.queries.places import (
    district_lies_elsewhere,
    marks,
    province_name,
    subdistrict_is_unlisted,
)
from samphan.projects.models import ProjectPlace, ProjectServed
from samphan.projects.queries.learning import Sum, sum_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.components import AreaMap
    from samphan.projects.models import Project


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in words; ``elsewhere`` are provinces that have a district of this name, where its own is known to have none.

    ``is_unlisted``: its sub-district is none of those that we know of the district.
    """

    place: ProjectPlace
    words: str
    elsewhere: Sequence[str] = ()
    is_unlisted: bool = False


@dataclass(frozen=True, slots=True)
class ServedLine:
    """People who are served. ``product`` is groups × people in each, ``gap`` what the number says more than that."""

    served: ProjectServed
    product: int | None
    gap: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Places with their map, people who are served, and the sums of both."""

    places: Sequence[PlaceLine]
    map: AreaMap
    served: Sequence[ServedLine]
    direct: Sum
    indirect: Sum
    households: Sum


def place_words(place: ProjectPlace) -> str:
    """A place from the small to the large: บ้านแม่ลานเหนือ ต.ห้วยอ้อ อ.ลอง จ.แพร่."""
    province = str(province_name(place.province)) if place.province else ""
    parts = zip(marks(place.province), (place.subdistrict, place.district, province), strict=True)
    return " ".join(filter(None, [place.site, *(_named(mark, name) for mark, name in parts)]))


def _named(mark: str, name: str) -> str:
    """A name with its mark in front, where it is Thai and has none."""
    is_thai = any("\u0e00" <= each <= "\u0e7f" for each in name)
    return f"{mark}{name}" if is_thai and not name.startswith(mark or name) else name


def served_line(served: ProjectServed) -> ServedLine:
    """What groups × people in each make, and how far the number is from it; None where either is not known."""
    product = served.groups * served.each if served.groups is not None and served.each is not None else None
    gap = served.number - product if product is not None and served.number is not None else None
    return ServedLine(served, product, gap)


def reach(actor: Actor, project: Project) -> Reach:
    """For a project that the caller has loaded through ``for_actor``. Two statements."""
    places = list(ProjectPlace.objects.for_actor(actor).filter(project=project).order_by("order", "id"))
    served = list(ProjectServed.objects.for_actor(actor).filter(project=project).order_by("order", "id"))

    def people(rows: Sequence[ProjectServed]) -> Sum:
        return sum_of(rows, lambda row: row.number, lambda row: row.is_counted)

    return Reach(
        [
            PlaceLine(
                each,
                place_words(each),
                [str(province_name(code)) for code in district_lies_elsewhere(each.district, each.province)]
                if each.district
                else [],
                subdistrict_is_unlisted(each.subdistrict, each.district, each.province),
            )
            for each in places
        ],
        map_of(places),
        [served_line(each) for each in served],
        people([each for each in served if each.is_direct]),
        people([each for each in served if not each.is_direct]),
        sum_of(served, lambda row: row.households, lambda row: row.is_counted),
    )


def map_of(places: Sequence[ProjectPlace]) -> AreaMap:
    """The map of a project's places."""
    return province_map(
        Counter(each.province for each in places if each.province),
        key="places-map",
        caption=gettext("Where the project works"),
        unit=gettext("places"),
        points=[
            (place_words(each), each.latitude, each.longitude)
            for each in places
            if each.latitude is not None and each.longitude is not None
        ],
    )
